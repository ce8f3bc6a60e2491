//! Mentions in running text: cases by class, and what must hold for every text.

use std::time::{Duration, Instant};

use imya::annotate::{AnnotateOptions, AnnotateScratch, Mention, PageOptions, page};
use imya::index::SearchScratch;
use imya::{Decision, Entity, Gender, Kind, Match, Resolver};
use proptest::prelude::*;

fn person(id: &str, gender: Gender, names: &[(&str, &str)]) -> Entity {
    let entity = Entity::new(id, Kind::Person).with_gender(gender);
    names.iter().fold(entity, |entity, (name, language)| {
        entity.with_name(*name, *language)
    })
}

fn small() -> Resolver {
    let place = |id: &str, be: &str, en: &str| {
        Entity::new(id, Kind::Place)
            .with_name(be, "be")
            .with_name(en, "en")
    };
    let org = |id: &str, be: &str, en: &str| {
        Entity::new(id, Kind::Organisation)
            .with_name(be, "be")
            .with_name(en, "en")
    };
    Resolver::from_entities([
        person(
            "zabrodski",
            Gender::Masculine,
            &[
                ("Алег Забродскі", "be"),
                ("Олег Забродский", "ru"),
                ("Aleh Zabrodski", "en"),
            ],
        ),
        person(
            "zabrodskaja",
            Gender::Feminine,
            &[
                ("Вольга Забродская", "be"),
                ("Ольга Забродская", "ru"),
                ("Volha Zabrodskaya", "en"),
            ],
        ),
        person(
            "karatkevich",
            Gender::Masculine,
            &[("Уладзімір Караткевіч", "be")],
        ),
        person("tamkovich", Gender::Feminine, &[("Ганна Тамковіч", "be")]),
        place("pinsk", "Пінск", "Pinsk"),
        place("us", "ЗША", "US"),
        org("brama", "ТАА «Залатая Брама»", "Golden Gate LLC"),
        org("buslik", "Buslik.by", "Buslik.by"),
    ])
}

fn found(resolver: &Resolver, text: &str) -> Vec<(String, String)> {
    let mentions = resolver.annotate(text);
    mentions
        .iter()
        .map(|mention| {
            (
                mention.surface().to_owned(),
                mention.entity().id().to_owned(),
            )
        })
        .collect()
}

#[track_caller]
fn assert_found(text: &str, expected: &[(&str, &str)]) {
    let found = found(&small(), text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn prepositions_are_no_initials() {
    assert_found("У Пінску мокра.", &[("Пінску", "pinsk")]);
}

#[test]
fn spouses_are_told_apart_by_their_endings() {
    assert_found(
        "Алег Забродскі і Вольга Забродская. Забродскую чулі, Забродскага не.",
        &[
            ("Алег Забродскі", "zabrodski"),
            ("Вольга Забродская", "zabrodskaja"),
            ("Забродскую", "zabrodskaja"),
            ("Забродскага", "zabrodski"),
        ],
    );
}

#[test]
fn another_given_name_is_somebody_else() {
    assert_found("Пётр Забродскі маўчыць.", &[]);
}

#[test]
fn patronymics_initials_and_possessives_belong_to_the_name() {
    assert_found(
        "Алега Пятровіча Забродскага",
        &[("Алега Пятровіча Забродскага", "zabrodski")],
    );
    assert_found("Прыйшоў А. Забродскі.", &[("А. Забродскі", "zabrodski")]);
    assert_found(
        "Aleh Zabrodski's letters",
        &[("Aleh Zabrodski", "zabrodski")],
    );
}

#[test]
fn surnames_like_patronymics_are_found_alone() {
    assert_found(
        "Ганна Тамковіч прыехала. Потым Тамковіч паехала.",
        &[("Ганна Тамковіч", "tamkovich"), ("Тамковіч", "tamkovich")],
    );
}

#[test]
fn acronyms_are_found_as_they_are_written() {
    assert_found(
        "The U.S. and the US tell us nothing.",
        &[("U.S.", "us"), ("US", "us")],
    );
}

#[test]
fn quotation_marks_and_domains_belong_to_the_name() {
    assert_found(
        "адкрыла ТАА «Залатая Брама» ўчора",
        &[("ТАА «Залатая Брама»", "brama")],
    );
    assert_found("as Buslik.by reports", &[("Buslik.by", "buslik")]);
}

#[test]
fn capitals_line_breaks_and_soft_hyphens_do_not_hide_names() {
    assert_found("АЛЕГ ЗАБРОДСКІ", &[("АЛЕГ ЗАБРОДСКІ", "zabrodski")]);
    assert_found(
        "Алег\nЗабро\u{ad}дскі",
        &[("Алег\nЗабро\u{ad}дскі", "zabrodski")],
    );
}

#[test]
fn lower_case_is_an_option() {
    let resolver = small();
    let text = "казаў алег забродскі";
    assert!(resolver.annotate(text).is_empty());
    let options = AnnotateOptions::new().lower_case(true);
    let mentions = resolver.annotate_with(text, &options, &mut AnnotateScratch::new());
    assert_eq!(mentions.len(), 1);
}

#[test]
fn ambiguous_mentions_name_their_rivals() {
    let resolver = Resolver::from_entities([
        person("one", Gender::Masculine, &[("Ян Забродчык", "be")]),
        person("two", Gender::Masculine, &[("Юры Забродчык", "be")]),
    ]);
    let text = "Учора Забродчык сказаў.";
    assert!(resolver.annotate(text).is_empty());
    let options = AnnotateOptions::new().ambiguous(true);
    let mentions = resolver.annotate_with(text, &options, &mut AnnotateScratch::new());
    assert_eq!(mentions[0].decision(), Decision::Ambiguous);
    assert_eq!(mentions[0].rivals().count(), 1);
}

#[test]
fn a_stream_finds_what_the_whole_text_has() {
    let resolver = Resolver::embedded();
    let text = include_str!("../examples/texts/be.txt").repeat(5);
    let places = |mentions: &[imya::Mention<'_>]| -> Vec<_> {
        let spans = mentions
            .iter()
            .map(|own| (own.span(), own.entity().id().to_owned()));
        spans.collect()
    };
    let whole = places(&resolver.annotate(&text));
    let stream = resolver.annotate_reader(text.as_bytes(), "text", &AnnotateOptions::new());
    let chunks: Vec<_> = stream.chunk(6000).collect::<Result<_, _>>().unwrap();
    assert!(chunks.len() > 2);
    assert_eq!(places(&chunks.concat()), whole);
    let broken = resolver.annotate_reader(&b"a\n\xff"[..], "text", &AnnotateOptions::new());
    let error = broken.collect::<Result<Vec<_>, _>>().unwrap_err();
    assert_eq!(error.to_string(), "text:2: the text is not UTF-8");
}

#[test]
fn hostile_texts_take_linear_time() {
    let resolver = Resolver::embedded();
    let line = "Лукашэнка Minsk А. ".repeat(40_000);
    let word = "Лука".repeat(50_000);
    let marks = "\u{301}".repeat(300_000);
    let zeros = "\0".repeat(300_000);
    let dots = "A.".repeat(100_000);
    for text in [line, word, marks, zeros, dots] {
        let start = Instant::now();
        resolver.annotate(&text);
        assert!(start.elapsed() < Duration::from_secs(60), "{}", text.len());
    }
}

#[test]
fn the_page_shows_every_mention_and_escapes_the_text() {
    let resolver = small();
    let text = "<script> & Пінск\n\nАлег Забродскі";
    let html = page("t", text, &resolver.annotate(text), &PageOptions::new());
    assert_eq!(html.matches("<mark>").count(), 2);
    assert!(!html.contains("<script") && html.contains("&lt;script&gt; &amp;"));
    assert!(!html.contains("http"));
}

fn assert_sound(text: &str, options: &AnnotateOptions) {
    let resolver = Resolver::embedded();
    let mut end = 0;
    for mention in resolver.annotate_with(text, options, &mut AnnotateScratch::new()) {
        let (bytes, characters) = (mention.span().bytes(), mention.span().characters());
        assert!(end <= bytes.start && bytes.start < bytes.end);
        assert_eq!(&text[bytes.clone()], mention.surface());
        let counted: String = text
            .chars()
            .skip(characters.start)
            .take(characters.len())
            .collect();
        assert_eq!(counted, mention.surface());
        assert!((0.0..=1.0).contains(&mention.score()));
        end = bytes.end;
    }
}

/// Everything that can be told of mentions.
fn told(mentions: &[imya::Mention<'_>]) -> Vec<String> {
    let all = mentions.iter().map(|own| {
        let rivals: Vec<_> = own.rivals().map(|rival| rival.id().to_owned()).collect();
        let (id, name, score) = (own.entity().id(), own.name(), own.score());
        format!(
            "{:?} {id} {name} {score} {:?} {rivals:?}",
            own.span(),
            own.decision()
        )
    });
    all.collect()
}

#[test]
fn what_other_texts_said_changes_nothing() {
    let resolver = Resolver::from_entities([
        person("malik", Gender::Masculine, &[("Саід Аль-Малік", "be")]),
        person("ali", Gender::Masculine, &[("Алі Забродскі", "be")]),
    ]);
    let options = AnnotateOptions::new();
    let texts = [
        "Саід аль-Малік прыйшоў.",
        "Алі і Аль прыйшлі.",
        "Саід аль Малік.",
    ];
    for first in texts {
        let mut warm = AnnotateScratch::new();
        resolver.annotate_with(first, &options, &mut warm);
        for text in texts {
            let found = resolver.annotate_with(text, &options, &mut warm);
            assert_eq!(
                told(&found),
                told(&resolver.annotate(text)),
                "{first} {text}"
            );
        }
    }
}

#[test]
fn a_name_several_times_in_a_row_is_several_mentions() {
    assert_found("Пінск Пінск Пінск", &[("Пінск", "pinsk"); 3]);
    assert_found("Pinsk Pinsk", &[("Pinsk", "pinsk"); 2]);
    assert_found("«Buslik.by» Buslik.by", &[("Buslik.by", "buslik"); 2]);
    assert_found(
        "Алег Забродскі Алег Забродскі",
        &[("Алег Забродскі", "zabrodski"); 2],
    );
}

#[test]
fn one_line_of_ten_megabytes_is_a_text_like_others() {
    let resolver = small();
    let line = "Алег Забродскі прыехаў у Пінск, кажа Залатая. ".repeat(140_000);
    assert!(line.len() > 10_000_000);
    let stream = resolver.annotate_reader(line.as_bytes(), "line", &AnnotateOptions::new());
    let mut mentions = 0;
    for chunk in stream {
        for mention in chunk.unwrap() {
            assert_eq!(&line[mention.span().bytes()], mention.surface());
            mentions += 1;
        }
    }
    assert_eq!(mentions, 2 * 140_000);
}

/// Gives a few bytes at a time, in the middle of letters.
struct Trickle<'t>(&'t [u8], usize);

impl std::io::Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.1.min(buffer.len()).min(self.0.len());
        let (now, later) = self.0.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.0 = later;
        Ok(length)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn spans_are_sound_in_any_text(text in "\\PC{0,200}") {
        assert_sound(&text, &AnnotateOptions::new().ambiguous(true));
    }

    #[test]
    fn spans_are_sound_among_names(words in prop::collection::vec(
        prop::sample::select(vec![
            "Лукашэнка", "Святлана", "Ціханоўскую", "U.S.", "«Вясна»", "(Minsk)", "А.", "у", "\n\n",
            "\u{ad}", "\u{301}", "İ", "№", "13", "Tut.by", "-", "’s", "ТАА", "“", "Рэспублікі", "!", "ЕС",
        ]), 0..40), lower in any::<bool>(), space in any::<bool>()) {
        let text = words.join(if space { " " } else { "" });
        assert_sound(&text, &AnnotateOptions::new().ambiguous(true).lower_case(lower));
    }

    #[test]
    fn mentions_do_not_depend_on_earlier_texts(texts in prop::collection::vec(prop::collection::vec(
        prop::sample::select(vec![
            "Лукашэнка", "лукашэнкі", "Святлана", "святлана", "Ціханоўскую", "ціханоўская", "Аль", "аль",
            "U.S.", "«Вясна»", "вясна", "(Андрэева)", "А.", "Рады", "рада", "Рэспублікі", "рэспублікі",
            "Minsk", "minsk", "Łódź", "Śviatłana", "Park", "ТАА", "таа", "і", "-", ".", "\n\n",
        ]), 0..12), 1..8)) {
        let resolver = Resolver::embedded();
        let options = AnnotateOptions::new().ambiguous(true);
        let mut warm = AnnotateScratch::new();
        for words in &texts {
            let text = words.join(" ");
            let fresh = resolver.annotate_with(&text, &options, &mut AnnotateScratch::new());
            let found = resolver.annotate_with(&text, &options, &mut warm);
            prop_assert_eq!(told(&found), told(&fresh), "{}", text);
        }
    }

    #[test]
    fn streams_give_the_same_whatever_was_read_before_and_at_once(
        paragraphs in prop::collection::vec(prop::sample::select(vec![
            "Пра гэта сказала Святлана Ціханоўская. Ціханоўскую чулі ўсе.",
            "Alena Masliukova came from Vitebsk to Minsk.",
            "Алесь Бяляцкі.", "Учора ў Гомелі", "вясна і Вясна", "", "мінск",
        ]), 0..12), chunk in 1usize..400, bytes in 1usize..50) {
        let resolver = Resolver::embedded();
        let options = AnnotateOptions::new();
        let text = paragraphs.join("\n\n");
        let stream = |scratch, bytes| {
            let reader = Trickle(text.as_bytes(), bytes);
            let stream = resolver.annotate_reader(reader, "text", &options);
            let mut stream = stream.chunk(chunk).with_scratch(scratch);
            let found: Vec<_> = stream.by_ref().collect::<Result<_, _>>().unwrap();
            (told(&found.concat()), stream.into_scratch())
        };
        let (fresh, warm) = stream(AnnotateScratch::new(), bytes);
        let (again, _) = stream(warm, usize::MAX);
        prop_assert_eq!(fresh, again);
    }

    #[test]
    fn borders_of_chunks_change_nothing_once_everybody_is_introduced(
        paragraphs in prop::collection::vec(prop::collection::vec(
            prop::sample::select(SENTENCES.to_vec()), 1..4), 0..10),
        chunk in 1usize..600, bytes in 1usize..50) {
        let resolver = Resolver::embedded();
        let options = AnnotateOptions::new().ambiguous(true);
        let paragraphs = paragraphs.iter().map(|sentences| sentences.join(" "));
        let paragraphs: Vec<String> = [INTRODUCTION.to_owned()].into_iter().chain(paragraphs).collect();
        let text = paragraphs.join("\n\n");
        let stream = resolver.annotate_reader(Trickle(text.as_bytes(), bytes), "text", &options);
        let chunks: Vec<_> = stream.chunk(chunk).collect::<Result<_, _>>().unwrap();
        let whole = resolver.annotate_with(&text, &options, &mut AnnotateScratch::new());
        prop_assert_eq!(told(&chunks.concat()), told(&whole), "{}", text);
    }

    #[test]
    fn borders_of_chunks_never_change_whole_names(
        paragraphs in prop::collection::vec(prop::collection::vec(
            prop::sample::select(SENTENCES.to_vec()), 1..4), 1..10),
        chunk in 1usize..600) {
        let resolver = Resolver::embedded();
        let paragraphs: Vec<String> = paragraphs.iter().map(|sentences| sentences.join(" ")).collect();
        let text = paragraphs.join("\n\n");
        let stream = resolver.annotate_reader(text.as_bytes(), "text", &AnnotateOptions::new());
        let chunks: Vec<_> = stream.chunk(chunk).collect::<Result<_, _>>().unwrap();
        let whole = |mentions: &[imya::Mention<'_>]| {
            let is_whole = |own: &&imya::Mention<'_>| {
                own.entity().kind() != Kind::Person || own.surface().contains(' ')
            };
            let mentions: Vec<_> = mentions.iter().filter(is_whole).cloned().collect();
            told(&mentions)
        };
        prop_assert_eq!(whole(&chunks.concat()), whole(&resolver.annotate(&text)), "{}", text);
    }
}

/// Introduces everybody, a stranger of a known surname too.
const INTRODUCTION: &str = "Пра гэта гаварылі Святлана Ціханоўская, Сяргей Ціханоўскі, Алесь Бяляцкі і Віктар \
    Лукашэнка, а потым Аляксандр Лукашэнка. Побач стаяў Пятро Бабарыка.";

/// With surnames alone, whole names, places, organisations, words that are no names and a stranger.
const SENTENCES: [&str; 12] = [
    "Ціханоўскую чулі ўсе.",
    "Потым Лукашэнка маўчаў.",
    "Слова меў Віктар Лукашэнка.",
    "Тады прыйшоў Аляксандр Лукашэнка.",
    "Пра Бабарыку ніхто не казаў.",
    "З Бяляцкім размаўлялі ў Гомелі.",
    "Алесь Бяляцкі вярнуўся ў Мінск.",
    "У «Вясне» пра гэта ведаюць.",
    "Вясна была позняя.",
    "Ціханоўскі адказаў Ціханоўскай.",
    "Вера ў перамогу засталася.",
    "Літва і Польшча згодныя.",
];

/// Working memory that calls share makes no difference, whichever index is asked.
#[test]
fn memory_of_a_thread_changes_no_answer() {
    let other = Entity::new("mayor", Kind::Person).with_name("Іван Мінскі", "be");
    let resolvers = [Resolver::embedded(), Resolver::from_entities([other])];
    let texts = [
        "Пра гэта сказала Святлана Ціханоўская. Ціханоўскую падтрымаў Іван Мінскі.",
        "Іван Мінскі прыехаў у Мінск. Мінскага сустрэлі.",
        "Svetlana Tikhanovskaya met Ivan Minski in Minsk.",
    ];
    for _ in 0..2 {
        for text in texts {
            for resolver in &resolvers {
                let mut scratch = AnnotateScratch::new();
                let alone = resolver.annotate_with(text, &AnnotateOptions::new(), &mut scratch);
                let told = |own: &Mention<'_>| (own.span(), own.name().to_owned(), own.score());
                let shared = resolver.annotate(text);
                assert!(shared.iter().map(told).eq(alone.iter().map(told)), "{text}");
                let alone = resolver.resolve_with(text, &mut SearchScratch::default());
                let told = |own: &Match<'_>| (own.name().to_owned(), own.score());
                let shared = resolver.resolve(text);
                let shared = shared.candidates().iter().map(told);
                assert!(shared.eq(alone.candidates().iter().map(told)), "{text}");
            }
        }
    }
}
