//! The best weighted alignment of two unit sequences.

use super::cost::{Costs, NEVER, STEPS};
use super::unit::{MAXIMUM_UNITS, Unit};

/// A unit sequence made ready for alignment: with the number of each adjacent pair.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelled<'a> {
    pub units: &'a [u8],
    /// At each place the pair that ends there (see [`Costs::pair`]); 0 where no exchange mentions it.
    pub pairs: &'a [u16],
}

const SIDE: usize = MAXIMUM_UNITS + 1;

/// The table of best sums of an alignment; reused between alignments.
///
/// After [`Grid::fill`], [`Grid::at`] gives the best sum for every pair of beginnings, so that endings
/// can be judged apart from stems.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    cells: Box<[i32; SIDE * SIDE]>,
    stride: usize,
}

impl Default for Grid {
    fn default() -> Self {
        Grid {
            cells: Box::new([0; SIDE * SIDE]),
            stride: 1,
        }
    }
}

/// Neighbours change places only where both are otherwise exchanged at more than this.
const SWAPPED: i32 = 64;

impl Grid {
    /// The best sum for the first `left` and `right` units of the sequences filled in last.
    #[inline]
    pub(crate) fn at(&self, left: usize, right: usize) -> i32 {
        self.cells[left * self.stride + right]
    }

    /// Aligns two sequences of at most [`MAXIMUM_UNITS`] units; O(n·m). Returns the best sum in steps.
    pub(crate) fn fill(&mut self, costs: &Costs, left: Spelled<'_>, right: Spelled<'_>) -> i32 {
        debug_assert!(left.units.len() < SIDE && right.units.len() < SIDE);
        let stride = right.units.len() + 1;
        self.stride = stride;
        let mut below: &mut [i32] = &mut self.cells[..];
        let mut above: &mut [i32];
        (above, below) = below.split_at_mut(stride);
        above[0] = 0;
        for (j, &unit) in right.units.iter().enumerate() {
            above[j + 1] = above[j] + costs.gap(unit);
        }
        let mut earlier: &mut [i32] = &mut [];
        let mut before = 0;
        for (&own, &own_pair) in left.units.iter().zip(left.pairs) {
            let current;
            (current, below) = below.split_at_mut(stride);
            let line = Line {
                costs,
                own,
                before,
                own_pair,
                right,
            };
            line.fill(earlier, above, current);
            before = own;
            (earlier, above) = (above, current);
        }
        above[stride - 1]
    }
}

/// One line of a grid being filled.
struct Line<'a> {
    costs: &'a Costs,
    own: u8,
    /// The unit of the line above.
    before: u8,
    own_pair: u16,
    right: Spelled<'a>,
}

impl Line<'_> {
    #[inline]
    fn fill(&self, earlier: &[i32], above: &[i32], current: &mut [i32]) {
        let costs = self.costs;
        let own_gap = costs.gap(self.own);
        let weights = costs.row(self.own);
        let weights_before = costs.row(self.before);
        let of_pair = costs.pair_row(self.own_pair);
        let swaps = !earlier.is_empty() && self.own != self.before;
        let mut last = above[0] + own_gap;
        current[0] = last;
        let mut other_before = 0;
        let cells = self.right.units.iter().zip(self.right.pairs);
        let cells = cells.zip(above.windows(2)).zip(&mut current[1..]);
        for (j, (((&other, &other_pair), over), cell)) in cells.enumerate() {
            let mut best = over[0] + i32::from(weights[usize::from(other)]);
            best = best.max(over[1] + own_gap);
            best = best.max(last + costs.gap(other));
            if other_pair != 0 {
                best = best.max(above[j - 1] + costs.one_two(self.own, other_pair));
            }
            if self.own_pair != 0 {
                best = best.max(earlier[j] + i32::from(of_pair[usize::from(other)]));
            }
            if swaps && j > 0 {
                let crossed = i32::from(weights_before[usize::from(other)]);
                let second = i32::from(weights[usize::from(other_before)]);
                if crossed > SWAPPED && second > SWAPPED {
                    best = best.max(earlier[j - 1] + crossed + second + costs.swap());
                }
            }
            *cell = best;
            last = best;
            other_before = other;
        }
    }
}

/// The weight of two neighbours having changed places, a common slip of the hand; only where both are
/// otherwise exchanged gladly.
fn swap(costs: &Costs, left: &[u8], right: &[u8], i: usize, j: usize) -> i32 {
    let (a, b, c, d) = (left[i - 1], left[i], right[j - 1], right[j]);
    let (crossed, second) = (costs.single(a, d), costs.single(b, c));
    if a == b || crossed <= SWAPPED || second <= SWAPPED {
        return NEVER;
    }
    crossed + second + costs.swap()
}

/// One exchange of an alignment.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The units of the left word: none, one or two.
    pub left: Vec<Unit>,
    /// The units of the right word: none, one or two.
    pub right: Vec<Unit>,
    /// What the exchange says, in nats; positive speaks for the same word.
    pub weight: f32,
}

/// The best alignment of two words.
///
/// ```
/// use imya::sound::{Alignment, Costs, Inventory};
/// let read = |word| Inventory::embedded().read(word);
/// let costs = Costs::embedded();
/// let same = Alignment::new(costs, &read("ціханоўская"), &read("tikhanovskaya"));
/// let other = Alignment::new(costs, &read("ціханоўская"), &read("kalesnikava"));
/// assert!(same.weight() > 10.0 && other.weight() < 0.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    steps: Vec<Step>,
    weight: f32,
}

impl Alignment {
    /// Aligns two unit sequences; O(n·m) for at most 48 units each, longer ones are cut.
    pub fn new(costs: &Costs, left: &[Unit], right: &[Unit]) -> Self {
        let left = &left[..left.len().min(MAXIMUM_UNITS)];
        let right = &right[..right.len().min(MAXIMUM_UNITS)];
        let raw = |units: &[Unit]| units.iter().map(|unit| unit.0).collect::<Vec<u8>>();
        let (left_units, right_units) = (raw(left), raw(right));
        let (left_pairs, right_pairs) = (pairs(costs, &left_units), pairs(costs, &right_units));
        let own = Spelled {
            units: &left_units,
            pairs: &left_pairs,
        };
        let other = Spelled {
            units: &right_units,
            pairs: &right_pairs,
        };
        let mut grid = Grid::default();
        let sum = grid.fill(costs, own, other);
        Alignment {
            steps: trace(costs, &grid, own, other),
            weight: sum as f32 / STEPS,
        }
    }

    /// The exchanges, from the beginning of the words to their end.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The sum of the steps' weights, in nats.
    pub fn weight(&self) -> f32 {
        self.weight
    }
}

/// The number of the pair that ends at each place.
pub(crate) fn pairs(costs: &Costs, units: &[u8]) -> Vec<u16> {
    let mut before = None;
    let pair_ending_at = |&unit: &u8| {
        let pair = before.map_or(0, |first| costs.pair(first, unit));
        before = Some(unit);
        pair
    };
    units.iter().map(pair_ending_at).collect()
}

/// Walks the filled grid back from its end. Of equal ways the one with the smaller steps is taken.
fn trace(costs: &Costs, grid: &Grid, left: Spelled<'_>, right: Spelled<'_>) -> Vec<Step> {
    let units = |all: &[u8], from: usize, to: usize| -> Vec<Unit> {
        all[from..to].iter().map(|&unit| Unit(unit)).collect()
    };
    let (mut i, mut j) = (left.units.len(), right.units.len());
    let mut steps = Vec::with_capacity(i.max(j));
    while i > 0 || j > 0 {
        let (down, across) = way_at(costs, grid, left, right, (i, j));
        let weight = grid.at(i, j) - grid.at(i - down, j - across);
        steps.push(Step {
            left: units(left.units, i - down, i),
            right: units(right.units, j - across, j),
            weight: weight as f32 / STEPS,
        });
        i -= down;
        j -= across;
    }
    steps.reverse();
    steps
}

/// What single exchanges of the best alignment lose against equal words, in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Lost {
    /// The exchange that loses most.
    pub worst: i32,
    /// The exchange at the beginning.
    pub first: i32,
}

impl Grid {
    /// What the exchanges of the best alignment of two beginnings lose; the grid must be filled for them.
    pub(crate) fn lost(
        &self,
        costs: &Costs,
        left: Spelled<'_>,
        right: Spelled<'_>,
        (mut i, mut j): (usize, usize),
    ) -> Lost {
        let mut lost = Lost::default();
        let own =
            |units: &[u8]| -> i32 { units.iter().map(|&unit| costs.single(unit, unit)).sum() };
        while i > 0 || j > 0 {
            let (down, across) = way_at(costs, self, left, right, (i, j));
            let weight = self.at(i, j) - self.at(i - down, j - across);
            let both = own(&left.units[i - down..i]) + own(&right.units[j - across..j]);
            let loss = both / 2 - weight;
            lost.worst = lost.worst.max(loss);
            lost.first = loss;
            i -= down;
            j -= across;
        }
        lost
    }
}

/// How many units the last step of the best alignment of two beginnings takes.
fn way_at(
    costs: &Costs,
    grid: &Grid,
    left: Spelled<'_>,
    right: Spelled<'_>,
    (i, j): (usize, usize),
) -> (usize, usize) {
    let leads_here = |&(down, across): &(usize, usize)| {
        i >= down
            && j >= across
            && grid.at(i, j)
                == grid.at(i - down, j - across)
                    + way_weight(costs, left, right, (i, j), (down, across))
    };
    let way = WAYS.into_iter().find(leads_here);
    way.unwrap_or((usize::from(i > 0), usize::from(j > 0)))
}

/// How many units of the left and the right word a step can take.
const WAYS: [(usize, usize); 6] = [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2)];

fn way_weight(
    costs: &Costs,
    left: Spelled<'_>,
    right: Spelled<'_>,
    (i, j): (usize, usize),
    way: (usize, usize),
) -> i32 {
    match way {
        (1, 1) => costs.single(left.units[i - 1], right.units[j - 1]),
        (1, 0) => costs.gap(left.units[i - 1]),
        (0, 1) => costs.gap(right.units[j - 1]),
        (1, 2) if right.pairs[j - 1] != 0 => costs.one_two(left.units[i - 1], right.pairs[j - 1]),
        (2, 1) if left.pairs[i - 1] != 0 => costs.one_two(right.units[j - 1], left.pairs[i - 1]),
        (2, 2) => swap(costs, left.units, right.units, i - 1, j - 1),
        _ => NEVER,
    }
}
