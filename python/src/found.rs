//! What the resolver answers.

use std::sync::Arc;

use imya::{Decision, Resolver};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use self_cell::self_cell;
use serde::{Deserialize, Serialize};

use crate::entity::Entity;
use crate::evidence::Evidence;
use crate::values::{DecisionLabel, KindLabel, Reduced, Tuple, hash_of, quoted, reduced, thaw};

type Answers<'r> = Vec<imya::Found<'r>>;

self_cell!(
    /// The answers of one call, with the resolver that they borrow from.
    pub(crate) struct FoundBatch {
        owner: Arc<Resolver>,
        #[covariant]
        dependent: Answers,
    }
);

/// A candidate on its own, as it is pickled.
#[derive(Serialize, Deserialize)]
struct StoredMatch {
    query: String,
    entity: imya::Entity,
    name: String,
    score: f32,
    evidence: imya::score::Evidence,
}

/// A candidate with its score.
///
/// Reads from the answers of the call that found it, and keeps them and the resolver's index alive. A
/// pickled match holds a copy of its entity and evidence instead.
///
/// >>> import imya
/// >>> best = imya.Resolver.embedded().resolve("Bjaljazki").best
/// >>> best.id, best.kind, best.score > 0.9
/// ('person/ales-bialiatski', 'person', True)
/// >>> abs(best.evidence.score - best.score) < 1e-6
/// True
#[pyclass(module = "imya", frozen, weakref)]
#[derive(Clone)]
pub(crate) struct Match(MatchSource);

#[derive(Clone)]
enum MatchSource {
    Live(Arc<FoundBatch>, usize, usize),
    Stored(Arc<StoredMatch>),
}

impl Match {
    fn with<R>(
        &self,
        live: impl FnOnce(&imya::Match<'_>, &str) -> R,
        stored: impl FnOnce(&StoredMatch) -> R,
    ) -> R {
        match &self.0 {
            MatchSource::Live(batch, answer, at) => {
                let found = &batch.borrow_dependent()[*answer];
                live(&found.candidates()[*at], found.query())
            }
            MatchSource::Stored(own) => stored(own),
        }
    }

    fn to_stored(&self) -> Arc<StoredMatch> {
        match &self.0 {
            MatchSource::Stored(own) => Arc::clone(own),
            MatchSource::Live(..) => Arc::new(self.with(
                |own, query| StoredMatch {
                    query: query.to_owned(),
                    entity: own.entity().to_entity(),
                    name: own.name().to_owned(),
                    score: own.score(),
                    evidence: own.evidence(),
                },
                |_| unreachable!("it is live"),
            )),
        }
    }

    fn key(&self) -> (String, String, String, u32) {
        let owned = |query: &str, id: &str, name: &str, score: f32| {
            let (query, id, name) = (query.to_owned(), id.to_owned(), name.to_owned());
            (query, id, name, score.to_bits())
        };
        self.with(
            |own, query| owned(query, own.entity().id(), own.name(), own.score()),
            |own| owned(&own.query, own.entity.id(), &own.name, own.score),
        )
    }
}

#[pymethods]
impl Match {
    /// The name that was asked for.
    #[getter]
    fn query(&self) -> String {
        self.with(|_, query| query.to_owned(), |own| own.query.clone())
    }

    /// The id of the entity.
    #[getter]
    pub(crate) fn id(&self) -> String {
        let live = |own: &imya::Match<'_>, _: &str| own.entity().id().to_owned();
        self.with(live, |own| own.entity.id().to_owned())
    }

    /// The kind of the entity: `"person"`, `"org"` or `"place"`.
    #[getter]
    fn kind(&self) -> KindLabel {
        let live = |own: &imya::Match<'_>, _: &str| own.entity().kind();
        self.with(live, |own| own.entity.kind()).into()
    }

    /// The name of the entity that fits best.
    #[getter]
    fn name(&self) -> String {
        let live = |own: &imya::Match<'_>, _: &str| own.name().to_owned();
        self.with(live, |own| own.name.clone())
    }

    /// The probability, from 0 to 1, that query and name mean the same.
    #[getter]
    fn score(&self) -> f32 {
        self.with(|own, _| own.score(), |own| own.score)
    }

    /// The entity, with all its names.
    #[getter]
    fn entity(&self) -> Entity {
        let live = |own: &imya::Match<'_>, _: &str| own.entity().to_entity();
        Entity(self.with(live, |own| own.entity.clone()))
    }

    /// The reasons for the score; found anew at every access, in some microseconds.
    #[getter]
    fn evidence(&self) -> Evidence {
        let live = |own: &imya::Match<'_>, _: &str| own.evidence();
        Evidence::new(self.with(live, |own| own.evidence.clone()))
    }

    /// `id`, `kind`, `name` and `score` as a dictionary.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        fields.set_item("id", self.id())?;
        fields.set_item("kind", self.kind())?;
        fields.set_item("name", self.name())?;
        fields.set_item("score", self.score())?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    fn __hash__(&self) -> u64 {
        hash_of(&self.key())
    }

    fn __repr__(&self) -> String {
        let (id, name) = (quoted(&self.id()), quoted(&self.name()));
        format!("Match({id}, {name}, score={:.4})", self.score())
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced::<Self>(py, &*self.to_stored())
    }

    #[staticmethod]
    #[pyo3(signature = (state: "bytes") -> "Match")]
    fn _restore(state: &[u8]) -> PyResult<Self> {
        let stored: StoredMatch = thaw(state)?;
        Ok(Match(MatchSource::Stored(Arc::new(stored))))
    }
}

#[derive(Serialize, Deserialize)]
struct StoredFound {
    query: String,
    decision: Decision,
    candidates: Vec<Arc<StoredMatch>>,
}

/// The answer to one name: ranked candidates and a decision.
///
/// `decision` is `"match"` (the best candidate is meant), `"ambiguous"` (a known entity is probably meant,
/// but several are about equally likely) or `"none"`. `candidates` come best first, of equal scores the
/// smaller id first. As long as it lives it keeps the answers of the whole call.
///
/// >>> import imya
/// >>> found = imya.Resolver.embedded().resolve("Мікола Статкевіч")
/// >>> found.decision, found.best == found.candidates[0]
/// ('match', True)
#[pyclass(module = "imya", frozen, weakref)]
pub(crate) struct Found(FoundSource);

enum FoundSource {
    Live(Arc<FoundBatch>, usize),
    Stored(StoredFound),
}

impl Found {
    pub(crate) fn live(batch: &Arc<FoundBatch>, at: usize) -> Self {
        Found(FoundSource::Live(Arc::clone(batch), at))
    }

    fn list(&self) -> Vec<Match> {
        match &self.0 {
            FoundSource::Live(batch, answer) => {
                let count = batch.borrow_dependent()[*answer].candidates().len();
                let live = |at| Match(MatchSource::Live(Arc::clone(batch), *answer, at));
                (0..count).map(live).collect()
            }
            FoundSource::Stored(own) => {
                let own = own.candidates.iter().map(Arc::clone);
                own.map(|own| Match(MatchSource::Stored(own))).collect()
            }
        }
    }

    fn verdict(&self) -> Decision {
        match &self.0 {
            FoundSource::Live(batch, answer) => batch.borrow_dependent()[*answer].decision(),
            FoundSource::Stored(own) => own.decision,
        }
    }
}

#[pymethods]
impl Found {
    /// The name that was asked for.
    #[getter]
    fn query(&self) -> String {
        match &self.0 {
            FoundSource::Live(batch, answer) => {
                batch.borrow_dependent()[*answer].query().to_owned()
            }
            FoundSource::Stored(own) => own.query.clone(),
        }
    }

    /// `"match"`, `"ambiguous"` or `"none"`.
    #[getter]
    fn decision(&self) -> DecisionLabel {
        self.verdict().into()
    }

    /// The candidates, best first.
    #[getter]
    fn candidates(&self) -> Tuple<Match> {
        Tuple(self.list())
    }

    /// The best candidate; `None` where the decision is `"none"`.
    #[getter]
    fn best(&self) -> Option<Match> {
        let known = self.verdict() != Decision::None;
        self.list().into_iter().next().filter(|_| known)
    }

    /// `query`, `decision` and `candidates` as a dictionary.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        let candidates: PyResult<Vec<_>> = self.list().iter().map(|own| own.to_dict(py)).collect();
        fields.set_item("query", self.query())?;
        fields.set_item("decision", self.decision())?;
        fields.set_item("candidates", PyList::new(py, candidates?)?)?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.query() == other.query()
            && self.verdict() == other.verdict()
            && self
                .list()
                .iter()
                .map(Match::key)
                .eq(other.list().iter().map(Match::key))
    }

    fn __hash__(&self) -> u64 {
        let candidates: Vec<_> = self.list().iter().map(Match::key).collect();
        hash_of(&(self.query(), self.decision().0, candidates))
    }

    fn __repr__(&self) -> String {
        let best = match self.list().first() {
            Some(best) => format!("{} of {}", best.__repr__(), self.list().len()),
            None => "no candidate".to_owned(),
        };
        let (query, decision) = (quoted(&self.query()), self.decision());
        format!("Found({query}, '{decision}', {best})")
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let stored = StoredFound {
            query: self.query(),
            decision: self.verdict(),
            candidates: self.list().iter().map(Match::to_stored).collect(),
        };
        reduced::<Self>(py, &stored)
    }

    #[staticmethod]
    #[pyo3(signature = (state: "bytes") -> "Found")]
    fn _restore(state: &[u8]) -> PyResult<Self> {
        Ok(Found(FoundSource::Stored(thaw(state)?)))
    }
}
