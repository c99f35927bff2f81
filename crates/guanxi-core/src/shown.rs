//! What people read with SQL: the list of views, and showing what was there before.
//!
//! A storage that is read with SQL gets, when a store on it is opened, the views of this list; rows that were written before
//! are shown then, in batches, each in a transaction of its own. What is shown is written along with the rows from then on: see
//! `scope::shown`; `proof` compares it with what it is shown of.

use crate::{
    consent::rows::{CONSENTS_VIEW, SHOWN_CONSENTS},
    customer::rows::{CUSTOMERS_VIEW, SHOWN_CUSTOMERS},
    error::Result,
    event::rows::{EVENTS_VIEW, SHOWN_EVENTS},
    loyalty::shown::{BALANCES_VIEW, ENTRIES_VIEW, SHOWN_ACCOUNTS, SHOWN_ENTRIES},
    order::shown::{self as orders, LINES_VIEW, ORDERS_VIEW, REFUNDS_VIEW, SHOWN_METRICS},
    scope::{
        Scope, Stored,
        look::get,
        shown::{Shown, ShownPage, ShownRow},
    },
    segment::shown::{self as segments, MEMBERSHIPS_VIEW},
    storage::{Column, Flow, KeyRange, Kind, Read, Table, View, key::KeyWriter},
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
        for source in sources() {
            batches(scope, &source)?;
        }
        scope.write("shown.fill", |tx| tx.put(key.clone(), &ShownState(VERSION)))?;
    }
    scope.engine.storage.show(&VIEWS)
}

/// Every row that is to be shown, by what stands in the rows it is shown of.
pub(crate) fn each(rows: &dyn Read, f: &mut dyn FnMut(ShownRow)) -> Result<()> {
    for source in sources() {
        let mut after = None;
        loop {
            let (shown, resume) = source(rows, after)?;
            shown.into_iter().for_each(&mut *f);
            after = resume;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(())
}

/// Gives some rows from a place on, and the place after them.
type Source = Box<dyn Fn(&dyn Read, Option<Vec<u8>>) -> Result<ShownPage>>;

fn sources() -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for shown in SHOWN {
        sources.push(Box::new(|rows, after| page(rows, shown, after)));
    }
    sources.push(Box::new(|rows, after| orders::page(rows, after, BATCH)));
    sources.push(Box::new(|rows, after| segments::page(rows, after, BATCH)));
    sources
}

/// Shows all of a source, each page in a transaction of its own.
fn batches(scope: &Scope, source: &Source) -> Result<()> {
    let mut after = None;
    loop {
        after = scope.write("shown.fill", |tx| {
            let (rows, resume) = source(tx.rows(), after.clone())?;
            rows.into_iter().try_for_each(|(table, key, columns)| tx.show(table, key, || columns))?;
            Ok(resume)
        })?;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// What is shown of some rows of a table.
fn page(rows: &dyn Read, shown: &Shown, after: Option<Vec<u8>>) -> Result<ShownPage> {
    let mut found = Vec::new();
    let resume = rows.scan(shown.of, &KeyRange::all().after(after), &mut |row| {
        found.push((row.key.to_vec(), row.body.to_vec()));
        if found.len() < BATCH { Flow::Continue(()) } else { Flow::Break(()) }
    })?;
    let columns = |(key, body): (Vec<u8>, Vec<u8>)| {
        let columns = (shown.columns)(&key, &body)?;
        Ok((shown.table, key, columns))
    };
    Ok((found.into_iter().map(columns).collect::<Result<_>>()?, resume))
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
