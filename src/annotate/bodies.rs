//! Words that say what sort of body an organisation is.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::name::Lexicon;
use crate::table::Table;
use crate::text::{self, Case, Token};

/// Meanings that say what sort of body an organisation is.
#[derive(Debug)]
pub(super) struct Bodies {
    /// By meaning, whether an acronym beside it is the body's own name.
    meanings: FxHashMap<&'static str, bool>,
}

/// Shorter acronyms are mostly those of countries: суд ЕС.
const SHORTEST_ACRONYM: usize = 3;

impl Bodies {
    pub(super) fn embedded() -> &'static Self {
        static BODIES: LazyLock<Bodies> = LazyLock::new(|| {
            let text = include_str!("../../data/annotate/bodies.tsv");
            let table = Table::parse("bodies.tsv", text, &["concept", "acronym"]);
            let rows = table.iter().flat_map(Table::rows);
            let meanings = rows.map(|row| (row.get(0), row.get(1) == "own"));
            Bodies {
                meanings: meanings.collect(),
            }
        });
        &BODIES
    }

    pub(super) fn contains(&self, meaning: &str) -> bool {
        self.meanings.contains_key(meaning)
    }

    /// Whether a name is an acronym and nothing but the sort of body that it is: партыя БНФ, BPF Party.
    pub(super) fn is_known_by_acronym(&self, name: &str, acronym: &str) -> bool {
        // Most names have no capital after another, and cutting them into words costs more than to see that.
        let mut letters = name.chars().map(char::is_uppercase);
        let mut before = false;
        if !letters.any(|own| std::mem::replace(&mut before, own) && own) {
            return false;
        }
        let mut tokens = text::tokens(name);
        let (Some(first), Some(second), None) = (tokens.next(), tokens.next(), tokens.next())
        else {
            return false;
        };
        let fits = |own: &Token, beside: &Token| {
            own.case == Case::Upper
                && own.folded == acronym
                && acronym.chars().nth(SHORTEST_ACRONYM - 1).is_some()
                && beside.case != Case::Upper
                && self.takes_acronym(&beside.folded)
        };
        fits(&first, &second) || fits(&second, &first)
    }

    fn takes_acronym(&self, word: &str) -> bool {
        let lexicon = Lexicon::organisations();
        let meaning = lexicon.find(&[word]);
        let meaning = meaning.map(|(concept, _)| lexicon.concept(concept.number));
        meaning.and_then(|meaning| self.meanings.get(meaning)) == Some(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_names_beside_some_bodies() {
        for (name, acronym, expected) in [
            ("Партыя ЗЛК", "злк", true),
            ("ZLK Party", "zlk", true),
            ("завод ЗЛК", "злк", true),
            ("Суд ЗЛК", "злк", false),
            ("Партыя ЕЗ", "ез", false),
            ("Партыя Зялёных", "зялёных", false),
            ("Партыя ЗЛК Беларусі", "злк", false),
        ] {
            let found = Bodies::embedded().is_known_by_acronym(name, acronym);
            assert_eq!(found, expected, "{name}");
        }
    }
}
