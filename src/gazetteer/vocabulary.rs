//! The small tables that say what kinds, genders and classes are called elsewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Gender, Kind};
use crate::error::Result;
use crate::table::Table;

type Vocabulary<V> = HashMap<&'static str, V>;

static KINDS: LazyLock<Vocabulary<Kind>> = LazyLock::new(|| load_kinds().unwrap_or_default());
static GENDERS: LazyLock<Vocabulary<Gender>> = LazyLock::new(|| load_genders().unwrap_or_default());
static SCHEMATA: LazyLock<Vocabulary<Schema>> =
    LazyLock::new(|| load_schemata().unwrap_or_default());
static CLASSES: LazyLock<Vocabulary<Kind>> = LazyLock::new(|| load_classes().unwrap_or_default());
static LANGUAGES: LazyLock<Vocabulary<&'static str>> =
    LazyLock::new(|| load_languages().unwrap_or_default());

/// What a schema of FollowTheMoney is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Schema {
    One(Kind),
    /// A person or an organisation.
    Any,
}

/// The kind a label in lower case stands for.
pub(super) fn kind(label: &str) -> Option<Kind> {
    KINDS.get(label).copied()
}

/// The gender a label in lower case stands for.
pub(super) fn gender(label: &str) -> Option<Gender> {
    GENDERS.get(label).copied()
}

/// What a schema of FollowTheMoney is; nothing where it is of no kind we know.
pub(super) fn schema(schema: &str) -> Option<Schema> {
    SCHEMATA.get(schema).copied()
}

/// The kind of the members of a class of Wikidata.
pub(super) fn wikidata_class(id: &str) -> Option<Kind> {
    CLASSES.get(id).copied()
}

/// What a language of Wikidata is called in BCP 47; empty where it is no language.
pub(super) fn wikidata_language(code: &str) -> &str {
    LANGUAGES.get(code).copied().unwrap_or(code)
}

fn load_kinds() -> Result<Vocabulary<Kind>> {
    let text = include_str!("../../data/gazetteer/kinds.tsv");
    load("kinds.tsv", text, ["label", "kind"], Kind::from_code)
}

fn load_genders() -> Result<Vocabulary<Gender>> {
    let text = include_str!("../../data/gazetteer/genders.tsv");
    load("genders.tsv", text, ["label", "gender"], Gender::from_code)
}

fn load_schemata() -> Result<Vocabulary<Schema>> {
    let text = include_str!("../../data/gazetteer/follow_the_money_schemata.tsv");
    load(
        "follow_the_money_schemata.tsv",
        text,
        ["schema", "kind"],
        |code| match code {
            "any" => Some(Schema::Any),
            code => Kind::from_code(code).map(Schema::One),
        },
    )
}

fn load_classes() -> Result<Vocabulary<Kind>> {
    let text = include_str!("../../data/gazetteer/wikidata_classes.tsv");
    load(
        "wikidata_classes.tsv",
        text,
        ["class", "kind"],
        Kind::from_code,
    )
}

fn load_languages() -> Result<Vocabulary<&'static str>> {
    let text = include_str!("../../data/gazetteer/wikidata_languages.tsv");
    load("wikidata_languages.tsv", text, ["code", "language"], Some)
}

/// Reads a table of two columns: a word, and what it stands for.
fn load<V>(
    source: &str,
    text: &'static str,
    columns: [&str; 2],
    value: impl Fn(&'static str) -> Option<V>,
) -> Result<Vocabulary<V>> {
    let table = Table::parse(source, text, &columns)?;
    let mut vocabulary = Vocabulary::with_capacity(table.rows().len());
    for row in table.rows() {
        let Some(value) = value(row.get(1)) else {
            let reason = format!("`{}` is not a value of this column", row.get(1));
            return Err(table.error(row, 1, reason));
        };
        if vocabulary.insert(row.get(0), value).is_some() {
            return Err(table.error(row, 0, format!("`{}` is there twice", row.get(0))));
        }
    }
    Ok(vocabulary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_tables_load() {
        assert!(load_kinds().unwrap().len() > 10);
        assert!(load_genders().unwrap().len() > 10);
        assert!(load_schemata().unwrap().len() > 5);
        assert!(load_classes().unwrap().len() > 80);
        assert_eq!(load_languages().unwrap()["be-x-old"], "be-tarask");
    }

    #[test]
    fn refuses_bad_tables() {
        let cases = [
            (
                "label\tkind\nx\ty\n",
                "t:2:2: `y` is not a value of this column",
            ),
            ("label\tkind\nx\torg\nx\torg\n", "t:3:1: `x` is there twice"),
        ];
        for (text, wanted) in cases {
            let broken = load("t", text, ["label", "kind"], Kind::from_code);
            assert_eq!(broken.unwrap_err().to_string(), wanted);
        }
    }
}
