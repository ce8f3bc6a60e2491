//! All the ways to romanise a name.

use imya::scheme;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arguments::{Names, count};
use crate::error::raise;
use crate::scheme::ids;
use crate::values::{Tuple, hash_of, language_of, quoted};

/// A spelling of a name; `canonical` are the ids of the schemes whose canonical output it is, `accepted`
/// those of the schemes that give it by their accepted variants only.
#[pyclass(module = "imya", frozen, weakref)]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Variant {
    spelling: String,
    canonical: Vec<String>,
    accepted: Vec<String>,
}

#[pymethods]
impl Variant {
    #[new]
    #[pyo3(signature = (
        spelling: "str",
        canonical: "typing.Sequence[str]",
        accepted: "typing.Sequence[str]"
    ))]
    fn new(spelling: String, canonical: Vec<String>, accepted: Vec<String>) -> Self {
        Variant {
            spelling,
            canonical,
            accepted,
        }
    }

    /// The name in Latin letters.
    #[getter]
    fn spelling(&self) -> &str {
        &self.spelling
    }

    /// The ids of the schemes whose canonical output it is.
    #[getter]
    fn canonical(&self) -> Tuple<String> {
        Tuple(self.canonical.clone())
    }

    /// The ids of the schemes that give it by their accepted variants only.
    #[getter]
    fn accepted(&self) -> Tuple<String> {
        Tuple(self.accepted.clone())
    }

    /// The variant as a dictionary of its fields.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        fields.set_item("spelling", &self.spelling)?;
        fields.set_item("canonical", &self.canonical)?;
        fields.set_item("accepted", &self.accepted)?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self == other
    }

    fn __hash__(&self) -> u64 {
        hash_of(self)
    }

    fn __repr__(&self) -> String {
        let schemes = self.canonical.len() + self.accepted.len();
        format!("Variant({}, {schemes} schemes)", quoted(&self.spelling))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyAny>, (String, Vec<String>, Vec<String>)) {
        let class = py.get_type::<Variant>().into_any();
        let (canonical, accepted) = (self.canonical.clone(), self.accepted.clone());
        (class, (self.spelling.clone(), canonical, accepted))
    }
}

/// Every spelling of a name that the schemes give, with the schemes.
///
/// `languages`: only schemes for these (`"be"`, `"ru"`, `"uk"`). `schemes`: only these, by their ids.
/// `accepted`: whether accepted variants are wanted beside canonical output. `limit`: the most spellings.
/// `readings`: from a Latin name, or into another language, how many Cyrillic readings are followed. Names
/// of more than 512 bytes have no spellings. Raises `OptionError` where an id is not known.
///
/// >>> import imya
/// >>> spellings = {variant.spelling for variant in imya.variants("Ціханоўская")}
/// >>> {"Tsikhanouskaya", "Cichanoŭskaja", "Tikhanovskaïa"} <= spellings
/// True
#[pyfunction]
#[pyo3(signature = (
    name: "str",
    *,
    languages: "typing.Iterable[Language] | None" = None,
    schemes: "typing.Iterable[str] | None" = None,
    accepted: "bool" = true,
    limit: "int" = 10_000,
    readings: "int" = 2
) -> "list[Variant]")]
pub(crate) fn variants(
    name: &str,
    languages: Option<Names>,
    schemes: Option<Names>,
    accepted: bool,
    limit: i64,
    readings: i64,
) -> PyResult<Vec<Variant>> {
    let mut wanted = scheme::Variants::new()
        .accepted(accepted)
        .limit(count("limit", limit)?)
        .readings(count("readings", readings)?.min(100));
    if let Some(languages) = languages {
        let languages: PyResult<Vec<_>> =
            languages.0.iter().map(|code| language_of(code)).collect();
        wanted = wanted.languages(&languages?);
    }
    if let Some(schemes) = &schemes {
        let ids: Vec<&str> = schemes.0.iter().map(|id| &**id).collect();
        wanted = wanted.schemes(&ids).map_err(raise)?;
    }
    let found = wanted.of(name).into_iter().map(|variant| Variant {
        spelling: variant.spelling().to_owned(),
        canonical: ids(variant.canonical()),
        accepted: ids(variant.accepted()),
    });
    Ok(found.collect())
}
