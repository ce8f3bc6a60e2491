//! Two names: which words belong together, what is left over, what contradicts.

use crate::gazetteer::Kind;
use crate::sound::Grid;

use super::acronym::{match_acronym, match_acronym_left_over, may_be_acronym};
use super::assign::Gains;
use super::evidence::Evidence;
use super::joined::{join_left_over, join_words};
use super::judge::{features_of, features_of_matched};
use super::pair::{Fit, LEAST_SIMILARITY, WordPair, compare_above, compare_words, weigh};
use super::prepared::{MAXIMUM_WORDS, NameView, PreparedName};
use super::weights::Weights;
use super::word::{Role, Word};

/// Working memory of a comparison; reuse it to compare without allocation.
#[derive(Debug, Clone)]
pub struct Scratch {
    pub(crate) grid: Grid,
    gains: Gains,
    pairs: Vec<WordPair>,
    /// The verdicts of the last comparison.
    pub(crate) matched: Matched,
    /// Looks closely at all words that are aligned, for tests.
    pub(super) plain: bool,
}

impl Default for Scratch {
    fn default() -> Self {
        Scratch {
            grid: Grid::default(),
            gains: Gains::default(),
            pairs: vec![WordPair::NOTHING; MAXIMUM_WORDS * MAXIMUM_WORDS],
            matched: Matched::default(),
            plain: false,
        }
    }
}

impl Scratch {
    /// What the worst pair of words of the last comparison lost against equal words, in nats; joined
    /// and translated words lose nothing, nor do forms of one name.
    pub(crate) fn worst_loss(&self) -> f32 {
        let losses = self.matched.pairs.iter().map(|pair| match pair.found.fit {
            Fit::Meaning => 0.0,
            _ => pair.found.loss,
        });
        losses.fold(0.0, f32::max)
    }
}

/// Which words of two names belong together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Matched {
    pub pairs: Vec<MatchedPair>,
    pub left_over: Vec<usize>,
    pub right_over: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct MatchedPair {
    pub left: usize,
    pub right: usize,
    pub found: WordPair,
    /// The word after `left` or `right` that is read together with it.
    pub joined: Joined,
    /// The words are not alike, but both are all their names have in this role.
    pub contradiction: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joined {
    No,
    Left,
    Right,
}

/// The probability, from 0 to 1, that two names mean the same person, organisation or place.
///
/// Symmetric and deterministic. Where one name of an organisation has a phrase that means one thing (European Union) and
/// the other lacks it, they are compared word by word too, and the more alike readings count. Names of different kinds are
/// compared as those of the first of person, organisation and place that one of them is. Prepare names that are compared
/// often and keep a [`Scratch`]: then nothing is allocated. Takes a few microseconds; time is bounded, whatever the names.
///
/// ```
/// use imya::{Kind, score::{PreparedName, Scratch, compare}};
/// let prepare = |name| PreparedName::new(name, Some(Kind::Person));
/// let mut scratch = Scratch::default();
/// let same = compare(&prepare("Мікола Статкевіч"), &prepare("Nikolai Statkevich"), &mut scratch);
/// let other = compare(&prepare("Мікола Статкевіч"), &prepare("Мікола Дашкевіч"), &mut scratch);
/// assert!(same > 0.8 && other < 0.2);
/// ```
pub fn compare(left: &PreparedName, right: &PreparedName, scratch: &mut Scratch) -> f32 {
    let score = compare_views(left.view(), right.view(), scratch);
    match left.views_apart(right) {
        Some([left, right]) => compare_views(left, right, scratch).max(score),
        None => score,
    }
}

pub(crate) fn compare_views(left: NameView<'_>, right: NameView<'_>, scratch: &mut Scratch) -> f32 {
    if left.len() == 0 || right.len() == 0 {
        return 0.0;
    }
    let features = features_of(left, right, scratch);
    Weights::embedded().probability(kind_of(left, right), &features)
}

/// As [`compare_views`], with the pairs of words that the caller knows: `known` is asked as `compare` of
/// [`match_words`].
pub(crate) fn compare_known(
    left: NameView<'_>,
    right: NameView<'_>,
    scratch: &mut Scratch,
    known: impl FnMut(usize, usize, bool, &mut Grid) -> WordPair,
) -> f32 {
    if left.len() == 0 || right.len() == 0 {
        return 0.0;
    }
    match_words(left, right, scratch, known);
    let features = features_of_matched(left, right, &scratch.matched);
    Weights::embedded().probability(kind_of(left, right), &features)
}

/// Compares two words, whatever their roles.
pub(crate) fn compare_alone(left: &Word<'_>, right: &Word<'_>, scratch: &mut Scratch) -> WordPair {
    let (left, right) = without_roles(left, right);
    compare_words(&left, &right, &mut scratch.grid)
}

/// As [`compare_alone`]; words less alike than this may be left incomplete.
pub(crate) fn compare_alone_above(
    least: f32,
    left: &Word<'_>,
    right: &Word<'_>,
    scratch: &mut Scratch,
) -> WordPair {
    let (left, right) = without_roles(left, right);
    compare_above(least, &left, &right, &mut scratch.grid)
}

fn without_roles<'a>(left: &Word<'a>, right: &Word<'a>) -> (Word<'a>, Word<'a>) {
    let role = match left.role {
        Role::Generic => Role::Generic,
        _ => Role::Surname,
    };
    let initial = left.initial;
    (
        Word { role, ..*left },
        Word {
            role,
            initial,
            ..*right
        },
    )
}

/// As [`compare`], with the reasons.
pub fn explain(left: &PreparedName, right: &PreparedName, scratch: &mut Scratch) -> Evidence {
    let evidence = explain_views(left.view(), right.view(), scratch);
    match left.views_apart(right) {
        Some([left, right]) => {
            let apart = explain_views(left, right, scratch);
            if apart.score() > evidence.score() {
                apart
            } else {
                evidence
            }
        }
        None => evidence,
    }
}

pub(crate) fn explain_views(
    left: NameView<'_>,
    right: NameView<'_>,
    scratch: &mut Scratch,
) -> Evidence {
    let features = features_of(left, right, scratch);
    Evidence::new(
        left,
        right,
        kind_of(left, right),
        &scratch.matched,
        &features,
    )
}

pub(crate) fn kind_of(left: NameView<'_>, right: NameView<'_>) -> Kind {
    left.kind.min(right.kind)
}

/// Assigns the words of two names to each other; which name comes first makes no difference.
///
/// `compare` is asked for every word of the left name and every word of the right one, by their places; and
/// told whether both are alone in one role, so that all about them will be asked however little they are
/// alike.
pub(crate) fn match_words(
    left: NameView<'_>,
    right: NameView<'_>,
    scratch: &mut Scratch,
    mut compare: impl FnMut(usize, usize, bool, &mut Grid) -> WordPair,
) {
    let order = left.len().cmp(&right.len()).then_with(|| {
        let mut words =
            (0..left.len()).map(|at| left.word(at).letters().cmp(right.word(at).letters()));
        let found = words.find(|order| order.is_ne());
        found.unwrap_or(std::cmp::Ordering::Equal)
    });
    if order.is_le() {
        return match_in_order(left, right, scratch, compare);
    }
    match_in_order(right, left, scratch, |row, column, sole, grid| {
        compare(column, row, sole, grid)
    });
    let matched = &mut scratch.matched;
    std::mem::swap(&mut matched.left_over, &mut matched.right_over);
    for pair in &mut matched.pairs {
        std::mem::swap(&mut pair.left, &mut pair.right);
        pair.joined = match pair.joined {
            Joined::No => Joined::No,
            Joined::Left => Joined::Right,
            Joined::Right => Joined::Left,
        };
    }
}

fn match_in_order(
    left: NameView<'_>,
    right: NameView<'_>,
    scratch: &mut Scratch,
    mut compare: impl FnMut(usize, usize, bool, &mut Grid) -> WordPair,
) {
    let telling = (left.telling(), right.telling());
    if may_be_acronym(kind_of(left, right), telling)
        && match_acronym(left, right, &mut scratch.matched)
    {
        return;
    }
    let Scratch {
        grid,
        gains,
        pairs,
        matched,
        ..
    } = scratch;
    gains.reset(left.len(), right.len());
    let mut enter = |row: usize, column: usize, settled: bool, sole: bool| {
        let mut pair = WordPair::UNSEEN;
        let mut worth = 0;
        if !settled {
            pair = compare(row, column, sole, grid);
            worth = gain(&left.word(row), &right.word(column), &pair);
        }
        gains.set(row, column, worth);
        pairs[row * MAXIMUM_WORDS + column] = pair;
        pair
    };
    let mut settled = Settled::default();
    for (row, column) in sole_words(left).into_iter().zip(sole_words(right)) {
        if let (Some(row), Some(column)) = (row, column) {
            settled.add(row, column, is_certain(&enter(row, column, false, true)));
        }
    }
    for row in 0..left.len() {
        for column in 0..right.len() {
            if !settled.pairs().contains(&(row, column)) {
                enter(row, column, settled.meets(row, column), false);
            }
        }
    }
    let assigned = gains.assign();
    matched.pairs.clear();
    matched.left_over.clear();
    matched.right_over.clear();
    for row in 0..left.len() {
        match assigned[row] {
            Some(column) => matched.pairs.push(MatchedPair {
                left: row,
                right: usize::from(column),
                found: pairs[row * MAXIMUM_WORDS + usize::from(column)],
                joined: Joined::No,
                contradiction: false,
            }),
            None => matched.left_over.push(row),
        }
    }
    let taken = |column: usize| assigned[..left.len()].contains(&Some(column as u8));
    matched
        .right_over
        .extend((0..right.len()).filter(|&column| !taken(column)));
    join_words(left, right, matched, grid);
    join_left_over(left, right, matched, grid);
    match_acronym_left_over(left, right, matched);
    pair_contradictions(left, right, matched, pairs, grid);
}

/// Pairs of words that are alone in their roles, and those whose words need no comparison with others.
#[derive(Default)]
struct Settled {
    rows: u32,
    columns: u32,
    pairs: [(usize, usize); 3],
    count: usize,
}

impl Settled {
    fn add(&mut self, row: usize, column: usize, certain: bool) {
        self.rows |= u32::from(certain) << row;
        self.columns |= u32::from(certain) << column;
        self.pairs[self.count] = (row, column);
        self.count += 1;
    }

    fn pairs(&self) -> &[(usize, usize)] {
        &self.pairs[..self.count]
    }

    /// Whether one of the words certainly belongs to another.
    fn meets(&self, row: usize, column: usize) -> bool {
        (self.rows >> row | self.columns >> column) & 1 == 1
    }
}

/// The places of the words that are alone in their roles: given name, patronymic and surname.
fn sole_words(name: NameView<'_>) -> [Option<usize>; 3] {
    [Role::Given, Role::Patronymic, Role::Surname].map(|role| {
        let of_role = |&at: &usize| name.members[at].role == role;
        let mut found = (0..name.len()).filter(of_role);
        let sole = found.next().filter(|_| found.next().is_none());
        sole.filter(|&at| !name.members[at].initial)
    })
}

/// Words alone in their roles that are so much alike are not compared with those of other roles.
const CERTAIN_SIMILARITY: f32 = 0.8;

fn is_certain(pair: &WordPair) -> bool {
    match pair.fit {
        Fit::GivenName { short: false } | Fit::Patronymic | Fit::Syllable => true,
        Fit::Spelling | Fit::Stem { .. } => pair.similarity >= CERTAIN_SIMILARITY,
        _ => false,
    }
}

/// What assigning two words to each other is worth.
pub(crate) fn gain(left: &Word<'_>, right: &Word<'_>, pair: &WordPair) -> i32 {
    let worth = match pair.fit {
        Fit::GivenName { short: false } | Fit::Patronymic | Fit::Syllable | Fit::Meaning => {
            pair.weight.max(320)
        }
        Fit::GivenName { short: true } => pair.weight.max(160),
        Fit::Number => 256,
        Fit::Acronym => pair.weight,
        Fit::Initial { .. } => 64,
        Fit::None => 0,
        // Without a likeness of some strength the words are better left alone.
        Fit::Spelling | Fit::Stem { .. } if pair.similarity < LEAST_SIMILARITY => 0,
        Fit::Spelling | Fit::Stem { .. } => pair.weight,
    };
    let roles = (left.role, right.role);
    if worth == 0 || left.initial && right.initial && !matches!(pair.fit, Fit::Initial { .. }) {
        0
    } else if roles.0 == roles.1 || left.initial || right.initial {
        let likely_initial = left.initial && right.role == Role::Surname
            || right.initial && left.role == Role::Surname;
        worth + 1 - i32::from(likely_initial) * 48
    } else if roles.0 == Role::Patronymic || roles.1 == Role::Patronymic {
        (worth - 160).max(0)
    } else {
        (worth - 64).max(1)
    }
}

/// Words left over on both sides in one role contradict each other: Ivan and Pyotr, Иванович and Петрович.
fn pair_contradictions(
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &mut Matched,
    pairs: &mut [WordPair],
    grid: &mut Grid,
) {
    loop {
        let may = |row: usize, column: usize| can_contradict(&left.word(row), &right.word(column));
        let columns = &matched.right_over;
        let rows = matched.left_over.iter();
        let all = rows.flat_map(|&row| columns.iter().map(move |&column| (row, column)));
        let mut all = all.filter(|&(row, column)| may(row, column)).peekable();
        let mut best: Option<(usize, usize, i32)> = None;
        while let Some((row, column)) = all.next() {
            let pair = &mut pairs[row * MAXIMUM_WORDS + column];
            let sole = best.is_none() && all.peek().is_none();
            if !pair.is_weighed() && !sole {
                *pair = weigh(&left.word(row), &right.word(column), grid);
            }
            if best.is_none_or(|(_, _, weight)| pair.weight > weight) {
                best = Some((row, column, pair.weight));
            }
        }
        let Some((row, column, _)) = best else { return };
        let pair = &mut pairs[row * MAXIMUM_WORDS + column];
        if !pair.complete {
            *pair = compare_words(&left.word(row), &right.word(column), grid);
        }
        let found = *pair;
        matched.left_over.retain(|&own| own != row);
        matched.right_over.retain(|&own| own != column);
        matched.pairs.push(MatchedPair {
            left: row,
            right: column,
            found,
            joined: Joined::No,
            contradiction: true,
        });
    }
}

/// Whether two words that are not alike speak against each other: names of one role, or numbers.
fn can_contradict(left: &Word<'_>, right: &Word<'_>) -> bool {
    match (left.initial, right.initial) {
        (false, false) if left.entry.number || right.entry.number => {
            left.entry.number && right.entry.number
        }
        (false, false) => left.role == right.role && left.generic().or(right.generic()).is_none(),
        (true, true) => true,
        (true, false) => right.role != Role::Surname,
        (false, true) => left.role != Role::Surname,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn skipping_hopeless_words_changes_no_score(
            one in "([А-ЯІ][а-яіў]{1,8} ){1,3}",
            two in "([А-ЯІ][а-яіў]{1,8} |[A-Z][a-zŭš]{1,8} |Аляксандр |Aleksandra ){1,3}",
            kind in proptest::sample::select(Kind::ALL.to_vec()),
        ) {
            let prepare = |name: &str| PreparedName::new(name, Some(kind));
            let (one, two) = (prepare(&one), prepare(&two));
            let mut plain = Scratch { plain: true, ..Scratch::default() };
            let quick = compare(&one, &two, &mut Scratch::default());
            prop_assert_eq!(quick, compare(&one, &two, &mut plain));
        }
    }
}
