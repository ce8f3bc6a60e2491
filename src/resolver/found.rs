//! What the resolver answers.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::gazetteer::{Entity, Gender, Kind};
use crate::index::{Candidate, Index, Words};
use crate::score::{Evidence, PreparedName, Scratch, explain_views};

/// Whether a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The best candidate is meant.
    Match,
    /// A known entity is probably meant, but several are about equally likely.
    Ambiguous,
    /// Probably no known entity is meant.
    None,
}

impl fmt::Display for Decision {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Decision::Match => "match",
            Decision::Ambiguous => "ambiguous",
            Decision::None => "none",
        })
    }
}

/// The answer to one name: ranked candidates and a decision.
#[derive(Debug, Clone)]
pub struct Found<'r> {
    query: String,
    decision: Decision,
    candidates: Vec<Match<'r>>,
}

impl<'r> Found<'r> {
    pub(super) fn new(query: &str, decision: Decision, candidates: Vec<Match<'r>>) -> Self {
        Found {
            query: query.to_owned(),
            decision,
            candidates,
        }
    }

    /// The name that was asked for.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Whether a candidate is meant.
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// The candidates, best first; of equal scores the smaller id first.
    pub fn candidates(&self) -> &[Match<'r>] {
        &self.candidates
    }

    /// The best candidate, where the decision is not [`Decision::None`].
    pub fn best(&self) -> Option<&Match<'r>> {
        self.candidates
            .first()
            .filter(|_| self.decision != Decision::None)
    }
}

/// A candidate with its score.
#[derive(Debug, Clone)]
pub struct Match<'r> {
    index: &'r Index,
    query: String,
    candidate: Candidate,
}

impl<'r> Match<'r> {
    pub(super) fn new(index: &'r Index, query: &str, candidate: Candidate) -> Self {
        Match {
            index,
            query: query.to_owned(),
            candidate,
        }
    }

    /// The entity.
    pub fn entity(&self) -> EntityView<'r> {
        EntityView::new(self.index, self.candidate.entity)
    }

    /// The name of the entity that fits best.
    pub fn name(&self) -> &'r str {
        self.index.name_text(self.candidate.name)
    }

    /// The probability, from 0 to 1, that the query and [`Match::name`] mean the same.
    pub fn score(&self) -> f32 {
        self.candidate.score
    }

    /// The reasons for the score.
    pub fn evidence(&self) -> Evidence {
        let query = PreparedName::new(&self.query, Some(self.entity().kind()));
        let mut words = Words::default();
        words.begin(self.index);
        let name = words.view(self.index, self.candidate.name);
        explain_views(query.view(), name, &mut Scratch::default())
    }
}

/// An entity of the index.
#[derive(Clone, Copy)]
pub struct EntityView<'r> {
    index: &'r Index,
    number: u32,
}

impl<'r> EntityView<'r> {
    pub(crate) fn new(index: &'r Index, number: u32) -> Self {
        EntityView { index, number }
    }

    /// The entity's id.
    pub fn id(&self) -> &'r str {
        self.index.entity_id(self.number)
    }

    /// The entity's kind.
    pub fn kind(&self) -> Kind {
        self.index.entity_kind(self.number)
    }

    /// The gender, where it is known.
    pub fn gender(&self) -> Option<Gender> {
        self.index.entity_gender(self.number)
    }

    /// The description, where there is one.
    pub fn description(&self) -> Option<&'r str> {
        self.index.entity_description(self.number)
    }

    /// All names with their languages, in the gazetteer's order.
    pub fn names(&self) -> impl Iterator<Item = (&'r str, Option<&'r str>)> + use<'r> {
        let index = self.index;
        let names = index.entity_names(self.number);
        names.map(|name| (index.name_text(name), index.name_language(name)))
    }

    /// The name to show: the English one, else the first.
    pub fn name(&self) -> &'r str {
        let english = self.names().find(|(_, language)| *language == Some("en"));
        english
            .or_else(|| self.names().next())
            .map_or("", |(name, _)| name)
    }

    /// A copy that outlives the index, as the gazetteer had it.
    ///
    /// ```
    /// use imya::{Entity, Kind, Resolver};
    /// let river = Entity::new("w1", Kind::Place).with_name("Шчара", "be").with_weak_name("Рака", None);
    /// let resolver = Resolver::from_entities([river.clone()]);
    /// assert_eq!(resolver.resolve("Shchara").candidates()[0].entity().to_entity(), river);
    /// ```
    pub fn to_entity(&self) -> Entity {
        self.index.entity(self.number)
    }
}

impl fmt::Debug for EntityView<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("EntityView")
            .field("id", &self.id())
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}
