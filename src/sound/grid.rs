//! The table of best sums of an alignment, worked out eight cells at a time.

use std::array::from_fn;

use wide::i16x8;

use super::cost::{Costs, Row256};
use super::pattern::Pattern;
use super::unit::MAXIMUM_UNITS;

/// A unit sequence made ready for alignment: with the number of each adjacent pair.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelled<'a> {
    pub units: &'a [u8],
    /// At each place the pair that ends there (see [`Costs::pair`]); 0 where no exchange mentions it.
    pub pairs: &'a [u16],
}

/// So many cells of a line are worked out at once; they fill a vector register of any processor.
const LANES: usize = 8;
const BLOCKS: usize = MAXIMUM_UNITS.div_ceil(LANES);

type Lanes = i16x8;

/// The table of best sums of an alignment; reused between alignments.
///
/// After [`Grid::fill`], [`Grid::at`] gives the best sum for every pair of beginnings, so that endings
/// can be judged apart from stems. Sums are capped at the ends of 16 bits, ±512 nats.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    lines: Box<[Line; MAXIMUM_UNITS + 1]>,
    /// The word whose likeness to another was asked last.
    pattern: Pattern,
}

/// A line of a grid: the sum before the first unit of the right word, and those behind each unit.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    first: i16,
    cells: [Lanes; BLOCKS],
}

/// Eight units of the right word.
#[derive(Debug)]
struct Block {
    /// Its place.
    at: usize,
    units: [u8; LANES],
    /// The unit before them; 0 before the first block.
    before: u8,
    /// The pairs that some exchange mentions, by the place where they end; the first are in use.
    joints: [Joint; LANES],
    joint_count: usize,
    /// What leaving out the units from the first on weighs.
    gaps: Lanes,
}

#[derive(Debug, Clone, Copy, Default)]
struct Joint {
    lane: u8,
    pair: u16,
}

/// Neighbours change places only where both are otherwise exchanged at more than this.
pub(super) const SWAPPED: i32 = 64;

impl Default for Grid {
    fn default() -> Self {
        Grid {
            lines: Box::new([Line::default(); MAXIMUM_UNITS + 1]),
            pattern: Pattern::default(),
        }
    }
}

impl Grid {
    /// The best sum for the first `left` and `right` units of the sequences filled in last.
    #[inline]
    pub(crate) fn at(&self, left: usize, right: usize) -> i32 {
        let line = &self.lines[left];
        i32::from(match right.checked_sub(1) {
            Some(right) => line.cells[right / LANES].as_array()[right % LANES],
            None => line.first,
        })
    }

    /// How much of two words is the same in order, from 0 to 1 (see [`Pattern::likeness`]); quick where the first is
    /// the same as before.
    #[inline]
    pub(crate) fn likeness(&mut self, costs: &Costs, one: &[u8], two: &[u8]) -> f32 {
        self.pattern.set(costs, one);
        self.pattern.likeness(two)
    }

    /// Aligns two sequences of at most [`MAXIMUM_UNITS`] units; O(n·m). Returns the best sum in steps.
    pub(crate) fn fill(&mut self, costs: &Costs, left: Spelled<'_>, right: Spelled<'_>) -> i32 {
        debug_assert!(left.units.len() <= MAXIMUM_UNITS && right.units.len() <= MAXIMUM_UNITS);
        // Most words fill one block, the lines of which stay in registers.
        self.fill_block::<true>(costs, left, right, 0);
        for block in 1..right.units.len().div_ceil(LANES).min(BLOCKS) {
            self.fill_block::<false>(costs, left, right, block);
        }
        self.at(left.units.len(), right.units.len())
    }

    /// Fills a block of all lines; those to its left are filled.
    #[inline(always)]
    fn fill_block<const FIRST: bool>(
        &mut self,
        costs: &Costs,
        left: Spelled<'_>,
        right: Spelled<'_>,
        at: usize,
    ) {
        let block = Block::of(costs, right, at);
        let joints = &block.joints[..block.joint_count];
        let lines = &mut self.lines;
        lines[0].first = 0;
        let mut before_above = lines[0].before::<FIRST>(at);
        let mut above = Lanes::splat(before_above).saturating_add(block.gaps);
        lines[0].cells[at] = above;
        let (mut weights_before, mut glad_before) = (Lanes::splat(0), 0);
        let mut unit_before = None;
        for (row, (&own, &own_pair)) in left.units.iter().zip(left.pairs).enumerate() {
            let weights_of = costs.row(own);
            let weights = gather(weights_of, &block.units);
            let gap = costs.gap(own) as i16;
            let mut cells = shift(before_above, above)
                .saturating_add(weights)
                .max(above.saturating_add(Lanes::splat(gap)));
            if !joints.is_empty() {
                let of_pairs = costs.pairs_row(own);
                for joint in joints {
                    let weight = of_pairs[usize::from(joint.pair)];
                    if weight != i16::MIN {
                        cells = cells.max(lines[row].joined::<FIRST>(at, joint.lane, weight));
                    }
                }
            }
            if own_pair != 0 {
                let earlier = &lines[row.saturating_sub(1)];
                cells = cells.max(block.left_pair::<FIRST>(costs, own_pair, earlier));
            }
            let weight_before = if FIRST {
                i16::MIN
            } else {
                weights_of[usize::from(block.before)]
            };
            let glad = glad_bits(weights);
            let shifted = glad << 1 | u32::from(i32::from(weight_before) > SWAPPED);
            if glad_before & shifted != 0 && unit_before != Some(own) {
                let both = crossed(costs, weights_before, weight_before, weights);
                let earlier = &lines[row.saturating_sub(1)];
                cells = cells.max(earlier.two_before::<FIRST>(at).saturating_add(both));
            }
            let line = &mut lines[row + 1];
            if FIRST {
                line.first = before_above.saturating_add(gap);
            }
            before_above = line.before::<FIRST>(at);
            above = from_left(before_above, cells, block.gaps);
            line.cells[at] = above;
            (weights_before, glad_before, unit_before) = (weights, glad, Some(own));
        }
    }
}

impl Block {
    #[inline(always)]
    fn of(costs: &Costs, right: Spelled<'_>, at: usize) -> Self {
        let start = at * LANES;
        let mut block = Block {
            at,
            // What stands behind the word's end is never looked at.
            units: [0; LANES],
            before: start.checked_sub(1).map_or(0, |before| right.units[before]),
            joints: [Joint::default(); LANES],
            joint_count: 0,
            gaps: Lanes::splat(0),
        };
        let end = right.units.len().min(start + LANES);
        let own = right.units.get(start..end).unwrap_or_default();
        block.units[..own.len()].copy_from_slice(own);
        let pairs = right.pairs.get(start..end).unwrap_or_default();
        for (lane, &pair) in pairs.iter().enumerate() {
            if pair != 0 {
                block.joints[block.joint_count % LANES] = Joint {
                    lane: lane as u8,
                    pair,
                };
                block.joint_count += 1;
            }
        }
        // No eight gaps reach the end of 16 bits, so that they can be added in any order.
        let mut gaps = gather(costs.gaps(), &block.units);
        gaps = gaps.saturating_add(shift_by::<1>(0, gaps));
        gaps = gaps.saturating_add(shift_by::<2>(0, gaps));
        block.gaps = gaps.saturating_add(shift_by::<4>(0, gaps));
        block
    }

    /// What exchanging a pair that ends in the line for one unit of the block gives.
    #[inline(never)]
    fn left_pair<const FIRST: bool>(&self, costs: &Costs, pair: u16, earlier: &Line) -> Lanes {
        let joined = gather(costs.pair_row(pair), &self.units);
        earlier.one_before::<FIRST>(self.at).saturating_add(joined)
    }
}

impl Line {
    /// The cell to the left of a block.
    #[inline(always)]
    fn before<const FIRST: bool>(&self, block: usize) -> i16 {
        match FIRST {
            true => self.first,
            false => self.cells[block - 1].to_array()[LANES - 1],
        }
    }

    /// The cells one place to the left of those of a block.
    #[inline(always)]
    fn one_before<const FIRST: bool>(&self, block: usize) -> Lanes {
        shift(self.before::<FIRST>(block), self.cells[block])
    }

    /// The cells two places to the left of those of a block.
    #[inline(always)]
    fn two_before<const FIRST: bool>(&self, block: usize) -> Lanes {
        let before = match FIRST {
            true => i16::MIN,
            false => self.cells[block - 1].to_array()[LANES - 2],
        };
        shift(before, self.one_before::<FIRST>(block))
    }

    /// What exchanging a pair of the right word for the unit of the next line gives.
    #[inline(never)]
    fn joined<const FIRST: bool>(&self, block: usize, end: u8, weight: i16) -> Lanes {
        let end = usize::from(end) % LANES;
        let before = self.two_before::<FIRST>(block).to_array()[end];
        let joined = before.saturating_add(weight);
        from_fn(|lane| if lane == end { joined } else { i16::MIN }).into()
    }
}

/// What two neighbours having changed places weighs, by what the units weigh in the line before and in the
/// line; `border` is what the unit before the block weighs there.
#[inline(never)]
fn crossed(costs: &Costs, first: Lanes, border: i16, weights: Lanes) -> Lanes {
    let second = shift(border, weights);
    let both = first.saturating_add(second);
    let both = both.saturating_add(Lanes::splat(costs.swap() as i16));
    let glad = first.min(second).simd_gt(Lanes::splat(SWAPPED as i16));
    glad.select(both, Lanes::splat(i16::MIN))
}

/// The places that are exchanged gladly, a bit for each.
#[inline]
fn glad_bits(weights: Lanes) -> u32 {
    weights.simd_gt(Lanes::splat(SWAPPED as i16)).to_bitmask()
}

#[inline]
fn gather(weights: &Row256, units: &[u8; LANES]) -> Lanes {
    from_fn(|lane| weights[usize::from(units[lane])]).into()
}

/// The better of each cell and of what leaving out units behind a cell to its left gives. Against the sum
/// of the gaps, the best so far is a running maximum.
#[inline]
fn from_left(left: i16, cells: Lanes, gaps: Lanes) -> Lanes {
    let mut best = cells.saturating_sub(gaps).max(Lanes::splat(left));
    best = best.max(shift_by::<1>(left, best));
    best = best.max(shift_by::<2>(left, best));
    best = best.max(shift_by::<4>(left, best));
    best.saturating_add(gaps)
}

/// The cells some places to the left of each.
#[inline]
fn shift_by<const PLACES: usize>(before: i16, cells: Lanes) -> Lanes {
    let cells = cells.to_array();
    let shifted = |lane: usize| lane.checked_sub(PLACES).map_or(before, |lane| cells[lane]);
    from_fn(shifted).into()
}

#[inline]
fn shift(before: i16, cells: Lanes) -> Lanes {
    shift_by::<1>(before, cells)
}

#[cfg(test)]
mod tests {
    use super::super::{Inventory, pairs};
    use super::*;
    use proptest::prelude::*;

    /// The best sum, by the definition: every cell from all that can lead to it.
    fn plain(costs: &Costs, left: Spelled<'_>, right: Spelled<'_>) -> Vec<Vec<i32>> {
        let (rows, columns) = (left.units.len() + 1, right.units.len() + 1);
        let mut cells = vec![vec![i32::MIN / 2; columns]; rows];
        cells[0][0] = 0;
        for i in 0..rows {
            for j in 0..columns {
                let mut best = cells[i][j];
                let own = i.checked_sub(1).map(|at| left.units[at]);
                let other = j.checked_sub(1).map(|at| right.units[at]);
                if let Some(own) = own {
                    best = best.max(cells[i - 1][j] + costs.gap(own));
                }
                if let Some(other) = other {
                    best = best.max(cells[i][j - 1] + costs.gap(other));
                }
                if let (Some(own), Some(other)) = (own, other) {
                    best = best.max(cells[i - 1][j - 1] + costs.single(own, other));
                    if j > 1 && right.pairs[j - 1] != 0 {
                        let joined = costs.one_two(own, right.pairs[j - 1]);
                        best = best.max(cells[i - 1][j - 2] + joined);
                    }
                    if i > 1 && left.pairs[i - 1] != 0 {
                        let joined = costs.one_two(other, left.pairs[i - 1]);
                        best = best.max(cells[i - 2][j - 1] + joined);
                    }
                    if i > 1 && j > 1 && left.units[i - 2] != own {
                        let crossed = costs.single(left.units[i - 2], other);
                        let second = costs.single(own, right.units[j - 2]);
                        if crossed > SWAPPED && second > SWAPPED {
                            let before = cells[i - 2][j - 2];
                            best = best.max(before + crossed + second + costs.swap());
                        }
                    }
                }
                cells[i][j] = best;
            }
        }
        cells
    }

    proptest! {
        #[test]
        fn the_kernel_agrees_with_the_definition(
            one in "[а-яіўё]{1,20}|[a-zšł]{1,30}|(ша|ia|аш|ya){0,12}",
            two in "[а-яіўё]{1,20}|[a-zšł]{1,30}|(ша|ia|аш|ya){0,12}",
        ) {
            let costs = Costs::embedded();
            let read = |word: &str| -> Vec<u8> {
                Inventory::embedded().read(word).iter().map(|unit| unit.0).collect()
            };
            let (one, two) = (read(&one), read(&two));
            let (one_pairs, two_pairs) = (pairs(costs, &one), pairs(costs, &two));
            let left = Spelled { units: &one, pairs: &one_pairs };
            let right = Spelled { units: &two, pairs: &two_pairs };
            let mut grid = Grid::default();
            grid.fill(costs, right, left);
            grid.fill(costs, left, right);
            for (i, line) in plain(costs, left, right).iter().enumerate() {
                for (j, &cell) in line.iter().enumerate() {
                    prop_assert_eq!(grid.at(i, j), cell, "{} {}", i, j);
                }
            }
        }
    }
}
