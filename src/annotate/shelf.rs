//! Names and words of the index, made ready for comparison when they are first needed.

use std::cell::RefCell;

use crate::index::{Index, Words};
use crate::score::{NameView, Word};

use super::sieve::Sieve;

/// Loads words of the index once and keeps them.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    words: RefCell<Words>,
    /// Which words cannot be spellings of a word.
    pub(crate) sieve: RefCell<Sieve>,
}

impl Shelf {
    /// Makes the memory fit an index; called once before each text.
    pub(crate) fn begin(&mut self, index: &Index) {
        self.words.get_mut().begin(index);
    }

    /// Looks at a name of the index.
    pub(crate) fn view<R>(
        &self,
        index: &Index,
        name: u32,
        look: impl FnOnce(NameView<'_>) -> R,
    ) -> R {
        look(self.words.borrow_mut().view(index, name))
    }

    /// Looks at a word of the index; `None` where the index is damaged.
    pub(crate) fn word<R>(
        &self,
        index: &Index,
        word: u32,
        look: impl FnOnce(Word<'_>) -> R,
    ) -> Option<R> {
        self.words.borrow_mut().get(index, word).map(look)
    }
}
