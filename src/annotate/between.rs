//! What stands between two words of a text.

use crate::text::{self, Case, Script};

use super::passage::TextWord;

/// Whether a character is a quotation mark.
pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '«' | '»' | '“' | '”' | '„' | '"' | '‘' | '’')
}

/// Whether a quotation ends where this stands; a mark of exclamation may belong to it.
pub(super) fn closes_quote(between: &str) -> bool {
    between.trim_start_matches(['!', '?']).starts_with(is_quote)
}

/// Whether what stands between two words can stand inside a name: white space, hyphens, quotation marks
/// and brackets, the full stop of an initial, abbreviation or domain.
pub(super) fn joins(between: &str, before: &TextWord, after: &TextWord) -> bool {
    let mut lines = 0;
    let domain = between == "."
        && after.case == Case::Lower
        && after.known.script == Some(Script::Latin)
        && before.known.script == Some(Script::Latin);
    // After an acronym a full stop ends the sentence.
    let short = before.known.count <= 3 && before.case != Case::Upper;
    let abbreviated = before.is_initial() || short && before.stop;
    let (mut dash, mut space) = (false, false);
    let between = match before.possessive {
        true => between.trim_start_matches(['\'', '’', 's', 'S']),
        false => between,
    };
    for character in between.chars() {
        match character {
            '\n' => lines += 1,
            '.' if domain || abbreviated => {}
            '«' | '»' | '“' | '”' | '„' | '"' | '\'' | '’' | '[' | ']' | '№' | '/' | '&' | '('
            | ')' => {}
            '-' => dash = true,
            _ if character.is_whitespace() => space = true,
            _ if character.is_ascii() => return false,
            _ if text::is_hyphen(character) => dash = true,
            _ if text::is_invisible(character) => {}
            _ => return false,
        }
    }
    let closes_and_opens = between.contains(['»', '”']) && between.contains(['«', '“']);
    lines < 2
        && !(dash && (space || lines > 0))
        && !closes_and_opens
        && (!before.possessive || after.capitalised)
}
