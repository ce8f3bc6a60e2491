//! The vowels of a word, as far as spellings of one name have them in common.

use crate::sound::{Group, Inventory, Unit, consonant_class, parts_vowels};

/// The runs of vowels of a word, three bits each, the first lowest: the class of the run (see [`OPEN`]), and whether more
/// than one consonant stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Vowels {
    runs: u64,
    length: u32,
}

/// Akanne exchanges `a` and `o`, yakanne `e`, `ё` and `я`; after consonants that hardened all of them are one.
const OPEN: u64 = 0;
const SOFT: u64 = 1;
const HIGH: u64 = 2;
const ROUND: u64 = 3;
const BITS: u32 = 3;
/// Further runs are not looked at.
const MOST: u32 = 16;

const OPEN_LETTERS: &str = "аоaáàåãăāąoóòôøōő";
const HIGH_LETTERS: &str = "иіїыйõiyìíîïĩīĭıýȳ";
const ROUND_LETTERS: &str = "уюuùúûüũūŭůűų";
const HARDENED: &str = "рrřŕ";

impl Vowels {
    /// What the vowels of a word can be: `ou` may be one vowel, as in French, or `o` and `ў`; `ch` may be х or
    /// the ч that hardened; `ó` is `у` in Polish and `о` elsewhere.
    pub(super) fn readings(units: &[u8]) -> Vec<Self> {
        let first = Vowels::read(units, Habit::default());
        let mut known = vec![first];
        let ambiguous = Habit::ambiguous(units);
        for bits in (1..8).filter(|bits| bits & !ambiguous == 0) {
            let own = Vowels::read(units, Habit::new(bits));
            if !known.contains(&own) {
                known.push(own);
            }
        }
        known
    }

    fn read(units: &[u8], habit: Habit) -> Self {
        let inventory = Inventory::embedded();
        let mut own = Vowels { runs: 0, length: 0 };
        let (mut run, mut before) = (Run::default(), Consonants::default());
        for unit in units.iter().map(|unit| Unit(*unit)) {
            let (group, spelling) = (inventory.group(unit), inventory.spelling(unit));
            if group == Group::Vowel {
                run.meet(spelling, &before, habit);
            } else if parts_vowels(group, unit) {
                own.push(&mut run, &mut before);
                before.meet(unit, group, spelling);
                before.hardened &= !habit.soft_ch || spelling != "ch";
            } else if group == Group::Glide {
                run.glide = true;
            }
        }
        own.push(&mut run, &mut before);
        own
    }

    fn push(&mut self, run: &mut Run, before: &mut Consonants) {
        if let Some(class) = run.class {
            if self.length < MOST {
                self.runs |= (class | u64::from(before.count > 1) << 2) << (BITS * self.length);
                self.length += 1;
            }
            *before = Consonants::default();
        }
        *run = Run::default();
    }

    /// A number that no others have.
    pub(super) fn number(self) -> u64 {
        1 << (BITS * self.length) | self.runs
    }

    pub(super) fn len(self) -> u64 {
        u64::from(self.length)
    }

    fn without(self, at: u32) -> Self {
        let below = self.runs & ((1 << (BITS * at)) - 1);
        let above = self.runs >> (BITS * (at + 1)) << (BITS * at);
        Vowels {
            runs: below | above,
            length: self.length - 1,
        }
    }

    /// Without the last one, which is the ending's, unless it is the only one.
    pub(super) fn beginning(self) -> Self {
        if self.length > 1 {
            self.without(self.length - 1)
        } else {
            self
        }
    }

    /// The last two.
    pub(super) fn ending(self) -> Self {
        let gone = self.length.saturating_sub(2);
        Vowels {
            runs: self.runs >> (BITS * gone),
            length: self.length - gone,
        }
    }

    /// The same, whatever consonants are before them.
    pub(super) fn plain(self) -> Self {
        let many = (0..MOST).fold(0, |bits, at| bits | 4 << (BITS * at));
        Vowels {
            runs: self.runs & !many,
            length: self.length,
        }
    }

    /// These and those with one left out: those of two words that differ in one of them have one in common.
    pub(super) fn variants(self) -> impl Iterator<Item = Self> {
        std::iter::once(self).chain((0..self.length).map(move |at| self.without(at)))
    }
}

/// How ambiguous letters are read.
#[derive(Debug, Clone, Copy, Default)]
struct Habit {
    french: bool,
    soft_ch: bool,
    polish: bool,
}

impl Habit {
    /// Which habits make a difference for the units.
    fn ambiguous(units: &[u8]) -> u32 {
        let inventory = Inventory::embedded();
        units.iter().fold(0, |bits, unit| {
            bits | match inventory.spelling(Unit(*unit)) {
                "ch" => 2,
                "ó" => 4,
                other => u32::from(other.ends_with('u')),
            }
        })
    }

    fn new(bits: u32) -> Self {
        Habit {
            french: bits & 1 != 0,
            soft_ch: bits & 2 != 0,
            polish: bits & 4 != 0,
        }
    }
}

/// Vowels and glides without a consonant between them.
#[derive(Default)]
struct Run {
    class: Option<u64>,
    glide: bool,
}

impl Run {
    /// The last vowel counts that is not high, else the last.
    fn meet(&mut self, spelling: &str, before: &Consonants, habit: Habit) {
        let letter = spelling.chars().last().unwrap_or_default();
        let soft = self.glide
            || spelling.starts_with(['й', 'ь'])
            || self.class == Some(HIGH)
            || before.hardened;
        self.class = Some(match self.class {
            Some(OPEN | SOFT) if habit.french && letter == 'u' => ROUND,
            None if habit.polish && letter == 'ó' => ROUND,
            _ if OPEN_LETTERS.contains(letter) => {
                if soft {
                    SOFT
                } else {
                    OPEN
                }
            }
            Some(open @ (OPEN | SOFT))
                if HIGH_LETTERS.contains(letter) || ROUND_LETTERS.contains(letter) =>
            {
                open
            }
            _ if HIGH_LETTERS.contains(letter) => HIGH,
            _ if ROUND_LETTERS.contains(letter) => ROUND,
            _ => SOFT,
        });
    }
}

/// The consonants before a run of vowels.
#[derive(Default)]
struct Consonants {
    last: u64,
    count: u32,
    hardened: bool,
}

impl Consonants {
    fn meet(&mut self, unit: Unit, group: Group, spelling: &str) {
        let class = consonant_class(unit);
        if class != 0 {
            self.count += u32::from(class != self.last);
            self.last = class;
            self.hardened =
                group == Group::Sibilant || spelling.starts_with(|own| HARDENED.contains(own));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(word: &str) -> Vec<Vowels> {
        let units: Vec<u8> = Inventory::embedded()
            .read(word)
            .iter()
            .map(|unit| unit.0)
            .collect();
        Vowels::readings(&units)
    }

    fn share(left: &str, right: &str) -> bool {
        let others = readings(right);
        readings(left).iter().any(|own| others.contains(own))
    }

    #[test]
    fn spellings_of_one_name_have_their_vowels_in_common() {
        for (left, right) in [
            ("шаўчэнка", "shevchenko"),
            ("бяляцкі", "беляцкий"),
            ("раман", "roman"),
            ("журавлева", "jouravleva"),
            ("хоценко", "chocenko"),
            ("чарнышэвіч", "chernyshevich"),
            ("майоров", "majorov"),
            ("ціханоўская", "cichanoŭskaja"),
            ("клонувка", "klonówka"),
        ] {
            assert!(share(left, right), "{left} {right}");
        }
    }

    #[test]
    fn other_vowels_and_other_places_are_told_apart() {
        for (left, right) in [
            ("слуцк", "слацк"),
            ("пінск", "пенск"),
            ("скала", "сакла"),
            ("дудка", "дудак"),
            ("гродна", "града"),
        ] {
            assert!(!share(left, right), "{left} {right}");
        }
    }

    #[test]
    fn words_that_differ_in_one_vowel_share_a_variant() {
        let variants = |word: &str| {
            let all = readings(word);
            all.iter()
                .flat_map(|own| own.variants())
                .collect::<Vec<_>>()
        };
        let birky = variants("біркі");
        assert!(variants("боркі").iter().any(|own| birky.contains(own)));
        assert!(!variants("бурка").iter().any(|own| birky.contains(own)));
    }

    #[test]
    fn long_words_and_words_without_vowels() {
        let units = Inventory::embedded().read(&"ба".repeat(40));
        let units: Vec<u8> = units.iter().map(|unit| unit.0).collect();
        let [own] = Vowels::readings(&units)[..] else {
            panic!("one reading")
        };
        assert_eq!(own.len(), 16);
        assert_eq!(own.beginning().len(), 15);
        let [none] = Vowels::readings(&[])[..] else {
            panic!("one reading")
        };
        assert_eq!((none.len(), none.variants().count()), (0, 1));
        assert_eq!(none.beginning(), none);
    }
}
