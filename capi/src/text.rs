//! Texts that are lent and texts that are given.

use std::ffi::c_char;
use std::ptr;

use crate::border::read;

/// A text in UTF-8: a pointer and a length in bytes, without a byte 0 at its end.
///
/// As a result it is lent: it belongs to the object it was read from and is valid until that object is
/// freed. The texts of functions without an object last as long as the program. Where there is no text,
/// the length is 0 and the pointer may be null.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// The first byte.
    pub data: *const c_char,
    /// The number of bytes.
    pub length: usize,
}

impl Text {
    pub(crate) fn lent(text: &str) -> Self {
        Text {
            data: text.as_ptr().cast(),
            length: text.len(),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Text {
            data: ptr::null(),
            length: 0,
        }
    }
}

/// A text that belongs to the caller, who frees it with `imya_string_free`.
pub struct OwnedText(pub(crate) String);

/// The text of a string, lent until the string is freed; empty for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_string_text(string: Option<&OwnedText>) -> Text {
    read(|| string.map_or_else(Text::default, |string| Text::lent(&string.0)))
}

/// Frees a string; null is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn imya_string_free(string: Option<Box<OwnedText>>) {
    read(|| drop(string));
}

/// The version of the library, such as `0.1.0`; lasts as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn imya_version() -> Text {
    Text::lent(env!("CARGO_PKG_VERSION"))
}
