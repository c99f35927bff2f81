//! A file of order lines taken in.

use std::path::Path;

use anyhow::{Context, Result};
use csv::StringRecord;
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    customers::NOW,
    shop::{Feed, Id, Ids, digest, prepare},
};
use crate::measure::{Figures, Meter, disk_mb};

/// Rows that are committed at once: as many as guanxi's import does.
const BATCH: usize = 20_000;

pub(super) fn take_in(mut connection: Connection, file: &Path, store: &Path) -> Result<Figures> {
    let meter = Meter::start();
    prepare(&connection)?;
    let mut rows = csv::Reader::from_path(file)?.into_records().peekable();
    let mut ids = (Ids::new(3), Ids::new(4));
    let mut created = 0;
    while rows.peek().is_some() {
        let tx = connection.transaction()?;
        let (mut feed, mut taken) = (Feed::default(), 0);
        while taken < BATCH
            && let Some(first) = rows.next()
        {
            let mut order = vec![first?];
            while let Some(next) = rows.next_if(|row| row.as_ref().is_ok_and(|row| row[0] == order[0][0])) {
                order.push(next?);
            }
            taken += order.len();
            created += u64::from(record(&tx, &order, &mut ids, &mut feed)?);
        }
        feed.flush(&tx)?;
        tx.commit()?;
    }
    let mut figures = meter.figures()?;
    figures.insert("created".into(), created as f64);
    connection.close().map_err(|(_, e)| e)?;
    figures.insert("disk".into(), disk_mb(store)?);
    Ok(figures)
}

/// Writes an order; says whether it is new.
fn record(tx: &Connection, lines: &[StringRecord], ids: &mut (Ids, Ids), feed: &mut Feed) -> Result<bool> {
    let first = &lines[0];
    let known: Option<Id> = tx
        .prepare_cached("SELECT order_id FROM order_keys WHERE source = ?1 AND external_id = ?2")?
        .query_row([&first[1], &first[0]], |row| row.get(0))
        .optional()?;
    if known.is_some() {
        return Ok(false);
    }
    let (record, customer) = customer(tx, &first[1], &first[2], &mut ids.1)?;
    let (order, placed_at) = (ids.0.next(), micros(&first[3]).context("an instant does not read")?);
    let mut sum = 0;
    for (number, line) in lines.iter().enumerate() {
        let (quantity, price) = (line[5].parse::<i64>()?, cents(&line[6]).context("a price does not read")?);
        sum += quantity * price;
        tx.prepare_cached("INSERT INTO order_lines VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(params![
            order,
            number as i64,
            &line[4],
            quantity,
            price,
            quantity * price
        ])?;
    }
    let cells: Vec<_> = lines.iter().flatten().collect();
    tx.prepare_cached("INSERT INTO orders VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)")?.execute(
        params![order, &first[1], &first[0], record, placed_at, &first[7], sum, digest(&cells), NOW],
    )?;
    tx.prepare_cached("INSERT INTO order_keys VALUES (?1, ?2, ?3)")?
        .execute(params![&first[1], &first[0], order])?;
    tx.prepare_cached("INSERT INTO record_orders VALUES (?1, ?2, ?3)")?
        .execute(params![record, placed_at, order])?;
    tx.prepare_cached(
        "INSERT INTO customer_metrics VALUES (?1, 1, ?2, 0, ?3, ?3) ON CONFLICT (customer) DO UPDATE SET
         orders = orders + 1, gross = gross + excluded.gross, first_at = min(first_at, excluded.first_at),
         last_at = max(last_at, excluded.last_at)",
    )?
    .execute(params![customer, sum, placed_at])?;
    feed.add(tx, &customer, &order)?;
    Ok(true)
}

/// The record and the customer that an order is of; both are made when they are not there.
fn customer(tx: &Connection, source: &str, external_id: &str, ids: &mut Ids) -> Result<(Id, Id)> {
    let known = tx
        .prepare_cached(
            "SELECT k.record, f.customer FROM record_keys k JOIN record_facts f ON f.record = k.record AND f.seq = 0
             WHERE k.source = ?1 AND k.external_id = ?2",
        )?
        .query_row([source, external_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    let (record, customer) = (ids.next(), ids.next());
    tx.prepare_cached("INSERT INTO record_facts VALUES (?1, 0, ?2, ?3, ?4, 0, NULL, ?5, ?5)")?
        .execute(params![record, source, external_id, customer, NOW])?;
    tx.prepare_cached("INSERT INTO record_keys VALUES (?1, ?2, ?3)")?.execute(params![
        source,
        external_id,
        record
    ])?;
    tx.prepare_cached("INSERT INTO customer_records VALUES (?1, ?2)")?.execute(params![customer, record])?;
    tx.prepare_cached(
        "INSERT INTO customers (id, version, sources, records, created_at) VALUES (?1, 1, ?2, 1, ?3)",
    )?
    .execute(params![customer, source, NOW])?;
    Ok((record, customer))
}

/// An amount in hundredths.
fn cents(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.')?;
    Some(whole.parse::<i64>().ok()? * 100 + part.parse::<i64>().ok()?)
}

/// Microseconds since 1970 of an instant in UTC (civil date to days: Hinnant).
fn micros(text: &str) -> Option<i64> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let seconds = days * 86_400 + part(11, 13)? * 3_600 + part(14, 16)? * 60 + part(17, 19)?;
    Some(seconds * 1_000_000)
}
