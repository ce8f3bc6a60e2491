//! Stored words beside one of a query, several at once: which of them are worth loading.

use crate::sound::{ABREAST, Abreast, Costs};

use super::pair::Aligned;
use super::word::{StemCut, Stored, Word, own_weight};

/// Which of at most [`ABREAST`] stored words may be as much alike to a word as `least`, a bit each; `least` is
/// above 0.
pub(crate) fn may_be_alike(
    word: &Word<'_>,
    stored: &[&[u8]],
    least: f32,
    abreast: &mut Abreast,
) -> u32 {
    let all = (1 << stored.len().min(ABREAST)) - 1;
    if word.initial || word.entry.number {
        return all;
    }
    let mut units: [&[u8]; ABREAST] = [&[]; ABREAST];
    let mut by_spelling: [Option<Stored<'_>>; ABREAST] = [None; ABREAST];
    for ((bytes, units), own) in stored.iter().zip(&mut units).zip(&mut by_spelling) {
        let concept = word.entry.concept.map(|(number, _)| number);
        *own = Stored::read(bytes)
            .filter(|own| !own.number && (concept.is_none() || own.concept != concept));
        *units = own.map_or(&[], |own| own.units);
    }
    abreast.set(word.spelled());
    abreast.fill(Costs::embedded(), &units);
    let mut passed = all;
    for (lane, own) in by_spelling.iter().enumerate() {
        if let Some(own) = own
            && !is_alike(word, own, least, |left, right| {
                abreast.at(lane, left, right)
            })
        {
            passed &= !(1 << lane);
        }
    }
    passed
}

/// Whether two words are so much alike as wholes or by some of their stems; `at` tells what beginnings of them
/// weigh.
fn is_alike(
    word: &Word<'_>,
    other: &Stored<'_>,
    least: f32,
    at: impl Fn(usize, usize) -> i32,
) -> bool {
    let ends = (word.spelled().units.len(), other.units.len());
    let whole = word.entry.own + own_weight(other.units);
    let wholes = Aligned::of_wholes(at(ends.0, ends.1), ends, whole);
    let reaches = |aligned: &Aligned| aligned.pair().similarity >= least;
    let declensions = word.entry.declensions;
    let by_stems = |own: StemCut| {
        let stems = |cut| wholes.by_stems(cut, &own, &at);
        let mut all = word.cuts().iter().filter_map(stems);
        own.declensions() & declensions != 0 && all.any(|stems| reaches(&stems))
    };
    reaches(&wholes) || other.cuts().any(by_stems)
}
