//! The words of prepared names, kept in flat arrays.

mod stored;

pub(super) use stored::Stored;
pub(crate) use stored::stored_units;

use crate::name::{Concept, Form, Genders, Lexicon, Part};
use crate::sound::{Costs, Inventory, Spelled};

/// What a word does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Role {
    /// A given name.
    Given,
    /// A patronymic.
    Patronymic,
    /// A surname, or any word that is nothing else.
    Surname,
    /// A generic word: legal form, `раён`, `Institute`; it has a translation.
    Generic,
}

/// A way to cut a word's ending off, in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct StemCut {
    pub stem: u8,
    pub nominative: u32,
    pub oblique: u32,
}

impl StemCut {
    pub(crate) fn declensions(&self) -> u32 {
        self.nominative | self.oblique
    }
}

/// Marks a class of given names that the word is a short or historic form of.
pub(crate) const SHORT_FORM: u16 = 1 << 15;
/// Marks a syllable of a Korean name, which stands where other words have classes of given names.
pub(crate) const SYLLABLE: u16 = 1 << 14;
/// Stands for a father whose given name is in no table.
pub(crate) const UNKNOWN_FATHER: u16 = u16::MAX;

/// A word as comparisons see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<'a> {
    pub store: &'a WordStore,
    pub entry: &'a Entry,
    pub role: Role,
    pub initial: bool,
}

/// What is known of a word beside its arrays.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    letters: (u32, u32),
    units: (u32, u32),
    cuts: (u32, u32),
    given: (u32, u32),
    /// What the word weighs against itself, in steps.
    pub own: i32,
    /// The class of the father's name; [`UNKNOWN_FATHER`] where it is in no table.
    pub patronymic: Option<u16>,
    /// Units of the father's name, without the suffix.
    pub father_units: u8,
    /// Whether it is a listed given name, and does not only sound like one.
    pub given_listed: bool,
    /// The unit of the first letter alone (of дж: д).
    pub first_letter: u8,
    pub genders: Genders,
    /// Meaning and weight of a generic word, or of the name of a place that other languages call otherwise.
    pub concept: Option<(u16, u8)>,
    /// The place that the word names, with others or alone; a generic word may do so too: the Ocean of Pacific Ocean.
    pub named: Option<u16>,
    pub number: bool,
    /// Whether the word is written in Cyrillic letters.
    pub cyrillic: bool,
    /// All declensions of its endings, and the units of the longest.
    pub declensions: u32,
    pub longest_ending: u8,
    /// The most units that can be taken two for one.
    pub joints: u8,
    /// What leaving out the unit weighs that is missed least, in steps.
    pub least_gap: i16,
    /// What leaving out the unit loses that is missed least, in steps.
    pub least_loss: i16,
}

impl Entry {
    /// How many units the word has.
    #[inline]
    pub(crate) fn length(&self) -> u32 {
        self.units.1 - self.units.0
    }
}

/// Words with their units, cuts and readings.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordStore {
    letters: String,
    units: Vec<u8>,
    pairs: Vec<u16>,
    cuts: Vec<StemCut>,
    given: Vec<u16>,
    entries: Vec<Entry>,
}

/// Working memory of reading words.
#[derive(Debug, Clone, Default)]
pub(super) struct Buffer {
    characters: Vec<char>,
    units: Vec<u8>,
    ends: Vec<u8>,
}

impl Buffer {
    /// Takes the letters of a word in.
    pub(super) fn take(&mut self, letters: &str) -> &[char] {
        self.characters.clear();
        self.characters.reserve(letters.len());
        self.characters.extend(letters.chars());
        &self.characters
    }
}

impl WordStore {
    #[inline]
    pub(crate) fn word(&self, at: u32) -> Word<'_> {
        Word {
            store: self,
            entry: &self.entries[at as usize],
            role: Role::Surname,
            initial: false,
        }
    }

    /// Reads some of a word, so that a later look at it need not wait for memory.
    #[inline]
    pub(crate) fn touch(&self, at: u32) -> u32 {
        let entry = &self.entries[at as usize];
        let unit = self.units.get(entry.units.0 as usize);
        entry.own as u32 ^ unit.copied().map_or(0, u32::from)
    }

    /// Forgets all words, keeping the memory.
    pub(crate) fn clear(&mut self) {
        self.letters.clear();
        self.units.clear();
        self.pairs.clear();
        self.cuts.clear();
        self.given.clear();
        self.entries.clear();
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds a word of another store.
    pub(crate) fn copy(&mut self, word: &Word<'_>) -> u32 {
        let place = |length: usize| length as u32;
        let start = [
            place(self.letters.len()),
            place(self.units.len()),
            place(self.cuts.len()),
            place(self.given.len()),
        ];
        self.letters.push_str(word.letters());
        self.units.extend_from_slice(word.spelled().units);
        self.pairs.extend_from_slice(word.spelled().pairs);
        self.cuts.extend_from_slice(word.cuts());
        self.given.extend_from_slice(word.given());
        self.entries.push(Entry {
            letters: (start[0], place(self.letters.len())),
            units: (start[1], place(self.units.len())),
            cuts: (start[2], place(self.cuts.len())),
            given: (start[3], place(self.given.len())),
            ..*word.entry
        });
        place(self.entries.len() - 1)
    }

    /// Says what the word added last means, and whether it is a number.
    pub(crate) fn set_meaning(&mut self, concept: Option<(u16, u8)>, number: bool) {
        if let Some(entry) = self.entries.last_mut() {
            entry.concept = concept;
            entry.named = None;
            entry.number = number;
        }
    }

    /// Says which syllables a word can be, and takes it for no other name.
    pub(super) fn set_syllables(&mut self, word: u32, sounds: &[u16]) {
        let start = self.given.len() as u32;
        self.given
            .extend(sounds.iter().map(|sound| sound | SYLLABLE));
        if let Some(entry) = self.entries.get_mut(word as usize) {
            entry.given = (start, self.given.len() as u32);
            entry.patronymic = None;
            entry.genders = Genders::ANY;
        }
    }

    /// Says which place the word added last names.
    pub(crate) fn set_named(&mut self, place: Option<u16>) {
        if let Some(entry) = self.entries.last_mut() {
            entry.named = place;
        }
    }

    /// Adds a word whose letters are in the buffer; `None` where it has no unit at all.
    pub(super) fn push(&mut self, letters: &str, part: &Part, buffer: &mut Buffer) -> Option<u32> {
        let inventory = Inventory::embedded();
        inventory.read_letters(&buffer.characters, &mut buffer.units, &mut buffer.ends);
        // A first unit of several letters: of дж, the unit of д.
        let first_letter = match buffer.ends.first() {
            None | Some(1) => None,
            Some(_) => buffer
                .characters
                .first()
                .and_then(|&first| inventory.first_unit(first)),
        };
        let first_unit = *buffer.units.first()?;
        self.push_read(letters, part, buffer, first_letter.unwrap_or(first_unit));
        Some((self.entries.len() - 1) as u32)
    }

    fn push_read(&mut self, letters: &str, part: &Part, read: &Buffer, first_letter: u8) {
        let place = |length: usize| length as u32;
        let start = [
            place(self.letters.len()),
            place(self.units.len()),
            place(self.cuts.len()),
            place(self.given.len()),
        ];
        self.letters.push_str(letters);
        let weighed = self.add_units(&read.units);
        self.cuts.extend(part.cuts.iter().filter_map(|cut| {
            let stem = read.ends.iter().position(|&end| end == cut.stem)? + 1;
            Some(StemCut {
                stem: stem as u8,
                nominative: cut.nominative,
                oblique: cut.oblique,
            })
        }));
        self.given.extend(part.given.iter().map(|reading| {
            let full = reading.form == Form::Full;
            reading.class | if full { 0 } else { SHORT_FORM }
        }));
        let patronymic = part.patronymic.as_ref();
        let own_cuts = &self.cuts[start[2] as usize..];
        let length = read.units.len() as u8;
        self.entries.push(Entry {
            letters: (start[0], place(self.letters.len())),
            units: (start[1], place(self.units.len())),
            cuts: (start[2], place(self.cuts.len())),
            given: (start[3], place(self.given.len())),
            own: weighed.own,
            patronymic: patronymic.map(|found| found.class.unwrap_or(UNKNOWN_FATHER)),
            father_units: patronymic.map_or(0, |found| {
                let stem = read.ends.iter().take_while(|&&end| end <= found.stem);
                stem.count() as u8
            }),
            given_listed: part.given.iter().any(|reading| reading.listed),
            first_letter,
            genders: part.genders,
            concept: None,
            named: None,
            number: false,
            declensions: all_declensions(own_cuts),
            longest_ending: longest_ending(own_cuts, length),
            joints: weighed.joints,
            least_gap: weighed.least_gap,
            least_loss: weighed.least_loss,
            cyrillic: read.characters.iter().any(|&letter| letter >= '\u{400}'),
        });
    }

    /// Adds a word's units and their pairs, and weighs them.
    fn add_units(&mut self, units: &[u8]) -> Weighed {
        let costs = Costs::embedded();
        self.units.extend_from_slice(units);
        let (mut before, mut joints, mut sum) = (None, 0, 0);
        let (mut least_gap, mut least_loss) = (i32::MIN, i32::MAX);
        self.pairs.extend(units.iter().map(|&unit| {
            let pair = before.map_or(0, |first| costs.pair(first, unit));
            before = Some(unit);
            joints += u8::from(pair != 0);
            let (own, gap) = (costs.own(unit), costs.gap(unit));
            sum += own;
            least_gap = least_gap.max(gap);
            least_loss = least_loss.min(own / 2 - gap);
            pair
        }));
        Weighed {
            own: sum,
            joints,
            least_gap: i16::try_from(least_gap).unwrap_or(0),
            least_loss: i16::try_from(least_loss).unwrap_or(0),
        }
    }
}

/// What the units of a word weigh; see [`Entry`].
struct Weighed {
    own: i32,
    joints: u8,
    least_gap: i16,
    least_loss: i16,
}

/// All declensions of a word's endings.
fn all_declensions(cuts: &[StemCut]) -> u32 {
    cuts.iter().fold(0, |all, cut| all | cut.declensions())
}

/// The units of the longest ending of a word of `length` units.
fn longest_ending(cuts: &[StemCut], length: u8) -> u8 {
    let endings = cuts.iter().map(|cut| length.saturating_sub(cut.stem));
    endings.max().unwrap_or(0)
}

/// What a sequence of units weighs against itself, in steps.
pub(crate) fn own_weight(units: &[u8]) -> i32 {
    let costs = Costs::embedded();
    units.iter().map(|&unit| costs.own(unit)).sum()
}

impl<'a> Word<'a> {
    /// Whether the word carries something of its name.
    pub(crate) fn tells(&self) -> bool {
        self.entry.concept.is_none_or(|(_, weight)| weight > 0)
    }

    /// Whether it only says, in a place's name, what sort of settlement is meant.
    pub(crate) fn is_sort_of_place(&self) -> bool {
        self.meaning()
            .is_some_and(|own| own.weight == 0 && Lexicon::places().is_settlement(own))
    }

    /// Meaning and weight of a generic word; none of a name.
    pub(crate) fn generic(&self) -> Option<(u16, u8)> {
        let generic = |&(_, weight): &(u16, u8)| weight != Concept::PROPER;
        self.entry.concept.filter(generic)
    }

    /// The place that the word names, with others or alone.
    pub(crate) fn place(&self) -> Option<u16> {
        self.entry.named
    }

    /// Whether a table says that two words are one name, of a place or by its sound, and they are nothing else.
    pub(crate) fn is_one_name(&self, other: &Word<'_>) -> bool {
        let names = self.generic().is_none() && other.generic().is_none();
        names && self.place().is_some() && self.place() == other.place()
    }

    /// The same of a word that means something else too.
    pub(crate) fn named_beside(&self) -> Option<u16> {
        self.place().filter(|_| self.generic().is_some())
    }

    /// What the word means, as a generic one or as a name.
    pub(crate) fn meaning(&self) -> Option<Concept> {
        let meaning = self.entry.concept;
        meaning.map(|(number, weight)| Concept { number, weight })
    }

    /// The folded letters.
    #[inline]
    pub(crate) fn letters(&self) -> &'a str {
        let (start, end) = self.entry.letters;
        &self.store.letters[start as usize..end as usize]
    }

    /// The units.
    #[inline]
    pub(crate) fn spelled(&self) -> Spelled<'a> {
        let (start, end) = self.entry.units;
        Spelled {
            units: &self.store.units[start as usize..end as usize],
            pairs: &self.store.pairs[start as usize..end as usize],
        }
    }

    /// The ways to cut an ending off.
    #[inline]
    pub(crate) fn cuts(&self) -> &'a [StemCut] {
        let (start, end) = self.entry.cuts;
        &self.store.cuts[start as usize..end as usize]
    }

    /// Classes of given names it can be a form of; see [`SHORT_FORM`].
    #[inline]
    pub(crate) fn given(&self) -> &'a [u16] {
        let (start, end) = self.entry.given;
        &self.store.given[start as usize..end as usize]
    }

    /// The syllables of a Korean name that it can be.
    pub(super) fn syllables(&self) -> &'a [u16] {
        match self.given() {
            syllables @ [first, ..] if first & (SYLLABLE | SHORT_FORM) == SYLLABLE => syllables,
            _ => &[],
        }
    }

    /// Whether two words of Korean names can be one syllable, at one place in them.
    pub(crate) fn shares_syllable(&self, other: &Word<'_>) -> bool {
        let (own, others) = (self.syllables(), other.syllables());
        own.iter().any(|syllable| others.contains(syllable))
    }

    /// The father's name in a patronymic, without the suffix.
    pub(crate) fn father(&self) -> Spelled<'a> {
        let spelled = self.spelled();
        let length = usize::from(self.entry.father_units).min(spelled.units.len());
        Spelled {
            units: &spelled.units[..length],
            pairs: &spelled.pairs[..length],
        }
    }

    /// Whether the father's given name is known.
    pub(crate) fn known_father(&self) -> bool {
        self.entry
            .patronymic
            .is_some_and(|class| class != UNKNOWN_FATHER)
    }
}
