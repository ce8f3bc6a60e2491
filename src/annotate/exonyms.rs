//! Places and bodies of the world under the names of other languages: Літвы is Lithuania.

use std::sync::LazyLock;

use crate::name::{Declensions, Frozen, is_case_of, long, with_e};
use crate::text::Script;

/// The names of places and bodies in the languages of the press, frozen by the build script, which says how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exonyms {
    /// The numbers of forms by their first word, and by what may be its stem.
    by_word: Frozen<'static>,
    forms: &'static [u8],
    /// The first form of each row, and how many there are at all.
    rows: &'static [u8],
    words: &'static str,
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

const LANGUAGES: [&str; 4] = ["be", "ru", "uk", "latin"];
/// The bytes of a stored form.
const FORM: usize = 12;

impl Exonyms {
    pub(super) fn embedded() -> &'static Self {
        static EXONYMS: LazyLock<Exonyms> = LazyLock::new(|| {
            let words = include_bytes!(concat!(env!("OUT_DIR"), "/exonyms.words"));
            let forms = include_bytes!(concat!(env!("OUT_DIR"), "/exonyms.forms"));
            Exonyms::new(Frozen::new(words), forms).unwrap_or(Exonyms::NONE)
        });
        &EXONYMS
    }

    const NONE: Exonyms = Exonyms {
        by_word: Frozen::new(&[]),
        forms: &[],
        rows: &[],
        words: "",
    };

    fn new(by_word: Frozen<'static>, bytes: &'static [u8]) -> Option<Self> {
        let (forms, rows) = (long(bytes, 0)? as usize, long(bytes, 4)? as usize);
        let (forms, rest) = bytes.get(8..)?.split_at_checked(FORM * forms)?;
        let (rows, words) = rest.split_at_checked(4 * (rows + 1))?;
        Some(Exonyms {
            by_word,
            forms,
            rows,
            words: std::str::from_utf8(words).ok()?,
        })
    }

    /// A form; one of no words where the number is none.
    pub(super) fn form(&self, number: u32) -> Form {
        self.stored(number as usize).unwrap_or(Form {
            row: 0,
            language: LANGUAGES[0],
            acronym: false,
            words: "",
            rest: "",
        })
    }

    fn stored(&self, number: usize) -> Option<Form> {
        let bytes = self.forms.get(FORM * number..FORM * (number + 1))?;
        let (&[.., low, high, language, acronym], start) = (bytes, long(bytes, 4)? as usize) else {
            return None;
        };
        let length = usize::from(u16::from_le_bytes([low, high]));
        let words = self.words.get(start..start + length)?;
        Some(Form {
            row: long(bytes, 0)?,
            language: LANGUAGES.get(usize::from(language))?,
            acronym: acronym != 0,
            words,
            rest: words.split_once(' ').map_or("", |(_, rest)| rest),
        })
    }

    /// The forms of a row, which follow each other.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = Form> + '_ {
        let bound = |row: usize| long(self.rows, 4 * row).unwrap_or(0);
        let row = row as usize;
        (bound(row)..bound(row + 1)).map(|number| self.form(number))
    }

    /// The forms that are found by a word or stem.
    fn of_word(&self, word: &str) -> impl Iterator<Item = u32> + use<> {
        let (numbers, _) = self.by_word.get(word).unwrap_or_default().as_chunks::<4>();
        numbers.iter().map(|number| u32::from_le_bytes(*number))
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
        let whole = self.of_word(word);
        found.extend(whole.filter(|&number| self.begins(number, word)));
        if script == Some(Script::Cyrillic) {
            for cut in Declensions::embedded().cuts(word) {
                let end = word.char_indices().nth(usize::from(cut.stem));
                let stem = &word[..end.map_or(word.len(), |(at, _)| at)];
                let fits = |number: &u32| {
                    cut.oblique != 0 && stem.len() < word.len() && self.begins(*number, word)
                };
                found.extend(self.of_word(stem).filter(fits));
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
        let exonyms = Exonyms::embedded();
        for number in 0..(exonyms.forms.len() / FORM) as u32 {
            let form = exonyms.form(number);
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
