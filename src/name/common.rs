//! Common words that look like names or stand capitalised at the beginning of a sentence.

use super::frozen::Frozen;

static COMMON: Frozen<'static> =
    Frozen::new(include_bytes!(concat!(env!("OUT_DIR"), "/common.words")));

/// What kind of common word a folded word is, in the words of `data/name/common_words.tsv`.
pub(crate) fn common_word(word: &str) -> Option<&'static str> {
    std::str::from_utf8(COMMON.get(word)?).ok()
}

#[cfg(test)]
mod tests {
    use super::common_word;

    #[test]
    fn common_words_are_frozen() {
        assert_eq!(common_word("але"), Some("function"));
        assert_eq!(common_word("статкевіч"), None);
    }
}
