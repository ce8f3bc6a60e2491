//! Two names: which words belong together, what is left over, what contradicts.

use crate::gazetteer::Kind;
use crate::sound::{Grid, MAXIMUM_UNITS, Spelled};

use super::assign::Gains;
use super::evidence::Evidence;
use super::feature::{ByRole, Features, Once};
use super::pair::{
    Fit, LEAST_SIMILARITY, Spelling, WordPair, compare_quickly, compare_spelling, compare_words,
};
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
    /// Compares all words in full, for tests.
    plain: bool,
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
    /// and translated words lose nothing.
    pub(crate) fn worst_loss(&self) -> f32 {
        let losses = self.matched.pairs.iter().map(|pair| match pair.found.fit {
            Fit::Meaning | Fit::GivenName { short: false } | Fit::Patronymic => 0.0,
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
/// Symmetric and deterministic. Prepare names that are compared often and keep a [`Scratch`]: then
/// nothing is allocated. Takes a few microseconds; time is bounded, whatever the names.
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
    compare_views(left.view(), right.view(), scratch)
}

pub(crate) fn compare_views(left: NameView<'_>, right: NameView<'_>, scratch: &mut Scratch) -> f32 {
    if left.len() == 0 || right.len() == 0 {
        return 0.0;
    }
    let features = features_of(left, right, scratch);
    Weights::embedded().probability(kind_of(left, right), &features)
}

/// As [`compare_views`], with the pairs of words that the caller knows: `known` is asked for every word
/// of the left name and every word of the right one, by their places.
pub(crate) fn compare_known(
    left: NameView<'_>,
    right: NameView<'_>,
    scratch: &mut Scratch,
    known: impl FnMut(usize, usize, &mut Grid) -> WordPair,
) -> f32 {
    if left.len() == 0 || right.len() == 0 {
        return 0.0;
    }
    match_words(left, right, scratch, known);
    let features = features_of_matched(left, right, scratch);
    Weights::embedded().probability(kind_of(left, right), &features)
}

/// Compares two words, whatever their roles.
pub(crate) fn compare_alone(left: &Word<'_>, right: &Word<'_>, scratch: &mut Scratch) -> WordPair {
    let (left, right) = without_roles(left, right);
    compare_words(&left, &right, &mut scratch.grid)
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
    explain_views(left.view(), right.view(), scratch)
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

/// The values that the weights judge; for fitting weights of one's own.
pub fn features(left: &PreparedName, right: &PreparedName, scratch: &mut Scratch) -> Features {
    features_of(left.view(), right.view(), scratch)
}

pub(crate) fn features_of(
    left: NameView<'_>,
    right: NameView<'_>,
    scratch: &mut Scratch,
) -> Features {
    let compare = if scratch.plain {
        compare_words
    } else {
        compare_quickly
    };
    match_words(left, right, scratch, |row, column, grid| {
        compare(&left.word(row), &right.word(column), grid)
    });
    features_of_matched(left, right, scratch)
}

fn features_of_matched(left: NameView<'_>, right: NameView<'_>, scratch: &Scratch) -> Features {
    let mut features = Features::default();
    features.once(Once::Bias, 1.0);
    let matched = &scratch.matched;
    let mut worst: [Option<(usize, f32)>; 4] = [None; 4];
    for (at, pair) in matched.pairs.iter().enumerate() {
        let role = pair_role(&left.word(pair.left), &right.word(pair.right));
        let slot = &mut worst[role as usize];
        if slot.is_none_or(|(_, similarity)| pair.found.similarity < similarity) {
            *slot = Some((at, pair.found.similarity));
        }
    }
    for (at, pair) in matched.pairs.iter().enumerate() {
        let role = pair_role(&left.word(pair.left), &right.word(pair.right));
        let is_worst = worst[role as usize].is_some_and(|(own, _)| own == at);
        enter_pair(&mut features, left, right, pair, is_worst);
    }
    for (name, over, other) in [
        (left, &matched.left_over, right),
        (right, &matched.right_over, left),
    ] {
        for &at in over {
            enter_left_over(&mut features, &name.word(at), other);
        }
    }
    enter_whole(&mut features, left, right, matched);
    features
}

/// The role in which a pair of words counts.
pub(crate) fn pair_role(left: &Word<'_>, right: &Word<'_>) -> Role {
    match (left.initial, right.initial) {
        (true, false) => right.role,
        (false, true) => left.role,
        _ if left.role == right.role => left.role,
        _ => Role::Surname,
    }
}

/// Enters what a pair of words says.
pub(crate) fn enter_pair(
    features: &mut Features,
    left: NameView<'_>,
    right: NameView<'_>,
    pair: &MatchedPair,
    is_worst: bool,
) {
    let (own, other) = (&left.word(pair.left), &right.word(pair.right));
    let role = pair_role(own, other);
    if own.initial || other.initial {
        let found = match pair.found.fit {
            Fit::Initial { other_form: false } => Once::InitialFits,
            Fit::Initial { other_form: true } => Once::InitialOfOtherForm,
            _ => Once::InitialClash,
        };
        return features.once(found, 1.0);
    }
    if own.role != other.role {
        let patronymic = own.role == Role::Patronymic || other.role == Role::Patronymic;
        features.once(
            if patronymic {
                Once::PatronymicInOtherRole
            } else {
                Once::OtherRole
            },
            1.0,
        );
    }
    if pair.joined != Joined::No {
        features.once(Once::Joined, 1.0);
    }
    match pair.found.fit {
        Fit::GivenName { short: false } | Fit::Patronymic => {
            return features.by_role(role, ByRole::SameName, 1.0);
        }
        Fit::GivenName { short: true } if pair.found.similarity < 0.8 => {
            return features.by_role(role, ByRole::SameShortName, 1.0);
        }
        Fit::Number => return features.once(Once::NumberFits, 1.0),
        Fit::Acronym => return features.once(Once::AcronymFits, 1.0),
        Fit::Meaning => {
            let weight = own.entry.concept.map_or(0, |(_, weight)| weight);
            return match weight {
                0 => {}
                1 => features.once(Once::SameMeaning1, 1.0),
                2 => features.once(Once::SameMeaning2, 1.0),
                _ => features.once(Once::SameMeaning3, 1.0),
            };
        }
        Fit::None if own.entry.number || other.entry.number => {
            return features.once(Once::NumberClash, 1.0);
        }
        Fit::Stem { oblique: true } => features.once(Once::Inflected, 1.0),
        _ => {}
    }
    if is_worst {
        features.similarity(role, pair.found.similarity, pair.found.loss);
        features.worst_exchange(role, pair.found.worst);
        if own.entry.cyrillic && other.entry.cyrillic {
            let worst = (pair.found.worst / 8.0).clamp(0.0, 1.0);
            features.by_role(role, ByRole::WorstInCyrillic, worst);
        }
        let beginning = (pair.found.beginning / 8.0).clamp(0.0, 1.0);
        features.by_role(role, ByRole::Beginning, beginning);
        let ending = (pair.found.ending / 8.0).clamp(0.0, 1.0);
        let ending_feature = match pair.found.fit {
            Fit::Stem { oblique: true } => ByRole::OtherCase,
            _ => ByRole::OtherEnding,
        };
        features.by_role(role, ending_feature, ending);
        let length = own.spelled.units.len().min(other.spelled.units.len());
        let short = (8.0 - length as f32).clamp(0.0, 5.0) / 5.0;
        features.by_role(role, ByRole::Short, short);
        if known_clash(own, other) {
            features.by_role(role, ByRole::KnownClash, 1.0);
        }
    } else {
        features.by_role(role, ByRole::FurtherSimilarity, pair.found.similarity);
    }
    let nats = pair.found.weight as f32 / 64.0;
    features.by_role(role, ByRole::Evidence, (nats / 10.0).clamp(-1.0, 3.0));
}

/// Whether both words are known given names, or made of known given names, and not of the same.
fn known_clash(left: &Word<'_>, right: &Word<'_>) -> bool {
    match (left.role, right.role) {
        (Role::Given, Role::Given) => !left.given.is_empty() && !right.given.is_empty(),
        (Role::Patronymic, Role::Patronymic) => left.known_father() && right.known_father(),
        _ => false,
    }
}

/// Enters what a word without counterpart says.
pub(crate) fn enter_left_over(features: &mut Features, word: &Word<'_>, other: NameView<'_>) {
    if word.entry.number {
        return features.once(Once::NumberLeftOver, 1.0);
    }
    if word.initial {
        return;
    }
    if let Some((_, weight)) = word.entry.concept {
        return match weight {
            0 => {}
            1 => features.once(Once::MeaningLeftOver1, 1.0),
            2 => features.once(Once::MeaningLeftOver2, 1.0),
            _ => features.once(Once::MeaningLeftOver3, 1.0),
        };
    }
    let has_role = other
        .words()
        .any(|own| own.role == word.role && !own.initial);
    let kind = if has_role {
        ByRole::LeftOverTwice
    } else {
        ByRole::LeftOver
    };
    features.by_role(word.role, kind, 1.0);
}

fn enter_whole(
    features: &mut Features,
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &Matched,
) {
    let (own, other) = (left.genders, right.genders);
    let men_and_women = |m: bool, f: bool, other_m: bool, other_f: bool| {
        m && !f && other_f && !other_m || f && !m && other_m && !other_f
    };
    if men_and_women(
        own.masculine(),
        own.feminine(),
        other.masculine(),
        other.feminine(),
    ) {
        features.once(Once::GenderClash, 1.0);
    }
    if men_and_women(
        own.masculine_in_any_case(),
        own.feminine_in_any_case(),
        other.masculine_in_any_case(),
        other.feminine_in_any_case(),
    ) {
        features.once(Once::GenderClashInEveryCase, 1.0);
    }
    let crossed = matched.pairs.iter().any(|one| {
        matched
            .pairs
            .iter()
            .any(|two| one.left < two.left && one.right > two.right)
    });
    features.once(Once::OtherOrder, f32::from(u8::from(crossed)));
    // Words that carry nothing of a name do not count.
    let telling = |name: NameView<'_>| {
        let weightless =
            |word: &Word<'_>| word.entry.concept.is_some_and(|(_, weight)| weight == 0);
        name.words().filter(|word| !weightless(word)).count()
    };
    match (telling(left), telling(right)) {
        (1, 1) => features.once(Once::OneWord, 1.0),
        (1, _) | (_, 1) => features.once(Once::OneWordOfSeveral, 1.0),
        _ => {}
    }
    let alike = matched
        .pairs
        .iter()
        .all(|pair| pair.found.similarity > 0.95)
        && matched.left_over.is_empty()
        && matched.right_over.is_empty();
    features.once(Once::AllAlike, f32::from(u8::from(alike)));
}

/// Compares all words with all and assigns them.
fn match_words(
    left: NameView<'_>,
    right: NameView<'_>,
    scratch: &mut Scratch,
    mut compare: impl FnMut(usize, usize, &mut Grid) -> WordPair,
) {
    let Scratch {
        grid,
        gains,
        pairs,
        matched,
        ..
    } = scratch;
    gains.reset(left.len(), right.len());
    for (row, own) in left.words().enumerate() {
        for (column, other) in right.words().enumerate() {
            let pair = compare(row, column, grid);
            gains.set(row, column, gain(&own, &other, &pair));
            pairs[row * MAXIMUM_WORDS + column] = pair;
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
    pair_contradictions(left, right, matched, pairs, grid);
}

/// What assigning two words to each other is worth.
pub(crate) fn gain(left: &Word<'_>, right: &Word<'_>, pair: &WordPair) -> i32 {
    let worth = match pair.fit {
        Fit::GivenName { short: false } | Fit::Patronymic | Fit::Meaning => pair.weight.max(320),
        Fit::GivenName { short: true } => pair.weight.max(160),
        Fit::Number | Fit::Acronym => 256,
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

/// Reads a word that is left over together with its neighbour, where that fits better: Новая Каховка and
/// Новокаховка, Дунін-Марцінкевіч and Dunin Martsinkevich.
fn join_words(left: NameView<'_>, right: NameView<'_>, matched: &mut Matched, grid: &mut Grid) {
    for at in 0..matched.pairs.len() {
        let pair = matched.pairs[at];
        if pair.found.similarity > 0.9 {
            continue;
        }
        if let Some((over, found)) =
            best_join(left, &matched.left_over, pair.left, right, pair.right, grid)
            && found.similarity > pair.found.similarity.max(0.6)
        {
            matched.left_over.retain(|&own| own != over);
            matched.pairs[at].found = found;
            matched.pairs[at].joined = Joined::Left;
        } else if let Some((over, found)) = best_join(
            right,
            &matched.right_over,
            pair.right,
            left,
            pair.left,
            grid,
        ) && found.similarity > pair.found.similarity.max(0.6)
        {
            matched.right_over.retain(|&own| own != over);
            matched.pairs[at].found = found;
            matched.pairs[at].joined = Joined::Right;
        }
    }
}

fn best_join(
    name: NameView<'_>,
    over: &[usize],
    at: usize,
    other: NameView<'_>,
    counterpart: usize,
    grid: &mut Grid,
) -> Option<(usize, WordPair)> {
    let neighbours = over
        .iter()
        .copied()
        .filter(|&own| own + 1 == at || own == at + 1);
    neighbours
        .filter_map(|neighbour| {
            let (first, second) = (name.word(neighbour.min(at)), name.word(neighbour.max(at)));
            let (one, two) = (first.spelled, second.spelled);
            let length = one.units.len() + two.units.len();
            if first.initial || second.initial || length > MAXIMUM_UNITS {
                return None;
            }
            let (mut units, mut pairs) = ([0; MAXIMUM_UNITS], [0; MAXIMUM_UNITS]);
            units[..one.units.len()].copy_from_slice(one.units);
            units[one.units.len()..length].copy_from_slice(two.units);
            pairs[..one.units.len()].copy_from_slice(one.pairs);
            pairs[one.units.len()..length].copy_from_slice(two.pairs);
            let joined = Spelling {
                spelled: Spelled {
                    units: &units[..length],
                    pairs: &pairs[..length],
                },
                cuts: &[],
                own: first.entry.own + second.entry.own,
            };
            let found = compare_spelling(joined, &other.word(counterpart), grid);
            Some((neighbour, found))
        })
        .max_by_key(|(_, found)| found.weight)
}

/// Words left over on both sides in one role contradict each other: Ivan and Pyotr, Иванович and Петрович.
fn pair_contradictions(
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &mut Matched,
    pairs: &mut [WordPair],
    grid: &mut Grid,
) {
    let mut at = 0;
    while at < matched.left_over.len() {
        let row = matched.left_over[at];
        let own = left.word(row);
        let counterpart = |column: usize| {
            let other = right.word(column);
            match (own.initial, other.initial) {
                (false, false) => {
                    own.role == other.role
                        && own.entry.concept.is_none()
                        && other.entry.concept.is_none()
                        || own.entry.number && other.entry.number
                }
                (true, true) => true,
                (true, false) => other.role != Role::Surname,
                (false, true) => own.role != Role::Surname,
            }
        };
        let mut best: Option<(usize, i32)> = None;
        for &column in matched.right_over.iter().filter(|&&at| counterpart(at)) {
            let pair = &mut pairs[row * MAXIMUM_WORDS + column];
            if !pair.complete {
                *pair = compare_words(&own, &right.word(column), grid);
            }
            if best.is_none_or(|(_, weight)| pair.weight >= weight) {
                best = Some((column, pair.weight));
            }
        }
        let best = best.map(|(column, _)| column);
        let Some(column) = best else {
            at += 1;
            continue;
        };
        matched.left_over.remove(at);
        matched.right_over.retain(|&own| own != column);
        matched.pairs.push(MatchedPair {
            left: row,
            right: column,
            found: pairs[row * MAXIMUM_WORDS + column],
            joined: Joined::No,
            contradiction: true,
        });
    }
}
