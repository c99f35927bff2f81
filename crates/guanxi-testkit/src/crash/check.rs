//! What must be true of a storage after a crash.

use std::{collections::BTreeMap, ops::ControlFlow};

use guanxi_core::{
    error::Result,
    storage::{FeedPosition, KeyRange, Read, RowRef, Storage, Table, Value, key::KeyReader},
};

use super::child::Ack;
use super::workload::{
    self, ACCOUNT, ENTRY, PAGE, PAGES, PROFILE, TOTAL, account, amount, ident, key, period_start, profile,
};

/// What the parent knows from acknowledgements and from earlier checks.
#[derive(Clone, Debug)]
pub struct Known {
    /// The last posting of each thread that must be there; one more may be.
    pub last: Vec<i64>,
    /// How far the feed was checked, and the last posting of each thread up to there.
    pub feed: (FeedPosition, Vec<i64>),
}

impl Known {
    /// Before the first posting.
    pub fn nothing(threads: i64) -> Self {
        let none = vec![0; threads as usize];
        Self { last: none.clone(), feed: (FeedPosition::START, none) }
    }

    /// Takes note of the acknowledgements among what a child told; how many there were.
    pub fn note<'a>(&mut self, told: impl IntoIterator<Item = &'a String>) -> usize {
        let mut acks = 0;
        for line in told {
            if let Some(ack) = Ack::read(line) {
                self.last[ack.thread as usize] = ack.number;
                acks += 1;
            } else if let Some(found) = line.strip_prefix("open ") {
                // What was under way when the child before died may be there; found once, it must stay.
                let found = found.split(' ').filter_map(|n| n.parse::<i64>().ok());
                self.last.iter_mut().zip(found).for_each(|(last, found)| *last = found.max(*last));
            }
        }
        acks
    }
}

/// Compares a storage with what is known, byte for byte; tells what is wrong, and what is known now.
///
/// # Errors
/// When it cannot be read.
pub fn check(storage: &dyn Storage, known: &Known) -> Result<(Known, Vec<String>)> {
    let mut wrong = Vec::new();
    storage.check(&mut |difference| wrong.push(format!("check: {difference}")))?;
    let mut last = Vec::new();
    storage.read(&mut |read| {
        last = postings(read, known, &mut wrong)?;
        entries(read, &last, &mut wrong)?;
        profiles(read, &last, &mut wrong)?;
        pages(read, &last, &mut wrong)
    })?;
    let feed = feed(storage, known, &last, &mut wrong)?;
    Ok((Known { last, feed }, wrong))
}

/// Every acknowledged posting is there and at most one more; balances are the sums of their entries.
fn postings(read: &dyn Read, known: &Known, wrong: &mut Vec<String>) -> Result<Vec<i64>> {
    let (mut found, mut total) = (Vec::new(), 0);
    for (thread, must) in (0..).zip(&known.last) {
        let (balance, last, version) = account(read, thread)?.unwrap_or_default();
        if last < *must {
            wrong.push(format!(
                "thread {thread}: posting {must} was acknowledged, the last one there is {last}"
            ));
        }
        if last > must + 1 {
            wrong.push(format!("thread {thread}: posting {last} is there, {must} was the last acknowledged"));
        }
        let sum = (1..=last).map(|number| amount(thread, number)).sum::<i64>();
        if balance != sum {
            wrong.push(format!(
                "thread {thread}: balance {balance}, the entries up to {last} sum up to {sum}"
            ));
        }
        // A version counts each write: one a posting, or two where it is done by two additions.
        if ![last, 2 * last - 1].contains(&(version as i64)) && last > 0 {
            wrong.push(format!("thread {thread}: version {version} after {last} postings"));
        }
        total += sum;
        found.push(last);
    }
    let stored = account(read, TOTAL)?.unwrap_or_default().0;
    if stored != total {
        wrong.push(format!("the total is {stored}, the balances sum up to {total}"));
    }
    let rows = read.count(&ACCOUNT, &KeyRange::all(), u64::MAX)?;
    let threads = found.iter().filter(|last| **last > 0).count() as u64;
    if rows != threads + u64::from(threads > 0) {
        wrong.push(format!("{rows} accounts of {threads} threads and a total"));
    }
    Ok(found)
}

/// The entries of the open period, no more and no less, by key and by index.
fn entries(read: &dyn Read, last: &[i64], wrong: &mut Vec<String>) -> Result<()> {
    let mut expected = BTreeMap::new();
    for (thread, last) in (0..).zip(last) {
        for number in period_start(*last) + 1..=*last {
            let columns = vec![Value::Int(amount(thread, number)), Value::Id(ident(thread, number))];
            expected.insert(key(&[thread, number]), columns);
        }
    }
    let mut seen = BTreeMap::new();
    scan(read, &ENTRY, &mut |row| {
        seen.insert(row.key.to_vec(), row.columns(&ENTRY)?);
        Ok(())
    })?;
    if seen != expected {
        wrong.push(format!("{} entries are not the {} of postings {last:?}", seen.len(), expected.len()));
    }
    let mut by_index = 0;
    read.scan_index(&ENTRY, &ENTRY.indexes[0], &KeyRange::all(), &mut |_| {
        by_index += 1;
        ControlFlow::Continue(())
    })?;
    if by_index != expected.len() {
        wrong.push(format!("{by_index} entries by their unique key, {} expected", expected.len()));
    }
    Ok(())
}

fn profiles(read: &dyn Read, last: &[i64], wrong: &mut Vec<String>) -> Result<()> {
    for (thread, last) in (0..).zip(last) {
        let expected = (*last > 0).then(|| profile(thread, *last));
        let mut found = None;
        read.get(&PROFILE, &key(&[thread]), &mut |row| found = Some(row.body.to_vec()))?;
        if found != expected {
            wrong.push(format!("thread {thread}: the profile is not that of posting {last}"));
        }
    }
    Ok(())
}

/// The pages of a thread all bear the last large posting: none is torn.
fn pages(read: &dyn Read, last: &[i64], wrong: &mut Vec<String>) -> Result<()> {
    let mut stamps: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    scan(read, &PAGE, &mut |row| {
        let mut key = KeyReader::new(row.key);
        if let (Some(thread), Some(_), [Value::Int(stamp)]) = (key.int(), key.int(), &row.columns(&PAGE)?[..])
        {
            *stamps.entry((thread, *stamp)).or_default() += 1;
        }
        Ok(())
    })?;
    let large = (0..).zip(last).map(|(thread, last)| (thread, period_start(*last)));
    let expected: BTreeMap<_, _> = large.filter(|(_, stamp)| *stamp > 0).map(|at| (at, PAGES)).collect();
    if stamps != expected {
        wrong.push(format!("pages by thread and posting {stamps:?}, expected {expected:?}"));
    }
    Ok(())
}

/// The feed goes on where it ended: every posting by write once, in order of its thread, and nothing else.
fn feed(
    storage: &dyn Storage,
    known: &Known,
    last: &[i64],
    wrong: &mut Vec<String>,
) -> Result<(FeedPosition, Vec<i64>)> {
    let (mut position, mut seen) = known.feed.clone();
    storage.changes(&known.feed.0, &mut |at, entry| {
        position = at.clone();
        match workload::read_feed_entry(entry) {
            Some((thread, number)) if seen.get(thread as usize).is_some_and(|seen| number == seen + 1) => {
                seen[thread as usize] = number;
            }
            other => wrong.push(format!("the feed goes on with {other:?} after {seen:?}")),
        }
        ControlFlow::Continue(())
    })?;
    let by_write = if last.len() > 1 { last.len() - 1 } else { 1 };
    if seen[..by_write] != last[..by_write] {
        wrong.push(format!("the feed ends with postings {seen:?}, the accounts with {last:?}"));
    }
    Ok((position, seen))
}

/// Shows every row, to a callback that may fail.
fn scan(read: &dyn Read, table: &'static Table, f: &mut dyn FnMut(RowRef<'_>) -> Result<()>) -> Result<()> {
    let mut result = Ok(());
    read.scan(table, &KeyRange::all(), &mut |row| match f(row) {
        Ok(()) => ControlFlow::Continue(()),
        Err(e) => {
            result = Err(e);
            ControlFlow::Break(())
        }
    })?;
    result
}
