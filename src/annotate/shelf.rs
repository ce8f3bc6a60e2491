//! Names and words of the index, made ready for comparison when they are first needed.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::index::{Index, Keys, Words};
use crate::name::GivenNames;
use crate::score::{NameView, PreparedName, Word};

use super::sieve::Sieve;

/// Words of the index by kind and number of their meaning.
type Meanings = FxHashMap<(Kind, u16), Box<[u32]>>;

/// Loads words of the index once and keeps them.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    words: RefCell<Words>,
    /// The words of the index that have a meaning, by kind and number of the meaning.
    meanings: RefCell<Meanings>,
    /// The words of the index that are full forms of given names, by class.
    given_forms: RefCell<FxHashMap<u16, Box<[u32]>>>,
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

    /// The words of the index, in names of a kind, that mean the same.
    pub(crate) fn each_meaning(
        &self,
        index: &Index,
        kind: Kind,
        meaning: u16,
        each: impl FnMut(u32),
    ) {
        let mut meanings = self.meanings.borrow_mut();
        let words = meanings.entry((kind, meaning)).or_insert_with(|| {
            let mut words = Vec::new();
            index.words_meaning(kind, meaning, &mut words);
            words.retain(|&word| {
                let own = self.word(index, word, |word| word.entry.concept).flatten();
                let same = own.map(|(number, _)| number) == Some(meaning);
                same && stands_in(index, word, kind)
            });
            words.into()
        });
        words.iter().copied().for_each(each);
    }

    /// The words of the index that are full forms of a given name.
    pub(crate) fn each_form_of(&self, index: &Index, class: u16, each: impl FnMut(u32)) {
        let mut forms = self.given_forms.borrow_mut();
        let words = forms.entry(class).or_insert_with(|| {
            let mut words = Vec::new();
            let mut keys = Keys::default();
            for form in GivenNames::embedded().forms_of(class) {
                let name = PreparedName::new(&form, Some(Kind::Person));
                for word in name.view().words() {
                    index.words_sounding_like(Kind::Person, &word, &mut keys, &mut words);
                }
            }
            words.sort_unstable();
            words.dedup();
            words.retain(|&word| {
                let is_form = self.word(index, word, |word| word.given().contains(&class));
                is_form == Some(true)
            });
            words.into()
        });
        words.iter().copied().for_each(each);
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

/// Whether a word of the index stands in names of a kind. Words are kept by kind; one name tells.
pub(super) fn stands_in(index: &Index, word: u32, kind: Kind) -> bool {
    let name = index.names_of(word).next();
    name.is_some_and(|name| index.name_kind(name) == kind)
}
