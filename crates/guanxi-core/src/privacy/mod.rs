//! Privacy: what is known of a person, handed out or destroyed.
//!
//! An *erasure* destroys what is kept of a customer, all its records, in every area, and takes out of what must be kept (the
//! books) all that says who it was; a *receipt* tells, without personal data, what was destroyed and what was kept and
//! why. A *dossier* is all that is known of a customer, as it came and what was made of it. Both walk the one list of
//! areas. An address can be *suppressed*: a keyed hash of it is kept, and marketing does not reach it until its bearer
//! agrees anew.
//!
//! What is kept has an end: the shop's *rules of retention* (a setting) say for how long, `advance` destroys what is past
//! its time, and a *run* tells what that was. What the law orders kept is kept; who is restricted is not touched.
//!
//! A person can have processing *restricted*, and can *object* to a purpose: both stop what is sent (`consents.may_contact`).
//!
//! Invariants: sums, the ledger and every proof hold after an erasure; the id of an erased customer is refused with
//! `erased` for ever and is nobody's; erasing again changes nothing; somebody who comes with the same e-mail later is
//! somebody new.
//!
//! Running example: Li Wei asks to be forgotten. The name, two addresses and forty events go; four orders stay as amounts
//! and lines under a record that says nothing, since the law of taxes orders it.

mod erase;
mod export;
mod model;
mod page;
mod retention;
pub(crate) mod rows;

use guanxi_macros::ops;

pub use self::model::{
    CustomerDossier, ErasedArea, ErasurePage, ErasureReason, ErasureReceipt, RetentionCount, RetentionReport,
    RetentionRun, RetentionRunPage,
};
use self::rows::ErasureFact;
pub use crate::scope::{DossierSection, KeptReason};
use crate::{
    change::{ChangeKind, Outcome},
    consent::{
        self, ConsentReceipt, ObjectionInput, RestrictionReason, RestrictionReceipt, rows::SuppressedSince,
    },
    customer::{CustomerRef, ahead::of_ref},
    error::{Error, Result},
    id::CustomerId,
    identity::{IdentifierKind, rows::identifier_hash},
    page::{Cursor, PageRequest},
    scope::{
        Ahead, Scope,
        look::{bad_key, get, scan},
    },
    storage::{Flow, KeyRange},
    text::{Email, Phone},
    time::Timestamp,
};

/// What is known of a person, handed out or destroyed.
#[derive(Clone)]
pub struct Privacy {
    pub(crate) scope: Scope,
}

/// Tells cursors of erasures from others.
const CURSOR: &str = "erasures";
/// Tells cursors of runs of retention from others.
const RUNS_CURSOR: &str = "retention";

#[ops]
impl Privacy {
    /// Destroys what is kept of a customer, also of one that was deleted, by its id. What the law orders kept (amounts,
    /// lines and dates of orders, entries of the ledger of points) stays, tied to records that say nothing any more. With
    /// `suppress`, keyed hashes of its e-mails and phones are kept, so that marketing does not reach them when they come in
    /// again with an old list. Erasing again gives the receipt of the first time. It cannot be undone; what lies in
    /// backups, and old bytes in the store's own files until `compact`, are not touched.
    ///
    /// # Errors
    /// `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
    pub fn erase(
        &self,
        customer: CustomerRef,
        reason: ErasureReason,
        suppress: Option<bool>,
    ) -> Result<ErasureReceipt> {
        let suppress = suppress.unwrap_or(false);
        self.scope.write("privacy.erase", |tx| erase::erase(tx, &customer, reason, suppress))
    }

    /// Restricts processing of what is known of a customer, also of one that was deleted, by its id (GDPR article 18): it is
    /// kept, nobody is contacted for any purpose, and no segment reaches it. Taking facts in goes on. Every record of the customer is
    /// restricted, so it stays so when records are taken apart, and a customer one of whose records is restricted is. For
    /// the same reason again it changes nothing.
    ///
    /// # Errors
    /// `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`; `erased`.
    pub fn restrict(&self, customer: CustomerRef, reason: RestrictionReason) -> Result<RestrictionReceipt> {
        let wants = |ahead: &Ahead<'_>| of_ref(ahead, &customer);
        self.scope.write_ahead("privacy.restrict", wants, |tx| consent::restrict(tx, &customer, Some(reason)))
    }

    /// Lifts the restriction of a customer, with all its records. The person must be told before (GDPR article 18(3)).
    ///
    /// # Errors
    /// As [`restrict`](Self::restrict).
    pub fn unrestrict(&self, customer: CustomerRef) -> Result<RestrictionReceipt> {
        let wants = |ahead: &Ahead<'_>| of_ref(ahead, &customer);
        self.scope.write_ahead("privacy.unrestrict", wants, |tx| consent::restrict(tx, &customer, None))
    }

    /// Takes in that a customer objects to a purpose, by one channel or by all (GDPR article 21): nobody is contacted for it,
    /// also where no consent is needed, unless it stands on a contract or a law. It is an entry among the customer's consents, `objected`,
    /// and holds until the customer agrees again later, for the channel that is agreed to; after a merge it holds over what the
    /// other record said. The same again changes nothing.
    ///
    /// # Errors
    /// `invalid_field`; `not_found` for a customer that does not exist.
    pub fn object(&self, input: ObjectionInput) -> Result<ConsentReceipt> {
        let wants = |ahead: &Ahead<'_>| of_ref(ahead, &input.customer);
        self.scope.write_ahead("privacy.object", wants, |tx| consent::object(tx, &input))
    }

    /// Every erasure. Kept outside of backups, it tells whom to erase again after one was restored.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub fn erasures(&self, page: PageRequest) -> Result<ErasurePage> {
        let limit = page.limit()?;
        let after = page.cursor(CURSOR)?.map(Cursor::into_bytes);
        self.scope.read_rows(|rows| {
            let mut items: Vec<ErasureReceipt> = Vec::new();
            let range = KeyRange::all().after(after.clone());
            let more = scan::<ErasureFact>(rows, &range, &mut |key, fact| {
                let customer = key.try_into().map_err(|_| bad_key(&rows::ERASURES))?;
                items.push(fact.show(CustomerId::from_bytes(customer), Outcome::Unchanged));
                Ok(if items.len() <= limit { Flow::Continue(()) } else { Flow::Break(()) })
            })?;
            items.truncate(limit);
            let last = items.last().filter(|_| more.is_some()).map(|last| rows::key(last.customer_id));
            let next_cursor = last.map(|place| Cursor::new(CURSOR, place).to_string());
            Ok(ErasurePage { items, next_cursor })
        })
    }

    /// Destroys what is past its time by the shop's rules of retention (`retention` of the settings; GDPR article 5(1)(e),
    /// PIPL article 19): events and contacts first, then customers, as [`erase`](Self::erase) does it, for the reason
    /// `retention`. Of several rules that take the same, one that deletes comes before one that anonymises, and then the one
    /// that was set first. E-mails and phones of customers who said no to marketing are suppressed when they go.
    /// Who is restricted is not touched. It works in commits of 500 events or 100 customers; cut off, it goes on
    /// when it is called again, and with nothing past its time it writes nothing.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn advance(&self) -> Result<RetentionReport> {
        retention::advance(&self.scope)
    }

    /// What [`advance`](Self::advance) would destroy at an instant, now when left out, of what is known now. Nothing is written.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn preview_retention(&self, as_of: Option<Timestamp>) -> Result<RetentionReport> {
        self.scope.read(|look| retention::preview(look, as_of))
    }

    /// What runs of [`advance`](Self::advance) destroyed, the newest first; those that found nothing are left out.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub fn retention_runs(&self, page: PageRequest) -> Result<RetentionRunPage> {
        let limit = page.limit()?;
        let after = page.cursor(RUNS_CURSOR)?.map(Cursor::into_bytes);
        self.scope.read_rows(|rows| {
            let (mut items, mut last) = (Vec::new(), Vec::new());
            let range = KeyRange::all().reversed().after(after.clone());
            let more = scan::<RetentionRun>(rows, &range, &mut |key, run| {
                if items.len() == limit {
                    return Ok(Flow::Break(()));
                }
                items.push(run);
                last = key.to_vec();
                Ok(Flow::Continue(()))
            })?;
            let next_cursor = more.map(|_| Cursor::new(RUNS_CURSOR, last).to_string());
            Ok(RetentionRunPage { items, next_cursor })
        })
    }

    /// All that is known of a customer, also of one that was deleted, by its id: every version of every record as it came,
    /// the profile made of them, orders, events, consents, points, segments, links and decisions, and what the audit has
    /// of it (GDPR articles 15 and 20, PIPL article 45). Of an erased one: the receipt. That it was handed out stands in
    /// the audit.
    ///
    /// # Errors
    /// `invalid_field` for an e-mail or phone that does not read, or that several customers bear; `not_found`.
    pub fn export(&self, customer: CustomerRef) -> Result<CustomerDossier> {
        let dossier = export::export(&self.scope, &customer)?;
        self.scope.write("privacy.export", |tx| {
            tx.changed(ChangeKind::CustomerExported, Some(dossier.customer_id), None);
            Ok(())
        })?;
        Ok(dossier)
    }

    /// The same as a page of HTML that people read, in one piece: it loads nothing.
    ///
    /// # Errors
    /// As [`export`](Self::export).
    pub fn export_page(&self, customer: CustomerRef) -> Result<String> {
        self.export(customer).map(|dossier| page::page(&dossier))
    }

    /// Writes the store's files anew, so that no byte of what was erased, or ever replaced, is left in them; gives how many
    /// bytes they take then. Other calls wait meanwhile. The memory storage has no files.
    ///
    /// # Errors
    /// `unsupported` by sled and PostgreSQL; `contended` while another process reads a SQLite store; `disk_full`, `io`.
    pub fn compact(&self) -> Result<u64> {
        let storage = &self.scope.engine.storage;
        if !self.scope.dry_run {
            storage.compact()?;
        }
        storage.size_on_disk()
    }

    /// Since when an e-mail or phone is suppressed; absent when it is not.
    ///
    /// # Errors
    /// `invalid_field` for a text that is neither.
    pub fn suppressed_since(&self, address: &str) -> Result<Option<Timestamp>> {
        self.scope.read(|look| {
            let keyed = &look.engine.keyed;
            let hash = match (address.parse::<Email>(), Phone::parse(address, look.settings.country)) {
                (Ok(email), _) => identifier_hash(keyed, IdentifierKind::Email, email.as_str()),
                (_, Ok(phone)) => identifier_hash(keyed, IdentifierKind::Phone, phone.e164()),
                _ => return Err(Error::invalid("address", "expected an e-mail or a phone number")),
            };
            Ok(get::<SuppressedSince>(look.rows, &hash)?.map(|since| since.0))
        })
    }
}
