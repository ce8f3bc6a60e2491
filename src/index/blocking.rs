//! Blocking keys: a join of two lists of names on equal keys instead of a comparison of all with all.

use crate::gazetteer::Kind;
use crate::score::{PreparedName, Role, SHORT_FORM, Word};
use crate::sound::{Skeleton, Skeletons, vowel_groups};

use super::checksum::scatter_wide;
use super::keys::{generic, near, parts, read_skeletons, with_groups};

/// The list of a join that a name stands in; see [`blocking_keys`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first list.
    Left,
    /// The second list.
    Right,
}

/// No more words of a name make keys; those of organisations have many.
const MOST_WORDS: usize = 6;

/// What a key says; keys of different classes are never equal but by chance.
#[derive(Clone, Copy)]
enum Class {
    /// A word, and the sound another begins with.
    Initial,
    /// A word, and what another is.
    Pair,
    /// Two words whole, in any order: the other name may take the given name for the surname.
    Both,
    /// The only word of a name.
    Alone,
    /// A word of a longer name on the left, or the only one of a name on the right.
    LongerLeft,
    /// The other way round.
    LongerRight,
}

/// Keys of a name, such that two names that [`compare`](crate::score::compare) finds to mean the same
/// share one, with few exceptions, and few others do: what to join two tables on before their names are
/// compared.
///
/// A key combines the consonants of a word, whole or with one left out as in the index, with what another
/// word of the name is: a given name in any of its forms, a meaning, other consonants, or the sound it
/// begins with. Names of one word have keys of their own; so that these meet longer names on the other
/// side, and longer names do not all meet each other by their surnames alone, the sides differ: make the
/// keys of one list with [`Side::Left`] and those of the other with [`Side::Right`].
///
/// The keys of names of different kinds may be equal; join on the kind too. Sorted, without repetition:
/// about a dozen for a person, at most some hundred; none for a name without a word. They stay the same
/// while the rule tables do.
///
/// ```
/// use imya::{Kind, index::{Side, blocking_keys}, score::PreparedName};
/// let keys = |name, side| blocking_keys(&PreparedName::new(name, Some(Kind::Person)), side);
/// let left = keys("Мікола Статкевіч", Side::Left);
/// let share = |name| keys(name, Side::Right).iter().any(|key| left.contains(key));
/// assert!(share("Statkevich, Nikolai") && share("М. Статкевич") && share("Statkiewicz"));
/// assert!(!share("Ніна Статкевіч") && !share("Nikolai Kupala"));
/// ```
pub fn blocking_keys(name: &PreparedName, side: Side) -> Vec<u64> {
    let view = name.view();
    let kind = view.kind;
    let mut words: Vec<Word<'_>> = view.words().filter(|word| !generic(kind, word)).collect();
    if words.iter().all(|word| word.initial) {
        words = view.words().collect();
    }
    words.truncate(MOST_WORDS);
    let mut keys = Keys::default();
    if let [word] = words[..] {
        keys.alone(&word, side);
    } else {
        keys.both(&words);
        for (at, word) in words.iter().enumerate() {
            if opens(kind, &words, at) {
                let others = words.iter().enumerate().filter(|(other, _)| *other != at);
                let others = others.map(|(_, other)| other);
                let others = others.filter(|other| !skipped(&words, other));
                keys.longer(word, side);
                keys.pairs(word, side, others);
            }
        }
    }
    keys.found.sort_unstable();
    keys.found.dedup();
    keys.found
}

/// Whether a word is one that names are found by: of a person's name the surname, where there is one.
fn opens(kind: Kind, words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    let has = |role: Role| words.iter().any(|own| own.role == role && !own.initial);
    if word.initial {
        return words.iter().all(|own| own.initial);
    }
    kind != Kind::Person
        || match word.role {
            Role::Surname | Role::Generic => true,
            Role::Given => !has(Role::Surname),
            Role::Patronymic => !has(Role::Surname) && !has(Role::Given),
        }
}

/// Patronymics say nothing where there is a given name: the other name may go without.
fn skipped(words: &[Word<'_>], word: &Word<'_>) -> bool {
    word.role == Role::Patronymic && words.iter().any(|own| own.role == Role::Given)
}

#[derive(Default)]
struct Keys {
    found: Vec<u64>,
    skeletons: Vec<Skeleton>,
    readings: Vec<Skeleton>,
}

impl Keys {
    fn push(&mut self, class: Class, word: u64, other: u64) {
        self.found
            .push(scatter_wide(word, other.rotate_left(3) ^ class as u64));
    }

    /// What the word is found by: its consonants, or its meaning.
    fn codes(&mut self, word: &Word<'_>, side: Side) -> Codes {
        let mut codes = Codes::default();
        if let Some((concept, _)) = word.entry.concept {
            codes.whole.push(meaning(concept));
        }
        read_skeletons(word, true, &mut self.skeletons, &mut self.readings);
        let groups = vowel_groups(word.spelled.units);
        let opening = opening(word);
        let numbers = |skeleton: Skeleton, numbers: &mut Vec<u64>, mark: u64| {
            // Of two numbers of vowel groups that differ by one, each has one that the other has.
            let last = *near(skeleton, groups).end();
            let few = last > 0;
            let opening = if few { u64::from(opening) << 57 } else { 0 };
            let groups = groups.min(last)..=last;
            numbers.extend(groups.map(|groups| with_groups(skeleton, groups) | opening | mark));
        };
        for &skeleton in &self.skeletons {
            numbers(skeleton, &mut codes.whole, 0);
            if skeleton.len() < FEW {
                numbers(skeleton, &mut codes.shortened, shortened_of(side, false));
            }
            for part in parts(skeleton) {
                let few = part.len() < FEW;
                let mark = if few { shortened_of(side, true) } else { 0 };
                numbers(part, &mut codes.shortened, mark);
            }
        }
        codes
    }

    /// What the word is beside another one: a given name, a meaning, else its consonants.
    fn traits(&mut self, word: &Word<'_>) -> Vec<u64> {
        let given = word.given.iter();
        let mut traits: Vec<u64> = given.map(|class| name_class(class & !SHORT_FORM)).collect();
        traits.extend(word.entry.concept.map(|(concept, _)| meaning(concept)));
        if word.role != Role::Given || traits.is_empty() {
            read_skeletons(word, true, &mut self.skeletons, &mut self.readings);
            traits.extend(self.skeletons.iter().map(|own| own.number()));
        }
        traits
    }

    /// What consonant the word may begin with; 0 where it begins with none.
    fn initials(&mut self, word: &Word<'_>) -> Vec<u64> {
        let mut initials = Vec::new();
        let first = word.spelled.units.first().copied();
        for unit in first.into_iter().chain([word.entry.first_letter]) {
            Skeletons::embedded().read_raw(&[unit], &mut self.readings);
            initials.extend(self.readings.iter().map(|own| own.number()));
        }
        initials
    }

    fn alone(&mut self, word: &Word<'_>, side: Side) {
        let codes = self.codes(word, side);
        let longer = match side {
            Side::Left => Class::LongerRight,
            Side::Right => Class::LongerLeft,
        };
        for &code in &codes.whole {
            self.push(Class::Alone, code, 0);
            self.push(longer, code, 0);
        }
        for &code in &codes.shortened {
            self.push(Class::Alone, code, 0);
        }
    }

    fn both(&mut self, words: &[Word<'_>]) {
        let mut whole: Vec<Vec<u64>> = Vec::with_capacity(words.len());
        for word in words.iter().filter(|word| !word.initial) {
            read_skeletons(word, false, &mut self.skeletons, &mut self.readings);
            whole.push(self.skeletons.iter().map(|own| own.number()).collect());
        }
        for (at, one) in whole.iter().enumerate() {
            for other in &whole[at + 1..] {
                for &own in one {
                    for &counterpart in other {
                        let (least, most) = (own.min(counterpart), own.max(counterpart));
                        self.push(Class::Both, least, most);
                    }
                }
            }
        }
    }

    fn longer(&mut self, word: &Word<'_>, side: Side) {
        let longer = match side {
            Side::Left => Class::LongerLeft,
            Side::Right => Class::LongerRight,
        };
        for code in self.codes(word, side).whole {
            self.push(longer, code, 0);
        }
    }

    fn pairs<'a>(
        &mut self,
        word: &Word<'_>,
        side: Side,
        others: impl Iterator<Item = &'a Word<'a>>,
    ) {
        let Codes { whole, shortened } = self.codes(word, side);
        for other in others {
            let (traits, initials) = (self.traits(other), self.initials(other));
            // Two given names that are known need not begin alike: they are one by their class, or none.
            let known = other.role == Role::Given && !other.given.is_empty() && !other.initial;
            let marks: &[u64] = match (known, side) {
                (true, Side::Left) => &[1],
                (true, Side::Right) => &[2],
                (false, Side::Left) => &[2, 3],
                (false, Side::Right) => &[1, 3],
            };
            for &code in &whole {
                for &initial in &initials {
                    for mark in marks {
                        self.push(Class::Initial, code, initial << 2 | mark);
                    }
                }
            }
            for &code in whole.iter().chain(&shortened) {
                for &own in &traits {
                    self.push(Class::Pair, code, own);
                }
            }
        }
    }
}

/// What a word is found by.
#[derive(Default)]
struct Codes {
    whole: Vec<u64>,
    /// With one consonant left out; and whole ones that meet those of the other side.
    shortened: Vec<u64>,
}

/// Shortened skeletons with fewer consonants than this meet whole ones only: two words that differ in one
/// consonant of four have little in common.
const FEW: u32 = 4;

/// A mark for short shortened skeletons of one side, and for the whole ones of the other that meet them.
fn shortened_of(side: Side, shortened: bool) -> u64 {
    match (side, shortened) {
        (Side::Left, true) | (Side::Right, false) => 1 << 62,
        (Side::Right, true) | (Side::Left, false) => 1 << 63,
    }
}

/// How a word opens: with a vowel of one of three sorts that spellings do not mix, or with a consonant.
fn opening(word: &Word<'_>) -> u8 {
    const OPENINGS: [&str; 3] = ["аоao", "вуўvuwŭ", "еёэяюиіїыйєeijyìïéè"];
    let first = word.letters.chars().next();
    let at = OPENINGS
        .iter()
        .position(|letters| first.is_some_and(|own| letters.contains(own)));
    at.map_or(0, |at| at as u8 + 1)
}

/// Skeletons have numbers below 2⁶⁰; two bits above them tell other things apart.
fn meaning(concept: u16) -> u64 {
    1 << 60 | u64::from(concept)
}

fn name_class(class: u16) -> u64 {
    1 << 59 | 1 << 58 | u64::from(class)
}
