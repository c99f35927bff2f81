use clap::Args;
use guanxi::Result;

use crate::{
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, count, money, number, text_of},
};

/// How much there is of everything
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  guanxi stats\n  guanxi stats --json")]
pub(crate) struct Stats {}

impl Stats {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        context.out.answer(&context.existing()?.reports().stats()?)?;
        Ok(Exit::Done)
    }
}

impl Show for guanxi::Stats {
    fn show(&self, text: &mut Text) {
        let counted = if self.counted_orders == self.orders {
            number(self.orders)
        } else {
            format!("{}, of which {} count", number(self.orders), number(self.counted_orders))
        };
        let net: Vec<_> = self.net_revenue.iter().map(money).collect();
        text.pairs([
            ("records", Some(number(self.records))),
            ("customers", Some(number(self.customers))),
            ("orders", Some(counted)),
            ("net revenue", Some(if net.is_empty() { "0".to_owned() } else { net.join(", ") })),
            (
                "without a rate",
                (self.unconverted_orders > 0).then(|| count(self.unconverted_orders, "order")),
            ),
            ("events", Some(number(self.events))),
            ("first order", text_of(self.first_order_date)),
            ("last order", text_of(self.last_order_date)),
        ]);
    }
}
