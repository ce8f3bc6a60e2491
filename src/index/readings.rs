//! Skeletons of the words of a query, which is looked up as several kinds and in several stages.

use crate::score::Word;
use crate::sound::{Skeleton, Skeletons};

/// Skeletons of words and of their beginnings, each read once; their memory is used again.
#[derive(Debug, Default)]
pub(crate) struct Readings {
    known: Vec<(Vec<u8>, Vec<Skeleton>)>,
    used: usize,
}

/// No more are remembered.
const MOST: usize = 64;

impl Readings {
    /// Forgets all words.
    pub(super) fn clear(&mut self) {
        self.used = 0;
    }

    /// The skeletons of a sequence of units.
    pub(super) fn of(&mut self, units: &[u8]) -> &[Skeleton] {
        let mut known = self.known[..self.used].iter();
        let at = known.position(|(own, _)| own == units);
        let at = at.unwrap_or_else(|| self.read(units));
        &self.known[at].1
    }

    fn read(&mut self, units: &[u8]) -> usize {
        let at = if self.used < MOST { self.used } else { 0 };
        if self.known.len() == at {
            self.known.push(Default::default());
        }
        let (own, skeletons) = &mut self.known[at];
        own.clear();
        own.extend_from_slice(units);
        Skeletons::embedded().read_raw(units, skeletons);
        self.used = at + 1;
        at
    }

    /// The skeletons of a word as it stands, and then, where asked for, those of its stems; returns how many
    /// the former are.
    pub(super) fn of_word(
        &mut self,
        word: &Word<'_>,
        stems: bool,
        skeletons: &mut Vec<Skeleton>,
    ) -> usize {
        let units = word.spelled().units;
        skeletons.clear();
        skeletons.extend_from_slice(self.of(units));
        let standing = skeletons.len();
        if stems {
            for cut in word.cuts().iter().filter(|cut| cut.oblique != 0) {
                let stem = units.get(..usize::from(cut.stem)).unwrap_or(units);
                for &reading in self.of(stem) {
                    if !skeletons.contains(&reading) {
                        skeletons.push(reading);
                    }
                }
            }
        }
        standing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::Inventory;

    #[test]
    fn what_is_remembered_is_what_is_read() {
        let inventory = Inventory::embedded();
        let mut readings = Readings::default();
        let words: Vec<Vec<u8>> = (0..MOST * 2)
            .map(|at| {
                format!(
                    "{}ванчик",
                    ["и", "ста", "ц", "ш"][at % 4].repeat(1 + at / 4)
                )
            })
            .map(|word| inventory.read(&word).iter().map(|unit| unit.0).collect())
            .collect();
        let mut expected = Vec::new();
        for word in words.iter().chain(&words) {
            Skeletons::embedded().read_raw(word, &mut expected);
            assert_eq!(readings.of(word), expected);
            assert_eq!(readings.of(word), expected);
        }
        readings.clear();
        assert_eq!(readings.of(&words[0]), {
            Skeletons::embedded().read_raw(&words[0], &mut expected);
            &expected
        });
    }
}
