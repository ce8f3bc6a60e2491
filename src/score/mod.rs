//! Scoring: how probable it is that two names mean the same.
//!
//! A name is prepared once ([`PreparedName`]); two prepared names are compared word by word
//! ([`compare`]). Every assigned pair of words, every word left over and every contradiction has a
//! value ([`Feature`]); a fitted weight ([`Weights`]) turns it into evidence, and the sum of the
//! evidence into a probability.

mod acronym;
mod assign;
mod bound;
mod ceiling;
mod choices;
mod contrast;
mod evidence;
mod feature;
mod initial;
mod joined;
mod judge;
mod known;
mod likeness;
mod many;
mod matcher;
mod meanings;
mod names;
mod outline;
mod pair;
mod prepared;
mod preparer;
mod question;
mod roles;
mod settlement;
mod shortened;
mod sieve;
mod telling;
mod tokens;
mod weights;
mod word;

pub use evidence::{Evidence, Finding};
pub use feature::{Feature, Features};
pub use judge::features;
pub use many::{compare_above, compare_many, compare_many_above};
pub use matcher::{Scratch, compare, explain};
pub use names::PreparedNames;
pub use prepared::PreparedName;
pub use preparer::Preparer;
pub use weights::{Threshold, Weights};
pub use word::Role;

pub(crate) use acronym::{are_acronyms, each_acronym};
pub(crate) use likeness::may_be_alike;
pub(crate) use matcher::{
    compare_alone, compare_alone_above, compare_known, compare_views, explain_views, gain,
};
pub(crate) use meanings::meaning_in_case;
pub(crate) use pair::{WordPair, compare_with_pattern, compare_words};
pub(crate) use prepared::{MAXIMUM_WORDS, Member, NameView};
pub(crate) use shortened::each_beginning;
pub(crate) use word::{SHORT_FORM, Word, WordStore, stored_units};
