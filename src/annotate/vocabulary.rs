//! The words met in texts: what each is, and which words of the index it can be; found out once.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::gazetteer::Kind;
use crate::index::Index;
use crate::name::{Cut, Genders, GivenNames, Lexicon, Part, common_word};
use crate::table::Table;
use crate::text::{Case, Script, Separator, Token};

use super::decide::{SINGLE, SINGLE_LOSS};
use super::exonyms::Exonyms;
use super::shelf::Shelf;
use super::single::{Hit, Single, hits_of, singles_of};
use super::translated::Translations;

/// How common a capitalised word is as something else than a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Common {
    /// Not listed.
    No,
    /// A noun, an adjective, a month: may be a name all the same.
    Word,
    /// An adjective or noun made from a country's or people's name: never the country itself.
    Demonym,
    /// A city or brand: a person only where the text says so.
    Namesake,
    /// A function word or verb: no name at all unless it is an acronym.
    Function,
}

impl Common {
    fn of(word: &str) -> Common {
        match common_word(word) {
            None => Common::No,
            Some("function" | "verb") => Common::Function,
            Some("demonym") => Common::Demonym,
            Some("namesake") => Common::Namesake,
            Some(_) => Common::Word,
        }
    }
}

/// Meanings that say what sort of body an organisation is.
static BODIES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../data/annotate/bodies.tsv");
    let table = Table::parse("bodies.tsv", text, &["concept"]);
    let rows = table.iter().flat_map(Table::rows);
    rows.map(|row| row.get(0)).collect()
});

/// Letters of Latin alphabets whose languages inflect names.
const INFLECTING: &str = "ąęłńśźżćŭčšžěřůļņģķāēīėų";
/// Longer words are never looked up: they are no names.
const LONGEST_WORD: usize = 48;
/// As many names of a word are looked at to see whether it is part of longer ones.
const NAMES_OF_HIT: usize = 64;
/// When so many words are known, all are forgotten.
const MOST_WORDS: usize = 1 << 18;

/// What is known of a word wherever it stands.
#[derive(Debug)]
pub(crate) struct Known {
    pub letters: Box<str>,
    pub script: Option<Script>,
    pub count: u8,
    pub common: Common,
    /// Whether it is a title, rank or role.
    pub title: bool,
    /// A letter or letter pair that can be an initial.
    pub initial: bool,
    /// How many letters only languages have that inflect Latin names.
    pub inflecting: u8,
    /// Whether it is a generic word of organisations or places.
    pub generic: bool,
    /// Whether it says what sort of body an organisation is: court, factory, party.
    pub body: bool,
    /// Whether a phrase with a meaning begins with it.
    pub opens_phrase: bool,
    /// What it can be where Latin names are not inflected, and where they are.
    details: [Option<Box<Details>>; 2],
    briefs: [Brief; 2],
}

/// What is asked most of the details, kept where it is at hand.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Brief {
    /// Whether it can be a given name, and whether it is listed as one.
    pub given: bool,
    pub listed_given: bool,
    /// Whether words of the index are like it.
    pub hits: bool,
    /// Whether foreign names of places and bodies may begin with it.
    pub exonyms: bool,
    /// Whether it is a word of a longer name of an organisation or a place.
    pub goes_on: bool,
}

/// What costs more to find out: only for words that can belong to a name.
#[derive(Debug)]
pub(crate) struct Details {
    pub given_classes: Box<[u16]>,
    pub patronymic: bool,
    pub genders: Genders,
    /// The ways to cut a case ending off.
    pub cuts: Box<[Cut]>,
    /// By the number of the index's word.
    pub hits: Box<[Hit]>,
    /// The names of all hits.
    pub names: usize,
    /// What the word can mean alone.
    pub singles: Box<[Single]>,
    /// The foreign names of places and bodies that may begin with it.
    pub exonyms: Box<[u32]>,
}

/// All words met so far.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<Box<[char]>, u32>,
    /// Words whose letters were met before as a word of another script: joined of two.
    other_ids: FxHashMap<(Box<[char]>, Option<Script>), u32>,
    words: Vec<Known>,
    pub(crate) shelf: Shelf,
    pub(crate) scratch: crate::score::Scratch,
    /// What foreign names mean in the index.
    pub(crate) translations: Translations,
}

impl Vocabulary {
    /// Forgets all words when there are too many; only between texts.
    pub(crate) fn make_room(&mut self) -> bool {
        let full = self.words.len() > MOST_WORDS;
        if full {
            self.ids.clear();
            self.other_ids.clear();
            self.words.clear();
        }
        full
    }

    /// The number of a word by its folded letters.
    #[inline]
    pub(crate) fn number(&mut self, letters: &[char], script: Option<Script>) -> u32 {
        match self.ids.get(letters) {
            Some(&id) if self.words[id as usize].script == script => id,
            Some(_) => self.other_number(letters, script),
            None => {
                let id = self.enter(letters, script);
                self.ids.insert(letters.into(), id);
                id
            }
        }
    }

    #[cold]
    fn other_number(&mut self, letters: &[char], script: Option<Script>) -> u32 {
        let key: (Box<[char]>, _) = (letters.into(), script);
        match self.other_ids.get(&key) {
            Some(&id) => id,
            None => {
                let id = self.enter(letters, script);
                self.other_ids.insert(key, id);
                id
            }
        }
    }

    fn enter(&mut self, letters: &[char], script: Option<Script>) -> u32 {
        let id = self.words.len() as u32;
        let folded: String = letters.iter().collect();
        let alone = [folded.as_str()];
        let meaning = |lexicon: &Lexicon| {
            let found = lexicon.find(&alone);
            found.filter(|(concept, _)| concept.weight > 0)
        };
        let body = meaning(Lexicon::organisations());
        let generic = body.is_some() || meaning(Lexicon::places()).is_some();
        let body = body.is_some_and(|(concept, _)| {
            BODIES.contains(Lexicon::organisations().concept(concept.number))
        });
        let inflecting = letters.iter().filter(|&&c| INFLECTING.contains(c)).count();
        let initial = match letters.len() {
            1 => script.is_some(),
            2 => Part::new(&folded, script, Case::Title, true).initial,
            _ => false,
        };
        self.words.push(Known {
            common: Common::of(&folded),
            title: Lexicon::titles().find(&alone).is_some(),
            count: letters.len().min(255) as u8,
            inflecting: inflecting.min(255) as u8,
            initial,
            generic,
            body,
            opens_phrase: [Lexicon::organisations(), Lexicon::places()]
                .iter()
                .any(|lexicon| lexicon.opens_phrase(&folded)),
            script,
            letters: folded.into(),
            details: [None, None],
            briefs: [Brief::default(); 2],
        });
        id
    }

    pub(crate) fn word(&self, id: u32) -> &Known {
        &self.words[id as usize]
    }

    /// Finds out what a word can be.
    #[inline]
    pub(crate) fn look_up(&mut self, index: &Index, id: u32, inflects_latin: bool) {
        let word = &self.words[id as usize];
        let slot = word.slot(inflects_latin);
        if word.details[slot].is_some() {
            return;
        }
        let (brief, details) = self.find_details(index, id, slot == 0);
        let word = &mut self.words[id as usize];
        word.briefs[slot] = brief;
        word.details[slot] = Some(Box::new(details));
    }

    fn find_details(&mut self, index: &Index, id: u32, plain: bool) -> (Brief, Details) {
        let word = &self.words[id as usize];
        let token = word.token();
        let plain = plain && word.script == Some(Script::Latin);
        let long = usize::from(word.count) > LONGEST_WORD;
        let part = match (long, plain) {
            (true, _) => Part::default(),
            (_, true) => Part::uninflected(&token.folded, token.script, Case::Title, false),
            _ => Part::new(&token.folded, token.script, Case::Title, false),
        };
        let letters: Vec<char> = token.folded.chars().collect();
        let hits = match long {
            true => Vec::new(),
            false => hits_of(index, &token, plain, &self.shelf, &mut self.scratch),
        };
        let mut singles = singles_of(index, &token, plain, &hits, &self.shelf, &mut self.scratch);
        // Whole names that no text could make likely enough are not even proposed.
        singles.retain(|own| own.bare.is_some() || own.score >= SINGLE && own.loss <= SINGLE_LOSS);
        let names = hits.iter().map(|hit| index.names_of(hit.word).len()).sum();
        let goes_on = hits.iter().any(|hit| {
            let mut names = index.names_of(hit.word).take(NAMES_OF_HIT);
            names.any(|name| index.name_kind(name) != Kind::Person && index.members(name).len() > 1)
        });
        let exonyms = match long {
            true => Vec::new(),
            false => Exonyms::embedded().beginning_with(&token.folded, token.script),
        };
        let brief = Brief {
            given: word.count >= 3 && part.is_given(),
            listed_given: word.count >= 3 && GivenNames::embedded().exact(&letters).is_some(),
            hits: !hits.is_empty(),
            exonyms: !exonyms.is_empty(),
            goes_on,
        };
        let mut by_number = hits;
        by_number.sort_unstable_by_key(|hit| hit.word);
        let details = Details {
            given_classes: part.given.iter().map(|reading| reading.class).collect(),
            patronymic: part.patronymic.is_some(),
            genders: part.genders,
            cuts: part.cuts.into(),
            names,
            hits: by_number.into(),
            singles: singles.into(),
            exonyms: exonyms.into(),
        };
        (brief, details)
    }
}

impl Known {
    /// 0 for plain Latin words, 1 for others.
    fn slot(&self, inflects_latin: bool) -> usize {
        usize::from(inflects_latin || self.script != Some(Script::Latin))
    }

    /// The most asked of what the word can be; nothing where it was not looked up.
    #[inline]
    pub(crate) fn brief(&self, inflects_latin: bool) -> Brief {
        self.briefs[self.slot(inflects_latin)]
    }

    /// What the word can be, where it was looked up.
    pub(crate) fn details(&self, inflects_latin: bool) -> Option<&Details> {
        self.details[self.slot(inflects_latin)].as_deref()
    }

    /// The word as a token of its own.
    pub(crate) fn token(&self) -> Token {
        Token {
            span: 0..0,
            folded: self.letters.to_string(),
            script: self.script,
            case: Case::Title,
            separator: Separator::Space,
            stop: false,
            possessive: false,
        }
    }
}
