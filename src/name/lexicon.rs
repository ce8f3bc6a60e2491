//! Words with a meaning in names of organisations and places: legal forms, translated vocabulary,
//! acronyms, generic words, titles.

use std::sync::LazyLock;

use super::declension::is_case_of;
use super::frozen::{Frozen, long};
use super::phrase::Beginnings;

static PHRASES: Frozen<'static> =
    Frozen::new(include_bytes!(concat!(env!("OUT_DIR"), "/phrases.frozen")));

/// Whether two folded words may be the first two of a phrase in names of organisations or places, in
/// whatever case.
pub(crate) fn may_be_phrase(first: &str, second: &str) -> bool {
    PHRASES
        .get(Beginnings::of(first, second).as_str())
        .is_some()
}

/// What a word or phrase of a [`Lexicon`] means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concept {
    /// The number of the meaning; its words in all languages share it.
    pub number: u16,
    /// How much of a name's identity it carries, from 0 (function word) to 3 (content word); [`Concept::PROPER`] is a
    /// name itself, of a place that other languages call otherwise.
    pub weight: u8,
}

impl Concept {
    /// The weight of the name of a place: Вильна, Wilno and Vilnius mean one; and, in names of organisations, of an English
    /// word that Cyrillic texts write by its sound: морнинг, morning.
    pub const PROPER: u8 = 4;
}

/// Words and phrases of all languages by meaning; frozen by the build script, so that nothing is parsed
/// when a program starts.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon {
    words: Frozen<'static>,
    names: Texts,
    /// The initials of each meaning's words and phrases, each once, a space behind each.
    initials: Texts,
    /// Meanings below this number are legal forms.
    legal_forms: u16,
    /// Meanings below this number are set apart: sorts of settlements, forms of address.
    set_apart: u16,
    /// Whether stems and endings of adjectives are among the words.
    has_adjectives: bool,
}

/// Stands among the words where the endings of adjectives do.
const AN_ENDING: &str = "-ая";
/// No ending of an adjective has more bytes.
const LONGEST_ENDING: usize = 8;
/// Nor has any key of two texts.
const LONGEST_JOINED: usize = 64;
/// So many letters of generic words are kept as their beginnings, see `build/lexicon.rs`.
const BEGINNING: usize = 4;

macro_rules! frozen {
    ($name:literal) => {{
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/", $name));
            Lexicon::new(bytes).unwrap_or(Lexicon::EMPTY)
        });
        &LEXICON
    }};
}

impl Lexicon {
    const EMPTY: Lexicon = Lexicon {
        words: Frozen::new(&[]),
        names: Texts::NONE,
        initials: Texts::NONE,
        legal_forms: 0,
        set_apart: 0,
        has_adjectives: false,
    };

    /// Vocabulary of organisations: legal forms, acronyms, translated words, places with their adjectives, English words by
    /// their sound.
    ///
    /// ```
    /// use imya::name::{Concept, Lexicon};
    /// let meaning = |word: &str| Lexicon::organisations().find(&[word]).map(|(concept, _)| concept);
    /// assert_eq!(meaning("угорської"), meaning("hungarian"));
    /// assert_eq!(meaning("угорської").unwrap().weight, Concept::PROPER);
    /// assert_eq!(meaning("морнинг"), meaning("morning"));
    /// ```
    pub fn organisations() -> &'static Self {
        frozen!("organisations.lexicon")
    }

    /// Vocabulary of places: generic words and modifiers, and names that differ from language to language. What several
    /// places are called is left out.
    ///
    /// ```
    /// use imya::name::{Concept, Lexicon};
    /// let (poland, _) = Lexicon::places().find(&["польшча"]).unwrap();
    /// assert_eq!(Lexicon::places().find(&["poland"]), Some((poland, 1)));
    /// assert_eq!(poland.weight, Concept::PROPER);
    /// assert_eq!(Lexicon::places().find(&["алжир"]), None); // the country and its capital
    /// ```
    pub fn places() -> &'static Self {
        frozen!("places.lexicon")
    }

    /// Titles, ranks and roles that stand before a person's name.
    pub(crate) fn titles() -> &'static Self {
        frozen!("titles.lexicon")
    }

    fn new(bytes: &'static [u8]) -> Option<Self> {
        let count = long(bytes, 8)? as usize;
        let (names, rest) = Texts::split(bytes.get(12..)?, count)?;
        let (initials, words) = Texts::split(rest, count)?;
        let words = Frozen::new(words);
        Some(Lexicon {
            words,
            has_adjectives: words.get(AN_ENDING).is_some(),
            names,
            initials,
            legal_forms: u16::try_from(long(bytes, 0)?).ok()?,
            set_apart: u16::try_from(long(bytes, 4)?).ok()?,
        })
    }

    /// The meaning at the beginning of a sequence of folded words, and how many words it takes; the
    /// longest phrase wins.
    ///
    /// ```
    /// use imya::name::Lexicon;
    /// let lexicon = Lexicon::organisations();
    /// let (of_russian, words) = lexicon.find(&["открытое", "акционерное", "общество", "x"]).unwrap();
    /// assert_eq!(words, 3);
    /// assert_eq!(lexicon.find(&["jsc"]).unwrap().0, of_russian);
    /// ```
    pub fn find<W: AsRef<str>>(&self, words: &[W]) -> Option<(Concept, usize)> {
        let (first, rest) = words.split_first()?;
        let mut entry = self.entry(first.as_ref())?;
        let alone = match entry.byte()? {
            0 => None,
            _ => Some((entry.concept()?, 1)),
        };
        while let Some((phrase, concept)) = entry.phrase() {
            let mut taken = 0;
            let matches = phrase.split(|&byte| byte == b' ').all(|own| {
                taken += 1;
                rest.get(taken - 1)
                    .is_some_and(|word| is_written(word.as_ref(), own))
            });
            if matches {
                return Some((concept, taken + 1));
            }
        }
        alone
    }

    /// The meaning of the name of several words at the beginning of a sequence in whatever case, and how many words it
    /// takes; `lemma` is the nominative of the first.
    pub(crate) fn name_in_case(&self, lemma: &str, rest: &[&str]) -> Option<(Concept, usize)> {
        let mut entry = self.entry(lemma)?;
        if entry.byte()? != 0 {
            entry.concept()?;
        }
        while let Some((phrase, concept)) = entry.phrase() {
            let mut taken = 0;
            let mut own = phrase.split(|&byte| byte == b' ');
            let matches = own.all(|own| {
                taken += 1;
                let word = rest.get(taken - 1);
                word.is_some_and(|word| {
                    let in_case = |own| is_case_of(own, word);
                    is_written(word, own) || std::str::from_utf8(own).is_ok_and(in_case)
                })
            });
            if matches && concept.weight == Concept::PROPER {
                return Some((concept, taken + 1));
            }
        }
        None
    }

    /// The meaning of a folded word alone.
    pub(crate) fn word(&self, word: &str) -> Option<Concept> {
        let mut entry = self.entry(word)?;
        (entry.byte()? != 0).then(|| entry.concept()).flatten()
    }

    /// What begins with a word; the tables have what is written with ё with е too.
    fn entry(&self, word: &str) -> Option<Entry<'static>> {
        let found = self.words.get(word);
        let found = found.or_else(|| self.words.get(&with_e(word)?));
        found.or_else(|| self.adjective(word)).map(Entry)
    }

    /// What an adjective of a place means, in whatever form: угорської. The stems of such adjectives and the endings
    /// that follow a к are kept with a hyphen.
    fn adjective(&self, word: &str) -> Option<&'static [u8]> {
        if !self.has_adjectives {
            return None;
        }
        let at = word.rfind(['к', 'k'])?;
        let k = word[at..].chars().next().map_or(1, char::len_utf8);
        let (stem, ending) = word.split_at(at + k);
        if ending.is_empty() || ending.len() > LONGEST_ENDING {
            return None;
        }
        self.joined("-", ending)?;
        self.joined(stem, "-")
    }

    /// Whether some generic word of a Cyrillic language begins like this one.
    pub(crate) fn may_be_generic(&self, word: &str) -> bool {
        let end = word.char_indices().nth(BEGINNING);
        let beginning = end.and_then(|(end, _)| word.get(..end));
        beginning.is_some_and(|beginning| self.joined(beginning, "~").is_some())
    }

    /// What is kept under two texts, one behind the other.
    fn joined(&self, one: &str, two: &str) -> Option<&'static [u8]> {
        let mut both = [0; LONGEST_JOINED];
        let end = one.len() + two.len();
        both.get_mut(..one.len())?.copy_from_slice(one.as_bytes());
        both.get_mut(one.len()..end)?
            .copy_from_slice(two.as_bytes());
        let key = std::str::from_utf8(both.get(..end)?).ok()?;
        self.words.get(key)
    }

    /// Whether a phrase of several words with a meaning begins with this folded word.
    pub(crate) fn opens_phrase(&self, word: &str) -> bool {
        let found = self.entry(word);
        found.is_some_and(|mut entry| {
            let alone = entry.byte();
            alone.is_some_and(|alone| alone == 0 || entry.concept().is_some())
                && entry.phrase().is_some()
        })
    }

    /// Whether a meaning is a legal form (ТАА, LLC, открытое акционерное общество): a sure sign of an
    /// organisation.
    pub fn is_legal_form(&self, concept: Concept) -> bool {
        concept.number < self.legal_forms
    }

    /// Whether a meaning is a sort of settlement (горад, village): beside a name it says what is meant and is no part
    /// of it.
    ///
    /// ```
    /// use imya::name::Lexicon;
    /// let lexicon = Lexicon::places();
    /// let is_settlement = |word| lexicon.is_settlement(lexicon.find(&[word]).unwrap().0);
    /// assert!(is_settlement("вёска") && !is_settlement("раён"));
    /// ```
    pub fn is_settlement(&self, concept: Concept) -> bool {
        concept.number < self.set_apart
    }

    /// Whether a title may stand in the name of one who is called so: отец Александр Шрамко, Cardinal Świątek.
    pub(crate) fn is_form_of_address(&self, title: Concept) -> bool {
        title.number < self.set_apart
    }

    /// The name of a meaning.
    pub fn concept(&self, number: u16) -> &str {
        self.names.get(number)
    }

    /// The initials of the words and phrases of a meaning, in all languages: `н`, `нф`.
    pub(crate) fn initials(&self, number: u16) -> impl Iterator<Item = &str> {
        self.initials.get(number).split_terminator(' ')
    }
}

/// A text for each meaning.
#[derive(Debug, Clone, Copy)]
struct Texts {
    /// Where each text ends in all of them.
    ends: &'static [u8],
    all: &'static str,
}

impl Texts {
    const NONE: Texts = Texts { ends: &[], all: "" };

    /// Texts of so many meanings, and what comes behind them.
    fn split(bytes: &'static [u8], count: usize) -> Option<(Self, &'static [u8])> {
        let (ends, rest) = bytes.split_at_checked(4 * count)?;
        let length = match count {
            0 => 0,
            _ => long(ends, 4 * (count - 1))?,
        };
        let (all, rest) = rest.split_at_checked(length as usize)?;
        let all = std::str::from_utf8(all).ok()?;
        Some((Texts { ends, all }, rest))
    }

    fn get(&self, number: u16) -> &'static str {
        let end = |number: u16| long(self.ends, 4 * usize::from(number));
        let start = number.checked_sub(1).map_or(Some(0), end);
        let text = start.zip(end(number));
        text.and_then(|(start, end)| self.all.get(start as usize..end as usize))
            .unwrap_or("")
    }
}

/// The word with е for ё and г for ґ, if it has one: texts are printed with either, tables with е and mostly with г.
pub(crate) fn with_e(word: &str) -> Option<String> {
    let other = |letter| match letter {
        'ё' => 'е',
        'ґ' => 'г',
        letter => letter,
    };
    // ё and ґ are the letters whose second byte this is behind these two.
    let mut pairs = word.as_bytes().windows(2);
    let has = pairs.any(|pair| matches!(pair, [0xd1 | 0xd2, 0x91]));
    has.then(|| word.chars().map(other).collect())
}

/// Whether a word is that of a phrase, with ё or е.
fn is_written(word: &str, own: &[u8]) -> bool {
    word.as_bytes() == own || with_e(word).is_some_and(|word| word.as_bytes() == own)
}

/// What begins with a word, as the build script writes it.
struct Entry<'b>(&'b [u8]);

impl<'b> Entry<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn concept(&mut self) -> Option<Concept> {
        let (concept, rest) = self.0.split_first_chunk::<3>()?;
        self.0 = rest;
        Some(Concept {
            number: u16::from_le_bytes([concept[0], concept[1]]),
            weight: concept[2],
        })
    }

    fn phrase(&mut self) -> Option<(&'b [u8], Concept)> {
        let length = usize::from(self.byte()?);
        let (phrase, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some((phrase, self.concept()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicons_are_frozen_whole() {
        for lexicon in [
            Lexicon::organisations(),
            Lexicon::places(),
            Lexicon::titles(),
        ] {
            assert!(!lexicon.concept(3).is_empty() && !lexicon.concept(100).is_empty());
            assert!(lexicon.initials(3).next().is_some());
        }
        let lexicon = Lexicon::organisations();
        let (party, _) = lexicon.find(&["партыя"]).unwrap();
        assert_eq!(lexicon.find(&["партии"]), Some((party, 1)));
        assert!(!lexicon.is_legal_form(party));
        let (company, words) = lexicon.find(&["акционерное", "общество"]).unwrap();
        assert!(lexicon.is_legal_form(company) && words == 2);
        assert!(lexicon.opens_phrase("акционерное") && !lexicon.opens_phrase("ааа"));
        // Printed with ё or without.
        let reporters = lexicon.find(&["репортеры", "без", "границ"]);
        assert!(reporters.is_some_and(|(_, words)| words == 3));
        assert_eq!(lexicon.find(&["репортёры", "без", "границ"]), reporters);
    }
}
