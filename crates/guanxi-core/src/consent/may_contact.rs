//! Whether a customer may be contacted: one definition, for the call and for segments (rule M1, as far as it is about law).

use super::{
    Consent, ConsentState, ContactDecision, ContactQuery, ContactReason, EVERY_CHANNEL,
    request::RequestFact,
    restriction,
    rows::{GATE_OF_CUSTOMER, SuppressedSince},
    state,
};
use crate::{
    customer::{Customer, must_resolve},
    error::{Error, Result},
    id::RecordId,
    identity::{
        IdentifierKind,
        rows::{CUSTOMER_RECORDS, identifier_hash, records_of},
    },
    scope::{
        Keyed, Look,
        look::{all, get},
    },
    settings::LegalBasis,
    storage::Want,
    text::checked_text,
    time::Timestamp,
};

/// The kind of address that a channel reaches; none for channels whose addresses the profile does not hold.
pub(crate) fn kind_of(channel: &str) -> Option<IdentifierKind> {
    match channel.to_lowercase().as_str() {
        "email" => Some(IdentifierKind::Email),
        "sms" | "phone" | "whatsapp" => Some(IdentifierKind::Phone),
        _ => None,
    }
}

/// What decides whether a customer may be contacted for a purpose by a channel.
pub(crate) struct Grounds<'a> {
    pub(crate) basis: LegalBasis,
    /// Since when processing is restricted.
    pub(crate) restricted: Option<Timestamp>,
    pub(crate) address: Place<'a>,
    /// Since when the address is suppressed.
    pub(crate) suppressed: Option<Timestamp>,
    /// When a message last came back for good.
    pub(crate) bounced: Option<Timestamp>,
    /// What was said of the purpose and channel.
    pub(crate) said: Option<&'a Consent>,
}

impl Grounds<'_> {
    /// What decides, and since when.
    pub(crate) fn decide(&self) -> (ContactReason, Option<Timestamp>) {
        if self.restricted.is_some() {
            return (ContactReason::Restricted, self.restricted);
        }
        if self.address == Place::Missing {
            return (ContactReason::NoAddress, None);
        }
        // A suppressed address is reached only under a consent that came later.
        let granted = self.said.filter(|said| said.state == ConsentState::Granted);
        let suppressed = self.suppressed.filter(|since| granted.is_none_or(|said| said.at <= *since));
        if suppressed.is_some() {
            return (ContactReason::Suppressed, suppressed);
        }
        if self.bounced.is_some() {
            return (ContactReason::Bounced, self.bounced);
        }
        match self.basis {
            LegalBasis::Contract | LegalBasis::LegalObligation => (ContactReason::LegalBasis, None),
            LegalBasis::LegitimateInterest if self.said.is_none() => (ContactReason::LegalBasis, None),
            LegalBasis::LegitimateInterest | LegalBasis::Consent => self.of_consent(),
        }
    }

    fn of_consent(&self) -> (ContactReason, Option<Timestamp>) {
        let Some(said) = self.said else { return (ContactReason::NoConsent, None) };
        let reason = match said.state {
            ConsentState::Granted => ContactReason::ConsentGranted,
            ConsentState::Pending => ContactReason::Pending,
            ConsentState::Withdrawn => ContactReason::Withdrawn,
            ConsentState::Objected => ContactReason::Objected,
        };
        (reason, Some(said.at))
    }
}

/// Where a channel reaches a customer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// At an address of the profile.
    At(IdentifierKind, &'a str),
    /// Nowhere: the profile has none.
    Missing,
    /// At an address that the profile does not hold.
    Elsewhere,
}

impl<'a> Place<'a> {
    /// Where a channel reaches a customer.
    pub(crate) fn of(customer: &'a Customer, channel: &str) -> Self {
        let email = customer.email.as_ref().filter(|email| !email.is_placeholder());
        let phone = customer.phone.as_ref().filter(|phone| !phone.is_placeholder());
        let address = match kind_of(channel) {
            None => return Self::Elsewhere,
            Some(IdentifierKind::Email) => email.map(|email| email.as_str()),
            Some(_) => phone.map(|phone| phone.e164()),
        };
        kind_of(channel).zip(address).map_or(Self::Missing, |(kind, text)| Self::At(kind, text))
    }

    /// The hash that it is suppressed by.
    pub(crate) fn hash(self, keyed: &Keyed) -> Option<[u8; 16]> {
        match self {
            Self::At(kind, text) => Some(identifier_hash(keyed, kind, text)),
            Self::Missing | Self::Elsewhere => None,
        }
    }
}

/// What was said for a purpose by a channel, else for it by every channel; letter case does not matter. Where it was said
/// in several spellings the more restrictive.
pub(crate) fn said_for<'a>(consents: &'a [Consent], purpose: &str, channel: &str) -> Option<&'a Consent> {
    let of = consents.iter().filter(|said| said.purpose.eq_ignore_ascii_case(purpose));
    let own = |said: &&Consent| said.channel.eq_ignore_ascii_case(channel);
    // What was said of every channel is part of what holds for one that was spoken of.
    let every = of.clone().filter(|said| {
        said.channel == EVERY_CHANNEL && !of.clone().any(|other| other.purpose == said.purpose && own(&other))
    });
    of.clone().filter(own).chain(every).max_by_key(|said| (said.state, said.at))
}

/// See [`Consents::may_contact`](super::Consents::may_contact).
pub(super) fn may_contact(look: &Look<'_>, query: &ContactQuery) -> Result<ContactDecision> {
    let purpose = checked_text("purpose", &query.purpose)?;
    let channel = checked_text("channel", &query.channel)?;
    if channel == EVERY_CHANNEL {
        return Err(Error::invalid("channel", "expected one channel"));
    }
    let customer = must_resolve(look, &query.customer)?;
    let until = query.at.unwrap_or(Timestamp::MAX);
    look.rows.want(&[Want::new(&CUSTOMER_RECORDS, *customer.id.as_bytes()).then(&GATE_OF_CUSTOMER)])?;
    let records = records_of(look.rows, customer.id)?;
    let consents = state::of_customer(look, customer.id, until)?;
    let address = Place::of(&customer, &channel);
    let grounds = Grounds {
        basis: look.settings.basis_of(&purpose),
        restricted: restriction::of_records(look.rows, &records, until)?.map(|(since, _)| since),
        address,
        suppressed: suppressed(look, address)?.filter(|since| *since <= until),
        bounced: look.engine.deliveries.bounced(look, &records, &channel, until)?,
        said: said_for(&consents, &purpose, &channel),
    };
    let (mut reason, since) = grounds.decide();
    if reason == ContactReason::Pending && is_expired(look, &records, [&purpose, &channel], query.at)? {
        reason = ContactReason::Expired;
    }
    Ok(ContactDecision {
        allowed: reason.allows(),
        reason,
        basis: grounds.basis,
        customer_id: customer.id,
        address: if let Place::At(kind, _) = address { Some(kind) } else { None },
        since,
        consent: grounds.said.cloned(),
    })
}

fn suppressed(look: &Look<'_>, address: Place<'_>) -> Result<Option<Timestamp>> {
    let Some(hash) = address.hash(&look.engine.keyed) else { return Ok(None) };
    Ok(get::<SuppressedSince>(look.rows, &hash)?.map(|since| since.0))
}

/// Whether every token that could still confirm a pending consent has run out; not where it was entered without one.
fn is_expired(
    look: &Look<'_>,
    records: &[RecordId],
    [purpose, channel]: [&str; 2],
    at: Option<Timestamp>,
) -> Result<bool> {
    let at = at.unwrap_or_else(|| look.engine.clock.now());
    let mut open_until = None;
    for record in records {
        for (_, asked) in all::<RequestFact>(look.rows, record.as_bytes())? {
            let same =
                asked.purpose.eq_ignore_ascii_case(purpose) && asked.channel.eq_ignore_ascii_case(channel);
            if same && asked.at <= at {
                open_until = open_until.max(Some(asked.expires));
            }
        }
    }
    Ok(open_until.is_some_and(|until| until <= at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros).unwrap()
    }

    fn said(state: ConsentState) -> Consent {
        let text = |t: &str| t.to_owned();
        let (purpose, channel, source) = (text("p"), text("email"), text("s"));
        Consent { purpose, channel, state, at: at(10), source, wording: None, evidence: None }
    }

    /// Reached by e-mail, and nothing was said.
    fn grounds(basis: LegalBasis) -> Grounds<'static> {
        let address = Place::At(IdentifierKind::Email, "mei@qq.com");
        Grounds { basis, restricted: None, address, suppressed: None, bounced: None, said: None }
    }

    #[test]
    fn what_was_said_counts_as_the_basis_has_it() {
        use ContactReason as Why;
        use LegalBasis::{Consent, Contract, LegalObligation, LegitimateInterest};
        let words =
            [ConsentState::Granted, ConsentState::Pending, ConsentState::Withdrawn, ConsentState::Objected]
                .map(said);
        let of = |basis| {
            let reason = |said| Grounds { said, ..grounds(basis) }.decide().0;
            words.iter().map(Some).chain([None]).map(reason).collect::<Vec<_>>()
        };
        let spoken = [Why::ConsentGranted, Why::Pending, Why::Withdrawn, Why::Objected];
        assert_eq!(of(Consent), [&spoken[..], &[Why::NoConsent]].concat());
        assert_eq!(of(LegitimateInterest), [&spoken[..], &[Why::LegalBasis]].concat());
        assert_eq!([of(Contract), of(LegalObligation)], [[Why::LegalBasis; 5]; 2]);
    }

    #[test]
    fn an_address_comes_first_whatever_the_basis() {
        let yes = said(ConsentState::Granted);
        for basis in [LegalBasis::Consent, LegalBasis::Contract, LegalBasis::LegitimateInterest] {
            let all = Grounds {
                restricted: Some(at(5)),
                address: Place::Missing,
                suppressed: Some(at(10)),
                bounced: Some(at(20)),
                said: Some(&yes),
                ..grounds(basis)
            };
            assert_eq!(all.decide(), (ContactReason::Restricted, Some(at(5))));
            let all = Grounds { restricted: None, ..all };
            assert_eq!(all.decide(), (ContactReason::NoAddress, None));
            let there = Grounds { address: grounds(basis).address, ..all };
            assert_eq!(there.decide(), (ContactReason::Suppressed, Some(at(10))));
            // A consent of a later instant outweighs it, and no bounce.
            let later = Grounds { suppressed: Some(at(9)), ..there };
            assert_eq!(later.decide(), (ContactReason::Bounced, Some(at(20))));
            assert!(Grounds { bounced: None, ..later }.decide().0.allows());
        }
    }

    #[test]
    fn of_several_spellings_the_more_restrictive_counts() {
        let spelt = |purpose: &str, state| Consent { purpose: purpose.to_owned(), ..said(state) };
        let said = [spelt("P", ConsentState::Withdrawn), spelt("p", ConsentState::Granted)];
        for said in [[said[0].clone(), said[1].clone()], [said[1].clone(), said[0].clone()]] {
            assert_eq!(said_for(&said, "p", "EMAIL").map(|s| s.state), Some(ConsentState::Withdrawn));
        }
        assert_eq!(said_for(&said, "p", "sms"), None);
        assert_eq!(said_for(&said, "q", "email"), None);
    }

    #[test]
    fn a_no_to_every_channel_counts_where_nothing_else_was_said() {
        let every = Consent { channel: EVERY_CHANNEL.to_owned(), ..said(ConsentState::Objected) };
        let said = [every, said(ConsentState::Granted)];
        assert_eq!(said_for(&said, "p", "sms").map(|s| s.state), Some(ConsentState::Objected));
        assert_eq!(said_for(&said, "p", "email").map(|s| s.state), Some(ConsentState::Granted));
    }
}
