//! What came out, in figures.

use super::{
    Subject,
    html::{escaped, number, percent},
};
use crate::evaluate::Measured;

pub(super) fn section(subject: &Subject<'_>) -> String {
    let found = subject.found;
    let sizes = sizes(&found.clusters);
    let rows = found.clusters.len() as u64;
    let clusters = sizes.len() as u64;
    let largest = sizes.iter().max().copied().unwrap_or(0);
    let review = found.for_review().count() as u64;
    let mut out = String::from("<div class=tiles>");
    tile(&mut out, &number(rows), "rows", "");
    tile(&mut out, &number(clusters), "people", "clusters of rows");
    tile(&mut out, &number(rows - clusters), "duplicates", "rows more than people");
    tile(&mut out, &number(u64::from(largest)), "largest cluster", "in rows");
    tile(&mut out, &number(review), "pairs for review", &thresholds(subject));
    out.push_str("</div>");
    if let Some(evaluation) = subject.evaluation {
        out.push_str("<div class=tiles>");
        let best = evaluation.best();
        let alone = best.threshold == evaluation.found.threshold;
        quality(
            &mut out,
            if alone { "at the default and best" } else { "at the default" },
            &evaluation.found,
        );
        if !alone {
            quality(&mut out, "at the best", &best);
        }
        out.push_str("</div>");
    }
    for warning in found.model.warnings() {
        out.push_str(&format!("<p class=warning>{}</p>", escaped(warning)));
    }
    out
}

fn thresholds(subject: &Subject<'_>) -> String {
    let settings = subject.found.model.settings();
    format!("between {} and {}", settings.review, settings.threshold)
}

fn tile(out: &mut String, value: &str, name: &str, about: &str) {
    out.push_str(&format!("<div class=tile><b>{value}</b><span>{name}</span><small>{about}</small></div>"));
}

fn quality(out: &mut String, which: &str, measured: &Measured) {
    let Measured { threshold, pairwise, b_cubed } = measured;
    let about = format!("{which} threshold, {threshold}");
    tile(out, &percent(pairwise.f1()), "F1 of pairs", &about);
    tile(out, &percent(pairwise.precision), "precision", &about);
    tile(out, &percent(pairwise.recall), "recall", &about);
    tile(out, &percent(b_cubed.f1()), "B-cubed F1", &about);
}

/// How many rows each cluster has.
pub(super) fn sizes(clusters: &[u32]) -> Vec<u32> {
    let mut sizes = vec![0_u32; clusters.len()];
    clusters.iter().for_each(|&first| sizes[first as usize] += 1);
    sizes.retain(|&size| size > 0);
    sizes
}
