//! Consonant skeletons: what is left of a word that all its spellings share.

use std::sync::LazyLock;

use crate::error::Result;
use crate::table::Table;

use super::unit::{Group, Inventory, Unit};

/// The consonant classes of a word, five bits each, the first lowest; at most twelve.
///
/// Words whose spellings the rules relate share a skeleton: Ціханоўская, Тихановская, Tsikhanouskaya,
/// Cichanoŭskaja. Vowels, glides, в and signs are left out, so different words share one too: it is a
/// key for candidates, never a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Skeleton(pub(crate) u64);

const BITS: u32 = 5;
const MAXIMUM_CLASSES: u32 = 12;
/// A word with many ambiguous units is read in at most this many ways.
const MAXIMUM_READINGS: usize = 8;

impl Skeleton {
    /// How many consonant classes there are.
    pub fn len(self) -> u32 {
        (64 - self.0.leading_zeros()).div_ceil(BITS)
    }

    /// Whether the word had no consonant.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The skeleton without the class at a place.
    pub(crate) fn without(self, at: u32) -> Self {
        let below = self.0 & ((1 << (at * BITS)) - 1);
        let above = self.0 >> ((at + 1) * BITS) << (at * BITS);
        Skeleton(below | above)
    }

    /// The classes from one place up to another.
    pub(crate) fn range(self, from: u32, to: u32) -> Self {
        Skeleton((self.0 & ((1 << (to * BITS)) - 1)) >> (from * BITS))
    }

    /// A number below 2⁶⁰ that no other skeleton has.
    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// A number by which skeletons are in the order of their classes, the first of which counts most.
    pub(crate) fn rank(self) -> u64 {
        let classes = (0..MAXIMUM_CLASSES).map(|at| self.0 >> (at * BITS) & 31);
        classes.fold(0, |rank, class| rank << BITS | class)
    }

    /// How many classes stand between the common beginning and the common end of two skeletons.
    pub(crate) fn differs_by(self, other: Self) -> u32 {
        let (own, others) = (self.len(), other.len());
        let (longest, shortest) = (own.max(others), own.min(others));
        let beginning = (self.0 ^ other.0).trailing_zeros() / BITS;
        let at_end = |skeleton: u64, length| skeleton << (BITS * (MAXIMUM_CLASSES - length));
        let apart = at_end(self.0, own) ^ at_end(other.0, others);
        let end = (apart << (64 - BITS * MAXIMUM_CLASSES)).leading_zeros() / BITS;
        longest.saturating_sub(beginning.min(shortest) + end.min(shortest))
    }

    /// The numbers of the consonant classes, from 0 to 30.
    pub(crate) fn classes(self) -> impl Iterator<Item = u32> {
        (0..self.len()).map(move |at| (self.0 >> (at * BITS) & 31) as u32 - 1)
    }

    fn last(self) -> u64 {
        match self.len() {
            0 => 0,
            length => self.0 >> ((length - 1) * BITS),
        }
    }

    fn push(self, class: u64) -> Self {
        let length = self.len();
        if length >= MAXIMUM_CLASSES || self.last() == class {
            return self;
        }
        Skeleton(self.0 | class << (length * BITS))
    }
}

/// The classes that a unit may be read as, a few each.
type Alternatives = Vec<Vec<u8>>;

/// Reads words into [`Skeleton`]s, by `data/sound/skeleton.tsv`.
#[derive(Debug)]
pub struct Skeletons {
    /// For each unit the alternatives, each a few class numbers.
    classes: Vec<Alternatives>,
    /// The same of units that begin a word, and of such behind another and before no vowel.
    behind: Vec<((Option<u8>, u8), Alternatives)>,
    /// Whether a unit is one of these.
    in_context: Vec<bool>,
    dental: Vec<u8>,
    sibilant: u8,
    hard: u8,
}

impl Skeletons {
    /// The classes that ship with the crate.
    #[expect(clippy::expect_used, reason = "the embedded table is parsed in a test")]
    pub fn embedded() -> &'static Self {
        static SKELETONS: LazyLock<Skeletons> = LazyLock::new(|| {
            Skeletons::parse(include_str!("../../data/sound/skeleton.tsv"))
                .expect("the embedded classes are sound")
        });
        &SKELETONS
    }

    fn parse(text: &str) -> Result<Self> {
        let inventory = Inventory::embedded();
        let table = Table::parse("skeleton.tsv", text, &["unit", "classes"])?;
        let mut names: Vec<char> = Vec::new();
        let mut number = |name: char| -> u8 {
            let at = names.iter().position(|&own| own == name);
            let at = at.unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            });
            at as u8 + 1
        };
        let (hard, sibilant) = (number('T'), number('S'));
        let dental = vec![hard, number('D')];
        let mut classes = vec![Vec::new(); inventory.len()];
        let mut behind = Vec::new();
        for row in table.rows() {
            let unit = |spelling: &str| {
                let unit = inventory.unit(spelling);
                unit.ok_or_else(|| table.error(row, 0, "unknown unit"))
            };
            let read = row
                .get(1)
                .split('|')
                .map(|reading| {
                    reading
                        .chars()
                        .filter(|&c| c != '-')
                        .map(&mut number)
                        .collect()
                })
                .collect();
            match row.get(0).split_once(' ') {
                Some(("^", own)) => behind.push(((None, unit(own)?.0), read)),
                Some((before, own)) => behind.push(((Some(unit(before)?.0), unit(own)?.0), read)),
                None => classes[usize::from(unit(row.get(0))?.0)] = read,
            }
        }
        if names.len() >= 1 << BITS {
            return Err(crate::Error::data(
                "skeleton.tsv",
                0,
                0,
                "more than 31 classes",
            ));
        }
        let mut in_context = vec![false; inventory.len()];
        for ((_, unit), _) in &behind {
            in_context[usize::from(*unit)] = true;
        }
        Ok(Skeletons {
            classes,
            behind,
            in_context,
            dental,
            sibilant,
            hard,
        })
    }

    /// The skeletons of a sequence of units: one for each way to read its ambiguous units, at most
    /// eight, without repetition.
    ///
    /// ```
    /// use imya::sound::{Inventory, Skeletons};
    /// let read = |word| Skeletons::embedded().read(&Inventory::embedded().read(word));
    /// assert!(read("chatyn").contains(&read("хатынь")[0]));
    /// assert_eq!(read("тихановский"), read("ціханоўскі"));
    /// ```
    pub fn read(&self, units: &[super::Unit]) -> Vec<Skeleton> {
        let raw: Vec<u8> = units.iter().map(|unit| unit.0).collect();
        let mut readings = Vec::new();
        self.read_raw(&raw, &mut readings);
        readings
    }

    pub(crate) fn read_raw(&self, units: &[u8], readings: &mut Vec<Skeleton>) {
        readings.clear();
        readings.push(Skeleton::default());
        for at in 0..units.len() {
            let alternatives = self.alternatives(units, at);
            let Some((first, others)) = alternatives.split_first() else {
                continue;
            };
            let before = readings.len();
            for other in others {
                for at in 0..before {
                    if readings.len() < MAXIMUM_READINGS {
                        let extended = self.extend(readings[at], other);
                        readings.push(extended);
                    }
                }
            }
            for reading in &mut readings[..before] {
                *reading = self.extend(*reading, first);
            }
        }
        readings.sort_unstable();
        readings.dedup();
    }

    /// The readings of a unit of a word.
    fn alternatives(&self, units: &[u8], at: usize) -> &[Vec<u8>] {
        let unit = units[at];
        let alone = &self.classes[usize::from(unit)];
        if !self.in_context[usize::from(unit)] {
            return alone;
        }
        let before = at.checked_sub(1).map(|before| units[before]);
        let found = self.behind.iter().find(|(pair, _)| *pair == (before, unit));
        let vowel = |&next: &u8| Inventory::embedded().group(Unit(next)) == Group::Vowel;
        let before_vowel = || units.get(at + 1).is_some_and(vowel);
        match found {
            Some((_, behind)) if before.is_none() || !before_vowel() => behind,
            _ => alone,
        }
    }

    /// Adds classes, levelling what the languages write differently: т+с and д+с are ц, с+т is с.
    fn extend(&self, mut skeleton: Skeleton, classes: &[u8]) -> Skeleton {
        for &class in classes {
            let last = skeleton.last() as u8;
            if class == self.sibilant && self.dental.contains(&last) {
                let shift = (skeleton.len() - 1) * BITS;
                skeleton.0 = skeleton.0 & !(31 << shift) | u64::from(self.hard) << shift;
            } else if !(class == self.hard && last == self.sibilant) {
                skeleton = skeleton.push(u64::from(class));
            }
        }
        skeleton
    }
}

/// How many runs of vowels a word has; glides and signs do not part them, save в in all its spellings.
pub(crate) fn vowel_groups(units: &[u8]) -> u64 {
    let inventory = Inventory::embedded();
    let (mut groups, mut inside) = (0, false);
    for &unit in units {
        let group = inventory.group(Unit(unit));
        if group == Group::Vowel {
            groups += u64::from(!inside);
            inside = true;
        } else if parts_vowels(group, Unit(unit)) {
            inside = false;
        }
    }
    groups
}

/// The class of a consonant as it is mostly read, 0 where it has none.
pub(crate) fn consonant_class(unit: Unit) -> u64 {
    let readings = &Skeletons::embedded().classes[usize::from(unit.0)];
    let most = readings.first().and_then(|classes| classes.first());
    most.map_or(0, |class| u64::from(*class))
}

/// Whether a unit that is no vowel ends a run of vowels.
pub(crate) fn parts_vowels(group: Group, unit: Unit) -> bool {
    let silent = || {
        let classes = &Skeletons::embedded().classes[usize::from(unit.0)];
        matches!(classes.as_slice(), [only] if only.is_empty())
    };
    match group {
        Group::Vowel | Group::Sign => false,
        Group::Glide => silent(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> Vec<Skeleton> {
        Skeletons::embedded().read(&Inventory::embedded().read(word))
    }

    #[test]
    fn spellings_of_one_name_share_a_skeleton() {
        let names = [
            [
                "ціханоўская",
                "tsikhanouskaya",
                "cichanoŭskaja",
                "tichanowskaja",
            ],
            ["бяляцкі", "bialiatski", "bjaljazki", "беляцкий"],
            ["статкевіч", "statkevich", "statkiewicz", "stackevich"],
            ["лукашэнка", "lukaschenko", "łukaszenka", "loukachenko"],
            ["шчэрба", "szczerba", "щерба", "schtscherba"],
            ["гродна", "hrodna", "grodno", "горадня"],
        ];
        for spellings in names {
            let first = read(spellings[0]);
            for other in &spellings[1..] {
                assert!(
                    read(other).iter().any(|own| first.contains(own)),
                    "{} {other}",
                    spellings[0]
                );
            }
        }
    }

    #[test]
    fn skeletons_differ_between_their_common_ends() {
        let differ = |one: &str, other: &str| read(one)[0].differs_by(read(other)[0]);
        assert_eq!(differ("гродна", "гродна"), 0);
        assert_eq!(differ("бадак", "бадакм"), 1);
        assert_eq!(differ("бадак", "балак"), 1);
        assert_eq!(differ("бадак", "дабак"), 2);
        assert_eq!(differ("бадак", "мінск"), 3);
    }

    #[test]
    fn long_words_keep_twelve_classes() {
        assert_eq!(read(&"бдкл".repeat(9))[0].len(), 12);
    }
}
