//! Several words that mean something together: phrases of which the index knows translations.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::name::Lexicon;

use super::passage::{Compound, TextWord};
use super::propose::Proposer;
use super::single::{Hit, add_meanings};

/// Phrases have at most so many words.
const LONGEST: usize = 6;
/// When so many are known, all are forgotten, and the runs that have them.
const MOST: usize = 1 << 16;

/// The words of the index that a phrase can be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// How many words of the text it is.
    pub length: u32,
    /// How many names those of the index have.
    pub names: u32,
    /// Where these stand among those of all phrases; phrases that can be the same have the same place.
    first: u32,
    count: u32,
}

/// What phrases can be, found out once.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// By the words from where they begin, the compound that begins there, and whether Latin names are inflected.
    known: FxHashMap<[u32; LONGEST + 2], Option<Phrase>>,
    hits: Vec<Hit>,
    /// Where the hits of phrases stand, by what they are.
    places: FxHashMap<Box<[(u32, u32)]>, u32>,
}

impl Phrase {
    /// A number that no phrase has that can be others.
    pub(super) fn identity(&self) -> u64 {
        u64::from(self.first) << 32 | u64::from(self.count)
    }

    fn range(&self) -> Range<usize> {
        self.first as usize..(self.first + self.count) as usize
    }
}

impl Phrases {
    /// The words of the index that a phrase can be, in the order of their numbers.
    pub(super) fn hits(&self, phrase: &Phrase) -> &[Hit] {
        self.hits.get(phrase.range()).unwrap_or_default()
    }

    pub(super) fn clear(&mut self) {
        *self = Phrases::default();
    }

    /// Whether they are too many to be kept.
    #[inline]
    pub(super) fn are_many(&self) -> bool {
        self.known.len() >= MOST
    }

    /// As many as are forgotten.
    #[cfg(test)]
    pub(super) fn many() -> Self {
        let keys = (0..MOST as u32).map(|number| [number; LONGEST + 2]);
        Phrases {
            known: keys.map(|key| (key, None)).collect(),
            ..Phrases::default()
        }
    }

    fn enter(&mut self, length: usize, names: usize, hits: &[Hit]) -> Phrase {
        let own = hits.iter().map(|hit| (hit.word, hit.loss.to_bits()));
        let end = self.hits.len() as u32;
        let first = *self.places.entry(own.collect()).or_insert(end);
        if first == end {
            self.hits.extend_from_slice(hits);
        }
        Phrase {
            length: length as u32,
            names: u32::try_from(names).unwrap_or(u32::MAX),
            first,
            count: hits.len() as u32,
        }
    }
}

impl Proposer<'_> {
    /// The longest phrase with a meaning that begins here, where the index knows it.
    #[inline(always)]
    pub(super) fn phrase(&mut self, at: usize) -> Option<Phrase> {
        let word = &self.passage.words[at];
        match word.may_open_phrase() && self.next_is_joined(at) {
            true => self.known_phrase(at),
            false => None,
        }
    }

    /// The phrase that begins here, found out once for all places with the same words.
    #[inline(never)]
    fn known_phrase(&mut self, at: usize) -> Option<Phrase> {
        let compound = self.passage.compound(at);
        let words = self.words_of_phrase(at);
        let mut key = [0; LONGEST + 2];
        for (place, word) in key.iter_mut().zip(words) {
            *place = word.id + 1;
        }
        key[LONGEST] = compound.map_or(0, |compound| compound.id + 1);
        key[LONGEST + 1] = u32::from(self.passage.inflects_latin);
        if let Some(known) = self.runs.phrases.known.get(&key) {
            return *known;
        }
        let (length, hits) = self.find_phrase(at, compound);
        let names = hits.iter().map(|hit| self.index.names_of(hit.word).len());
        let names = names.sum();
        let phrases = &mut self.runs.phrases;
        let found = (!hits.is_empty()).then(|| phrases.enter(length, names, &hits));
        phrases.known.insert(key, found);
        found
    }

    /// The words that may be those of a phrase that begins here, besides a compound.
    fn words_of_phrase(&self, at: usize) -> impl Iterator<Item = &TextWord> {
        let opens = self.passage.words[at].known.opens_phrase;
        let words = self.passage.words[at..].iter().enumerate();
        let words = words.take(LONGEST * usize::from(opens));
        words
            .take_while(|(offset, word)| *offset == 0 || word.joined)
            .map(|(_, word)| word)
    }

    /// How many words the phrase has, and the words of the index that it can be, which are none where it is none.
    fn find_phrase(&self, at: usize, compound: Option<Compound>) -> (usize, Vec<Hit>) {
        let letters = self.words_of_phrase(at);
        let letters = letters.map(|word| &*self.vocabulary.word(word.id).letters);
        let letters: Vec<&str> = letters.collect();
        let mut hits = Vec::new();
        let mut longest = 0;
        for lexicon in [Lexicon::organisations(), Lexicon::places()] {
            let Some((_, length)) = lexicon.find(&letters) else {
                continue;
            };
            if length > 1 && length >= longest {
                let shelf = &self.vocabulary.shelf;
                add_meanings(self.index, shelf, &letters[..length], &mut hits);
                longest = length;
            }
        }
        if hits.is_empty()
            && let Some(compound) = compound
        {
            longest = compound.last - compound.first + 1;
            let inflects_latin = self.passage.inflects_latin;
            let details = self.vocabulary.details_of(compound.id, inflects_latin);
            let found = details.map_or(&[][..], |details| &details.hits);
            let phrases = found
                .iter()
                .filter(|hit| hit.similarity > 0.75 && self.has_meaning(hit.word));
            hits.extend(phrases.copied());
        }
        hits.sort_unstable_by_key(|hit| hit.word);
        hits.dedup_by_key(|hit| hit.word);
        (longest, hits)
    }

    /// Whether a word of the index has a translation.
    fn has_meaning(&self, word: u32) -> bool {
        let shelf = &self.vocabulary.shelf;
        let concept = shelf.word(self.index, word, |word| word.entry.concept);
        concept.flatten().is_some()
    }
}
