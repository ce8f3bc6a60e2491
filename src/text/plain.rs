//! Words that are nothing but ASCII or Cyrillic letters, as nearly all are: read without the care that
//! others need.

use super::character::Script;
use super::fold::{Class, Glyphs, code_of_pair};
use super::token::Case;

/// Longer words are left to the careful reader.
const LONGEST: usize = 32;

/// A word without anything to skip or repair.
#[derive(Debug)]
pub(super) struct Plain {
    pub end: usize,
    pub script: Script,
    pub case: Case,
}

/// The folded letters of a plain word.
#[derive(Debug)]
pub(super) struct Letters {
    letters: [char; LONGEST],
    length: usize,
    /// How many letters at the beginning are not folded yet in the source.
    unfolded: usize,
}

impl Letters {
    pub(super) fn new() -> Self {
        Letters {
            letters: ['\0'; LONGEST],
            length: 0,
            unfolded: 0,
        }
    }

    pub(super) fn as_slice(&self) -> &[char] {
        self.letters.get(..self.length).unwrap_or_default()
    }

    /// Appends the letters; `source` is what they were read from.
    pub(super) fn append(&self, source: &str, out: &mut String) {
        let start = out.len();
        if source.is_ascii() {
            out.push_str(source);
            out[start..].make_ascii_lowercase();
            return;
        }
        // Mostly only the first letter is a capital.
        let rest = source.char_indices().nth(self.unfolded);
        let rest = rest.map_or("", |(at, _)| &source[at..]);
        out.extend(&self.as_slice()[..self.unfolded]);
        out.push_str(rest);
    }
}

/// Reads the word that begins at a letter, if it is plain and a break is behind it.
#[inline]
pub(super) fn read(
    text: &str,
    start: usize,
    glyphs: &Glyphs,
    letters: &mut Letters,
) -> Option<Plain> {
    let bytes = text.as_bytes().get(start..)?;
    let (script, length, capitals) = match bytes.first()?.is_ascii() {
        true => read_ascii(bytes, &mut letters.letters),
        false => read_cyrillic(bytes, glyphs, letters),
    };
    let count = match script {
        Script::Cyrillic => length / 2,
        _ => length,
    };
    letters.length = count;
    if count == 0 || !ends(text, start + length, glyphs) {
        return None;
    }
    let first_is_capital = || {
        let first = text.get(start..).and_then(|rest| rest.chars().next());
        first.is_some_and(|first| glyphs.of(first).capital)
    };
    let case = match capitals {
        0 => Case::Lower,
        1 if first_is_capital() => Case::Title,
        _ if capitals == count => Case::Upper,
        _ => Case::Mixed,
    };
    Some(Plain {
        end: start + length,
        script,
        case,
    })
}

/// Whether a word ends here, whatever follows.
#[inline(always)]
pub(super) fn ends(text: &str, at: usize, glyphs: &Glyphs) -> bool {
    let next = text.as_bytes().get(at).filter(|next| next.is_ascii());
    let class = next.and_then(|next| glyphs.dense(usize::from(*next)));
    let class = class.map(|glyph| glyph.class);
    class == Some(Class::Break) || class != Some(Class::Letter) && ends_at_other(text, at, glyphs)
}

/// As [`ends`], where the next character is neither a plain break nor an ASCII letter.
#[inline(never)]
fn ends_at_other(text: &str, at: usize, glyphs: &Glyphs) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().chars();
    match rest.next().map(|next| glyphs.of(next).class) {
        None => at == text.len(),
        Some(Class::Break) => true,
        Some(Class::Joint) => !rest.next().is_some_and(char::is_lowercase),
        _ => false,
    }
}

/// Takes ASCII letters; how many bytes they are, and how many are capitals.
#[inline]
fn read_ascii(bytes: &[u8], letters: &mut [char; LONGEST]) -> (Script, usize, usize) {
    let (mut length, mut capitals) = (0, 0);
    for (own, byte) in letters.iter_mut().zip(bytes) {
        if !byte.is_ascii_alphabetic() {
            break;
        }
        *own = char::from(byte | 0x20);
        capitals += usize::from(byte & 0x20 == 0);
        length += 1;
    }
    (Script::Latin, length, capitals)
}

/// Takes Cyrillic letters of two bytes that fold to one letter each.
#[inline]
fn read_cyrillic(bytes: &[u8], glyphs: &Glyphs, letters: &mut Letters) -> (Script, usize, usize) {
    let (mut count, mut capitals, mut unfolded) = (0, 0, 0);
    for (own, pair) in letters.letters.iter_mut().zip(bytes.chunks_exact(2)) {
        let [lead @ 0xd0..=0xd4, next] = *pair else {
            break;
        };
        let code = code_of_pair([lead, next]);
        let Some(glyph) = glyphs.dense(code) else {
            break;
        };
        if glyph.class != Class::Letter || glyph.letter == '\0' {
            break;
        }
        *own = glyph.letter;
        capitals += usize::from(glyph.capital);
        count += 1;
        if glyph.letter as usize != code {
            unfolded = count;
        }
    }
    letters.unfolded = unfolded;
    (Script::Cyrillic, 2 * count, capitals)
}

#[cfg(test)]
mod tests {
    use crate::text::Tokenizer;

    #[test]
    fn plain_words_are_read_as_others_are() {
        // Every pair and triple of these stands somewhere in the text.
        let letters = [
            "a", "S", "z", "ж", "Ў", "Ё", "і", "1", " ", ".", "’", "'", "-", "—", "»", "\u{301}",
            "\u{ad}", "ł", "ө", "ա", "語", "\"", "·", "\n",
        ];
        let mut text = String::new();
        for one in letters {
            for two in letters {
                for three in letters {
                    text.extend([one, two, three, "д", " Ab"]);
                }
            }
        }
        let (mut quick, mut careful) = (Tokenizer::new(&text), Tokenizer::new(&text));
        let mut words = 0;
        while let Some(start) = careful.skip_to_word() {
            let slow = careful.take_with_care(start);
            let word = quick.advance();
            assert_eq!(format!("{word:?}"), format!("{:?}", Some(&slow)));
            let letters = (quick.letters(), careful.letters());
            assert_eq!(letters.0, letters.1, "{}", &text[slow.span]);
            let mut appended = "ab".to_owned();
            quick.append_letters(&word.unwrap(), &mut appended);
            assert!(appended[2..].chars().eq(letters.1.iter().copied()));
            words += 1;
        }
        assert!(quick.advance().is_none() && words > letters.len().pow(3));
    }
}
