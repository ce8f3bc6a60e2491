//! Comparing two names.

use std::cell::RefCell;
use std::ffi::c_char;
use std::mem::MaybeUninit;

use imya::score::{self, PreparedName, Scratch};
use imya_core as imya;

use crate::border::{Outcome, give, reserved, run, text};
use crate::error::{Code, Error};
use crate::kind::kind;
use crate::text::OwnedText;

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
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
    let (left, right) = (
        PreparedName::new(left, kind),
        PreparedName::new(right, kind),
    );
    Ok(SCRATCH.with_borrow_mut(|scratch| work(&left, &right, scratch)))
}
