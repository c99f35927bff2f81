//! What an import is asked to do, and what it did.

use std::{collections::BTreeMap, fmt, sync::Arc};

use guanxi_macros::model;

use super::{Mapping, Reject};
use crate::{
    error::Result,
    progress::{CancelToken, ProgressListener},
};

/// Takes the rows that were refused.
type RejectSink<'a> = Box<dyn FnMut(&Reject) -> Result<()> + Send + 'a>;

/// How to take a file in.
#[non_exhaustive]
pub struct ImportOptions<'a> {
    /// What messages call the file.
    pub name: String,
    /// Its size in bytes, for progress.
    pub size_bytes: Option<u64>,
    /// What its columns hold and how it is written; what it leaves out is recognised.
    pub mapping: Mapping,
    /// Hears how far it is.
    pub progress: Option<Arc<dyn ProgressListener>>,
    /// Stops it between two batches; what was committed stays, and the same call goes on from there.
    pub cancel: CancelToken,
    /// Takes the rows that were refused. A run that was cut off and goes on may give some a second time.
    pub rejects: Option<RejectSink<'a>>,
    /// Rows that are committed at once.
    pub batch_rows: usize,
}

/// Rows that are committed at once, unless said otherwise: enough to write keys in order, little enough for a phone.
const BATCH_ROWS: usize = 20_000;

impl<'a> ImportOptions<'a> {
    /// Everything recognised; messages call the file so.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            size_bytes: None,
            mapping: Mapping::default(),
            progress: None,
            cancel: CancelToken::new(),
            rejects: None,
            batch_rows: BATCH_ROWS,
        }
    }

    /// Sets the size.
    #[must_use]
    pub fn size_bytes(mut self, size: u64) -> Self {
        self.size_bytes = Some(size);
        self
    }

    /// Sets what the columns hold and how the file is written.
    #[must_use]
    pub fn mapping(mut self, mapping: Mapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// Sets who hears how far it is.
    #[must_use]
    pub fn progress(mut self, listener: Arc<dyn ProgressListener>) -> Self {
        self.progress = Some(listener);
        self
    }

    /// Sets what stops it.
    #[must_use]
    pub fn cancel(mut self, token: CancelToken) -> Self {
        self.cancel = token;
        self
    }

    /// Sets what takes the rows that were refused.
    #[must_use]
    pub fn rejects(mut self, sink: impl FnMut(&Reject) -> Result<()> + Send + 'a) -> Self {
        self.rejects = Some(Box::new(sink));
        self
    }

    /// Sets how many rows are committed at once.
    #[must_use]
    pub fn batch_rows(mut self, rows: usize) -> Self {
        self.batch_rows = rows.max(1);
        self
    }
}

impl fmt::Debug for ImportOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ImportOptions {{ name: {:?}, … }}", self.name)
    }
}

/// What an import did.
#[model]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ImportReport {
    /// Rows read, the header left out.
    pub rows: u64,
    /// Rows taken over from an earlier run that was cut off: they were not written again.
    pub rows_skipped: u64,
    /// Records or orders that are new.
    pub created: u64,
    /// Records or orders that were there with other content.
    pub updated: u64,
    /// Records or orders that were there with the same content.
    pub unchanged: u64,
    /// Rows refused, each with its reason in the rejects.
    pub rejected: u64,
    /// How many rows were refused for what: by code.
    pub rejected_by_code: BTreeMap<String, u64>,
    /// Customers that are new.
    pub customers_created: u64,
    /// Customers that went into others, as a row bore identifiers of both.
    pub customers_merged: u64,
    /// Identifiers that could have joined records and did not: by reason.
    pub held_back: BTreeMap<String, u64>,
    /// Values that did not read and were kept as they came: by field.
    pub unreadable: BTreeMap<String, u64>,
    /// What each column holds: header and field, custom attribute, `extra` or `ignore`.
    pub columns: Vec<ImportColumn>,
    /// The encoding it was read in; absent while everything was ASCII.
    pub encoding: Option<String>,
    /// What separates its cells.
    pub delimiter: String,
    /// Refused rows, the first hundred; without what they say.
    pub rejects: Vec<ImportReject>,
}

/// One column of an imported file.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportColumn {
    /// Its header.
    pub header: String,
    /// What it holds.
    pub holds: String,
}

/// One refused row, without what it says.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportReject {
    /// The line it begins on, from 1.
    pub line: u64,
    /// The header of the column at fault, if it is one.
    pub column: Option<String>,
    /// What is wrong, for programs.
    pub code: String,
    /// What is wrong, for people.
    pub reason: String,
}
