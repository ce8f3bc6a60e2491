//! Words made of the beginnings of others: Минфин, БелТА.

use std::ops::RangeInclusive;

use crate::sound::Costs;

use super::acronym::fits;
use super::prepared::NameView;
use super::telling::Telling;
use super::word::Word;

/// A word made of the beginnings of others has so many units, and one of the beginnings as many at least; those of fewer
/// fit by chance.
const SHORTENED: RangeInclusive<usize> = 5..=24;
const BEGINNING: usize = 3;
/// It is made of so many words at most.
const MOST_SHORTENED: usize = 5;
/// What a letter that stands for a word weighs at least beside the first of it, in steps, if it is another unit.
const LETTER: i32 = 128;

/// So many units of each word tell which word may be made of their beginnings; of names of more words they do not.
const TOLD: usize = 2;
const MOST_TOLD: usize = 3;

/// The first two units of each word of a name that a word may be made of the beginnings of; of a name of one word those
/// of the words that it may be made of. Beginnings of one unit are not told.
pub(crate) fn each_beginning(name: NameView<'_>, mut each: impl FnMut(&[u8])) {
    let telling = Telling::of(name);
    if let (1, Some(word)) = (telling.count, telling.words[0]) {
        let units = word.spelled().units;
        if SHORTENED.contains(&units.len()) && !word.initial && !word.entry.number {
            add_beginnings(units, &mut Vec::with_capacity(TOLD * MOST_TOLD), &mut each);
        }
    } else if let Some(words) = telling.several()
        && words.len() <= MOST_TOLD
    {
        let units = words
            .iter()
            .flatten()
            .map(|word| word.spelled().units.get(..TOLD));
        if let Some(units) = units.collect::<Option<Vec<_>>>() {
            each(&units.concat());
        }
    }
}

/// Adds the first units of parts of a word, cut in every way.
fn add_beginnings(units: &[u8], told: &mut Vec<u8>, each: &mut impl FnMut(&[u8])) {
    let Some(first) = units.get(..TOLD) else {
        return;
    };
    let length = told.len();
    told.extend_from_slice(first);
    if length > 0 {
        each(told);
    }
    if told.len() < TOLD * MOST_TOLD {
        for end in TOLD..units.len() {
            add_beginnings(&units[end..], told, each);
        }
    }
    told.truncate(length);
}

/// Whether a word is made of the beginnings of words, all of which have a part in it.
pub(super) fn is_made_of_beginnings(word: &Word<'_>, words: &[Option<Word<'_>>]) -> bool {
    let units = word.spelled().units;
    let several = (2..=MOST_SHORTENED).contains(&words.len());
    let fits = !word.initial && SHORTENED.contains(&units.len());
    fits && several && are_beginnings(units, words, false)
}

/// Whether units are beginnings of words, one each; `long`: one that is long enough was met.
fn are_beginnings(units: &[u8], words: &[Option<Word<'_>>], long: bool) -> bool {
    let Some((&Some(word), others)) = words.split_first() else {
        return units.is_empty() && long;
    };
    if word.initial || word.entry.number {
        return false;
    }
    let own = word.spelled().units;
    let pairs = units.iter().zip(own);
    let most = pairs.take_while(|&(&unit, &own)| fits(own, unit)).count();
    // A letter alone is written as the word is: the last one of Радыё Свабода is no beginning of Ян.
    let is_letter = || own[0] == units[0] || Costs::embedded().single(own[0], units[0]) >= LETTER;
    let mut taken = (1..=most).rev().filter(|&taken| taken > 1 || is_letter());
    taken.any(|taken| are_beginnings(&units[taken..], others, long || taken >= BEGINNING))
}
