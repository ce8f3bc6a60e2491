//! Building an index.

use rustc_hash::FxHashMap;

use crate::gazetteer::{Entity, Gender, Kind};
use crate::name::Genders;
use crate::score::{Member, PreparedName, WordStore};

use super::keys::{Key, meaning_key, word_keys};
use super::names::{EntityEntry, Index, NameEntry};

/// Collects entities for an [`Index`].
///
/// ```
/// use imya::{Entity, Kind, index::IndexBuilder};
/// let mut builder = IndexBuilder::new();
/// builder.add(&Entity::new("o1", Kind::Organisation).with_name("ТАА «Ластаўка»", "be"));
/// assert_eq!(builder.build().names_len(), 1);
/// ```
#[derive(Debug, Default)]
pub struct IndexBuilder {
    entities: Vec<EntityEntry>,
    names: Vec<NameEntry>,
    members: Vec<Member>,
    store: WordStore,
    known: FxHashMap<Box<str>, u32>,
}

impl IndexBuilder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entity with all its names. Names without any letter or digit are kept but never found.
    pub fn add(&mut self, entity: &Entity) {
        let number = self.entities.len() as u32;
        let first = self.names.len() as u32;
        for name in entity.names() {
            self.add_name(entity, number, name.name(), name.language(), name.is_weak());
        }
        self.entities.push(EntityEntry {
            id: entity.id().into(),
            kind: entity.kind(),
            gender: entity.gender(),
            description: entity.description().map(Into::into),
            names: (first, self.names.len() as u32),
        });
    }

    fn add_name(
        &mut self,
        entity: &Entity,
        number: u32,
        text: &str,
        language: Option<&str>,
        weak: bool,
    ) {
        let prepared = PreparedName::new(text, Some(entity.kind()));
        let view = prepared.view();
        let start = self.members.len() as u32;
        for at in 0..view.len() {
            let word = self.intern(&prepared, at);
            self.members.push(Member {
                word,
                ..view.members[at]
            });
        }
        let known = match entity.gender() {
            Some(Gender::Feminine) => Genders::FEMININE,
            Some(Gender::Masculine) => Genders::MASCULINE,
            None => Genders::ANY,
        };
        let both = view.genders.and(known);
        self.names.push(NameEntry {
            text: text.into(),
            language: language.map(Into::into),
            entity: number,
            members: (start, self.members.len() as u32),
            genders: if both.is_empty() { known } else { both },
            weak,
        });
    }

    /// The number of a word in the common store; equal words with equal readings are one.
    fn intern(&mut self, prepared: &PreparedName, at: usize) -> u32 {
        let view = prepared.view();
        let word = view.word(at);
        let kind = match view.kind {
            Kind::Person => 'p',
            Kind::Organisation => 'o',
            Kind::Place => 'l',
        };
        let initial = if word.initial { '.' } else { ' ' };
        let key = format!("{kind}{initial}{}", word.letters);
        if let Some(&known) = self.known.get(key.as_str()) {
            return known;
        }
        let number = self.store.copy(&word);
        self.known.insert(key.into(), number);
        number
    }

    /// Builds the index.
    pub fn build(self) -> Index {
        let words = self.store.len();
        let (word_starts, word_names) = postings(words, &self.names, &self.members);
        let (keys, key_words) = word_lists(&self.store);
        Index {
            entities: self.entities,
            names: self.names,
            members: self.members,
            store: self.store,
            keys,
            key_words,
            word_starts,
            word_names,
        }
    }
}

/// For each word the names it stands in, each once, in order.
fn postings(words: usize, names: &[NameEntry], members: &[Member]) -> (Vec<u32>, Vec<u32>) {
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(members.len());
    for (name, entry) in (0u32..).zip(names) {
        let (start, end) = entry.members;
        for member in &members[start as usize..end as usize] {
            pairs.push((member.word, name));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut starts = vec![0u32; words + 1];
    for (word, _) in &pairs {
        starts[*word as usize + 1] += 1;
    }
    for word in 0..words {
        starts[word + 1] += starts[word];
    }
    (starts, pairs.into_iter().map(|(_, name)| name).collect())
}

fn word_lists(store: &WordStore) -> (FxHashMap<Key, (u32, u32)>, Vec<u32>) {
    let mut pairs: Vec<(Key, u32)> = Vec::new();
    let mut keys = Vec::new();
    for number in 0..store.len() as u32 {
        let word = store.word(number);
        if let Some((concept, _)) = word.entry.concept {
            pairs.push((meaning_key(concept), number));
        }
        word_keys(&word, false, &mut keys);
        pairs.extend(keys.iter().map(|&key| (key, number)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut lists = FxHashMap::default();
    let mut start = 0;
    for list in pairs.chunk_by(|one, other| one.0 == other.0) {
        let end = start + list.len() as u32;
        lists.insert(list[0].0, (start, end));
        start = end;
    }
    (lists, pairs.into_iter().map(|(_, word)| word).collect())
}
