//! What has been found out about words of names: names repeat them.

use super::outline::{Outline, Shape, WORDS};
use super::word::Role;

/// When so many words are known, all are forgotten.
const MOST_WORDS: usize = 1 << 15;
/// A power of two.
const SLOTS: usize = 2 * MOST_WORDS;
/// No more slots are looked into for a word.
const TRIES: usize = 4;

/// How thoroughly a word was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effort {
    /// Unit by unit.
    Units,
    /// The order of the units too.
    Order,
    /// It was compared with the words of the query.
    Compared,
}

/// A word of names, and what it says at most beside each word of a query; what the first bound asks for stands in
/// one line of memory.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Known {
    /// By word of the query what it says at most in any pair, and what as the least alike of its role.
    pub best: [f32; WORDS],
    pub alone: [f32; WORDS],
    /// By word of the query what it adds at most where it is read as one with a neighbour that stands apart; see
    /// [`Neighbours::gain`](super::bound::Neighbours::gain).
    pub joined: [i32; WORDS],
    /// What it says at most where it has no counterpart, if that speaks for the name.
    pub left_over: f32,
    /// The roles of the pairs it may be in, a bit each.
    pub roles: u8,
    /// The word of the query, as a bit, that it contradicts if both are left over, where it can be paired
    /// with no other: neither of the two is left over.
    pub forced: u8,
    /// Whether it may be so much alike to two neighbours of the query that these are read as one.
    pub joins: bool,
    pub effort: Effort,
    /// By word of the query its units that some unit of this word is exchanged for at a gain, a bit each.
    pub covered: [u32; WORDS],
    /// As `joined`, with a neighbour that a hyphen joins.
    pub hyphened: [i32; WORDS],
    pub rows: [Said; WORDS],
    pub key: Key,
}

/// All that what a word says depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub shape: Shape,
    /// Of a given name: its classes, and those of which it is a short form.
    pub given: (u64, u64),
    /// `None` of longer words, which are not recognised again.
    units: Option<u128>,
}

/// What a word of a name says at most beside a word of the query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    /// Where the words are the least alike of their role, and where they are not.
    pub most: f32,
    pub further: f32,
    pub role: Role,
    pub may_pair: bool,
    pub clash: bool,
    /// Whether it may be as good as the same.
    pub alike: bool,
    /// Whether the words may be further ones of their role.
    pub counts: bool,
}

impl Said {
    /// What it says at most in any pair.
    pub(super) fn best(&self) -> f32 {
        match (self.may_pair, self.counts) {
            (false, _) => f32::NEG_INFINITY,
            (true, true) => self.most.max(self.further),
            (true, false) => self.most,
        }
    }

    pub(super) const NOTHING: Said = Said {
        most: f32::NEG_INFINITY,
        further: f32::NEG_INFINITY,
        role: Role::Surname,
        may_pair: false,
        clash: false,
        alike: false,
        counts: false,
    };
}

impl Known {
    pub(super) fn enter(&mut self, row: usize, said: Said) {
        self.best[row] = said.best();
        self.alone[row] = match said.may_pair {
            true => said.most,
            false => f32::NEG_INFINITY,
        };
        self.rows[row] = said;
        let bits = |has: fn(&Said) -> bool| {
            let rows = self.rows.iter().enumerate();
            rows.fold(0_u8, |bits, (row, said)| bits | u8::from(has(said)) << row)
        };
        let (may_pair, clashes) = (bits(|said| said.may_pair), bits(|said| said.clash));
        let pairs = self.rows.iter().filter(|said| said.may_pair);
        self.roles = pairs.fold(0, |roles, said| roles | 1 << said.role as u8);
        self.forced = match may_pair.count_ones() {
            1 => may_pair & clashes,
            _ => 0,
        };
    }
}

/// The words met so far; found again by their units.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Places of words, counted from 1.
    slots: Vec<u32>,
    pub words: Vec<Known>,
}

impl Key {
    #[inline]
    pub(super) fn new(outline: &Outline, word: &Shape) -> Self {
        Key {
            shape: *word,
            given: outline.given_of(word),
            units: outline.packed_units(word),
        }
    }

    /// What the units decide needs no comparison.
    #[inline]
    fn is_same(&self, other: &Key) -> bool {
        self.units == other.units
            && self.units.is_some()
            && (self.shape.tag, self.shape.declensions)
                == (other.shape.tag, other.shape.declensions)
            && self.given == other.given
    }

    #[inline]
    fn hash(&self) -> usize {
        let units = self.units.unwrap_or_default();
        let mixed =
            units as u64 ^ ((units >> 64) as u64).rotate_left(23) ^ u64::from(self.shape.tag);
        let mixed = u128::from(mixed) * 0x9e37_79b9_7f4a_7c15;
        ((mixed >> 64) as u64 ^ mixed as u64) as usize
    }
}

impl Vocabulary {
    /// Makes room for so many words.
    pub(super) fn tidy(&mut self, more: usize) {
        if self.slots.is_empty() {
            self.slots = vec![0; SLOTS];
        } else if self.words.len() + more > MOST_WORDS {
            self.slots.fill(0);
            self.words.clear();
        }
    }

    /// Where a word is looked for first, and the place that stands there, counted from 1.
    #[inline]
    pub(super) fn look(&self, key: &Key) -> (usize, u32) {
        let first = key.hash();
        (first, self.slots[first % SLOTS])
    }

    /// The place of a word that was looked for, which `find_out` tells about where it is not known.
    #[inline]
    pub(super) fn place(
        &mut self,
        key: &Key,
        (first, place): (usize, u32),
        find_out: impl FnOnce(Key) -> Known,
    ) -> usize {
        match (place as usize).checked_sub(1) {
            Some(place) if self.words[place].key.is_same(key) => place,
            _ => self.search(key, first, find_out),
        }
    }

    #[cold]
    fn search(&mut self, key: &Key, first: usize, find_out: impl FnOnce(Key) -> Known) -> usize {
        let mut free = first % SLOTS;
        for at in (0..TRIES).map(|step| first.wrapping_add(step) % SLOTS) {
            match self.slots[at] {
                0 => {
                    free = at;
                    break;
                }
                place => {
                    let place = place as usize - 1;
                    if self.words[place].key.is_same(key) {
                        return place;
                    }
                }
            }
        }
        self.words.push(find_out(*key));
        self.slots[free] = self.words.len() as u32;
        self.words.len() - 1
    }
}
