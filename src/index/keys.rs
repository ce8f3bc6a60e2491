//! Keys: what words must share to be candidates for each other.

use crate::score::Word;
use crate::sound::{Skeleton, Skeletons};

/// A number that words which may be spellings of one name share.
pub(crate) type Key = u64;

/// Skeletons with fewer consonants than this are not shortened further: too many words would share them.
const SHORTEST: u32 = 3;

/// The keys of a word; those that cost more candidates come last.
///
/// A word is entered under its skeletons and its skeletons with one consonant left out; a query looks up
/// the same, and the skeletons of its stems where an oblique ending can be cut off.
pub(crate) fn word_keys(word: &Word<'_>, query: bool, keys: &mut Vec<Key>) {
    keys.clear();
    let mut skeletons: Vec<Skeleton> = Vec::with_capacity(8);
    let mut readings: Vec<Skeleton> = Vec::with_capacity(8);
    let units = word.spelled.units;
    Skeletons::embedded().read_raw(units, &mut readings);
    skeletons.append(&mut readings);
    if query {
        for cut in word.cuts.iter().filter(|cut| cut.oblique != 0) {
            let stem = units.get(..usize::from(cut.stem)).unwrap_or(units);
            Skeletons::embedded().read_raw(stem, &mut readings);
            skeletons.append(&mut readings);
        }
    }
    skeletons.sort_unstable();
    skeletons.dedup();
    keys.extend(skeletons.iter().map(|skeleton| skeleton.number()));
    for skeleton in skeletons
        .iter()
        .filter(|skeleton| skeleton.len() > SHORTEST)
    {
        for at in 0..skeleton.len() {
            let key = skeleton.without(at).number();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
}

/// The key of a meaning: generic words are found by it whatever their language.
pub(crate) fn meaning_key(concept: u16) -> Key {
    1 << 63 | u64::from(concept)
}
