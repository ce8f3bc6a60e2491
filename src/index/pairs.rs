//! Pairs of words, each compared once a query.

use crate::score::{Member, NameView, Role, Word, WordPair, compare_with_pattern, compare_words};
use crate::sound::{Grid, Pattern};

use super::sparse::Sparse;

/// Verdicts on pairs of a query's word and a loaded word of the index.
///
/// Two words are compared otherwise where both are given names or both patronymics; what else they do
/// in their names does not matter.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// For each loaded word where its row begins.
    rows: Sparse,
    cells: Vec<Option<WordPair>>,
    width: usize,
    /// How many pairs were compared.
    pub compared: usize,
}

const CLASSES: usize = 3;

impl Pairs {
    pub(super) fn reset(&mut self, query: usize) {
        self.rows.clear();
        self.cells.clear();
        self.compared = 0;
        self.width = query * CLASSES;
    }

    /// Compares a word of the query, at a place and with its pattern, with a loaded word of the index; `closely`:
    /// however different they are.
    #[inline]
    pub(super) fn pair(
        &mut self,
        query: NameView<'_>,
        (at, pattern, closely): (usize, &Pattern, bool),
        (word, loaded): (&Word<'_>, u32),
        grid: &mut Grid,
    ) -> WordPair {
        let own = query.word(at);
        let mut compare = || match closely {
            true => compare_words(&own, word, grid),
            false => compare_with_pattern(&own, word, pattern, grid),
        };
        let class = match (own.role, word.role) {
            (Role::Given, Role::Given) => 1,
            (Role::Patronymic, Role::Patronymic) => 2,
            _ => 0,
        };
        let next = self.cells.len() as u32;
        let row = *self.rows.entry(loaded, next);
        if row == next && self.cells.len() == next as usize {
            self.cells.resize(next as usize + self.width, None);
        }
        let cell = &mut self.cells[row as usize + at * CLASSES + class];
        match cell {
            Some(known) if known.complete || !closely => *known,
            _ => {
                self.compared += 1;
                *cell.insert(compare())
            }
        }
    }
}

/// A loaded word in the role it has in a name.
pub(super) fn in_role<'a>(word: Word<'a>, member: &Member) -> Word<'a> {
    Word {
        role: member.role,
        initial: member.initial,
        ..word
    }
}
