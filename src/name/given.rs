//! Given names: which forms in which languages are one name.

mod by_sound;

use std::cell::RefCell;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::error::Result;
use crate::sound::{Costs, Grid, Inventory, Skeleton, Skeletons, Spelled, extend_with_pairs};
use crate::table::Table;
use crate::text::Tokenizer;

use super::declension::{Cut, Declensions};
use super::lists::Lists;
use super::part::Genders;
use by_sound::ends_in_a;

/// What kind of form of a given name a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// The full form: Аляксандр, Александр, Alexander.
    Full,
    /// A short or fond form: Саша, Алесь. Weaker evidence.
    Diminutive,
    /// A historic or dialect form: Лёкса.
    Historic,
}

/// A given name that a word can be a form of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenReading {
    /// The number of the name; all its forms in all languages share it.
    pub class: u16,
    /// What kind of form the word is.
    pub form: Form,
    /// Gender and case that the word has as a form of this name.
    pub genders: Genders,
    /// Whether the form is listed, as it stands or in another case; otherwise it only sounds like a listed one.
    pub listed: bool,
}

/// The given names of `data/name/given_names.tsv`.
#[derive(Debug)]
pub struct GivenNames {
    classes: Vec<&'static str>,
    /// A form stands here once for each name it is a form of.
    forms: Vec<FormEntry>,
    letters: Vec<char>,
    units: Vec<u8>,
    /// The pairs that units are the second ones of.
    pairs: Vec<u16>,
    /// The first three letters of all forms: words that begin otherwise are case forms of none.
    beginnings: FxHashSet<[char; 3]>,
    /// The numbers of forms by the hash of their letters.
    by_letters: Lists,
    /// The numbers of forms by what they sound like.
    by_sound: Lists,
    /// The numbers of forms by class.
    of_class: Lists,
    /// By class: the units that its full forms begin with.
    initials: Vec<Vec<u8>>,
}

/// A form of one name.
#[derive(Debug, Clone, Copy)]
struct FormEntry {
    letters: (u32, u32),
    units: (u32, u32),
    /// What the units weigh against themselves, in steps.
    own: i32,
    reading: GivenReading,
}

/// Working memory of a search by sound, and of entering forms.
#[derive(Debug, Default)]
struct Memory {
    /// The letters of a form that is entered.
    letters: Vec<char>,
    units: Vec<u8>,
    ends: Vec<u8>,
    skeletons: Vec<Skeleton>,
    grid: Grid,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Forms of fewer letters sound like too many others.
const SHORTEST_BY_SOUND: usize = 4;

impl GivenNames {
    /// The names that ship with the crate.
    #[expect(clippy::expect_used, reason = "the embedded table is parsed in a test")]
    pub fn embedded() -> &'static Self {
        static NAMES: LazyLock<GivenNames> = LazyLock::new(|| {
            GivenNames::parse(include_str!("../../data/name/given_names.tsv"))
                .expect("the embedded given names are sound")
        });
        &NAMES
    }

    fn parse(text: &'static str) -> Result<Self> {
        let columns = ["class", "form", "type", "gender", "language"];
        let table = Table::parse("given_names.tsv", text, &columns)?;
        let rows = table.rows().len();
        let mut names = GivenNames {
            classes: Vec::new(),
            forms: Vec::with_capacity(rows),
            letters: Vec::with_capacity(rows * 8),
            units: Vec::with_capacity(rows * 8),
            pairs: Vec::with_capacity(rows * 8),
            beginnings: FxHashSet::default(),
            by_letters: Lists::with_capacity(rows, rows),
            by_sound: Lists::with_capacity(rows, rows * 2),
            of_class: Lists::with_capacity(rows / 4, rows),
            initials: Vec::new(),
        };
        let mut memory = Memory::default();
        let mut numbers: FxHashMap<&str, u16> = FxHashMap::default();
        for row in table.rows() {
            numbers.entry(row.get(0)).or_insert_with(|| {
                names.classes.push(row.get(0));
                names.initials.push(Vec::new());
                names.classes.len() as u16 - 1
            });
        }
        // Of what is a form in several languages the first counts, a full one before others: Анна, in Belarusian
        // historic.
        let (full, others): (Vec<_>, Vec<_>) =
            table.rows().iter().partition(|row| row.get(2) == "full");
        for row in full.into_iter().chain(others) {
            let class = numbers[row.get(0)];
            let form = match row.get(2) {
                "full" => Form::Full,
                "diminutive" => Form::Diminutive,
                "historic" => Form::Historic,
                _ => return Err(table.error(row, 2, "unknown type of form")),
            };
            let genders = match row.get(3) {
                "m" | "f" if is_indeclinable(row.get(1), row.get(3)) => {
                    let nominative = Genders::parse(row.get(3), true);
                    nominative.or(nominative.in_oblique_case())
                }
                "m" | "f" => Genders::parse(row.get(3), true),
                _ => return Err(table.error(row, 3, "the gender is neither m nor f")),
            };
            let reading = GivenReading {
                class,
                form,
                genders,
                listed: true,
            };
            let first = names.enter(row.get(1), reading, &mut memory);
            if let Some(first) = first
                && form == Form::Full
                && row.get(4) != "uk"
            {
                names.initials[usize::from(class)].push(first);
            }
        }
        Ok(names)
    }

    /// The listed forms of a name, folded.
    pub(crate) fn forms_of(&self, class: u16) -> impl Iterator<Item = String> + '_ {
        let forms = self.of_class.get(class.into());
        forms.map(|number| self.letters(number).iter().collect())
    }

    /// Enters a form; returns its first unit.
    fn enter(&mut self, form: &str, reading: GivenReading, memory: &mut Memory) -> Option<u8> {
        let mut tokenizer = Tokenizer::with_memory(form, std::mem::take(&mut memory.letters));
        tokenizer.advance()?;
        let letters = tokenizer.letters();
        let Memory {
            units,
            ends,
            skeletons,
            ..
        } = memory;
        Inventory::embedded().read_letters(letters, units, ends);
        let first = units.first().copied();
        let hash = hash(letters);
        let is_same = |own: &FormEntry| own.reading.class == reading.class;
        if !self.with_letters(letters, hash).any(is_same) {
            let number = self.forms.len() as u32;
            self.beginnings.extend(beginning(letters));
            self.by_letters.push(hash, number);
            self.of_class.push(reading.class.into(), number);
            Skeletons::embedded().read_raw(units, skeletons);
            for skeleton in skeletons.iter() {
                self.by_sound.push(skeleton.0, number);
            }
            let costs = Costs::embedded();
            self.forms.push(FormEntry {
                letters: appended(&mut self.letters, letters),
                units: appended(&mut self.units, units),
                own: units.iter().map(|&unit| costs.own(unit)).sum(),
                reading,
            });
            extend_with_pairs(costs, units, &mut self.pairs);
        }
        memory.letters = tokenizer.into_memory();
        first
    }

    /// The forms with these letters and their hash.
    fn with_letters(&self, letters: &[char], hash: u64) -> impl Iterator<Item = &FormEntry> {
        let numbers = self.by_letters.get(hash);
        let same = numbers.filter(move |&number| self.letters(number) == letters);
        same.map(|number| &self.forms[number as usize])
    }

    /// What a word is as a listed form.
    fn listed(&self, letters: &[char]) -> impl Iterator<Item = GivenReading> {
        let forms = self.with_letters(letters, hash(letters));
        forms.map(|form| form.reading)
    }

    fn letters(&self, number: u32) -> &[char] {
        &self.letters[range(self.forms[number as usize].letters)]
    }

    fn spelled(&self, number: u32) -> Spelled<'_> {
        let units = range(self.forms[number as usize].units);
        Spelled {
            units: &self.units[units.clone()],
            pairs: &self.pairs[units],
        }
    }

    /// The name of a class, as the table has it.
    pub fn class(&self, number: u16) -> &'static str {
        self.classes.get(usize::from(number)).copied().unwrap_or("")
    }

    /// The units that the full forms of a name begin with in Belarusian, Russian and English.
    pub(crate) fn initials(&self, class: u16) -> &[u8] {
        let initials = self.initials.get(usize::from(class));
        initials.map_or(&[], Vec::as_slice)
    }

    /// The units of each form of a name.
    pub(crate) fn spellings(&self, class: u16) -> impl Iterator<Item = &[u8]> {
        let forms = self.of_class.get(class.into());
        forms.map(|number| self.spelled(number).units)
    }

    /// The number of a class.
    pub fn number(&self, class: &str) -> Option<u16> {
        let at = self.classes.iter().position(|own| *own == class)?;
        u16::try_from(at).ok()
    }

    /// The given names that a folded word can be, in any case form and spelling; none where it is none.
    ///
    /// Listed forms are found as they stand, then case forms of listed ones, then spellings that sound
    /// like a listed form.
    ///
    /// ```
    /// use imya::name::{Declensions, GivenNames};
    /// let names = GivenNames::embedded();
    /// let class = |word| names.lookup(word).first().map(|reading| names.class(reading.class));
    /// assert_eq!(class("мікола"), class("николаю"));
    /// assert_eq!(class("mikalaj"), class("nikolay"));
    /// assert_eq!(class("статкевіч"), None);
    /// assert_eq!((class("мартина"), class("мартинский")), (Some("martsin"), None)); // a case form, an adjective
    /// ```
    pub fn lookup(&self, word: &str) -> Vec<GivenReading> {
        let letters: Vec<char> = word.chars().collect();
        let mut cuts = Vec::new();
        Declensions::embedded().cut_but_adjectives(&letters, &mut cuts);
        let cyrillic = letters.iter().any(|&letter| letter >= '\u{400}');
        self.find(&letters, &cuts, cyrillic)
    }

    /// Whether some form may begin with these letters.
    pub(crate) fn may_begin(&self, letters: &[char]) -> bool {
        beginning(letters).is_none_or(|first| self.beginnings.contains(&first))
    }

    /// The reading of a listed form, as it stands.
    pub(crate) fn exact(&self, letters: &[char]) -> Option<GivenReading> {
        self.listed(letters).next()
    }

    /// The likeliest reading of a form that is none of those listed but sounds like one.
    pub(crate) fn sounding_like(&self, letters: &[char]) -> Option<GivenReading> {
        let mut found = Vec::new();
        MEMORY.with_borrow_mut(|memory| self.find_by_sound(letters, true, &mut found, memory));
        found.first().copied()
    }

    pub(crate) fn find(&self, letters: &[char], cuts: &[Cut], cyrillic: bool) -> Vec<GivenReading> {
        let mut found: Vec<_> = self.listed(letters).collect();
        self.find_inflected(letters, cuts, cyrillic, &mut found);
        if found.is_empty() && letters.len() >= SHORTEST_BY_SOUND {
            MEMORY.with_borrow_mut(|memory| {
                let inflected = cyrillic || cuts.iter().any(|cut| cut.oblique != 0);
                self.find_by_sound(letters, inflected, &mut found, memory);
                if !cyrillic && (found.is_empty() || ends_in_a(letters)) {
                    self.find_inflected_by_sound(letters, cuts, &mut found, memory);
                }
            });
        }
        found
    }

    fn find_inflected(
        &self,
        letters: &[char],
        cuts: &[Cut],
        cyrillic: bool,
        found: &mut Vec<GivenReading>,
    ) {
        let mut lemma: Vec<char> = Vec::with_capacity(letters.len() + 3);
        // Алексей is himself, not Алекса, short for Александр, in the instrumental.
        let full = found.iter().filter(|own| own.form == Form::Full);
        let full = full.fold(Genders::default(), |all, own| all.or(own.genders));
        // Nobody is called by the plural of a given name: Степанов is no form of Степан.
        let declensions = Declensions::embedded();
        let singular = !declensions.plural();
        for cut in cuts.iter().filter(|cut| cut.oblique & singular != 0) {
            let Some(stem) = letters.get(..usize::from(cut.stem)) else {
                continue;
            };
            if !self.may_begin(stem) {
                continue;
            }
            for ending in declensions.nominative_endings(cut.oblique & singular, cyrillic) {
                lemma.clear();
                lemma.extend_from_slice(stem);
                lemma.extend_from_slice(ending);
                for reading in self.listed(&lemma) {
                    let genders = reading.genders.in_oblique_case().and(cut.genders);
                    if genders.is_empty() {
                        continue;
                    }
                    match found.iter_mut().find(|own| own.class == reading.class) {
                        Some(own) => own.genders = own.genders.or(genders),
                        None if reading.form != Form::Full
                            && !full.and(reading.genders).is_empty() => {}
                        None => found.push(GivenReading { genders, ..reading }),
                    }
                }
            }
        }
    }
}

/// Whether a given name in Cyrillic letters is the same in all cases: what ends in another vowel than -а and -я (Тони,
/// Марио), and women's names that end in a consonant (Кэтрин).
fn is_indeclinable(form: &str, gender: &str) -> bool {
    let last = form.chars().next_back();
    last.is_some_and(|last| match last {
        'и' | 'і' | 'ї' | 'о' | 'у' | 'ю' | 'э' | 'е' | 'є' | 'ё' | 'ы' => true,
        'а' | 'я' | 'ь' | 'й' => false,
        _ => gender == "f" && last >= '\u{400}',
    })
}

fn hash(letters: &[char]) -> u64 {
    FxBuildHasher.hash_one(letters)
}

/// Appends to a list; returns where it begins and ends there.
fn appended<T: Copy>(all: &mut Vec<T>, part: &[T]) -> (u32, u32) {
    let start = all.len() as u32;
    all.extend_from_slice(part);
    (start, all.len() as u32)
}

fn range((start, end): (u32, u32)) -> Range<usize> {
    start as usize..end as usize
}

fn beginning(letters: &[char]) -> Option<[char; 3]> {
    letters.first_chunk().copied()
}
