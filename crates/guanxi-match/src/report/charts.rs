//! How scores lie, and how good clusters are at each threshold: drawn as SVG.

use std::fmt::Write;

use super::{
    Subject,
    html::{Section, bits, number, percent},
};
use crate::{
    again::Bin,
    evaluate::{Evaluation, Measured, Quality},
    settings,
};

const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 30.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 42.0;

/// A drawing with a place for axes.
struct Chart {
    svg: String,
    x: (f64, f64),
    y: (f64, f64),
}

impl Chart {
    fn new(label: &str, x: (f64, f64), y: (f64, f64)) -> Self {
        let svg = format!("<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=img aria-label=\"{label}\">");
        Self { svg, x, y }
    }

    fn at_x(&self, x: f64) -> f64 {
        LEFT + (x - self.x.0) / (self.x.1 - self.x.0) * (WIDTH - LEFT - RIGHT)
    }

    fn at_y(&self, y: f64) -> f64 {
        HEIGHT - BOTTOM - (y - self.y.0) / (self.y.1 - self.y.0) * (HEIGHT - TOP - BOTTOM)
    }

    fn draw(&mut self, element: std::fmt::Arguments<'_>) {
        let _ = self.svg.write_fmt(element); // writing into memory cannot fail
    }

    fn tick_x(&mut self, x: f64, label: &str) {
        let (x, y) = (self.at_x(x), HEIGHT - BOTTOM);
        self.draw(format_args!("<text x={x:.1} y={:.1} class=mid>{label}</text>", y + 17.0));
    }

    fn tick_y(&mut self, y: f64, label: &str) {
        let y = self.at_y(y);
        self.draw(format_args!("<line x1={LEFT} x2={} y1={y:.1} y2={y:.1} class=grid />", WIDTH - RIGHT));
        self.draw(format_args!("<text x={} y={:.1} class=end>{label}</text>", LEFT - 8.0, y + 4.0));
    }

    fn name_x(&mut self, name: &str) {
        self.draw(format_args!(
            "<text x={} y={} class=\"mid name\">{name}</text>",
            (LEFT + WIDTH - RIGHT) / 2.0,
            HEIGHT - 6.0
        ));
    }

    fn mark(&mut self, x: f64, label: &str) {
        let at = self.at_x(x);
        self.draw(format_args!("<line x1={at:.1} x2={at:.1} y1={TOP} y2={} class=mark />", HEIGHT - BOTTOM));
        self.draw(format_args!("<text x={:.1} y={} class=\"mark-name\">{label}</text>", at + 4.0, TOP - 7.0));
    }

    fn done(self) -> String {
        format!("<div class=chart>{}</svg></div>", self.svg)
    }
}

/// The histogram of scores.
pub(super) fn scores(subject: &Subject<'_>, bins: &[Bin]) -> Section {
    let known = subject.evaluation.is_some();
    let key = if known {
        " <span class=key-same></span> pairs of one person, <span class=key-different></span> of two."
    } else {
        ""
    };
    let about = format!(
        "How the scores of all pairs that were compared lie; the scale of counts is logarithmic. Good data has a valley \
        where the threshold is.{key}"
    );
    let body = match drawn(subject, bins, known) {
        Some(svg) => svg,
        None => "<p class=none>No pair was compared.</p>".to_owned(),
    };
    Section { id: "scores", title: "Scores", about, body }
}

fn drawn(subject: &Subject<'_>, bins: &[Bin], known: bool) -> Option<String> {
    let first = bins.iter().position(|bin| bin.pairs() > 0)?;
    let last = bins.iter().rposition(|bin| bin.pairs() > 0)?;
    let threshold = subject.threshold_bits();
    let bins = &bins[first..=last];
    let most = bins.iter().map(Bin::pairs).max()?;
    let x = (bins[0].from.min(threshold - 4.0), bins[bins.len() - 1].to.max(threshold + 4.0));
    let mut chart = Chart::new("How scores lie", x, (0.0, height(most) * 1.04));
    (0..)
        .map(|power| 10_u64.pow(power))
        .take_while(|&n| n <= most)
        .for_each(|n| chart.tick_y(height(n), &number(n)));
    for bin in bins {
        stack(&mut chart, bin, known);
    }
    let step = if x.1 - x.0 > 60.0 { 10.0 } else { 5.0 };
    let mut tick = (x.0 / step).ceil() * step;
    while tick <= x.1 {
        chart.tick_x(tick, &bits(tick).replace(".0", ""));
        tick += step;
    }
    chart.mark(threshold, "threshold");
    chart.name_x("match weight, in bits");
    Some(chart.done())
}

/// One pair has a height, too.
fn height(pairs: u64) -> f64 {
    (1.0 + pairs as f64).log10()
}

/// Beside each other where the truth is known: heights of logarithms do not add up.
fn stack(chart: &mut Chart, bin: &Bin, known: bool) {
    let bars: &[(u64, &str, f64, f64)] = if known {
        &[(bin.different + bin.unknown, "different", 0.0, 0.5), (bin.same, "same", 0.5, 1.0)]
    } else {
        &[(bin.pairs(), "all", 0.0, 1.0)]
    };
    let (from, to) = (chart.at_x(bin.from), chart.at_x(bin.to));
    for &(pairs, class, left, right) in bars.iter().filter(|bar| bar.0 > 0) {
        let (x, y, base) = (from + (to - from) * left + 0.7, chart.at_y(height(pairs)), chart.at_y(0.0));
        let width = (to - from) * (right - left) - 1.4;
        let title = format!("{} to {} bits: {} pairs", bits(bin.from), bits(bin.to), number(pairs));
        chart.draw(format_args!(
            "<rect x={x:.1} y={y:.1} width={:.1} height={:.1} class={class}><title>{title}</title></rect>",
            width.max(0.8),
            base - y
        ));
    }
}

/// A measure of the curve: what it is called, and its value at a point.
type Measure = (&'static str, fn(&Measured) -> f64);

const MEASURES: [Measure; 4] = [
    ("precision", |m| m.pairwise.precision),
    ("recall", |m| m.pairwise.recall),
    ("f1", |m| m.pairwise.f1()),
    ("b3", |m| m.b_cubed.f1()),
];

/// Quality by threshold.
pub(super) fn quality(subject: &Subject<'_>, evaluation: &Evaluation) -> Section {
    let about = "How good the clusters are at every threshold, by the truth that was given (it decides nothing). \
        <span class=key-precision></span> precision of pairs: the share of those put together that belong together; \
        <span class=key-recall></span> recall: the share of those that belong together that were put together; \
        <span class=key-f1></span> F1 of both; <span class=key-b3></span> F1 by B-cubed, over rows.";
    let body = format!("{}{}", curve(subject, evaluation), table(evaluation));
    Section { id: "quality", title: "Quality", about: about.to_owned(), body }
}

fn curve(subject: &Subject<'_>, evaluation: &Evaluation) -> String {
    let points = &evaluation.curve;
    let x = |point: &Measured| settings::bits(point.threshold);
    let range =
        points.iter().map(x).fold((f64::MAX, f64::MIN), |(least, most), x| (least.min(x), most.max(x)));
    let values = points.iter().flat_map(|point| MEASURES.map(|measure| measure.1(point)));
    let floor = (values.fold(1.0, f64::min) * 10.0 - 0.2).floor().clamp(0.0, 9.0) / 10.0;
    let mut chart = Chart::new("Quality by threshold", range, (floor, 1.0));
    let lines = if floor > 0.6 { 20 } else { 10 };
    let grid = (0..=lines).map(|at| f64::from(at) / f64::from(lines)).filter(|&y| y >= floor - 1e-9);
    grid.for_each(|y| chart.tick_y(y, &format!("{:.0} %", y * 100.0)));
    for threshold in [0.05, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999] {
        chart.tick_x(settings::bits(threshold), &threshold.to_string());
    }
    for (class, measure) in MEASURES {
        let path: Vec<String> =
            points.iter().map(|p| format!("{:.1},{:.1}", chart.at_x(x(p)), chart.at_y(measure(p)))).collect();
        chart.draw(format_args!("<polyline points=\"{}\" class=\"line {class}\" />", path.join(" ")));
    }
    let best = settings::bits(evaluation.best().threshold);
    if (best - subject.threshold_bits()).abs() > 1.0 {
        chart.mark(best, "best");
    }
    chart.mark(subject.threshold_bits(), "threshold");
    chart.name_x("threshold, a probability");
    chart.done()
}

fn table(evaluation: &Evaluation) -> String {
    let row = |name: &str, point: &Measured| {
        let cells = |q: &Quality| {
            format!(
                "<td class=n>{}<td class=n>{}<td class=n>{}",
                percent(q.precision),
                percent(q.recall),
                percent(q.f1())
            )
        };
        format!(
            "<tr><td>{name}<td class=n>{}{}{}",
            point.threshold,
            cells(&point.pairwise),
            cells(&point.b_cubed)
        )
    };
    format!(
        "<table class=blocks><thead><tr><th><th class=n>threshold<th class=n>precision<th class=n>recall<th class=n>F1\
        <th class=n>B³ precision<th class=n>B³ recall<th class=n>B³ F1<tbody>{}{}</table>\
        <p class=about>{} wrongly together, {} wrongly apart.</p>",
        row("default", &evaluation.found),
        row("best", &evaluation.best()),
        super::html::count(evaluation.wrong.false_positives, "pair"),
        super::html::count(evaluation.wrong.false_negatives, "pair"),
    )
}
