//! What an object says, written through the areas below.

use std::collections::BTreeMap;

use super::{
    Fault,
    fact::{Amount, Fact, Person, Refunded, Said, Taken, Units},
    fields::minor_units,
};
use crate::{
    change::Outcome,
    consent::{self, MARKETING, NewEntry},
    customer::{self, CustomerInput, CustomerRef, Reading},
    error::{Error, ErrorKind, Result},
    event::{self, EventInput},
    id::{CustomerId, RecordId},
    identity::{self, HeldBack},
    money::Money,
    order::{self, OrderInput, OrderRef, RefundLine},
    scope::{Ahead, Tx},
    storage::Want,
};

/// What writing an object did.
#[derive(Default)]
pub(super) struct Done {
    /// What became of each thing, by its kind.
    pub(super) outcomes: Vec<(&'static str, Outcome)>,
    pub(super) consents: u64,
    pub(super) customers_created: u64,
    pub(super) merged: u64,
    pub(super) held_back: Vec<HeldBack>,
    pub(super) unreadable: Vec<String>,
    /// Of whom it says something new.
    pub(super) customers: Vec<CustomerId>,
    /// Parts that were refused.
    pub(super) refused: Vec<Fault>,
}

impl Done {
    /// Adds what another object of the same envelope did.
    pub(super) fn add(&mut self, other: Self) {
        self.outcomes.extend(other.outcomes);
        self.consents += other.consents;
        self.customers_created += other.customers_created;
        self.merged += other.merged;
        self.held_back.extend(other.held_back);
        self.unreadable.extend(other.unreadable);
        self.customers.extend(other.customers);
        self.refused.extend(other.refused);
    }
}

/// Writes what an object says. What is refused leaves nothing behind.
pub(super) fn write(tx: &mut Tx<'_>, path: &str, taken: &Taken) -> Result<Done> {
    let mut done = Done { unreadable: taken.unreadable.clone(), ..Done::default() };
    for fact in &taken.facts {
        let written = match fact {
            Fact::Customer(person) => describe(tx, person, &mut done),
            Fact::Order { order, buyer, refunds } => ordered(tx, order, buyer.as_deref(), refunds, &mut done),
            Fact::Refund(refund) => refunded(tx, refund, &mut done),
            Fact::Event { event, who, order } => {
                happened(tx, event, who.as_deref(), order.as_deref(), &mut done)
            }
        };
        refuse(path, written, &mut done)?;
    }
    Ok(done)
}

/// Notes what was refused, and goes on.
fn refuse(path: &str, written: Result<()>, done: &mut Done) -> Result<()> {
    match written {
        Err(e) if is_the_objects_fault(&e) => {
            done.refused.push(Fault::of(path, &e));
            Ok(())
        }
        other => other,
    }
}

fn is_the_objects_fault(err: &Error) -> bool {
    matches!(err.kind(), ErrorKind::Invalid | ErrorKind::NotFound | ErrorKind::Refused)
        || err.code() == "key_reused"
}

/// Takes a person in that an object is all about.
fn describe(tx: &mut Tx<'_>, person: &Person, done: &mut Done) -> Result<()> {
    match upsert(tx, &person.input, done) {
        Ok((record, outcome)) => {
            done.outcomes.push(("customer", outcome));
            consents(tx, person, record, done)
        }
        // Who was deleted stays so until the source says something new.
        Err(e) if e.code() == "deleted" => {
            done.outcomes.push(("customer", Outcome::Unchanged));
            Ok(())
        }
        Err(e) => Err(e),
    }
}

fn upsert(tx: &mut Tx<'_>, input: &CustomerInput, done: &mut Done) -> Result<(RecordId, Outcome)> {
    let receipt = customer::upsert(tx, input, Reading::Lenient)?;
    done.customers_created += u64::from(receipt.customer_created);
    done.merged += receipt.merged.len() as u64;
    done.unreadable.extend(receipt.issues.into_iter().map(|issue| issue.field));
    if receipt.outcome != Outcome::Unchanged {
        done.customers.push(receipt.customer.id);
        done.held_back.extend(receipt.held_back);
    }
    Ok((receipt.record_id, receipt.outcome))
}

/// The record of a person that something else speaks of: described where nothing is known of it, or what is known is
/// older; never where its customer was erased. Nobody's, where only a placeholder stands for it.
fn spoken_of(tx: &mut Tx<'_>, person: &Person, done: &mut Done) -> Result<Option<RecordId>> {
    let input = &person.input;
    let source = input.source.clone().unwrap_or_default();
    let key = match &input.external_id {
        Some(id) => identity::rows::external_hash(&tx.engine.keyed, source.trim(), id.trim()),
        None => match customer::contact_key(tx, &source, input) {
            Ok(key) => key,
            Err(_) => return Ok(None),
        },
    };
    let known = identity::rows::find_record(tx.rows(), &key)?;
    let known = known.map(|id| identity::rows::must_load(tx.rows(), id)).transpose()?;
    if let Some(record) = &known {
        let newer = input.updated_at.is_some_and(|at| at > record.effective);
        if record.erased {
            return Ok(Some(record.id));
        }
        if !record.content.is_bare() && !newer {
            consents(tx, person, record.id, done)?;
            return Ok(Some(record.id));
        }
    }
    let (record, outcome) = match upsert(tx, input, done) {
        Err(e) if e.code() == "deleted" => return Ok(known.map(|record| record.id)),
        other => other?,
    };
    if outcome != Outcome::Unchanged {
        done.outcomes.push(("customer", outcome));
    }
    consents(tx, person, record, done)?;
    Ok(Some(record))
}

/// Books what was said of consents. Without a time of its own, what the source said before says nothing new.
fn consents(tx: &mut Tx<'_>, person: &Person, record: RecordId, done: &mut Done) -> Result<()> {
    let source = person.input.source.clone().unwrap_or_default();
    for Said { channel, state, at } in &person.consents {
        let said = consent::last_said(tx, record, &source, MARKETING, channel)?;
        if at.is_none() && said == Some(*state) {
            continue;
        }
        let at = at.or(person.input.updated_at);
        let entry =
            NewEntry { purpose: MARKETING, channel, state: *state, at, source: &source, wording: None };
        let receipt = consent::record_on(tx, record, entry)?;
        done.consents += u64::from(receipt.outcome == Outcome::Created);
    }
    Ok(())
}

/// Takes an order in, with whose it is and what of it was paid back.
fn ordered(
    tx: &mut Tx<'_>,
    input: &OrderInput,
    buyer: Option<&Person>,
    refunds: &[Refunded],
    done: &mut Done,
) -> Result<()> {
    order::check(tx, input)?;
    let record = match (order::record_if_erased(tx, input)?, buyer) {
        (Some(record), _) => Some(record),
        (None, Some(buyer)) => spoken_of(tx, buyer, done)?,
        (None, None) => None,
    };
    let (outcome, _) = order::write(tx, input, record)?;
    done.outcomes.push(("order", outcome));
    for refund in refunds {
        let written = refunded(tx, refund, done);
        refuse(&refund.path, written, done)?;
    }
    Ok(())
}

/// Takes a refund in. It is known by its name: whether it came inside its order or alone, it is one.
fn refunded(tx: &mut Tx<'_>, refund: &Refunded, done: &mut Done) -> Result<()> {
    let mut input = refund.input.clone();
    let known = match order::load(&tx.look(), &input.order) {
        Err(e) if e.code() == "not_found" => None,
        order => Some(order?),
    };
    input.amount = amount(tx, refund, known.as_ref())?;
    let came =
        known.as_ref().and_then(|order| order.refunds.iter().find(|r| r.external_id == input.external_id));
    if let Some(came) = came {
        let same = input
            .amount
            .is_none_or(|amount| (amount.minor(), amount.currency()) == (came.amount, came.currency));
        if !same {
            return Err(Error::key_reused("the refund's external id"));
        }
        done.outcomes.push(("refund", Outcome::Unchanged));
        return Ok(());
    }
    let content = known.and_then(|order| order.content);
    if let Some(content) = &content {
        input.lines.extend(lines(&refund.units, content));
        let erased =
            content.record.map(|record| identity::rows::without_content(tx.rows(), record)).transpose()?;
        if erased.is_some_and(|record| record.erased) {
            (input.reason, input.extra) = (None, BTreeMap::new());
        }
    }
    order::refund_counted(tx, &input)?;
    done.outcomes.push(("refund", Outcome::Created));
    Ok(())
}

/// How much goes back. A refund without a currency is in its order's, else in the shop's.
fn amount(tx: &Tx<'_>, refund: &Refunded, known: Option<&order::Folded>) -> Result<Option<Money>> {
    let currency = known.and_then(|order| order.content.as_ref()).map(|content| content.currency);
    let missing = || {
        Error::invalid("currency", "its order is not known yet, which says the currency; take the order in")
    };
    let currency = || currency.or(tx.settings().currency).ok_or_else(missing);
    let minor = match &refund.amount {
        Amount::Known => return Ok(refund.input.amount),
        Amount::Minor(minor) => Some(*minor),
        Amount::Decimal(text) => minor_units(text.trim(), i32::from(currency()?.exponent())),
    };
    let minor = minor.ok_or_else(|| Error::money("expected a decimal amount that its currency can hold"))?;
    // Some platforms have what was paid back below 0.
    Money::new(minor.saturating_abs(), currency()?).map(Some)
}

/// The lines of an order that came back, by articles that stand on one line only.
fn lines(units: &[Units], content: &order::OrderContent) -> Vec<RefundLine> {
    let line_of = |sku: &str| {
        let mut at = content.lines.iter().enumerate().filter(|(_, line)| line.sku.as_deref() == Some(sku));
        at.next().filter(|_| at.next().is_none()).and_then(|(at, _)| u32::try_from(at).ok())
    };
    let found = units
        .iter()
        .filter_map(|unit| Some(RefundLine { line: line_of(&unit.sku)?, quantity: unit.quantity }));
    found.collect()
}

/// Takes an event in.
fn happened(
    tx: &mut Tx<'_>,
    event: &EventInput,
    who: Option<&Person>,
    order: Option<&str>,
    done: &mut Done,
) -> Result<()> {
    let nobody = || Error::not_found("customer", "a placeholder");
    let mut event = event.clone();
    let record = match (who, order) {
        (Some(person), _) => Some(spoken_of(tx, person, done)?.ok_or_else(nobody)?),
        (None, Some(id)) => {
            let source = event.source.clone().unwrap_or_default();
            let order = order::load(&tx.look(), &OrderRef::External { source, external_id: id.to_owned() })?;
            let record = order.content.and_then(|content| content.record);
            Some(record.ok_or_else(|| Error::not_found("the customer of the order", id))?)
        }
        (None, None) => None,
    };
    if let Some(record) = record {
        let owner = identity::rows::owner(tx.rows(), record)?.ok_or_else(Error::deleted)?;
        event.customer = CustomerRef::Id(owner);
    }
    let receipt = event::record(tx, &event)?;
    done.outcomes.push(("event", receipt.outcome));
    Ok(())
}

/// What writing an object will read.
pub(super) fn wants(ahead: &Ahead<'_>, taken: &Taken) -> Vec<Want> {
    let person = |person: &Person| customer::ahead::of_upsert(ahead, &person.input, Reading::Lenient);
    let of = |fact: &Fact| match fact {
        Fact::Customer(who) => person(who),
        Fact::Order { order, buyer, .. } => {
            let mut wants = order::ahead::of_record(ahead, order);
            wants.extend(buyer.iter().flat_map(|who| person(who)));
            wants
        }
        Fact::Refund(refund) => order::ahead::of_order(ahead, &refund.input.order),
        Fact::Event { who, .. } => who.iter().flat_map(|who| person(who)).collect(),
    };
    taken.facts.iter().flat_map(of).collect()
}
