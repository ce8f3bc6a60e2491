//! Work on many items, on several threads.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use crate::border::Outcome;
use crate::error::{Code, Error};

/// More threads are taken for a mistake.
const MOST_THREADS: usize = 1024;

/// A number of threads, if it can be one.
pub(crate) fn threads(number: usize) -> Outcome<usize> {
    if (1..=MOST_THREADS).contains(&number) {
        return Ok(number);
    }
    let reason = format!("threads: {number} is not between 1 and {MOST_THREADS}");
    Err(Error::new(Code::Option, reason))
}

/// A number from 0 to 1, if it is one.
pub(crate) fn probability(argument: &str, number: f32) -> Outcome<f32> {
    if (0.0..=1.0).contains(&number) {
        return Ok(number);
    }
    let reason = format!("{argument}: {number} is not between 0 and 1");
    Err(Error::new(Code::Option, reason))
}

/// The results for the items 0 to `count`, in order; `work` gives those of a part.
pub(crate) fn map<T: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(Range<usize>) -> Vec<T> + Sync,
) -> Vec<T> {
    let size = count.div_ceil(threads).max(1);
    let parts = (0..count).step_by(size);
    let mut parts = parts.map(|start| start..count.min(start + size));
    let work = &work;
    thread::scope(|scope| {
        let first = parts.next().unwrap_or(0..0);
        let spawn = |part: Range<usize>| {
            let own = part.clone();
            let handle = thread::Builder::new().spawn_scoped(scope, move || work(own));
            (part, handle.ok())
        };
        let others: Vec<_> = parts.map(spawn).collect();
        let mut results = work(first);
        for (part, handle) in others {
            // Where the system has no more threads to give, this one does their work.
            results.extend(match handle.map(|handle| handle.join()) {
                Some(Ok(own)) => own,
                Some(Err(panic)) => resume_unwind(panic),
                None => work(part),
            });
        }
        results
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order() {
        for (count, threads) in [(0, 1), (1, 4), (7, 3), (8, 2), (5, 1000)] {
            let found = map(count, threads, |part| part.collect());
            assert_eq!(found, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn numbers_outside_their_range() {
        assert!(threads(0).is_err() && threads(1025).is_err() && threads(1024).is_ok());
        assert!(probability("x", f32::NAN).is_err() && probability("x", 1.0).is_ok());
    }
}
