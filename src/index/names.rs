//! What the index knows: entities, names, words.

use rustc_hash::FxHashMap;

use crate::gazetteer::{Entity, Gender, Kind};
use crate::name::Genders;
use crate::score::{Member, NameView, WordStore};

use super::build::IndexBuilder;
use super::keys::Key;

/// An immutable index over the names of a gazetteer; `Send` and `Sync`.
#[derive(Debug)]
pub struct Index {
    pub(crate) entities: Vec<EntityEntry>,
    pub(crate) names: Vec<NameEntry>,
    pub(crate) members: Vec<Member>,
    pub(crate) store: WordStore,
    /// Words by key: beginning and end in `key_words`.
    pub(crate) keys: FxHashMap<Key, (u32, u32)>,
    pub(crate) key_words: Vec<u32>,
    /// For each word where its names begin in `word_names`; one more than there are words.
    pub(crate) word_starts: Vec<u32>,
    pub(crate) word_names: Vec<u32>,
}

/// An entity as the index keeps it.
#[derive(Debug, Clone)]
pub(crate) struct EntityEntry {
    pub id: Box<str>,
    pub kind: Kind,
    pub gender: Option<Gender>,
    pub description: Option<Box<str>>,
    /// Its names in [`Index::names`].
    pub names: (u32, u32),
}

/// A name as the index keeps it.
#[derive(Debug, Clone)]
pub(crate) struct NameEntry {
    pub text: Box<str>,
    pub language: Option<Box<str>>,
    pub entity: u32,
    pub members: (u32, u32),
    pub genders: Genders,
    pub weak: bool,
}

impl Index {
    /// Builds an index; linear in the names.
    ///
    /// ```
    /// use imya::{Entity, Kind, index::Index};
    /// let entity = Entity::new("p1", Kind::Person).with_name("Ян Баршчэўскі", "be");
    /// let index = Index::new([entity]);
    /// assert_eq!(index.len(), 1);
    /// ```
    pub fn new(entities: impl IntoIterator<Item = Entity>) -> Self {
        let mut builder = IndexBuilder::new();
        for entity in entities {
            builder.add(&entity);
        }
        builder.build()
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there are no entities.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// How many names there are.
    pub fn names_len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn view(&self, name: u32) -> NameView<'_> {
        let entry = &self.names[name as usize];
        let (start, end) = entry.members;
        NameView {
            kind: self.entities[entry.entity as usize].kind,
            genders: entry.genders,
            store: &self.store,
            members: &self.members[start as usize..end as usize],
        }
    }

    /// The words that share a key.
    pub(crate) fn words_of(&self, key: Key) -> &[u32] {
        match self.keys.get(&key) {
            Some(&(start, end)) => &self.key_words[start as usize..end as usize],
            None => &[],
        }
    }

    /// The names that a word stands in.
    pub(crate) fn names_of(&self, word: u32) -> &[u32] {
        let start = self.word_starts[word as usize] as usize;
        let end = self.word_starts[word as usize + 1] as usize;
        &self.word_names[start..end]
    }
}
