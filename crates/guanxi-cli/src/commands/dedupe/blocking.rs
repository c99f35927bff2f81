use std::cmp::Reverse;

use guanxi_match::{Forecast, Oversized};
use serde::Serialize;

use super::outcome::{SHOWN, more};
use crate::{
    commands::import::seconds,
    output::Show,
    text::{Text, count, number},
};

/// Which pairs are looked at.
#[derive(Serialize)]
pub(super) struct Blocking {
    /// Pairs by blocking rule.
    rules: Vec<RulePairs>,
    /// Keys too many records share, the largest first.
    oversized: Vec<Block>,
}

#[derive(Serialize)]
struct RulePairs {
    rule: String,
    pairs: u64,
}

#[derive(Serialize)]
struct Block {
    rule: String,
    records: u64,
    dropped: bool,
}

impl Blocking {
    pub(super) fn of(rules: &[(String, u64)], oversized: &[Oversized]) -> Self {
        let pairs = |(rule, pairs): &(String, u64)| RulePairs { rule: rule.clone(), pairs: *pairs };
        let block = |block: &Oversized| Block {
            rule: block.rule.clone(),
            records: block.records as u64,
            dropped: block.dropped,
        };
        let mut oversized: Vec<Block> = oversized.iter().map(block).collect();
        oversized.sort_by_key(|block| Reverse((block.dropped, block.records)));
        Self { rules: rules.iter().map(pairs).collect(), oversized }
    }

    /// `heading` stands above the rules.
    pub(super) fn show(&self, heading: &str, text: &mut Text) {
        if !self.rules.is_empty() {
            text.heading(heading);
            let rows = self.rules.iter().map(|rule| [rule.rule.clone(), number(rule.pairs)]);
            text.table(["rule", "pairs"], &[1], rows);
        }
        if self.oversized.is_empty() {
            return;
        }
        text.heading(format_args!("{} too many records share", count(self.oversized.len() as u64, "key")));
        let became = |block: &Block| if block.dropped { "not used" } else { "made finer" };
        let shown = self.oversized.iter().take(SHOWN);
        let rows = shown.map(|b| [b.rule.clone(), number(b.records), became(b).to_owned()]);
        text.table(["rule", "records", "what became of it"], &[1], rows);
        more(text, self.oversized.len());
    }
}

/// What dedupe would look at, before anything is compared.
#[derive(Serialize)]
pub(super) struct Ahead {
    file: String,
    /// How long it took, in milliseconds.
    millis: u64,
    rows: u64,
    /// Rows that differ in what is compared.
    records: u64,
    /// Pairs that would be compared, at most: each rule counts what it finds.
    pairs: u64,
    /// Pairs of keys that are not used, which would not be compared unless another rule finds them.
    lost: u64,
    /// The most records that may share a key.
    cap: u64,
    #[serde(flatten)]
    blocking: Blocking,
}

impl Ahead {
    pub(super) fn of(file: String, millis: u64, forecast: &Forecast) -> Self {
        Self {
            file,
            millis,
            rows: forecast.rows as u64,
            records: forecast.records as u64,
            pairs: forecast.pairs(),
            lost: forecast.lost(),
            cap: forecast.cap as u64,
            blocking: Blocking::of(&forecast.rules, &forecast.oversized),
        }
    }
}

impl Show for Ahead {
    fn show(&self, text: &mut Text) {
        let (rows, pairs) = (count(self.rows, "row"), count(self.pairs, "pair"));
        text.line(format_args!(
            "{rows} of {} make at most {pairs} to compare; {}.",
            self.file,
            seconds(self.millis)
        ));
        text.blank();
        text.pairs([
            ("rows", Some(number(self.rows))),
            ("different records", Some(number(self.records))),
            ("pairs", Some(number(self.pairs))),
            ("pairs of keys not used", (self.lost > 0).then(|| number(self.lost))),
            ("records a key may have", Some(number(self.cap))),
        ]);
        self.blocking.show("Which pairs would be looked at", text);
    }
}
