//! The arithmetic of orders against a plain sum of what was sent in.

use std::collections::BTreeMap;

use guanxi_core::order::{FinancialStatus, OrderInput, OrderRef, OrderStatus, RefundInput};
use proptest::prelude::*;

use super::{assert_proved, crm, input, money, order, record};

/// An order with its refunds, in cents.
#[derive(Clone, Debug)]
struct Bought {
    day: u8,
    cents: i64,
    refunds: Vec<i64>,
    /// 0 and 1 count nowhere (cancelled, voided), 2 is pending, the rest are paid.
    status: u8,
}

impl Bought {
    fn counts(&self) -> bool {
        self.status > 1
    }

    fn input(&self, id: usize) -> OrderInput {
        let mut input =
            order(&id.to_string(), &format!("2026-02-{:02}T12:00:00Z", self.day), &euros(self.cents))
                .customer(record("till", "1"));
        match self.status {
            0 => input.status = OrderStatus::Cancelled,
            1 => input.financial_status = FinancialStatus::Voided,
            2 => input.financial_status = FinancialStatus::Pending,
            _ => {}
        }
        input
    }

    /// The refunds that fit: more than is left is refused.
    fn refunded(&self) -> i64 {
        self.refunds.iter().fold(0, |sum, refund| if sum + refund <= self.cents { sum + refund } else { sum })
    }
}

fn euros(cents: i64) -> String {
    format!("{}.{:02} EUR", cents / 100, cents % 100)
}

fn bought() -> impl Strategy<Value = Bought> {
    (1..28u8, 1..9_999_i64, prop::collection::vec(1..6_000_i64, 0..3), 0..6u8)
        .prop_map(|(day, cents, refunds, status)| Bought { day, cents, refunds, status })
}

/// Half away from zero.
fn quotient(sum: i64, count: i64) -> i64 {
    (2 * sum + count) / (2 * count)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_a_customer_spent_is_the_sum_of_what_counts(all in prop::collection::vec(bought(), 0..8)) {
        let crm = crm();
        let id = crm.customers().upsert(input("till", "1").name("Anna Wolf")).unwrap().customer.id;
        let mut refunded = BTreeMap::new();
        for (n, bought) in all.iter().enumerate() {
            crm.orders().record(bought.input(n)).unwrap();
            let order = || OrderRef::External { source: "shop".into(), external_id: n.to_string() };
            for (i, cents) in bought.refunds.iter().enumerate() {
                let refund = RefundInput::new(order()).external_id(i.to_string()).amount(money(&euros(*cents)));
                if crm.orders().refund(refund).is_ok() {
                    *refunded.entry(n).or_insert(0) += cents;
                }
            }
        }
        assert_proved(&crm);
        let counted: Vec<_> = all.iter().enumerate().filter(|(_, b)| b.counts()).collect();
        for (n, bought) in &counted {
            prop_assert_eq!(refunded.get(n).copied().unwrap_or(0), bought.refunded());
        }
        let gross: i64 = counted.iter().map(|(_, b)| b.cents).sum();
        let back: i64 = counted.iter().map(|(_, b)| b.refunded()).sum();
        let metrics = crm.orders().metrics(id).unwrap();
        let orders = counted.len() as i64;
        prop_assert_eq!(metrics.number_of_orders as i64, orders);
        let minor = |money: Option<guanxi_core::money::Money>| money.map_or(0, |m| m.minor());
        prop_assert_eq!(minor(metrics.gross_amount_spent), gross);
        prop_assert_eq!(minor(metrics.amount_refunded), back);
        prop_assert_eq!(minor(metrics.amount_spent), gross - back);
        prop_assert_eq!(metrics.average_order_value.map(|m| m.minor()), (orders > 0).then(|| quotient(gross - back, orders)));
        let days: Vec<i64> = counted.iter().map(|(_, b)| i64::from(b.day)).collect();
        let (first, last) = (days.iter().min(), days.iter().max());
        prop_assert_eq!(metrics.first_order_date.map(|d| d.to_string()), first.map(|d| format!("2026-02-{d:02}")));
        prop_assert_eq!(metrics.last_order_date.map(|d| d.to_string()), last.map(|d| format!("2026-02-{d:02}")));
        let gap = (orders > 1).then(|| quotient((last.unwrap_or(&0) - first.unwrap_or(&0)) * 1000, orders - 1));
        prop_assert_eq!(metrics.average_days_between_orders_milli, gap);
    }
}
