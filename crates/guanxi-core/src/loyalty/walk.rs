//! A walk through the ledger of a program, for reports: entry by entry, account by account. A page of
//! entries and one account are held at a time.

use super::{
    account::{Account, EntryFact},
    rows::read_account_key,
};
use crate::{
    error::Result,
    id::RecordId,
    scope::look::scan,
    storage::{Flow, KeyRange, Read},
    time::Timestamp,
};

/// Who is shown what the ledger holds.
pub(super) trait Visit {
    /// An entry as it stands in the account of a record. One that draws lots of several accounts is shown once for each.
    fn entry(&mut self, record: RecordId, fact: &EntryFact) -> Result<()>;

    /// What the entries that were shown leave a record with.
    fn account(&mut self, record: RecordId, account: &Account) -> Result<()>;
}

/// Entries that are read at once.
const PAGE: usize = 1_000;

/// Shows every entry of a program that took effect up to an instant, and every account after its last one.
pub(super) fn walk(rows: &dyn Read, program: &str, until: Timestamp, visitor: &mut dyn Visit) -> Result<()> {
    let mut here: Option<(RecordId, Account)> = None;
    let (mut range, mut page) = (KeyRange::all(), Vec::new());
    loop {
        // What a visitor reads is read between pages, not amid a scan.
        let resume = scan::<EntryFact>(rows, &range, &mut |key, fact| {
            let (record, of) = read_account_key(key)?;
            if of == program && fact.at <= until {
                page.push((record, fact));
            }
            Ok(if page.len() < PAGE { Flow::Continue(()) } else { Flow::Break(()) })
        })?;
        for (record, fact) in page.drain(..) {
            if here.as_ref().is_none_or(|(last, _)| *last != record)
                && let Some((last, account)) = here.replace((record, Account::default()))
            {
                visitor.account(last, &account)?;
            }
            visitor.entry(record, &fact)?;
            if let Some((_, account)) = &mut here {
                account.apply(record, &fact);
            }
        }
        if resume.is_none() {
            break;
        }
        range = KeyRange::all().after(resume);
    }
    here.map_or(Ok(()), |(record, account)| visitor.account(record, &account))
}
