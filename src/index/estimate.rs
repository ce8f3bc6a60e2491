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
    if own.shares_syllable(other) || own.place().is_some() && own.place() == other.place() {
        return smaller.max(SAME);
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

/// What words of names gain beside those of a query, roughly; worked out once for most of them, for the names
/// that are found share words.
#[derive(Debug, Default)]
pub(super) struct Gains {
    /// By a few bits of a word in its role: the word, and where its row begins.
    places: Vec<(u32, u32)>,
    rows: Vec<i32>,
}

const PLACES: usize = 256;

impl Gains {
    /// Forgets the query before.
    pub(super) fn reset(&mut self) {
        self.places.clear();
        self.places.resize(PLACES, (u32::MAX, 0));
        self.rows.clear();
    }

    /// What a word gains beside each word of the query, and the most of it.
    fn of(
        &mut self,
        index: &Index,
        query: &[(Word<'_>, &Pattern)],
        member: &Member,
        words: &mut Words,
    ) -> (&[i32], i32) {
        let role = member.role as u32 | u32::from(member.initial) << 2;
        let key = member.word << 3 | role;
        let place = (key.wrapping_mul(0x9e37_79b1) >> 24) as usize;
        let (known, mut start) = self.places[place];
        if known != key {
            start = self.rows.len() as u32;
            self.places[place] = (key, start);
            match words.load(index, member.word) {
                Some(loaded) => {
                    let word = in_role(words.word(loaded), member);
                    let gained = query
                        .iter()
                        .map(|(own, pattern)| rough_gain(own, pattern, &word));
                    self.rows.extend(gained);
                }
                None => self.rows.resize(self.rows.len() + query.len(), 0),
            }
            let most = self.rows[start as usize..].iter().copied().max();
            self.rows.push(most.unwrap_or(0).max(0));
        }
        let row = &self.rows[start as usize..][..=query.len()];
        (&row[..query.len()], row[query.len()])
    }

    /// What the words of a name gain from those of the query, roughly: each word takes its best, here or
    /// there.
    pub(super) fn estimate(
        &mut self,
        index: &Index,
        query: &[(Word<'_>, &Pattern)],
        members: impl Iterator<Item = Member>,
        words: &mut Words,
    ) -> i32 {
        let (mut best, mut sum_here, mut count) = ([0i32; MAXIMUM_WORDS], 0, 0);
        for member in members.take(MAXIMUM_WORDS) {
            count += 1;
            let (gained, best_here) = self.of(index, query, &member, words);
            for (&gained, best) in gained.iter().zip(&mut best) {
                *best = (*best).max(gained);
            }
            sum_here += best_here;
        }
        // Of names with equal gains the one with fewer words left over is the better.
        best[..query.len()].iter().sum::<i32>().min(sum_here) - 8 * count
    }
}
