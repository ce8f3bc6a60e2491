//! What the words of names of organisations and places mean: generic words, and names that languages do not share.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::name::{Concept, Declensions, Lexicon};
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
    /// The meanings of phrases of several words that mean more than a legal form.
    phrases: Vec<u16>,
    /// What words mean in case forms that no table lists.
    declined: FxHashMap<Box<str>, Option<Concept>>,
}

/// Phrases of this weight say more than what sort of organisation or place is meant.
const CONTENT: u8 = 2;

/// Words of fewer letters have no case forms but those listed, nor have those of more bytes.
const SHORTEST_DECLINED: usize = 4;
const LONGEST_DECLINED: usize = 64;

/// How phrases are read that mean one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrases {
    Whole,
    /// Word by word.
    Apart,
}

/// When the meanings of so many words are remembered, all are forgotten.
const MAXIMUM_REMEMBERED: usize = 1 << 14;

impl Meanings {
    /// Finds out what the folded words of a name mean; `written` says how a word is written and what stands before it.
    pub(super) fn read(
        &mut self,
        folded: &[&str],
        (kind, phrases): (Kind, Phrases),
        lexicon: &Lexicon,
        written: impl Fn(usize) -> (Case, Separator),
    ) {
        self.all.clear();
        self.all.resize(folded.len(), None);
        self.places.clear();
        if self.declined.len() >= MAXIMUM_REMEMBERED {
            self.declined.clear();
        }
        let place = kind == Kind::Place;
        self.phrases.clear();
        // Where the last phrase ends: what is found inside it is not read as a phrase.
        let mut end = 0;
        for (at, word) in folded.iter().enumerate() {
            let found = lexicon.find(&folded[at..]);
            let alone = || lexicon.word(word).map(|concept| (concept, 1));
            self.all[at] = match found {
                Some((named, words)) if named.weight == Concept::PROPER => {
                    // Each word stands for it, so that other cases of the words are still known as such.
                    self.places.resize(folded.len(), None);
                    self.places[at..at + words].fill(Some((named, 1)));
                    alone().filter(generic)
                }
                Some((concept, words)) if words > 1 && concept.weight >= CONTENT => {
                    if at >= end {
                        self.phrases.push(concept.number);
                        end = at + words;
                    }
                    match phrases {
                        Phrases::Whole => found,
                        Phrases::Apart => alone(),
                    }
                }
                // Names of places are in the nominative, and those in other cases are other names.
                None if !place => self.declined(word, lexicon).map(|concept| (concept, 1)),
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

    /// What a word of a Cyrillic language means in another case than those listed.
    fn declined(&mut self, word: &str, lexicon: &Lexicon) -> Option<Concept> {
        if !word.starts_with(|first| first >= '\u{400}') || word.len() > LONGEST_DECLINED {
            return None;
        }
        if let Some(known) = self.declined.get(word) {
            return *known;
        }
        let declensions = Declensions::embedded();
        let mut lemmas = declensions.cuts(word).into_iter().flat_map(|cut| {
            let bits = cut.oblique | cut.nominative & declensions.plural();
            let stem: String = word.chars().take(usize::from(cut.stem)).collect();
            let endings = declensions.nominative_endings(bits, true);
            endings.map(move |ending| {
                stem.chars()
                    .chain(ending.iter().copied())
                    .collect::<String>()
            })
        });
        // What is shorter is mostly an acronym, and the word none of its cases: Муса, Папа.
        let found = lemmas.find_map(|lemma| {
            let long = lemma.chars().nth(SHORTEST_DECLINED - 1).is_some();
            lexicon.word(&lemma).filter(|_| long)
        });
        self.declined.insert(word.into(), found);
        found
    }

    /// What the phrase means that begins with a word, and how many words it has.
    pub(super) fn of(&self, at: usize) -> Meaning {
        self.all.get(at).copied().flatten()
    }

    /// The meanings of phrases of several words that mean more than a legal form.
    pub(super) fn phrases(&self) -> &[u16] {
        &self.phrases
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
