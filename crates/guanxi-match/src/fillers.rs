//! Values that so many people share that they stand for the lack of one: a shop's own telephone, the clerk's e-mail.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::{
    hash,
    normalise::placeholder,
    records::Dictionary,
    schema::Schema,
    value::{Body, Kind, Value},
};

/// By field, what its values that are placeholders are called, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Fillers(Vec<Vec<u64>>);

impl Fillers {
    /// Finds those of a table, given the values of each field and the symbols of each row.
    pub(crate) fn of(schema: &Schema, dictionaries: &[Dictionary], columns: &[Vec<u32>]) -> Self {
        let people = People { schema, dictionaries, columns };
        let found: Vec<Vec<u64>> = (0..dictionaries.len()).map(|field| people.fillers(field)).collect();
        // A model without any says nothing of them.
        Self(if found.iter().all(Vec::is_empty) { Vec::new() } else { found })
    }

    /// Whether a value of a field is one.
    pub(crate) fn has(&self, field: usize, value: &Value) -> bool {
        self.0.get(field).is_some_and(|ids| ids.binary_search(&value.id).is_ok())
    }

    /// Takes them out of the rows.
    pub(crate) fn clear(&self, dictionaries: &[Dictionary], columns: &mut [Vec<u32>]) {
        for (field, column) in columns.iter_mut().enumerate() {
            if self.0.get(field).is_none_or(Vec::is_empty) {
                continue;
            }
            let known = |symbol: u32| self.has(field, &dictionaries[field].values[symbol as usize]);
            column.iter_mut().filter(|symbol| known(**symbol)).for_each(|symbol| *symbol = 0);
        }
    }

    /// What was found, for people.
    pub(crate) fn notes(&self, schema: &Schema) -> Vec<String> {
        let fields = schema.fields.iter().zip(&self.0).filter(|(_, ids)| !ids.is_empty());
        fields
            .map(|(field, ids)| match ids.len() {
                1 => format!("{}: a value that too many people share is taken for a placeholder", field.name),
                many => {
                    format!(
                        "{}: {many} values that too many people share are taken for placeholders",
                        field.name
                    )
                }
            })
            .collect()
    }
}

/// The rows of a table, and who they say they are.
struct People<'a> {
    schema: &'a Schema,
    dictionaries: &'a [Dictionary],
    columns: &'a [Vec<u32>],
}

impl People<'_> {
    fn fillers(&self, field: usize) -> Vec<u64> {
        let Some(kind) = counted(self.schema.fields[field].kind) else { return Vec::new() };
        let (values, column) = (&self.dictionaries[field].values, &self.columns[field]);
        let mut rows = vec![0_u64; values.len()];
        column.iter().for_each(|&symbol| rows[symbol as usize] += 1);
        let filled = rows[1..].iter().sum();
        let distinct = rows[1..].iter().filter(|rows| **rows > 0).count() as u64;
        let too_many = |count: u64| placeholder::by_count(kind, count, filled, distinct);
        let often = |symbol: usize| symbol > 0 && is_whole(&values[symbol]) && too_many(rows[symbol]);
        let often: FxHashSet<u32> =
            (0..values.len()).filter(|&symbol| often(symbol)).map(|s| s as u32).collect();
        let mut ids: Vec<u64> = self
            .people_of(field, &often)
            .into_iter()
            .filter(|(_, people)| too_many(people.len() as u64))
            .map(|(symbol, _)| values[symbol as usize].id)
            .collect();
        ids.sort_unstable();
        ids
    }

    /// Who holds values. A good customer has many rows of one name; what stands for nothing has as many names as rows.
    fn people_of(&self, field: usize, often: &FxHashSet<u32>) -> FxHashMap<u32, FxHashSet<u64>> {
        let mut people: FxHashMap<u32, FxHashSet<u64>> = FxHashMap::default();
        if often.is_empty() {
            return people;
        }
        for (row, symbol) in
            self.columns[field].iter().enumerate().filter(|(_, symbol)| often.contains(symbol))
        {
            people.entry(*symbol).or_default().insert(self.name(row));
        }
        people
    }

    /// The name of a row; where a table has none, all that it says.
    fn name(&self, row: usize) -> u64 {
        let names = |kind: &Kind| matches!(kind, Kind::Given | Kind::Family);
        let named = self.schema.fields.iter().any(|field| names(&field.kind));
        let fields = self.schema.fields.iter().enumerate().filter(|(_, field)| !named || names(&field.kind));
        fields.fold(1, |name, (field, _)| {
            let symbol = self.columns[field][row] as usize;
            hash::pair(name, self.dictionaries[field].values[symbol].keys[0])
        })
    }
}

/// Kinds of which one person has a value nearly alone.
fn counted(kind: Kind) -> Option<placeholder::Kind> {
    match kind {
        Kind::Email => Some(placeholder::Kind::Email),
        Kind::Phone | Kind::Identifier => Some(placeholder::Kind::Phone),
        Kind::Address => Some(placeholder::Kind::Address),
        Kind::Date => Some(placeholder::Kind::Date),
        _ => None,
    }
}

/// Many are born in one year.
fn is_whole(value: &Value) -> bool {
    match &value.body {
        Body::Date(date) => date.year.is_some() && date.month > 0 && date.day > 0,
        _ => true,
    }
}
