//! Patronymics: which given name of the father they are made of.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::table::Table;
use crate::text;

use super::declension::{Cut, Declensions};
use super::given::GivenNames;
use super::part::Genders;

/// A word that has the form of a patronymic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patronymic {
    /// The class of the father's given name, where it is known.
    pub class: Option<u16>,
    /// Gender and case of the word.
    pub genders: Genders,
    /// Letters of the father's name in the word: those before the suffix.
    pub stem: u8,
}

/// The patronymics of `data/name/patronymics.tsv` and the suffixes of `data/name/patronymic_suffixes.tsv`.
#[derive(Debug)]
pub struct Patronymics {
    listed: FxHashMap<Vec<char>, Patronymic>,
    /// Suffixes by their last letter, longest first.
    suffixes: FxHashMap<char, Vec<Suffix>>,
}

#[derive(Debug)]
struct Suffix {
    letters: Vec<char>,
    genders: Genders,
}

/// Letters before the suffix (-авіч, -евна, -ович), the last four.
fn father_length(letters: &[char]) -> u8 {
    letters.len().saturating_sub(4).min(255) as u8
}

impl Patronymics {
    /// The patronymics that ship with the crate.
    #[expect(
        clippy::expect_used,
        reason = "the embedded tables are parsed in a test"
    )]
    pub fn embedded() -> &'static Self {
        static PATRONYMICS: LazyLock<Patronymics> = LazyLock::new(|| {
            Patronymics::parse(
                include_str!("../../data/name/patronymics.tsv"),
                include_str!("../../data/name/patronymic_suffixes.tsv"),
            )
            .expect("the embedded patronymics are sound")
        });
        &PATRONYMICS
    }

    fn parse(listed_text: &str, suffixes_text: &str) -> Result<Self> {
        let columns = ["class", "be_m", "be_f", "ru_m", "ru_f", "latin"];
        let table = Table::parse("patronymics.tsv", listed_text, &columns)?;
        let mut listed = FxHashMap::default();
        for row in table.rows() {
            let class = GivenNames::embedded().number(row.get(0));
            if class.is_none() {
                return Err(table.error(row, 0, "unknown class of given names"));
            }
            for (cell, gender) in [(1, "m"), (2, "f"), (3, "m"), (4, "f"), (5, "m")] {
                let genders = Genders::parse(gender, true);
                for form in row.get(cell).split('|') {
                    if let Some(token) = text::tokens(form).next() {
                        let letters: Vec<char> = token.folded.chars().collect();
                        let stem = father_length(&letters);
                        listed.insert(
                            letters,
                            Patronymic {
                                class,
                                genders,
                                stem,
                            },
                        );
                    }
                }
            }
        }
        let table = Table::parse(
            "patronymic_suffixes.tsv",
            suffixes_text,
            &["suffix", "gender"],
        )?;
        let mut suffixes: FxHashMap<char, Vec<Suffix>> = FxHashMap::default();
        for row in table.rows() {
            let letters: Vec<char> = row.get(0).chars().collect();
            let last = letters.last().copied().unwrap_or_default();
            suffixes.entry(last).or_default().push(Suffix {
                letters,
                genders: Genders::parse(row.get(1), true),
            });
        }
        for suffixes in suffixes.values_mut() {
            suffixes.sort_by_key(|suffix| std::cmp::Reverse(suffix.letters.len()));
        }
        Ok(Patronymics { listed, suffixes })
    }

    /// The patronymic that a folded word can be, in any case form.
    pub(crate) fn find(&self, letters: &[char], cuts: &[Cut]) -> Option<Patronymic> {
        if let Some(listed) = self.listed.get(letters) {
            return Some(*listed);
        }
        if let Some(found) = self.by_suffix(letters) {
            return Some(found);
        }
        // Case forms: the ending goes, the nominative ending comes back (-віч has none, -ўна has -а).
        let declined = Declensions::embedded().patronymic();
        let mut oblique = cuts.iter().filter(|cut| cut.oblique & declined != 0);
        oblique.find_map(|cut| {
            let stem = letters.get(..usize::from(cut.stem))?;
            if stem.len() == letters.len() {
                return None;
            }
            let feminine: Vec<char> = stem.iter().copied().chain(['а']).collect();
            let found = self
                .listed
                .get(stem)
                .or_else(|| self.listed.get(&feminine))
                .copied()
                .or_else(|| self.by_suffix(stem))
                .or_else(|| self.by_suffix(&feminine))?;
            Some(Patronymic {
                genders: found.genders.in_oblique_case(),
                ..found
            })
        })
    }

    fn by_suffix(&self, letters: &[char]) -> Option<Patronymic> {
        let suffixes = self.suffixes.get(letters.last()?)?;
        let suffix = suffixes.iter().find(|suffix| {
            letters.ends_with(&suffix.letters) && letters.len() >= suffix.letters.len() + 2
        })?;
        let stem = &letters[..letters.len() - suffix.letters.len()];
        Some(Patronymic {
            class: self.father(stem),
            genders: suffix.genders,
            stem: stem.len().min(255) as u8,
        })
    }

    /// The given name with this stem; the suffix may have swallowed its last letter.
    fn father(&self, stem: &[char]) -> Option<u16> {
        if !GivenNames::embedded().may_begin(stem) {
            return None;
        }

        let endings = [
            "", "й", "ь", "а", "ій", "ий", "y", "i", "j", "a", "iy", "ei",
        ];
        let mut name = Vec::with_capacity(stem.len() + 2);
        endings.iter().find_map(|ending| {
            name.clear();
            name.extend_from_slice(stem);
            name.extend(ending.chars());
            let reading = GivenNames::embedded().exact(&name)?;
            reading.genders.masculine().then_some(reading.class)
        })
    }
}
