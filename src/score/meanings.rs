//! What the words of names of organisations and places mean: generic words, and names that languages do not share.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::name::{Concept, Cut, Declensions, Lexicon};
use crate::text::{Case, Separator};

use super::feature::Once;
use super::settlement::{self, Meaning};
use super::word::Word;

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
    /// What words mean in case forms that no table lists, in names of organisations and of places.
    declined: [FxHashMap<Box<str>, Option<Concept>>; 2],
    /// By a word in another case: its nominatives with which names of several words begin.
    openings: FxHashMap<Box<str>, Box<[String]>>,
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
        let [of_organisations, of_places] = &self.declined;
        if of_organisations.len() + of_places.len() + self.openings.len() >= MAXIMUM_REMEMBERED {
            self.declined = Default::default();
            self.openings.clear();
        }
        let place = kind == Kind::Place;
        self.phrases.clear();
        // Where the last phrase ends: what is found inside it is not read as a phrase.
        let mut end = 0;
        for (at, word) in folded.iter().enumerate() {
            let found = lexicon.find(&folded[at..]);
            let found = match found {
                Some((named, 2..)) if named.weight == Concept::PROPER => found,
                _ => self.name_in_case(&folded[at..], lexicon).or(found),
            };
            // Names of places are in the nominative, and those in other cases are other names.
            let found = match found {
                None if !place && !self.is_named(at) => self.declined(word, lexicon, kind),
                // Texts write generic words in other cases, and small: прэфектуры Канагава.
                None if written(at).0 == Case::Lower && lexicon.may_be_generic(word) => {
                    self.declined(word, lexicon, kind).filter(generic)
                }
                found => found,
            };
            let alone = || lexicon.word(word).map(|concept| (concept, 1));
            self.all[at] = match found {
                Some((named, words)) if named.weight == Concept::PROPER => {
                    // Each word stands for it, so that other cases of the words are still known as such.
                    self.places.resize(folded.len(), None);
                    // What is a part of a longer name is none of its own: Аравія, Саудаўская Аравія.
                    for place in &mut self.places[at..at + words] {
                        place.get_or_insert((named, 1));
                    }
                    let in_case = match (alone(), words) {
                        (None, 2..) => self.declined(word, lexicon, kind),
                        (own, _) => own,
                    };
                    in_case.filter(generic)
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

    /// Whether a word belongs to the name of a place that was found.
    fn is_named(&self, at: usize) -> bool {
        self.places.get(at).is_some_and(Option::is_some)
    }

    /// What a word of a Cyrillic language means in another case than those listed.
    fn declined(&mut self, word: &str, lexicon: &Lexicon, kind: Kind) -> Meaning {
        if !may_be_declined(word) {
            return None;
        }
        let known = &mut self.declined[usize::from(kind == Kind::Place)];
        let found = match known.get(word) {
            Some(known) => *known,
            None => *known
                .entry(word.into())
                .or_insert(find_in_case(word, lexicon)),
        };
        found.map(|concept| (concept, 1))
    }

    /// What the name of several words means that begins here in another case than those listed: Тихого океана.
    fn name_in_case(&mut self, words: &[&str], lexicon: &Lexicon) -> Meaning {
        let (word, rest) = words.split_first()?;
        let cyrillic = word.starts_with(|first| first >= '\u{400}');
        if rest.is_empty() || !cyrillic || word.len() > LONGEST_DECLINED {
            return None;
        }
        if !self.openings.contains_key(*word) {
            let lemmas = lemmas_of(word, |cut| cut.oblique);
            let opening = lemmas.filter(|lemma| lexicon.opens_phrase(lemma));
            self.openings.insert((*word).into(), opening.collect());
        }
        let openings = self.openings.get(*word)?;
        let mut found = openings
            .iter()
            .filter_map(|lemma| lexicon.name_in_case(lemma, rest));
        found.next()
    }

    /// What the phrase means that begins with a word, and how many words it has.
    pub(super) fn of(&self, at: usize) -> Meaning {
        self.all.get(at).copied().flatten()
    }

    /// The place that a word names, with others or alone.
    pub(super) fn named(&self, at: usize) -> Option<u16> {
        let place = self.places.get(at).copied().flatten();
        place.map(|(concept, _)| concept.number)
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

/// What a Cyrillic word may be in the nominative, by the declensions of its endings that are asked for.
fn lemmas_of(word: &str, asked: impl Fn(&Cut) -> u32) -> impl Iterator<Item = String> {
    let declensions = Declensions::embedded();
    declensions.cuts(word).into_iter().flat_map(move |cut| {
        let stem: String = word.chars().take(usize::from(cut.stem)).collect();
        let endings = declensions.nominative_endings(asked(&cut), true);
        endings.map(move |ending| {
            stem.chars()
                .chain(ending.iter().copied())
                .collect::<String>()
        })
    })
}

fn may_be_declined(word: &str) -> bool {
    word.starts_with(|first| first >= '\u{400}') && word.len() <= LONGEST_DECLINED
}

/// What a word that no table lists means in another case: in names of organisations whatever it is, in those of places a
/// generic word.
pub(crate) fn meaning_in_case(word: &str, kind: Kind) -> Option<Concept> {
    let place = kind == Kind::Place;
    let lexicon = match place {
        true => Lexicon::places(),
        false => Lexicon::organisations(),
    };
    let asked = may_be_declined(word) && (!place || lexicon.may_be_generic(word));
    if !asked || lexicon.word(word).is_some() {
        return None;
    }
    find_in_case(word, lexicon).filter(|&concept| !place || generic(&(concept, 1)))
}

/// The meaning of a word by one of its nominatives.
fn find_in_case(word: &str, lexicon: &Lexicon) -> Option<Concept> {
    let plural = Declensions::embedded().plural();
    let mut lemmas = lemmas_of(word, |cut| cut.oblique | cut.nominative & plural);
    let length = word.chars().count();
    // What is shorter is mostly an acronym, and the word none of its cases: Муса, Папа. Nor has a short name a letter more
    // than its cases: Бела is none of Белта.
    lemmas.find_map(|lemma| {
        let letters = lemma.chars().count();
        let long =
            letters >= SHORTEST_DECLINED && (letters <= length || length > SHORTEST_DECLINED);
        lexicon.word(&lemma).filter(|_| long)
    })
}

/// What is said of words of one meaning, or of one place.
pub(super) fn same_meaning(own: &Word<'_>, other: &Word<'_>) -> Option<Once> {
    let meaning = |word: &Word<'_>| word.entry.concept.unwrap_or((u16::MAX, 0));
    let (own, other) = (meaning(own), meaning(other));
    // A word for a settlement weighs nothing at the head of its name, elsewhere it does.
    match own.1.min(other.1) {
        _ if own.0 != other.0 => Some(Once::SamePlace),
        Concept::PROPER => Some(Once::SamePlace),
        0 => None,
        1 => Some(Once::SameMeaning1),
        2 => Some(Once::SameMeaning2),
        _ => Some(Once::SameMeaning3),
    }
}

/// Whether a meaning is that of a generic word, not a name.
pub(super) fn generic(meaning: &(Concept, usize)) -> bool {
    meaning.0.weight != Concept::PROPER
}
