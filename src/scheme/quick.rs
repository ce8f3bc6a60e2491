//! The fast loop: text whose letters need nothing but their neighbours.
//!
//! Words of Cyrillic letters and what stands between them take turns, each in a loop of its own, so
//! that no step has to find out how wide its character is. A table says what to write for a letter
//! after one of a class, and before which letters that would be wrong. Whatever is rare (groups of
//! letters, long capitals, marks, Latin letters in Cyrillic words, the Cyrillic of other languages)
//! leaves the loop for the careful code in `romanise`.

use super::letters::{APOSTROPHE, Class, Letter, facts, place_at};
use super::rules::Rules;

/// How many letters the loop knows, U+0400–U+047F, and the apostrophe between letters.
const LETTERS: usize = 129;
/// The number of the apostrophe.
const APOSTROPHE_LETTER: usize = 128;
/// The size of the table of entries: a power of two, for which no bounds need checking.
const ENTRIES: usize = 1024;
/// How many bytes are written at once; the loop ends where there is no room for them.
pub(super) const ROOM: usize = 8;

/// The number of the letter with these two bytes.
#[inline]
fn letter_of([lead, trail]: [u8; 2]) -> Option<usize> {
    (lead & 0xfe == 0xd0).then_some(usize::from(lead & 1) << 6 | usize::from(trail & 0x3f))
}

#[inline]
fn letter_at(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..).and_then(<[u8]>::first_chunk)?;
    letter_of(*pair)
}

/// The width of a usual punctuation mark outside ASCII, which belongs to no word; 0 for all else.
#[inline]
fn punctuation(bytes: &[u8]) -> usize {
    match bytes {
        // « » and the no-break space
        [0xc2, 0xab | 0xbb | 0xa0, ..] => 2,
        // – — “ ” „ • …
        [
            0xe2,
            0x80,
            0x93 | 0x94 | 0x9c | 0x9d | 0x9e | 0xa2 | 0xa6,
            ..,
        ] => 3,
        // №
        [0xe2, 0x84, 0x96, ..] => 3,
        _ => 0,
    }
}

/// The width of an apostrophe with a Cyrillic letter behind it: ' ʼ ’; 0 for all else.
#[inline]
fn apostrophe(bytes: &[u8]) -> usize {
    match bytes {
        [b'\'', 0xd0 | 0xd1, ..] => 1,
        [0xca, 0xbc, 0xd0 | 0xd1, ..] => 2,
        [0xe2, 0x80, 0x99, 0xd0 | 0xd1, ..] => 3,
        _ => 0,
    }
}

/// Whether what stands at a place certainly belongs to no word before it.
#[inline]
fn ends_word(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        None => true,
        Some(&byte) if byte < 0x80 => !(byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'`')),
        Some(_) => punctuation(bytes.get(at..).unwrap_or_default()) != 0,
    }
}

/// Whether what stands at a place may belong to the Cyrillic word before it, and is no letter of it.
pub(super) fn is_doubtful(bytes: &[u8], at: usize) -> bool {
    place_at(bytes, at).is_none() && !ends_word(bytes, at)
}

/// Where the loop stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The place in the text.
    pub(super) at: usize,
    /// The class of the letter before.
    pub(super) left: u8,
    /// How much is written.
    pub(super) written: usize,
    /// Where the present run of Cyrillic letters began, in the text and in the output.
    pub(super) began: (usize, usize),
}

/// What to write for a letter.
#[derive(Debug, Clone, Copy)]
#[repr(align(16))]
struct Entry {
    /// At most seven bytes, then how many they are, or [`Entry::NOT_LAST`] more.
    bytes: [u8; ROOM],
    /// Next letters, by [`Near::bit`], before which the entry is wrong.
    wrong: u64,
}

impl Entry {
    /// Set where the entry is wrong for the last letter of a word.
    const NOT_LAST: u8 = 0x80;
    const NONE: Entry = Entry {
        bytes: [0, 0, 0, 0, 0, 0, 0, Entry::NOT_LAST],
        wrong: u64::MAX,
    };
}

/// What a letter is to its neighbours: its class for the next one, its bit for the one before.
#[derive(Debug, Clone, Copy)]
struct Near(u8);

impl Near {
    fn new(letter: usize, class: Class) -> Self {
        Near((class as u8) << 6 | Self::place(letter))
    }

    /// Few letters share a bit, which costs time alone: capitals outside the alphabet of Russian
    /// (І, Ў) with capitals of it, small ones (і, ў) with small ones.
    fn place(letter: usize) -> u8 {
        (match letter {
            0..0x10 => letter + 0x10,
            0x50..0x60 => letter - 0x20,
            _ => letter & 0x3f,
        }) as u8
    }

    #[inline]
    fn class(self) -> u8 {
        self.0 >> 6
    }

    #[inline]
    fn bit(self) -> u64 {
        1 << (self.0 & 0x3f)
    }
}

/// The tables of the fast loop.
#[derive(Debug, Clone)]
pub(super) struct Quick {
    /// By letter and the class of the letter before.
    entries: Box<[Entry; ENTRIES]>,
    near: Box<[Near; 256]>,
}

impl Quick {
    pub(super) fn empty() -> Self {
        Quick {
            entries: Box::new([Entry::NONE; ENTRIES]),
            near: Box::new([Near(0); 256]),
        }
    }

    /// Runs as long as nothing rare comes, the text does not end and there is [`ROOM`].
    #[inline(never)]
    pub(super) fn run(&self, bytes: &[u8], mut place: Place, out: &mut [u8]) -> Place {
        loop {
            if place.left == Class::Edge as u8 {
                place.began = (place.at, place.written);
            }
            if let Some(letter) = letter_at(bytes, place.at)
                && !self.word(bytes, letter, &mut place, out)
            {
                break;
            }
            let before = place.at;
            between(bytes, &mut place, out);
            if place.at == before || place.at == bytes.len() {
                break;
            }
        }
        place
    }

    /// Writes a run of Cyrillic letters; whether it came to the end of the word.
    #[inline]
    fn word(&self, bytes: &[u8], first: usize, place: &mut Place, out: &mut [u8]) -> bool {
        let mut letter = first;
        loop {
            let Some(last) = self.letters(bytes, letter, place, out) else {
                return false;
            };
            let end = place.at + 2;
            let width = apostrophe(bytes.get(end..).unwrap_or_default());
            if width == 0 {
                return ends_word(bytes, end) && self.last(last, place, out);
            }
            let Some(next) = letter_at(bytes, end + width) else {
                return false;
            };
            let before = *place;
            if !self.one(last, APOSTROPHE_LETTER, place, out)
                || !self.one(APOSTROPHE_LETTER, next, place, out)
            {
                *place = before;
                return false;
            }
            place.at = end + width;
            letter = next;
        }
    }

    /// Writes all but the last letter of a run; gives that.
    #[inline]
    fn letters(
        &self,
        bytes: &[u8],
        first: usize,
        place: &mut Place,
        out: &mut [u8],
    ) -> Option<usize> {
        let mut here = first;
        let mut near = self.near[here & 0xff];
        let (mut at, mut left) = (place.at, place.left);
        let mut rest = out.get_mut(place.written..).unwrap_or_default();
        let whole = rest.len();
        let mut stopped = false;
        for pair in bytes.get(at + 2..).unwrap_or_default().as_chunks::<2>().0 {
            let Some(next) = letter_of(*pair) else {
                break;
            };
            let next_near = self.near[next & 0xff];
            let entry = &self.entries[here << 2 & (ENTRIES - 1) | usize::from(left & 3)];
            let room = rest.first_chunk_mut::<ROOM>();
            let (0, Some(room)) = (entry.wrong & next_near.bit(), room) else {
                stopped = true;
                break;
            };
            *room = entry.bytes;
            let length = usize::from(entry.bytes[ROOM - 1]) & (ROOM - 1);
            rest = rest.get_mut(length..).unwrap_or_default();
            left = near.class();
            (here, near) = (next, next_near);
            at += 2;
        }
        place.written += whole - rest.len();
        (place.at, place.left) = (at, left);
        (!stopped).then_some(here)
    }

    /// Writes one letter before another; false where that needs care.
    #[inline]
    fn one(&self, letter: usize, next: usize, place: &mut Place, out: &mut [u8]) -> bool {
        let wrong = self.near[next & 0xff].bit();
        self.write(letter, place, out, |entry| entry.wrong & wrong == 0)
    }

    /// Writes the last letter of a word; false where that needs care.
    #[inline]
    fn last(&self, letter: usize, place: &mut Place, out: &mut [u8]) -> bool {
        self.write(letter, place, out, |entry| {
            entry.bytes[ROOM - 1] & Entry::NOT_LAST == 0
        })
    }

    #[inline]
    fn write(
        &self,
        letter: usize,
        place: &mut Place,
        out: &mut [u8],
        fits: impl Fn(&Entry) -> bool,
    ) -> bool {
        let entry = &self.entries[letter << 2 & (ENTRIES - 1) | usize::from(place.left & 3)];
        match room(out, place.written) {
            Some(room) if fits(entry) => *room = entry.bytes,
            _ => return false,
        }
        place.at += 2;
        place.written += usize::from(entry.bytes[ROOM - 1]) & (ROOM - 1);
        place.left = self.near[letter & 0xff].class();
        true
    }

    pub(super) fn new(rules: &Rules) -> Self {
        let mut quick = Quick::empty();
        for number in 0..LETTERS {
            quick.add(rules, number);
        }
        quick
    }

    fn add(&mut self, rules: &Rules, number: usize) {
        let class = &facts().class;
        let letter = known(rules, number);
        self.near[number] = Near::new(number, class[usize::from(letter.code())]);
        let node = rules.root[usize::from(letter.code())];
        let Some(node) = rules
            .nodes
            .get(usize::from(node))
            .filter(|_| letter.is_plain())
        else {
            return;
        };
        let mut wrong = 0;
        let mut not_last = 0;
        let mut long = false;
        for left in 0..4 {
            let row = node.decide[left << 2 | Class::Consonant as usize];
            if let Some(row) = rules.rows.get(usize::from(row)) {
                long |= letter.is_capital() && row.title != row.upper;
            }
        }
        for next in (0..LETTERS).map(Some).chain([None]) {
            let after = next.map_or(Letter::ABSENT, |next| known(rules, next));
            let right = match after.is_present() {
                true => class[usize::from(after.code())],
                false => Class::Edge,
            };
            let group = node.below.iter().any(|(code, _)| *code == after.code());
            let differs = (0..4).any(|left| {
                let usual = node.decide[left << 2 | Class::Consonant as usize];
                node.decide[left << 2 | right as usize] != usual
            });
            // An apostrophe has no case: the letter behind it decides.
            let uncased = !after.is_present() || after.code() == APOSTROPHE;
            if group || differs || long && (uncased || after.is_capital()) {
                match next {
                    Some(next) => wrong |= Near::new(next, Class::Edge).bit(),
                    None => not_last = Entry::NOT_LAST,
                }
            }
        }
        for left in 0..4 {
            let row = node.decide[left << 2 | Class::Consonant as usize];
            let Some(row) = rules.rows.get(usize::from(row)) else {
                continue;
            };
            let piece = match letter.is_capital() {
                true => &row.title,
                false => &row.lower,
            };
            if let Some(mut bytes) = piece.bytes.first_chunk::<ROOM>().copied()
                && usize::from(piece.length) < ROOM
            {
                bytes[ROOM - 1] = piece.length | not_last;
                self.entries[number << 2 | left] = Entry { bytes, wrong };
            }
        }
    }
}

/// The letter with a number, as the rules of a scheme know it.
fn known(rules: &Rules, number: usize) -> Letter {
    match number {
        // Where something stands for it, the careful code has to say what.
        APOSTROPHE_LETTER if rules.respelling(APOSTROPHE).is_some() => Letter::ABSENT,
        APOSTROPHE_LETTER => Letter::APOSTROPHE,
        _ => rules.fold[number & 0xff],
    }
}

/// Copies what stands between words. A Cyrillic letter after a Latin one needs care: the loop then
/// ends before the Latin one.
#[inline]
fn between(bytes: &[u8], place: &mut Place, out: &mut [u8]) {
    let (mut at, mut written) = (place.at, place.written);
    while let (Some(&byte), Some(room)) = (bytes.get(at), room(out, written)) {
        let mut width = 1;
        if byte < 0x80 {
            if byte.is_ascii_alphabetic() && bytes.get(at + 1).is_some_and(|next| *next >= 0x80) {
                break;
            }
            room[0] = byte;
        } else {
            let from = bytes.get(at..).unwrap_or_default();
            width = punctuation(from);
            let (1.., Some(from)) = (width, from.first_chunk()) else {
                break;
            };
            *room = *from;
        }
        at += width;
        written += width;
    }
    if at > place.at {
        (place.at, place.left, place.written) = (at, Class::Edge as u8, written);
    }
}

#[inline]
fn room(out: &mut [u8], written: usize) -> Option<&mut [u8; ROOM]> {
    out.get_mut(written..).and_then(<[u8]>::first_chunk_mut)
}
