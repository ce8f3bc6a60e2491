//! Entries of the lists of an index: what the 32 bits of each are.

use crate::score::{Member, Role};

use super::image::spread;
use super::keys::{Hint, Hints};

/// Marks names in which a word is the only one that tells anything.
pub(super) const ALONE: u32 = 1 << 31;
/// Bits of a name's number.
pub(super) const NAME_BITS: u32 = 26;
/// No index has more names.
pub(super) const MOST_NAMES: usize = 1 << NAME_BITS;
const WORD_BITS: u32 = 32 - Hint::BITS;
/// No index has more words.
pub(super) const MOST_WORDS: usize = 1 << WORD_BITS;
/// No more names of a couple are looked at.
const MOST_COUPLED_NAMES: usize = 2_000;

/// What the bits of an entry in a bucket are: a word, above it its hint, and in what is left above that bits
/// of the key, to tell it from others in its bucket.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct BucketLayout {
    word_bits: u32,
    /// The bits that the key takes.
    mask: u32,
}

impl BucketLayout {
    pub(super) fn new(words: usize) -> Self {
        let word_bits = (usize::BITS - words.leading_zeros()).clamp(1, WORD_BITS);
        let below = (1u64 << (word_bits + Hint::BITS)) - 1;
        BucketLayout {
            word_bits,
            mask: !(below as u32),
        }
    }

    /// The bits of a key in its place.
    #[inline]
    fn check(self, key: u32) -> u32 {
        // Its upper bits choose the bucket.
        key.reverse_bits() & self.mask
    }

    pub(super) fn entry(self, word: u32, hint: Hint, key: u32) -> u32 {
        word | hint.bits() << self.word_bits | self.check(key)
    }

    /// The words of a key with some hints among the entries of its bucket, and seldom another.
    #[inline]
    pub(super) fn words_of(
        self,
        key: u32,
        hints: Hints,
        bucket: impl Iterator<Item = u32>,
    ) -> impl Iterator<Item = u32> {
        let (check, word) = (self.check(key), (1 << self.word_bits) - 1);
        let own = bucket.filter(move |&bits| {
            bits & self.mask == check && hints.contain(bits >> self.word_bits)
        });
        own.map(move |bits| bits & word)
    }
}

/// The block of a Bloom filter that a key belongs to, and the bits that it has there.
#[inline]
pub(super) fn bloom(key: u64, blocks: usize) -> (usize, u32) {
    let block = spread((key >> 32) as u32, blocks) as usize;
    (
        block,
        1 << (key & 31) | 1 << (key >> 5 & 31) | 1 << (key >> 10 & 31),
    )
}

/// The names of a couple in the list of its bucket, which is in the order of the bits beside the names.
pub(super) fn names_of_couple(couple: u64, list: &[[u8; 4]]) -> impl Iterator<Item = u32> + '_ {
    let check = couple_check(couple);
    let check_of = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes) >> NAME_BITS;
    let start = list.partition_point(|bytes| check_of(bytes) < check);
    let own = list.get(start..).unwrap_or_default().iter();
    own.take(MOST_COUPLED_NAMES)
        .map(|bytes| u32::from_le_bytes(*bytes))
        .take_while(move |bits| bits >> NAME_BITS == check)
        .map(|bits| bits & ((1 << NAME_BITS) - 1))
}

/// The bits of a couple that stand beside a name, to tell it from others in its bucket.
pub(super) fn couple_check(couple: u64) -> u32 {
    couple as u32 & ((1 << (32 - NAME_BITS)) - 1)
}

/// A member in one number.
pub(super) fn member_bits(member: &Member, word: u32) -> u32 {
    let flags = member.role as u32
        | u32::from(member.initial) << 2
        | u32::from(member.hyphen) << 3
        | u32::from(member.capitals) << 4;
    word | flags << WORD_BITS
}

pub(super) fn member_of(bits: u32) -> Member {
    let flags = bits >> WORD_BITS;
    Member {
        word: bits & (MOST_WORDS as u32 - 1),
        role: match flags & 3 {
            0 => Role::Given,
            1 => Role::Patronymic,
            2 => Role::Surname,
            _ => Role::Generic,
        },
        initial: flags >> 2 & 1 != 0,
        hyphen: flags >> 3 & 1 != 0,
        capitals: flags >> 4 & 1 != 0,
    }
}
