//! Arguments that several commands take.

use clap::Args;
use guanxi::{CustomerRef, Error, OrderRef, PageRequest, Result};

/// Which part of a list.
#[derive(Clone, Debug, Args)]
pub(crate) struct Page {
    /// How many at most, 1 to 1000
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: u32,
    /// From where to go on: what the page before gave as its next cursor
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,
}

impl From<Page> for PageRequest {
    fn from(page: Page) -> Self {
        let request = Self::new().with_limit(page.limit);
        match page.cursor {
            Some(cursor) => request.with_cursor(cursor),
            None => request,
        }
    }
}

/// Reads what names a customer: `cus_…`, `shopify:6940095`, an e-mail, a phone.
pub(crate) fn customer(text: &str) -> Result<CustomerRef> {
    if text.starts_with("cus_") {
        return text.parse().map(CustomerRef::Id);
    }
    if let Some((source, external_id)) = split_external(text) {
        return Ok(CustomerRef::Record { source, external_id });
    }
    match text.chars().next() {
        Some(_) if text.contains('@') => Ok(CustomerRef::Email(text.to_owned())),
        Some('+' | '0'..='9' | '(') => Ok(CustomerRef::Phone(text.to_owned())),
        _ => Err(Error::invalid(
            "customer",
            "expected cus_…, SOURCE:ID, an e-mail or a phone; `guanxi customers find` looks by name",
        )),
    }
}

/// Reads what names an order: `ord_…`, `shopify:1001`.
pub(crate) fn order(text: &str) -> Result<OrderRef> {
    if text.starts_with("ord_") {
        return text.parse().map(OrderRef::Id);
    }
    let (source, external_id) = split_external(text)
        .ok_or_else(|| Error::invalid("order", "expected ord_… or SOURCE:ID such as shopify:1001"))?;
    Ok(OrderRef::External { source, external_id })
}

/// Reads SOURCE:ID.
pub(crate) fn external(text: &str) -> Result<(String, String)> {
    split_external(text).ok_or_else(|| Error::invalid("id", "expected SOURCE:ID such as shopify:1001"))
}

fn split_external(text: &str) -> Option<(String, String)> {
    let (source, id) = text.split_once(':')?;
    (!source.is_empty() && !source.contains('@') && !id.is_empty())
        .then(|| (source.to_owned(), id.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_customer() {
        let record =
            |source: &str, id: &str| CustomerRef::Record { source: source.into(), external_id: id.into() };
        assert!(customer("shopify:6940095").unwrap() == record("shopify", "6940095"));
        assert!(customer("wechat:o6_bm@x").unwrap() == record("wechat", "o6_bm@x"));
        assert!(customer("li@example.cn").unwrap() == CustomerRef::Email("li@example.cn".into()));
        assert!(customer("+8613800138000").unwrap() == CustomerRef::Phone("+8613800138000".into()));
        for bad in ["", "li wei", "cus_1", ":7", "shopify:"] {
            assert!(customer(bad).is_err(), "{bad}");
        }
        assert!(order("1001").is_err());
    }
}
