//! The resolver: index, scorer and decision rule in one.

mod found;

use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::error::{Error, Result};
use crate::gazetteer::{self, Entity, Kind};
use crate::index::{Candidate, Filter, Index, SearchScratch};
use crate::score::PreparedName;

pub use found::{Decision, EntityView, Found, Match};

/// Answers which known entity a name means.
///
/// Cheap to clone; `Send` and `Sync`. Options are set with the builder-style methods.
///
/// ```
/// let resolver = imya::Resolver::embedded();
/// let found = resolver.resolve("Bialyatsky");
/// let best = found.best().expect("known");
/// assert_eq!(best.entity().id(), "person/ales-bialiatski");
/// println!("{}", best.evidence());
/// ```
#[derive(Debug, Clone)]
pub struct Resolver {
    index: Arc<Index>,
    options: Options,
}

#[derive(Debug, Clone)]
struct Options {
    limit: usize,
    cutoff: f32,
    threshold: f32,
    margin: f32,
    filter: Filter,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            limit: 10,
            cutoff: 0.02,
            threshold: 0.5,
            margin: 1.0,
            filter: Filter::default(),
        }
    }
}

impl Resolver {
    /// A resolver over the gazetteer that ships with the crate: people, organisations and places of
    /// Belarusian public life. Its index is part of the program and shared by all that use it.
    pub fn embedded() -> Self {
        static EMBEDDED: LazyLock<Arc<Index>> = LazyLock::new(|| {
            let bytes = include_bytes!("../../data/gazetteer/belarus.imya");
            let built = Index::compiled_in("belarus.imya", bytes);
            // The built index is older than the tables only while they are being worked on.
            Arc::new(built.unwrap_or_else(|_| build_embedded()))
        });
        Resolver::from_index(Arc::clone(&EMBEDDED))
    }

    /// A resolver over entities.
    ///
    /// ```
    /// use imya::{Entity, Kind, Resolver};
    /// let river = Entity::new("w1", Kind::Place).with_name("Шчара", "be");
    /// let resolver = Resolver::from_entities([river]);
    /// assert_eq!(resolver.resolve("Shchara").best().unwrap().entity().id(), "w1");
    /// ```
    pub fn from_entities(entities: impl IntoIterator<Item = Entity>) -> Self {
        Resolver::from_index(Arc::new(Index::new(entities)))
    }

    /// A resolver over a gazetteer file; its format is detected.
    ///
    /// # Errors
    /// [`Error::File`] where the file cannot be read, [`Error::Data`] where it is malformed.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        Ok(Resolver::from_entities(gazetteer::read_file(path)?))
    }

    /// A resolver over an index.
    pub fn from_index(index: Arc<Index>) -> Self {
        Resolver {
            index,
            options: Options::default(),
        }
    }

    /// At most this many candidates are returned; 10 if not set.
    pub fn limit(mut self, limit: usize) -> Self {
        self.options.limit = limit;
        self
    }

    /// Candidates with a lower score are left out; 0.02 if not set.
    ///
    /// # Errors
    /// [`Error::Option`] for a value outside 0 to 1.
    pub fn cutoff(mut self, cutoff: f32) -> Result<Self> {
        self.options.cutoff = probability("cutoff", cutoff)?;
        Ok(self)
    }

    /// The decision is [`Decision::Match`] where the best candidate has at least this probability, all
    /// other candidates and the chance that the name is unknown weighed in; 0.5 if not set.
    ///
    /// # Errors
    /// [`Error::Option`] for a value outside 0 to 1.
    pub fn threshold(mut self, threshold: f32) -> Result<Self> {
        self.options.threshold = probability("threshold", threshold)?;
        Ok(self)
    }

    /// How much the odds of the best candidate must surpass those of the second, in nats; 1 if not set.
    ///
    /// # Errors
    /// [`Error::Option`] for a negative value or one that is no number.
    pub fn margin(mut self, margin: f32) -> Result<Self> {
        if margin.is_nan() || margin < 0.0 {
            return Err(Error::Option {
                option: "margin",
                reason: format!("{margin} is not 0 or more"),
            });
        }
        self.options.margin = margin;
        Ok(self)
    }

    /// Only entities of these kinds are found; all if not set.
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.options.filter.kinds = kinds.into_iter().collect();
        self
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The entities that a name may mean, best first, and a decision.
    ///
    /// ```
    /// use imya::{Decision, Resolver};
    /// let resolver = Resolver::embedded();
    /// assert_eq!(resolver.resolve("Мікола Статкевіч").decision(), Decision::Match);
    /// assert_eq!(resolver.resolve("Johann Sebastian Bach").decision(), Decision::None);
    /// ```
    pub fn resolve(&self, name: &str) -> Found<'_> {
        self.resolve_with(name, &mut SearchScratch::default())
    }

    /// As [`Resolver::resolve`], with working memory to reuse.
    pub fn resolve_with(&self, name: &str, scratch: &mut SearchScratch) -> Found<'_> {
        let queries: Vec<PreparedName> = Kind::ALL
            .into_iter()
            .map(|kind| PreparedName::new(name, Some(kind)))
            .collect();
        let candidates = self.index.search(&queries, &self.options.filter, scratch);
        self.decide(name, candidates)
    }

    /// Resolves many names; results in input order.
    pub fn resolve_many<'r, N: AsRef<str>>(&'r self, names: &[N]) -> Vec<Found<'r>> {
        let mut scratch = SearchScratch::default();
        names
            .iter()
            .map(|name| self.resolve_with(name.as_ref(), &mut scratch))
            .collect()
    }

    fn decide(&self, name: &str, candidates: Vec<Candidate>) -> Found<'_> {
        let Options {
            limit,
            cutoff,
            threshold,
            margin,
            ..
        } = self.options;
        let odds = |candidate: &Candidate| {
            let score = candidate.score.min(0.9999);
            score / (1.0 - score)
        };
        let all: f32 = candidates.iter().map(odds).sum();
        let first = candidates.first().map_or(0.0, odds);
        let second = candidates.get(1).map_or(0.0, odds);
        let certain = first / (1.0 + first) >= threshold;
        let decision = if !certain {
            Decision::None
        } else if first >= second * margin.exp() && first / (1.0 + all) >= threshold {
            Decision::Match
        } else {
            Decision::Ambiguous
        };
        let matches = candidates
            .into_iter()
            .filter(|candidate| candidate.score >= cutoff)
            .take(limit)
            .map(|candidate| Match::new(&self.index, name, candidate))
            .collect();
        Found::new(name, decision, matches)
    }
}

#[expect(
    clippy::expect_used,
    reason = "the embedded gazetteer is read in a test"
)]
fn build_embedded() -> Index {
    let text = include_str!("../../data/gazetteer/belarus.jsonl");
    let entities = gazetteer::read_str("belarus.jsonl", text);
    Index::new(entities.expect("the embedded gazetteer is sound"))
}

fn probability(option: &'static str, value: f32) -> Result<f32> {
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err(Error::Option {
            option,
            reason: format!("{value} is not between 0 and 1"),
        })
    }
}
