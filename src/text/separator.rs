//! What stands between words.

use super::fold::Class;

/// What stands between a word and the word before it.
///
/// ```
/// use imya::text::{Separator, tokens};
/// let before: Vec<_> = tokens("Янка Дунін-Марцінкевіч, В.").map(|token| token.separator).collect();
/// assert_eq!(before, [Separator::Start, Separator::Space, Separator::Hyphen, Separator::Comma]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Separator {
    /// The beginning of the text.
    Start,
    /// White space only.
    Space,
    /// A hyphen or dash without spaces.
    Hyphen,
    /// An apostrophe (an elided article: `d’Alès`).
    Apostrophe,
    /// A full stop, with or without white space after it.
    Stop,
    /// A comma, with or without white space after it.
    Comma,
    /// Anything else: other punctuation, symbols, a paragraph border.
    Other,
}

/// The separator after one more character between two words.
pub(super) fn after(before: Separator, character: char, class: Class) -> Separator {
    let kind = match (class, character) {
        (Class::Hyphen, _) => Separator::Hyphen,
        (Class::Apostrophe, _) => Separator::Apostrophe,
        (_, '.') => Separator::Stop,
        (_, ',') => Separator::Comma,
        _ if character.is_whitespace() => Separator::Space,
        _ => Separator::Other,
    };
    match (before, kind) {
        (Separator::Start, kind) => kind,
        (Separator::Stop | Separator::Comma, Separator::Space) => before,
        (Separator::Space, Separator::Space) => Separator::Space,
        _ => Separator::Other,
    }
}
