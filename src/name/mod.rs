//! Names: what the words of a name are, and what that says about the person, organisation or place.
//!
//! [`GivenNames`] joins the forms of a given name across languages, [`Declensions`] cuts case endings
//! off, [`Part`] is what one word of a name can be: given name, patronymic, initial, and of which
//! gender.

mod common;
mod declension;
mod frozen;
mod given;
mod initial;
mod korean;
mod lexicon;
mod lists;
mod part;
mod particle;
mod patronymic;
mod phrase;

pub(crate) use common::common_word;
pub(crate) use declension::is_case_of;
pub use declension::{Cut, Declensions};
pub(crate) use frozen::{Frozen, long};
pub use given::{Form, GivenNames, GivenReading};
pub(crate) use initial::is_shortened;
pub(crate) use korean::{Korean, Syllable};
pub use lexicon::{Concept, Lexicon};
pub(crate) use lexicon::{may_be_phrase, with_e};
pub use part::{Genders, Part};
pub use particle::Particles;
pub use patronymic::{Patronymic, Patronymics};
