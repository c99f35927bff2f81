//! Pairs, explanations and receipts, for people.

use guanxi::{
    BookedCounts, CustomerExplanation, DecisionReceipt, DuplicateModel, DuplicatePage, DuplicatePair,
    DuplicateReport, FieldEvidence, LinkCause, MergeReceipt, PairExplanation, UnmergeReceipt,
};

use super::History;
use crate::{
    output::Show,
    text::{Text, cell, number, percent},
};

impl Show for DuplicatePage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("No customers look like one person.");
            return;
        }
        text.table(
            ["probability", "weight", "customer", "other", "likely"],
            &[0, 1],
            self.items.iter().map(pair_row),
        );
        text.more(self.next_cursor.as_deref());
    }
}

fn pair_row(pair: &DuplicatePair) -> [String; 5] {
    [
        percent(pair.probability_ppm),
        bits(pair.weight_milli),
        pair.customer_id.to_string(),
        pair.other_id.to_string(),
        if pair.likely { "yes".to_owned() } else { String::new() },
    ]
}

impl Show for DuplicateReport {
    fn show(&self, text: &mut Text) {
        text.pairs([
            ("records", Some(number(self.records))),
            ("customers", Some(number(self.customers))),
            ("pairs", Some(number(self.pairs))),
            ("likely one person", Some(number(self.likely))),
            ("linked", Some(number(self.merges.len() as u64))),
            ("not linked, though likely", Some(number(self.blocked.len() as u64))),
            ("for review", Some(number(self.for_review))),
        ]);
        if !self.blocked.is_empty() {
            text.heading("Not linked");
            let rows = self.blocked.iter().map(|blocked| {
                let reason = word(&blocked.reason);
                [blocked.customer_id.to_string(), blocked.other_id.to_string(), reason]
            });
            text.table(["customer", "other", "why"], &[], rows);
        }
        for warning in &self.warnings {
            text.remark(warning);
        }
    }
}

impl Show for DuplicateModel {
    fn show(&self, text: &mut Text) {
        text.pairs([
            ("model", Some(number(self.version as u64))),
            ("trained", Some(self.trained_at.to_string())),
            ("on records", Some(number(self.records))),
            ("fields", Some(self.fields.join(", "))),
        ]);
        for warning in &self.warnings {
            text.remark(warning);
        }
    }
}

impl Show for PairExplanation {
    fn show(&self, text: &mut Text) {
        evidence(text, self);
    }
}

/// The waterfall of a pair.
pub(super) fn evidence(text: &mut Text, of: &PairExplanation) {
    let line = |what: &str, level: &str, weight: i64, frequency: Option<i64>| {
        [what.to_owned(), level.to_owned(), bits(weight), cell(frequency.map(bits))]
    };
    let mut rows = vec![line("any two records", "", of.prior_milli, None)];
    rows.extend(of.evidence.iter().map(|field| {
        let FieldEvidence { field: name, level, around, weight_milli, frequency_milli, .. } = field;
        let level = around.as_ref().map_or(level.clone(), |around| format!("{level}, {around}"));
        line(name, &level, *weight_milli, (*frequency_milli != 0).then_some(*frequency_milli))
    }));
    rows.push(line("one household", "", of.household_milli, None));
    let probability = percent(of.probability_ppm);
    rows.push(line("together", &probability, of.weight_milli, None));
    text.table(["field", "level", "weight", "frequency"], &[2, 3], rows);
}

impl Show for CustomerExplanation {
    fn show(&self, text: &mut Text) {
        let rows = self.records.iter().map(|link| {
            [
                link.record_id.to_string(),
                link.source.clone(),
                cell(link.external_id.as_ref()),
                link.since.to_string(),
                cause(link.cause),
                cell(link.came_from),
            ]
        });
        text.table(["id", "source", "external id", "since", "why", "came from"], &[], rows);
        if self.evidence.is_empty() {
            return;
        }
        text.heading("What makes them one");
        let rows = self.evidence.iter().map(|link| {
            let (a, b) = (link.record_id.to_string(), link.other_record_id.to_string());
            [a, b, cause(link.cause), cell(link.weight_milli.map(bits))]
        });
        text.table(["record", "other", "why", "weight"], &[3], rows);
    }
}

impl Show for MergeReceipt {
    fn show(&self, text: &mut Text) {
        match self.merged {
            Some(merged) => text.line(format_args!(
                "{merged} went into {}, which has {} records now.",
                self.customer.id,
                number(self.customer.records)
            )),
            None => text.line(format_args!("Both are {} already.", self.customer.id)),
        }
    }
}

impl Show for DecisionReceipt {
    fn show(&self, text: &mut Text) {
        match &self.other {
            None => text.line(format_args!("Both are {} now.", self.customer.id)),
            Some(other) => text.line(format_args!("{} and {} stay two.", self.customer.id, other.id)),
        }
    }
}

impl Show for UnmergeReceipt {
    fn show(&self, text: &mut Text) {
        text.line(format_args!(
            "{} has {} records of its own, {} keeps {}.",
            self.customer.id,
            number(self.customer.records),
            self.left.id,
            number(self.left.records)
        ));
        let row = |what: &str, counts: &BookedCounts| {
            let BookedCounts { orders, events, consents, .. } = *counts;
            [what.to_owned(), number(orders), number(events), number(consents)]
        };
        let rows = [
            row("went with them", &self.booked),
            row("of that, since they came together", &self.booked_since),
            row("stays, since they came together", &self.left_since),
        ];
        text.table(["", "orders", "events", "consents"], &[1, 2, 3], rows);
    }
}

impl Show for History {
    fn show(&self, text: &mut Text) {
        let rows = self.items.iter().map(|change| {
            [
                change.at.to_string(),
                change.record_id.to_string(),
                change.customer_id.map_or("nobody".to_owned(), |id| id.to_string()),
                cause(change.cause),
                cell(change.weight_milli.map(bits)),
            ]
        });
        text.table(["at", "record", "to", "why", "weight"], &[4], rows);
    }
}

/// The name that a value has in JSON, with blanks.
fn word(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).ok();
    json.and_then(|name| name.as_str().map(|name| name.replace('_', " "))).unwrap_or_default()
}

fn cause(cause: LinkCause) -> String {
    word(&cause)
}

/// Thousandths of a bit as bits with one decimal.
fn bits(milli: i64) -> String {
    let tenths = (milli.abs() + 50) / 100;
    let sign = if milli < 0 && tenths > 0 { "−" } else { "" };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        assert_eq!(["−12.3", "0.0", "7.1"].map(str::to_owned), [bits(-12_345), bits(-4), bits(7_050)]);
    }
}
