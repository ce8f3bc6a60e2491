//! Where in a word sound laws hold.

use std::sync::LazyLock;

use super::cost::{UnitSet, contains, insert};
use super::rule::Rules;
use super::unit::{Group, Inventory, Unit};

/// The places where laws hold that do not hold everywhere.
#[derive(Debug)]
pub(super) struct Places {
    /// By unit those that it is exchanged for by a law of closed syllables.
    closed: [UnitSet; 256],
    /// By unit those that it is exchanged for by a law of softened dentals.
    soft: [UnitSet; 256],
    /// What a closed syllable has before and behind its last consonant.
    open_vowels: UnitSet,
    consonants: UnitSet,
    /// The dentals that are softened, and the vowels that no softened one stands before.
    dentals: UnitSet,
    hard_vowels: UnitSet,
}

/// The last letters of spellings of а, е and о, hard and soft.
const OPEN_VOWELS: &str = "аяэеоёaáeėéěoó";
/// What is not softened: the vowel behind it may be hard where the other word's is soft (Фасціў, Фастаў).
const DENTALS: [&str; 4] = ["т", "д", "t", "d"];
/// Hard vowels, in whole spellings: `u` is one, `iu` is not. Before ы and э ц has hardened (Самацэвічы).
const HARD_VOWELS: [&str; 6] = ["а", "о", "у", "a", "o", "u"];

impl Places {
    pub(super) fn embedded() -> &'static Self {
        static PLACES: LazyLock<Places> = LazyLock::new(Places::new);
        &PLACES
    }

    fn new() -> Self {
        let (inventory, rules) = (Inventory::embedded(), Rules::embedded());
        let mut own = Places {
            closed: [UnitSet::default(); 256],
            soft: [UnitSet::default(); 256],
            open_vowels: UnitSet::default(),
            consonants: UnitSet::default(),
            dentals: UnitSet::default(),
            hard_vowels: UnitSet::default(),
        };
        let is_dental = |unit| DENTALS.contains(&inventory.spelling(unit));
        // дз for dz is no change of the sound.
        let softened = rules.before_soft_vowels();
        let softened = softened.filter(|&(one, other)| is_dental(one) != is_dental(other));
        enter(&mut own.soft, softened);
        enter(&mut own.closed, rules.in_closed_syllables());
        for unit in inventory.units() {
            let spelling = inventory.spelling(unit);
            match inventory.group(unit) {
                Group::Vowel if spelling.ends_with(|own| OPEN_VOWELS.contains(own)) => {
                    insert(&mut own.open_vowels, unit.0);
                }
                Group::Vowel | Group::Glide | Group::Sign | Group::Digit => {}
                _ => insert(&mut own.consonants, unit.0),
            }
            if is_dental(unit) {
                insert(&mut own.dentals, unit.0);
            }
            if HARD_VOWELS.contains(&spelling) {
                insert(&mut own.hard_vowels, unit.0);
            }
        }
        own
    }

    /// Whether a law names the exchange of the units at these places, but does not hold there; see
    /// [`Rules::is_misplaced`].
    #[inline]
    pub(super) fn are_wrong<U: Copy + Into<u8>>(
        &self,
        left: (&[U], usize),
        right: (&[U], usize),
    ) -> bool {
        let (Some(&one), Some(&other)) = (left.0.get(left.1), right.0.get(right.1)) else {
            return false;
        };
        let (one, other) = (usize::from(one.into()), other.into());
        contains(&self.closed[one], other) && !(self.closes(left) && self.closes(right))
            || contains(&self.soft[one], other)
                && (self.is_hardened(left) || self.is_hardened(right))
    }

    /// Whether the unit at a place closes a syllable of an open vowel.
    fn closes<U: Copy + Into<u8>>(&self, (units, at): (&[U], usize)) -> bool {
        let before = at.checked_sub(1).and_then(|before| units.get(before));
        let (Some(&before), Some(&next)) = (before, units.get(at + 1)) else {
            return false;
        };
        contains(&self.open_vowels, before.into()) && contains(&self.consonants, next.into())
    }

    /// Whether no dental stands at a place, and a hard vowel behind it.
    fn is_hardened<U: Copy + Into<u8>>(&self, (units, at): (&[U], usize)) -> bool {
        let (Some(&own), Some(&next)) = (units.get(at), units.get(at + 1)) else {
            return false;
        };
        !contains(&self.dentals, own.into()) && contains(&self.hard_vowels, next.into())
    }
}

fn enter(sets: &mut [UnitSet; 256], exchanges: impl Iterator<Item = (Unit, Unit)>) {
    for (one, other) in exchanges {
        insert(&mut sets[usize::from(one.0)], other.0);
        insert(&mut sets[usize::from(other.0)], one.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_hold_in_their_places() {
        let read = |word: &str| Inventory::embedded().read(word);
        for (left, at, right, other, wrong) in [
            ("доўгі", 2, "долгий", 2, false),
            ("vaukavysk", 2, "волковыск", 2, false),
            ("кувік", 2, "кулик", 2, true),
            ("пятроў", 5, "петрол", 5, true),
            ("слепцов", 1, "свепцов", 1, true),
            ("ціхан", 0, "тихон", 0, false),
            ("мацвей", 2, "матвей", 2, false),
            ("валянтын", 5, "валянцін", 5, false),
            ("фасціў", 3, "фастаў", 3, false),
            ("цокар", 0, "токарь", 0, true),
            ("домін", 0, "дзомін", 0, true),
            ("дзомін", 0, "dzomin", 0, false),
        ] {
            let (one, two) = (read(left), read(right));
            let found = Rules::embedded().is_misplaced((&one, at), (&two, other));
            assert_eq!(found, wrong, "{left} {right}");
            assert_eq!(
                Rules::embedded().is_misplaced((&two, other), (&one, at)),
                wrong
            );
        }
    }
}
