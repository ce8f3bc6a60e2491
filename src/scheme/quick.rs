//! The fast loop: text whose letters need nothing but their neighbours' classes.
//!
//! One step for one character, ASCII or Cyrillic, without asking which: both are numbered
//! ([`Unit`]), and a table says what to write after a letter of a class, and which next characters
//! make that wrong. Whatever is rare (groups of letters, long capitals, apostrophes, marks, Latin
//! letters in Cyrillic words) leaves the loop for the careful code in `romanise`.

use super::letters::{APOSTROPHE, Class, Letter, facts};
use super::rules::Rules;

/// How many units there are: ASCII, one for all other characters, Cyrillic.
const UNITS: usize = 512;
/// The first unit of the block U+0400–U+04FF.
const CYRILLIC: usize = 256;
/// The unit of a character that is neither.
const OTHER: usize = 128;
/// How many keys there are.
const KEYS_IN_ALL: usize = 128;
/// The key of a next character that ends the word.
const ENDS: u8 = 0x7f;
/// The key of a next character that may belong to the word.
const DOUBTFUL: u8 = 0;

/// Which bytes that are no Cyrillic letter may belong to a word before them: letters, `'`, `` ` ``
/// and everything outside ASCII.
static KEYS: [u8; 256] = keys();

const fn keys() -> [u8; 256] {
    let mut keys = [ENDS; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        if b >= 0x80 || b.is_ascii_alphabetic() || b == b'\'' || b == b'`' {
            keys[byte] = DOUBTFUL;
        }
        byte += 1;
    }
    keys
}

/// The key of a letter at a place of the block as a next character: never [`ENDS`] or [`DOUBTFUL`].
/// Letters that share a key make more entries wrong than need be, which costs time alone.
#[inline]
const fn key_of(place: u8) -> u8 {
    match place & 0x7f {
        DOUBTFUL => DOUBTFUL + 1,
        ENDS => ENDS - 1,
        key => key,
    }
}

/// A character of the text: its number, its key as a next character, its bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    number: usize,
    key: u8,
    pub(super) width: usize,
}

impl Unit {
    /// The character at a place; the end of the text counts as a character that ends a word.
    #[inline]
    pub(super) fn at(bytes: &[u8], at: usize) -> Self {
        let (first, second) = match bytes.get(at..at + 2) {
            Some(&[first, second]) => (first, second),
            _ => (bytes.get(at).copied().unwrap_or_default(), 0),
        };
        let place = first << 6 | second & 0x3f;
        if first & 0xfc == 0xd0 {
            Unit {
                number: CYRILLIC | usize::from(place),
                key: key_of(place),
                width: 2,
            }
        } else {
            Unit {
                number: usize::from(first).min(OTHER),
                key: KEYS[usize::from(first)],
                width: 1,
            }
        }
    }

    /// The place in the block U+0400–U+04FF.
    pub(super) fn place(self) -> Option<u8> {
        self.number.checked_sub(CYRILLIC).map(|place| place as u8)
    }

    /// Whether the character may belong to a Cyrillic word before it.
    pub(super) fn is_doubtful(self) -> bool {
        self.number < CYRILLIC && self.key == DOUBTFUL
    }
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

/// What to write for a unit.
#[derive(Debug, Clone, Copy)]
#[repr(align(16))]
pub(super) struct Entry {
    bytes: [u8; 8],
    length: u8,
    /// 0 where the entry may be taken.
    skip: u8,
}

/// The tables of the fast loop.
#[derive(Debug, Clone)]
pub(super) struct Quick {
    /// By unit and the class of the letter before.
    entries: Box<[Entry; UNITS * 4]>,
    /// By unit: not 0 for the keys of next characters that make the entry wrong.
    wrong: Box<[[u8; KEYS_IN_ALL]; UNITS]>,
    /// By unit: its class as a letter.
    class: Box<[u8; UNITS]>,
}

impl Quick {
    pub(super) fn empty() -> Self {
        let entry = Entry {
            bytes: [0; 8],
            length: 0,
            skip: 1,
        };
        Quick {
            entries: Box::new([entry; UNITS * 4]),
            wrong: Box::new([[0; KEYS_IN_ALL]; UNITS]),
            class: Box::new([Class::Edge as u8; UNITS]),
        }
    }

    /// Runs as long as nothing rare comes, the text does not end and there is room for eight bytes.
    #[inline(never)]
    pub(super) fn run(&self, bytes: &[u8], mut place: Place, out: &mut [u8]) -> Place {
        let (entries, wrong, class) = (&*self.entries, &*self.wrong, &*self.class);
        let mut unit = Unit::at(bytes, place.at);
        while place.at < bytes.len() {
            let next = Unit::at(bytes, place.at + unit.width);
            let number = unit.number & (UNITS - 1);
            if place.left == Class::Edge as u8 {
                place.began = (place.at, place.written);
            }
            let entry = &entries[(number << 2 | usize::from(place.left)) & (UNITS * 4 - 1)];
            if entry.skip | wrong[number][usize::from(next.key) & (KEYS_IN_ALL - 1)] != 0 {
                break;
            }
            let Some(room) = out
                .get_mut(place.written..)
                .and_then(<[u8]>::first_chunk_mut::<8>)
            else {
                break;
            };
            *room = entry.bytes;
            place.written += usize::from(entry.length);
            place.left = class[number];
            place.at += unit.width;
            unit = next;
        }
        place
    }

    pub(super) fn new(rules: &Rules) -> Self {
        let mut quick = Quick::empty();
        for byte in 0..OTHER {
            for left in 0..4 {
                quick.entries[byte << 2 | left] = Entry {
                    bytes: [byte as u8, 0, 0, 0, 0, 0, 0, 0],
                    length: 1,
                    skip: 0,
                };
            }
            // A Cyrillic letter after a Latin one needs care.
            if (byte as u8).is_ascii_alphabetic() {
                quick.wrong[byte] = [1; KEYS_IN_ALL];
                quick.wrong[byte][usize::from(DOUBTFUL)] = 0;
                quick.wrong[byte][usize::from(ENDS)] = 0;
            }
        }
        for place in 0..=u8::MAX {
            quick.add(rules, place);
        }
        quick
    }

    fn add(&mut self, rules: &Rules, place: u8) {
        let class = &facts().class;
        let letter = rules.fold[usize::from(place)];
        let node = rules.root[usize::from(letter.code())];
        let unit = CYRILLIC | usize::from(place);
        let Some(node) = rules
            .nodes
            .get(usize::from(node))
            .filter(|_| letter.is_plain())
        else {
            return;
        };
        self.class[unit] = class[usize::from(letter.code())] as u8;
        let mut long = false;
        for left in 0..4 {
            let row = node.decide[left << 2 | Class::Consonant as usize];
            let Some(row) = rules.rows.get(usize::from(row)) else {
                continue;
            };
            let mut piece = &row.lower;
            if letter.is_capital() {
                long |= row.title != row.upper;
                piece = &row.title;
            }
            if let Some(bytes) = piece.bytes.first_chunk::<8>()
                && piece.length <= 8
            {
                self.entries[unit << 2 | left] = Entry {
                    bytes: *bytes,
                    length: piece.length,
                    skip: 0,
                };
            }
        }
        let mut mark = |key: u8| self.wrong[unit][usize::from(key) & (KEYS_IN_ALL - 1)] = 1;
        mark(DOUBTFUL);
        for next in (0..=u8::MAX).map(Some).chain([None]) {
            let after = next.map_or(Letter::ABSENT, |next| rules.fold[usize::from(next)]);
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
            let capitals = long && (uncased || after.is_capital());
            if group || differs || capitals {
                mark(next.map_or(ENDS, key_of));
            }
        }
    }
}
