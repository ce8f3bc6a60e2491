//! Words of the index that may be like a word of the query.

use crate::gazetteer::Kind;
use crate::score::Word;
use crate::sound::Pattern;

use super::keys::{Groups, Hints, Key, Keys};
use super::names::{Index, StoredWords};
use super::sparse::Sparse;

/// Words less alike than this open no names by themselves.
const ALIKE: f32 = 0.5;
/// The same of words that do not share a whole skeleton.
const ALIKE_BUT_FOR_A_SLIP: f32 = 0.6;
/// Words of persons and places of which less is the same in order are not aligned: of 4,376 beside the words of
/// 2,400 queries none was alike.
const SIMILAR: f32 = 0.6;
/// The same of words that do not share a whole skeleton: of 5,549 none was.
const SIMILAR_BUT_FOR_A_SLIP: f32 = 0.7;
/// As many words are aligned with one word of a query.
const MOST_ALIGNED: usize = 64;
const MOST_ALIGNED_FOR_A_SLIP: usize = 32;
/// After as many words like one of a query the keys of its stems, or of slips, are not looked at.
const MOST_WORDS: usize = 400;
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

/// A word of a query that is looked for.
pub(super) struct Sought<'w> {
    pub kind: Kind,
    pub word: &'w Word<'w>,
    /// Its place in the query.
    pub at: usize,
    pub pattern: &'w Pattern,
    /// Whether words that share a whole skeleton are looked for; else those that do but for a slip.
    pub whole: bool,
    pub beside: Beside,
}

impl Sought<'_> {
    /// Words less alike than this do not count.
    pub(super) fn least(&self) -> f32 {
        if self.whole {
            ALIKE
        } else {
            ALIKE_BUT_FOR_A_SLIP
        }
    }

    /// Words of which less is the same in order are not aligned.
    fn similar(&self) -> f32 {
        match (self.whole, self.kind) {
            (true, Kind::Organisation) => ALIKE,
            (true, _) => SIMILAR,
            (false, _) => SIMILAR_BUT_FOR_A_SLIP,
        }
    }

    fn most_aligned(&self) -> usize {
        if self.whole {
            MOST_ALIGNED
        } else {
            MOST_ALIGNED_FOR_A_SLIP
        }
    }

    /// Marks words that were looked at for this word.
    fn bit(&self) -> u32 {
        let all = self.beside != Beside::Nothing;
        1 << self.at | u32::from(all) << 31
    }
}

/// Where something begins and ends in the index.
type Bounds = (u32, u32);

/// A word that may be like one of a query, by how much: the more alike it is, the smaller the number, and of
/// words equally alike that of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Like(u64);

impl Like {
    /// `likeness` is not negative.
    #[inline]
    fn new(likeness: f32, word: u32) -> Like {
        Like(u64::from(!likeness.to_bits()) << 32 | u64::from(word))
    }

    pub(super) fn word(self) -> u32 {
        self.0 as u32
    }
}

/// Finds words, each once for each word of a query.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// Words of the index that were looked at, with the words of the query they were looked at for.
    marked: Sparse,
    /// Words that may be like the one sought.
    like: Vec<Like>,
    /// How many words have as much in common with it as those must that count.
    met: usize,
    /// Words that are about to be looked at, and where they stand.
    fresh: Vec<u32>,
    unseen: Vec<(u32, Bounds)>,
    buckets: Vec<(Key, Bounds)>,
}

impl Alike {
    /// Forgets the words of the query before.
    pub(super) fn begin(&mut self) {
        self.marked.clear();
    }

    /// The words most like one of the query that share one of its keys.
    pub(super) fn find(&mut self, index: &Index, sought: &Sought<'_>, keys: &Keys) -> &[Like] {
        self.like.clear();
        self.met = 0;
        let list: &[&[_]] = match sought.whole {
            true => &[&keys.whole],
            false => &[&keys.longer, &keys.shortened],
        };
        self.buckets.clear();
        let keyed = list.iter().copied().flatten();
        let bounds = |&key: &Key| (key, index.bucket_bounds(key.hash));
        self.buckets.extend(keyed.map(bounds));
        // The key of a meaning stands first.
        let meaning = keys.whole.first().copied();
        let meaning = meaning.filter(|_| sought.word.entry.concept.is_some());
        // What few words share tells most.
        let standing = if sought.whole { keys.unstemmed } else { 0 };
        let common = |&(_, (start, end)): &(Key, Bounds)| end.saturating_sub(start);
        self.buckets[standing..].sort_by_key(common);
        let buckets = self.buckets.iter();
        let touched = buckets.fold(0, |all, &(_, bounds)| all ^ index.touch_bucket(bounds));
        std::hint::black_box(touched);
        let groups = Groups::of(sought.word);
        let alone = sought.beside == Beside::Nothing;
        let words = index.stored_words();
        self.fresh.clear();
        for at in 0..self.buckets.len() {
            let (key, bounds) = self.buckets[at];
            let translated = meaning == Some(key);
            let hints = Hints::fitting(key, groups, alone);
            for found in index.words_between(bounds, key.hash, hints) {
                self.fresh.push(found);
                if self.fresh.len() >= TOUCHED {
                    self.look(words, sought, translated);
                }
            }
            if translated {
                self.look(words, sought, true);
            }
            if at + 1 >= standing && self.met >= MOST_WORDS {
                break;
            }
        }
        self.look(words, sought, false);
        let most = sought.most_aligned();
        if let Beside::Anything(postings) = sought.beside {
            let counts = |own: &Like| index.postings(own.word()).len() <= postings;
            // Mostly all of the best do, and the others are not asked.
            if !best(&mut self.like, most).iter().all(counts) {
                self.like.retain(counts);
            }
        }
        best(&mut self.like, most)
    }

    /// Looks at fresh words. They lie far apart: so they are read in passes, in which no read waits for
    /// another.
    fn look(&mut self, words: StoredWords<'_>, sought: &Sought<'_>, translated: bool) {
        let Alike {
            marked,
            like,
            met,
            fresh,
            unseen,
            ..
        } = self;
        let (bit, least, similar) = (sought.bit(), sought.least(), sought.similar());
        for found in fresh.drain(..) {
            let mark = marked.entry(found, 0);
            if *mark & bit != bit {
                *mark |= bit;
                unseen.push((found, words.bounds(found)));
            }
        }
        let touched = unseen.iter();
        let touched = touched.fold(0, |all, &(_, bounds)| all ^ words.touch(bounds));
        std::hint::black_box(touched);
        for (found, bounds) in unseen.drain(..) {
            // Translations are not alike.
            let likeness = match translated {
                true => 1.0,
                false => sought.pattern.likeness(words.units(bounds)),
            };
            *met += usize::from(likeness >= least);
            if likeness >= similar {
                like.push(Like::new(likeness, found));
            }
        }
    }
}

/// As many of the best words; all, where there are no more.
fn best(like: &mut [Like], most: usize) -> &[Like] {
    if like.len() > most {
        like.select_nth_unstable(most);
    }
    &like[..like.len().min(most)]
}
