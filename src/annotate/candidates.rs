//! The names that a run of words can be: those that share all its parts.

use crate::gazetteer::Kind;

use super::passage::TextWord;
use super::propose::{Part, PartRole, Proposer};

/// Where no name has all parts, those of a part with at most so many are compared.
const LIKELY: usize = 64;
/// Longer runs are compared only with names that have all their parts.
const MOST_LIKELY_PARTS: usize = 3;
/// As many names of the rarest word are looked at.
const LOOKED_AT: usize = 20_000;
/// A class of given names without the mark of short forms.
const CLASS: u16 = 0x7fff;

/// What the numbers of names tell of a run of words.
#[derive(Debug, Default)]
pub(super) struct Prospect {
    parts: usize,
    lacks_names: bool,
    has_rare: bool,
    has_other_than_words: bool,
}

impl Prospect {
    /// Takes another part with so many names.
    #[inline]
    pub(super) fn add(&mut self, part: &Part, names: usize) {
        self.parts += 1;
        self.lacks_names |= part.role == PartRole::Named && names == 0;
        self.has_rare |= (1..=LIKELY).contains(&names);
        self.has_other_than_words |= !is_word_of_likely(part);
    }

    /// Whether [`Proposer::shared_names`] or [`Proposer::likely_names`] can find any.
    #[inline]
    pub(super) fn is_good(&self) -> bool {
        let likely = self.parts <= MOST_LIKELY_PARTS && self.has_rare && !self.has_other_than_words;
        !self.lacks_names || likely
    }

    /// Whether it can still be good with more parts.
    #[inline]
    pub(super) fn is_open(&self) -> bool {
        !self.lacks_names || self.parts < MOST_LIKELY_PARTS && !self.has_other_than_words
    }
}

impl Proposer<'_> {
    /// Whether a run of several parts that can mean something may begin here, by a quick look at its first
    /// words: most runs are not even read.
    #[inline]
    pub(super) fn may_open_run(&self, at: usize) -> bool {
        let word = &self.passage.words[at];
        let mut rest = self.passage.words[at + 1..]
            .iter()
            .take(MOST_LIKELY_PARTS - 1);
        let mut rest = rest.by_ref().take_while(|word| word.joined);
        let Some(next) = rest.next() else {
            return false;
        };
        if word.may_open_phrase() {
            return true;
        }
        if next.ends_run() {
            return false;
        }
        let may_be_rare = |word: &TextWord| {
            word.may_open_phrase() || (1..=LIKELY).contains(&(word.brief.names as usize))
        };
        !word.is_unknown_name() || may_be_rare(next) || rest.any(may_be_rare)
    }

    /// How many names the words have that a part can be.
    #[inline]
    pub(super) fn names_of_part(&self, part: &Part) -> usize {
        match &part.phrase {
            Some(phrase) => phrase.names as usize,
            None => self.passage.words[part.first].brief.names as usize,
        }
    }

    /// The names that have a counterpart for every part that needs one; the rarest part opens the list.
    pub(super) fn shared_names(&self, parts: &[Part], roles: &[PartRole]) -> Vec<u32> {
        let named = || parts.iter().filter(|part| roles.contains(&part.role));
        let Some(rarest) = named().min_by_key(|part| self.names_of_part(part)) else {
            return Vec::new();
        };
        let mut names: Vec<u32> = Vec::new();
        for hit in self.hits(rarest) {
            let fits = |name: &u32| {
                named().all(|part| part.first == rarest.first || self.has_counterpart(*name, part))
            };
            let postings = self.index.names_of(hit.word).take(LOOKED_AT);
            names.extend(postings.filter(fits));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The names of the rare parts: another part may be spelt in a way that is only known beside them.
    pub(super) fn likely_names(&self, parts: &[Part]) -> Vec<u32> {
        let words = parts.len() <= MOST_LIKELY_PARTS && parts.iter().all(is_word_of_likely);
        let mut names: Vec<u32> = Vec::new();
        for part in parts.iter().filter(|_| words) {
            if self.names_of_part(part) <= LIKELY {
                let own = self.hits(part).iter();
                let own = own.flat_map(|hit| self.index.names_of(hit.word));
                names.extend(own.filter(|&name| {
                    self.index.name_kind(name) == Kind::Person && self.index.members(name).len() > 1
                }));
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    fn has_counterpart(&self, name: u32, part: &Part) -> bool {
        let hits = self.hits(part);
        let details = self.seen(part.first).details();
        let classes = details.map_or(&[][..], |details| &details.given_classes);
        let shelf = &self.vocabulary.shelf;
        let is_form = |word: u32| {
            let found = shelf.word(self.index, word, |word| {
                let mut given = word.given().iter();
                given.any(|class| classes.contains(&(class & CLASS)))
            });
            found == Some(true)
        };
        self.index.members(name).any(|member| {
            let hit = hits.binary_search_by_key(&member.word, |hit| hit.word);
            hit.is_ok() || !classes.is_empty() && is_form(member.word)
        })
    }
}

/// Whether a part is a word that names which lack a part of the run can have.
fn is_word_of_likely(part: &Part) -> bool {
    part.phrase.is_none() && part.role != PartRole::Bracketed
}
