//! An acronym and the name that it stands for.

use std::sync::LazyLock;

use crate::gazetteer::Kind;
use crate::name::Lexicon;
use crate::sound::{Costs, Inventory};

use super::matcher::{Joined, Matched, MatchedPair};
use super::pair::{Fit, WordPair};
use super::prepared::NameView;
use super::word::Word;

/// Acronyms of fewer letters fit too much by chance; longer ones are words.
const LEAST: usize = 3;
const MOST: usize = 8;

/// Matches the one word of an organisation's name with all telling words of the other's where its letters are their
/// initials, in their order and whatever the language of either: МТЗ, Мінскі трактарны завод, Minsk Tractor Works.
/// `false` where neither name is an acronym of the other.
///
/// A word with translations may begin with the letter of any of them (завод, plant).
pub(super) fn match_acronym(
    left: NameView<'_>,
    right: NameView<'_>,
    matched: &mut Matched,
) -> bool {
    let (own, other) = (Telling::of(left), Telling::of(right));
    let found = own.stands_for(&other) || other.stands_for(&own);
    if found {
        let (left, right) = (own.first, other.first);
        let weight = [&own, &other].map(|name| name.words[0].map_or(0, |word| word.entry.own));
        matched.left_over.clear();
        matched.right_over.clear();
        matched.pairs.clear();
        matched.pairs.push(MatchedPair {
            left,
            right,
            found: WordPair::certain(Fit::Acronym, weight[0].min(weight[1])),
            joined: Joined::No,
            contradiction: false,
        });
    }
    found
}

/// Whether a name of an organisation of so many telling words may be an acronym of one of so many.
pub(super) fn may_be_acronym(kind: Kind, telling: (usize, usize)) -> bool {
    kind == Kind::Organisation && matches!(telling, (1, 2..) | (2.., 1))
}

/// What a fit of so many letters counts: the more there are, the less is it chance.
pub(super) fn certainty(letters: usize) -> f32 {
    letters.min(5) as f32 / 3.0
}

/// The words of a name that carry something of it.
struct Telling<'a> {
    words: [Option<Word<'a>>; MOST + 1],
    /// The place of the first in the name.
    first: usize,
    count: usize,
}

impl<'a> Telling<'a> {
    fn of(name: NameView<'a>) -> Self {
        let mut telling = Telling {
            words: [None; MOST + 1],
            first: 0,
            count: 0,
        };
        for (at, word) in name.words().enumerate() {
            if !word.tells() {
                continue;
            }
            if telling.count == 0 {
                telling.first = at;
            }
            if let Some(place) = telling.words.get_mut(telling.count) {
                *place = Some(word);
            }
            telling.count += 1;
        }
        telling
    }

    fn stands_for(&self, full: &Telling<'a>) -> bool {
        let (1, Some(acronym)) = (self.count, self.words[0]) else {
            return false;
        };
        let letters = acronym.spelled().units;
        (LEAST..=MOST).contains(&letters.len())
            && full.count > 1
            && full.count <= MOST
            && !acronym.initial
            && !acronym.entry.number
            && are_initials(letters, &full.words[..full.count])
    }
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
    let first = word.spelled().units.first().copied();
    let written = [first, Some(word.entry.first_letter)];
    let begins = written.into_iter().flatten().any(|own| fits(own, letter));
    let of_meaning = word
        .entry
        .concept
        .and_then(|(concept, _)| INITIALS.get(usize::from(concept)));
    begins && are_initials(rest, others)
        || of_meaning.into_iter().flatten().any(|initials| {
            let count = initials.len();
            let own = letters.get(..count);
            own.is_some_and(|own| own.iter().zip(initials).all(|(&own, &other)| own == other))
                && are_initials(&letters[count..], others)
        })
}

/// Whether two units begin one word, in whatever script.
fn fits(own: u8, other: u8) -> bool {
    own == other || Costs::embedded().single(own, other) > 0
}

/// By meaning, the units of the initials of its words and phrases in all languages.
static INITIALS: LazyLock<Vec<Vec<Box<[u8]>>>> = LazyLock::new(|| {
    let lexicon = Lexicon::organisations();
    let (mut units, mut ends) = (Vec::new(), Vec::new());
    let mut of_letter = |letter: char| {
        Inventory::embedded().read_letters(&[letter], &mut units, &mut ends);
        units.first().copied()
    };
    let mut of_meaning = |number| {
        let initials = lexicon.initials(number);
        initials
            .map(|initials| initials.chars().filter_map(&mut of_letter).collect())
            .collect()
    };
    (0..lexicon.len()).map(&mut of_meaning).collect()
});

#[cfg(test)]
mod tests {
    use super::super::{PreparedName, Scratch, compare};
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
    fn a_word_is_no_acronym_of_other_words() {
        assert!(!fits("МЭЗ", "Магілёўскі электратэхнічны каледж"));
        assert!(!fits("МЗ", "Магілёўскі завод"));
        assert!(!fits("МЭЗ", "Магілёўскі завод электратэхнікі"));
        assert!(!fits("МЭЗ", "Электратэхнічны завод"));
        // Апанас and Афанасий, but no letter of an acronym.
        assert!(!fits("МПЗ", "Магілёўскі фарфоравы завод"));
    }
}
