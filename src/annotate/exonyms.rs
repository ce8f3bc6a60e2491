//! Places and bodies of the world under the names of other languages: Літвы is Lithuania.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::name::{Declensions, with_e};
use crate::table::Table;
use crate::text::Script;

use super::form::is_case_of;

/// The names of places and bodies in the languages of the press.
#[derive(Debug, Default)]
pub(super) struct Exonyms {
    forms: Vec<Form>,
    /// The forms of each row follow each other.
    rows: Vec<std::ops::Range<u32>>,
    /// Forms by their first word, and by what may be its stem.
    by_word: FxHashMap<Box<str>, Vec<u32>>,
}

/// A name in one language; names that share a row mean the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    pub row: u32,
    /// `be`, `ru`, `uk` or `latin`.
    pub language: &'static str,
    /// Whether texts have it in capitals.
    pub acronym: bool,
    /// The folded words, separated by spaces.
    pub words: &'static str,
    /// Those behind the first.
    rest: &'static str,
}

impl Form {
    /// How many words the form takes of those given, the first of which is known to fit; Slavic words in
    /// any case.
    pub(super) fn length<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<usize> {
        let exact = self.language == "latin" && !self.acronym;
        let (mut rest, mut count) = (self.rest, 1);
        let mut words = words.skip(1);
        while !rest.is_empty() {
            let word = words.next()?;
            rest = match exact {
                true => rest.strip_prefix(word)?,
                false => {
                    let (own, others) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
                    is_form(own, word).then_some(others)?
                }
            };
            if !rest.is_empty() {
                rest = rest.strip_prefix(' ')?;
            }
            count += 1;
        }
        Some(count)
    }
}

const COLUMNS: [&str; 4] = ["be", "ru", "uk", "latin"];
/// What is cut off a nominative to find its stem has so many letters.
const ENDINGS: [usize; 3] = [0, 1, 2];
const SHORTEST_STEM: usize = 3;

impl Exonyms {
    pub(super) fn embedded() -> &'static Self {
        static EXONYMS: LazyLock<Exonyms> = LazyLock::new(|| {
            let mut exonyms = Exonyms::default();
            exonyms.read("exonyms.tsv", include_str!("../../data/name/exonyms.tsv"));
            exonyms.read("world.tsv", include_str!("../../data/name/world.tsv"));
            exonyms
        });
        &EXONYMS
    }

    fn read(&mut self, file: &str, text: &'static str) {
        let columns = ["concept", "be", "ru", "uk", "latin"];
        let table = Table::parse(file, text, &columns);
        for row in table.iter().flat_map(Table::rows) {
            let number = self.rows.len() as u32;
            let first = self.forms.len() as u32;
            for (cell, language) in (1..).zip(COLUMNS) {
                let words = row.get(cell).split('|').filter(|words| !words.is_empty());
                for words in words {
                    self.add(Form {
                        row: number,
                        language,
                        acronym: words.starts_with(char::is_uppercase),
                        words,
                        rest: words.split_once(' ').map_or("", |(_, rest)| rest),
                    });
                }
            }
            self.rows.push(first..self.forms.len() as u32);
        }
    }

    fn add(&mut self, form: Form) {
        let number = self.forms.len() as u32;
        self.forms.push(form);
        let first = form.words.split(' ').next().unwrap_or_default();
        if form.acronym {
            let folded = first.to_lowercase().into();
            self.by_word.entry(folded).or_default().push(number);
            return;
        }
        let endings = match form.language {
            "latin" => &ENDINGS[..1],
            _ => &ENDINGS[..],
        };
        for length in endings {
            let Some((at, _)) = first.char_indices().rev().nth(*length) else {
                continue;
            };
            let end = at + first[at..].chars().next().map_or(0, char::len_utf8);
            let stem = &first[..end];
            if *length == 0 || stem.chars().nth(SHORTEST_STEM - 1).is_some() {
                self.by_word.entry(stem.into()).or_default().push(number);
            }
        }
    }

    pub(super) fn form(&self, number: u32) -> Form {
        self.forms[number as usize]
    }

    pub(super) fn row(&self, row: u32) -> &[Form] {
        let forms = &self.rows[row as usize];
        &self.forms[forms.start as usize..forms.end as usize]
    }

    /// The forms that may begin with a folded word, in any case.
    pub(super) fn beginning_with(&self, word: &str, script: Option<Script>) -> Vec<u32> {
        let mut found = self.beginning_as_written(word, script);
        if let Some(word) = with_e(word) {
            found.extend(self.beginning_as_written(&word, script));
        }
        found
    }

    fn beginning_as_written(&self, word: &str, script: Option<Script>) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let whole = self.by_word.get(word).into_iter().flatten();
        found.extend(whole.filter(|&&number| self.begins(number, word)));
        if script == Some(Script::Cyrillic) {
            for cut in Declensions::embedded().cuts(word) {
                let end = word.char_indices().nth(usize::from(cut.stem));
                let stem = &word[..end.map_or(word.len(), |(at, _)| at)];
                let forms = self.by_word.get(stem).into_iter().flatten();
                let fits = |number: &&u32| {
                    cut.oblique != 0 && stem.len() < word.len() && self.begins(**number, word)
                };
                found.extend(forms.filter(fits));
            }
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    fn begins(&self, number: u32, word: &str) -> bool {
        let form = self.form(number);
        let first = form.words.split(' ').next().unwrap_or_default();
        is_form(first, word)
    }
}

/// Whether a word of a text is one of a form, in any case if Cyrillic.
fn is_form(own: &str, word: &str) -> bool {
    let first = own.chars().next();
    if first.is_some_and(char::is_uppercase) {
        return own.to_lowercase() == word;
    }
    let cyrillic = first.and_then(Script::of) == Some(Script::Cyrillic);
    let is_own = |word: &str| own == word || cyrillic && is_case_of(own, word);
    is_own(word) || with_e(word).is_some_and(|word| is_own(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concepts(text: &str) -> Vec<u32> {
        let exonyms = Exonyms::embedded();
        let words: Vec<&str> = text.split(' ').collect();
        let script = words[0].chars().next().and_then(Script::of);
        let found = exonyms.beginning_with(words[0], script);
        let fits = |number: &u32| {
            let length = exonyms.form(*number).length(words.iter().copied());
            length == Some(words.len())
        };
        let rows = found
            .into_iter()
            .filter(fits)
            .map(|number| exonyms.form(number).row);
        rows.collect()
    }

    #[test]
    fn case_forms_mean_what_their_nominative_means() {
        for (form, nominative) in [
            ("літвой", "lithuania"),
            ("літве", "lithuania"),
            ("литвы", "lithuania"),
            ("литві", "lithuania"),
            ("германии", "germany"),
            ("німеччиною", "germany"),
            ("шатландыяй", "scotland"),
            ("соединённых штатах", "united states"),
            ("злучаных штатаў", "united states"),
            ("сполученими штатами", "united states"),
            ("еўрапейскага саюза", "european union"),
            ("паўночнай карэяй", "north korea"),
            ("білого дому", "white house"),
            ("нью йорке", "new york"),
            ("афінах", "athens"),
            ("нідэрландаў", "netherlands"),
            ("аан", "united nations"),
            ("парижем", "paris"),
            ("українською", "x"),
        ] {
            let own = concepts(form);
            let shared = concepts(nominative).iter().any(|row| own.contains(row));
            assert_eq!(shared, nominative != "x", "{form}");
        }
        assert!(concepts("статкевіч").is_empty());
    }

    #[test]
    fn the_forms_are_folded() {
        for form in &Exonyms::embedded().forms {
            let words = form.words;
            let expected = if form.acronym {
                words.to_uppercase()
            } else {
                words.to_lowercase()
            };
            assert_eq!(expected, words);
            assert!(
                !words.contains("  ") && !words.contains(['-', '.', '\'']),
                "{words}"
            );
        }
    }
}
