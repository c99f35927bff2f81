//! Customers read through the library.

use anyhow::{Result, ensure};
use guanxi::{Crm, CustomerId, CustomerQuery, PageRequest};

use crate::{
    bare::{Picks, READS, each},
    generate::Person,
    measure::{Figures, Meter},
};

/// Reads customers in several ways.
pub(super) fn read(crm: &Crm, rows: u64) -> Result<Figures> {
    let customers = crm.customers();
    let find = |email: &str| -> Result<Option<CustomerId>> {
        Ok(customers.find(CustomerQuery::new(email))?.items.first().map(|c| c.id))
    };
    // Not every number has a row of its own.
    let mut known = Vec::new();
    for person in Picks::new(rows).iter().map(Person::new).filter(|p| !p.has_placeholder()) {
        known.extend(find(&person.email)?.map(|id| (person.email, id)));
    }
    ensure!(known.len() > READS / 2, "customers are missing");
    let mut figures = Figures::new();
    let by_id = each(known.iter(), |(_, id)| {
        customers.get(*id)?;
        Ok(())
    })?;
    figures.insert("id".into(), by_id);
    let by_email = each(known.iter(), |(email, id)| {
        ensure!(find(email)? == Some(*id), "found somebody else");
        Ok(())
    })?;
    figures.insert("email".into(), by_email);
    let mut request = PageRequest::new().with_limit(50);
    let page = each(0..READS / 20, |_| {
        let page = customers.list(request.clone())?;
        request = page
            .next_cursor
            .map_or_else(|| PageRequest::new().with_limit(50), |next| request.clone().with_cursor(next));
        Ok(())
    })?;
    figures.insert("page".into(), page);
    let (meter, mut seen) = (Meter::start(), 0);
    let mut request = Some(PageRequest::new().with_limit(1_000));
    while let Some(this) = request {
        let page = customers.list(this.clone())?;
        seen += page.items.len();
        request = page.next_cursor.map(|next| this.with_cursor(next));
    }
    figures.insert("scan".into(), meter.cpu());
    ensure!(seen > 0, "there are no customers");
    Ok(figures)
}
