//! Blocking keys: a join of two lists of names on equal keys instead of a comparison of all with all.

use std::iter;

use crate::gazetteer::Kind;
use crate::score::{NameView, PreparedName, Role, SHORT_FORM, Word};
use crate::sound::{Skeleton, Skeletons};

use super::checksum::scatter_wide;
use super::codes::{Codes, Side};
use super::readings::Readings;
use super::vowels::Vowels;

/// No more words of a name make keys; those of organisations have many.
const MOST_WORDS: usize = 6;

/// What a key says, in its lowest three bits.
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
/// A key combines the consonants and vowels of a word, whole or with one left out, with what another word of
/// the name is: a given name in any of its forms, a meaning, other consonants, or the sound it begins with;
/// beside a known given name, vowels of the word do not matter. Names of one word have keys of their own; so
/// that these meet longer names on the other side, and longer names do not all meet each other by their
/// surnames alone, the sides differ: make the keys of one list with [`Side::Left`] and those of the other with
/// [`Side::Right`].
///
/// The keys of names of different kinds may be equal; join on the kind too. Sorted, without repetition:
/// one or two dozen for most names, a hundred for an organisation in the mean, and some thousand for a name of
/// ten words, for keys are made of pairs of words; none for a name without a word. They stay the same while
/// the rule tables do.
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
    let mut keys = Keys::default();
    keys.name(name.view(), side);
    if let Some(joined) = joined(name.view()) {
        keys.name(joined.view(), side);
    }
    keys.found.sort_unstable();
    keys.found.dedup();
    keys.found
}

/// The name with single letters joined to the words behind them: an apostrophe may be a sign of softness or part
/// the letter of an article (L’ORYNETS’, d’Alba), and other spellings have one word there.
fn joined(name: NameView<'_>) -> Option<PreparedName> {
    let single = |word: &Word<'_>| !word.initial && word.letters().chars().nth(1).is_none();
    let last = name.len().checked_sub(1)?;
    if !name.words().take(last).any(|word| single(&word)) {
        return None;
    }
    let mut text = String::new();
    for word in name.words() {
        text.push_str(word.letters());
        if !single(&word) {
            text.push(' ');
        }
    }
    Some(PreparedName::new(&text, Some(name.kind)))
}

/// Whether names of the kind often go without the word: generic words that say little.
fn generic(kind: Kind, word: &Word<'_>) -> bool {
    let telling = match kind {
        Kind::Person | Kind::Place => u8::MAX,
        Kind::Organisation => 2,
    };
    word.generic().is_some_and(|(_, weight)| weight < telling)
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
            Role::Patronymic => !has(Role::Surname),
        }
}

/// A patronymic after a given name says little where there is a surname too: the other name may go without it.
/// Elsewhere what looks like one may be the surname.
fn skipped(words: &[Word<'_>], at: usize) -> bool {
    let is = |own: &Word<'_>, role: Role| own.role == role;
    let after_given = at
        .checked_sub(1)
        .is_some_and(|before| is(&words[before], Role::Given));
    let surname = words
        .iter()
        .any(|own| is(own, Role::Surname) || is(own, Role::Generic));
    is(&words[at], Role::Patronymic) && after_given && surname
}

#[derive(Default)]
struct Keys {
    found: Vec<u64>,
    skeletons: Vec<Skeleton>,
    readings: Vec<Skeleton>,
    of_words: Readings,
}

impl Keys {
    fn name(&mut self, view: NameView<'_>, side: Side) {
        let kind = view.kind;
        let mut words: Vec<Word<'_>> = view.words().filter(|word| !generic(kind, word)).collect();
        if words.iter().all(|word| word.initial) {
            words = view.words().collect();
        }
        words.truncate(MOST_WORDS);
        if let [word] = words[..] {
            return self.alone(&word, side);
        }
        self.both(&words, side);
        for (at, word) in words.iter().enumerate() {
            if opens(kind, &words, at) {
                let others = (0..words.len()).filter(|other| *other != at);
                let others = others.filter(|other| !skipped(&words, *other));
                let others = others.map(|other| &words[other]);
                self.longer(word, side);
                self.pairs(kind, word, side, others);
            }
        }
    }

    fn push(&mut self, class: Class, word: u64, other: u64) {
        let class = class as u64;
        let scattered = scatter_wide(word, other.rotate_left(3) ^ class);
        self.found.push(scattered & !7 | class);
    }

    /// What the word is found by: its consonants and vowels, or its meaning.
    fn codes(&mut self, word: &Word<'_>, side: Side) -> Codes {
        let mut codes = Codes::default();
        let opening = u64::from(opening(word)) << 57;
        let units = word.spelled().units;
        let stems = word.cuts().iter().filter(|cut| cut.oblique != 0);
        let stems = stems.filter_map(|cut| units.get(..usize::from(cut.stem)));
        for units in iter::once(units).chain(stems) {
            Skeletons::embedded().read_raw(units, &mut self.skeletons);
            for vowels in Vowels::readings(units) {
                for &skeleton in &self.skeletons {
                    codes.add(skeleton, vowels, opening, side);
                }
            }
        }
        if let Some((concept, _)) = word.entry.concept {
            for list in [&mut codes.whole, &mut codes.begun, &mut codes.varied] {
                list.push(meaning(concept));
            }
        }
        codes.tidy();
        codes
    }

    /// What the word is beside another one: a given name, a meaning, else its consonants; and whether it is known
    /// to be that.
    fn traits(&mut self, word: &Word<'_>) -> Vec<(u64, bool)> {
        let given = word.given().iter();
        let given = given.map(|class| name_class(class & !SHORT_FORM));
        let meanings = word.entry.concept.map(|(concept, _)| meaning(concept));
        let mut traits: Vec<_> = given.chain(meanings).map(|own| (own, true)).collect();
        if word.role != Role::Given || traits.is_empty() {
            self.of_words.clear();
            self.of_words.of_word(word, true, &mut self.skeletons);
            traits.extend(self.skeletons.iter().map(|own| (own.number(), false)));
        }
        traits
    }

    fn alone(&mut self, word: &Word<'_>, side: Side) {
        let codes = self.codes(word, side);
        let longer = match side {
            Side::Left => Class::LongerRight,
            Side::Right => Class::LongerLeft,
        };
        for &code in codes.varied.iter().chain(&codes.shortened) {
            self.push(Class::Alone, code, 0);
        }
        for &code in &codes.begun {
            self.push(longer, code, 0);
        }
        for &code in &codes.telling {
            self.push(Class::Alone, code, CONSONANTS);
        }
    }

    fn both(&mut self, words: &[Word<'_>], side: Side) {
        // Of a name that no table knows only its place says that it is given: the other name may be read otherwise.
        let known = |at: usize| !words[at.saturating_sub(1)].given().is_empty();
        let told = (0..words.len()).filter(|at| !words[*at].initial);
        let told = told.filter(|at| !(skipped(words, *at) && known(*at)));
        let codes: Vec<Codes> = told.map(|at| self.codes(&words[at], side)).collect();
        for (at, one) in codes.iter().enumerate() {
            for other in &codes[at + 1..] {
                for (vowelled, plain) in [(one, other), (other, one)] {
                    for &own in &vowelled.vowelled {
                        for &counterpart in &plain.plain {
                            self.push(Class::Both, own, counterpart);
                        }
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
        for code in self.codes(word, side).begun {
            self.push(longer, code, 0);
        }
    }

    fn pairs<'a>(
        &mut self,
        kind: Kind,
        word: &Word<'_>,
        side: Side,
        others: impl Iterator<Item = &'a Word<'a>>,
    ) {
        let codes = self.codes(word, side);
        for other in others {
            self.initials(kind, &codes, other, side);
            if kind == Kind::Person && !other.initial {
                self.endings(&codes.vowelled, other, side);
            }
            for (code, own) in self.traits(other) {
                let lists = if own {
                    [&codes.whole, &codes.slipped]
                } else {
                    [&codes.begun, &codes.shortened]
                };
                for &word in lists.into_iter().flatten() {
                    self.push(Class::Pair, word, code);
                }
            }
        }
    }

    /// Beside one surname, given names of which one is not known meet by their last consonant and vowels too.
    fn endings(&mut self, surname: &[u64], given: &Word<'_>, side: Side) {
        let units = given.spelled().units;
        let mark = ENDING | known_or_not(given, side);
        Skeletons::embedded().read_raw(units, &mut self.readings);
        let last = |own: &Skeleton| own.range(own.len().saturating_sub(1), own.len()).number();
        let lasts: Vec<u64> = self.readings.iter().map(last).collect();
        for vowels in Vowels::readings(units) {
            let vowels = vowels.plain().ending().number();
            for last in &lasts {
                for &own in surname {
                    self.push(Class::Both, own, mark | last << 10 | vowels << 2);
                }
            }
        }
    }

    /// Beside another word, one meets initials by the first sound. So do persons' given names of which one
    /// is not known: two that are known are one by their class, or none. Words of places meet by two consonants.
    fn initials(&mut self, kind: Kind, codes: &Codes, other: &Word<'_>, side: Side) {
        const INITIAL_LEFT: u64 = 4;
        const INITIAL_RIGHT: u64 = 5;
        const INITIALS: u64 = 6;
        const STUBS: u64 = 7;
        let marks = match (other.initial, side) {
            (false, Side::Left) => &[INITIAL_RIGHT][..],
            (false, Side::Right) => &[INITIAL_LEFT],
            (true, Side::Left) => &[INITIAL_LEFT, INITIALS],
            (true, Side::Right) => &[INITIAL_RIGHT, INITIALS],
        };
        let first = other.spelled().units.first().copied();
        let mut sounds = Vec::new();
        for unit in first.into_iter().chain([other.entry.first_letter]) {
            Skeletons::embedded().read_raw(&[unit], &mut self.readings);
            let readings = self.readings.iter();
            sounds
                .extend(readings.flat_map(|own| marks.iter().map(|mark| own.number() << 3 | mark)));
        }
        if kind == Kind::Place && !other.initial {
            Skeletons::embedded().read_raw(other.spelled().units, &mut self.readings);
            let stubs = self.readings.iter().map(|own| own.range(0, 2).number());
            sounds.extend(stubs.map(|own| own << 3 | STUBS));
        }
        if kind == Kind::Person && !other.initial {
            let mark = known_or_not(other, side);
            let first = other.spelled().units.get(..1).unwrap_or_default();
            Skeletons::embedded().read_raw(first, &mut self.readings);
            let readings = self.readings.iter().map(|own| own.number());
            sounds.extend(readings.map(|own| own << 3 | mark));
        }
        for &code in &codes.begun {
            for &sound in &sounds {
                self.push(Class::Initial, code, sound);
            }
        }
    }
}

const KNOWN_LEFT: u64 = 1;
const KNOWN_RIGHT: u64 = 2;

/// A mark by which given names that are known meet those that are not; two that are known, or two that are not, do
/// not meet by it.
fn known_or_not(given: &Word<'_>, side: Side) -> u64 {
    let known = given.role == Role::Given && !given.given().is_empty();
    match (known, side) {
        (true, Side::Left) | (false, Side::Right) => KNOWN_LEFT,
        (true, Side::Right) | (false, Side::Left) => KNOWN_RIGHT,
    }
}

/// A mark for keys of consonants alone.
const CONSONANTS: u64 = 1 << 61;
/// A mark for how given names end.
const ENDING: u64 = 1 << 62;

/// How a word opens: with a vowel of one of three sorts that spellings do not mix, or with a consonant.
fn opening(word: &Word<'_>) -> u8 {
    const OPENINGS: [&str; 3] = ["аоaoóòôāō", "вуўvuwŭúū", "еёэяюиіїыйєeijyìïíīéèėêëēęâû"];
    let first = word.letters().chars().next();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn share(kind: Kind, left: &str, right: &str) -> bool {
        let keys = |name, side| blocking_keys(&PreparedName::new(name, Some(kind)), side);
        let others = keys(right, Side::Right);
        keys(left, Side::Left)
            .iter()
            .any(|key| others.contains(key))
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (kind, left, right) in [
            (
                Kind::Person,
                "Азат Валентинович Няскевіч",
                "Niaskievič Azat",
            ),
            (Kind::Person, "Валер Рамуальдавіч Луцкі", "Valer Lucki"),
            (Kind::Person, "Ткачоў Лявон", "Lavon Tkatšou"),
            (Kind::Place, "Льорынец", "L’orynets"),
            (Kind::Place, "Монталта д’Альба", "Montalta d'Alba"),
            (Kind::Place, "Сменґожув", "Smęgorzów"),
            (Kind::Place, "Ėgonys", "Эгоніс"),
        ] {
            assert!(share(kind, left, right), "{left} {right}");
            assert!(share(kind, right, left), "{right} {left}");
        }
    }

    #[test]
    fn other_names_share_none() {
        for (kind, left, right) in [
            (Kind::Person, "Марына Крушына", "Алесь Крушына"),
            (Kind::Person, "Марына Крушына", "Марына Вярбіцкая"),
            (Kind::Person, "А. Крушына", "Б. Крушына"),
            (Kind::Place, "Лідзбарк", "Ліда"),
        ] {
            assert!(!share(kind, left, right), "{left} {right}");
        }
    }
}
