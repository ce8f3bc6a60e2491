//! Words of the index that may be like a word of the query.

use crate::score::Word;
use crate::sound::Pattern;

use super::keys::{Groups, Key, Keys};
use super::names::Index;
use super::sparse::Sparse;

/// Words less alike than this open no names by themselves.
const ALIKE: f32 = 0.5;
/// The same of words that do not share a whole skeleton.
const ALIKE_BUT_FOR_A_SLIP: f32 = 0.6;
/// As many words are aligned with one word of a query.
const MOST_ALIGNED: usize = 64;
const MOST_ALIGNED_FOR_A_SLIP: usize = 32;
/// After as many words like one of a query the keys of its stems, or of slips, are not looked at.
const MOST_WORDS: usize = 400;
/// Of as many things memory is read at once, before one of them is looked at.
pub(super) const TOUCHED: usize = 64;

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

/// Finds words, each once for each word of a query.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// Words of the index that were looked at, with the words of the query they were looked at for.
    marked: Sparse<u32>,
    /// Words that may be like the one sought: how much, and their numbers.
    like: Vec<(f32, u32)>,
    /// Words that are about to be looked at.
    fresh: Vec<(u32, Bounds)>,
    buckets: Vec<(Key, Bounds)>,
}

impl Alike {
    /// Forgets the words of the query before.
    pub(super) fn begin(&mut self, index: &Index) {
        self.marked.reset(index.words_len());
    }

    /// The words most like one of the query that share one of its keys, each with its likeness.
    pub(super) fn find(
        &mut self,
        index: &Index,
        sought: &Sought<'_>,
        keys: &Keys,
    ) -> &[(f32, u32)] {
        self.like.clear();
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
        self.fresh.clear();
        for at in 0..self.buckets.len() {
            let (key, bounds) = self.buckets[at];
            let translated = meaning == Some(key);
            for (found, hint) in index.words_between(bounds, key.hash) {
                if hint.fits(key, groups) && (sought.beside != Beside::Nothing || hint.alone()) {
                    self.fresh.push((found, (0, 0)));
                }
                if self.fresh.len() >= TOUCHED {
                    self.look(index, sought, translated);
                }
            }
            if translated {
                self.look(index, sought, true);
            }
            if at + 1 >= standing && self.like.len() >= MOST_WORDS {
                break;
            }
        }
        self.look(index, sought, false);
        if let Beside::Anything(most) = sought.beside {
            let kept = |own: &(f32, u32)| index.postings(own.1).len() <= most;
            self.like.retain(kept);
        }
        let most = sought.most_aligned();
        if self.like.len() > most {
            self.like.select_nth_unstable_by(most, |one, other| {
                other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
            });
            self.like.truncate(most);
        }
        &self.like
    }

    /// Looks at fresh words. They lie far apart: so they are read in passes, in which no read waits for
    /// another.
    fn look(&mut self, index: &Index, sought: &Sought<'_>, translated: bool) {
        let Alike {
            marked,
            like,
            fresh,
            ..
        } = self;
        let (bit, least) = (sought.bit(), sought.least());
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
        let words = fresh.iter();
        let touched = words.fold(0, |all, &(_, bounds)| all ^ index.touch_word(bounds));
        std::hint::black_box(touched);
        for (found, bounds) in fresh.drain(..) {
            // Translations are not alike.
            let likeness = match translated {
                true => 1.0,
                false => sought.pattern.likeness(index.units_between(bounds)),
            };
            if likeness >= least {
                like.push((likeness, found));
            }
        }
    }
}
