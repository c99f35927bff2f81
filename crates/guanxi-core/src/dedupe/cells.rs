//! What a record says, as the engine compares it.

use guanxi_match::{Field, Kind, Schema, Source, Table};

use crate::{identity::RecordContent, scope::Look};

const COLUMNS: [&str; 11] = [
    "given_name",
    "family_name",
    "email",
    "phone",
    "birth_date",
    "gender",
    "address",
    "postcode",
    "city",
    "region",
    "country",
];

/// A table of the columns, without rows.
pub(super) fn table() -> Table {
    Table::new(COLUMNS)
}

/// Cells of the columns, in their order.
pub(super) type Cells = [String; COLUMNS.len()];

/// What a record says, as cells.
pub(super) fn cells(content: &RecordContent) -> Cells {
    let text = |t: Option<&str>| t.unwrap_or_default().to_owned();
    let name = content.name.as_ref().filter(|name| !name.is_placeholder());
    let address = content.address.as_ref();
    let birth_date = content.real_birth_date().filter(|date| date.year().is_some());
    [
        text(name.and_then(|n| n.given())),
        text(name.and_then(|n| n.family())),
        text(content.real_email().map(|e| e.as_str())),
        text(content.real_phone().map(|p| p.e164())),
        birth_date.map(|date| date.to_string()).unwrap_or_default(),
        text(content.gender.as_deref()),
        address.map(|a| a.lines.join(", ")).unwrap_or_default(),
        text(address.and_then(|a| a.postcode.as_deref())),
        text(address.and_then(|a| a.city.as_deref())),
        text(address.and_then(|a| a.region.as_deref())),
        text(address.and_then(|a| a.country.as_ref()).map(|c| c.as_str())),
    ]
}

/// Whether they say nothing of a person.
pub(super) fn are_empty(cells: &Cells) -> bool {
    cells.iter().all(String::is_empty)
}

/// The cells with the names of their columns.
pub(super) fn named(cells: &Cells) -> Vec<(&str, &str)> {
    COLUMNS.into_iter().zip(cells.iter().map(String::as_str)).collect()
}

/// The fields of customers that any record fills.
pub(super) fn schema(look: &Look<'_>, table: &Table) -> Schema {
    let filled = |name: &str| table.columns().iter().any(|c| c.name() == name && c.distinct() > 0);
    let found = Schema::of(table);
    let country = look.settings.country.map(|country| country.as_str().to_owned());
    let mut schema = Schema { fields: vec![], left_out: vec![], country: country.or(found.country), ..found };
    let mut push = |name: &str, kind, source, country: bool, within| {
        let country_column = (country && filled("country")).then(|| "country".to_owned());
        schema.fields.push(Field { name: name.to_owned(), kind, source, country_column, within });
        Some(schema.fields.len() - 1)
    };
    let one = |name: &str| Source::Columns(vec![name.to_owned()]);
    let mut given = None;
    if filled("given_name") || filled("family_name") {
        let parts = || Source::NameParts(Some("given_name".into()), Some("family_name".into()));
        given = push("given name", Kind::Given, parts(), false, None);
        push("family name", Kind::Family, parts(), false, None);
    }
    let plain = [
        ("email", Kind::Email, given),
        ("phone", Kind::Phone, None),
        ("birth_date", Kind::Date, None),
        ("gender", Kind::Gender, None),
    ];
    for (name, kind, within) in plain.into_iter().filter(|(name, ..)| filled(name)) {
        push(name, kind, one(name), kind == Kind::Phone, within);
    }
    // From the finest to the roughest: each lies within the one before.
    let places = [
        ("address", Kind::Address),
        ("postcode", Kind::Postcode),
        ("city", Kind::Place),
        ("region", Kind::Place),
        ("country", Kind::Place),
    ];
    let mut within = None;
    for (name, kind) in places.into_iter().filter(|(name, _)| filled(name)) {
        within = push(name, kind, one(name), kind == Kind::Postcode, within);
    }
    schema
}
