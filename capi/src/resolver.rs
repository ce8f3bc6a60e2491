//! Resolvers.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use imya::annotate::AnnotateScratch;
use imya::index::{Index, SearchScratch};
use imya_core as imya;

use crate::border::{Outcome, bytes, give, given, read, texts};
use crate::error::Error;
use crate::text::Text;

/// Answers which known entity a name means and which entities a text mentions. Immutable; several threads
/// may use one at once. Belongs to the caller, who frees it with `imya_resolver_free`; results found with it
/// may outlive it.
pub struct Resolver {
    pub(crate) inner: imya::Resolver,
    pub(crate) searching: Pool<SearchScratch>,
    pub(crate) annotating: Pool<AnnotateScratch>,
}

impl Resolver {
    fn new(inner: imya::Resolver) -> Self {
        Resolver {
            inner,
            searching: Pool::default(),
            annotating: Pool::default(),
        }
    }
}

/// Working memory to reuse: as many pieces as threads have worked at once.
pub(crate) struct Pool<T>(Mutex<Vec<T>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool(Mutex::new(Vec::new()))
    }
}

impl<T: Default> Pool<T> {
    /// Works with memory of the pool, which gets it back unless the work panics.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        // No panic can leave the list half-changed.
        let free = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = free().pop();
        let mut memory = taken.unwrap_or_default();
        let result = work(&mut memory);
        free().push(memory);
        result
    }
}

/// A resolver over the gazetteer that is part of the library: people, organisations and places of
/// Belarusian public life. All such resolvers share it.
///
/// Returns a resolver to free with `imya_resolver_free`; null and an error only for a defect of imya
/// (`IMYA_CODE_INTERNAL`).
#[unsafe(no_mangle)]
pub extern "C" fn imya_resolver_embedded(
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<Resolver>> {
    give(error, || Ok(Resolver::new(imya::Resolver::embedded())))
}

/// A resolver over a gazetteer file: imya's JSON lines, CSV, TSV, FollowTheMoney, Wikidata, Popolo, spaCy
/// patterns; the format is detected. Its index is built on this thread.
///
/// `path`: any bytes on Unix, UTF-8 elsewhere; `path_length` of them.
///
/// Returns a resolver to free with `imya_resolver_free`; null and an error where the file cannot be read
/// (`IMYA_CODE_FILE`) or is malformed (`IMYA_CODE_DATA` with file, line and column).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_resolver_from_file(
    path: *const c_char,
    path_length: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<Resolver>> {
    give(error, || {
        // SAFETY: the caller promises so many bytes.
        let path = unsafe { path_of(path, path_length) }?;
        Ok(Resolver::new(imya::Resolver::from_file(path)?))
    })
}

/// A resolver over an index file, as the example `index build` of the Rust crate writes it; opened by memory
/// map. The file must not be changed in place while the resolver or a result found with it is there; it may
/// be replaced by renaming another.
///
/// `path`: any bytes on Unix, UTF-8 elsewhere; `path_length` of them.
///
/// Returns a resolver to free with `imya_resolver_free`; null and an error where the file cannot be read
/// (`IMYA_CODE_FILE`), is no index, is damaged or was built with other rule tables (`IMYA_CODE_INDEX`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_resolver_open(
    path: *const c_char,
    path_length: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<Resolver>> {
    give(error, || {
        // SAFETY: the caller promises so many bytes.
        let index = Index::open(unsafe { path_of(path, path_length) }?)?;
        Ok(Resolver::new(imya::Resolver::from_index(Arc::new(index))))
    })
}

/// A resolver like another one, that finds some names and entities only; the two share their index.
///
/// `languages`: `languages_count` codes such as `be`; only names in these languages are found. `ids`:
/// `ids_count` ids; only these entities are found. An empty list leaves it as it is in `resolver`.
///
/// Returns a resolver to free with `imya_resolver_free`; null and an error where the resolver is null, or a list
/// whose count is not 0 (`IMYA_CODE_NULL`), or a text is not in UTF-8 (`IMYA_CODE_UTF8`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_resolver_filtered(
    resolver: Option<&Resolver>,
    languages: *const Text,
    languages_count: usize,
    ids: *const Text,
    ids_count: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<Resolver>> {
    give(error, || {
        let mut inner = given("resolver", resolver)?.inner.clone();
        // SAFETY: the caller promises so many texts, each with so many bytes.
        let languages = unsafe { texts("languages", languages, languages_count) }?;
        // SAFETY: the caller promises so many texts, each with so many bytes.
        let ids = unsafe { texts("ids", ids, ids_count) }?;
        if !languages.is_empty() {
            inner = inner.languages(languages);
        }
        if !ids.is_empty() {
            inner = inner.ids(ids);
        }
        Ok(Resolver::new(inner))
    })
}

/// The number of entities that a resolver knows, whether it finds all of them or not; 0 for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_resolver_count(resolver: Option<&Resolver>) -> usize {
    read(|| resolver.map_or(0, |resolver| resolver.inner.index().len()))
}

/// Frees a resolver; null is allowed. No other thread may still be using it.
#[unsafe(no_mangle)]
pub extern "C" fn imya_resolver_free(resolver: Option<Box<Resolver>>) {
    read(|| drop(resolver));
}

/// The path of an argument.
///
/// # Safety
/// As for [`bytes`].
unsafe fn path_of<'c>(data: *const c_char, length: usize) -> Outcome<&'c Path> {
    // SAFETY: promised by the caller.
    as_path(unsafe { bytes("path", data, length) }?)
}

#[cfg(unix)]
fn as_path(bytes: &[u8]) -> Outcome<&Path> {
    use std::os::unix::ffi::OsStrExt;
    Ok(Path::new(std::ffi::OsStr::from_bytes(bytes)))
}

#[cfg(not(unix))]
fn as_path(bytes: &[u8]) -> Outcome<&Path> {
    use crate::error::Code;
    match str::from_utf8(bytes) {
        Ok(path) => Ok(Path::new(path)),
        Err(_) => Err(Error::new(Code::Utf8, "path: no UTF-8".to_owned())),
    }
}

/// Handles go from thread to thread and are used by several at once.
const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Resolver>();
    shared::<crate::found::Found>();
    shared::<crate::mentions::Mentions>();
    shared::<crate::scheme::Variants>();
    shared::<crate::scheme::Recognition>();
    shared::<crate::text::OwnedText>();
    shared::<crate::error::Error>();
};
