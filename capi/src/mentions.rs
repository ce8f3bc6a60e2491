//! Mentions in texts.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use imya::annotate::AnnotateOptions as Options;
use imya_core as imya;
use self_cell::self_cell;

use crate::border::{Outcome, fill, give, given, read, text};
use crate::error::Error;
use crate::found::{Decision, out_of_range};
use crate::kind::{Kind, kinds};
use crate::resolver::Resolver;
use crate::text::{OwnedText, Text};

/// Which mentions are wanted. Begin with `imya_annotate_options_default` and change what is to differ.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct AnnotateOptions {
    /// Only entities of these kinds: a sum of `imya_kind`, 0 for all.
    pub kinds: u32,
    /// Only mentions with this score or more; from 0 to 1.
    pub threshold: f32,
    /// Also names written small, as in social posts; costs time and brings more false finds.
    pub lower_case: bool,
    /// Also mentions that may mean several entities.
    pub ambiguous: bool,
}

impl AnnotateOptions {
    fn to_options(self) -> Outcome<Options> {
        let options = Options::new()
            .kinds(kinds(self.kinds)?)
            .lower_case(self.lower_case)
            .ambiguous(self.ambiguous);
        Ok(options.threshold(self.threshold)?)
    }
}

/// An entity mentioned in a text.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Mention {
    /// The first byte of the mention in the text, counted from 0.
    pub start_byte: usize,
    /// The byte after its last.
    pub end_byte: usize,
    /// The first Unicode character of the mention in the text, counted from 0.
    pub start_character: usize,
    /// The character after its last.
    pub end_character: usize,
    /// The mention as the text has it.
    pub surface: Text,
    /// The id of the entity.
    pub id: Text,
    /// The name of the entity that fits best.
    pub name: Text,
    /// The kind of the entity.
    pub kind: Kind,
    /// `IMYA_DECISION_MATCH`, or `IMYA_DECISION_AMBIGUOUS` where another entity is about as likely.
    pub decision: Decision,
    /// The probability, from 0 to 1, that `surface` and `name` mean the same.
    pub score: f32,
}

type List<'r> = Vec<imya::Mention<'r>>;

self_cell!(
    struct Cell {
        owner: imya::Resolver,
        #[covariant]
        dependent: List,
    }
);

/// The mentions of one text, in its order; they do not overlap. Immutable; several threads may read one at
/// once. Belongs to the caller, who frees it with `imya_mentions_free`; it may outlive the resolver and the
/// text.
pub struct Mentions(Cell);

impl Mentions {
    fn mention(&self, at: usize) -> Option<&imya::Mention<'_>> {
        self.0.borrow_dependent().get(at)
    }
}

/// The options that hold where none are given: all kinds, threshold 0, texts with capitals, no ambiguous
/// mentions.
#[unsafe(no_mangle)]
pub extern "C" fn imya_annotate_options_default() -> AnnotateOptions {
    AnnotateOptions {
        kinds: 0,
        threshold: 0.0,
        lower_case: false,
        ambiguous: false,
    }
}

/// The entities that a text mentions, in any spelling, case form and script that the rules relate; a bare
/// surname only where the text introduces its bearer or it can mean nobody else. Linear in the text. What is
/// found out about a word serves later texts.
///
/// `content`: UTF-8, `content_length` bytes. `options`: null for the defaults.
///
/// Returns mentions to free with `imya_mentions_free`; null and an error where the resolver is null
/// (`IMYA_CODE_NULL`), the text is not in UTF-8 (`IMYA_CODE_UTF8`) or an option is outside its range
/// (`IMYA_CODE_OPTION`).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_annotate(
    resolver: Option<&Resolver>,
    content: *const c_char,
    content_length: usize,
    options: Option<&AnnotateOptions>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<Mentions>> {
    give(error, || {
        let resolver = given("resolver", resolver)?;
        // SAFETY: the caller promises so many bytes.
        let content = unsafe { text("content", content, content_length) }?;
        let options = options.map_or(Ok(Options::new()), |own| own.to_options())?;
        let annotate = |memory: &mut _| {
            Cell::new(resolver.inner.clone(), |own| {
                own.annotate_with(content, &options, memory)
            })
        };
        Ok(Mentions(resolver.annotating.with(annotate)))
    })
}

/// The number of mentions; 0 for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_mentions_count(mentions: Option<&Mentions>) -> usize {
    read(|| mentions.map_or(0, |mentions| mentions.0.borrow_dependent().len()))
}

/// Fills `mention` with the mention number `at`, counted from 0; its texts are lent until the mentions are
/// freed.
///
/// Returns false, and fills nothing, where there is no such mention or a pointer is null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_mentions_mention(
    mentions: Option<&Mentions>,
    at: usize,
    mention: Option<&mut MaybeUninit<Mention>>,
) -> bool {
    fill(mention, || {
        let own = mentions?.mention(at)?;
        let (bytes, characters) = (own.span().bytes(), own.span().characters());
        Some(Mention {
            start_byte: bytes.start,
            end_byte: bytes.end,
            start_character: characters.start,
            end_character: characters.end,
            surface: Text::lent(own.surface()),
            id: Text::lent(own.entity().id()),
            name: Text::lent(own.name()),
            kind: own.entity().kind().into(),
            decision: own.decision().into(),
            score: own.score(),
        })
    })
}

/// The reasons for the score of the mention number `at`, counted from 0: a line for each, then the sum.
///
/// Returns a string to free with `imya_string_free`; null and an error where the mentions are null
/// (`IMYA_CODE_NULL`) or there is no such mention (`IMYA_CODE_OPTION`).
#[unsafe(no_mangle)]
pub extern "C" fn imya_mentions_evidence(
    mentions: Option<&Mentions>,
    at: usize,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Option<Box<OwnedText>> {
    give(error, || {
        let mentions = given("mentions", mentions)?;
        let own = mentions.mention(at).ok_or_else(|| out_of_range(at))?;
        Ok(OwnedText(own.evidence().to_string()))
    })
}

/// Frees mentions; null is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn imya_mentions_free(mentions: Option<Box<Mentions>>) {
    read(|| drop(mentions));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_those_of_the_library() {
        let options = imya_annotate_options_default().to_options();
        assert_eq!(options.ok(), Some(Options::new()));
    }
}
