//! Pairs of names that may mean the same.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::gazetteer::Kind;
use crate::index::{Effort, Filter, Index, SearchScratch};

/// Two names, the smaller number first, and the probability that they mean the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub left: u32,
    pub right: u32,
    pub score: f32,
}

/// Pairs less probable than this are left out.
const LEAST: f32 = 0.1;
const CHUNK: usize = 256;

/// Looks each name up among all, on several threads. Pairs come in order, each once.
pub(super) fn find(
    index: &Index,
    names: &[&str],
    kind: Kind,
    threads: usize,
    progress: &(impl Fn(usize) + Sync),
) -> Vec<Pair> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut scratch = SearchScratch::default();
        let mut pairs = Vec::new();
        loop {
            let start = next.fetch_add(CHUNK, Ordering::Relaxed).min(names.len());
            let end = (start + CHUNK).min(names.len());
            if start == end {
                return pairs;
            }
            for (own, name) in (start as u32..).zip(&names[start..end]) {
                let filter = Filter::default();
                let effort = Effort::Neighbours;
                let found = index.search(name, &[kind], &filter, effort, &mut scratch);
                let others = found.iter().filter(|other| other.name != own);
                pairs.extend(
                    others
                        .filter(|other| other.score >= LEAST)
                        .map(|other| Pair {
                            left: own.min(other.name),
                            right: own.max(other.name),
                            score: other.score,
                        }),
                );
            }
            progress(done.fetch_add(end - start, Ordering::Relaxed) + end - start);
        }
    };
    let mut pairs = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut pairs = work();
        for other in others {
            match other.join() {
                Ok(more) => pairs.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        pairs
    });
    pairs.sort_unstable_by(|one, other| {
        let by_names = (one.left, one.right).cmp(&(other.left, other.right));
        by_names.then(other.score.total_cmp(&one.score))
    });
    pairs.dedup_by_key(|pair| (pair.left, pair.right));
    pairs
}
