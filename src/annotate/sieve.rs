//! A quick look at candidates: which words of the index have the consonants of a word, give or take one.

use crate::index::Index;
use crate::score::Word;
use crate::sound::{Skeleton, Skeletons};

use super::shelf::Shelf;

/// The consonant classes of words of the index, as sets; found out once a word.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    /// For each word of the index its place in `ranges`, from one.
    places: Vec<u32>,
    /// The first and last reading of each word.
    ranges: Vec<(u32, u32)>,
    readings: Vec<Reading>,
    skeletons: Vec<Skeleton>,
    own: Vec<Reading>,
}

/// A skeleton and its set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    skeleton: Skeleton,
    signature: u64,
}

/// Skeletons with one consonant exchanged differ in two.
const MOST_DIFFERENT: u32 = 2;

impl Sieve {
    /// Sets the word that candidates are for, by its skeletons in all readings and cases.
    pub(crate) fn begin(&mut self, index: &Index, skeletons: &[Skeleton]) {
        if self.places.len() != index.words_len() {
            self.places = vec![0; index.words_len()];
            self.ranges.clear();
            self.readings.clear();
        }
        self.own.clear();
        self.own.extend(skeletons.iter().copied().map(Reading::of));
        self.own.sort_unstable();
        self.own.dedup();
    }

    /// Whether a word of the index can be a spelling of the word.
    pub(crate) fn passes(&mut self, index: &Index, shelf: &Shelf, number: u32) -> bool {
        let Some(&place) = self.places.get(number as usize) else {
            return false;
        };
        if place == 0
            && shelf
                .word(index, number, |word| self.enter(&word))
                .is_none()
        {
            return false;
        }
        let place = match place {
            0 => {
                self.places[number as usize] = self.ranges.len() as u32;
                self.ranges.len()
            }
            place => place as usize,
        };
        let (start, end) = self.ranges[place - 1];
        let known = &self.readings[start as usize..end as usize];
        let alike = |own: &Reading| known.iter().any(|known| own.is_near(known));
        self.own.iter().any(alike)
    }

    fn enter(&mut self, word: &Word<'_>) {
        let start = self.readings.len() as u32;
        Skeletons::embedded().read_raw(word.spelled.units, &mut self.skeletons);
        let readings = self.skeletons.iter().copied().map(Reading::of);
        self.readings.extend(readings);
        self.ranges.push((start, self.readings.len() as u32));
    }
}

impl Reading {
    fn of(skeleton: Skeleton) -> Self {
        Reading {
            skeleton,
            signature: signature(skeleton),
        }
    }

    fn is_near(&self, other: &Reading) -> bool {
        (self.signature ^ other.signature).count_ones() <= MOST_DIFFERENT
            && self.skeleton.differs_by(other.skeleton) <= MOST_DIFFERENT
    }
}

/// Two bits for each class of consonants: whether it occurs, and whether twice.
fn signature(skeleton: Skeleton) -> u64 {
    skeleton.classes().fold(0, |set, class| {
        let once = 1 << (2 * class);
        set | if set & once == 0 { once } else { once << 1 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::Inventory;

    fn signatures(word: &str) -> Vec<u64> {
        let units = Inventory::embedded().read(word);
        let skeletons = Skeletons::embedded().read(&units);
        skeletons.into_iter().map(signature).collect()
    }

    #[test]
    fn spellings_differ_little_and_other_words_much() {
        let least = |one: &str, other: &str| {
            let (one, other) = (signatures(one), signatures(other));
            let pairs = one.iter().flat_map(|a| other.iter().map(move |b| a ^ b));
            pairs.map(u64::count_ones).min().unwrap()
        };
        assert_eq!(least("ціханоўская", "tsikhanouskaya"), 0);
        assert!(least("калеснікава", "kalensnikova") <= MOST_DIFFERENT);
        assert!(least("статкевіч", "міністэрства") > MOST_DIFFERENT);
    }
}
