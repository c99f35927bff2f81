//! Customers and orders out of spreadsheets.
//!
//! A file is taken in by one call, [`Imports::customers`] or [`Imports::orders`]: rows in batches, each committed whole
//! with the place it ends at, so that a run that was cut off goes on. The same file again changes nothing. A row that
//! cannot be taken is given out with its reason and stops nothing.
//!
//! Below that lies the file side, which knows nothing of customers or storages. A [`Table`] gives the rows of a delimited text file, whatever its encoding and delimiter. [`Columns`] say which cell
//! is which [field](Field), found by header or said by a [`Mapping`]. Rows that cannot be taken become [`Reject`]s in a
//! file of their own. A [`Checkpoint`] says where reading goes on after it was cut off.
//!
//! - A [`Row`] never holds text that was misread: what cannot be decoded is rejected.
//! - Rows and rejects together are every row of the file, each once, in order.
//! - Reading on from a checkpoint gives what reading in one go would have given.

mod calls;
mod cells;
mod checkpoint;
mod columns;
mod customers;
mod delimiter;
mod encoding;
mod headers;
mod lines;
mod mapping;
mod model;
mod options;
mod orders;
mod rejects;
mod row;
pub(crate) mod rows;
mod run;
mod statuses;
mod table;
#[cfg(test)]
mod table_tests;

use std::io::{Read, Seek};

pub use self::{
    calls::{ImportQuery, Sink, Source},
    checkpoint::{Checkpoint, Head},
    columns::{Column, Columns, FoundBy, Target},
    delimiter::Delimiter,
    encoding::Encoding,
    headers::{CustomerField, Field, OrderField},
    mapping::Mapping,
    model::{ImportColumn, ImportOptions, ImportReject, ImportReport},
    options::Options,
    rejects::{Reject, RejectReader, RejectWriter},
    row::{Row, value},
    table::{Entry, Table},
};
use crate::{
    error::Result,
    payload::{self, PayloadOptions, PayloadReport, WebhookQuery, WebhookReceipt},
    scope::Scope,
};

/// Files taken in.
#[derive(Clone)]
pub struct Imports {
    pub(crate) scope: Scope,
}

impl Imports {
    /// Takes customers in from a delimited text file. Rows name their record by (source, external id), else by e-mail or
    /// phone; the source is that of the row, else of the mapping, else `import`. Values that do not read are kept as
    /// they came and counted; a row that names nobody is refused.
    ///
    /// A dry run takes the whole file as one transaction that is not kept, and so needs memory for it.
    ///
    /// # Errors
    /// `io`; `invalid_file` when it is empty or none of its columns is known; `invalid_field` when the mapping names a
    /// column it does not have; `cancelled`; those of the storage. What was committed before an error stays, and the same
    /// call goes on from there.
    pub fn customers(&self, source: impl Read + Seek, options: ImportOptions<'_>) -> Result<ImportReport> {
        let settings = self.scope.read(|look| Ok(look.settings.clone()))?;
        let rows = customers::CustomerRows::new(&options.mapping, &settings);
        run::run(&self.scope, source, options, rows)
    }

    /// Takes orders in. A row is an order, or one line of an order: see the field names of [`OrderField`]. The customer
    /// is the record that the row's source calls so, else whoever bears its e-mail or phone; a record that does not
    /// exist yet is made. Rows without an order id are named by what they say.
    ///
    /// # Errors
    /// As [`customers`](Self::customers).
    pub fn orders(&self, source: impl Read + Seek, options: ImportOptions<'_>) -> Result<ImportReport> {
        let settings = self.scope.read(|look| Ok(look.settings.clone()))?;
        let rows = orders::OrderRows::new(&options.mapping, &settings);
        run::run(&self.scope, source, options, rows)
    }

    /// Takes in what a commerce platform sends, as JSON; see [`payload`].
    ///
    /// A dry run takes the whole file as one transaction that is not kept, and so needs memory for it.
    ///
    /// # Errors
    /// `io`; `invalid_file` when it is empty or no JSON; `cancelled`; those of the storage. What was committed before an
    /// error stays.
    pub fn payload(&self, source: impl Read + Seek, options: PayloadOptions<'_>) -> Result<PayloadReport> {
        payload::take(&self.scope, source, options)
    }

    /// Verifies that a webhook comes from its platform, by the store's clock; see [`verify`](payload::verify).
    ///
    /// # Errors
    /// `invalid_field` for a secret that is empty, for a signature that does not read or is another's, and for a time
    /// outside of the tolerance.
    pub fn verify_webhook(&self, query: &WebhookQuery) -> Result<WebhookReceipt> {
        payload::verify(query, self.scope.engine.clock.now())
    }
}
