//! The fast loop: text whose letters need nothing but their neighbours.
//!
//! Words of Cyrillic letters and what stands between them take turns, each in a loop of its own, so
//! that no step has to find out how wide its character is. A table says what to write for a letter
//! after one of a class, and before which letters that would be wrong. Whatever is rare (groups of
//! letters, long capitals, marks, Latin letters in Cyrillic words, the Cyrillic of other languages)
//! leaves the loop for the careful code in `romanise`.

use super::letters::{APOSTROPHE, Class, Letter, facts, place_at};
use super::rules::{Case, Node, Piece, Rules};

/// How many letters the loop knows, U+0400–U+047F, and the apostrophe between letters.
const LETTERS: usize = 129;
/// The number of the apostrophe.
const APOSTROPHE_LETTER: usize = 128;
/// The size of the table of entries: a power of two, for which no bounds need checking.
const ENTRIES: usize = 4096;
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
    /// Whether that run has an apostrophe, so that looking back takes care.
    pub(super) apostrophe: bool,
}

/// What to write for a letter.
#[derive(Debug, Clone, Copy)]
#[repr(align(16))]
struct Entry {
    /// At most seven bytes, the first lowest, then how many they are, or [`Entry::NOT_LAST`] more. A
    /// number, so that it is read and written whole.
    text: u64,
    /// Next letters, by [`Near::bit`], before which the entry is wrong.
    wrong: u64,
}

impl Entry {
    /// Set where the entry is wrong for the last letter of a word.
    const NOT_LAST: u8 = 0x80;
    const NONE: Entry = Entry {
        text: (Entry::NOT_LAST as u64) << 56,
        wrong: u64::MAX,
    };

    #[inline]
    fn length(self) -> usize {
        (self.text >> 56) as usize & (ROOM - 1)
    }

    #[inline]
    fn may_be_last(self) -> bool {
        self.text >> 63 == 0
    }
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
    /// By letter, class of the letter behind it and class of the letter before it.
    entries: Box<[Entry; ENTRIES]>,
    near: Box<[Near; 256]>,
    /// By letter: where its groups stand, if it begins any.
    grouped: Box<[Option<u8>; LETTERS]>,
    /// What to write for two letters together, by the second of them.
    groups: Vec<[Entry; LETTERS]>,
}

/// How a run of letters came to its end.
enum End {
    /// All but this letter is written, and no letter stands behind it.
    Last(usize),
    /// All but these two letters is written: they do not stand together like any others.
    Pair(usize, usize),
    /// There is no room.
    Full,
}

/// The place of an entry.
#[inline]
fn entry_at(letter: usize, left: u8, right: u8) -> usize {
    letter << 4 & (ENTRIES - 1) | usize::from(right & 3) << 2 | usize::from(left & 3)
}

impl Quick {
    pub(super) fn empty() -> Self {
        Quick {
            entries: Box::new([Entry::NONE; ENTRIES]),
            near: Box::new([Near(0); 256]),
            grouped: Box::new([None; LETTERS]),
            groups: Vec::new(),
        }
    }

    /// Runs as long as nothing rare comes, the text does not end and there is [`ROOM`].
    #[inline(never)]
    pub(super) fn run(&self, bytes: &[u8], mut place: Place, out: &mut [u8]) -> Place {
        loop {
            if place.left == Class::Edge as u8 {
                place.began = (place.at, place.written);
                place.apostrophe = false;
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
            let last = match self.letters(bytes, letter, place, out) {
                End::Last(last) => last,
                End::Full => return false,
                End::Pair(first, second) => match self.group(bytes, (first, second), place, out) {
                    Some(Some(third)) => {
                        letter = third;
                        continue;
                    }
                    Some(None) => return true,
                    None => return false,
                },
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
            place.apostrophe = true;
            letter = next;
        }
    }

    /// Writes all but the last letter of a run, or all before two that go together.
    #[inline]
    fn letters(&self, bytes: &[u8], first: usize, place: &mut Place, out: &mut [u8]) -> End {
        let mut here = first;
        let mut near = self.near[here & 0xff];
        let (mut at, mut left) = (place.at, place.left);
        let mut rest = out.get_mut(place.written..).unwrap_or_default();
        let whole = rest.len();
        let mut end = None;
        for pair in bytes.get(at + 2..).unwrap_or_default().as_chunks::<2>().0 {
            let Some(next) = letter_of(*pair) else {
                break;
            };
            let next_near = self.near[next & 0xff];
            let entry = &self.entries[entry_at(here, left, next_near.class())];
            if entry.wrong & next_near.bit() != 0 {
                end = Some(End::Pair(here, next));
                break;
            }
            let Some(room) = rest.first_chunk_mut::<ROOM>() else {
                end = Some(End::Full);
                break;
            };
            *room = entry.text.to_le_bytes();
            let length = entry.length();
            rest = rest.get_mut(length..).unwrap_or_default();
            left = near.class();
            (here, near) = (next, next_near);
            at += 2;
        }
        place.written += whole - rest.len();
        (place.at, place.left) = (at, left);
        end.unwrap_or(End::Last(here))
    }

    /// Writes two letters as one, before a third one, which it gives, or the word's end. `None`
    /// where that needs care.
    #[inline(never)]
    fn group(
        &self,
        bytes: &[u8],
        (first, second): (usize, usize),
        place: &mut Place,
        out: &mut [u8],
    ) -> Option<Option<usize>> {
        let groups = self.groups.get(usize::from((*self.grouped.get(first)?)?))?;
        let entry = groups.get(second)?;
        let end = place.at + 4;
        let third = letter_at(bytes, end);
        let fits = match third {
            Some(third) => entry.wrong & self.near.get(third)?.bit() == 0,
            None => entry.may_be_last() && ends_word(bytes, end),
        };
        if !fits {
            return None;
        }
        *room(out, place.written)? = entry.text.to_le_bytes();
        place.written += entry.length();
        place.left = self.near.get(second)?.class();
        place.at = end;
        Some(third)
    }

    /// Writes one letter before another; false where that needs care.
    #[inline]
    fn one(&self, letter: usize, next: usize, place: &mut Place, out: &mut [u8]) -> bool {
        let near = self.near[next & 0xff];
        self.write(letter, near.class(), place, out, |entry| {
            entry.wrong & near.bit() == 0
        })
    }

    /// Writes the last letter of a word; false where that needs care.
    #[inline]
    fn last(&self, letter: usize, place: &mut Place, out: &mut [u8]) -> bool {
        self.write(letter, Class::Edge as u8, place, out, |entry| {
            entry.may_be_last()
        })
    }

    #[inline]
    fn write(
        &self,
        letter: usize,
        right: u8,
        place: &mut Place,
        out: &mut [u8],
        fits: impl Fn(&Entry) -> bool,
    ) -> bool {
        let entry = &self.entries[entry_at(letter, place.left, right)];
        match room(out, place.written) {
            Some(room) if fits(entry) => *room = entry.text.to_le_bytes(),
            _ => return false,
        }
        place.at += 2;
        place.written += entry.length();
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
        let letter = known(rules, number);
        self.near[number] = Near::new(number, facts().class[usize::from(letter.code())]);
        if !letter.is_plain() {
            return;
        }
        let Some(node) = rules
            .nodes
            .get(usize::from(rules.root[usize::from(letter.code())]))
        else {
            return;
        };
        for neighbours in 0..16 {
            if let Some(row) = rules
                .rows
                .get(usize::from(node.decide[neighbours_of(neighbours)]))
            {
                let long = letter.is_capital() && row.title != row.upper;
                let piece = row.piece(first_capital(letter));
                self.entries[number << 4 | neighbours] = entry(rules, node, piece, long);
            }
        }
        if !node.below.is_empty() && self.groups.len() < usize::from(u8::MAX) {
            self.grouped[number] = Some(self.groups.len() as u8);
            self.groups.push(groups(rules, node, letter));
        }
    }
}

/// The place in [`Node::decide`] of an entry's neighbours.
fn neighbours_of(entry: usize) -> usize {
    let (right, left) = (entry >> 2, entry & 3);
    left << 2 | right
}

fn first_capital(letter: Letter) -> Case {
    match letter.is_capital() {
        true => Case::Title,
        false => Case::Lower,
    }
}

/// What the fast loop may write for the letters of a node. A long piece of a capital depends on the
/// capitals around.
fn entry(rules: &Rules, node: &Node, piece: &Piece, long: bool) -> Entry {
    let Some(mut bytes) = piece.bytes.first_chunk::<ROOM>().copied() else {
        return Entry::NONE;
    };
    if usize::from(piece.length) >= ROOM {
        return Entry::NONE;
    }
    bytes[ROOM - 1] = piece.length | if long { Entry::NOT_LAST } else { 0 };
    let mut wrong = 0;
    for next in 0..LETTERS {
        let after = known(rules, next);
        let group = node.below.iter().any(|(code, _)| *code == after.code());
        // An apostrophe has no case: the letter behind it decides.
        let uncased = !after.is_present() || after.code() == APOSTROPHE;
        if group || long && (uncased || after.is_capital()) {
            wrong |= Near::new(next, Class::Edge).bit();
        }
    }
    Entry {
        text: u64::from_le_bytes(bytes),
        wrong,
    }
}

/// What the fast loop may write for a letter together with each small letter behind it.
fn groups(rules: &Rules, node: &Node, first: Letter) -> [Entry; LETTERS] {
    let mut entries = [Entry::NONE; LETTERS];
    for (second, group) in entries.iter_mut().enumerate() {
        let letter = known(rules, second);
        let below = node.below.iter().find(|(code, _)| *code == letter.code());
        let below = below.and_then(|(_, below)| rules.nodes.get(usize::from(*below)));
        let (Some(below), true, false) = (below, letter.is_plain(), letter.is_capital()) else {
            continue;
        };
        // The case of a letter with an apostrophe depends on the letters around.
        if letter.code() == APOSTROPHE {
            continue;
        }
        // Only where the letters around do not matter.
        let decision = below.decide[0];
        if below.decide.iter().any(|row| *row != decision) {
            continue;
        }
        if let Some(row) = rules.rows.get(usize::from(decision)) {
            *group = entry(rules, below, row.piece(first_capital(first)), false);
        }
    }
    entries
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
