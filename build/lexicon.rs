//! Lexicons: tables with the words of four languages for one meaning a row.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use crate::adjective::{Endings, Stored};
use crate::error::Error;
use crate::frozen;
use crate::phrase::Beginnings;
use crate::table::{Row, Table};

/// A table of a lexicon.
pub struct Source {
    file: &'static str,
    /// A column that every row must have, and the one that says the meaning.
    columns: [&'static str; 2],
    /// The weight of all rows, where the table has no such column.
    weight: u8,
    /// Whether the meanings are legal forms; such a table comes first.
    legal: bool,
    content: Content,
}

/// What the words of a table are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Vocabulary,
    /// Names of places; what stands for several things says nothing.
    Names,
    /// Adjectives of places that tables before it name.
    Adjectives,
    /// English words as the languages write them by sound; one that has a meaning keeps it.
    EnglishWords,
}

const fn source(file: &'static str, columns: [&'static str; 2], weight: u8) -> Source {
    Source {
        file,
        columns,
        weight,
        legal: false,
        content: Content::Vocabulary,
    }
}

/// Names of places in several languages.
const fn names(file: &'static str) -> Source {
    Source {
        content: Content::Names,
        ..source(file, CONCEPT, PROPER)
    }
}

/// Adjectives of those places.
const ADJECTIVES: Source = Source {
    content: Content::Adjectives,
    ..source("place_adjectives.tsv", CONCEPT, PROPER)
};

const ENGLISH_WORDS: Source = Source {
    content: Content::EnglishWords,
    ..source("english_words.tsv", CONCEPT, PROPER)
};

/// So many letters of generic words are kept as their beginnings.
const BEGINNING: usize = 4;

const CONCEPT: [&str; 2] = ["concept", "concept"];
/// The weight of a name, which is no generic word: `Concept::PROPER`.
const PROPER: u8 = 4;

/// The lexicons, with the files they are written to.
pub const LEXICONS: [(&str, &[Source]); 3] = [
    (
        "organisations.lexicon",
        &[
            Source {
                legal: true,
                ..source("organisation_forms.tsv", ["form", "family"], 0)
            },
            source("acronyms.tsv", CONCEPT, 3),
            source("organisation_words.tsv", CONCEPT, 2),
            names("exonyms.tsv"),
            names("world.tsv"),
            names("places.tsv"),
            ADJECTIVES,
            ENGLISH_WORDS,
        ],
    ),
    (
        "places.lexicon",
        &[
            source("place_words.tsv", CONCEPT, 1),
            names("exonyms.tsv"),
            names("world.tsv"),
            names("places.tsv"),
        ],
    ),
    ("titles.lexicon", &[source("titles.tsv", CONCEPT, 0)]),
];

/// Classes whose meanings are told by their numbers: sorts of settlements, forms of address.
const SET_APART: [&str; 2] = ["settlement", "address"];

const LANGUAGES: [&str; 4] = ["be", "ru", "uk", "latin"];

#[derive(Clone, Copy)]
struct Concept {
    number: u16,
    weight: u8,
}

impl Concept {
    fn write(self, out: &mut Vec<u8>) {
        out.extend(self.number.to_le_bytes());
        out.push(self.weight);
    }
}

/// What begins with a word.
#[derive(Default)]
struct Entry {
    word: Option<Concept>,
    /// The other words of phrases, longest phrase first.
    phrases: Vec<(String, Concept)>,
}

#[derive(Default)]
struct Lexicon {
    entries: BTreeMap<String, Entry>,
    names: Vec<String>,
    /// By meaning, the initials of its words and phrases, each once.
    initials: Vec<String>,
    legal_forms: usize,
    set_apart: usize,
    /// The numbers of what names mean, of all tables with names.
    named: HashMap<String, u16>,
}

/// The stored form of a lexicon: how many meanings are legal forms, how many are set apart, how many there
/// are at all, where each one's name ends, the names, the same of the initials of its words and phrases, the words.
pub fn freeze(sources: &[Source]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let lexicon = Lexicon::read(sources)?;
    let mut bytes = Vec::new();
    for number in [lexicon.legal_forms, lexicon.set_apart, lexicon.names.len()] {
        bytes.extend(u32::try_from(number)?.to_le_bytes());
    }
    for texts in [&lexicon.names, &lexicon.initials] {
        let mut end = 0;
        for text in texts {
            end += u32::try_from(text.len())?;
            bytes.extend(end.to_le_bytes());
        }
        bytes.extend(texts.iter().flat_map(|text| text.bytes()));
    }
    let values: Vec<Vec<u8>> = lexicon
        .entries
        .values()
        .map(Entry::write)
        .collect::<Result<_, _>>()?;
    let keys = lexicon.entries.keys().map(String::as_str);
    let entries: Vec<_> = keys.zip(values.iter().map(Vec::as_slice)).collect();
    bytes.extend(frozen::freeze(entries.into_iter()).ok_or("a word is too long to be frozen")?);
    Ok(bytes)
}

/// How the phrases in names of organisations and places begin.
pub fn phrases() -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut beginnings = BTreeSet::new();
    for (_, sources) in &LEXICONS[..2] {
        for (first, entry) in Lexicon::read(sources)?.entries {
            let seconds = entry
                .phrases
                .iter()
                .filter_map(|(rest, _)| rest.split(' ').next());
            beginnings
                .extend(seconds.map(|second| Beginnings::of(&first, second).as_str().to_owned()));
        }
    }
    let keys = beginnings
        .iter()
        .map(|beginning| (beginning.as_str(), [].as_slice()));
    Ok(frozen::freeze(keys).ok_or("a phrase is too long to be frozen")?)
}

impl Entry {
    /// Whether there is a meaning of the word alone, the meaning; for each phrase its length, the phrase
    /// and its meaning.
    fn write(&self) -> Result<Vec<u8>, std::num::TryFromIntError> {
        let mut out = vec![u8::from(self.word.is_some())];
        if let Some(concept) = self.word {
            concept.write(&mut out);
        }
        for (phrase, concept) in &self.phrases {
            out.push(u8::try_from(phrase.len())?);
            out.extend(phrase.bytes());
            concept.write(&mut out);
        }
        Ok(out)
    }
}

impl Lexicon {
    fn read(sources: &[Source]) -> Result<Self, Box<dyn std::error::Error>> {
        let mut lexicon = Lexicon::default();
        let read =
            |source: &Source| std::fs::read_to_string(Path::new("data/name").join(source.file));
        let names = |source: &&Source| source.content == Content::Names;
        let shared = shared_names(sources.iter().filter(names), read)?;
        for source in sources {
            let text = read(source)?;
            match source.content {
                Content::Vocabulary => lexicon.add(source, &text)?,
                Content::Names => lexicon.add_names(source.file, &text, &shared)?,
                Content::Adjectives => lexicon.add_adjectives(source.file, &text)?,
                Content::EnglishWords => lexicon.add_english_words(source.file, &text)?,
            }
        }
        Ok(lexicon)
    }

    /// The number of a new meaning, whose name stands in a cell.
    fn next_meaning(
        &mut self,
        table: &Table<'_>,
        row: &Row<'_>,
        cell: usize,
    ) -> Result<u16, Error> {
        let next = u16::try_from(self.names.len())
            .map_err(|_| table.error(row, cell, "more than 65,536 meanings"))?;
        self.names.push(row.get(cell).to_owned());
        self.initials.push(String::new());
        Ok(next)
    }

    /// Adds names of places, but for those that several places have, and acronyms of two letters.
    fn add_names(
        &mut self,
        file: &'static str,
        text: &str,
        shared: &HashSet<String>,
    ) -> Result<(), Error> {
        let mut required = vec!["concept"];
        required.extend(LANGUAGES);
        let table = Table::parse(file, text, &required)?;
        for row in table.rows().iter().filter(|row| is_place(&table, row)) {
            let name = row.get(0);
            let number = match self.named.get(name) {
                Some(&number) => number,
                None => {
                    let next = self.next_meaning(&table, row, 0)?;
                    self.named.insert(name.to_owned(), next);
                    next
                }
            };
            let concept = Concept {
                number,
                weight: PROPER,
            };
            for form in forms(row).filter(|form| !shared.contains(form)) {
                self.enter(&form, concept);
            }
        }
        Ok(())
    }

    /// Adds adjectives of places; one that several places have is that of the first.
    fn add_adjectives(
        &mut self,
        file: &'static str,
        text: &str,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let endings = Endings::read()?;
        for ending in endings.behind_k() {
            self.entries.entry(ending).or_default();
        }
        let mut required = vec!["place"];
        required.extend(LANGUAGES);
        let table = Table::parse(file, text, &required)?;
        for row in table.rows() {
            let Some(&number) = self.named.get(row.get(0)) else {
                return Err(table.error(row, 0, "no table has this place").into());
            };
            let concept = Concept {
                number,
                weight: PROPER,
            };
            for (cell, language) in (1..).zip(LANGUAGES) {
                let adjectives = row.get(cell).split('|').filter(|own| !own.is_empty());
                for adjective in adjectives {
                    match endings.store(language, adjective) {
                        Stored::Stem(stem) => self.enter(&stem, concept),
                        Stored::Forms(forms) => {
                            forms.iter().for_each(|form| self.enter(form, concept));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds English words and what they become in Cyrillic.
    fn add_english_words(&mut self, file: &'static str, text: &str) -> Result<(), Error> {
        let table = Table::parse(file, text, &["english", "be", "ru", "uk"])?;
        for row in table.rows() {
            let known = self.entries.get(row.get(0)).and_then(|entry| entry.word);
            let concept = match known {
                Some(concept) => concept,
                None => Concept {
                    number: self.next_meaning(&table, row, 0)?,
                    weight: PROPER,
                },
            };
            for form in (0..4).flat_map(|cell| row.get(cell).split('|')) {
                self.enter(form, concept);
            }
        }
        Ok(())
    }

    fn add(&mut self, source: &Source, text: &str) -> Result<(), Error> {
        let required: Vec<&str> = source.columns[..1]
            .iter()
            .chain(&LANGUAGES)
            .copied()
            .collect();
        let table = Table::parse(source.file, text, &required)?;
        let weights = table.column("weight");
        let meanings = table.column(source.columns[1]).unwrap_or(0);
        let classes = table.column("class");
        let is_set_apart =
            |row: &Row| classes.is_some_and(|cell| SET_APART.contains(&row.get(cell)));
        let mut numbers: HashMap<&str, u16> = HashMap::new();
        // What is set apart is numbered first, so that its numbers tell it.
        let (first, rest): (Vec<_>, Vec<_>) =
            table.rows().iter().partition(|row| is_set_apart(row));
        if let Some(row) = first.first()
            && !self.names.is_empty()
        {
            let reason = "what is set apart stands in the first table of a lexicon";
            return Err(table.error(row, meanings, reason));
        }
        for rows in [first, rest] {
            for row in rows {
                let name = row.get(meanings);
                if numbers.contains_key(name) {
                    continue;
                }
                let next = self.next_meaning(&table, row, meanings)?;
                numbers.insert(name, next);
                self.set_apart += usize::from(is_set_apart(row));
            }
        }
        for row in table.rows() {
            let weight = match weights {
                Some(cell) => match row.get(cell).parse() {
                    Ok(weight @ 0..=3) => weight,
                    _ => return Err(table.error(row, cell, "the weight is no number from 0 to 3")),
                },
                None => source.weight,
            };
            let number = numbers[row.get(meanings)];
            for cell in 1..=LANGUAGES.len() {
                for phrase in row.get(cell).split('|') {
                    self.enter(phrase, Concept { number, weight });
                    self.enter_beginning(phrase);
                }
            }
        }
        if source.legal {
            self.legal_forms = self.names.len();
        }
        Ok(())
    }

    /// Enters how a generic word begins, so that few words are looked for among its cases.
    fn enter_beginning(&mut self, word: &str) {
        if word.is_ascii() || word.contains(' ') || word.chars().count() < BEGINNING {
            return;
        }
        let beginning: String = word.chars().take(BEGINNING).collect();
        self.entries.entry(format!("{beginning}~")).or_default();
    }

    /// The tables hold folded forms; the words of a phrase are separated by spaces. What has ё is often printed with е.
    fn enter(&mut self, phrase: &str, concept: Concept) {
        let phrase = phrase.trim_ascii();
        if phrase.contains('ё') {
            self.enter(&phrase.replace('ё', "е"), concept);
        }
        let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        if first.is_empty() {
            return;
        }
        let initials: String = phrase
            .split(' ')
            .filter_map(|word| word.chars().next())
            .collect();
        let of_meaning = &mut self.initials[usize::from(concept.number)];
        if of_meaning.split(' ').all(|own| own != initials) {
            of_meaning.push_str(&initials);
            of_meaning.push(' ');
        }
        let entry = self.entries.entry(first.to_owned()).or_default();
        if rest.is_empty() {
            entry.word.get_or_insert(concept);
            return;
        }
        let words = |phrase: &str| phrase.bytes().filter(|&byte| byte == b' ').count();
        if entry.phrases.iter().all(|(own, _)| own != rest) {
            let longer = entry
                .phrases
                .partition_point(|(own, _)| words(own) >= words(rest));
            entry.phrases.insert(longer, (rest.to_owned(), concept));
        }
    }
}

/// The names that stand for several things: Алжир.
fn shared_names<'s>(
    sources: impl Iterator<Item = &'s Source>,
    read: impl Fn(&Source) -> std::io::Result<String>,
) -> Result<HashSet<String>, Box<dyn std::error::Error>> {
    let mut meanings: HashMap<String, String> = HashMap::new();
    let mut shared = HashSet::new();
    for source in sources {
        let text = read(source)?;
        let table = Table::parse(source.file, &text, &["concept"])?;
        for row in table.rows().iter().filter(|row| is_place(&table, row)) {
            for form in forms(row) {
                let known = meanings
                    .entry(form.clone())
                    .or_insert_with(|| row.get(0).to_owned());
                if known != row.get(0) {
                    shared.insert(form);
                }
            }
        }
    }
    Ok(shared)
}

/// Whether a row of names is about a place.
fn is_place(table: &Table<'_>, row: &Row<'_>) -> bool {
    table
        .column("kind")
        .is_none_or(|cell| row.get(cell) == "place")
}

/// The folded names of a row; short acronyms are too many other words.
fn forms(row: &Row<'_>) -> impl Iterator<Item = String> {
    let cells = (1..=LANGUAGES.len()).flat_map(|cell| row.get(cell).split('|'));
    let long = |form: &&str| !form.is_empty() && form.chars().nth(2).is_some();
    cells.filter(long).map(str::to_lowercase)
}
