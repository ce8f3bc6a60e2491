//! Names made ready for comparison.

use crate::gazetteer::Kind;
use crate::name::{Form, Genders, Lexicon, Part};
use crate::sound::{Costs, Inventory};
use crate::text::{self, Case, Separator, Token};

/// Names longer than this many words are compared by their beginning.
pub(crate) const MAXIMUM_WORDS: usize = 24;

/// What a word does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A given name.
    Given,
    /// A patronymic.
    Patronymic,
    /// A surname, or any word that is nothing else.
    Surname,
    /// A generic word: legal form, `раён`, `Institute`; it has a translation.
    Generic,
}

/// A way to cut a word's ending off, in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StemCut {
    pub stem: u8,
    pub nominative: u32,
    pub oblique: u32,
}

/// One word of a prepared name.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Where its units begin and end in [`PreparedName::units`].
    pub units: (u16, u16),
    /// Where its letters begin and end in [`PreparedName::folded`], in bytes.
    pub letters: (u32, u32),
    pub cuts: Vec<StemCut>,
    /// What the word would weigh against itself.
    pub own: i32,
    pub role: Role,
    pub initial: bool,
    pub number: bool,
    pub acronym: bool,
    pub hyphen: bool,
    /// Classes of given names; the top bit marks a short or historic form.
    pub given: Vec<u16>,
    /// The father's name; `u16::MAX` where it is in no table.
    pub patronymic: Option<u16>,
    /// Units of the father's name, without the suffix.
    pub father_units: u8,
    /// The unit of the first letter alone (of дж: д).
    pub first_letter: u8,
    pub genders: Genders,
    /// Meaning and weight of a generic word.
    pub concept: Option<(u16, u8)>,
}

pub(crate) const SHORT_FORM: u16 = 1 << 15;

/// A name made ready for comparison: words, units, roles, genders.
///
/// Preparing costs a few microseconds and allocates; comparing prepared names does not.
#[derive(Debug, Clone)]
pub struct PreparedName {
    kind: Kind,
    folded: String,
    pub(crate) words: Vec<Word>,
    pub(crate) units: Vec<u8>,
    pub(crate) pairs: Vec<u16>,
    pub(crate) genders: Genders,
}

impl PreparedName {
    /// Prepares a name; without a kind the most likely one is guessed.
    ///
    /// Names of more than 24 words are compared by their beginning, words of more than 48 units too.
    /// Linear time.
    ///
    /// ```
    /// use imya::{Kind, score::PreparedName};
    /// assert_eq!(PreparedName::new("Мікола Статкевіч", None).kind(), Kind::Person);
    /// assert_eq!(PreparedName::new("ААТ «Нафтан»", None).kind(), Kind::Organisation);
    /// ```
    pub fn new(name: &str, kind: Option<Kind>) -> Self {
        let tokens: Vec<Token> = text::tokens(name).take(MAXIMUM_WORDS * 2).collect();
        let kind = kind.unwrap_or_else(|| guess_kind(&tokens));
        let mut prepared = PreparedName {
            kind,
            folded: String::with_capacity(name.len()),
            words: Vec::with_capacity(tokens.len()),
            units: Vec::with_capacity(name.len()),
            pairs: Vec::new(),
            genders: Genders::ANY,
        };
        match kind {
            Kind::Person => prepared.add_person(&tokens),
            Kind::Organisation => prepared.add_with(Lexicon::organisations(), &tokens),
            Kind::Place => prepared.add_with(Lexicon::places(), &tokens),
        }
        prepared.pairs = crate::sound::pairs(Costs::embedded(), &prepared.units);
        for at in 0..prepared.words.len() {
            let start = usize::from(prepared.words[at].units.0);
            // No exchange reaches back over the beginning of a word.
            if let Some(first) = prepared.pairs.get_mut(start) {
                *first = 0;
            }
        }
        prepared
    }

    /// The kind of entity the name is taken for.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The folded words, separated by spaces.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// How many words the name has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the name has no word at all.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(crate) fn word_text(&self, word: &Word) -> &str {
        let (start, end) = word.letters;
        self.folded
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    fn add_person(&mut self, tokens: &[Token]) {
        let capitals = tokens.iter().any(|token| token.case == Case::Title)
            && tokens
                .iter()
                .any(|token| token.case == Case::Upper && token.folded.chars().count() > 2);
        for token in tokens.iter().take(MAXIMUM_WORDS) {
            let part = Part::new(&token.folded, token.script, token.case, token.stop);
            let surname_in_capitals =
                capitals && token.case == Case::Upper && token.folded.chars().count() > 2;
            self.add_word(token, &token.folded, &part);
            if let Some(word) = self.words.last_mut()
                && surname_in_capitals
            {
                word.role = Role::Surname;
                word.number = false;
                word.acronym = true;
            }
        }
        self.settle_roles();
        self.genders =
            self.words
                .iter()
                .filter(|word| !word.initial)
                .fold(Genders::ANY, |genders, word| {
                    let both = genders.and(word.genders);
                    if both.is_empty() { genders } else { both }
                });
    }

    /// Decides which words are given name, patronymic and surname, by what they can be and where they stand.
    fn settle_roles(&mut self) {
        let fixed: Vec<bool> = self.words.iter().map(|word| word.acronym).collect();
        let names: Vec<usize> = (0..self.words.len())
            .filter(|&at| !self.words[at].initial && !fixed[at])
            .collect();
        // A patronymic needs another name beside it.
        let several = self.words.len() > 1;
        let given = names
            .iter()
            .copied()
            .filter(|&at| !self.words[at].given.is_empty() && !self.words[at].hyphen)
            .min_by_key(|&at| {
                let word = &self.words[at];
                let short = word.given.iter().all(|class| class & SHORT_FORM != 0);
                (short && at > 0, at)
            });
        let certain = |word: &Word| word.patronymic.is_some_and(|class| class != u16::MAX);
        for at in names {
            let word = &self.words[at];
            let is_given = Some(at) == given;
            let role = if several && certain(word) && !is_given && (at > 0 || given.is_some()) {
                Role::Patronymic
            } else if is_given
                && (several || word.given.iter().any(|class| class & SHORT_FORM == 0))
            {
                Role::Given
            } else {
                Role::Surname
            };
            self.words[at].role = role;
        }
        self.settle_patronymics(&fixed);
        for word in &mut self.words {
            word.acronym = false;
        }
    }

    /// Many surnames end like patronymics (Статкевіч, Багдановіч). Such a word is a patronymic only where
    /// another word is left to be the surname; of unknown fathers only after another name.
    fn settle_patronymics(&mut self, fixed: &[bool]) {
        let surnames = self
            .words
            .iter()
            .filter(|word| word.role == Role::Surname && !word.initial)
            .count();
        let words = &mut self.words;
        if surnames == 0 {
            let shared = |word: &Word| word.role == Role::Patronymic && word.genders.masculine();
            if let Some(last) = words.iter_mut().rfind(|word| shared(word)) {
                last.role = Role::Surname;
            }
        } else if surnames > 1 && words.iter().all(|word| word.role != Role::Patronymic) {
            let middle = (1..words.len()).find(|&at| {
                let word = &words[at];
                word.role == Role::Surname
                    && word.patronymic.is_some()
                    && !fixed[at]
                    && !word.hyphen
            });
            if let Some(at) = middle {
                words[at].role = Role::Patronymic;
            }
        }
    }

    fn add_with(&mut self, lexicon: &Lexicon, tokens: &[Token]) {
        let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
        let mut at = 0;
        while at < tokens.len() && self.words.len() < MAXIMUM_WORDS {
            let token = &tokens[at];
            let found = lexicon.find(&folded[at..]);
            let taken = found.map_or(1, |(_, words)| words);
            let letters = folded[at..at + taken].join("");
            let mut part = Part::default();
            part.genders = Genders::ANY;
            if token.script.is_some() {
                part.cuts = crate::name::Declensions::embedded().cuts(&letters);
            }
            self.add_word(token, &letters, &part);
            if let Some(word) = self.words.last_mut() {
                word.initial = false;
                word.concept = found.map(|(concept, _)| (concept.number, concept.weight));
                let upper = token.case == Case::Upper && letters.chars().count() <= 8;
                word.acronym = upper && taken == 1;
                if word.concept.is_some() {
                    word.role = Role::Generic;
                }
            }
            at += taken;
        }
    }

    fn add_word(&mut self, token: &Token, letters: &str, part: &Part) {
        let characters: Vec<char> = letters.chars().collect();
        let (mut units, mut ends) = (Vec::new(), Vec::new());
        Inventory::embedded().read_letters(&characters, &mut units, &mut ends);
        if units.is_empty() {
            return;
        }
        if !self.folded.is_empty() {
            self.folded.push(' ');
        }
        let start = self.folded.len();
        self.folded.push_str(letters);
        let costs = Costs::embedded();
        let first = self.units.len();
        let cuts = part
            .cuts
            .iter()
            .filter_map(|cut| {
                let stem = ends.iter().position(|&end| end == cut.stem)? + 1;
                Some(StemCut {
                    stem: stem as u8,
                    nominative: cut.nominative,
                    oblique: cut.oblique,
                })
            })
            .collect();
        let given = part.given.iter().map(|reading| {
            let short = if reading.form == Form::Full {
                0
            } else {
                SHORT_FORM
            };
            reading.class | short
        });
        let number = token.script.is_none();
        self.units.extend_from_slice(&units);
        self.words.push(Word {
            units: (first as u16, self.units.len() as u16),
            letters: (start as u32, self.folded.len() as u32),
            cuts,
            own: units.iter().map(|&unit| costs.single(unit, unit)).sum(),
            role: Role::Surname,
            initial: part.initial,
            number,
            acronym: false,
            hyphen: token.separator == Separator::Hyphen,
            given: given.collect(),
            patronymic: part
                .patronymic
                .map(|patronymic| patronymic.class.unwrap_or(u16::MAX)),
            father_units: part.patronymic.map_or(0, |patronymic| {
                let stem = ends.iter().take_while(|&&end| end <= patronymic.stem);
                stem.count() as u8
            }),
            first_letter: first_letter_unit(&characters).unwrap_or(units[0]),
            genders: part.genders,
            concept: None,
        });
    }
}

fn first_letter_unit(letters: &[char]) -> Option<u8> {
    let (mut units, mut ends) = (Vec::with_capacity(1), Vec::with_capacity(1));
    Inventory::embedded().read_letters(letters.get(..1)?, &mut units, &mut ends);
    units.first().copied()
}

/// The kind a name most likely has: organisations have legal forms or several generic words, persons a
/// given name or an initial, places generic words.
fn guess_kind(tokens: &[Token]) -> Kind {
    let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
    let heaviest = |lexicon: &Lexicon| -> u32 {
        (0..folded.len())
            .filter_map(|at| lexicon.find(&folded[at..]))
            .map(|(concept, words)| u32::from(concept.weight > 0) * words as u32)
            .sum()
    };
    let person = tokens.iter().any(|token| {
        let part = Part::new(&token.folded, token.script, token.case, token.stop);
        part.is_given() || part.patronymic.is_some() || part.initial
    });
    let organisation = heaviest(Lexicon::organisations());
    if !tokens.is_empty() && heaviest(Lexicon::places()) * 2 >= folded.len() as u32 {
        Kind::Place
    } else if organisation > 0 && (!person || organisation > 1) {
        Kind::Organisation
    } else {
        Kind::Person
    }
}
