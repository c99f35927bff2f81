//! Rows as columns: answers as Arrow tables.
//!
//! Each type of the model says by [`Cell`] which column collects it; `#[model]` writes that for structs (a struct
//! column), for enums of names (a dictionary of text) and for the other enums (JSON text). No value is looked at for
//! its type while a table is built.

use std::{collections::BTreeMap, fmt, fmt::Write, marker::PhantomData, sync::Arc};

use arrow_array::{
    ArrayRef, ArrowPrimitiveType, DictionaryArray, ListArray, MapArray, RecordBatch, StringArray,
    StructArray,
    builder::{BooleanBuilder, PrimitiveBuilder, StringBuilder},
    cast::AsArray,
    types::{Int32Type, Int64Type, UInt8Type, UInt32Type, UInt64Type},
};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use serde::Serialize;

use crate::error::{Error, Result};

/// A finished column.
pub type Made = std::result::Result<ArrayRef, ArrowError>;

/// A type that a column can hold.
pub trait Cell {
    /// What collects its values.
    type Column: Column<Self> + Default;
}

/// Collects values of a type.
pub trait Column<T: ?Sized> {
    /// Takes a value, or nothing.
    fn push(&mut self, value: Option<&T>);
    /// The column.
    ///
    /// # Errors
    /// When it has more than an Arrow column can hold.
    fn finish(self) -> Made;
}

/// The rows of an answer.
#[derive(Clone, Debug)]
pub struct Rows {
    /// They.
    pub batch: RecordBatch,
    /// From where to go on, of a page.
    pub next_cursor: Option<String>,
}

/// What a call gives back.
pub trait Answer {
    /// Its rows, when it has any to speak of: a list, or a page.
    fn rows(&self) -> Option<Result<Rows>> {
        None
    }
}

/// What may be absent is an answer by itself, without rows.
impl<T> Answer for Option<T> {}

impl<T: Cell> Answer for Vec<T> {
    fn rows(&self) -> Option<Result<Rows>> {
        Some(rows(self, None))
    }
}

/// A table of some values.
///
/// # Errors
/// `internal` when they do not fit into Arrow's columns.
pub fn rows<T: Cell>(values: &[T], next_cursor: Option<String>) -> Result<Rows> {
    let mut column = T::Column::default();
    values.iter().for_each(|value| column.push(Some(value)));
    let wrong = |e: ArrowError| Error::internal(format_args!("no table: {e}"));
    let made = column.finish().map_err(wrong)?;
    let batch = match made.as_struct_opt() {
        Some(rows) => RecordBatch::from(rows),
        None => RecordBatch::try_from_iter([("value", made)]).map_err(wrong)?,
    };
    Ok(Rows { batch, next_cursor })
}

/// A field of a struct column. Every field may be null: pages of one table have one schema, whatever is in them.
#[doc(hidden)]
pub fn field(name: &str, made: Made) -> std::result::Result<(Field, ArrayRef), ArrowError> {
    made.map(|array| (Field::new(name, array.data_type().clone(), true), array))
}

/// A struct column of its fields, null where no struct was.
#[doc(hidden)]
pub fn structs(valid: Vec<bool>, fields: Vec<(Field, ArrayRef)>) -> Made {
    let rows = valid.len();
    let (fields, arrays): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    Ok(Arc::new(StructArray::try_new_with_length(Fields::from(fields), arrays, nulls(valid), rows)?))
}

fn nulls(valid: Vec<bool>) -> Option<NullBuffer> {
    valid.contains(&false).then(|| NullBuffer::from(valid))
}

/// A column of numbers of one width.
#[derive(Debug)]
pub struct Numbers<P: ArrowPrimitiveType>(pub(crate) PrimitiveBuilder<P>);

impl<P: ArrowPrimitiveType> Default for Numbers<P> {
    fn default() -> Self {
        Self(PrimitiveBuilder::new())
    }
}

/// A type that is a number to Arrow.
macro_rules! number_cell {
    ($($type:ty => $arrow:ty, $to:expr;)*) => {$(
        impl $crate::columns::Cell for $type {
            type Column = $crate::columns::Numbers<$arrow>;
        }
        impl $crate::columns::Column<$type> for $crate::columns::Numbers<$arrow> {
            fn push(&mut self, value: Option<&$type>) {
                let to: fn(&$type) -> _ = $to;
                self.0.append_option(value.map(to));
            }
            fn finish(mut self) -> $crate::columns::Made {
                Ok(std::sync::Arc::new(self.0.finish()))
            }
        }
    )*};
}
pub(crate) use number_cell;

number_cell! {
    u8 => UInt8Type, |n| *n;
    u32 => UInt32Type, |n| *n;
    i32 => Int32Type, |n| *n;
    u64 => UInt64Type, |n| *n;
    i64 => Int64Type, |n| *n;
}

/// A column of yes and no.
#[derive(Debug, Default)]
pub struct Booleans(BooleanBuilder);

impl Cell for bool {
    type Column = Booleans;
}

impl Column<bool> for Booleans {
    fn push(&mut self, value: Option<&bool>) {
        self.0.append_option(value.copied());
    }
    fn finish(mut self) -> Made {
        Ok(Arc::new(self.0.finish()))
    }
}

/// A column of text.
#[derive(Debug, Default)]
pub struct Strings(StringBuilder);

impl Cell for String {
    type Column = Strings;
}

impl Column<String> for Strings {
    fn push(&mut self, value: Option<&String>) {
        self.0.append_option(value);
    }
    fn finish(mut self) -> Made {
        Ok(Arc::new(self.0.finish()))
    }
}

/// A column of text, as values show themselves.
#[derive(Debug, Default)]
pub struct Texts(StringBuilder);

impl<T: fmt::Display> Column<T> for Texts {
    fn push(&mut self, value: Option<&T>) {
        match value {
            Some(value) => {
                // Writing to memory does not fail.
                let _ = write!(self.0, "{value}");
                self.0.append_value("");
            }
            None => self.0.append_null(),
        }
    }
    fn finish(mut self) -> Made {
        Ok(Arc::new(self.0.finish()))
    }
}

/// A column of JSON text.
#[derive(Debug, Default)]
pub struct Jsons(StringBuilder);

impl Cell for serde_json::Map<String, serde_json::Value> {
    type Column = Jsons;
}

impl<T: Serialize> Column<T> for Jsons {
    fn push(&mut self, value: Option<&T>) {
        self.0.append_option(value.and_then(|value| serde_json::to_string(value).ok()));
    }
    fn finish(mut self) -> Made {
        Ok(Arc::new(self.0.finish()))
    }
}

/// An enum of names.
pub trait Names {
    /// Its names, in the order of its variants.
    const NAMES: &'static [&'static str];
    /// Which it is.
    fn position(&self) -> i32;
}

/// A column of names: a dictionary.
#[derive(Debug)]
pub struct NameColumn<T>(PrimitiveBuilder<Int32Type>, PhantomData<T>);

impl<T> Default for NameColumn<T> {
    fn default() -> Self {
        Self(PrimitiveBuilder::new(), PhantomData)
    }
}

impl<T: Names> Column<T> for NameColumn<T> {
    fn push(&mut self, value: Option<&T>) {
        self.0.append_option(value.map(Names::position));
    }
    fn finish(mut self) -> Made {
        let names = StringArray::from_iter_values(T::NAMES);
        Ok(Arc::new(DictionaryArray::try_new(self.0.finish(), Arc::new(names))?))
    }
}

/// A column of what may be left out.
#[derive(Debug)]
pub struct Perhaps<T: Cell>(T::Column);

impl<T: Cell> Default for Perhaps<T> {
    fn default() -> Self {
        Self(T::Column::default())
    }
}

impl<T: Cell> Cell for Option<T> {
    type Column = Perhaps<T>;
}

impl<T: Cell> Column<Option<T>> for Perhaps<T> {
    fn push(&mut self, value: Option<&Option<T>>) {
        self.0.push(value.and_then(Option::as_ref));
    }
    fn finish(self) -> Made {
        self.0.finish()
    }
}

/// A column of lists.
#[derive(Debug)]
pub struct Lists<T: Cell> {
    ends: Ends,
    items: T::Column,
}

impl<T: Cell> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Ends::default(), items: T::Column::default() }
    }
}

impl<T: Cell> Lists<T> {
    fn push_items(&mut self, items: Option<&[T]>) {
        items.unwrap_or_default().iter().for_each(|item| self.items.push(Some(item)));
        self.ends.push(items.map(<[T]>::len));
    }

    fn done(self) -> Made {
        let items = self.items.finish()?;
        let field = Arc::new(Field::new("item", items.data_type().clone(), true));
        let (offsets, nulls) = self.ends.finish();
        Ok(Arc::new(ListArray::try_new(field, offsets, items, nulls)?))
    }
}

impl<T: Cell> Cell for Vec<T> {
    type Column = Lists<T>;
}

impl<T: Cell> Column<Vec<T>> for Lists<T> {
    fn push(&mut self, value: Option<&Vec<T>>) {
        self.push_items(value.map(Vec::as_slice));
    }
    fn finish(self) -> Made {
        self.done()
    }
}

impl<T: Cell, const N: usize> Cell for [T; N] {
    type Column = Lists<T>;
}

impl<T: Cell, const N: usize> Column<[T; N]> for Lists<T> {
    fn push(&mut self, value: Option<&[T; N]>) {
        self.push_items(value.map(<[T; N]>::as_slice));
    }
    fn finish(self) -> Made {
        self.done()
    }
}

/// A column of maps by text.
#[derive(Debug)]
pub struct Maps<T: Cell> {
    ends: Ends,
    keys: StringBuilder,
    values: T::Column,
}

impl<T: Cell> Default for Maps<T> {
    fn default() -> Self {
        Self { ends: Ends::default(), keys: StringBuilder::new(), values: T::Column::default() }
    }
}

impl<T: Cell> Cell for BTreeMap<String, T> {
    type Column = Maps<T>;
}

impl<T: Cell> Column<BTreeMap<String, T>> for Maps<T> {
    fn push(&mut self, value: Option<&BTreeMap<String, T>>) {
        for (key, value) in value.into_iter().flatten() {
            self.keys.append_value(key);
            self.values.push(Some(value));
        }
        self.ends.push(value.map(BTreeMap::len));
    }
    fn finish(mut self) -> Made {
        let (keys, values) = (self.keys.finish(), self.values.finish()?);
        let fields = Fields::from(vec![
            Field::new("key", DataType::Utf8, false),
            Field::new("value", values.data_type().clone(), true),
        ]);
        let entries = StructArray::try_new(fields.clone(), vec![Arc::new(keys), values], None)?;
        let field = Arc::new(Field::new("entries", DataType::Struct(fields), false));
        let (offsets, nulls) = self.ends.finish();
        Ok(Arc::new(MapArray::try_new(field, offsets, entries, nulls, false)?))
    }
}

/// Where each list ends, and which are none.
#[derive(Debug)]
struct Ends {
    offsets: Vec<i32>,
    valid: Vec<bool>,
}

impl Default for Ends {
    fn default() -> Self {
        Self { offsets: vec![0], valid: Vec::new() }
    }
}

impl Ends {
    fn push(&mut self, length: Option<usize>) {
        let end = self.offsets.last().copied().unwrap_or_default();
        self.offsets.push(end.saturating_add(i32::try_from(length.unwrap_or(0)).unwrap_or(i32::MAX)));
        self.valid.push(length.is_some());
    }

    fn finish(self) -> (OffsetBuffer<i32>, Option<NullBuffer>) {
        (OffsetBuffer::new(ScalarBuffer::from(self.offsets)), nulls(self.valid))
    }
}

macro_rules! no_rows {
    ($($type:ty),*) => {$( impl Answer for $type {} )*};
}
no_rows!((), bool, u8, u32, i32, u64, i64, String);

#[cfg(test)]
mod tests {
    use arrow_array::Array;

    use super::*;
    use crate::{id::CustomerId, report::RfmGroup, report::RfmScore};

    #[test]
    fn rows_become_columns() {
        let score = |n: u8, net_amount: Option<&str>| RfmScore {
            customer_id: CustomerId::from_bytes([n; 16]),
            recency_days: 3,
            orders: u64::from(n),
            net_amount: net_amount.map(|text| text.parse().unwrap()),
            recency: 5,
            frequency: 1,
            monetary: 2,
            group: RfmGroup::AtRisk,
        };
        let rows = vec![score(1, Some("134.50 CNY")), score(2, None)].rows().unwrap().unwrap().batch;
        assert_eq!((rows.num_rows(), rows.num_columns()), (2, 8));
        let ids = rows["customer_id"].as_string::<i32>();
        assert_eq!(ids.value(0), CustomerId::from_bytes([1; 16]).to_string());
        let net = rows["net_amount"].as_struct();
        assert!(net.is_valid(0) && net.is_null(1));
        let amounts = net.column(0).as_primitive::<arrow_array::types::Decimal128Type>();
        assert_eq!(amounts.value_as_string(0), "134.5000");
        let groups = rows["group"].as_dictionary::<Int32Type>();
        let names = groups.values().as_string::<i32>();
        assert_eq!(names.value(groups.keys().value(1) as usize), "AT_RISK");
    }

    #[test]
    fn lists_maps_and_nothing() {
        let rows = vec![vec!["a".to_owned(), "b".to_owned()], vec![]].rows().unwrap().unwrap().batch;
        let lists = rows["value"].as_list::<i32>();
        assert_eq!((lists.value_length(0), lists.value_length(1)), (2, 0));
        let map = BTreeMap::from([("k".to_owned(), 7u64)]);
        let rows = vec![Some(map), None].rows().unwrap().unwrap().batch;
        assert_eq!(rows["value"].as_map().value_length(0), 1);
        assert!(rows["value"].is_null(1));
        assert_eq!(Vec::<RfmScore>::new().rows().unwrap().unwrap().batch.num_rows(), 0);
    }
}
