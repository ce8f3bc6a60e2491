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
    /// By their last letter, longest first.
    suffixes: FxHashMap<char, Vec<Suffix>>,
}

#[derive(Debug)]
struct Suffix {
    letters: Vec<char>,
    genders: Genders,
}

/// What a suffix may have swallowed of a father's name.
const ENDINGS: [&str; 14] = [
    "", "й", "ь", "а", "о", "ій", "ий", "y", "i", "j", "a", "o", "iy", "ei",
];
/// The same where no spelling of the name is listed: Aliaksiejevič, Yevgenievich.
const SOUNDS: [&str; 2] = ["", "y"];
/// Stems of fewer letters sound like too many names: Lvovich.
const SHORTEST_BY_SOUND: usize = 3;

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
        let columns = [
            "class", "be_m", "be_f", "ru_m", "ru_f", "uk_m", "uk_f", "latin_m", "latin_f",
        ];
        let table = Table::parse("patronymics.tsv", listed_text, &columns)?;
        let mut listed = FxHashMap::default();
        for row in table.rows() {
            let class = GivenNames::embedded().number(row.get(0));
            if class.is_none() {
                return Err(table.error(row, 0, "unknown class of given names"));
            }
            for (cell, column) in columns.iter().enumerate().skip(1) {
                let feminine = column.ends_with("_f");
                let genders = Genders::parse(if feminine { "f" } else { "m" }, true);
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
            let last = letters.last().copied();
            let last = last.ok_or_else(|| table.error(row, 0, "an empty suffix"))?;
            let genders = Genders::parse(row.get(1), true);
            suffixes
                .entry(last)
                .or_default()
                .push(Suffix { letters, genders });
        }
        for alike in suffixes.values_mut() {
            alike.sort_by_key(|suffix| std::cmp::Reverse(suffix.letters.len()));
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
        let mut suffixes = self.suffixes.get(letters.last()?)?.iter();
        let suffix = suffixes.find(|suffix| {
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
        let names = GivenNames::embedded();
        let mut name = Vec::with_capacity(stem.len() + 2);
        let mut of_ending = |ending: &&str, by_sound: bool| {
            name.clear();
            name.extend_from_slice(stem);
            name.extend(ending.chars());
            let reading = match by_sound {
                true => names.sounding_like(&name),
                false => names.exact(&name),
            }?;
            reading.genders.masculine().then_some(reading.class)
        };
        let listed = match names.may_begin(stem) {
            true => ENDINGS.iter().find_map(|ending| of_ending(ending, false)),
            false => None,
        };
        let by_sound = || {
            let mut endings = SOUNDS
                .iter()
                .filter(|ending| stem.len() >= SHORTEST_BY_SOUND + ending.len());
            endings.find_map(|ending| of_ending(ending, true))
        };
        listed.or_else(by_sound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fathers_are_known_in_spellings_that_no_table_has() {
        let class = |patronymic: &str| {
            let letters: Vec<char> = patronymic.chars().collect();
            let found = Patronymics::embedded().find(&letters, &[]);
            found.and_then(|found| found.class)
        };
        for (patronymic, father) in [
            ("aliaksiejevič", "aliaksei"),
            ("oleksandrovych", "aliaksandr"),
            ("петрівна", "piotr"),
            ("федорович", "fiodar"),
            ("якович", "yakau"),
            ("іллівна", "ilya"),
            ("yakivna", "yakau"),
            ("yevgenievich", "yauhen"),
        ] {
            let father = GivenNames::embedded().number(father);
            assert!(father.is_some(), "{patronymic}");
            assert_eq!(class(patronymic), father, "{patronymic}");
        }
        // Surnames that end alike have no father.
        for surname in ["станкевіч", "kudlasevich", "рабинович"] {
            assert_eq!(class(surname), None, "{surname}");
        }
    }
}
