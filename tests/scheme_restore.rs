//! Backwards: exact for reversible schemes, ranked for the others.

use imya::Scheme;
use imya::scheme::alphabet;

/// All words of up to `length` letters of the scheme's language that it promises to restore.
fn words(scheme: &Scheme, length: usize) -> Vec<String> {
    let letters: Vec<char> = alphabet(scheme.language()).collect();
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..length {
        let to = all.len();
        for number in from..to {
            for letter in &letters {
                let word = format!("{}{letter}", all[number]);
                all.push(word);
            }
        }
        from = to;
    }
    all.retain(|word| !word.is_empty() && scheme.restores(word));
    all
}

#[test]
fn reversible_schemes_restore_every_short_word() {
    let mut schemes = 0;
    for scheme in Scheme::all().filter(|scheme| scheme.is_reversible()) {
        schemes += 1;
        for word in words(scheme, 2) {
            assert_eq!(
                scheme.restore(&scheme.romanise(&word)),
                word,
                "{}",
                scheme.id()
            );
        }
    }
    assert!(schemes >= 10);
}

#[test]
fn reversible_schemes_restore_capitals_and_texts() {
    let text = "Янка Купала, ЯКУБ КОЛАС і Максім Багдановіч — нашы паэты";
    for id in [
        "be-lacinka",
        "be-national-2007",
        "be-scholarly",
        "be-iso9-1995",
    ] {
        let scheme = Scheme::named(id).unwrap();
        assert_eq!(scheme.restore(&scheme.romanise(text)), text, "{id}");
    }
    let text = "ЩУКА, подъезд и Ёлка: съешь ещё этих мягких булок";
    for id in ["ru-iso9-1995", "ru-scientific", "ru-gost779-b"] {
        let scheme = Scheme::named(id).unwrap();
        assert_eq!(scheme.restore(&scheme.romanise(text)), text, "{id}");
    }
}

#[test]
fn names_come_back_first_or_among_the_first() {
    let scheme = Scheme::named("be-icao-9303").unwrap();
    let names = [
        "Бабарыка",
        "Вячорка",
        "Дашкевіч",
        "Карач",
        "Латушка",
        "Мілінкевіч",
        "Някляеў",
        "Пазняк",
        "Рымашэўскі",
        "Севярынец",
        "Цапкала",
        "Шушкевіч",
        "Ярмошына",
        "Алексіевіч",
        "Быкаў",
        "Караткевіч",
        "Мележ",
        "Шамякін",
        "Брыль",
        "Танк",
        "Бураўкін",
        "Гілевіч",
        "Барадулін",
    ];
    let ranks: Vec<Option<usize>> = names
        .iter()
        .map(|name| {
            let latin = scheme.romanise(name);
            let mut readings = scheme.restorations(&latin).take(5);
            readings.position(|reading| reading.text() == *name)
        })
        .collect();
    assert!(ranks.iter().all(Option::is_some), "{ranks:?}");
    assert!(ranks.iter().filter(|rank| **rank == Some(0)).count() * 10 >= names.len() * 8);
}
