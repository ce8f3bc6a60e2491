//! Comparing two names.

use std::cell::Cell;
use std::ffi::c_char;
use std::mem::MaybeUninit;

use imya::score::{self, PreparedName, Preparer, Scratch};
use imya_core as imya;

use crate::batch::{self, probability};
use crate::border::{Outcome, give, reserved, room, run, text, texts};
use crate::error::{Code, Error};
use crate::kind::kind;
use crate::text::{OwnedText, Text};

/// What a thread compares with, kept between calls: then nothing is allocated.
struct Comparer {
    preparer: Preparer,
    left: PreparedName,
    right: PreparedName,
    scratch: Scratch,
}

impl Comparer {
    fn new() -> Self {
        let mut preparer = Preparer::default();
        Comparer {
            left: preparer.prepare("", None),
            right: preparer.prepare("", None),
            scratch: Scratch::default(),
            preparer,
        }
    }

    fn work<R>(
        &mut self,
        left: &str,
        right: &str,
        kind: Option<imya::Kind>,
        work: impl FnOnce(&PreparedName, &PreparedName, &mut Scratch) -> R,
    ) -> R {
        self.preparer.prepare_into(left, kind, &mut self.left);
        self.preparer.prepare_into(right, kind, &mut self.right);
        work(&self.left, &self.right, &mut self.scratch)
    }
}

thread_local! {
    static COMPARER: Cell<Option<Box<Comparer>>> = const { Cell::new(None) };
}

/// The probability, from 0 to 1, that two names mean the same person, organisation or place. Symmetric and
/// deterministic; takes a few microseconds.
///
/// `left`, `right`: UTF-8, so many bytes. `kind`: an `imya_kind`, 0 to guess it for each name. `score` is
/// written only where the code is `IMYA_CODE_OK`.
///
/// Returns `IMYA_CODE_NULL` where `score` is null, `IMYA_CODE_UTF8` where a name is not in UTF-8,
/// `IMYA_CODE_OPTION` where the kind is none; with an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_compare(
    left: *const c_char,
    left_length: usize,
    right: *const c_char,
    right_length: usize,
    kind: u32,
    score: Option<&mut MaybeUninit<f32>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Code {
    run(error, || {
        let score = reserved("score", score)?;
        // SAFETY: the caller promises so many bytes.
        let left = unsafe { text("left", left, left_length) }?;
        // SAFETY: the caller promises so many bytes.
        let right = unsafe { text("right", right, right_length) }?;
        score.write(prepared(left, right, kind, score::compare)?);
        Ok(())
    })
}

/// Compares the first name with the first, the second with the second and so on; see `imya_compare`.
///
/// `left`, `right`: `count` texts each, in UTF-8. `kind`: an `imya_kind`, 0 to guess it for each name. `cutoff`:
/// lower scores are written as 0; from 0 to 1. `threads`: from 1 to 1024; the result is the same for every
/// number. `scores`: room for `count` of them, written only where the code is `IMYA_CODE_OK`.
///
/// Returns `IMYA_CODE_NULL` where a list is null whose count is not 0, `IMYA_CODE_UTF8` where a name is not
/// in UTF-8, `IMYA_CODE_OPTION` where an argument is outside its range; with an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_compare_many(
    left: *const Text,
    right: *const Text,
    count: usize,
    kind: u32,
    cutoff: f32,
    threads: usize,
    scores: *mut f32,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Code {
    run(error, || {
        let (cutoff, threads) = (probability("cutoff", cutoff)?, batch::threads(threads)?);
        let kind = crate::kind::kind(kind)?;
        // SAFETY: the caller promises so many texts, each with so many bytes.
        let left = unsafe { texts("left", left, count) }?;
        // SAFETY: the caller promises so many texts, each with so many bytes.
        let right = unsafe { texts("right", right, count) }?;
        // SAFETY: the caller promises room for so many, which nobody else uses meanwhile.
        let room = unsafe { room("scores", scores, count) }?;
        let found = batch::map(count, threads, |part| {
            let mut own = Comparer::new();
            let pairs = left[part.clone()].iter().zip(&right[part]);
            let scores = pairs.map(|(left, right)| own.work(left, right, kind, score::compare));
            scores
                .map(|own| if own < cutoff { 0.0 } else { own })
                .collect()
        });
        for (place, own) in room.iter_mut().zip(found) {
            place.write(own);
        }
        Ok(())
    })
}

/// The reasons for the score of two names: a line for each, then the sum and the probability.
///
/// Arguments as for `imya_compare`.
///
/// Returns a string to free with `imya_string_free`; null and an error where a name is not in UTF-8
/// (`IMYA_CODE_UTF8`) or the kind is none (`IMYA_CODE_OPTION`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_explain(
    left: *const c_char,
    left_length: usize,
    right: *const c_char,
    right_length: usize,
    kind: u32,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<OwnedText>> {
    give(error, || {
        // SAFETY: the caller promises so many bytes.
        let left = unsafe { text("left", left, left_length) }?;
        // SAFETY: the caller promises so many bytes.
        let right = unsafe { text("right", right, right_length) }?;
        let evidence = prepared(left, right, kind, score::explain)?;
        Ok(OwnedText(evidence.to_string()))
    })
}

fn prepared<R>(
    left: &str,
    right: &str,
    number: u32,
    work: impl FnOnce(&PreparedName, &PreparedName, &mut Scratch) -> R,
) -> Outcome<R> {
    let kind = kind(number)?;
    // Taken for the while: a comparer in whose hands something panicked is not used again.
    let taken = COMPARER.take();
    let mut own = taken.unwrap_or_else(|| Box::new(Comparer::new()));
    let result = own.work(left, right, kind, work);
    COMPARER.set(Some(own));
    Ok(result)
}
