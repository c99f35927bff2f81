use std::collections::HashMap;

use guanxi::{
    Error, Result,
    import::{self, Entry, Options},
    progress::CancelToken,
};
use guanxi_match::{Table, evaluate::Truth};
use serde::Serialize;

use super::Dedupe;
use crate::{commands::import::Input, progress::Bar};

/// The rows of a file.
pub(super) struct Rows {
    pub(super) table: Table,
    /// What row of the file each row of the table is, from 1.
    pub(super) numbers: Vec<u64>,
    /// All rows of the file, those that could not be read among them.
    pub(super) all: u64,
    pub(super) rejected: u64,
    /// The first of those that could not be read.
    pub(super) rejects: Vec<Rejected>,
    /// The column of the truth, and what it holds.
    pub(super) truth: Option<(String, Truth)>,
    pub(super) encoding: String,
    pub(super) delimiter: String,
    /// What is to be said of the line of names.
    pub(super) header_note: Option<String>,
}

/// A row that could not be read.
#[derive(Clone, Serialize)]
pub(super) struct Rejected {
    pub(super) row: u64,
    pub(super) line: u64,
    pub(super) code: String,
    pub(super) reason: String,
}

/// Rejected rows that are told one by one.
const REJECTS_MOST: usize = 100;
/// Progress is told once in so many rows.
const TOLD: u64 = 4096;

/// Reads the file.
pub(super) fn read(input: Input, asked: &Dedupe, cancel: CancelToken, bar: &Bar) -> Result<Rows> {
    let listener = bar.listener();
    let mut options =
        Options::new(input.name()).size_bytes(input.size_bytes()).empty_rows(true).cancel(cancel);
    (options.encoding, options.delimiter) = (asked.encoding, asked.delimiter);
    let mut file = import::Table::open(input, options)?;
    let truth_at = asked.truth.as_deref().map(|name| truth_column(file.headers(), name)).transpose()?;
    let names = names(file.headers());
    let kept = names.iter().enumerate().filter(|name| Some(name.0) != truth_at);
    let mut table = Table::new(kept.map(|name| name.1.clone()));
    let (mut numbers, mut rejects, mut truths) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(entry) = file.read()? {
        match entry {
            Entry::Row(row) => {
                let cells = row.iter().enumerate().filter(|cell| Some(cell.0) != truth_at);
                table.push(cells.map(|cell| import::value(cell.1)));
                numbers.push(row.number());
                truths.extend(truth_at.map(|at| import::value(row.cell(at)).to_owned()));
            }
            Entry::Reject(reject) if rejects.len() < REJECTS_MOST => {
                let row = file.rows();
                rejects.push(Rejected {
                    row,
                    line: reject.line,
                    code: reject.code.into(),
                    reason: reject.reason,
                });
            }
            Entry::Reject(_) => {}
        }
        if file.rows().is_multiple_of(TOLD) {
            listener.progress(&file.progress());
        }
    }
    let truth = asked.truth.clone().map(|name| (name, Truth::of(truths.iter().map(String::as_str))));
    Ok(Rows {
        table,
        numbers,
        all: file.rows(),
        rejected: file.rejected(),
        rejects,
        truth,
        encoding: file.encoding().map_or_else(|| "ASCII".to_owned(), |encoding| encoding.to_string()),
        delimiter: file.delimiter().to_string(),
        header_note: header_note(file.headers()),
    })
}

impl Rows {
    /// The cluster of every row of the file, numbered from 1 in the order of their first rows. A row that could not
    /// be read is a cluster of its own.
    pub(super) fn clusters(&self, found: &[u32]) -> Vec<u64> {
        let mut of_first: HashMap<u32, u64> = HashMap::new();
        let (mut next, mut at) = (0, 0);
        (1..=self.all)
            .map(|row| {
                let mut new = || {
                    next += 1;
                    next
                };
                if self.numbers.get(at) != Some(&row) {
                    return new();
                }
                at += 1;
                *of_first.entry(found[at - 1]).or_insert_with(new)
            })
            .collect()
    }
}

fn truth_column(headers: &[String], name: &str) -> Result<usize> {
    let mut found = (0..headers.len()).filter(|&at| headers[at] == name);
    match (found.next(), found.next()) {
        (Some(at), None) => Ok(at),
        (Some(_), Some(_)) => Err(Error::invalid("truth", format_args!("two columns are called {name:?}"))),
        (None, _) => {
            let known = headers.join(", ");
            Err(Error::invalid("truth", format_args!("no column {name:?}; the file has {known}")))
        }
    }
}

/// A line of names that reads as a row: a cell of it is an address, or digits without a letter.
fn header_note(headers: &[String]) -> Option<String> {
    let is_value = |cell: &str| {
        cell.contains('@') || (!cell.contains(char::is_alphabetic) && cell.contains(char::is_numeric))
    };
    let value = headers.iter().position(|cell| !cell.is_empty() && is_value(cell))?;
    Some(format!(
        "the first line was read as the names of the columns, and column {} is called like a value; if that line is a \
         row, put a line of names above it",
        value + 1
    ))
}

/// A name for each column, no two alike.
fn names(headers: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        let base = if header.is_empty() { format!("column {}", at + 1) } else { header.clone() };
        let numbered = (2..).map(|n| format!("{base} ({n})"));
        let name = std::iter::once(base.clone()).chain(numbered).find(|name| !names.contains(name));
        names.extend(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_names_that_reads_as_a_row_is_told_of() {
        let note = |headers: &[&str]| header_note(&headers.iter().map(|&h| h.to_owned()).collect::<Vec<_>>());
        assert_eq!(note(&["name", "e-mail", "", "tel. 2", "#", "电话"]), None);
        assert!(note(&["Anna", "anna@mailbox.org"]).unwrap().contains("column 2"));
        assert!(note(&["", "1980-02-03"]).unwrap().contains("column 2"));
    }

    #[test]
    fn columns_have_names_of_their_own() {
        let headers = ["a", "", "a", "a (2)", "a"].map(str::to_owned);
        assert_eq!(names(&headers), ["a", "column 2", "a (2)", "a (2) (2)", "a (3)"]);
    }
}
