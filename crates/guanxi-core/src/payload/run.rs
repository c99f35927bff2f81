//! The course of taking payloads in: objects in batches, each batch one transaction.

use std::io::{Read, Seek};

use super::{
    Fault, PayloadCount, PayloadOptions, PayloadReject, PayloadReport,
    fact::Taken,
    object::Known,
    scan::{Broken, Element, Elements, OBJECT_MAX},
    write::{self, Done},
};
use crate::{
    change::Outcome,
    error::Result,
    progress::{Progress, Stage},
    scope::{Scope, Tx},
};

/// The verb in feed and audit.
const VERB: &str = "imports.payload";
/// Objects that are committed at once, unless said otherwise.
const BATCH_OBJECTS: u32 = 1_000;
/// Bytes of objects after which a batch is committed.
const BATCH_BYTES: u64 = 8 << 20;
/// Refused objects that the report shows.
const SHOWN_MAX: usize = 100;

/// See [`Imports::payload`](crate::import::Imports::payload).
pub(crate) fn take(
    scope: &Scope,
    source: impl Read + Seek,
    mut options: PayloadOptions<'_>,
) -> Result<PayloadReport> {
    let known = scope.read(|look| Ok(Known::new(&options.query, look.settings)))?;
    let elements = Elements::open(source, &options.name)?;
    let batch_objects = options.query.batch_objects.unwrap_or(BATCH_OBJECTS).max(1);
    let mut run = Run { elements, known, batch_objects };
    let mut report = PayloadReport::default();
    if scope.dry_run {
        // In one transaction, so that later objects meet what earlier ones would have made; nothing of it is kept.
        scope.write(VERB, |tx| {
            while let Some(batch) = run.next()? {
                let done = write_batch(tx, &batch)?;
                account(&mut report, &mut options, batch, done)?;
                options.cancel.check()?;
            }
            Ok(())
        })?;
        return Ok(report);
    }
    while let Some(batch) = run.next()? {
        let done = scope.write(VERB, |tx| write_batch(tx, &batch))?;
        let new: Vec<_> = done.iter().flat_map(|done| done.customers.clone()).collect();
        account(&mut report, &mut options, batch, done)?;
        report.customers_merged += scope.link_new(&new).len() as u64;
        if let Some(listener) = &options.progress {
            let (done, total) = (run.elements.offset(), options.size_bytes);
            listener.progress(&Progress { stage: Stage::Import, done, total, rows: report.objects });
        }
        options.cancel.check()?;
    }
    Ok(report)
}

/// A file under way.
struct Run<R> {
    elements: Elements<R>,
    known: Known,
    batch_objects: u32,
}

/// One object, read.
struct Item {
    offset: u64,
    index: u64,
    path: String,
    /// What it comes to: several where it is an envelope.
    read: Vec<std::result::Result<Taken, Fault>>,
}

impl<R: Read + Seek> Run<R> {
    /// The next batch; `None` at the end.
    fn next(&mut self) -> Result<Option<Vec<Item>>> {
        let (mut items, start) = (Vec::new(), self.elements.given());
        while items.len() < self.batch_objects as usize && self.elements.given() - start < BATCH_BYTES {
            match self.elements.next()? {
                Some(element) => items.push(self.item(element)),
                None => break,
            }
        }
        Ok(Some(items).filter(|items| !items.is_empty()))
    }

    fn item(&self, element: Element) -> Item {
        let Element { offset, index, path, found } = element;
        let read = match found {
            Ok(found) => self.known.read(&found, &path, self.elements.list()),
            Err(broken) => vec![Err(told(&path, broken))],
        };
        Item { offset, index, path, read }
    }
}

fn told(path: &str, broken: Broken) -> Fault {
    match broken {
        Broken::Truncated => {
            Fault::new(path, "truncated", "the file ends inside of it; ask the platform for it again")
        }
        Broken::NoParent => {
            Fault::new(path, "no_parent", "no object of the file has it as a part; export both in one query")
        }
        Broken::TooLarge => {
            Fault::new(path, "too_large", format!("longer than {OBJECT_MAX} bytes; no platform sends that"))
        }
    }
}

/// Writes the objects of a batch; what each did.
fn write_batch(tx: &mut Tx<'_>, items: &[Item]) -> Result<Vec<Done>> {
    let taken = || items.iter().flat_map(|item| item.read.iter().flatten().map(|taken| (&item.path, taken)));
    if tx.engine.asks_ahead {
        let wants: Vec<_> = taken().flat_map(|(_, taken)| write::wants(&tx.ahead(), taken)).collect();
        tx.rows().want(&wants)?;
    }
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        let mut done = Done::default();
        for taken in item.read.iter().flatten() {
            done.add(write::write(tx, &item.path, taken)?);
        }
        all.push(done);
    }
    Ok(all)
}

fn account(
    report: &mut PayloadReport,
    options: &mut PayloadOptions<'_>,
    items: Vec<Item>,
    done: Vec<Done>,
) -> Result<()> {
    for (item, mut done) in items.into_iter().zip(done) {
        report.objects += 1;
        let faults = item.read.into_iter().filter_map(std::result::Result::err);
        for fault in faults.chain(std::mem::take(&mut done.refused)) {
            refuse(report, options, (item.offset, item.index), fault)?;
        }
        count(report, done);
    }
    Ok(())
}

fn count(report: &mut PayloadReport, done: Done) {
    for (kind, outcome) in done.outcomes {
        let at = match report.kinds.binary_search_by(|count| count.kind.as_str().cmp(kind)) {
            Ok(at) => at,
            Err(at) => {
                report.kinds.insert(at, PayloadCount { kind: kind.to_owned(), ..PayloadCount::default() });
                at
            }
        };
        let of = &mut report.kinds[at];
        let (all, of) = match outcome {
            Outcome::Created => (&mut report.created, &mut of.created),
            Outcome::Updated => (&mut report.updated, &mut of.updated),
            Outcome::Unchanged => (&mut report.unchanged, &mut of.unchanged),
        };
        *all += 1;
        *of += 1;
    }
    report.consents += done.consents;
    report.customers_created += done.customers_created;
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
    report: &mut PayloadReport,
    options: &mut PayloadOptions<'_>,
    (offset, index): (u64, u64),
    Fault { path, code, reason }: Fault,
) -> Result<()> {
    report.rejected += 1;
    *report.rejected_by_code.entry(code.to_owned()).or_default() += 1;
    let reject = PayloadReject { offset, index, path, code: code.to_owned(), reason };
    options.rejects.as_mut().map_or(Ok(()), |sink| sink(&reject))?;
    if report.rejects.len() < SHOWN_MAX {
        report.rejects.push(reject);
    }
    Ok(())
}
