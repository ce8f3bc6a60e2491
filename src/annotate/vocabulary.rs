//! The words met in texts: what each is, and which words of the index it can be; found out once.

use std::borrow::Cow;

use crate::gazetteer::Kind;
use crate::index::Index;
use crate::name::{
    Concept, Cut, Declensions, Genders, GivenNames, Korean, Lexicon, Part, common_word,
    is_shortened,
};
use crate::score::meaning_in_case;
use crate::text::{Case, Script, Separator, Surface, Token};

use super::bodies::Bodies;
use super::decide::{SINGLE, SINGLE_LOSS};
use super::exonyms::Exonyms;
use super::lettering::Lettering;
use super::memory::Memory;
use super::shelf::{Shelf, stands_in};
use super::sieve::Sounds;
use super::single::{Hit, Single, hits_of, singles_of};
use super::translated::Translations;
use super::written::{Writings, WrittenWord};

/// How common a capitalised word is as something else than a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Common {
    /// Not listed.
    #[default]
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

/// Letters of Latin alphabets whose languages inflect names.
const INFLECTING: &str = "ąęłńśźżćŭčšžěřůļņģķāēīėų";
/// Longer words are never looked up: they are no names.
const LONGEST_WORD: usize = 48;
/// As many names of a word are looked at to see whether it is part of longer ones.
const NAMES_OF_HIT: usize = 64;
/// When so many words are known, all are forgotten.
const MOST_WORDS: usize = 1 << 18;

/// What is known of a word wherever it stands, in a few bytes that every place of a text keeps.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Traits {
    pub script: Option<Script>,
    /// How many letters it has, 255 where more.
    pub count: u8,
    pub common: Common,
    /// How many letters only languages have that inflect Latin names.
    pub inflecting: u8,
    /// Whether it is a title, rank or role.
    pub title: bool,
    /// A letter or letter pair that can be an initial.
    pub initial: bool,
    /// Whether it is a generic word of organisations or places.
    pub generic: bool,
    /// Whether it says what sort of body an organisation is: court, factory, party.
    pub body: bool,
    /// Whether a phrase with a meaning begins with it.
    pub opens_phrase: bool,
}

/// A word of any text.
#[derive(Debug)]
pub(crate) struct Known {
    pub letters: Box<str>,
    pub traits: Traits,
}

/// What is asked most of the details, kept where it is at hand.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Brief {
    /// How many names the words of the index have that are like it.
    pub names: u32,
    /// The place of its details, from one, where it was looked up.
    place: u32,
    /// A number for the letter that it begins with, see [`beginning`].
    pub beginning: u8,
    /// Whether it can be a given name, and whether it is listed as one.
    pub given: bool,
    pub listed_given: bool,
    /// Whether words of the index are like it, and whether words of persons' names are.
    pub hits: bool,
    pub persons: bool,
    /// Whether it can mean something alone, and whether it can be a part of persons' names.
    pub singles: bool,
    pub parts: bool,
    /// Whether it can be a patronymic.
    pub patronymic: bool,
    /// Whether it can be the surname of a Korean.
    pub korean_surname: bool,
    /// Whether foreign names of places and bodies may begin with it.
    pub exonyms: bool,
    /// Whether it is a word of a longer name of an organisation or a place.
    pub goes_on: bool,
}

impl Brief {
    /// Whether anything is known of the word, which can belong to a name then.
    pub(crate) fn is_known(&self) -> bool {
        self.place > 0
    }
}

/// What costs more to find out: only for words that can belong to a name.
#[derive(Debug)]
pub(crate) struct Details {
    pub given_classes: Box<[u16]>,
    pub genders: Genders,
    /// The ways to cut a case ending off.
    pub cuts: Box<[Cut]>,
    pub sounds: Sounds,
    /// By the number of the index's word.
    pub hits: Box<[Hit]>,
    /// What the word can mean alone: whole names, likest first.
    pub singles: Box<[Single]>,
    /// The persons whose surname or patronymic it can be, likest first.
    pub parts: Box<[Single]>,
    /// The foreign names of places and bodies that may begin with it.
    pub exonyms: Box<[u32]>,
}

/// All words met so far.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    lettering: Lettering,
    writings: Writings,
    words: Vec<Known>,
    /// Of each word where Latin names are not inflected, and where they are.
    briefs: Vec<[Brief; 2]>,
    details: Vec<Details>,
    pub(crate) shelf: Shelf,
    pub(crate) scratch: crate::score::Scratch,
    /// What foreign names mean in the index.
    pub(crate) translations: Translations,
    pub(crate) memory: Memory,
}

impl Vocabulary {
    /// Forgets all words when there are too many; only between texts.
    pub(crate) fn make_room(&mut self) -> bool {
        let full = self.words.len() > MOST_WORDS;
        if full {
            self.lettering.clear();
            self.writings.clear();
            self.words.clear();
            self.briefs.clear();
            self.details.clear();
            self.memory.forget_words();
        }
        full
    }

    /// The number of a word by its folded letters, and its traits.
    #[inline]
    pub(crate) fn number(&mut self, letters: &[char], script: Option<Script>) -> (u32, Traits) {
        match self.lettering.get(letters, script) {
            Some(known) => known,
            None => self.enter(letters, script),
        }
    }

    /// A word of another place that is written so, as [`Vocabulary::keep_written`] was given it.
    #[inline(always)]
    pub(crate) fn written(&self, surface: &Surface) -> Option<&WrittenWord> {
        self.writings.get(surface)
    }

    pub(crate) fn keep_written(&mut self, surface: &Surface, word: WrittenWord) {
        self.writings.insert(surface, word);
    }

    #[cold]
    fn enter(&mut self, letters: &[char], script: Option<Script>) -> (u32, Traits) {
        let id = self.words.len() as u32;
        let folded: String = letters.iter().collect();
        let traits = Traits::of(letters, &folded, script);
        self.lettering.insert(letters, id, traits);
        self.words.push(Known {
            letters: folded.into(),
            traits,
        });
        self.briefs.push([Brief::default(); 2]);
        (id, traits)
    }

    pub(crate) fn word(&self, id: u32) -> &Known {
        &self.words[id as usize]
    }

    /// Finds out what a word can be.
    #[inline]
    pub(crate) fn look_up(&mut self, index: &Index, id: u32, inflects_latin: bool) -> Brief {
        let brief = self.briefs[id as usize][usize::from(inflects_latin)];
        match brief.is_known() {
            true => brief,
            false => self.look_up_anew(index, id, inflects_latin),
        }
    }

    #[cold]
    fn look_up_anew(&mut self, index: &Index, id: u32, inflects_latin: bool) -> Brief {
        let latin = self.words[id as usize].traits.script == Some(Script::Latin);
        let (mut brief, details) = self.find_details(index, id, latin && !inflects_latin);
        self.details.push(details);
        brief.place = self.details.len() as u32;
        let briefs = &mut self.briefs[id as usize];
        match latin {
            true => briefs[usize::from(inflects_latin)] = brief,
            false => *briefs = [brief; 2],
        }
        brief
    }

    /// What a word can be, where it was looked up.
    #[inline]
    pub(crate) fn details(&self, brief: &Brief) -> Option<&Details> {
        let place = brief.place.checked_sub(1)?;
        self.details.get(place as usize)
    }

    /// The same by the number of the word.
    pub(crate) fn details_of(&self, id: u32, inflects_latin: bool) -> Option<&Details> {
        self.details(&self.briefs[id as usize][usize::from(inflects_latin)])
    }

    fn find_details(&mut self, index: &Index, id: u32, plain: bool) -> (Brief, Details) {
        let word = &self.words[id as usize];
        let token = word.token();
        let long = usize::from(word.traits.count) > LONGEST_WORD;
        let part = match (long, plain) {
            (true, _) => Part::default(),
            (_, true) => Part::uninflected(&token.folded, token.script, Case::Title, false),
            _ => Part::new(&token.folded, token.script, Case::Title, false),
        };
        let letters: Vec<char> = token.folded.chars().collect();
        let (hits, sounds) = match long {
            true => Default::default(),
            false => {
                let part = with_other_cases(&part, &letters, plain);
                hits_of(index, &token, &part, plain, &self.shelf, &mut self.scratch)
            }
        };
        let mut singles = singles_of(index, &token, plain, &hits, &self.shelf, &mut self.scratch);
        // Whole names that no text could make likely enough are not even proposed.
        singles.retain(|own| own.bare.is_some() || own.score >= SINGLE && own.loss <= SINGLE_LOSS);
        let (parts, singles): (Vec<Single>, Vec<Single>) =
            singles.into_iter().partition(|own| own.bare.is_some());
        let names: usize = hits.iter().map(|hit| index.names_of(hit.word).len()).sum();
        let goes_on = hits.iter().any(|hit| {
            let mut names = index.names_of(hit.word).take(NAMES_OF_HIT);
            names.any(|name| index.name_kind(name) != Kind::Person && index.members(name).len() > 1)
        });
        let exonyms = match long {
            true => Vec::new(),
            false => Exonyms::embedded().beginning_with(&token.folded, token.script),
        };
        let brief = Brief {
            given: word.traits.count >= 3 && part.is_given(),
            listed_given: word.traits.count >= 3
                && GivenNames::embedded().exact(&letters).is_some(),
            names: names.try_into().unwrap_or(u32::MAX),
            place: 0,
            beginning: beginning(&word.letters),
            hits: !hits.is_empty(),
            persons: hits
                .iter()
                .any(|hit| stands_in(index, hit.word, Kind::Person)),
            singles: !singles.is_empty(),
            parts: !parts.is_empty(),
            patronymic: part.patronymic.is_some(),
            korean_surname: Korean::embedded().is_surname(&word.letters),
            exonyms: !exonyms.is_empty(),
            goes_on,
        };
        let mut by_number = hits;
        by_number.sort_unstable_by_key(|hit| hit.word);
        let details = Details {
            given_classes: part.given.iter().map(|reading| reading.class).collect(),
            genders: part.genders,
            cuts: part.cuts.into(),
            sounds,
            hits: by_number.into(),
            singles: singles.into(),
            parts: parts.into(),
            exonyms: exonyms.into(),
        };
        (brief, details)
    }
}

/// A number below 64 for the letter that a word begins with; a few letters share one.
pub(super) fn beginning(letters: &str) -> u8 {
    let first = letters.chars().next();
    first.map_or(0, |first| (first as u32 & 63) as u8)
}

impl Traits {
    fn of(letters: &[char], folded: &str, script: Option<Script>) -> Self {
        let alone = [folded];
        let meaning = |lexicon: &Lexicon| {
            let found = lexicon.find(&alone);
            found.filter(|(concept, _)| concept.weight > 0 && concept.weight != Concept::PROPER)
        };
        let body = meaning(Lexicon::organisations());
        let generic = body.is_some()
            || meaning(Lexicon::places()).is_some()
            || meaning_in_case(folded, Kind::Place).is_some_and(|concept| concept.weight > 0);
        let body = body.is_some_and(|(concept, _)| {
            Bodies::embedded().contains(Lexicon::organisations().concept(concept.number))
        });
        // Most letters are no marked ones of Latin alphabets.
        let marked = |c: &&char| matches!(c, '\u{80}'..='\u{24f}');
        let inflecting = letters.iter().filter(marked);
        let inflecting = inflecting.filter(|&&c| INFLECTING.contains(c)).count();
        Traits {
            script,
            count: letters.len().min(255) as u8,
            common: Common::of(folded),
            inflecting: inflecting.min(255) as u8,
            title: Lexicon::titles().find(&alone).is_some(),
            initial: script.is_some() && is_shortened(letters),
            generic,
            body,
            opens_phrase: [Lexicon::organisations(), Lexicon::places()]
                .iter()
                .any(|lexicon| lexicon.opens_phrase(folded)),
        }
    }
}

impl Known {
    /// The word as a token of its own.
    pub(crate) fn token(&self) -> Token {
        Token {
            span: 0..0,
            folded: self.letters.to_string(),
            script: self.traits.script,
            case: Case::Title,
            separator: Separator::Space,
            stop: false,
            possessive: false,
        }
    }
}

/// A word's part in a name with the cases that no person's name has, and the endings of adjectives of places: Чавусаў, of
/// the town of Чавусы; Гарвардская школа, Harvard School.
fn with_other_cases<'p>(part: &'p Part, letters: &[char], plain: bool) -> Cow<'p, Part> {
    let declensions = Declensions::embedded();
    let of_places = declensions.plural() | declensions.place_adjective();
    let mut all = Vec::new();
    if !plain && !part.initial {
        declensions.cut_letters(letters, &mut all);
    }
    let lost = |cut: Cut| {
        let cut = Cut {
            nominative: 0,
            oblique: cut.oblique & of_places,
            ..cut
        };
        let known = part
            .cuts
            .iter()
            .any(|own| own.stem == cut.stem && own.oblique & cut.oblique == cut.oblique);
        (cut.oblique != 0 && !known).then_some(cut)
    };
    let lost: Vec<Cut> = all.into_iter().filter_map(lost).collect();
    if lost.is_empty() {
        return Cow::Borrowed(part);
    }
    let mut part = part.clone();
    part.cuts.extend(lost);
    Cow::Owned(part)
}
