//! Names that cannot reach a score are told from the others far faster than they are compared.
//!
//! For every unit a table has the most it can add to an alignment with each word of the query, and the
//! least its step loses. Summed over a word they bound its weight, hence its similarity, its loss and its
//! worst exchange; what evidence can come of those is bounded by tables worked out from the weights. The
//! bound on the whole is above what any assignment of the words can give.

use wide::i16x8;

use crate::gazetteer::Kind;
use crate::name::Genders;
use crate::sound::Costs;

use super::ceiling::Ceiling;
use super::outline::{Outline, Shape, WORDS};
use super::pair::{ENDING_UNIT, LEAST_SHARE, LEAST_SIMILARITY};
use super::prepared::PreparedName;
use super::word::Role;

/// Words of the query, and its neighbours read as one.
const LANES: usize = 2 * WORDS;
/// Sums of weights below this cannot overflow.
const GREATEST_WEIGHT: i32 = 800;
/// Two words read as one are at least so much alike.
const LEAST_JOINED: f32 = 0.6;
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
        for (word, lane) in query.view().words().zip(&mut lanes) {
            let spelled = word.spelled();
            let extremes = costs.extremes(spelled.units, spelled.pairs);
            for unit in 0..costs.inventory().len() {
                if extremes.weight[unit] > GREATEST_WEIGHT {
                    return None;
                }
                lane.0[unit] = extremes.weight[unit].max(-GREATEST_WEIGHT) as i16;
                // A step less is lost where halves are rounded.
                lane.1[unit] = (extremes.loss[unit] - 1).clamp(0, i32::from(i16::MAX)) as i16;
            }
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
        match self.bounds(outline) {
            Some(bounds) => self.most(name, &bounds) + ROUNDING >= self.least,
            None => true,
        }
    }

    /// Bounds on each word of the query beside each of the name; `None` where two words may be read as
    /// one.
    #[inline]
    fn bounds(&self, name: &Outline) -> Option<[[Bound; WORDS]; WORDS]> {
        let mut bounds = [[Bound::HOPELESS; WORDS]; WORDS];
        let mut before: Option<(&Shape, Sums)> = None;
        for (column, other) in name.words().iter().enumerate() {
            let sums = self.sums(name, other);
            for (row, own) in self.outline.words().iter().enumerate() {
                bounds[row][column] = Bound::new(own, other, &sums, row);
                if let Some((neighbour, earlier)) = &before {
                    let weight = i32::from(earlier.whole[row]) + i32::from(sums.whole[row]);
                    let joined = join(neighbour, other);
                    if similarity_of_joined(&joined, own, weight, i32::MAX) > LEAST_JOINED {
                        return None;
                    }
                }
            }
            for (row, pair) in self.outline.words().windows(2).enumerate() {
                let joined = join(&pair[0], &pair[1]);
                let (whole, positive) = (sums.whole[WORDS + row], sums.positive[WORDS + row]);
                let similarity =
                    similarity_of_joined(&joined, other, i32::from(whole), i32::from(positive));
                if similarity > LEAST_JOINED {
                    return None;
                }
            }
            before = Some((other, sums));
        }
        Some(bounds)
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
        for (row, own) in queried.iter().enumerate() {
            let mut best = f32::NEG_INFINITY;
            let mut likest = false;
            for (column, other) in named.iter().enumerate() {
                let bound = &bounds[row][column];
                likest |= is_special(own, other) || bound.similarity > 0.95;
                let further = choices.several(pair_role(own, other));
                best = best.max(self.of_pair(name, own, other, bound, further));
            }
            alike &= likest;
            if choices.may_leave_row(row) {
                best = best.max(self.ceiling.left_over(own, named, self.kind));
            }
            sum += best;
        }
        for (column, other) in named.iter().enumerate() {
            if choices.may_leave_column(column) {
                let left_over = self.ceiling.left_over(other, queried, self.kind);
                sum += left_over.max(0.0);
            }
        }
        sum + if alike { self.ceiling.all_alike } else { 0.0 }
    }

    #[inline]
    fn of_pair(
        &self,
        name: &PreparedName,
        own: &Shape,
        other: &Shape,
        bound: &Bound,
        further: bool,
    ) -> f32 {
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
            let (one, two) = (self.outline.given, name.outline.given);
            if one & two != 0 {
                most = most.max(of_role.same_name);
            } else if one != 0 && two != 0 {
                most += of_role.known_clash;
            }
        }
        if further {
            most = most.max(of_role.further(bound));
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

/// Which words can be paired at all; a bit for each.
struct Choices {
    /// By word of the query the words of the name that it may be assigned to or contradict, and the other
    /// way round.
    rows: [u8; WORDS],
    columns: [u8; WORDS],
    /// By word of the query the words of the name that contradict it if both are left over.
    clashes: [u8; WORDS],
    /// By role the words of the query and of the name that may be in a pair of the role.
    by_role: [(u8, u8); 4],
}

impl Choices {
    #[inline]
    fn new(queried: &[Shape], named: &[Shape], bounds: &[[Bound; WORDS]; WORDS]) -> Self {
        let mut choices = Choices {
            rows: [0; WORDS],
            columns: [0; WORDS],
            clashes: [0; WORDS],
            by_role: [(0, 0); 4],
        };
        for (row, own) in queried.iter().enumerate() {
            for (column, other) in named.iter().enumerate() {
                let clash = has_counterpart(own, other);
                let alike = bounds[row][column].similarity >= LEAST_SIMILARITY;
                if !(clash || alike || is_special(own, other)) {
                    continue;
                }
                choices.rows[row] |= 1 << column;
                choices.columns[column] |= 1 << row;
                choices.clashes[row] |= u8::from(clash) << column;
                let of_role = &mut choices.by_role[pair_role(own, other) as usize];
                of_role.0 |= 1 << row;
                of_role.1 |= 1 << column;
            }
        }
        choices
    }

    /// Whether several pairs may have the role, so that one of them is not the least alike.
    #[inline]
    fn several(&self, role: Role) -> bool {
        let (rows, columns) = self.by_role[role as usize];
        rows.count_ones() > 1 && columns.count_ones() > 1
    }

    /// Whether a word of the query may be left over: not where a word of the name that is for no other
    /// contradicts it.
    #[inline]
    fn may_leave_row(&self, row: usize) -> bool {
        let sole = |column: usize| self.columns[column] == 1 << row;
        !(0..WORDS).any(|column| self.clashes[row] >> column & 1 == 1 && sole(column))
    }

    /// As [`Choices::may_leave_row`], for a word of the name.
    #[inline]
    fn may_leave_column(&self, column: usize) -> bool {
        let sole = |row: usize| self.rows[row] == 1 << column;
        !(0..WORDS).any(|row| self.clashes[row] >> column & 1 == 1 && sole(row))
    }
}

impl Bound {
    const HOPELESS: Bound = Bound {
        similarity: -1.0,
        weight: -1000.0,
        loss: 0.0,
        worst: 0.0,
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
        let weight = if own.length >= other.length {
            i32::from(sum) + missed
        } else {
            i32::from(sum).min(i32::from(sums.positive[lane]) + missed)
        };
        let whole = (whole as f32).max(1.0);
        let both = (whole - lost as f32).max(whole * LEAST_SHARE);
        let shares = if weight > 0 { both } else { whole };
        Bound {
            similarity: (2.0 * weight as f32 / shares).clamp(-1.0, 1.1),
            weight: weight as f32 / 64.0,
            loss: (both / 2.0 - weight as f32) / 64.0,
            worst: f32::from(loss.max(least_loss)) / 64.0,
        }
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

/// A bound on how much alike a word is to two that are read as one.
#[inline]
fn similarity_of_joined(joined: &Shape, other: &Shape, weight: i32, positive: i32) -> f32 {
    if joined.initial {
        return -1.0;
    }
    let (missed, _) = left_out(joined, other, false);
    let weight = if positive == i32::MAX || joined.length < other.length {
        weight.min(positive)
    } else {
        weight + missed
    };
    2.0 * weight as f32 / (f32::from(joined.own) + f32::from(other.own)).max(1.0)
}

/// Whether the words fit otherwise than by their spelling.
#[inline]
fn is_special(own: &Shape, other: &Shape) -> bool {
    own.initial
        || other.initial
        || own.number
        || other.number
        || own.generic && other.generic
        || own.role == other.role && matches!(own.role, Role::Given | Role::Patronymic)
}

/// Whether the words contradict each other if both are left over.
#[inline]
fn has_counterpart(own: &Shape, other: &Shape) -> bool {
    let name = |word: &Shape| !word.initial && !word.number && !word.generic;
    own.role == other.role && name(own) && name(other)
}

/// As that of words.
#[inline]
fn pair_role(own: &Shape, other: &Shape) -> Role {
    match (own.initial, other.initial) {
        (true, false) => other.role,
        (false, true) => own.role,
        _ if own.role == other.role => own.role,
        _ => Role::Surname,
    }
}
