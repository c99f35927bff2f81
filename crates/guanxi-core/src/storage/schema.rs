//! Tables and their indexes, declared as data.

/// A name and a number for one ordered space of keys; both are kept for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Space {
    /// Never used for anything else.
    pub number: u16,
    /// What engines and SQL call it.
    pub name: &'static str,
}

/// What kind of truth a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Append-only and immutable: what came in.
    Fact,
    /// Personal content of facts, kept apart so that it can be destroyed.
    Personal,
    /// Derived from facts and definitions; `rebuild` makes it again.
    State,
    /// Versioned configuration.
    Definition,
    /// How far long calls are; no part of what the shop knows.
    Progress,
    /// What SQL shows of the rows of other tables, in declared columns; kept only where tools read tables by SQL.
    Shown,
}

/// How a column's values are written in keys, and what SQL storages make of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Sixteen bytes: an id or a keyed hash.
    Id,
    /// A whole number.
    Int,
    /// Text.
    Text,
}

/// One declared column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub ty: ColumnType,
}

impl Column {
    /// A column of ids or keyed hashes.
    pub const fn id(name: &'static str) -> Self {
        Self { name, ty: ColumnType::Id }
    }

    /// A column of whole numbers.
    pub const fn int(name: &'static str) -> Self {
        Self { name, ty: ColumnType::Int }
    }

    /// A column of text.
    pub const fn text(name: &'static str) -> Self {
        Self { name, ty: ColumnType::Text }
    }
}

/// An index over declared columns.
#[derive(Debug)]
pub struct Index {
    /// Where its entries are kept.
    pub space: Space,
    /// Positions of its columns in the table's columns.
    pub columns: &'static [usize],
    /// No two rows have the same values; rows with a `Null` among them are left out.
    pub unique: bool,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Where its rows are kept.
    pub space: Space,
    /// What kind of truth it holds.
    pub kind: Kind,
    /// The parts of its key, in order.
    pub key: &'static [Column],
    /// Its other columns.
    pub columns: &'static [Column],
    /// Indexes over the columns.
    pub indexes: &'static [Index],
    /// Rows count their versions, and writes look at the row before. Needed for indexes and for `Add`. A table that
    /// is not tracked is written blind, which is faster: facts, and tables that are all key.
    pub tracked: bool,
}

impl Table {
    /// A table of keys and bodies, without further columns, written blind.
    pub const fn plain(number: u16, name: &'static str, kind: Kind, key: &'static [Column]) -> Self {
        Self { space: Space { number, name }, kind, key, columns: &[], indexes: &[], tracked: false }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.space.name
    }
}

/// Every table of the core, and the version of their shapes.
#[derive(Debug)]
pub struct Schema {
    /// Grows when a table or a stored type changes in a way that older code cannot write.
    pub version: u32,
    /// The tables.
    pub tables: &'static [&'static Table],
}
