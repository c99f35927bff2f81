use std::collections::HashMap;

use guanxi::{Error, Result};
use guanxi_match::{
    Explanation, Field, LeftOut, Pair, Source,
    evaluate::{self, Evaluation, Measured, Mistake, Quality},
};
use serde::Serialize;

use super::{
    Worked,
    blocking::Blocking,
    rows::{Rejected, Rows},
    whole::Whole,
};
use crate::{
    commands::import::seconds,
    output::Show,
    text::{Text, clean, count, number},
};

/// What dedupe found.
#[derive(Serialize)]
pub(super) struct Outcome {
    file: String,
    /// How long it took, in milliseconds.
    millis: u64,
    encoding: String,
    delimiter: String,
    /// Rows of the file, those that could not be read among them.
    rows: u64,
    /// Rows that could not be read; each is a cluster of its own.
    rejected: u64,
    /// The first of them.
    rejects: Vec<Rejected>,
    /// What is compared.
    fields: Vec<Compared>,
    /// Columns that are not.
    left_out: Vec<LeftOut>,
    #[serde(flatten)]
    blocking: Blocking,
    /// Rows that say the same as one before them, in all that is compared.
    copies: u64,
    clusters: u64,
    /// Rows more than clusters.
    duplicates: u64,
    /// Rows of the largest cluster.
    largest: u64,
    threshold: f64,
    review: f64,
    /// Pairs between both that nobody decided.
    pairs_for_review: u64,
    /// Decided pairs that were learned from and held to.
    labels: u64,
    /// The pair an answer about would teach most.
    next_question: Option<NextQuestion>,
    /// Cells that were cut.
    truncated: u64,
    warnings: Vec<String>,
    evaluation: Option<Measures>,
    out_file: Option<String>,
    report_file: Option<String>,
}

#[derive(Serialize)]
struct Compared {
    field: String,
    kind: serde_json::Value,
    columns: Vec<String>,
}

/// Rows of the file, from 1.
#[derive(Serialize)]
struct NextQuestion {
    left: u64,
    right: u64,
    probability: f64,
}

/// A pair that was decided wrongly, and what it scores.
#[derive(Serialize)]
struct WrongPair {
    mistake: Mistake,
    left: u64,
    right: u64,
    explanation: Explanation,
}

/// The clusters against the truth.
#[derive(Serialize)]
struct Measures {
    /// The column that holds it.
    truth: String,
    /// Rows whose truth is known; the others are left out.
    rows: u64,
    default: Measured,
    best: Measured,
    curve: Vec<Measured>,
    /// The share of the pairs of one person that were compared.
    block_recall: f64,
    false_positives: u64,
    false_negatives: u64,
    /// Some of them, with what they score, by rows of the file.
    wrong: Vec<WrongPair>,
}

impl Outcome {
    pub(super) fn of(
        file: String,
        millis: u64,
        worked: &Worked,
        numbers: &[u64],
        out_file: Option<String>,
        report_file: Option<String>,
    ) -> Self {
        let Worked { rows, found, evaluation, .. } = worked;
        let (settings, report) = (found.model.settings(), &found.report);
        let clusters = numbers.iter().max().copied().unwrap_or(0);
        Self {
            file,
            millis,
            encoding: rows.encoding.clone(),
            delimiter: rows.delimiter.clone(),
            rows: rows.all,
            rejected: rows.rejected,
            rejects: rows.rejects.clone(),
            fields: found.model.schema().fields.iter().map(compared).collect(),
            left_out: found.model.schema().unused(&rows.table),
            blocking: Blocking::of(&report.rules, &report.oversized),
            copies: (report.rows - report.records) as u64,
            clusters,
            duplicates: rows.all - clusters,
            largest: largest(numbers),
            threshold: settings.threshold,
            review: settings.review,
            pairs_for_review: found.for_review().count() as u64,
            labels: found.labels.len() as u64,
            next_question: found.next_question(&[]).map(|pair| next_question(rows, pair)),
            truncated: report.truncated,
            warnings: rows.header_note.iter().chain(found.model.warnings()).cloned().collect(),
            evaluation: evaluation.as_ref().map(|evaluation| measures(rows, evaluation)),
            out_file,
            report_file,
        }
    }
}

fn wrong(rows: &Rows, pair: &evaluate::WrongPair) -> WrongPair {
    let [left, right] = [pair.left, pair.right].map(|row| rows.numbers[row as usize]);
    WrongPair { mistake: pair.mistake, left, right, explanation: pair.explanation.clone() }
}

fn next_question(rows: &Rows, pair: Pair) -> NextQuestion {
    let [left, right] = [pair.left, pair.right].map(|row| rows.numbers[row as usize]);
    NextQuestion { left, right, probability: pair.probability() }
}

fn compared(field: &Field) -> Compared {
    let columns: Vec<&String> = match &field.source {
        Source::Columns(columns) => columns.iter().collect(),
        Source::FullName(column) => vec![column],
        Source::NameParts(a, b) => [a, b].into_iter().flatten().collect(),
        Source::AgeInYear(age, year) => vec![age, year],
        Source::DateParts(a, b, c) => [a, b, c].into_iter().flatten().collect(),
    };
    Compared {
        field: field.name.clone(),
        kind: serde_json::to_value(field.kind).unwrap_or_default(),
        columns: columns.into_iter().cloned().collect(),
    }
}

fn largest(numbers: &[u64]) -> u64 {
    let mut sizes: HashMap<u64, u64> = HashMap::new();
    numbers.iter().for_each(|&cluster| *sizes.entry(cluster).or_insert(0) += 1);
    sizes.into_values().max().unwrap_or(0)
}

fn measures(rows: &Rows, evaluation: &Evaluation) -> Measures {
    Measures {
        truth: rows.truth.as_ref().map(|truth| truth.0.clone()).unwrap_or_default(),
        rows: evaluation.truth.known() as u64,
        default: evaluation.found,
        best: evaluation.best(),
        curve: evaluation.curve.clone(),
        block_recall: evaluation.block_recall,
        false_positives: evaluation.wrong.false_positives,
        false_negatives: evaluation.wrong.false_negatives,
        wrong: evaluation.wrong.pairs.iter().map(|pair| wrong(rows, pair)).collect(),
    }
}

/// Writes the cluster of every row.
pub(super) fn write_clusters(file: Whole, numbers: &[u64]) -> Result<String> {
    let fault = |e| Error::internal("the clusters are no CSV").with_source(e);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["row", "cluster"]).map_err(fault)?;
    for (row, cluster) in (1_u64..).zip(numbers) {
        writer.write_record([row.to_string(), cluster.to_string()]).map_err(fault)?;
    }
    let text = writer
        .into_inner()
        .map_err(|e| Error::internal("the clusters are no CSV").with_source(e.into_error()))?;
    file.finish(&text)
}

impl Show for Outcome {
    fn show(&self, text: &mut Text) {
        let Self { file, rows, clusters, .. } = self;
        let (are, people) = (if *rows == 1 { "is" } else { "are" }, count(*clusters, "cluster"));
        text.line(format_args!(
            "{} of {file} {are} {people}; {}.",
            count(*rows, "row"),
            seconds(self.millis)
        ));
        text.blank();
        self.figures(text);
        self.columns(text);
        self.blocking.show("Which pairs were looked at", text);
        if let Some(measures) = &self.evaluation {
            measures.show(text);
        }
        self.rejects(text);
        self.warn(text);
        self.files(text);
    }
}

/// Keys and rejected rows that people are shown.
pub(super) const SHOWN: usize = 5;

impl Outcome {
    fn figures(&self, text: &mut Text) {
        let some = |n: u64| (n > 0).then(|| number(n));
        text.pairs([
            ("rows", Some(number(self.rows))),
            ("copies", some(self.copies)),
            ("clusters", Some(number(self.clusters))),
            ("duplicates", Some(number(self.duplicates))),
            ("largest cluster", Some(count(self.largest, "row"))),
            ("pairs for review", some(self.pairs_for_review)),
            ("labels held to", some(self.labels)),
            ("unreadable rows", some(self.rejected)),
            ("cut cells", some(self.truncated)),
            ("read as", Some(format!("{}, cells apart by {}", self.encoding, self.delimiter_name()))),
        ]);
    }

    fn delimiter_name(&self) -> &str {
        match self.delimiter.as_str() {
            "," => "commas",
            ";" => "semicolons",
            "tab" => "tabs",
            other => other,
        }
    }

    fn columns(&self, text: &mut Text) {
        text.heading("What is compared");
        if self.fields.is_empty() {
            text.line("Nothing: no column tells people apart.");
        } else {
            let kind = |field: &Compared| field.kind.as_str().unwrap_or_default().to_owned();
            let rows = self.fields.iter().map(|f| [f.field.clone(), kind(f), f.columns.join(", ")]);
            text.table(["field", "kind", "columns"], &[], rows);
        }
        if !self.left_out.is_empty() {
            text.heading("What is not");
            let rows = self.left_out.iter().map(|left| [left.column.clone(), left.reason.clone()]);
            text.table(["column", "why"], &[], rows);
        }
    }

    fn rejects(&self, text: &mut Text) {
        if self.rejected == 0 {
            return;
        }
        text.heading(format_args!(
            "{} could not be read; each is a cluster of its own",
            count(self.rejected, "row")
        ));
        let rows = self.rejects.iter().take(SHOWN);
        text.table(
            ["row", "line", "reason"],
            &[0, 1],
            rows.map(|r| [number(r.row), number(r.line), r.reason.clone()]),
        );
        more(text, self.rejected as usize);
    }

    fn warn(&self, text: &mut Text) {
        if self.warnings.is_empty() {
            return;
        }
        text.heading("Take note");
        self.warnings.iter().for_each(|warning| text.line(clean(warning)));
    }

    fn files(&self, text: &mut Text) {
        text.blank();
        if let Some(file) = &self.out_file {
            text.line(format_args!("Clusters: {file}"));
        }
        if let Some(file) = &self.report_file {
            text.line(format_args!("Report, with rows of the file in clear text: {file}"));
        }
        if self.out_file.is_none() && self.report_file.is_none() {
            text.remark("--out FILE writes the cluster of each row, --report FILE a report to look at");
        }
    }
}

pub(super) fn more(text: &mut Text, all: usize) {
    if all > SHOWN {
        text.remark(format_args!("and {} more", number((all - SHOWN) as u64)));
    }
}

impl Measures {
    fn show(&self, text: &mut Text) {
        text.heading(format_args!("Against {}, over {}", self.truth, count(self.rows, "row")));
        let rows =
            [("default", &self.default), ("best", &self.best)].into_iter().flat_map(|(name, point)| {
                [("pairs", point.pairwise), ("B-cubed", point.b_cubed)].map(|(measure, quality)| {
                    let Quality { precision, recall } = quality;
                    let [p, r, f1] = [precision, recall, quality.f1()].map(|share| format!("{share:.4}"));
                    [name.to_owned(), point.threshold.to_string(), measure.to_owned(), p, r, f1]
                })
            });
        text.table(["at", "threshold", "over", "precision", "recall", "F1"], &[1, 3, 4, 5], rows);
        text.line(format_args!(
            "{} wrongly together, {} wrongly apart; {:.2} % of the pairs of one person were compared.",
            count(self.false_positives, "pair"),
            count(self.false_negatives, "pair"),
            self.block_recall * 100.0
        ));
    }
}
