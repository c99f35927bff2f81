//! Where it is kept who was erased.

use super::{ErasedArea, ErasureReason, ErasureReceipt, RetentionRun};
use crate::{
    audit::rows::AUDIT_SEALS,
    change::Outcome,
    error::Result,
    id::{CustomerId, RecordId},
    scope::{Dossier, Erased, Look, Person, PersonalData, Stored, Tx},
    storage::{Column, Kind, Table},
    time::Timestamp,
};

/// Who was erased, when, why, and what that did.
pub(crate) static ERASURES: Table = Table::plain(150, "erasures", Kind::Fact, &[Column::id("customer_id")]);

/// What each run of the rules of retention did, as far as it came.
pub(crate) static RETENTION_RUNS: Table =
    Table::plain(153, "retention_runs", Kind::Progress, &[Column::id("run_id")]);

impl Stored for RetentionRun {
    const TABLE: &'static Table = &RETENTION_RUNS;
}

/// The body of a row in [`ERASURES`].
#[derive(Clone, Debug, PartialEq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub(crate) struct ErasureFact {
    #[n(1)]
    pub(crate) at: Timestamp,
    #[n(2)]
    pub(crate) actor: String,
    #[n(3)]
    pub(crate) reason: ErasureReason,
    #[n(4)]
    pub(crate) suppressed: u64,
    #[n(5)]
    pub(crate) areas: Vec<ErasedArea>,
}

impl Stored for ErasureFact {
    const TABLE: &'static Table = &ERASURES;
}

impl ErasureFact {
    pub(super) fn show(self, customer_id: CustomerId, outcome: Outcome) -> ErasureReceipt {
        let Self { at, actor, reason, suppressed, areas } = self;
        ErasureReceipt { outcome, customer_id, at, actor, reason, suppressed, areas }
    }
}

pub(crate) fn key(customer: CustomerId) -> Vec<u8> {
    customer.as_bytes().to_vec()
}

/// Erasures as one of the areas that hold data of persons: what is left when a person is gone says nothing of one.
pub(crate) struct PrivacyData;

impl PersonalData for PrivacyData {
    fn name(&self) -> &'static str {
        "privacy"
    }

    fn tables(&self) -> &'static [&'static Table] {
        static TABLES: [&Table; 2] = [&ERASURES, &AUDIT_SEALS];
        &TABLES
    }

    fn erase(&self, _: &mut Tx<'_>, _: &Person) -> Result<Erased> {
        Ok(Erased::default())
    }

    fn last_heard(&self, _: &Look<'_>, _: RecordId) -> Result<Timestamp> {
        Ok(Timestamp::MIN)
    }

    fn binds(&self, _: &Look<'_>, _: &[RecordId], _: Timestamp) -> Result<bool> {
        Ok(false)
    }

    fn export(&self, _: &Look<'_>, _: &Person, _: &mut Dossier) -> Result<()> {
        Ok(())
    }
}
