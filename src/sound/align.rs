//! The best weighted alignment of two unit sequences.

use super::cost::{Costs, NEVER, STEPS, contains};
use super::grid::{Grid, SWAPPED, Spelled};
use super::place::Places;
use super::rule::strange_vowels;
use super::unit::{MAXIMUM_UNITS, Unit};

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
    let mut pairs = Vec::with_capacity(units.len());
    extend_with_pairs(costs, units, &mut pairs);
    pairs
}

/// As [`pairs`], behind what is there.
pub(crate) fn extend_with_pairs(costs: &Costs, units: &[u8], pairs: &mut Vec<u16>) {
    let mut before = None;
    let pair_ending_at = |&unit: &u8| {
        let pair = before.map_or(0, |first| costs.pair(first, unit));
        before = Some(unit);
        pair
    };
    pairs.extend(units.iter().map(pair_ending_at));
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
    /// The exchange of one consonant for another that loses most.
    pub consonant: i32,
    /// All exchanges with a consonant among the last few.
    pub last: i32,
    /// The exchange of one vowel for another that no rule names and that loses most.
    pub vowel: i32,
    /// What exchanges by laws that do not hold where they stand weigh too much, all together.
    pub misplaced: i32,
}

/// So many exchanges are the last ones: suffixes of surnames are no longer.
const LAST: usize = 4;

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
        let own = |units: &[u8]| -> i32 { units.iter().map(|&unit| costs.own(unit)).sum() };
        let strange = strange_vowels();
        let places = Places::embedded();
        let mut here = self.at(i, j);
        let mut steps = 0;
        while i > 0 || j > 0 {
            steps += 1;
            // Most steps take one unit of each.
            if let (Some(up), Some(back)) = (i.checked_sub(1), j.checked_sub(1)) {
                let (one, other) = (left.units[up], right.units[back]);
                let (weight, before) = (costs.single(one, other), self.at(up, back));
                if here == before + weight {
                    let both = costs.own(one) + costs.own(other);
                    let misplaced = match places.are_wrong((left.units, up), (right.units, back)) {
                        true => (weight - costs.of_no_rule()).max(0),
                        false => 0,
                    };
                    lost.misplaced += misplaced;
                    let loss = both / 2 - weight + misplaced;
                    lost.worst = lost.worst.max(loss);
                    if loss > lost.vowel && contains(&strange[usize::from(one)], other) {
                        lost.vowel = loss;
                    }
                    if (loss > lost.consonant || steps <= LAST)
                        && costs.is_consonant(one)
                        && costs.is_consonant(other)
                    {
                        lost.consonant = lost.consonant.max(loss);
                        lost.last += if steps <= LAST { loss } else { 0 };
                    }
                    lost.first = loss;
                    (i, j, here) = (up, back, before);
                    continue;
                }
            }
            let (down, across) = way_at(costs, self, left, right, (i, j));
            let before = self.at(i - down, j - across);
            let both = own(&left.units[i - down..i]) + own(&right.units[j - across..j]);
            let loss = both / 2 - (here - before);
            lost.worst = lost.worst.max(loss);
            if (down, across) == (1, 1)
                && costs.is_consonant(left.units[i - 1])
                && costs.is_consonant(right.units[j - 1])
            {
                lost.consonant = lost.consonant.max(loss);
            }
            let taken = [&left.units[i - down..i], &right.units[j - across..j]];
            if steps <= LAST
                && taken
                    .iter()
                    .any(|own| own.iter().any(|&unit| costs.is_consonant(unit)))
            {
                lost.last += loss;
            }
            lost.first = loss;
            i -= down;
            j -= across;
            here = before;
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
