//! Words, cut the way names need it.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use super::character::Script;
use super::fold::{Class, Glyphs, class_of, code_of_pair, fold_character, fold_mark, glyphs};
use super::plain;
use super::separator::{Separator, after};
use super::surface::Surface;
use super::tally::Tally;

/// How a word uses capital letters.
///
/// ```
/// use imya::text::{Case, tokens};
/// let cases: Vec<_> = tokens("і Вольга КДБ McCain").map(|token| token.case).collect();
/// assert_eq!(cases, [Case::Lower, Case::Title, Case::Upper, Case::Mixed]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// No capital letter, or a script without case.
    Lower,
    /// The first letter is a capital, the others are not.
    Title,
    /// Two or more letters, all capitals.
    Upper,
    /// Anything else (`McCain`, `iPhone`).
    Mixed,
}

/// A word of a text.
///
/// ```
/// use imya::text::{Script, tokens};
/// let text = "у Мiнску"; // with a Latin i
/// let word = tokens(text).last().expect("there are two");
/// assert_eq!((word.folded.as_str(), word.script), ("мінску", Some(Script::Cyrillic)));
/// assert_eq!(&text[word.span], "Мiнску");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The bytes of the source, without the possessive ending.
    pub span: Range<usize>,
    /// The folded letters; look-alike letters of another script are repaired, apostrophes inside Latin
    /// words dropped.
    pub folded: String,
    /// The script of most letters; `None` for numbers.
    pub script: Option<Script>,
    /// How the word uses capitals.
    pub case: Case,
    /// What stands before the word.
    pub separator: Separator,
    /// Whether a full stop follows at once: an initial or an abbreviation, or the end of a sentence.
    pub stop: bool,
    /// Whether an English possessive ending followed the word: `’s`.
    pub possessive: bool,
}

/// All words of a text, in order.
///
/// A word is a run of letters, digits and marks. Invisible characters inside it are skipped, an
/// apostrophe between letters is part of it, and so is a double quote or a middle dot between small Latin letters,
/// which romanisation standards write (`Valer"evič`, `Novokhat·s’ke`); a hyphen at a line's end with a small letter on the next
/// line joins its halves. Scripts without spaces are cut by the Unicode word rules. Linear time.
///
/// ```
/// let words: Vec<_> = imya::text::tokens("С.\u{a0}Ціханоўская, d’Alès; Lukashenka's").collect();
/// let folded: Vec<_> = words.iter().map(|word| word.folded.as_str()).collect();
/// assert_eq!(folded, ["с", "ціханоўская", "d", "alès", "lukashenka"]);
/// assert!(words[0].stop && words[4].possessive);
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut tokenizer = Tokenizer::new(text);
    std::iter::from_fn(move || {
        let word = tokenizer.advance()?;
        Some(Token {
            span: word.span,
            folded: tokenizer.letters().iter().collect(),
            script: word.script,
            case: word.case,
            separator: word.separator,
            stop: word.stop,
            possessive: word.possessive,
        })
    })
}

/// A [`Token`] without its letters, which stay in the [`Tokenizer`]'s buffer.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub span: Range<usize>,
    pub script: Option<Script>,
    pub case: Case,
    pub separator: Separator,
    pub stop: bool,
    pub possessive: bool,
}

/// Cuts a text into words without allocating for each.
#[derive(Debug)]
pub(crate) struct Tokenizer<'t> {
    text: &'t str,
    glyphs: &'static Glyphs,
    position: usize,
    separator: Separator,
    /// The letters of a plain word; none where the word is another.
    plain: plain::Letters,
    letters: Vec<char>,
    tally: Tally,
}

static ELISIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/text/elisions.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .collect()
});

impl<'t> Tokenizer<'t> {
    /// A tokenizer at the beginning of the text.
    pub(crate) fn new(text: &'t str) -> Self {
        Tokenizer::with_memory(text, Vec::with_capacity(32))
    }

    /// As [`Tokenizer::new`], with memory of an earlier one.
    pub(crate) fn with_memory(text: &'t str, letters: Vec<char>) -> Self {
        Tokenizer {
            text,
            glyphs: glyphs(),
            position: 0,
            separator: Separator::Start,
            plain: plain::Letters::new(),
            letters,
            tally: Tally::default(),
        }
    }

    /// The memory, for the next text.
    pub(crate) fn into_memory(self) -> Vec<char> {
        self.letters
    }

    /// The folded letters of the word that [`Tokenizer::advance`] found last.
    #[inline]
    pub(crate) fn letters(&self) -> &[char] {
        match self.plain.as_slice() {
            [] => &self.letters,
            plain => plain,
        }
    }

    /// Appends the letters of the word that [`Tokenizer::advance`] found last.
    pub(crate) fn append_letters(&self, word: &Word, out: &mut String) {
        match self.plain.as_slice() {
            [] => out.extend(&self.letters),
            _ => {
                let source = self.text.get(word.span.clone());
                self.plain.append(source.unwrap_or_default(), out);
            }
        }
    }

    /// The next word; its letters are in [`Tokenizer::letters`] until the next call.
    pub(crate) fn advance(&mut self) -> Option<Word> {
        let start = self.skip_to_word()?;
        Some(self.take(start))
    }

    /// The word that begins here.
    #[inline]
    pub(crate) fn take(&mut self, start: usize) -> Word {
        match plain::read(self.text, start, self.glyphs, &mut self.plain) {
            Some(plain) => self.take_plain(start..plain.end, plain.script, plain.case),
            None => self.take_with_care(start),
        }
    }

    /// A word of nothing but letters.
    #[inline]
    fn take_plain(&mut self, span: Range<usize>, script: Script, case: Case) -> Word {
        let (stop, separator) = self.pass(span.end);
        Word {
            stop,
            span,
            script: Some(script),
            case,
            separator,
            possessive: false,
        }
    }

    /// Goes behind a plain word that is known; whether a full stop follows, and what stands before the word.
    #[inline]
    pub(crate) fn pass(&mut self, end: usize) -> (bool, Separator) {
        self.position = end;
        let stop = self.text.as_bytes().get(end) == Some(&b'.');
        let separator = std::mem::replace(&mut self.separator, Separator::Start);
        (stop, separator)
    }

    /// The word that begins here as it is written, where that tells all of it, and how many bytes it has.
    #[inline(always)]
    pub(crate) fn surface(&self, start: usize) -> Option<(Surface, usize)> {
        let (surface, length) = Surface::read(self.text, start)?;
        plain::ends(self.text, start + length, self.glyphs).then_some((surface, length))
    }

    /// The same of a word before `'s` or `’s`, which is no elided article, and where that ends.
    pub(crate) fn surface_of_possessive(&self, start: usize) -> Option<(Surface, usize, usize)> {
        let (surface, length) = Surface::read(self.text, start)?;
        let (word, rest) = self.text.get(start..)?.split_at_checked(length)?;
        let others = ["'s", "’s"]
            .iter()
            .find_map(|mark| rest.strip_prefix(mark))?;
        let end = self.text.len() - others.len();
        let fits = word.starts_with(|first: char| first.is_ascii_uppercase());
        (fits && plain::ends(self.text, end, self.glyphs)).then_some((surface, length, end))
    }

    /// Whether the word that was found last is nothing but letters, read as they are written.
    pub(crate) fn is_plain(&self) -> bool {
        !self.plain.as_slice().is_empty()
    }

    /// The word that begins here, whatever is in it.
    pub(super) fn take_with_care(&mut self, start: usize) -> Word {
        self.plain = plain::Letters::new();
        self.letters.clear();
        self.tally = Tally::default();
        let separator = std::mem::replace(&mut self.separator, Separator::Start);
        let first = self.text.get(start..).and_then(|rest| rest.chars().next());
        let mut end = if first.and_then(Script::of) == Some(Script::Other) {
            self.take_other(start)
        } else {
            self.take_word(start)
        };
        let possessive = self.cut_possessive(&mut end);
        let script = self.tally.repair(&mut self.letters);
        self.position = self.position.max(end);
        Word {
            stop: self.text.as_bytes().get(end) == Some(&b'.'),
            span: start..end,
            script,
            case: self.tally.case(),
            separator,
            possessive,
        }
    }

    /// Goes to the next word: where it begins.
    #[inline(always)]
    pub(crate) fn skip_to_word(&mut self) -> Option<usize> {
        // Nearly everywhere one space and a letter.
        let spaced = self.text.as_bytes().get(self.position) == Some(&b' ');
        let start = self.position + usize::from(spaced);
        if spaced && self.separator == Separator::Start && self.is_plain_letter(start) {
            self.separator = Separator::Space;
            self.position = start;
            return Some(start);
        }
        self.skip_with_care()
    }

    /// Whether an ASCII letter or a Cyrillic one of two bytes stands here.
    #[inline(always)]
    fn is_plain_letter(&self, at: usize) -> bool {
        let pair = match self.text.as_bytes().get(at..) {
            Some([first, ..]) if first.is_ascii_alphabetic() => return true,
            Some(&[lead @ 0xd0..=0xd1, next, ..]) => [lead, next],
            _ => return false,
        };
        let glyph = self.glyphs.dense(code_of_pair(pair));
        glyph.is_some_and(|glyph| glyph.class == Class::Letter)
    }

    /// As [`Tokenizer::skip_to_word`], whatever stands in between.
    #[inline(never)]
    fn skip_with_care(&mut self) -> Option<usize> {
        let rest = self.text.get(self.position..)?;
        let mut lines = 0;
        for (at, character) in rest.char_indices() {
            lines += u32::from(character == '\n');
            match self.glyphs.of(character).class {
                Class::Letter | Class::Digit => {
                    self.position += at;
                    if lines > 1 {
                        self.separator = Separator::Other;
                    }
                    return Some(self.position);
                }
                Class::Invisible | Class::Mark => {}
                class => self.separator = after(self.separator, character, class),
            }
        }
        self.position = self.text.len();
        None
    }

    /// Takes a word of an alphabetic script; returns where it ends.
    fn take_word(&mut self, start: usize) -> usize {
        let text = self.text;
        let mut end = start;
        let mut rest = text.get(start..).unwrap_or_default().chars();
        while let Some(character) = rest.next() {
            let next = text.len() - rest.as_str().len();
            let glyph = self.glyphs.of(character);
            match glyph.class {
                Class::Letter if glyph.script == Some(Script::Other) => break,
                Class::Letter | Class::Digit => {
                    self.tally.add(glyph);
                    fold_character(character, glyph, &mut self.letters);
                    end = next;
                }
                Class::Mark => {
                    fold_mark(character, &mut self.letters);
                    end = next;
                }
                Class::Invisible => {}
                Class::Apostrophe if self.letter_follows(next) => {
                    if self.is_elision(start, next) {
                        break;
                    }
                    self.letters.push('’');
                }
                // ъ as two signs: V``yacheslav (GOST 7.79 B).
                Class::Apostrophe if self.apostrophe_and_letter_follow(next) => {}
                Class::HardSign if self.tally.has_latin() && self.letter_follows(next) => {}
                Class::Joint if self.tally.has_latin() && self.is_between_small(end, next) => {}
                Class::Hyphen => match self.joined_line(next) {
                    Some(after) => rest = text.get(after..).unwrap_or_default().chars(),
                    None => break,
                },
                _ => break,
            }
        }
        self.position = end;
        end
    }

    /// Takes a word of another script, by the Unicode word rules.
    fn take_other(&mut self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let word = rest.split_word_bounds().next().unwrap_or_default();
        for character in word.chars() {
            let glyph = self.glyphs.of(character);
            self.tally.add(glyph);
            match glyph.class {
                Class::Mark => fold_mark(character, &mut self.letters),
                Class::Invisible => {}
                _ => fold_character(character, glyph, &mut self.letters),
            }
        }
        self.position = start + word.len();
        self.position
    }

    /// Whether one small letter ends where a sign begins, and another begins where it ends.
    fn is_between_small(&self, sign: usize, after: usize) -> bool {
        let small = |letter: Option<char>| letter.is_some_and(char::is_lowercase);
        let before = self.text.get(..sign).unwrap_or_default();
        let after = self.text.get(after..).unwrap_or_default();
        small(before.chars().next_back()) && small(after.chars().next())
    }

    fn apostrophe_and_letter_follow(&self, at: usize) -> bool {
        let mut rest = self.text.get(at..).unwrap_or_default().chars();
        rest.next().map(class_of) == Some(Class::Apostrophe)
            && rest.next().map(class_of) == Some(Class::Letter)
    }

    fn letter_follows(&self, at: usize) -> bool {
        let next = self.text.get(at..).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| class_of(next) == Class::Letter)
    }

    /// Whether the letters before an apostrophe are an elided word: `l’Ukraine`, `D’Alès`. A capital before a small
    /// letter is the beginning of a name, with an apostrophe for ь: `L’vovich`, `S’tsyapan`.
    fn is_elision(&self, start: usize, after: usize) -> bool {
        if !self.tally.has_latin() || self.letters.len() > 6 {
            return false;
        }
        let rest = |at: usize| self.text.get(at..).unwrap_or_default();
        let is = |at: usize, case: fn(char) -> bool| rest(at).starts_with(case);
        if is(start, char::is_uppercase) && is(after, char::is_lowercase) {
            return false;
        }
        let mut word = String::with_capacity(8);
        word.extend(&self.letters);
        ELISIONS.contains(word.as_str())
    }

    /// Where a word goes on after a hyphen at a line's end; only before a small letter.
    fn joined_line(&self, after_hyphen: usize) -> Option<usize> {
        let rest = self.text.get(after_hyphen..)?;
        let line = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix('\n'))?;
        let next = line.chars().next()?;
        (class_of(next) == Class::Letter && !next.is_uppercase())
            .then(|| self.text.len() - line.len())
    }

    /// Cuts `’s` off a Latin word and drops the other apostrophes inside it.
    fn cut_possessive(&mut self, end: &mut usize) -> bool {
        if !self.tally.is_mostly_latin() {
            return false;
        }
        let possessive = self.letters.len() > 2 && self.letters.ends_with(&['’', 's']);
        if possessive {
            self.letters.truncate(self.letters.len() - 2);
            let word = self.text.get(..*end).unwrap_or_default();
            if let Some((at, _)) = word.char_indices().rev().nth(1) {
                *end = at;
            }
            self.tally.take_back(word.ends_with('S'));
        }
        if self.letters.contains(&'’') {
            self.letters.retain(|&letter| letter != '’');
        }
        possessive
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        tokens(text).map(|token| token.folded).collect()
    }

    #[test]
    fn words_are_cut_as_names_need_it() {
        let cases: [(&str, &[&str]); 14] = [
            (
                "Valer\"evič, \"Belarus\", OOO\"Mir\"",
                &["valerevič", "belarus", "ooo", "mir"],
            ),
            (
                "Novokhat·s’ke V``yacheslav Иванов·петров",
                &["novokhatske", "vyacheslav", "иванов", "петров"],
            ),
            (
                "L’vovich, S’tsyapan, L’Ukraine",
                &["lvovich", "stsyapan", "l", "ukraine"],
            ),
            ("Дзям’ян Вераб'ёў", &["дзям’ян", "вераб’ёў"]),
            ("Дунін-Марцінкевіч", &["дунін", "марцінкевіч"]),
            ("Ціха-\nноўская", &["ціханоўская"]),
            ("А.Г.Лукашэнка", &["а", "г", "лукашэнка"]),
            (
                "O’Brien's and dell’Ucraina",
                &["obrien", "and", "dell", "ucraina"],
            ),
            ("Мiнск Aнaпa", &["мінск", "анапа"]),
            ("Hоmеl", &["homel"]),
            ("Homiel' i Z”yezd", &["homiel", "i", "zyezd"]),
            ("«Вясна»—96", &["вясна", "96"]),
            ("\0\u{301}\u{ad}", &[]),
            ("東京タワー", &["東", "京", "タワー"]),
        ];
        for (text, wanted) in cases {
            assert_eq!(folded(text), wanted, "{text}");
        }
    }

    #[test]
    fn spans_exclude_the_possessive() {
        let text = "LUKASHENKA’S і Статкевіч's";
        let words: Vec<_> = tokens(text).collect();
        assert_eq!(&text[words[0].span.clone()], "LUKASHENKA");
        assert_eq!(words[0].case, Case::Upper);
        assert!(words[0].possessive);
    }

    #[test]
    fn separators_and_stops() {
        let words: Vec<_> = tokens("Babariko V. D., Minsk - x\n\ny").collect();
        let separators: Vec<_> = words.iter().map(|word| word.separator).collect();
        use Separator::{Other, Space, Start, Stop};
        assert_eq!(separators, [Start, Space, Stop, Other, Other, Other]);
        assert!(words[1].stop && words[2].stop && !words[3].stop);
    }
}
