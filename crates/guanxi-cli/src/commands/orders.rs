use clap::{Args, Subcommand};
use guanxi::{CustomerRef, Discount, Money, Order, OrderLine, OrderPage, OrderRef, Refund, Result};

use crate::{
    args::{self, Page},
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, money, number, text_of},
};

/// Show orders
#[derive(Debug, Subcommand)]
pub(crate) enum Orders {
    #[command(after_help = "\
Examples:
  guanxi orders show shopify:1001
  guanxi orders show ord_01h455vb4pex5vsknk084sn02q --json")]
    Show(ShowOne),
    #[command(after_help = "\
Examples:
  guanxi orders list li.wei@example.cn
  guanxi orders list shopify:6940095 --limit 5")]
    List(List),
}

/// Show an order with its lines and refunds
#[derive(Debug, Args)]
pub(crate) struct ShowOne {
    /// ord_… or SOURCE:ID
    #[arg(value_parser = args::order)]
    order: OrderRef,
}

/// List a customer's orders, newest first
#[derive(Debug, Args)]
pub(crate) struct List {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    #[command(flatten)]
    page: Page,
}

impl Orders {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let orders = context.existing()?.orders();
        match self {
            Self::Show(ShowOne { order }) => context.out.answer(&orders.get(order)?)?,
            Self::List(List { customer, page }) => {
                context.out.answer(&orders.list(customer, page.into())?)?
            }
        }
        Ok(Exit::Done)
    }
}

impl Show for Order {
    fn show(&self, text: &mut Text) {
        text.heading(format_args!("Order {}", self.number.as_ref().unwrap_or(&self.external_id)));
        text.pairs(order_rows(self));
        if !self.lines.is_empty() {
            text.heading("Lines");
            let rows = self.lines.iter().map(|line| line_row(self, line));
            text.table(["sku", "name", "units", "unit price", "discount", "total"], &[2, 3, 4, 5], rows);
        }
        if !self.refunds.is_empty() {
            text.heading("Refunds");
            text.table(["at", "amount", "reason"], &[1], self.refunds.iter().map(refund_row));
        }
    }
}

fn order_rows(order: &Order) -> Vec<(&'static str, Option<String>)> {
    let some = |amount: Money| (amount.minor() != 0).then(|| money(&amount));
    let status = [order.status.as_str(), order.financial_status.as_str(), order.fulfillment_status.as_str()];
    let counted = match (order.counted, order.test) {
        (true, _) => "yes",
        (false, true) => "no, a test",
        (false, false) => "no",
    };
    vec![
        ("id", Some(order.id.to_string())),
        ("source", Some(format!("{}:{}", order.source, order.external_id))),
        ("customer", text_of(order.customer_id)),
        ("placed", Some(order.placed_at.to_string())),
        ("status", Some(status.join(", "))),
        ("cancelled", text_of(order.cancelled_at)),
        ("channel", order.channel.clone()),
        ("store", order.store.clone()),
        ("discounts", (!order.discounts.is_empty()).then(|| discounts(order))),
        ("tax", some(order.tax)),
        ("shipping", some(order.shipping)),
        ("total", Some(money(&order.total))),
        ("refunded", some(order.refunded)),
        ("net", Some(money(&order.net_amount))),
        (
            "net, shop's",
            order.net_amount_in_shop_currency.filter(|m| *m != order.net_amount).as_ref().map(money),
        ),
        ("counted", Some(counted.to_owned())),
        ("tags", (!order.tags.is_empty()).then(|| order.tags.join(", "))),
        ("goes to", text_of(order.shipping_address.as_ref())),
        ("note", order.note.clone()),
    ]
}

fn discounts(order: &Order) -> String {
    let one = |Discount { code, amount }: &Discount| match code {
        Some(code) => format!("{} ({code})", minor(order, *amount)),
        None => minor(order, *amount),
    };
    order.discounts.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn line_row(order: &Order, line: &OrderLine) -> [String; 6] {
    [
        line.sku.clone().unwrap_or_default(),
        line.name.clone().unwrap_or_default(),
        number(line.quantity),
        line.unit_price.map(|price| minor(order, price)).unwrap_or_default(),
        if line.discount == 0 { String::new() } else { minor(order, line.discount) },
        minor(order, line.total),
    ]
}

/// Minor units of an order's currency. What the engine hands out is within the bounds of money.
fn minor(order: &Order, amount: i64) -> String {
    Money::new(amount, order.total.currency()).map(|m| money(&m)).unwrap_or_default()
}

fn refund_row(refund: &Refund) -> [String; 3] {
    [refund.refunded_at.to_string(), money(&refund.amount), refund.reason.clone().unwrap_or_default()]
}

impl Show for OrderPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("No order.");
            return;
        }
        text.table(
            ["placed", "order", "total", "refunded", "status", "id"],
            &[2, 3],
            self.items.iter().map(row),
        );
        text.more(self.next_cursor.as_deref());
    }
}

fn row(order: &Order) -> [String; 6] {
    [
        order.placed_at.to_string(),
        format!("{}:{}", order.source, order.external_id),
        money(&order.total),
        if order.refunded.minor() == 0 { String::new() } else { money(&order.refunded) },
        if order.counted { order.financial_status.as_str() } else { "not counted" }.to_owned(),
        order.id.to_string(),
    ]
}
