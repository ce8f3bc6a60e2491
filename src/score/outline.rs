//! The outline of a name: what bounds on its scores are worked out from, in one piece.

use super::acronym::may_stand_for_part;
use super::bound::Neighbours;
use super::prepared::NameView;
use super::word::{Role, SHORT_FORM};

/// Names of more words than this have no outline,
pub(super) const WORDS: usize = 4;
/// nor have those of more units.
const UNITS: usize = 40;
/// So many units of a word are read at once.
const BLOCK: usize = 16;

/// The words of a name that is neither very long nor empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outline {
    words: [Shape; WORDS],
    units: [u8; UNITS + BLOCK],
    count: u8,
    /// Words that carry something of the name.
    pub telling: u8,
    /// Words that a hyphen joins with the one before, a bit each.
    pub hyphens: u8,
    /// Classes of the given name, hashed; none where it is in no table.
    pub given: u64,
    /// Those of which the name is a short or historic form.
    pub short_forms: u64,
}

/// What bounds need to know of a word beside its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub role: Role,
    pub initial: bool,
    pub number: bool,
    pub generic: bool,
    /// Whether it is the name of a place that other languages call otherwise.
    pub place: bool,
    /// Whether it carries something of the name.
    pub tells: bool,
    pub cyrillic: bool,
    /// Where the units end.
    pub end: u8,
    pub length: u8,
    pub longest_ending: u8,
    pub joints: u8,
    pub least_gap: i16,
    /// What leaving out the unit loses that is missed least, in steps.
    pub least_loss: i16,
    /// What the word weighs against itself.
    pub own: i16,
    pub declensions: u32,
    /// The fields above that the units do not decide, as one number.
    pub tag: u32,
}

const NO_WORD: Shape = Shape {
    role: Role::Surname,
    initial: false,
    number: false,
    generic: false,
    place: false,
    tells: false,
    cyrillic: false,
    end: 0,
    length: 0,
    longest_ending: 0,
    joints: 0,
    least_gap: 0,
    least_loss: 0,
    own: 0,
    declensions: 0,
    tag: 0,
};

impl Outline {
    const NONE: Outline = Outline {
        words: [NO_WORD; WORDS],
        units: [0; UNITS + BLOCK],
        count: 0,
        telling: 0,
        hyphens: 0,
        given: 0,
        short_forms: 0,
    };

    /// The outline of a name; there are no words of one that has no outline.
    pub(super) fn of(name: NameView<'_>) -> Self {
        let mut outline = Outline::NONE;
        if name.len() <= WORDS && outline.enter(name).is_some() {
            outline.count = name.len() as u8;
        }
        outline
    }

    fn enter(&mut self, name: NameView<'_>) -> Option<()> {
        let outline = self;
        let mut end = 0;
        for (at, member) in name.members.iter().enumerate() {
            outline.hyphens |= u8::from(member.hyphen) << at;
        }
        for ((at, word), shape) in name.words().enumerate().zip(&mut outline.words) {
            // Syllables of Korean names and acronyms fit whatever their spelling.
            if !word.syllables().is_empty() || may_stand_for_part(name, at) {
                return None;
            }
            let (entry, units) = (word.entry, word.spelled().units);
            let start = end;
            end += units.len();
            let own = i16::try_from(entry.own).ok()?;
            let place = outline.units[..UNITS].get_mut(start..end)?;
            place.copy_from_slice(units);
            *shape = Shape {
                role: word.role,
                initial: word.initial,
                number: entry.number,
                generic: word.generic().is_some(),
                place: word.place().is_some(),
                tells: word.tells(),
                cyrillic: entry.cyrillic,
                end: end as u8,
                length: units.len() as u8,
                longest_ending: entry.longest_ending,
                joints: entry.joints,
                least_gap: entry.least_gap.min(0),
                least_loss: entry.least_loss,
                own,
                declensions: entry.declensions,
                tag: 0,
            };
            shape.tag = shape.tag();
            outline.telling += u8::from(word.tells());
            if word.role == Role::Given && !word.initial {
                if outline.given != 0 {
                    return None;
                }
                for class in word.given() {
                    let bit = 1 << ((class & !SHORT_FORM) & 63);
                    outline.given |= bit;
                    if class & SHORT_FORM != 0 {
                        outline.short_forms |= bit;
                    }
                }
            }
        }
        Some(())
    }

    /// The words; none where the name has no outline.
    #[inline]
    pub(super) fn words(&self) -> &[Shape] {
        self.words
            .get(..usize::from(self.count))
            .unwrap_or_default()
    }

    /// How a word and the one before it are written.
    #[inline]
    pub(super) fn neighbours(&self, second: usize) -> Neighbours {
        Neighbours::new(self.hyphens >> second & 1 != 0)
    }

    /// The units of a word of the outline.
    #[inline]
    pub(super) fn units(&self, word: &Shape) -> &[u8] {
        let end = usize::from(word.end);
        let start = end.saturating_sub(usize::from(word.length));
        self.units.get(start..end).unwrap_or_default()
    }

    /// All units of a word as one number; `None` of words of more than sixteen.
    #[inline]
    pub(super) fn packed_units(&self, word: &Shape) -> Option<u128> {
        let (end, length) = (u32::from(word.end), u32::from(word.length));
        let start = end.checked_sub(length)? as usize;
        let units: [u8; BLOCK] = *self.units.get(start..)?.first_chunk()?;
        let unused = (BLOCK as u32).checked_sub(length)?;
        // A word has units, so that fewer than sixteen are cut off.
        Some(u128::from_le_bytes(units) << (unused.min(15) * 8))
    }

    /// The classes of a given name, and those of which it is a short form; of other words none.
    #[inline]
    pub(super) fn given_of(&self, word: &Shape) -> (u64, u64) {
        match word.role {
            Role::Given if !word.initial => (self.given, self.short_forms),
            _ => (0, 0),
        }
    }
}

impl Shape {
    fn tag(&self) -> u32 {
        let flags = [
            self.initial,
            self.number,
            self.generic,
            self.place,
            self.cyrillic,
        ];
        let flags = flags
            .iter()
            .fold(self.role as u32, |tag, &flag| tag << 1 | u32::from(flag));
        flags << 16 | u32::from(self.longest_ending) << 8 | u32::from(self.length)
    }
}
