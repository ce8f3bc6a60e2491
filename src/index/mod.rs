//! The index: which known names can a name mean?
//!
//! Every distinct word of the known names is kept once, with the names it stands in. A word has keys:
//! consonant skeletons, whole or with one consonant left out for slips of the hand, classes of given names,
//! meanings. A name is found by two of its words at once, by the only word that tells something, or by one
//! that stands in few names. Names found are ordered by what they may gain, roughly; the best are compared
//! as wholes.
//!
//! An index is one block of bytes, the same in memory and in a file, which is opened by memory map.

mod acronyms;
mod alike;
mod blocking;
mod build;
mod checksum;
mod codes;
#[cfg(test)]
mod corruption;
mod couples;
mod entries;
mod estimate;
mod file;
mod filter;
mod gather;
mod image;
mod invert;
mod keys;
mod mapped;
mod memory;
mod names;
mod opened;
mod overlay;
mod pairs;
mod patterns;
mod reach;
mod readings;
mod search;
mod sparse;
mod tables;
mod vowels;
mod words;

pub use blocking::blocking_keys;
pub use build::IndexBuilder;
pub use codes::Side;
pub use filter::Filter;
pub use names::Index;
pub use overlay::Overlay;
pub use search::{Candidate, SearchScratch};

pub(crate) use keys::Keys;
pub(crate) use search::Effort;
pub(crate) use words::Words;
