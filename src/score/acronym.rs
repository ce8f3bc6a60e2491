//! An acronym, or another word made of the beginnings of words, and the name that it stands for.

use std::ops::RangeInclusive;

use crate::gazetteer::Kind;
use crate::name::Lexicon;
use crate::sound::{Costs, Inventory};

use super::matcher::{Joined, Matched, MatchedPair};
use super::pair::{Fit, WordPair};
use super::prepared::NameView;
use super::shortened::is_made_of_beginnings;
use super::telling::{MOST, Telling};
use super::word::Word;

/// Acronyms of fewer letters fit too much by chance; longer ones are words.
const LETTERS: RangeInclusive<usize> = 3..=MOST;

/// The weight of words that have a meaning and tell something, among them the acronyms of the tables.
const CONTENT: u8 = 3;
/// Those of so many letters may be of another language, whose words have another order, or tell more than the first letter
/// of the first word; Cyrillic ones of fewer letters only by what all words of a Latin name mean: СБУ, Security Service of
/// Ukraine.
const IN_ANY_ORDER: usize = 4;

/// Matches the one word of an organisation's name with all telling words of the other's where its letters are their
/// initials, in their order and whatever the language of either: МТЗ, Мінскі трактарны завод, Minsk Tractor Works;
/// or where it is made of their beginnings: Минфин, Министерство финансов; БелТА, Belarusian Telegraph Agency.
/// `false` where neither name stands for the other.
///
/// A word with translations may begin with the letter of any of them (завод, plant).
pub(super) fn match_acronym(
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &mut Matched,
) -> bool {
    let readings = [(true, true), (false, true), (true, false)];
    let tellings = readings.map(|(left_whole, right_whole)| {
        let read = |name, whole| match whole {
            true => Some(Telling::of(name)),
            false => Telling::of_part(name),
        };
        Some((read(left, left_whole)?, read(right, right_whole)?))
    });
    let mut tellings = tellings.into_iter().flatten();
    let stand =
        |(own, other): &(Telling<'_>, Telling<'_>)| own.stands_for(other) || other.stands_for(own);
    let Some((own, other)) = tellings.find(stand) else {
        return false;
    };
    for (name, telling, over) in [
        (left, &own, &mut matched.left_over),
        (right, &other, &mut matched.right_over),
    ] {
        over.clear();
        over.extend((0..name.len()).filter(|&at| !telling.has(at) && name.word(at).tells()));
    }
    matched.pairs.clear();
    matched.pairs.push(pair_of(&own, &other));
    true
}

/// Pairs an acronym that has no counterpart with the words that have none, beside words that have one: НАН Беларусі,
/// Нацыянальная акадэмія навук Беларусі.
pub(super) fn match_acronym_left_over(
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &mut Matched,
) {
    let over = (&matched.left_over, &matched.right_over);
    let of_left = stands_for_left_over((left, over.0), (right, over.1));
    let of_right = || stands_for_left_over((right, over.1), (left, over.0));
    let (own, other) = match of_left {
        Some(both) => both,
        None => match of_right() {
            Some((own, other)) => (other, own),
            None => return,
        },
    };
    let pair = pair_of(&own, &other);
    matched.left_over.retain(|&at| !own.has(at));
    matched.right_over.retain(|&at| !other.has(at));
    matched.pairs.push(pair);
}

/// An acronym among the words of a name without counterpart, and all telling words of the other that it stands for.
fn stands_for_left_over<'a>(
    (name, over): (NameView<'a>, &[usize]),
    (other, others): (NameView<'a>, &[usize]),
) -> Option<(Telling<'a>, Telling<'a>)> {
    if others.len() < 2 {
        return None;
    }
    let mut acronyms = over.iter().filter(|&&at| may_stand_for_part(name, at));
    acronyms.find_map(|&at| {
        let acronym = Telling::among(name, std::iter::once(at));
        let ends = [
            other.len(),
            Telling::named_after(other).unwrap_or(other.len()),
        ];
        let full =
            ends.map(|end| Telling::among(other, others.iter().copied().filter(|&own| own < end)));
        let full = full.into_iter().find(|full| acronym.stands_for(full));
        full.map(|full| (acronym, full))
    })
}

/// Whether a word of an organisation's name may be an acronym of some words of another name.
pub(super) fn may_stand_for_part(name: NameView<'_>, at: usize) -> bool {
    let word = name.word(at);
    name.kind == Kind::Organisation
        && name.members[at].capitals
        && tells_as_acronym(&word)
        && (LETTERS.contains(&word.letters().chars().count())
            || LETTERS.contains(&word.spelled().units.len()))
        && name.telling() > 1
}

/// Whether a word is no generic one that means something by itself, such as a country: США.
fn tells_as_acronym(word: &Word<'_>) -> bool {
    (word.entry.concept).is_none_or(|(_, weight)| weight == CONTENT)
}

fn pair_of(own: &Telling<'_>, other: &Telling<'_>) -> MatchedPair {
    let weight = [own, other].map(|name| name.words[0].map_or(0, |word| word.entry.own));
    MatchedPair {
        left: own.first,
        right: other.first,
        found: WordPair::certain(Fit::Acronym, weight[0].min(weight[1])),
        joined: Joined::No,
        contradiction: false,
    }
}

/// Whether a name of an organisation of so many telling words may be an acronym of one of so many.
pub(super) fn may_be_acronym(kind: Kind, telling: (usize, usize)) -> bool {
    kind == Kind::Organisation && matches!(telling, (1, 2..) | (2.., 1))
}

/// What a fit of so many letters counts: the more there are, the less is it chance.
pub(super) fn certainty(letters: usize) -> f32 {
    letters.min(5) as f32 / 3.0
}

impl<'a> Telling<'a> {
    /// The letters of a name that may be an acronym: each by itself (СССР), and as sounds (MChS); and whether they are
    /// sounds.
    fn letters(&self) -> impl Iterator<Item = (Initials, bool)> {
        let acronym = self.words[0].filter(|word| {
            self.count == 1 && !word.initial && !word.entry.number && tells_as_acronym(word)
        });
        let readings = acronym.map(|word| Initials::of_acronym(&word));
        let readings = readings.into_iter().flatten().zip([false, true]);
        let readings = readings.filter_map(|(own, sounds)| Some((own?, sounds)));
        readings.filter(|(own, _)| LETTERS.contains(&own.count))
    }

    /// The words of a name that may have an acronym.
    pub(super) fn several(&self) -> Option<&[Option<Word<'a>>]> {
        let words = self.words[..MOST].get(..self.count)?;
        // Without a word for what it is it may as well be somebody's name.
        let mut named = words.iter().flatten();
        (words.len() > 1 && named.any(|word| word.entry.concept.is_some())).then_some(words)
    }

    fn stands_for(&self, full: &Telling<'a>) -> bool {
        let (1, Some(word), Some(words)) = (self.count, self.words[0], full.several()) else {
            return false;
        };
        // Another script writes no single letters of Latin ones, but their sounds.
        let foreign = !word.entry.cyrillic && words.iter().flatten().any(|own| own.entry.cyrillic);
        let of_latin_words =
            word.entry.cyrillic && words.iter().flatten().all(|own| !own.entry.cyrillic);
        let of_letters = |(letters, sounds): (Initials, bool)| {
            if foreign && !sounds {
                return false;
            }
            let letters = letters.as_slice();
            are_initials(letters, words)
                || are_initials_behind_beginning(letters, words)
                || letters.len() >= IN_ANY_ORDER
                    && are_initials_in_any_order(letters, (0, 0), words, false)
                || of_latin_words
                    && are_initials_in_any_order(letters, (0, letters.len()), words, false)
        };
        self.letters().any(of_letters) || is_made_of_beginnings(&word, words)
    }
}

/// Whether one name is an acronym of the other; see [`match_acronym`].
pub(crate) fn are_acronyms(left: NameView<'_>, right: NameView<'_>) -> bool {
    let (own, other) = (Telling::of(left), Telling::of(right));
    own.stands_for(&other) || other.stands_for(&own)
}

/// No more acronyms of one name are told.
const MOST_ACRONYMS: usize = 64;

/// The letters, as units, of the acronyms that a name of an organisation may have; those of a name that may be one
/// itself.
pub(crate) fn each_acronym(name: NameView<'_>, mut each: impl FnMut(&[u8])) {
    let telling = Telling::of(name);
    telling
        .letters()
        .for_each(|(letters, _)| each(letters.as_slice()));
    if let Some(words) = telling.several() {
        let mut left = MOST_ACRONYMS;
        add_initials(words, &mut Vec::with_capacity(MOST), &mut |letters| {
            if LETTERS.contains(&letters.len()) {
                each(letters);
                left -= 1;
            }
            left > 0
        });
    }
}

/// Adds the initials of words to letters in every way, until `each` says that it is enough.
fn add_initials(
    words: &[Option<Word<'_>>],
    letters: &mut Vec<u8>,
    each: &mut impl FnMut(&[u8]) -> bool,
) -> bool {
    let Some((&Some(word), others)) = words.split_first() else {
        return each(letters);
    };
    let length = letters.len();
    if word.initial || word.entry.number || length >= MOST {
        return true;
    }
    let [first, written] = beginnings(&word);
    let mut with = |initials: &[u8]| {
        letters.truncate(length);
        letters.extend_from_slice(initials);
        add_initials(others, letters, each)
    };
    let written = [first, written.filter(|_| written != first)];
    written.into_iter().flatten().all(|unit| with(&[unit]))
        && initials_of_meaning(&word).all(|initials| with(initials.as_slice()))
}

/// The first unit of a word, and that of its first letter alone.
fn beginnings(word: &Word<'_>) -> [Option<u8>; 2] {
    let first = word.spelled().units.first().copied();
    [first, Some(word.entry.first_letter)]
}

/// The initials of a word or phrase, as units; no acronym has more.
struct Initials {
    units: [u8; MOST],
    count: usize,
}

impl Initials {
    /// `None` where there are too many.
    fn of(letters: &str) -> Option<Self> {
        let mut initials = Initials {
            units: [0; MOST],
            count: 0,
        };
        let inventory = Inventory::embedded();
        for unit in letters
            .chars()
            .filter_map(|letter| inventory.first_unit(letter))
        {
            *initials.units.get_mut(initials.count)? = unit;
            initials.count += 1;
        }
        Some(initials)
    }

    /// Of an acronym letter by letter, and by its units.
    fn of_acronym(word: &Word<'_>) -> [Option<Self>; 2] {
        let letters = Initials::of(word.letters());
        let mut units = Initials {
            units: [0; MOST],
            count: 0,
        };
        for &unit in word.spelled().units.iter().take(MOST) {
            units.units[units.count] = unit;
            units.count += 1;
        }
        let short = word.spelled().units.len() <= MOST;
        [letters, Some(units).filter(|_| short)]
    }

    fn as_slice(&self) -> &[u8] {
        &self.units[..self.count]
    }
}

/// The initials of the words and phrases for what a word means, in all languages.
fn initials_of_meaning(word: &Word<'_>) -> impl Iterator<Item = Initials> {
    let lexicon = Lexicon::organisations();
    let of_meaning = |(concept, _)| lexicon.initials(concept).filter_map(Initials::of);
    word.entry.concept.map(of_meaning).into_iter().flatten()
}

/// Whether letters are the initials of words, in their order.
fn are_initials(letters: &[u8], words: &[Option<Word<'_>>]) -> bool {
    let Some((&Some(word), others)) = words.split_first() else {
        return letters.is_empty();
    };
    let Some((&letter, rest)) = letters.split_first() else {
        return false;
    };
    if word.initial || word.entry.number {
        return false;
    }
    let mut written = beginnings(&word).into_iter().flatten();
    written.any(|own| fits(own, letter)) && are_initials(rest, others)
        || initials_of_meaning(&word).any(|initials| {
            let rest = letters.strip_prefix(initials.as_slice());
            rest.is_some_and(|rest| are_initials(rest, others))
        })
}

/// Whether letters are the initials of words, but for the first of them, of which more may be told: ГрДУ, Гродзенскі
/// дзяржаўны ўніверсітэт.
fn are_initials_behind_beginning(letters: &[u8], words: &[Option<Word<'_>>]) -> bool {
    let Some((&Some(first), others)) = words.split_first() else {
        return false;
    };
    let pairs = letters.iter().zip(first.spelled().units);
    let shared = pairs
        .take_while(|&(&letter, &own)| fits(own, letter))
        .count();
    let told = letters.len().checked_sub(others.len());
    told.is_some_and(|told| {
        (2..=shared).contains(&told)
            && letters.len() >= IN_ANY_ORDER
            && others.len() > 1
            && !first.initial
            && are_initials(&letters[told..], others)
    })
}

/// Whether letters, but for those already taken (a bit each), are the initials of words in the order of another language:
/// БРСМ, Belarusian Republican Youth Union. Words that are read as they are written keep their order: the letter of the
/// last of them stands before `next`. `told`: a word was read by what it means.
fn are_initials_in_any_order(
    letters: &[u8],
    (taken, next): (u32, usize),
    words: &[Option<Word<'_>>],
    told: bool,
) -> bool {
    let Some((&Some(word), others)) = words.split_first() else {
        return told && taken.count_ones() as usize == letters.len();
    };
    if word.initial || word.entry.number {
        return false;
    }
    let places = |count: usize| {
        let bits = (1u32 << count) - 1;
        let all = (0..=letters.len().saturating_sub(count)).map(move |at| (at, bits << at));
        all.filter(move |(_, own)| own & taken == 0)
    };
    let written = beginnings(&word);
    let mut by_letter = places(1).filter(|&(at, _)| {
        let mut written = written.iter().flatten();
        at >= next && written.any(|&own| fits(own, letters[at]))
    });
    by_letter
        .any(|(at, own)| are_initials_in_any_order(letters, (taken | own, at + 1), others, told))
        || initials_of_meaning(&word).any(|initials| {
            let initials = initials.as_slice();
            let mut own =
                places(initials.len()).filter(|&(at, _)| letters[at..].starts_with(initials));
            own.any(|(_, own)| {
                are_initials_in_any_order(letters, (taken | own, next), others, true)
            })
        })
}

/// Whether two units begin one word, in whatever script.
pub(super) fn fits(own: u8, other: u8) -> bool {
    own == other || Costs::embedded().single(own, other) > 0
}

#[cfg(test)]
mod tests {
    use super::super::{PreparedName, PreparedNames, Scratch, compare};
    use super::*;

    fn fits(left: &str, right: &str) -> bool {
        let prepare = |name| PreparedName::new(name, Some(Kind::Organisation));
        let (left, right) = (prepare(left), prepare(right));
        let both = [(&left, &right), (&right, &left)];
        let found = both
            .map(|(own, other)| match_acronym(own.view(), other.view(), &mut Matched::default()));
        assert_eq!(found[0], found[1]);
        let score = compare(&left, &right, &mut Scratch::default());
        assert_eq!(found[0], score > 0.9, "{score}");
        found[0]
    }

    #[test]
    fn an_acronym_stands_for_its_words() {
        assert!(fits("МЭЗ", "Магілёўскі электратэхнічны завод"));
        assert!(fits("MEZ", "Могилёвский электротехнический завод"));
        assert!(fits("ОАО «МЭЗ»", "Mahilioŭski elektratechničny zavod"));
        assert!(fits("АРС", "Ассоциация рыбаков Сожа"));
        assert!(fits("МНФ", "Магілёўскі народны фронт"));
    }

    #[test]
    fn words_are_made_of_the_beginnings_of_others() {
        assert!(fits("Магнарбанк", "Магілёўскі народны банк"));
        assert!(fits("Минречфлот", "Министерство речного флота"));
        assert!(fits("Minrechflot", "Министерство речного флота"));
        assert!(fits("БелРА", "Беларускае рыбалоўнае агенцтва"));
        assert!(!fits("Минречфлот", "Министерство речного транспорта"));
        assert!(!fits("Магбанк", "Магілёўскі народны банк"));
    }

    fn score(left: &str, right: &str) -> f32 {
        let prepare = |name| PreparedName::new(name, Some(Kind::Organisation));
        compare(&prepare(left), &prepare(right), &mut Scratch::default())
    }

    #[test]
    fn acronyms_leave_out_whom_a_body_is_named_after_and_its_country() {
        let college = "Магілёўскі дзяржаўны каледж";
        assert!(score("МДК", &format!("{college} імя Аркадзя Куляшова")) > 0.6);
        assert!(score("ДРР", "Дэпартамент рыбалкі рэк Літвы") > 0.6);
        assert!(score("МДК", &format!("{college} мастацтваў")) < 0.2);
    }

    #[test]
    fn acronyms_have_the_order_of_their_language() {
        assert!(fits("МРСМ", "Mogilev Republican Youth Union"));
        assert!(fits("МагДУ", "Магілёўскі дзяржаўны ўніверсітэт"));
        assert!(!fits("МРСМ", "Mogilev Republican Womens Union"));
    }

    #[test]
    fn acronyms_stand_beside_other_words() {
        let full = "Магілёўскі народны камітэт Сожа";
        assert!(score("МНК Сожа", full) > 0.9);
        assert!(score("МНС Сожа", full) < 0.5);
        assert!(score("ДПК Літвы", "Дзяржаўны пажарны камітэт Літвы") > 0.9);
        assert!(score("МУС РБ", "Ministry of Internal Affairs of Belarus") > 0.9);
    }

    #[test]
    fn lists_find_acronyms_beside_other_words() {
        let names = [
            "МНК Сожа",
            "Магілёўскі народны камітэт Сожа",
            "CNM, Сож",
            "МагНК Сожа",
            "Магілёўскі камітэт",
        ];
        let prepare = |name: &str| PreparedName::new(name, Some(Kind::Organisation));
        let list: PreparedNames = names.map(prepare).iter().collect();
        let mut scratch = Scratch::default();
        for query in names.map(prepare) {
            for cut_off in [0.3, 0.9] {
                let found: Vec<_> = list.above(cut_off, &query, &mut scratch).collect();
                let all = names.map(prepare).into_iter().enumerate();
                let plain =
                    all.map(|(at, name)| (at, compare(&query, &name, &mut Scratch::default())));
                let plain: Vec<_> = plain.filter(|(_, score)| *score >= cut_off).collect();
                assert_eq!(found, plain);
            }
        }
    }

    #[test]
    fn a_word_is_no_acronym_of_other_words() {
        assert!(!fits("МЭЗ", "Магілёўскі электратэхнічны каледж"));
        assert!(!fits("МЗ", "Магілёўскі завод"));
        assert!(!fits("МЭЗ", "Магілёўскі завод электратэхнікі"));
        assert!(!fits("МЭЗ", "Электратэхнічны завод"));
        // Апанас and Афанасий, but no letter of an acronym.
        assert!(!fits("МПЗ", "Магілёўскі фарфоравы завод"));
    }
}
