//! Sound: words as sequences of spelling units, and what it costs to exchange one for another.
//!
//! A word is read into [`Unit`]s by longest match in a table for its script ([`Inventory`]). Two words
//! are compared by the best weighted alignment of their units ([`Costs`]): the weight of an exchange is
//! its log-likelihood ratio, how much more often spellings of one name exchange these units than
//! chance would. The alignment names the rules it used, so it is the explanation too.

mod abreast;
mod align;
mod cost;
mod extremes;
mod grid;
mod pattern;
mod place;
mod rule;
mod skeleton;
mod unit;

pub use align::{Alignment, Step};
pub use cost::Costs;
pub use rule::Rules;
pub use skeleton::{Skeleton, Skeletons};
pub use unit::{Group, Inventory, Unit};

pub(crate) use abreast::{ABREAST, Abreast};
pub(crate) use align::{Lost, extend_with_pairs, pairs};
pub(crate) use cost::{UnitSet, contains, insert, sounds_of};
pub(crate) use grid::{Grid, Spelled};
pub(crate) use pattern::{Matched, Pattern};
pub(crate) use skeleton::{consonant_class, parts_vowels, vowel_groups};
pub(crate) use unit::MAXIMUM_UNITS;
