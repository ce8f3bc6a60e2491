//! Which names a query opens, and which of those are worth comparing.

use crate::gazetteer::Kind;
use crate::score::{MAXIMUM_WORDS, Member, NameView, Role, SHORT_FORM, Word, gain};

use crate::sound::{Costs, Pattern};

use super::couples::{self, Half};
use super::keys::{CoupleKeys, Groups, Keys, is_telling};
use super::names::{ALONE, Index};
use super::pairs::{Pairs, in_role};
use super::sparse::Sparse;
use super::words::{MOST_LOADED, Words};

/// What is known of the query as a name of one kind.
#[derive(Debug, Default)]
pub(super) struct KindScratch {
    pub pairs: Pairs,
    /// Words of the index looked at; those that were compared with a word of the query.
    marked: Sparse<u32>,
    /// Names that were looked at: their place among the opened ones, or [`JUDGED`], or [`PUT_OFF`].
    seen: Sparse<u32>,
    /// The words of the query: first those that tell something, then initials and generic ones.
    words: Vec<QueryWord>,
    spare: Vec<QueryWord>,
    /// For each word of the query what it shares with others is counted by a pattern.
    patterns: Vec<Pattern>,
    /// Words that may be like one of the query: how much, and their numbers.
    like: Vec<(f32, u32)>,
    /// Words that are about to be looked at, and where they stand.
    fresh: Vec<(u32, (u32, u32))>,
    /// Couples that are looked up, and the names that have them.
    couples: Vec<u64>,
    coupled: Vec<u32>,
    /// Where the words of the opened names stand.
    bounds: Vec<(u32, u32)>,
    /// What all telling words weigh, in steps.
    weight: i32,
    /// How many words tell something.
    pub telling: usize,
}

const JUDGED: u32 = u32::MAX;
const PUT_OFF: u32 = u32::MAX - 1;

/// A word of the query.
#[derive(Debug, Default)]
struct QueryWord {
    at: usize,
    role: Option<Role>,
    initial: bool,
    telling: bool,
    /// Whether it is a given name or patronymic that a table knows.
    known: bool,
    /// Whether it has a class of given names, a father or a meaning.
    classed: bool,
    keys: CoupleKeys,
    /// What the word weighs, in steps; generic words weigh little.
    weight: i32,
}

/// A name to be looked at, and what speaks for it.
pub(super) type Opened = (i32, u32);

/// Words less alike than this open no names by themselves.
const ALIKE: f32 = 0.5;
/// The same of words that do not share a whole skeleton.
const ALIKE_BUT_FOR_A_SLIP: f32 = 0.6;
/// As many words are aligned with one word of a query.
const MOST_ALIGNED: usize = 64;
const MOST_ALIGNED_FOR_A_SLIP: usize = 32;
/// As many words are compared for one word of a query.
const MOST_WORDS: usize = 400;
/// As many names are opened by one word of a query.
const MOST_POSTINGS: usize = 4_000;

/// Of as many things memory is read at once, before one of them is looked at.
const TOUCHED: usize = 64;

/// Which names of a word count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// Those in which no other word tells anything.
    Nothing,
    /// All, where there are no more than so many.
    Anything(usize),
}

impl KindScratch {
    /// Takes a query apart.
    pub(super) fn begin(&mut self, index: &Index, query: NameView<'_>) {
        self.marked.reset(index.words_len());
        self.seen.reset(index.names_len());
        self.pairs.reset(query.len(), MOST_LOADED);
        self.spare.append(&mut self.words);
        let person = query.kind == Kind::Person;
        let tells = |word: &Word<'_>| {
            is_telling(query.kind, word) && !(person && word.role == Role::Generic)
        };
        let some = query.words().any(|word| tells(&word));
        self.weight = 0;
        self.telling = 0;
        if self.patterns.len() < query.len() {
            self.patterns.resize_with(query.len(), Pattern::default);
        }
        for at in 0..query.len() {
            let word = query.word(at);
            self.patterns[at].set(Costs::embedded(), word.spelled().units);
            let mut own = self.spare.pop().unwrap_or_default();
            own.at = at;
            own.role = Some(word.role);
            own.initial = word.initial;
            own.telling = !word.initial && (tells(&word) || !some);
            own.keys.look_up(query.kind, &word);
            own.known = Half::is_known(word.role, &own.keys.classes);
            own.classed = !own.keys.classes.is_empty();
            own.keys.retain(|key| index.has_word_key(key));
            own.weight = match word.entry.concept {
                Some((_, weight)) => word.entry.own * i32::from(weight.clamp(1, 3)) / 4,
                None => word.entry.own,
            };
            if own.telling {
                self.weight += own.weight;
                self.telling += 1;
            }
            self.words.push(own);
        }
        // Nothing but initials: they are looked up as words.
        if self.telling == 0 {
            for own in &mut self.words {
                (own.initial, own.telling) = (false, true);
                self.weight += own.weight;
            }
            self.telling = self.words.len();
        }
        self.words.sort_by_key(|own| (!own.telling, !own.initial));
    }

    /// Opens the names that share two words with the query, in one of them perhaps but for a slip.
    pub(super) fn open_couples(&mut self, index: &Index, slips: bool, opened: &mut Vec<Opened>) {
        let KindScratch {
            seen,
            words,
            couples,
            coupled,
            ..
        } = self;
        let mut halves = [Half::NONE; couples::MOST_COUPLED];
        let mut count = 0;
        for (half, own) in halves.iter_mut().zip(words.iter()) {
            *half = Half {
                role: own.role.unwrap_or(Role::Surname),
                initial: own.initial,
                known: own.known,
                classes: &own.keys.classes,
                wholes: &own.keys.wholes,
                slips: &own.keys.slips,
                initials: &own.keys.initials,
            };
            count += 1;
        }
        couples.clear();
        couples::look_up(&halves[..count], slips, |couple| couples.push(couple));
        couples.sort_unstable();
        couples.dedup();
        coupled.clear();
        index.coupled(couples, |name| coupled.push(name));
        for names in coupled.chunks(TOUCHED) {
            let touched = names.iter().fold(0, |all, &name| all ^ seen.touch(name));
            std::hint::black_box(touched);
            for &name in names {
                open(seen, opened, 1, name);
            }
        }
    }

    /// Opens names by one word of the query: the only one that tells something, or one that weighs more
    /// than all others.
    pub(super) fn open_main_word(
        &mut self,
        work: Work<'_>,
        query: NameView<'_>,
        whole: bool,
        opened: &mut Vec<Opened>,
    ) {
        let weight = self.weight;
        let main = self
            .words
            .iter()
            .position(|own| own.telling && (self.telling == 1 || own.weight * 2 > weight));
        let beside = match (self.telling, whole || query.kind == Kind::Person) {
            (1, true) => Beside::Anything(MOST_POSTINGS),
            _ => Beside::Nothing,
        };
        if let Some(main) = main {
            self.open_word(work, query, main, whole, beside, opened);
        }
    }

    /// Whether the query has a given name or patronymic that a table knows, or an initial.
    pub(super) fn has_known_names(&self) -> bool {
        let mut words = self.words.iter();
        words.any(|own| own.initial || own.classed)
    }

    /// Opens the names of words that stand in few; `whole`: those that share a whole skeleton.
    pub(super) fn open_rare_words(
        &mut self,
        work: Work<'_>,
        query: NameView<'_>,
        (whole, most): (bool, usize),
        opened: &mut Vec<Opened>,
    ) {
        let Work {
            index,
            words,
            keys,
            score,
        } = work;
        for number in 0..self.words.len() {
            if self.words[number].telling {
                let work = Work {
                    index,
                    words,
                    keys,
                    score,
                };
                self.open_word(work, query, number, whole, Beside::Anything(most), opened);
            }
        }
    }

    fn open_word(
        &mut self,
        work: Work<'_>,
        query: NameView<'_>,
        number: usize,
        whole: bool,
        beside: Beside,
        opened: &mut Vec<Opened>,
    ) {
        let Work {
            index,
            words,
            keys,
            score,
        } = work;
        let (alike, most_aligned) = match whole {
            true => (ALIKE, MOST_ALIGNED),
            false => (ALIKE_BUT_FOR_A_SLIP, MOST_ALIGNED_FOR_A_SLIP),
        };
        let KindScratch {
            pairs,
            marked,
            seen,
            like,
            fresh,
            bounds,
            words: own,
            patterns,
            ..
        } = self;
        let at = own[number].at;
        let word = query.word(at);
        let pattern = &patterns[at];
        keys.look_up(query.kind, &word);
        let groups = Groups::of(&word);
        let bit = 1u32 << at
            | if beside == Beside::Nothing {
                0
            } else {
                1 << 31
            };
        let list: &[&[_]] = match whole {
            true => &[&keys.whole],
            false => &[&keys.longer, &keys.shortened],
        };
        let meaning = keys.whole.first().filter(|_| word.entry.concept.is_some());
        let meaning = meaning.copied();
        like.clear();
        fresh.clear();
        let mut look = |fresh: &mut Vec<(u32, (u32, u32))>, translated: bool| {
            // Words lie far apart: they are read in passes, so that no read waits for another.
            let touched = fresh.iter().fold(0, |all, own| all ^ marked.touch(own.0));
            std::hint::black_box(touched);
            fresh.retain_mut(|(found, bounds)| match marked.entry(*found, || 0) {
                Some(mark) if *mark & bit != bit => {
                    *mark |= bit;
                    *bounds = index.word_bounds(*found);
                    true
                }
                _ => false,
            });
            let touched = fresh.iter().fold(0, |all, &(_, bounds)| {
                all ^ index.touch_word(bounds)
            });
            std::hint::black_box(touched);
            for (found, bounds) in fresh.drain(..) {
                // Translations are not alike.
                let likeness = match translated {
                    true => 1.0,
                    false => pattern.likeness(index.units_between(bounds)),
                };
                if likeness >= alike {
                    like.push((likeness, found));
                }
            }
            like.len() < MOST_WORDS
        };
        bounds.clear();
        let keyed = list.iter().copied().flatten();
        bounds.extend(keyed.map(|key| index.bucket_bounds(key.hash)));
        let touched = bounds.iter().fold(0, |all, &bounds| all ^ index.touch_bucket(bounds));
        std::hint::black_box(touched);
        'keys: for (&key, &bounds) in list.iter().copied().flatten().zip(bounds.iter()) {
            let translated = meaning == Some(key);
            for (found, hint) in index.words_between(bounds, key.hash) {
                if !hint.fits(key, groups) || beside == Beside::Nothing && !hint.alone() {
                    continue;
                }
                fresh.push((found, (0, 0)));
                if fresh.len() >= TOUCHED && !look(fresh, translated) {
                    break 'keys;
                }
            }
            if translated && !look(fresh, true) {
                break;
            }
        }
        look(fresh, false);
        if let Beside::Anything(most) = beside {
            like.retain(|&(_, found)| index.postings(found).len() <= most);
        }
        if like.len() > most_aligned {
            like.select_nth_unstable_by(most_aligned, |one, other| {
                other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
            });
            like.truncate(most_aligned);
        }
        for &(_, found) in like.iter() {
            let Some(loaded) = words.load(index, found) else {
                continue;
            };
            let other = words.word(loaded);
            let pair = pairs.pair(query, at, &other, loaded, &mut score.grid);
            let worth = gain(&word, &other, &pair);
            if worth <= 0 || pair.similarity < alike {
                continue;
            }
            for posting in index.postings(found) {
                let alone = posting & ALONE != 0;
                if !alone && beside == Beside::Nothing {
                    break;
                }
                let worth = worth + if alone { 64 } else { 0 };
                open(seen, opened, worth, posting & !ALONE);
            }
        }
    }

    /// What a name must gain at least, to mean the same as the query with a chance worth mentioning: a
    /// share of what the query weighs, as names that do were found to gain.
    fn least(&self, kind: Kind) -> i32 {
        let percent = match (kind, self.telling) {
            (Kind::Person, ..=2) => 35,
            (Kind::Person, 3) => 50,
            // A name is often written twice, in two spellings.
            (Kind::Person, _) => 25,
            (Kind::Place, 1) => 40,
            (Kind::Place, 2) => 30,
            (Kind::Place, 3) => 25,
            (Kind::Place, _) => 40,
            (Kind::Organisation, ..=3) => 15,
            (Kind::Organisation, _) => 20,
        };
        self.weight * percent / 100
    }

    /// Keeps the names that can gain most, best first; others may be opened again.
    pub(super) fn choose(
        &mut self,
        work: Work<'_>,
        query: NameView<'_>,
        limits: (usize, usize),
        opened: &mut Vec<Opened>,
    ) {
        let Work { index, words, .. } = work;
        let (most, compared) = limits;
        let order = |one: &Opened, other: &Opened| other.0.cmp(&one.0).then(one.1.cmp(&other.1));
        if opened.len() > most {
            opened.select_nth_unstable_by(most, order);
            for (_, name) in opened.drain(most..) {
                if let Some(seen) = self.seen.entry(name, || PUT_OFF) {
                    *seen = PUT_OFF;
                }
            }
        }
        let own: Vec<Word<'_>> = query.words().collect();
        let (patterns, least) = (&self.patterns[..own.len()], self.least(query.kind));
        // Names and their words lie far apart: they are read in passes, so that no read waits for another.
        let bounds = &mut self.bounds;
        bounds.clear();
        bounds.extend(opened.iter().map(|&(_, name)| index.member_bounds(name)));
        let touched = bounds.iter().fold(0, |all, &bounds| {
            let first = index.members_between(bounds).next();
            all ^ first.map_or(0, |first| first.word)
        });
        std::hint::black_box(touched);
        let mut kept = 0;
        for at in 0..opened.len() {
            let name = opened[at].1;
            if let Some(seen) = self.seen.entry(name, || JUDGED) {
                *seen = JUDGED;
            }
            // By chance another kind's name stands among those of a couple; it was prepared by other rules.
            if index.name_kind(name) != query.kind {
                continue;
            }
            let members = index.members_between(bounds[at]);
            let worth = estimate(index, &own, patterns, members, words);
            if worth >= least {
                opened[kept] = (worth, name);
                kept += 1;
            }
        }
        opened.truncate(kept);
        opened.sort_unstable_by(order);
        opened.truncate(compared);
    }
}

/// What all steps of a search work with.
pub(super) struct Work<'w> {
    pub index: &'w Index,
    pub words: &'w mut Words,
    pub keys: &'w mut Keys,
    pub score: &'w mut crate::score::Scratch,
}

/// Opens a name, or adds to what speaks for it.
#[inline]
fn open(seen: &mut Sparse<u32>, opened: &mut Vec<Opened>, worth: i32, name: u32) {
    let next = opened.len() as u32;
    let Some(place) = seen.entry(name, || PUT_OFF) else {
        return;
    };
    match *place {
        JUDGED => {}
        PUT_OFF => {
            *place = next;
            opened.push((worth, name));
        }
        place => {
            if let Some(opened) = opened.get_mut(place as usize) {
                opened.0 += worth;
            }
        }
    }
}

/// What two words gain, roughly and without aligning them.
fn rough_gain(own: &Word<'_>, pattern: &Pattern, other: &Word<'_>) -> i32 {
    const SAME: i32 = 320;
    if own.initial || other.initial {
        return 64;
    }
    let smaller = own.entry.own.min(other.entry.own);
    let meaning = |word: &Word<'_>| word.entry.concept.map(|(concept, _)| concept);
    if meaning(own).is_some() && meaning(own) == meaning(other) {
        return smaller.max(SAME);
    }
    match (own.role, other.role) {
        (Role::Given, Role::Given) if !own.given().is_empty() && !other.given().is_empty() => {
            match same_given(own, other) {
                true => return smaller.max(SAME),
                false => return 0,
            }
        }
        (Role::Patronymic, Role::Patronymic) if own.known_father() && other.known_father() => {
            match own.entry.patronymic == other.entry.patronymic {
                true => return smaller.max(SAME),
                false => return 0,
            }
        }
        (Role::Given, Role::Patronymic) | (Role::Patronymic, Role::Given) => return 0,
        _ => {}
    }
    // What words share by chance gains nothing.
    let likeness = pattern.likeness(other.spelled().units);
    let weight = (own.entry.own + other.entry.own) as f32 / 2.0 * (likeness * 1.5 - 0.5);
    let other_role = if own.role == other.role { 0 } else { 64 };
    (weight as i32 - other_role).max(0)
}

fn same_given(own: &Word<'_>, other: &Word<'_>) -> bool {
    let class = |class: &u16| class & !SHORT_FORM;
    let others = || other.given().iter().map(class);
    let mut own = own.given().iter().map(class);
    own.any(|own| others().any(|other| own == other))
}

/// What the words of a name gain from those of the query, roughly: each word takes its best, here or
/// there.
fn estimate(
    index: &Index,
    query: &[Word<'_>],
    patterns: &[Pattern],
    members: impl Iterator<Item = Member>,
    words: &mut Words,
) -> i32 {
    let (mut best, mut sum_here, mut count) = ([0i32; MAXIMUM_WORDS], 0, 0);
    for member in members.take(MAXIMUM_WORDS) {
        count += 1;
        let Some(loaded) = words.load(index, member.word) else {
            continue;
        };
        let word = in_role(words.word(loaded), &member);
        let mut best_here = 0;
        for ((own, pattern), best) in query.iter().zip(patterns).zip(&mut best) {
            let gained = rough_gain(own, pattern, &word);
            *best = (*best).max(gained);
            best_here = best_here.max(gained);
        }
        sum_here += best_here;
    }
    // Of names with equal gains the one with fewer words left over is the better.
    best.iter().sum::<i32>().min(sum_here) - 8 * count
}
