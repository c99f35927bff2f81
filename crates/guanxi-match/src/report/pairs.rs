//! Pairs and what their scores are made of, as waterfalls.

use super::{
    PAIRS_MOST, Subject,
    html::{Section, bits, cell, escaped, percent},
};
use crate::{
    again::Again,
    evaluate::Mistake,
    explain::{Evidence, Explanation},
    schema::columns_of,
};

/// A pair that is shown, and why.
struct Shown {
    why: &'static str,
    left: u32,
    right: u32,
    explanation: Explanation,
}

pub(super) fn section(subject: &Subject<'_>, again: &Again) -> Section {
    let shown = chosen(subject, again);
    let mut kinds: Vec<&str> = shown.iter().map(|pair| pair.why).collect();
    kinds.dedup();
    let options: String = kinds.iter().map(|kind| format!("<option>{kind}</option>")).collect();
    let body = if shown.is_empty() {
        "<p class=none>No pair comes near the threshold.</p>".to_owned()
    } else {
        let select = format!(
            "<p class=tools><label>Show <select data-filter=pairs><option value=\"\">all</option>{options}</select></label> \
            <input type=search data-search=pairs placeholder=\"search in pairs\"></p>"
        );
        let cards: String = shown.iter().enumerate().map(|(at, pair)| card(subject, pair, at == 0)).collect();
        format!("{select}<div class=list id=pairs-list>{cards}</div>")
    };
    let about = "Where the score of a pair comes from, in bits: each bit doubles the odds that both rows are one person. \
        It begins at what holds for any two rows; agreement adds, disagreement takes away, \
        <span class=key-rare></span> is what a rare (or common) value adds (or takes). The line marks the threshold. Pairs nearest to it come first\
        , those decided wrongly before them where the truth is known.";
    Section { id: "pairs", title: "Doubtful pairs", about: about.to_owned(), body }
}

fn chosen(subject: &Subject<'_>, again: &Again) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    for wrong in subject.evaluation.iter().flat_map(|evaluation| &evaluation.wrong.pairs) {
        let why = match wrong.mistake {
            Mistake::FalsePositive => "false positive",
            Mistake::FalseNegative => "false negative",
        };
        shown.push(Shown {
            why,
            left: wrong.left,
            right: wrong.right,
            explanation: wrong.explanation.clone(),
        });
    }
    let wrong: Vec<(u32, u32)> = shown.iter().map(|pair| (pair.left, pair.right)).collect();
    let doubtful = subject.doubtful().into_iter().filter(|pair| !wrong.contains(&(pair.left, pair.right)));
    shown.extend(doubtful.take(PAIRS_MOST).map(|pair| Shown {
        why: "doubtful",
        left: pair.left,
        right: pair.right,
        explanation: again.explain(pair.left, pair.right),
    }));
    shown
}

fn card(subject: &Subject<'_>, pair: &Shown, open: bool) -> String {
    let Shown { why, left, right, explanation } = pair;
    let class = why.replace(' ', "-");
    format!(
        "<details class=card data-kind=\"{why}\"{}><summary><span class=\"badge {class}\">{why}</span>\
        <b>{} ↔ {}</b><span class=peek>{}</span><span class=score>{} bits<small>{}</small></span></summary>{}{}</details>\n",
        if open { " open" } else { "" },
        subject.row_name(*left),
        subject.row_name(*right),
        peek(subject, *left),
        bits(explanation.weight),
        percent(explanation.probability),
        verdict(subject, pair),
        waterfall(subject, pair),
    )
}

/// Some of the cells of a row that are compared, to know it by.
fn peek(subject: &Subject<'_>, row: u32) -> String {
    let columns = subject.columns().into_iter().map(|at| subject.table.columns()[at].cell(row as usize));
    columns.filter(|cell| !cell.is_empty()).take(4).map(cell).collect::<Vec<_>>().join(" · ")
}

/// What was decided, where the score alone does not say it.
fn verdict(subject: &Subject<'_>, pair: &Shown) -> String {
    let together = subject.one_cluster(pair.left, pair.right);
    let enough = pair.explanation.weight >= subject.threshold_bits();
    let text = match (together, enough) {
        (true, true) => "In one cluster.",
        (true, false) => {
            "In one cluster: the pair alone does not reach the threshold, other rows hold it together."
        }
        (false, true) => {
            "In two clusters: the pair reaches the threshold, other rows of the clusters speak against it."
        }
        (false, false) => "In two clusters.",
    };
    format!("<p class=verdict>{text}</p>")
}

/// A bar of a waterfall, from one weight to another, of which the last part is due to frequency.
struct Step {
    from: f64,
    middle: f64,
    to: f64,
}

fn waterfall(subject: &Subject<'_>, pair: &Shown) -> String {
    let explanation = &pair.explanation;
    let mut at = 0.0;
    let mut step = |weight: f64, frequency: f64| {
        let from = at;
        at += weight + frequency;
        Step { from, middle: from + weight, to: at }
    };
    let prior = step(explanation.prior, 0.0);
    let fields: Vec<Step> = explanation.fields.iter().map(|e| step(e.weight, e.frequency)).collect();
    let household = step(explanation.household, 0.0);
    let threshold = subject.threshold_bits();
    let scale = Scale::of(fields.iter().chain([&prior, &household]), threshold);
    let mut rows = row(["any two rows", "", "", ""], explanation.prior, &scale.bar(&prior, "prior"));
    for ((evidence, step), place) in explanation.fields.iter().zip(&fields).zip(0..) {
        rows.push_str(&field(subject, pair, evidence, place, &scale.bar(step, sign(evidence.weight))));
    }
    if explanation.household < -0.05 {
        let about = "people of one household agree like this, too";
        rows.push_str(&row(
            ["household", "", "", about],
            explanation.household,
            &scale.bar(&household, "minus"),
        ));
    }
    let sum = Step { from: 0.0, middle: explanation.weight, to: explanation.weight };
    rows.push_str(&row(["<b>sum</b>", "", "", ""], explanation.weight, &scale.bar(&sum, "sum")));
    format!(
        "<div class=scroll><table class=waterfall><thead><tr><th>field<th>row {}<th>row {}<th>agreement<th class=n>bits<th>\
        <tbody>{rows}</table></div>",
        subject.row_name(pair.left),
        subject.row_name(pair.right),
    )
}

fn sign(weight: f64) -> &'static str {
    if weight < 0.0 { "minus" } else { "plus" }
}

fn field(subject: &Subject<'_>, pair: &Shown, evidence: &Evidence, place: usize, bar: &str) -> String {
    let spec = &subject.found.model.schema().fields[place];
    let value = |row: u32| {
        let record = subject.table.record(row as usize);
        let named = |name: &str| record.iter().find(|cell| cell.0 == name).map_or("", |cell| cell.1);
        let mut names = columns_of(spec);
        names.truncate(names.len() - usize::from(spec.country_column.is_some()));
        let cells: Vec<&str> = names.into_iter().map(named).filter(|cell| !cell.is_empty()).collect();
        cell(&cells.join(" "))
    };
    let around =
        if evidence.around.is_empty() { "" } else { &format!(" <small>{}</small>", evidence.around) };
    let (left, right) = (value(pair.left), value(pair.right));
    // What is written there is taken for no value: a placeholder, or nothing that reads as this kind.
    let unused = evidence.level == "missing" && !left.is_empty() && !right.is_empty();
    let level = if unused { "counts as missing" } else { evidence.level };
    let level = format!("{}{around}", escaped(level));
    row([&escaped(&evidence.field), &left, &right, &level], evidence.weight + evidence.frequency, bar)
}

/// A row of a waterfall; the texts are HTML.
fn row([name, left, right, level]: [&str; 4], weight: f64, bar: &str) -> String {
    format!(
        "<tr><th>{name}<td>{left}<td>{right}<td class=level>{level}<td class=n>{}<td class=bar>{bar}",
        bits(weight)
    )
}

/// Where weights lie in a bar's cell.
struct Scale {
    least: f64,
    most: f64,
    threshold: f64,
}

impl Scale {
    fn of<'a>(steps: impl Iterator<Item = &'a Step>, threshold: f64) -> Self {
        let ends = steps.flat_map(|step| [step.from, step.middle, step.to]).chain([threshold]);
        let (least, most) =
            ends.fold((0.0_f64, 0.0_f64), |(least, most), end| (least.min(end), most.max(end)));
        Self { least: least - 0.5, most: most + 0.5, threshold }
    }

    /// The place of a weight, in percent.
    fn place(&self, weight: f64) -> f64 {
        (weight - self.least) / (self.most - self.least) * 100.0
    }

    fn bar(&self, step: &Step, class: &str) -> String {
        let span = |from: f64, to: f64, class: &str| {
            let (left, right) = (self.place(from.min(to)), self.place(from.max(to)));
            format!("<i class={class} style=\"left:{left:.1}%;width:{:.1}%\"></i>", (right - left).max(0.2))
        };
        let mut out = span(step.from, step.middle, class);
        if (step.to - step.middle).abs() > 0.05 {
            out.push_str(&span(step.middle, step.to, "rare"));
        }
        format!("<div>{out}<i class=line style=\"left:{:.1}%\"></i></div>", self.place(self.threshold))
    }
}
