//! Contrasts made from the data: one person's name with another real surname of nearly the same
//! spelling, with the given name of the other gender, and with a stranger's word in a place of its own.
//!
//! Lists of names hold many spellings of one person and few pairs of strangers who differ by a letter or have
//! words left over on both sides. Without contrasts a fit would learn to overlook a letter or a word.

use std::collections::BTreeSet;

use imya::Kind;
use imya::name::{Cut, Declensions, Form, GivenNames, GivenReading, Part};
use imya::score::{PreparedName, Role};
use imya::sound::{Alignment, Costs, Group, Inventory, Unit};
use imya::text::{Case, Script};

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

    /// The name with another surname of the same beginning: Макаревич for Макаров, Чижик for Чиж. `None` where there is
    /// none, or where it is not this name's turn.
    pub fn of_one_stem(&self, name: &str, hash: u64) -> Option<String> {
        if hash % KIN != 1 {
            return None;
        }
        let surname = word_of(name, Role::Surname)?;
        let stem: String = surname.chars().take(STEM).collect();
        let cuts = Declensions::embedded().cuts(&surname);
        let others: Vec<&String> = self
            .0
            .range(stem.clone()..)
            .take_while(|other| other.starts_with(&stem))
            .filter(|other| !is_form(other, &surname, &cuts) && ends_otherwise(other, &surname))
            .collect();
        let chosen = others.get((hash / KIN) as usize % others.len().max(1))?;
        replace(name, &surname, chosen)
    }
}

/// A surname is exchanged for one of the same stem in one of this many pairs.
const KIN: u64 = 6;
/// Surnames of one stem begin with as many letters alike at least.
const STEM: usize = 4;

/// Whether a word is a form of another one: its stem with an ending of the same declension.
fn is_form(one: &str, other: &str, cuts: &[Cut]) -> bool {
    let stem = |word: &str, cut: &Cut| -> String { word.chars().take(cut.stem.into()).collect() };
    let own = Declensions::embedded().cuts(one);
    own.iter().any(|own| {
        cuts.iter().any(|cut| {
            own.declensions() & cut.declensions() != 0 && stem(one, own) == stem(other, cut)
        })
    })
}

/// Whether all that tells two words apart stands in their last letters, and a consonant is among it.
fn ends_otherwise(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    let alike = shared_beginning(one, other);
    let most = letters(one).max(letters(other));
    let read = |word: &str| {
        let rest: String = word.chars().skip(alike).collect();
        Inventory::embedded().read(&rest)
    };
    let alignment = Alignment::new(Costs::embedded(), &read(one), &read(other));
    let consonant = |units: &[Unit]| {
        let soft = [Group::Vowel, Group::Glide, Group::Sign];
        units
            .iter()
            .any(|&unit| !soft.contains(&Inventory::embedded().group(unit)))
    };
    alike + TAIL >= most
        && alignment
            .steps()
            .iter()
            .any(|step| step.weight < STRANGE && (consonant(&step.left) || consonant(&step.right)))
}

/// Suffixes of surnames have as many letters at the most.
const TAIL: usize = 5;

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

/// The given names and patronymics of a list of names, in small letters.
#[derive(Default)]
pub struct Forenames([BTreeSet<String>; 2]);

/// A given name or a patronymic is exchanged in one of this many pairs each.
const OTHERS: u64 = 12;
const FORENAMES: [Role; 2] = [Role::Given, Role::Patronymic];

impl Forenames {
    pub fn add(&mut self, name: &PreparedName) {
        for (own, of_role) in self.0.iter_mut().zip(FORENAMES) {
            let words = name.words().filter(|(_, role)| *role == of_role);
            own.extend(words.map(|(word, _)| word.to_owned()));
        }
    }

    /// The name with another known given name, or the patronymic of another known father, that is spelt nearly
    /// alike: Арына for Ірына, Паўлаўна for Пятроўна. `None` where there is none, or where it is not this name's
    /// turn.
    pub fn near(&self, name: &str, hash: u64) -> Option<String> {
        let turn = usize::try_from((hash % OTHERS).checked_sub(2)?).ok()?;
        let own = word_of(name, *FORENAMES.get(turn)?)?;
        let others: Vec<&String> = self.0[turn]
            .iter()
            .filter(|other| {
                other.is_ascii() == own.is_ascii()
                    && strsim::levenshtein(other, &own) <= 3
                    && are_different(other, &own)
            })
            .collect();
        let chosen = others.get((hash / OTHERS) as usize % others.len().max(1))?;
        replace(name, &own, chosen)
    }
}

/// Whether two words of one gender are different given names, or made of different ones.
fn are_different(one: &str, other: &str) -> bool {
    let read = |word: &str| {
        let script = if word.is_ascii() {
            Script::Latin
        } else {
            Script::Cyrillic
        };
        Part::uninflected(word, Some(script), Case::Title, false)
    };
    let (one, other) = (read(one), read(other));
    let gender = |part: &Part| (part.genders.masculine(), part.genders.feminine());
    if gender(&one) != gender(&other) {
        return false;
    }
    let father = |part: &Part| part.patronymic.and_then(|own| own.class);
    match (father(&one), father(&other)) {
        (Some(own), Some(other)) => own != other,
        (None, None) => {
            let known = !one.given.is_empty() && !other.given.is_empty();
            let shared =
                |own: &GivenReading| other.given.iter().any(|name| name.class == own.class);
            known && !one.given.iter().any(shared)
        }
        _ => false,
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

/// How many letters two words begin with alike.
fn shared_beginning(one: &str, other: &str) -> usize {
    let both = one.chars().zip(other.chars());
    both.take_while(|(own, other)| own == other).count()
}

/// Whether two words are told apart by more than a rule, a gender or a case.
fn differs(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    if shared_beginning(one, other) + 3 > letters(one).min(letters(other)) {
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
