//! Customers and orders out of spreadsheets: the file side.
//!
//! A [`Table`] gives the rows of a delimited text file, whatever its encoding and delimiter. [`Columns`] say which cell
//! is which [field](Field), found by header or said by a [`Mapping`]. Rows that cannot be taken become [`Reject`]s in a
//! file of their own. A [`Checkpoint`] says where reading goes on after it was cut off. Nothing here knows of customers
//! or storages.
//!
//! - A [`Row`] never holds text that was misread: what cannot be decoded is rejected.
//! - Rows and rejects together are every row of the file, each once, in order.
//! - Reading on from a checkpoint gives what reading in one go would have given.

mod cells;
mod checkpoint;
mod columns;
mod delimiter;
mod encoding;
mod headers;
mod lines;
mod mapping;
mod options;
mod rejects;
mod row;
mod table;
#[cfg(test)]
mod table_tests;

pub use self::{
    checkpoint::{Checkpoint, Head},
    columns::{Column, Columns, FoundBy, Target},
    delimiter::Delimiter,
    encoding::Encoding,
    headers::{CustomerField, Field, OrderField},
    mapping::{DateOrder, DecimalMark, Mapping},
    options::Options,
    rejects::{Reject, RejectReader, RejectWriter},
    row::{Row, value},
    table::{Entry, Table},
};
