//! Case forms of single words, letter by letter.

use crate::name::{Declensions, SHORTEST_STEM};

/// Whether a folded word is another case of a nominative: the same stem with endings of one declension.
pub(super) fn is_case_of(nominative: &str, word: &str) -> bool {
    let letters = nominative.chars().zip(word.chars());
    let shared = letters.take_while(|(one, other)| one == other).count();
    if shared < SHORTEST_STEM {
        return false;
    }
    let declensions = Declensions::embedded();
    let own = declensions.cuts(nominative);
    declensions.cuts(word).iter().any(|cut| {
        usize::from(cut.stem) <= shared
            && own
                .iter()
                .any(|other| cut.stem == other.stem && cut.oblique & other.nominative != 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_share_the_stem_and_the_declension() {
        for (nominative, word, expected) in [
            ("лукашэнка", "лукашэнку", true),
            ("трамп", "трампові", true),
            ("караткевіч", "караткевічам", true),
            ("радзіна", "родина", false),
            ("карманаў", "кермани", false),
        ] {
            assert_eq!(is_case_of(nominative, word), expected, "{word}");
        }
    }
}
