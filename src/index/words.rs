//! Words of an index made ready for comparison, on demand.

use crate::gazetteer::Kind;
use crate::score::{MAXIMUM_WORDS, Member, NameView, Word, WordStore};

use super::names::Index;
use super::sparse::Sparse;

/// What stands before the stored form of a word: its kind, and whether it is an initial.
pub(super) fn word_flags(kind: Kind, initial: bool) -> u8 {
    kind as u8 | u8::from(initial) << 2
}

pub(super) fn kind_of(flags: u8) -> Kind {
    match flags & 3 {
        0 => Kind::Person,
        1 => Kind::Organisation,
        _ => Kind::Place,
    }
}

pub(super) fn initial_of(flags: u8) -> bool {
    flags >> 2 & 1 != 0
}

/// After as many words the memory is emptied, between searches.
const MOST: usize = 1 << 15;
/// In place of words that cannot be loaded.
const UNSOUND: u32 = u32::MAX;
/// In place of words that were not asked for yet.
const UNSEEN: u32 = u32::MAX - 1;

/// Words of one index, loaded when they are first needed and kept.
#[derive(Debug, Default)]
pub(crate) struct Words {
    identity: u64,
    store: WordStore,
    /// Where words of the index stand in the store.
    places: Sparse,
    members: Vec<Member>,
}

impl Words {
    /// Makes the memory fit an index; called once before each search.
    pub(crate) fn begin(&mut self, index: &Index) {
        if self.identity != index.identity || self.places.len() > MOST {
            self.identity = index.identity;
            self.places.clear();
            self.store.clear();
        }
    }

    /// The place of a word in this memory; `None` where the index is damaged.
    #[inline]
    pub(crate) fn load(&mut self, index: &Index, word: u32) -> Option<u32> {
        let place = self.places.entry(word, UNSEEN);
        if *place == UNSEEN {
            let bytes = index.word_bytes(word).get(1..);
            let number = bytes.and_then(|bytes| self.store.load(bytes));
            *place = number.unwrap_or(UNSOUND);
        }
        (*place != UNSOUND).then_some(*place)
    }

    /// Reads a word that is in this memory, so that a later look at it need not wait for memory.
    #[inline]
    pub(super) fn touch(&self, word: u32) -> u32 {
        match self.places.get(word) {
            Some(number) if number != UNSOUND => self.store.touch(number),
            _ => 0,
        }
    }

    /// A loaded word.
    #[inline]
    pub(crate) fn word(&self, number: u32) -> Word<'_> {
        self.store.word(number)
    }

    /// A word of the index.
    pub(crate) fn get(&mut self, index: &Index, word: u32) -> Option<Word<'_>> {
        let number = self.load(index, word)?;
        Some(self.store.word(number))
    }

    /// A name of the index, ready for comparison.
    pub(crate) fn view(&mut self, index: &Index, name: u32) -> NameView<'_> {
        self.members.clear();
        // A sound index has no more; a damaged one might.
        for member in index.members(name).take(MAXIMUM_WORDS) {
            if let Some(word) = self.load(index, member.word) {
                self.members.push(Member { word, ..member });
            }
        }
        NameView {
            kind: index.name_kind(name),
            genders: index.name_genders(name),
            store: &self.store,
            members: &self.members,
        }
    }
}
