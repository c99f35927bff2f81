//! Which rows of a table are one person, without a store.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchReader, StringArray};
use arrow_schema::{DataType, Field, Schema};
use guanxi::{
    Error, TableEvaluation,
    import::value as cleaned,
    progress::{CancelToken, Progress, ProgressListener, Stage},
};
use guanxi_match::{
    Deduped, Label, Settings, Stage as Part, Step, dedupe_labelled, evaluate::Truth, number_text,
};
use pyo3::{
    prelude::*,
    types::{PyDict, PyFloat, PyList, PyString, PyTuple},
};

use crate::{call, fault::raise, table, table::Table};

/// The clusters, the pairs, the next question, the clusters against the truth, and what to take note of.
type Found<'py> = (Table, Table, Option<(u64, u64)>, Option<Bound<'py, PyAny>>, Vec<String>);

/// Finds out who is one person. Labels are two rows, from 1, and whether they are
/// one person; the truth is a column. `on_progress` and `cancel` are as those of calls.
#[pyfunction]
#[pyo3(signature = (rows, settings, labels, truth, *long))]
pub(crate) fn dedupe<'py>(
    rows: &Bound<'py, PyAny>,
    settings: Option<&str>,
    labels: Vec<(i64, i64, bool)>,
    truth: Option<String>,
    long: Bound<'py, PyTuple>,
) -> PyResult<Found<'py>> {
    let py = rows.py();
    let settings = settings.map(Settings::from_text).transpose();
    let settings = settings.map_err(|e| raise(py, &Error::argument("settings", e)))?.unwrap_or_default();
    let rows = taken(rows)?;
    let (found, evaluation) = call::work_long(long, (0, 1), move |listener, cancel| {
        let schema = rows.schema();
        let rows = RecordBatchIterator::new(rows.take_while(|_| !cancel.is_cancelled()), schema);
        let table = guanxi_match::Table::from_arrow_with(rows, cleaned).map_err(wrong)?;
        let known = truth.as_deref().map(|name| known(&table, name)).transpose()?;
        let table = table.without(truth.as_deref().as_slice());
        settings.check(&table).map_err(|e| Error::argument(format_args!("settings.{}", e.path), e.reason))?;
        let labels = labelled(&labels, table.rows())?;
        let found = watched((&table, &settings, &labels), listener.as_deref(), &cancel)?;
        let evaluation = known.map(|truth| TableEvaluation::of(&table, &found, truth));
        Ok((found, evaluation))
    })?;
    let evaluation = evaluation.map(|evaluation| call::made(py, &evaluation)).transpose()?;
    let (clusters, pairs, question, notes) = py.detach(|| {
        let question = found.next_question(&[]).map(|pair| (number(pair.left), number(pair.right)));
        (found.clusters_to_arrow().into(), found.pairs_to_arrow().into(), question, found.notes())
    });
    Ok((clusters, pairs, question, evaluation, notes))
}

fn known(table: &guanxi_match::Table, name: &str) -> Result<Truth, Error> {
    Truth::in_column(table, name).ok_or_else(|| Error::argument("truth", "no column has this name"))
}

/// The number of a row, from 1.
fn number(row: u32) -> u64 {
    u64::from(row) + 1
}

/// Labels by the places of their rows.
fn labelled(labels: &[(i64, i64, bool)], rows: usize) -> Result<Vec<Label>, Error> {
    let place = |at: usize, number: i64| match number {
        1.. if number as u64 <= rows as u64 => Ok((number - 1) as u32),
        _ => {
            let reason = format_args!("the table has no row {number}, but 1 to {rows}");
            Err(Error::argument(format_args!("labels[{at}]"), reason))
        }
    };
    let label = |(at, &(left, right, same)): (usize, &(i64, i64, bool))| {
        Ok(Label { left: place(at, left)?, right: place(at, right)?, same })
    };
    labels.iter().enumerate().map(label).collect()
}

fn watched(
    (table, settings, labels): (&guanxi_match::Table, &Settings, &[Label]),
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
    dedupe_labelled(table, settings, labels, &mut go_on).map_err(|_| Error::cancelled())
}

/// A table of whatever library, or a dict of columns.
fn taken(rows: &Bound<'_, PyAny>) -> PyResult<Box<dyn RecordBatchReader + Send>> {
    if table::is_table(rows)? {
        return Ok(Box::new(table::stream(rows)?));
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
    let batch = (!arrays.is_empty()).then(|| RecordBatch::try_new(schema.clone(), arrays));
    Ok(Box::new(RecordBatchIterator::new(batch, schema)))
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
        return Ok(number_text(number.value()));
    }
    if cell.is_instance_of::<PyList>() || cell.is_instance_of::<PyDict>() {
        let wrong = Error::argument("table", "a cell is a list or a dict; cells are text, numbers or dates");
        return Err(raise(cell.py(), &wrong));
    }
    cell.str()?.extract().map(Some)
}

/// What is wrong with a table.
fn wrong(err: guanxi_match::Error) -> Error {
    match err {
        guanxi_match::Error::Nested(name) => {
            let reason = "cells are text, numbers or dates; flatten structs and lists first";
            Error::argument(format_args!("table[{name:?}]"), reason)
        }
        guanxi_match::Error::Unwritable(_) => Error::argument("table", "a cell cannot be written as text"),
        guanxi_match::Error::Arrow(cause) => table::unread("table", &cause),
        err => Error::argument("table", err),
    }
}
