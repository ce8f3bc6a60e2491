//! Text: spans fit the user's own string, whatever it holds.

use imya::text::{self, Case, Script};
use proptest::prelude::*;

fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[а-яА-ЯёЁіІўЎґҐїЇєЄ]{1,8}",
        4 => "[a-zA-ZčšžłŭßİﬁĳÅ]{1,8}",
        2 => "[ .,’'ʼ`\"«»\\-–—\n\r\t\u{a0}]{1,3}",
        1 => "[\u{300}-\u{308}\u{ad}\u{200b}\u{feff}\u{202e}\0]{1,3}",
        1 => "[0-9①Ⅳ東京กაא]{1,3}",
        1 => ".{0,3}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn words_lie_in_order_and_slice_the_text(text in anything()) {
        let mut end = 0;
        for token in text::tokens(&text) {
            prop_assert!(token.span.start >= end);
            prop_assert!(token.span.end > token.span.start);
            prop_assert!(text.get(token.span.clone()).is_some());
            prop_assert!(!token.folded.is_empty());
            end = token.span.end;
        }
    }

    #[test]
    fn folding_twice_changes_nothing(text in anything()) {
        let once = text::fold(&text);
        let twice = text::fold(once.as_str());
        prop_assert_eq!(once.as_str(), twice.as_str());
    }

    #[test]
    fn every_part_of_a_folded_text_has_a_source(text in anything()) {
        let folded = text::fold(&text);
        for (at, letter) in folded.as_str().char_indices() {
            let span = folded.source_span(at..at + letter.len_utf8()).unwrap();
            prop_assert!(text.get(span).is_some_and(|source| !source.is_empty()));
        }
        prop_assert!(folded.source_span(0..folded.as_str().len() + 1).is_none());
    }

    #[test]
    fn capitals_do_not_change_words(word in "[а-яёіў]{2,12}|[a-zčšž]{2,12}") {
        let lower = text::tokens(&word).next().unwrap();
        let upper_text = word.to_uppercase();
        let upper = text::tokens(&upper_text).next().unwrap();
        prop_assert_eq!(&lower.folded, &upper.folded);
        prop_assert_eq!((lower.case, upper.case), (Case::Lower, Case::Upper));
    }

    #[test]
    fn a_look_alike_in_a_cyrillic_word_is_repaired(word in "[бгджзйлпфцчшыэюяіўа]{4,9}і[бджзлц]{1,3}") {
        let typed = word.replace('і', "i").replace('а', "a");
        let token = text::tokens(&typed).next().unwrap();
        prop_assert_eq!(token.folded, word);
        prop_assert_eq!(token.script, Some(Script::Cyrillic));
    }
}

#[test]
fn long_and_odd_texts_take_linear_time() {
    for text in [
        "東京".repeat(200_000),
        "\u{301}".repeat(400_000),
        "а-\n".repeat(200_000),
        "’а".repeat(200_000),
        "\u{ad}".repeat(400_000),
        "x".repeat(1_000_000),
    ] {
        let started = std::time::Instant::now();
        text::tokens(&text).count();
        text::fold(&text);
        // Quadratic time would take minutes here.
        assert!(started.elapsed().as_secs() < 20);
    }
}
