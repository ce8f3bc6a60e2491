//! Which names a query opens, and which of those are worth comparing.

use crate::gazetteer::Kind;
use crate::score::{
    MAXIMUM_WORDS, NameView, Role, Scratch, Word, are_acronyms, gain, may_be_alike,
};
use crate::sound::{ABREAST, Abreast};

use super::acronyms;
use super::alike::{Alike, Beside, Like, Sought};
use super::couples::{self, Half};
use super::entries::ALONE;
use super::estimate::{Gains, SAME};
use super::keys::{CoupleKeys, Keys, is_telling};
use super::names::Index;
use super::opened::{self, JUDGED, Opened, PUT_OFF, TWO_WORDS, in_order};
use super::pairs::Pairs;
use super::patterns::Patterns;
use super::readings::Readings;
use super::sparse::Sparse;
use super::words::Words;

/// What is known of the query as a name of one kind.
#[derive(Debug, Default)]
pub(super) struct KindScratch {
    pub pairs: Pairs,
    alike: Alike,
    gains: Gains,
    /// Names that were looked at: their place among the opened ones, or [`JUDGED`], or [`PUT_OFF`].
    seen: Sparse,
    /// The words of the query: first those that tell something, then initials and generic ones.
    words: Vec<QueryWord>,
    spare: Vec<QueryWord>,
    /// For each word of the query the number of the pattern that counts what it shares with others.
    pub patterns: Vec<usize>,
    /// Couples that are looked up, and the names that have them.
    couples: Vec<(u64, u8)>,
    coupled: Vec<(u32, u8)>,
    /// Where the words of the opened names stand.
    bounds: Vec<(u32, u32)>,
    /// What all telling words weigh, in steps.
    weight: i32,
    /// How many words tell something.
    pub telling: usize,
}

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

/// As many names are added whose acronym the query is, or that are acronyms of it.
const MOST_ACRONYMS: usize = 32;
/// What is added to the gain of a word of a place's or organisation's name that nothing else tells apart.
const ALONE_GAINS: i32 = 1024;
/// Known names of more spellings than this are frequent.
const MOST_SPELLINGS: u32 = 16;
/// As many names are opened by one word of a query.
const MOST_POSTINGS: usize = 4_000;

impl KindScratch {
    /// Takes a query apart.
    pub(super) fn begin(
        &mut self,
        index: &Index,
        query: NameView<'_>,
        (patterns, readings): (&mut Patterns, &mut Readings),
    ) {
        self.alike.begin();
        self.gains.reset();
        self.seen.clear();
        self.pairs.reset(query.len());
        self.spare.append(&mut self.words);
        let person = query.kind == Kind::Person;
        let tells = |word: &Word<'_>| {
            is_telling(query.kind, word) && !(person && word.role == Role::Generic)
        };
        let some = query.words().any(|word| tells(&word));
        self.weight = 0;
        self.telling = 0;
        self.patterns.clear();
        for at in 0..query.len() {
            let word = query.word(at);
            self.patterns.push(patterns.enter(word.spelled().units));
            let mut own = self.spare.pop().unwrap_or_default();
            own.at = at;
            own.role = Some(word.role);
            own.initial = word.initial;
            own.telling = !word.initial && (tells(&word) || !some);
            own.keys
                .look_up(query.kind, &word, query.len() == 1, readings);
            own.known = Half::is_known(word.role, &own.keys.classes);
            own.classed = !own.keys.classes.is_empty();
            own.keys.retain(|key| index.has_word_key(key));
            own.weight = match word.entry.concept {
                Some((_, 0 | 1)) => word.entry.own.min(SAME) / 4,
                Some((_, weight)) => word.entry.own * i32::from(weight.min(4)) / 4,
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
    pub(super) fn open_couples(
        &mut self,
        index: &Index,
        query: NameView<'_>,
        slips: bool,
        opened: &mut Vec<Opened>,
    ) {
        if self.words.len() < 2 {
            return;
        }
        if slips {
            for own in &mut self.words {
                own.keys.look_up_slips(query.kind, &query.word(own.at));
                own.keys.slips.retain(|&key| index.has_word_key(key));
            }
        }
        let single = self.telling == 1;
        let KindScratch {
            seen,
            words,
            couples,
            coupled,
            ..
        } = self;
        let mut halves = [Half::NONE; couples::MOST_COUPLED];
        let mut count = 0;
        // Beside a place's name "of" and "city" tell nothing, however many other names have them too.
        let says = |own: &&QueryWord| {
            let meaning = query.word(own.at).entry.concept;
            query.kind != Kind::Place || meaning.is_none_or(|(_, weight)| weight > 0)
        };
        for (half, own) in halves.iter_mut().zip(words.iter().filter(says)) {
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
        couples::look_up(&halves[..count], slips, |couple, number| {
            couples.push((couple, number));
        });
        couples.sort_unstable();
        couples.dedup_by_key(|(couple, _)| *couple);
        coupled.clear();
        index.coupled(couples, |name, number| coupled.push((name, number)));
        for &(name, number) in coupled.iter() {
            opened::open_coupled(seen, opened, number, name);
        }
        for (evidence, _) in opened {
            *evidence = match single {
                // The only word that tells something and another one are as good as that word alone, with more
                // of them better.
                true => ALONE_GAINS * opened::shared(*evidence) / TWO_WORDS,
                false => opened::shared(*evidence),
            };
        }
    }

    /// Adds the names of organisations that the query is an acronym of, or that are acronyms of it.
    pub(super) fn add_acronyms(
        &mut self,
        work: &mut Work<'_>,
        query: NameView<'_>,
        made: Made,
        opened: &mut Vec<Opened>,
    ) {
        let (index, couples, coupled) = (work.index, &mut self.couples, &mut self.coupled);
        couples.clear();
        let (readings, mut add) = (&mut work.keys.readings, |key| couples.push((key, 0)));
        match made {
            Made::OfInitials => acronyms::keys(query, readings, &mut add),
            Made::OfBeginnings => acronyms::keys_of_beginnings(query, readings, &mut add),
        }
        couples.sort_unstable();
        couples.dedup();
        coupled.clear();
        index.coupled(couples, |name, _| coupled.push((name, 0)));
        // By chance others stand among them, perhaps many: names of persons that share given name and patronymic.
        let names = coupled.iter().map(|&(name, _)| name);
        let names = names.filter(|&name| index.name_kind(name) == query.kind);
        for name in names.take(MOST_ACRONYMS) {
            if !are_acronyms(query, work.words.view(index, name)) {
                continue;
            }
            // By its words it may have been judged too little already.
            self.seen.set(name, JUDGED);
            match opened.iter_mut().find(|(_, own)| *own == name) {
                Some((worth, _)) => *worth = self.weight.max(*worth),
                None => opened.push((self.weight, name)),
            }
        }
        opened.sort_unstable_by(in_order);
    }

    /// Opens names by one word of the query: the only one that tells something, or one that weighs more
    /// than all others.
    pub(super) fn open_main_word(
        &mut self,
        work: &mut Work<'_>,
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
            let word = query.word(self.words[main].at);
            work.keys.look_up(query.kind, &word);
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
        work: &mut Work<'_>,
        query: NameView<'_>,
        (whole, most): (bool, usize),
        opened: &mut Vec<Opened>,
    ) {
        for number in 0..self.words.len() {
            let own = &self.words[number];
            if !own.telling {
                continue;
            }
            work.keys.look_up(query.kind, &query.word(own.at));
            if own.known && is_frequent(work) {
                continue;
            }
            self.open_word(work, query, number, whole, Beside::Anything(most), opened);
        }
    }

    /// Opens the names of words like one of the query, whose keys were looked up last.
    fn open_word(
        &mut self,
        work: &mut Work<'_>,
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
            abreast,
            patterns: all_patterns,
        } = work;
        let KindScratch {
            pairs,
            alike,
            seen,
            words: own,
            patterns,
            ..
        } = self;
        let at = own[number].at;
        let word = query.word(at);
        // A person may be called by one name of several; a place with two names is another place.
        let alone_gains = match query.kind {
            Kind::Person => 64,
            Kind::Organisation | Kind::Place => ALONE_GAINS,
        };
        let sought = Sought {
            kind: query.kind,
            word: &word,
            at,
            pattern: all_patterns.get(patterns[at]),
            whole,
            beside,
        };
        let found = alike.find(index, &sought, keys);
        let worthy = found.chunks(ABREAST).flat_map(|found| {
            let mut stored: [&[u8]; ABREAST] = [&[]; ABREAST];
            for (stored, found) in stored.iter_mut().zip(found) {
                *stored = index.word_bytes(found.word()).get(1..).unwrap_or_default();
            }
            let passed = may_be_alike(&word, &stored[..found.len()], sought.least(), abreast);
            let worthy =
                move |(at, found): (usize, &Like)| (passed >> at & 1 == 1).then(|| found.word());
            found.iter().enumerate().filter_map(worthy)
        });
        for found in worthy {
            let Some(loaded) = words.load(index, found) else {
                continue;
            };
            let other = words.word(loaded);
            let own = (at, sought.pattern, false);
            let pair = pairs.pair(query, own, (&other, loaded), &mut score.grid);
            let worth = gain(&word, &other, &pair);
            if worth <= 0 || pair.similarity < sought.least() {
                continue;
            }
            for posting in index.postings(found) {
                let alone = posting & ALONE != 0;
                if !alone && beside == Beside::Nothing {
                    break;
                }
                let worth = worth + if alone { alone_gains } else { 0 };
                opened::open(seen, opened, worth, posting & !ALONE);
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
        work: &mut Work<'_>,
        query: NameView<'_>,
        limits: (usize, usize),
        opened: &mut Vec<Opened>,
    ) {
        let Work {
            index,
            words,
            patterns,
            ..
        } = work;
        let (most, compared) = limits;
        if opened.len() > most {
            opened.select_nth_unstable_by(most, in_order);
            for (_, name) in opened.drain(most..) {
                self.seen.set(name, PUT_OFF);
            }
        }
        let own = self.patterns.iter().map(|&number| patterns.get(number));
        let own: Vec<_> = query.words().zip(own).collect();
        let least = self.least(query.kind);
        // Names and their words lie far apart: they are read in passes, so that no read waits for another.
        let bounds = &mut self.bounds;
        bounds.clear();
        bounds.extend(opened.iter().map(|&(_, name)| index.member_bounds(name)));
        let touched = bounds.iter().fold(0, |all, &bounds| {
            let first = index.members_between(bounds).next();
            all ^ first.map_or(0, |first| first.word)
        });
        std::hint::black_box(touched);
        let touched = bounds.iter().fold(0, |all, &bounds| {
            let members = index.members_between(bounds).take(MAXIMUM_WORDS);
            members.fold(all, |all, member| all ^ words.touch(member.word))
        });
        std::hint::black_box(touched);
        let mut kept = 0;
        for at in 0..opened.len() {
            let name = opened[at].1;
            self.seen.set(name, JUDGED);
            // By chance another kind's name stands among those of a couple; it was prepared by other rules.
            if index.name_kind(name) != query.kind {
                continue;
            }
            let members = index.members_between(bounds[at]);
            // What the only word gains is known exactly; the sort of a place gains nothing.
            let words_asked = match query.kind {
                Kind::Place => query.telling(),
                _ => own.len(),
            };
            let worth = match words_asked {
                1 if query.kind != Kind::Person => opened[at].0 - 8 * members.len() as i32,
                _ => self.gains.estimate(index, &own, members, words),
            };
            if worth >= least {
                opened[kept] = (worth, name);
                kept += 1;
            }
        }
        opened.truncate(kept);
        opened.sort_unstable_by(in_order);
        opened.truncate(compared);
    }
}

/// What a word is made of that stands for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    OfInitials,
    OfBeginnings,
}

/// What all steps of a search work with.
pub(super) struct Work<'w> {
    pub index: &'w Index,
    pub words: &'w mut Words,
    pub keys: &'w mut Keys,
    pub score: &'w mut Scratch,
    pub abreast: &'w mut Abreast,
    pub patterns: &'w Patterns,
}

/// Whether a known given name or patronymic, whose keys were looked up last, has many spellings in the index, and so
/// is in many names: the few in a rare spelling are no better than the others.
fn is_frequent(work: &Work<'_>) -> bool {
    let spellings = work.keys.whole.iter().map(|key| {
        let (start, end) = work.index.bucket_bounds(key.hash);
        end.saturating_sub(start)
    });
    spellings.max().is_some_and(|most| most > MOST_SPELLINGS)
}
