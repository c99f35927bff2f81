//! What the engine says, in whole numbers.

use guanxi_match::{Explanation, LevelWeight, Model};

use super::{FieldEvidence, PairExplanation, kept::Side};

/// Bits in thousandths.
pub(super) fn milli(bits: f64) -> i64 {
    (bits * 1000.0).round() as i64
}

/// A probability in millionths.
pub(super) fn ppm(probability: f64) -> u32 {
    (probability.clamp(0.0, 1.0) * 1e6).round() as u32
}

/// Millionths as a probability.
pub(super) fn probability(ppm: u32) -> f64 {
    f64::from(ppm) / 1e6
}

/// The probability of a weight in bits, in millionths.
pub(super) fn ppm_of(bits: f64) -> u32 {
    ppm(1.0 / (1.0 + (-bits).exp2()))
}

/// Shows explanations under one model.
pub(super) struct Shower(Vec<LevelWeight>);

impl Shower {
    pub(super) fn new(model: &Model) -> Self {
        Self(model.levels())
    }

    /// The explanation of a pair, the older customer first.
    pub(super) fn show(&self, of: &Explanation, mut sides: [Side; 2]) -> PairExplanation {
        sides.sort_unstable();
        let [own, other] = sides;
        PairExplanation {
            customer_id: own.customer,
            other_id: other.customer,
            record_id: own.record,
            other_record_id: other.record,
            weight_milli: milli(of.weight),
            probability_ppm: ppm(of.probability),
            prior_milli: milli(of.prior),
            household_milli: milli(of.household),
            evidence: self.fields(of),
        }
    }

    /// What each field says.
    pub(super) fn fields(&self, of: &Explanation) -> Vec<FieldEvidence> {
        of.fields.iter().map(|field| self.field(field)).collect()
    }

    fn field(&self, of: &guanxi_match::Evidence) -> FieldEvidence {
        let same = |l: &&LevelWeight| l.field == of.field && l.level == of.level && l.around == of.around;
        let (m, u) = self.0.iter().find(same).map_or((0.0, 0.0), |level| (level.m, level.u));
        let ppb = |share: f64| (share.clamp(0.0, 1.0) * 1e9).round() as u32;
        FieldEvidence {
            field: of.field.clone(),
            level: of.level.to_owned(),
            around: (!of.around.is_empty()).then(|| of.around.to_owned()),
            weight_milli: milli(of.weight),
            frequency_milli: milli(of.frequency),
            m_ppb: ppb(m),
            u_ppb: ppb(u),
        }
    }
}
