//! The resolver.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use imya::annotate::{AnnotateOptions, AnnotateScratch};
use imya::index::{Index, SearchScratch};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyDict, PyString};

use crate::arguments::{Names, kinds_of};
use crate::arrow;
use crate::batch::{Batch, pooled};
use crate::column::{Column, Strings};
use crate::entity::entity_of;
use crate::error::raise;
use crate::found::{Found, FoundBatch};
use crate::idle::{Idle, Lent};
use crate::mention::{MentionBatch, Mentions};
use crate::options::{Kinds, Options, annotate_options};
use crate::values::quoted;

/// Where an index is found again when a resolver is unpickled.
#[derive(Clone)]
enum Origin {
    Embedded,
    Opened(PathBuf),
    Built,
}

/// Answers which known entity a name means.
///
/// Made by `Resolver.embedded`, `from_file`, `from_entities` or `open`. Immutable and safe to share
/// between threads. Copies share the index. A pickled resolver over the embedded gazetteer or an opened
/// index file holds no more than where it is; one over a file or entities holds the whole index.
///
/// >>> import imya
/// >>> resolver = imya.Resolver.embedded()
/// >>> resolver.resolve("Bialyatsky").best.id
/// 'person/ales-bialiatski'
/// >>> resolver.with_options(kinds=["place"]).resolve("Bialyatsky").decision
/// 'none'
#[pyclass(module = "imya", frozen, weakref)]
#[derive(Clone)]
pub(crate) struct Resolver {
    pub(crate) inner: Arc<imya::Resolver>,
    pub(crate) searches: Arc<Idle<SearchScratch>>,
    pub(crate) annotations: Arc<Idle<AnnotateScratch>>,
    origin: Origin,
    options: Options,
}

impl Resolver {
    fn new(inner: imya::Resolver, origin: Origin) -> Self {
        Resolver {
            inner: Arc::new(inner),
            searches: Arc::default(),
            annotations: Arc::default(),
            origin,
            options: Options::default(),
        }
    }

    pub(crate) fn answers(
        &self,
        py: Python<'_>,
        names: &(impl std::ops::Index<usize, Output = impl AsRef<str>> + Sync + ?Sized),
        total: usize,
        batch: &Batch,
    ) -> PyResult<FoundBatch> {
        FoundBatch::try_new(Arc::clone(&self.inner), |resolver| {
            let work = |scratch: &mut Lent<'_, SearchScratch>, at: usize| {
                resolver.resolve_with(names[at].as_ref(), scratch.memory())
            };
            batch.map(py, total, || self.searches.lend(), work)
        })
    }
}

#[pymethods]
impl Resolver {
    /// A resolver over the gazetteer that ships with imya: people, organisations and places of
    /// Belarusian public life.
    ///
    /// >>> import imya
    /// >>> len(imya.Resolver.embedded()) > 500
    /// True
    #[staticmethod]
    #[pyo3(signature = () -> "Resolver")]
    fn embedded(py: Python<'_>) -> Self {
        Resolver::new(py.detach(imya::Resolver::embedded), Origin::Embedded)
    }

    /// A resolver over a gazetteer file: imya's JSON lines, CSV, TSV, FollowTheMoney, Wikidata, Popolo,
    /// spaCy patterns; the format is detected. Its index is built on `threads` threads.
    ///
    /// Raises `FileError` where the file cannot be read, `DataError` with line and column where it is
    /// malformed.
    #[staticmethod]
    #[pyo3(signature = (path, *, threads: "int" = 1) -> "Resolver")]
    fn from_file(py: Python<'_>, path: PathBuf, threads: i64) -> PyResult<Self> {
        let resolver = py.detach(|| pooled(threads, || imya::Resolver::from_file(path)));
        Ok(Resolver::new(resolver?.map_err(raise)?, Origin::Built))
    }

    /// A resolver over entities: `Entity` objects, or dictionaries as `Entity.from_dict` takes them. Its
    /// index is built on `threads` threads.
    ///
    /// Raises `DataError` with the place of an item, counted from 1, as `line` where an item is malformed.
    ///
    /// >>> import imya
    /// >>> river = {"id": "w1", "kind": "place", "names": {"be": "Шчара"}}
    /// >>> imya.Resolver.from_entities([river]).resolve("Shchara").best.id
    /// 'w1'
    #[staticmethod]
    #[pyo3(signature = (
        entities: "typing.Iterable[Entity | typing.Mapping[str, typing.Any]]",
        *,
        threads: "int" = 1
    ) -> "Resolver")]
    fn from_entities(py: Python<'_>, entities: &Bound<'_, PyAny>, threads: i64) -> PyResult<Self> {
        let mut own = Vec::new();
        for (at, item) in entities.try_iter()?.enumerate() {
            own.push(entity_of(&item?, at + 1)?);
        }
        let resolver = py.detach(|| pooled(threads, || imya::Resolver::from_entities(own)))?;
        Ok(Resolver::new(resolver, Origin::Built))
    }

    /// A resolver over an index file, as `write_index` or the example `index build` writes it; opened by
    /// memory map, in milliseconds.
    ///
    /// Raises `FileError` where the file cannot be read, `IndexFileError` where it is no index, damaged,
    /// or was built with other rule tables.
    #[staticmethod]
    #[pyo3(signature = (path) -> "Resolver")]
    fn open(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let path = std::path::absolute(&path).unwrap_or(path);
        let index = py.detach(|| Index::open(&path)).map_err(raise)?;
        let resolver = imya::Resolver::from_index(Arc::new(index));
        Ok(Resolver::new(resolver, Origin::Opened(path)))
    }

    /// Writes the index to a file, for `open`; the file is replaced whole or not at all.
    ///
    /// Raises `FileError` where it cannot be written.
    fn write_index(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let written = py.detach(|| self.inner.index().write(Path::new(&path)));
        written.map_err(raise)
    }

    /// The same resolver with other options; those that are `None` stay as they are.
    ///
    /// `limit`: at most so many candidates (10 if never set). `cutoff`: candidates with a lower score, 0
    /// to 1, are left out (0.02). `threshold`: the probability, 0 to 1, from which on the decision is a
    /// match (0.5). `margin`: how much the odds of the best candidate must surpass those of the second, in
    /// nats (1.5). `kinds`, `languages`, `ids`: only entities of these kinds, names in these languages,
    /// entities with these ids (all).
    ///
    /// Raises `OptionError` for a value outside its range.
    ///
    /// >>> import imya
    /// >>> resolver = imya.Resolver.embedded().with_options(limit=1, languages=["ru"])
    /// >>> resolver.resolve("Мінск").candidates[0].name
    /// 'Минск'
    #[pyo3(signature = (
        *,
        limit: "int | None" = None,
        cutoff: "float | None" = None,
        threshold: "float | None" = None,
        margin: "float | None" = None,
        kinds: "typing.Iterable[Kind] | None" = None,
        languages: "typing.Iterable[str] | None" = None,
        ids: "typing.Iterable[str] | None" = None
    ) -> "Resolver")]
    #[expect(
        clippy::too_many_arguments,
        reason = "they are options, each by its name"
    )]
    fn with_options(
        &self,
        limit: Option<i64>,
        cutoff: Option<f32>,
        threshold: Option<f32>,
        margin: Option<f32>,
        kinds: Option<Kinds>,
        languages: Option<Names>,
        ids: Option<Names>,
    ) -> PyResult<Self> {
        let texts = |names: Names| names.0.iter().map(|name| name.to_string()).collect();
        let options = self.options.updated(Options {
            limit,
            cutoff,
            threshold,
            margin,
            kinds: kinds.map(|kinds| kinds_of(kinds.0)),
            languages: languages.map(texts),
            ids: ids.map(texts),
        });
        let inner = options.apply((*self.inner).clone())?;
        Ok(Resolver {
            options,
            ..Resolver::new(inner, self.origin.clone())
        })
    }

    /// The entities that a name may mean, best first, and a decision.
    ///
    /// >>> import imya
    /// >>> imya.Resolver.embedded().resolve("Johann Sebastian Bach").decision
    /// 'none'
    #[pyo3(signature = (name) -> "Found")]
    fn resolve(&self, name: &str) -> Found {
        let answer = FoundBatch::new(Arc::clone(&self.inner), |own| {
            vec![own.resolve_with(name, self.searches.lend().memory())]
        });
        Found::live(&Arc::new(answer), 0)
    }

    /// Resolves many names; results in input order, the same for every number of threads.
    ///
    /// `progress` is called with how many names are done and how many there are, from the calling thread,
    /// about ten times a second. The interpreter's lock is released; Ctrl-C ends the work.
    ///
    /// >>> import imya
    /// >>> found = imya.Resolver.embedded().resolve_many(["Minsk", "Brest"], threads=2)
    /// >>> [answer.query for answer in found]
    /// ['Minsk', 'Brest']
    #[pyo3(signature = (
        names: "typing.Iterable[str]",
        *,
        threads: "int" = 1,
        progress: "typing.Callable[[int, int], object] | None" = None
    ) -> "list[Found]")]
    fn resolve_many(
        &self,
        py: Python<'_>,
        names: Names,
        threads: i64,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Vec<Found>> {
        let batch = Batch::new(threads, progress)?;
        let answers = Arc::new(self.answers(py, &names.0, names.0.len(), &batch)?);
        Ok((0..names.0.len())
            .map(|at| Found::live(&answers, at))
            .collect())
    }

    /// The entities that a text mentions, in the order of the text; mentions do not overlap.
    ///
    /// Names are found in any spelling, case form and script that the rules relate; a bare surname only
    /// where the text introduces its bearer or it can mean nobody else. Linear in the text.
    ///
    /// `lower_case`: also finds names written small. `kinds`: only entities of these kinds. `threshold`:
    /// only mentions with this score, 0 to 1, or more. `ambiguous`: also mentions that may mean several
    /// entities. Raises `OptionError` for a value outside its range.
    ///
    /// >>> import imya
    /// >>> text = "Alena Masliukova came from Vitebsk to Minsk."
    /// >>> mentions = imya.Resolver.embedded().annotate(text, kinds=["place"])
    /// >>> [mention.surface for mention in mentions]
    /// ['Vitebsk', 'Minsk']
    #[pyo3(signature = (
        text: "str",
        *,
        lower_case: "bool" = false,
        kinds: "typing.Iterable[Kind] | None" = None,
        threshold: "float" = 0.0,
        ambiguous: "bool" = false
    ) -> "Mentions")]
    fn annotate(
        &self,
        py: Python<'_>,
        text: Bound<'_, PyString>,
        lower_case: bool,
        kinds: Option<Kinds>,
        threshold: f32,
        ambiguous: bool,
    ) -> PyResult<Mentions> {
        let options = annotate_options(lower_case, kinds, threshold, ambiguous)?;
        let text = PyBackedStr::try_from(text)?;
        let mentions = py.detach(|| {
            MentionBatch::new(Arc::clone(&self.inner), |own| {
                let mut scratch = self.annotations.lend();
                vec![own.annotate_with(&text, &options, scratch.memory())]
            })
        });
        Ok(Mentions::live(&Arc::new(mentions), 0, text))
    }

    /// Annotates many texts; what is found out about a word in one serves the others. Options as for
    /// `annotate`, threads and progress as for `resolve_many`.
    ///
    /// >>> import imya
    /// >>> found = imya.Resolver.embedded().annotate_many(["Горад Пінск", "Nothing here"])
    /// >>> [len(mentions) for mentions in found]
    /// [1, 0]
    #[pyo3(signature = (
        texts: "typing.Iterable[str]",
        *,
        lower_case: "bool" = false,
        kinds: "typing.Iterable[Kind] | None" = None,
        threshold: "float" = 0.0,
        ambiguous: "bool" = false,
        threads: "int" = 1,
        progress: "typing.Callable[[int, int], object] | None" = None
    ) -> "list[Mentions]")]
    #[expect(
        clippy::too_many_arguments,
        reason = "they are options, each by its name"
    )]
    fn annotate_many(
        &self,
        py: Python<'_>,
        texts: Names,
        lower_case: bool,
        kinds: Option<Kinds>,
        threshold: f32,
        ambiguous: bool,
        threads: i64,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Vec<Mentions>> {
        let options = annotate_options(lower_case, kinds, threshold, ambiguous)?;
        let batch = Batch::new(threads, progress)?.chunk(4);
        let mentions = self.mentions(py, &texts.0, texts.0.len(), &options, &batch)?;
        let mentions = Arc::new(mentions);
        let texts = texts.0.into_iter().enumerate();
        Ok(texts
            .map(|(at, text)| Mentions::live(&mentions, at, text))
            .collect())
    }

    /// Resolves a column of names: anything with Arrow's PyCapsule interface, as arrays and chunked arrays
    /// of pyarrow, series of polars and of pandas (from 3.0 on), relations of DuckDB with one column.
    ///
    /// Gives structs, null where the name is null, of `decision` and of the `id`, `kind`, `name` and
    /// `score` (`float32`, 0 to 1) of the best candidate, which are null where the decision is `none`.
    /// Threads and progress as for `resolve_many`.
    ///
    /// >>> import imya, pyarrow
    /// >>> names = pyarrow.array(["Bjaljazki", None, "Johann Sebastian Bach"])
    /// >>> found = imya.Resolver.embedded().resolve_arrow(names).to_pyarrow()
    /// >>> found.field("id").to_pylist()
    /// ['person/ales-bialiatski', None, None]
    #[pyo3(signature = (
        column: "ArrowColumn",
        *,
        threads: "int" = 1,
        progress: "typing.Callable[[int, int], object] | None" = None
    ) -> "Column")]
    fn resolve_arrow(
        &self,
        py: Python<'_>,
        column: Strings,
        threads: i64,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Column> {
        let batch = Batch::new(threads, progress)?;
        arrow::resolve(py, self, &column, &batch)
    }

    /// Annotates a column of texts, as `resolve_arrow` takes it.
    ///
    /// Gives lists, null where the text is null, of structs of `start` and `end` (`int32`, in characters,
    /// end exclusive), `surface`, `id`, `kind`, `name`, `score` and `decision`. Options as for `annotate`.
    ///
    /// >>> import imya, pyarrow
    /// >>> texts = pyarrow.array(["Горад Пінск", "Nothing here"])
    /// >>> imya.Resolver.embedded().annotate_arrow(texts).to_pyarrow().to_pylist()[0][0]["surface"]
    /// 'Пінск'
    #[pyo3(signature = (
        column: "ArrowColumn",
        *,
        lower_case: "bool" = false,
        kinds: "typing.Iterable[Kind] | None" = None,
        threshold: "float" = 0.0,
        ambiguous: "bool" = false,
        threads: "int" = 1,
        progress: "typing.Callable[[int, int], object] | None" = None
    ) -> "Column")]
    #[expect(
        clippy::too_many_arguments,
        reason = "they are options, each by its name"
    )]
    fn annotate_arrow(
        &self,
        py: Python<'_>,
        column: Strings,
        lower_case: bool,
        kinds: Option<Kinds>,
        threshold: f32,
        ambiguous: bool,
        threads: i64,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Column> {
        let options = annotate_options(lower_case, kinds, threshold, ambiguous)?;
        let batch = Batch::new(threads, progress)?.chunk(4);
        arrow::annotate(py, self, &column, &options, &batch)
    }

    /// How many entities there are.
    fn __len__(&self) -> usize {
        self.inner.index().len()
    }

    fn __bool__(&self) -> bool {
        true
    }

    fn __repr__(&self) -> String {
        let origin = match &self.origin {
            Origin::Embedded => "embedded".to_owned(),
            Origin::Opened(path) => quoted(&path.display().to_string()),
            Origin::Built => "built".to_owned(),
        };
        format!("Resolver({origin}, {} entities)", self.__len__())
    }

    fn __copy__(&self) -> Self {
        self.clone()
    }

    #[pyo3(signature = (_memo: "typing.Any") -> "Resolver")]
    fn __deepcopy__(&self, _memo: &Bound<'_, PyAny>) -> Self {
        self.clone()
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    #[expect(clippy::type_complexity, reason = "what pickling wants")]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyAny>, Bound<'py, PyDict>))> {
        let restore = py.get_type::<Resolver>().getattr("_restore")?;
        let source = match &self.origin {
            Origin::Embedded => py.None().into_bound(py),
            Origin::Opened(path) => path.to_string_lossy().into_pyobject(py)?.into_any(),
            Origin::Built => PyBytes::new(py, self.inner.index().as_bytes()).into_any(),
        };
        Ok((restore, (source, self.options.to_dict(py)?)))
    }

    #[staticmethod]
    #[pyo3(signature = (source: "str | bytes | None", options: "dict[str, typing.Any]") -> "Resolver")]
    fn _restore<'py>(
        source: &Bound<'py, PyAny>,
        options: &Bound<'py, PyDict>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = source.py();
        let resolver = if source.is_none() {
            Resolver::embedded(py)
        } else if let Ok(bytes) = source.cast::<PyBytes>() {
            let index = Index::read("pickled index", bytes.as_bytes().to_vec()).map_err(raise)?;
            let resolver = imya::Resolver::from_index(Arc::new(index));
            Resolver::new(resolver, Origin::Built)
        } else {
            Resolver::open(py, source.extract()?)?
        };
        let resolver = Bound::new(py, resolver)?.into_any();
        resolver.call_method("with_options", (), Some(options))
    }
}

impl Resolver {
    pub(crate) fn mentions(
        &self,
        py: Python<'_>,
        texts: &(impl std::ops::Index<usize, Output = impl AsRef<str>> + Sync + ?Sized),
        total: usize,
        options: &AnnotateOptions,
        batch: &Batch,
    ) -> PyResult<MentionBatch> {
        MentionBatch::try_new(Arc::clone(&self.inner), |resolver| {
            let work = |scratch: &mut Lent<'_, AnnotateScratch>, at: usize| {
                resolver.annotate_with(texts[at].as_ref(), options, scratch.memory())
            };
            batch.map(py, total, || self.annotations.lend(), work)
        })
    }
}
