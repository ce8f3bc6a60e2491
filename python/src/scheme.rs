//! Romanisation standards.

use std::path::PathBuf;
use std::sync::Arc;

use imya::scheme;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::arguments::{Names, count};
use crate::batch::Batch;
use crate::error::raise;
use crate::values::{LanguageLabel, Tuple, hash_of, language_of, quoted};

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

fn ids(schemes: &[&scheme::Scheme]) -> Vec<String> {
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
        Scheme(Source::Shipped(self.0.scheme()))
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
