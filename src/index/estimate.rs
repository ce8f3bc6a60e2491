//! What names may gain, roughly: good enough to tell which are worth comparing.

use crate::score::{MAXIMUM_WORDS, Member, Role, SHORT_FORM, Word};
use crate::sound::Pattern;

use super::names::Index;
use super::pairs::in_role;
use super::words::Words;

/// What two words of one meaning gain at least.
pub(super) const SAME: i32 = 320;

/// What two words gain, roughly and without aligning them.
fn rough_gain(own: &Word<'_>, pattern: &Pattern, other: &Word<'_>) -> i32 {
    if own.initial || other.initial {
        return 64;
    }
    let smaller = own.entry.own.min(other.entry.own);
    if let (Some((own, weight)), Some((other, _))) = (own.entry.concept, other.entry.concept)
        && own == other
    {
        return match weight {
            // However long it is: legal forms tell little, and are often abbreviated.
            0 | 1 => SAME,
            _ => smaller.max(SAME),
        };
    }
    match (own.role, other.role) {
        (Role::Given, Role::Given) if !own.given().is_empty() && !other.given().is_empty() => {
            match same_given(own, other) {
                true => return smaller.max(SAME),
                false => return 0,
            }
        }
        (Role::Patronymic, Role::Patronymic) if own.known_father() && other.known_father() => {
            match own.entry.patronymic == other.entry.patronymic {
                true => return smaller.max(SAME),
                false => return 0,
            }
        }
        (Role::Given, Role::Patronymic) | (Role::Patronymic, Role::Given) => return 0,
        _ => {}
    }
    // What words share by chance gains nothing.
    let likeness = pattern.likeness(other.spelled().units);
    let weight = (own.entry.own + other.entry.own) as f32 / 2.0 * (likeness * 1.5 - 0.5);
    let other_role = if own.role == other.role { 0 } else { 64 };
    (weight as i32 - other_role).max(0)
}

fn same_given(own: &Word<'_>, other: &Word<'_>) -> bool {
    let class = |class: &u16| class & !SHORT_FORM;
    let others = || other.given().iter().map(class);
    let mut own = own.given().iter().map(class);
    own.any(|own| others().any(|other| own == other))
}

/// What the words of a name gain from those of the query, roughly: each word takes its best, here or
/// there.
pub(super) fn estimate(
    index: &Index,
    query: &[(Word<'_>, &Pattern)],
    members: impl Iterator<Item = Member>,
    words: &mut Words,
) -> i32 {
    let (mut best, mut sum_here, mut count) = ([0i32; MAXIMUM_WORDS], 0, 0);
    for member in members.take(MAXIMUM_WORDS) {
        count += 1;
        let Some(loaded) = words.load(index, member.word) else {
            continue;
        };
        let word = in_role(words.word(loaded), &member);
        let mut best_here = 0;
        for ((own, pattern), best) in query.iter().zip(&mut best) {
            let gained = rough_gain(own, pattern, &word);
            *best = (*best).max(gained);
            best_here = best_here.max(gained);
        }
        sum_here += best_here;
    }
    // Of names with equal gains the one with fewer words left over is the better.
    best[..query.len()].iter().sum::<i32>().min(sum_here) - 8 * count
}
