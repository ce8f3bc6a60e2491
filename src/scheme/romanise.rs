//! Forwards: Cyrillic text to Latin letters, in one pass.

use std::borrow::Cow;
use std::cell::Cell;

use super::Scheme;
use super::letters::{APOSTROPHE, Class, EDGE, Letter, facts, is_lead, letter_at, place_at};
use super::mixed::{Part, Word, goes_on, latin_before, mixed_word};
use super::quick::{Place, is_doubtful};
use super::rules::{Case, NONE, Node, Piece, Rules};
use super::sink::{Aligned, Plain, Sink, Tracing};

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
        let mut sink = Plain::for_source(text.len());
        run_quick(&self.rules, text, first, &mut sink);
        Cow::Owned(sink.into_text())
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
        let mut sink = Tracing::for_source(text.len());
        let first = first_cyrillic(text).unwrap_or(text.len());
        run(&self.rules, &self.rules.nodes, text, first, &mut sink);
        sink.into_aligned()
    }
}

/// Romanises with other decisions than the canonical ones.
pub(super) fn romanise_with(rules: &Rules, nodes: &[Node], text: &str) -> String {
    let mut sink = Plain::for_source(text.len());
    let first = first_cyrillic(text).unwrap_or(text.len());
    run(rules, nodes, text, first, &mut sink);
    sink.into_text()
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
        apostrophe: false,
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
        let handed = sink.hand_over(place.began.1);
        place.written -= handed;
        place.began.1 -= handed;
        sink.grow(64);
        if place.at >= bytes.len() {
            break;
        }
        let at = place.at;
        let letter = place_at(bytes, at).map(|place| rules.fold[usize::from(place)]);
        match letter.filter(|letter| letter.is_present()) {
            Some(letter) if letter.is_plain() && !place.apostrophe => {
                // A look past the letters at an apostrophe or a mark takes care as well.
                let past = Cell::new(false);
                let near = |offset: isize| {
                    let at = at.checked_add_signed(2 * offset)?;
                    if at < place.began.0 {
                        return None;
                    }
                    let letter = place_at(bytes, at).map(|place| rules.fold[usize::from(place)]);
                    if letter.is_none() && is_doubtful(bytes, at) && goes_on(text, at) {
                        past.set(true);
                    }
                    letter.filter(|letter| letter.is_present())
                };
                let write = |piece: &Piece, _| sink.piece(piece, 0..0);
                let (taken, class) = step(rules, &rules.nodes, near, place.left, write);
                place.at += 2 * taken;
                place.left = class as u8;
                careful = past.get() || is_doubtful(bytes, place.at) && goes_on(text, place.at);
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

/// Applies the rules to the letters of one word; `starts` has one place more than there are letters.
pub(super) fn romanise_word<S: Sink>(
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
