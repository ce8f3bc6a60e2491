//! Case forms of persons' names, made from pairs of names that mean the same or do not.
//!
//! Lists give names in the nominative; in texts every other name stands in another case, foreign names among
//! them. A case form says of a pair what its nominative says, so the label stays.

use anyhow::Result;
use imya::name::GivenNames;
use imya::score::{PreparedName, Role};
use imya::{Kind, Table};

/// One of so many names is inflected.
const SHARE: u64 = 3;
const CASES: [&str; 4] = ["gen", "dat", "ins", "loc"];

/// An ending of the singular.
struct Ending {
    declension: &'static str,
    language: &'static str,
    genders: &'static str,
    case: &'static str,
    /// What stands before the ending.
    keep: &'static str,
    ending: &'static str,
}

/// The endings of `data/name/declensions.tsv`.
pub struct Inflector(Vec<Ending>);

impl Inflector {
    pub fn new() -> Result<Self> {
        let text = include_str!("../../data/name/declensions.tsv");
        let columns = [
            "declension",
            "language",
            "gender",
            "number",
            "case",
            "keep",
            "ending",
        ];
        let table = Table::parse("declensions.tsv", text, &columns)?;
        let singular = table.rows().iter().filter(|row| row.get(3) == "sg");
        let endings = singular.map(|row| Ending {
            declension: row.get(0),
            language: row.get(1),
            genders: row.get(2),
            case: row.get(4),
            keep: row.get(5),
            ending: row.get(6),
        });
        Ok(Inflector(endings.collect()))
    }

    /// A Cyrillic name in another case; `None` where it has none, where its gender is not known, or where it
    /// is not this name's turn.
    pub fn inflect(&self, name: &str, hash: u64) -> Option<String> {
        if !hash.is_multiple_of(SHARE) {
            return None;
        }
        let case = CASES[(hash / SHARE) as usize % CASES.len()];
        let language = language(name)?;
        let gender = gender(name)?;
        let words = name.split(' ').map(|word| {
            let form = self.form(&word.to_lowercase(), language, gender, case);
            let capitals = word.chars().nth(1).is_some_and(char::is_uppercase);
            match form {
                Some((kept, ending)) if !capitals => {
                    word.chars().take(kept).collect::<String>() + ending
                }
                _ => word.to_owned(),
            }
        });
        let inflected = words.collect::<Vec<_>>().join(" ");
        (inflected != name).then_some(inflected)
    }

    /// How many letters of a word stay in another case, and the ending that follows them.
    fn form(
        &self,
        word: &str,
        language: &str,
        gender: char,
        case: &str,
    ) -> Option<(usize, &'static str)> {
        let of_name = |own: &&Ending| own.language == language && own.genders.contains(gender);
        let fits = |own: &&Ending| {
            own.case == "nom"
                && own.declension != "plural"
                && !(own.ending.is_empty() && word.ends_with(VOWELS))
                && word
                    .strip_suffix(own.ending)
                    .is_some_and(|stem| stem.ends_with(own.keep) && stem.chars().nth(1).is_some())
        };
        let length = |own: &&Ending| own.keep.len() + own.ending.len();
        let nominative = self.0.iter().filter(of_name).filter(fits);
        let nominative = nominative.rev().max_by_key(length)?;
        let stem = word.strip_suffix(nominative.ending)?;
        let wanted = |own: &&Ending| {
            own.case == case
                && own.declension == nominative.declension
                && own.keep.starts_with(nominative.keep)
                && stem.ends_with(own.keep)
        };
        let forms = self.0.iter().filter(of_name).filter(wanted);
        let form = forms.rev().max_by_key(|own| own.keep.len())?;
        Some((stem.chars().count(), form.ending))
    }
}

const VOWELS: [char; 12] = ['а', 'е', 'ё', 'и', 'і', 'о', 'у', 'ы', 'э', 'ю', 'я', 'є'];

/// The language that a name's letters show; names without such letters are read as Russian.
fn language(name: &str) -> Option<&'static str> {
    let small = name.to_lowercase();
    let has = |letters: &[char]| small.contains(letters);
    if !has(&VOWELS) || has(&['a', 'e', 'i', 'o']) {
        return None;
    }
    Some(if has(&['ї', 'є']) || has(&['і']) && has(&['и']) {
        "uk"
    } else if has(&['і', 'ў']) {
        "be"
    } else {
        "ru"
    })
}

/// The gender that the given name shows.
fn gender(name: &str) -> Option<char> {
    let prepared = PreparedName::new(name, Some(Kind::Person));
    let mut given = prepared.words().filter(|(_, role)| *role == Role::Given);
    let (word, _) = given.next()?;
    let readings = GivenNames::embedded().lookup(word);
    let his = readings.iter().any(|reading| reading.genders.masculine());
    let hers = readings.iter().any(|reading| reading.genders.feminine());
    match (his, hers) {
        (true, false) => Some('m'),
        (false, true) => Some('f'),
        _ => None,
    }
}
