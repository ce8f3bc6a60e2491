//! Text as people write it: characters, scripts, folding with alignment, tokens.
//!
//! [`fold`] brings a text to a comparable form and keeps an alignment to the source, so that every
//! span handed out fits the user's own string; [`tokens`] cuts it into words the way names need it.

mod character;
mod fold;
mod language;
mod plain;
mod separator;
mod surface;
mod tally;
mod token;

pub use character::{
    Script, homoglyph_to_cyrillic, homoglyph_to_latin, is_apostrophe, is_hyphen, is_invisible,
};
pub use fold::{Folded, fold};
pub use language::{Language, Languages, languages};
pub use separator::Separator;
pub(crate) use surface::Surface;
pub(crate) use token::Tokenizer;
pub use token::{Case, Token, tokens};
