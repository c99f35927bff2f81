//! Customers and orders out of spreadsheets: the file side.
//!
//! A [`Table`] gives the rows of a delimited text file, whatever its encoding and delimiter.
//! Rows that cannot be taken become [`Reject`]s in a file of their own. A [`Checkpoint`]
//! says where reading goes on after it was cut off. Nothing here knows of customers or storages.

mod cells;
mod checkpoint;
mod delimiter;
mod encoding;
mod lines;
mod options;
mod rejects;
mod row;
mod table;
#[cfg(test)]
mod table_tests;

pub use self::{
    checkpoint::{Checkpoint, Head},
    delimiter::Delimiter,
    encoding::Encoding,
    options::Options,
    rejects::{Reject, RejectReader, RejectWriter},
    row::{Row, value},
    table::{Entry, Table},
};
