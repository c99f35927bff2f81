//! Which rows of a table are one person. No customer is looked at, and none is made.

use guanxi_match::{Deduped, Label, Settings, Table, dedupe_labelled, evaluate::Truth};

use super::{
    TableColumn, TableDuplicates, TableEvaluation, TableLabel, TablePair, TableQuery,
    evidence::{milli, ppm},
    teller::Teller,
};
use crate::error::{Error, Result};

/// See [`Duplicates::find_in_table`](super::Duplicates::find_in_table).
pub(super) fn find(
    columns: &[TableColumn],
    query: &TableQuery,
    teller: &mut Teller,
) -> Result<TableDuplicates> {
    let table = table(columns)?;
    let truth = query.truth.as_deref().map(|name| truth(&table, name)).transpose()?;
    let table = table.without(query.truth.as_deref().as_slice());
    let settings = query.settings.as_deref().map(Settings::from_text).transpose();
    let settings = settings.map_err(|e| Error::invalid("settings", e))?.unwrap_or_default();
    settings.check(&table).map_err(|e| Error::invalid(format_args!("settings.{}", e.path), e.reason))?;
    let labels = labels(&query.labels, table.rows())?;
    teller.rows(table.rows() as u64)?;
    let found = dedupe_labelled(&table, &settings, &labels, &mut |step| teller.goes_on(step));
    let found = teller.stopped(found)?;
    let evaluation = truth.map(|truth| TableEvaluation::of(&table, &found, truth));
    Ok(TableDuplicates { evaluation, ..shown(&found) })
}

fn truth(table: &Table, name: &str) -> Result<Truth> {
    Truth::in_column(table, name).ok_or_else(|| Error::invalid("truth", "no column has this name"))
}

fn labels(said: &[TableLabel], rows: usize) -> Result<Vec<Label>> {
    let place = |at: usize, field: &str, row: u64| match row.checked_sub(1) {
        Some(place) if place < rows as u64 => Ok(place as u32),
        _ => {
            let reason = format_args!("the table has no row {row}; its rows are 1 to {rows}");
            Err(Error::invalid(format_args!("labels[{at}].{field}"), reason))
        }
    };
    let label = |(at, of): (usize, &TableLabel)| {
        let (left, right) = (place(at, "row", of.row)?, place(at, "other_row", of.other_row)?);
        Ok(Label { left, right, same: of.same })
    };
    said.iter().enumerate().map(label).collect()
}

fn table(columns: &[TableColumn]) -> Result<Table> {
    let rows = columns.first().map_or(0, |column| column.cells.len());
    for (at, column) in columns.iter().enumerate() {
        if columns[..at].iter().any(|earlier| earlier.name == column.name) {
            return Err(Error::invalid(
                format_args!("columns[{at}].name"),
                "an earlier column has this name",
            ));
        }
        if column.cells.len() != rows {
            let reason = format_args!("{} cells, and the first column has {rows}", column.cells.len());
            return Err(Error::invalid(format_args!("columns[{at}].cells"), reason));
        }
    }
    let mut table = Table::new(columns.iter().map(|column| column.name.as_str()));
    for row in 0..rows {
        table.push(columns.iter().map(|column| column.cells[row].trim()));
    }
    Ok(table)
}

fn shown(found: &Deduped) -> TableDuplicates {
    let pair = |pair: &guanxi_match::Pair| TablePair {
        row: u64::from(pair.left) + 1,
        other_row: u64::from(pair.right) + 1,
        weight_milli: milli(pair.weight),
        probability_ppm: ppm(pair.probability()),
    };
    TableDuplicates {
        clusters: found.numbers(),
        pairs: found.pairs.iter().map(pair).collect(),
        next_question: found.next_question(&[]).as_ref().map(pair),
        evaluation: None,
        notes: found.notes(),
    }
}
