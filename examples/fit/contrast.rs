//! Contrasts made from the data: one person's name with another real surname of nearly the same
//! spelling, with the given name of the other gender, and with a stranger's word in a place of its own.
//!
//! Lists of names hold many spellings of one person and few pairs of strangers who differ by a letter or have
//! words left over on both sides. Without contrasts a fit would learn to overlook a letter or a word.

use std::collections::BTreeSet;

use imya::Kind;
use imya::name::{Form, GivenNames, GivenReading};
use imya::score::{PreparedName, Role};
use imya::sound::{Alignment, Costs, Inventory};

/// A surname is exchanged in one of this many pairs.
const SHARE: u64 = 3;
/// A stranger is made of one in this many pairs.
const STRANGERS: u64 = 3;
/// An exchange below this weight, in nats, makes another surname of it.
const TELLING: f32 = -0.5;
/// An exchange below this weight makes it certain.
const STRANGE: f32 = -3.0;

/// The surnames of a list of names, in small letters.
#[derive(Default)]
pub struct Surnames(BTreeSet<String>);

impl Surnames {
    pub fn add(&mut self, name: &PreparedName) {
        let surnames = name
            .words()
            .filter(|(word, role)| *role == Role::Surname && word.chars().nth(3).is_some());
        self.0.extend(surnames.map(|(word, _)| word.to_owned()));
    }

    /// The name with another surname of nearly the same spelling; `None` where there is none, or where
    /// it is not this name's turn.
    pub fn near(&self, name: &str, hash: u64) -> Option<String> {
        if !hash.is_multiple_of(SHARE) {
            return None;
        }
        let surname = word_of(name, Role::Surname)?;
        let first = surname.chars().next()?;
        let near: Vec<&String> = self
            .0
            .range(first.to_string()..)
            .take_while(|other| other.starts_with(first))
            .filter(|other| strsim::levenshtein(other, &surname) == 1 && differs(other, &surname))
            .collect();
        let chosen = near.get((hash / SHARE) as usize % near.len().max(1))?;
        replace(name, &surname, chosen)
    }
}

/// Words of persons' names of any role, in small letters, Cyrillic ones apart from Latin ones.
#[derive(Default)]
pub struct Words([Vec<String>; 2]);

impl Words {
    pub fn add(&mut self, name: &PreparedName) {
        for (word, _) in name
            .words()
            .filter(|(word, _)| word.chars().nth(3).is_some())
        {
            self.0[usize::from(word.is_ascii())].push(word.to_owned());
        }
    }

    /// A stranger's name that shares a word or two with a name of given name, patronymic and surname, where the
    /// other name of the pair has as many words: with another word in place of the patronymic, with another
    /// given name before that of the name or in its place, or with another surname and no patronymic. `None` where it is not
    /// this name's turn.
    pub fn stranger(&self, (other, name): &(String, String), hash: u64) -> Option<String> {
        let three = |name: &str| name.split(' ').count() == 3;
        if !(hash / SHARE).is_multiple_of(STRANGERS) || !three(name) || !three(other) {
            return None;
        }
        let roles = [Role::Given, Role::Patronymic, Role::Surname].map(|role| word_of(name, role));
        let [Some(given), Some(patronymic), Some(surname)] = roles else {
            return None;
        };
        let all = &self.0[usize::from(name.is_ascii())];
        let turn = hash / SHARE / STRANGERS;
        let strange = all.get((turn / 5) as usize % all.len().max(1))?;
        let own = [&given, &patronymic, &surname];
        if own
            .iter()
            .any(|own| strsim::jaro_winkler(own, strange) > 0.8)
        {
            return None;
        }
        Some(capitals(&match turn % 5 {
            0 => format!("{given} {strange} {surname}"),
            1 => format!("{strange} {given} {surname}"),
            2 => format!("{given} {strange}"),
            3 => format!("{strange} {patronymic} {surname}"),
            _ => format!("{strange} {surname}"),
        }))
    }
}

/// Each word with a capital.
fn capitals(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The name of a person of the other gender, where the given name has a form with -a.
pub fn other_gender(name: &str) -> Option<String> {
    let given = word_of(name, Role::Given)?;
    let man = |reading: &GivenReading| {
        reading.form == Form::Full && reading.genders.masculine() && !reading.genders.feminine()
    };
    if !GivenNames::embedded().lookup(&given).iter().all(man)
        || word_of(name, Role::Patronymic).is_some()
    {
        return None;
    }
    let a = if given.is_ascii() { 'a' } else { 'а' };
    let stem = given.strip_suffix(['й', 'y', 'i']).map(|stem| (stem, 'я'));
    let women = [Some((given.as_str(), a)), stem]
        .into_iter()
        .flatten()
        .map(|(stem, ending)| format!("{stem}{ending}"));
    let exists = |form: &String| {
        GivenNames::embedded().lookup(form).iter().any(|reading| {
            reading.form == Form::Full && reading.genders.feminine() && !reading.genders.masculine()
        })
    };
    let woman = women.into_iter().find(exists)?;
    let renamed = replace(name, &given, &woman)?;
    let Some(surname) = word_of(name, Role::Surname) else {
        return Some(renamed);
    };
    let of_a_woman = if surname.ends_with(['в', 'н']) || surname.ends_with("ov") {
        format!("{surname}{a}")
    } else {
        match surname.strip_suffix("ский") {
            Some(stem) => format!("{stem}ская"),
            None => return Some(renamed),
        }
    };
    replace(&renamed, &surname, &of_a_woman).or(Some(renamed))
}

/// One name of a pair cut down to its surname, as texts name people; `None` where it has none, or where the
/// surnames do not say as clearly as the names whether they are the same.
pub fn bare_surname((left, right): (&str, &str), same: bool) -> Option<String> {
    let (own, other) = (
        word_of(left, Role::Surname)?,
        word_of(right, Role::Surname)?,
    );
    word_of(left, Role::Given).or_else(|| word_of(left, Role::Patronymic))?;
    let read = |word| Inventory::embedded().read(word);
    let alignment = Alignment::new(Costs::embedded(), &read(&own), &read(&other));
    let worst = alignment.steps().iter().map(|step| step.weight);
    let worst = worst.fold(0.0, f32::min);
    let clear = if same {
        worst > STRANGE
    } else {
        worst < STRANGE
    };
    clear.then(|| capitals(&own))
}

fn word_of(name: &str, role: Role) -> Option<String> {
    let prepared = PreparedName::new(name, Some(Kind::Person));
    let mut words = prepared.words().filter(|(_, own)| *own == role);
    let (word, _) = words.next()?;
    words.next().is_none().then(|| word.to_owned())
}

/// Whether two words are told apart by more than a rule, a gender or a case.
fn differs(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    let mut both = one.chars().zip(other.chars());
    let alike = both.by_ref().take_while(|(own, other)| own == other);
    if alike.count() + 3 > letters(one).min(letters(other)) {
        return false;
    }
    let read = |word| Inventory::embedded().read(word);
    let alignment = Alignment::new(Costs::embedded(), &read(one), &read(other));
    let steps = alignment.steps();
    steps
        .iter()
        .any(|step| step.left != step.right && step.weight < TELLING)
}

/// Puts another word in a word's place, in capitals where it was.
fn replace(name: &str, word: &str, other: &str) -> Option<String> {
    let mut found = false;
    let words: Vec<String> = name
        .split(' ')
        .map(|own| {
            if own.to_lowercase() != word {
                return own.to_owned();
            }
            found = true;
            if own.chars().all(char::is_uppercase) {
                return other.to_uppercase();
            }
            let mut letters = other.chars();
            let first = letters.next().map(char::to_uppercase);
            first.into_iter().flatten().chain(letters).collect()
        })
        .collect();
    found.then(|| words.join(" "))
}
