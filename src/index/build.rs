//! Building an index.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

use crate::error::{Error, Result};
use crate::gazetteer::{Entity, Gender};
use crate::name::Genders;
use crate::score::PreparedName;

use super::entries::{MOST_NAMES, MOST_WORDS, member_bits, member_of};
use super::image::{Image, SECTIONS, Section};
use super::invert::{self, Entered};
use super::names::{ENTITY, ENTITY_FLAGS, Index, NAME};
use super::tables;
use super::words::word_flags;

/// Collects entities for an [`Index`].
///
/// ```
/// use imya::{Entity, Kind, index::IndexBuilder};
/// let mut builder = IndexBuilder::new();
/// builder.add(&Entity::new("o1", Kind::Organisation).with_name("ТАА «Ластаўка»", "be"))?;
/// assert_eq!(builder.build().names_len(), 1);
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct IndexBuilder {
    text: Vec<u8>,
    entities: Vec<[u32; ENTITY]>,
    /// Entities by kind.
    kinds: [u32; 3],
    names: Vec<[u32; NAME]>,
    members: Vec<u32>,
    languages: FxHashMap<Box<str>, u32>,
    words: Vec<u8>,
    word_starts: Vec<u32>,
    known: FxHashMap<u64, u32>,
    buffer: Vec<u8>,
}

/// More bytes of names and ids than this do not fit.
const MOST_TEXT: usize = u32::MAX as usize - (1 << 24);
/// Longer ids do not fit.
const LONGEST_ID: usize = 1 << (32 - ENTITY_FLAGS - 1);

impl IndexBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entity with all its names. Names without any letter or digit are kept but never found.
    ///
    /// # Errors
    /// [`Error::Option`] where the index would have more than 4 GiB of text, 2²⁶ names or as many distinct
    /// words.
    pub fn add(&mut self, entity: &Entity) -> Result<()> {
        let prepared = prepare(entity);
        self.add_prepared(entity, &prepared)
    }

    /// Adds entities in their order; with the feature `parallel` their names are prepared by all threads
    /// of the current rayon pool.
    ///
    /// # Errors
    /// As [`IndexBuilder::add`].
    pub fn add_all(&mut self, entities: &[Entity]) -> Result<()> {
        for (entity, prepared) in entities.iter().zip(prepare_all(entities)) {
            self.add_prepared(entity, &prepared)?;
        }
        Ok(())
    }

    fn add_prepared(&mut self, entity: &Entity, prepared: &[PreparedName]) -> Result<()> {
        if self.text.len() + text_len(entity) > MOST_TEXT
            || self.word_starts.len() > MOST_WORDS - (1 << 16)
            || self.names.len() + entity.names().len() >= MOST_NAMES
            || entity.id().len() >= LONGEST_ID
        {
            return Err(Error::Option {
                option: "gazetteer",
                reason: "more than an index can hold: 4 GiB of text, 67 million names or words"
                    .to_owned(),
            });
        }
        let number = self.entities.len() as u32;
        let first = self.names.len() as u32;
        let start = self.text.len() as u32;
        self.text.extend_from_slice(entity.id().as_bytes());
        let description = entity.description();
        self.text
            .extend_from_slice(description.unwrap_or_default().as_bytes());
        let gender = match entity.gender() {
            None => 0,
            Some(Gender::Feminine) => 1,
            Some(Gender::Masculine) => 2,
        };
        let kind = entity.kind();
        let flags = kind as u32 | gender << 2 | u32::from(description.is_some()) << 4;
        let length = entity.id().len() as u32;
        self.entities
            .push([start, first, length << ENTITY_FLAGS | flags]);
        self.kinds[kind as usize] += 1;
        for (name, prepared) in entity.names().iter().zip(prepared) {
            let language = name
                .language()
                .map_or(0, |language| self.language(language));
            let flags = kind as u32 | u32::from(name.is_weak()) << 2;
            self.add_name(entity, number, name.name(), language << 4 | flags, prepared);
        }
        Ok(())
    }

    fn language(&mut self, language: &str) -> u32 {
        if let Some(&known) = self.languages.get(language) {
            return known;
        }
        let number = self.languages.len() as u32 + 1;
        if number >= 1 << 16 || language.contains(['\n', '\r']) {
            return 0;
        }
        self.languages.insert(language.into(), number);
        number
    }

    fn add_name(
        &mut self,
        entity: &Entity,
        number: u32,
        text: &str,
        flags: u32,
        prepared: &PreparedName,
    ) {
        let view = prepared.view();
        let members = self.members.len() as u32;
        for at in 0..view.len() {
            let word = self.intern(prepared, at);
            self.members.push(member_bits(&view.members[at], word));
        }
        let known = match entity.gender() {
            Some(Gender::Feminine) => Genders::FEMININE,
            Some(Gender::Masculine) => Genders::MASCULINE,
            None => Genders::ANY,
        };
        let both = view.genders.and(known);
        let genders = if both.is_empty() { known } else { both };
        let start = self.text.len() as u32;
        self.text.extend_from_slice(text.as_bytes());
        let flags = u32::from(genders.bits()) | flags << 4;
        self.names.push([start, number, members, flags]);
    }

    /// The number of a word in the index; equal words with equal readings are one.
    fn intern(&mut self, prepared: &PreparedName, at: usize) -> u32 {
        let view = prepared.view();
        let word = view.word(at);
        self.buffer.clear();
        self.buffer.push(word_flags(view.kind, word.initial));
        word.store(&mut self.buffer);
        let mut hasher = FxHasher::default();
        hasher.write(&self.buffer);
        let mut hash = hasher.finish();
        loop {
            match self.known.get(&hash) {
                Some(&known) if self.stored(known) == self.buffer => return known,
                Some(_) => hash = hash.wrapping_add(1),
                None => break,
            }
        }
        let number = self.word_starts.len() as u32;
        self.word_starts.push(self.words.len() as u32);
        self.words.extend_from_slice(&self.buffer);
        self.known.insert(hash, number);
        number
    }

    fn stored(&self, word: u32) -> &[u8] {
        let start = self.word_starts[word as usize] as usize;
        let end = self.word_starts.get(word as usize + 1);
        &self.words[start..end.map_or(self.words.len(), |&end| end as usize)]
    }

    /// Brings the words into the order that an index has them in.
    fn order_words(&mut self) {
        let order = invert::word_order(&self.words, &self.word_starts);
        let mut words = Vec::with_capacity(self.words.len());
        let mut starts = Vec::with_capacity(self.word_starts.len());
        let mut places = vec![0u32; order.len()];
        for (place, &word) in (0..).zip(&order) {
            places[word as usize] = place;
            starts.push(words.len() as u32);
            let start = self.word_starts[word as usize] as usize;
            let end = self.word_starts[word as usize + 1] as usize;
            words.extend_from_slice(&self.words[start..end]);
        }
        starts.push(words.len() as u32);
        for member in &mut self.members {
            let own = member_of(*member);
            *member = member_bits(&own, places[own.word as usize]);
        }
        (self.words, self.word_starts) = (words, starts);
    }

    /// How many names were added.
    pub fn names_len(&self) -> usize {
        self.names.len()
    }

    /// Builds the index; O(n log n) in the words of all names.
    pub fn build(mut self) -> Index {
        self.known = FxHashMap::default();
        self.word_starts.push(self.words.len() as u32);
        self.order_words();
        let (text, names) = (self.text.len() as u32, self.names.len() as u32);
        let entities = self.entities.len() as u32;
        self.entities.push([text, names, 0]);
        self.names
            .push([text, entities, self.members.len() as u32, 0]);
        let entered = Entered {
            words: &self.words,
            word_starts: &self.word_starts,
            names: &self.names,
            members: &self.members,
        };
        let (couples, couple_names, word_keys) = invert::couples(entered);
        let (posting_starts, postings) = invert::postings(entered);
        let (buckets, bucket_words) = invert::buckets(entered, &posting_starts, &postings);
        let mut languages: Vec<(u32, Box<str>)> = self
            .languages
            .into_iter()
            .map(|(language, number)| (number, language))
            .collect();
        languages.sort_unstable();
        let languages: String = languages
            .iter()
            .flat_map(|(_, language)| [language.as_ref(), "\n"])
            .collect();
        let mut parts = [const { Vec::new() }; SECTIONS];
        let mut place = |section: Section, bytes: Vec<u8>| parts[section as usize] = bytes;
        place(Section::Text, self.text);
        place(Section::Languages, languages.into_bytes());
        place(Section::Kinds, bytes_of(&self.kinds));
        place(Section::Entities, bytes_of(self.entities.as_flattened()));
        place(Section::Names, bytes_of(self.names.as_flattened()));
        place(Section::Members, bytes_of(&self.members));
        place(Section::WordStarts, bytes_of(&self.word_starts));
        place(Section::Words, self.words);
        place(Section::PostingStarts, bytes_of(&posting_starts));
        place(Section::Postings, bytes_of(&postings));
        place(Section::Buckets, bytes_of(&buckets));
        place(Section::BucketWords, bytes_of(&bucket_words));
        place(Section::Couples, bytes_of(&couples));
        place(Section::CoupleNames, bytes_of(&couple_names));
        place(Section::WordKeys, bytes_of(&word_keys));
        Index::from_image(Image::assemble(tables::version(), parts))
    }
}

/// The bytes of an entity's id, description and names.
fn text_len(entity: &Entity) -> usize {
    let names = entity.names().iter().map(|name| name.name().len());
    let description = entity.description().unwrap_or_default().len();
    entity.id().len() + description + names.sum::<usize>()
}

fn bytes_of(numbers: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(numbers.len() * 4);
    for number in numbers {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes
}

fn prepare(entity: &Entity) -> Vec<PreparedName> {
    let names = entity.names().iter();
    names
        .map(|name| PreparedName::new(name.name(), Some(entity.kind())))
        .collect()
}

#[cfg(feature = "parallel")]
fn prepare_all(entities: &[Entity]) -> Vec<Vec<PreparedName>> {
    use rayon::prelude::*;
    entities.par_iter().with_min_len(64).map(prepare).collect()
}

#[cfg(not(feature = "parallel"))]
fn prepare_all(entities: &[Entity]) -> impl Iterator<Item = Vec<PreparedName>> {
    entities.iter().map(prepare)
}
