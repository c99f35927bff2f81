//! Which customers a record belongs to by its e-mail and phone: rule I1.

use std::collections::BTreeMap;

use super::{HeldBack, HeldBackReason, IdentifierKind, LinkCause, Record, RecordContent, rows};
use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    scope::Look,
};

/// A customer that a record may belong to, with its records.
pub(crate) struct Candidate {
    pub(crate) customer: CustomerId,
    pub(crate) cause: LinkCause,
    pub(crate) records: Vec<Record>,
}

/// What the identifiers of a record say.
#[derive(Default)]
pub(crate) struct Resolution {
    /// Customers that it may belong to: those that share an e-mail first, then the oldest.
    pub(crate) candidates: Vec<Candidate>,
    /// What could have joined and did not.
    pub(crate) held_back: Vec<HeldBack>,
}

/// Looks up who shares an e-mail or phone with this content, leaving out the record itself when it is stored already.
pub(crate) fn resolve(
    look: &Look<'_>,
    content: &RecordContent,
    itself: Option<RecordId>,
) -> Result<Resolution> {
    let mut out = Resolution::default();
    let mut causes: BTreeMap<CustomerId, (LinkCause, IdentifierKind)> = BTreeMap::new();
    for (kind, value, placeholder) in identifiers(content) {
        if placeholder {
            out.held_back.push(HeldBack { kind, reason: HeldBackReason::Placeholder });
            continue;
        }
        let hash = rows::identifier_hash(&look.engine.keyed, kind, &value);
        let most = look.settings.records_per_identifier_max as usize;
        let mut others = rows::bearers(look.rows, &hash, most.saturating_add(1))?;
        others.retain(|(_, record)| Some(*record) != itself);
        if others.len() >= most {
            out.held_back.push(HeldBack { kind, reason: HeldBackReason::Shared });
            continue;
        }
        for (customer, _) in others {
            causes.entry(customer).or_insert((cause_of(kind), kind));
        }
    }
    for (customer, (cause, kind)) in causes {
        let records = rows::load_records(look.rows, customer)?;
        match records.iter().find_map(|r| contradiction(content, &r.content)) {
            Some(reason) => out.held_back.push(HeldBack { kind, reason }),
            None => out.candidates.push(Candidate { customer, cause, records }),
        }
    }
    out.candidates.sort_by_key(|c| (c.cause != LinkCause::Email, c.customer));
    Ok(out)
}

/// Why two contents cannot be one person's, if so.
pub(crate) fn contradiction(a: &RecordContent, b: &RecordContent) -> Option<HeldBackReason> {
    if let (Some(a), Some(b)) = (&a.name, &b.name)
        && a.contradicts(b)
    {
        return Some(HeldBackReason::NameConflict);
    }
    match (a.real_birth_date(), b.real_birth_date()) {
        (Some(a), Some(b)) if a.contradicts(&b) => Some(HeldBackReason::BirthDateConflict),
        _ => None,
    }
}

fn cause_of(kind: IdentifierKind) -> LinkCause {
    match kind {
        IdentifierKind::Email => LinkCause::Email,
        _ => LinkCause::Phone,
    }
}

/// The e-mail and phone of a content, and whether each is a placeholder.
fn identifiers(content: &RecordContent) -> Vec<(IdentifierKind, String, bool)> {
    let email =
        content.email.as_ref().map(|e| (IdentifierKind::Email, e.as_str().to_owned(), e.is_placeholder()));
    let phone =
        content.phone.as_ref().map(|p| (IdentifierKind::Phone, p.e164().to_owned(), p.is_placeholder()));
    email.into_iter().chain(phone).collect()
}
