//! What is annotated, and working memory for it.

use crate::error::{Error, Result};
use crate::gazetteer::Kind;
use crate::resolver::{Decision, Resolver};
use crate::score::Scratch;

use super::decide::Chosen;
use super::introductions::{Earlier, Introductions};
use super::passage::Passage;
use super::propose::Proposal;
use super::run::Runs;
use super::vocabulary::Vocabulary;

/// Which mentions are wanted; set with the builder-style methods.
///
/// ```
/// use imya::{Kind, annotate::AnnotateOptions};
/// let options = AnnotateOptions::new().kinds([Kind::Person]).ambiguous(true).threshold(0.8)?;
/// # let _ = options;
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AnnotateOptions {
    pub(crate) lower_case: bool,
    kinds: Vec<Kind>,
    threshold: f32,
    ambiguous: bool,
}

impl AnnotateOptions {
    /// Mentions of all kinds that mean one entity, in texts with capitals.
    pub fn new() -> Self {
        Self::default()
    }

    /// Also finds names written small, as in social posts; costs time and brings more false finds.
    pub fn lower_case(mut self, lower_case: bool) -> Self {
        self.lower_case = lower_case;
        self
    }

    /// Only entities of these kinds; all if not set.
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.kinds = kinds.into_iter().collect();
        self
    }

    /// Only mentions with this score or more.
    ///
    /// # Errors
    /// [`Error::Option`] for a value outside 0 to 1.
    pub fn threshold(mut self, threshold: f32) -> Result<Self> {
        if !(0.0..=1.0).contains(&threshold) {
            return Err(Error::Option {
                option: "threshold",
                reason: format!("{threshold} is not between 0 and 1"),
            });
        }
        self.threshold = threshold;
        Ok(self)
    }

    /// Also mentions that may mean several entities; they are left out if not set.
    pub fn ambiguous(mut self, ambiguous: bool) -> Self {
        self.ambiguous = ambiguous;
        self
    }

    pub(crate) fn allows(&self, chosen: &Chosen) -> bool {
        (self.ambiguous || chosen.decision == Decision::Match)
            && (self.kinds.is_empty() || self.kinds.contains(&chosen.proposal.kind))
            && chosen.proposal.score >= self.threshold
    }
}

/// Working memory of annotating; reuse it: what was found out about a word once is kept.
///
/// ```
/// use imya::annotate::{AnnotateOptions, AnnotateScratch};
/// let resolver = imya::Resolver::embedded();
/// let mut scratch = AnnotateScratch::new();
/// for text in ["Мінск і Гомель", "Minsk and Homiel"] {
///     let mentions = resolver.annotate_with(text, &AnnotateOptions::new(), &mut scratch);
///     assert_eq!(mentions.len(), 2);
/// }
/// ```
#[derive(Debug, Default)]
pub struct AnnotateScratch {
    /// The index whose words are known.
    index: Option<u64>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) passage: Passage,
    pub(crate) score: Scratch,
    pub(crate) runs: Runs,
    /// Memory for one text, to reuse.
    pub(crate) proposals: Vec<Proposal>,
    pub(crate) introduced: Introductions,
    /// Whom earlier chunks of the text introduced.
    pub(crate) earlier: Earlier,
}

impl AnnotateScratch {
    /// Empty working memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets what belongs to another index.
    pub(crate) fn prepare(&mut self, resolver: &Resolver) {
        let index = Some(resolver.index().identity());
        if self.index != index {
            self.vocabulary = Vocabulary::default();
            self.runs.clear();
            self.earlier.clear();
            self.index = index;
        }
        if self.vocabulary.make_room() {
            self.runs.clear();
        }
    }
}
