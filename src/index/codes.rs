//! Numbers by which the words of two lists meet in a join.

use crate::sound::Skeleton;

use super::checksum::scatter_wide;
use super::keys::{TELLING, near, parts, with_groups};
use super::vowels::Vowels;

/// The list of a join that a name stands in; see [`blocking_keys`](super::blocking_keys).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first list.
    Left,
    /// The second list.
    Right,
}

/// What a word is found by.
#[derive(Default)]
pub(super) struct Codes {
    /// Consonants; with the number of vowels where they are few.
    pub whole: Vec<u64>,
    /// As `whole`, where there are at least three consonants.
    pub telling: Vec<u64>,
    /// Consonants alone.
    pub plain: Vec<u64>,
    /// Consonants of the whole word, and the vowels before the ending.
    pub vowelled: Vec<u64>,
    /// The same, and how the word opens where consonants are few.
    pub begun: Vec<u64>,
    /// Consonants and vowels, all or but one.
    pub varied: Vec<u64>,
    /// Consonants but one, and the vowels before the ending; and whole ones that meet those of the other side.
    pub shortened: Vec<u64>,
    /// Consonants, all or but one, and the vowels before the ending, for beside a word that is known.
    pub slipped: Vec<u64>,
}

impl Codes {
    pub(super) fn add(&mut self, skeleton: Skeleton, vowels: Vowels, opening: u64, side: Side) {
        // Of two numbers of vowels that differ by one, each has one that the other has.
        let groups = vowels.len();
        let last = *near(skeleton, groups).end();
        let open = |skeleton: Skeleton| {
            skeleton.number() | if skeleton.len() < TELLING { opening } else { 0 }
        };
        let own = open(skeleton);
        let groups = groups.min(last)..=last;
        let whole = groups.map(|groups| with_groups(skeleton, groups) | own);
        if skeleton.len() >= SOME {
            self.telling.extend(whole.clone());
        }
        self.whole.extend(whole);
        let begun = vowels.beginning();
        let with = |code: u64, vowels: Vowels| scatter_wide(code, vowels.number());
        self.plain.push(skeleton.number());
        self.vowelled.push(with(skeleton.number(), begun));
        self.begun.push(with(own, begun));
        self.varied
            .extend(vowels.variants().map(|vowels| with(own, vowels)));
        let slipped = |skeleton: Skeleton| with(skeleton.number() | SLIPPED, begun.plain());
        self.slipped.push(slipped(skeleton));
        if skeleton.len() < FEW {
            self.shortened
                .push(with(own | shortened_of(side, false), begun));
        }
        for (_, part) in parts(skeleton) {
            let mark = if part.len() < FEW {
                shortened_of(side, true)
            } else {
                0
            };
            self.shortened.push(with(open(part) | mark, begun));
            self.slipped.push(slipped(part));
        }
    }

    pub(super) fn tidy(&mut self) {
        for list in [
            &mut self.whole,
            &mut self.telling,
            &mut self.begun,
            &mut self.varied,
            &mut self.shortened,
            &mut self.slipped,
        ] {
            list.sort_unstable();
            list.dedup();
        }
    }
}

/// Shortened skeletons with fewer consonants than this meet whole ones only: two words that differ in one
/// consonant of four have little in common.
const FEW: u32 = 4;

/// Names of one word with at least so many consonants meet by these alone.
const SOME: u32 = 3;

/// A mark for short shortened skeletons of one side, and for the whole ones of the other that meet them.
fn shortened_of(side: Side, shortened: bool) -> u64 {
    match (side, shortened) {
        (Side::Left, true) | (Side::Right, false) => 1 << 62,
        (Side::Right, true) | (Side::Left, false) => 1 << 63,
    }
}

/// A mark for skeletons with vowels that do not say how many consonants are before them.
const SLIPPED: u64 = 1 << 61;
