//! Mentions as the user sees them.

use std::ops::Range;

use crate::index::{Index, Words};
use crate::resolver::{Decision, EntityView};
use crate::score::{Evidence, PreparedName, Scratch, explain_views};

use super::decide::Chosen;
use super::passage::Passage;
use super::propose::Basis;
use super::span;

/// A place in a text, in bytes and in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    bytes: (usize, usize),
    characters: (usize, usize),
}

impl Span {
    /// The bytes of the text, fit for slicing it.
    pub fn bytes(&self) -> Range<usize> {
        self.bytes.0..self.bytes.1
    }

    /// The Unicode characters of the text.
    pub fn characters(&self) -> Range<usize> {
        self.characters.0..self.characters.1
    }
}

/// An entity mentioned in a text.
#[derive(Debug, Clone)]
pub struct Mention<'r> {
    index: &'r Index,
    span: Span,
    surface: String,
    entity: u32,
    name: u32,
    basis: Basis,
    score: f32,
    decision: Decision,
    rivals: Vec<u32>,
}

impl<'r> Mention<'r> {
    /// Where the mention stands.
    pub fn span(&self) -> Span {
        self.span
    }

    pub(super) fn shift(&mut self, (bytes, characters): (usize, usize)) {
        let Span {
            bytes: (start, end),
            characters: (first, last),
        } = self.span;
        self.span = Span {
            bytes: (start + bytes, end + bytes),
            characters: (first + characters, last + characters),
        };
    }

    /// The mention as the text has it.
    pub fn surface(&self) -> &str {
        &self.surface
    }

    /// The entity that is mentioned.
    pub fn entity(&self) -> EntityView<'r> {
        EntityView::new(self.index, self.entity)
    }

    /// The name of the entity that fits best.
    pub fn name(&self) -> &'r str {
        self.index.name_text(self.name)
    }

    /// The probability, from 0 to 1, that surface and name mean the same.
    pub fn score(&self) -> f32 {
        self.score
    }

    /// [`Decision::Match`], or [`Decision::Ambiguous`] where another entity is about as likely.
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// The other entities that are about as likely; none where the decision is a match.
    ///
    /// ```
    /// use imya::{Decision, Entity, Kind, Resolver, annotate::{AnnotateOptions, AnnotateScratch}};
    /// let person = |id, name| Entity::new(id, Kind::Person).with_name(name, "en");
    /// let resolver = Resolver::from_entities([person("p1", "Ivan Zabrodsky"), person("p2", "Petr Zabrodsky")]);
    /// let options = AnnotateOptions::new().ambiguous(true);
    /// let mentions = resolver.annotate_with("Then Zabrodsky left.", &options, &mut AnnotateScratch::new());
    /// assert_eq!(mentions[0].decision(), Decision::Ambiguous);
    /// assert_eq!(mentions[0].rivals().count(), 1);
    /// ```
    pub fn rivals(&self) -> impl Iterator<Item = EntityView<'r>> + '_ {
        let index = self.index;
        self.rivals
            .iter()
            .map(move |&entity| EntityView::new(index, entity))
    }

    /// The reasons for the score: how surface and name compare, or what else tells whom the mention means.
    ///
    /// ```
    /// use imya::{Entity, Kind, Resolver};
    /// let resolver = Resolver::from_entities([Entity::new("q37", Kind::Place).with_name("Lithuania", "en")]);
    /// let mentions = resolver.annotate("Ён вярнуўся з Літвы.");
    /// let evidence = mentions[0].evidence();
    /// assert_eq!(evidence.score(), mentions[0].score());
    /// assert!(evidence.findings()[0].reasons[0].contains("table of foreign names"));
    /// ```
    pub fn evidence(&self) -> Evidence {
        let reason = match self.basis {
            Basis::Comparison => return self.comparison(),
            Basis::Table => "one place or body in the table of foreign names",
            Basis::Acronym => "the acronym that the name has beside the sort of body",
            Basis::PartOfName => "a part of the name, which nobody else in question has",
        };
        let mut reasons = vec![reason.to_owned()];
        if self.basis == Basis::PartOfName {
            let comparison = self.comparison();
            let words = comparison.findings().iter();
            let words = words.filter(|own| !own.left.is_empty() && !own.right.is_empty());
            reasons.extend(words.flat_map(|own| own.reasons.clone()));
        }
        Evidence::stated(&self.surface, self.name(), reasons, self.score)
    }

    fn comparison(&self) -> Evidence {
        let surface = PreparedName::new(&self.surface, Some(self.entity().kind()));
        let mut words = Words::default();
        words.begin(self.index);
        let name = words.view(self.index, self.name);
        explain_views(surface.view(), name, &mut Scratch::default())
    }
}

/// Makes mentions of what was chosen, in the order of the text.
pub(super) fn mentions<'r>(
    index: &'r Index,
    text: &str,
    passage: &Passage,
    chosen: Vec<Chosen>,
) -> Vec<Mention<'r>> {
    let (mut byte, mut character) = (0, 0);
    let mut characters_at = |at: usize| {
        character += text.get(byte..at).unwrap_or_default().chars().count();
        byte = at;
        character
    };
    let mut mentions = Vec::with_capacity(chosen.len());
    for own in chosen {
        let bytes = span::of(text, passage, &own);
        let characters = (characters_at(bytes.0), characters_at(bytes.1));
        mentions.push(Mention {
            index,
            span: Span { bytes, characters },
            surface: text.get(bytes.0..bytes.1).unwrap_or_default().to_owned(),
            entity: own.proposal.entity,
            name: own.proposal.name,
            basis: own.proposal.basis,
            score: own.proposal.score,
            decision: own.decision,
            rivals: own.rivals,
        });
    }
    mentions
}
