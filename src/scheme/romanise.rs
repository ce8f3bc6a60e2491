//! Forwards: Cyrillic text to Latin letters, in one pass.

use std::borrow::Cow;
use std::ops::Range;

use super::Scheme;
use super::letters::{APOSTROPHE, Class, EDGE, Letter, compose, facts, homoglyph};
use super::quick::{Place, Unit};
use super::rules::{Case, NONE, Node, Piece, Rules};
use crate::text::{is_apostrophe, is_invisible};

/// A romanised text with the places that its parts come from.
///
/// The spans lie in order and without gaps in both texts; a span may be empty in the output (a soft
/// sign that the scheme drops) or in the source (the second of two letters that respell one).
///
/// ```
/// use imya::scheme::Scheme;
/// let aligned = Scheme::named("be-icao-9303")?.romanise_aligned("Шчучын!");
/// assert_eq!(aligned.text(), "Shchuchyn!");
/// assert_eq!(aligned.source_of(0..4), 0..4); // Shch ← Шч, two letters of two bytes
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aligned {
    text: String,
    spans: Vec<Span>,
}

/// A part of a romanised text and the part of the source that it comes from, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Span {
    /// The bytes of the output.
    pub output: Range<usize>,
    /// The bytes of the source.
    pub source: Range<usize>,
}

impl Aligned {
    /// The romanised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The spans, in order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The smallest part of the source that gave a part of the output; both in bytes.
    ///
    /// An empty or outlying range gives an empty range. O(log n).
    pub fn source_of(&self, output: Range<usize>) -> Range<usize> {
        let from = self
            .spans
            .partition_point(|span| span.output.end <= output.start);
        let to = self
            .spans
            .partition_point(|span| span.output.start < output.end);
        match self.spans.get(from..to) {
            Some([first, .., last]) => first.source.start..last.source.end,
            Some([only]) => only.source.clone(),
            _ => {
                let at = self.spans.get(from).map(|span| span.source.start);
                let at = at.unwrap_or_else(|| self.spans.last().map_or(0, |span| span.source.end));
                at..at
            }
        }
    }
}

impl Scheme {
    /// Writes a text in Latin letters.
    ///
    /// Whole texts are fine: everything that is not Cyrillic stays as it is, and a text without any
    /// Cyrillic letter is handed back borrowed. Within Cyrillic words, combining marks are composed,
    /// stress marks and soft hyphens are dropped, every form of the apostrophe between letters is
    /// the same, and Latin look-alikes (`Мiнск` with a Latin `i`) are read as Cyrillic where most
    /// letters of the word are Cyrillic. A letter that the scheme's language does not have (`ў` under
    /// a Russian scheme, `и` under a Belarusian one) is respelled first as `data/scheme/letters.tsv`
    /// says; a letter of another alphabet (`қ`) stays as it is.
    ///
    /// Capitals follow the source: the first letter of a group is a capital where the source letter
    /// is, the whole group where the letters around are capitals (`Щука` → `Shchuka`, `ЩУКА` →
    /// `SHCHUKA`).
    ///
    /// Time is linear in the text; there is no allocation for single letters or words.
    ///
    /// ```
    /// use imya::scheme::Scheme;
    /// let scheme = Scheme::named("be-lacinka")?;
    /// assert_eq!(scheme.romanise("Якуб Колас, «Новая зямля»"), "Jakub Kołas, «Novaja ziamla»");
    /// assert!(matches!(scheme.romanise("Jakub Kołas"), std::borrow::Cow::Borrowed(_)));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn romanise<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(first) = first_cyrillic(text) else {
            return Cow::Borrowed(text);
        };
        let mut sink = Plain {
            bytes: vec![0; text.len() + text.len() / 4 + 64],
            at: 0,
        };
        run_quick(&self.rules, text, first, &mut sink);
        sink.bytes.truncate(sink.at);
        Cow::Owned(match String::from_utf8(sink.bytes) {
            Ok(text) => text,
            Err(broken) => String::from_utf8_lossy(broken.as_bytes()).into_owned(),
        })
    }

    /// Like [`Scheme::romanise`], with the place in the source of every part of the output.
    ///
    /// ```
    /// use imya::scheme::Scheme;
    /// let aligned = Scheme::named("be-national-2007")?.romanise_aligned("у Ліду");
    /// let at = aligned.text().find("Lidu").expect("it is there");
    /// assert_eq!(aligned.source_of(at..at + 4), 3..11);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn romanise_aligned(&self, text: &str) -> Aligned {
        let mut sink = Tracing {
            plain: Plain {
                bytes: vec![0; text.len() + text.len() / 4 + 64],
                at: 0,
            },
            spans: Vec::new(),
        };
        let first = first_cyrillic(text).unwrap_or(text.len());
        run(&self.rules, &self.rules.nodes, text, first, &mut sink);
        sink.plain.bytes.truncate(sink.plain.at);
        Aligned {
            text: String::from_utf8_lossy(&sink.plain.bytes).into_owned(),
            spans: sink.spans,
        }
    }
}

/// Romanises with other decisions than the canonical ones.
pub(super) fn romanise_with(rules: &Rules, nodes: &[Node], text: &str) -> String {
    let mut sink = Tracing {
        plain: Plain {
            bytes: vec![0; text.len() + 32],
            at: 0,
        },
        spans: Vec::new(),
    };
    let first = first_cyrillic(text).unwrap_or(text.len());
    run(rules, nodes, text, first, &mut sink);
    sink.plain.bytes.truncate(sink.plain.at);
    String::from_utf8_lossy(&sink.plain.bytes).into_owned()
}

/// Where the output goes.
trait Sink {
    /// A piece from the letters between two places of the source.
    fn piece(&mut self, piece: &Piece, source: Range<usize>);
    /// A part of the source, as it is.
    fn copy(&mut self, text: &str, source: Range<usize>);
    /// Takes back the last bytes; a tracing sink only such as were copied.
    fn take_back(&mut self, bytes: usize);
}

struct Plain {
    /// Longer than what is written, so that pieces are moved whole.
    bytes: Vec<u8>,
    at: usize,
}

impl Plain {
    #[inline]
    fn grow(&mut self, room: usize) {
        if self.bytes.len() < self.at + room {
            self.bytes
                .resize((self.at + room).max(self.bytes.len() * 2), 0);
        }
    }
}

impl Sink for Plain {
    #[inline]
    fn piece(&mut self, piece: &Piece, _: Range<usize>) {
        self.grow(piece.bytes.len());
        if let Some(room) = self.bytes.get_mut(self.at..self.at + piece.bytes.len()) {
            room.copy_from_slice(&piece.bytes);
        }
        self.at += usize::from(piece.length);
    }

    #[inline]
    fn copy(&mut self, text: &str, source: Range<usize>) {
        let text = text.get(source).unwrap_or_default().as_bytes();
        self.grow(text.len());
        if let Some(room) = self.bytes.get_mut(self.at..self.at + text.len()) {
            room.copy_from_slice(text);
        }
        self.at += text.len();
    }

    fn take_back(&mut self, bytes: usize) {
        self.at -= bytes;
    }
}

struct Tracing {
    plain: Plain,
    spans: Vec<Span>,
}

impl Sink for Tracing {
    fn piece(&mut self, piece: &Piece, source: Range<usize>) {
        let start = self.plain.at;
        self.plain.piece(piece, source.clone());
        self.spans.push(Span {
            output: start..self.plain.at,
            source,
        });
    }

    fn copy(&mut self, text: &str, source: Range<usize>) {
        if source.is_empty() {
            return;
        }
        let start = self.plain.at;
        self.plain.copy(text, source.clone());
        self.spans.push(Span {
            output: start..self.plain.at,
            source,
        });
    }

    fn take_back(&mut self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        self.plain.take_back(bytes);
        if let Some(last) = self.spans.last_mut() {
            last.output.end -= bytes;
            last.source.end -= bytes;
            if last.output.is_empty() {
                self.spans.pop();
            }
        }
    }
}

/// The first Cyrillic letter of the block U+0400–U+04FF.
fn first_cyrillic(text: &str) -> Option<usize> {
    if text.is_ascii() {
        return None;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| is_lead(*byte))?;
        if letter_at(bytes, at).is_some() {
            return Some(at);
        }
        at += 1;
    }
}

#[inline]
fn is_lead(byte: u8) -> bool {
    byte & 0xfc == 0xd0
}

/// The place in the block U+0400–U+04FF of the character at `at`.
#[inline]
fn place_at(bytes: &[u8], at: usize) -> Option<u8> {
    match bytes.get(at..at + 2) {
        Some(&[lead, trail]) if is_lead(lead) => Some(lead << 6 | trail & 0x3f),
        _ => None,
    }
}

fn letter_at(bytes: &[u8], at: usize) -> Option<Letter> {
    place_at(bytes, at).and_then(Letter::at)
}

/// Scratch for the letters of one word and where they begin in the source.
#[derive(Default)]
struct Word {
    letters: Vec<Letter>,
    /// One more than letters: the last is the end of the word.
    starts: Vec<usize>,
}

fn run<S: Sink>(rules: &Rules, nodes: &[Node], text: &str, first: usize, sink: &mut S) {
    let bytes = text.as_bytes();
    let mut word = Word::default();
    let mut mixed = Vec::new();
    // Copied up to `at`, but nothing before `floor` may be taken back.
    let (mut at, mut floor) = (first, 0);
    sink.copy(text, 0..first);
    while at < bytes.len() {
        let start = at;
        if letter_at(bytes, at).is_some() {
            let latin = latin_before(text, floor, at);
            sink.take_back(at - latin);
            at = mixed_word(rules, nodes, text, latin, &mut mixed, &mut word, sink);
            floor = at;
        } else {
            at += 1;
            while at < bytes.len() && letter_at(bytes, at).is_none() {
                at += 1;
            }
            sink.copy(text, start..at);
        }
    }
}

/// The same for canonical rules and a plain sink, by the tables of [`super::quick`].
fn run_quick(rules: &Rules, text: &str, first: usize, sink: &mut Plain) {
    let bytes = text.as_bytes();
    let mut word = Word::default();
    let mut mixed = Vec::new();
    sink.copy(text, 0..first);
    let mut floor = 0;
    let mut place = Place {
        at: first,
        left: Class::Edge as u8,
        written: sink.at,
        began: (first, sink.at),
    };
    // The letter at `first` may follow Latin ones.
    let mut careful = latin_before(text, 0, first) < first;
    while place.at < bytes.len() {
        if careful {
            place.at = begin_mixed(rules, text, (place.at, floor), &mut mixed, &mut word, sink);
            place.left = Class::Edge as u8;
            floor = place.at;
        }
        place.written = sink.at;
        place = rules.quick.run(bytes, place, &mut sink.bytes);
        sink.at = place.written;
        sink.grow(64);
        let Some(unit) = (place.at < bytes.len()).then(|| Unit::at(bytes, place.at)) else {
            break;
        };
        let at = place.at;
        let letter = unit.place().map(|place| rules.fold[usize::from(place)]);
        match letter.filter(|letter| letter.is_present()) {
            Some(letter) if letter.is_plain() => {
                let near = |offset: isize| match at.checked_add_signed(2 * offset) {
                    Some(at) if at >= place.began.0 => place_at(bytes, at)
                        .map(|place| rules.fold[usize::from(place)])
                        .filter(|letter| letter.is_present()),
                    _ => None,
                };
                let write = |piece: &Piece, _| sink.piece(piece, 0..0);
                let (taken, class) = step(rules, &rules.nodes, near, place.left, write);
                place.at += 2 * taken;
                place.left = class as u8;
                careful = Unit::at(bytes, place.at).is_doubtful() && goes_on(text, place.at);
                if careful {
                    (place.at, sink.at) = place.began;
                }
            }
            Some(_) => {
                careful = true;
                (place.at, sink.at) = place.began;
            }
            None => {
                let rest = text.get(at..).unwrap_or_default();
                let width = rest.chars().next().map_or(1, char::len_utf8);
                sink.copy(text, at..at + width);
                place.at += width;
                place.left = Class::Edge as u8;
                careful = letter_at(bytes, place.at).is_some()
                    && latin_before(text, floor, place.at) < place.at;
            }
        }
    }
}

/// Reads a mixed word at a place, with the Latin letters before it, which are taken back.
fn begin_mixed(
    rules: &Rules,
    text: &str,
    (at, floor): (usize, usize),
    mixed: &mut Vec<Part>,
    word: &mut Word,
    sink: &mut Plain,
) -> usize {
    let latin = latin_before(text, floor, at);
    sink.take_back(at - latin);
    mixed_word(rules, &rules.nodes, text, latin, mixed, word, sink)
}

/// Where the Latin letters begin that stand directly before `at`, but not before `floor`.
fn latin_before(text: &str, floor: usize, at: usize) -> usize {
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
fn goes_on(text: &str, at: usize) -> bool {
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
struct Part {
    /// The Cyrillic letter, or what stands for it.
    letter: Option<Letter>,
    latin: bool,
    start: usize,
}

/// Reads a word with marks, apostrophes or Latin letters; gives its end.
fn mixed_word<S: Sink>(
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

/// Applies the rules to the letters of one word; `starts` has one place more than there are letters.
fn romanise_word<S: Sink>(
    rules: &Rules,
    nodes: &[Node],
    letters: &[Letter],
    starts: &[usize],
    sink: &mut S,
) {
    let start = |at: usize| starts.get(at).copied().unwrap_or_default();
    let (mut left, mut at) = (Class::Edge as u8, 0);
    while at < letters.len() {
        let near = |offset: isize| letters.get(at.checked_add_signed(offset)?).copied();
        let write = |piece: &Piece, length: usize| sink.piece(piece, start(at)..start(at + length));
        let (taken, class) = step(rules, nodes, near, left, write);
        at += taken;
        left = class as u8;
    }
}

/// Applies one rule; gives the number of letters it took and the class of the last of them.
/// `near` knows the letters of the word, counted from the present one.
fn step(
    rules: &Rules,
    nodes: &[Node],
    near: impl Fn(isize) -> Option<Letter>,
    left: u8,
    write: impl FnOnce(&Piece, usize),
) -> (usize, Class) {
    let class = &facts().class;
    let code_at = |offset: usize| near(offset as isize).map_or(EDGE, Letter::code);
    let mut node = rules.root[usize::from(code_at(0))];
    let (mut row, mut taken, mut length) = (NONE, 1, 1);
    while let Some(here) = nodes.get(usize::from(node)) {
        let next = code_at(length);
        let right = class[usize::from(next)];
        let decision = here.decide[usize::from(left & 3) << 2 | right as usize];
        if decision != NONE {
            (row, taken) = (decision, length);
        }
        node = rules.below(node, next);
        length += 1;
    }
    match rules.rows.get(usize::from(row)) {
        Some(row) => write(row.piece(case(&near, taken)), taken),
        None => {
            let letter = near(0).map_or('\u{fffd}', Letter::char);
            write(&Piece::of_char(letter), taken);
        }
    }
    (taken, class[usize::from(code_at(taken - 1))])
}

/// How the text of a rule is written that takes the next `length` letters.
fn case(near: impl Fn(isize) -> Option<Letter>, length: usize) -> Case {
    let length = length as isize;
    let is_cased = |letter: &Letter| letter.code() != APOSTROPHE;
    let mut own = (0..length).filter_map(&near).filter(is_cased);
    if !own.next().is_some_and(Letter::is_capital) {
        return Case::Lower;
    }
    let mut others = own.peekable();
    let all = if others.peek().is_some() {
        others.all(Letter::is_capital)
    } else if let Some(next) = (length..).map_while(&near).find(is_cased) {
        next.is_capital()
    } else {
        let mut before = (1..).map_while(|back: isize| near(-back));
        before.find(is_cased).is_some_and(Letter::is_capital)
    };
    if all { Case::Upper } else { Case::Title }
}
