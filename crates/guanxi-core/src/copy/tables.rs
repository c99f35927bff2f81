//! Rows: copied in batches, compared side by side.

use std::{cmp::Ordering, iter::Peekable, vec};

use super::{Job, copied, state::CopyState};
use crate::{
    error::Result,
    storage::{Expect, Flow, KeyRange, Op, Row, Storage, Table},
};

/// Rows of one commit.
const BATCH: usize = 1000;

/// Copies the rows that are not there yet.
pub(super) fn copy(job: &Job<'_>, state: &mut CopyState) -> Result<()> {
    if state.tables_done {
        return Ok(());
    }
    let tables: Vec<_> = copied(job.schema).collect();
    let at = state.table.and_then(|number| tables.iter().position(|table| table.space.number == number));
    for (position, table) in tables.iter().enumerate().skip(at.unwrap_or(0)) {
        let mut after = state.after.take().filter(|_| at == Some(position)).map(Into::into);
        loop {
            job.went_on(state.rows)?;
            let (rows, resume) = page(job.from, table, after)?;
            state.table = Some(table.space.number);
            state.after = resume.clone().map(Into::into);
            state.rows += rows.len() as u64;
            state.tables_done = resume.is_none() && position + 1 == tables.len();
            if resume.is_none() && !state.tables_done {
                state.table = Some(tables[position + 1].space.number);
            }
            let mut ops: Vec<_> = rows.into_iter().map(|row| put(table, row)).collect();
            ops.push(state.op());
            job.to.apply(&ops)?;
            let Some(resume) = resume else { break };
            after = Some(resume);
        }
    }
    Ok(())
}

fn put(table: &'static Table, row: Row) -> Op {
    Op::Put { table, key: row.key, columns: row.columns, body: row.body, expect: Expect::Any }
}

/// Some rows, and from where to go on.
fn page(
    storage: &dyn Storage,
    table: &'static Table,
    after: Option<Vec<u8>>,
) -> Result<(Vec<Row>, Option<Vec<u8>>)> {
    let (mut rows, mut resume) = (Vec::new(), None);
    storage.read(&mut |look| {
        rows.clear();
        let mut failed = None;
        resume = look.scan(table, &KeyRange::all().after(after.clone()), &mut |row| {
            match row.to_owned(table) {
                Ok(row) => rows.push(row),
                Err(e) => failed = Some(e),
            }
            if rows.len() < BATCH && failed.is_none() { Flow::Continue(()) } else { Flow::Break(()) }
        })?;
        failed.map_or(Ok(()), Err)
    })?;
    Ok((rows, resume))
}

/// Compares the rows of both stores and mends what differs; says whether anything did.
pub(super) fn compare(job: &Job<'_>, mend: &mut dyn FnMut(&[Op]) -> Result<()>) -> Result<bool> {
    let (mut differed, mut seen) = (false, 0);
    for table in copied(job.schema) {
        let (mut old, mut new) = (Rows::new(job.from, table), Rows::new(job.to, table));
        loop {
            let mut mends = Vec::new();
            let mut left = true;
            for _ in 0..BATCH {
                left = step(table, &mut old, &mut new, &mut mends)?;
                if !left {
                    break;
                }
                seen += 1;
            }
            differed |= !mends.is_empty();
            if !mends.is_empty() {
                mend(&mends)?;
            }
            job.went_on(seen)?;
            if !left {
                break;
            }
        }
    }
    Ok(differed)
}

/// Looks at the next row of both; `false` when there is none on either side.
fn step(table: &'static Table, old: &mut Rows<'_>, new: &mut Rows<'_>, mends: &mut Vec<Op>) -> Result<bool> {
    let order = match (old.peek()?, new.peek()?) {
        (None, None) => return Ok(false),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (Some(a), Some(b)) => a.key.cmp(&b.key),
    };
    match order {
        Ordering::Less => mends.extend(old.next().map(|row| put(table, row))),
        Ordering::Greater => {
            mends.extend(new.next().map(|row| Op::Delete { table, key: row.key, expect: Expect::Any }));
        }
        Ordering::Equal => {
            let (a, b) = (old.next(), new.next());
            let same = a.as_ref().map(|row| (&row.columns, &row.body))
                == b.as_ref().map(|row| (&row.columns, &row.body));
            if !same {
                mends.extend(a.map(|row| put(table, row)));
            }
        }
    }
    Ok(true)
}

/// The rows of a table, page by page.
struct Rows<'a> {
    storage: &'a dyn Storage,
    table: &'static Table,
    page: Peekable<vec::IntoIter<Row>>,
    after: Option<Vec<u8>>,
    begun: bool,
}

impl<'a> Rows<'a> {
    fn new(storage: &'a dyn Storage, table: &'static Table) -> Self {
        Self { storage, table, page: Vec::new().into_iter().peekable(), after: None, begun: false }
    }

    fn peek(&mut self) -> Result<Option<&Row>> {
        if self.page.peek().is_none() && (!self.begun || self.after.is_some()) {
            let (rows, after) = page(self.storage, self.table, self.after.take())?;
            (self.page, self.after, self.begun) = (rows.into_iter().peekable(), after, true);
        }
        Ok(self.page.peek())
    }

    fn next(&mut self) -> Option<Row> {
        self.page.next()
    }
}
