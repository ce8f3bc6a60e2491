//! Searching the index: words by keys, names by words, the best names compared as wholes.

use crate::score::{NameView, PreparedName, Role, Scratch, compare_known, gain};

use super::filter::Filter;
use super::image::{Section, number_in};
use super::keys::{Keys, NO_OTHER_WORDS, sign};
use super::names::Index;
use super::pairs::{Pairs, in_role};
use super::sparse::Sparse;
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
    words: Words,
    keys: Keys,
    pairs: Pairs,
    /// The words of the index that words of the query may be: a bit for each of those.
    marks: Sparse<u32>,
    /// Names seen.
    seen: Sparse<()>,
    lists: Vec<QueryWord>,
    opened: Vec<(i32, u32)>,
    found: Vec<Candidate>,
}

/// A word of the query and the words of the index it may be.
#[derive(Debug, Default)]
struct QueryWord {
    at: usize,
    words: Vec<u32>,
    /// So many of them share a whole key.
    whole: usize,
    /// How many names those have.
    names: usize,
    sign: u32,
}

/// As many names are compared as wholes at the most, for each kind and pass.
const COMPARED: usize = 64;
/// Names in a row that are nothing, after which no more are compared.
const HOPELESS: usize = 10;
/// A score below which a name is nothing.
const NOTHING: f32 = 0.005;
/// A candidate this good ends the search.
const GOOD: f32 = 0.5;
/// As many names are looked at for one word of a query.
const MOST_NAMES: usize = 3_000;
/// As many names are passed by for one word of a query.
const MOST_POSTINGS: usize = 100_000;

impl Index {
    /// The entities that a name may mean, best first; `queries` is the name prepared for each kind.
    pub(crate) fn search(
        &self,
        queries: &[PreparedName],
        filter: &Filter,
        scratch: &mut SearchScratch,
    ) -> Vec<Candidate> {
        scratch.words.begin(self);
        scratch.found.clear();
        let allowed =
            |query: &&PreparedName| self.count(query.kind()) > 0 && filter.allows(query.kind());
        for query in queries.iter().filter(allowed) {
            let view = query.view();
            scratch.prepare(self, view);
            let passes = scratch.lists.len();
            for pass in 0..=passes {
                let before = scratch.found.len();
                let only_related = pass < passes;
                scratch.open(self, view, pass % passes.max(1), only_related);
                scratch.compare(self, view, filter);
                let best = scratch.found[before..]
                    .iter()
                    .fold(0.0, |best: f32, own| best.max(own.score));
                if best >= GOOD {
                    break;
                }
            }
        }
        scratch.ranked(self)
    }
}

impl SearchScratch {
    /// Looks the words of a query up, and orders them by how many names they have, rarest first.
    fn prepare(&mut self, index: &Index, query: NameView<'_>) {
        let words = index.words_len();
        self.marks.reset(words);
        self.seen.reset(index.names_len());
        self.pairs.reset(query.len(), words.min(1 << 17));
        let mut spare = std::mem::take(&mut self.lists);
        let mut lists = Vec::with_capacity(query.len());
        for at in 0..query.len() {
            let word = query.word(at);
            if word.initial && query.len() > 1 {
                continue;
            }
            let mut list = spare.pop().unwrap_or_default();
            list.at = at;
            list.words.clear();
            list.sign = sign(&word, true);
            self.keys.look_up(query.kind, &word);
            let bit = 1 << at;
            let mut add = |key: u32, list: &mut Vec<u32>| {
                for found in index.bucket(key) {
                    if let Some(mark) = self.marks.entry(found, || 0)
                        && *mark & bit == 0
                    {
                        *mark |= bit;
                        list.push(found);
                    }
                }
            };
            for &key in &self.keys.whole {
                add(key, &mut list.words);
            }
            list.whole = list.words.len();
            for &key in self.keys.longer.iter().chain(&self.keys.shortened) {
                add(key, &mut list.words);
            }
            let postings = list.words[..list.whole].iter();
            list.names = postings.map(|&word| index.postings(word).len() / 8).sum();
            if list.whole == 0 {
                list.names = 64 * list.words.len();
            }
            lists.push(list);
        }
        lists.sort_by_key(|list| (list.words.is_empty(), list.names));
        self.lists = lists;
    }

    /// Gathers the names of the words that one word of the query may be; where `only_related`, those
    /// whose other words have something in common with the query's.
    fn open(&mut self, index: &Index, query: NameView<'_>, list: usize, only_related: bool) {
        self.opened.clear();
        let SearchScratch {
            score,
            words,
            pairs,
            marks,
            seen,
            lists,
            opened,
            ..
        } = self;
        let Some(own) = lists.get(list) else {
            return;
        };
        let others = lists.iter().filter(|other| other.at != own.at);
        let others = others.fold(0, |sign, other| sign | other.sign);
        let related = |sign: u32| {
            !only_related || sign == NO_OTHER_WORDS || others == 0 || sign & others != 0
        };
        let alone = only_related && others == 0 && query.len() == 1;
        let mut passed = 0;
        for &word in &own.words {
            let sign = index.image.number(Section::WordSigns, word as usize);
            if !related(sign) || alone && sign != NO_OTHER_WORDS {
                continue;
            }
            let Some(loaded) = words.load(index, word) else {
                continue;
            };
            let other = words.word(loaded);
            let pair = pairs.pair(query, own.at, &other, loaded, &mut score.grid);
            if gain(&query.word(own.at), &other, &pair) <= 0 {
                continue;
            }
            for posting in index.postings(word).chunks_exact(8) {
                passed += 1;
                let sign = number_in(&posting[4..]);
                if related(sign) && (!alone || sign == NO_OTHER_WORDS) {
                    let name = number_in(posting);
                    if seen.insert(name, ()) {
                        opened.push((0, name));
                    }
                }
            }
            if opened.len() > MOST_NAMES || passed > MOST_POSTINGS {
                break;
            }
        }
        for (worth, name) in opened.iter_mut() {
            *worth = estimate(index, query, *name, words, pairs, marks, score);
        }
        let order =
            |one: &(i32, u32), other: &(i32, u32)| other.0.cmp(&one.0).then(one.1.cmp(&other.1));
        if opened.len() > COMPARED {
            opened.select_nth_unstable_by(COMPARED, order);
            opened.truncate(COMPARED);
        }
        opened.sort_unstable_by(order);
    }

    /// Compares the names gathered with the query as wholes.
    fn compare(&mut self, index: &Index, query: NameView<'_>, filter: &Filter) {
        let mut hopeless = 0;
        for &(_, name) in &self.opened {
            let entity = index.name_entity(name);
            if !filter.allows_name(index, name) {
                continue;
            }
            let view = self.words.view(index, name);
            let pairs = &mut self.pairs;
            let score = compare_known(query, view, &mut self.score, |row, column, grid| {
                let loaded = view.members[column].word;
                pairs.pair(query, row, &view.word(column), loaded, grid)
            });
            self.found.push(Candidate {
                entity,
                name,
                score,
            });
            hopeless = if score < NOTHING { hopeless + 1 } else { 0 };
            if hopeless >= HOPELESS {
                break;
            }
        }
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

/// What the words of a name gain from those of the query, roughly: each word of the query takes its best.
fn estimate(
    index: &Index,
    query: NameView<'_>,
    name: u32,
    words: &mut Words,
    pairs: &mut Pairs,
    marks: &Sparse<u32>,
    score: &mut Scratch,
) -> i32 {
    const MOST: usize = 24;
    let mut best = [0i32; MOST];
    let mut count = 0;
    for member in index.members(name) {
        count += 1;
        let marked = marks.get(member.word).copied().unwrap_or(0);
        let Some(loaded) = words.load(index, member.word) else {
            continue;
        };
        let word = in_role(words.word(loaded), &member);
        for (at, best) in best.iter_mut().enumerate().take(query.len()) {
            let own = query.word(at);
            let comparable = marked >> at & 1 != 0
                || own.initial
                || member.initial
                || own.role == member.role && matches!(own.role, Role::Given | Role::Patronymic);
            if comparable {
                let pair = pairs.pair(query, at, &word, loaded, &mut score.grid);
                *best = (*best).max(gain(&own, &word, &pair));
            }
        }
    }
    // Of names with equal gains the one with fewer words left over is the better.
    best.iter().sum::<i32>() - 8 * count
}
