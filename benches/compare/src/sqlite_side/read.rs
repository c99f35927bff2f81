//! Customers read.

use anyhow::{Result, ensure};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::shop::Id;
use crate::{
    bare::{Picks, READS, each},
    generate::Person,
    measure::{Figures, Meter},
};

/// Every column of a customer, as values of their own: what a program does with a row.
struct Customer {
    id: Id,
    _numbers: [Option<i64>; 4],
    _texts: [Option<String>; 11],
}

const COLUMNS: &str =
    "c.id, c.version, c.records, c.created_at, c.updated_at, c.given, c.family, c.email, c.phone,
    c.birth_date, c.street, c.city, c.postcode, c.country, c.tags, c.sources";

fn customer(row: &Row<'_>) -> rusqlite::Result<Customer> {
    let mut customer = Customer { id: row.get(0)?, _numbers: Default::default(), _texts: Default::default() };
    for (i, number) in customer._numbers.iter_mut().enumerate() {
        *number = row.get(1 + i)?;
    }
    for (i, text) in customer._texts.iter_mut().enumerate() {
        *text = row.get(5 + i)?;
    }
    Ok(customer)
}

pub(super) fn read(connection: &Connection, rows: u64) -> Result<Figures> {
    let find = |email: &str| -> Result<Option<Id>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM identifiers i JOIN customers c ON c.id = i.customer
             WHERE i.value = ?1 AND i.kind = 1 LIMIT 50"
        );
        let found = connection.prepare_cached(&sql)?.query_row([email], customer).optional()?;
        Ok(found.map(|c| c.id))
    };
    let mut known = Vec::new();
    for person in Picks::new(rows).iter().map(Person::new).filter(|p| !p.has_placeholder()) {
        known.extend(find(&person.email)?.map(|id| (person.email, id)));
    }
    ensure!(known.len() > READS / 2, "customers are missing");
    let get = format!("SELECT {COLUMNS} FROM customers c WHERE id = ?1");
    let by_id = each(known.iter(), |(_, id)| {
        connection.prepare_cached(&get)?.query_row([id], customer)?;
        Ok(())
    })?;
    let by_email = each(known.iter(), |(email, id)| {
        ensure!(find(email)? == Some(*id), "found somebody else");
        Ok(())
    })?;
    let mut after: Id = [0; 16];
    let page = each(0..READS / 20, |_| {
        after = list(connection, &after, 50)?.last().map_or([0; 16], |c| c.id);
        Ok(())
    })?;
    let (meter, mut after, mut seen) = (Meter::start(), [0; 16], 0);
    loop {
        let page = list(connection, &after, 1_000)?;
        seen += page.len();
        match page.last() {
            Some(last) => after = last.id,
            None => break,
        }
    }
    ensure!(seen > 0, "there are no customers");
    Ok([("id", by_id), ("email", by_email), ("page", page), ("scan", meter.cpu())]
        .map(|(name, value)| (name.to_owned(), value))
        .into())
}

fn list(connection: &Connection, after: &Id, limit: i64) -> Result<Vec<Customer>> {
    let sql = format!("SELECT {COLUMNS} FROM customers c WHERE id > ?1 ORDER BY id LIMIT ?2");
    let mut select = connection.prepare_cached(&sql)?;
    Ok(select.query_map(params![after, limit], customer)?.collect::<rusqlite::Result<_>>()?)
}
