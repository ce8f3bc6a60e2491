//! Two words: how alike they are, and why.

use crate::name::GivenNames;
use crate::sound::{Costs, Grid, Lost, Spelled};

use super::word::{Role, SHORT_FORM, StemCut, UNKNOWN_FATHER, Word, own_weight};

/// How two words were found to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// By the spelling of the whole words.
    Spelling,
    /// By the spelling of their stems, with endings of one declension; in the same case or not.
    Stem { oblique: bool },
    /// An initial that fits the word's beginning; or that of another form of the name.
    Initial { other_form: bool },
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
    /// What the alignment loses against equal words, in nats.
    pub loss: f32,
    /// What the worst exchange and the one at the beginning lose, in nats.
    pub worst: f32,
    pub beginning: f32,
    /// What the endings lose beside the stems, in nats, where the words fit by stems.
    pub ending: f32,
}

impl WordPair {
    pub(crate) const NOTHING: WordPair = WordPair {
        fit: Fit::None,
        weight: 0,
        similarity: -0.6,
        loss: 20.0,
        worst: 9.0,
        beginning: 8.0,
        ending: 0.0,
    };

    fn certain(fit: Fit, weight: i32) -> WordPair {
        WordPair {
            fit,
            weight,
            similarity: 1.0,
            loss: 0.0,
            worst: 0.0,
            beginning: 0.0,
            ending: 0.0,
        }
    }

    fn with(self, lost: Lost, ending: f32) -> WordPair {
        WordPair {
            worst: lost.worst as f32 / 64.0,
            beginning: lost.first as f32 / 64.0,
            ending,
            ..self
        }
    }

    /// `both` is what the two words weigh against themselves, added.
    fn aligned(fit: Fit, weight: i32, both: f32) -> WordPair {
        WordPair {
            fit,
            weight,
            similarity: (2.0 * weight as f32 / both).clamp(-1.0, 1.1),
            loss: (both / 2.0 - weight as f32) / 64.0,
            worst: 0.0,
            beginning: 0.0,
            ending: 0.0,
        }
    }
}

/// What matching by stems costs, in steps; in another case more.
const STEM_COST: i32 = 24;
const OBLIQUE_COST: i32 = 96;
/// What the unit of an ending weighs against itself on average, in steps.
const ENDING_UNIT: i32 = 96;

pub(crate) fn compare_words(left: &Word<'_>, right: &Word<'_>, grid: &mut Grid) -> WordPair {
    if left.entry.number || right.entry.number {
        return compare_numbers(left, right);
    }
    if left.initial || right.initial {
        return compare_initial(left, right);
    }
    if left.role == Role::Patronymic && right.role == Role::Patronymic {
        return compare_patronymics(left, right, grid);
    }
    let own = Spelling {
        spelled: left.spelled,
        cuts: left.cuts,
        own: left.entry.own,
    };
    let mut pair = compare_spelling(own, right, grid);
    if let (Some((own, _)), Some((other, _))) = (left.entry.concept, right.entry.concept)
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
    pair
}

/// Whether two words are forms of one given name, and whether only by short forms.
fn same_given(left: &Word<'_>, right: &Word<'_>) -> Option<bool> {
    let mut found = None;
    for own in left.given {
        for other in right.given {
            if own & !SHORT_FORM == other & !SHORT_FORM {
                let short = (own | other) & SHORT_FORM != 0;
                found = Some(found.unwrap_or(true) && short);
            }
        }
    }
    found
}

fn compare_numbers(left: &Word<'_>, right: &Word<'_>) -> WordPair {
    if left.entry.number && right.entry.number && left.letters == right.letters {
        WordPair::certain(Fit::Number, 128)
    } else {
        WordPair::NOTHING
    }
}

/// An initial fits where its unit and the first unit of the other word are exchanged at a gain, or
/// where some form of the given name that the other word is begins so.
fn compare_initial(left: &Word<'_>, right: &Word<'_>) -> WordPair {
    let (short, long) = if left.initial {
        (left, right)
    } else {
        (right, left)
    };
    if matches!(
        (left.role, right.role),
        (Role::Given, Role::Patronymic) | (Role::Patronymic, Role::Given)
    ) {
        return WordPair::NOTHING;
    }
    let costs = Costs::embedded();
    let (first, first_pair) = beginning(short.spelled);
    let (second, second_pair) = beginning(long.spelled);
    let best = [
        costs.single(first, second),
        costs.single(first, long.entry.first_letter),
        costs.single(short.entry.first_letter, second),
        costs.one_two(first, second_pair),
        costs.one_two(second, first_pair),
    ]
    .into_iter()
    .max()
    .unwrap_or(0);
    let by_name = || {
        let given = long.given.iter().map(|class| class & !SHORT_FORM);
        let mut classes = given.chain(long.entry.patronymic);
        classes.any(|class| {
            let initials = GivenNames::embedded().initials(class);
            let mut weights = initials.iter().map(|&initial| costs.single(first, initial));
            weights.any(|weight| weight > 64)
        })
    };
    if best > 0 {
        WordPair::certain(Fit::Initial { other_form: false }, best.clamp(64, 192))
    } else if by_name() {
        WordPair::certain(Fit::Initial { other_form: true }, 64)
    } else {
        WordPair {
            weight: best.max(-256),
            ..WordPair::NOTHING
        }
    }
}

/// The first unit of a word, and the pair of its first two.
fn beginning(word: Spelled<'_>) -> (u8, u16) {
    let first = word.units.first().copied().unwrap_or(0);
    (first, word.pairs.get(1).copied().unwrap_or(0))
}

/// Patronymics are compared without their suffixes, which all have alike.
fn compare_patronymics(left: &Word<'_>, right: &Word<'_>, grid: &mut Grid) -> WordPair {
    let (own, other) = (left.father(), right.father());
    let weight = grid.fill(Costs::embedded(), own, other);
    let both = own_weight(own.units) + own_weight(other.units);
    let class = left.entry.patronymic;
    let fit = if class == right.entry.patronymic && class != Some(UNKNOWN_FATHER) {
        Fit::Patronymic
    } else {
        Fit::Spelling
    };
    let lost = grid.lost(
        Costs::embedded(),
        own,
        other,
        (own.units.len(), other.units.len()),
    );
    WordPair::aligned(fit, weight, both.max(1) as f32).with(lost, 0.0)
}

/// A word, or two read as one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelling<'a> {
    pub spelled: Spelled<'a>,
    pub cuts: &'a [StemCut],
    pub own: i32,
}

/// Compares spellings as wholes and by stems.
pub(crate) fn compare_spelling(left: Spelling<'_>, right: &Word<'_>, grid: &mut Grid) -> WordPair {
    let (own, other) = (left.spelled, right.spelled);
    let mut weight = grid.fill(Costs::embedded(), own, other);
    let mut fit = Fit::Spelling;
    let mut lost = 0;
    let whole_weight = weight;
    let mut ends = (own.units.len(), other.units.len());
    for cut in left.cuts {
        for counterpart in right.cuts {
            let nominative = cut.nominative & counterpart.nominative != 0;
            let shared = cut.declensions() & counterpart.declensions();
            if shared == 0 {
                continue;
            }
            let (stem, other_stem) = (usize::from(cut.stem), usize::from(counterpart.stem));
            let cost = if nominative { STEM_COST } else { OBLIQUE_COST };
            let stems = grid.at(stem, other_stem) - cost;
            let endings = own.units.len() - stem + other.units.len() - other_stem;
            let left_out = endings as i32 * ENDING_UNIT;
            // What the endings would have weighed is lost on both sides; half of it is the pair's.
            if stems + left_out / 2 > weight + lost / 2 {
                weight = stems;
                lost = left_out;
                ends = (stem, other_stem);
                fit = Fit::Stem {
                    oblique: !nominative,
                };
            }
        }
    }
    let whole = (left.own + right.entry.own).max(1) as f32;
    let ending = (weight + lost / 2 - whole_weight) as f32 / 64.0;
    let steps = grid.lost(Costs::embedded(), own, other, ends);
    WordPair::aligned(fit, weight, (whole - lost as f32).max(whole * 0.4)).with(steps, ending)
}
