//! The resolver: index, scorer and decision rule in one.

mod found;

use std::cell::RefCell;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::error::{Error, Result};
use crate::gazetteer::{self, Entity, Kind};
use crate::index::{Candidate, Effort, Filter, Index, SearchScratch};

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
            margin: 1.5,
            filter: Filter::default(),
        }
    }
}

thread_local! {
    static SCRATCH: RefCell<SearchScratch> = RefCell::default();
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

    /// How much the odds of the best candidate must surpass those of the second, in nats; 1.5 if not set: the
    /// best is then four and a half times as likely.
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

    /// Only names in these languages are found; all if not set.
    ///
    /// ```
    /// let resolver = imya::Resolver::embedded().languages(["ru"]);
    /// assert_eq!(resolver.resolve("Мінск").candidates()[0].name(), "Минск");
    /// ```
    pub fn languages<L: Into<String>>(mut self, languages: impl IntoIterator<Item = L>) -> Self {
        self.options.filter.languages = languages.into_iter().map(Into::into).collect();
        self
    }

    /// Only entities with these ids are found; all if not set.
    ///
    /// ```
    /// let resolver = imya::Resolver::embedded().ids(["person/ales-bialiatski"]);
    /// assert!(resolver.resolve("Minsk").best().is_none());
    /// ```
    pub fn ids<I: Into<String>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.options.filter.ids = Some(ids.into_iter().map(Into::into).collect());
        self
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The entities that a name may mean, best first, and a decision.
    ///
    /// Working memory is kept for the next call on the same thread, as [`Resolver::resolve_with`] keeps it in a scratch
    /// of yours.
    ///
    /// ```
    /// use imya::{Decision, Resolver};
    /// let resolver = Resolver::embedded();
    /// assert_eq!(resolver.resolve("Мікола Статкевіч").decision(), Decision::Match);
    /// assert_eq!(resolver.resolve("Johann Sebastian Bach").decision(), Decision::None);
    /// ```
    pub fn resolve(&self, name: &str) -> Found<'_> {
        SCRATCH.with_borrow_mut(|scratch| self.resolve_with(name, scratch))
    }

    /// As [`Resolver::resolve`], with working memory to reuse.
    pub fn resolve_with(&self, name: &str, scratch: &mut SearchScratch) -> Found<'_> {
        let filter = &self.options.filter;
        let index = &*self.index;
        let candidates = index.search(name, &Kind::ALL, filter, Effort::Best, scratch);
        let words = candidates
            .first()
            .map_or(0, |best| scratch.query_len(index.entity_kind(best.entity)));
        self.decide(name, words, candidates)
    }

    /// Resolves many names, on one thread; results in input order.
    ///
    /// ```
    /// let resolver = imya::Resolver::embedded();
    /// let found = resolver.resolve_many(&["Minsk", "Brest"]);
    /// assert_eq!(found[1].query(), "Brest");
    /// ```
    pub fn resolve_many<'r, N: AsRef<str>>(&'r self, names: &[N]) -> Vec<Found<'r>> {
        let names = names.iter().map(AsRef::as_ref);
        names.map(|name| self.resolve(name)).collect()
    }

    /// Resolves many names on so many threads; results in input order, the same for every number of
    /// threads. `progress` is told how many names are done, from any thread, every few hundred names.
    ///
    /// ```
    /// let resolver = imya::Resolver::embedded();
    /// let found = resolver.resolve_many_on(2, &["Minsk", "Brest"], |_| ());
    /// assert_eq!(found.len(), 2);
    /// ```
    pub fn resolve_many_on<'r, N: AsRef<str> + Sync>(
        &'r self,
        threads: usize,
        names: &[N],
        progress: impl Fn(usize) + Sync,
    ) -> Vec<Found<'r>> {
        use std::sync::atomic::{AtomicUsize, Ordering};
        const CHUNK: usize = 256;
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            let mut scratch = SearchScratch::default();
            let mut results = Vec::new();
            loop {
                let start = next.fetch_add(CHUNK, Ordering::Relaxed).min(names.len());
                let chunk = &names[start..(start + CHUNK).min(names.len())];
                if chunk.is_empty() {
                    return results;
                }
                let found = chunk
                    .iter()
                    .map(|name| self.resolve_with(name.as_ref(), &mut scratch));
                results.push((start, found.collect::<Vec<_>>()));
                progress(done.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len());
            }
        };
        let mut parts = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let mut parts = work();
            for other in others {
                match other.join() {
                    Ok(results) => parts.extend(results),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            parts
        });
        parts.sort_by_key(|(start, _)| *start);
        parts.into_iter().flat_map(|(_, found)| found).collect()
    }

    /// Weighs the candidates against each other and against an entity that is not known.
    ///
    /// The score of a candidate is the probability that two names chosen for a comparison mean the same;
    /// the best of many thousand names is alike by chance more often. So the unknown entity counts as a
    /// candidate with [`unknown`] odds.
    fn decide(&self, name: &str, words: usize, candidates: Vec<Candidate>) -> Found<'_> {
        let Options {
            limit,
            cutoff,
            threshold,
            margin,
            ..
        } = self.options;
        let index = &*self.index;
        let odds = |candidate: &Candidate| {
            let score = candidate.score.min(0.9999);
            let weak = index.name_is_weak(candidate.name);
            score / (1.0 - score) * if weak { WEAK } else { 1.0 }
        };
        let all: f32 = candidates.iter().map(odds).sum();
        let first = candidates.first().map_or(0.0, odds);
        let second = candidates.get(1).map_or(0.0, odds);
        let unknown = candidates
            .first()
            .map_or(1.0, |best| unknown(index, words, best));
        let decision = if first / (1.0 + first) < threshold {
            Decision::None
        } else if first >= second * margin.exp() && first / (unknown + all) >= threshold {
            Decision::Match
        } else if first / (unknown + first) >= threshold || second >= 1.0 {
            Decision::Ambiguous
        } else {
            Decision::None
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

/// What the odds of a weak name count.
const WEAK: f32 = 0.3;

/// The odds of an entity that is not known, against those of the best candidate; chosen on names in
/// 37,600 entities, a quarter of which were not among them.
///
/// Places and organisations have more namesakes and names in part alike than persons; one word tells
/// little of a person with several.
fn unknown(index: &Index, words: usize, best: &Candidate) -> f32 {
    match index.entity_kind(best.entity) {
        Kind::Person if words == 1 && index.members(best.name).len() > 1 => 16.0,
        Kind::Person => 2.0,
        Kind::Organisation | Kind::Place => 6.0,
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
