//! Words by how they are written: those met before need no look at their letters.

use crate::text::{Case, Surface};

use super::places::Places;
use super::vocabulary::Traits;

/// What the letters of a word tell, as they are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrittenWord {
    /// The word in the vocabulary.
    pub id: u32,
    pub known: Traits,
    pub case: Case,
}

impl Default for WrittenWord {
    fn default() -> Self {
        WrittenWord {
            id: 0,
            known: Traits::default(),
            case: Case::Lower,
        }
    }
}

/// Words by their surfaces.
#[derive(Debug, Default)]
pub(super) struct Writings {
    short: Places<2, WrittenWord>,
    long: Places<4, WrittenWord>,
}

impl Writings {
    /// Forgets all words.
    pub(super) fn clear(&mut self) {
        self.short.clear();
        self.long.clear();
    }

    /// The word with a surface, as it was entered.
    #[inline(always)]
    pub(super) fn get(&self, surface: &Surface) -> Option<&WrittenWord> {
        match surface {
            Surface::Short(numbers) => self.short.get(numbers),
            Surface::Long(numbers) => self.long.get(numbers),
        }
    }

    /// Enters how a word is written.
    pub(super) fn insert(&mut self, surface: &Surface, word: WrittenWord) {
        match *surface {
            Surface::Short(numbers) => self.short.insert(numbers, word),
            Surface::Long(numbers) => self.long.insert(numbers, word),
        }
    }
}
