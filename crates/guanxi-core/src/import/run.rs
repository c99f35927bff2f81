//! The course of an import: rows in batches, each batch one transaction with the place it ends at.
//!
//! A run that was cut off is known by its file's beginning and its mapping. The next run reads the rows that were
//! committed again without writing them, so that it knows what came before in the file, and goes on behind them.

use std::{
    borrow::Cow,
    collections::HashMap,
    io::{Read, Seek, SeekFrom},
};

use super::{
    Checkpoint, Columns, Entry, ImportOptions, ImportReport, Options, Reject, Row, Table, Target,
    headers::Field,
    model::{ImportColumn, ImportReject},
    rows::{ImportState, RowsDigest},
};
use crate::{
    change::Outcome,
    error::{Error, ErrorKind, Result},
    id::CustomerId,
    identity::HeldBack,
    scope::{Ahead, Scope, Tx, look::get},
    storage::Want,
};

/// One kind of file: how its rows become inputs, and how an input is written.
pub(super) trait Rows {
    type Field: Field;
    type Input;
    /// The verb in feed and audit.
    const VERB: &'static str;

    /// Looks at the whole file before it is taken in, when that is needed to understand it.
    fn survey(&mut self, columns: &Columns<Self::Field>, row: &Row<'_>);
    /// Whether [`survey`](Self::survey) needs to see more rows.
    fn wants_survey(&self, rows_seen: u64) -> bool;
    /// Takes a row; gives out inputs that are complete.
    fn take(&mut self, columns: &Columns<Self::Field>, row: &Row<'_>, out: &mut Vec<Item<Self::Input>>);
    /// Gives out what is left at the end.
    fn end(&mut self, columns: &Columns<Self::Field>, out: &mut Vec<Item<Self::Input>>);
    /// What writing an input will read.
    fn wants(ahead: &Ahead<'_>, input: &Self::Input) -> Vec<Want>;
    /// Writes an input.
    fn write(tx: &mut Tx<'_>, input: &Self::Input) -> Result<Done>;
}

/// What a row, or several, came to.
pub(super) struct Item<I> {
    /// The line of its first row.
    pub(super) line: u64,
    /// The number of the row that completed it; set by the run.
    pub(super) number: u64,
    /// Its rows as they came.
    pub(super) raw: String,
    /// How many rows it is made of.
    pub(super) rows: u64,
    /// A hash of what names it, to see whether it comes again, and a hash of what it says.
    pub(super) identity: Option<(u64, u64)>,
    pub(super) input: Result<I, Fault>,
}

/// Why a row cannot be taken.
pub(super) struct Fault {
    pub(super) column: Option<String>,
    pub(super) code: Cow<'static, str>,
    pub(super) reason: String,
}

impl Fault {
    pub(super) fn new(code: &'static str, reason: impl Into<String>) -> Self {
        Self { column: None, code: Cow::Borrowed(code), reason: reason.into() }
    }

    /// What an error says of a column.
    pub(super) fn of(err: &Error, column: Option<&str>) -> Self {
        let reason = err.field("reason").unwrap_or_else(|| err.to_string());
        Self { column: column.map(str::to_owned), code: Cow::Borrowed(err.code()), reason }
    }
}

/// What writing an input did.
pub(super) struct Done {
    pub(super) outcome: Outcome,
    pub(super) customer_created: bool,
    pub(super) merged: u64,
    pub(super) held_back: Vec<HeldBack>,
    pub(super) unreadable: Vec<String>,
    /// Whom it says something new of.
    pub(super) customer: Option<CustomerId>,
}

impl Done {
    /// Nothing was written.
    pub(super) fn unchanged() -> Self {
        Self {
            outcome: Outcome::Unchanged,
            customer_created: false,
            merged: 0,
            held_back: vec![],
            unreadable: vec![],
            customer: None,
        }
    }
}

/// Takes a file in.
pub(super) fn run<R: Read + Seek, K: Rows>(
    scope: &Scope,
    mut source: R,
    mut options: ImportOptions<'_>,
    rows: K,
) -> Result<ImportReport> {
    let start = source.stream_position().map_err(|e| Error::io(&options.name, e))?;
    let mut table = Table::open(&mut source, table_options(&options))?;
    let columns = Columns::<K::Field>::with_mapping(table.headers(), &options.mapping)?;
    columns.require_known(&options.name)?;
    let mut rows = rows;
    let mut surveyed = 0;
    while rows.wants_survey(surveyed) {
        match table.read()? {
            Some(Entry::Row(row)) => {
                rows.survey(&columns, &row);
                surveyed += 1;
            }
            Some(Entry::Reject(_)) => {}
            None => break,
        }
    }
    drop(table);
    source.seek(SeekFrom::Start(start)).map_err(|e| Error::io(&options.name, e))?;
    let key =
        state_key::<K>(scope, &options, &Table::open(&mut source, table_options(&options))?.checkpoint());
    source.seek(SeekFrom::Start(start)).map_err(|e| Error::io(&options.name, e))?;
    let known: Option<ImportState> = scope.read(|look| get(look.rows, &key))?;
    let skip = match known.filter(|s| !s.finished && !scope.dry_run) {
        Some(state) if starts_alike(&mut source, start, &options, &state)? => state.checkpoint.rows,
        _ => 0,
    };
    let table = Table::open(&mut source, table_options(&options))?;
    let report = ImportReport { columns: shown(&columns), rows_skipped: skip, ..ImportReport::default() };
    let run = Run {
        table,
        columns,
        rows,
        seen: HashMap::new(),
        skip,
        batch_rows: options.batch_rows,
        ended: false,
        digest: RowsDigest::default(),
    };
    take_in(scope, run, report, &mut options, &key)
}

/// Whether the rows that an earlier run committed stand in this file still. Leaves the source at its start.
fn starts_alike<R: Read + Seek>(
    source: &mut R,
    start: u64,
    options: &ImportOptions<'_>,
    state: &ImportState,
) -> Result<bool> {
    let mut table = Table::open(&mut *source, table_options(options))?;
    let mut digest = RowsDigest::default();
    while table.rows() < state.checkpoint.rows {
        match table.read()? {
            Some(Entry::Row(row)) => digest.add(row.raw()),
            Some(Entry::Reject(reject)) => digest.add(&reject.row),
            None => break,
        }
    }
    let alike = table.rows() == state.checkpoint.rows && digest == state.digest;
    drop(table);
    source.seek(SeekFrom::Start(start)).map_err(|e| Error::io(&options.name, e))?;
    Ok(alike)
}

fn table_options(options: &ImportOptions<'_>) -> Options {
    let mut out = Options::new(&options.name).cancel(options.cancel.clone()).mapping(&options.mapping);
    out.size_bytes = options.size_bytes;
    out
}

fn state_key<K: Rows>(scope: &Scope, options: &ImportOptions<'_>, at: &Checkpoint) -> Vec<u8> {
    let head: String = at.head.sha256.iter().map(|b| format!("{b:02x}")).collect();
    scope.engine.keyed.hash("import", &[K::Field::KIND, &head, &options.mapping.to_toml()]).to_vec()
}

fn shown<F: Field>(columns: &Columns<F>) -> Vec<ImportColumn> {
    let holds = |target: &Target<F>| match target {
        Target::Field(field) => field.name().to_owned(),
        Target::Custom(name) => format!("custom:{name}"),
        Target::Extra(_) => "extra".to_owned(),
        Target::Ignored => "ignore".to_owned(),
    };
    columns.all().iter().map(|c| ImportColumn { header: c.header.clone(), holds: holds(&c.target) }).collect()
}

/// An import under way.
struct Run<R, K: Rows> {
    table: Table<R>,
    columns: Columns<K::Field>,
    rows: K,
    /// What came before in this file: by a hash of what names it, a hash of what it said and its line.
    seen: HashMap<u64, (u64, u64)>,
    skip: u64,
    batch_rows: usize,
    ended: bool,
    /// Of every row read so far.
    digest: RowsDigest,
}

/// Rows that are written together, and the place behind them.
struct Batch<I> {
    items: Vec<Item<I>>,
    rejects: Vec<Reject>,
    end: (Checkpoint, RowsDigest),
}

impl<R: Read, K: Rows> Run<R, K> {
    /// The next batch; `None` at the end.
    fn next(&mut self) -> Result<Option<Batch<K::Input>>> {
        let (mut items, mut rejects) = (Vec::new(), Vec::new());
        let until = self.table.rows() + self.batch_rows as u64;
        while !self.ended && self.table.rows() < until {
            match self.table.read()? {
                Some(Entry::Row(row)) => {
                    // An item is committed with the batch of the row that completed it.
                    let (from, number) = (items.len(), row.number());
                    self.digest.add(row.raw());
                    self.rows.take(&self.columns, &row, &mut items);
                    items[from..].iter_mut().for_each(|item| item.number = number);
                }
                Some(Entry::Reject(reject)) => {
                    self.digest.add(&reject.row);
                    rejects.push(reject);
                }
                None => {
                    let from = items.len();
                    self.rows.end(&self.columns, &mut items);
                    items[from..].iter_mut().for_each(|item| item.number = u64::MAX);
                    self.ended = true;
                }
            }
        }
        if self.ended && items.is_empty() && rejects.is_empty() {
            return Ok(None);
        }
        items.iter_mut().for_each(|item| refuse_repeated(&mut self.seen, item));
        items.retain(|item| item.number > self.skip);
        if self.table.rows() <= self.skip {
            rejects.clear();
        }
        Ok(Some(Batch { items, rejects, end: (self.table.checkpoint(), self.digest.clone()) }))
    }
}

/// A file that says two things of one record or order leaves open which holds: the first is taken, others are refused,
/// so that the same file again changes nothing.
fn refuse_repeated<I>(seen: &mut HashMap<u64, (u64, u64)>, item: &mut Item<I>) {
    let Some((name, content)) = item.identity.filter(|_| item.input.is_ok()) else { return };
    let (before, line) = *seen.entry(name).or_insert((content, item.line));
    if before != content {
        let reason = format!(
            "line {line} says something else of the same; keep the row that holds, or add a column with its time"
        );
        item.input = Err(Fault::new("repeated", reason));
    }
}

fn take_in<R: Read, K: Rows>(
    scope: &Scope,
    mut run: Run<R, K>,
    mut report: ImportReport,
    options: &mut ImportOptions<'_>,
    key: &[u8],
) -> Result<ImportReport> {
    if scope.dry_run {
        // In one transaction, so that later rows meet what earlier ones would have made; nothing of it is kept.
        scope.write(K::VERB, |tx| {
            while let Some(batch) = run.next()? {
                let outcomes = write_batch::<K>(tx, &batch.items)?;
                account(&mut report, options, &batch, outcomes)?;
            }
            Ok(())
        })?;
        return finish(report, &run);
    }
    let mut before: Option<(Checkpoint, RowsDigest)> = None;
    while let Some(batch) = run.next()? {
        let outcomes = scope.write(K::VERB, |tx| {
            let outcomes = write_batch::<K>(tx, &batch.items)?;
            // The rejects of this batch are not given out yet: a run that goes on must come by them again.
            if let Some((checkpoint, digest)) = before.clone() {
                tx.put(key.to_vec(), &ImportState { checkpoint, digest, finished: false })?;
            }
            Ok(outcomes)
        })?;
        let new: Vec<_> = outcomes.iter().flatten().filter_map(|done| done.customer).collect();
        account(&mut report, options, &batch, outcomes)?;
        report.customers_merged += scope.link_new(&new).len() as u64;
        if let Some(listener) = &options.progress {
            listener.progress(&run.table.progress());
        }
        before = Some(batch.end);
        options.cancel.check()?;
    }
    let end = run.table.checkpoint();
    scope.write(K::VERB, |tx| {
        tx.put(
            key.to_vec(),
            &ImportState { checkpoint: end.clone(), digest: run.digest.clone(), finished: true },
        )?;
        let ImportReport { rows, created, updated, unchanged, rejected, .. } = report;
        tx.note(format!(
            "{} rows: {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected",
            rows.max(run.table.rows())
        ));
        Ok(())
    })?;
    finish(report, &run)
}

fn finish<R: Read, K: Rows>(mut report: ImportReport, run: &Run<R, K>) -> Result<ImportReport> {
    report.rows = run.table.rows();
    report.encoding = run.table.encoding().map(|e| e.name().to_owned());
    report.delimiter = run.table.delimiter().char().to_string();
    Ok(report)
}

/// Writes the items of a batch; what is refused leaves nothing behind.
fn write_batch<K: Rows>(tx: &mut Tx<'_>, items: &[Item<K::Input>]) -> Result<Vec<Result<Done, Fault>>> {
    if tx.engine.asks_ahead {
        let inputs = items.iter().filter_map(|item| item.input.as_ref().ok());
        let wants: Vec<_> = inputs.flat_map(|input| K::wants(&tx.ahead(), input)).collect();
        tx.rows().want(&wants)?;
    }
    let mut outcomes = Vec::with_capacity(items.len());
    for item in items {
        let outcome = match &item.input {
            Ok(input) => match K::write(tx, input) {
                Ok(done) => Ok(done),
                Err(e) if is_the_rows_fault(&e) => Err(Fault::of(&e, e.field("field").as_deref())),
                Err(e) => return Err(e),
            },
            Err(fault) => Err(Fault {
                column: fault.column.clone(),
                code: fault.code.clone(),
                reason: fault.reason.clone(),
            }),
        };
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

fn is_the_rows_fault(err: &Error) -> bool {
    matches!(err.kind(), ErrorKind::Invalid | ErrorKind::NotFound | ErrorKind::Refused)
        || err.code() == "key_reused"
}

/// Refused rows that the report shows.
const SHOWN_MAX: usize = 100;

fn account<I>(
    report: &mut ImportReport,
    options: &mut ImportOptions<'_>,
    batch: &Batch<I>,
    outcomes: Vec<Result<Done, Fault>>,
) -> Result<()> {
    let mut refused: Vec<(Reject, u64)> = batch.rejects.iter().map(|reject| (reject.clone(), 1)).collect();
    for (item, outcome) in batch.items.iter().zip(outcomes) {
        match outcome {
            Ok(done) => count(report, done),
            Err(Fault { column, code, reason }) => {
                let reject = Reject { line: item.line, column, code, reason, row: item.raw.clone() };
                refused.push((reject, item.rows));
            }
        }
    }
    // As they stand in the file.
    refused.sort_by_key(|(reject, _)| reject.line);
    refused.iter().try_for_each(|(reject, rows)| refuse(report, options, reject, *rows))
}

fn count(report: &mut ImportReport, done: Done) {
    match done.outcome {
        Outcome::Created => report.created += 1,
        Outcome::Updated => report.updated += 1,
        Outcome::Unchanged => report.unchanged += 1,
    }
    report.customers_created += u64::from(done.customer_created);
    report.customers_merged += done.merged;
    for held in done.held_back {
        let reason = serde_json::to_value(held.reason).ok().and_then(|v| v.as_str().map(str::to_owned));
        *report.held_back.entry(reason.unwrap_or_default()).or_default() += 1;
    }
    for field in done.unreadable {
        *report.unreadable.entry(field).or_default() += 1;
    }
}

fn refuse(
    report: &mut ImportReport,
    options: &mut ImportOptions<'_>,
    reject: &Reject,
    rows: u64,
) -> Result<()> {
    report.rejected += rows;
    *report.rejected_by_code.entry(reject.code.to_string()).or_default() += rows;
    if report.rejects.len() < SHOWN_MAX {
        let Reject { line, column, code, reason, .. } = reject;
        let (column, code, reason) = (column.clone(), code.to_string(), reason.clone());
        report.rejects.push(ImportReject { line: *line, column, code, reason });
    }
    options.rejects.as_mut().map_or(Ok(()), |sink| sink(reject))
}

/// A hash inside one process, to know what came before in a file.
pub(super) fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    parts.into_iter().for_each(|part| part.hash(&mut hasher));
    hasher.finish()
}
