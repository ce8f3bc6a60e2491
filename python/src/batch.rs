//! Work on many items: without the interpreter's lock, on as many threads as were asked for.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::prelude::*;

use crate::error::option_error;

/// So often a batch looks for signals (Ctrl-C) and reports its progress.
const PERIOD: Duration = Duration::from_millis(100);
/// More threads are taken for a mistake.
const MOST_THREADS: i64 = 1024;

/// How a batch is worked on.
pub(crate) struct Batch {
    threads: usize,
    chunk: usize,
    progress: Option<Py<PyAny>>,
}

pub(crate) fn threads_of(threads: i64) -> PyResult<usize> {
    match usize::try_from(threads) {
        Ok(number) if (1..=MOST_THREADS).contains(&threads) => Ok(number),
        _ => {
            let reason = format!("{threads} is not between 1 and {MOST_THREADS}");
            Err(option_error("threads", reason))
        }
    }
}

/// Builds on so many threads, in a pool that ends with it: processes that have one must not fork.
pub(crate) fn pooled<T: Send>(threads: i64, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let threads = threads_of(threads)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| option_error("threads", error.to_string()))?;
    Ok(pool.install(work))
}

impl Batch {
    pub(crate) fn new(threads: i64, progress: Option<Py<PyAny>>) -> PyResult<Self> {
        Ok(Batch {
            threads: threads_of(threads)?,
            chunk: 256,
            progress,
        })
    }

    /// So many items are taken at a time.
    pub(crate) fn chunk(mut self, items: usize) -> Self {
        self.chunk = items.max(1);
        self
    }

    /// Tells how much is done, and looks for signals.
    fn report(&self, py: Python<'_>, done: usize, total: usize) -> PyResult<()> {
        py.check_signals()?;
        if let Some(progress) = &self.progress {
            progress.call1(py, (done, total))?;
        }
        Ok(())
    }

    /// Results for the items 0 to `total`, in order; `begin` makes the working memory of a thread.
    ///
    /// An exception of the callback, or a signal, ends the work after the current chunks.
    pub(crate) fn map<S, T: Send>(
        &self,
        py: Python<'_>,
        total: usize,
        begin: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, usize) -> T + Sync,
    ) -> PyResult<Vec<T>> {
        let parts = py.detach(|| self.parts(total, &begin, &work));
        let mut parts = parts?;
        if total > 0 {
            self.report(py, total, total)?;
        }
        if parts.len() == 1 {
            return Ok(parts.swap_remove(0).1);
        }
        parts.sort_unstable_by_key(|(start, _)| *start);
        Ok(parts.into_iter().flat_map(|(_, part)| part).collect())
    }

    fn parts<S, T: Send>(
        &self,
        total: usize,
        begin: &(impl Fn() -> S + Sync),
        work: &(impl Fn(&mut S, usize) -> T + Sync),
    ) -> PyResult<Vec<(usize, Vec<T>)>> {
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let stopped = AtomicBool::new(false);
        let step = |state: &mut S| {
            if stopped.load(Ordering::Relaxed) {
                return None;
            }
            let start = next.fetch_add(self.chunk, Ordering::Relaxed);
            let end = start.saturating_add(self.chunk).min(total);
            if start >= total {
                return None;
            }
            let part: Vec<T> = (start..end).map(|item| work(state, item)).collect();
            done.fetch_add(part.len(), Ordering::Relaxed);
            Some((start, part))
        };
        let all = || {
            let mut state = begin();
            std::iter::from_fn(|| step(&mut state)).collect::<Vec<_>>()
        };
        let others = self.threads.min(total.div_ceil(self.chunk)).max(1) - 1;
        thread::scope(|scope| {
            // Where the system has no more threads to give, those there are do the work.
            let spawn = |_| thread::Builder::new().spawn_scoped(scope, all).ok();
            let others: Vec<_> = (0..others).filter_map(spawn).collect();
            let (mut state, mut parts) = (begin(), Vec::new());
            let (mut heard, mut failure) = (Instant::now(), None);
            while let Some(part) = step(&mut state) {
                parts.push(part);
                if heard.elapsed() > PERIOD {
                    let done = done.load(Ordering::Relaxed);
                    if let Err(error) = Python::attach(|py| self.report(py, done, total)) {
                        failure = Some(error);
                        stopped.store(true, Ordering::Relaxed);
                    }
                    heard = Instant::now();
                }
            }
            for other in others {
                match other.join() {
                    Ok(own) => parts.extend(own),
                    Err(panic) => resume_unwind(panic),
                }
            }
            failure.map_or(Ok(parts), Err)
        })
    }
}
