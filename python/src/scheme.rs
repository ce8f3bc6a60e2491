//! Romanisation standards.

use std::path::PathBuf;
use std::sync::Arc;

use imya::scheme;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::arguments::{Names, count};
use crate::batch::Batch;
use crate::error::raise;
use crate::values::{LanguageLabel, Tuple, hash_of, quoted};

/// A way to write a language of the Cyrillic script in Latin letters.
///
/// Those that ship with imya are there by name; own tables are read with `read` and `parse`.
///
/// >>> import imya
/// >>> passport = imya.Scheme.named("be-icao-9303")
/// >>> passport.romanise("Ціханоўская"), passport.language
/// ('Tsikhanouskaia', 'be')
#[pyclass(module = "imya", frozen, weakref)]
#[derive(Clone)]
pub(crate) struct Scheme(Source);

#[derive(Clone)]
enum Source {
    Shipped(&'static scheme::Scheme),
    /// With the name and the text of the table.
    Own(Arc<(scheme::Scheme, String, String)>),
}

impl Scheme {
    pub(crate) fn shipped(scheme: &'static scheme::Scheme) -> Self {
        Scheme(Source::Shipped(scheme))
    }

    pub(crate) fn named_scheme(id: &str) -> PyResult<&'static scheme::Scheme> {
        scheme::Scheme::named(id).map_err(raise)
    }

    fn get(&self) -> &scheme::Scheme {
        match &self.0 {
            Source::Shipped(own) => own,
            Source::Own(own) => &own.0,
        }
    }

    fn table(&self) -> Option<(&str, &str)> {
        match &self.0 {
            Source::Shipped(_) => None,
            Source::Own(own) => Some((&own.1, &own.2)),
        }
    }
}

pub(crate) fn ids(schemes: &[&scheme::Scheme]) -> Vec<String> {
    schemes
        .iter()
        .map(|scheme| scheme.id().to_owned())
        .collect()
}

#[pymethods]
impl Scheme {
    /// The scheme with this id, such as `be-lacinka`. Raises `OptionError` where there is none.
    #[staticmethod]
    #[pyo3(signature = (id) -> "Scheme")]
    fn named(id: &str) -> PyResult<Self> {
        Ok(Scheme(Source::Shipped(Scheme::named_scheme(id)?)))
    }

    /// The ids of the schemes that ship with imya, in alphabetical order.
    ///
    /// >>> import imya
    /// >>> "be-national-2007" in imya.Scheme.ids()
    /// True
    #[staticmethod]
    #[pyo3(signature = () -> "tuple[str, ...]")]
    fn ids() -> Tuple<&'static str> {
        scheme::Scheme::ids().collect()
    }

    /// The schemes that ship with imya, in the order of their ids.
    #[staticmethod]
    #[pyo3(signature = () -> "tuple[Scheme, ...]")]
    fn all() -> Tuple<Scheme> {
        let all = scheme::Scheme::all();
        all.map(|own| Scheme(Source::Shipped(own))).collect()
    }

    /// Reads a table from a file. Raises `FileError` or, with line and cell, `DataError`.
    #[staticmethod]
    #[pyo3(signature = (path) -> "Scheme")]
    fn read(path: PathBuf) -> PyResult<Self> {
        let text = std::fs::read_to_string(&path);
        let text = text.map_err(|source| {
            raise(imya::Error::File {
                path: path.clone(),
                source,
            })
        })?;
        Scheme::parse(&path.display().to_string(), &text)
    }

    /// Reads a table from a text; `source` names it in errors. Raises `DataError` with line and cell.
    ///
    /// >>> import imya
    /// >>> table = "# id: mine\n# language: be\nfrom\tto\tcontext\tnote\nў\tw\tany\t\n"
    /// >>> imya.Scheme.parse("mine.tsv", table).romanise("ў")
    /// 'w'
    #[staticmethod]
    #[pyo3(signature = (source, text) -> "Scheme")]
    fn parse(source: &str, text: &str) -> PyResult<Self> {
        let own = scheme::Scheme::parse(source, text).map_err(raise)?;
        let own = (own, source.to_owned(), text.to_owned());
        Ok(Scheme(Source::Own(Arc::new(own))))
    }

    /// The stable name, such as `be-icao-9303`.
    #[getter]
    fn id(&self) -> &str {
        self.get().id()
    }

    /// The title, for people.
    #[getter]
    fn title(&self) -> &str {
        self.get().title()
    }

    /// The language that the scheme romanises: `"be"`, `"ru"` or `"uk"`.
    #[getter]
    fn language(&self) -> LanguageLabel {
        self.get().language().into()
    }

    /// Who set the standard, or whose habit it is.
    #[getter]
    fn authority(&self) -> &str {
        self.get().authority()
    }

    /// The year of the standard, or about when the habit began.
    #[getter]
    fn year(&self) -> Option<u16> {
        self.get().year()
    }

    /// Where the scheme is used.
    #[getter]
    fn status(&self) -> &str {
        self.get().status()
    }

    /// Where the table was taken from.
    #[getter]
    fn source(&self) -> &str {
        self.get().source()
    }

    /// What is not certain in the table, where its facts are partial.
    #[getter]
    fn partial(&self) -> Option<&str> {
        self.get().partial()
    }

    /// Whether the Cyrillic can be restored without loss.
    #[getter]
    fn is_reversible(&self) -> bool {
        self.get().is_reversible()
    }

    /// The text in Latin letters; linear in the text.
    #[pyo3(signature = (text) -> "str")]
    fn romanise(&self, text: &str) -> String {
        self.get().romanise(text).into_owned()
    }

    /// The most probable Cyrillic text that the scheme writes this way; words that it cannot have written
    /// stay as they are.
    ///
    /// >>> import imya
    /// >>> imya.Scheme.named("be-lacinka").restore("Vincent Dunin-Marcinkievič")
    /// 'Вінцэнт Дунін-Марцінкевіч'
    #[pyo3(signature = (text) -> "str")]
    fn restore(&self, text: &str) -> String {
        self.get().restore(text).into_owned()
    }

    /// Cyrillic readings of a Latin name, best first, at most `limit`; the scheme writes each exactly so.
    ///
    /// >>> import imya
    /// >>> scheme = imya.Scheme.named("be-icao-9303")
    /// >>> [reading.text for reading in scheme.restorations("Zmitser", limit=1)]
    /// ['Зміцер']
    #[pyo3(signature = (name: "str", *, limit: "int" = 10) -> "list[Restoration]")]
    fn restorations(&self, name: &str, limit: i64) -> PyResult<Vec<Restoration>> {
        let readings = self.get().restorations(name).take(count("limit", limit)?);
        let readings = readings.map(|reading| Restoration {
            text: reading.text().to_owned(),
            bits: reading.bits(),
        });
        Ok(readings.collect())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.id() == other.id() && self.table() == other.table()
    }

    fn __hash__(&self) -> u64 {
        hash_of(&(self.id(), self.table()))
    }

    fn __repr__(&self) -> String {
        format!("Scheme({})", quoted(self.id()))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let class = py.get_type::<Scheme>();
        Ok(match self.table() {
            None => (class.getattr("named")?, PyTuple::new(py, [self.id()])?),
            Some((source, text)) => (class.getattr("parse")?, PyTuple::new(py, [source, text])?),
        })
    }
}

/// A Cyrillic reading of a Latin name; `bits` says how improbable its letters are in names of the
/// language: the less, the better.
#[pyclass(module = "imya", frozen, weakref)]
pub(crate) struct Restoration {
    /// The Cyrillic text.
    #[pyo3(get)]
    text: String,
    /// How improbable the letters are, in bits.
    #[pyo3(get)]
    bits: f64,
}

#[pymethods]
impl Restoration {
    #[new]
    fn new(text: String, bits: f64) -> Self {
        Restoration { text, bits }
    }

    /// The reading as a dictionary of its fields.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        fields.set_item("text", &self.text)?;
        fields.set_item("bits", self.bits)?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.text == other.text && self.bits.to_bits() == other.bits.to_bits()
    }

    fn __hash__(&self) -> u64 {
        hash_of(&(&self.text, self.bits.to_bits()))
    }

    fn __repr__(&self) -> String {
        format!("Restoration({}, bits={:?})", quoted(&self.text), self.bits)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyAny>, (String, f64)) {
        let class = py.get_type::<Restoration>().into_any();
        (class, (self.text.clone(), self.bits))
    }
}

/// How a text is written in Latin letters under a scheme, named by its id.
///
/// Raises `OptionError` where there is no such scheme.
///
/// >>> import imya
/// >>> imya.romanise("Якуб Колас", scheme="be-lacinka")
/// 'Jakub Kołas'
#[pyfunction]
#[pyo3(signature = (text, *, scheme) -> "str")]
pub(crate) fn romanise(text: &str, scheme: &str) -> PyResult<String> {
    Ok(Scheme::named_scheme(scheme)?.romanise(text).into_owned())
}

/// Romanises many texts; `threads` and `progress` as for `Resolver.resolve_many`.
///
/// >>> import imya
/// >>> imya.romanise_many(["Мінск", "Гомель"], scheme="be-national-2007")
/// ['Minsk', 'Homieĺ']
#[pyfunction]
#[pyo3(signature = (
    texts: "typing.Iterable[str]",
    *,
    scheme: "str",
    threads: "int" = 1,
    progress: "typing.Callable[[int, int], object] | None" = None
) -> "list[str]")]
pub(crate) fn romanise_many(
    py: Python<'_>,
    texts: Names,
    scheme: &str,
    threads: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<String>> {
    let (texts, scheme) = (texts.0, Scheme::named_scheme(scheme)?);
    let one = |(): &mut (), at: usize| scheme.romanise(&texts[at]).into_owned();
    Batch::new(threads, progress)?.map(py, texts.len(), || (), one)
}

/// The most probable Cyrillic text that a scheme, named by its id, writes this way.
///
/// >>> import imya
/// >>> imya.restore("Jakub Kołas", scheme="be-lacinka")
/// 'Якуб Колас'
#[pyfunction]
#[pyo3(signature = (text, *, scheme) -> "str")]
pub(crate) fn restore(text: &str, scheme: &str) -> PyResult<String> {
    Ok(Scheme::named_scheme(scheme)?.restore(text).into_owned())
}
