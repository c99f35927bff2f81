//! Tables of Arrow: rows in, clusters and pairs out.

mod cells;

use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, RecordBatchReader, StructArray, UInt64Array};
use arrow_schema::{ArrowError, DataType, Field, Schema};

pub use self::cells::number_text;
use crate::{
    dedupe::{Deduped, Pair},
    error::Error,
    table::Table,
};

impl Table {
    /// The table that a reader of Arrow gives: of Parquet, CSV or IPC, or a stream of another language. Batches are read
    /// one after the other, and none is kept.
    ///
    /// Cells are written as text: days and times as ISO 8601, times of a zone that has a name in UTC, floats that are
    /// whole without a point ([`number_text`]), bytes as hexadecimal digits, the values of a dictionary as they would be
    /// without it. Null and NaN are missing, and [`push`](Self::push) says what else holds for each text.
    ///
    /// ```
    /// use arrow_array::{RecordBatchIterator, record_batch};
    /// use guanxi_match::{Settings, Table, dedupe};
    ///
    /// let people = record_batch!(
    ///     ("name", Utf8, ["Ann Smith", "SMITH, Ann", "Bob Jones"]),
    ///     ("phone", Float64, [Some(2071234567.0), Some(2071234567.0), None])
    /// )?;
    /// let schema = people.schema();
    /// let table = Table::from_arrow(RecordBatchIterator::new([Ok(people)], schema))?;
    /// assert_eq!(table.row(0), ["Ann Smith", "2071234567"]);
    /// assert_eq!(dedupe(&table, &Settings::default()).clusters, [0, 0, 2]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::SameName`] when two columns have one name, [`Error::Nested`] when one holds lists, structs or the like,
    /// [`Error::Arrow`] when the reader fails, [`Error::Unwritable`] when a cell has no text.
    pub fn from_arrow(reader: impl RecordBatchReader) -> Result<Self, Error> {
        Self::from_arrow_with(reader, |text| text)
    }

    /// The same, where `clean` says which part of each text is meant: spreadsheets, for one, write an apostrophe before
    /// what is not to be read as a number.
    ///
    /// # Errors
    /// Those of [`from_arrow`](Self::from_arrow).
    pub fn from_arrow_with(
        reader: impl RecordBatchReader,
        clean: impl Fn(&str) -> &str,
    ) -> Result<Self, Error> {
        let schema = reader.schema();
        let names = names(&schema)?;
        let mut table = Self::new(names.iter().copied());
        for batch in reader {
            let batch = batch.map_err(Error::Arrow)?;
            if batch.num_columns() != names.len() {
                let wrong = "a batch has not the columns that its reader told of";
                return Err(Error::Arrow(ArrowError::SchemaError(wrong.to_owned())));
            }
            table.push_columns(batch.num_rows(), |at, push| {
                let push: &mut dyn FnMut(&str) = &mut |text| push(clean(text));
                cells::each(batch.column(at), names[at], push)
            })?;
        }
        Ok(table)
    }
}

/// The names of the columns, when each has its own and all can be read.
fn names(schema: &Schema) -> Result<Vec<&str>, Error> {
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    if let Some(twice) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Error::SameName(twice[0].to_owned()));
    }
    match schema.fields().iter().find(|field| field.data_type().is_nested()) {
        Some(nested) => Err(Error::Nested(nested.name().clone())),
        None => Ok(names),
    }
}

impl Deduped {
    /// The cluster of each row, as Arrow: `row` and `cluster`, both `UInt64` and from 1. Clusters are
    /// [numbered](Self::numbers) in the order of their first rows.
    pub fn clusters_to_arrow(&self) -> RecordBatch {
        let numbers = self.numbers();
        let rows = UInt64Array::from_iter_values(1..=numbers.len() as u64);
        batch([("row", Arc::new(rows)), ("cluster", Arc::new(UInt64Array::from(numbers)))])
    }

    /// The [pairs](Self::pairs), as Arrow: `left` and `right`, rows as `UInt64` from 1, `weight` in bits and
    /// `probability`, both `Float64`.
    pub fn pairs_to_arrow(&self) -> RecordBatch {
        let rows = |row: fn(&Pair) -> u32| -> ArrayRef {
            let rows = self.pairs.iter().map(|pair| u64::from(row(pair)) + 1);
            Arc::new(UInt64Array::from_iter_values(rows))
        };
        let numbers = |number: fn(&Pair) -> f64| -> ArrayRef {
            Arc::new(Float64Array::from_iter_values(self.pairs.iter().map(number)))
        };
        batch([
            ("left", rows(|pair| pair.left)),
            ("right", rows(|pair| pair.right)),
            ("weight", numbers(|pair| pair.weight)),
            ("probability", numbers(Pair::probability)),
        ])
    }
}

/// Columns of one length, none of whose cells is missing.
fn batch<const N: usize>(columns: [(&str, ArrayRef); N]) -> RecordBatch {
    let field = |name: &str, kind: &DataType| Arc::new(Field::new(name, kind.clone(), false));
    let columns = columns.map(|(name, column)| (field(name, column.data_type()), column));
    RecordBatch::from(StructArray::from(Vec::from(columns)))
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use arrow_array::{
        RecordBatchIterator, RecordBatchOptions, StringArray,
        cast::AsArray,
        record_batch,
        types::{Float64Type, UInt64Type},
    };
    use arrow_schema::SchemaRef;

    use super::*;
    use crate::{Settings, dedupe};

    fn reader(schema: SchemaRef, batches: impl IntoIterator<Item = RecordBatch>) -> impl RecordBatchReader {
        RecordBatchIterator::new(batches.into_iter().map(Ok).collect::<Vec<_>>(), schema)
    }

    fn one(batch: RecordBatch) -> impl RecordBatchReader {
        reader(batch.schema(), [batch])
    }

    #[test]
    fn batches_are_read_one_after_the_other() {
        let batch = record_batch!(
            ("name", Utf8, [Some("Ann"), None, Some(" Bob ")]),
            ("age", Int32, [Some(30), Some(31), None])
        )
        .unwrap();
        let parts = [batch.slice(0, 1), batch.slice(0, 0), batch.slice(1, 2), batch.clone()];
        let table = Table::from_arrow(reader(batch.schema(), parts)).unwrap();
        let rows: Vec<_> = (0..table.rows()).map(|row| table.row(row)).collect();
        assert_eq!(rows, [["Ann", "30"], ["", "31"], ["Bob", ""], ["Ann", "30"], ["", "31"], ["Bob", ""]]);
        assert_eq!(table.columns().iter().map(|column| column.name()).collect::<Vec<_>>(), ["name", "age"]);
    }

    #[test]
    fn rows_without_columns_are_rows_and_none_are_none() {
        let schema = Arc::new(Schema::empty());
        let rows = RecordBatchOptions::new().with_row_count(Some(3));
        let batch = RecordBatch::try_new_with_options(schema.clone(), Vec::new(), &rows).unwrap();
        assert_eq!(Table::from_arrow(one(batch)).unwrap().rows(), 3);
        assert_eq!(Table::from_arrow(reader(schema, [])).unwrap().rows(), 0);
    }

    #[test]
    fn texts_are_cleaned_and_cut_as_when_they_are_pushed() {
        let long = "x".repeat(crate::CELL_MOST + 1);
        let batch = record_batch!(("phone", Utf8, ["'030", "'040", &long])).unwrap();
        let table = Table::from_arrow_with(one(batch), |text| text.trim_start_matches('\'')).unwrap();
        assert_eq!((table.row(0), table.row(1)), (vec!["030"], vec!["040"]));
        assert_eq!((table.row(2)[0].len(), table.truncated()), (crate::CELL_MOST, 1));
    }

    #[test]
    fn columns_that_cannot_be_taken_are_named() {
        let text: ArrayRef = Arc::new(StringArray::from(vec!["Ann"]));
        let inner: ArrayRef = Arc::new(StructArray::from(vec![(
            Arc::new(Field::new("family", DataType::Utf8, false)),
            text.clone(),
        )]));
        let nested = RecordBatch::try_from_iter([("id", text.clone()), ("name", inner)]).unwrap();
        // Before any row was read, too.
        for reader in [one(nested.clone()), one(nested.slice(0, 0))] {
            let wrong = Table::from_arrow(reader).unwrap_err();
            assert!(matches!(&wrong, Error::Nested(name) if name == "name"), "{wrong}");
        }
        let alike = ["name", "id", "name"].map(|name| Field::new(name, DataType::Utf8, false));
        let schema = Arc::new(Schema::new(alike.to_vec()));
        let wrong = Table::from_arrow(reader(schema, [])).unwrap_err();
        assert!(matches!(wrong, Error::SameName(_)));
        assert_eq!(wrong.to_string(), "two columns are called \"name\"");
    }

    #[test]
    fn what_the_reader_says_is_the_source_and_is_not_shown() {
        let schema = Arc::new(Schema::new(vec![Field::new("name", DataType::Utf8, true)]));
        let failed = [Err(ArrowError::ParseError("what is 'Ann Smith'?".to_owned()))];
        let wrong = Table::from_arrow(RecordBatchIterator::new(failed, schema.clone())).unwrap_err();
        assert_eq!([wrong.to_string(), format!("{wrong:?}")], ["the table cannot be read"; 2]);
        assert!(wrong.source().unwrap().to_string().contains("Ann Smith"));
        let other = record_batch!(("a", Utf8, ["x"]), ("b", Utf8, ["y"])).unwrap();
        let wrong = Table::from_arrow(reader(schema, [other])).unwrap_err();
        assert!(matches!(wrong, Error::Arrow(ArrowError::SchemaError(_))), "{wrong}");
    }

    #[test]
    fn clusters_and_pairs_count_rows_from_1() {
        let people = record_batch!(
            ("name", Utf8, ["Bob Jones", "Ann Smith", "SMITH, Ann"]),
            ("email", Utf8, ["bob@example.org", "ann.smith@example.org", "Ann.Smith@example.org"])
        )
        .unwrap();
        let mut found = dedupe(&Table::from_arrow(one(people)).unwrap(), &Settings::default());
        found.pairs = vec![Pair { left: 1, right: 2, weight: 3.0 }];
        let clusters = found.clusters_to_arrow();
        let whole =
            |batch: &RecordBatch, at: usize| batch.column(at).as_primitive::<UInt64Type>().values().to_vec();
        assert_eq!((whole(&clusters, 0), whole(&clusters, 1)), (vec![1, 2, 3], vec![1, 2, 2]));
        let pairs = found.pairs_to_arrow();
        assert_eq!((whole(&pairs, 0), whole(&pairs, 1)), (vec![2], vec![3]));
        let number = |at: usize| pairs.column(at).as_primitive::<Float64Type>().value(0);
        assert_eq!((number(2), number(3)), (3.0, 8.0 / 9.0));
        assert_eq!(names(&clusters.schema()).unwrap(), ["row", "cluster"]);
        assert_eq!(names(&pairs.schema()).unwrap(), ["left", "right", "weight", "probability"]);
        assert!(pairs.schema().fields().iter().all(|field| !field.is_nullable()));
    }

    #[test]
    fn of_no_rows_the_columns_remain() {
        let found = dedupe(&Table::new(["name"]), &Settings::default());
        for (batch, columns) in [(found.clusters_to_arrow(), 2), (found.pairs_to_arrow(), 4)] {
            assert_eq!((batch.num_rows(), batch.num_columns()), (0, columns));
        }
    }
}
