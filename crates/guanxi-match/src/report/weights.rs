//! What each level of each field says.

use super::{
    Subject,
    html::{Section, bits, escaped, percent},
};
use crate::explain::LevelWeight;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let levels = subject.found.model.levels();
    let most = levels.iter().map(|level| level.weight.abs()).filter(|w| w.is_finite()).fold(1.0, f64::max);
    let fields: String =
        levels.chunk_by(|a, b| a.field == b.field).map(|levels| field(levels, most)).collect();
    let about = "The weight of a level of agreement is the binary logarithm of how many times more often it is seen \
        among pairs of one person (m) than among pairs at random (u).";
    Section {
        id: "weights",
        title: "Match weights",
        about: about.to_owned(),
        body: format!("<div class=fields>{fields}</div>"),
    }
}

fn field(levels: &[LevelWeight], most: f64) -> String {
    let mut rows = String::new();
    for group in levels.chunk_by(|a, b| a.around == b.around) {
        if levels.len() > group.len() {
            let around = if group[0].around.is_empty() { "nothing known around it" } else { group[0].around };
            rows.push_str(&format!("<tr class=around><td colspan=5>{around}"));
        }
        group.iter().rev().for_each(|level| rows.push_str(&row(level, most)));
    }
    format!(
        "<div class=field><h3>{}</h3><table class=weights><thead><tr><th>level<th class=n>m<th class=n>u<th class=n>bits<th>\
        <tbody>{rows}</table></div>",
        escaped(&levels[0].field)
    )
}

fn row(level: &LevelWeight, most: f64) -> String {
    let width = (level.weight.abs() / most * 50.0).clamp(0.3, 50.0);
    let (class, left) = if level.weight < 0.0 { ("minus", 50.0 - width) } else { ("plus", 50.0) };
    format!(
        "<tr><td>{}<td class=n>{}<td class=n>{}<td class=n>{}<td class=bar><div><i class={class} \
        style=\"left:{left:.1}%;width:{width:.1}%\"></i><i class=zero></i></div>",
        escaped(level.level),
        percent(level.m),
        percent(level.u),
        bits(level.weight),
    )
}
