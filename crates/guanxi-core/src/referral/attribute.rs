use super::{
    Referral, ReferralInput,
    code::Code,
    rows::{self, CodeOf, ReferralFact},
    settle, view,
};
use crate::{
    change::{ChangeKind, Subject},
    customer::{Booked, record_for},
    error::{Error, Result},
    id::CustomerId,
    identity,
    order::metrics::StoredMetrics,
    scope::{Tx, look::get},
};

/// See [`Referrals::attribute`](super::Referrals::attribute).
pub(super) fn attribute(tx: &mut Tx<'_>, input: &ReferralInput) -> Result<Referral> {
    let code = Code::read(&input.code)?;
    let at = input.at.unwrap_or(tx.now);
    if at > tx.now {
        return Err(Error::invalid("at", "it lies ahead of the clock"));
    }
    // The code itself stays out of the error.
    let CodeOf { record: referrer, program } = get(tx.rows(), &code.hash(&tx.engine.keyed))?
        .ok_or_else(|| Error::not_found("referral", "with this code"))?;
    let by = Booked::on(tx.rows(), referrer)?.customer.ok_or_else(Error::deleted)?;
    let booked = record_for(tx, &input.customer)?;
    let friend = booked.customer.ok_or_else(Error::deleted)?;
    let refuse = |reason: &str| Err(Error::referral_refuses(&program, reason));
    for record in identity::rows::records_of(tx.rows(), friend)? {
        if let Some(known) = rows::referral(tx.rows(), record)? {
            let same =
                known.program == program && identity::rows::owner(tx.rows(), known.referrer)? == Some(by);
            return match same {
                true => view::show(&tx.look(), &known, None, tx.now),
                false => refuse("the customer came with another code before"),
            };
        }
    }
    if friend == by {
        return refuse("it is the customer's own code");
    }
    let first = get::<StoredMetrics>(tx.rows(), friend.as_bytes())?.and_then(|metrics| metrics.first_at);
    if first.is_some_and(|first| first < at) {
        return refuse("the customer bought before");
    }
    let version = rows::named(tx.rows(), Some(&program))?.version;
    rows::append(
        tx,
        booked.id,
        &ReferralFact::Attributed { at, recorded: tx.now, program, version, referrer },
    )?;
    tx.put_key(&rows::REFERRED, rows::referred_key(referrer, booked.id))?;
    tx.changed(ChangeKind::ReferralChanged, Some(friend), Some(subject(by)));
    if first.is_some() {
        settle::by_orders_of(tx, friend)?;
    }
    let known = rows::referral(tx.rows(), booked.id)?;
    let known = known.ok_or_else(|| Error::internal("a referral that was written is known"))?;
    view::show(&tx.look(), &known, None, tx.now)
}

/// The customer whom a change is about beside the friend.
pub(super) fn subject(referrer: CustomerId) -> Subject {
    Subject { prefix: CustomerId::PREFIX, bytes: *referrer.as_bytes() }
}
