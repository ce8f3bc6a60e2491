//! Which standard a romanised text follows.

use imya::scheme;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::scheme::{Scheme, ids};
use crate::values::{Tuple, hash_of, quoted};

/// A scheme that can have written a name.
#[pyclass(module = "imya", frozen, weakref)]
#[derive(Clone)]
pub(crate) struct Recognised(scheme::Recognised);

impl Recognised {
    fn key(&self) -> (&str, &str, bool, u64) {
        let own = &self.0;
        let bits = own.bits().to_bits();
        (own.scheme().id(), own.reading(), own.is_canonical(), bits)
    }
}

#[pymethods]
impl Recognised {
    /// The scheme.
    #[getter]
    fn scheme(&self) -> Scheme {
        Scheme::shipped(self.0.scheme())
    }

    /// The most probable Cyrillic name that the scheme writes this way.
    #[getter]
    fn reading(&self) -> &str {
        self.0.reading()
    }

    /// How improbable the letters of that name are in names of the scheme's language, in bits.
    #[getter]
    fn bits(&self) -> f64 {
        self.0.bits()
    }

    /// Whether the scheme's canonical rules give the name, or only its accepted variants do.
    #[getter]
    fn is_canonical(&self) -> bool {
        self.0.is_canonical()
    }

    /// The finding as a dictionary of its fields; the scheme by its id.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        fields.set_item("scheme", self.0.scheme().id())?;
        fields.set_item("reading", self.0.reading())?;
        fields.set_item("bits", self.0.bits())?;
        fields.set_item("is_canonical", self.0.is_canonical())?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    fn __hash__(&self) -> u64 {
        hash_of(&self.key())
    }

    fn __repr__(&self) -> String {
        let (scheme, reading) = (quoted(self.0.scheme().id()), quoted(self.0.reading()));
        let canonical = if self.0.is_canonical() {
            "True"
        } else {
            "False"
        };
        format!("Recognised({scheme}, {reading}, is_canonical={canonical})")
    }
}

/// Which schemes can have written a name: `schemes` those that can, canonical ones first, then by the
/// probability of the best reading; `decisive` the letters that speak against others, as pairs of a letter
/// in lower case (empty for the end of a word) and the ids of the schemes that do not come past it.
#[pyclass(module = "imya", frozen, weakref)]
pub(crate) struct Recognition {
    latin: String,
    cyrillic: Option<String>,
    found: scheme::Recognition,
}

#[pymethods]
impl Recognition {
    /// The schemes that can have written the name.
    #[getter]
    fn schemes(&self) -> Tuple<Recognised> {
        self.found
            .schemes()
            .iter()
            .cloned()
            .map(Recognised)
            .collect()
    }

    /// The letters that speak against schemes, those against most schemes first.
    #[getter]
    fn decisive(&self) -> Tuple<(String, Tuple<String>)> {
        let decisive = self.found.decisive().iter();
        decisive
            .map(|own| {
                (
                    own.letter().to_owned(),
                    ids(own.against()).into_iter().collect(),
                )
            })
            .collect()
    }

    /// `schemes` and `decisive` as a dictionary.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        let schemes = self.found.schemes().iter().cloned().map(Recognised);
        let schemes: PyResult<Vec<_>> = schemes.map(|own| own.to_dict(py)).collect();
        fields.set_item("schemes", schemes?)?;
        fields.set_item("decisive", self.decisive())?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        (&self.latin, &self.cyrillic) == (&other.latin, &other.cyrillic)
    }

    fn __hash__(&self) -> u64 {
        hash_of(&(&self.latin, &self.cyrillic))
    }

    fn __repr__(&self) -> String {
        let (latin, schemes) = (quoted(&self.latin), self.found.schemes().len());
        format!("Recognition({latin}, {schemes} schemes)")
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    #[expect(clippy::type_complexity, reason = "what pickling wants")]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (String, Option<String>))> {
        let restore = py.get_type::<Recognition>().getattr("_restore")?;
        Ok((restore, (self.latin.clone(), self.cyrillic.clone())))
    }

    #[staticmethod]
    #[pyo3(signature = (latin: "str", cyrillic: "str | None") -> "Recognition")]
    fn _restore(py: Python<'_>, latin: String, cyrillic: Option<String>) -> Self {
        let found = py.detach(|| match &cyrillic {
            Some(cyrillic) => scheme::recognise_as(&latin, cyrillic),
            None => scheme::recognise(&latin),
        });
        Recognition {
            latin,
            cyrillic,
            found,
        }
    }
}

/// Which standards can have written a Latin name, up to capitals; with `cyrillic`, whether they write this
/// Cyrillic name so. A name of more than 512 bytes is not recognised. Takes some milliseconds.
///
/// >>> import imya
/// >>> found = imya.recognise("Kalesnikava", cyrillic="Калеснікава")
/// >>> "be-icao-9303" in [own.scheme.id for own in found.schemes if own.is_canonical]
/// True
#[pyfunction]
#[pyo3(signature = (
    latin: "str",
    *,
    cyrillic: "str | None" = None
) -> "Recognition")]
pub(crate) fn recognise(py: Python<'_>, latin: String, cyrillic: Option<String>) -> Recognition {
    Recognition::_restore(py, latin, cyrillic)
}
