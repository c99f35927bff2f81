//! Which objects a value holds, which platform they are of, and what they are.

use super::{
    Fault, PayloadQuery, Platform, bulk,
    fact::Taken,
    fields::Fields,
    json::{Json, LISTS, Object},
    medusa,
    scan::Found,
    shopify, stripe, woocommerce,
};
use crate::{settings::ShopSettings, time::Zone};

/// What is known of every object of a file.
pub(super) struct Known {
    platform: Option<Platform>,
    kind: Option<String>,
    source: Option<String>,
    zone: Zone,
}

/// Where an object comes from, for the platform's reader.
#[derive(Clone, Copy)]
pub(super) struct From<'a> {
    pub(super) source: &'a str,
    /// What the platform calls it, if somebody said so.
    pub(super) kind: Option<&'a str>,
    /// Of times that have none.
    pub(super) zone: Zone,
}

impl Known {
    pub(super) fn new(query: &PayloadQuery, settings: &ShopSettings) -> Self {
        let (kind, source) = (query.kind.clone(), query.source_name.clone());
        Self { platform: query.platform, kind, source, zone: query.zone.unwrap_or(settings.zone) }
    }

    /// Reads one element of a file, which may be an envelope itself. The list it stands in tells what it is.
    pub(super) fn read(&self, read: &Found, path: &str, list: Option<&str>) -> Vec<Result<Taken, Fault>> {
        let json = match whole(read, path) {
            Ok(json) => json,
            Err(fault) => return vec![Err(fault)],
        };
        let mut found = Vec::new();
        unwrap(json, path, list.and_then(kind_of_list), &mut found);
        found.into_iter().map(|object| self.object(object?)).collect()
    }

    fn object(&self, (fields, kind): Named) -> Result<Taken, Fault> {
        let platform = self.platform.or_else(|| recognised(&fields)).ok_or_else(|| {
            let all: Vec<_> = Platform::ALL.iter().map(|p| p.as_str()).collect();
            let reason = format!("it is not plain whose it is; say the platform: {}", all.join(", "));
            Fault::new(&fields.path, "unknown_platform", reason)
        })?;
        let from = From {
            source: self.source.as_deref().unwrap_or(platform.as_str()),
            kind: self.kind.as_deref().or(kind.as_deref()),
            zone: self.zone,
        };
        match platform {
            Platform::Shopify => shopify::read(fields, &from),
            Platform::Woocommerce => woocommerce::read(fields, &from),
            Platform::Medusa => medusa::read(fields, &from),
            Platform::Stripe => stripe::read(fields, &from),
        }
    }
}

fn whole(found: &Found, path: &str) -> Result<Json, Fault> {
    let text = std::str::from_utf8(&found.bytes);
    let text = text.map_err(|_| Fault::new(path, "malformed", "it is no UTF-8, which JSON is always in"))?;
    bulk::whole(Json::read(text, path)?, &found.parts, path)
}

/// An object, and what it is by the name of what it stood in.
type Named = (Fields, Option<String>);

/// The objects that a value holds: itself, or what its envelopes hold.
fn unwrap(json: Json, path: &str, kind: Option<&str>, out: &mut Vec<Result<Named, Fault>>) {
    match json {
        Json::List(items) => {
            for (at, item) in items.into_iter().enumerate() {
                unwrap(item, &format!("{path}[{at}]"), kind, out);
            }
        }
        Json::Object(object) => match envelope(&object) {
            Some(at) => {
                let Some((key, inner)) = object.into_iter().nth(at) else { return };
                let named = kind_of(&key).map(str::to_owned);
                unwrap(inner, &format!("{path}.{key}"), named.as_deref().or(kind), out);
            }
            None => out.push(Ok((Fields::new(path, object), kind.map(str::to_owned)))),
        },
        other => {
            let reason = format!("expected an object, found {}", other.what());
            out.push(Err(Fault::new(path, "malformed", reason)));
        }
    }
}

/// The field that holds what an object is the envelope of: one that is nothing itself.
fn envelope(object: &Object) -> Option<usize> {
    if object.iter().any(|(key, _)| key == "id") {
        return None;
    }
    let holds = |value: &Json| matches!(value, Json::Object(_) | Json::List(_));
    if let [(_, Json::Object(_))] = &object[..] {
        return Some(0);
    }
    let wraps = |key: &str| key == "node" || LISTS.iter().any(|(list, _)| *list == key);
    object.iter().position(|(key, value)| wraps(key) && holds(value))
}

/// What an object is that stood under this name: `orders` and `order` hold orders, `data` and `node` anything.
fn kind_of(key: &str) -> Option<&str> {
    match LISTS.iter().find(|(list, _)| *list == key) {
        Some((_, "")) => None,
        Some((_, kind)) => Some(kind),
        None if key == "node" => None,
        None => Some(key),
    }
}

/// What the objects of a list are, by its path.
fn kind_of_list(path: &str) -> Option<&str> {
    path.split('.').skip(1).filter_map(kind_of).last()
}

fn recognised(fields: &Fields) -> Option<Platform> {
    match () {
        () if stripe::is_like(fields) => Some(Platform::Stripe),
        () if medusa::is_like(fields) => Some(Platform::Medusa),
        () if woocommerce::is_like(fields) => Some(Platform::Woocommerce),
        () if shopify::is_like(fields) => Some(Platform::Shopify),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, list: Option<&str>) -> Vec<(String, Option<String>)> {
        let mut out = Vec::new();
        unwrap(Json::read(text, "$").ok().unwrap(), "$", list.and_then(kind_of_list), &mut out);
        out.into_iter().map(|named| named.ok().map(|(fields, kind)| (fields.path, kind)).unwrap()).collect()
    }

    #[test]
    fn envelopes() {
        let one = |path: &str, kind: &str| vec![(path.to_owned(), Some(kind.to_owned()))];
        assert_eq!(found(r#"{"order": {"id": 1}}"#, None), one("$.order", "order"));
        assert_eq!(found(r#"{"count": 1, "orders": [{"id": 1}]}"#, None), one("$.orders[0]", "order"));
        assert_eq!(found(r#"{"data": {"order": {"id": "x"}}}"#, None), one("$.data.order", "order"));
        assert_eq!(
            found(r#"{"node": {"id": 1}, "cursor": "x"}"#, Some("$.data.orders.edges")),
            one("$.node", "order")
        );
        assert_eq!(found(r#"{"id": 1, "data": {"object": {}}}"#, None), [("$".to_owned(), None)]);
        assert_eq!(found(r#"{"id": 1, "orders": []}"#, None).len(), 1);
    }
}
