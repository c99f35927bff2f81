//! Views: what people read with SQL.

use std::fmt::Write as _;

use super::{Table, sql::quoted};

/// A view over declared columns; its name and the names of its columns are kept for ever.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// Its name.
    pub name: &'static str,
    /// What one row of it is.
    pub doc: &'static str,
    /// Its columns.
    pub columns: &'static [ViewColumn],
    /// What stands behind `FROM`: SQL that every engine reads.
    pub from: &'static str,
    /// By what it finds rows that their key does not find.
    pub finds: &'static [FoundBy],
}

/// A declared column by which views find rows of a table: it gets an index.
#[derive(Clone, Copy, Debug)]
pub struct FoundBy {
    /// The table.
    pub table: &'static Table,
    /// The name of its column.
    pub column: &'static str,
}

/// A column of a view.
#[derive(Clone, Copy, Debug)]
pub struct ViewColumn {
    /// Its name.
    pub name: &'static str,
    /// What it is made from, in SQL.
    pub sql: &'static str,
    /// What it holds.
    pub doc: &'static str,
}

/// A column of a view.
pub(crate) const fn shows(name: &'static str, sql: &'static str, doc: &'static str) -> ViewColumn {
    ViewColumn { name, sql, doc }
}

impl View {
    /// Makes the view.
    pub fn create(&self) -> String {
        let mut sql = format!("CREATE VIEW {} AS SELECT ", quoted(self.name));
        for (number, column) in self.columns.iter().enumerate() {
            let comma = if number > 0 { ", " } else { "" };
            let _ = write!(sql, "{comma}{} AS {}", column.sql, quoted(column.name));
        }
        let _ = write!(sql, " FROM {}", self.from);
        sql
    }

    /// Makes the indexes that it needs, where they are not there.
    pub fn indexes(&self) -> impl Iterator<Item = String> {
        self.finds.iter().map(|FoundBy { table, column }| {
            let name = quoted(&format!("{}_by_{column}", table.name()));
            format!("CREATE INDEX IF NOT EXISTS {name} ON {} ({})", quoted(table.name()), quoted(column))
        })
    }

    /// Removes a view of this name, if there is one.
    pub fn remove(&self) -> String {
        format!("DROP VIEW IF EXISTS {}", quoted(self.name))
    }
}
