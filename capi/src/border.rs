//! What crosses the border, both ways.

use std::any::Any;
use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;
use std::slice;

use crate::error::{Code, Error};
use crate::text::Text;

pub(crate) type Outcome<T> = Result<T, Error>;

/// Where a caller wants an error to be put; nowhere, if it is null.
pub(crate) type ErrorPlace<'c> = Option<&'c mut MaybeUninit<Option<Box<Error>>>>;

/// Does the work of a function that gives an object, or null and an error.
pub(crate) fn give<T>(error: ErrorPlace<'_>, work: impl FnOnce() -> Outcome<T>) -> Option<Box<T>> {
    guarded(error, || work().map(Box::new)).ok()
}

/// Does the work of a function that gives a code, and an error where the code is not OK.
pub(crate) fn run(error: ErrorPlace<'_>, work: impl FnOnce() -> Outcome<()>) -> Code {
    match guarded(error, work) {
        Ok(()) => Code::Ok,
        Err(code) => code,
    }
}

/// Does the work of a function that cannot fail: the default, where it panics after all.
pub(crate) fn read<T: Default>(work: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_default()
}

/// Fills what the caller reserved, if there is something to fill it with.
pub(crate) fn fill<T>(
    place: Option<&mut MaybeUninit<T>>,
    value: impl FnOnce() -> Option<T>,
) -> bool {
    let Some(place) = place else { return false };
    match read(value) {
        Some(value) => {
            place.write(value);
            true
        }
        None => false,
    }
}

/// After a panic nothing half-done is seen again: what was worked on is dropped, and what is shared
/// between calls does not change.
fn guarded<T>(error: ErrorPlace<'_>, work: impl FnOnce() -> Outcome<T>) -> Result<T, Code> {
    let outcome = catch_unwind(AssertUnwindSafe(work));
    let (result, reported) = match outcome.unwrap_or_else(|panic| Err(panicked(&*panic))) {
        Ok(value) => (Ok(value), None),
        Err(failure) => (Err(failure.code), Some(Box::new(failure))),
    };
    if let Some(place) = error {
        place.write(reported);
    }
    result
}

fn panicked(panic: &(dyn Any + Send)) -> Error {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("without a message");
    Error::new(
        Code::Internal,
        format!("a defect of imya, please report it: {text}"),
    )
}

/// What an argument points to.
pub(crate) fn given<'c, T>(argument: &str, pointer: Option<&'c T>) -> Outcome<&'c T> {
    pointer.ok_or_else(|| null(argument))
}

/// What a caller reserved.
pub(crate) fn reserved<'c, T>(
    argument: &str,
    place: Option<&'c mut MaybeUninit<T>>,
) -> Outcome<&'c mut MaybeUninit<T>> {
    place.ok_or_else(|| null(argument))
}

fn null(argument: &str) -> Error {
    Error::new(Code::Null, format!("{argument}: a null pointer"))
}

/// The bytes of an argument.
///
/// # Safety
/// Unless `data` is null, `length` bytes at it can be read and do not change during `'c`.
pub(crate) unsafe fn bytes<'c>(
    argument: &str,
    data: *const c_char,
    length: usize,
) -> Outcome<&'c [u8]> {
    // SAFETY: bytes have no invalid values; the rest is promised by the caller.
    unsafe { list(argument, data.cast::<u8>(), length) }
}

/// The text of an argument, in UTF-8.
///
/// # Safety
/// As for [`bytes`].
pub(crate) unsafe fn text<'c>(
    argument: &str,
    data: *const c_char,
    length: usize,
) -> Outcome<&'c str> {
    // SAFETY: promised by the caller.
    let bytes = unsafe { bytes(argument, data, length) }?;
    str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Error::new(Code::Utf8, format!("{argument}: no UTF-8 at byte {at}"))
    })
}

/// The texts of an argument, in UTF-8.
///
/// # Safety
/// Unless `items` is null, `count` texts at it can be read, each as for [`bytes`].
pub(crate) unsafe fn texts<'c>(
    argument: &str,
    items: *const Text,
    count: usize,
) -> Outcome<Vec<&'c str>> {
    // SAFETY: promised by the caller; texts are pointers and lengths and have no invalid values.
    let items = unsafe { list(argument, items, count) }?;
    let read = |(at, item): (usize, &Text)| {
        let argument = format!("{argument}[{at}]");
        // SAFETY: promised by the caller.
        unsafe { text(&argument, item.data, item.length) }
    };
    items.iter().enumerate().map(read).collect()
}

/// # Safety
/// Unless `items` is null, `count` valid values at it can be read and do not change during `'c`.
unsafe fn list<'c, T>(argument: &str, items: *const T, count: usize) -> Outcome<&'c [T]> {
    let Some(items) = start(argument, items.cast_mut(), count)? else {
        return Ok(&[]);
    };
    // SAFETY: the pointer is aligned and not null, the length was checked, the rest is promised.
    Ok(unsafe { slice::from_raw_parts(items.as_ptr(), count) })
}

/// Room for results that the caller reserved.
///
/// # Safety
/// Unless `items` is null, `count` values at it can be written, by nobody else during `'c`.
pub(crate) unsafe fn room<'c, T>(
    argument: &str,
    items: *mut T,
    count: usize,
) -> Outcome<&'c mut [MaybeUninit<T>]> {
    let Some(items) = start(argument, items, count)? else {
        return Ok(&mut []);
    };
    // SAFETY: as in `list`; nothing is read before it is written, as the type says.
    Ok(unsafe { slice::from_raw_parts_mut(items.as_ptr().cast(), count) })
}

/// Where a list begins; nowhere, if it is empty.
fn start<T>(argument: &str, items: *mut T, count: usize) -> Outcome<Option<NonNull<T>>> {
    if count == 0 {
        return Ok(None);
    }
    let items = NonNull::new(items).ok_or_else(|| null(argument))?;
    let fits = count.checked_mul(size_of::<T>());
    if fits.is_none_or(|bytes| bytes > isize::MAX.unsigned_abs()) {
        let reason = format!("{argument}: {count} is longer than memory can be");
        return Err(Error::new(Code::Option, reason));
    }
    if !items.is_aligned() {
        let reason = format!("{argument}: the pointer is not aligned");
        return Err(Error::new(Code::Option, reason));
    }
    Ok(Some(items))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let mut place = MaybeUninit::uninit();
        let given = give::<u8>(Some(&mut place), || panic!("at {}", 7));
        assert!(given.is_none());
        // SAFETY: written at every call.
        let error = unsafe { place.assume_init() }.unwrap();
        assert_eq!(error.code, Code::Internal);
        assert!(error.message.ends_with("at 7"), "{}", error.message);
        assert_eq!(run(None, || panic!()), Code::Internal);
        assert_eq!(read(|| -> usize { panic!() }), 0);
        assert!(!fill(Some(&mut MaybeUninit::<u8>::uninit()), || panic!()));
    }

    #[test]
    fn success_clears_the_error() {
        let mut place = MaybeUninit::uninit();
        assert_eq!(run(Some(&mut place), || Ok(())), Code::Ok);
        // SAFETY: written at every call.
        assert!(unsafe { place.assume_init() }.is_none());
    }

    #[test]
    fn lists_are_checked() {
        let bytes = [0xD0_u8, 0xB0, 0xD0];
        let data = bytes.as_ptr().cast::<c_char>();
        let read = |data, length| {
            // SAFETY: the bytes are there, or the list is refused before anything is read.
            let found = unsafe { text("name", data, length) };
            found.map_err(|error| error.code)
        };
        assert_eq!(read(data, 2), Ok("а"));
        assert_eq!(read(std::ptr::null(), 0), Ok(""));
        assert_eq!(read(data, 3), Err(Code::Utf8));
        assert_eq!(read(std::ptr::null(), 1), Err(Code::Null));
        assert_eq!(read(data, usize::MAX), Err(Code::Option));
        let odd = data.wrapping_add(1).cast::<u64>();
        let odd = if odd.is_aligned() {
            odd.wrapping_byte_add(1)
        } else {
            odd
        };
        // SAFETY: refused before anything is read.
        let list = unsafe { list("names", odd, 1) };
        assert_eq!(list.unwrap_err().code, Code::Option);
    }
}
