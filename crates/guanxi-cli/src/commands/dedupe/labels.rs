//! What people decided about pairs of rows: a CSV file with the columns `left`, `right` and `same`.

use std::path::{Path, PathBuf};

use guanxi::{
    Error, Result,
    import::{self, Entry, Options},
};
use guanxi_match::Label;

use super::{rows::Rows, whole::Whole};
use crate::commands::import::Input;

/// The columns: two rows, from 1 as in the file of `--out`, and whether they are one person.
const COLUMNS: [&str; 3] = ["left", "right", "same"];

/// The file, and what it says.
pub(super) struct Labels {
    path: PathBuf,
    /// By rows of the table.
    pub(super) all: Vec<Label>,
}

impl Labels {
    /// Reads the file; one that is not there yet says nothing where `new` allows it.
    pub(super) fn read(path: &Path, rows: &Rows, new: bool) -> Result<Self> {
        let all = if new && !path.exists() { Vec::new() } else { read(path, rows)? };
        Ok(Self { path: path.to_owned(), all })
    }

    /// Adds an answer, and writes them all, whole or not at all.
    pub(super) fn add(&mut self, label: Label, rows: &Rows, input: &Path) -> Result<()> {
        self.all.push(label);
        let row = |row: u32| rows.numbers[row as usize];
        let mut text = format!("{}\n", COLUMNS.join(","));
        for Label { left, right, same } in &self.all {
            text.push_str(&format!("{},{},{same}\n", row(*left), row(*right)));
        }
        Whole::begin(&self.path, input)?.finish(text.as_bytes()).map(drop)
    }
}

fn read(path: &Path, rows: &Rows) -> Result<Vec<Label>> {
    let input = Input::open(path)?;
    let options = Options::new(input.name()).size_bytes(input.size_bytes());
    let mut file = import::Table::open(input, options)?;
    let wrong =
        |place: String, reason: String| Error::file(format_args!("{}{place}", path.display()), reason);
    let at = |name: &&str| {
        let found = file.headers().iter().position(|header| header.eq_ignore_ascii_case(name));
        found.ok_or_else(|| {
            wrong(String::new(), format!("no column {name:?}; it has {}", file.headers().join(", ")))
        })
    };
    let columns = COLUMNS.iter().map(at).collect::<Result<Vec<_>>>()?;
    let mut labels = Vec::new();
    while let Some(entry) = file.read()? {
        let row = match entry {
            Entry::Row(row) => row,
            Entry::Reject(reject) => return Err(wrong(format!(", line {}", reject.line), reject.reason)),
        };
        let [left, right, same] = [0, 1, 2].map(|column| import::value(row.cell(columns[column])));
        let wrong = |column: usize, reason: String| {
            wrong(format!(", row {}, {}", row.number(), COLUMNS[column]), reason)
        };
        let left = place(left, rows).map_err(|reason| wrong(0, reason))?;
        let right = place(right, rows).map_err(|reason| wrong(1, reason))?;
        let same = said(same).ok_or_else(|| wrong(2, "expected true or false".to_owned()))?;
        labels.push(Label { left, right, same });
    }
    Ok(labels)
}

/// The row of the table that a row of the file is.
fn place(text: &str, rows: &Rows) -> std::result::Result<u32, String> {
    let number: u64 = text.parse().map_err(|_| "expected the number of a row, from 1".to_owned())?;
    let at = rows.numbers.binary_search(&number).map_err(|_| match number {
        n if (1..=rows.all).contains(&n) => format!("row {n} of the file could not be read"),
        n => format!("the file has no row {n}, but 1 to {}", rows.all),
    })?;
    Ok(at as u32)
}

fn said(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "match" | "m" => Some(true),
        "false" | "no" | "n" | "0" | "not the same" => Some(false),
        _ => None,
    }
}
