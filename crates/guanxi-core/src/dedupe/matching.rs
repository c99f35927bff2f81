//! The shop's records as the engine sees them: one row a record, weighed against each other under a model that is
//! learned from them.

use std::collections::{BTreeMap, BTreeSet};

use guanxi_match::{Deduped, Field, Index, Kind, Label, Schema, Settings, Source, Table, dedupe};

use super::evidence::{ppm_of, probability};
use crate::{
    error::Result,
    id::{CustomerId, RecordId},
    identity::{Record, RecordContent, Verdict, rows},
    scope::Look,
};

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

/// A record that says something of a person.
pub(super) struct Row {
    pub(super) record: RecordId,
    pub(super) customer: CustomerId,
}

/// The best pair of records of two customers.
#[derive(Clone, Copy)]
pub(super) struct Best {
    /// The rows, that of the older customer first.
    pub(super) rows: (u32, u32),
    pub(super) weight: f64,
}

/// All records, weighed.
pub(super) struct Matching {
    pub(super) rows: Vec<Row>,
    pub(super) index: Index,
    /// By the older and the younger customer.
    pub(super) pairs: BTreeMap<(CustomerId, CustomerId), Best>,
    table: Table,
}

/// Cells of the columns, in their order.
pub(super) type Cells = [String; COLUMNS.len()];

impl Matching {
    /// Weighs all records of the shop; pairs reach `review`, groups are made at `threshold`, in millionths.
    pub(super) fn of_all(look: &Look<'_>, review: u32, threshold: u32) -> Result<Self> {
        let mut table = Table::new(COLUMNS);
        let mut rows = Vec::new();
        for Record { id, customer, content, .. } in rows::all(look.rows)? {
            let cells = cells(&content);
            if let Some(customer) = customer.filter(|_| cells.iter().any(|cell| !cell.is_empty())) {
                table.push(&cells);
                rows.push(Row { record: id, customer });
            }
        }
        let settings = Settings {
            threshold: probability(threshold),
            review: probability(review),
            schema: Some(schema(look, &table)),
            ..Settings::default()
        };
        let Deduped { model, .. } = dedupe(&table, &settings);
        let mut found =
            Self { rows, index: Index::new(model), pairs: BTreeMap::new(), table: Table::default() };
        for at in 0..table.rows() {
            let matches = found.index.insert(&table.record(at));
            matches.iter().for_each(|m| found.note(m.row, at as u32, m.weight));
        }
        found.table = table;
        Ok(found)
    }

    fn note(&mut self, a: u32, b: u32, weight: f64) {
        let customer = |row: u32| self.rows[row as usize].customer;
        let (a, b) = if customer(a) <= customer(b) { (a, b) } else { (b, a) };
        let key = (customer(a), customer(b));
        if key.0 == key.1 {
            return;
        }
        let best = self.pairs.entry(key).or_insert(Best { rows: (a, b), weight });
        if (weight, best.rows) > (best.weight, (a, b)) {
            *best = Best { rows: (a, b), weight };
        }
    }

    /// The groups of customers that are likely one person at the threshold, each sorted: records of one customer hold
    /// together, what was decided to be apart stays apart.
    pub(super) fn groups(&self, apart: &Apart) -> Vec<Vec<CustomerId>> {
        let place: BTreeMap<RecordId, u32> =
            self.rows.iter().zip(0..).map(|(row, at)| (row.record, at)).collect();
        let mut last: BTreeMap<CustomerId, u32> = BTreeMap::new();
        let mut labels = Vec::new();
        for (row, at) in self.rows.iter().zip(0..) {
            let before = last.insert(row.customer, at);
            labels.extend(before.map(|left| Label { left, right: at, same: true }));
        }
        labels.extend(
            apart.0.iter().filter_map(|(a, b)| {
                Some(Label { left: *place.get(a)?, right: *place.get(b)?, same: false })
            }),
        );
        let clusters = self.index.model().dedupe_with(&self.table, &labels).clusters;
        let mut groups: BTreeMap<u32, BTreeSet<CustomerId>> = BTreeMap::new();
        for (row, cluster) in self.rows.iter().zip(clusters) {
            groups.entry(cluster).or_default().insert(row.customer);
        }
        let several = groups.into_values().filter(|group| group.len() > 1);
        several.map(|group| group.into_iter().collect()).collect()
    }

    /// The rows of a customer.
    pub(super) fn rows_of(&self, customer: CustomerId) -> Vec<u32> {
        self.rows.iter().zip(0..).filter(|(row, _)| row.customer == customer).map(|(_, at)| at).collect()
    }

    /// A row as its customer and record.
    pub(super) fn side(&self, row: u32) -> (CustomerId, RecordId) {
        let Row { record, customer } = self.rows[row as usize];
        (customer, record)
    }

    /// Pairs of customers, most likely first, without those that were decided to be two persons.
    pub(super) fn open_pairs(&self, apart: &Apart) -> Vec<((CustomerId, CustomerId), Best)> {
        let owner: BTreeMap<_, _> = self.rows.iter().map(|row| (row.record, row.customer)).collect();
        let decided: BTreeSet<_> = apart.customers(|record| owner.get(&record).copied()).collect();
        let mut pairs: Vec<_> = self.pairs.iter().map(|(pair, best)| (*pair, *best)).collect();
        pairs.retain(|(pair, _)| !decided.contains(pair));
        pairs.sort_by(|(p, a), (q, b)| b.weight.total_cmp(&a.weight).then(p.cmp(q)));
        pairs
    }
}

/// Pairs of records that were decided to be of two persons, the lower record first.
pub(super) struct Apart(BTreeSet<(RecordId, RecordId)>);

impl Apart {
    pub(super) fn load(look: &Look<'_>) -> Result<Self> {
        let verdicts = rows::verdicts(look.rows)?;
        let apart = verdicts.into_iter().filter(|(_, verdict)| *verdict == Verdict::NotTheSame);
        Ok(Self(apart.map(|(pair, _)| pair).collect()))
    }

    fn customers(
        &self,
        owner: impl Fn(RecordId) -> Option<CustomerId>,
    ) -> impl Iterator<Item = (CustomerId, CustomerId)> {
        self.0.iter().filter_map(move |(a, b)| {
            let (a, b) = (owner(*a)?, owner(*b)?);
            Some((a.min(b), a.max(b)))
        })
    }
}

/// A probability reached, in millionths.
pub(super) fn reaches(weight: f64, ppm: u32) -> bool {
    ppm_of(weight) >= ppm
}

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

/// The cells with the names of their columns.
pub(super) fn named(cells: &Cells) -> Vec<(&str, &str)> {
    COLUMNS.into_iter().zip(cells.iter().map(String::as_str)).collect()
}

/// The fields of customers that any record fills.
fn schema(look: &Look<'_>, table: &Table) -> Schema {
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
