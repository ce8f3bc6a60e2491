//! The words of a text in the index, each looked up once.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::index::{Index, Keys, Words};
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
    pub words: Words,
    known: FxHashMap<(Box<str>, bool), Rc<[Hit]>>,
}

/// Words less alike than this share no name.
const LEAST_SIMILARITY: f32 = 0.55;

impl<'a> Lookup<'a> {
    pub(crate) fn new(index: &'a Index, passage: &'a Passage) -> Self {
        let mut words = Words::default();
        words.begin(index);
        Lookup {
            index,
            words,
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
        let mut keys = Keys::default();
        let mut seen: Vec<u32> = Vec::new();
        for kind in Kind::ALL {
            self.index.words_like(kind, &own, &mut keys, &mut seen);
        }
        for (kind, lexicon) in [
            (Kind::Organisation, Lexicon::organisations()),
            (Kind::Place, Lexicon::places()),
        ] {
            if let Some((concept, 1)) = lexicon.find(&[word.token.folded.as_str()]) {
                self.index.words_meaning(kind, concept.number, &mut seen);
            }
        }
        seen.sort_unstable();
        seen.dedup();
        for number in seen {
            let Some(other) = self.words.get(self.index, number) else {
                continue;
            };
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
