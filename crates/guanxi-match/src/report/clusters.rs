//! The clusters, to be looked through.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Subject,
    html::{Section, cell, count, escaped, number},
};

/// Clusters that are shown: the largest, and those that hold the most doubtful pairs.
const LARGEST: usize = 200;
const DOUBTFUL: usize = 100;
/// Rows and columns of a cluster that are shown.
const ROWS: usize = 25;
const COLUMNS: usize = 16;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let (shown, all) = chosen(subject);
    let body = if shown.is_empty() {
        "<p class=none>Every row is a cluster of its own.</p>".to_owned()
    } else {
        let cards: String = shown.iter().enumerate().map(|(at, one)| card(subject, one, at < 3)).collect();
        format!(
            "<p class=tools><label>Show <select data-filter=clusters><option value=\"\">all</option><option>large</option>\
            <option>doubtful</option></select></label> <input type=search data-search=clusters placeholder=\"search in clusters\">\
            </p><div class=list id=clusters-list>{cards}</div>"
        )
    };
    let about = format!(
        "{} of {} of two and more rows: the largest, then those with a pair near the threshold. Cells unlike what \
        most rows say are marked.",
        number(shown.len() as u64),
        count(all as u64, "cluster")
    );
    Section { id: "clusters", title: "Clusters", about, body }
}

/// A cluster that is shown.
struct Cluster {
    doubtful: bool,
    rows: Vec<u32>,
}

/// Those that are shown, and how many there are.
fn chosen(subject: &Subject<'_>) -> (Vec<Cluster>, usize) {
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (row, &first) in (0_u32..).zip(&subject.found.clusters) {
        members.entry(first).or_default().push(row);
    }
    members.retain(|_, rows| rows.len() > 1);
    let all = members.len();
    let mut order: Vec<u32> = members.keys().copied().collect();
    order.sort_by_key(|first| (std::cmp::Reverse(members[first].len()), *first));
    order.truncate(LARGEST);
    let mut seen: FxHashSet<u32> = order.iter().copied().collect();
    let within = subject.doubtful().into_iter().filter(|pair| subject.one_cluster(pair.left, pair.right));
    let doubtful: Vec<u32> = within
        .map(|pair| subject.found.clusters[pair.left as usize])
        .filter(|&first| seen.insert(first))
        .take(DOUBTFUL)
        .collect();
    let mut take = |first: u32, doubtful: bool| members.remove(&first).map(|rows| Cluster { doubtful, rows });
    let mut shown: Vec<Cluster> = order.into_iter().filter_map(|first| take(first, false)).collect();
    shown.extend(doubtful.into_iter().filter_map(|first| take(first, true)));
    (shown, all)
}

fn card(subject: &Subject<'_>, cluster: &Cluster, open: bool) -> String {
    let kind = if cluster.doubtful { "doubtful" } else { "large" };
    let usual = usual(subject, &cluster.rows);
    let columns: Vec<usize> =
        subject.columns().into_iter().filter(|&at| usual[at].is_some()).take(COLUMNS).collect();
    let heads: String =
        columns.iter().map(|&at| format!("<th>{}", escaped(subject.table.columns()[at].name()))).collect();
    let rows: String =
        cluster.rows.iter().take(ROWS).map(|&row| line(subject, row, &columns, &usual)).collect();
    let more = cluster.rows.len().saturating_sub(ROWS) as u64;
    let more =
        if more > 0 { format!("<p class=about>and {} more</p>", count(more, "row")) } else { String::new() };
    let peek: Vec<String> =
        columns.iter().filter_map(|&at| usual[at]).take(4).map(|usual| cell(usual.text)).collect();
    format!(
        "<details class=card data-kind={kind}{}><summary><span class=\"badge {kind}\">{}</span><span class=peek>{}</span></summary>\
        <div class=scroll><table class=cluster><thead><tr><th class=n>row{heads}<tbody>{rows}</table></div>{more}</details>\n",
        if open { " open" } else { "" },
        count(cluster.rows.len() as u64, "row"),
        peek.join(" · "),
    )
}

/// The cell that rows have most often.
#[derive(Clone, Copy)]
struct Usual<'a> {
    text: &'a str,
    /// Whether so many have it that the others are worth a mark.
    marks: bool,
}

/// By column; `None` where all cells are empty.
fn usual<'a>(subject: &Subject<'a>, rows: &[u32]) -> Vec<Option<Usual<'a>>> {
    let columns = subject.table.columns().iter();
    columns
        .map(|column| {
            let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
            let cells = rows.iter().map(|&row| column.cell(row as usize)).filter(|cell| !cell.is_empty());
            cells.for_each(|cell| *counts.entry(cell).or_insert(0) += 1);
            let filled: usize = counts.values().sum();
            let most = counts.into_iter().max_by_key(|&(cell, n)| (n, std::cmp::Reverse(cell)));
            most.map(|(text, n)| Usual { text, marks: n > 1 && n * 2 >= filled })
        })
        .collect()
}

fn line(subject: &Subject<'_>, row: u32, columns: &[usize], usual: &[Option<Usual<'_>>]) -> String {
    let cells: String = columns
        .iter()
        .map(|&at| {
            let text = subject.table.columns()[at].cell(row as usize);
            let unlike = usual[at].is_some_and(|usual| usual.marks && usual.text != text) && !text.is_empty();
            let class = if unlike { " class=unlike" } else { "" };
            format!("<td{class}>{}", cell(text))
        })
        .collect();
    format!("<tr><td class=n>{}{cells}", subject.row_name(row))
}
