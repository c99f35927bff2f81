//! A file of customers taken in: each row becomes a record, joined to the customer that its e-mail or phone names.

use std::{collections::BTreeSet, path::Path};

use anyhow::Result;
use csv::StringRecord;
use rusqlite::{Connection, OptionalExtension, params};

use super::shop::{Feed, Id, Ids, digest, prepare};
use crate::measure::{Figures, Meter, disk_mb};

/// Rows that are committed at once: as many as guanxi's import does.
const BATCH: u64 = 20_000;
/// The instant of the import.
pub(super) const NOW: i64 = 1_764_000_000_000_000;

const EMAIL: i64 = 1;
const PHONE: i64 = 2;

pub(super) fn take_in(mut connection: Connection, file: &Path, store: &Path) -> Result<Figures> {
    let meter = Meter::start();
    prepare(&connection)?;
    let mut reader = csv::Reader::from_path(file)?;
    let (mut row, mut ids) = (StringRecord::new(), (Ids::new(1), Ids::new(2)));
    let (mut customers, mut more) = (0, true);
    while more {
        let tx = connection.transaction()?;
        let mut feed = Feed::default();
        for _ in 0..BATCH {
            more = reader.read_record(&mut row)?;
            if !more {
                break;
            }
            customers += u64::from(upsert(&tx, &Said::read(&row), &mut ids, &mut feed)?);
        }
        feed.flush(&tx)?;
        tx.commit()?;
    }
    let mut figures = meter.figures()?;
    figures.insert("customers".into(), customers as f64);
    connection.close().map_err(|(_, e)| e)?;
    figures.insert("disk".into(), disk_mb(store)?);
    Ok(figures)
}

/// What a row says, put in one form.
struct Said<'a> {
    row: &'a StringRecord,
    email: Option<String>,
    phone: Option<String>,
}

impl<'a> Said<'a> {
    fn read(row: &'a StringRecord) -> Self {
        let email = Some(row[4].trim().to_lowercase()).filter(|e| !e.is_empty());
        let phone: String = row[5].chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        Self { row, email, phone: Some(phone).filter(|p| !p.is_empty()) }
    }

    fn cell(&self, column: usize) -> &str {
        self.row[column].trim()
    }

    /// The e-mail and phone, where they are somebody's.
    fn identifiers(&self) -> impl Iterator<Item = (i64, &str)> {
        let email = self.email.as_deref().filter(|e| !e.starts_with("noemail@")).map(|e| (EMAIL, e));
        email.into_iter().chain(self.phone.as_deref().map(|p| (PHONE, p)))
    }

    fn words(&self) -> BTreeSet<String> {
        [2, 3].into_iter().flat_map(|c| self.cell(c).split([' ', '-'])).map(str::to_lowercase).collect()
    }
}

/// Writes a record; says whether its customer is new.
fn upsert(tx: &Connection, said: &Said<'_>, ids: &mut (Ids, Ids), feed: &mut Feed) -> Result<bool> {
    let known: Option<Id> = tx
        .prepare_cached("SELECT record FROM record_keys WHERE source = ?1 AND external_id = ?2")?
        .query_row([said.cell(0), said.cell(1)], |row| row.get(0))
        .optional()?;
    if known.is_some() {
        return Ok(false);
    }
    let found = find(tx, said)?;
    let (customer, record) = (found.unwrap_or_else(|| ids.0.next()), ids.1.next());
    insert_record(tx, said, customer, record, found.is_some())?;
    for (kind, value) in said.identifiers() {
        tx.prepare_cached("INSERT INTO identifiers VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![value, kind, customer, record])?;
    }
    for word in said.words() {
        tx.prepare_cached("INSERT OR IGNORE INTO customer_names VALUES (?1, ?2)")?
            .execute(params![word, customer])?;
    }
    insert_profile(tx, said, customer)?;
    feed.add(tx, &customer, &record)?;
    Ok(found.is_none())
}

/// The customer who bears the e-mail or phone, unless the family names differ.
fn find(tx: &Connection, said: &Said<'_>) -> Result<Option<Id>> {
    let mut bearers = tx.prepare_cached(
        "SELECT i.customer, c.family FROM identifiers i JOIN record_contents c ON c.record = i.record
         WHERE i.value = ?1 AND i.kind = ?2 LIMIT 50",
    )?;
    for (kind, value) in said.identifiers() {
        let mut rows = bearers.query(params![value, kind])?;
        while let Some(row) = rows.next()? {
            if row.get_ref(1)?.as_str()? == said.cell(3) {
                return Ok(Some(row.get(0)?));
            }
        }
    }
    Ok(None)
}

fn insert_record(tx: &Connection, said: &Said<'_>, customer: Id, record: Id, joined: bool) -> Result<()> {
    let cells: Vec<_> = said.row.iter().collect();
    tx.prepare_cached("INSERT INTO record_facts VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7, ?7)")?.execute(
        params![record, said.cell(0), said.cell(1), customer, i64::from(joined), digest(&cells), NOW],
    )?;
    tx.prepare_cached(
        "INSERT INTO record_contents VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        record,
        said.cell(1),
        said.cell(2),
        said.cell(3),
        said.email,
        said.phone,
        said.cell(6),
        said.cell(7),
        said.cell(8),
        said.cell(9),
        said.cell(10),
        said.cell(11)
    ])?;
    tx.prepare_cached("INSERT INTO record_keys VALUES (?1, ?2, ?3)")?.execute(params![
        said.cell(0),
        said.cell(1),
        record
    ])?;
    tx.prepare_cached("INSERT INTO customer_records VALUES (?1, ?2)")?.execute(params![customer, record])?;
    Ok(())
}

/// Writes the profile; of a customer that was there, the newest record has the word.
fn insert_profile(tx: &Connection, said: &Said<'_>, customer: Id) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO customers VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?13, ?13)
         ON CONFLICT (id) DO UPDATE SET version = version + 1, given = excluded.given, family = excluded.family,
         email = excluded.email, phone = excluded.phone, birth_date = excluded.birth_date, street = excluded.street,
         city = excluded.city, postcode = excluded.postcode, country = excluded.country, tags = excluded.tags,
         sources = sources || ',' || excluded.sources, records = records + 1, updated_at = excluded.updated_at",
    )?
    .execute(params![
        customer,
        said.cell(2),
        said.cell(3),
        said.email,
        said.phone,
        said.cell(6),
        said.cell(7),
        said.cell(8),
        said.cell(9),
        said.cell(10),
        said.cell(11),
        said.cell(0),
        NOW
    ])?;
    Ok(())
}
