//! The index: which known names can a name mean?
//!
//! Every distinct word of the known names is kept once, with the names it stands in. A word is found
//! by its [keys](keys): consonant skeletons, with one consonant left out for slips of the hand. The
//! words found are compared with the query's words, names are ranked by what their words gain, and only
//! the best are compared as wholes.

mod build;
mod keys;
mod names;
mod search;

pub use build::IndexBuilder;
pub use names::Index;
pub use search::{Candidate, Filter, SearchScratch};

pub(crate) use keys::{meaning_key, word_keys};
