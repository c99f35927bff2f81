//! Every row against what it must be.

use guanxi_core::{
    error::Result,
    storage::{
        Flow, KeyRange, Read, Row, Schema, Table,
        sql::{Sql, upgrade},
        tables::{index_entry, row_name},
    },
};

use crate::{prepare, rows::Rows, values::Parameter};

/// Rows that are looked at together.
const PAGE: usize = 1000;

/// Tells each difference. Rows are named by table and key, text in keys by its length only.
pub(crate) fn check(
    rows: &Rows<'_>,
    sql: &Sql,
    (schema, name): (&Schema, &str),
    report: &mut dyn FnMut(String),
) -> Result<()> {
    for table in schema.tables {
        check_rows(rows, sql, table, report)?;
    }
    if !upgrade(&prepare::stored(rows, name)?, schema, sql)?.is_empty() {
        report("the tables are not those of this version".to_owned());
    }
    Ok(())
}

fn check_rows(
    rows: &Rows<'_>,
    sql: &Sql,
    table: &'static Table,
    report: &mut dyn FnMut(String),
) -> Result<()> {
    let mut after = None;
    loop {
        let mut page: Vec<(Vec<u8>, Result<Row>)> = Vec::new();
        let read = rows.scan(table, &KeyRange::all().after(after), &mut |row| {
            page.push((row.key.to_vec(), row.to_owned(table)));
            if page.len() < PAGE { Flow::Continue(()) } else { Flow::Break(()) }
        });
        for (key, row) in &page {
            if let Err(e) = row {
                report(format!("{} {}: {e}", table.name(), row_name(table, key)));
            }
        }
        let sound: Vec<_> = page.iter().filter_map(|(_, row)| row.as_ref().ok()).collect();
        check_entries(rows, sql, table, &sound, report)?;
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

/// Each row has its own entry in every index.
fn check_entries(
    rows: &Rows<'_>,
    sql: &Sql,
    table: &'static Table,
    page: &[&Row],
    report: &mut dyn FnMut(String),
) -> Result<()> {
    let Some(first) = page.first() else { return Ok(()) };
    for index in table.indexes {
        let mut entries = std::collections::HashMap::new();
        let parameters = vec![Parameter::Bytes(&first.key), Parameter::Int(page.len() as i64)];
        rows.ask(&[(&sql.of(table).entries(index), parameters)], &mut |_, cells| {
            let cells = cells.list();
            let entry = cells.get(1).copied().flatten().map(<[u8]>::to_vec);
            entries.extend(cells.first().copied().flatten().map(|key| (key.to_vec(), entry)));
        })?;
        for row in page {
            let wanted = index_entry(index, &row.columns, &row.key);
            if entries.get(&row.key).is_none_or(|entry| *entry != wanted) {
                let (table, row, index) = (table.name(), row_name(table, &row.key), index.space.name);
                report(format!("{table} {row}: an entry that differs in {index}"));
            }
        }
    }
    Ok(())
}
