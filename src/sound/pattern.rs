//! How much of two words is the same in order, at a word of machine arithmetic a unit.

use super::cost::Costs;

/// A word to be compared with many: for each unit the places of the word where it can stand.
///
/// The longest common subsequence is counted bit by bit in parallel (Hyyrö, 2004), where units that are
/// exchanged at a gain count as equal. It knows no weights: good enough to tell which words are worth
/// aligning, at a thirtieth of the cost.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    places: Box<[u64; 256]>,
    units: Vec<u8>,
    length: u32,
}

impl Default for Pattern {
    fn default() -> Self {
        Pattern {
            places: Box::new([0; 256]),
            units: Vec::new(),
            length: 0,
        }
    }
}

impl Pattern {
    /// Takes another word, of which the first 64 units count; nothing happens where it is the same again,
    /// with the same costs as before.
    pub(crate) fn set(&mut self, costs: &Costs, units: &[u8]) {
        if self.units == units {
            return;
        }
        self.units.clear();
        self.units.extend_from_slice(units);
        self.places.fill(0);
        self.length = units.len().min(64) as u32;
        for (at, &unit) in units.iter().enumerate().take(64) {
            self.places[usize::from(unit)] |= 1 << at;
            for &partner in costs.partners(unit) {
                self.places[usize::from(partner)] |= 1 << at;
            }
        }
    }

    /// How much of this word and another is the same, from 0 to 1; O(n).
    #[inline]
    pub(crate) fn likeness(&self, units: &[u8]) -> f32 {
        share(self.matched(units).places, self.length, units.len())
    }

    /// How much of this word and two others read as one is the same, from 0 to 1; O(n).
    #[inline]
    pub(crate) fn likeness_of_both(&self, first: &[u8], second: &[u8]) -> f32 {
        let matched = !self.take(self.take(!0, first), second);
        share(matched, self.length, first.len() + second.len())
    }

    /// The most that another word has in common with this one or with one of its beginnings, of these
    /// lengths; O(n).
    #[inline]
    pub(crate) fn likeness_of_beginnings(&self, lengths: &[u8], units: &[u8]) -> f32 {
        let (same, all) = self.share_of_beginnings(lengths, &self.matched(units));
        same as f32 / all as f32
    }

    /// What is the same in order in another word; O(n).
    #[inline]
    pub(crate) fn matched(&self, units: &[u8]) -> Matched {
        Matched {
            places: !self.take(!0, units),
            others: units.len() as u32,
        }
    }

    /// As [`Pattern::likeness_of_beginnings`], as a fraction: twice what is the same, and the units of both.
    #[inline]
    pub(crate) fn share_of_beginnings(&self, lengths: &[u8], matched: &Matched) -> (u32, u32) {
        // What is matched of a beginning does not depend on what follows it.
        let fraction = |length: u32| {
            let shared = (matched.places & first_bits(length)).count_ones();
            (2 * shared, (length + matched.others).max(1))
        };
        let lengths = lengths.iter().map(|&length| u32::from(length));
        let lengths = lengths.map(|length| length.min(self.length));
        lengths
            .map(fraction)
            .fold(fraction(self.length), |best, own| {
                // The greater fraction.
                match own.0 * best.1 > best.0 * own.1 {
                    true => own,
                    false => best,
                }
            })
    }

    /// The units of the word.
    pub(crate) fn units(&self) -> &[u8] {
        &self.units
    }

    /// How many units the word has, 64 if more.
    pub(crate) fn length(&self) -> usize {
        self.length as usize
    }

    /// Takes the places that further units match from those that are free.
    #[inline]
    fn take(&self, mut free: u64, units: &[u8]) -> u64 {
        for &unit in units {
            let here = free & self.places[usize::from(unit)];
            free = free.wrapping_add(here) | (free & !here);
        }
        free
    }
}

/// What a word has in order in common with another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matched {
    /// The places of the word, a bit each.
    places: u64,
    /// How many units the other word has.
    others: u32,
}

impl Matched {
    /// How many units the other word has.
    #[inline]
    pub(crate) fn others(&self) -> u32 {
        self.others
    }

    /// How many units are the same.
    #[inline]
    pub(crate) fn count(&self) -> u32 {
        self.places.count_ones()
    }
}

/// Twice what is matched of the first places, by the lengths of both words.
#[inline]
fn share(matched: u64, length: u32, others: usize) -> f32 {
    let shared = (matched & first_bits(length)).count_ones();
    2.0 * shared as f32 / (length as usize + others).max(1) as f32
}

#[inline]
fn first_bits(length: u32) -> u64 {
    match length {
        0..64 => (1 << length) - 1,
        _ => !0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sound::Inventory;
    use proptest::prelude::*;

    fn units(word: &str) -> Vec<u8> {
        let units = Inventory::embedded().read(word);
        units.into_iter().map(|unit| unit.0).collect()
    }

    /// The textbook table.
    fn plain(costs: &Costs, left: &[u8], right: &[u8]) -> f32 {
        let same = |a: u8, b: u8| a == b || costs.partners(a).contains(&b);
        let mut table = vec![vec![0u32; right.len() + 1]; left.len() + 1];
        for (i, &a) in left.iter().enumerate() {
            for (j, &b) in right.iter().enumerate() {
                table[i + 1][j + 1] = match same(a, b) {
                    true => table[i][j] + 1,
                    false => table[i][j + 1].max(table[i + 1][j]),
                };
            }
        }
        2.0 * table[left.len()][right.len()] as f32 / (left.len() + right.len()).max(1) as f32
    }

    proptest! {
        #[test]
        fn bits_count_like_the_table(one in "[а-яіўa-zšč]{0,20}", two in "[а-яіўa-zšč]{0,20}") {
            let costs = Costs::embedded();
            let (one, two) = (units(&one), units(&two));
            let mut pattern = Pattern::default();
            pattern.set(costs, &units("іншае"));
            pattern.set(costs, &one);
            prop_assert_eq!(pattern.likeness(&two), plain(costs, &one, &two));
        }

        #[test]
        fn beginnings_count_like_words_of_their_own(
            one in "[а-яіўa-zšč]{0,20}", two in "[а-яіўa-zšč]{0,20}", lengths in prop::collection::vec(0u8..20, 0..4),
        ) {
            let costs = Costs::embedded();
            let (one, two) = (units(&one), units(&two));
            let mut pattern = Pattern::default();
            pattern.set(costs, &one);
            let beginnings = lengths.iter().map(|&length| &one[..one.len().min(usize::from(length))]);
            let best = beginnings.chain([&one[..]]).map(|one| plain(costs, one, &two)).fold(0.0, f32::max);
            prop_assert_eq!(pattern.likeness_of_beginnings(&lengths, &two), best);
            let (same, all) = pattern.share_of_beginnings(&lengths, &pattern.matched(&two));
            prop_assert_eq!(same as f32 / all as f32, best);
        }
    }
}
