//! Every row against what it must be, and the file against SQLite's own rules.

use guanxi_core::{
    error::Result,
    storage::{
        Flow, KeyRange, Read, Row, Schema, Table,
        sql::{entry_name, quoted},
        tables::{index_entry, row_name},
    },
};
use rusqlite::params;

use crate::{failure, prepare, rows::Rows};

/// Tells each difference. Rows are named by table and key, text in keys by its length only.
pub(crate) fn check(rows: &Rows<'_>, schema: &Schema, report: &mut dyn FnMut(String)) -> Result<()> {
    for table in schema.tables {
        check_rows(rows, table, report)?;
    }
    if !prepare::is_current(rows, schema)? {
        report("the tables are not those of this version".to_owned());
    }
    let mut statement =
        rows.connection.prepare("PRAGMA integrity_check").map_err(|e| failure::error(rows.file, e))?;
    let problems =
        statement.query_map([], |row| row.get::<_, String>(0)).map_err(|e| failure::error(rows.file, e))?;
    for problem in problems {
        let problem = problem.map_err(|e| failure::error(rows.file, e))?;
        if problem != "ok" {
            report(problem);
        }
    }
    Ok(())
}

fn check_rows(rows: &Rows<'_>, table: &'static Table, report: &mut dyn FnMut(String)) -> Result<()> {
    let mut after = None;
    loop {
        let mut page: Vec<(Vec<u8>, Result<Row>)> = Vec::new();
        let read = rows.scan(table, &KeyRange::all().after(after), &mut |row| {
            page.push((row.key.to_vec(), row.to_owned(table)));
            if page.len() < 1000 { Flow::Continue(()) } else { Flow::Break(()) }
        });
        for (key, row) in page {
            match row {
                Ok(row) => check_entries(rows, table, &row, report)?,
                Err(e) => report(format!("{} {}: {e}", table.name(), row_name(table, &key))),
            }
        }
        after = match read {
            Ok(None) => return Ok(()),
            Ok(after) => after,
            Err(e) if e.code() == "corrupt" => {
                report(format!("{}: {e}", table.name()));
                return Ok(());
            }
            Err(e) => return Err(e),
        };
    }
}

/// The row is found under its entry of every index, and by its key's parts.
fn check_entries(rows: &Rows<'_>, table: &Table, row: &Row, report: &mut dyn FnMut(String)) -> Result<()> {
    for index in table.indexes {
        let (column, name) = (quoted(&entry_name(index)), quoted(table.name()));
        let sql = format!("SELECT 1 FROM {name} WHERE row_key = ?1 AND {column} IS ?2");
        let entry = index_entry(index, &row.columns, &row.key);
        let mut statement = rows.connection.prepare_cached(&sql).map_err(|e| failure::error(rows.file, e))?;
        if !statement.exists(params![row.key, entry]).map_err(|e| failure::error(rows.file, e))? {
            report(format!(
                "{} {}: an entry that differs in {}",
                table.name(),
                row_name(table, &row.key),
                index.space.name
            ));
        }
    }
    Ok(())
}
