//! Which rows of a table are one person. No customer is looked at, and none is made.

use guanxi_match::{Deduped, Settings, Table, dedupe_watched};

use super::{
    TableColumn, TableDuplicates, TablePair,
    evidence::{milli, ppm},
    teller::Teller,
};
use crate::error::{Error, Result};

/// See [`Duplicates::find_in_table`](super::Duplicates::find_in_table).
pub(super) fn find(
    columns: &[TableColumn],
    settings: Option<&str>,
    teller: &mut Teller,
) -> Result<TableDuplicates> {
    let table = table(columns)?;
    let settings = settings.map(Settings::from_text).transpose();
    let settings = settings.map_err(|e| Error::invalid("settings", e))?.unwrap_or_default();
    settings.check(&table).map_err(|e| Error::invalid(format_args!("settings.{}", e.path), e.reason))?;
    teller.rows(table.rows() as u64)?;
    let found = dedupe_watched(&table, &settings, &mut |step| teller.goes_on(step));
    Ok(shown(&teller.stopped(found)?))
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
        notes: found.notes(),
    }
}
