//! What the index knows: entities, names, words.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::gazetteer::{Entity, EntityName, Gender, Kind};
use crate::name::Genders;
use crate::score::{Member, Word, stored_units};

use super::build::IndexBuilder;
use super::entries::{ALONE, BucketLayout, bloom, member_of, names_of_couple};
use super::image::{Image, Section, numbers_in};
use super::keys::{Groups, Hints, Keys, meaning_key};

/// An immutable index over the names of a gazetteer; `Send` and `Sync`.
#[derive(Debug)]
pub struct Index {
    pub(super) image: Image,
    /// The languages of names.
    pub(super) languages: Vec<Box<str>>,
    /// How many entities of each kind there are.
    pub(super) kinds: [usize; 3],
    buckets: BucketLayout,
    /// Tells indexes apart, so that working memory is not taken for that of another.
    pub(super) identity: u64,
}

/// As many entities are prepared at a time.
pub(super) const BATCH: usize = 8192;

/// A record of an entity: where its text begins (id, description, names), its first name, the length of
/// its id with flags.
pub(super) const ENTITY: usize = 3;
/// A record of a name: where it begins, its entity, its first word, flags.
pub(super) const NAME: usize = 4;
/// The bytes of a posting.
pub(super) const POSTING: usize = 4;
/// The bits of an entity's flags.
pub(super) const ENTITY_FLAGS: u32 = 5;

impl Index {
    /// Builds an index; O(n log n) in the names. Entities beyond what an index can hold (4 GiB of text)
    /// are left out; [`IndexBuilder::add`] tells.
    ///
    /// ```
    /// use imya::{Entity, Kind, index::Index};
    /// let entity = Entity::new("p1", Kind::Person).with_name("Ян Баршчэўскі", "be");
    /// let index = Index::new([entity]);
    /// assert_eq!(index.len(), 1);
    /// ```
    pub fn new(entities: impl IntoIterator<Item = Entity>) -> Self {
        let mut builder = IndexBuilder::new();
        let mut entities = entities.into_iter();
        loop {
            let batch: Vec<Entity> = entities.by_ref().take(BATCH).collect();
            if batch.is_empty() || builder.add_all(&batch).is_err() {
                return builder.build();
            }
        }
    }

    pub(super) fn from_image(image: Image) -> Self {
        static IDENTITIES: AtomicU64 = AtomicU64::new(1);
        let languages = String::from_utf8_lossy(image.section(Section::Languages));
        let mut index = Index {
            languages: languages.lines().map(Box::from).collect(),
            kinds: [0; 3],
            buckets: BucketLayout::default(),
            identity: IDENTITIES.fetch_add(1, Ordering::Relaxed),
            image,
        };
        index.buckets = BucketLayout::new(index.words_len());
        for (at, count) in index.kinds.iter_mut().enumerate() {
            *count = index.image.number(Section::Kinds, at) as usize;
        }
        index
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        (self.image.numbers(Section::Entities) / ENTITY).saturating_sub(1)
    }

    /// Whether there are no entities.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many entities of a kind there are.
    ///
    /// ```
    /// use imya::{Kind, Resolver};
    /// assert!(Resolver::embedded().index().count(Kind::Person) > 100);
    /// ```
    pub fn count(&self, kind: Kind) -> usize {
        self.kinds[kind as usize]
    }

    /// The parts of the index with their sizes in bytes.
    pub fn sections(&self) -> impl Iterator<Item = (&'static str, usize)> + '_ {
        self.image.sections()
    }

    /// How many names there are.
    pub fn names_len(&self) -> usize {
        (self.image.numbers(Section::Names) / NAME).saturating_sub(1)
    }

    /// How many distinct words the names have.
    pub fn words_len(&self) -> usize {
        self.image.numbers(Section::WordStarts).saturating_sub(1)
    }

    /// How many bytes the index takes, in memory and as a file.
    pub fn bytes_len(&self) -> usize {
        self.image.bytes().len()
    }

    /// The bytes of all ids, descriptions and names.
    pub(super) fn text_len(&self) -> usize {
        self.image.section(Section::Text).len()
    }

    fn text(&self, start: u32, end: u32) -> &str {
        let bytes = self.image.section(Section::Text);
        let bytes = bytes.get(start as usize..end as usize).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn entity_field(&self, entity: u32, field: usize) -> u32 {
        let at = entity as usize * ENTITY + field;
        self.image.number(Section::Entities, at)
    }

    fn name_field(&self, name: u32, field: usize) -> u32 {
        self.image
            .number(Section::Names, name as usize * NAME + field)
    }

    fn id_end(&self, entity: u32) -> u32 {
        let length = self.entity_field(entity, 2) >> ENTITY_FLAGS;
        self.entity_field(entity, 0).saturating_add(length)
    }

    /// A number that no other index in this process has or had.
    pub(crate) fn identity(&self) -> u64 {
        self.identity
    }

    pub(crate) fn entity_id(&self, entity: u32) -> &str {
        self.text(self.entity_field(entity, 0), self.id_end(entity))
    }

    pub(crate) fn entity_description(&self, entity: u32) -> Option<&str> {
        let described = self.entity_field(entity, 2) >> 4 & 1 != 0;
        let names = self.entity_names(entity);
        let end = match names.is_empty() {
            true => self.entity_field(entity.saturating_add(1), 0),
            false => self.name_field(names.start, 0),
        };
        described.then(|| self.text(self.id_end(entity), end))
    }

    pub(crate) fn entity_kind(&self, entity: u32) -> Kind {
        kind_of(self.entity_field(entity, 2))
    }

    pub(crate) fn entity_gender(&self, entity: u32) -> Option<Gender> {
        match self.entity_field(entity, 2) >> 2 & 3 {
            1 => Some(Gender::Feminine),
            2 => Some(Gender::Masculine),
            _ => None,
        }
    }

    /// A copy of an entity, as the gazetteer had it.
    pub(crate) fn entity(&self, entity: u32) -> Entity {
        let names = self.entity_names(entity).map(|name| {
            let own = EntityName::new(self.name_text(name), self.name_language(name));
            if self.name_is_weak(name) {
                own.weak()
            } else {
                own
            }
        });
        let copy = Entity::new(self.entity_id(entity), self.entity_kind(entity))
            .with_gender(self.entity_gender(entity));
        let copy = names.fold(copy, Entity::with);
        match self.entity_description(entity) {
            Some(description) => copy.with_description(description),
            None => copy,
        }
    }

    /// The names of an entity.
    pub(crate) fn entity_names(&self, entity: u32) -> std::ops::Range<u32> {
        let end = self.entity_field(entity.saturating_add(1), 1);
        self.entity_field(entity, 1)..end.min(self.names_len() as u32)
    }

    pub(crate) fn name_text(&self, name: u32) -> &str {
        let entity = self.name_entity(name);
        let end = match self.name_entity(name.saturating_add(1)) == entity {
            true => self.name_field(name.saturating_add(1), 0),
            false => self.entity_field(entity.saturating_add(1), 0),
        };
        self.text(self.name_field(name, 0), end)
    }

    pub(crate) fn name_entity(&self, name: u32) -> u32 {
        self.name_field(name, 1)
    }

    pub(crate) fn name_language(&self, name: u32) -> Option<&str> {
        let language = self.name_field(name, 3) >> 8;
        let at = (language as usize).checked_sub(1)?;
        self.languages.get(at).map(AsRef::as_ref)
    }

    pub(crate) fn name_is_weak(&self, name: u32) -> bool {
        self.name_field(name, 3) >> 6 & 1 != 0
    }

    pub(crate) fn name_kind(&self, name: u32) -> Kind {
        kind_of(self.name_field(name, 3) >> 4)
    }

    pub(crate) fn name_genders(&self, name: u32) -> Genders {
        Genders::from_bits((self.name_field(name, 3) & 15) as u8)
    }

    /// The words of a name with their roles.
    pub(crate) fn members(&self, name: u32) -> impl ExactSizeIterator<Item = Member> + '_ {
        self.members_between(self.member_bounds(name))
    }

    /// Where the words of a name begin and end.
    #[inline]
    pub(crate) fn member_bounds(&self, name: u32) -> (u32, u32) {
        let end = self.name_field(name.saturating_add(1), 2);
        (self.name_field(name, 2), end)
    }

    /// The words between such bounds, with their roles.
    #[inline]
    pub(crate) fn members_between(
        &self,
        bounds: (u32, u32),
    ) -> impl ExactSizeIterator<Item = Member> + '_ {
        let bytes = self.image.between(bounds, Section::Members, 4);
        bytes
            .chunks_exact(4)
            .map(|bytes| member_of(super::image::number_in(bytes)))
    }

    /// The stored form of a word.
    pub(crate) fn word_bytes(&self, word: u32) -> &[u8] {
        self.image
            .list(Section::WordStarts, word, Section::Words, 1)
    }

    /// The words in their stored forms, to read many.
    pub(super) fn stored_words(&self) -> StoredWords<'_> {
        let (starts, _) = self.image.section(Section::WordStarts).as_chunks();
        let words = self.image.section(Section::Words);
        StoredWords { starts, words }
    }

    /// The units of a word, perhaps none at all where the index is damaged.
    #[inline]
    pub(crate) fn word_units(&self, word: u32) -> &[u8] {
        stored_units(self.word_bytes(word).get(1..).unwrap_or_default())
    }

    /// The names that a word stands in, those in which it is [`ALONE`] first.
    #[inline]
    pub(super) fn postings(&self, word: u32) -> impl ExactSizeIterator<Item = u32> + '_ {
        let bytes = self
            .image
            .list(Section::PostingStarts, word, Section::Postings, POSTING);
        bytes.chunks_exact(POSTING).map(super::image::number_in)
    }

    /// The names that a word stands in.
    pub(crate) fn names_of(&self, word: u32) -> impl ExactSizeIterator<Item = u32> + '_ {
        self.postings(word).map(|posting| posting & !ALONE)
    }

    /// Where the bucket of a key begins and ends.
    #[inline]
    pub(super) fn bucket_bounds(&self, key: u32) -> (u32, u32) {
        let bucket = self.image.place_of(Section::Buckets, key);
        self.image.bounds(Section::Buckets, bucket)
    }

    /// Reads the beginning of a bucket, so that a later look at it need not wait for memory.
    #[inline]
    pub(super) fn touch_bucket(&self, bounds: (u32, u32)) -> u8 {
        let list = self.image.between(bounds, Section::BucketWords, 4);
        list.first().copied().unwrap_or(0)
    }

    /// The words between the bounds of a key's bucket that have the key and one of some hints, and seldom
    /// another.
    #[inline]
    pub(super) fn words_between(
        &self,
        bounds: (u32, u32),
        key: u32,
        hints: Hints,
    ) -> impl Iterator<Item = u32> + '_ {
        let list = self.image.between(bounds, Section::BucketWords, 4);
        self.buckets.words_of(key, hints, numbers_in(list))
    }

    /// The words in the bucket of a key.
    #[inline]
    fn bucket(&self, key: u32) -> impl Iterator<Item = u32> + '_ {
        self.words_between(self.bucket_bounds(key), key, Hints::ALL)
    }

    /// Whether some word may have a key as one of a couple; where none has, no name has the couple.
    #[inline]
    pub(super) fn has_word_key(&self, key: u64) -> bool {
        let blocks = self.image.numbers(Section::WordKeys);
        let (block, bits) = bloom(key, blocks);
        self.image.number(Section::WordKeys, block) & bits == bits
    }

    /// The names in the buckets of couples: those that have one, as often as they have, and seldom another.
    ///
    /// What is read lies far apart. So it is read in passes in which no read waits for another: memory is
    /// waited for once for many couples, not twice for each.
    pub(super) fn coupled(&self, couples: &[(u64, u8)], mut each: impl FnMut(u32, u8)) {
        const AT_ONCE: usize = 32;
        let mut lists: [&[[u8; 4]]; AT_ONCE] = [&[]; AT_ONCE];
        for couples in couples.chunks(AT_ONCE) {
            let mut touched = 0;
            for (&(couple, _), list) in couples.iter().zip(&mut lists) {
                let bucket = self.image.place_of(Section::Couples, (couple >> 32) as u32);
                let own = self
                    .image
                    .list(Section::Couples, bucket, Section::CoupleNames, 4);
                (*list, _) = own.as_chunks();
            }
            for list in &lists[..couples.len()] {
                touched ^= list.get(list.len() / 2).map_or(0, |bytes| bytes[0]);
            }
            std::hint::black_box(touched);
            for (&(couple, number), list) in couples.iter().zip(lists) {
                names_of_couple(couple, list).for_each(|name| each(name, number));
            }
        }
    }

    /// Looks at the words of names of any kind that a word may be a spelling of; some may come twice.
    pub(crate) fn each_word_like(
        &self,
        word: &Word<'_>,
        keys: &mut Keys,
        mut look: impl FnMut(u32),
    ) {
        let groups = Groups::of(word);
        keys.readings.clear();
        keys.begin(word);
        for kind in Kind::ALL.into_iter().filter(|&kind| self.count(kind) > 0) {
            keys.look_up_again(kind, word);
            for list in [&keys.whole, &keys.longer, &keys.shortened] {
                for &key in list {
                    let bounds = self.bucket_bounds(key.hash);
                    // Most are empty.
                    if bounds.0 == bounds.1 {
                        continue;
                    }
                    let hints = Hints::fitting(key, groups, false);
                    self.words_between(bounds, key.hash, hints)
                        .for_each(&mut look);
                }
            }
        }
    }

    /// Adds the words of names of a kind that have the consonants of a word; some may come twice.
    pub(crate) fn words_sounding_like(
        &self,
        kind: Kind,
        word: &Word<'_>,
        keys: &mut Keys,
        words: &mut Vec<u32>,
    ) {
        keys.readings.clear();
        keys.look_up(kind, word);
        let whole = keys.whole.iter();
        words.extend(whole.flat_map(|key| self.bucket(key.hash)));
    }

    /// Adds the words of names of a kind that have a meaning.
    pub(crate) fn words_meaning(&self, kind: Kind, concept: u16, words: &mut Vec<u32>) {
        words.extend(self.bucket(meaning_key(kind, concept)));
    }
}

/// The words of an index in their stored forms.
#[derive(Clone, Copy)]
pub(super) struct StoredWords<'i> {
    starts: &'i [[u8; 4]],
    words: &'i [u8],
}

impl<'i> StoredWords<'i> {
    /// Where a word begins and ends.
    #[inline]
    pub(super) fn bounds(self, word: u32) -> (u32, u32) {
        match self.starts.get(word as usize..) {
            Some([start, end, ..]) => (u32::from_le_bytes(*start), u32::from_le_bytes(*end)),
            _ => (0, 0),
        }
    }

    /// Reads the beginning of a word between such bounds, so that a later look at it need not wait for memory.
    #[inline]
    pub(super) fn touch(self, bounds: (u32, u32)) -> u8 {
        self.words.get(bounds.0 as usize).copied().unwrap_or(0)
    }

    /// The units of a word between such bounds, perhaps none at all where the index is damaged.
    #[inline]
    pub(super) fn units(self, bounds: (u32, u32)) -> &'i [u8] {
        let bytes = self.words.get(bounds.0 as usize..bounds.1 as usize);
        stored_units(bytes.and_then(|bytes| bytes.get(1..)).unwrap_or_default())
    }
}

fn kind_of(bits: u32) -> Kind {
    match bits & 3 {
        0 => Kind::Person,
        1 => Kind::Organisation,
        _ => Kind::Place,
    }
}
