//! Which pairs were looked at.

use super::{
    Subject,
    html::{Section, count, escaped, number},
};

/// Keys that are listed.
const LISTED: usize = 40;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let report = &subject.found.report;
    let most = report.rules.iter().map(|rule| rule.1).max().unwrap_or(0).max(1);
    let rules: String = report.rules.iter().map(|(name, pairs)| rule(name, *pairs, most)).collect();
    let body = format!(
        "<table class=blocks><thead><tr><th>rule<th class=n>pairs<th><tbody>{rules}</table>{}",
        oversized(subject)
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

fn oversized(subject: &Subject<'_>) -> String {
    let mut oversized: Vec<_> = subject.found.report.oversized.iter().collect();
    if oversized.is_empty() {
        return "<p class=none>No key is shared by too many records.</p>".to_owned();
    }
    oversized.sort_by_key(|block| std::cmp::Reverse((block.dropped, block.records)));
    let dropped = oversized.iter().filter(|block| block.dropped).count() as u64;
    let rows: String = oversized
        .iter()
        .take(LISTED)
        .map(|block| {
            let became =
                if block.dropped { "dropped: pairs by it alone are not compared" } else { "made finer" };
            let records = number(block.records as u64);
            format!("<tr><td>{}<td class=n>{records}<td>{became}", escaped(&block.rule))
        })
        .collect();
    format!(
        "<h3>Largest blocks</h3><p class=about>{} shared by more than {} records; {} dropped.</p>\
        <table class=blocks><thead><tr><th>rule<th class=n>records<th>what became of it<tbody>{rows}</table>",
        count(oversized.len() as u64, "key"),
        subject.found.model.settings().block_most,
        number(dropped),
    )
}
