//! The index: which known names can a name mean?
//!
//! Every distinct word of the known names is kept once, with the names it stands in. A word is found
//! by its keys: consonant skeletons, whole or with one consonant left out for slips of the hand. The
//! rarest word of a query opens names; those whose other words have nothing in common with the query
//! are passed by; of the rest the best are compared as wholes.
//!
//! An index is one block of bytes, the same in memory and in a file, which is opened by memory map.

mod alike;
mod blocking;
mod build;
mod checksum;
#[cfg(test)]
mod corruption;
mod couples;
mod estimate;
mod file;
mod filter;
mod gather;
mod image;
mod invert;
mod keys;
mod mapped;
mod names;
mod overlay;
mod pairs;
mod search;
mod sparse;
mod tables;
mod vowels;
mod words;

pub use blocking::{Side, blocking_keys};
pub use build::IndexBuilder;
pub use filter::Filter;
pub use names::Index;
pub use overlay::Overlay;
pub use search::{Candidate, SearchScratch};

pub(crate) use keys::Keys;
pub(crate) use search::Effort;
pub(crate) use words::Words;
