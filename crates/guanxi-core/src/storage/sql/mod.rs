//! What every SQL storage has in common, without any driver: how tables look, and the SQL, made once per table.
//!
//! A table has its rows' encoded key (`row_key`, which sorts as the values do), the parts of the key and the declared
//! columns for whoever reads it with SQL, one column per index (`index:…`, the encoded entry), and `body`. Tracked
//! tables count the writes of a row in `row_version`.
//!
//! | file | holds |
//! |---|---|
//! | `statements` | the SQL of one table |
//! | `upgrade` | what a store needs to become what a schema wants |

mod statements;
mod upgrade;

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

pub use self::{
    statements::{Add, ENTRY, Ends, Order, Statements, entry_name, own_columns, quoted},
    upgrade::{LAYOUT, STORE_TABLE, Step, Stored, upgrade},
};
use super::{ColumnType, Table};

/// In what one SQL differs from another.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// The type of bytes.
    pub bytes: &'static str,
    /// The type of whole numbers.
    pub int: &'static str,
    /// The type of text.
    pub text: &'static str,
    /// What stands before the number of a parameter.
    pub parameter: char,
    /// What ends the making of a table.
    pub table_end: &'static str,
    /// Scans read a page, its length being their last parameter; else they read on until nobody asks for more.
    pub paged: bool,
}

impl Dialect {
    const fn type_name(&self, ty: ColumnType) -> &'static str {
        match ty {
            ColumnType::Id => self.bytes,
            ColumnType::Int => self.int,
            ColumnType::Text => self.text,
        }
    }
}

/// The statements of every table that was asked for so far.
#[derive(Debug)]
pub struct Sql {
    dialect: Dialect,
    tables: RwLock<HashMap<usize, Arc<Statements>>>,
}

impl Sql {
    /// No table's yet.
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, tables: RwLock::default() }
    }

    /// The statements of a table, made when they are asked for first.
    pub fn of(&self, table: &'static Table) -> Arc<Statements> {
        let place = std::ptr::from_ref(table).addr();
        let known = self.tables.read().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
        known.unwrap_or_else(|| {
            let made = Arc::new(Statements::new(&self.dialect, table));
            self.tables.write().unwrap_or_else(PoisonError::into_inner).insert(place, made.clone());
            made
        })
    }
}
