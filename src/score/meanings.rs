//! What the words of names of organisations and places mean: generic words, and names that languages do not share.

use crate::gazetteer::Kind;
use crate::name::{Concept, Lexicon};
use crate::text::{Case, Separator};

use super::settlement::{self, Meaning};

/// The meanings of the words of a name; its memory is used again.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    /// By word: what the phrase means that begins there, and how many words it has.
    all: Vec<Meaning>,
    /// By word: the place that it names, alone or with others.
    places: Vec<Meaning>,
    /// Whether the name has a generic word that is a part of it.
    beside_generic: bool,
}

impl Meanings {
    /// Finds out what the folded words of a name mean; `written` says how a word is written and what stands before it.
    pub(super) fn read(
        &mut self,
        folded: &[&str],
        kind: Kind,
        lexicon: &Lexicon,
        written: impl Fn(usize) -> (Case, Separator),
    ) {
        self.all.clear();
        self.all.resize(folded.len(), None);
        self.places.clear();
        let place = kind == Kind::Place;
        for (at, word) in folded.iter().enumerate() {
            let found = lexicon.find(&folded[at..]);
            self.all[at] = match found {
                Some((place, words)) if place.weight == Concept::PROPER => {
                    // Each word stands for it, so that other cases of the words are still known as such.
                    self.places.resize(folded.len(), None);
                    self.places[at..at + words].fill(Some((place, 1)));
                    lexicon
                        .word(word)
                        .map(|concept| (concept, 1))
                        .filter(generic)
                }
                found => found,
            };
        }
        // A place called by a common noun alone has it for its name: Лесное.
        if let ([only], true) = (&mut *self.all, place) {
            *only = None;
        }
        if place {
            settlement::set_apart(&mut self.all, written);
        }
        let telling = |(concept, _): &(Concept, usize)| !place || concept.weight > 0;
        self.beside_generic = self.all.iter().flatten().any(telling);
        for (meaning, place) in self.all.iter_mut().zip(&self.places) {
            *meaning = meaning.or(*place);
        }
    }

    /// What the phrase means that begins with a word, and how many words it has.
    pub(super) fn of(&self, at: usize) -> Meaning {
        self.all.get(at).copied().flatten()
    }

    /// Whether the name has a generic word that is a part of it.
    pub(super) fn beside_generic(&self) -> bool {
        self.beside_generic
    }
}

/// Whether a meaning is that of a generic word, not a name.
pub(super) fn generic(meaning: &(Concept, usize)) -> bool {
    meaning.0.weight != Concept::PROPER
}
