//! A quick look at candidates: which words of the index have the consonants of a word, give or take one.

use crate::index::Index;
use crate::score::Word;
use crate::sound::{Skeleton, Skeletons};

use super::shelf::Shelf;

/// The consonant classes of words of the index, as sets; found out once a word.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    /// For each word of the index its place in `signatures`, from one.
    places: Vec<u32>,
    /// How many readings a word has, and then those.
    signatures: Vec<u64>,
    readings: Vec<Skeleton>,
    own: Vec<u64>,
}

/// Skeletons with one consonant exchanged differ in two.
const MOST_DIFFERENT: u32 = 2;

impl Sieve {
    /// Sets the word that candidates are for, by its skeletons in all readings and cases.
    pub(crate) fn begin(&mut self, index: &Index, skeletons: &[Skeleton]) {
        if self.places.len() != index.words_len() {
            self.places = vec![0; index.words_len()];
            self.signatures.clear();
        }
        self.own.clear();
        self.own.extend(skeletons.iter().map(|own| signature(*own)));
        self.own.sort_unstable();
        self.own.dedup();
    }

    /// Whether a word of the index can be a spelling of the word.
    pub(crate) fn passes(&mut self, index: &Index, shelf: &Shelf, number: u32) -> bool {
        let Some(&place) = self.places.get(number as usize) else {
            return false;
        };
        let at = match place {
            0 => match shelf.word(index, number, |word| self.enter(&word)) {
                Some(at) => {
                    self.places[number as usize] = at as u32 + 1;
                    at
                }
                None => return false,
            },
            place => place as usize - 1,
        };
        let count = self.signatures[at] as usize;
        let known = &self.signatures[at + 1..at + 1 + count];
        known.iter().any(|known| {
            let different = |own: &u64| (own ^ known).count_ones();
            self.own.iter().any(|own| different(own) <= MOST_DIFFERENT)
        })
    }

    fn enter(&mut self, word: &Word<'_>) -> usize {
        let at = self.signatures.len();
        Skeletons::embedded().read_raw(word.spelled.units, &mut self.readings);
        self.signatures.push(self.readings.len() as u64);
        let signatures = self.readings.iter().map(|reading| signature(*reading));
        self.signatures.extend(signatures);
        at
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
