//! Exchanges of units, and what one weighs before any data.

use std::collections::BTreeSet;

use imya::sound::{Group, Inventory, Rules, Unit};

/// One side of an exchange: no unit, one or two.
pub type Side = (Option<Unit>, Option<Unit>);
/// An exchange; the smaller side first, so that both directions are one.
pub type Exchange = (Side, Side);

/// Weights in nats of exchanges between sounds of these kinds, before any data.
pub const SAME_GROUP: f64 = -2.0;
pub const CONSONANTS: f64 = -4.0;
pub const VOWEL_AND_GLIDE: f64 = -2.5;
pub const OTHER: f64 = -5.5;
pub const GAP_VOWEL: f64 = -3.0;
pub const GAP_SIGN: f64 = -1.0;
pub const GAP_CONSONANT: f64 = -4.0;
pub const SWAP: f64 = -5.0;

pub fn one(unit: Unit) -> Side {
    (Some(unit), None)
}

pub fn two(first: Unit, second: Unit) -> Side {
    (Some(first), Some(second))
}

pub const NONE: Side = (None, None);

pub fn exchange(left: Side, right: Side) -> Exchange {
    if left <= right {
        (left, right)
    } else {
        (right, left)
    }
}

pub fn sides(exchange: Exchange) -> impl Iterator<Item = Unit> {
    let ((a, b), (c, d)) = exchange;
    [a, b, c, d].into_iter().flatten()
}

/// What an exchange weighs before any data, in nats.
pub fn prior(exchange: Exchange) -> f64 {
    let inventory = Inventory::embedded();
    let soft = |group| matches!(group, Group::Vowel | Group::Glide);
    let rare = |group| matches!(group, Group::Sign | Group::Digit);
    match exchange {
        (NONE, (Some(unit), None)) => match inventory.group(unit) {
            Group::Vowel | Group::Glide => GAP_VOWEL,
            Group::Sign => GAP_SIGN,
            _ => GAP_CONSONANT,
        },
        ((Some(left), None), (Some(right), None)) => {
            let (own, other) = (inventory.group(left), inventory.group(right));
            if left == right {
                1.0
            } else if own == other && own != Group::Digit {
                SAME_GROUP
            } else if soft(own) && soft(other) {
                VOWEL_AND_GLIDE
            } else if soft(own) || soft(other) || rare(own) || rare(other) {
                OTHER
            } else {
                CONSONANTS
            }
        }
        _ => OTHER,
    }
}

/// The exchanges that rules name.
pub fn ruled() -> BTreeSet<Exchange> {
    exchanges(Rules::embedded().exchanges())
}

/// Exchanges of at most two units for as many.
pub fn exchanges<'r>(named: impl Iterator<Item = (&'r [Unit], &'r [Unit])>) -> BTreeSet<Exchange> {
    let side = |units: &[Unit]| (units.first().copied(), units.get(1).copied());
    named
        .filter(|(left, right)| left.len() <= 2 && right.len() <= 2)
        .map(|(left, right)| exchange(side(left), side(right)))
        .collect()
}

/// The ways to see an exchange of two units for one as one of single units and a gap.
pub fn parts(exchange: Exchange) -> impl Iterator<Item = ((Side, Side), (Side, Side))> {
    let units = match exchange {
        ((Some(a), None), (Some(b), Some(c))) | ((Some(b), Some(c)), (Some(a), None)) => {
            Some([(a, b, c), (a, c, b)])
        }
        _ => None,
    };
    let units = units.into_iter().flatten();
    units.map(|(a, paired, left)| ((one(a), one(paired)), (NONE, one(left))))
}
