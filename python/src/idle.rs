//! Working memory between calls: what a thread found out about words serves the next batch too.

use std::sync::Mutex;
use std::thread;

/// So many are kept; each remembers at most some ten thousand words.
const MOST: usize = 8;

/// Working memory that was given back.
pub(crate) struct Idle<T>(Mutex<Vec<T>>);

/// Working memory of one thread; given back in the end.
pub(crate) struct Lent<'i, T> {
    own: Option<T>,
    idle: &'i Idle<T>,
}

impl<T> Default for Idle<T> {
    fn default() -> Self {
        Idle::new()
    }
}

impl<T> Idle<T> {
    pub(crate) const fn new() -> Self {
        Idle(Mutex::new(Vec::new()))
    }
}

impl<T: Default> Idle<T> {
    /// Never waits: another thread, or the process that this one was forked off, may hold the list.
    pub(crate) fn lend(&self) -> Lent<'_, T> {
        let own = self.0.try_lock().ok().and_then(|mut idle| idle.pop());
        Lent {
            own: Some(own.unwrap_or_default()),
            idle: self,
        }
    }
}

impl<T: Default> Lent<'_, T> {
    pub(crate) fn memory(&mut self) -> &mut T {
        self.own.get_or_insert_with(T::default)
    }
}

impl<T> Drop for Lent<'_, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        if let (Some(own), Ok(mut idle)) = (self.own.take(), self.idle.0.try_lock())
            && idle.len() < MOST
        {
            idle.push(own);
        }
    }
}
