//! Two words: how alike they are, and why.

use crate::sound::{Costs, Grid, Lost, Pattern, Spelled};

use super::initial::compare_initial;
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
    /// One syllable of a Korean name, however it is written.
    Syllable,
    /// Words of one meaning.
    Meaning,
    /// Equal numbers.
    Number,
    /// Letters that are the initials of all words of the other name.
    Acronym,
    /// Nothing fits.
    None,
}

impl Fit {
    /// Whether a table says that the words are one name, however they are spelt.
    pub(super) fn is_of_one_name(self) -> bool {
        matches!(
            self,
            Fit::GivenName { .. } | Fit::Patronymic | Fit::Syllable
        )
    }
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
    /// What the worst exchange of one consonant for another loses, in nats.
    pub consonant: f32,
    /// What the last exchanges lose that have a consonant, in nats.
    pub last: f32,
    /// What the worst exchange of one vowel for another that no rule names loses, in nats.
    pub vowel: f32,
    /// What the endings lose beside the stems, in nats, where the words fit by stems.
    pub ending: f32,
    /// Whether all is known; words that are hopelessly different are not looked at closely at first.
    pub complete: bool,
}

impl WordPair {
    pub(crate) const NOTHING: WordPair = WordPair {
        fit: Fit::None,
        weight: 0,
        similarity: -0.6,
        loss: 20.0,
        worst: 9.0,
        beginning: 8.0,
        consonant: 8.0,
        last: 8.0,
        vowel: 8.0,
        ending: 0.0,
        complete: true,
    };

    /// Words that were not looked at; nothing is known of what they weigh.
    pub(crate) const UNSEEN: WordPair = WordPair {
        fit: Fit::Spelling,
        weight: i32::MIN,
        complete: false,
        ..WordPair::NOTHING
    };

    /// Whether it is known what the words weigh.
    pub(super) fn is_weighed(&self) -> bool {
        self.weight != WordPair::UNSEEN.weight
    }

    pub(super) fn certain(fit: Fit, weight: i32) -> WordPair {
        WordPair {
            fit,
            weight,
            similarity: 1.0,
            loss: 0.0,
            worst: 0.0,
            beginning: 0.0,
            consonant: 0.0,
            last: 0.0,
            vowel: 0.0,
            ending: 0.0,
            complete: true,
        }
    }

    fn with(self, lost: Lost, ending: f32) -> WordPair {
        WordPair {
            worst: lost.worst as f32 / 64.0,
            beginning: lost.first as f32 / 64.0,
            consonant: lost.consonant as f32 / 64.0,
            last: lost.last as f32 / 64.0,
            vowel: lost.vowel as f32 / 64.0,
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
            consonant: 0.0,
            last: 0.0,
            vowel: 0.0,
            ending: 0.0,
            complete: true,
        }
    }
}

/// What matching by stems costs, in steps; in another case more.
const STEM_COST: i32 = 24;
const OBLIQUE_COST: i32 = 96;
/// What the unit of an ending weighs against itself on average, in steps.
pub(super) const ENDING_UNIT: i32 = 96;

/// Names of places at least so much alike are one word, whatever they mean.
pub(super) const SAME_WORD: f32 = 0.9;

/// Words less alike than this are not assigned to each other by their spelling.
pub(crate) const LEAST_SIMILARITY: f32 = 0.25;

/// Of words that may be assigned to each other as much is the same in order, whatever the exchanges weigh: of 59,400
/// pairs of words of queries and names 46,600 had less, three of which were alike by [`LEAST_SIMILARITY`].
const LEAST_LIKENESS: f32 = 0.55;

/// As [`compare_words`], but words that will not be assigned to each other may be left incomplete.
pub(crate) fn compare_quickly(left: &Word<'_>, right: &Word<'_>, grid: &mut Grid) -> WordPair {
    compare_above(LEAST_SIMILARITY, left, right, grid)
}

/// As [`compare_words`], but words less alike than this may be left incomplete.
pub(crate) fn compare_above(
    least: f32,
    left: &Word<'_>,
    right: &Word<'_>,
    grid: &mut Grid,
) -> WordPair {
    // The words of one name follow each other here, so the left word is mostly the same again.
    let (own, other) = (left.spelled().units, right.spelled().units);
    let likeness = |grid: &mut Grid| grid.likeness(Costs::embedded(), own, other);
    compare_likely(least, (left, right), grid, likeness)
}

/// As [`compare_quickly`], with the pattern of the left word.
#[inline]
pub(crate) fn compare_with_pattern(
    left: &Word<'_>,
    right: &Word<'_>,
    pattern: &Pattern,
    grid: &mut Grid,
) -> WordPair {
    let likeness = |_: &mut Grid| pattern.likeness(right.spelled().units);
    compare_likely(LEAST_SIMILARITY, (left, right), grid, likeness)
}

fn compare_likely(
    least: f32,
    (left, right): (&Word<'_>, &Word<'_>),
    grid: &mut Grid,
    likeness: impl FnOnce(&mut Grid) -> f32,
) -> WordPair {
    if !by_spelling(left, right) {
        return compare_words(left, right, grid);
    }
    if likeness(grid) < LEAST_LIKENESS {
        return WordPair::UNSEEN;
    }
    let (left, right) = in_order(left, right);
    let aligned = align(Spelling::of(left), right, grid);
    let pair = aligned.pair();
    if pair.similarity < least {
        // What a law in a wrong place takes off is not known yet.
        return WordPair {
            weight: WordPair::UNSEEN.weight,
            complete: false,
            ..pair
        };
    }
    aligned.look_closely(Spelling::of(left), right, grid)
}

/// What assigning two words to each other weighs, however little they are alike; the rest may be left incomplete.
pub(super) fn weigh(left: &Word<'_>, right: &Word<'_>, grid: &mut Grid) -> WordPair {
    if !by_spelling(left, right) {
        return compare_words(left, right, grid);
    }
    let (left, right) = in_order(left, right);
    let own = Spelling::of(left);
    WordPair {
        complete: false,
        ..align(own, right, grid).look_closely(own, right, grid)
    }
}

/// Whether only their spelling says how alike two words are, in their roles.
fn by_spelling(left: &Word<'_>, right: &Word<'_>) -> bool {
    let roles = (left.role, right.role);
    let special = left.entry.number
        || right.entry.number
        || left.initial
        || right.initial
        || roles == (Role::Patronymic, Role::Patronymic)
        || same_meaning(left, right)
        || are_syllables(left, right)
        || roles == (Role::Given, Role::Given) && same_given(left, right).is_some();
    !special
}

/// Of equally good alignments one is taken; the order of the words must not decide which. The longer
/// word comes first: grids with short lines are filled quickest.
fn in_order<'w, 'a>(left: &'w Word<'a>, right: &'w Word<'a>) -> (&'w Word<'a>, &'w Word<'a>) {
    let lengths = left.entry.length().cmp(&right.entry.length());
    let order = lengths.then_with(|| right.letters().cmp(left.letters()));
    if order.is_ge() {
        (left, right)
    } else {
        (right, left)
    }
}

fn same_meaning(left: &Word<'_>, right: &Word<'_>) -> bool {
    let number = |word: &Word<'_>| word.entry.concept.map(|(number, _)| number);
    let same = |one: Option<u16>, other| one.is_some() && one == other;
    same(number(left), number(right)) || same(left.place(), right.place())
}

/// How alike two words are, and why.
pub(crate) fn compare_words(left: &Word<'_>, right: &Word<'_>, grid: &mut Grid) -> WordPair {
    let (left, right) = in_order(left, right);
    if left.entry.number || right.entry.number {
        return compare_numbers(left, right);
    }
    if left.initial || right.initial {
        return compare_initial(left, right);
    }
    if left.role == Role::Patronymic && right.role == Role::Patronymic {
        return compare_patronymics(left, right, grid);
    }
    if are_syllables(left, right) {
        if left.shares_syllable(right) {
            return WordPair::certain(Fit::Syllable, left.entry.own.min(right.entry.own));
        }
        // Of two scripts the spelling says nothing more.
        if left.entry.cyrillic != right.entry.cyrillic {
            return WordPair::NOTHING;
        }
    }
    let both_given = left.role == Role::Given && right.role == Role::Given;
    let one_name = both_given.then(|| same_given(left, right)).flatten();
    // Of forms of one name it does not matter how they are spelt.
    if one_name == Some(false) {
        let weight = left.entry.own.min(right.entry.own);
        return WordPair::certain(Fit::GivenName { short: false }, weight);
    }
    let own = Spelling::of(left);
    let aligned = align(own, right, grid);
    let mut pair = aligned.look_closely(own, right, grid);
    let names = left.place().is_some() && left.generic().is_none();
    let one_word = pair.similarity >= SAME_WORD && names;
    if same_meaning(left, right) && !one_word {
        if left.is_one_name(right) {
            let weight = left.entry.own.min(right.entry.own);
            return WordPair::certain(Fit::Meaning, weight);
        }
        pair.fit = Fit::Meaning;
        pair.similarity = pair.similarity.max(1.0);
    }
    if one_name.is_some() {
        pair.fit = Fit::GivenName { short: true };
    }
    pair
}

fn are_syllables(left: &Word<'_>, right: &Word<'_>) -> bool {
    !left.syllables().is_empty() && !right.syllables().is_empty()
}

/// Whether two words are forms of one given name, and whether only by short forms.
fn same_given(left: &Word<'_>, right: &Word<'_>) -> Option<bool> {
    let mut found = None;
    for own in left.given() {
        for other in right.given() {
            if own & !SHORT_FORM == other & !SHORT_FORM {
                let short = (own | other) & SHORT_FORM != 0;
                found = Some(found.unwrap_or(true) && short);
            }
        }
    }
    found
}

fn compare_numbers(left: &Word<'_>, right: &Word<'_>) -> WordPair {
    if left.entry.number && right.entry.number && left.letters() == right.letters() {
        WordPair::certain(Fit::Number, 128)
    } else {
        WordPair::NOTHING
    }
}

/// Patronymics are compared without their suffixes, which all have alike.
fn compare_patronymics(left: &Word<'_>, right: &Word<'_>, grid: &mut Grid) -> WordPair {
    let (own, other) = (left.father(), right.father());
    let weights = (own_weight(own.units), own_weight(other.units));
    let class = left.entry.patronymic;
    if class == right.entry.patronymic && class != Some(UNKNOWN_FATHER) {
        return WordPair::certain(Fit::Patronymic, weights.0.min(weights.1));
    }
    let weight = grid.fill(Costs::embedded(), own, other);
    let both = (weights.0 + weights.1).max(1) as f32;
    let lost = grid.lost(
        Costs::embedded(),
        own,
        other,
        (own.units.len(), other.units.len()),
    );
    WordPair::aligned(Fit::Spelling, weight - lost.misplaced, both).with(lost, 0.0)
}

/// A word, or two read as one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelling<'a> {
    pub spelled: Spelled<'a>,
    pub cuts: &'a [StemCut],
    pub own: i32,
}

impl<'a> Spelling<'a> {
    fn of(word: &Word<'a>) -> Self {
        Spelling {
            spelled: word.spelled(),
            cuts: word.cuts(),
            own: word.entry.own,
        }
    }
}

/// The best way to align two words: as wholes or by stems.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aligned {
    fit: Fit,
    weight: i32,
    /// What the words weigh as wholes.
    whole_weight: i32,
    /// What the endings would have weighed against themselves.
    lost: i32,
    /// Where the stems end.
    ends: (usize, usize),
    /// What both words weigh against themselves.
    whole: i32,
}

/// Stems weigh at least this share of their words.
pub(super) const LEAST_SHARE: f32 = 0.4;

impl Aligned {
    /// `ends`: how many units the words have; `whole`: what both weigh against themselves.
    pub(super) fn of_wholes(weight: i32, ends: (usize, usize), whole: i32) -> Self {
        Aligned {
            fit: Fit::Spelling,
            weight,
            whole_weight: weight,
            lost: 0,
            ends,
            whole,
        }
    }

    /// The same words by stems; `None` where their endings share no declension. `at` tells what beginnings of
    /// them weigh.
    pub(super) fn by_stems(
        &self,
        cut: &StemCut,
        counterpart: &StemCut,
        at: impl FnOnce(usize, usize) -> i32,
    ) -> Option<Self> {
        if cut.declensions() & counterpart.declensions() == 0 {
            return None;
        }
        let nominative = cut.nominative & counterpart.nominative != 0;
        let ends = (usize::from(cut.stem), usize::from(counterpart.stem));
        let cost = if nominative { STEM_COST } else { OBLIQUE_COST };
        let endings = self.ends.0 - ends.0 + self.ends.1 - ends.1;
        Some(Aligned {
            fit: Fit::Stem {
                oblique: !nominative,
            },
            weight: at(ends.0, ends.1) - cost,
            lost: endings as i32 * ENDING_UNIT,
            ends,
            ..*self
        })
    }

    /// What endings would have weighed is lost on both sides; half of it is the pair's.
    fn worth(&self) -> i32 {
        self.weight + self.lost / 2
    }

    pub(super) fn pair(&self) -> WordPair {
        let whole = self.whole.max(1) as f32;
        let both = (whole - self.lost as f32).max(whole * LEAST_SHARE);
        WordPair::aligned(self.fit, self.weight, both)
    }

    /// Adds what single exchanges and the endings lose.
    fn look_closely(&self, left: Spelling<'_>, right: &Word<'_>, grid: &Grid) -> WordPair {
        let lost = grid.lost(Costs::embedded(), left.spelled, right.spelled(), self.ends);
        let ending = (self.weight + self.lost / 2 - self.whole_weight) as f32 / 64.0;
        let weight = self.weight - lost.misplaced;
        Aligned { weight, ..*self }.pair().with(lost, ending)
    }
}

/// Compares spellings as wholes and by stems; not complete where the words are no more alike than `least`.
pub(super) fn compare_spelling_above(
    least: f32,
    left: Spelling<'_>,
    right: &Word<'_>,
    grid: &mut Grid,
) -> WordPair {
    let aligned = align(left, right, grid);
    let pair = aligned.pair();
    if pair.similarity > least {
        return aligned.look_closely(left, right, grid);
    }
    WordPair {
        complete: false,
        ..pair
    }
}

fn align(left: Spelling<'_>, right: &Word<'_>, grid: &mut Grid) -> Aligned {
    let (own, other) = (left.spelled, right.spelled());
    let weight = grid.fill(Costs::embedded(), own, other);
    let ends = (own.units.len(), other.units.len());
    let wholes = Aligned::of_wholes(weight, ends, left.own + right.entry.own);
    let mut best = wholes;
    for cut in left.cuts {
        if cut.declensions() & right.entry.declensions == 0 {
            continue;
        }
        for counterpart in right.cuts() {
            let stems = wholes.by_stems(cut, counterpart, |left, right| grid.at(left, right));
            if let Some(stems) = stems.filter(|stems| stems.worth() > best.worth()) {
                best = stems;
            }
        }
    }
    best
}
