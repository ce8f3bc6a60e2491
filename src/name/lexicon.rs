//! Words with a meaning in names of organisations and places: legal forms, translated vocabulary,
//! acronyms, generic words, titles.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::table::Table;

/// What a word or phrase of a [`Lexicon`] means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concept {
    /// The number of the meaning; its words in all languages share it.
    pub number: u16,
    /// How much of a name's identity it carries, from 0 (function word) to 3 (content word).
    pub weight: u8,
}

/// The words of a phrase after its first, separated by spaces, and what it means.
type Phrase = (&'static str, Concept);

/// Words and phrases of all languages by meaning.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: FxHashMap<&'static str, Concept>,
    /// Phrases by their first word: the other words, and the meanings, longest phrase first.
    phrases: FxHashMap<&'static str, Vec<Phrase>>,
    names: Vec<&'static str>,
    /// Meanings below this number are legal forms.
    forms: u16,
}

impl Lexicon {
    /// Vocabulary of organisations: legal forms, acronyms, translated words.
    pub fn organisations() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            embedded(&[
                (
                    "organisation_forms.tsv",
                    include_str!("../../data/name/organisation_forms.tsv"),
                    "form",
                    "family",
                    0,
                ),
                (
                    "acronyms.tsv",
                    include_str!("../../data/name/acronyms.tsv"),
                    "concept",
                    "concept",
                    3,
                ),
                (
                    "organisation_words.tsv",
                    include_str!("../../data/name/organisation_words.tsv"),
                    "concept",
                    "concept",
                    2,
                ),
            ])
        });
        &LEXICON
    }

    /// Vocabulary of places: generic words and modifiers.
    pub fn places() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            embedded(&[(
                "place_words.tsv",
                include_str!("../../data/name/place_words.tsv"),
                "concept",
                "concept",
                1,
            )])
        });
        &LEXICON
    }

    /// Titles, ranks and roles that stand before a person's name.
    pub(crate) fn titles() -> Self {
        embedded(&[(
            "titles.tsv",
            include_str!("../../data/name/titles.tsv"),
            "concept",
            "concept",
            0,
        )])
    }

    /// The meaning at the beginning of a sequence of folded words, and how many words it takes; the
    /// longest phrase wins.
    ///
    /// ```
    /// use imya::name::Lexicon;
    /// let lexicon = Lexicon::organisations();
    /// let (of_russian, words) = lexicon.find(&["открытое", "акционерное", "общество", "x"]).unwrap();
    /// assert_eq!(words, 3);
    /// assert_eq!(lexicon.find(&["jsc"]).unwrap().0, of_russian);
    /// ```
    pub fn find<W: AsRef<str>>(&self, words: &[W]) -> Option<(Concept, usize)> {
        let (first, rest) = words.split_first()?;
        let first = first.as_ref();
        let phrases = self.phrases.get(first).into_iter().flatten();
        let mut phrase = phrases.filter_map(|(others, concept)| {
            let mut taken = 0;
            let matches = others.split_ascii_whitespace().all(|own| {
                taken += 1;
                rest.get(taken - 1).is_some_and(|word| word.as_ref() == own)
            });
            matches.then_some((*concept, taken + 1))
        });
        let word = || self.words.get(first).map(|concept| (*concept, 1));
        phrase.next().or_else(word)
    }

    /// Whether a meaning is a legal form (ТАА, LLC, открытое акционерное общество): a sure sign of an
    /// organisation.
    pub fn is_legal_form(&self, concept: Concept) -> bool {
        concept.number < self.forms
    }

    /// The name of a meaning.
    pub fn concept(&self, number: u16) -> &str {
        self.names.get(usize::from(number)).copied().unwrap_or("")
    }

    fn add(
        &mut self,
        file: &str,
        text: &'static str,
        meaning: &str,
        weight: u8,
        first: &str,
    ) -> Result<()> {
        let languages = ["be", "ru", "uk", "latin"];
        let table = Table::parse(
            file,
            text,
            &[
                first,
                languages[0],
                languages[1],
                languages[2],
                languages[3],
            ],
        )?;
        let weights = table.column("weight");
        let meanings = table.column(meaning).unwrap_or(0);
        let mut numbers: FxHashMap<&str, u16> = FxHashMap::default();
        for row in table.rows() {
            let weight = match weights {
                Some(cell) => match row.get(cell).parse() {
                    Ok(weight @ 0..=3) => weight,
                    _ => return Err(table.error(row, cell, "the weight is no number from 0 to 3")),
                },
                None => weight,
            };
            let number = *numbers.entry(row.get(meanings)).or_insert_with(|| {
                self.names.push(row.get(meanings));
                self.names.len() as u16 - 1
            });
            for cell in 1..=languages.len() {
                for phrase in row.get(cell).split('|') {
                    self.enter(phrase, Concept { number, weight });
                }
            }
        }
        Ok(())
    }

    /// The tables hold folded forms; the words of a phrase are separated by spaces.
    fn enter(&mut self, phrase: &'static str, concept: Concept) {
        let phrase = phrase.trim_ascii();
        let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
        if first.is_empty() {
            return;
        }
        if rest.is_empty() {
            self.words.entry(first).or_insert(concept);
            return;
        }
        let words = |phrase: &str| phrase.bytes().filter(|&byte| byte == b' ').count();
        let phrases = self.phrases.entry(first).or_default();
        if phrases.iter().all(|(own, _)| *own != rest) {
            let length = words(rest);
            let longer = phrases.partition_point(|(own, _)| words(own) >= length);
            phrases.insert(longer, (rest, concept));
        }
    }
}

type Source = (&'static str, &'static str, &'static str, &'static str, u8);

#[expect(
    clippy::expect_used,
    reason = "the embedded tables are parsed in a test"
)]
fn embedded(sources: &[Source]) -> Lexicon {
    let mut lexicon = Lexicon::default();
    let text: usize = sources.iter().map(|source| source.1.len()).sum();
    lexicon.words.reserve(text / 24);
    for (file, text, first, meaning, weight) in sources {
        lexicon
            .add(file, text, meaning, *weight, first)
            .expect("the embedded vocabulary is sound");
        if *first == "form" {
            lexicon.forms = lexicon.names.len() as u16;
        }
    }
    lexicon
}
