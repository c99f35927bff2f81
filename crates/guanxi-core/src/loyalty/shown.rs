//! What SQL shows of points: every entry, and what the accounts hold.

use super::{
    account::{Account, EntryFact},
    rows::{POINT_ACCOUNTS, POINT_ENTRIES},
};
use crate::{
    error::Result,
    identity::rows::BY_RECORD,
    scope::shown::{Shown, int, name_of, shown_table, text, text_of, time_of},
    storage::{Column, Table, Value, View, row, shows},
};

const RECORD: Column = Column::id("record_id");
const PROGRAM: Column = Column::text("program");

pub(crate) static SHOWN_ENTRIES: Shown =
    Shown { of: &POINT_ENTRIES, table: &SHOWN_ENTRIES_TABLE, columns: shown_entry };

pub(crate) static SHOWN_ENTRIES_TABLE: Table = shown_table(
    97,
    "shown_point_entries",
    &[RECORD, PROGRAM, Column::int("seq")],
    &[
        text("id"),
        text("kind"),
        text("at"),
        text("recorded"),
        int("points"),
        int("debt"),
        text("expires"),
        text("order_text"),
        text("of_text"),
    ],
);

fn shown_entry(_: &[u8], body: &[u8]) -> Result<Vec<Value>> {
    let entry: EntryFact = row::decode(POINT_ENTRIES.name(), body)?;
    let expires = entry.lot.as_ref().and_then(|lot| lot.expires_at);
    Ok(vec![
        text_of(Some(entry.id)),
        name_of(entry.kind),
        time_of(entry.at),
        time_of(entry.recorded),
        Value::Int(entry.points),
        Value::Int(entry.debt),
        expires.map_or(Value::Null, time_of),
        text_of(entry.order),
        text_of(entry.of),
    ])
}

pub(crate) static SHOWN_ACCOUNTS: Shown =
    Shown { of: &POINT_ACCOUNTS, table: &SHOWN_ACCOUNTS_TABLE, columns: shown_account };

pub(crate) static SHOWN_ACCOUNTS_TABLE: Table = shown_table(
    98,
    "shown_point_accounts",
    &[RECORD, PROGRAM],
    &[
        int("points"),
        int("held"),
        int("debt"),
        int("credited"),
        int("debited"),
        int("expired"),
        text("recorded"),
        text("next_due"),
    ],
);

fn shown_account(_: &[u8], body: &[u8]) -> Result<Vec<Value>> {
    let account: Account = row::decode(POINT_ACCOUNTS.name(), body)?;
    Ok(vec![
        Value::Int(account.in_lots()),
        Value::Int(account.held()),
        Value::Int(account.debt),
        Value::Int(account.credited),
        Value::Int(account.debited),
        Value::Int(account.expired),
        account.recorded.map_or(Value::Null, time_of),
        account.next_due().map_or(Value::Null, time_of),
    ])
}

/// Entries of the ledger.
pub(crate) static ENTRIES_VIEW: View = View {
    name: "crm_point_entries",
    doc: "An entry of the points ledger; one that draws on several records, of a customer or of its pool, has a row for each",
    columns: &[
        shows("entry_id", "e.id", "its id, as the API has it"),
        shows("customer_id", "c.id", "whose; null when the customer was deleted"),
        shows("program", "e.program", "the loyalty program"),
        shows("kind", "e.kind", "what it is: `earned`, `redeemed`, `expired` …, as the API has it"),
        shows("happened_at", "e.at", "when it took effect, RFC 3339"),
        shows("recorded_at", "e.recorded", "when it came in"),
        shows("points", "e.points", "by how much it changes the points, less what is owed"),
        shows("debt_points", "e.debt", "by how much it changes what is owed"),
        shows("expires_at", "e.expires", "of points that came in: when they expire, as was said then"),
        shows("order_id", "e.order_text", "the order it is about"),
        shows("of_entry_id", "e.of_text", "the entry it is about"),
    ],
    from: "shown_point_entries AS e LEFT JOIN customer_records AS r ON r.record_id = e.record_id \
           LEFT JOIN shown_customers AS c ON c.row_key = r.customer_id",
    finds: &[BY_RECORD],
};

/// What members have.
pub(crate) static BALANCES_VIEW: View = View {
    name: "crm_point_balances",
    doc: "What a customer has in a loyalty program, as booked: what the clock ended is in until `advance` books it",
    columns: &[
        shows("customer_id", "c.id", "whose"),
        shows("program", "a.program", "the loyalty program"),
        shows("points", "CAST(sum(a.points) AS BIGINT)", "points there are, those that are pending included"),
        shows("held_points", "CAST(sum(a.held) AS BIGINT)", "points set aside for checkouts"),
        shows("debt_points", "CAST(sum(a.debt) AS BIGINT)", "points owed"),
        shows("credited_points", "CAST(sum(a.credited) AS BIGINT)", "points that ever came in"),
        shows("debited_points", "CAST(sum(a.debited) AS BIGINT)", "points that were ever used or taken"),
        shows("expired_points", "CAST(sum(a.expired) AS BIGINT)", "points that ever expired"),
        shows("changed_at", "max(a.recorded)", "when the last entry came in, RFC 3339"),
        shows("next_change_at", "min(a.next_due)", "when points expire or a hold ends next"),
    ],
    from: "shown_point_accounts AS a JOIN customer_records AS r ON r.record_id = a.record_id \
           JOIN shown_customers AS c ON c.row_key = r.customer_id GROUP BY c.id, a.program",
    finds: &[BY_RECORD],
};
