//! The walk through the pairs an answer about would teach most.

use std::{
    io::{self, BufRead as _},
    path::Path,
};

use guanxi::{Error, Result, progress::CancelToken};
use guanxi_match::{Deduped, Label, Pair, Settings, dedupe_labelled};
use serde::Serialize;

use super::{apart, labels::Labels, rows::Rows, told};
use crate::{
    answer::Answer,
    context::Context,
    output::Show,
    progress::Bar,
    text::{Text, clean, percent},
};

/// Answers after which the table is looked at anew.
const AT_ONCE: usize = 10;

/// Asks until somebody says quit or nothing is left to ask.
pub(super) fn walk(
    mut rows: Rows,
    settings: &Settings,
    labels: &mut Labels,
    (context, input, cancel): (&Context, &Path, &CancelToken),
) -> Result<Rows> {
    let mut lines = io::stdin().lock().lines();
    let mut skipped = Vec::new();
    loop {
        let found;
        (rows, found) = look(rows, settings, &labels.all, cancel)?;
        let (before, passed) = (labels.all.len(), skipped.len());
        while labels.all.len() < before + AT_ONCE {
            let asked: Vec<Label> = labels.all[before..].iter().chain(&skipped).copied().collect();
            let Some(pair) = found.next_question(&asked) else { break };
            context.out.answer(&Question::of(&rows, &found, pair))?;
            let label = |same| Label { left: pair.left, right: pair.right, same };
            match Answer::read(&mut lines)? {
                Answer::Quit => return Ok(rows),
                Answer::Skip | Answer::Later => skipped.push(label(false)),
                Answer::Match => labels.add(label(true), &rows, input)?,
                Answer::NotTheSame => labels.add(label(false), &rows, input)?,
            }
        }
        if labels.all.len() == before && skipped.len() == passed {
            context.out.answer(&Nothing)?;
            return Ok(rows);
        }
    }
}

fn look(rows: Rows, settings: &Settings, labels: &[Label], cancel: &CancelToken) -> Result<(Rows, Deduped)> {
    let bar = Bar::busy("reading", false);
    let (tell, token) = (bar.teller(), cancel.clone());
    let (settings, labels) = (settings.clone(), labels.to_vec());
    apart::work(cancel, move || {
        let mut go_on = |step| {
            tell(told(step));
            !token.is_cancelled()
        };
        let found = dedupe_labelled(&rows.table, &settings, &labels, &mut go_on);
        // Its one other error is of models that do not read.
        Ok((rows, found.map_err(|_| Error::cancelled())?))
    })?
}

/// A pair of rows, and what to say.
#[derive(Serialize)]
struct Question {
    probability_ppm: i64,
    rows: [u64; 2],
    /// Each column with both cells, where there is one.
    cells: Vec<[String; 3]>,
    /// What each field says, in bits.
    evidence: Vec<[String; 3]>,
}

impl Question {
    fn of(rows: &Rows, found: &Deduped, pair: Pair) -> Self {
        let [left, right] = [pair.left, pair.right].map(|row| rows.table.record(row as usize));
        let cells = left.iter().zip(&right).filter(|(a, b)| !(a.1.is_empty() && b.1.is_empty()));
        let evidence = found.model.explain(&left, &right).fields.into_iter();
        Self {
            probability_ppm: (pair.probability() * 1e6).round() as i64,
            rows: [pair.left, pair.right].map(|row| rows.numbers[row as usize]),
            cells: cells.map(|(a, b)| [clean(a.0), clean(a.1), clean(b.1)]).collect(),
            evidence: evidence
                .map(|said| {
                    [said.field, said.level.to_owned(), format!("{:+.1}", said.weight + said.frequency)]
                })
                .collect(),
        }
    }
}

impl Show for Question {
    fn show(&self, text: &mut Text) {
        text.heading(format_args!("One person? {}", percent(self.probability_ppm)));
        let [left, right] = self.rows.map(|row| format!("row {row}"));
        text.table(["", &left, &right], &[], self.cells.iter().cloned());
        text.blank();
        text.table(["field", "level", "bits"], &[2], self.evidence.iter().cloned());
        text.remark("m match · n not the same · s skip · q quit");
    }
}

/// Nothing is left to ask.
#[derive(Serialize)]
struct Nothing;

impl Show for Nothing {
    fn show(&self, text: &mut Text) {
        text.line("No pair is left that an answer would teach something about.");
    }
}
