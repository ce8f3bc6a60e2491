//! Columns: what comes from Arrow and goes to Arrow.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StringViewArray};
use arrow_cast::cast;
use arrow_schema::{DataType, Field, FieldRef};
use imya::Kind;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyString, PyTuple};
use pyo3_arrow::ffi::{
    ArrayIterator, to_array_pycapsules, to_schema_pycapsule, to_stream_pycapsule,
};
use pyo3_arrow::input::AnyArray;

use crate::arguments::KindArgument;
use crate::error::{data_error, option_error};

/// A column of strings, in chunks: anything with Arrow's PyCapsule interface.
pub(crate) struct Strings(Vec<StringViewArray>);

impl<'py> FromPyObject<'_, 'py> for Strings {
    type Error = PyErr;

    fn extract(column: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let known = ["__arrow_c_array__", "__arrow_c_stream__"];
        let arrow = known
            .iter()
            .any(|name| column.hasattr(*name).unwrap_or(false));
        if !arrow {
            let kind = column.get_type();
            let message = format!(
                "expected an Arrow array or stream (pyarrow, polars, pandas from 3.0 on, DuckDB), not {kind}"
            );
            return Err(PyTypeError::new_err(message));
        }
        let chunks = column.extract::<AnyArray>()?.into_chunked_array()?;
        let (chunks, _) = chunks.into_inner();
        let chunks = chunks.into_iter().map(strings);
        Ok(Strings(chunks.collect::<PyResult<_>>()?))
    }
}

/// A chunk as strings; of a table its only column.
fn strings(chunk: ArrayRef) -> PyResult<StringViewArray> {
    let chunk = match chunk.as_struct_opt() {
        Some(table) if table.num_columns() == 1 => Arc::clone(table.column(0)),
        _ => chunk,
    };
    let inner = match chunk.data_type() {
        DataType::Dictionary(_, values) => values,
        other => other,
    };
    let textual = matches!(
        inner,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null
    );
    if !textual {
        let kind = chunk.data_type();
        return Err(PyTypeError::new_err(format!(
            "expected strings, not a column of {kind}"
        )));
    }
    let strings = cast(&chunk, &DataType::Utf8View);
    let strings = strings.map_err(|error| data_error("column", 0, 0, error.to_string()))?;
    Ok(strings.as_string_view().clone())
}

impl Strings {
    /// The rows; `None` for nulls.
    pub(crate) fn rows(&self) -> Vec<Option<&str>> {
        self.0.iter().flat_map(|chunk| chunk.iter()).collect()
    }
}

/// The kind of all names of a column, or of each.
pub(crate) enum KindColumn {
    All(Kind),
    Each(Strings),
}

impl<'py> FromPyObject<'_, 'py> for KindColumn {
    type Error = PyErr;

    fn extract(kind: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if kind.is_instance_of::<PyString>() {
            return Ok(KindColumn::All(kind.extract::<KindArgument>()?.0));
        }
        kind.extract().map(KindColumn::Each)
    }
}

/// The kinds of so many rows; nulls are guessed.
pub(crate) fn kinds(kind: &Option<KindColumn>, rows: usize) -> PyResult<Vec<Option<Kind>>> {
    let each = match kind {
        None => return Ok(vec![None; rows]),
        Some(KindColumn::All(kind)) => return Ok(vec![Some(*kind); rows]),
        Some(KindColumn::Each(each)) => each.rows(),
    };
    if each.len() != rows {
        let reason = format!("{} kinds for {rows} names", each.len());
        return Err(option_error("kind", reason));
    }
    let parsed = each.iter().enumerate().map(|(at, label)| {
        let kind = label.map(str::parse).transpose();
        kind.map_err(|error: imya::Error| data_error("kind", at + 1, 0, error.to_string()))
    });
    parsed.collect()
}

/// A column of results, for anything that speaks Arrow: `pyarrow.array(column)`,
/// `polars.Series(column)`, `pandas.Series.from_arrow(column)` (from 3.0 on) take it without a copy.
///
/// >>> import imya, pyarrow
/// >>> column = imya.romanise_arrow(pyarrow.array(["Мінск", None]), scheme="be-national-2007")
/// >>> pyarrow.array(column).to_pylist()
/// ['Minsk', None]
#[pyclass(module = "imya", frozen, weakref)]
pub(crate) struct Column {
    array: ArrayRef,
    field: FieldRef,
}

impl Column {
    pub(crate) fn new(array: ArrayRef) -> Self {
        let field = Field::new("imya", array.data_type().clone(), true);
        Column {
            array,
            field: Arc::new(field),
        }
    }
}

#[pymethods]
impl Column {
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "tuple[object, object]")]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let field = Arc::clone(&self.field);
        Ok(to_array_pycapsules(
            py,
            field,
            &self.array,
            requested_schema,
        )?)
    }

    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let chunks = vec![Ok(Arc::clone(&self.array))];
        let reader = ArrayIterator::new(chunks, Arc::clone(&self.field));
        Ok(to_stream_pycapsule(py, Box::new(reader), requested_schema)?)
    }

    #[pyo3(signature = () -> "object")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, &*self.field)?)
    }

    /// The column as a `pyarrow.Array`; needs pyarrow.
    #[pyo3(signature = () -> "typing.Any")]
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("array", (slf,))
    }

    fn __len__(&self) -> usize {
        self.array.len()
    }

    fn __repr__(&self) -> String {
        let kind = self.array.data_type();
        format!("Column({} rows of {kind})", self.array.len())
    }
}
