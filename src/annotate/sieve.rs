//! A quick look at candidates: which words of the index share consonants and order of sounds with a word.

use crate::index::{Index, Keys};
use crate::score::Word;
use crate::sound::{
    Abreast, Costs, Inventory, MAXIMUM_UNITS, Matched, Pattern, Skeleton, Skeletons,
};

/// What words of the index are like, found out once a word.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    /// For each word of the index.
    slots: Vec<Slot>,
    known: Vec<KnownWord>,
    readings: Vec<Reading>,
    skeletons: Vec<Skeleton>,
    round: u32,
    keys: Keys,
    own: Vec<Reading>,
    bits: u64,
    shape: Shape,
    /// By the number of units of a word of the index how many must be the same for the two to be alike.
    least: [u8; LONGEST],
    /// Memory for candidates, to reuse, and for several of them beside the word.
    pub(crate) candidates: Vec<u32>,
    pub(crate) abreast: Abreast,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// When the word last was a candidate.
    mark: u32,
    /// Its place among the known words, from one.
    place: u32,
    /// How many units it has, and these, so that most candidates need no other memory; 0 where it was not looked
    /// at yet or is longer.
    length: u8,
    units: [u8; SHORT],
}

/// Words of so many units are kept in their slots.
const SHORT: usize = 15;

impl Slot {
    /// The units of the word with this number.
    #[inline]
    fn units<'s>(&'s mut self, index: &'s Index, number: u32) -> &'s [u8] {
        if self.length == 0 {
            let units = index.word_units(number);
            let Some(place) = self.units.get_mut(..units.len()) else {
                return units;
            };
            place.copy_from_slice(units);
            self.length = units.len() as u8;
        }
        self.units
            .get(..usize::from(self.length))
            .unwrap_or_default()
    }
}

/// Where the readings of a word are kept.
#[derive(Debug, Clone, Copy)]
struct KnownWord {
    first: u32,
    count: u8,
    /// One bit each for its skeletons.
    bits: u64,
}

/// How a word sounds.
#[derive(Debug, Default)]
pub(crate) struct Sounds {
    pub units: Box<[u8]>,
    /// How much of the word is left without each of its case endings.
    stems: Box<[u8]>,
    /// Classes of given names that it can be a form of.
    pub given: Box<[u16]>,
}

impl Sounds {
    pub(crate) fn of(word: &Word<'_>) -> Self {
        let mut stems: Vec<u8> = Vec::new();
        for cut in word.cuts().iter().filter(|cut| cut.oblique != 0) {
            if !stems.contains(&cut.stem) {
                stems.push(cut.stem);
            }
        }
        Sounds {
            units: word.spelled().units.into(),
            stems: stems.into(),
            given: word.given().into(),
        }
    }
}

/// The sounds of a word in order, with and without a case ending.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    pattern: Pattern,
    /// How much of the word is left without its ending.
    stems: Vec<u8>,
}

/// Longer words of the index are always looked at closely.
const LONGEST: usize = 32;

/// A skeleton and its set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    skeleton: Skeleton,
    signature: u64,
}

/// Skeletons with one consonant exchanged differ in two.
const MOST_DIFFERENT: u32 = 2;
/// How much of the units must be the same in per cent, where so many consonants differ, by how many units the
/// shorter word has: 3 or less, 4, 5, … 8 or more. Beside a million names the alignment finds 43,200 of 1,558,000
/// words alike that these limits, did they not depend on the length, would let pass; they miss 680 of those (of the
/// 29,700 that lose less than 6 nats 110) and keep 866,000 of the others from it.
const LEAST_LIKENESS: [[u32; 6]; 3] = [
    [60, 65, 70, 75, 75, 80],
    [67, 70, 75, 80, 80, 80],
    [80, 80, 80, 80, 80, 80],
];

impl Sieve {
    /// Takes a word and finds the words of the index that share a key with it, each once.
    pub(crate) fn begin(
        &mut self,
        index: &Index,
        word: &Word<'_>,
        sounds: &Sounds,
        candidates: &mut Vec<u32>,
    ) {
        if self.slots.len() != index.words_len() {
            *self = Sieve {
                slots: vec![Slot::default(); index.words_len()],
                ..Sieve::default()
            };
        }
        if self.round == u32::MAX {
            self.slots.iter_mut().for_each(|slot| slot.mark = 0);
            self.round = 0;
        }
        self.round += 1;
        candidates.clear();
        let Sieve {
            slots, round, keys, ..
        } = self;
        index.each_word_like(word, keys, |number| {
            if let Some(slot) = slots.get_mut(number as usize)
                && slot.mark != *round
            {
                slot.mark = *round;
                candidates.push(number);
            }
        });
        self.own.clear();
        let own = self.keys.skeletons().iter().copied();
        self.own.extend(own.map(Reading::of));
        self.bits = bits(self.keys.skeletons());
        self.shape.set(sounds);
        self.least = std::array::from_fn(|others| self.shape.least_same(others));
    }

    /// Whether a word of the index can be a spelling of the word.
    #[inline]
    pub(crate) fn passes(&mut self, index: &Index, word: &Word<'_>, number: u32) -> bool {
        let Some(slot) = self.slots.get_mut(number as usize) else {
            return false;
        };
        let matched = self.shape.pattern.matched(slot.units(index, number));
        let least = self.least.get(matched.others() as usize);
        let may_be_like = least.is_none_or(|&least| matched.count() >= u32::from(least));
        (word.initial || may_be_like)
            && self.has_consonants_of(index, word.initial, number, &matched)
    }

    /// Whether a word of the index has, beside what is the same in order, enough consonants of the word.
    fn has_consonants_of(
        &mut self,
        index: &Index,
        initial: bool,
        number: u32,
        matched: &Matched,
    ) -> bool {
        let [same, one, two] = match initial {
            true => [true; 3],
            false => self.shape.are_like(matched),
        };
        if !same {
            return false;
        }
        let Some(known) = self.readings_of(index, number) else {
            return false;
        };
        if !one && known.bits & self.bits == 0 {
            return false;
        }
        let readings = &self.readings[known.first as usize..][..usize::from(known.count)];
        let alike = |own: &Reading| match (one, two) {
            (false, _) => readings.iter().any(|known| own.skeleton == known.skeleton),
            (true, two) => readings
                .iter()
                .any(|known| own.is_near(known, 1 + u32::from(two))),
        };
        self.own.iter().any(alike)
    }

    /// What a word of the index is read as; found out once. `None` where the index is damaged.
    #[inline]
    fn readings_of(&mut self, index: &Index, number: u32) -> Option<KnownWord> {
        match self.slots.get(number as usize)?.place {
            0 => self.enter(index.word_units(number), number),
            place => self.known.get(place as usize - 1).copied(),
        }
    }

    #[cold]
    fn enter(&mut self, units: &[u8], number: u32) -> Option<KnownWord> {
        let inventory = Inventory::embedded().len();
        if units.len() > MAXIMUM_UNITS || units.iter().any(|&unit| usize::from(unit) >= inventory) {
            return None;
        }
        Skeletons::embedded().read_raw(units, &mut self.skeletons);
        let known = KnownWord {
            first: self.readings.len() as u32,
            count: self.skeletons.len() as u8,
            bits: bits(&self.skeletons),
        };
        self.known.push(known);
        let readings = self.skeletons.iter().copied().map(Reading::of);
        self.readings.extend(readings);
        self.slots[number as usize].place = self.known.len() as u32;
        Some(known)
    }
}

impl Shape {
    pub(crate) fn set(&mut self, sounds: &Sounds) {
        self.pattern.set(Costs::embedded(), &sounds.units);
        self.stems.clear();
        self.stems.extend_from_slice(&sounds.stems);
    }

    /// How many units of another word of so many must be the same at least for [`Shape::are_like`] to hold.
    fn least_same(&self, others: usize) -> u8 {
        // Stems are shorter than the word: what is whole of the shorter one may be more of them.
        let shortest = self.stems.iter().copied().min().map(usize::from);
        let shortest = shortest.unwrap_or(self.pattern.length());
        let [limit, ..] = limits(self.pattern.length().min(others));
        (limit as usize * (shortest + others)).div_ceil(200) as u8
    }

    /// Whether enough of the word and another is the same for so many consonants to differ.
    #[inline]
    fn are_like(&self, matched: &Matched) -> [bool; 3] {
        let (same, all) = self.pattern.share_of_beginnings(&self.stems, matched);
        let shorter = self.pattern.length().min(matched.others() as usize);
        limits(shorter).map(|least| same * 100 >= least * all)
    }

    /// How much of the word and another is the same, from 0 to 1; see [`Pattern::likeness`].
    pub(crate) fn likeness(&self, units: &[u8]) -> f32 {
        self.pattern.likeness_of_beginnings(&self.stems, units)
    }
}

/// How much must be the same for so many consonants to differ, where the shorter word has so many units.
#[inline]
fn limits(shorter: usize) -> [u32; 3] {
    LEAST_LIKENESS.map(|least| least[shorter.clamp(3, 8) - 3])
}

impl Reading {
    fn of(skeleton: Skeleton) -> Self {
        Reading {
            skeleton,
            signature: signature(skeleton),
        }
    }

    fn is_near(&self, other: &Reading, most: u32) -> bool {
        (self.signature ^ other.signature).count_ones() <= MOST_DIFFERENT
            && self.skeleton.differs_by(other.skeleton) <= most
    }
}

/// A set of skeletons by one of 64 bits each.
fn bits(skeletons: &[Skeleton]) -> u64 {
    let bit = |own: &Skeleton| 1u64 << (own.number().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58);
    skeletons.iter().map(bit).fold(0, |set, bit| set | bit)
}

/// Two bits for each class of consonants: whether it occurs, and whether twice.
fn signature(skeleton: Skeleton) -> u64 {
    skeleton.classes().fold(0, |set, class| {
        let once = 1 << (2 * class);
        set | if set & once == 0 { once } else { once << 1 }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::Inventory;

    fn signatures(word: &str) -> Vec<u64> {
        let units = Inventory::embedded().read(word);
        let skeletons = Skeletons::embedded().read(&units);
        skeletons.into_iter().map(signature).collect()
    }

    #[test]
    fn spellings_differ_little_and_other_words_much() {
        let least = |one: &str, other: &str| {
            let (one, other) = (signatures(one), signatures(other));
            let pairs = one.iter().flat_map(|a| other.iter().map(move |b| a ^ b));
            pairs.map(u64::count_ones).min().unwrap()
        };
        assert_eq!(least("ціханоўская", "tsikhanouskaya"), 0);
        assert!(least("калеснікава", "kalensnikova") <= MOST_DIFFERENT);
        assert!(least("статкевіч", "міністэрства") > MOST_DIFFERENT);
    }
}
