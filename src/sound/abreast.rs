//! One word aligned with several others at once, each in a lane of its own.

use std::array::from_fn;

use wide::i16x8;

use super::cost::{Costs, Row256};
use super::grid::{SWAPPED, Spelled};
use super::unit::MAXIMUM_UNITS;

/// So many words are aligned at once.
pub(crate) const ABREAST: usize = 8;

type Lanes = i16x8;

/// The tables of best sums of a word and others, cell by cell beside each other.
///
/// The sums are those of [`Grid`](super::Grid), in a small part of the time; what single exchanges lose is not
/// told.
#[derive(Debug, Clone)]
pub(crate) struct Abreast {
    /// The units of the word, and the pairs that end at each.
    own: Vec<(u8, u16)>,
    /// By unit of another word what it weighs beside each unit of the word.
    profiles: Box<[[Lanes; BLOCKS]; 256]>,
    /// The units that have their profiles.
    profiled: Box<[bool; 256]>,
    /// By pair whether it is exchanged for some unit of the word, where that was asked.
    exchanged: Vec<Option<bool>>,
    /// What the units of the others weigh: by piece of the word and column beside each unit of the piece.
    weights: Vec<[Lanes; ABREAST]>,
    /// What leaving out the units of the others weighs.
    gaps: Vec<Lanes>,
    /// The pairs of the others that are exchanged for some unit of the word.
    joints: Vec<Joint>,
    /// The best of what else can lead to the cells of a line than single units.
    others: Vec<Lanes>,
    /// Best sums, line by line; each line has one more than there are columns.
    cells: Vec<Lanes>,
    width: usize,
}

/// In so many pieces a word has its profiles.
const BLOCKS: usize = MAXIMUM_UNITS.div_ceil(ABREAST);
/// No way to a cell.
const NO_WAY: Lanes = Lanes::new([i16::MIN; ABREAST]);

/// A pair of one of the other words, by the place where it ends.
#[derive(Debug, Clone, Copy)]
struct Joint {
    column: u16,
    lane: u8,
    pair: u16,
}

impl Default for Abreast {
    fn default() -> Self {
        Abreast {
            own: Vec::new(),
            profiles: Box::new([[Lanes::ZERO; BLOCKS]; 256]),
            profiled: Box::new([false; 256]),
            exchanged: Vec::new(),
            weights: Vec::new(),
            gaps: Vec::new(),
            joints: Vec::new(),
            others: Vec::new(),
            cells: Vec::new(),
            width: 1,
        }
    }
}

impl Abreast {
    /// Takes the word that others are aligned with.
    pub(crate) fn set(&mut self, word: Spelled<'_>) {
        let units = word.units.iter().take(MAXIMUM_UNITS);
        let own = units.copied().zip(word.pairs.iter().copied());
        if !self.own.iter().copied().eq(own.clone()) {
            self.own.clear();
            self.own.extend(own);
            self.profiled.fill(false);
            self.exchanged.fill(None);
        }
    }

    /// The best sum for the first units of the word and of one of the others that were filled in last.
    #[inline]
    pub(crate) fn at(&self, lane: usize, left: usize, right: usize) -> i32 {
        let cell = self.cells[left * self.width + right];
        i32::from(cell.as_array()[lane])
    }

    /// Aligns the word with the units of at most [`ABREAST`] others, none longer than [`MAXIMUM_UNITS`].
    pub(crate) fn fill(&mut self, costs: &Costs, words: &[&[u8]; ABREAST]) {
        self.enter(costs, words);
        let Abreast {
            own,
            weights,
            gaps,
            joints,
            others,
            cells,
            width,
            ..
        } = self;
        let columns = gaps.len();
        *width = columns + 1;
        cells.resize(*width * (own.len() + 1), Lanes::ZERO);
        others.clear();
        others.resize(columns, NO_WAY);
        let mut cell = Lanes::ZERO;
        cells[0] = cell;
        for (&gap, place) in gaps.iter().zip(&mut cells[1..]) {
            cell = cell.saturating_add(gap);
            *place = cell;
        }
        for (row, &(unit, pair)) in own.iter().enumerate() {
            let (filled, rest) = cells.split_at_mut((row + 1) * *width);
            let (earlier, above) = filled.split_at(row * *width);
            let weights_of = |line: usize| Weights {
                pieces: &weights[line / ABREAST * columns..][..columns],
                line: line % ABREAST,
            };
            let mut found = Ways { others, any: false };
            found.by_joints(costs.pairs_row(unit), joints, above);
            if let Some(before) = row.checked_sub(1) {
                let earlier = &earlier[before * *width..];
                if pair != 0 {
                    found.by_pair(costs.pair_row(pair), words, earlier);
                }
                // Neighbours that are the same cannot change places.
                if own[before].0 != unit {
                    let lines = (weights_of(before), weights_of(row));
                    found.by_swap(costs.swap() as i16, lines, earlier);
                }
            }
            let any = found.any;
            let gap = Lanes::splat(costs.gap(unit) as i16);
            fill_line(above, (gap, gaps), (weights_of(row), others), rest);
            if any {
                others.fill(NO_WAY);
            }
        }
    }

    /// Takes the other words in.
    fn enter(&mut self, costs: &Costs, words: &[&[u8]; ABREAST]) {
        let lengths = words.iter().map(|units| units.len());
        let columns = lengths.max().unwrap_or(0).min(MAXIMUM_UNITS);
        let blocks = self.own.len().div_ceil(ABREAST);
        let weights = blocks * columns;
        self.weights.resize(weights, [Lanes::ZERO; ABREAST]);
        self.joints.clear();
        for (lane, units) in words.iter().enumerate() {
            let mut before = None;
            for (column, &unit) in units.iter().enumerate() {
                self.profile(costs, unit);
                let pair = before.map_or(0, |before| costs.pair(before, unit));
                before = Some(unit);
                if pair != 0 && self.is_exchanged(costs, pair) {
                    self.joints.push(Joint {
                        column: column as u16,
                        lane: lane as u8,
                        pair,
                    });
                }
            }
        }
        self.gaps.clear();
        for column in 0..columns {
            // What stands behind the end of a word is never looked at.
            let units = words.map(|units| units.get(column).copied().unwrap_or(0));
            let of_words = units.map(|unit| &self.profiles[usize::from(unit)]);
            for block in 0..blocks {
                let of_words = of_words.map(|profile| profile[block]);
                self.weights[block * columns + column] = Lanes::transpose(of_words);
            }
            let gaps = units.map(|unit| costs.gaps()[usize::from(unit)]);
            self.gaps.push(gaps.into());
        }
    }

    /// Whether a pair is exchanged for some unit of the word; most are not.
    #[inline]
    fn is_exchanged(&mut self, costs: &Costs, pair: u16) -> bool {
        let place = usize::from(pair);
        if self.exchanged.len() <= place {
            self.exchanged.resize(place + 1, None);
        }
        let mut own = self.own.iter();
        let weights = costs.pair_row(pair);
        *self.exchanged[place]
            .get_or_insert_with(|| own.any(|&(own, _)| weights[usize::from(own)] != i16::MIN))
    }

    /// Works out what a unit weighs beside those of the word.
    #[inline]
    fn profile(&mut self, costs: &Costs, unit: u8) {
        if std::mem::replace(&mut self.profiled[usize::from(unit)], true) {
            return;
        }
        let own = self.own.chunks(ABREAST);
        for (block, own) in self.profiles[usize::from(unit)].iter_mut().zip(own) {
            let weight = |&(own, _): &(u8, u16)| costs.single(own, unit) as i16;
            *block = from_fn(|at| own.get(at).map_or(0, weight)).into();
        }
    }
}

/// What the units of the others weigh beside one of the word.
#[derive(Clone, Copy)]
struct Weights<'c> {
    pieces: &'c [[Lanes; ABREAST]],
    line: usize,
}

impl<'c> Weights<'c> {
    #[inline]
    fn iter(self) -> impl Iterator<Item = &'c Lanes> + Clone {
        let line = self.line % ABREAST;
        self.pieces.iter().map(move |piece| &piece[line])
    }
}

/// Ways to the cells of a line that take two units of one word.
struct Ways<'o> {
    /// The best of them, by column.
    others: &'o mut [Lanes],
    any: bool,
}

impl Ways<'_> {
    /// Pairs of the other words that are exchanged for the unit of the line; few are.
    #[inline]
    fn by_joints(&mut self, weights: &[i16], joints: &[Joint], above: &[Lanes]) {
        for joint in joints {
            let weight = weights[usize::from(joint.pair)];
            if weight != i16::MIN {
                let (column, lane) = (usize::from(joint.column), usize::from(joint.lane) % ABREAST);
                let sum = above[column - 1].as_array()[lane].saturating_add(weight);
                let best = &mut self.others[column].as_mut_array()[lane];
                *best = sum.max(*best);
                self.any = true;
            }
        }
    }

    /// The pair that ends with the unit of the line; `earlier` is the line before both.
    fn by_pair(&mut self, weights: &Row256, words: &[&[u8]; ABREAST], earlier: &[Lanes]) {
        self.any = true;
        for (column, (best, &before)) in self.others.iter_mut().zip(earlier).enumerate() {
            let weight = |units: &[u8]| {
                let unit = units.get(column).copied();
                unit.map_or(i16::MIN, |unit| weights[usize::from(unit)])
            };
            // An exchange that there is not loses more than leaving all units out.
            let weights = Lanes::new(words.map(weight));
            *best = before.saturating_add(weights).max(*best);
        }
    }

    /// The unit of the line and the one before it, having changed places; both lines' weights.
    #[inline]
    fn by_swap(
        &mut self,
        swap: i16,
        (first, second): (Weights<'_>, Weights<'_>),
        earlier: &[Lanes],
    ) {
        let least = Lanes::splat(SWAPPED as i16);
        let both = || first.iter().skip(1).zip(second.iter());
        let glad = |(&first, &second): (&Lanes, &Lanes)| first.min(second).simd_gt(least);
        if both()
            .fold(Lanes::ZERO, |any, both| any | glad(both))
            .none()
        {
            return;
        }
        self.any = true;
        let bests = self.others.iter_mut().skip(1).zip(earlier);
        for ((best, &before), both) in bests.zip(both()) {
            let weight = both.0.saturating_add(*both.1);
            let crossed = before.saturating_add(weight.saturating_add(Lanes::splat(swap)));
            *best = glad(both).select(crossed, NO_WAY).max(*best);
        }
    }
}

/// Fills a line by the one above, by what leaving out its unit and those of the columns weighs, by the weights
/// of the units and by what else leads to its cells.
#[inline]
fn fill_line(
    above: &[Lanes],
    (gap, gaps): (Lanes, &[Lanes]),
    (weights, others): (Weights<'_>, &[Lanes]),
    line: &mut [Lanes],
) {
    let mut cell = above[0].saturating_add(gap);
    line[0] = cell;
    let sources = above[1..].iter().zip(above).zip(weights.iter()).zip(others);
    let cells = line[1..].iter_mut().zip(sources).zip(gaps);
    for ((place, (((&above, &diagonal), &weights), &other)), &gaps) in cells {
        let best = above
            .saturating_add(gap)
            .max(diagonal.saturating_add(weights));
        cell = cell.saturating_add(gaps).max(best.max(other));
        *place = cell;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Grid, Inventory, pairs};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_are_those_of_the_grid(
            one in "[а-яіўё]{1,20}|[a-zšł]{1,30}|(ша|ia|аш|ya){1,12}",
            others in prop::collection::vec("[а-яіўё]{1,20}|[a-zšł]{1,30}|(ша|ia|аш|ya){1,12}", 1..=ABREAST),
        ) {
            let costs = Costs::embedded();
            let read = |word: &str| -> Vec<u8> {
                Inventory::embedded().read(word).iter().map(|unit| unit.0).collect()
            };
            let one = read(&one);
            let others: Vec<Vec<u8>> = others.iter().map(|word| read(word)).collect();
            let one_pairs = pairs(costs, &one);
            let left = Spelled { units: &one, pairs: &one_pairs };
            let mut abreast = Abreast::default();
            let all: [&[u8]; ABREAST] = from_fn(|lane| others.get(lane).map_or(&[][..], Vec::as_slice));
            let other_pairs = pairs(costs, &others[0]);
            abreast.set(Spelled { units: &others[0], pairs: &other_pairs });
            abreast.fill(costs, &all);
            abreast.set(left);
            abreast.fill(costs, &all);
            let mut grid = Grid::default();
            for (lane, other) in others.iter().enumerate() {
                let other_pairs = pairs(costs, other);
                grid.fill(costs, left, Spelled { units: other, pairs: &other_pairs });
                for i in 0..=one.len() {
                    for j in 0..=other.len() {
                        prop_assert_eq!(abreast.at(lane, i, j), grid.at(i, j), "{} {} {}", lane, i, j);
                    }
                }
            }
        }
    }
}
