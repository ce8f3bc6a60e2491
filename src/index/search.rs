//! Searching the index: names by words, the best names compared as wholes.

use crate::gazetteer::Kind;
use crate::score::{NameView, PreparedName, Scratch, compare_known};
use crate::sound::Abreast;

use super::filter::Filter;
use super::gather::{KindScratch, Made, Work};
use super::keys::Keys;
use super::names::Index;
use super::opened::Opened;
use super::patterns::Patterns;
use super::reach::{Queries, Reach};
use super::words::Words;

/// An entity that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub(crate) entity: u32,
    pub(crate) name: u32,
    pub(crate) score: f32,
}

/// Working memory of searches; reuse it, each thread its own.
#[derive(Debug, Default)]
pub struct SearchScratch {
    score: Scratch,
    abreast: Abreast,
    words: Words,
    keys: Keys,
    patterns: Patterns,
    kinds: [KindScratch; 3],
    queries: Queries,
    /// Names whose memory is used again.
    spare: Vec<PreparedName>,
    opened: Vec<Opened>,
    found: Vec<Candidate>,
}

/// As many names are compared as wholes at the most, for each kind and stage.
const COMPARED: usize = 48;
/// Names in a row that are nothing, after which no more are compared.
const HOPELESS: usize = 4;
/// After as many names only those are compared that gain nearly as much as the first.
const ENOUGH: usize = 10;
/// A score below which a name is nothing.
const NOTHING: f32 = 0.005;
/// A candidate this good ends the search.
const CERTAIN: f32 = 0.9;
/// A candidate this good for a name of several words leaves no other kind in question.
const BEYOND_DOUBT: f32 = 0.97;
/// A candidate this good ends the search for names that share but one word.
const GOOD: f32 = 0.5;
/// As many words of names are looked at for the words of a query in one stage.
const MOST_LOOKED_AT: usize = 192;
/// Words in more names than this open none by themselves.
const RARE: usize = 32;

/// When a search ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Once there is a good candidate, else when nothing is left to try.
    Best,
    /// When all names much like the query are found, however good the best is.
    Neighbours,
}

impl Index {
    /// The entities that a name may mean, best first.
    ///
    /// Goes from what finds most names at least cost to what finds the last ones, and ends once there
    /// is a good candidate.
    pub(crate) fn search(
        &self,
        name: &str,
        kinds: &[Kind],
        filter: &Filter,
        effort: Effort,
        scratch: &mut SearchScratch,
    ) -> Vec<Candidate> {
        scratch.words.begin(self);
        scratch.found.clear();
        let before = scratch.queries.iter_mut();
        scratch.spare.extend(before.filter_map(Option::take));
        scratch.patterns.clear();
        scratch.keys.readings.clear();
        let (mut best, mut best_kind) = (0.0f32, Kind::Person);
        let mut several = false;
        let mut certain = false;
        // Places and firms are called after persons, but hardly with their patronymics.
        let long = name.split_whitespace().count() > 2;
        for stage in 0..3 {
            for &kind in kinds {
                if self.count(kind) == 0 || !filter.allows(kind) {
                    continue;
                }
                if stage == 0 {
                    // A name of several words that means somebody for sure is no other kind's, but for such.
                    certain = best >= BEYOND_DOUBT && several && effort == Effort::Best;
                    if certain && long {
                        continue;
                    }
                    let mut query = scratch.spare.pop().unwrap_or_else(PreparedName::empty);
                    query.set(name, kind);
                    let memory = (&mut scratch.patterns, &mut scratch.keys.readings);
                    scratch.kinds[kind as usize].begin(self, query.view(), memory);
                    scratch.queries[kind as usize] = Some(query);
                    several |= scratch.kinds[kind as usize].telling > 1;
                }
                let reach = Reach::of(&scratch.queries, kind, stage > 0);
                // Where one word means something for sure, others are looked for only among its like.
                let settled = best >= BEYOND_DOUBT && best_kind != kind && effort == Effort::Best;
                if reach == Reach::Nothing || settled && stage > 0 {
                    continue;
                }
                let Some(query) = scratch.queries[kind as usize].take() else {
                    continue;
                };
                let couples = certain || reach == Reach::Couples;
                scratch.look(self, query.view(), (stage, best), couples);
                let found = scratch.compare(self, query.view(), filter, effort);
                if found > best {
                    (best, best_kind) = (found, kind);
                }
                scratch.queries[kind as usize] = Some(query);
            }
            let enough = match (stage, effort) {
                (0, Effort::Neighbours) => f32::INFINITY,
                (_, Effort::Neighbours) => GOOD,
                // Places have namesakes, and one word is soon misspelt into another.
                (0, _) if several => CERTAIN,
                (0, _) => f32::INFINITY,
                _ if several => GOOD,
                _ => CERTAIN,
            };
            if best >= enough {
                break;
            }
        }
        scratch.ranked(self)
    }
}

impl SearchScratch {
    /// How many words the last name searched for has as a name of a kind; 0 where it was not tried.
    pub(crate) fn query_len(&self, kind: Kind) -> usize {
        let query = self.queries[kind as usize].as_ref();
        query.map_or(0, PreparedName::len)
    }

    /// Gathers the names of a stage, those that can gain most first; `couples`: only those that share two words.
    /// `best`: the best score so far.
    fn look(
        &mut self,
        index: &Index,
        query: NameView<'_>,
        (stage, best): (usize, f32),
        couples: bool,
    ) {
        let SearchScratch {
            score,
            abreast,
            words,
            keys,
            patterns,
            kinds,
            opened,
            ..
        } = self;
        opened.clear();
        let own = &mut kinds[query.kind as usize];
        let mut work = Work {
            index,
            words,
            keys,
            score,
            abreast,
            patterns,
        };
        if stage < 2 {
            own.open_couples(index, query, stage == 1, opened);
            if !couples {
                own.open_main_word(&mut work, query, stage == 0, opened);
            }
        } else if own.telling > 1 && query.kind != Kind::Place {
            own.open_rare_words(&mut work, query, (true, RARE), opened);
            // Two words with slips share no couple.
            if !own.has_known_names() {
                own.open_rare_words(&mut work, query, (false, RARE), opened);
            }
        }
        let most = MOST_LOOKED_AT / query.len().max(2);
        own.choose(&mut work, query, (most, COMPARED), opened);
        if query.kind == Kind::Organisation && !couples {
            match stage {
                0 => own.add_acronyms(&mut work, query, Made::OfInitials, opened),
                1 if best < GOOD => own.add_acronyms(&mut work, query, Made::OfBeginnings, opened),
                _ => {}
            }
        }
    }

    /// Compares the names gathered with the query as wholes; returns the best score, 0 if there is none.
    fn compare(
        &mut self,
        index: &Index,
        query: NameView<'_>,
        filter: &Filter,
        effort: Effort,
    ) -> f32 {
        let kind = &mut self.kinds[query.kind as usize];
        let (single, pairs) = (kind.telling == 1, &mut kind.pairs);
        let pattern = |row: usize| self.patterns.get(kind.patterns[row]);
        let settles = query.kind == Kind::Person && effort == Effort::Best;
        let (mut hopeless, mut best) = (0, 0.0f32);
        // What the best name of this stage could gain, and how good it is.
        let (mut most, mut good) = (0, NOTHING);
        for (compared, &(worth, name)) in self.opened.iter().enumerate() {
            // What names gain is rough; of one word it says little.
            let near = match single {
                true => most / 5 * 2,
                false if good >= BEYOND_DOUBT && settles => most / 8 * 7,
                false => most / 4 * 3,
            };
            if good >= GOOD && worth < near || compared >= ENOUGH && worth < most / 10 * 9 {
                break;
            }
            if !filter.allows_name(index, name) {
                continue;
            }
            let view = self.words.view(index, name);
            let score = compare_known(query, view, &mut self.score, |row, column, sole, grid| {
                let loaded = view.members[column].word;
                let own = (row, pattern(row), sole);
                pairs.pair(query, own, (&view.word(column), loaded), grid)
            });
            self.found.push(Candidate {
                entity: index.name_entity(name),
                name,
                score,
            });
            best = best.max(score);
            if score > good {
                (most, good) = (worth, score);
            }
            hopeless = if score < NOTHING { hopeless + 1 } else { 0 };
            if hopeless >= HOPELESS {
                break;
            }
        }
        best
    }

    /// The best name of each entity, best first.
    fn ranked(&mut self, index: &Index) -> Vec<Candidate> {
        let found = &mut self.found;
        let by_score = |one: &Candidate, other: &Candidate| other.score.total_cmp(&one.score);
        found.sort_unstable_by(|one, other| {
            let by_entity = one.entity.cmp(&other.entity);
            let by_name = one.name.cmp(&other.name);
            by_entity.then(by_score(one, other)).then(by_name)
        });
        found.dedup_by_key(|candidate| candidate.entity);
        found.sort_unstable_by(|one, other| {
            let id = |candidate: &Candidate| index.entity_id(candidate.entity);
            by_score(one, other).then_with(|| id(one).cmp(id(other)))
        });
        found.clone()
    }
}
