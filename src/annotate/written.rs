//! Words by how they are written: those met before need no look at their letters.

use crate::text::{Case, Surface};

use super::lettering::{FACTOR, mix};
use super::vocabulary::Traits;

/// What the letters of a word tell, as they are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrittenWord {
    /// The word in the vocabulary.
    pub id: u32,
    pub traits: Traits,
    pub case: Case,
}

/// Words by their surfaces.
#[derive(Debug, Default)]
pub(super) struct Writings {
    short: Places<2>,
    long: Places<4>,
}

/// A table with a place for each word right where its hash says, or a few places behind: most words of a text
/// are found with one look at memory, at one line of it. A word that finds all these places taken drives
/// another one out, which costs no more than to read that word anew.
#[derive(Debug, Default)]
struct Places<const N: usize> {
    /// Those where words may stand first are as many as a power of two; a few more follow.
    places: Vec<Place<N>>,
    taken: usize,
}

/// No word where the numbers are nought. That of a short word lies in one line of the processor's cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
struct Place<const N: usize> {
    numbers: [u64; N],
    word: WrittenWord,
}

/// A word has so many places.
const CHOICE: usize = 8;
/// As many places where words may stand first a table has at the least and at the most.
const FEWEST: usize = 1 << 10;
const MOST: usize = 1 << 20;

impl Writings {
    /// Forgets all words.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The word with a surface, as it was entered.
    #[inline]
    pub(super) fn get(&self, surface: &Surface) -> Option<&WrittenWord> {
        match surface {
            Surface::Short(numbers) => self.short.get(numbers),
            Surface::Long(numbers) => self.long.get(numbers),
        }
    }

    /// Enters how a word is written.
    pub(super) fn insert(&mut self, surface: &Surface, word: WrittenWord) {
        match *surface {
            Surface::Short(numbers) => self.short.insert(Place { numbers, word }),
            Surface::Long(numbers) => self.long.insert(Place { numbers, word }),
        }
    }
}

impl<const N: usize> Places<N> {
    #[inline]
    fn get(&self, numbers: &[u64; N]) -> Option<&WrittenWord> {
        let mut choice = self.places.get(self.first(numbers)..)?.iter().take(CHOICE);
        let found = choice.find(|own| own.numbers == *numbers || own.is_free())?;
        (!found.is_free()).then_some(&found.word)
    }

    /// Where a word may stand first.
    #[inline]
    fn first(&self, numbers: &[u64; N]) -> usize {
        hash(numbers) as usize & self.firsts().wrapping_sub(1)
    }

    #[inline]
    fn firsts(&self) -> usize {
        self.places.len().saturating_sub(CHOICE - 1)
    }

    fn insert(&mut self, own: Place<N>) {
        if 2 * self.taken >= self.firsts() && self.firsts() < MOST {
            self.grow();
        }
        let first = self.first(&own.numbers);
        let choice = &mut self.places[first..first + CHOICE];
        let free = choice.iter().position(Place::is_free);
        self.taken += usize::from(free.is_some());
        choice[free.unwrap_or_default()] = own;
    }

    fn grow(&mut self) {
        let firsts = (2 * self.firsts()).max(FEWEST);
        let places = vec![Place::FREE; firsts + CHOICE - 1];
        let before = std::mem::replace(&mut self.places, places);
        self.taken = 0;
        for own in before.into_iter().filter(|own| !own.is_free()) {
            self.insert(own);
        }
    }
}

impl<const N: usize> Place<N> {
    const FREE: Self = Place {
        numbers: [0; N],
        word: WrittenWord {
            id: 0,
            traits: Traits::NONE,
            case: Case::Lower,
        },
    };

    #[inline]
    fn is_free(&self) -> bool {
        self.numbers[0] == 0
    }
}

#[inline]
fn hash<const N: usize>(numbers: &[u64; N]) -> u64 {
    let (pairs, _) = numbers.as_chunks::<2>();
    pairs.iter().fold(0, |hash, [one, two]| {
        hash ^ mix(one ^ FACTOR ^ hash, two ^ FACTOR.rotate_left(16))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_again_and_no_others() {
        let mut table = Places::<2>::default();
        assert!(table.get(&[1, 1]).is_none());
        let word = |number: u64| Place {
            numbers: [number + 1, number % 3],
            word: WrittenWord {
                id: number as u32,
                ..Place::<2>::FREE.word
            },
        };
        for number in 0..5000 {
            table.insert(word(number));
            let found = table.get(&word(number).numbers).map(|own| own.id);
            assert_eq!(found, Some(number as u32));
        }
        let kept = (0..5000).filter(|&number| {
            let found = table.get(&word(number).numbers);
            assert!(found.is_none_or(|own| own.id == number as u32));
            found.is_some()
        });
        assert!(kept.count() > 4900);
        assert!((5000..9000).all(|number| table.get(&word(number).numbers).is_none()));
    }
}
