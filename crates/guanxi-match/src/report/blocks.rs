//! Which pairs were looked at.

use std::cmp::Reverse;

use super::{
    Subject,
    html::{Section, count, escaped, number},
};
use crate::{
    block::{Block, Oversized},
    dedupe::Report,
};

/// Blocks over the cap that are listed, beside the largest of the others.
const LISTED: usize = 40;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let report = &subject.found.report;
    let most = report.rules.iter().map(|rule| rule.1).max().unwrap_or(0).max(1);
    let rules: String = report.rules.iter().map(|(name, pairs)| rule(name, *pairs, most)).collect();
    let body = format!(
        "<table class=blocks><thead><tr><th>rule<th class=n>pairs<th><tbody>{rules}</table>{}",
        largest(report)
    );
    let about = "Only pairs that share a key of some rule are compared. Pairs that several rules find are counted with \
        each of them here, and compared once.";
    Section { id: "blocks", title: "Blocking", about: about.to_owned(), body }
}

fn rule(name: &str, pairs: u64, most: u64) -> String {
    let width = pairs as f64 / most as f64 * 100.0;
    format!(
        "<tr><td>{}<td class=n>{}<td class=bar><div><i class=plain style=\"left:0;width:{width:.2}%\"></i></div>",
        escaped(name),
        number(pairs)
    )
}

/// The largest blocks: those over the cap, and the largest of those that were compared.
fn largest(report: &Report) -> String {
    let mut over: Vec<&Oversized> = report.oversized.iter().collect();
    over.sort_by_key(|block| Reverse(block.records));
    let mut blocks: Vec<(Block, &str)> = over.iter().take(LISTED).map(|block| over_the_cap(block)).collect();
    blocks.extend(report.largest.iter().cloned().map(|block| (block, "compared")));
    if blocks.is_empty() {
        return "<p class=none>No two records share a key.</p>".to_owned();
    }
    blocks.sort_by_key(|block| Reverse(block.0.records));
    let rows: String = blocks.iter().map(|(block, became)| row(block, became)).collect();
    format!(
        "<h3>Largest blocks</h3><p class=about>{}</p><table class=blocks><thead>\
        <tr><th>rule<th class=n>records<th class=n>pairs<th>what became of it<tbody>{rows}</table>",
        above(report)
    )
}

fn over_the_cap(block: &Oversized) -> (Block, &'static str) {
    let became = if block.dropped {
        "<b>too large</b>, dropped: pairs by it alone are not compared"
    } else {
        "<b>too large</b>, made finer by a further field"
    };
    (Block { rule: block.rule.clone(), records: block.records }, became)
}

fn row(block: &Block, became: &str) -> String {
    let [records, pairs] = [block.records as u64, block.pairs()].map(number);
    format!("<tr><td>{}<td class=n>{records}<td class=n>{pairs}<td>{became}", escaped(&block.rule))
}

/// How many are over the cap.
fn above(report: &Report) -> String {
    let (cap, over) = (number(report.cap as u64), report.oversized.len() as u64);
    let dropped = report.oversized.iter().filter(|block| block.dropped).count() as u64;
    match over {
        0 => format!("No key is shared by more than {cap} records."),
        _ => {
            format!("{} shared by more than {cap} records; {} dropped.", count(over, "key"), number(dropped))
        }
    }
}
