//! Asking for a consent, and confirming it by a token that only the bearer of the address reads (rule M4).

use minicbor::bytes::ByteArray;

use super::{
    ConsentReceipt, ConsentRequest, ConsentRequestInput, ConsentState, kind_of,
    model::ConsentEntry,
    record::{NewEntry, checked, write},
    rows,
    state::holding,
};
use crate::{
    change::Outcome,
    customer::{Booked, record_for},
    error::{Error, Result},
    id::{self, CustomerId, RecordId},
    identity::{
        IdentifierKind,
        rows::{identifier_hash, load_records},
    },
    scope::{Keyed, Tx, look::get},
    text::{Email, Phone},
    time::Timestamp,
};

/// A consent that was asked for, as it is kept.
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct RequestFact {
    #[n(1)]
    pub(crate) purpose: String,
    #[n(2)]
    pub(crate) channel: String,
    /// The keyed hash of the address, as `identity` has it.
    #[n(3)]
    pub(crate) address: ByteArray<16>,
    #[n(4)]
    pub(crate) source: String,
    #[n(5)]
    pub(crate) wording: Option<String>,
    #[n(6)]
    pub(crate) at: Timestamp,
    #[n(7)]
    pub(crate) expires: Timestamp,
}

/// Hours for which a token is good unless said otherwise, and at most: a year.
const HOURS: u32 = 72;
const HOURS_MAX: u32 = 8_784;
const MICROS_AN_HOUR: i64 = 3_600_000_000;

/// See [`Consents::request`](super::Consents::request).
pub(super) fn request(tx: &mut Tx<'_>, input: &ConsentRequestInput) -> Result<ConsentRequest> {
    let asked = NewEntry {
        purpose: &input.purpose,
        channel: &input.channel,
        state: ConsentState::Pending,
        at: None,
        source: input.source.as_deref().unwrap_or("app"),
        wording: input.wording.as_deref(),
    };
    let entry = checked(tx, &asked)?;
    let hours = input.valid_hours.unwrap_or(HOURS);
    if !(1..=HOURS_MAX).contains(&hours) {
        return Err(Error::invalid("valid_hours", format_args!("expected 1 to {HOURS_MAX}")));
    }
    let booked = record_for(tx, &input.customer)?;
    let customer_id = booked.customer.ok_or_else(Error::deleted)?;
    let address = address(tx, customer_id, &entry.channel, input.address.as_deref())?;
    let holds = holding(&tx.look(), booked.customer, &entry)?.map(|entry| entry.state);
    if holds == Some(ConsentState::Granted) {
        let outcome = Outcome::Unchanged;
        return Ok(ConsentRequest { outcome, customer_id, address: None, token: None, expires_at: None });
    }
    let token = Token::fresh(tx, booked.id);
    let expires = Timestamp::from_micros(tx.now.micros().saturating_add(i64::from(hours) * MICROS_AN_HOUR));
    let fact = RequestFact {
        purpose: entry.purpose.clone(),
        channel: entry.channel.clone(),
        address: hash_of(tx, &address).into(),
        source: entry.source.clone(),
        wording: entry.wording.clone(),
        at: tx.now,
        expires: expires.unwrap_or(Timestamp::MAX),
    };
    tx.put(rows::request_key(token.record, &token.hash(&tx.engine.keyed)), &fact)?;
    write(tx, &booked, entry, false, holds != Some(ConsentState::Pending))?;
    let (address, token, expires_at) = (Some(address.1), Some(token.shown()), Some(fact.expires));
    Ok(ConsentRequest { outcome: Outcome::Created, customer_id, address, token, expires_at })
}

/// See [`Consents::confirm`](super::Consents::confirm).
pub(super) fn confirm(tx: &mut Tx<'_>, token: &str) -> Result<ConsentReceipt> {
    let token = Token::read(token)?;
    let hash = token.hash(&tx.engine.keyed);
    // The token itself stays out of the error.
    let asked: RequestFact = get(tx.rows(), &rows::request_key(token.record, &hash))?
        .ok_or_else(|| Error::not_found("request", "with this token"))?;
    let booked = Booked::on(tx.rows(), token.record)?;
    let customer = booked.customer.ok_or_else(Error::deleted)?;
    let granted = NewEntry {
        purpose: &asked.purpose,
        channel: &asked.channel,
        state: ConsentState::Granted,
        at: None,
        source: &asked.source,
        wording: asked.wording.as_deref(),
    };
    let mut entry = checked(tx, &granted)?;
    entry.evidence = Some(format!("confirmed by the token of {}", asked.at));
    entry.confirms = Some(hash.into());
    let holds = holding(&tx.look(), booked.customer, &entry)?;
    let used = rows::entries(tx.rows(), booked.id)?.into_iter().map(|(_, entry)| entry);
    if let Some(used) = used.into_iter().find(|entry| entry.confirms == Some(hash.into())) {
        return match holds {
            Some(ConsentEntry { state: ConsentState::Granted, .. }) => {
                Ok(ConsentReceipt { outcome: Outcome::Unchanged, customer_id: booked.customer })
            }
            _ => Err(Error::consent_closed("used", used.at)),
        };
    }
    if tx.now >= asked.expires {
        return Err(Error::consent_closed("expired", asked.expires));
    }
    if let Some(no) = holds.filter(|entry| entry.state >= ConsentState::Withdrawn) {
        return Err(Error::consent_closed(no.state.as_str(), no.at));
    }
    if !addresses(tx, customer)?.iter().any(|own| hash_of(tx, own) == *asked.address) {
        return Err(Error::consent_closed("address_changed", tx.now));
    }
    write(tx, &booked, entry, false, true)
}

/// Where a token goes.
fn address(tx: &Tx<'_>, customer: CustomerId, channel: &str, said: Option<&str>) -> Result<Address> {
    let own = addresses(tx, customer)?;
    let Some(said) = said else {
        let kind = kind_of(channel).ok_or_else(|| Error::invalid("address", "needed for this channel"))?;
        let found = own.into_iter().find(|(of, _)| *of == kind);
        return found.ok_or_else(|| Error::invalid("address", "the customer has none for this channel"));
    };
    let said = match (said.parse::<Email>(), Phone::parse(said, tx.settings().country)) {
        (Ok(email), _) => (IdentifierKind::Email, email.as_str().to_owned()),
        (_, Ok(phone)) => (IdentifierKind::Phone, phone.e164().to_owned()),
        _ => return Err(Error::invalid("address", "expected an e-mail or a phone")),
    };
    if own.contains(&said) {
        Ok(said)
    } else {
        Err(Error::invalid("address", "it is none of the customer's"))
    }
}

/// An e-mail or a phone.
type Address = (IdentifierKind, String);

fn hash_of(tx: &Tx<'_>, (kind, text): &Address) -> [u8; 16] {
    identifier_hash(&tx.engine.keyed, *kind, text)
}

/// Every e-mail and phone of a customer, those of the newest record first.
fn addresses(tx: &Tx<'_>, customer: CustomerId) -> Result<Vec<Address>> {
    let mut found = Vec::new();
    for record in load_records(tx.rows(), customer)?.iter().rev() {
        let email = record.content.email.as_ref().filter(|email| !email.is_placeholder());
        let phone = record.content.phone.as_ref().filter(|phone| !phone.is_placeholder());
        found.extend(email.map(|email| (IdentifierKind::Email, email.as_str().to_owned())));
        found.extend(phone.map(|phone| (IdentifierKind::Phone, phone.e164().to_owned())));
    }
    Ok(found)
}

/// What confirms a request: the record that was asked, and 128 random bits.
struct Token {
    record: RecordId,
    secret: [u8; 16],
}

impl Token {
    fn fresh(tx: &Tx<'_>, record: RecordId) -> Self {
        let mut secret = [0; 16];
        tx.engine.ids.fill(&mut secret);
        Self { record, secret }
    }

    /// Reads a token out of a link.
    fn read(text: &str) -> Result<Self> {
        let text = text.trim().to_ascii_lowercase();
        let halves =
            text.split_at_checked(26).map(|(record, secret)| (id::from_text(record), id::from_text(secret)));
        match halves {
            Some((Some(record), Some(secret))) => Ok(Self { record: RecordId::from_bytes(record), secret }),
            _ => Err(Error::invalid("token", "expected 52 letters and digits")),
        }
    }

    /// What it is looked up by.
    fn hash(&self, keyed: &Keyed) -> [u8; 16] {
        keyed.hash("consent_token", &[&id::to_text(self.secret)])
    }

    fn shown(&self) -> String {
        id::to_text(*self.record.as_bytes()) + &id::to_text(self.secret)
    }
}
