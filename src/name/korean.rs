//! Korean names: read by their syllables, for every system and every bearer writes the same sounds otherwise.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::table::{Row, Table};

/// A syllable of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Syllable {
    /// The word it stands in, and where in it, in bytes.
    pub word: usize,
    pub start: usize,
    pub end: usize,
    /// The numbers of the syllables it can be, each with its place in the name: nought is the surname.
    pub sounds: Vec<u16>,
}

/// The parts of syllables and the surnames of `data/name/korean.tsv`.
#[derive(Debug, Default)]
pub(crate) struct Korean {
    /// Initials, vowels and finals, in Latin and in Cyrillic letters, each with the number of its sound.
    parts: [[Vec<(&'static str, u16)>; 2]; 3],
    /// What surnames can be, and what other syllables whose parts do not give the spelling.
    surnames: FxHashMap<String, Vec<u16>>,
    others: FxHashMap<String, Vec<u16>>,
    /// Letters that no Chinese name has, Latin and Cyrillic.
    signs: [Vec<&'static str>; 2],
}

const PARTS: [&str; 3] = ["initial", "vowel", "final"];
/// There are no more vowels and finals than these.
const VOWELS: u16 = 24;
const FINALS: u16 = 8;
/// So many bits of a syllable's number tell its place in the name.
const PLACE: u32 = 2;
/// No surname has more bytes.
const LONGEST_SURNAME: usize = 12;
/// No given name has.
const LONGEST_GIVEN: usize = 20;
/// What Cyrillic names add in other cases to their last syllable: Ким Чен Ына.
const ENDINGS: [&str; 7] = ["ом", "ам", "ем", "эм", "а", "у", "е"];

impl Korean {
    #[expect(clippy::expect_used, reason = "the embedded table is parsed in a test")]
    pub(crate) fn embedded() -> &'static Self {
        static KOREAN: LazyLock<Korean> = LazyLock::new(|| {
            Korean::parse(include_str!("../../data/name/korean.tsv"))
                .expect("the embedded syllables are sound")
        });
        &KOREAN
    }

    fn parse(text: &'static str) -> Result<Self> {
        let table = Table::parse("korean.tsv", text, &["part", "sound", "latin", "cyrillic"])?;
        let mut korean = Korean::default();
        let mut sounds: [Vec<&str>; 3] = Default::default();
        for row in table.rows() {
            let Some(part) = PARTS.iter().position(|part| *part == row.get(0)) else {
                continue;
            };
            let number = sounds[part].len() as u16;
            sounds[part].push(row.get(1));
            for (cell, forms) in [2, 3].into_iter().zip(&mut korean.parts[part]) {
                let all = row.get(cell).split('|');
                forms.extend(all.map(|form| (form.trim_matches('-'), number)));
            }
        }
        for row in table.rows() {
            match row.get(0) {
                "surname" => korean.add(&table, row, &sounds, true)?,
                "syllable" => korean.add(&table, row, &sounds, false)?,
                "sign" => {
                    for (cell, signs) in [2, 3].into_iter().zip(&mut korean.signs) {
                        signs.extend(row.get(cell).split('|'));
                    }
                }
                part if PARTS.contains(&part) => {}
                _ => return Err(table.error(row, 0, "no part of a name")),
            }
        }
        Ok(korean)
    }

    fn add(
        &mut self,
        table: &Table<'static>,
        row: &Row<'static>,
        sounds: &[Vec<&str>; 3],
        surname: bool,
    ) -> Result<()> {
        let numbers = row.get(1).split(' ').zip(sounds);
        let numbers: Option<Vec<u16>> = numbers
            .map(|(own, all)| Some(all.iter().position(|sound| *sound == own)? as u16))
            .collect();
        let Some([initial, vowel, last]) = numbers.as_deref() else {
            return Err(table.error(row, 1, "not the sounds of an initial, a vowel and a final"));
        };
        let number = number(*initial, *vowel, *last);
        for (script, cell) in [2, 3].into_iter().enumerate() {
            let of_part = |part: usize, sound: u16| {
                let forms = self.parts[part][script].iter();
                let own = forms.filter(move |(_, number)| *number == sound);
                own.map(|(form, _)| *form).collect::<Vec<_>>()
            };
            let mut forms: Vec<String> = row.get(cell).split('|').map(str::to_owned).collect();
            let firsts = if surname {
                of_part(0, *initial)
            } else {
                Vec::new()
            };
            for first in firsts {
                for middle in of_part(1, *vowel) {
                    let ends = of_part(2, *last).into_iter();
                    forms.extend(ends.map(|end| format!("{first}{middle}{end}")));
                }
            }
            let all = if surname {
                &mut self.surnames
            } else {
                &mut self.others
            };
            for form in forms.into_iter().filter(|form| !form.is_empty()) {
                let own = all.entry(form).or_default();
                if !own.contains(&number) {
                    own.push(number);
                }
            }
        }
        Ok(())
    }

    /// Whether a folded word is a surname; all names have one, as their first word or as their last.
    pub(crate) fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains_key(word)
    }

    /// The syllables of a name of a surname and a given name of two syllables, which is written as one word or as two;
    /// `None` of all other names. `hyphens` tells before which of the folded words one stands.
    pub(crate) fn read(&self, words: &[&str], hyphens: &[bool]) -> Option<Vec<Syllable>> {
        let last = words
            .len()
            .checked_sub(1)
            .filter(|last| (1..=2).contains(last))?;
        let cyrillic = words[0].starts_with(|first| first >= '\u{400}');
        // The given name is what a hyphen joins, else the surname comes first.
        let joined_first = last == 2 && hyphens.get(1) == Some(&true);
        let joined_last = last == 2 && hyphens.get(2) == Some(&true);
        let orders = [(0, !joined_first), (last, !joined_last)];
        let mut orders = orders.into_iter().filter(|(_, fits)| *fits);
        orders.find_map(|(surname, _)| self.read_around(words, surname, cyrillic))
    }

    fn read_around(&self, words: &[&str], surname: usize, cyrillic: bool) -> Option<Vec<Syllable>> {
        let form = words[surname];
        if form.len() > LONGEST_SURNAME {
            return None;
        }
        let sounds = self.surnames.get(form)?.clone();
        let mut syllables = vec![Syllable {
            word: surname,
            start: 0,
            end: form.len(),
            sounds,
        }];
        let several = words.len() > 2;
        for (at, word) in words.iter().enumerate().filter(|(at, _)| *at != surname) {
            let inflected = cyrillic && at + 1 == words.len();
            match several {
                true => {
                    syllables.push(self.syllable(at, word, (0, word.len()), inflected, cyrillic)?)
                }
                false => syllables.extend(self.two_syllables(at, word, inflected, cyrillic)?),
            }
        }
        for (place, syllable) in (0..).zip(&mut syllables) {
            let sounds = syllable.sounds.iter_mut();
            sounds.for_each(|sound| *sound = *sound << PLACE | place);
        }
        syllables.sort_by_key(|own| (own.word, own.start));
        Some(syllables)
    }

    /// A word that cannot be a Chinese name as two syllables, the first as long as it can be: Joonho.
    fn two_syllables(
        &self,
        at: usize,
        word: &str,
        inflected: bool,
        cyrillic: bool,
    ) -> Option<[Syllable; 2]> {
        let mut signs = self.signs[usize::from(cyrillic)].iter();
        if word.len() > LONGEST_GIVEN || !signs.any(|sign| word.contains(sign)) {
            return None;
        }
        let borders = word.char_indices().map(|(border, _)| border);
        borders.rev().find_map(|border| {
            let first = self.syllable(at, word, (0, border), false, cyrillic)?;
            let second = self.syllable(at, word, (border, word.len()), inflected, cyrillic)?;
            Some([first, second])
        })
    }

    fn syllable(
        &self,
        at: usize,
        word: &str,
        (start, end): (usize, usize),
        inflected: bool,
        cyrillic: bool,
    ) -> Option<Syllable> {
        let letters = &word[start..end];
        let mut sounds = self.sounds(letters, cyrillic);
        if sounds.is_empty() && inflected {
            let stems = ENDINGS
                .iter()
                .filter_map(|ending| letters.strip_suffix(ending));
            let read = stems.map(|stem| self.sounds(stem, cyrillic));
            sounds = read.into_iter().find(|own| !own.is_empty())?;
        }
        (!sounds.is_empty()).then_some(Syllable {
            word: at,
            start,
            end,
            sounds,
        })
    }

    /// What some letters can be as a syllable.
    fn sounds(&self, letters: &str, cyrillic: bool) -> Vec<u16> {
        let script = usize::from(cyrillic);
        let [initials, vowels, finals] = self.parts.each_ref().map(|part| &part[script]);
        let mut found = self.others.get(letters).cloned().unwrap_or_default();
        for (form, initial) in initials {
            let Some(rest) = letters.strip_prefix(form) else {
                continue;
            };
            for (form, vowel) in vowels {
                let Some(rest) = rest.strip_prefix(form) else {
                    continue;
                };
                let ends = finals.iter().filter(|(form, _)| *form == rest);
                found.extend(ends.map(|(_, last)| number(*initial, *vowel, *last)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn number(initial: u16, vowel: u16, last: u16) -> u16 {
    (initial * VOWELS + vowel) * FINALS + last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Option<Vec<(String, bool)>> {
        let spaced = name.replace('-', " ");
        let words: Vec<&str> = spaced.split(' ').collect();
        let mut hyphens = vec![false];
        hyphens.extend(name.chars().filter_map(|c| match c {
            ' ' => Some(false),
            '-' => Some(true),
            _ => None,
        }));
        let read = Korean::embedded().read(&words, &hyphens)?;
        let letters = |own: &Syllable| words[own.word][own.start..own.end].to_owned();
        let surname = |own: &Syllable| own.sounds[0] & 3 == 0;
        Some(
            read.iter()
                .map(|own| (letters(own), surname(own)))
                .collect(),
        )
    }

    #[test]
    fn names_are_read_in_either_order() {
        let of =
            |parts: [(&str, bool); 3]| Some(parts.map(|(own, of)| (own.to_owned(), of)).to_vec());
        let first = of([("park", true), ("geun", false), ("hye", false)]);
        assert_eq!(read("park geun-hye"), first);
        assert_eq!(read("park geunhye"), first);
        let last = of([("heung", false), ("min", false), ("son", true)]);
        assert_eq!(read("heung-min son"), last);
        assert_eq!(
            read("ким чен ына"),
            of([("ким", true), ("чен", false), ("ына", false)])
        );
        assert_eq!(
            read("мун чжэин"),
            of([("мун", true), ("чжэ", false), ("ин", false)])
        );
        for other in [
            "ким",
            "ангела меркель",
            "xi jinping",
            "ли кэцян",
            "kim kardashian",
            "лі юрась",
            "ли хунчжан",
            "han dongpo",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn both_scripts_share_the_sounds() {
        for (latin, cyrillic) in [
            ("bong joon-ho", "пон джун хо"),
            ("park geun-hye", "пак кын хе"),
            ("kim jong-il", "ким чен ир"),
            ("ban ki-moon", "пан ги мун"),
            ("choe ryong-hae", "цой рён хэ"),
            ("kang kyung-wha", "кан ген хва"),
        ] {
            let sounds = |name: &str| {
                let words: Vec<String> = name
                    .replace('-', " ")
                    .split(' ')
                    .map(str::to_owned)
                    .collect();
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                Korean::embedded().read(&words, &[]).unwrap()
            };
            for (one, other) in sounds(latin).iter().zip(sounds(cyrillic)) {
                let shared = one.sounds.iter().any(|sound| other.sounds.contains(sound));
                assert!(shared, "{latin}: {one:?} {other:?}");
            }
        }
    }
}
