//! `demo`: a real shop, from its files to its figures.

mod data;
mod groups;
mod people;
mod place;
mod points;
mod shown;

use std::{io::Cursor, time::Instant};

use clap::Args;
use guanxi::{
    Crm, Date, Error, Result, RfmQuery,
    import::{ImportOptions, ImportReport},
    progress::CancelToken,
};

use self::{groups::Groups, people::Deduped, place::Place, points::Points, shown::Tour};
use super::reports::TopList;
use crate::{context::Context, exit::Exit, interrupt};

/// See it at work: import a real shop, find who is who, count
#[derive(Debug, Args)]
#[command(after_help = "\
The shop comes with the command: 5,535 customer records of five channels,
invented, and 6,919 real orders of 1997 and 1998. Names are shown masked.
Without --dir or --keep everything is gone at the end.

Examples:
  guanxi demo
  guanxi demo --dir ./guanxi-demo
  guanxi demo --as-of 1997-12-31 --json")]
pub(crate) struct Demo {
    /// Put the store here and keep it: a directory, or redb:DIR, sled:DIR
    #[arg(long, value_name = "DIR", conflicts_with = "keep")]
    dir: Option<String>,
    /// Keep the store in a new temporary directory
    #[arg(long)]
    keep: bool,
    /// Look at the figures as of the end of this day [default: the day of the last order]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Date>,
}

/// How many of the customers that spent most are shown.
const TOP: u32 = 5;

impl Demo {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let cancel = interrupt::token()?;
        let place = Place::choose(self.dir.or_else(|| context.asked_url.clone()), self.keep)?;
        let started = Instant::now();
        let crm = open_empty(context, &place)?;
        let customers = import(&cancel, data::CUSTOMERS, "customers.csv", |data, options| {
            crm.imports().customers(data, options)
        })?;
        let orders =
            import(&cancel, data::ORDERS, "orders.csv", |data, options| crm.imports().orders(data, options))?;
        let import_millis = started.elapsed().as_millis() as u64;
        cancel.check()?;
        let deduped = Deduped::make(&crm, &cancel)?;
        let tour = figures(&crm, self.as_of, customers, orders, deduped)?;
        let tour = Tour {
            import_millis,
            millis: started.elapsed().as_millis() as u64,
            url: place.kept_url(),
            ..tour
        };
        crm.close()?;
        place.leave()?;
        context.out.answer(&tour)?;
        Ok(Exit::Done)
    }
}

fn open_empty(context: &Context, place: &Place) -> Result<Crm> {
    let crm = context.open(place.url())?;
    match crm.reports().stats()? {
        stats if stats.records == 0 && stats.orders == 0 => Ok(crm),
        _ => Err(Error::invalid(
            "dir",
            "there is a store with data already; the demo starts in an empty place",
        )),
    }
}

fn import(
    cancel: &CancelToken,
    data: &'static [u8],
    name: &str,
    call: impl FnOnce(Cursor<&'static [u8]>, ImportOptions<'_>) -> Result<ImportReport>,
) -> Result<ImportReport> {
    cancel.check()?;
    call(Cursor::new(data), ImportOptions::new(name).cancel(cancel.clone()))
}

fn figures(
    crm: &Crm,
    as_of: Option<Date>,
    customers: ImportReport,
    orders: ImportReport,
    deduped: Deduped,
) -> Result<Tour> {
    let reports = crm.reports();
    let stats = reports.stats()?;
    let as_of =
        as_of.or(stats.last_order_date).ok_or_else(|| Error::internal("the demo's orders have no day"))?;
    Ok(Tour {
        url: None,
        as_of,
        import_millis: 0,
        millis: 0,
        revenue: reports.revenue_by_month(Some(as_of))?,
        rfm: reports.rfm(RfmQuery::as_of(as_of))?,
        top: TopList::new(&reports.top_customers(TOP, Some(as_of))?),
        points: Points::make(crm, as_of)?,
        segments: Groups::make(crm, as_of)?,
        customers,
        orders,
        deduped,
        stats,
    })
}
