//! Resolving names.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use imya_core as imya;
use self_cell::self_cell;

use crate::batch;
use crate::border::{Outcome, fill, give, given, read, room, run, text, texts};
use crate::error::{Code, Error};
use crate::kind::{Kind, kinds};
use crate::resolver::Resolver;
use crate::text::{OwnedText, Text};

/// Whether a name was found.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decision {
    /// Probably no known entity is meant.
    #[default]
    None = 0,
    /// The best candidate is meant.
    Match = 1,
    /// A known entity is probably meant, but several are about equally likely.
    Ambiguous = 2,
}

impl From<imya::Decision> for Decision {
    fn from(decision: imya::Decision) -> Self {
        match decision {
            imya::Decision::None => Decision::None,
            imya::Decision::Match => Decision::Match,
            imya::Decision::Ambiguous => Decision::Ambiguous,
        }
    }
}

/// How names are resolved. Begin with `imya_resolve_options_default` and change what is to differ.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct ResolveOptions {
    /// At most so many candidates are returned.
    pub limit: usize,
    /// Candidates with a lower score are left out; from 0 to 1.
    pub cutoff: f32,
    /// The decision is a match where the best candidate has at least this probability, all other candidates
    /// and the chance that the name is unknown weighed in; from 0 to 1.
    pub threshold: f32,
    /// How much the odds of the best candidate must surpass those of the second, in nats; 0 or more.
    pub margin: f32,
    /// Only entities of these kinds are found: a sum of `imya_kind`, 0 for all.
    pub kinds: u32,
}

const DEFAULT: ResolveOptions = ResolveOptions {
    limit: 10,
    cutoff: 0.02,
    threshold: 0.5,
    margin: 1.5,
    kinds: 0,
};

impl ResolveOptions {
    fn apply(&self, resolver: imya::Resolver) -> Outcome<imya::Resolver> {
        let resolver = resolver
            .limit(self.limit)
            .cutoff(self.cutoff)?
            .threshold(self.threshold)?
            .margin(self.margin)?;
        Ok(resolver.kinds(kinds(self.kinds)?))
    }
}

/// A candidate with its score.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// The id of the entity.
    pub id: Text,
    /// The name of the entity that fits best.
    pub name: Text,
    /// The kind of the entity.
    pub kind: Kind,
    /// The probability, from 0 to 1, that the name asked for and `name` mean the same.
    pub score: f32,
}

type Answer<'r> = imya::Found<'r>;

self_cell!(
    struct Cell {
        owner: imya::Resolver,
        #[covariant]
        dependent: Answer,
    }
);

/// The answer to one name: candidates, best first, and a decision. Immutable; several threads may read one
/// at once. Belongs to the caller, who frees it with `imya_found_free`; it may outlive the resolver.
pub struct Found(Cell);

impl Found {
    fn candidate(&self, at: usize) -> Option<&imya::Match<'_>> {
        self.0.borrow_dependent().candidates().get(at)
    }
}

/// The options that hold where none are given: 10 candidates, cutoff 0.02, threshold 0.5, margin 1.5, all
/// kinds.
#[unsafe(no_mangle)]
pub extern "C" fn imya_resolve_options_default() -> ResolveOptions {
    DEFAULT
}

/// The entities that a name may mean, best first, and a decision.
///
/// `name`: UTF-8, `name_length` bytes. `options`: null for the defaults.
///
/// Returns an answer to free with `imya_found_free`; null and an error where the resolver is null
/// (`IMYA_CODE_NULL`), the name is not in UTF-8 (`IMYA_CODE_UTF8`) or an option is outside its range
/// (`IMYA_CODE_OPTION`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_resolve(
    resolver: Option<&Resolver>,
    name: *const c_char,
    name_length: usize,
    options: Option<&ResolveOptions>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<Found>> {
    give(error, || {
        let resolver = given("resolver", resolver)?;
        // SAFETY: the caller promises so many bytes.
        let name = unsafe { text("name", name, name_length) }?;
        let inner = with_options(resolver, options)?;
        let search = |memory: &mut _| Cell::new(inner, |own| own.resolve_with(name, memory));
        Ok(Found(resolver.searching.with(search)))
    })
}

/// Resolves many names; see `imya_resolve`.
///
/// `names`: `count` texts in UTF-8. `options`: null for the defaults. `threads`: from 1 to 1024; the result is the
/// same for every number. `found`: room for `count` answers in the order of the names, each to free with
/// `imya_found_free`; written only where the code is `IMYA_CODE_OK`.
///
/// Returns `IMYA_CODE_NULL` where the resolver is null, or a list whose count is not 0, `IMYA_CODE_UTF8` where a
/// name is not in UTF-8, `IMYA_CODE_OPTION` where an argument is outside its range; with an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_resolve_many(
    resolver: Option<&Resolver>,
    names: *const Text,
    count: usize,
    options: Option<&ResolveOptions>,
    threads: usize,
    found: *mut Option<Box<Found>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Code {
    run(error, || {
        let (resolver, threads) = (given("resolver", resolver)?, batch::threads(threads)?);
        let inner = with_options(resolver, options)?;
        // SAFETY: the caller promises so many texts, each with so many bytes.
        let names = unsafe { texts("names", names, count) }?;
        // SAFETY: the caller promises room for so many, which nobody else uses meanwhile.
        let room = unsafe { room("found", found, count) }?;
        let answers = batch::map(count, threads, |part| {
            resolver.searching.with(|memory| {
                let names = names[part].iter();
                let one = |name: &&str| {
                    Found(Cell::new(inner.clone(), |own| {
                        own.resolve_with(name, memory)
                    }))
                };
                names.map(one).collect()
            })
        });
        for (place, own) in room.iter_mut().zip(answers) {
            place.write(Some(Box::new(own)));
        }
        Ok(())
    })
}

fn with_options(resolver: &Resolver, options: Option<&ResolveOptions>) -> Outcome<imya::Resolver> {
    let inner = resolver.inner.clone();
    match options {
        Some(options) => options.apply(inner),
        None => Ok(inner),
    }
}

/// Whether the name was found; `IMYA_DECISION_NONE` for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_found_decision(found: Option<&Found>) -> Decision {
    read(|| {
        let decision = found.map(|found| found.0.borrow_dependent().decision());
        decision.map_or(Decision::None, Decision::from)
    })
}

/// The number of candidates; 0 for null. There may be some where the decision is `IMYA_DECISION_NONE`.
#[unsafe(no_mangle)]
pub extern "C" fn imya_found_count(found: Option<&Found>) -> usize {
    read(|| found.map_or(0, |found| found.0.borrow_dependent().candidates().len()))
}

/// Fills `candidate` with the candidate number `at`, counted from 0; its texts are lent until the answer is
/// freed.
///
/// Returns false, and fills nothing, where there is no such candidate or a pointer is null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_found_candidate(
    found: Option<&Found>,
    at: usize,
    candidate: Option<&mut MaybeUninit<Candidate>>,
) -> bool {
    fill(candidate, || {
        let own = found?.candidate(at)?;
        Some(Candidate {
            id: Text::lent(own.entity().id()),
            name: Text::lent(own.name()),
            kind: own.entity().kind().into(),
            score: own.score(),
        })
    })
}

/// The reasons for the score of the candidate number `at`, counted from 0: a line for each, then the sum.
///
/// Returns a string to free with `imya_string_free`; null and an error where the answer is null
/// (`IMYA_CODE_NULL`) or there is no such candidate (`IMYA_CODE_OPTION`).
#[unsafe(no_mangle)]
pub extern "C" fn imya_found_evidence(
    found: Option<&Found>,
    at: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<OwnedText>> {
    give(error, || {
        let found = given("found", found)?;
        let own = found.candidate(at).ok_or_else(|| out_of_range(at))?;
        Ok(OwnedText(own.evidence().to_string()))
    })
}

pub(crate) fn out_of_range(at: usize) -> Error {
    Error::new(Code::Option, format!("at: there is no number {at}"))
}

/// Frees an answer; null is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn imya_found_free(found: Option<Box<Found>>) {
    read(|| drop(found));
}

#[cfg(test)]
mod tests {
    use super::*;
    use imya::{Entity, Resolver};

    #[test]
    fn defaults_are_those_of_the_library() {
        let resolver = Resolver::from_entities([Entity::new("w1", imya::Kind::Place)]);
        let same = DEFAULT.apply(resolver.clone()).ok().unwrap();
        assert_eq!(format!("{resolver:?}"), format!("{same:?}"));
    }
}
