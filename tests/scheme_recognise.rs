//! Recognition is exact both ways: no scheme is missed, none is named that cannot write the word.

use std::collections::BTreeSet;

use imya::Scheme;
use imya::scheme::{recognise, recognise_as};

const NAMES: [&str; 24] = [
    "Мінск",
    "Гомель",
    "Магілёў",
    "Віцебск",
    "Гродна",
    "Брэст",
    "Ашмяны",
    "Слуцк",
    "Быхаў",
    "Лукашэнка",
    "Шчучын",
    "Заслаўе",
    "Дзяржынск",
    "Горбачёв",
    "Ельцин",
    "Щукин",
    "Объездной",
    "Чехов",
    "Киев",
    "Львів",
    "Їжакевич",
    "Вільня",
    "Аляксандр",
    "Юзафова",
];

#[test]
fn the_true_scheme_is_always_found_and_the_others_prove_themselves() {
    for name in NAMES {
        for scheme in Scheme::all().step_by(3) {
            let latin = scheme.romanise(name);
            let found = recognise(&latin);
            let mut found_it = false;
            for one in found.schemes() {
                if one.is_canonical() {
                    let again = one.scheme().romanise(one.reading());
                    assert_eq!(
                        again.to_lowercase(),
                        latin.to_lowercase(),
                        "{}",
                        one.reading()
                    );
                }
                found_it |= one.is_canonical() && one.scheme().id() == scheme.id();
            }
            // Letters of other languages are respelled, so their words come back in the scheme's own.
            assert!(found_it, "{name} {latin} {}", scheme.id());
        }
    }
}

#[test]
fn what_is_not_found_is_not_written_by_any_short_word() {
    let letters: Vec<char> = "аеіоуўьклсцгдзйяюё’".chars().collect();
    let mut words = vec![String::new()];
    let mut from = 0;
    for _ in 0..3 {
        let to = words.len();
        for number in from..to {
            for letter in &letters {
                words.push(format!("{}{letter}", words[number]));
            }
        }
        from = to;
    }
    words.retain(|word| {
        !word.is_empty() && !word.starts_with('’') && !word.ends_with('’') && !word.contains("’’")
    });
    let ids = [
        "be-lacinka",
        "be-icao-9303",
        "be-bgn-pcgn-1979",
        "be-fr",
        "be-pl-pwn",
    ];
    let schemes = ids.map(|id| Scheme::named(id).unwrap());
    let written = schemes.map(|scheme| {
        let outputs = words.iter().map(|word| scheme.romanise(word).into_owned());
        outputs.collect::<BTreeSet<String>>()
    });
    let tried: BTreeSet<&String> = written.iter().flatten().collect();
    for latin in tried
        .into_iter()
        .filter(|latin| latin.chars().count() > 1)
        .step_by(97)
    {
        let found = recognise(latin);
        for (scheme, written) in schemes.iter().zip(&written) {
            let named = found
                .schemes()
                .iter()
                .any(|one| one.is_canonical() && one.scheme().id() == scheme.id());
            assert!(named || !written.contains(latin), "{latin} {}", scheme.id());
        }
    }
}

#[test]
fn the_letters_decide() {
    let canonical = |latin: &str| -> Vec<&str> {
        let found = recognise(latin);
        let canonical = found.schemes().iter().filter(|one| one.is_canonical());
        canonical.map(|one| one.scheme().id()).collect()
    };
    let found = canonical("Kaleśnikava");
    assert!(found.contains(&"be-lacinka") && !found.contains(&"be-icao-9303"));
    let found = canonical("Kalesnikava");
    assert!(found.contains(&"be-icao-9303") && !found.contains(&"ru-de-duden"));
    let found = canonical("Kolesnikowa");
    assert!(found.contains(&"ru-de-duden") && !found.contains(&"ru-icao-9303"));
    assert!(recognise("Quebec").schemes().is_empty());
    assert!(recognise("").schemes().is_empty());
}

#[test]
fn a_reading_keeps_what_is_no_word() {
    let found = recognise("(Kupala) 2");
    assert!(
        found
            .schemes()
            .iter()
            .all(|one| one.reading().starts_with('('))
    );
    assert!(
        found
            .schemes()
            .iter()
            .all(|one| one.reading().ends_with(") 2"))
    );
}

#[test]
fn with_the_cyrillic_only_its_spellings_count() {
    let found = recognise_as("Kalyesnikava", "Калеснікава");
    let ids: Vec<&str> = found
        .schemes()
        .iter()
        .map(|one| one.scheme().id())
        .collect();
    assert!(ids.contains(&"be-bgn-pcgn-1979") && !ids.contains(&"be-icao-9303"));
    assert!(
        found
            .schemes()
            .iter()
            .all(|one| one.reading() == "Калеснікава" || one.reading() == "Калесникава")
    );
}
