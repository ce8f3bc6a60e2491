//! Mentions in a text.

use std::sync::Arc;

use imya::annotate::{PageOptions, page};
use imya::{Decision, Resolver};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyDict, PySlice, PyTuple};
use self_cell::self_cell;
use serde::{Deserialize, Serialize};

use crate::entity::Entity;
use crate::evidence::Evidence;
use crate::values::{
    DecisionLabel, Items, KindLabel, Reduced, Tuple, hash_of, quoted, reduced, thaw,
};

type Mentioned<'r> = Vec<Vec<imya::Mention<'r>>>;

self_cell!(
    /// The mentions of one call, with the resolver that they borrow from.
    pub(crate) struct MentionBatch {
        owner: Arc<Resolver>,
        #[covariant]
        dependent: Mentioned,
    }
);

/// A mention on its own, as it is pickled.
#[derive(Serialize, Deserialize)]
struct StoredMention {
    characters: (usize, usize),
    bytes: (usize, usize),
    surface: String,
    entity: imya::Entity,
    name: String,
    score: f32,
    decision: Decision,
    rivals: Vec<imya::Entity>,
    evidence: imya::score::Evidence,
}

/// An entity mentioned in a text.
///
/// `start` and `end` count characters, as Python's strings do: `text[mention.start:mention.end]` is
/// `mention.surface`.
///
/// >>> import imya
/// >>> text = "Пра гэта сказала Святлана Ціханоўская."
/// >>> [mention] = imya.Resolver.embedded().annotate(text)
/// >>> mention.id, text[mention.start:mention.end]
/// ('person/sviatlana-tsikhanouskaya', 'Святлана Ціханоўская')
#[pyclass(module = "imya", frozen, weakref)]
#[derive(Clone)]
pub(crate) struct Mention(MentionSource);

#[derive(Clone)]
enum MentionSource {
    Live(Arc<MentionBatch>, usize, usize),
    Stored(Arc<StoredMention>),
}

impl Mention {
    fn with<R>(
        &self,
        live: impl FnOnce(&imya::Mention<'_>) -> R,
        stored: impl FnOnce(&StoredMention) -> R,
    ) -> R {
        match &self.0 {
            MentionSource::Live(batch, text, at) => live(&batch.borrow_dependent()[*text][*at]),
            MentionSource::Stored(own) => stored(own),
        }
    }

    fn to_stored(&self) -> Arc<StoredMention> {
        match &self.0 {
            MentionSource::Stored(own) => Arc::clone(own),
            MentionSource::Live(batch, text, at) => {
                let own = &batch.borrow_dependent()[*text][*at];
                let (characters, bytes) = (own.span().characters(), own.span().bytes());
                Arc::new(StoredMention {
                    characters: (characters.start, characters.end),
                    bytes: (bytes.start, bytes.end),
                    surface: own.surface().to_owned(),
                    entity: own.entity().to_entity(),
                    name: own.name().to_owned(),
                    score: own.score(),
                    decision: own.decision(),
                    rivals: own.rivals().map(|rival| rival.to_entity()).collect(),
                    evidence: own.evidence(),
                })
            }
        }
    }

    fn key(&self) -> ((usize, usize), String, String, String, u32, &'static str) {
        let (span, surface, id) = (self.span(), self.surface(), self.id());
        let score = self.score().to_bits();
        (span, surface, id, self.name(), score, self.decision().0)
    }
}

#[pymethods]
impl Mention {
    /// Where the mention begins, in characters.
    #[getter]
    fn start(&self) -> usize {
        self.span().0
    }

    /// Where the mention ends, in characters; exclusive.
    #[getter]
    fn end(&self) -> usize {
        self.span().1
    }

    /// `start` and `end`, in characters.
    #[getter]
    fn span(&self) -> (usize, usize) {
        let live = |own: &imya::Mention<'_>| own.span().characters();
        self.with(|own| (live(own).start, live(own).end), |own| own.characters)
    }

    /// Beginning and end in bytes of the text in UTF-8.
    #[getter]
    fn byte_span(&self) -> (usize, usize) {
        let live = |own: &imya::Mention<'_>| own.span().bytes();
        self.with(|own| (live(own).start, live(own).end), |own| own.bytes)
    }

    /// The mention as the text has it.
    #[getter]
    fn surface(&self) -> String {
        let live = |own: &imya::Mention<'_>| own.surface().to_owned();
        self.with(live, |own| own.surface.clone())
    }

    /// The id of the entity.
    #[getter]
    fn id(&self) -> String {
        let live = |own: &imya::Mention<'_>| own.entity().id().to_owned();
        self.with(live, |own| own.entity.id().to_owned())
    }

    /// The kind of the entity: `"person"`, `"org"` or `"place"`.
    #[getter]
    fn kind(&self) -> KindLabel {
        let live = |own: &imya::Mention<'_>| own.entity().kind();
        self.with(live, |own| own.entity.kind()).into()
    }

    /// The name of the entity that fits best.
    #[getter]
    fn name(&self) -> String {
        let live = |own: &imya::Mention<'_>| own.name().to_owned();
        self.with(live, |own| own.name.clone())
    }

    /// The probability, from 0 to 1, that surface and name mean the same.
    #[getter]
    fn score(&self) -> f32 {
        self.with(|own| own.score(), |own| own.score)
    }

    /// `"match"`, or `"ambiguous"` where another entity is about as likely.
    #[getter]
    fn decision(&self) -> DecisionLabel {
        self.with(|own| own.decision(), |own| own.decision).into()
    }

    /// The entity, with all its names.
    #[getter]
    fn entity(&self) -> Entity {
        let live = |own: &imya::Mention<'_>| own.entity().to_entity();
        Entity(self.with(live, |own| own.entity.clone()))
    }

    /// The other entities that are about as likely; none where the decision is a match.
    #[getter]
    fn rivals(&self) -> Tuple<Entity> {
        let live = |own: &imya::Mention<'_>| own.rivals().map(|own| own.to_entity()).collect();
        let rivals: Vec<imya::Entity> = self.with(live, |own| own.rivals.clone());
        rivals.into_iter().map(Entity).collect()
    }

    /// The reasons for the score; found anew at every access, in some microseconds.
    #[getter]
    fn evidence(&self) -> Evidence {
        Evidence::new(self.with(|own| own.evidence(), |own| own.evidence.clone()))
    }

    /// `start`, `end`, `surface`, `id`, `kind`, `name`, `score` and `decision` as a dictionary.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        fields.set_item("start", self.start())?;
        fields.set_item("end", self.end())?;
        fields.set_item("surface", self.surface())?;
        fields.set_item("id", self.id())?;
        fields.set_item("kind", self.kind())?;
        fields.set_item("name", self.name())?;
        fields.set_item("score", self.score())?;
        fields.set_item("decision", self.decision())?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    fn __hash__(&self) -> u64 {
        hash_of(&self.key())
    }

    fn __repr__(&self) -> String {
        let ((start, end), surface) = (self.span(), quoted(&self.surface()));
        let (id, score) = (quoted(&self.id()), self.score());
        format!("Mention({start}, {end}, {surface}, {id}, score={score:.4})")
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced::<Self>(py, &*self.to_stored())
    }

    #[staticmethod]
    #[pyo3(signature = (state: "bytes") -> "Mention")]
    fn _restore(state: &[u8]) -> PyResult<Self> {
        let stored: StoredMention = thaw(state)?;
        Ok(Mention(MentionSource::Stored(Arc::new(stored))))
    }
}

#[derive(Serialize, Deserialize)]
struct StoredMentions {
    text: String,
    mentions: Vec<Arc<StoredMention>>,
    html: String,
}

/// The mentions of a text, in its order; they do not overlap. An immutable sequence.
///
/// In a notebook it shows as the text with its mentions coloured by kind and a list of the entities.
///
/// >>> import imya
/// >>> mentions = imya.Resolver.embedded().annotate("Мінск і Гомель")
/// >>> len(mentions), [mention.surface for mention in mentions]
/// (2, ['Мінск', 'Гомель'])
/// >>> mentions.html("Two towns").startswith("<!doctype html>")
/// True
#[pyclass(module = "imya", frozen, sequence, weakref)]
pub(crate) struct Mentions(MentionsSource);

enum MentionsSource {
    Live(Arc<MentionBatch>, usize, PyBackedStr),
    Stored(StoredMentions),
}

impl Mentions {
    pub(crate) fn live(batch: &Arc<MentionBatch>, at: usize, text: PyBackedStr) -> Self {
        Mentions(MentionsSource::Live(Arc::clone(batch), at, text))
    }

    fn list(&self) -> Vec<Mention> {
        match &self.0 {
            MentionsSource::Live(batch, text, _) => {
                let count = batch.borrow_dependent()[*text].len();
                let live = |at| Mention(MentionSource::Live(Arc::clone(batch), *text, at));
                (0..count).map(live).collect()
            }
            MentionsSource::Stored(own) => {
                let own = own.mentions.iter().map(Arc::clone);
                own.map(|own| Mention(MentionSource::Stored(own))).collect()
            }
        }
    }
}

#[pymethods]
impl Mentions {
    /// The text.
    #[getter]
    fn text(&self) -> &str {
        match &self.0 {
            MentionsSource::Live(_, _, text) => text,
            MentionsSource::Stored(own) => &own.text,
        }
    }

    /// The mentions as dictionaries; see `Mention.to_dict`.
    #[pyo3(signature = () -> "list[dict[str, typing.Any]]")]
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        self.list().iter().map(|own| own.to_dict(py)).collect()
    }

    /// A self-contained HTML page: the text with its mentions coloured by kind and linked to a list of the
    /// entities with all spellings found. With `evidence` hovering over a mention also shows the reasons
    /// for it. Of an unpickled object it is always the page with the title "imya" and without evidence.
    #[pyo3(signature = (title="imya", *, evidence=false))]
    fn html(&self, title: &str, evidence: bool) -> String {
        match &self.0 {
            MentionsSource::Live(batch, at, text) => {
                let options = PageOptions::new().evidence(evidence);
                page(title, text, &batch.borrow_dependent()[*at], &options)
            }
            MentionsSource::Stored(own) => own.html.clone(),
        }
    }

    fn _repr_html_(&self) -> String {
        let page = self.html("imya", true);
        let source = page.replace('&', "&amp;").replace('"', "&quot;");
        let lines = self.text().len() / 90 + self.text().matches('\n').count();
        let height = (160 + 28 * lines).clamp(260, 720);
        // A frame of its own: the page's styles do not touch the notebook's.
        format!(
            "<iframe title=\"imya\" sandbox=\"allow-same-origin\" srcdoc=\"{source}\" \
             style=\"width: 100%; height: {height}px; border: 0\"></iframe>"
        )
    }

    fn __len__(&self) -> usize {
        match &self.0 {
            MentionsSource::Live(batch, text, _) => batch.borrow_dependent()[*text].len(),
            MentionsSource::Stored(own) => own.mentions.len(),
        }
    }

    fn __getitem__<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = at.py();
        if let Ok(slice) = at.cast::<PySlice>() {
            return PyTuple::new(py, self.list())?.as_any().get_item(slice);
        }
        let at: isize = at.extract()?;
        let count = self.__len__() as isize;
        let at = if at < 0 { at.saturating_add(count) } else { at };
        if !(0..count).contains(&at) {
            return Err(PyIndexError::new_err("mention out of range"));
        }
        Ok(self
            .list()
            .swap_remove(at as usize)
            .into_pyobject(py)?
            .into_any())
    }

    fn __iter__(&self) -> Items<Mention> {
        Items(self.list())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.text() == other.text()
            && self
                .list()
                .iter()
                .map(Mention::key)
                .eq(other.list().iter().map(Mention::key))
    }

    fn __hash__(&self) -> u64 {
        let mentions: Vec<_> = self.list().iter().map(Mention::key).collect();
        hash_of(&(self.text(), mentions))
    }

    fn __repr__(&self) -> String {
        let mentions: Vec<String> = self.list().iter().map(Mention::__repr__).collect();
        format!("Mentions([{}])", mentions.join(", "))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let stored = StoredMentions {
            text: self.text().to_owned(),
            mentions: self.list().iter().map(Mention::to_stored).collect(),
            html: self.html("imya", false),
        };
        reduced::<Self>(py, &stored)
    }

    #[staticmethod]
    #[pyo3(signature = (state: "bytes") -> "Mentions")]
    fn _restore(state: &[u8]) -> PyResult<Self> {
        Ok(Mentions(MentionsSource::Stored(thaw(state)?)))
    }
}
