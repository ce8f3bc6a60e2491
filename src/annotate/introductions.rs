//! Whom a text introduces by full names, and how it writes their surnames.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::gazetteer::Kind;
use crate::index::Index;
use crate::name::Declensions;
use crate::resolver::Decision;
use crate::score::Role;

use super::decide::{Chosen, Decider};
use super::lettering::{FACTOR, mix};
use super::memory::{Memory, NameWord, Stem};
use super::propose::Proposal;
use super::vocabulary::{Common, beginning};

/// Who is introduced by a full name.
#[derive(Debug, Default)]
pub(crate) struct Introductions {
    /// Where each person is introduced.
    pub places: FxHashMap<u32, Places>,
    /// The places of all, in the order of the persons.
    here: Vec<(u32, usize)>,
    /// The names of introduced persons by the words of the index that they have.
    names: HashTable<(u32, Introduced)>,
    /// Surnames as the text itself writes them beside given names, and their stems, in the order of their
    /// hashes.
    written: Vec<Written>,
    letters: String,
    /// One bit each for the letters that these surnames begin with.
    beginnings: u64,
    /// Words of the index that are surnames of somebody else in this text.
    pub strangers: FxHashSet<u32>,
}

/// The stem of a surname of an introduced person.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    hash: u64,
    stem: Range<usize>,
    pub entity: u32,
    /// The declensions, one bit each, that the surname can have with this stem.
    pub declensions: u32,
}

/// Where a person is introduced.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// How often in the text so far, this chunk included.
    pub count: usize,
    /// How many words before this chunk the last time in earlier chunks was.
    earlier: Option<usize>,
    /// Which of the places in this chunk are the person's.
    here: Range<usize>,
}

/// What earlier chunks of a text said.
#[derive(Debug, Default)]
pub(crate) struct Earlier {
    persons: FxHashMap<u32, Known>,
    /// The surnames as they were written, and their letters.
    spellings: Vec<Spelling>,
    letters: String,
    /// Words of the index that are surnames of somebody else.
    strangers: FxHashSet<u32>,
    /// How many words they had.
    words: usize,
}

/// What earlier chunks of a text said of a person.
#[derive(Debug, Default)]
struct Known {
    /// How often the person was introduced, and by which word the last time.
    count: usize,
    last: usize,
    /// How many spellings of the surname are kept, and which is the last.
    spellings: usize,
    spelling: usize,
}

/// A surname as it was written.
#[derive(Debug)]
struct Spelling {
    letters: Range<usize>,
    /// The spelling of the same surname that was kept before this.
    before: usize,
}

impl Earlier {
    /// Forgets the text.
    pub(crate) fn clear(&mut self) {
        self.persons.clear();
        self.spellings.clear();
        self.letters.clear();
        self.strangers.clear();
        self.words = 0;
    }

    pub(super) fn introduces(&self, entity: u32) -> bool {
        self.persons.contains_key(&entity)
    }

    /// How the surname of a person was written, each way once.
    fn spellings_of(&self, known: &Known) -> impl Iterator<Item = &str> {
        let mut next = known.spelling;
        (0..known.spellings).map_while(move |_| {
            let spelling = self.spellings.get(next)?;
            next = spelling.before;
            self.letters.get(spelling.letters.clone())
        })
    }

    fn keep_spelling(&mut self, entity: u32, letters: &str) {
        let Some(known) = self.persons.get(&entity) else {
            return;
        };
        let kept = self.spellings_of(known).any(|own| own == letters);
        if kept || known.spellings >= SPELLINGS {
            return;
        }
        let start = self.letters.len();
        self.letters.push_str(letters);
        self.spellings.push(Spelling {
            letters: start..self.letters.len(),
            before: known.spelling,
        });
        if let Some(known) = self.persons.get_mut(&entity) {
            known.spelling = self.spellings.len() - 1;
            known.spellings += 1;
        }
    }
}

/// Memory for more words of names is not kept for the next text.
const MOST_KEPT: usize = 1 << 14;
/// So many spellings of a surname are kept from earlier chunks.
const SPELLINGS: usize = 8;
/// A surname beside a given name nobody known has is that of the word it is as near to as this, in nats.
const STRANGER_LOSS: f32 = 2.0;

/// A name of an introduced person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Introduced {
    pub entity: u32,
    pub name: u32,
    pub role: Role,
}

impl Introductions {
    /// Forgets the chunk.
    fn clear(&mut self) {
        if self.names.capacity() > MOST_KEPT {
            *self = Introductions::default();
        }
        self.places.clear();
        self.here.clear();
        self.names.clear();
        self.written.clear();
        self.letters.clear();
        self.beginnings = 0;
    }

    /// How far from a word of this chunk the nearest of a person's introductions is; those that follow count as
    /// farther than those that precede.
    pub(crate) fn distance(&self, places: &Places, at: usize) -> (bool, usize) {
        let here = self.here.get(places.here.clone()).unwrap_or_default();
        let next = here.partition_point(|&(_, place)| place < at);
        let before = next.checked_sub(1).map(|before| at - here[before].1);
        match before.or(places.earlier.map(|earlier| earlier + at)) {
            Some(distance) => (false, distance),
            None => (true, here.first().map_or(usize::MAX, |&(_, place)| place)),
        }
    }

    /// Whether a surname that was noted may begin with a letter.
    #[inline]
    pub(crate) fn may_be_spelling(&self, beginning: u8) -> bool {
        self.beginnings & bit(beginning) != 0
    }

    /// The introduced persons with a word of the index in a name, each once, in no order.
    pub(crate) fn with_word(&self, word: u32) -> impl Iterator<Item = Introduced> {
        let found = self.names.iter_hash(hash_of_word(word));
        found
            .filter(move |(own, _)| *own == word)
            .map(|(_, introduced)| *introduced)
    }

    /// The introduced persons whose surname the text wrote with this stem.
    pub(crate) fn with_stem(&self, stem: &str) -> impl Iterator<Item = &Written> {
        let hash = hash_of(stem);
        let first = self.written.partition_point(|own| own.hash < hash);
        let rest = self.written[first..].iter();
        rest.take_while(move |own| own.hash == hash)
            .filter(move |own| &self.letters[own.stem.clone()] == stem)
    }

    fn add_names(&mut self, index: &Index, memory: &Memory) {
        for &entity in self.places.keys() {
            let known = memory.names.get(&entity);
            let words = known.unwrap_or_else(|| memory.names.keep(entity, words_of(index, entity)));
            for &NameWord { word, name, role } in words.iter() {
                let own = (word, Introduced { entity, name, role });
                let hash = hash_of_word(word);
                self.names
                    .insert_unique(hash, own, |(word, _)| hash_of_word(*word));
            }
        }
    }

    fn add_written(&mut self, memory: &Memory, entity: u32, letters: &str) {
        let start = self.letters.len();
        self.letters.push_str(letters);
        self.beginnings |= bit(beginning(letters));
        let known = memory.stems.get(letters);
        let stems = known.unwrap_or_else(|| memory.stems.keep(letters.into(), stems_of(letters)));
        self.written.extend(stems.iter().map(|own| Written {
            hash: own.hash,
            stem: start..start + own.length,
            entity,
            declensions: own.declensions,
        }));
    }
}

/// The words of the names of a person that have several, each once.
fn words_of(index: &Index, entity: u32) -> Arc<[NameWord]> {
    let mut words: Vec<NameWord> = Vec::new();
    for name in index.entity_names(entity) {
        let members = index.members(name);
        let several = members.len() > 1;
        words.extend(members.filter(|_| several).map(|member| NameWord {
            word: member.word,
            name,
            role: member.role,
        }));
    }
    // The first name that has the word; they are in order.
    words.sort_by_key(|own| own.word);
    words.dedup_by_key(|own| own.word);
    words.into()
}

/// A surname as it is, and without each case ending that it can have.
fn stems_of(letters: &str) -> Arc<[Stem]> {
    let stem = |length: usize, declensions: u32| Stem {
        hash: hash_of(&letters[..length]),
        length,
        declensions,
    };
    let mut stems = vec![stem(letters.len(), u32::MAX)];
    for cut in Declensions::embedded().cuts(letters) {
        let length = stem_of(letters, cut.stem).len();
        if length < letters.len() && cut.stem > 2 {
            stems.push(stem(length, cut.declensions()));
        }
    }
    stems.into()
}

impl Decider<'_> {
    /// Whom this chunk of the text and those before it introduce; `earlier` learns this chunk's.
    pub(super) fn introductions(
        &self,
        chosen: &[Chosen],
        earlier: &mut Earlier,
        introduced: &mut Introductions,
    ) {
        let memory = &self.vocabulary.memory;
        introduced.clear();
        for (&entity, known) in earlier.persons.iter() {
            let places = introduced.places.entry(entity).or_default();
            places.count = known.count;
            places.earlier = Some(earlier.words - known.last);
        }
        for own in chosen.iter().filter(|own| is_introduction(own)) {
            let (entity, first) = (own.proposal.entity, own.proposal.first);
            introduced.here.push((entity, first));
            let known = earlier.persons.entry(entity).or_default();
            known.count += 1;
            known.last = known.last.max(earlier.words + first);
            self.add_spellings(&own.proposal, earlier);
        }
        introduced.here.sort_unstable();
        let mut start = 0;
        for same in introduced.here.chunk_by(|own, next| own.0 == next.0) {
            let places = introduced.places.entry(same[0].0).or_default();
            places.count += same.len();
            places.here = start..start + same.len();
            start += same.len();
        }
        for (&entity, known) in earlier.persons.iter() {
            for spelling in earlier.spellings_of(known) {
                introduced.add_written(memory, entity, spelling);
            }
        }
        introduced.written.sort_unstable_by_key(|own| own.hash);
        introduced.add_names(self.index, memory);
    }

    /// Adds the words of a full name that are neither given names nor initials.
    fn add_spellings(&self, name: &Proposal, earlier: &mut Earlier) {
        if name.first == name.last {
            return;
        }
        for at in name.first..=name.last {
            let seen = self.seen(at);
            let other = seen.is_initial()
                || seen.is_function()
                || seen.known.count < 3
                || seen.is_given_name()
                || at < name.last && seen.word.brief.patronymic;
            if !other && seen.word.capitalised {
                earlier.keep_spelling(name.entity, seen.letters());
            }
        }
    }

    /// Notes the surnames that stand beside given names of people whom the gazetteer does not know: in this
    /// text they mean those people.
    pub(super) fn meet_strangers(
        &self,
        taken: &[bool],
        introduced: &mut Introductions,
        earlier: &mut Earlier,
    ) {
        let words = &self.passage.words;
        for &at in &self.passage.openings {
            if at == 0 || taken[at] || taken[at - 1] || !words[at].joined || !words[at].capitalised
            {
                continue;
            }
            let (before, own) = (self.seen(at - 1), self.seen(at));
            let named = before.word.capitalised
                && before.is_listed_given_name()
                && before.known.common == Common::No
                && !before.word.possessive
                && !own.word.opens_sentence
                && !own.is_function();
            let hits = own.details().map_or(&[][..], |details| &details.hits);
            let alike = hits.iter().filter(|hit| named && hit.loss < STRANGER_LOSS);
            earlier.strangers.extend(alike.map(|hit| hit.word));
        }
        introduced.strangers.clone_from(&earlier.strangers);
        earlier.words += words.len();
    }
}

pub(super) fn is_introduction(own: &Chosen) -> bool {
    own.proposal.kind == Kind::Person && own.decision == Decision::Match
}

fn bit(beginning: u8) -> u64 {
    1 << (beginning & 63)
}

fn hash_of_word(word: u32) -> u64 {
    mix(u64::from(word) ^ FACTOR, FACTOR)
}

fn hash_of(stem: &str) -> u64 {
    let mut hasher = FxHasher::default();
    stem.hash(&mut hasher);
    hasher.finish()
}

/// The first letters of a word.
pub(crate) fn stem_of(letters: &str, stem: u8) -> &str {
    let end = letters.char_indices().nth(usize::from(stem));
    end.map_or(letters, |(at, _)| &letters[..at])
}
