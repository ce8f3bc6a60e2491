//! What single characters are: script, role between letters, look-alikes.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::error::Result;
use crate::table::Table;

/// The script of a letter, as far as imya tells scripts apart.
///
/// ```
/// use imya::text::Script;
/// assert_eq!(Script::of('ў'), Some(Script::Cyrillic));
/// assert_eq!(Script::of('ŭ'), Some(Script::Latin));
/// assert_eq!(Script::of('語'), Some(Script::Other));
/// assert_eq!(Script::of('7'), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Cyrillic letters, the historic and non-Slavic ones too.
    Cyrillic,
    /// Latin letters with or without marks.
    Latin,
    /// Letters of any other script.
    Other,
}

impl Script {
    /// The script of a letter; `None` for what is no letter.
    pub fn of(letter: char) -> Option<Self> {
        match letter {
            'a'..='z' | 'A'..='Z' => Some(Script::Latin),
            '\0'..='\u{a9}' => None,
            '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{1c80}'..='\u{1c8a}' => {
                Some(Script::Cyrillic)
            }
            'ª' | 'º' | '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' => {
                (letter != '×' && letter != '÷').then_some(Script::Latin)
            }
            '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' if letter.is_alphabetic() => {
                Some(Script::Cyrillic)
            }
            '\u{2c60}'..='\u{2c7f}'
            | '\u{a722}'..='\u{a78b}'
            | '\u{a78d}'..='\u{a7ff}'
            | '\u{fb00}'..='\u{fb06}'
            | '\u{ff21}'..='\u{ff3a}'
            | '\u{ff41}'..='\u{ff5a}'
                if letter.is_alphabetic() =>
            {
                Some(Script::Latin)
            }
            _ => letter.is_alphabetic().then_some(Script::Other),
        }
    }
}

/// The role of a character that is no letter, from `data/text/characters.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Apostrophe,
    HardSign,
    Hyphen,
    Invisible,
    Space,
}

impl Role {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "apostrophe" => Role::Apostrophe,
            "hard_sign" => Role::HardSign,
            "hyphen" => Role::Hyphen,
            "invisible" => Role::Invisible,
            "space" => Role::Space,
            _ => return None,
        })
    }
}

/// The two character tables, read once.
#[derive(Debug)]
pub(crate) struct Characters {
    roles: HashMap<char, Role>,
    to_cyrillic: HashMap<char, char>,
    to_latin: HashMap<char, char>,
}

impl Characters {
    fn parse(roles_text: &str, homoglyphs_text: &str) -> Result<Self> {
        let table = Table::parse("characters.tsv", roles_text, &["class", "code_point"])?;
        let mut roles = HashMap::new();
        for row in table.rows() {
            let role = Role::parse(row.get(0))
                .ok_or_else(|| table.error(row, 0, "unknown character class"))?;
            let character = u32::from_str_radix(row.get(1), 16)
                .ok()
                .and_then(char::from_u32)
                .ok_or_else(|| table.error(row, 1, "not a hexadecimal code point"))?;
            roles.insert(character, role);
        }
        let table = Table::parse("homoglyphs.tsv", homoglyphs_text, &["latin", "cyrillic"])?;
        let (mut to_cyrillic, mut to_latin) = (HashMap::new(), HashMap::new());
        for row in table.rows() {
            let mut letters = [0, 1].map(|cell| row.get(cell).chars());
            let (Some(latin), Some(cyrillic)) = (letters[0].next(), letters[1].next()) else {
                return Err(table.error(row, 0, "a cell is empty"));
            };
            to_cyrillic.insert(latin, cyrillic);
            to_latin.entry(cyrillic).or_insert(latin);
        }
        Ok(Characters {
            roles,
            to_cyrillic,
            to_latin,
        })
    }

    #[expect(
        clippy::expect_used,
        reason = "the embedded tables are parsed in a test"
    )]
    pub(crate) fn embedded() -> &'static Self {
        static CHARACTERS: LazyLock<Characters> = LazyLock::new(|| {
            Characters::parse(
                include_str!("../../data/text/characters.tsv"),
                include_str!("../../data/text/homoglyphs.tsv"),
            )
            .expect("the embedded character tables are sound")
        });
        &CHARACTERS
    }

    pub(crate) fn role(&self, character: char) -> Option<Role> {
        self.roles.get(&character).copied()
    }
}

/// Whether the character serves as an apostrophe: ' ’ ʼ ‘ ` ′ and their kin.
///
/// Between Cyrillic letters it is part of the word (Дзям’ян), after a Latin name it opens the
/// possessive (Lukashenka’s), inside one it is a soft sign (Homiel’).
///
/// ```
/// assert!(imya::text::is_apostrophe('ʼ'));
/// ```
pub fn is_apostrophe(character: char) -> bool {
    Characters::embedded().role(character) == Some(Role::Apostrophe)
}

/// Whether the character is a hyphen or a dash of any length.
///
/// ```
/// assert!(imya::text::is_hyphen('‑') && imya::text::is_hyphen('—'));
/// ```
pub fn is_hyphen(character: char) -> bool {
    Characters::embedded().role(character) == Some(Role::Hyphen)
}

/// Whether the character has no width and is deleted before comparison: soft hyphen, joiners,
/// direction marks, byte order mark.
///
/// ```
/// assert!(imya::text::is_invisible('\u{ad}'));
/// ```
pub fn is_invisible(character: char) -> bool {
    Characters::embedded().role(character) == Some(Role::Invisible)
}

/// The Cyrillic letter that a Latin letter is mistaken for (i → і), keeping its case.
///
/// ```
/// assert_eq!(imya::text::homoglyph_to_cyrillic('i'), Some('і'));
/// assert_eq!(imya::text::homoglyph_to_cyrillic('z'), None);
/// ```
pub fn homoglyph_to_cyrillic(latin: char) -> Option<char> {
    Characters::embedded().to_cyrillic.get(&latin).copied()
}

/// The Latin letter that a Cyrillic letter is mistaken for (о → o), keeping its case.
///
/// ```
/// assert_eq!(imya::text::homoglyph_to_latin('о'), Some('o'));
/// ```
pub fn homoglyph_to_latin(cyrillic: char) -> Option<char> {
    Characters::embedded().to_latin.get(&cyrillic).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_tables_parse() {
        assert!(Characters::embedded().roles.len() > 40);
        assert!(is_invisible('\u{feff}') && is_apostrophe('\'') && is_hyphen('-'));
    }

    #[test]
    fn bad_tables_are_refused_with_their_place() {
        let homoglyphs = "latin\tcyrillic\n";
        let error = Characters::parse("class\tcode_point\nspace\tzz\n", homoglyphs).unwrap_err();
        assert_eq!(
            error.to_string(),
            "characters.tsv:2:2: not a hexadecimal code point"
        );
        let error = Characters::parse("class\tcode_point\nx\t20\n", homoglyphs).unwrap_err();
        assert_eq!(
            error.to_string(),
            "characters.tsv:2:1: unknown character class"
        );
    }
}
