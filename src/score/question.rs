//! What a query is beside words of names: how much they can say at most.

use std::array::from_fn;
use std::sync::LazyLock;

use wide::i16x8;

use crate::gazetteer::Kind;
use crate::name::Genders;
use crate::sound::{Costs, Grid, Group, Pattern, Unit, UnitSet, sounds_of};

use super::bound::{Bound, LANES, Missing, Neighbours, Sums, join, left_out};
use super::ceiling::Ceiling;
use super::choices::{has_counterpart, is_special, pair_role};
use super::joined::compare_joined;
use super::judge::{last_consonants, suffixes_clash};
use super::known::{Effort, Key, Known, Said};
use super::outline::{Outline, Shape, WORDS};
use super::pair::{Fit, LEAST_SIMILARITY, WordPair, compare_words};
use super::prepared::{NameView, PreparedName};
use super::word::{Role, Word};

/// Longer words of queries have no bounds.
const MOST_UNITS: usize = 32;
/// Sums of weights below this cannot overflow.
const GREATEST_WEIGHT: i32 = 800;
/// Of words that are never read as one with a neighbour; two of them can be added.
const NO_GAIN: i32 = i32::MIN / 4;

/// A query and the least score that is asked for.
#[derive(Debug)]
pub(super) struct Question {
    /// The logarithm of the odds that the score stands for.
    pub(super) least: f32,
    pub(super) kind: Kind,
    pub(super) outline: Outline,
    pub(super) ceiling: &'static Ceiling,
    /// By word of the query what it says at most without counterpart, where the name has no word of its
    /// role and where it has one.
    pub(super) left_over: [[f32; 2]; WORDS],
    /// The greatest of these, by the words that cannot be left over, a bit each.
    pub(super) greatest_left_over: [[f32; WORDS]; 1 << WORDS],
    /// What is said once of the query and a name, by the name's genders and telling words.
    pub(super) once: [[f32; 3]; 16],
    /// By word of the query; see [`Neighbours::need`].
    pub(super) joined_needs: [i32; WORDS],
    /// The same where a hyphen joins the two words of a name.
    pub(super) hyphened_needs: [i32; WORDS],
    /// By word of the query what its units gain at most, in steps.
    pub(super) gains: [[i32; MOST_UNITS]; WORDS],
    /// By unit, for every word of the query: the greatest weight and the least loss.
    pub(super) extremes: Vec<[i16x8; 2]>,
    /// By word of the query: what tells how many units find no counterpart in order.
    pub(super) orders: Vec<Order>,
    /// The words of the query, to be compared with two read as one.
    pub(super) patterns: Vec<Pattern>,
    /// What two neighbours having changed places weighs and loses, in steps.
    pub(super) swap: (i32, i32),
}

/// Which units of names find a counterpart in a word of the query, and where.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// As `places` of what [`Costs::extremes`](crate::sound::Costs) gives.
    places: [u64; 256],
    /// What a unit weighs less at least where it finds none, in steps.
    drop: [i16; 256],
    /// What its step loses at least then.
    loss: [i16; 256],
}

/// A query and a name, as they are compared.
pub(super) struct Names<'n> {
    pub query: NameView<'n>,
    pub name: NameView<'n>,
}

impl Question {
    /// `None` where bounds on scores of the query cannot be told.
    pub(super) fn new(query: &PreparedName, least_score: f32) -> Option<Self> {
        let outline = *query.outline();
        let words = outline.words().len();
        if words == 0 || !(f32::MIN_POSITIVE..1.0).contains(&least_score) {
            return None;
        }
        let costs = Costs::embedded();
        let mut lanes = [([i16::MIN; 256], [i16::MAX; 256]); LANES];
        let mut orders = Vec::with_capacity(words);
        let mut patterns = vec![Pattern::default(); words];
        let mut gains = [[0; MOST_UNITS]; WORDS];
        for (row, (word, lane)) in query.view().words().zip(&mut lanes).enumerate() {
            let spelled = word.spelled();
            if spelled.units.len() > MOST_UNITS {
                return None;
            }
            for (gain, &unit) in gains[row].iter_mut().zip(spelled.units) {
                *gain = costs.gain(unit, &[u64::MAX; 4]);
            }
            patterns[row].set(costs, spelled.units);
            let extremes = costs.extremes(spelled.units, spelled.pairs);
            for unit in 0..costs.inventory().len() {
                if extremes.weight[unit] > GREATEST_WEIGHT {
                    return None;
                }
                lane.0[unit] = extremes.weight[unit].max(-GREATEST_WEIGHT) as i16;
                // A step less is lost where halves are rounded.
                lane.1[unit] = short(extremes.loss[unit] - 1);
            }
            let (weight, poor) = (extremes.weight, extremes.poor);
            orders.push(Order {
                places: extremes.places,
                drop: from_fn(|unit| short(weight[unit].saturating_sub(poor[unit]))),
                loss: from_fn(|unit| short(extremes.poor_loss[unit].saturating_sub(1))),
            });
        }
        for first in 0..words.saturating_sub(1) {
            for unit in 0..256 {
                lanes[WORDS + first].0[unit] = lanes[first].0[unit].max(lanes[first + 1].0[unit]);
            }
        }
        let of_unit = |unit: usize| {
            [
                from_fn(|lane| lanes[lane].0[unit]).into(),
                from_fn(|lane| lanes[lane].1[unit]).into(),
            ]
        };
        let odds = f64::from(least_score) / (1.0 - f64::from(least_score));
        let ceiling = Ceiling::of(query.kind);
        let left_over = left_over(&outline, query.kind);
        let once = |genders: usize, telling: usize| {
            let genders = (query.genders, Genders::from_bits(genders as u8));
            ceiling.once(genders, (outline.telling, telling as u8))
        };
        let needs = |neighbours: Neighbours| {
            let words = outline.words();
            from_fn(|row| {
                words
                    .get(row)
                    .map_or(i32::MAX, |word| neighbours.need(word))
            })
        };
        Some(Question {
            least: odds.ln() as f32,
            kind: query.kind,
            left_over,
            greatest_left_over: from_fn(|forced| {
                from_fn(|row| match forced >> row & 1 {
                    0 => left_over[row][0].max(left_over[row][1]),
                    _ => f32::NEG_INFINITY,
                })
            }),
            once: from_fn(|genders| from_fn(|telling| once(genders, telling))),
            joined_needs: needs(Neighbours::Apart),
            hyphened_needs: needs(Neighbours::Hyphened),
            gains,
            outline,
            ceiling,
            extremes: (0..256).map(of_unit).collect(),
            orders,
            patterns,
            swap: (-costs.swap(), *LEAST_SWAP_LOSS),
        })
    }

    /// What a word says at most.
    pub(super) fn find_out(&self, key: Key, units: &[u8], effort: Effort) -> Known {
        let (shape, queried) = (&key.shape, self.outline.words());
        let sums = self.sums(shape, units);
        let sounds = sounds_of(units);
        let mut known = Known {
            key,
            effort,
            rows: [Said::NOTHING; WORDS],
            best: [f32::NEG_INFINITY; WORDS],
            joined: [NO_GAIN; WORDS],
            hyphened: [NO_GAIN; WORDS],
            forced: 0,
            alone: [f32::NEG_INFINITY; WORDS],
            roles: 0,
            covered: [0; WORDS],
            left_over: self.ceiling.left_over(shape, queried, self.kind).max(0.0),
            joins: false,
        };
        for (row, own) in queried.iter().enumerate() {
            let mut bound = Bound::new(own, shape, &sums, row);
            let order = &self.orders[row];
            if effort > Effort::Units {
                let ending = match own.declensions & shape.declensions {
                    0 => 0,
                    _ => usize::from(shape.longest_ending),
                };
                let stem = units.get(..units.len().saturating_sub(ending));
                bound.lower(
                    own,
                    shape,
                    self.missing(order, stem.unwrap_or_default().iter().copied()),
                );
            }
            if !shape.initial {
                let missing = self.missing(order, units.iter().copied());
                let joined = i32::from(sums.whole[row]) - missing.weight;
                known.joined[row] = Neighbours::Apart.gain(shape, joined);
                known.hyphened[row] = Neighbours::Hyphened.gain(shape, joined);
                known.covered[row] = self.covered(own, &sounds);
            }
            known.enter(
                row,
                self.said(&key, own, &bound, self.of_pair(&key, own, &bound)),
            );
        }
        for (row, pair) in queried.windows(2).enumerate() {
            let (joined, weight) = (join(&pair[0], &pair[1]), sums.whole[WORDS + row]);
            let missed = match joined.length > shape.length {
                true => left_out(&joined, shape, false).0,
                false => 0,
            };
            let neighbours = self.outline.neighbours(row + 1);
            known.joins |= neighbours.may_be_joined(&joined, shape, i32::from(weight) + missed);
        }
        known
    }

    /// The units of a word of the query that are exchanged for some of the others at a gain, a bit each.
    fn covered(&self, own: &Shape, others: &UnitSet) -> u32 {
        let costs = Costs::embedded();
        let units = self.outline.units(own).iter().take(MOST_UNITS).enumerate();
        units.fold(0, |covered, (at, &unit)| {
            covered | u32::from(costs.gain(unit, others) > 0) << at
        })
    }

    /// What the units of a word of the query gain at most that have a bit.
    pub(super) fn gain_of(&self, row: usize, mut covered: u32) -> i32 {
        let mut sum = 0;
        while covered != 0 {
            sum += self.gains[row][covered.trailing_zeros() as usize];
            covered &= covered - 1;
        }
        sum
    }

    fn said(&self, key: &Key, own: &Shape, bound: &Bound, most: f32) -> Said {
        let other = &key.shape;
        let (special, clash) = (is_special(own, other), has_counterpart(own, other));
        let role = pair_role(own, other);
        let further = self.ceiling.roles[role as usize].further(bound);
        Said {
            most,
            further: further + self.ceiling.other_role(own.role, other.role),
            role,
            may_pair: clash || special || bound.similarity >= LEAST_SIMILARITY,
            clash,
            alike: special || bound.similarity > 0.95,
            counts: !own.initial && !other.initial,
        }
    }

    /// Adds what comparing a word with those of the query says; numbers are not worth it.
    pub(super) fn compare(
        &self,
        known: &mut Known,
        column: usize,
        names: &Names<'_>,
        grid: &mut Grid,
    ) {
        let query = names.query;
        let word = names.name.word(column);
        for (row, own) in self.outline.words().iter().enumerate() {
            if own.number || known.key.shape.number {
                continue;
            }
            let pair = compare_words(&query.word(row), &word, grid);
            let most = self.of_compared(&known.key, own, &pair);
            known.enter(row, self.said(&known.key, own, &Bound::exact(&pair), most));
        }
        known.joins = known.joins
            && (1..query.len()).any(|second| {
                let neighbours = self.outline.neighbours(second);
                let (first, second) = (query.word(second - 1), query.word(second));
                are_joined(neighbours, &first, &second, &word, grid)
            });
    }

    /// How much the units without a counterpart take at least; vowels and consonants apart, for vowels take
    /// little.
    pub(super) fn missing(&self, order: &Order, units: impl Iterator<Item = u8>) -> Missing {
        let vowel = &*VOWELS;
        let mut free = [u64::MAX; 2];
        let mut counts = [0_u32; 2];
        let mut drops = [self.swap.0; 2];
        let mut losses = [self.swap.1; 2];
        for unit in units.map(usize::from) {
            let places = order.places[unit];
            if places == 0 {
                continue;
            }
            let class = usize::from(vowel[unit]);
            counts[class] += 1;
            drops[class] = drops[class].min(i32::from(order.drop[unit]));
            losses[class] = losses[class].min(i32::from(order.loss[unit]));
            // The longest common subsequence, bit by bit: a bit no longer free is one unit matched.
            let taken = free[class] & places;
            free[class] = free[class].wrapping_add(taken) | (free[class] - taken);
        }
        let missed = [0, 1].map(|class| counts[class].saturating_sub(free[class].count_zeros()));
        let loss_of = |class: usize| if missed[class] > 0 { losses[class] } else { 0 };
        Missing {
            weight: missed[0] as i32 * drops[0] + missed[1] as i32 * drops[1],
            loss: loss_of(0).max(loss_of(1)),
        }
    }

    /// The most a unit weighs beside a word of the query.
    pub(super) fn weight(&self, unit: u8, row: usize) -> i32 {
        i32::from(self.extremes[usize::from(unit)][0].to_array()[row])
    }

    #[inline]
    fn sums(&self, word: &Shape, units: &[u8]) -> Sums {
        let stem = units.len().saturating_sub(usize::from(word.longest_ending));
        let (stem, ending) = units.split_at(stem);
        let zero = i16x8::ZERO;
        let (mut whole, mut positive, mut loss) = (zero, zero, zero);
        for &unit in stem {
            let [weight, least] = self.extremes[usize::from(unit)];
            whole = whole.saturating_add(weight);
            positive = positive.saturating_add(weight.max(zero));
            loss = loss.max(least);
        }
        let (mut kept, stem_loss) = (whole, loss);
        for &unit in ending {
            let [weight, least] = self.extremes[usize::from(unit)];
            whole = whole.saturating_add(weight);
            let gained = weight.max(zero);
            kept = kept.saturating_add(gained);
            positive = positive.saturating_add(gained);
            loss = loss.max(least);
        }
        Sums {
            whole: whole.to_array(),
            stem: kept.to_array(),
            positive: positive.to_array(),
            whole_loss: loss.to_array(),
            stem_loss: stem_loss.to_array(),
        }
    }

    /// What two words say at most as the least alike of their role.
    fn of_pair(&self, key: &Key, own: &Shape, bound: &Bound) -> f32 {
        let (ceiling, other) = (self.ceiling, &key.shape);
        if own.initial || other.initial {
            return ceiling.initial;
        }
        let of_role = &ceiling.roles[pair_role(own, other) as usize];
        if own.role == Role::Patronymic && other.role == Role::Patronymic {
            return of_role.any.max(of_role.same_name);
        }
        let mut most = of_role.spelling(own, other, bound);
        if own.role == Role::Given && other.role == Role::Given {
            let (one, two) = (self.outline.given_of(own), key.given);
            let common = one.0 & two.0;
            if one.0 != 0 && two.0 != 0 && common & (one.1 | two.1) == 0 {
                most += of_role.known_clash;
            }
            if common != 0 {
                most = most.max(of_role.same_name);
            }
        }
        let surnames = pair_role(own, other) == Role::Surname;
        if surnames && suffixes_clash(own.declensions, other.declensions) {
            most += ceiling.suffix_clash;
        }
        if own.number || other.number {
            most = most.max(ceiling.number);
        }
        if own.generic && other.generic || own.place && other.place {
            most = most.max(ceiling.same_meaning);
        }
        if own.place && other.place && self.kind == Kind::Organisation {
            let bound = Bound::of_one_name(own, other);
            most = most.max(of_role.spelling(own, other, &bound));
        }
        most + ceiling.other_role(own.role, other.role)
    }

    /// As [`Question::of_pair`], of words that were compared.
    fn of_compared(&self, key: &Key, own: &Shape, pair: &WordPair) -> f32 {
        let (ceiling, other) = (self.ceiling, &key.shape);
        if own.initial || other.initial {
            return ceiling.of_initial(pair.fit);
        }
        let bound = Bound::exact(pair);
        let of_role = &ceiling.roles[pair_role(own, other) as usize];
        let spelling = of_role.spelling(own, other, &bound) + of_role.known_clash.max(0.0);
        match pair.fit {
            Fit::Patronymic | Fit::GivenName { short: false } => of_role.same_name,
            Fit::GivenName { short: true } => of_role.same_name.max(spelling),
            _ if own.role == Role::Patronymic && other.role == Role::Patronymic => spelling,
            _ if pair_role(own, other) == Role::Surname => {
                let last = ceiling.last_consonants * last_consonants(pair);
                self.of_pair(key, own, &bound) + last
            }
            _ => self.of_pair(key, own, &bound),
        }
    }
}

/// By word of a query what it says at most without counterpart, where the name has no word of its role and
/// where it has one.
fn left_over(outline: &Outline, kind: Kind) -> [[f32; 2]; WORDS] {
    let mut left_over = [[0.0; 2]; WORDS];
    for (own, left_over) in outline.words().iter().zip(&mut left_over) {
        let of_role = Shape {
            initial: false,
            ..*own
        };
        let ceiling = Ceiling::of(kind);
        *left_over = [
            ceiling.left_over(own, &[], kind),
            ceiling.left_over(own, &[of_role], kind),
        ];
    }
    left_over
}

/// Whether two neighbours, read as one, are so much alike to a word of the other name that they are.
pub(super) fn are_joined(
    neighbours: Neighbours,
    first: &Word<'_>,
    second: &Word<'_>,
    other: &Word<'_>,
    grid: &mut Grid,
) -> bool {
    let least = neighbours.least_similarity();
    compare_joined(least, first, second, other, grid).is_some_and(|pair| pair.similarity > least)
}

/// What two neighbours having changed places loses at least.
static LEAST_SWAP_LOSS: LazyLock<i32> = LazyLock::new(|| Costs::embedded().least_swap_loss());

/// By unit, whether it is a vowel or another sound that is left out lightly.
static VOWELS: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let inventory = Costs::embedded().inventory();
    let is_vowel = |group| matches!(group, Group::Vowel | Group::Glide | Group::Sign);
    from_fn(|unit| is_vowel(inventory.group(Unit(unit as u8))))
});

fn short(steps: i32) -> i16 {
    steps.clamp(0, i32::from(i16::MAX)) as i16
}
