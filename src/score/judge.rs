//! What the words of two names say for and against: from matched words to features.

use std::sync::LazyLock;

use crate::gazetteer::Kind;
use crate::name::{Declensions, Genders};

use super::acronym::certainty;
use super::contrast::enter_contrasts;
use super::feature::{ByRole, Features, Once};
use super::matcher::{Joined, Matched, MatchedPair, Scratch, kind_of, match_words};
use super::meanings::same_meaning;
use super::pair::{Fit, SAME_WORD, WordPair, compare_above, compare_quickly, compare_words};
use super::prepared::{NameView, PreparedName};
use super::word::{Role, Word};

/// The values that the weights judge, of names with their phrases read as one word; for fitting weights of one's own.
pub fn features(left: &PreparedName, right: &PreparedName, scratch: &mut Scratch) -> Features {
    features_of(left.view(), right.view(), scratch)
}

pub(crate) fn features_of(
    left: NameView<'_>,
    right: NameView<'_>,
    scratch: &mut Scratch,
) -> Features {
    let plain = scratch.plain;
    match_words(left, right, scratch, |row, column, sole, grid| {
        let (own, other) = (&left.word(row), &right.word(column));
        match (sole, plain) {
            (true, _) => compare_words(own, other, grid),
            (false, true) => compare_above(f32::NEG_INFINITY, own, other, grid),
            (false, false) => compare_quickly(own, other, grid),
        }
    });
    features_of_matched(left, right, &scratch.matched)
}

pub(crate) fn features_of_matched(
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &Matched,
) -> Features {
    let mut features = Features::default();
    features.once(Once::Bias, 1.0);
    for (pair, is_worst) in judged_pairs(left, right, matched) {
        enter_pair(&mut features, left, right, pair, is_worst);
    }
    for (name, over, other) in [
        (left, &matched.left_over, right),
        (right, &matched.right_over, left),
    ] {
        for &at in over {
            enter_left_over(&mut features, name, at, other);
        }
    }
    let told_apart =
        [(left, &matched.left_over), (right, &matched.right_over)].map(|(name, over)| {
            let names = over.iter().map(|&at| name.word(at));
            names.filter(is_name).count()
        });
    let both = told_apart[0].min(told_apart[1]) as f32;
    features.once(Once::LeftOverOnBothSides, both);
    enter_whole(&mut features, left, right, matched);
    features
}

/// Short forms at least so much alike are one.
const SAME_FORM: f32 = 0.8;

/// Whether a word is a name written out, not an initial, a number or a word with a meaning.
fn is_name(word: &Word<'_>) -> bool {
    !word.initial && !word.entry.number && word.generic().is_none()
}

/// The pairs of words, each with whether it is the least alike of its role.
pub(crate) fn judged_pairs<'m>(
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &'m Matched,
) -> impl Iterator<Item = (&'m MatchedPair, bool)> {
    let role = move |pair: &MatchedPair| {
        pair_role(&left.word(pair.left), &right.word(pair.right)) as usize
    };
    let mut worst: [Option<(usize, f32)>; 4] = [None; 4];
    for (at, pair) in matched.pairs.iter().enumerate() {
        let slot = &mut worst[role(pair)];
        if slot.is_none_or(|(_, similarity)| pair.found.similarity < similarity) {
            *slot = Some((at, pair.found.similarity));
        }
    }
    let worst = worst.map(|found| found.map(|(at, _)| at));
    let pairs = matched.pairs.iter().enumerate();
    pairs.map(move |(at, pair)| (pair, worst.contains(&Some(at))))
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
    if pair.found.fit == Fit::Acronym {
        // The other name's words count together, not the first of them and its role.
        let letters = own.entry.length().min(other.entry.length()) as usize;
        return features.once(Once::Acronym, certainty(letters));
    }
    let role = pair_role(own, other);
    let kind = kind_of(left, right);
    if kind == Kind::Person
        && is_generation(own)
        && is_generation(other)
        && pair.found.fit != Fit::Meaning
    {
        return features.once(Once::OtherGeneration, 1.0);
    }
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
        // A short form beside itself is one name as full forms are.
        Fit::GivenName { short: true } => {
            let same = match pair.found.similarity {
                SAME_FORM.. => ByRole::SameName,
                _ => ByRole::SameShortName,
            };
            return features.by_role(role, same, 1.0);
        }
        Fit::Number => return features.once(Once::NumberFits, 1.0),
        // A place in the name of a body is one word of it, in whatever language.
        Fit::Meaning if kind == Kind::Organisation && own.is_one_name(other) => {}
        Fit::Meaning => {
            let said = same_meaning(own, other);
            return said.into_iter().for_each(|said| features.once(said, 1.0));
        }
        Fit::None if own.entry.number || other.entry.number => {
            return features.once(Once::NumberClash, 1.0);
        }
        Fit::Stem { oblique: true } => features.once(Once::Inflected, 1.0),
        _ => {}
    }
    if are_different_places(own, other, &pair.found) {
        features.once(Once::OtherPlace, 1.0);
    }
    if is_worst {
        features.similarity(role, pair.found.similarity, pair.found.loss);
        features.worst_exchange(role, pair.found.worst);
        if own.entry.cyrillic && other.entry.cyrillic {
            let worst = (pair.found.worst / 8.0).clamp(0.0, 1.0);
            features.by_role(role, ByRole::WorstInCyrillic, worst);
        }
        let consonant = (pair.found.consonant / 8.0).clamp(0.0, 1.0);
        features.by_role(role, ByRole::ConsonantExchange, consonant);
        if own.entry.cyrillic == other.entry.cyrillic {
            features.by_role(role, ByRole::ConsonantExchangeInOneScript, consonant);
        }
        let beginning = (pair.found.beginning / 8.0).clamp(0.0, 1.0);
        features.by_role(role, ByRole::Beginning, beginning);
        let ending = (pair.found.ending / 8.0).clamp(0.0, 1.0);
        let ending_feature = match pair.found.fit {
            Fit::Stem { oblique: true } => ByRole::OtherCase,
            _ => ByRole::OtherEnding,
        };
        features.by_role(role, ending_feature, ending);
        features.by_role(role, ByRole::Short, shortness(own, other));
        let one_name = pair.found.fit.is_of_one_name();
        if role == Role::Surname && pair.joined == Joined::No {
            if suffixes_clash(own.entry.declensions, other.entry.declensions) {
                features.once(Once::SuffixClash, 1.0);
            }
            features.once(Once::LastConsonants, last_consonants(&pair.found));
            // Spellings in Latin letters follow too many orthographies.
            if own.entry.cyrillic && other.entry.cyrillic {
                let vowel = (pair.found.vowel / 4.0).clamp(0.0, 1.0);
                features.once(Once::VowelOfNoRule, vowel);
            }
        }
        if !one_name && known_clash(own, other) {
            features.by_role(role, ByRole::KnownClash, 1.0);
        }
        // What syllable a Korean name has is as sure as which given name another one has.
        if !one_name && !own.syllables().is_empty() && !other.syllables().is_empty() {
            features.by_role(Role::Given, ByRole::KnownClash, 1.0);
        }
    } else {
        features.by_role(role, ByRole::FurtherSimilarity, pair.found.similarity);
    }
    let nats = pair.found.weight as f32 / 64.0;
    features.by_role(role, ByRole::Evidence, (nats / 10.0).clamp(-1.0, 3.0));
}

/// Whether two words are known names of different places; the same word in a longer name is no other place: America in
/// Central America.
pub(super) fn are_different_places(own: &Word<'_>, other: &Word<'_>, pair: &WordPair) -> bool {
    let known = own.place().is_some() && other.place().is_some();
    known && pair.fit != Fit::Meaning && pair.similarity < SAME_WORD
}

/// Whether surnames, by all declensions of theirs, have different suffixes: Макаров and Макаревич are no forms of one
/// name, however alike they are.
#[inline]
pub(super) fn suffixes_clash(own: u32, other: u32) -> bool {
    static SUFFIXES: LazyLock<Vec<u32>> = LazyLock::new(|| Declensions::embedded().of_suffixes());
    let mut either = [false; 2];
    for &suffix in SUFFIXES.iter() {
        let has = [own & suffix != 0, other & suffix != 0];
        if has[0] && has[1] {
            return false;
        }
        either = [either[0] || has[0], either[1] || has[1]];
    }
    either[0] && either[1]
}

/// From 0 to 1: what the last exchanges with a consonant lose.
pub(super) fn last_consonants(pair: &WordPair) -> f32 {
    (pair.last / 8.0).clamp(0.0, 1.0)
}

/// From 0 for words of eight units and more to 1 for such of three and less.
fn shortness(left: &Word<'_>, right: &Word<'_>) -> f32 {
    let length = left.spelled().units.len().min(right.spelled().units.len());
    (8.0 - length as f32).clamp(0.0, 5.0) / 5.0
}

/// Whether both words are known given names, or made of known given names, and not of the same.
fn known_clash(left: &Word<'_>, right: &Word<'_>) -> bool {
    if !left.syllables().is_empty() || !right.syllables().is_empty() {
        return false;
    }
    match (left.role, right.role) {
        (Role::Given, Role::Given) => !left.given().is_empty() && !right.given().is_empty(),
        (Role::Patronymic, Role::Patronymic) => left.known_father() && right.known_father(),
        _ => false,
    }
}

/// Enters what a word without counterpart says.
pub(crate) fn enter_left_over(
    features: &mut Features,
    name: NameView<'_>,
    at: usize,
    other: NameView<'_>,
) {
    let (word, hyphen) = (&name.word(at), name.members[at].hyphen);
    if word.entry.number {
        return features.once(Once::NumberLeftOver, 1.0);
    }
    // Another word of the place's name says all: Ho Chi Minh City, Хошимин.
    let said = |place: u16| other.words().any(|own| own.place() == Some(place));
    if word.initial || word.place().is_some_and(said) {
        return;
    }
    if let Some((_, weight)) = word.generic() {
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
    // The second part of a place's name tells it from another: Могилёв-Подольский.
    let value = if other.kind == Kind::Place && hyphen {
        2.0
    } else {
        1.0
    };
    features.by_role(word.role, kind, value);
}

/// Whether a word of a person's name says which of several of this name is meant: Jr, XVI. No other words that have a
/// meaning weigh as much there.
fn is_generation(word: &Word<'_>) -> bool {
    matches!(word.generic(), Some((_, 3)))
}

/// Whether a surname shows that one name stands in another case than the nominative: Александра Новака is
/// no woman, for hers would be Александра Новак.
fn in_other_case(left: NameView<'_>, right: NameView<'_>, matched: &Matched) -> bool {
    matched.pairs.iter().any(|pair| {
        let (own, other) = (left.word(pair.left), right.word(pair.right));
        let of_him = |word: &Word<'_>| word.role == Role::Surname && word.entry.genders.masculine();
        let oblique = matches!(pair.found.fit, Fit::Stem { oblique: true });
        oblique && of_him(&own) && of_him(&other)
    })
}

/// Whether one name is a man's only and the other a woman's only; each by whether it can be his and hers.
pub(super) fn clash(own: (bool, bool), other: (bool, bool)) -> bool {
    let (his, hers) = ((true, false), (false, true));
    (own, other) == (his, hers) || (own, other) == (hers, his)
}

/// Asked of the spelling of persons' names of one word each: how short they are, what they lose, and what the
/// worst exchange and the one at the beginning do.
const OF_ONE_WORD: [Once; 4] = [
    Once::OneWordShort,
    Once::OneWordLoss,
    Once::OneWordWorstExchange,
    Once::OneWordBeginning,
];

/// The same of a name of one word beside one of several.
const OF_ONE_WORD_OF_SEVERAL: [Once; 4] = [
    Once::OneWordOfSeveralShort,
    Once::OneWordOfSeveralLoss,
    Once::OneWordOfSeveralWorstExchange,
    Once::OneWordOfSeveralBeginning,
];

/// Enters what the spelling of a person's name of one word says: nothing else makes up for a doubtful one.
fn enter_one_word(
    features: &mut Features,
    asked: [Once; 4],
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &Matched,
) {
    let by_spelling = |pair: &&MatchedPair| {
        matches!(
            pair.found.fit,
            Fit::Spelling | Fit::Stem { .. } | Fit::GivenName { .. }
        )
    };
    let Some(pair) = matched.pairs.iter().find(by_spelling) else {
        return;
    };
    let (own, other) = (left.word(pair.left), right.word(pair.right));
    let values = [
        shortness(&own, &other),
        pair.found.loss / 10.0,
        pair.found.worst / 8.0,
        pair.found.beginning / 8.0,
    ];
    for (feature, value) in asked.into_iter().zip(values) {
        features.once(feature, value.clamp(0.0, 1.0));
    }
}

/// Whether initials are all that two names have in common, though both have words that are written out:
/// Х. Маас, Corbyn.
fn nothing_but_initials(left: NameView<'_>, right: NameView<'_>, matched: &Matched) -> bool {
    let initial =
        |pair: &MatchedPair| left.word(pair.left).initial || right.word(pair.right).initial;
    let written = |name: NameView<'_>| name.words().any(|word| is_name(&word));
    !matched.pairs.is_empty()
        && matched.pairs.iter().all(initial)
        && written(left)
        && written(right)
}

fn enter_whole(
    features: &mut Features,
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &Matched,
) {
    let kind = kind_of(left, right);
    let (own, other) = (left.genders, right.genders);
    if clash(
        (own.masculine(), own.feminine()),
        (other.masculine(), other.feminine()),
    ) {
        // A surname alone in running text may well be in another case: Путина, of Путин.
        let alone = left.len() == 1 || right.len() == 1;
        let doubt = if alone { 0.3 } else { 1.0 };
        if !in_other_case(left, right, matched) {
            features.once(Once::GenderClash, doubt);
        }
    }
    let in_any_case = |genders: Genders| {
        (
            genders.masculine_in_any_case(),
            genders.feminine_in_any_case(),
        )
    };
    if clash(in_any_case(own), in_any_case(other)) {
        features.once(Once::GenderClashInEveryCase, 1.0);
    }
    let crossed = matched.pairs.iter().any(|one| {
        matched
            .pairs
            .iter()
            .any(|two| one.left < two.left && one.right > two.right)
    });
    features.once(Once::OtherOrder, f32::from(u8::from(crossed)));
    match (left.telling(), right.telling()) {
        (1, 1) => {
            features.once(Once::OneWord, 1.0);
            if kind == Kind::Person {
                enter_one_word(features, OF_ONE_WORD, left, right, matched);
            }
        }
        (1, _) | (_, 1) => {
            features.once(Once::OneWordOfSeveral, 1.0);
            if kind == Kind::Person {
                enter_one_word(features, OF_ONE_WORD_OF_SEVERAL, left, right, matched);
            }
        }
        _ => {}
    }
    // The words of a name agree in case: what the first of them says the others only repeat.
    let oblique = |pair: &&MatchedPair| matches!(pair.found.fit, Fit::Stem { oblique: true });
    let inflected = matched.pairs.iter().filter(oblique).count();
    features.once(Once::CaseOfFurtherWords, inflected.saturating_sub(1) as f32);
    if nothing_but_initials(left, right, matched) {
        features.once(Once::NothingButInitials, 1.0);
    }
    if matched.pairs.iter().all(|pair| pair.contradiction) {
        features.once(Once::NothingInCommon, 1.0);
    }
    enter_contrasts(features, kind, (left, right), matched);
    let of_generation =
        |name: NameView<'_>, over: &[usize]| over.iter().any(|&at| is_generation(&name.word(at)));
    if kind == Kind::Person
        && of_generation(left, &matched.left_over)
        && of_generation(right, &matched.right_over)
    {
        features.once(Once::OtherGeneration, 1.0);
    }
    let nothing_left = |name: NameView<'_>, over: &[usize]| {
        let mut left = over.iter().map(|&at| name.word(at));
        left.all(|word| !word.tells())
    };
    let alike = matched
        .pairs
        .iter()
        .all(|pair| pair.found.similarity > 0.95 && pair.found.fit != Fit::Acronym)
        && nothing_left(left, &matched.left_over)
        && nothing_left(right, &matched.right_over);
    features.once(Once::AllAlike, f32::from(u8::from(alike)));
}
