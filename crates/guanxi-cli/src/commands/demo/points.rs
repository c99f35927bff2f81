//! The demo's loyalty program: every order earns, and the figures as of the demo's last day.

use guanxi::{
    Crm, CustomerRef, Date, EarnInput, EntryExplanation, EntryId, Error, LiabilityReport, Money, PageRequest,
    ProgramTerms, Result, TierLevel, TierReport, TierTerms, Timestamp,
};
use serde::Serialize;

use crate::{
    output::Show,
    text::{Text, money, number},
};

/// What the program gave.
#[derive(Serialize)]
pub(super) struct Points {
    /// Orders that earned.
    pub(super) orders: u64,
    pub(super) tiers: TierReport,
    pub(super) liability: LiabilityReport,
    /// The entry of the order that earned most.
    pub(super) explained: Option<EntryExplanation>,
}

/// Orders that earn in one commit.
const BATCH: usize = 500;

impl Points {
    pub(super) fn make(crm: &Crm, as_of: Date) -> Result<Self> {
        let at = end_of(crm, as_of)?;
        crm.loyalty().define_program("club", terms(crm)?)?;
        let earning = earning(crm)?;
        let mut most: Option<(i64, EntryId)> = None;
        for batch in earning.chunks(BATCH) {
            for receipt in crm.loyalty().earn_many(batch.to_vec())? {
                most = most.max(Some((receipt.entry.points, receipt.entry.id)));
            }
        }
        Ok(Self {
            orders: earning.len() as u64,
            tiers: crm.loyalty().tier_report(None, Some(at))?,
            liability: crm.loyalty().liability(None, Some(at))?,
            explained: most.map(|(_, entry)| crm.loyalty().explain(entry)).transpose()?,
        })
    }
}

/// The last instant of a day of the shop.
fn end_of(crm: &Crm, day: Date) -> Result<Timestamp> {
    let next = Date::from_ordinal(day.ordinal() + 1).unwrap_or(Date::MAX);
    let start = crm.shop().get()?.zone.start_of_day(next);
    Timestamp::from_micros(start.micros() - 1).ok_or_else(|| Error::internal("a day has an end"))
}

/// 1 point per unit of the currency, for two years; 100 points are worth one unit; a fifth is never redeemed. Tiers by
/// what was spent in twelve months.
fn terms(crm: &Crm) -> Result<ProgramTerms> {
    let currency = crm.shop().get()?.currency;
    let currency = currency.ok_or_else(|| Error::internal("the demo's orders have a currency"))?;
    let one = Money::new(100, currency)?;
    let level = |name: &str, threshold| TierLevel { name: name.to_owned(), threshold, benefits: vec![] };
    let mut tiers = TierTerms::default();
    tiers.levels = vec![level("silver", 10_000), level("gold", 30_000), level("platinum", 100_000)];
    let mut terms = ProgramTerms::default();
    (terms.earn_amount, terms.redeem_amount, terms.redeem_points) = (Some(one), Some(one), Some(100));
    (terms.expiry, terms.expiry_months) = (guanxi::ExpiryPolicy::Rolling, 24);
    (terms.breakage_ppm, terms.tiers) = (200_000, Some(tiers));
    Ok(terms)
}

/// Every order that counts.
fn earning(crm: &Crm) -> Result<Vec<EarnInput>> {
    let mut earning = Vec::new();
    let mut customers = PageRequest::new().with_limit(1000);
    loop {
        let page = crm.customers().list(customers)?;
        for customer in page.items {
            let mut orders = PageRequest::new().with_limit(1000);
            loop {
                let page = crm.orders().list(CustomerRef::Id(customer.id), orders)?;
                let counted = page.items.iter().filter(|o| o.counted && o.total.minor() >= 0);
                earning.extend(counted.map(|order| EarnInput::new(order.id)));
                let Some(cursor) = page.next_cursor else { break };
                orders = PageRequest::new().with_limit(1000).with_cursor(cursor);
            }
        }
        let Some(cursor) = page.next_cursor else { return Ok(earning) };
        customers = PageRequest::new().with_limit(1000).with_cursor(cursor);
    }
}

impl Show for Points {
    fn show(&self, text: &mut Text) {
        self.tiers.show(text);
        let liability = self.liability.liability.as_ref().map_or_else(String::new, money);
        text.line(format_args!(
            "{} orders earned; {} points are outstanding, a liability of {liability}.",
            number(self.orders),
            number(self.liability.outstanding)
        ));
        if let Some(explained) = &self.explained {
            text.blank();
            explained.show(text);
        }
    }
}
