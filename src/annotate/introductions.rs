//! Whom a text introduces by full names, and how it writes their surnames.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::gazetteer::Kind;
use crate::index::Index;
use crate::name::Declensions;
use crate::resolver::Decision;
use crate::score::Role;

use super::decide::{Chosen, Decider};
use super::memory::{Memory, NameWord, Stem};
use super::propose::Proposal;
use super::vocabulary::Common;

/// Who is introduced by a full name.
#[derive(Debug, Default)]
pub(crate) struct Introductions {
    /// Where each person is introduced.
    pub places: FxHashMap<u32, Places>,
    /// The names of introduced persons by the words of the index that they have, in the order of these.
    names: Vec<(u32, Introduced)>,
    /// Surnames as the text itself writes them beside given names, and their stems, in the order of their
    /// hashes.
    written: Vec<Written>,
    letters: String,
    /// One bit each for the letters that these surnames begin with, and others.
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
    /// By the number of the word in this chunk, in order.
    here: Vec<usize>,
}

impl Places {
    /// How far from a word of this chunk the nearest introduction is; those that follow count as farther
    /// than those that precede.
    pub(crate) fn distance(&self, at: usize) -> (bool, usize) {
        let next = self.here.partition_point(|&place| place < at);
        let before = next.checked_sub(1).map(|before| at - self.here[before]);
        match before.or(self.earlier.map(|earlier| earlier + at)) {
            Some(distance) => (false, distance),
            None => (true, self.here.first().copied().unwrap_or(usize::MAX)),
        }
    }
}

/// What earlier chunks of a text said.
#[derive(Debug, Default)]
pub(crate) struct Earlier {
    persons: FxHashMap<u32, Known>,
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
    /// The surname as it was written.
    written: Vec<Box<str>>,
}

impl Earlier {
    /// Forgets the text.
    pub(crate) fn clear(&mut self) {
        self.persons.clear();
        self.strangers.clear();
        self.words = 0;
    }

    pub(super) fn introduces(&self, entity: u32) -> bool {
        self.persons.contains_key(&entity)
    }
}

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
    /// Whether a spelling of a surname was noted.
    pub(crate) fn has_spellings(&self) -> bool {
        !self.written.is_empty()
    }

    /// Whether a surname that was noted may begin with the letter that this word does.
    pub(crate) fn may_be_spelling(&self, letters: &str) -> bool {
        self.beginnings & beginning(letters) != 0
    }

    /// The introduced persons with a word of the index in a name, each once.
    pub(crate) fn with_word(&self, word: u32) -> impl Iterator<Item = Introduced> {
        let first = self.names.partition_point(|(own, _)| *own < word);
        let rest = self.names[first..].iter();
        rest.take_while(move |(own, _)| *own == word)
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
            self.names.extend(words.iter().map(|own| {
                let (name, role) = (own.name, own.role);
                (own.word, Introduced { entity, name, role })
            }));
        }
        self.names
            .sort_unstable_by_key(|(word, own)| u64::from(*word) << 32 | u64::from(own.entity));
    }

    fn add_written(&mut self, memory: &Memory, entity: u32, letters: &str) {
        let start = self.letters.len();
        self.letters.push_str(letters);
        self.beginnings |= beginning(letters);
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
    pub(super) fn introductions(&self, chosen: &[Chosen], earlier: &mut Earlier) -> Introductions {
        let memory = &self.vocabulary.memory;
        let mut introduced = Introductions::default();
        for (&entity, known) in earlier.persons.iter() {
            let places = Places {
                count: known.count,
                earlier: Some(earlier.words - known.last),
                here: Vec::new(),
            };
            introduced.places.insert(entity, places);
        }
        for own in chosen.iter().filter(|own| is_introduction(own)) {
            let first = own.proposal.first;
            let places = introduced.places.entry(own.proposal.entity).or_default();
            places.count += 1;
            places.here.push(first);
            let known = earlier.persons.entry(own.proposal.entity).or_default();
            known.count += 1;
            known.last = known.last.max(earlier.words + first);
            self.add_spellings(&own.proposal, &mut known.written);
        }
        for (&entity, known) in earlier.persons.iter() {
            for spelling in &known.written {
                introduced.add_written(memory, entity, spelling);
            }
        }
        introduced.written.sort_unstable_by_key(|own| own.hash);
        for places in introduced.places.values_mut() {
            places.here.sort_unstable();
        }
        introduced.add_names(self.index, memory);
        introduced
    }

    /// Adds the words of a full name that are neither given names nor initials.
    fn add_spellings(&self, name: &Proposal, written: &mut Vec<Box<str>>) {
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
            let new = !other && written.iter().all(|known| **known != *seen.letters());
            if new && written.len() < SPELLINGS && seen.word.capitalised {
                written.push(seen.letters().into());
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

fn beginning(letters: &str) -> u64 {
    let first = letters.chars().next();
    first.map_or(0, |first| 1 << (first as u32 & 63))
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
