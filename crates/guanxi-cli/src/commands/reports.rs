use clap::{Args, Subcommand};
use guanxi::{
    CustomerId, CustomerMetrics, Date, MonthRevenue, Result, RevenueReport, RfmGroupRow, RfmQuery, RfmReport,
    TopCustomer,
};
use serde::Serialize;

use crate::{
    chart::bar,
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, amount, cell, clean, count, money, number},
};

/// Figures over the whole shop
#[derive(Debug, Subcommand)]
pub(crate) enum Reports {
    #[command(
        after_help = "Examples:\n  guanxi reports revenue\n  guanxi reports revenue --as-of 1997-12-31 --json"
    )]
    Revenue(Revenue),
    #[command(
        after_help = "Examples:\n  guanxi reports rfm\n  guanxi reports rfm --as-of 1998-06-30 --window-days 365"
    )]
    Rfm(Rfm),
    #[command(
        after_help = "Examples:\n  guanxi reports top --limit 5\n  guanxi reports top --as-of 1997-12-31 --json"
    )]
    Top(Top),
}

/// Net revenue by month
#[derive(Debug, Args)]
pub(crate) struct Revenue {
    /// As of the end of this day; everything when left out
    #[arg(long, value_name = "DAY")]
    as_of: Option<Date>,
}

/// Groups of customers by recency, frequency and money
#[derive(Debug, Args)]
pub(crate) struct Rfm {
    /// As of the end of this day; today when left out
    #[arg(long, value_name = "DAY")]
    as_of: Option<Date>,
    /// Only orders of the last so many days
    #[arg(long, value_name = "N")]
    window_days: Option<u32>,
}

/// The customers that spent most, names masked
#[derive(Debug, Args)]
pub(crate) struct Top {
    /// How many
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: u32,
    /// As of the end of this day; everything when left out
    #[arg(long, value_name = "DAY")]
    as_of: Option<Date>,
}

impl Reports {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let reports = context.existing()?.reports();
        match self {
            Self::Revenue(Revenue { as_of }) => context.out.answer(&reports.revenue_by_month(as_of)?)?,
            Self::Rfm(Rfm { as_of, window_days }) => {
                let mut query = RfmQuery::default();
                (query.as_of, query.window_days) = (as_of, window_days);
                context.out.answer(&reports.rfm(query)?)?;
            }
            Self::Top(Top { limit, as_of }) => {
                context.out.answer(&TopList::new(&reports.top_customers(limit, as_of)?))?;
            }
        }
        Ok(Exit::Done)
    }
}

impl Show for RevenueReport {
    fn show(&self, text: &mut Text) {
        if self.months.is_empty() {
            text.line("No order that counts.");
        } else {
            chart(text, &self.months);
        }
        if self.unconverted_orders > 0 {
            text.remark(format_args!(
                "in no month, for want of a rate to the shop's currency: {}",
                count(self.unconverted_orders, "order")
            ));
        }
    }
}

/// Cells of the widest bar.
const BAR: i64 = 32;

/// Months as bars.
fn chart(text: &mut Text, months: &[MonthRevenue]) {
    let most = months.iter().map(|m| m.net_revenue.minor()).max().unwrap_or_default();
    let rows = months.iter().map(|month| {
        let MonthRevenue { month, orders, net_revenue, .. } = month;
        [month.clone(), number(*orders), amount(net_revenue), bar(net_revenue.minor(), most, BAR)]
    });
    let currency = months.first().map_or_else(String::new, |m| format!("net {}", m.net_revenue.currency()));
    text.table(["month", "orders", &currency, ""], &[1, 2], rows);
}

impl Show for RfmReport {
    fn show(&self, text: &mut Text) {
        let rows = self.groups.iter().filter(|row| row.customers > 0).map(rfm_row);
        text.table(["group", "customers", "orders", "net", "who"], &[1, 2, 3], rows);
        text.remark(format_args!("{} with orders, as of {}", count(self.population, "customer"), self.as_of));
        if self.low_population {
            text.remark("so few that fifths of them say little");
        }
    }
}

fn rfm_row(row: &RfmGroupRow) -> [String; 5] {
    let RfmGroupRow { group, customers, orders, net_amount, .. } = row;
    [
        group.as_str().to_owned(),
        number(*customers),
        number(*orders),
        cell(net_amount.as_ref().map(money)),
        about(*group).to_owned(),
    ]
}

/// What the name of a group means.
fn about(group: guanxi::RfmGroup) -> &'static str {
    use guanxi::RfmGroup::{
        Active, AlmostLost, AtRisk, Champions, Dormant, Loyal, NeedsAttention, New, PreviouslyLoyal,
        Promising, Prospects,
    };
    match group {
        Champions => "bought just now, often and for much",
        Loyal => "buy often, the last time not long ago",
        Active => "buy now and then, not long ago",
        New => "bought for the first time not long ago",
        Promising => "bought little, not quite recently",
        NeedsAttention => "were active and grow quiet",
        AlmostLost => "bought little, some time ago",
        PreviouslyLoyal => "were among the best, long ago",
        AtRisk => "bought a fair amount, long ago",
        Dormant => "bought little, long ago",
        Prospects => "never bought",
    }
}

/// The customers that spent most; nobody's name in full.
#[derive(Serialize)]
pub(crate) struct TopList {
    items: Vec<TopRow>,
}

#[derive(Serialize)]
struct TopRow {
    customer_id: CustomerId,
    masked_name: Option<String>,
    metrics: CustomerMetrics,
}

impl TopList {
    pub(crate) fn new(top: &[TopCustomer]) -> Self {
        let row = |TopCustomer { customer, metrics, .. }: &TopCustomer| TopRow {
            customer_id: customer.id,
            masked_name: customer.name.as_ref().map(|name| clean(name.masked())),
            metrics: metrics.clone(),
        };
        Self { items: top.iter().map(row).collect() }
    }
}

impl Show for TopList {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("No customer with an order that counts.");
            return;
        }
        text.table(["name", "orders", "spent", "last order", "id"], &[1, 2], self.items.iter().map(top_row));
    }
}

fn top_row(row: &TopRow) -> [String; 5] {
    let TopRow { customer_id, masked_name, metrics } = row;
    [
        masked_name.clone().unwrap_or_else(|| "(no name)".to_owned()),
        number(metrics.number_of_orders),
        cell(metrics.amount_spent.as_ref().map(money)),
        cell(metrics.last_order_date),
        customer_id.to_string(),
    ]
}
