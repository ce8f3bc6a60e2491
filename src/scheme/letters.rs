//! Cyrillic letters as small codes: case, class, and the respelling of foreign letters.
//!
//! The code of a letter is its place in the block U+0400–U+04FF in lower case, so that a text is
//! read with one look-up per letter. The facts stand in `data/scheme/letters.tsv`.

use std::sync::LazyLock;

use crate::error::Result;
use crate::table::Table;
use crate::text::{Language, homoglyph_to_cyrillic};

/// The code of the apostrophe between Cyrillic letters (the place of Ѐ, whose lower case is U+0450).
pub(super) const APOSTROPHE: u8 = 0;
/// No letter: the edge of a word.
pub(super) const EDGE: u8 = 1;

/// The languages with their ISO 639-1 codes, in the order of the columns of the letter table.
const LANGUAGES: [(Language, &str); 3] = [
    (Language::Belarusian, "be"),
    (Language::Russian, "ru"),
    (Language::Ukrainian, "uk"),
];

/// The ISO 639-1 code of a language, as ids and header lines of tables use it.
///
/// ```
/// use imya::{scheme, text::Language};
/// assert_eq!(scheme::language_code(Language::Belarusian), "be");
/// ```
pub fn language_code(language: Language) -> &'static str {
    LANGUAGES
        .iter()
        .find(|(known, _)| *known == language)
        .map_or("", |(_, code)| code)
}

pub(super) fn language_of(code: &str) -> Option<Language> {
    LANGUAGES
        .iter()
        .find(|(_, known)| *known == code)
        .map(|(language, _)| *language)
}

/// The letters of a language's alphabet in lower case, the apostrophe (U+2019) included where it is
/// used, and ґ. From `data/scheme/letters.tsv`.
///
/// ```
/// use imya::{scheme, text::Language};
/// assert!(scheme::alphabet(Language::Belarusian).any(|letter| letter == 'ў'));
/// assert_eq!(scheme::alphabet(Language::Russian).count(), 33);
/// ```
pub fn alphabet(language: Language) -> impl Iterator<Item = char> {
    (0..=u8::MAX)
        .filter(move |&code| facts().alphabet[language as usize][usize::from(code)])
        .map(char_of)
}

pub(super) fn in_alphabet(language: Language, code: u8) -> bool {
    facts().alphabet[language as usize][usize::from(code)]
}

/// What stands to one side of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Class {
    /// The edge of the word.
    Edge = 0,
    /// ь, ъ, apostrophe.
    Soft = 1,
    /// A vowel letter.
    Vowel = 2,
    /// A consonant letter, й and ў included.
    Consonant = 3,
}

/// A letter of a word: its code, and whether it is a capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter(u16);

const CAPITAL: u16 = 1 << 8;
const ABSENT: u16 = 1 << 9;
const MARKED: u16 = 1 << 10;

impl Letter {
    pub(super) const APOSTROPHE: Letter = Letter(APOSTROPHE as u16);

    pub(super) fn new(code: u8, capital: bool) -> Self {
        Letter(u16::from(code) | if capital { CAPITAL } else { 0 })
    }

    /// No letter at this place.
    pub(super) const ABSENT: Letter = Letter(ABSENT);

    /// The same letter with the code of another, in a table of respellings.
    pub(super) fn with_code(self, code: u8) -> Self {
        Letter(self.0 & !0xff | u16::from(code))
    }

    /// The same letter, marked as one that several letters stand for.
    pub(super) fn marked(self) -> Self {
        Letter(self.0 | MARKED)
    }

    pub(super) fn is_present(self) -> bool {
        self.0 & ABSENT == 0
    }

    /// A letter that can be used as it is: present and not marked.
    #[inline]
    pub(super) fn is_plain(self) -> bool {
        self.0 & (ABSENT | MARKED) == 0
    }

    #[inline]
    pub(super) fn code(self) -> u8 {
        self.0 as u8
    }

    pub(super) fn is_capital(self) -> bool {
        self.0 & CAPITAL != 0
    }

    /// The letter at a place of the block U+0400–U+04FF.
    #[inline]
    pub(super) fn at(place: u8) -> Option<Self> {
        let letter = FOLD[usize::from(place)];
        letter.is_present().then_some(letter)
    }

    /// The letter that `c` is, if it is a Cyrillic letter of the block.
    pub(super) fn from_char(c: char) -> Option<Self> {
        match u32::from(c).checked_sub(0x400) {
            Some(place) if place < 0x100 => Letter::at(place as u8),
            _ => None,
        }
    }

    /// The letter as written.
    pub(super) fn char(self) -> char {
        let lower = char_of(self.code());
        if !self.is_capital() {
            return lower;
        }
        let mut upper = lower.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(single), None) => single,
            _ => lower,
        }
    }
}

/// Whether a byte begins a character of the block U+0400–U+04FF.
#[inline]
pub(super) fn is_lead(byte: u8) -> bool {
    byte & 0xfc == 0xd0
}

/// The place in the block U+0400–U+04FF of the character at `at`.
#[inline]
pub(super) fn place_at(bytes: &[u8], at: usize) -> Option<u8> {
    match bytes.get(at..at + 2) {
        Some(&[lead, trail]) if is_lead(lead) => Some(lead << 6 | trail & 0x3f),
        _ => None,
    }
}

/// The letter of the block at a place.
pub(super) fn letter_at(bytes: &[u8], at: usize) -> Option<Letter> {
    place_at(bytes, at).and_then(Letter::at)
}

/// The lower-case letter with a code; the apostrophe as U+2019.
pub(super) fn char_of(code: u8) -> char {
    if code == APOSTROPHE {
        return '’';
    }
    char::from_u32(0x400 + u32::from(code)).unwrap_or('\u{fffd}')
}

/// The code of a lower-case letter or of U+2019.
pub(super) fn code_of(c: char) -> Option<u8> {
    if c == '’' {
        return Some(APOSTROPHE);
    }
    let letter = Letter::from_char(c)?;
    (!letter.is_capital()).then(|| letter.code())
}

/// Place in the block → letter in lower case. A test compares the ranges with `char::to_lowercase`.
static FOLD: [Letter; 256] = fold();

const fn fold() -> [Letter; 256] {
    let mut fold = [Letter(ABSENT); 256];
    let mut place = 0;
    while place < 256 {
        let lower = match place as u16 {
            0x00..=0x0f => place as u16 + 0x50,
            0x10..=0x2f => place as u16 + 0x20,
            0x82..=0x89 => ABSENT,
            0xc0 => 0xcf,
            odd @ 0xc1..=0xce => odd + odd % 2,
            even @ (0x60..=0x81 | 0x8a..=0xbf | 0xd0..=0xff) => even | 1,
            other => other,
        };
        let capital = if lower == place as u16 || lower == ABSENT {
            0
        } else {
            CAPITAL
        };
        fold[place] = Letter(lower | capital);
        place += 1;
    }
    fold
}

/// What `data/scheme/letters.tsv` says.
pub(super) struct Facts {
    pub(super) class: [Class; 256],
    alphabet: [[bool; 256]; 3],
    respelling: Vec<(Language, u8, Vec<u8>)>,
}

impl Facts {
    /// How a scheme for `language` respells a letter that its table does not know.
    pub(super) fn respelling(&self, language: Language, code: u8) -> Option<&[u8]> {
        self.respelling
            .iter()
            .find(|(of, letter, _)| *of == language && *letter == code)
            .map(|(_, _, as_letters)| as_letters.as_slice())
    }

    fn parse(text: &str) -> Result<Self> {
        let columns = ["letter", "class", "be", "ru", "uk"];
        let table = Table::parse("data/scheme/letters.tsv", text, &columns)?;
        let mut facts = Facts {
            class: [Class::Consonant; 256],
            alphabet: [[false; 256]; 3],
            respelling: Vec::new(),
        };
        facts.class[usize::from(EDGE)] = Class::Edge;
        for row in table.rows() {
            let code =
                single(row.get(0)).ok_or_else(|| table.error(row, 0, "no Cyrillic letter"))?;
            facts.class[usize::from(code)] = match row.get(1) {
                "vowel" => Class::Vowel,
                "consonant" => Class::Consonant,
                "soft" => Class::Soft,
                _ => return Err(table.error(row, 1, "no class of letters")),
            };
            for (at, (language, _)) in LANGUAGES.into_iter().enumerate() {
                let column = 2 + at;
                let cell = row.get(column);
                let respelling = cell.strip_prefix('+').unwrap_or(cell);
                facts.alphabet[at][usize::from(code)] = cell.starts_with('+');
                match respelling.chars().map(code_of).collect::<Option<Vec<u8>>>() {
                    Some(letters) if letters.is_empty() => {}
                    Some(letters) => facts.respelling.push((language, code, letters)),
                    None => return Err(table.error(row, column, "no Cyrillic letters")),
                }
            }
        }
        Ok(facts)
    }
}

fn single(cell: &str) -> Option<u8> {
    let mut chars = cell.chars();
    let code = chars.next().and_then(code_of)?;
    chars.next().is_none().then_some(code)
}

/// The facts of `data/scheme/letters.tsv`, parsed at first use.
pub(super) fn facts() -> &'static Facts {
    #[allow(
        clippy::expect_used,
        reason = "the table is compiled in and a test parses it"
    )]
    static FACTS: LazyLock<Facts> = LazyLock::new(|| {
        Facts::parse(include_str!("../../data/scheme/letters.tsv")).expect("the table is valid")
    });
    &FACTS
}

/// The Cyrillic letter that a Latin one is mistaken for.
pub(super) fn homoglyph(c: char) -> Option<char> {
    c.is_alphabetic()
        .then(|| homoglyph_to_cyrillic(c))
        .flatten()
}

/// The letter that `base` makes with a combining mark after it (`у` + breve = `ў`).
pub(super) fn compose(base: Letter, mark: char) -> Option<Letter> {
    unicode_normalization::char::compose(base.char(), mark).and_then(Letter::from_char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_table_is_valid() {
        assert!(Facts::parse(include_str!("../../data/scheme/letters.tsv")).is_ok());
        assert_eq!(alphabet(Language::Belarusian).count(), 34);
        assert_eq!(alphabet(Language::Russian).count(), 33);
        assert_eq!(alphabet(Language::Ukrainian).count(), 34);
    }

    #[test]
    fn case_folding_is_that_of_unicode() {
        for c in '\u{400}'..='\u{4ff}' {
            let letter = Letter::from_char(c);
            assert_eq!(letter.is_some(), c.is_alphabetic(), "{c}");
            if let Some(letter) = letter {
                assert_eq!(Some(char_of(letter.code())), c.to_lowercase().next());
                assert_eq!(letter.char(), c);
            }
        }
    }

    #[test]
    fn letters_keep_their_case() {
        for c in ['Ў', 'ў', 'Ё', 'я', 'Ӏ', 'Ґ'] {
            assert_eq!(Letter::from_char(c).map(Letter::char), Some(c));
        }
        assert_eq!(Letter::from_char('҂'), None);
        assert_eq!(
            compose(Letter::from_char('У').unwrap(), '\u{306}').map(Letter::char),
            Some('Ў')
        );
    }
}
