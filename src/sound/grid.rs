//! The table of best sums of an alignment, worked out eight cells at a time.

use std::array::from_fn;

use wide::i16x8;

use super::cost::{Costs, Row256};
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
    right: Box<Right>,
}

/// A line of a grid: the sum before the first unit of the right word, and those behind each unit.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    first: i16,
    cells: [Lanes; BLOCKS],
}

/// What lines need to know of the right word.
#[derive(Debug, Clone, Default)]
struct Right {
    units: [[u8; LANES]; BLOCKS],
    /// The pairs that some exchange mentions, by the block and lane where they end; the first are in use.
    pairs: [[Joint; LANES]; BLOCKS],
    pair_count: usize,
    /// What leaving out the units from the beginning of the block on weighs.
    gaps: [Lanes; BLOCKS],
    /// What exchanging the units for the units of the last two lines weighs, by turns.
    weights: [[Lanes; BLOCKS]; 2],
    /// The places where the exchange for the unit of the last line is glad, one bit each.
    glad: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Joint {
    block: u8,
    lane: u8,
    pair: u16,
}

/// Neighbours change places only where both are otherwise exchanged at more than this.
pub(super) const SWAPPED: i32 = 64;

impl Default for Grid {
    fn default() -> Self {
        Grid {
            lines: Box::new([Line::default(); MAXIMUM_UNITS + 1]),
            right: Box::default(),
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

    /// Aligns two sequences of at most [`MAXIMUM_UNITS`] units; O(n·m). Returns the best sum in steps.
    pub(crate) fn fill(&mut self, costs: &Costs, left: Spelled<'_>, right: Spelled<'_>) -> i32 {
        debug_assert!(left.units.len() <= MAXIMUM_UNITS && right.units.len() <= MAXIMUM_UNITS);
        let blocks = right.units.len().div_ceil(LANES).min(BLOCKS);
        self.right.enter(costs, right, blocks, &mut self.lines[0]);
        // Most words fill one block, for which the compiler drops the loop.
        match blocks {
            1 => self.fill_lines(costs, left, 1),
            _ => self.fill_lines(costs, left, blocks),
        }
        self.at(left.units.len(), right.units.len())
    }

    #[inline(always)]
    fn fill_lines(&mut self, costs: &Costs, left: Spelled<'_>, blocks: usize) {
        let mut before = None;
        for (at, (&own, &own_pair)) in left.units.iter().zip(left.pairs).enumerate() {
            let (above, below) = self.lines.split_at_mut(at + 1);
            let lines = Lines {
                earlier: &above[at.saturating_sub(1)],
                above: &above[at],
                current: &mut below[0],
            };
            Exchanges {
                costs,
                own,
                turn: at % 2,
                own_pair,
                swaps: before.is_some_and(|before| before != own),
            }
            .fill(lines, &mut self.right, blocks);
            before = Some(own);
        }
    }
}

impl Right {
    /// Takes a word in; the line becomes that of leaving all its units out.
    fn enter(&mut self, costs: &Costs, right: Spelled<'_>, blocks: usize, line: &mut Line) {
        let filled = &mut self.units.as_flattened_mut()[..blocks * LANES];
        let (own, rest) = filled.split_at_mut(right.units.len());
        own.copy_from_slice(right.units);
        // What stands behind the word's end is never looked at.
        rest.fill(0);
        self.pair_count = 0;
        for (at, &pair) in right.pairs.iter().enumerate().skip(1) {
            if pair != 0 {
                self.pairs.as_flattened_mut()[self.pair_count] = Joint {
                    block: (at / LANES) as u8,
                    lane: (at % LANES) as u8,
                    pair,
                };
                self.pair_count += 1;
            }
        }
        self.glad = 0;
        line.first = 0;
        let mut last = 0_i16;
        for block in 0..blocks {
            // No eight gaps reach the end of 16 bits, so that they can be added in any order.
            let mut gaps = gather(costs.gaps(), &self.units[block]);
            gaps = gaps.saturating_add(shift_by::<1>(0, gaps));
            gaps = gaps.saturating_add(shift_by::<2>(0, gaps));
            gaps = gaps.saturating_add(shift_by::<4>(0, gaps));
            self.gaps[block] = gaps;
            let cells = Lanes::splat(last).saturating_add(gaps);
            line.cells[block] = cells;
            last = last_of(cells);
        }
    }
}

/// The line being filled and the two before it.
struct Lines<'g> {
    earlier: &'g Line,
    above: &'g Line,
    current: &'g mut Line,
}

/// What a unit of the left word can be exchanged for.
struct Exchanges<'c> {
    costs: &'c Costs,
    own: u8,
    /// Whose turn it is to keep the weights.
    turn: usize,
    /// The pair it forms with the unit before it.
    own_pair: u16,
    /// Whether it may have changed places with the unit before it.
    swaps: bool,
}

impl Exchanges<'_> {
    #[inline(always)]
    fn fill(&self, lines: Lines<'_>, right: &mut Right, blocks: usize) {
        let Lines {
            earlier,
            above,
            current,
        } = lines;
        let weights_of = self.costs.row(self.own);
        let gap = self.costs.gap(self.own) as i16;
        let own_gap = Lanes::splat(gap);
        current.first = above.first.saturating_add(gap);
        let (mut left, mut over_before) = (current.first, above.first);
        let (glad_before, mut glad) = (right.glad, 0);
        let mut pairs = &right.pairs.as_flattened()[..right.pair_count];
        let of_pairs = match pairs {
            [] => &[],
            _ => self.costs.pairs_row(self.own),
        };
        for block in 0..blocks {
            let weights = gather(weights_of, &right.units[block]);
            let over = above.cells[block];
            let mut cells = shift(over_before, over)
                .saturating_add(weights)
                .max(over.saturating_add(own_gap));
            while let [first, rest @ ..] = pairs
                && usize::from(first.block) == block
            {
                let weight = of_pairs[usize::from(first.pair)];
                if weight != i16::MIN {
                    cells = cells.max(joined(first, above, weight));
                }
                pairs = rest;
            }
            if self.own_pair != 0 {
                cells = cells.max(self.left_pair(earlier, right, block));
            }
            right.weights[self.turn][block] = weights;
            glad |= glad_bits(weights) << (block * LANES);
            if self.swaps && (glad_before & glad << 1) >> (block * LANES) & 255 != 0 {
                cells = cells.max(self.swapped(earlier, right, block));
            }
            cells = from_left(left, cells, right.gaps[block]);
            current.cells[block] = cells;
            left = last_of(cells);
            over_before = last_of(over);
        }
        right.glad = glad;
    }

    /// What exchanging the unit and the one before it for one of the right word gives.
    #[inline(never)]
    fn left_pair(&self, earlier: &Line, right: &Right, block: usize) -> Lanes {
        let joined = gather(self.costs.pair_row(self.own_pair), &right.units[block]);
        earlier.one_before(block).saturating_add(joined)
    }

    /// What two neighbours having changed places gives.
    #[inline(never)]
    fn swapped(&self, earlier: &Line, right: &Right, block: usize) -> Lanes {
        let weights = &right.weights[self.turn];
        let before = match block.checked_sub(1) {
            Some(before) => last_of(weights[before]),
            None => i16::MIN,
        };
        let crossed = right.weights[1 - self.turn][block];
        let second = shift(before, weights[block]);
        let both = crossed.saturating_add(second);
        let both = both.saturating_add(Lanes::splat(self.costs.swap() as i16));
        let glad = crossed.min(second).simd_gt(Lanes::splat(SWAPPED as i16));
        let swapped = earlier.two_before(block).saturating_add(both);
        glad.select(swapped, Lanes::splat(i16::MIN))
    }
}

impl Line {
    /// The cells one place to the left of those of a block.
    fn one_before(&self, block: usize) -> Lanes {
        let before = match block.checked_sub(1) {
            Some(before) => last_of(self.cells[before]),
            None => self.first,
        };
        shift(before, self.cells[block])
    }

    /// The cells two places to the left of those of a block.
    fn two_before(&self, block: usize) -> Lanes {
        let before = match block.checked_sub(1) {
            Some(before) => self.cells[before].to_array()[LANES - 2],
            None => i16::MIN,
        };
        shift(before, self.one_before(block))
    }
}

/// What exchanging a pair of the right word for the unit of the line gives.
#[inline(never)]
fn joined(joint: &Joint, above: &Line, weight: i16) -> Lanes {
    let end = usize::from(joint.lane);
    let before = above.two_before(usize::from(joint.block)).to_array()[end];
    let joined = before.saturating_add(weight);
    from_fn(|lane| if lane == end { joined } else { i16::MIN }).into()
}

#[inline]
fn gather(weights: &Row256, units: &[u8; LANES]) -> Lanes {
    from_fn(|lane| weights[usize::from(units[lane])]).into()
}

/// The places that are exchanged gladly, one bit each.
#[inline]
fn glad_bits(weights: Lanes) -> u64 {
    u64::from(weights.simd_gt(Lanes::splat(SWAPPED as i16)).to_bitmask())
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

#[inline]
fn last_of(cells: Lanes) -> i16 {
    cells.to_array()[LANES - 1]
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
