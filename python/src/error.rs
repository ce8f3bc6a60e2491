//! Errors of imya become exceptions, which are classes of the module `imya.errors`.

use imya::Error;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

static CLASSES: [PyOnceLock<Py<PyType>>; 4] = [const { PyOnceLock::new() }; 4];
const NAMES: [&str; 4] = ["DataError", "FileError", "IndexFileError", "OptionError"];

/// The exception for an error.
pub(crate) fn raise(error: Error) -> PyErr {
    Python::attach(|py| exception(py, &error).unwrap_or_else(|failure| failure))
}

/// The exception for a value of an option outside its range.
pub(crate) fn option_error(option: &'static str, reason: impl Into<String>) -> PyErr {
    let reason = reason.into();
    raise(Error::Option { option, reason })
}

/// The exception for a malformed item; `line` counts from 1.
pub(crate) fn data_error(file: &str, line: usize, column: usize, reason: String) -> PyErr {
    let file = file.to_owned();
    raise(Error::Data {
        file,
        line,
        column,
        reason,
    })
}

fn exception(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let known = |number: usize| (number > 0).then_some(number);
    let attributes = PyDict::new(py);
    let class = match error {
        Error::Data {
            file,
            line,
            column,
            reason,
        } => {
            attributes.set_item("file", file)?;
            attributes.set_item("line", known(*line))?;
            attributes.set_item("column", known(*column))?;
            attributes.set_item("reason", reason)?;
            0
        }
        Error::File { path, source } => {
            attributes.set_item("file", path.display().to_string())?;
            attributes.set_item("errno", source.raw_os_error())?;
            attributes.set_item("reason", source.to_string())?;
            1
        }
        Error::Index { path, reason } => {
            attributes.set_item("file", path.display().to_string())?;
            attributes.set_item("reason", reason)?;
            2
        }
        Error::Option { option, reason } => {
            attributes.set_item("option", option)?;
            attributes.set_item("reason", reason)?;
            3
        }
        // The enumeration may grow; its message is still right.
        _ => 0,
    };
    let class = CLASSES[class].import(py, "imya.errors", NAMES[class])?;
    let value = class.call((error.to_string(),), Some(&attributes))?;
    Ok(PyErr::from_value(value))
}
