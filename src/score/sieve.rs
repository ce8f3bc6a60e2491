//! Names that cannot reach a score are told from the others far faster than they are compared.
//!
//! For every unit a table has the most it can add to an alignment with each word of the query, and the
//! least its step loses. Summed over a word they bound its weight, hence its similarity, its loss and its
//! worst exchange; what evidence can come of those is bounded by tables worked out from the weights. The
//! bound on the whole is above what any assignment of the words can give.

use std::array::from_fn;
use std::sync::LazyLock;

use wide::i16x8;

use crate::gazetteer::Kind;
use crate::name::Genders;
use crate::sound::{Costs, Group, Unit};

use super::ceiling::Ceiling;
use super::choices::{Choices, is_special, pair_role};
use super::outline::{Outline, Shape, WORDS};
use super::pair::{ENDING_UNIT, LEAST_SHARE};
use super::prepared::PreparedName;
use super::word::Role;

/// Words of the query, and its neighbours read as one.
const LANES: usize = 2 * WORDS;
/// Longer words of queries have no bounds.
const MOST_UNITS: usize = 32;
/// Sums of weights below this cannot overflow.
const GREATEST_WEIGHT: i32 = 800;
/// Two words read as one are at least so much alike, as a fraction.
const LEAST_JOINED: (i32, i32) = (3, 5);
/// More than the sums of the evidence can differ by rounding.
const ROUNDING: f32 = 0.01;

/// A query and the least score that is asked for.
#[derive(Debug)]
pub(super) struct Sieve {
    /// The logarithm of the odds that the score stands for.
    least: f32,
    kind: Kind,
    genders: Genders,
    outline: Outline,
    ceiling: &'static Ceiling,
    /// By unit, for every word of the query: the greatest weight and the least loss.
    extremes: Vec<[i16x8; 2]>,
    /// By word of the query: what tells how many units find no counterpart in order.
    orders: Vec<Order>,
    /// What two neighbours having changed places weighs and loses, in steps.
    swap: (i32, i32),
}

/// Which units of names find a counterpart in a word of the query, and where.
#[derive(Debug, Clone)]
struct Order {
    /// As `places` of what [`Costs::extremes`](crate::sound::Costs) gives.
    places: [u64; 256],
    /// What a unit weighs less at least where it finds none, in steps.
    drop: [i16; 256],
    /// What its step loses at least then.
    loss: [i16; 256],
}

/// What units without a counterpart take from a bound.
#[derive(Debug, Clone, Copy)]
struct Missing {
    /// In steps.
    weight: i32,
    loss: i32,
}

/// Bounds on a word of the name beside all words of the query, by lane.
struct Sums {
    /// With all units.
    whole: [i16; LANES],
    /// Without what the endings may cost.
    stem: [i16; LANES],
    /// Without what any unit may cost.
    positive: [i16; LANES],
    whole_loss: [i16; LANES],
    stem_loss: [i16; LANES],
}

/// Bounds on a pair of words: from above on similarity and weight, from below on the losses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    pub similarity: f32,
    /// In nats, as the losses.
    pub weight: f32,
    pub loss: f32,
    pub worst: f32,
    /// What the weight is bounded by if more units than the lengths demand are left out.
    sum: f32,
}

impl Sieve {
    /// `None` where bounds on scores of the query cannot be told.
    pub(super) fn new(query: &PreparedName, least_score: f32) -> Option<Self> {
        let outline = query.outline;
        let words = outline.words().len();
        if words == 0 || !(f32::MIN_POSITIVE..1.0).contains(&least_score) {
            return None;
        }
        let costs = Costs::embedded();
        let mut lanes = [([i16::MIN; 256], [i16::MAX; 256]); LANES];
        let mut orders = Vec::with_capacity(2 * words);
        for (word, lane) in query.view().words().zip(&mut lanes) {
            let spelled = word.spelled();
            if spelled.units.len() > MOST_UNITS {
                return None;
            }
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
                lanes.map(|lane| lane.0[unit]).into(),
                lanes.map(|lane| lane.1[unit]).into(),
            ]
        };
        let odds = f64::from(least_score) / (1.0 - f64::from(least_score));
        Some(Sieve {
            least: odds.ln() as f32,
            kind: query.kind,
            genders: query.genders,
            outline,
            ceiling: Ceiling::of(query.kind),
            extremes: (0..256).map(of_unit).collect(),
            orders,
            swap: (-costs.swap(), costs.least_swap_loss()),
        })
    }

    /// Whether the name may reach the score.
    pub(super) fn passes(&self, name: &PreparedName) -> bool {
        let outline = &name.outline;
        if outline.words().is_empty() {
            return !name.is_empty();
        }
        if name.kind != self.kind {
            return true;
        }
        let mut bounds = [[Bound::HOPELESS; WORDS]; WORDS];
        let joins = self.enter_bounds(outline, &mut bounds);
        if !joins && !self.may_reach(name, &bounds) {
            return false;
        }
        self.look_at_order(outline, &mut bounds);
        self.may_reach(name, &bounds) || joins && self.may_join(outline)
    }

    #[inline]
    fn may_reach(&self, name: &PreparedName, bounds: &[[Bound; WORDS]; WORDS]) -> bool {
        self.most(name, bounds) + ROUNDING >= self.least
    }

    /// Lowers the bounds by what units without a counterpart take from them.
    fn look_at_order(&self, name: &Outline, bounds: &mut [[Bound; WORDS]; WORDS]) {
        for (order, (own, bounds)) in self
            .orders
            .iter()
            .zip(self.outline.words().iter().zip(bounds))
        {
            for (other, bound) in name.words().iter().zip(bounds) {
                let units = name.units(other);
                let ending = match own.declensions & other.declensions {
                    0 => 0,
                    _ => usize::from(other.longest_ending),
                };
                let stem = units.get(..units.len().saturating_sub(ending));
                let missing = self.missing(order, stem.unwrap_or_default());
                bound.lower(own, other, missing);
            }
        }
    }

    /// How much the units without a counterpart take at least; vowels and consonants apart, for vowels take
    /// little.
    fn missing(&self, order: &Order, units: &[u8]) -> Missing {
        let vowel = &*VOWELS;
        let mut free = [u64::MAX; 2];
        let mut counts = [0_u32; 2];
        let mut drops = [self.swap.0; 2];
        let mut losses = [self.swap.1; 2];
        for unit in units.iter().map(|&unit| usize::from(unit)) {
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

    /// Bounds on each word of the query beside each of the name, and whether two words may be read as one.
    #[inline]
    fn enter_bounds(&self, name: &Outline, bounds: &mut [[Bound; WORDS]; WORDS]) -> bool {
        let mut joins = false;
        let queried = self.outline.words();
        let mut before: Option<(&Shape, Sums)> = None;
        for (column, other) in name.words().iter().enumerate() {
            let sums = self.sums(name, other);
            for (row, own) in queried.iter().enumerate() {
                bounds[row][column] = Bound::new(own, other, &sums, row);
                if let Some((neighbour, earlier)) = &before {
                    let weight = i32::from(earlier.whole[row]) + i32::from(sums.whole[row]);
                    joins |= are_alike_joined(&join(neighbour, other), own, weight);
                }
            }
            for (row, pair) in queried.windows(2).enumerate() {
                let (joined, weight) = (join(&pair[0], &pair[1]), sums.whole[WORDS + row]);
                let missed = match joined.length > other.length {
                    true => left_out(&joined, other, false).0,
                    false => 0,
                };
                joins |= are_alike_joined(&joined, other, i32::from(weight) + missed);
            }
            before = Some((other, sums));
        }
        joins
    }

    /// Whether two words may be read as one; looks at the order of units too.
    fn may_join(&self, name: &Outline) -> bool {
        let (queried, named) = (self.outline.words(), name.words());
        let of_name = named.windows(2).any(|pair| {
            let (joined, units) = (
                join(&pair[0], &pair[1]),
                name.units_of_both(&pair[0], &pair[1]),
            );
            queried.iter().enumerate().any(|(row, own)| {
                let sum: i32 = units.iter().map(|&unit| self.weight(unit, row)).sum();
                let weight = sum - self.missing(&self.orders[row], units).weight;
                are_alike_joined(&joined, own, weight)
            })
        });
        of_name
            || queried.windows(2).enumerate().any(|(row, pair)| {
                let joined = join(&pair[0], &pair[1]);
                named.iter().any(|other| {
                    let units = name.units(other).iter();
                    let mut weight: i32 = units.map(|&unit| self.weight(unit, WORDS + row)).sum();
                    if joined.length > other.length {
                        weight += left_out(&joined, other, false).0;
                    }
                    are_alike_joined(&joined, other, weight)
                })
            })
    }

    /// The most a unit weighs beside a word, or two, of the query.
    fn weight(&self, unit: u8, lane: usize) -> i32 {
        i32::from(self.extremes[usize::from(unit)][0].to_array()[lane])
    }

    #[inline]
    fn sums(&self, name: &Outline, word: &Shape) -> Sums {
        let units = name.units(word);
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

    /// A bound on the sum of all evidence.
    #[inline]
    fn most(&self, name: &PreparedName, bounds: &[[Bound; WORDS]; WORDS]) -> f32 {
        let (queried, named) = (self.outline.words(), name.outline.words());
        let choices = Choices::new(queried, named, bounds);
        let mut sum = self.ceiling.once(
            (self.genders, name.genders),
            (self.outline.telling, name.outline.telling),
        );
        let mut alike = true;
        let mut least_further = f32::INFINITY;
        for (row, own) in queried.iter().enumerate() {
            let (mut best, mut further) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
            let mut likest = false;
            if choices.may_leave_row(row) {
                best = self.ceiling.left_over(own, named, self.kind);
            }
            for (column, other) in named.iter().enumerate() {
                let bound = &bounds[row][column];
                if !choices.may_pair(row, column) {
                    continue;
                }
                likest |= is_special(own, other) || bound.similarity > 0.95;
                let role = pair_role(own, other);
                best = best.max(self.of_pair(name, own, other, bound));
                if choices.several(role) && !own.initial && !other.initial {
                    let most = self.ceiling.roles[role as usize].further(bound);
                    further = further.max(most + self.ceiling.other_role(own.role, other.role));
                }
            }
            alike &= likest;
            least_further = least_further.min((further - best).max(0.0));
            sum += best.max(further);
        }
        // Of the pairs of one role, one is the least alike.
        sum -= least_further;
        for (column, other) in named.iter().enumerate() {
            if choices.may_leave_column(column) {
                let left_over = self.ceiling.left_over(other, queried, self.kind);
                sum += left_over.max(0.0);
            }
        }
        sum + if alike { self.ceiling.all_alike } else { 0.0 }
    }

    #[inline]
    fn of_pair(&self, name: &PreparedName, own: &Shape, other: &Shape, bound: &Bound) -> f32 {
        let ceiling = self.ceiling;
        if own.initial || other.initial {
            return ceiling.initial;
        }
        let of_role = &ceiling.roles[pair_role(own, other) as usize];
        if own.role == Role::Patronymic && other.role == Role::Patronymic {
            return of_role.any.max(of_role.same_name);
        }
        let mut most = of_role.spelling(own, other, bound);
        if own.role == Role::Given && other.role == Role::Given {
            let (one, two) = (&self.outline, &name.outline);
            let common = one.given & two.given;
            if one.given != 0 && two.given != 0 && common & (one.short_forms | two.short_forms) == 0
            {
                most += of_role.known_clash;
            }
            if common != 0 {
                most = most.max(of_role.same_name);
            }
        }
        if own.number || other.number {
            most = most.max(ceiling.number);
        }
        if own.generic && other.generic {
            most = most.max(ceiling.same_meaning);
        }
        most + ceiling.other_role(own.role, other.role)
    }
}

impl Bound {
    const HOPELESS: Bound = Bound {
        similarity: -1.0,
        weight: -1000.0,
        loss: 0.0,
        worst: 0.0,
        sum: -1000.0,
    };

    #[inline]
    fn new(own: &Shape, other: &Shape, sums: &Sums, lane: usize) -> Self {
        let endings = own.declensions & other.declensions != 0;
        let (sum, loss) = match endings {
            true => (sums.stem[lane], sums.stem_loss[lane]),
            false => (sums.whole[lane], sums.whole_loss[lane]),
        };
        let whole = i32::from(own.own) + i32::from(other.own);
        let lengths = i32::from(own.longest_ending) + i32::from(other.longest_ending);
        let lost = if endings { lengths * ENDING_UNIT } else { 0 };
        let (missed, least_loss) = left_out(own, other, endings);
        // Units of the name that are left out are in the sum, those of the query are not.
        let (sum, weight) = if own.length >= other.length {
            (i32::from(sum) + missed, i32::from(sum) + missed)
        } else {
            let positive = i32::from(sums.positive[lane]);
            (i32::from(sum), i32::from(sum).min(positive + missed))
        };
        let whole = (whole as f32).max(1.0);
        let both = (whole - lost as f32).max(whole * LEAST_SHARE);
        Bound {
            sum: sum as f32 / 64.0,
            ..Bound::of_weight(
                weight as f32 / 64.0,
                (whole / 64.0, both / 64.0),
                f32::from(loss.max(least_loss)) / 64.0,
            )
        }
    }

    /// All in nats; what the words weigh against themselves, with and without endings.
    #[inline]
    fn of_weight(weight: f32, (whole, both): (f32, f32), worst: f32) -> Self {
        let shares = if weight > 0.0 { both } else { whole };
        Bound {
            similarity: (2.0 * weight / shares).clamp(-1.0, 1.1),
            weight,
            loss: both / 2.0 - weight,
            worst,
            sum: weight,
        }
    }

    fn lower(&mut self, own: &Shape, other: &Shape, missing: Missing) {
        let whole = (f32::from(own.own) + f32::from(other.own)).max(1.0) / 64.0;
        let both = 2.0 * (self.loss + self.weight);
        *self = Bound::of_weight(
            self.weight.min(self.sum - missing.weight as f32 / 64.0),
            (whole, both),
            self.worst.max(missing.loss as f32 / 64.0),
        );
    }
}

/// What is lost at least because one word is longer than the other, and what the least of the omissions
/// loses; in steps.
#[inline]
fn left_out(own: &Shape, other: &Shape, endings: bool) -> (i32, i16) {
    let (long, short) = if own.length >= other.length {
        (own, other)
    } else {
        (other, own)
    };
    let ending = if endings { long.longest_ending } else { 0 };
    let kept = i32::from(short.length) + i32::from(long.joints) + i32::from(ending);
    let missed = (i32::from(long.length) - kept).max(0);
    let loss = if missed > 0 { long.least_loss } else { 0 };
    (missed * i32::from(long.least_gap), loss)
}

/// Two neighbours as one word.
fn join(first: &Shape, second: &Shape) -> Shape {
    Shape {
        initial: first.initial || second.initial,
        length: first.length + second.length,
        joints: first.joints + second.joints,
        least_gap: first.least_gap.max(second.least_gap),
        own: first.own.saturating_add(second.own),
        ..*first
    }
}

/// Whether a word may be so much alike to two read as one that they are, by a bound on the weight.
#[inline]
fn are_alike_joined(joined: &Shape, other: &Shape, weight: i32) -> bool {
    let both = i32::from(joined.own) + i32::from(other.own);
    !joined.initial && LEAST_JOINED.1 * 2 * weight >= LEAST_JOINED.0 * both
}

/// By unit, whether it is a vowel or another sound that is left out lightly.
static VOWELS: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let inventory = Costs::embedded().inventory();
    let is_vowel = |group| matches!(group, Group::Vowel | Group::Glide | Group::Sign);
    from_fn(|unit| is_vowel(inventory.group(Unit(unit as u8))))
});

fn short(steps: i32) -> i16 {
    steps.clamp(0, i32::from(i16::MAX)) as i16
}
