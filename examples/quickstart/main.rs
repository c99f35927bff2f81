//! A shop in one file: customers from two sources, an order, a spreadsheet, and what comes of them.
//!
//! `cargo run --example quickstart` keeps nothing; `cargo run --example quickstart -- ./shop` keeps a store on disk.
#![allow(clippy::print_stdout)] // an example talks

use std::io::Cursor;

use guanxi::{
    ConsentInput, ConsentQuery, ConsentState, CustomerInput, CustomerQuery, CustomerRef, OrderInput,
    PageRequest, RefundInput, Result, RfmQuery, ShopPatch, import::ImportOptions,
};

const SPREADSHEET: &str = "\
会员号,姓名,手机号,邮箱
88,李薇,139 1234 9876,li.wei@example.cn
89,张小梅,138 1234 9876,
90,王
";

fn main() -> Result<()> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "memory:".to_owned());
    run(&url)
}

/// Everything once; it may be run again on the same store, and changes nothing then.
pub(crate) fn run(url: &str) -> Result<()> {
    let crm = guanxi::open(url)?.acting_as("staff:mei".parse()?);
    crm.shop().set(ShopPatch::new().currency("CNY".parse()?).country("CN".parse()?))?;

    // Two sources speak of one person: the e-mail joins them.
    let web = CustomerInput::new().external_id("shopify", "6940095").name("李薇").email("li.wei@example.cn");
    let saved = crm.customers().upsert(web)?;
    println!("{} is {:?}", saved.customer.id, saved.outcome);
    let report = crm.imports().customers(Cursor::new(SPREADSHEET), ImportOptions::new("members.csv"))?;
    println!(
        "{} of {} rows taken; {} new customers",
        report.rows - report.rejected,
        report.rows,
        report.customers_created
    );
    for reject in &report.rejects {
        println!("line {}: {}", reject.line, reject.reason);
    }

    // An order, and a part of it given back.
    let li = CustomerRef::Id(saved.customer.id);
    let order = OrderInput::new("shopify", "SO-1001", "2026-03-01T10:15:00+08:00".parse()?)
        .customer(li.clone())
        .line("SKU-9", 2, "134.00 CNY".parse()?);
    let order = crm.orders().record(order)?.order;
    crm.orders().refund(RefundInput::new(order.id).external_id("R-1").amount("34.00 CNY".parse()?))?;
    let metrics = crm.orders().metrics(saved.customer.id)?;
    println!("{} orders, {} spent", metrics.number_of_orders, metrics.amount_spent.unwrap_or(order.total));

    // May she be written to?
    crm.consents().record(ConsentInput::new(li.clone(), "marketing", "email", ConsentState::Granted))?;
    for consent in crm.consents().state(ConsentQuery::new(li))? {
        println!("{} by {}: {}", consent.purpose, consent.channel, consent.state.as_str());
    }

    // Found by any identifier, or by the beginning of a name.
    let found = crm.customers().find(CustomerQuery::new("小梅"))?;
    println!("{} found", found.items.len());
    for row in crm.reports().rfm(RfmQuery::default())?.groups.iter().filter(|row| row.customers > 0) {
        println!("{}: {}", row.group.as_str(), row.customers);
    }

    // Every change stands in the feed, and all state can be proved from the facts.
    println!("{} changes", crm.feed().changes(PageRequest::new())?.items.len());
    println!("proved: {}", crm.proof().verify()?.is_equal());
    crm.close()
}
