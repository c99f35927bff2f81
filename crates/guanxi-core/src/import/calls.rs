//! Imports as calls by name: what is read and written comes from the host.

use std::{
    fmt,
    io::{Read, Seek, Write},
    sync::Arc,
};

use guanxi_macros::{model, ops};

use super::{ImportOptions, ImportReport, Imports, Mapping, RejectWriter};
use crate::{
    error::{Error, Result},
    payload::{PayloadOptions, PayloadQuery, PayloadReport, WebhookQuery, WebhookReceipt},
    progress::{CancelToken, ProgressListener},
};

/// Something to read that can go back.
trait Readable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Readable for T {}

/// A file to take in, opened by the host.
pub struct Source {
    name: String,
    size_bytes: Option<u64>,
    reader: Box<dyn Readable>,
}

impl Source {
    /// What is read, what messages call it, and how many bytes it has if that is known.
    pub fn new(
        name: impl Into<String>,
        size_bytes: Option<u64>,
        reader: impl Read + Seek + Send + 'static,
    ) -> Self {
        Self { name: name.into(), size_bytes, reader: Box::new(reader) }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({:?})", self.name)
    }
}

/// A file to write, opened by the host.
pub struct Sink {
    name: String,
    writer: Box<dyn Write + Send>,
}

impl Sink {
    /// What is written to, and what messages call it.
    pub fn new(name: impl Into<String>, writer: impl Write + Send + 'static) -> Self {
        Self { name: name.into(), writer: Box::new(writer) }
    }
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sink({:?})", self.name)
    }
}

/// How to take a file in.
#[model(spread, default)]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ImportQuery {
    /// What its columns hold, where their headers do not tell.
    pub mapping: Mapping,
    /// Rows of one commit; a sensible number when left out.
    pub batch_rows: Option<u32>,
}

#[ops]
impl Imports {
    /// Takes customers in from a delimited text file: CSV or TSV of any usual encoding, columns found by their headers.
    /// Rows name their record by (source, external id), else by e-mail or phone. Values that do not read are kept as they
    /// came and counted; rows that cannot be taken are told in the report and written to `rejects`, and stop nothing. The
    /// same file again changes nothing; a run that was cut off goes on.
    ///
    /// # Errors
    /// `io`; `invalid_file` when it is empty or none of its columns is known; `invalid_field` when the mapping names a
    /// column it does not have; `cancelled`; those of the storage. What was committed before an error stays.
    #[op(name = "customers")]
    #[doc(hidden)]
    pub fn customers_from(
        &self,
        source: Source,
        query: ImportQuery,
        rejects: Option<Sink>,
        progress: Option<Arc<dyn ProgressListener>>,
        cancel: CancelToken,
    ) -> Result<ImportReport> {
        take(source, query, rejects, progress, cancel, |source, options| self.customers(source, options))
    }

    /// Takes orders in from a delimited text file. A row is an order, or one line of an order. The customer is the record
    /// that the row's source calls so, else whoever bears its e-mail or phone; a record that does not exist yet is made.
    ///
    /// # Errors
    /// As `customers`.
    #[op(name = "orders")]
    #[doc(hidden)]
    pub fn orders_from(
        &self,
        source: Source,
        query: ImportQuery,
        rejects: Option<Sink>,
        progress: Option<Arc<dyn ProgressListener>>,
        cancel: CancelToken,
    ) -> Result<ImportReport> {
        take(source, query, rejects, progress, cancel, |source, options| self.orders(source, options))
    }

    /// Takes in what a commerce platform sends, as JSON: one object, a list, the envelope of an export or a webhook, or an
    /// object on each line. Customers, orders, refunds and consents go where they belong, under the platform's own ids;
    /// what has no field is kept with them. Platform and kind are recognised where they are not said. Objects that
    /// cannot be taken are told in the report, and written to `rejects` as JSON Lines, and stop nothing. The same again
    /// changes nothing, and what is older never takes the place of what is newer.
    ///
    /// # Errors
    /// `io`; `invalid_file` when it is empty or no JSON; `cancelled`; those of the storage. What was committed before an
    /// error stays.
    #[op(name = "payload")]
    #[doc(hidden)]
    pub fn payload_from(
        &self,
        source: Source,
        query: PayloadQuery,
        rejects: Option<Sink>,
        progress: Option<Arc<dyn ProgressListener>>,
        cancel: CancelToken,
    ) -> Result<PayloadReport> {
        let mut options = PayloadOptions::new(source.name).query(query).cancel(cancel);
        options.size_bytes = source.size_bytes;
        options.progress = progress;
        let Some(Sink { name, mut writer }) = rejects else { return self.payload(source.reader, options) };
        let failed = |e| Error::file(&name, e);
        let report = self.payload(
            source.reader,
            options.rejects(|reject| {
                let line = serde_json::to_string(reject).map_err(Error::internal)?;
                writeln!(writer, "{line}").map_err(failed)
            }),
        )?;
        writer.flush().map_err(failed)?;
        Ok(report)
    }

    /// Verifies that a webhook comes from its platform: that its signature is that of its body under the secret that both
    /// sides know, and, where the platform signs a time, that it is recent. It reads and writes nothing.
    ///
    /// # Errors
    /// `invalid_field` for a secret that is empty, for a signature that does not read or is another's, and for a time
    /// outside of the tolerance.
    #[op(name = "verify_webhook")]
    #[doc(hidden)]
    pub fn verify_webhook_of(&self, query: WebhookQuery) -> Result<WebhookReceipt> {
        self.verify_webhook(&query)
    }
}

fn take(
    source: Source,
    query: ImportQuery,
    rejects: Option<Sink>,
    progress: Option<Arc<dyn ProgressListener>>,
    cancel: CancelToken,
    import: impl FnOnce(Box<dyn Readable>, ImportOptions<'_>) -> Result<ImportReport>,
) -> Result<ImportReport> {
    let mut options = ImportOptions::new(source.name).mapping(query.mapping).cancel(cancel);
    options.size_bytes = source.size_bytes;
    options.progress = progress;
    if let Some(rows) = query.batch_rows {
        options = options.batch_rows(rows as usize);
    }
    let Some(Sink { name, writer }) = rejects else { return import(source.reader, options) };
    let mut writer = RejectWriter::begin(writer, name.clone())?;
    let report = import(source.reader, options.rejects(|reject| writer.write(reject)))?;
    writer.flush().map_err(|e| Error::file(name, e))?;
    Ok(report)
}
