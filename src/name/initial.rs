//! Initials: how given names and patronymics are shortened before a full stop.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::error::Result;
use crate::table::Table;

/// Whether a folded word before a full stop, written with a capital, stands for a name that begins with it: one
/// letter does, and what `data/name/initials.tsv` lists.
pub(crate) fn is_shortened(letters: &[char]) -> bool {
    match letters {
        [] => false,
        [letter] => letter.is_alphabetic(),
        _ => Initials::embedded().longer.contains(letters),
    }
}

/// The initials of more than one letter.
struct Initials {
    longer: FxHashSet<Vec<char>>,
}

impl Initials {
    #[expect(clippy::expect_used, reason = "the embedded table is parsed in a test")]
    fn embedded() -> &'static Self {
        static INITIALS: LazyLock<Initials> = LazyLock::new(|| {
            Initials::parse(include_str!("../../data/name/initials.tsv"))
                .expect("the embedded initials are sound")
        });
        &INITIALS
    }

    fn parse(text: &str) -> Result<Self> {
        let table = Table::parse("initials.tsv", text, &["initial", "script", "example"])?;
        let initials = table.rows().iter().map(|row| row.get(0).chars().collect());
        Ok(Initials {
            longer: initials.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_listed_ones_and_single_letters_are_initials() {
        let shortened = |word: &str| is_shortened(&word.chars().collect::<Vec<_>>());
        assert!(["к", "зм", "конст", "yu", "chr"].into_iter().all(shortened));
        assert!(!["", "7", "лі", "xi", "канст"].into_iter().any(shortened));
    }
}
