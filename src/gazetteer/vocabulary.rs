//! The small tables that say what kinds, genders and classes are called elsewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Gender, Kind};
use crate::error::Result;
use crate::table::Table;

type Vocabulary<V> = HashMap<&'static str, V>;

static KINDS: LazyLock<Vocabulary<Kind>> = LazyLock::new(|| load_kinds().unwrap_or_default());
static GENDERS: LazyLock<Vocabulary<Gender>> = LazyLock::new(|| load_genders().unwrap_or_default());

/// The kind a label in lower case stands for.
pub(super) fn kind(label: &str) -> Option<Kind> {
    KINDS.get(label).copied()
}

/// The gender a label in lower case stands for.
pub(super) fn gender(label: &str) -> Option<Gender> {
    GENDERS.get(label).copied()
}

fn load_kinds() -> Result<Vocabulary<Kind>> {
    let text = include_str!("../../data/gazetteer/kinds.tsv");
    load("kinds.tsv", text, ["label", "kind"], Kind::from_code)
}

fn load_genders() -> Result<Vocabulary<Gender>> {
    let text = include_str!("../../data/gazetteer/genders.tsv");
    load("genders.tsv", text, ["label", "gender"], Gender::from_code)
}

/// Reads a table of two columns: a word, and what it stands for.
fn load<V>(
    source: &str,
    text: &'static str,
    columns: [&str; 2],
    value: impl Fn(&str) -> Option<V>,
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
