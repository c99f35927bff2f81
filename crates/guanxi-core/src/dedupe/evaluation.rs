//! What the engine says of clusters against the truth, in whole numbers.

use guanxi_match::{
    Again, Deduped, Table,
    evaluate::{Measured, Mistake, Quality, Truth, WrongPair, evaluate},
    report::PAIRS_MOST,
};

use super::{
    TableEvaluation, TableMeasure, TableMistake, TableQuality,
    evidence::{Shower, milli, ppm},
};

impl TableEvaluation {
    /// Measures what was found in a table.
    #[doc(hidden)]
    pub fn of(table: &Table, found: &Deduped, truth: Truth) -> Self {
        let of = evaluate(&Again::of(table, found), found, truth, PAIRS_MOST);
        let shower = Shower::new(&found.model);
        Self {
            rows: of.truth.known() as u64,
            default: of.found.into(),
            best: of.best().into(),
            curve: of.curve.iter().map(|&at| at.into()).collect(),
            block_recall_ppm: ppm(of.block_recall),
            false_positives: of.wrong.false_positives,
            false_negatives: of.wrong.false_negatives,
            mistakes: of.wrong.pairs.iter().map(|pair| mistake(&shower, pair)).collect(),
        }
    }
}

impl From<Measured> for TableMeasure {
    fn from(of: Measured) -> Self {
        Self { threshold_ppm: ppm(of.threshold), pairwise: of.pairwise.into(), b_cubed: of.b_cubed.into() }
    }
}

impl From<Quality> for TableQuality {
    fn from(of: Quality) -> Self {
        Self { precision_ppm: ppm(of.precision), recall_ppm: ppm(of.recall), f1_ppm: ppm(of.f1()) }
    }
}

fn mistake(shower: &Shower, of: &WrongPair) -> TableMistake {
    TableMistake {
        same: of.mistake == Mistake::FalseNegative,
        row: u64::from(of.left) + 1,
        other_row: u64::from(of.right) + 1,
        weight_milli: milli(of.explanation.weight),
        probability_ppm: ppm(of.explanation.probability),
        prior_milli: milli(of.explanation.prior),
        household_milli: milli(of.explanation.household),
        evidence: shower.fields(&of.explanation),
    }
}
