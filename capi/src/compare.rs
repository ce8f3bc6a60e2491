//! Comparing two names.

use std::cell::Cell;
use std::ffi::c_char;
use std::mem::MaybeUninit;

use imya::score::{self, PreparedName, Preparer, Scratch};
use imya_core as imya;

use crate::border::{Outcome, give, reserved, run, text};
use crate::error::{Code, Error};
use crate::kind::kind;
use crate::text::OwnedText;

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
    own.preparer.prepare_into(left, kind, &mut own.left);
    own.preparer.prepare_into(right, kind, &mut own.right);
    let result = work(&own.left, &own.right, &mut own.scratch);
    COMPARER.set(Some(own));
    Ok(result)
}
