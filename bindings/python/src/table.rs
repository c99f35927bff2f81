//! Tables by the Arrow PyCapsule protocol, out and in.

use std::sync::Arc;

use arrow_array::{
    Array, RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray,
    cast::AsArray,
    ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader},
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, ffi::FFI_ArrowSchema};
use guanxi::{Error, bridge::Done, columns::Rows};
use pyo3::{
    exceptions::{PyRuntimeError, PyValueError},
    intern,
    prelude::*,
    types::PyCapsule,
};

use crate::{call::Python3, fault::raise};

const STREAM: &std::ffi::CStr = c"arrow_array_stream";

/// Rows as columns.
#[pyclass(frozen, module = "guanxi")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    next_cursor: Option<String>,
}

impl From<RecordBatch> for Table {
    fn from(batch: RecordBatch) -> Self {
        Self { schema: batch.schema(), batches: vec![batch], next_cursor: None }
    }
}

impl Table {
    /// The rows of an answer.
    pub(crate) fn of(done: &Done<Python3>) -> Result<Self, Error> {
        let Rows { batch, next_cursor } =
            done.rows().unwrap_or_else(|| Err(Error::internal("this answer has no rows")))?;
        Ok(Self { schema: batch.schema(), batches: vec![batch], next_cursor })
    }
}

#[pymethods]
impl Table {
    #[staticmethod]
    fn concat(tables: Vec<PyRef<'_, Self>>) -> PyResult<Self> {
        let [first, ..] = &*tables else { return Err(PyValueError::new_err("no tables")) };
        if tables.iter().any(|table| table.schema != first.schema) {
            return Err(PyValueError::new_err("tables of different columns"));
        }
        let batches = tables.iter().flat_map(|table| table.batches.iter().cloned()).collect();
        let next_cursor = tables.last().and_then(|table| table.next_cursor.clone());
        Ok(Self { schema: first.schema.clone(), batches, next_cursor })
    }

    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    #[getter]
    fn next_cursor(&self) -> Option<&str> {
        self.next_cursor.as_deref()
    }

    fn flatten(&self) -> PyResult<Self> {
        let wrong = |e: ArrowError| PyRuntimeError::new_err(e.to_string());
        let schema = Arc::new(Schema::new(flat_fields(&self.schema)));
        let flat = |batch: &RecordBatch| RecordBatch::try_new(schema.clone(), flat_columns(batch));
        let batches = self.batches.iter().map(flat).collect::<Result<_, _>>().map_err(wrong)?;
        Ok(Self { schema, batches, next_cursor: self.next_cursor.clone() })
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<guanxi.Table of {} rows, {} columns>", self.num_rows(), self.schema.fields().len())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*self.schema);
        let schema = schema.map_err(|e| PyRuntimeError::new_err(e.to_string()))?;
        // Dropping one that nobody took calls its release.
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The protocol allows to answer with one's own schema, whatever was asked for.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let batches = self.batches.clone().into_iter().map(Ok);
        let stream =
            FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new(batches, self.schema.clone())));
        PyCapsule::new_with_value(py, stream, STREAM)
    }
}

/// The fields of structs, at any depth, in the place of the structs.
fn flat_fields(schema: &Schema) -> Vec<Field> {
    fn add(prefix: &str, field: &Field, out: &mut Vec<Field>) {
        let name = format!("{prefix}{}", field.name());
        match field.data_type() {
            DataType::Struct(inner) => inner.iter().for_each(|field| add(&format!("{name}."), field, out)),
            _ => out.push(field.clone().with_name(name)),
        }
    }
    let mut out = Vec::new();
    schema.fields().iter().for_each(|field| add("", field, &mut out));
    out
}

/// Where a struct is null its fields are, too: the core writes them so.
fn flat_columns(batch: &RecordBatch) -> Vec<Arc<dyn Array>> {
    fn add(column: &Arc<dyn Array>, out: &mut Vec<Arc<dyn Array>>) {
        match column.as_struct_opt() {
            Some(inner) => StructArray::columns(inner).iter().for_each(|column| add(column, out)),
            None => out.push(column.clone()),
        }
    }
    let mut out = Vec::new();
    batch.columns().iter().for_each(|column| add(column, &mut out));
    out
}

/// Whether something is a table of whatever library.
pub(crate) fn is_table(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    value.hasattr(intern!(value.py(), "__arrow_c_stream__"))
}

/// A table as CSV, which the importer reads.
pub(crate) fn csv(value: &Bound<'_, PyAny>, name: &str) -> PyResult<Vec<u8>> {
    let mut reader = stream(value)?;
    let wrong = |e: ArrowError| {
        raise(value.py(), &Error::argument(name, format_args!("the table cannot be written as CSV: {e}")))
    };
    let mut writer = arrow_csv::WriterBuilder::new().with_header(true).build(Vec::new());
    writer.write(&RecordBatch::new_empty(reader.schema())).map_err(wrong)?;
    reader.try_for_each(|batch| writer.write(&batch?)).map_err(wrong)?;
    Ok(writer.into_inner())
}

/// A table whose stream fails.
pub(crate) fn unread(name: &str, err: &ArrowError) -> Error {
    Error::argument(name, format_args!("the table cannot be read: {err}"))
}

/// The rows of a table, in parts.
#[allow(unsafe_code)]
pub(crate) fn stream(value: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let capsule = value.call_method0(intern!(value.py(), "__arrow_c_stream__"))?.cast_into::<PyCapsule>()?;
    let stream = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds such a stream, by the protocol; it is moved out, which marks it as taken.
    unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) }
        .map_err(|e| PyRuntimeError::new_err(format!("the table's stream: {e}")))
}
