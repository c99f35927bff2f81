//! Who somebody may be that is not stored yet.

use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use guanxi::{Crm, CustomerInput};
use guanxi_core::progress::CancelToken;

use crate::{
    bare::Picks,
    generate::Person,
    measure::{Figures, Meter, memory_mb},
};

/// People that are asked for.
const ASKED: usize = 2_000;

/// Learns from all records.
pub(super) fn train(crm: &Crm) -> Result<Figures> {
    let meter = Meter::start();
    crm.duplicates().train(None, CancelToken::new())?;
    meter.figures()
}

/// Asks for people, of whom so many were taken in, as if they signed up anew: the first call reads all
/// records, those after it read what changed since.
pub(super) fn find_new(crm: &Crm, rows: u64) -> Result<Figures> {
    let duplicates = crm.duplicates();
    let (mut seconds, mut found) = (Vec::new(), 0);
    for person in Picks::new(rows).iter().map(Person::new).take(ASKED) {
        let input = CustomerInput::new()
            .given_name(person.given)
            .family_name(person.family)
            .email(person.email)
            .phone(person.phone);
        let began = Instant::now();
        found += usize::from(!duplicates.find_new(input)?.is_empty());
        seconds.push(began.elapsed().as_secs_f64());
    }
    ensure!(found > ASKED * 9 / 10, "of {ASKED} people {found} were found");
    let (first, next) = seconds.split_first_mut().context("nobody was asked for")?;
    next.sort_by(f64::total_cmp);
    let at = |percent: usize| next[(next.len() - 1) * percent / 100] * 1e6;
    let figures = [("first", *first), ("p50", at(50)), ("p99", at(99)), ("memory", memory_mb("VmHWM")?)];
    Ok(figures.map(|(name, value)| (name.to_owned(), value)).into())
}
