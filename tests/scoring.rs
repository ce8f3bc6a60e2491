//! Scores on hand-written hard pairs, and what holds for all names.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

#[path = "../examples/support/metrics.rs"]
mod metrics;

use imya::Kind;
use imya::scheme::{Scheme, language_code};
use imya::score::{PreparedName, Scratch, compare, explain};
use proptest::prelude::*;

/// Relatives, genders, near surnames, short forms, Łacinka, Polish, acronyms.
#[test]
fn hard_pairs_are_told_apart() {
    let table = imya::Table::parse(
        "adversarial.tsv",
        include_str!("data/adversarial.tsv"),
        &["name_a", "name_b", "label", "kind"],
    )
    .unwrap();
    let mut scratch = Scratch::default();
    let scored: Vec<(f64, bool)> = table
        .rows()
        .iter()
        .map(|row| {
            let kind = row.get(3).split(':').next().unwrap().parse().unwrap();
            let prepare = |name| PreparedName::new(name, Some(kind));
            let score = compare(&prepare(row.get(0)), &prepare(row.get(1)), &mut scratch);
            (f64::from(score), row.get(2) == "1")
        })
        .collect();
    let figures = metrics::pair_figures(&scored);
    println!("{figures}");
    assert!(scored.len() >= 250);
    assert!(figures.roc_auc >= 0.98, "{figures}");
    assert!(figures.best_f1 >= 0.95, "{figures}");
}

/// Every fifth name of the embedded gazetteer beside itself, romanised by each standard. Fewest are known again in Dutch
/// and German spelling, where letters stand for other sounds than elsewhere (oe, s, z).
#[test]
fn names_are_known_in_every_romanisation() {
    let gazetteer = include_str!("../data/gazetteer/belarus.jsonl");
    let entities = imya::gazetteer::read_str("belarus.jsonl", gazetteer).unwrap();
    let names = entities
        .iter()
        .filter(|entity| entity.kind() != Kind::Organisation);
    let names: Vec<_> = names
        .flat_map(|entity| entity.names().iter().map(move |name| (entity.kind(), name)))
        .collect();
    let mut scratch = Scratch::default();
    for scheme in Scheme::all() {
        let language = language_code(scheme.language());
        let own = names
            .iter()
            .filter(|(_, name)| name.language() == Some(language));
        let (mut count, mut known) = (0, 0);
        for (kind, name) in own.step_by(5) {
            let [one, other] = [name.name(), &scheme.romanise(name.name())]
                .map(|name| PreparedName::new(name, Some(*kind)));
            count += 1;
            known += usize::from(compare(&one, &other, &mut scratch) >= 0.5);
        }
        let share = known as f64 / f64::from(count);
        let least = match scheme.id() {
            "be-nl" | "be-de-duden" => 0.95,
            _ => 0.975,
        };
        assert!(
            count == 0 || share >= least,
            "{}: {share} of {count}",
            scheme.id()
        );
    }
}

/// A vowel that no rule exchanges makes another surname, a vowel of another standard does not.
#[test]
fn vowels_of_no_rule_speak_against() {
    let prepare = |name| PreparedName::new(name, Some(Kind::Person));
    let mut scratch = Scratch::default();
    let mut score = |one, other| compare(&prepare(one), &prepare(other), &mut scratch);
    for (name, same, other) in [
        ("Ігар Лосік", "Игорь Лосик", "Ігар Лысік"),
        ("Адам Міцкевіч", "Адам Мицкевич", "Адам Мацкевіч"),
        ("Раман Рабіна", "Роман Робина", "Раман Рубіна"),
    ] {
        let (of_same, of_other) = (score(name, same), score(name, other));
        assert!(
            of_same > 0.98 && of_other < 0.94,
            "{name}: {of_same} {of_other}"
        );
    }
    assert!(score("Пётр Саўчык малодшы", "Пётр Саўчык старэйшы") < 0.1);
}

/// Persons of the whole world in the nominative and other cases against their Latin form, and against the
/// Latin form most like it of somebody else.
#[test]
fn names_of_the_world_are_told_apart() {
    let figures = figures_of_the_world(include_str!("data/world.tsv"), Kind::Person, 1500);
    assert!(figures.roc_auc >= 0.997, "{figures}");
    assert!(figures.best_f1 >= 0.97, "{figures}");
    assert!(figures.recall_at_precision_99 >= 0.95, "{figures}");
}

/// The same of places, many of which each language calls otherwise.
#[test]
fn places_of_the_world_are_told_apart() {
    let figures = figures_of_the_world(include_str!("data/world_places.tsv"), Kind::Place, 800);
    assert!(figures.roc_auc >= 0.995, "{figures}");
    assert!(figures.best_f1 >= 0.97, "{figures}");
    assert!(figures.recall_at_precision_99 >= 0.95, "{figures}");
}

fn figures_of_the_world(table: &str, kind: Kind, least: usize) -> metrics::PairFigures {
    let table = imya::Table::parse("world", table, &["latin", "be", "ru", "uk"]).unwrap();
    let prepare = |name: &str| PreparedName::new(name, Some(kind));
    let spell = |name: &str| deunicode::deunicode(name).to_lowercase();
    let mut scratch = Scratch::default();
    let mut scored = Vec::new();
    for row in table.rows() {
        for form in (1..4).flat_map(|cell| row.get(cell).split('|')) {
            let spelt = spell(form);
            let likeness = |other: &str| strsim::jaro_winkler(&spelt, &spell(other));
            let others = table.rows().iter().map(|row| row.get(0));
            let nearest = others
                .filter(|other| *other != row.get(0))
                .max_by(|one, other| likeness(one).total_cmp(&likeness(other)))
                .unwrap();
            for other in [row.get(0), nearest] {
                let score = compare(&prepare(form), &prepare(other), &mut scratch);
                scored.push((f64::from(score), other == row.get(0)));
            }
        }
    }
    let figures = metrics::pair_figures(&scored);
    println!("{figures}");
    assert!(scored.len() >= least, "{}", scored.len());
    figures
}

/// A shortened given name stands for every name that goes on as it does, in any form and script.
#[test]
fn initials_of_several_letters_are_read_to_their_end() {
    let score = |one: &str, two: &str| {
        let prepare = |name| PreparedName::new(name, Some(Kind::Person));
        compare(&prepare(one), &prepare(two), &mut Scratch::default())
    };
    for (short, same, other) in [
        ("Вл. Гарошка", "Uladzimir Haroshka", "Віктар Гарошка"),
        ("Ул. Гарошка", "Владимир Горошко", "Усевалад Гарошка"),
        ("Юр. Горошко", "Iurii Goroshko", "Юлия Горошко"),
        ("Конст. Горошко", "Kanstantsin Haroshka", "Kornei Goroshko"),
        ("Iu. Goroshko", "Юрый Гарошка", "Иван Горошко"),
        ("Ia. Goroshko", "Ян Гарошка", "Иван Горошко"),
        ("Chr. Weber", "Христиан Вебер", "Charles Weber"),
        ("Wł. Groszek", "Władysław Groszek", "Wacław Groszek"),
    ] {
        let (same_score, other_score) = (score(short, same), score(short, other));
        assert!(same_score > 0.85, "{short} ~ {same}: {same_score}");
        assert!(other_score < 0.2, "{short} ~ {other}: {other_score}");
    }
}

/// A rule each: the first pair of names is more likely the same than the second, and by which score they part.
#[test]
fn rules_part_names() {
    let prepare = |name: &str, kind| PreparedName::new(name, Some(kind));
    let score = |(one, two): (&str, &str), kind| {
        let (one, two) = (prepare(one, kind), prepare(two, kind));
        compare(&one, &two, &mut Scratch::default())
    };
    let person = Kind::Person;
    for (same, other, kind) in [
        // Chinese, Korean, Japanese syllables.
        (
            ("Чжан Сюэцзы", "Zhang Xuezi"),
            ("Чжан Сюэцзы", "Zhou Xiaoli"),
            person,
        ),
        (
            ("Цю Жуньфа", "Qiu Runfa"),
            ("Цю Жуньфа", "Qian Renfu"),
            person,
        ),
        (
            ("Мун Ён Джэ", "Moon Young-jae"),
            ("Мун Ён Джэ", "Min Yung-ho"),
            person,
        ),
        (
            ("Тисиро Мацудзака", "Chishiro Matsuzaka"),
            ("Тисиро Мацудзака", "Chihiro Matsuoka"),
            person,
        ),
        // English, French, German, Hungarian spelling.
        (
            ("Энид Брайтон", "Enid Brighton"),
            ("Энид Брайтон", "Edith Breton"),
            person,
        ),
        (
            ("Джоан Маклафлин", "Joan McLaughlin"),
            ("Джоан Маклафлин", "John McLane"),
            person,
        ),
        (
            ("Ив Бомело", "Yves Beaumeleau"),
            ("Ив Бомело", "Yves Bonnel"),
            person,
        ),
        // Given name and surname agree in case.
        (
            ("Освальду Штрангу", "Oswald Strang"),
            ("Освальду Штрангу", "Oswald Sprung"),
            person,
        ),
        // An initial is no name, nor are two.
        (
            ("К. Вэндэль", "Karl Wendel"),
            ("К. Вэндэль", "Krantz"),
            person,
        ),
        (
            ("М. Рудзіцкі", "M. Rudzicki"),
            ("М. Рудзіцкі", "Rothman V. M."),
            person,
        ),
        // A surname alone.
        (
            ("Ламберт", "Olga Lambert"),
            ("Ламберт", "Olga Lambrecht"),
            person,
        ),
        // Two words read as one.
        (
            ("Лю Шаньбэн", "Liu Shan-beng"),
            ("Лю Шаньбэн", "Liu Beng"),
            person,
        ),
        // Only Latvian adds an s, only the stem loses a т.
        (("Рант", "Rants"), ("Рант", "Rans"), person),
        // -ськ- is -ск-.
        (
            ("Дубравський", "Dubrawski"),
            ("Дубравський", "Dubrawa"),
            person,
        ),
        // What only sounds like a full given name is a surname behind a short form.
        (
            ("Эд Шыран", "Ed Sheeran"),
            ("Эд Шыран", "Eddie Sherwin"),
            person,
        ),
        // A surname in -и may have no cases; a Belarusian given name in -а may be his, in -о elsewhere.
        (
            ("Алі Барматі", "Ali Barmati"),
            ("Алі Барматі", "Aliya Barmati"),
            person,
        ),
        (
            ("Фернанда Кальеха", "Fernando Calleja"),
            ("Фернанда Кальеха", "Ferdinand Kaleja"),
            person,
        ),
        // Letters of other alphabets sound alike.
        (("Тамаш Лі", "Tamas Lee"), ("Тамаш Лі", "Tamas Doe"), person),
        // Names that languages do not share.
        (
            ("Нямеччына", "Germany"),
            ("Нямеччына", "Hermanov"),
            Kind::Place,
        ),
        (
            ("Аўстрыя", "Австрия"),
            ("Аўстрыя", "Аўстралія"),
            Kind::Place,
        ),
        (
            ("Южная Карэя", "South Korea"),
            ("Южная Карэя", "North Korea"),
            Kind::Place,
        ),
        // Ordinals tell rulers apart, forms of address nobody.
        (
            ("Папа Бэнэдыкт XVI", "Pope Benedict XVI"),
            ("Папа Бэнэдыкт XVI", "Benedict XV"),
            person,
        ),
        (
            ("Лізавета Другая", "Queen Elizabeth II"),
            ("Лізавета Другая", "Elizabeth III"),
            person,
        ),
        (
            ("Мітрапаліт Фларэнцій", "Florentsiy"),
            ("Мітрапаліт Фларэнцій", "Metropolitan Flavian"),
            person,
        ),
        // Syllables of Korean names, each at its place.
        (
            ("Пак Чон Хи", "Park Chung-hee"),
            ("Пак Чон Хи", "Park Hee-chung"),
            person,
        ),
        (
            ("Кім Ін Сун", "In-soon Kim"),
            ("Кім Ін Сун", "Kim Yon-soon"),
            person,
        ),
        // A given name that has no cases agrees with a surname in any.
        (
            ("Марыо Верберу", "Mario Verber"),
            ("Марыо Верберу", "Maria Verber"),
            person,
        ),
        // A place's name of several words in another case, and its generic words as such.
        (
            ("Саудаўскай Аравіі", "Saudi Arabia"),
            ("Саудаўскай Аравіі", "South Africa"),
            Kind::Place,
        ),
        (
            ("Тихого океана", "Pacific Ocean"),
            ("Тихого океана", "Atlantic Ocean"),
            Kind::Place,
        ),
        // A common noun alone is the place's name.
        (("Лесное", "Лесное"), ("Лесное", "Лясково"), Kind::Place),
    ] {
        let (one, two) = (score(same, kind), score(other, kind));
        assert!(one > 0.5 && one > two, "{same:?} {one}, {other:?} {two}");
        assert!(kind == Kind::Place || two < 0.5, "{other:?} {two}");
    }
}

fn name() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[А-ЯЁІЎ][а-яёіў’]{0,9}",
        "[A-ZŁŠČŻ][a-złščżŭ']{0,9}",
        "[A-ZА-Я]\\.",
        "[0-9]{1,4}",
        Just("Лукашэнка".to_owned()),
        Just("Александр".to_owned()),
        Just("Aliaksandra".to_owned()),
        Just("Минск".to_owned()),
        proptest::sample::select(vec![
            "Kim",
            "Кім",
            "Jong",
            "Чэн",
            "Un",
            "Ын",
            "Geunhye",
            "Папа",
            "Dr.",
            "XVI",
            "Другі",
            "Соединённых",
            "Штатов",
            "United",
            "States",
        ])
        .prop_map(str::to_owned),
    ];
    let separator = prop_oneof![Just(" "), Just("-"), Just(", "), Just("  ")];
    proptest::collection::vec((word, separator), 0..6).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, after)| word + after)
            .collect()
    })
}

#[test]
fn names_of_which_one_may_be_a_place_are_compared_alike_in_both_orders() {
    let mut scratch = Scratch::default();
    for (one, two, kind) in [
        ("Мінск", "Пінск", None),
        ("Слуцк", "Слуцкий район", None),
        // A word for a settlement at the head of one name and within the other.
        ("Г, Александр Ё", "І G. А", Some(Kind::Place)),
    ] {
        let [own, other] = [one, two].map(|name| PreparedName::new(name, kind));
        let score = compare(&own, &other, &mut scratch);
        assert!(
            (score - compare(&other, &own, &mut scratch)).abs() < 1e-4,
            "{one} {two}"
        );
    }
}

fn kind() -> impl Strategy<Value = Kind> {
    proptest::sample::select(Kind::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn scores_are_probabilities_and_symmetric(one in (name(), kind()), two in (name(), kind())) {
        let prepare = |(name, kind): &(String, Kind)| PreparedName::new(name, Some(*kind));
        let (one, two) = (prepare(&one), prepare(&two));
        let mut scratch = Scratch::default();
        let score = compare(&one, &two, &mut scratch);
        prop_assert!((0.0..=1.0).contains(&score));
        prop_assert!((score - compare(&two, &one, &mut scratch)).abs() < 1e-4);
        prop_assert_eq!(score, compare(&one, &two, &mut Scratch::default()));
        if !one.is_empty() && !two.is_empty() {
            prop_assert_eq!(score, explain(&one, &two, &mut scratch).score());
        }
    }

    #[test]
    fn evidence_adds_up(one in name(), two in name(), kind in kind()) {
        let prepare = |name: &str| PreparedName::new(name, Some(kind));
        let evidence = explain(&prepare(&one), &prepare(&two), &mut Scratch::default());
        let findings: f32 = evidence.findings().iter().map(|finding| finding.weight).sum();
        prop_assert!((findings + evidence.prior() - evidence.sum()).abs() < 1e-2);
    }

    #[test]
    fn any_text_is_borne(one in ".{0,60}", two in ".{0,60}") {
        let prepare = |name: &str| PreparedName::new(name, None);
        let score = compare(&prepare(&one), &prepare(&two), &mut Scratch::default());
        prop_assert!((0.0..=1.0).contains(&score));
    }
}

#[test]
fn names_without_words_mean_nothing_explained_or_not() {
    let prepare = |name| PreparedName::new(name, None);
    for (left, right) in [("", ""), ("Мінск", ""), ("–", "Мінск")] {
        let (left, right) = (prepare(left), prepare(right));
        let evidence = explain(&left, &right, &mut Scratch::default());
        assert_eq!(
            evidence.score(),
            compare(&left, &right, &mut Scratch::default())
        );
        assert_eq!(evidence.score(), 0.0);
    }
}
