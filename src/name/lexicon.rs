//! Words with a meaning in names of organisations and places: legal forms, translated vocabulary,
//! acronyms, generic words, titles.

use std::sync::LazyLock;

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
    /// How much of a name's identity it carries, from 0 (function word) to 3 (content word).
    pub weight: u8,
}

/// Words and phrases of all languages by meaning; frozen by the build script, so that nothing is parsed
/// when a program starts.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon {
    words: Frozen<'static>,
    /// Where each meaning's name ends in the text behind.
    name_ends: &'static [u8],
    names: &'static str,
    /// Meanings below this number are legal forms.
    legal_forms: u16,
}

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
        name_ends: &[],
        names: "",
        legal_forms: 0,
    };

    /// Vocabulary of organisations: legal forms, acronyms, translated words.
    pub fn organisations() -> &'static Self {
        frozen!("organisations.lexicon")
    }

    /// Vocabulary of places: generic words and modifiers.
    pub fn places() -> &'static Self {
        frozen!("places.lexicon")
    }

    /// Titles, ranks and roles that stand before a person's name.
    pub(crate) fn titles() -> &'static Self {
        frozen!("titles.lexicon")
    }

    fn new(bytes: &'static [u8]) -> Option<Self> {
        let count = long(bytes, 4)? as usize;
        let (name_ends, rest) = bytes.get(8..)?.split_at_checked(4 * count)?;
        let length = match count {
            0 => 0,
            _ => long(name_ends, 4 * (count - 1))?,
        };
        let (names, words) = rest.split_at_checked(length as usize)?;
        Some(Lexicon {
            words: Frozen::new(words),
            name_ends,
            names: std::str::from_utf8(names).ok()?,
            legal_forms: u16::try_from(long(bytes, 0)?).ok()?,
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
        let mut entry = Entry(self.words.get(first.as_ref())?);
        let alone = match entry.byte()? {
            0 => None,
            _ => Some((entry.concept()?, 1)),
        };
        while let Some((phrase, concept)) = entry.phrase() {
            let mut taken = 0;
            let matches = phrase.split(|&byte| byte == b' ').all(|own| {
                taken += 1;
                rest.get(taken - 1)
                    .is_some_and(|word| word.as_ref().as_bytes() == own)
            });
            if matches {
                return Some((concept, taken + 1));
            }
        }
        alone
    }

    /// Whether a phrase of several words with a meaning begins with this folded word.
    pub(crate) fn opens_phrase(&self, word: &str) -> bool {
        let found = self.words.get(word).map(Entry);
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

    /// The name of a meaning.
    pub fn concept(&self, number: u16) -> &str {
        let end = |number: u16| long(self.name_ends, 4 * usize::from(number));
        let start = number.checked_sub(1).map_or(Some(0), end);
        let name = start.zip(end(number));
        name.and_then(|(start, end)| self.names.get(start as usize..end as usize))
            .unwrap_or("")
    }
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
            assert!(lexicon.name_ends.len() > 400 && !lexicon.concept(3).is_empty());
        }
        let lexicon = Lexicon::organisations();
        let (party, _) = lexicon.find(&["партыя"]).unwrap();
        assert_eq!(lexicon.find(&["партии"]), Some((party, 1)));
        assert!(!lexicon.is_legal_form(party));
        let (company, words) = lexicon.find(&["акционерное", "общество"]).unwrap();
        assert!(lexicon.is_legal_form(company) && words == 2);
        assert!(lexicon.opens_phrase("акционерное") && !lexicon.opens_phrase("ааа"));
    }
}
