//! What will be read soon, told ahead: a storage behind a network fetches all of it in one trip.

use super::{FoundBy, KeyRange, Table};

/// The rows of a table whose keys start with some bytes, or that have an id in a column, and rows that these lead to.
#[derive(Clone, Debug)]
pub struct Want {
    /// Where.
    pub table: &'static Table,
    /// What the keys start with; a whole key for one row. With `by`, the id.
    pub prefix: Vec<u8>,
    /// The column with the id.
    pub by: Option<&'static FoundBy>,
    /// Where each row found leads.
    pub hops: &'static [Hop],
}

/// From a row to the rows of another table whose keys start with an id that the row holds.
#[derive(Debug)]
pub struct Hop {
    /// Where the id stands.
    pub by: By,
    /// The table with the rows, whose keys start with an id.
    pub to: &'static Table,
    /// Where each of them leads.
    pub then: &'static [Hop],
}

/// Where an id stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// It is this part of the key; every part before it is an id.
    Part(usize),
    /// It is all that the body holds.
    Body,
}

/// Where the content of a body that is one id begins: after the two bytes of the envelope and the head that CBOR has for
/// sixteen bytes.
pub const BODY_ID: usize = 3;

impl Want {
    /// The rows whose keys start with these bytes.
    pub fn new(table: &'static Table, prefix: impl Into<Vec<u8>>) -> Self {
        Self { table, prefix: prefix.into(), by: None, hops: &[] }
    }

    /// The rows that have this id in a column, for what they lead to.
    pub fn by(found: &'static FoundBy, id: impl Into<Vec<u8>>) -> Self {
        Self { by: Some(found), ..Self::new(found.table, id) }
    }

    /// And what they lead to.
    #[must_use]
    pub fn then(mut self, hops: &'static [Hop]) -> Self {
        self.hops = hops;
        self
    }

    /// The range of its rows.
    pub fn range(&self) -> KeyRange {
        KeyRange::prefix(&self.prefix)
    }
}

impl By {
    /// The id in a row.
    pub fn id(self, key: &[u8], body: &[u8]) -> Option<[u8; 16]> {
        match self {
            Self::Part(part) => key.get(16 * part..16 * part + 16)?.try_into().ok(),
            Self::Body if body.len() == BODY_ID + 16 => body[BODY_ID..].try_into().ok(),
            Self::Body => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::row;

    #[test]
    fn an_id_is_found_where_it_stands() {
        let body = row::encode(&minicbor::bytes::ByteArray::from([7; 16]));
        assert_eq!(By::Body.id(&[], &body), Some([7; 16]));
        assert_eq!(By::Body.id(&[], &row::encode(&1)), None);
        let key = [[1; 16], [2; 16]].concat();
        assert_eq!(By::Part(1).id(&key, &[]), Some([2; 16]));
        assert_eq!(By::Part(2).id(&key, &[]), None);
    }
}
