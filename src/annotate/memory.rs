//! What deciding asks about words and entities in text after text, found out once.

use std::cell::RefCell;
use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::syllables::LONGEST;

/// Kept with the vocabulary, as it is about the words that it numbers.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The words of the names of persons, by person.
    pub names: Known<u32, Arc<[NameWord]>>,
    /// The stems of surnames.
    pub stems: Known<Box<str>, Arc<[Stem]>>,
    /// Whether a word of the vocabulary is a word of a name of an entity, in some case.
    pub forms: Known<(u32, u32), bool>,
    /// Two words of the vocabulary read as one, where they may be a phrase.
    pub phrases: Known<(u32, u32), Option<u32>>,
    /// Whether words of the vocabulary, with the hyphens before them, are one Korean name.
    pub korean: Known<[(u32, bool); LONGEST], bool>,
}

/// A word of the index that a name of a person has, and the first such name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameWord {
    pub word: u32,
    pub name: u32,
    pub role: crate::score::Role,
}

/// A way to cut a case ending off a surname, or none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stem {
    pub hash: u64,
    /// In bytes.
    pub length: usize,
    /// The declensions, one bit each, that the surname can have with this stem.
    pub declensions: u32,
}

/// Answers by what was asked.
#[derive(Debug)]
pub(crate) struct Known<K, V>(RefCell<FxHashMap<K, V>>);

/// When so many answers of a sort are known, they are forgotten.
const MOST: usize = 1 << 16;

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Known(RefCell::default())
    }
}

impl<K: Hash + Eq, V: Clone> Known<K, V> {
    pub(crate) fn get<Q>(&self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.borrow().get(key).cloned()
    }

    /// Keeps an answer, and gives it back.
    pub(crate) fn keep(&self, key: K, answer: V) -> V {
        let mut known = self.0.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, answer.clone());
        answer
    }
}

impl Memory {
    /// Forgets what it knows about the words of the vocabulary, which are numbered anew.
    pub(crate) fn forget_words(&mut self) {
        self.forms = Known::default();
        self.phrases = Known::default();
        self.korean = Known::default();
    }
}
