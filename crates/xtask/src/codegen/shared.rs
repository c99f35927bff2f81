//! What the generators of all languages ask of the description.

use std::collections::BTreeMap;

use guanxi_core::error::ErrorKind;
use guanxi_core::schema::{FieldDef, Interface, OpDef, ParamDef, ParamKind, Ty, TypeDef};

/// Types by name.
pub(crate) type Types = BTreeMap<&'static str, TypeDef>;

/// `order_recorded` as `OrderRecorded`.
pub(crate) fn pascal(name: &str) -> String {
    name.split('_').map(capital).collect()
}

/// `order_recorded` as `orderRecorded`.
pub(crate) fn camel(name: &str) -> String {
    let mut words = name.split('_');
    words.next().unwrap_or_default().to_owned() + &words.map(capital).collect::<String>()
}

/// `OrderRecorded` as `order_recorded`.
pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A doc comment without what only rustdoc reads: ``[`upsert`](Self::upsert)`` becomes `` `upsert` ``.
pub(crate) fn plain_doc(doc: &str) -> String {
    let mut out = String::new();
    let mut rest = doc;
    while let Some(from) = rest.find("[`") {
        let Some(length) = rest[from..].find("`]") else { break };
        out.push_str(&rest[..from]);
        out.push_str(&rest[from + 1..from + length + 1]);
        rest = &rest[from + length + 2..];
        if rest.starts_with('(')
            && let Some(end) = rest.find(')')
        {
            rest = &rest[end + 1..];
        }
    }
    out + rest
}

/// The doc comment of a call: what it does, and its refusals.
pub(crate) fn doc_and_errors(doc: &str) -> (String, Option<String>) {
    let doc = plain_doc(doc);
    match doc.split_once("# Errors") {
        Some((text, errors)) => (text.trim().to_owned(), Some(errors.trim().to_owned())),
        None => (doc, None),
    }
}

/// What the exceptions of a kind are called, before each language adds what it is used to.
pub(crate) fn kind_class(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::Unknown => "UnknownOutcome".to_owned(), // that nobody knows an error says nothing
        kind => pascal(kind.name()),
    }
}

/// The fields of a struct.
pub(crate) fn struct_fields<'a>(types: &'a Types, ty: &Ty) -> Option<&'a [FieldDef]> {
    match ty {
        Ty::Ref(name) => match types.get(name)? {
            TypeDef::Struct { fields, .. } => Some(fields),
            _ => None,
        },
        _ => None,
    }
}

fn is_spread(types: &Types, ty: &Ty) -> bool {
    matches!(ty, Ty::Ref(name) if matches!(types.get(name), Some(TypeDef::Struct { spread: true, .. })))
}

/// The last value that a call takes, when it is handed over field by field, and those fields.
pub(crate) struct Spread<'a> {
    pub(crate) param: &'a ParamDef,
    /// The struct's name.
    pub(crate) type_name: &'static str,
    pub(crate) fields: Vec<SpreadField<'a>>,
}

/// A field, and the names that lead to it from the argument: `["page", "limit"]`.
pub(crate) struct SpreadField<'a> {
    pub(crate) path: Vec<&'static str>,
    pub(crate) field: &'a FieldDef,
}

/// See [`Spread`].
pub(crate) fn spread<'a>(types: &'a Types, op: &'a OpDef) -> Option<Spread<'a>> {
    let param = op.params.iter().rfind(|p| matches!(p.kind, ParamKind::Value(_)))?;
    let ParamKind::Value(ty @ Ty::Ref(type_name)) = &param.kind else { return None };
    let mut fields = Vec::new();
    is_spread(types, ty).then(|| flatten(types, ty, &[], &mut fields))?;
    Some(Spread { param, type_name, fields })
}

fn flatten<'a>(types: &'a Types, ty: &Ty, path: &[&'static str], out: &mut Vec<SpreadField<'a>>) {
    for field in struct_fields(types, ty).unwrap_or_default() {
        let path: Vec<_> = path.iter().copied().chain([field.name]).collect();
        if is_spread(types, &field.ty) {
            flatten(types, &field.ty, &path, out);
        } else {
            out.push(SpreadField { path, field });
        }
    }
}

/// What a call gives page by page: a struct with `items` and `next_cursor`, asked for with a spread argument that has a
/// `cursor`. Every language has a loop over such a call, which ends at an empty page or without a next cursor.
pub(crate) fn page_item<'a>(types: &'a Types, op: &'a OpDef) -> Option<&'a Ty> {
    let spread = spread(types, op)?;
    let page = struct_fields(types, &op.returns)?;
    let asks = spread.fields.iter().any(|f| f.field.name == "cursor");
    let goes_on = page.iter().any(|f| f.name == "next_cursor");
    match &page.iter().find(|f| f.name == "items")?.ty {
        Ty::List(item) if asks && goes_on => Some(item),
        _ => None,
    }
}

/// What the loop over pages is called: `list` has `iter`, `changes` has `iter_changes`.
pub(crate) fn loop_name(op: &OpDef) -> String {
    if op.name == "list" { "iter".to_owned() } else { format!("iter_{}", op.name) }
}

/// The types that are handed in and those that are handed back, by name: some are both.
pub(crate) fn directions(interface: &Interface) -> (Vec<&'static str>, Vec<&'static str>) {
    let (mut handed_in, mut given_back) = (Vec::new(), vec!["Progress"]);
    for op in interface.areas.iter().flat_map(|area| &area.ops) {
        for param in &op.params {
            if let ParamKind::Value(ty) = &param.kind {
                reach(&interface.types, ty, &mut handed_in);
            }
        }
        reach(&interface.types, &op.returns, &mut given_back);
    }
    reach(&interface.types, &Ty::Ref("Stage"), &mut given_back);
    (handed_in, given_back)
}

fn reach(types: &Types, ty: &Ty, found: &mut Vec<&'static str>) {
    match ty {
        Ty::Option(inner) | Ty::List(inner) | Ty::Map(inner) => reach(types, inner, found),
        Ty::Ref(name) if !found.contains(name) => {
            found.push(name);
            each_part(&types[name], &mut |ty| reach(types, ty, found));
        }
        _ => {}
    }
}

fn each_part(def: &TypeDef, f: &mut dyn FnMut(&Ty)) {
    use guanxi_core::schema::Shape;
    match def {
        TypeDef::Text { .. } => {}
        TypeDef::Struct { fields, .. } => fields.iter().for_each(|field| f(&field.ty)),
        TypeDef::Enum { variants, .. } => variants.iter().for_each(|variant| match &variant.shape {
            Shape::Unit => {}
            Shape::Value(ty) => f(ty),
            Shape::Fields(fields) => fields.iter().for_each(|field| f(&field.ty)),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_lose_their_links() {
        assert_eq!(plain_doc("As [`upsert`](Self::upsert), and [`Order`]."), "As `upsert`, and `Order`.");
        let (doc, errors) = doc_and_errors("One.\n\n# Errors\n`not_found`.");
        assert_eq!((doc.as_str(), errors.as_deref()), ("One.", Some("`not_found`.")));
    }

    #[test]
    fn a_query_spreads_and_its_call_has_pages() {
        let interface = guanxi_core::crm::interface();
        let customers = interface.areas.iter().find(|a| a.name == "customers").unwrap();
        let find = customers.ops.iter().find(|o| o.name == "find").unwrap();
        let paths: Vec<_> =
            spread(&interface.types, find).unwrap().fields.iter().map(|f| f.path.join(".")).collect();
        assert_eq!(paths, ["text", "page.limit", "page.cursor"]);
        assert_eq!(page_item(&interface.types, find), Some(&Ty::Ref("Customer")));
        let (handed_in, given_back) = directions(&interface);
        assert!(handed_in.contains(&"CustomerInput") && !given_back.contains(&"CustomerInput"));
    }
}
