//! Searching the index: words by keys, names by words, the best names compared as wholes.

use crate::gazetteer::Kind;
use crate::score::{NameView, PreparedName, Role, SHORT_FORM, Scratch, Word, compare_known, gain};

use super::filter::Filter;
use super::image::{Section, get, number_in};
use super::keys::{Keys, NO_OTHER_WORDS, sign};
use super::names::{Index, POSTING};
use super::pairs::{Pairs, in_role};
use super::sparse::Sparse;
use super::words::{MOST_LOADED, Words};

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
    kinds: Vec<KindScratch>,
    opened: Vec<(i32, u32)>,
    found: Vec<Candidate>,
}

/// What is known of the query as a name of one kind.
#[derive(Debug, Default)]
struct KindScratch {
    pairs: Pairs,
    /// The words of the index that words of the query may be: a bit for each of those.
    marks: Sparse<u32>,
    /// Names that were looked at; false for those put off.
    seen: Sparse<bool>,
    /// The words of the query, rarest first.
    lists: Vec<QueryWord>,
    spare: Vec<QueryWord>,
    /// What all words weigh, in steps.
    weight: i32,
}

/// A word of the query and the words of the index it may be.
#[derive(Debug, Default)]
struct QueryWord {
    at: usize,
    words: Vec<u32>,
    /// So many of them share a whole key.
    whole: usize,
    /// Keys not looked up so far: of words that share a shortened skeleton.
    rest: Vec<u32>,
    /// How many names those have.
    names: usize,
    sign: u64,
    /// What the word weighs, in steps; generic words weigh little.
    weight: i32,
}

/// As many names are compared as wholes at the most, for each kind and stage.
const COMPARED: usize = 48;
/// Names in a row that are nothing, after which no more are compared.
const HOPELESS: usize = 6;
/// After as many names only those are compared that gain nearly as much as the first.
const ENOUGH: usize = 10;
/// A score below which a name is nothing.
const NOTHING: f32 = 0.005;
/// A candidate this good ends the search.
const CERTAIN: f32 = 0.9;
/// A candidate this good for a name of several words leaves no other kind in question.
const BEYOND_DOUBT: f32 = 0.97;
/// A candidate this good ends the search for words with slips, and for names without the rarest word.
const GOOD: f32 = 0.5;
/// As many names are looked at for one word of a query.
const MOST_NAMES: usize = 96;
/// As many once the rarest word has led to nothing good.
const FEW_NAMES: usize = 48;
/// In place of the number of names that words with slips have.
const UNKNOWN: usize = 1_000;
/// As many words are compared for one kind of entity; some more for each further stage.
const MOST_WORDS: usize = 400;
/// As many names are passed by for one word of a query.
const MOST_POSTINGS: usize = 50_000;

/// When a search ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Once there is a good candidate, else when nothing is left to try.
    Best,
    /// When all names much like the query are found, however good the best is.
    Neighbours,
}

/// Which words of the index open names.
#[derive(Debug, Clone, Copy)]
struct Opening {
    /// The place of the query's word in the order of rarity.
    list: usize,
    /// Words that share a whole skeleton with it, or those that share a shortened one.
    whole: bool,
    /// Only names whose other words can be the query's.
    related: bool,
}

impl Index {
    /// The entities that a name may mean, best first; `queries` is the name prepared for each kind.
    ///
    /// Goes from what finds most names at least cost to what finds the last ones, and ends once there
    /// is a good candidate.
    pub(crate) fn search(
        &self,
        queries: &[PreparedName],
        filter: &Filter,
        effort: Effort,
        scratch: &mut SearchScratch,
    ) -> Vec<Candidate> {
        scratch.words.begin(self);
        scratch.found.clear();
        scratch.kinds.resize_with(3, KindScratch::default);
        let mut best = 0.0f32;
        let named = |query: &PreparedName| {
            let words = query.view();
            words.words().filter(|word| !word.initial).count()
        };
        let several = queries.iter().any(|query| named(query) > 1);
        for stage in 0..4 {
            for query in queries {
                let kind = query.kind();
                if self.count(kind) == 0 || !filter.allows(kind) {
                    continue;
                }
                let view = query.view();
                if stage == 0 {
                    // A name of several words that means somebody for sure is no other kind's.
                    if best >= BEYOND_DOUBT && view.words().filter(|word| !word.initial).count() > 1
                    {
                        scratch.kinds[kind as usize].lists.clear();
                        continue;
                    }
                    scratch.prepare(self, view);
                }
                let words = scratch.kinds[kind as usize].lists.len();
                let opening = |list, whole, related| Opening {
                    list,
                    whole,
                    related,
                };
                let mut run = |opening: Opening| {
                    scratch.open(self, view, opening);
                    scratch.compare(self, view, filter, &mut best);
                };
                match stage {
                    0 => run(opening(0, true, true)),
                    1 => run(opening(0, false, true)),
                    2 => (1..words).for_each(|list| {
                        run(opening(list, true, true));
                    }),
                    _ => {
                        run(opening(0, true, false));
                        run(opening(0, false, false));
                        (1..words).for_each(|list| run(opening(list, false, true)));
                    }
                }
            }
            let enough = match stage {
                0 | 1 if effort == Effort::Neighbours => f32::INFINITY,
                2 if effort == Effort::Neighbours => 0.0,
                // Places have namesakes, and one word is soon misspelt into another.
                0 if several => CERTAIN,
                0 => f32::INFINITY,
                1 | 2 if several => GOOD,
                1 | 2 => CERTAIN,
                _ => 0.0,
            };
            if best >= enough {
                break;
            }
        }
        scratch.ranked(self)
    }
}

impl SearchScratch {
    /// Looks the words of a query up, and orders them by how many names they have, rarest first.
    fn prepare(&mut self, index: &Index, query: NameView<'_>) {
        let words = index.words_len();
        let own = &mut self.kinds[query.kind as usize];
        own.marks.reset(words);
        own.seen.reset(index.names_len());
        own.pairs.reset(query.len(), MOST_LOADED);
        own.weight = 0;
        own.spare.append(&mut own.lists);
        for at in 0..query.len() {
            let word = query.word(at);
            if word.initial && query.len() > 1 {
                continue;
            }
            let mut list = own.spare.pop().unwrap_or_default();
            list.at = at;
            list.words.clear();
            list.sign = sign(query.kind, &word, true);
            list.weight = match word.entry.concept {
                Some((_, weight)) => word.entry.own * i32::from(weight.min(3)) / 4,
                None => word.entry.own,
            };
            own.weight += list.weight;
            self.keys.look_up(query.kind, &word);
            list.rest.clear();
            list.rest
                .extend(self.keys.longer.iter().chain(&self.keys.shortened));
            for &key in &self.keys.whole {
                add_bucket(index, key, 1 << at, &mut own.marks, &mut list.words);
            }
            list.whole = list.words.len();
            list.names = list
                .words
                .iter()
                .map(|&word| index.postings(word).len() / POSTING)
                .sum();
            if list.whole == 0 {
                list.names = UNKNOWN;
            }
            own.lists.push(list);
        }
        own.lists.sort_by_key(|list| list.names);
    }

    /// Gathers the names of the words that one word of the query may be.
    fn open(&mut self, index: &Index, query: NameView<'_>, opening: Opening) {
        self.opened.clear();
        let SearchScratch {
            score,
            words,
            kinds,
            opened,
            ..
        } = self;
        let KindScratch {
            pairs,
            marks,
            seen,
            lists,
            weight,
            ..
        } = &mut kinds[query.kind as usize];
        if opening.list >= lists.len() {
            return;
        }
        let least = match query.kind {
            Kind::Person => *weight * 2 / 5,
            Kind::Place => *weight / 3,
            Kind::Organisation => *weight / 4,
        };
        if !opening.whole {
            let list = &mut lists[opening.list];
            for key in list.rest.drain(..) {
                add_bucket(index, key, 1 << list.at, marks, &mut list.words);
            }
        }
        let own = &lists[opening.list];
        // What a name with such other words can gain at the most.
        let others = lists.iter().filter(|other| other.at != own.at);
        let others: Vec<(u64, i32)> = others.map(|other| (other.sign, other.weight)).collect();
        let others_sign = match others.iter().fold(0, |sign, other| sign | other.0) {
            // Nothing is known of the other words.
            0 => u64::MAX,
            sign => sign,
        };
        let alone = opening.related && others.iter().all(|other| other.1 == 0);
        let most = |sign: u64| {
            if sign == NO_OTHER_WORDS {
                // A name of one word that stands for several must have nearly all their weight.
                return if own.weight * 2 > *weight {
                    own.weight
                } else {
                    0
                };
            }
            if others_sign & sign == 0 {
                return 0;
            }
            let related = others.iter().filter(|other| other.0 & sign != 0);
            own.weight + related.map(|other| other.1).sum::<i32>()
        };
        let can_do = |sign: u64| match opening.related {
            true if alone => sign == NO_OTHER_WORDS,
            true => most(sign) >= least,
            false => true,
        };
        let (whole, shortened) = own.words.split_at(own.whole);
        let list = if opening.whole { whole } else { shortened };
        let mut passed = 0;
        let most_words = if others.is_empty() {
            4 * MOST_WORDS
        } else {
            MOST_WORDS
        };
        let enough = most_words.max(pairs.compared + MOST_WORDS / 4);
        for &word in list {
            if pairs.compared > enough {
                break;
            }
            let sign = index.image.long(Section::WordSigns, word as usize);
            // Of a word with many names the sign says nothing.
            if sign != NO_OTHER_WORDS && !can_do(sign) {
                continue;
            }
            let postings = index.postings(word).chunks_exact(POSTING);
            let few = postings.len() <= 16;
            if few && !postings.clone().any(|posting| can_do(get(posting, 4))) {
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
            for posting in postings {
                passed += 1;
                let sign = get(posting, 4);
                if can_do(sign) {
                    let name = number_in(posting);
                    if let Some(seen) = seen.entry(name, || false)
                        && !std::mem::replace(seen, true)
                    {
                        opened.push((most(sign) + pair.weight, name));
                    }
                }
            }
            if passed
                > if opening.list > 0 {
                    MOST_POSTINGS / 2
                } else {
                    MOST_POSTINGS
                }
            {
                break;
            }
        }
        let order =
            |one: &(i32, u32), other: &(i32, u32)| other.0.cmp(&one.0).then(one.1.cmp(&other.1));
        let late = opening.list > 0 || !opening.related;
        let most_names = if late && others.len() > 1 {
            FEW_NAMES
        } else {
            MOST_NAMES
        };
        if opened.len() > most_names {
            opened.select_nth_unstable_by(most_names, order);
            put_off(opened, most_names, seen);
        }
        if opening.related && opened.len() > COMPARED {
            // Where many names can gain more, those that can gain less are left to later stages.
            opened.sort_unstable_by(order);
            let enough = opened[COMPARED].0;
            let kept = opened.partition_point(|own| own.0 >= enough);
            put_off(opened, kept.max(COMPARED), seen);
        }
        for (worth, name) in opened.iter_mut() {
            *worth = estimate(index, query, *name, words, pairs, marks, score);
        }
        if opened.len() > COMPARED {
            opened.select_nth_unstable_by(COMPARED, order);
            opened.truncate(COMPARED);
        }
        opened.sort_unstable_by(order);
    }

    /// Compares the names gathered with the query as wholes.
    fn compare(&mut self, index: &Index, query: NameView<'_>, filter: &Filter, best: &mut f32) {
        let pairs = &mut self.kinds[query.kind as usize].pairs;
        let mut hopeless = 0;
        let first = self.opened.first().map_or(0, |&(worth, _)| worth);
        for (compared, &(worth, name)) in self.opened.iter().enumerate() {
            if compared >= ENOUGH && worth < first / 4 * 3 {
                break;
            }
            if !filter.allows_name(index, name) {
                continue;
            }
            let view = self.words.view(index, name);
            let score = compare_known(query, view, &mut self.score, |row, column, grid| {
                let loaded = view.members[column].word;
                pairs.pair(query, row, &view.word(column), loaded, grid)
            });
            self.found.push(Candidate {
                entity: index.name_entity(name),
                name,
                score,
            });
            *best = best.max(score);
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

/// Whether two words are forms of one given name, or patronymics made of one.
fn same_class(own: &Word<'_>, other: &Word<'_>) -> bool {
    match (own.role, other.role) {
        (Role::Given, Role::Given) => {
            let class = |class: &u16| class & !SHORT_FORM;
            let others = || other.given().iter().map(class);
            own.given()
                .iter()
                .map(class)
                .any(|own| others().any(|other| own == other))
        }
        (Role::Patronymic, Role::Patronymic) => {
            own.known_father() && own.entry.patronymic == other.entry.patronymic
        }
        _ => false,
    }
}

/// Leaves names after a place out; other words of the query may open them again.
fn put_off(opened: &mut Vec<(i32, u32)>, kept: usize, seen: &mut Sparse<bool>) {
    for (_, name) in opened.drain(kept.min(opened.len())..) {
        if let Some(seen) = seen.entry(name, || false) {
            *seen = false;
        }
    }
}

/// Adds the words of a bucket that are not in the list.
fn add_bucket(index: &Index, key: u32, bit: u32, marks: &mut Sparse<u32>, list: &mut Vec<u32>) {
    for word in index.bucket(key) {
        if let Some(mark) = marks.entry(word, || 0)
            && *mark & bit == 0
        {
            *mark |= bit;
            list.push(word);
        }
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
            let comparable = marked >> at & 1 != 0 || own.initial || member.initial;
            if comparable || same_class(&own, &word) {
                let pair = pairs.pair(query, at, &word, loaded, &mut score.grid);
                *best = (*best).max(gain(&own, &word, &pair));
            }
        }
    }
    // Of names with equal gains the one with fewer words left over is the better.
    best.iter().sum::<i32>() - 8 * count
}
