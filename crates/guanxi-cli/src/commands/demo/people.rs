//! How many persons there seem to be, before and after dedupe.

use guanxi::{Crm, PageRequest, Result, progress::CancelToken};
use serde::Serialize;

use crate::text::{Text, number};

/// Customers, and those that bought.
#[derive(Clone, Copy, Serialize)]
pub(super) struct People {
    pub(super) customers: u64,
    /// With at least one order.
    pub(super) buyers: u64,
    /// With at least two.
    pub(super) repeat_buyers: u64,
}

/// Buyers, and those with several orders, by the customer numbers that the orders were published with; the customer records
/// are invented, and say the same persons in several ways.
const PUBLISHED: (u64, u64) = (2357, 1152);

/// What dedupe made of the customers.
#[derive(Serialize)]
pub(super) struct Deduped {
    /// By e-mails, phones and external ids alone.
    pub(super) before: People,
    pub(super) after: People,
    /// Pairs that somebody should look at.
    pub(super) for_review: u64,
}

impl People {
    pub(super) fn count(crm: &Crm) -> Result<Self> {
        let mut people = Self { customers: 0, buyers: 0, repeat_buyers: 0 };
        let mut page = PageRequest::new().with_limit(1000);
        loop {
            let customers = crm.customers().list(page.clone())?;
            for customer in &customers.items {
                let orders = crm.orders().metrics(customer.id)?.number_of_orders;
                people.customers += 1;
                people.buyers += u64::from(orders > 0);
                people.repeat_buyers += u64::from(orders > 1);
            }
            match customers.next_cursor {
                Some(cursor) => page = page.with_cursor(cursor),
                None => return Ok(people),
            }
        }
    }
}

impl Deduped {
    pub(super) fn make(crm: &Crm, cancel: &CancelToken) -> Result<Self> {
        let before = People::count(crm)?;
        let report = crm.duplicates().run(Some(true), None, cancel.clone())?;
        Ok(Self { before, after: People::count(crm)?, for_review: report.for_review })
    }

    pub(super) fn show(&self, text: &mut Text) {
        let row = |name: &str, people: People| {
            let People { customers, buyers, repeat_buyers } = people;
            [name.to_owned(), number(customers), number(buyers), number(repeat_buyers)]
        };
        let (buyers, repeat_buyers) = PUBLISHED;
        let published = ["published".to_owned(), String::new(), number(buyers), number(repeat_buyers)];
        let rows = [row("by identifiers", self.before), row("after dedupe", self.after), published];
        text.table(["", "customers", "with orders", "with several"], &[1, 2, 3], rows);
        text.remark(format_args!("{} pairs are left for somebody to look at", number(self.for_review)));
    }
}
