//! Shopify's bulk exports: the nodes of a query, each on a line. A node that stood inside of another one has a line of its
//! own, which names its parent as `__parentId`, and may stand anywhere in the file: the lines are grouped on demand only
//! (`groupObjects`; <https://shopify.dev/docs/api/usage/bulk-operations/queries>).
//!
//! Where the children of each parent stand is found first, with 32 bytes of memory for each; then every object is put
//! together when its turn comes.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use serde::Deserialize;

use super::{
    Fault,
    json::{Json, Object},
    shopify_graphql::GID,
};

/// The field that names the parent.
const PARENT: &str = "__parentId";

/// Kinds that are taken in by themselves, wherever they stood.
const ALONE: &[&str] = &["Customer", "Order", "DraftOrder", "AbandonedCheckout", "Checkout"];

/// What a line says of its place.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    pub(super) id: Option<String>,
    #[serde(rename = "__parentId")]
    parent: Option<String>,
}

impl Place {
    pub(super) fn of(line: &[u8]) -> Self {
        serde_json::from_slice(line).unwrap_or_default()
    }

    /// The parent that this line is a part of.
    pub(super) fn part_of(&self) -> Option<&str> {
        let alone = self.id.as_deref().and_then(kind).is_some_and(|kind| ALONE.contains(&kind));
        self.parent.as_deref().filter(|_| !alone)
    }
}

/// Whether a first line is of such an export.
pub(super) fn is_like(line: &[u8]) -> bool {
    Place::of(line).id.is_some_and(|id| id.starts_with(GID))
}

/// `LineItem` of `gid://shopify/LineItem/7`.
fn kind(id: &str) -> Option<&str> {
    id.strip_prefix(GID)?.split('/').next()
}

/// Where the parts of each object stand.
#[derive(Default)]
pub(super) struct Parts(Vec<Part>);

struct Part {
    parent: u64,
    offset: u64,
    index: u64,
    taken: bool,
}

impl Parts {
    /// Takes note of a line.
    pub(super) fn see(&mut self, line: &[u8], offset: u64, index: u64) {
        if let Some(parent) = Place::of(line).part_of() {
            self.0.push(Part { parent: hash(parent), offset, index, taken: false });
        }
    }

    /// To be called when all lines were seen.
    pub(super) fn sort(&mut self) {
        self.0.sort_unstable_by_key(|part| (part.parent, part.offset));
    }

    /// Where the parts of this object may stand; whether a line is one is for [`Place`] to say.
    pub(super) fn of(&mut self, id: &str) -> Vec<(usize, u64)> {
        let parent = hash(id);
        let from = self.0.partition_point(|part| part.parent < parent);
        let parts = self.0[from..].iter().take_while(|part| part.parent == parent);
        parts.enumerate().filter(|(_, part)| !part.taken).map(|(at, part)| (from + at, part.offset)).collect()
    }

    /// A part belongs to an object that was put together.
    pub(super) fn take(&mut self, at: usize) {
        self.0[at].taken = true;
    }

    /// Parts whose parent is nowhere: where each stands, and its number.
    pub(super) fn left(&self) -> Vec<(u64, u64)> {
        let mut left: Vec<_> =
            self.0.iter().filter(|part| !part.taken).map(|p| (p.offset, p.index)).collect();
        left.sort_unstable();
        left
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// An object with its parts where the query had them, and the customer that it stood under.
pub(super) fn whole(root: Json, parts: &[Vec<u8>], path: &str) -> Result<Json, Fault> {
    let Json::Object(mut root) = root else { return Ok(root) };
    let mut by_parent: BTreeMap<String, Vec<Object>> = BTreeMap::new();
    for part in parts {
        let text = std::str::from_utf8(part);
        let text = text.map_err(|_| Fault::new(path, "malformed", "a part of it is no UTF-8"))?;
        if let Json::Object(mut part) = Json::read(text, path)? {
            let parent = take_parent(&mut part).unwrap_or_default();
            by_parent.entry(parent).or_default().push(part);
        }
    }
    attach(&mut root, &mut by_parent);
    under(&mut root);
    Ok(Json::Object(root))
}

fn attach(object: &mut Object, by_parent: &mut BTreeMap<String, Vec<Object>>) {
    let parts = text(object, "id").and_then(|id| by_parent.remove(id)).unwrap_or_default();
    for mut part in parts {
        attach(&mut part, by_parent);
        let name = text(&part, "id").and_then(kind).map_or_else(|| "parts".to_owned(), connection);
        match object.iter_mut().find(|(key, _)| *key == name) {
            Some((_, Json::List(items))) => items.push(Json::Object(part)),
            _ => object.push((name, Json::List(vec![Json::Object(part)]))),
        }
    }
}

/// An order that stood under a customer is theirs.
fn under(root: &mut Object) {
    let parent = text(root, PARENT).filter(|parent| kind(parent) == Some("Customer")).map(str::to_owned);
    let has_customer = root.iter().any(|(key, value)| key == "customer" && *value != Json::Null);
    if let Some(parent) = parent.filter(|_| !has_customer) {
        root.retain(|(key, _)| key != PARENT && key != "customer");
        root.push(("customer".to_owned(), Json::Object(vec![("id".to_owned(), Json::Text(parent))])));
    }
}

fn take_parent(part: &mut Object) -> Option<String> {
    let at = part.iter().position(|(key, _)| key == PARENT)?;
    match part.remove(at).1 {
        Json::Text(parent) => Some(parent),
        _ => None,
    }
}

fn text<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.iter().find_map(|(name, value)| match value {
        Json::Text(text) if name == key => Some(text.as_str()),
        _ => None,
    })
}

/// `lineItems` for `LineItem`: what a connection of such nodes is called.
fn connection(kind: &str) -> String {
    let (first, rest) = kind.split_at(kind.chars().next().map_or(0, char::len_utf8));
    let ending = if kind.ends_with('s') { "es" } else { "s" };
    format!("{}{rest}{ending}", first.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_where_the_query_had_them() {
        let root = r#"{"id":"gid://shopify/Order/1","name":"N1","__parentId":"gid://shopify/Customer/9"}"#;
        let parts = [
            r#"{"id":"gid://shopify/LineItem/2","sku":"a","__parentId":"gid://shopify/Order/1"}"#,
            r#"{"id":"gid://shopify/Metafield/3","__parentId":"gid://shopify/LineItem/2"}"#,
            r#"{"id":"gid://shopify/LineItem/4","sku":"b","__parentId":"gid://shopify/Order/1"}"#,
            r#"{"code":"x","__parentId":"gid://shopify/Order/1"}"#,
        ];
        let parts: Vec<_> = parts.iter().map(|part| part.as_bytes().to_vec()).collect();
        let whole = whole(Json::read(root, "$").ok().unwrap(), &parts, "$").ok().unwrap();
        assert_eq!(
            whole.to_string(),
            r#"{"id":"gid://shopify/Order/1","name":"N1","lineItems":[{"id":"gid://shopify/LineItem/2","sku":"a","metafields":[{"id":"gid://shopify/Metafield/3"}]},{"id":"gid://shopify/LineItem/4","sku":"b"}],"parts":[{"code":"x"}],"customer":{"id":"gid://shopify/Customer/9"}}"#
        );
    }

    #[test]
    fn orders_are_no_parts_of_customers() {
        let order = br#"{"id":"gid://shopify/Order/1","__parentId":"gid://shopify/Customer/9"}"#;
        let line = br#"{"id":"gid://shopify/LineItem/1","__parentId":"gid://shopify/Order/1"}"#;
        assert_eq!(Place::of(order).part_of(), None);
        assert_eq!(Place::of(line).part_of(), Some("gid://shopify/Order/1"));
        assert!(is_like(order) && !is_like(br#"{"id": 1}"#));
        assert_eq!(connection("MailingAddress"), "mailingAddresses");
    }
}
