//! What people read with SQL: the list of views, and showing what was there before.
//!
//! A storage that is read with SQL gets, when a store on it is opened, the views of this list; rows that were written before
//! are shown then, in batches, each in a transaction of its own. What is shown is written along with the rows from then on: see
//! `scope::shown`.

use crate::{
    consent::rows::{CONSENTS_VIEW, SHOWN_CONSENTS},
    customer::rows::{CUSTOMERS_VIEW, SHOWN_CUSTOMERS},
    error::Result,
    event::rows::{EVENTS_VIEW, SHOWN_EVENTS},
    loyalty::shown::{BALANCES_VIEW, ENTRIES_VIEW, SHOWN_ACCOUNTS, SHOWN_ENTRIES},
    order::shown::{self as orders, LINES_VIEW, ORDERS_VIEW, REFUNDS_VIEW, SHOWN_METRICS},
    scope::{Scope, Stored, Tx, look::get, shown::Shown},
    segment::shown::{self as segments, MEMBERSHIPS_VIEW},
    storage::{Column, Flow, KeyRange, Kind, Table, View, key::KeyWriter},
};

/// The views, in the order of the docs.
pub static VIEWS: [View; 9] = [
    CUSTOMERS_VIEW,
    ORDERS_VIEW,
    LINES_VIEW,
    REFUNDS_VIEW,
    EVENTS_VIEW,
    CONSENTS_VIEW,
    ENTRIES_VIEW,
    BALANCES_VIEW,
    MEMBERSHIPS_VIEW,
];

/// What is shown row by row.
pub(crate) static SHOWN: &[&Shown] =
    &[&SHOWN_CUSTOMERS, &SHOWN_METRICS, &SHOWN_EVENTS, &SHOWN_CONSENTS, &SHOWN_ENTRIES, &SHOWN_ACCOUNTS];

/// Grows when something else is shown of rows that are there.
const VERSION: u32 = 2;
/// Rows shown in one transaction.
const BATCH: usize = 1000;

/// Which version of what is shown every row has.
pub(crate) static SHOWN_STATE: Table = Table::plain(99, "shown_state", Kind::Shown, &[Column::text("name")]);

/// The body of the row in [`SHOWN_STATE`].
#[derive(minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
struct ShownState(#[n(0)] u32);

impl Stored for ShownState {
    const TABLE: &'static Table = &SHOWN_STATE;
}

/// Makes the views and shows what was there before, where a storage is read with SQL.
pub(crate) fn open(scope: &Scope) -> Result<()> {
    if !scope.engine.shows {
        return Ok(());
    }
    let key = KeyWriter::new().text("every row").finish();
    let done = scope.read(|look| Ok(get::<ShownState>(look.rows, &key)?.is_some_and(|s| s.0 >= VERSION)))?;
    if !done {
        for shown in SHOWN {
            batches(scope, |tx, after| fill(tx, shown, after))?;
        }
        batches(scope, |tx, after| orders::fill(tx, after, BATCH))?;
        batches(scope, |tx, after| segments::fill(tx, after, BATCH))?;
        scope.write("shown.fill", |tx| tx.put(key.clone(), &ShownState(VERSION)))?;
    }
    scope.engine.storage.show(&VIEWS)
}

/// Runs steps, each in a transaction of its own, until one has no more to do.
fn batches(
    scope: &Scope,
    mut step: impl FnMut(&mut Tx<'_>, Option<Vec<u8>>) -> Result<Option<Vec<u8>>>,
) -> Result<()> {
    let mut after = None;
    loop {
        after = scope.write("shown.fill", |tx| step(tx, after.clone()))?;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Shows some rows; gives from where to go on.
fn fill(tx: &mut Tx<'_>, shown: &Shown, after: Option<Vec<u8>>) -> Result<Option<Vec<u8>>> {
    let mut rows = Vec::new();
    let resume = tx.rows().scan(shown.of, &KeyRange::all().after(after), &mut |row| {
        rows.push((row.key.to_vec(), row.body.to_vec()));
        if rows.len() < BATCH { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    for (key, body) in rows {
        let columns = (shown.columns)(&key, &body)?;
        tx.show(shown.table, key, || columns)?;
    }
    Ok(resume)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// The list of views as the guide has it.
    fn listed() -> String {
        let mut text = String::new();
        for view in &VIEWS {
            let _ =
                writeln!(text, "### `{}`\n\n{}.\n\n| column | holds |\n| --- | --- |", view.name, view.doc);
            for column in view.columns {
                let _ = writeln!(text, "| `{}` | {} |", column.name, column.doc);
            }
            text.push('\n');
        }
        text
    }

    #[test]
    fn the_guide_lists_the_views() {
        let guide = include_str!("../../../docs/guide/analysts.md");
        assert!(
            guide.contains(listed().trim_end()),
            "docs/guide/analysts.md should have this:\n{}",
            listed()
        );
    }

    #[test]
    fn names_are_kept_for_ever() {
        let names = VIEWS.map(|view| {
            let columns: Vec<_> = view.columns.iter().map(|column| column.name).collect();
            format!("{}: {}", view.name, columns.join(" "))
        });
        insta::assert_snapshot!(names.join("\n"));
    }

    #[test]
    fn what_is_shown_of_a_row_has_its_key() {
        for shown in SHOWN {
            let names = |table: &Table| table.key.iter().map(|part| part.name).collect::<Vec<_>>();
            assert_eq!(names(shown.of), names(shown.table), "{}", shown.table.name());
        }
    }
}
