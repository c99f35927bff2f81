//! How long what is known of persons is kept.

use chrono::{Days, Months};
use guanxi_macros::model;

use super::LegalBasis;
use crate::{
    error::{Error, Result},
    time::{Date, Timestamp, Zone},
};

/// What a rule of retention is about.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum RetentionData {
    /// What customers did: events without a channel and a direction. Their time begins when they happened. The last event
    /// of how something stands, such as a subscription, is kept as long as its customer.
    #[n(1)]
    Events,
    /// Contacts with customers: events with a channel or a direction. Their time begins when they happened. A message that
    /// came back for good is kept as long as its customer: without it, the address would be written to again.
    #[n(2)]
    Contacts,
    /// Customers, also deleted ones. Their time begins when they were last heard of: what a source said of them, an order or
    /// refund, something they did, a contact that came from them, an entry of a consent, points spent. It does not end
    /// while a consent is granted or points can be spent, but for those who are deleted.
    #[n(3)]
    Customers,
}

impl RetentionData {
    /// Its name in texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Contacts => "contacts",
            Self::Customers => "customers",
        }
    }
}

/// What is done to what is past its time.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum RetentionAction {
    /// It is destroyed. Of events and contacts alone: of customers something must be kept.
    #[n(1)]
    Delete,
    /// What says who somebody was is destroyed. Of customers: as `privacy.erase` does it; what the law orders kept stays,
    /// tied to nobody. Of events and contacts: their properties, where what is personal stands; that they were, when, and
    /// by which channel stays with the customer.
    #[n(2)]
    Anonymise,
}

impl RetentionAction {
    /// Its name in texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Anonymise => "anonymise",
        }
    }
}

/// How long something is kept, and what is done to it then (GDPR article 5(1)(e), PIPL article 19).
///
/// A period is one of months or of days, by the shop's zone. The day on which it begins does not count, and it ends with
/// the end of its last day; where the last month does not have that day, with the month (Regulation 1182/71 article 3,
/// Civil Code of China articles 201 to 203).
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct RetentionRule {
    /// What it is about.
    #[n(1)]
    pub data: RetentionData,
    /// What is done.
    #[n(2)]
    pub action: RetentionAction,
    /// After how many months: 1 to 1,200.
    #[n(3)]
    pub after_months: Option<u32>,
    /// After how many days: 1 to 36,500.
    #[n(4)]
    pub after_days: Option<u32>,
    /// Of whose data, by what it stands on: `contract`, of customers who ordered; `consent`, of those who never did and
    /// agreed to something; `legitimate_interest`, of all others. When left out, of all whose basis no other rule for the
    /// same data and action names.
    #[n(5)]
    pub basis: Option<LegalBasis>,
}

impl RetentionRule {
    /// After so many months, of everybody's data.
    pub fn after_months(data: RetentionData, action: RetentionAction, months: u32) -> Self {
        Self { data, action, after_months: Some(months), after_days: None, basis: None }
    }

    /// After so many days, of everybody's data.
    pub fn after_days(data: RetentionData, action: RetentionAction, days: u32) -> Self {
        Self { data, action, after_months: None, after_days: Some(days), basis: None }
    }

    /// What began before the instant that this gives is past its time at `at`.
    pub(crate) fn before(&self, zone: Zone, at: Timestamp) -> Timestamp {
        let today = zone.day(at).to_chrono();
        let first_kept = match (self.after_months, self.after_days) {
            (Some(months), _) => today.checked_sub_months(Months::new(months)).and_then(|day| {
                // Of a month that is shorter the last day is past already when its own day is.
                let ends = day.checked_add_months(Months::new(months))?;
                if ends < today { day.succ_opt() } else { Some(day) }
            }),
            (None, days) => today.checked_sub_days(Days::new(days.unwrap_or_default().into())),
        };
        first_kept.and_then(Date::from_chrono).map_or(Timestamp::MIN, |day| zone.start_of_day(day))
    }

    /// Whether it can be a rule.
    fn check(&self) -> Result<()> {
        let within = |n: Option<u32>, most: u32| n.is_none_or(|n| (1..=most).contains(&n));
        if self.after_months.is_some() == self.after_days.is_some() {
            return refused("expected after_months or after_days, one of them");
        }
        if !within(self.after_months, MONTHS_MAX) || !within(self.after_days, DAYS_MAX) {
            return refused("expected 1 to 1200 months, or 1 to 36500 days");
        }
        if (self.data, self.action) == (RetentionData::Customers, RetentionAction::Delete) {
            return refused("customers are anonymised: what the law orders kept of them stays");
        }
        if self.basis == Some(LegalBasis::LegalObligation) {
            return refused("what a law orders kept is kept without a rule, and no rule removes it");
        }
        Ok(())
    }
}

/// A hundred years, in months and, about, in days.
const MONTHS_MAX: u32 = 1_200;
const DAYS_MAX: u32 = 36_500;

fn refused<T>(reason: &str) -> Result<T> {
    Err(Error::invalid("retention", reason))
}

/// Rules that can stand beside each other.
///
/// # Errors
/// `invalid_field`.
pub(crate) fn checked_retention(rules: Vec<RetentionRule>) -> Result<Vec<RetentionRule>> {
    for (place, rule) in rules.iter().enumerate() {
        rule.check()?;
        let of = |rule: &RetentionRule| (rule.data, rule.action, rule.basis);
        if rules[..place].iter().any(|before| of(before) == of(rule)) {
            return refused("each kind of data is named once for an action and a basis; one is named twice");
        }
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(rule: &RetentionRule, zone: &str, at: &str) -> String {
        rule.before(zone.parse().unwrap(), at.parse().unwrap()).to_string()
    }

    fn months(n: u32) -> RetentionRule {
        RetentionRule::after_months(RetentionData::Events, RetentionAction::Delete, n)
    }

    fn days(n: u32) -> RetentionRule {
        RetentionRule::after_days(RetentionData::Events, RetentionAction::Delete, n)
    }

    #[test]
    fn a_period_ends_with_the_end_of_its_last_day_in_the_shops_zone() {
        for (rule, zone, at, first_kept) in [
            (days(1), "UTC", "2026-03-01T23:59:59Z", "2026-02-28T00:00:00Z"),
            (days(1), "UTC", "2026-03-02T00:00:00Z", "2026-03-01T00:00:00Z"),
            (months(26), "UTC", "2026-03-01T12:00:00Z", "2024-01-01T00:00:00Z"),
            // Shanghai is a day ahead.
            (months(26), "Asia/Shanghai", "2026-03-01T16:00:00Z", "2024-01-01T16:00:00Z"),
            (months(26), "Asia/Shanghai", "2026-03-01T15:59:59Z", "2023-12-31T16:00:00Z"),
            // What began on the 29th, 30th and 31st of January ends with February.
            (months(1), "UTC", "2026-02-28T00:00:00Z", "2026-01-28T00:00:00Z"),
            (months(1), "UTC", "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z"),
            (months(1), "UTC", "2026-03-28T00:00:00Z", "2026-02-28T00:00:00Z"),
            (months(1), "UTC", "2026-03-29T00:00:00Z", "2026-03-01T00:00:00Z"),
            (months(1), "UTC", "2026-03-31T00:00:00Z", "2026-03-01T00:00:00Z"),
            (months(12), "UTC", "2025-02-28T00:00:00Z", "2024-02-28T00:00:00Z"),
            (months(12), "UTC", "2025-03-01T00:00:00Z", "2024-03-01T00:00:00Z"),
        ] {
            assert_eq!(before(&rule, zone, at), first_kept, "{rule:?} {zone} {at}");
        }
        assert_eq!(days(36_500).before(Zone::UTC, Timestamp::MIN), Timestamp::MIN);
        assert_eq!(months(1_200).before(Zone::UTC, Timestamp::MIN), Timestamp::MIN);
    }

    /// By its definition: what began on a day is past when its last day is.
    #[test]
    fn the_first_day_kept_is_the_first_whose_last_day_has_not_ended() {
        let start = Date::new(2023, 11, 1).unwrap().to_chrono();
        for n in [1, 2, 11, 12, 13, 26] {
            for offset in 0..900 {
                let today = start + Days::new(offset);
                let at = Zone::UTC.start_of_day(Date::from_chrono(today).unwrap());
                let kept = Zone::UTC.day(months(n).before(Zone::UTC, at)).to_chrono();
                let ends = |day: chrono::NaiveDate| day + Months::new(n);
                assert!(ends(kept) >= today && ends(kept.pred_opt().unwrap()) < today, "{n} {today} {kept}");
            }
        }
    }

    #[test]
    fn what_cannot_be_a_rule_is_refused() {
        let both = RetentionRule { after_days: Some(1), ..months(1) };
        let neither = RetentionRule { after_months: None, ..months(1) };
        let customers = RetentionRule { data: RetentionData::Customers, ..months(1) };
        let law = RetentionRule { basis: Some(LegalBasis::LegalObligation), ..months(1) };
        for rule in [both, neither, customers, law, months(0), months(1_201), days(0), days(36_501)] {
            assert_eq!(checked_retention(vec![rule]).unwrap_err().code(), "invalid_field");
        }
        assert!(checked_retention(vec![months(1), months(2)]).is_err(), "twice");
        let contract = RetentionRule { basis: Some(LegalBasis::Contract), ..months(2) };
        assert_eq!(checked_retention(vec![months(1), contract]).unwrap().len(), 2);
    }
}
