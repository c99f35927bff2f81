//! What came out, as a table or as JSON.

use anyhow::Result;
use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};
use serde::Serialize;

/// How much of something there may be, or must be.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    /// No more than this.
    AtMost(f64),
    /// No less than this.
    AtLeast(f64),
}

impl Target {
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }
}

/// One figure, of both sides.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    /// What was measured.
    pub(crate) what: String,
    /// In what.
    pub(crate) unit: &'static str,
    /// guanxi's figure.
    pub(crate) guanxi: f64,
    /// SQLite's figure.
    pub(crate) sqlite: Option<f64>,
    /// What guanxi's figure must be.
    pub(crate) target: Option<Target>,
    /// What guanxi's figure divided by SQLite's must be.
    pub(crate) target_ratio: Option<Target>,
}

impl Line {
    pub(crate) fn new(what: impl Into<String>, unit: &'static str, guanxi: f64, sqlite: Option<f64>) -> Self {
        Self { what: what.into(), unit, guanxi, sqlite, target: None, target_ratio: None }
    }

    pub(crate) fn at_most(mut self, most: f64) -> Self {
        self.target = Some(Target::AtMost(most));
        self
    }

    pub(crate) fn at_least(mut self, least: f64) -> Self {
        self.target = Some(Target::AtLeast(least));
        self
    }

    pub(crate) fn ratio_at_least(mut self, least: f64) -> Self {
        self.target_ratio = Some(Target::AtLeast(least));
        self
    }

    fn ratio(&self) -> Option<f64> {
        self.sqlite.map(|sqlite| self.guanxi / sqlite)
    }

    /// Whether every target is met; `None` without one, or without SQLite where it is the measure.
    fn is_met(&self) -> Option<bool> {
        let own = self.target.map(|target| target.is_met(self.guanxi));
        let Some(target) = self.target_ratio else { return own };
        let beside = target.is_met(self.ratio()?);
        Some(own.is_none_or(|met| met) && beside)
    }
}

/// Prints a table that Markdown reads.
pub(crate) fn table(lines: &[Line]) {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header(["", "unit", "guanxi", "SQLite", "guanxi ÷ SQLite", "target", ""]);
    for line in lines {
        let show = |value: Option<f64>| value.map_or_else(String::new, number);
        table.add_row([
            line.what.clone(),
            line.unit.to_owned(),
            number(line.guanxi),
            show(line.sqlite),
            show(line.ratio()),
            targets(line),
            line.is_met().map_or("", |met| if met { "met" } else { "missed" }).to_owned(),
        ]);
    }
    table.column_iter_mut().skip(2).take(3).for_each(|c| c.set_cell_alignment(CellAlignment::Right));
    println!("{table}");
}

/// Prints the figures as JSON.
pub(crate) fn json(lines: &[Line]) -> Result<()> {
    println!("{}", serde_json::to_string_pretty(lines)?);
    Ok(())
}

fn targets(line: &Line) -> String {
    let show = |target| match target {
        Target::AtMost(most) => format!("≤ {}", number(most)),
        Target::AtLeast(least) => format!("≥ {}", number(least)),
    };
    let beside = line.target_ratio.map(|target| format!("{} × SQLite", show(target)));
    line.target.map(show).into_iter().chain(beside).collect::<Vec<_>>().join(", ")
}

/// Three digits that matter, and thousands kept apart.
fn number(value: f64) -> String {
    match value.abs() {
        v if v >= 1000.0 => grouped(value.round() as i64),
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

fn grouped(value: i64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
