//! Decisions of the resolver over the embedded gazetteer.

use std::sync::LazyLock;

use proptest::prelude::*;

use imya::{Decision, Entity, EntityName, Found, Kind, Resolver};

/// The first candidate, whatever the decision.
fn best_of<'f>(found: &'f Found<'_>) -> Option<&'f str> {
    found.candidates().first().map(|best| best.entity().id())
}

#[test]
fn garbled_and_inflected_names_are_found() {
    let resolver = Resolver::embedded();
    for (query, id) in [
        ("Maria Kalensnikova", "person/maria-kalesnikava"),
        ("Mikola Stackevich", "person/mikola-statkevich"),
        ("Sviatrana Tskanuskaya", "person/sviatlana-tsikhanouskaya"),
        ("Bjaljazki", "person/ales-bialiatski"),
        ("Rygor Kastusev", "person/ryhor-kastusiou"),
        ("Lukaschenko", "person/alexander-lukashenko"),
        ("Cichanouska", "person/sviatlana-tsikhanouskaya"),
        ("Марии Колесниковой", "person/maria-kalesnikava"),
        ("Бяляцкага", "person/ales-bialiatski"),
        ("ЛУКАШЭНКУ", "person/alexander-lukashenko"),
        ("Babariko V. D.", "person/viktar-babaryka"),
        ("г. Минск", "place/minsk"),
        ("горад Мінск", "place/minsk"),
        ("city of Minsk", "place/minsk"),
    ] {
        let found = resolver.resolve(query);
        let best = best_of(&found);
        assert_eq!(
            (found.decision(), best),
            (Decision::Match, Some(id)),
            "{query}"
        );
    }
}

#[test]
fn relatives_and_strangers_are_not_matched() {
    let resolver = Resolver::embedded();
    for query in [
        "Viktor Lukashenko",
        "Aleksandra Lukashenka",
        "Tatsiana Khomich",
        "Ivan Ivanov",
        "Иван Статкевич",
        "Johann Sebastian Bach",
        "",
        "?!",
    ] {
        let found = resolver.resolve(query);
        assert_ne!(found.decision(), Decision::Match, "{query}");
    }
}

proptest! {
    /// What searches leave out and remember must not change a score.
    #[test]
    fn scores_are_those_of_comparing_the_names_alone(
        at in any::<prop::sample::Index>(),
        name in any::<prop::sample::Index>(),
        slip in any::<prop::sample::Index>(),
        scheme in prop::sample::select(vec!["be-icao-9303", "be-bgn-pcgn-1979", "be-de-duden"]),
        other in any::<prop::sample::Index>(),
    ) {
        static ENTITIES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
            let text = include_str!("../data/gazetteer/belarus.jsonl");
            let entities = imya::gazetteer::read_str("belarus.jsonl", text).expect("sound");
            let names = |entity: &Entity| {
                entity.names().iter().map(|name| name.name().to_owned()).collect()
            };
            entities.iter().map(names).collect()
        });
        let pick = |index: &prop::sample::Index| {
            let names = index.get(ENTITIES.as_slice());
            name.get(names.as_slice()).as_str()
        };
        let first = imya::Scheme::named(scheme).expect("known").romanise(pick(&at));
        // A word of another name makes names of several kinds candidates.
        let second = pick(&other).split(' ').next_back().unwrap_or_default();
        let mut query: Vec<char> = format!("{first} {second}").chars().collect();
        query.remove(slip.index(query.len()));
        let query: String = query.into_iter().collect();
        let resolver = Resolver::embedded();
        for candidate in resolver.resolve(&query).candidates() {
            let alone = candidate.evidence().score();
            prop_assert!((candidate.score() - alone).abs() < 1e-6, "{} {}", query, candidate.name());
        }
    }
}

#[test]
fn namesakes_are_ambiguous_and_in_the_order_of_their_ids() {
    let village = |id| Entity::new(id, Kind::Place).with_name("Верасы", "be");
    let resolver = Resolver::from_entities([village("b"), village("a")]);
    let found = resolver.resolve("Vierasy");
    assert_eq!(found.decision(), Decision::Ambiguous);
    let ids: Vec<_> = found
        .candidates()
        .iter()
        .map(|own| own.entity().id())
        .collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn weak_names_count_less() {
    let person = |id, name| Entity::new(id, Kind::Person).with(name);
    let plain = EntityName::new("Верас", "be");
    let resolver =
        Resolver::from_entities([person("plain", plain.clone()), person("weak", plain.weak())]);
    let found = resolver.resolve("Veras");
    assert_eq!(found.candidates().len(), 2);
}

#[test]
fn many_threads_answer_like_one() {
    let resolver = Resolver::embedded();
    let names: Vec<String> = (0..600)
        .map(|at| ["Minsk", "Bialiatski", "Хто гэта", "КДБ"][at % 4].to_owned())
        .collect();
    let answers = |found: Vec<Found<'_>>| -> Vec<(String, Decision, Vec<String>)> {
        let ids = |found: &Found<'_>| {
            let all = found.candidates().iter();
            all.map(|own| own.entity().id().to_owned()).collect()
        };
        found
            .iter()
            .map(|found| (found.query().to_owned(), found.decision(), ids(found)))
            .collect()
    };
    let one = answers(resolver.resolve_many(&names));
    assert_eq!(one, answers(resolver.resolve_many_on(3, &names, |_| ())));
}

#[test]
fn a_search_for_one_kind_finds_no_other() {
    // In a small index the keys of different kinds share buckets.
    let person = |id: &str, name: &str| Entity::new(id, Kind::Person).with_name(name, "be");
    let resolver = Resolver::from_entities([
        Entity::new("w1", Kind::Place).with_name("Шчара", "be"),
        person("p1", "Марта Зімніцкая"),
        person("p2", "Ігнат Зімніцкі"),
    ]);
    let places = resolver.kinds([Kind::Place]);
    assert!(places.resolve("Marta Zimnitskaya").candidates().is_empty());
}

#[test]
fn acronyms_find_what_they_stand_for() {
    let organisation = |id, name| Entity::new(id, Kind::Organisation).with_name(name, "be");
    let resolver = Resolver::from_entities([
        organisation("works", "Магілёўскі электратэхнічны завод"),
        organisation("union", "ХКЖ"),
        organisation("ministry", "Министерство речного флота"),
        organisation("bank", "Магнарбанк"),
    ]);
    for (query, id) in [
        ("МЭЗ", "works"),
        ("OJSC MEZ", "works"),
        ("Хаўрус кніжнікаў Жлобіна", "union"),
        ("Khaurus knizhnikau Zhlobina", "union"),
        // Words made of the beginnings of others.
        ("Минречфлот", "ministry"),
        ("Minrechflot", "ministry"),
        ("Магілёўскі народны банк", "bank"),
    ] {
        let found = resolver.resolve(query);
        let best = best_of(&found);
        assert_eq!(best, Some(id), "{query}");
    }
    for query in ["МЭК", "Электратэхнічны завод", "Хаўрус Жлобіна", "Минфлот"]
    {
        let found = resolver.resolve(query);
        assert_ne!(found.decision(), Decision::Match, "{query}");
    }
}

#[test]
fn a_full_name_means_a_person() {
    let person = Entity::new("person", Kind::Person).with_name("Алег Уладзіміравіч Зорка", "be");
    let village = Entity::new("village", Kind::Place).with_name("Уладзімірава", "be");
    let firm = Entity::new("firm", Kind::Organisation).with_name("ТАА «Зорка»", "be");
    // Kinds in gazetteers are wrong at times: such a name is found as it stands.
    let grave = Entity::new("grave", Kind::Place).with_name("Пётр Іванавіч Гарлах", "be");
    let resolver = Resolver::from_entities([person, village, firm, grave]);
    let ids = |query: &str| -> Vec<String> {
        let found = resolver.resolve(query);
        let candidates = found.candidates().iter();
        candidates
            .map(|found| found.entity().id().to_owned())
            .collect()
    };
    assert_eq!(ids("Oleg Vladimirovich Zorka"), ["person"]);
    assert_eq!(ids("Пётр Иванович Горлах"), ["grave"]);
    assert!(ids("Віктар Уладзіміравіч Мароз").is_empty());
    assert_eq!(ids("Владимирова"), ["village"]);
}
