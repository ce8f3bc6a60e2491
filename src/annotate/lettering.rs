//! Words by their letters, with what is asked of every word of a text kept beside them.

use hashbrown::HashTable;

use crate::text::{Case, Script, Surface};

use super::vocabulary::Traits;

/// Finds the number and the traits of a word by its folded letters and script, or by how it is written.
#[derive(Debug, Default)]
pub(super) struct Lettering {
    entries: HashTable<Entry>,
    letters: Vec<char>,
    written: HashTable<Written>,
}

/// A word as it is written; each lies in one line of the processor's cache.
#[derive(Debug)]
#[repr(align(64))]
struct Written {
    surface: Surface,
    word: WrittenWord,
}

/// What the letters of a word tell, as they are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrittenWord {
    /// The word in the vocabulary.
    pub id: u32,
    pub traits: Traits,
    pub case: Case,
}

/// When so many are known, they are forgotten.
const MOST_WRITTEN: usize = 1 << 19;

#[derive(Debug, Clone, Copy)]
struct Entry {
    word: u32,
    /// Where the letters are.
    start: u32,
    length: u32,
    traits: Traits,
}

impl Entry {
    fn letters<'l>(&self, letters: &'l [char]) -> &'l [char] {
        let start = self.start as usize;
        letters
            .get(start..start + self.length as usize)
            .unwrap_or_default()
    }
}

impl Lettering {
    /// Forgets all words.
    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.letters.clear();
        self.written.clear();
    }

    /// The word with a surface, as it was entered.
    #[inline]
    pub(super) fn written(&self, surface: &Surface) -> Option<&WrittenWord> {
        let hash = hash_surface(surface);
        let found = self.written.find(hash, |own| own.surface == *surface);
        found.map(|own| &own.word)
    }

    /// Enters how a word is written.
    pub(super) fn insert_written(&mut self, surface: Surface, word: WrittenWord) {
        if self.written.len() >= MOST_WRITTEN {
            self.written.clear();
        }
        let written = Written { surface, word };
        let hash = hash_surface(&surface);
        self.written
            .insert_unique(hash, written, |own| hash_surface(&own.surface));
    }

    #[inline]
    pub(super) fn get(&self, letters: &[char], script: Option<Script>) -> Option<(u32, Traits)> {
        let found = self.entries.find(hash(letters), |entry| {
            entry.traits.script == script && entry.letters(&self.letters) == letters
        });
        found.map(|entry| (entry.word, entry.traits))
    }

    /// Enters a word that is not known yet.
    pub(super) fn insert(&mut self, letters: &[char], word: u32, traits: Traits) {
        let entry = Entry {
            word,
            start: self.letters.len() as u32,
            length: letters.len() as u32,
            traits,
        };
        self.letters.extend_from_slice(letters);
        let own = &self.letters;
        self.entries
            .insert_unique(hash(letters), entry, |entry| hash(entry.letters(own)));
    }
}

pub(super) const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Both halves of a product.
#[inline]
pub(super) fn mix(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    (product >> 64) as u64 ^ product as u64
}

/// Mixes the letters, two at a time.
#[inline]
fn hash(letters: &[char]) -> u64 {
    let pairs = letters.chunks_exact(2);
    let rest = pairs.remainder().first().map_or(0, |&letter| letter as u64);
    let step = |state: u64, pair: u64| mix(state ^ pair, FACTOR);
    let pair = |pair: &[char]| (pair[0] as u64) << 32 | pair[1] as u64;
    let state = pairs.map(pair).fold(letters.len() as u64 + FACTOR, step);
    step(state, rest)
}

#[inline]
fn hash_surface(surface: &Surface) -> u64 {
    let [one, two, three, four] = surface.numbers;
    mix(one ^ FACTOR, two ^ FACTOR.rotate_left(16))
        ^ mix(
            three ^ FACTOR.rotate_left(32),
            four ^ FACTOR.rotate_left(48),
        )
}
