//! Words as bytes: the form in which an index file keeps them.

use crate::name::{Concept, Genders};
use crate::sound::{Costs, MAXIMUM_UNITS};

use super::{Entry, StemCut, Word, WordStore, all_declensions, longest_ending};

impl Word<'_> {
    /// Appends the word's stored form.
    pub(crate) fn store(&self, out: &mut Vec<u8>) {
        let entry = self.entry;
        let (concept, weight) = entry.concept.unwrap_or((u16::MAX, u8::MAX));
        let patronymic = entry.patronymic;
        let named = self.named_beside();
        let flags = [entry.number, patronymic.is_some(), named.is_some()];
        let flags = flags
            .iter()
            .rev()
            .fold(0, |all, &flag| all << 1 | u8::from(flag));
        out.extend_from_slice(&(self.letters().len() as u16).to_le_bytes());
        out.extend_from_slice(&[
            self.spelled().units.len() as u8,
            self.cuts().len() as u8,
            self.given().len() as u8,
            flags,
            entry.first_letter,
            entry.father_units,
            entry.genders.bits(),
            weight,
        ]);
        out.extend_from_slice(&concept.to_le_bytes());
        // Words of places are no patronymics.
        out.extend_from_slice(&patronymic.or(named).unwrap_or(0).to_le_bytes());
        out.extend_from_slice(self.spelled().units);
        for cut in self.cuts() {
            out.push(cut.stem);
            out.extend_from_slice(&cut.nominative.to_le_bytes());
            out.extend_from_slice(&cut.oblique.to_le_bytes());
        }
        for class in self.given() {
            out.extend_from_slice(&class.to_le_bytes());
        }
        out.extend_from_slice(self.letters().as_bytes());
    }
}

/// Takes bytes from the front; `None` where there are too few.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn short(&mut self) -> Option<u16> {
        let bytes = self.take(2)?;
        Some(u16::from_le_bytes([bytes[0], bytes[1]]))
    }
}

/// What stands before the units of a word.
struct Head {
    letters: usize,
    units: usize,
    cuts: usize,
    given: usize,
    flags: u8,
    first_letter: u8,
    father_units: u8,
    genders: u8,
    weight: u8,
    concept: u16,
    patronymic: u16,
}

impl Head {
    #[inline]
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        Some(Head {
            letters: usize::from(reader.short()?),
            units: usize::from(reader.byte()?),
            cuts: usize::from(reader.byte()?),
            given: usize::from(reader.byte()?),
            flags: reader.byte()?,
            first_letter: reader.byte()?,
            father_units: reader.byte()?,
            genders: reader.byte()?,
            weight: reader.byte()?,
            concept: reader.short()?,
            patronymic: reader.short()?,
        })
    }

    fn is_number(&self) -> bool {
        self.flags & 1 != 0
    }

    fn patronymic(&self) -> Option<u16> {
        (self.flags & 2 != 0).then_some(self.patronymic)
    }

    /// The place that the word names, with others or alone.
    fn named(&self) -> Option<u16> {
        match self.concept() {
            Some((place, Concept::PROPER)) => Some(place),
            _ => (self.flags & 4 != 0).then_some(self.patronymic),
        }
    }

    /// The number of the word's meaning, and how much it weighs.
    fn concept(&self) -> Option<(u16, u8)> {
        (self.weight != u8::MAX).then_some((self.concept, self.weight))
    }
}

/// The bytes of a cut: where the stem ends, and the declensions.
const CUT: usize = 9;

#[inline]
fn cut_of(&[stem, declensions @ ..]: &[u8; CUT]) -> StemCut {
    let both = u64::from_le_bytes(declensions);
    StemCut {
        stem,
        nominative: both as u32,
        oblique: (both >> 32) as u32,
    }
}

/// Whether these can be the units of a word.
fn are_units(units: &[u8]) -> bool {
    let known = Costs::embedded().inventory().len();
    let lengths = 1..=MAXIMUM_UNITS;
    lengths.contains(&units.len()) && units.iter().all(|&unit| usize::from(unit) < known)
}

/// The bytes of a [`Head`].
const FIXED: usize = 14;

/// The units of a word in its stored form; whatever the bytes are, they may be no units at all.
pub(crate) fn stored_units(bytes: &[u8]) -> &[u8] {
    let length = bytes.get(2).copied().map_or(0, usize::from);
    bytes.get(FIXED..FIXED + length).unwrap_or_default()
}

/// A word in its stored form, as far as its spelling goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored<'a> {
    pub units: &'a [u8],
    cuts: &'a [[u8; CUT]],
    pub number: bool,
    /// The number of its meaning.
    pub concept: Option<u16>,
}

impl<'a> Stored<'a> {
    /// `None` where the bytes are no word.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let head = Head::read(&mut reader)?;
        let units = reader.take(head.units)?;
        let (cuts, _) = reader.take(head.cuts * CUT)?.as_chunks::<CUT>();
        let within = |cut: &[u8; CUT]| usize::from(cut[0]) <= units.len();
        (are_units(units) && cuts.iter().all(within)).then_some(Stored {
            units,
            cuts,
            number: head.is_number(),
            concept: head.concept().map(|(number, _)| number),
        })
    }

    /// The ways to cut an ending off.
    #[inline]
    pub(crate) fn cuts(&self) -> impl Iterator<Item = StemCut> + Clone + use<'a> {
        self.cuts.iter().map(cut_of)
    }
}

impl WordStore {
    /// Adds a word from its stored form; `None` where the bytes are no word.
    pub(crate) fn load(&mut self, bytes: &[u8]) -> Option<u32> {
        let mut reader = Reader(bytes);
        let head = Head::read(&mut reader)?;
        let units = reader.take(head.units)?;
        if !are_units(units)
            || usize::from(head.first_letter) >= Costs::embedded().inventory().len()
        {
            return None;
        }
        let start = (
            self.letters.len(),
            self.units.len(),
            self.cuts.len(),
            self.given.len(),
        );
        let mut read = || {
            let (cuts, _) = reader.take(head.cuts * CUT)?.as_chunks::<CUT>();
            for cut in cuts.iter().map(cut_of) {
                if usize::from(cut.stem) > units.len() {
                    return None;
                }
                self.cuts.push(cut);
            }
            for _ in 0..head.given {
                self.given.push(reader.short()?);
            }
            std::str::from_utf8(reader.take(head.letters)?).ok()
        };
        let Some(letters) = read() else {
            self.cuts.truncate(start.2);
            self.given.truncate(start.3);
            return None;
        };
        // In UTF-8 letters from U+0400 on begin with this byte or a higher one, and no other byte is as high.
        let cyrillic = letters.bytes().any(|byte| byte >= 0xd0);
        self.letters.push_str(letters);
        let weighed = self.add_units(units);
        let own_cuts = self.cuts.get(start.2..).unwrap_or_default();
        let range = |start: usize, end: usize| (start as u32, end as u32);
        self.entries.push(Entry {
            letters: range(start.0, self.letters.len()),
            units: range(start.1, self.units.len()),
            cuts: range(start.2, self.cuts.len()),
            given: range(start.3, self.given.len()),
            own: weighed.own,
            patronymic: head.patronymic(),
            father_units: head.father_units,
            // The roles of stored names are settled.
            given_listed: false,
            first_letter: head.first_letter,
            genders: Genders::from_bits(head.genders),
            concept: head.concept(),
            named: head.named(),
            number: head.is_number(),
            cyrillic,
            declensions: all_declensions(own_cuts),
            longest_ending: longest_ending(own_cuts, units.len() as u8),
            joints: weighed.joints,
            least_gap: weighed.least_gap,
            least_loss: weighed.least_loss,
        });
        Some((self.entries.len() - 1) as u32)
    }
}
