//! Patterns of the words of a query, shared by the kinds it is looked up as.

use crate::sound::{Costs, Pattern};

/// Patterns of words, each word's once; their memory is used again.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    own: Vec<Pattern>,
    used: usize,
}

impl Patterns {
    /// Forgets all words.
    pub(super) fn clear(&mut self) {
        self.used = 0;
    }

    /// The number of a word's pattern.
    pub(super) fn enter(&mut self, units: &[u8]) -> usize {
        let mut known = self.own[..self.used].iter();
        if let Some(number) = known.position(|own| own.units() == units) {
            return number;
        }
        let number = self.used;
        if self.own.len() == number {
            self.own.push(Pattern::default());
        }
        self.own[number].set(Costs::embedded(), units);
        self.used += 1;
        number
    }

    pub(super) fn get(&self, number: usize) -> &Pattern {
        &self.own[number]
    }
}
