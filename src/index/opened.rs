//! The names that a query opens, and what speaks for each.

use std::cmp::Ordering;

use super::sparse::Sparse;

/// A name to be looked at, and what speaks for it.
pub(super) type Opened = (i32, u32);

/// What is kept of a name besides its place among the opened ones: that it was looked at already, or that it may be
/// opened again.
pub(super) const JUDGED: u32 = u32::MAX;
pub(super) const PUT_OFF: u32 = u32::MAX - 1;

/// What two words that a name shares count for, however they are read; each couple of them counts for one more.
pub(super) const TWO_WORDS: i32 = 64;
/// The bits of that sum; the upper ones tell which words a name was found to share.
const SUM: i32 = 0xffff;

/// Names that can gain most come first.
pub(super) fn in_order(one: &Opened, other: &Opened) -> Ordering {
    other.0.cmp(&one.0).then(one.1.cmp(&other.1))
}

/// Opens a name, or adds to what speaks for it.
#[inline]
pub(super) fn open(seen: &mut Sparse, opened: &mut Vec<Opened>, worth: i32, name: u32) {
    if let Some(own) = worth_of(seen, opened, name) {
        *own += worth;
    }
}

/// Opens a name that has a couple of the words with this number; [`shared`] tells what that is worth.
#[inline]
pub(super) fn open_coupled(seen: &mut Sparse, opened: &mut Vec<Opened>, number: u8, name: u32) {
    if let Some(own) = worth_of(seen, opened, name) {
        let words = 1 << (16 + number);
        if *own & words == 0 {
            *own += words + TWO_WORDS;
        }
        *own += 1;
    }
}

/// What the couples of a name are worth.
pub(super) fn shared(evidence: i32) -> i32 {
    evidence & SUM
}

/// What speaks for a name, nothing so far where it is opened here; `None` where it was judged already.
#[inline]
fn worth_of<'o>(seen: &mut Sparse, opened: &'o mut Vec<Opened>, name: u32) -> Option<&'o mut i32> {
    let next = opened.len() as u32;
    let place = seen.entry(name, PUT_OFF);
    match *place {
        JUDGED => return None,
        PUT_OFF => {
            *place = next;
            opened.push((0, name));
        }
        _ => {}
    }
    opened.get_mut(*place as usize).map(|(worth, _)| worth)
}
