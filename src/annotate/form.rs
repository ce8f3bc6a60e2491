//! Case forms of single words, letter by letter.

use crate::name::Declensions;

/// Whether a folded word is another case of a nominative: the same stem with endings of one declension.
pub(super) fn is_case_of(nominative: &str, word: &str) -> bool {
    let declensions = Declensions::embedded();
    let own = declensions.cuts(nominative);
    declensions.cuts(word).iter().any(|cut| {
        own.iter().any(|other| {
            let stems = nominative.chars().zip(word.chars());
            cut.stem == other.stem
                && cut.oblique & other.nominative != 0
                && stems
                    .take(usize::from(cut.stem))
                    .all(|(one, other)| one == other)
        })
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
