//! Two neighbours read as one word, as names are written now together, now apart.

use std::cmp::Ordering;

use crate::sound::{Costs, Grid, MAXIMUM_UNITS, Pattern, Spelled};

use super::bound::Neighbours;
use super::matcher::{Joined, Matched, MatchedPair};
use super::pair::{Spelling, WordPair, compare_spelling_above};
use super::prepared::NameView;
use super::word::Word;

/// Of two words read as one and a counterpart as much is the same in order.
const LEAST_JOINED_LIKENESS: f32 = 0.65;

/// Reads a word that is left over together with its neighbour, where that fits better: Новая Каховка and
/// Новокаховка, Дунін-Марцінкевіч and Dunin Martsinkevich.
pub(super) fn join_words(
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &mut Matched,
    grid: &mut Grid,
) {
    for at in 0..matched.pairs.len() {
        let pair = matched.pairs[at];
        // Forms of one known name are whole as they stand.
        if pair.found.fit.is_of_one_name() || pair.found.similarity > 0.9 {
            continue;
        }
        let least = pair
            .found
            .similarity
            .max(Neighbours::Hyphened.least_similarity());
        if let Some((over, found)) = best_join(
            least,
            (left, &matched.left_over, pair.left),
            (right, pair.right),
            grid,
        ) {
            matched.left_over.retain(|&own| own != over);
            matched.pairs[at].found = found;
            matched.pairs[at].joined = Joined::Left;
        } else if let Some((over, found)) = best_join(
            least,
            (right, &matched.right_over, pair.right),
            (left, pair.left),
            grid,
        ) {
            matched.right_over.retain(|&own| own != over);
            matched.pairs[at].found = found;
            matched.pairs[at].joined = Joined::Right;
        }
    }
}

/// Pairs a word that is left over with two neighbours that are left over in the other name, where they are
/// alike, read as one, and neither is alone: Ятсен, Yat-sen.
pub(super) fn join_left_over(
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &mut Matched,
    grid: &mut Grid,
) {
    let (own, other) = (&matched.left_over, &matched.right_over);
    // Names of as many words have no word too few.
    let found = match own.len().cmp(&other.len()) {
        _ if own.is_empty() || other.is_empty() => None,
        Ordering::Equal => None,
        Ordering::Greater => {
            two_for_one((left, own), (right, other), grid).map(|found| (found, Joined::Left))
        }
        Ordering::Less => {
            two_for_one((right, other), (left, own), grid).map(|found| (found, Joined::Right))
        }
    };
    let Some(((first, counterpart, found), joined)) = found else {
        return;
    };
    let (over, other, ends) = match joined {
        Joined::Right => (
            &mut matched.right_over,
            &mut matched.left_over,
            (counterpart, first),
        ),
        _ => (
            &mut matched.left_over,
            &mut matched.right_over,
            (first, counterpart),
        ),
    };
    over.retain(|&own| own != first && own != first + 1);
    other.retain(|&own| own != counterpart);
    matched.pairs.push(MatchedPair {
        left: ends.0,
        right: ends.1,
        found,
        joined,
        contradiction: false,
    });
}

/// The first of two neighbours that, read as one, are alike to a word, that word, and how alike they are.
fn two_for_one(
    (name, over): (NameView<'_>, &[usize]),
    (other, counterparts): (NameView<'_>, &[usize]),
    grid: &mut Grid,
) -> Option<(usize, usize, WordPair)> {
    let neighbours = over.iter().filter(|&&at| over.contains(&(at + 1)));
    let both = neighbours.flat_map(|&at| counterparts.iter().map(move |&own| (at, own)));
    both.filter_map(|(at, own)| {
        let (first, second, word) = (name.word(at), name.word(at + 1), other.word(own));
        let lengths = (first.entry.length() + second.entry.length()).abs_diff(word.entry.length());
        let unlike = word.initial || 3 * lengths > word.entry.length();
        if unlike {
            return None;
        }
        let least = least_similarity(name, at + 1);
        let found = compare_joined(least, &first, &second, &word, grid)?;
        (found.similarity > least).then_some((at, own, found))
    })
    .max_by_key(|(_, _, found)| found.weight)
}

/// The neighbour that is left over and best read as one with a word, if the two are more alike to the
/// counterpart than `least`.
fn best_join(
    least: f32,
    (name, over, at): (NameView<'_>, &[usize], usize),
    (other, counterpart): (NameView<'_>, usize),
    grid: &mut Grid,
) -> Option<(usize, WordPair)> {
    let counterpart = other.word(counterpart);
    let beside = |&own: &usize| own + 1 == at || own == at + 1;
    let neighbours = over.iter().copied().filter(beside);
    let found = neighbours.filter_map(|neighbour| {
        let (first, second) = (neighbour.min(at), neighbour.max(at));
        let (first, second) = (name.word(first), name.word(second));
        let found = compare_joined(least, &first, &second, &counterpart, grid)?;
        Some((neighbour, found))
    });
    let best = found.max_by_key(|(_, found)| found.weight);
    best.filter(|(neighbour, found)| {
        let least = least.max(least_similarity(name, at.max(*neighbour)));
        found.similarity > least
    })
}

/// How alike a word and the one before it are to another at least, read as one.
fn least_similarity(name: NameView<'_>, second: usize) -> f32 {
    Neighbours::new(name.members[second].hyphen).least_similarity()
}

/// Whether two neighbours have so much in order in common with a word that reading them as one may pay.
pub(super) fn is_likely_joined(pattern: &Pattern, first: &Word<'_>, second: &Word<'_>) -> bool {
    pattern.likeness_of_both(first.spelled().units, second.spelled().units) >= LEAST_JOINED_LIKENESS
}

/// Two neighbours, read as one word, beside a word of the other name; `None` where they cannot be, or have too little
/// in common. Not complete where they are no more alike than `least`.
pub(super) fn compare_joined(
    least: f32,
    first: &Word<'_>,
    second: &Word<'_>,
    other: &Word<'_>,
    grid: &mut Grid,
) -> Option<WordPair> {
    let (one, two) = (first.spelled(), second.spelled());
    let length = one.units.len() + two.units.len();
    // A patronymic is one word; joined to a given name it is like that of another father.
    let patronymic = [first, second, other]
        .iter()
        .any(|word| word.known_father());
    if first.initial || second.initial || patronymic || length > MAXIMUM_UNITS {
        return None;
    }
    let (mut units, mut pairs) = ([0; MAXIMUM_UNITS], [0; MAXIMUM_UNITS]);
    units[..one.units.len()].copy_from_slice(one.units);
    units[one.units.len()..length].copy_from_slice(two.units);
    pairs[..one.units.len()].copy_from_slice(one.pairs);
    pairs[one.units.len()..length].copy_from_slice(two.pairs);
    let costs = Costs::embedded();
    if grid.likeness(costs, other.spelled().units, &units[..length]) < LEAST_JOINED_LIKENESS {
        return None;
    }
    let joined = Spelling {
        spelled: Spelled {
            units: &units[..length],
            pairs: &pairs[..length],
        },
        cuts: &[],
        own: first.entry.own + second.entry.own,
    };
    Some(compare_spelling_above(least, joined, other, grid))
}
