//! Two words: how alike they are, and why.

use crate::sound::{Costs, Grid, Spelled};

use super::prepared::{PreparedName, Role, SHORT_FORM, Word};

/// How two words were found to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// By the spelling of the whole words.
    Spelling,
    /// By the spelling of their stems, with endings of one declension; in the same case or not.
    Stem { oblique: bool },
    /// An initial that fits the word's beginning.
    Initial,
    /// Forms of one given name; or short forms that they may share.
    GivenName { short: bool },
    /// Patronymics made of one given name.
    Patronymic,
    /// Words of one meaning.
    Meaning,
    /// Equal numbers.
    Number,
    /// An acronym of the other name's words.
    Acronym,
    /// Nothing fits.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WordPair {
    pub fit: Fit,
    /// Log-likelihood ratio of the spelling, in steps.
    pub weight: i32,
    /// The weight as a share of what the words weigh against themselves; about 1 for equal words.
    pub similarity: f32,
}

impl WordPair {
    pub(crate) const NOTHING: WordPair = WordPair {
        fit: Fit::None,
        weight: 0,
        similarity: -0.6,
    };
}

/// What matching by stems costs, in steps; in another case more.
const STEM_COST: i32 = 24;
const OBLIQUE_COST: i32 = 96;

pub(crate) fn compare_words(
    left_name: &PreparedName,
    left: &Word,
    right_name: &PreparedName,
    right: &Word,
    grid: &mut Grid,
) -> WordPair {
    if left.number || right.number {
        return compare_numbers(left_name, left, right_name, right);
    }
    if left.initial || right.initial {
        return compare_initial(left_name, left, right_name, right, grid);
    }
    let mut pair = compare_spelling(
        left_name, left.units, &left.cuts, left.own, right_name, right, grid,
    );
    if let (Some((own, _)), Some((other, _))) = (left.concept, right.concept)
        && own == other
    {
        pair.fit = Fit::Meaning;
        pair.similarity = pair.similarity.max(1.0);
    }
    if left.role == Role::Given
        && right.role == Role::Given
        && let Some(short) = same_given(left, right)
    {
        pair.fit = Fit::GivenName { short };
    }
    if left.role == Role::Patronymic
        && right.role == Role::Patronymic
        && left.patronymic.is_some_and(|class| class != u16::MAX)
        && left.patronymic == right.patronymic
    {
        pair.fit = Fit::Patronymic;
    }
    pair
}

/// Whether two words are forms of one given name, and whether only by short forms.
fn same_given(left: &Word, right: &Word) -> Option<bool> {
    let mut found = None;
    for own in &left.given {
        for other in &right.given {
            if own & !SHORT_FORM == other & !SHORT_FORM {
                let short = (own | other) & SHORT_FORM != 0;
                found = Some(found.unwrap_or(true) && short);
            }
        }
    }
    found
}

fn compare_numbers(
    left_name: &PreparedName,
    left: &Word,
    right_name: &PreparedName,
    right: &Word,
) -> WordPair {
    let equal =
        left.number && right.number && left_name.word_text(left) == right_name.word_text(right);
    if equal {
        WordPair {
            fit: Fit::Number,
            weight: 128,
            similarity: 1.0,
        }
    } else {
        WordPair::NOTHING
    }
}

/// An initial fits where its units align with the beginning of the other word at a gain.
fn compare_initial(
    left_name: &PreparedName,
    left: &Word,
    right_name: &PreparedName,
    right: &Word,
    grid: &mut Grid,
) -> WordPair {
    let own = left_name.spelled(left.units);
    let other = right_name.spelled(right.units);
    grid.fill(Costs::embedded(), own, other);
    let (rows, columns) = (own.units.len(), other.units.len());
    let (short, long, transposed) = if left.initial && (!right.initial || rows <= columns) {
        (rows, columns, false)
    } else {
        (columns, rows, true)
    };
    let best = (1..=long.min(3))
        .map(|beginning| match transposed {
            false => grid.at(short, beginning),
            true => grid.at(beginning, short),
        })
        .max()
        .unwrap_or(0);
    if best > 0 {
        WordPair {
            fit: Fit::Initial,
            weight: best.min(192),
            similarity: 1.0,
        }
    } else {
        WordPair {
            fit: Fit::None,
            weight: best.max(-256),
            similarity: -0.6,
        }
    }
}

/// Compares spellings as wholes and by stems.
pub(crate) fn compare_spelling(
    left_name: &PreparedName,
    left_units: (u16, u16),
    left_cuts: &[super::prepared::StemCut],
    left_own: i32,
    right_name: &PreparedName,
    right: &Word,
    grid: &mut Grid,
) -> WordPair {
    let own = left_name.spelled(left_units);
    let other = right_name.spelled(right.units);
    let mut weight = grid.fill(Costs::embedded(), own, other);
    let mut fit = Fit::Spelling;
    let mut lost = 0;
    for cut in left_cuts {
        for counterpart in &right.cuts {
            let nominative = cut.nominative & counterpart.nominative != 0;
            let any =
                (cut.nominative | cut.oblique) & (counterpart.nominative | counterpart.oblique);
            if any == 0 {
                continue;
            }
            let stems = grid.at(usize::from(cut.stem), usize::from(counterpart.stem));
            let cost = if nominative { STEM_COST } else { OBLIQUE_COST };
            if stems - cost > weight - lost {
                let ending = |length: usize, stem: u8| (length - usize::from(stem)) as i32;
                let letters =
                    ending(own.units.len(), cut.stem) + ending(other.units.len(), counterpart.stem);
                weight = stems - cost;
                lost = letters * 96;
                fit = Fit::Stem {
                    oblique: !nominative,
                };
            }
        }
    }
    let whole = (left_own + right.own).max(1) as f32;
    let own_weight = (whole - lost as f32).max(whole * 0.4);
    WordPair {
        fit,
        weight,
        similarity: (2.0 * weight as f32 / own_weight).clamp(-1.0, 1.1),
    }
}

impl PreparedName {
    pub(crate) fn spelled(&self, (start, end): (u16, u16)) -> Spelled<'_> {
        let range = usize::from(start)..usize::from(end.min(start + 48));
        Spelled {
            units: &self.units[range.clone()],
            pairs: &self.pairs[range],
        }
    }
}
