//! Words in which marks, apostrophes or Latin letters stand among the Cyrillic ones.

use super::letters::{Letter, compose, homoglyph, is_lead};
use super::romanise::romanise_word;
use super::rules::{Node, Rules};
use super::sink::Sink;
use crate::text::{is_apostrophe, is_invisible};

/// Scratch for the letters of one word and where they begin in the source.
#[derive(Default)]
pub(super) struct Word {
    pub(super) letters: Vec<Letter>,
    /// One more than letters: the last is the end of the word.
    pub(super) starts: Vec<usize>,
}

/// Where the Latin letters begin that stand directly before `at`, but not before `floor`.
pub(super) fn latin_before(text: &str, floor: usize, at: usize) -> usize {
    match text.as_bytes().get(at.wrapping_sub(1)) {
        Some(&byte) if at > floor && (byte >= 0x80 || byte.is_ascii_alphabetic()) => {}
        _ => return at,
    }
    let before = text.get(floor..at).unwrap_or_default();
    if before.ends_with(['«', '„', '“', '—', '–', '\u{a0}', '№']) {
        return at;
    }
    at - before
        .chars()
        .rev()
        .take_while(|&c| c.is_ascii_alphabetic() || homoglyph(c).is_some())
        .map(char::len_utf8)
        .sum::<usize>()
}

/// Whether what stands at a place belongs to the word before it.
pub(super) fn goes_on(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => false,
        Some(&byte) if byte < 0x80 => byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'`'),
        Some(&byte) if is_lead(byte) => false,
        Some(_) => text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(goes_on_with),
    }
}

/// Whether a character outside ASCII that is no Cyrillic letter may belong to the word before it.
fn goes_on_with(c: char) -> bool {
    const NEVER: &[char] = &['«', '»', '—', '–', '“', '”', '„', '…', '\u{a0}', '№', '•'];
    is_usual_apostrophe(c) || !NEVER.contains(&c) && may_go_on_with(c)
}

/// The apostrophes of nearly all texts, without a look-up; [`is_apostrophe`] knows them all.
fn is_usual_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

#[cold]
fn may_go_on_with(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
        || is_invisible(c)
        || is_apostrophe(c)
        || homoglyph(c).is_some()
}

/// A part of a word in which something besides Cyrillic letters was found.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The Cyrillic letter, or what stands for it.
    letter: Option<Letter>,
    latin: bool,
    start: usize,
}

/// Reads a word with marks, apostrophes or Latin letters; gives its end.
pub(super) fn mixed_word<S: Sink>(
    rules: &Rules,
    nodes: &[Node],
    text: &str,
    start: usize,
    parts: &mut Vec<Part>,
    word: &mut Word,
    sink: &mut S,
) -> usize {
    let end = collect(text, start, parts);
    let latin = parts.iter().filter(|part| part.latin).count();
    let repair = parts.len() - latin > latin;
    for part in parts.iter_mut() {
        if part.latin && !repair {
            part.letter = None;
        }
    }
    let mut from = 0;
    while from < parts.len() {
        let is_letter = |part: &Part| part.letter.is_some();
        let length = parts
            .iter()
            .skip(from)
            .take_while(|part| is_letter(part))
            .count();
        let mut run = parts.get(from..from + length).unwrap_or_default();
        let place = |number: usize| parts.get(number).map_or(end, |part| part.start);
        if run.is_empty() {
            sink.copy(text, place(from)..place(from + 1));
            from += 1;
            continue;
        }
        // An apostrophe is a letter only between letters.
        while let [first, rest @ ..] = run
            && first.letter == Some(Letter::APOSTROPHE)
        {
            sink.copy(text, place(from)..place(from + 1));
            run = rest;
            from += 1;
        }
        let mut to = from + run.len();
        while let [rest @ .., last] = run
            && last.letter == Some(Letter::APOSTROPHE)
        {
            run = rest;
            to -= 1;
        }
        spell(rules, run, place(to), word);
        romanise_word(rules, nodes, &word.letters, &word.starts, sink);
        from = to;
    }
    end
}

/// Splits a word into parts; gives its end.
fn collect(text: &str, start: usize, parts: &mut Vec<Part>) -> usize {
    parts.clear();
    let mut chars = text.get(start..).unwrap_or_default().chars();
    loop {
        let at = text.len() - chars.as_str().len();
        let Some(c) = chars.next() else {
            return at;
        };
        let part = Part {
            letter: Letter::from_char(c),
            latin: false,
            start: at,
        };
        if part.letter.is_some() {
            parts.push(part);
            continue;
        }
        let apostrophe = is_usual_apostrophe(c);
        if !apostrophe && (c.is_ascii_alphabetic() || homoglyph(c).is_some()) {
            parts.push(Part {
                letter: homoglyph(c).and_then(Letter::from_char),
                latin: true,
                ..part
            });
            continue;
        }
        let Some(last) = parts.last_mut().filter(|last| !last.latin) else {
            return at;
        };
        let letter = last.letter.unwrap_or(Letter::ABSENT);
        if !apostrophe && let Some(composed) = compose(letter, c) {
            last.letter = Some(composed);
        } else if (apostrophe || is_apostrophe(c))
            && letter != Letter::APOSTROPHE
            && chars
                .as_str()
                .chars()
                .next()
                .is_some_and(|c| Letter::from_char(c).is_some() || homoglyph(c).is_some())
        {
            parts.push(Part {
                letter: Some(Letter::APOSTROPHE),
                ..part
            });
        } else if !is_invisible(c) && !matches!(c, '\u{300}' | '\u{301}') {
            return at;
        }
    }
}

/// Puts the letters of a run of parts into a word, respelling those that the scheme does not know.
fn spell(rules: &Rules, run: &[Part], end: usize, word: &mut Word) {
    word.letters.clear();
    word.starts.clear();
    for (number, part) in run.iter().enumerate() {
        let Some(letter) = part.letter else { continue };
        match rules.respelling(letter.code()) {
            None => {
                word.letters.push(letter);
                word.starts.push(part.start);
            }
            Some(letters) => {
                let next = run.get(number + 1).map_or(end, |next| next.start);
                for (of, &code) in letters.iter().enumerate() {
                    word.letters.push(Letter::new(code, letter.is_capital()));
                    word.starts.push(if of == 0 { part.start } else { next });
                }
            }
        }
    }
    word.starts.push(end);
}
