//! The words of a text in the index, each looked up once.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::index::{Index, meaning_key, word_keys};
use crate::name::Lexicon;
use crate::score::{PreparedName, Scratch, WordPair, compare_alone};
use crate::text::{Case, Script};

use super::passage::{Passage, TextWord};

/// A word of the index that a word of the text can be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// The number of the word in the index.
    pub word: u32,
    pub pair: WordPair,
}

pub(crate) struct Lookup<'a> {
    pub index: &'a Index,
    pub passage: &'a Passage,
    pub scratch: Scratch,
    known: FxHashMap<(Box<str>, bool), Rc<[Hit]>>,
}

/// Words less alike than this share no name.
const LEAST_SIMILARITY: f32 = 0.55;

impl<'a> Lookup<'a> {
    pub(crate) fn new(index: &'a Index, passage: &'a Passage) -> Self {
        Lookup {
            index,
            passage,
            scratch: Scratch::default(),
            known: FxHashMap::default(),
        }
    }

    /// The words of the index that a word of the text can be, best first.
    pub(crate) fn hits(&mut self, at: usize) -> Rc<[Hit]> {
        let word = &self.passage.words[at];
        let upper = word.token.case == Case::Upper;
        let key = (Box::from(word.token.folded.as_str()), upper);
        if let Some(hits) = self.known.get(&key) {
            return Rc::clone(hits);
        }
        let hits: Rc<[Hit]> = self.search(word).into();
        self.known.insert(key, Rc::clone(&hits));
        hits
    }

    fn search(&mut self, word: &TextWord) -> Vec<Hit> {
        let plain = word.token.script == Some(Script::Latin) && !self.passage.inflects_latin;
        let tokens = std::slice::from_ref(&word.token);
        let name = PreparedName::from_tokens(tokens, Kind::Person, plain);
        let mut hits = Vec::new();
        let Some(own) = name.view().words().next() else {
            return hits;
        };
        let mut keys = Vec::new();
        word_keys(&own, true, &mut keys);
        for lexicon in [Lexicon::organisations(), Lexicon::places()] {
            if let Some((concept, 1)) = lexicon.find(&[word.token.folded.as_str()]) {
                keys.push(meaning_key(concept.number));
            }
        }
        let mut seen: Vec<u32> = Vec::new();
        for key in keys {
            seen.extend_from_slice(self.index.words_of(key));
        }
        seen.sort_unstable();
        seen.dedup();
        for number in seen {
            let other = self.index.store.word(number);
            let pair = compare_alone(&own, &other, &mut self.scratch);
            if pair.similarity >= LEAST_SIMILARITY {
                hits.push(Hit { word: number, pair });
            }
        }
        hits.sort_by(|one, other| {
            let by_likeness = other.pair.similarity.total_cmp(&one.pair.similarity);
            by_likeness.then(one.word.cmp(&other.word))
        });
        hits
    }
}
