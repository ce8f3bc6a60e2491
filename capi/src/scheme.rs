//! Romanisation.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use imya::Scheme;
use imya::scheme;
use imya_core as imya;

use crate::border::{Outcome, fill, give, read, text};
use crate::error::Error;
use crate::text::{OwnedText, Text};

/// The number of romanisation schemes.
#[unsafe(no_mangle)]
pub extern "C" fn imya_schemes_count() -> usize {
    read(|| Scheme::ids().len())
}

/// The id of the scheme number `at`, counted from 0, in alphabetical order, such as `be-icao-9303`; lasts as
/// long as the program. Empty where there is no such scheme.
#[unsafe(no_mangle)]
pub extern "C" fn imya_schemes_id(at: usize) -> Text {
    read(|| Scheme::ids().nth(at).map_or_else(Text::default, Text::lent))
}

/// Writes Cyrillic text in Latin letters under a scheme; all else stays as it is. Linear in the text.
///
/// `scheme`: the id of a scheme, `scheme_length` bytes. `content`: UTF-8, `content_length` bytes.
///
/// Returns a string to free with `imya_string_free`; null and an error where there is no such scheme
/// (`IMYA_CODE_OPTION`) or a text is not in UTF-8 (`IMYA_CODE_UTF8`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_romanise(
    scheme: *const c_char,
    scheme_length: usize,
    content: *const c_char,
    content_length: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<OwnedText>> {
    // SAFETY: the caller promises so many bytes.
    let texts = || unsafe { scheme_and_text(scheme, scheme_length, content, content_length) };
    give(error, || {
        let (scheme, content) = texts()?;
        Ok(OwnedText(scheme.romanise(content).into_owned()))
    })
}

/// Takes Latin text back to the Cyrillic it was most probably romanised from under a scheme; words that the
/// scheme cannot have written stay as they are. Linear in the text.
///
/// `scheme`: the id of a scheme, `scheme_length` bytes. `content`: UTF-8, `content_length` bytes.
///
/// Returns a string to free with `imya_string_free`; null and an error where there is no such scheme
/// (`IMYA_CODE_OPTION`) or a text is not in UTF-8 (`IMYA_CODE_UTF8`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_restore(
    scheme: *const c_char,
    scheme_length: usize,
    content: *const c_char,
    content_length: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<OwnedText>> {
    // SAFETY: the caller promises so many bytes.
    let texts = || unsafe { scheme_and_text(scheme, scheme_length, content, content_length) };
    give(error, || {
        let (scheme, content) = texts()?;
        Ok(OwnedText(scheme.restore(content).into_owned()))
    })
}

/// # Safety
/// As for [`text`], both times.
unsafe fn scheme_and_text<'c>(
    scheme: *const c_char,
    scheme_length: usize,
    content: *const c_char,
    content_length: usize,
) -> Outcome<(&'static Scheme, &'c str)> {
    // SAFETY: the caller promises so many bytes.
    let scheme = unsafe { text("scheme", scheme, scheme_length) }?;
    // SAFETY: the caller promises so many bytes.
    let content = unsafe { text("content", content, content_length) }?;
    Ok((Scheme::named(scheme)?, content))
}

/// A spelling of a name.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    /// The name in Latin letters.
    pub spelling: Text,
    /// How many schemes give it as their canonical output.
    pub canonical: usize,
    /// How many schemes give it by their accepted variants only.
    pub accepted: usize,
}

/// The spellings of a name. Immutable; several threads may read one at once. Belongs to the caller, who
/// frees it with `imya_variants_free`.
pub struct Variants(Vec<scheme::Variant>);

/// The spellings of a name under all schemes, at most 10,000: those that most schemes give canonically
/// first. A Latin name is taken back to its most probable Cyrillic ones first; a name of more than 512 bytes
/// has no spellings.
///
/// `name`: UTF-8, `name_length` bytes.
///
/// Returns spellings to free with `imya_variants_free`; null and an error where the name is not in UTF-8
/// (`IMYA_CODE_UTF8`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_variants_of(
    name: *const c_char,
    name_length: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<Variants>> {
    give(error, || {
        // SAFETY: the caller promises so many bytes.
        let name = unsafe { text("name", name, name_length) }?;
        Ok(Variants(scheme::variants(name)))
    })
}

/// The number of spellings; 0 for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_variants_count(variants: Option<&Variants>) -> usize {
    read(|| variants.map_or(0, |variants| variants.0.len()))
}

/// Fills `variant` with the spelling number `at`, counted from 0; its text is lent until the spellings are
/// freed.
///
/// Returns false, and fills nothing, where there is no such spelling or a pointer is null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_variants_variant(
    variants: Option<&Variants>,
    at: usize,
    variant: Option<&mut MaybeUninit<Variant>>,
) -> bool {
    fill(variant, || {
        let own = variants?.0.get(at)?;
        Some(Variant {
            spelling: Text::lent(own.spelling()),
            canonical: own.canonical().len(),
            accepted: own.accepted().len(),
        })
    })
}

/// The id of a scheme that gives the spelling number `at`: `number` counts from 0, first the canonical ones,
/// then those that accept it; lasts as long as the program. Empty where there is no such scheme or spelling,
/// and for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_variants_scheme(
    variants: Option<&Variants>,
    at: usize,
    number: usize,
) -> Text {
    read(|| {
        let own = variants.and_then(|variants| variants.0.get(at));
        let schemes = own.map(|own| own.canonical().iter().chain(own.accepted()));
        let scheme = schemes.and_then(|mut schemes| schemes.nth(number));
        scheme.map_or_else(Text::default, |scheme| Text::lent(scheme.id()))
    })
}

/// Frees spellings; null is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn imya_variants_free(variants: Option<Box<Variants>>) {
    read(|| drop(variants));
}

/// A scheme that can have written a name.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Recognised {
    /// The id of the scheme.
    pub scheme: Text,
    /// The most probable Cyrillic name that the scheme writes this way.
    pub reading: Text,
    /// How improbable the letters of that name are in names of the scheme's language, in bits.
    pub bits: f64,
    /// Whether the scheme's canonical rules give the name, or only its accepted variants do.
    pub canonical: bool,
}

/// The schemes that can have written a name. Immutable; several threads may read one at once. Belongs to the
/// caller, who frees it with `imya_recognition_free`.
pub struct Recognition(scheme::Recognition);

/// Which schemes can have written a Latin name: those whose canonical rules do first, then by the
/// probability of the reading. Takes a few milliseconds; a name of more than 512 bytes is not recognised.
///
/// `name`: UTF-8, `name_length` bytes.
///
/// Returns schemes to free with `imya_recognition_free`; null and an error where the name is not in UTF-8
/// (`IMYA_CODE_UTF8`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_recognise(
    name: *const c_char,
    name_length: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<Recognition>> {
    give(error, || {
        // SAFETY: the caller promises so many bytes.
        let name = unsafe { text("name", name, name_length) }?;
        Ok(Recognition(scheme::recognise(name)))
    })
}

/// The number of schemes that can have written the name; 0 for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_recognition_count(recognition: Option<&Recognition>) -> usize {
    read(|| recognition.map_or(0, |recognition| recognition.0.schemes().len()))
}

/// Fills `recognised` with the scheme number `at`, counted from 0; its texts are lent until the recognition
/// is freed.
///
/// Returns false, and fills nothing, where there is no such scheme or a pointer is null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_recognition_scheme(
    recognition: Option<&Recognition>,
    at: usize,
    recognised: Option<&mut MaybeUninit<Recognised>>,
) -> bool {
    fill(recognised, || {
        let own = recognition?.0.schemes().get(at)?;
        Some(Recognised {
            scheme: Text::lent(own.scheme().id()),
            reading: Text::lent(own.reading()),
            bits: own.bits(),
            canonical: own.is_canonical(),
        })
    })
}

/// Frees a recognition; null is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn imya_recognition_free(recognition: Option<Box<Recognition>>) {
    read(|| drop(recognition));
}
