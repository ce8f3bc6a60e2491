//! Arguments: names, kinds, numbers.

use imya::{Gender, Kind};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyString;

use crate::error::{option_error, raise};

/// A batch of strings, borrowed from Python: they stay where they are while other threads read them.
pub(crate) struct Names(pub(crate) Vec<PyBackedStr>);

impl<'py> FromPyObject<'_, 'py> for Names {
    type Error = PyErr;

    fn extract(items: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if items.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err(
                "expected a list or another iterable of strings, not a single string",
            ));
        }
        let mut names = Vec::with_capacity(items.len().unwrap_or(0).min(1 << 24));
        for item in items.try_iter()? {
            let item = item?;
            let Ok(name) = item.cast_into::<PyString>() else {
                return Err(not_a_string(items, names.len()));
            };
            names.push(PyBackedStr::try_from(name)?);
        }
        Ok(Names(names))
    }
}

fn not_a_string(items: Borrowed<'_, '_, PyAny>, at: usize) -> PyErr {
    let item = items.get_item(at);
    let kind = item.and_then(|item| item.get_type().name().map(|name| name.to_string()));
    let kind = kind.map_or(String::new(), |kind| format!(" but {kind}"));
    PyTypeError::new_err(format!("item {at} is no string{kind}"))
}

/// `person`, `org` or `place`.
#[derive(Clone, Copy)]
pub(crate) struct KindArgument(pub(crate) Kind);

impl FromPyObject<'_, '_> for KindArgument {
    type Error = PyErr;

    fn extract(label: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let label = label.cast::<PyString>()?;
        let kind = label.to_str()?.parse().map_err(raise)?;
        Ok(KindArgument(kind))
    }
}

pub(crate) fn kind_of(kind: Option<KindArgument>) -> Option<Kind> {
    kind.map(|kind| kind.0)
}

pub(crate) fn kinds_of(kinds: Vec<KindArgument>) -> Vec<Kind> {
    kinds.into_iter().map(|kind| kind.0).collect()
}

/// `f` or `m`.
pub(crate) struct GenderArgument(pub(crate) Gender);

impl FromPyObject<'_, '_> for GenderArgument {
    type Error = PyErr;

    fn extract(label: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let label = label.cast::<PyString>()?;
        let gender = label.to_str()?.parse().map_err(raise)?;
        Ok(GenderArgument(gender))
    }
}

/// A whole number that cannot be negative.
pub(crate) fn count(option: &'static str, value: i64) -> PyResult<usize> {
    usize::try_from(value).map_err(|_| option_error(option, format!("{value} is not 0 or more")))
}

/// A number from 0 to 1.
pub(crate) fn probability(option: &'static str, value: f32) -> PyResult<f32> {
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    let reason = format!("{value} is not between 0 and 1");
    Err(option_error(option, reason))
}
