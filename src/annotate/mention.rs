//! Mentions as the user sees them.

use std::ops::Range;

use crate::index::{Index, Words};
use crate::resolver::{Decision, EntityView};
use crate::score::{Evidence, PreparedName, Scratch, explain_views};

use super::decide::Chosen;
use super::passage::Passage;

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
    score: f32,
    decision: Decision,
}

impl<'r> Mention<'r> {
    /// Where the mention stands.
    pub fn span(&self) -> Span {
        self.span
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

    /// The reasons for the score.
    pub fn evidence(&self) -> Evidence {
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
    chosen
        .into_iter()
        .map(|own| {
            let start = passage.words[own.proposal.first].token.span.start;
            let end = passage.words[own.proposal.last].token.span.end;
            Mention {
                index,
                span: Span {
                    bytes: (start, end),
                    characters: (characters_at(start), characters_at(end)),
                },
                surface: text.get(start..end).unwrap_or_default().to_owned(),
                entity: own.proposal.entity,
                name: own.proposal.name,
                score: own.proposal.score,
                decision: own.decision,
            }
        })
        .collect()
}
