//! The words of a name that carry something of it.

use crate::name::Lexicon;

use super::contrast::place_of;
use super::prepared::NameView;
use super::word::Word;

/// Names of more words have no acronyms.
pub(super) const MOST: usize = 8;
/// Behind a word of this meaning a name says whom the body is named after.
const NAMED_AFTER: &str = "named_after";
/// So many words are left at least where the end of a name is left out.
const FEWEST_OF_PART: usize = 2;

/// The words of a name that carry something of it.
pub(super) struct Telling<'a> {
    pub(super) words: [Option<Word<'a>>; MOST + 1],
    /// The place of the first in the name.
    pub(super) first: usize,
    /// All their places, a bit each.
    places: u32,
    pub(super) count: usize,
}

impl<'a> Telling<'a> {
    pub(super) fn of(name: NameView<'a>) -> Self {
        Telling::among(name, 0..name.len())
    }

    /// Those without what acronyms do not tell: whom the body is named after, or else of which country or town it is, at
    /// the end. `None` where too few others are left.
    pub(super) fn of_part(name: NameView<'a>) -> Option<Self> {
        let is_place = |at: &usize| {
            let word = name.word(*at);
            word.place().is_some() || place_of(&word).is_some()
        };
        let last = || (0..name.len()).rfind(|&at| name.word(at).tells());
        let last = || last().filter(is_place);
        let end = Telling::named_after(name).or_else(last)?;
        let telling = Telling::among(name, 0..end);
        (telling.count >= FEWEST_OF_PART).then_some(telling)
    }

    /// The place of the word behind which a name says whom the body is named after.
    pub(super) fn named_after(name: NameView<'a>) -> Option<usize> {
        let concepts = (0..name.len()).map(|at| name.word(at).entry.concept);
        let names = concepts.map(|own| own.map(|(own, _)| Lexicon::organisations().concept(own)));
        names.into_iter().position(|own| own == Some(NAMED_AFTER))
    }

    /// Those in some places of the name.
    pub(super) fn among(name: NameView<'a>, places: impl Iterator<Item = usize>) -> Self {
        let mut telling = Telling {
            words: [None; MOST + 1],
            first: 0,
            places: 0,
            count: 0,
        };
        for at in places {
            let word = name.word(at);
            if !word.tells() {
                continue;
            }
            if telling.count == 0 {
                telling.first = at;
            }
            if let Some(place) = telling.words.get_mut(telling.count) {
                *place = Some(word);
            }
            telling.places |= 1 << at;
            telling.count += 1;
        }
        telling
    }

    /// Whether a place of the name it is of belongs to it.
    pub(super) fn has(&self, at: usize) -> bool {
        self.places >> at & 1 == 1
    }
}
