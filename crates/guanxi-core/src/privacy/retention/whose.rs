//! Whose something is, and what keeping that stands on.

use crate::{
    consent::{self, ConsentState},
    error::Result,
    id::{CustomerId, RecordId},
    identity, order,
    privacy::RetentionReport,
    scope::Look,
    settings::{LegalBasis, RetentionRule},
};

/// Whose something is.
pub(super) struct Whose {
    pub(super) customer: CustomerId,
    /// All records that it has; one of them until they are asked for.
    records: Vec<RecordId>,
    /// Its other records are not looked up yet.
    has_more: bool,
    /// What it stands on, once that was asked.
    basis: Option<LegalBasis>,
}

impl Whose {
    pub(super) fn new(customer: CustomerId, records: Vec<RecordId>) -> Self {
        Self { customer, records, has_more: false, basis: None }
    }

    /// Whose a record is. Of a deleted customer the record stands for all.
    pub(super) fn of(look: &Look<'_>, record: RecordId) -> Result<Option<Self>> {
        let known = identity::rows::without_content(look.rows, record)?;
        let has_more = known.customer.is_some();
        let whose = known.last_customer().map(|customer| Self::new(customer, vec![record]));
        Ok(whose.map(|whose| Self { has_more, ..whose }))
    }

    /// Whether a rule is about data that stands on what theirs does. One without a basis is about all that no other
    /// rule for the same names.
    pub(super) fn is_meant_by(
        &mut self,
        look: &Look<'_>,
        rule: &RetentionRule,
        report: &RetentionReport,
    ) -> Result<bool> {
        match (rule.basis, report.named_beside(rule)) {
            (Some(wanted), _) => Ok(self.basis(look)? == wanted),
            (None, named) if named.is_empty() => Ok(true),
            (None, named) => Ok(!named.contains(&self.basis(look)?)),
        }
    }

    fn basis(&mut self, look: &Look<'_>) -> Result<LegalBasis> {
        if self.has_more {
            self.records = identity::rows::records_of(look.rows, self.customer)?;
            self.has_more = false;
        }
        let basis = self.basis.map_or_else(|| basis(look, &self.records), Ok)?;
        self.basis = Some(basis);
        Ok(basis)
    }
}

fn basis(look: &Look<'_>, records: &[RecordId]) -> Result<LegalBasis> {
    let mut agreed = false;
    for record in records {
        if !order::rows::orders_of(look.rows, *record)?.is_empty() {
            return Ok(LegalBasis::Contract);
        }
        let entries = consent::rows::entries(look.rows, *record)?;
        agreed |= entries.iter().any(|(_, entry)| entry.state == ConsentState::Granted);
    }
    Ok(if agreed { LegalBasis::Consent } else { LegalBasis::LegitimateInterest })
}
