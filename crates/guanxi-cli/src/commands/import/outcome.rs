use std::collections::BTreeMap;

use guanxi::{
    ShopSettings,
    import::{ImportReject, ImportReport},
};
use serde::Serialize;

use crate::{
    output::Show,
    text::{Text, count, number},
};

/// What an import did.
#[derive(Serialize)]
pub(super) struct Outcome {
    pub(super) url: String,
    /// Whether the store was made for it.
    pub(super) store_created: bool,
    pub(super) dry_run: bool,
    pub(super) file: String,
    /// How long it took, in milliseconds.
    pub(super) millis: u64,
    /// Where the rows that were refused are, when some were.
    pub(super) rejects_file: Option<String>,
    pub(super) report: ImportReport,
    /// The shop's settings after it.
    pub(super) settings: ShopSettings,
}

impl Show for Outcome {
    fn show(&self, text: &mut Text) {
        self.title(text);
        if self.store_created {
            self.store(text);
        }
        text.blank();
        counts(text, &self.report);
        columns(text, &self.report);
        rejected(text, &self.report, self.rejects_file.as_deref());
    }
}

impl Outcome {
    fn title(&self, text: &mut Text) {
        let what = if self.dry_run { "Dry run: would take in" } else { "Took in" };
        let took = seconds(self.millis);
        text.line(format_args!(
            "{what} {} of {} in {took}{}.",
            count(self.report.rows, "row"),
            self.file,
            speed(self.report.rows, self.millis)
        ));
        if self.report.rows_skipped > 0 {
            text.line(format_args!(
                "Went on behind row {}, where an earlier run was cut off.",
                number(self.report.rows_skipped)
            ));
        }
    }

    fn store(&self, text: &mut Text) {
        let currency =
            self.settings.currency.map_or_else(|| "the first order's".to_owned(), |c| c.to_string());
        let country = self.settings.country.map_or_else(|| "each record's own".to_owned(), |c| c.to_string());
        text.line(format_args!(
            "Made a store at {}: currency {currency}, zone {}, country {country}; `guanxi shop set` changes them.",
            self.url, self.settings.zone,
        ));
    }
}

/// So many milliseconds in seconds.
pub(crate) fn seconds(millis: u64) -> String {
    format!("{}.{} s", number(millis / 1000), millis % 1000 / 100)
}

fn speed(rows: u64, millis: u64) -> String {
    (rows * 1000).checked_div(millis).map_or_else(String::new, |speed| format!(", {} rows/s", number(speed)))
}

fn counts(text: &mut Text, report: &ImportReport) {
    let some = |n: u64| (n > 0).then(|| number(n));
    text.pairs([
        ("created", Some(number(report.created))),
        ("updated", some(report.updated)),
        ("unchanged", some(report.unchanged)),
        ("rejected", Some(number(report.rejected))),
        ("new customers", Some(number(report.customers_created))),
        ("merged customers", some(report.customers_merged)),
        ("kept unread", by_name(&report.unreadable)),
        ("not joined", by_name(&report.held_back)),
    ]);
}

/// `phone 12, birth_date 3`: the most first.
pub(crate) fn by_name(counts: &BTreeMap<String, u64>) -> Option<String> {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
    let shown: Vec<_> = counts.into_iter().map(|(name, n)| format!("{name} {}", number(*n))).collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// Columns that hold no field, so that nobody misses them.
fn columns(text: &mut Text, report: &ImportReport) {
    let extra: Vec<_> =
        report.columns.iter().filter(|c| c.holds == "extra").map(|c| c.header.as_str()).collect();
    if !extra.is_empty() {
        text.line(format_args!(
            "Columns that are not known, kept as they are: {}.",
            crate::text::clean(extra.join(", "))
        ));
    }
}

/// Refused rows that people are shown; the file has them all.
const SHOWN: usize = 5;

/// Which rows were refused and why.
pub(crate) fn rejected(text: &mut Text, report: &ImportReport, file: Option<&str>) {
    if report.rejected == 0 {
        return;
    }
    text.heading(format_args!("{} refused", count(report.rejected, "row")));
    let reasons = report.rejected_by_code.iter().map(|(code, n)| [code.clone(), number(*n)]);
    text.table(["why", "rows"], &[1], reasons);
    text.blank();
    let mut first: Vec<_> = report.rejects.iter().collect();
    first.sort_by_key(|reject| reject.line);
    text.table(["line", "column", "reason"], &[0], first.into_iter().take(SHOWN).map(reject_row));
    if let Some(file) = file {
        text.line(format_args!("All of them, with their reasons: {file}"));
    }
}

fn reject_row(reject: &ImportReject) -> [String; 3] {
    let ImportReject { line, column, reason, .. } = reject;
    [number(*line), column.clone().unwrap_or_default(), reason.clone()]
}
