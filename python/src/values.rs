//! Values of imya as Python sees them.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

use imya::text::Language;
use imya::{Decision, Kind};
use pyo3::PyTypeInfo;
use pyo3::exceptions::PyValueError;
#[cfg(feature = "stubs")]
use pyo3::inspect::{PyStaticConstant, PyStaticExpr};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString, PyTuple};
#[cfg(feature = "stubs")]
use pyo3::{type_hint_identifier, type_hint_subscript};
use serde::{Serialize, de::DeserializeOwned};

use crate::error::option_error;

/// A hash that is the same in every process, so that equal objects agree wherever they were unpickled.
pub(crate) fn hash_of(value: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

pub(crate) fn language_of(code: &str) -> PyResult<Language> {
    match code {
        "be" => Ok(Language::Belarusian),
        "ru" => Ok(Language::Russian),
        "uk" => Ok(Language::Ukrainian),
        _ => {
            let reason = format!("`{code}` is not one of `be`, `ru`, `uk`");
            Err(option_error("languages", reason))
        }
    }
}

/// What `__reduce__` gives: the method `_restore` of a class, and its argument.
pub(crate) type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyBytes>,));

/// A pickled result of a class.
pub(crate) fn reduced<'py, C: PyTypeInfo>(
    py: Python<'py>,
    state: &impl Serialize,
) -> PyResult<Reduced<'py>> {
    let state = serde_json::to_vec(state).map_err(unpickled)?;
    let restore = py.get_type::<C>().getattr("_restore")?;
    Ok((restore, (PyBytes::new(py, &state),)))
}

/// A result from its pickled state.
pub(crate) fn thaw<T: DeserializeOwned>(state: &[u8]) -> PyResult<T> {
    serde_json::from_slice(state).map_err(unpickled)
}

fn unpickled(error: serde_json::Error) -> PyErr {
    PyValueError::new_err(format!("no pickled result of this version: {error}"))
}

/// A Python literal of a string, as `repr` writes it.
pub(crate) fn quoted(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push(mark);
    for character in text.chars() {
        match character {
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if character == mark => quoted.extend(['\\', mark]),
            _ if character.is_control() => {
                quoted.push_str(&format!("\\x{:02x}", u32::from(character)));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push(mark);
    quoted
}

/// A tuple of Python.
pub(crate) struct Tuple<T>(pub(crate) Vec<T>);

impl<T> FromIterator<T> for Tuple<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Tuple(items.into_iter().collect())
    }
}

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Tuple<T> {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("builtins", "tuple"),
        T::OUTPUT_TYPE,
        PyStaticExpr::Constant {
            value: PyStaticConstant::Ellipsis
        }
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        PyTuple::new(py, self.0)
    }
}

/// An iterator of Python over items that are there already.
pub(crate) struct Items<T>(pub(crate) Vec<T>);

impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Items<T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: PyStaticExpr = type_hint_subscript!(
        type_hint_identifier!("collections.abc", "Iterator"),
        T::OUTPUT_TYPE
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Ok(PyList::new(py, self.0)?.try_iter()?.into_any())
    }
}

/// A word of a closed list, with the name of its type in `imya.types`.
macro_rules! label {
    ($label:ident, $name:literal) => {
        #[derive(Clone, Copy)]
        pub(crate) struct $label(pub(crate) &'static str);

        impl<'py> IntoPyObject<'py> for $label {
            type Target = PyString;
            type Output = Bound<'py, PyString>;
            type Error = PyErr;

            #[cfg(feature = "stubs")]
            const OUTPUT_TYPE: PyStaticExpr = type_hint_identifier!("imya.types", $name);

            fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
                Ok(PyString::intern(py, self.0))
            }
        }

        impl std::fmt::Display for $label {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.0)
            }
        }
    };
}

label!(KindLabel, "Kind");
label!(GenderLabel, "Gender");
label!(DecisionLabel, "Decision");
label!(LanguageLabel, "Language");

impl From<Kind> for KindLabel {
    fn from(kind: Kind) -> Self {
        KindLabel(kind.as_str())
    }
}

impl From<Decision> for DecisionLabel {
    fn from(decision: Decision) -> Self {
        DecisionLabel(match decision {
            Decision::Match => "match",
            Decision::Ambiguous => "ambiguous",
            Decision::None => "none",
        })
    }
}

impl From<Language> for LanguageLabel {
    fn from(language: Language) -> Self {
        LanguageLabel(match language {
            Language::Belarusian => "be",
            Language::Russian => "ru",
            Language::Ukrainian => "uk",
        })
    }
}
