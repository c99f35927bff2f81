//! Which rows of a table are one person, without a store.

use std::{fmt::Write, sync::Arc};

use arrow_array::{
    Array, ArrayRef, Float64Array, RecordBatch, StringArray, UInt64Array,
    cast::AsArray,
    types::{Float32Type, Float64Type},
};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use guanxi::{
    Error,
    import::value as cleaned,
    progress::{CancelToken, Progress, ProgressListener, Stage},
};
use guanxi_match::{Deduped, Settings, Stage as Part, Step, dedupe_watched};
use pyo3::{
    prelude::*,
    types::{PyDict, PyFloat, PyList, PyString, PyTuple},
};

use crate::{call, fault::raise, table, table::Table};

/// The clusters, the pairs, and what to take note of. `on_progress` and `cancel` are as those of calls.
#[pyfunction]
#[pyo3(signature = (rows, settings, *long))]
pub(crate) fn dedupe(
    rows: &Bound<'_, PyAny>,
    settings: Option<&str>,
    long: Bound<'_, PyTuple>,
) -> PyResult<(Table, Table, Vec<String>)> {
    let py = rows.py();
    let settings = settings.map(Settings::from_text).transpose();
    let settings = settings.map_err(|e| raise(py, &Error::argument("settings", e)))?.unwrap_or_default();
    let (schema, batches) = taken(rows)?;
    let found = call::work_long(long, (0, 1), move |listener, cancel| {
        let table = table_of(&schema, &batches)?;
        drop(batches);
        settings.check(&table).map_err(|e| Error::argument(format_args!("settings.{}", e.path), e.reason))?;
        watched(&table, &settings, listener.as_deref(), &cancel)
    })?;
    py.detach(|| Ok((clusters(&found)?, pairs(&found)?, found.notes()))).map_err(|e: Error| raise(py, &e))
}

fn watched(
    table: &guanxi_match::Table,
    settings: &Settings,
    listener: Option<&dyn ProgressListener>,
    cancel: &CancelToken,
) -> Result<Deduped, Error> {
    let mut far = Progress { stage: Stage::Match, done: 0, total: None, rows: table.rows() as u64 };
    let mut go_on = |step: Step| {
        if matches!(step.stage, Part::Comparing | Part::Scoring) {
            (far.done, far.total) = (step.done, Some(step.total));
        }
        if let Some(listener) = listener {
            listener.progress(&far);
        }
        !cancel.is_cancelled()
    };
    // Its one other error is of models that do not read.
    dedupe_watched(table, settings, &mut go_on).map_err(|_| Error::cancelled())
}

/// The columns of a table of whatever library, or of a dict of columns.
fn taken(rows: &Bound<'_, PyAny>) -> PyResult<(SchemaRef, Vec<RecordBatch>)> {
    if table::is_table(rows)? {
        return table::batches(rows, "table");
    }
    let Ok(columns) = rows.cast::<PyDict>() else {
        return Err(raise(rows.py(), &Error::argument("table", "expected a table or a dict of columns")));
    };
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (name, cells) in columns {
        let name: String = name.str()?.extract()?;
        let cells = cells.try_iter()?.map(|cell| text(&cell?)).collect::<PyResult<Vec<_>>>()?;
        if arrays.first().is_some_and(|first| first.len() != cells.len()) {
            let wrong =
                Error::argument(format_args!("table[{name:?}]"), "its length is not that of the others");
            return Err(raise(rows.py(), &wrong));
        }
        fields.push(Field::new(name, DataType::Utf8, true));
        arrays.push(Arc::new(StringArray::from(cells)));
    }
    let schema = Arc::new(Schema::new(fields));
    if arrays.is_empty() {
        return Ok((schema, Vec::new()));
    }
    let batch = RecordBatch::try_new(schema.clone(), arrays).map_err(|e| raise(rows.py(), &unread(&e)))?;
    Ok((schema, vec![batch]))
}

/// A cell of a dict's column as text; `None` and what is not a number are missing.
fn text(cell: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if cell.is_none() {
        return Ok(None);
    }
    if let Ok(text) = cell.cast::<PyString>() {
        return Ok(Some(text.to_cow()?.into_owned()));
    }
    if let Ok(number) = cell.cast::<PyFloat>() {
        return Ok(shown(number.value()));
    }
    if cell.is_instance_of::<PyList>() || cell.is_instance_of::<PyDict>() {
        let wrong = Error::argument("table", "a cell is a list or a dict; cells are text, numbers or dates");
        return Err(raise(cell.py(), &wrong));
    }
    cell.str()?.extract().map(Some)
}

/// A number as people write it: telephone numbers and postal codes become floats where one of them is missing.
fn shown(number: f64) -> Option<String> {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    let whole = number.trunc() == number && number.abs() < WHOLE;
    (!number.is_nan()).then(|| if whole { format!("{}", number as i64) } else { number.to_string() })
}

fn unread(err: &ArrowError) -> Error {
    Error::argument("table", format_args!("the table cannot be read: {err}"))
}

fn table_of(schema: &Schema, batches: &[RecordBatch]) -> Result<guanxi_match::Table, Error> {
    let mut names: Vec<&String> = schema.fields().iter().map(|field| field.name()).collect();
    let mut table = guanxi_match::Table::new(names.iter().copied());
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Error::argument("table", format_args!("two columns are called {:?}", twice[0])));
    }
    for batch in batches {
        let columns = batch.columns().iter().zip(schema.fields());
        let columns: Vec<Cells<'_>> =
            columns.map(|(column, field)| Cells::of(column, field)).collect::<Result<_, _>>()?;
        let mut texts = vec![String::new(); columns.len()];
        for row in 0..batch.num_rows() {
            for (text, column) in texts.iter_mut().zip(&columns) {
                text.clear();
                column.write(row, text)?;
            }
            table.push(texts.iter().map(|text| cleaned(text)));
        }
    }
    Ok(table)
}

/// The cells of a column, to be written as text.
enum Cells<'a> {
    Text(&'a StringArray),
    Numbers(Float64Array),
    Other(ArrayFormatter<'a>),
}

const AS_CSV: FormatOptions<'static> = FormatOptions::new().with_display_error(false);

impl<'a> Cells<'a> {
    fn of(column: &'a ArrayRef, field: &Field) -> Result<Self, Error> {
        Ok(match column.data_type() {
            DataType::Utf8 => Self::Text(column.as_string()),
            DataType::Float64 => Self::Numbers(column.as_primitive::<Float64Type>().clone()),
            DataType::Float32 => Self::Numbers(column.as_primitive::<Float32Type>().unary(f64::from)),
            kind if kind.is_nested() => {
                let wrong = "cells are text, numbers or dates; flatten structs and lists first";
                return Err(Error::argument(format_args!("table[{:?}]", field.name()), wrong));
            }
            _ => Self::Other(ArrayFormatter::try_new(column.as_ref(), &AS_CSV).map_err(|e| unread(&e))?),
        })
    }

    fn write(&self, row: usize, to: &mut String) -> Result<(), Error> {
        match self {
            Self::Text(texts) if texts.is_valid(row) => to.push_str(texts.value(row)),
            Self::Numbers(numbers) if numbers.is_valid(row) => {
                to.extend(shown(numbers.value(row)));
            }
            Self::Other(cells) => write!(to, "{}", cells.value(row))
                .map_err(|_| Error::argument("table", "a cell cannot be written as text"))?,
            _ => {}
        }
        Ok(())
    }
}

/// `row` and `cluster`, both from 1.
fn clusters(found: &Deduped) -> Result<Table, Error> {
    let numbers = found.numbers();
    let rows = UInt64Array::from_iter_values(1..=numbers.len() as u64);
    Table::new(vec![("row", Arc::new(rows)), ("cluster", Arc::new(UInt64Array::from(numbers)))])
}

/// `left` and `right`, rows from 1, with `weight` in bits and `probability`.
fn pairs(found: &Deduped) -> Result<Table, Error> {
    let rows = |row: fn(&guanxi_match::Pair) -> u32| {
        let rows = found.pairs.iter().map(|pair| u64::from(row(pair)) + 1);
        Arc::new(UInt64Array::from_iter_values(rows)) as ArrayRef
    };
    let numbers = |number: fn(&guanxi_match::Pair) -> f64| {
        Arc::new(Float64Array::from_iter_values(found.pairs.iter().map(number))) as ArrayRef
    };
    Table::new(vec![
        ("left", rows(|pair| pair.left)),
        ("right", rows(|pair| pair.right)),
        ("weight", numbers(|pair| pair.weight)),
        ("probability", numbers(guanxi_match::Pair::probability)),
    ])
}
