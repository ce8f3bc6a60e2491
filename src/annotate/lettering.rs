//! Words by their letters, with what is asked of every word of a text kept beside them.

use hashbrown::HashTable;

use crate::text::Script;

use super::vocabulary::Traits;

/// Finds the number and the traits of a word by its folded letters and script.
#[derive(Debug, Default)]
pub(super) struct Lettering {
    entries: HashTable<Entry>,
    letters: Vec<char>,
}

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
