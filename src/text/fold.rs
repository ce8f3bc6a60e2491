//! Folding: NFKC, lower case, stray marks and invisible characters gone, apostrophes unified.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

use super::character::{Characters, Role, Script};

/// What a character does to a word; one byte, so that the table of the first code points is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Letter,
    Digit,
    Mark,
    Apostrophe,
    HardSign,
    /// A break but between small Latin letters: `Valer"evič` (GOST 16876, BS 2979), `Novokhat·s’ke` (BGN).
    Joint,
    Hyphen,
    Invisible,
    Break,
}

/// Code points below this bound are looked up in a dense table: ASCII, Latin with marks, Cyrillic.
const DENSE: usize = 0x530;
/// So are those of the block of general punctuation: dashes, apostrophes, quotation marks.
const PUNCTUATION: Range<usize> = 0x2000..0x2070;

/// What a character is to a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    pub class: Class,
    pub script: Option<Script>,
    pub capital: bool,
    /// The folded letter; `\0` where the character folds to several or none.
    pub letter: char,
}

/// The glyphs of the commonest code points.
#[derive(Debug)]
pub(crate) struct Glyphs {
    dense: [Glyph; DENSE],
    punctuation: [Glyph; PUNCTUATION.end - PUNCTUATION.start],
}

static GLYPHS: LazyLock<Glyphs> = LazyLock::new(|| {
    let of = |code: usize| {
        let character = u32::try_from(code).ok().and_then(char::from_u32);
        describe(character.unwrap_or('\0'))
    };
    Glyphs {
        dense: std::array::from_fn(of),
        punctuation: std::array::from_fn(|at| of(PUNCTUATION.start + at)),
    }
});

pub(crate) fn glyphs() -> &'static Glyphs {
    &GLYPHS
}

impl Glyphs {
    /// What a character is, from the tables where they have it.
    #[inline]
    pub(crate) fn of(&self, character: char) -> Glyph {
        match self.dense.get(character as usize) {
            Some(glyph) => *glyph,
            None => self.of_other(character),
        }
    }

    #[inline(never)]
    fn of_other(&self, character: char) -> Glyph {
        match self.punctuation(character) {
            Some(glyph) => *glyph,
            None => describe(character),
        }
    }

    fn punctuation(&self, character: char) -> Option<&Glyph> {
        let at = (character as usize).wrapping_sub(PUNCTUATION.start);
        self.punctuation.get(at)
    }

    /// The same of a code point, where the first table has it.
    #[inline]
    pub(crate) fn dense(&self, code: usize) -> Option<&Glyph> {
        self.dense.get(code)
    }
}

/// The code point of a letter of two bytes.
#[inline]
pub(crate) fn code_of_pair([lead, next]: [u8; 2]) -> usize {
    usize::from(lead & 0x1f) << 6 | usize::from(next & 0x3f)
}

fn describe(character: char) -> Glyph {
    let class = classify(character);
    let mut folded = Vec::new();
    if matches!(class, Class::Letter | Class::Digit) {
        fold_slowly(character, &mut folded);
    }
    Glyph {
        class,
        script: Script::of(character),
        capital: character.is_uppercase(),
        letter: match folded.as_slice() {
            [one] => *one,
            _ => '\0',
        },
    }
}

fn classify(character: char) -> Class {
    match Characters::embedded().role(character) {
        Some(Role::Apostrophe) => return Class::Apostrophe,
        Some(Role::HardSign) if character == '"' => return Class::Joint,
        Some(Role::HardSign) => return Class::HardSign,
        Some(Role::Hyphen) => return Class::Hyphen,
        Some(Role::Invisible) => return Class::Invisible,
        _ if character == '·' => return Class::Joint,
        _ => {}
    }
    // Some marks count as letters, but no word is made of them: folding drops them.
    if is_combining_mark(character) {
        Class::Mark
    } else if Script::of(character).is_some() {
        Class::Letter
    } else if character.is_numeric() {
        Class::Digit
    } else {
        Class::Break
    }
}

pub(crate) fn class_of(character: char) -> Class {
    let listed = GLYPHS.dense(character as usize);
    match listed.or_else(|| GLYPHS.punctuation(character)) {
        Some(glyph) => glyph.class,
        None => classify(character),
    }
}

/// Full lower-casing of the compatibility form, composed; marks that compose with nothing are dropped.
fn fold_slowly(character: char, out: &mut Vec<char>) {
    let start = out.len();
    for lower in std::iter::once(character)
        .nfkc()
        .flat_map(char::to_lowercase)
        .nfkc()
    {
        if !is_combining_mark(lower) {
            out.push(lower);
        }
    }
    debug_assert!(out.len() - start <= 32);
}

/// Appends the folded form of a character.
#[inline]
pub(crate) fn fold_character(character: char, glyph: Glyph, out: &mut Vec<char>) {
    if glyph.letter == '\0' {
        fold_slowly(character, out);
    } else {
        out.push(glyph.letter);
    }
}

/// Joins a combining mark to the folded letter before it, where Unicode has such a letter (и + ◌̆ = й);
/// drops it elsewhere. An acute or grave over a Cyrillic letter is a stress mark and is dropped.
pub(crate) fn fold_mark(mark: char, out: &mut [char]) {
    let Some(last) = out.last_mut() else { return };
    let stress = matches!(mark, '\u{300}' | '\u{301}');
    if stress && Script::of(*last) == Some(Script::Cyrillic) {
        return;
    }
    if let Some(composed) = compose(*last, mark) {
        *last = composed;
    }
}

/// A folded text and where each of its characters came from.
///
/// Made by [`fold`].
///
/// ```
/// let folded = imya::text::fold("ЯНКА  Купала");
/// assert_eq!(folded.as_str(), "янка купала");
/// assert_eq!(folded.source_span(9..21), Some(10..22));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For every byte of `text` that begins a character, the source bytes; other bytes repeat them.
    source: Vec<(u32, u32)>,
}

impl Folded {
    /// The folded text.
    ///
    /// ```
    /// assert_eq!(imya::text::fold("Дзям'ян").as_str(), "дзям’ян");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that a byte range of the folded text came from; `None` where the range
    /// is empty or lies outside the text. Time is linear in the range.
    ///
    /// ```
    /// let folded = imya::text::fold("İ");
    /// assert_eq!(folded.source_span(0..1), Some(0..2));
    /// assert_eq!(folded.source_span(3..9), None);
    /// ```
    pub fn source_span(&self, range: Range<usize>) -> Option<Range<usize>> {
        let covered = self.source.get(range)?;
        let start = covered.iter().map(|span| span.0).min()?;
        let end = covered.iter().map(|span| span.1).max()?;
        Some(start as usize..end as usize)
    }
}

/// Folds a text to a comparable form, keeping an alignment to the source.
///
/// Compatibility forms are replaced (NFKC), letters lower-cased in full, combining marks joined to
/// their letter or dropped, invisible characters deleted, apostrophes become `’` and hyphens `-`,
/// every run of white space one space. Latin letters keep their diacritics: they tell spellings apart.
/// Spans refer to source bytes below 4 GiB. One pass, linear time.
///
/// ```
/// let folded = imya::text::fold("Лука\u{ad}шэ\u{301}нка");
/// assert_eq!(folded.as_str(), "лукашэнка");
/// assert_eq!(folded.source_span(8..18), Some(10..22)); // шэнка, with its stress mark
/// ```
pub fn fold(text: &str) -> Folded {
    let mut letters: Vec<char> = Vec::with_capacity(text.len() / 2);
    let mut spans: Vec<(u32, u32)> = Vec::with_capacity(text.len() / 2);
    let glyphs = glyphs();
    for (at, character) in text.char_indices() {
        let before = letters.len();
        let glyph = glyphs.of(character);
        match glyph.class {
            Class::Invisible => {}
            Class::Mark => fold_mark(character, &mut letters),
            Class::Apostrophe => letters.push('’'),
            Class::Hyphen => letters.push('-'),
            _ if character.is_whitespace() => {
                if letters.last() != Some(&' ') {
                    letters.push(' ');
                }
            }
            _ => fold_character(character, glyph, &mut letters),
        }
        let (start, end) = (at as u32, (at + character.len_utf8()) as u32);
        if letters.len() > before {
            spans.resize(letters.len(), (start, end));
        } else if let Some(last) = spans.last_mut() {
            last.1 = end;
        }
    }
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        source: Vec::with_capacity(text.len()),
    };
    for (letter, span) in letters.into_iter().zip(spans) {
        folded.text.push(letter);
        folded.source.resize(folded.text.len(), span);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_people_write() {
        let cases = [
            ("ЛУКАШЭНКА", "лукашэнка"),
            ("Бы\u{301}каў", "быкаў"),
            ("И\u{306}", "й"),
            ("у\u{306}", "ў"),
            ("ﬁn İzmir Straße", "fin izmir straße"),
            ("Дзям'ян Дзямʼян", "дзям’ян дзям’ян"),
            ("A\u{a0}\n B", "a b"),
            ("Kale\u{301}n", "kalén"),
            ("\u{301}\u{302}", ""),
            ("①２Ⅳ", "12iv"),
        ];
        for (source, wanted) in cases {
            assert_eq!(fold(source).as_str(), wanted, "{source}");
        }
    }
}
