//! Bounds on how alike two words are, without aligning them.

use super::outline::{Shape, WORDS};
use super::pair::{ENDING_UNIT, LEAST_SHARE, WordPair};

/// Words of the query, and its neighbours read as one.
pub(super) const LANES: usize = 2 * WORDS;

/// How two neighbours in a name are written, which says how much alike to another word they are at least, read as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Neighbours {
    /// They stand apart.
    Apart,
    /// A hyphen joins them: Ing-wen, Инвэнь.
    Hyphened,
}

impl Neighbours {
    /// By whether a hyphen joins the words.
    #[inline]
    pub(super) fn new(hyphen: bool) -> Self {
        match hyphen {
            true => Neighbours::Hyphened,
            false => Neighbours::Apart,
        }
    }

    /// What they are more alike to another word than, as a fraction.
    #[inline]
    fn least(self) -> (i32, i32) {
        match self {
            Neighbours::Apart => (3, 5),
            Neighbours::Hyphened => (1, 2),
        }
    }

    /// What they are more alike to another word than.
    pub(super) fn least_similarity(self) -> f32 {
        let (numerator, denominator) = self.least();
        numerator as f32 / denominator as f32
    }

    /// What a word, or two, add at most to being alike to a word of the query, by a bound on their weight;
    /// compared with [`need`](Neighbours::need). That of two is the sum.
    #[inline]
    pub(super) fn gain(self, word: &Shape, weight: i32) -> i32 {
        let (numerator, denominator) = self.least();
        2 * denominator * weight - numerator * i32::from(word.own)
    }

    #[inline]
    pub(super) fn need(self, other: &Shape) -> i32 {
        self.least().0 * i32::from(other.own)
    }

    /// Whether a word may be so much alike to them that they are read as one, by a bound on the weight.
    #[inline]
    pub(super) fn may_be_joined(self, joined: &Shape, other: &Shape, weight: i32) -> bool {
        !joined.initial && self.gain(joined, weight) >= self.need(other)
    }
}

/// What units without a counterpart take from a bound.
#[derive(Debug, Clone, Copy)]
pub(super) struct Missing {
    /// In steps.
    pub weight: i32,
    pub loss: i32,
}

/// Bounds on a word of the name beside all words of the query, by lane.
pub(super) struct Sums {
    /// With all units.
    pub whole: [i16; LANES],
    /// Without what the endings may cost.
    pub stem: [i16; LANES],
    /// Without what any unit may cost.
    pub positive: [i16; LANES],
    pub whole_loss: [i16; LANES],
    pub stem_loss: [i16; LANES],
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

impl Bound {
    /// What is known of two words that were compared.
    pub(super) fn exact(pair: &WordPair) -> Self {
        let weight = pair.weight as f32 / 64.0;
        Bound {
            similarity: pair.similarity,
            weight,
            loss: pair.loss,
            worst: pair.worst,
            sum: weight,
        }
    }

    /// What is known of two words that are one name, however they are spelt.
    pub(super) fn of_one_name(own: &Shape, other: &Shape) -> Self {
        let weight = f32::from(own.own.min(other.own)) / 64.0;
        Bound {
            similarity: 1.0,
            weight,
            loss: 0.0,
            worst: 0.0,
            sum: weight,
        }
    }

    #[inline]
    pub(super) fn new(own: &Shape, other: &Shape, sums: &Sums, lane: usize) -> Self {
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

    pub(super) fn lower(&mut self, own: &Shape, other: &Shape, missing: Missing) {
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
pub(super) fn left_out(own: &Shape, other: &Shape, endings: bool) -> (i32, i16) {
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
pub(super) fn join(first: &Shape, second: &Shape) -> Shape {
    Shape {
        initial: first.initial || second.initial,
        length: first.length + second.length,
        joints: first.joints + second.joints,
        least_gap: first.least_gap.max(second.least_gap),
        own: first.own.saturating_add(second.own),
        ..*first
    }
}
