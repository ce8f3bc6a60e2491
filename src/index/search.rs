//! Searching the index: words by keys, names by words, the best names compared as wholes.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::score::{NameView, PreparedName, Scratch, Word, compare_views, word_gain};

use super::keys::{Key, meaning_key, word_keys};
use super::names::Index;

/// Which entities a search may find.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only entities of these kinds; all where empty.
    pub kinds: Vec<Kind>,
}

impl Filter {
    fn allows(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}

/// An entity that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub(crate) entity: u32,
    pub(crate) name: u32,
    pub(crate) score: f32,
}

/// Working memory of searches; reuse it.
#[derive(Debug, Default)]
pub struct SearchScratch {
    pub(crate) score: Scratch,
    keys: Vec<Key>,
    /// Gains of the words of the index for one query word.
    gains: FxHashMap<u32, i32>,
    /// What the words of a name have gained so far.
    names: FxHashMap<u32, i32>,
    ranked: Vec<(i32, u32)>,
}

/// As many names are compared as wholes at the most.
const COMPARED: usize = 96;
/// A word that stands in more names than this opens no candidates, where another word of the query does.
const COMMON: usize = 4_000;

impl Index {
    /// The entities that a name may mean, best first; `queries` is the name prepared for each kind.
    pub(crate) fn search(
        &self,
        queries: &[PreparedName],
        filter: &Filter,
        scratch: &mut SearchScratch,
    ) -> Vec<Candidate> {
        scratch.names.clear();
        for query in queries.iter().filter(|query| filter.allows(query.kind())) {
            self.gather(query.view(), scratch);
        }
        self.rank(filter, scratch);
        let mut best: FxHashMap<u32, Candidate> = FxHashMap::default();
        for at in 0..scratch.ranked.len().min(COMPARED) {
            let (_, name) = scratch.ranked[at];
            let view = self.view(name);
            let Some(query) = queries.iter().find(|query| query.kind() == view.kind) else {
                continue;
            };
            let score = compare_views(query.view(), view, &mut scratch.score);
            let entity = self.names[name as usize].entity;
            let candidate = Candidate {
                entity,
                name,
                score,
            };
            let known = best.entry(entity).or_insert(candidate);
            if candidate.score > known.score {
                *known = candidate;
            }
        }
        let mut found: Vec<Candidate> = best.into_values().collect();
        found.sort_by(|one, other| {
            let by_score = other.score.total_cmp(&one.score);
            by_score.then_with(|| {
                let id = |candidate: &Candidate| &self.entities[candidate.entity as usize].id;
                id(one).cmp(id(other))
            })
        });
        found
    }

    /// Adds what each word of a query gains to the names it stands in, rarest words first.
    fn gather(&self, query: NameView<'_>, scratch: &mut SearchScratch) {
        let mut by_word: Vec<(usize, Vec<(u32, i32)>)> = Vec::with_capacity(query.len());
        for word in query.words() {
            if word.initial && query.len() > 1 {
                continue;
            }
            let words = self.similar_words(&word, query.kind, scratch);
            let names = words
                .iter()
                .map(|&(word, _)| self.names_of(word).len())
                .sum();
            by_word.push((names, words));
        }
        by_word.sort_by_key(|(names, _)| *names);
        let mut opened = 0;
        for (names, words) in by_word {
            let opens = opened == 0 || names <= COMMON;
            opened += usize::from(opens && names > 0);
            scratch.gains.clear();
            for (word, gain) in words {
                for &name in self.names_of(word) {
                    if opens || scratch.names.contains_key(&name) {
                        let best = scratch.gains.entry(name).or_default();
                        *best = (*best).max(gain);
                    }
                }
            }
            for (&name, &gain) in &scratch.gains {
                *scratch.names.entry(name).or_default() += gain;
            }
        }
    }

    /// The words of the index that a query word can be, with what they gain.
    fn similar_words(
        &self,
        word: &Word<'_>,
        kind: Kind,
        scratch: &mut SearchScratch,
    ) -> Vec<(u32, i32)> {
        let mut keys = std::mem::take(&mut scratch.keys);
        word_keys(word, true, &mut keys);
        if let Some((concept, _)) = word.entry.concept {
            keys.push(meaning_key(concept));
        }
        scratch.gains.clear();
        for &key in &keys {
            for &other in self.words_of(key) {
                if scratch.gains.contains_key(&other) {
                    continue;
                }
                let gain = word_gain(word, &self.store.word(other), &mut scratch.score);
                scratch.gains.insert(other, gain);
            }
        }
        scratch.keys = keys;
        let _ = kind;
        let gains = scratch.gains.iter().filter(|(_, gain)| **gain > 0);
        gains.map(|(&word, &gain)| (word, gain)).collect()
    }

    fn rank(&self, filter: &Filter, scratch: &mut SearchScratch) {
        let SearchScratch { names, ranked, .. } = scratch;
        ranked.clear();
        ranked.extend(names.iter().filter_map(|(&name, &gain)| {
            let entry = &self.names[name as usize];
            let kind = self.entities[entry.entity as usize].kind;
            filter.allows(kind).then(|| {
                // Of names with equal gains the one with fewer words left over is the better.
                let words = (entry.members.1 - entry.members.0) as i32;
                (gain - 8 * words, name)
            })
        }));
        let order =
            |one: &(i32, u32), other: &(i32, u32)| other.0.cmp(&one.0).then(one.1.cmp(&other.1));
        if ranked.len() > COMPARED {
            ranked.select_nth_unstable_by(COMPARED, order);
            ranked.truncate(COMPARED);
        }
        ranked.sort_unstable_by(order);
    }
}
