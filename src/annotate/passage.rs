//! A text as words with what joins them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::name::{GivenNames, Lexicon};
use crate::table::Table;
use crate::text::{self, Case, Script, Separator, Token};

/// How common a capitalised word is as something else than a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Common {
    /// Not listed.
    No,
    /// A noun, an adjective, a month: may be a name all the same.
    Word,
    /// An adjective or noun made from a country's or people's name: never the country itself.
    Demonym,
    /// A function word or verb: no name at all unless the whole text is in capitals.
    Function,
}

static COMMON: LazyLock<HashMap<&'static str, Common>> = LazyLock::new(|| {
    let text = include_str!("../../data/name/common_words.tsv");
    let table = Table::parse("common_words.tsv", text, &["lang", "word", "note"]);
    let mut words = HashMap::new();
    for row in table.iter().flat_map(Table::rows) {
        let common = match row.get(2) {
            "function" | "verb" => Common::Function,
            "demonym" => Common::Demonym,
            _ => Common::Word,
        };
        words.entry(row.get(1)).or_insert(common);
    }
    words
});

/// Words that stand before a person's name and are no part of it.
static TITLES: LazyLock<Lexicon> = LazyLock::new(Lexicon::titles);

/// A text cut into words.
#[derive(Debug)]
pub(crate) struct Passage {
    pub words: Vec<TextWord>,
    /// Whether Latin names are inflected here: Polish, Łacinka, Latvian …, but not English.
    pub inflects_latin: bool,
}

#[derive(Debug)]
pub(crate) struct TextWord {
    pub token: Token,
    /// Whether it can belong to one name with the word before it.
    pub joined: bool,
    /// Whether it is the first word of a sentence.
    pub opens_sentence: bool,
    pub common: Common,
    /// Whether it is a title, rank or role.
    pub title: bool,
}

impl TextWord {
    /// Whether the word is written like a name: with a capital.
    pub(crate) fn capitalised(&self) -> bool {
        self.token.case != Case::Lower
    }

    pub(crate) fn letters(&self) -> usize {
        self.token.folded.chars().count()
    }

    /// Whether it can be an initial: one capital letter, or a letter pair with a full stop.
    pub(crate) fn is_initial(&self) -> bool {
        let length = self.letters();
        self.capitalised() && (length == 1 || length == 2 && self.token.stop)
    }

    pub(crate) fn is_given_name(&self) -> bool {
        self.letters() >= 3 && !GivenNames::embedded().lookup(&self.token.folded).is_empty()
    }
}

/// Letters of Latin alphabets whose languages inflect names.
const INFLECTING: &str = "ąęłńśźżćŭčšžěřůļņģķāēīėųů";

impl Passage {
    pub(crate) fn read(text: &str) -> Self {
        let mut words: Vec<TextWord> = Vec::new();
        let mut end = 0;
        let mut inflecting = 0;
        for token in text::tokens(text) {
            let between = text.get(end..token.span.start).unwrap_or_default();
            end = token.span.end;
            if token.script == Some(Script::Latin) {
                inflecting += token
                    .folded
                    .chars()
                    .filter(|&c| INFLECTING.contains(c))
                    .count();
            }
            let joined = words
                .last()
                .is_some_and(|before| joins(between, before, &token));
            let opens_sentence = token.separator == Separator::Start
                || between.contains(['!', '?', '\n', ':', '…'])
                || between.contains('.') && words.last().is_some_and(|word| !word.is_initial());
            let common = COMMON.get(token.folded.as_str()).copied();
            let title = TITLES.find(&[token.folded.as_str()]).is_some();
            words.push(TextWord {
                token,
                joined,
                opens_sentence,
                common: common.unwrap_or(Common::No),
                title,
            });
        }
        Passage {
            words,
            inflects_latin: inflecting > 2,
        }
    }
}

/// Whether what stands between two words can stand inside a name: white space, hyphens, quotation marks
/// and brackets, the full stop of an initial or abbreviation.
fn joins(between: &str, before: &TextWord, after: &Token) -> bool {
    let mut lines = 0;
    for character in between.chars() {
        match character {
            '\n' => lines += 1,
            '.' if before.is_initial() || before.letters() <= 3 && before.token.stop => {}
            '«' | '»' | '“' | '”' | '„' | '"' | '\'' | '’' | '[' | ']' | '№' | '/' | '&' =>
                {}
            _ if character.is_whitespace()
                || text::is_hyphen(character)
                || text::is_invisible(character) => {}
            _ => return false,
        }
    }
    let dash = between.chars().any(text::is_hyphen) && between.chars().any(char::is_whitespace);
    let closes_and_opens = between.contains(['»', '”']) && between.contains(['«', '“']);
    lines < 2
        && !dash
        && !closes_and_opens
        && !(before.token.possessive && after.case == Case::Lower)
}
