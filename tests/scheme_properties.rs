//! What holds of every scheme and every text.

use imya::Scheme;
use imya::scheme::{Variants, recognise};
use proptest::prelude::*;

fn scheme() -> impl Strategy<Value = &'static Scheme> {
    let all: Vec<&'static Scheme> = Scheme::all().collect();
    proptest::sample::select(all)
}

/// Text of the kind that breaks things: letters of all cases, marks, look-alikes, other scripts.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[а-яА-ЯёЁіІўЎґҐїЇєЄ]{1,6}",
        2 => "[А-ЯІЎа-яіў]{1,3}['’ʼ][ЕЁЮЯІЄЇОУеёюяієїоу][А-ЯІЎа-яіў]{0,2}[ ,»]?",
        1 => "[a-zA-Z0-9 .,'\"-]{1,4}",
        1 => "[’ʼ`´'\u{301}\u{306}\u{308}\u{ad}\u{200b}\u{feff}«»—ŭëïі]{1,2}",
        1 => ".{0,3}",
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn aligned_output_is_the_output_and_its_spans_fit(scheme in scheme(), text in text()) {
        let aligned = scheme.romanise_aligned(&text);
        prop_assert_eq!(aligned.text(), scheme.romanise(&text));
        let (mut output, mut source) = (0, 0);
        for span in aligned.spans() {
            prop_assert_eq!(span.output.start, output);
            prop_assert_eq!(span.source.start, source);
            prop_assert!(aligned.text().get(span.output.clone()).is_some());
            prop_assert!(text.get(span.source.clone()).is_some());
            (output, source) = (span.output.end, span.source.end);
        }
        prop_assert_eq!(output, aligned.text().len());
        prop_assert_eq!(source, text.len());
    }

    /// A long text is handed over in parts, of which no seam may be seen.
    #[test]
    fn parts_of_a_long_text_fit_together(scheme in scheme(), text in text(), seam in "[ \n]?") {
        let long = format!("{text}{seam}").repeat(20_000 / (text.len() + 1));
        let aligned = scheme.romanise_aligned(&long);
        prop_assert_eq!(aligned.text(), scheme.romanise(&long));
    }

    #[test]
    fn text_without_cyrillic_letters_stays(scheme in scheme(), text in "[ -~\t\n]{0,40}|[a-zà-ž«»–]{0,20}") {
        prop_assert!(matches!(scheme.romanise(&text), std::borrow::Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn no_letter_of_the_alphabets_is_left(scheme in scheme(), text in "[абвгґдеёжзійклмнопрстуўфхцчшыьэюяищъєї ]{0,20}") {
        let latin = scheme.romanise(&text);
        prop_assert!(!latin.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c)), "{}", latin);
    }

    #[test]
    fn every_restored_name_is_written_that_way(scheme in scheme(), name in "[А-ЯІЎЁ]?[а-яёіў’]{1,9}( [а-яёіў]{1,5})?") {
        let latin = scheme.romanise(&name).to_lowercase();
        for reading in scheme.restorations(&latin).take(8) {
            prop_assert_eq!(scheme.romanise(reading.text()).to_lowercase(), &*latin);
        }
    }

    #[test]
    fn nothing_panics(scheme in scheme(), text in text()) {
        let _ = scheme.restore(&text);
        let _ = scheme.restorations(&text).take(3).count();
        let _ = scheme.restores(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn recognition_and_variants_never_panic(text in text()) {
        let _ = recognise(&text);
        let _ = Variants::new().limit(50).of(&text);
    }
}

#[test]
fn long_inputs_take_linear_time() {
    let word = "Ціханоўская’м".repeat(80_000);
    let mixed = "Aбв".repeat(300_000);
    for scheme in ["be-lacinka", "ru-fr"].map(|id| Scheme::named(id).unwrap()) {
        assert!(scheme.romanise(&word).len() > 80_000);
        assert!(scheme.romanise(&mixed).len() > 300_000);
        assert!(scheme.restore(&"Cichanoŭskaja ".repeat(2_000)).len() > 2_000);
        assert!(scheme.restore(&"a".repeat(1 << 20)).len() == 1 << 20);
    }
}

#[test]
fn schemes_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Scheme>();
    shared::<Variants>();
    shared::<imya::scheme::Recognition>();
}
