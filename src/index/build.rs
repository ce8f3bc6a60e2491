//! Building an index.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

use crate::error::{Error, Result};
use crate::gazetteer::{Entity, Gender};
use crate::name::Genders;
use crate::score::{PreparedName, WordStore};

use super::image::{Image, SECTIONS, Section};
use super::keys::{Keys, NO_OTHER_WORDS, sign};
use super::names::{ENTITY, Index, MOST_WORDS, POSTING, member_bits};
use super::tables;
use super::words::{initial_of, kind_of, word_flags};

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
    names: Vec<[u32; 5]>,
    members: Vec<u32>,
    languages: FxHashMap<Box<str>, u32>,
    words: Vec<u8>,
    word_starts: Vec<u32>,
    signs: Vec<u64>,
    known: FxHashMap<u64, u32>,
    buffer: Vec<u8>,
}

/// More bytes of names and ids than this do not fit.
const MOST_TEXT: usize = u32::MAX as usize - (1 << 24);

impl IndexBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entity with all its names. Names without any letter or digit are kept but never found.
    ///
    /// # Errors
    /// [`Error::Option`] where the index would have more than 4 GiB of text or 2²⁶ distinct words.
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
        if self.text.len() > MOST_TEXT || self.word_starts.len() > MOST_WORDS - (1 << 16) {
            return Err(Error::Option {
                option: "gazetteer",
                reason: "more than an index can hold: 4 GiB of text or 67 million words".to_owned(),
            });
        }
        let number = self.entities.len() as u32;
        let first = self.names.len() as u32;
        let start = self.text.len() as u32;
        self.text.extend_from_slice(entity.id().as_bytes());
        let id_end = self.text.len() as u32;
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
        let record = [start, id_end, self.text.len() as u32, first, flags];
        self.entities.push(record);
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
        let end = self.text.len() as u32;
        self.names.push([start, end, number, members, flags]);
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
        self.signs.push(sign(view.kind, &word, false));
        self.known.insert(hash, number);
        number
    }

    fn stored(&self, word: u32) -> &[u8] {
        let start = self.word_starts[word as usize] as usize;
        let end = self.word_starts.get(word as usize + 1);
        &self.words[start..end.map_or(self.words.len(), |&end| end as usize)]
    }

    /// How many names were added.
    pub fn names_len(&self) -> usize {
        self.names.len()
    }

    /// Builds the index; O(n log n) in the words of all names.
    pub fn build(mut self) -> Index {
        self.known = FxHashMap::default();
        let words = self.word_starts.len();
        self.word_starts.push(self.words.len() as u32);
        let names = self.names.len() as u32;
        let [people, organisations, places] = self.kinds;
        self.entities
            .push([people, organisations, 0, names, places]);
        self.names.push([0, 0, 0, self.members.len() as u32, 0]);
        let (buckets, bucket_words) = buckets(&self.words, &self.word_starts);
        let (posting_starts, postings, word_signs) =
            postings(words, &self.names, &self.members, &self.signs);
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
        place(Section::Entities, bytes_of(self.entities.as_flattened()));
        place(Section::Names, bytes_of(self.names.as_flattened()));
        place(Section::Members, bytes_of(&self.members));
        place(Section::WordStarts, bytes_of(&self.word_starts));
        place(Section::Words, self.words);
        place(Section::WordSigns, word_signs);
        place(Section::PostingStarts, bytes_of(&posting_starts));
        place(Section::Postings, postings);
        place(Section::Buckets, bytes_of(&buckets));
        place(Section::BucketWords, bytes_of(&bucket_words));
        Index::from_image(Image::assemble(tables::version(), parts))
    }
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

/// For each word the names it stands in, each once, with the sign of the name's other words; and for
/// each word all those signs together.
fn postings(
    words: usize,
    names: &[[u32; 5]],
    members: &[u32],
    signs: &[u64],
) -> (Vec<u32>, Vec<u8>, Vec<u8>) {
    let word_of = |member: u32| (member & (MOST_WORDS as u32 - 1)) as usize;
    let own = |name: usize| &members[names[name][3] as usize..names[name + 1][3] as usize];
    let first_of_its_kind = |list: &[u32], at: usize| {
        !list[..at]
            .iter()
            .any(|&one| word_of(one) == word_of(list[at]))
    };
    let mut starts = vec![0u32; words + 1];
    for name in 0..names.len() - 1 {
        let list = own(name);
        for at in (0..list.len()).filter(|&at| first_of_its_kind(list, at)) {
            starts[word_of(list[at]) + 1] += 1;
        }
    }
    for word in 0..words {
        starts[word + 1] += starts[word];
    }
    let mut next = starts.clone();
    let mut postings = vec![0u8; starts[words] as usize * POSTING];
    let mut word_signs = vec![0u64; words];
    for name in 0..names.len() - 1 {
        let list = own(name);
        for at in (0..list.len()).filter(|&at| first_of_its_kind(list, at)) {
            let word = word_of(list[at]);
            let others = list.iter().enumerate().filter(|(other, _)| *other != at);
            let sign = others.fold(0, |sign, (_, &other)| sign | signs[word_of(other)]);
            let sign = if sign == 0 { NO_OTHER_WORDS } else { sign };
            let place = next[word] as usize * POSTING;
            postings[place..place + 4].copy_from_slice(&(name as u32).to_le_bytes());
            postings[place + 4..place + POSTING].copy_from_slice(&sign.to_le_bytes());
            next[word] += 1;
            word_signs[word] |= sign;
        }
    }
    let word_signs = word_signs.iter().flat_map(|sign| sign.to_le_bytes());
    (starts, postings, word_signs.collect())
}

/// Distributes the words to buckets by their keys: where each bucket begins, and the words.
fn buckets(words: &[u8], starts: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut pairs = keyed_words(words, starts);
    let buckets = (pairs.len() / 2).max(1).next_power_of_two();
    let bucket = |key: u32| key as usize & (buckets - 1);
    for (key, _) in &mut pairs {
        *key = bucket(*key) as u32;
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut bucket_starts = vec![0u32; buckets + 1];
    for (bucket, _) in &pairs {
        bucket_starts[*bucket as usize + 1] += 1;
    }
    for at in 0..buckets {
        bucket_starts[at + 1] += bucket_starts[at];
    }
    let words = pairs.into_iter().map(|(_, word)| word).collect();
    (bucket_starts, words)
}

/// The keys of all words.
fn keyed_words(words: &[u8], starts: &[u32]) -> Vec<(u32, u32)> {
    let keyed = |range: std::ops::Range<usize>| {
        let mut store = WordStore::default();
        let mut keys = Keys::default();
        let mut pairs = Vec::with_capacity(range.len() * 8);
        for word in range {
            let bytes = &words[starts[word] as usize..starts[word + 1] as usize];
            store.clear();
            let Some(number) = bytes.get(1..).and_then(|bytes| store.load(bytes)) else {
                continue;
            };
            // Initials are found by the words beside them.
            if !initial_of(bytes[0]) {
                keys.enter(kind_of(bytes[0]), &store.word(number));
                let both = keys.whole.iter().chain(&keys.shortened);
                pairs.extend(both.map(|&key| (key, word as u32)));
            }
        }
        pairs
    };
    let count = starts.len() - 1;
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        const CHUNK: usize = 4096;
        let chunks = (0..count.div_ceil(CHUNK)).into_par_iter();
        let lists: Vec<Vec<(u32, u32)>> = chunks
            .map(|at| keyed(at * CHUNK..((at + 1) * CHUNK).min(count)))
            .collect();
        lists.concat()
    }
    #[cfg(not(feature = "parallel"))]
    keyed(0..count)
}
