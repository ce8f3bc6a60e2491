//! Pairs of spellings that two romanisation standards give for one word.
//!
//! Dictionaries seldom hold them, but names travel from one standard to another all the time: Vitsyebsk
//! and Vitebsk, Dokšycy and Dokshytsy. Standards are drawn by a hash of the word, so that a fit repeats.

use imya::scheme::Scheme;
use imya::text::Language;

/// A pair of Latin spellings counts this share of a pair from the data.
const LATIN_SHARE: f64 = 0.5;
/// A Cyrillic word beside its romanisation counts this share; most standards are rare in print.
const MIXED_SHARE: f64 = 0.1;

/// The spellings that standards give for a pair of words, with the share each pair counts.
pub fn respelt(left: (&str, &str), right: (&str, &str)) -> Vec<(String, String, f64)> {
    let mut pairs = Vec::new();
    let (own, other) = (language(left.0), language(right.0));
    let mut draw = Draw::new(left.1);
    for (word, language) in [(left.1, own), (right.1, other)] {
        let Some(language) = language else { continue };
        let one = draw.romanise(word, language);
        let two = draw.romanise(word, language);
        pairs.push((word.to_owned(), one.clone(), MIXED_SHARE));
        pairs.push((one, two, LATIN_SHARE));
    }
    if let (Some(own), Some(other)) = (own, other) {
        for _ in 0..2 {
            let (one, two) = (draw.romanise(left.1, own), draw.romanise(right.1, other));
            pairs.push((one, two, LATIN_SHARE));
        }
    }
    pairs
}

fn language(code: &str) -> Option<Language> {
    match code {
        "be" | "be-tarask" => Some(Language::Belarusian),
        "ru" => Some(Language::Russian),
        "uk" => Some(Language::Ukrainian),
        _ => None,
    }
}

/// A reproducible draw of standards.
struct Draw(u64);

impl Draw {
    fn new(word: &str) -> Self {
        Draw(word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    fn romanise(&mut self, word: &str, language: Language) -> String {
        let schemes = || Scheme::all().filter(|scheme| scheme.language() == language);
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = (self.0 >> 33) as usize % schemes().count().max(1);
        let scheme = schemes().nth(at);
        scheme.map_or_else(
            || word.to_owned(),
            |scheme| scheme.romanise(word).into_owned(),
        )
    }
}
