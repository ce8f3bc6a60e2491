//! Mentions by rule: marked texts, one rule after the other, in all languages of the press.
//!
//! `[surface|entity]` marks a mention; a text must give exactly its marks.

use imya::annotate::{AnnotateOptions, AnnotateScratch};
use imya::{Decision, Entity, Gender, Kind, Resolver};

/// A marked text as its plain text and its mentions.
fn parse(marked: &str) -> (String, Vec<(usize, String, String)>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        let close = open + rest[open..].find(']').unwrap();
        let (surface, entity) = rest[open + 1..close].split_once('|').unwrap();
        text.push_str(&rest[..open]);
        mentions.push((text.len(), surface.to_owned(), entity.to_owned()));
        text.push_str(surface);
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, mentions)
}

#[track_caller]
fn assert_marks(resolver: &Resolver, options: &AnnotateOptions, cases: &[&str]) {
    let mut wrong = Vec::new();
    for marked in cases {
        let (text, expected) = parse(marked);
        let found = resolver.annotate_with(&text, options, &mut AnnotateScratch::new());
        let found: Vec<_> = found
            .iter()
            .map(|own| {
                let (surface, id) = (own.surface().to_owned(), own.entity().id());
                (own.span().bytes().start, surface, id.to_owned())
            })
            .collect();
        if found != expected {
            wrong.push(format!("{marked}\n  found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[track_caller]
fn assert_embedded(cases: &[&str]) {
    assert_marks(&Resolver::embedded(), &AnnotateOptions::new(), cases);
}

/// People, places and bodies of the world under their English names alone.
fn english() -> Resolver {
    let of = |kind| move |(id, name): &(&str, &str)| Entity::new(*id, kind).with_name(*name, "en");
    let people = [
        ("merkel", "Angela Merkel"),
        ("macron", "Emmanuel Macron"),
        ("biden", "Joe Biden"),
        ("johnson", "Boris Johnson"),
        ("widodo", "Joko Widodo"),
        ("zelensky", "Volodymyr Zelensky"),
        ("corbyn", "Jeremy Corbyn"),
    ];
    let places = [
        ("germany", "Germany"),
        ("lithuania", "Lithuania"),
        ("usa", "United States"),
        ("korea", "North Korea"),
        ("scotland", "Scotland"),
        ("newyork", "New York"),
        ("uk", "United Kingdom"),
        ("kerry", "County Kerry"),
    ];
    let bodies = [
        ("eu", "European Union"),
        ("un", "United Nations"),
        ("who", "World Health Organization"),
        ("whitehouse", "White House"),
        ("bbc", "BBC"),
        ("reykjavik", "University of Reykjavik"),
        ("iceland", "Icelandic Academy of Sciences"),
        ("herald", "Evening Herald"),
        ("argus", "The Argus"),
        ("tromso", "Museum of Tromsø"),
    ];
    let people = people.iter().map(of(Kind::Person));
    let places = places.iter().map(of(Kind::Place));
    let bodies = bodies.iter().map(of(Kind::Organisation));
    Resolver::from_entities(people.chain(places).chain(bodies))
}

#[test]
fn english_names_are_found_in_belarusian_russian_and_ukrainian() {
    assert_marks(
        &english(),
        &AnnotateOptions::new(),
        &[
            "Канцлер [Германіі|germany] [Ангела Меркель|merkel] і [Эмануэль Макрон|macron] у [Літве|lithuania]. З [Макронам|macron] былі ўсе.",
            "Канцлер [Германии|germany] [Ангела Меркель|merkel] и [Эммануэль Макрон|macron] в [Литве|lithuania]. О [Макроне|macron] писали.",
            "Канцлерка [Німеччини|germany] [Ангела Меркель|merkel] й [Еммануель Макрон|macron] у [Литві|lithuania]. З [Макроном|macron] були всі.",
            "Прэзідэнт [Злучаных Штатаў|usa] [Джо Байдэн|biden] у [Белым доме|whitehouse] гаварыў пра [Паўночную Карэю|korea].",
            "Президент [США|usa] [Джо Байден|biden] в [Белом доме|whitehouse] говорил о [Северной Корее|korea] и [ООН|un].",
            "Президент [Сполучених Штатів|usa] [Джо Байден|biden] у [Білому домі|whitehouse] говорив про [Північну Корею|korea].",
            "Прэм’ер [Барыс Джонсан|johnson] прыехаў з [Шатландыі|scotland] у [Нью-Ёрк|newyork]. [Джонсана|johnson] крытыкаваў [Джэрэмі Корбін|corbyn].",
            "Кіраўніцтва [Еўрапейскага саюза|eu] і [Сусветнай арганізацыі аховы здароўя|who]; пра гэта піша [Бі-бі-сі|bbc].",
            "Совет [ЕС|eu] и [Великобритания|uk] спорят, пишет [Би-би-си|bbc].",
            "[Уладзімір Зяленскі|zelensky] падзякаваў. [Зяленскага|zelensky] чакаюць.",
            "Ён працуе ва [Універсітэце Рэйк’явіка|reykjavik], яна ў [музеі Тромсё|tromso].",
            "Члени [Ісландської академії наук|iceland] мовчали; быў кіраўнік [Акадэміі навук Ісландыі|iceland].",
            "Газета «[Ивнинг геральд|herald]» писала об этом.",
            "She told [The Argus|argus] about it. Яна жыве ў [графстве Керы|kerry] даўно.",
        ],
    );
}

#[test]
fn every_case_of_every_sort_of_surname_is_found() {
    assert_embedded(&[
        // -ка, -ко
        "[Павел Латушка|person/pavel-latushka] тут. Няма [Латушкі|person/pavel-latushka], далі [Латушку|person/pavel-latushka], з [Латушкам|person/pavel-latushka].",
        "[Александр Лукашенко|person/alexander-lukashenko] молчит. Словам [Лукашенко|person/alexander-lukashenko] не верят.",
        "[Олександр Лукашенко|person/alexander-lukashenko] мовчить. [Лукашенка|person/alexander-lukashenko] бачили, [Лукашенкові|person/alexander-lukashenko] дали, з [Лукашенком|person/alexander-lukashenko].",
        "[Aleksandr Łukaszenka|person/alexander-lukashenko] milczy. Nie ma [Łukaszenki|person/alexander-lukashenko], z [Łukaszenką|person/alexander-lukashenko].",
        // adjectives
        "[Сяргей Ціханоўскі|person/siarhei-tsikhanouski] тут. [Ціханоўскага|person/siarhei-tsikhanouski] чулі, [Ціханоўскаму|person/siarhei-tsikhanouski] далі, з [Ціханоўскім|person/siarhei-tsikhanouski].",
        "[Светлана Тихановская|person/sviatlana-tsikhanouskaya] здесь. [Тихановской|person/sviatlana-tsikhanouskaya] дали, [Тихановскую|person/sviatlana-tsikhanouskaya] видели.",
        "[Світлана Тихановська|person/sviatlana-tsikhanouskaya] тут. [Тихановської|person/sviatlana-tsikhanouskaya] нема, [Тихановську|person/sviatlana-tsikhanouskaya] бачили.",
        "[Swiatłana Cichanouska|person/sviatlana-tsikhanouskaya] jest. Nie ma [Cichanouskiej|person/sviatlana-tsikhanouskaya], widzieli [Cichanouską|person/sviatlana-tsikhanouskaya].",
        // -аў, -ава
        "[Марыя Калеснікава|person/maria-kalesnikava] тут. Няма [Калеснікавай|person/maria-kalesnikava], бачылі [Калеснікаву|person/maria-kalesnikava].",
        "[Дзмітрый Мядзведзеў|person/dmitry-medvedev] тут. [Мядзведзева|person/dmitry-medvedev] чулі, з [Мядзведзевым|person/dmitry-medvedev].",
        // -віч, indeclinable for women
        "[Мікола Статкевіч|person/mikola-statkevich] тут. [Статкевіча|person/mikola-statkevich] чулі, з [Статкевічам|person/mikola-statkevich].",
        "[Святлана Алексіевіч|person/sviatlana-aleksievich] тут. Пра [Алексіевіч|person/sviatlana-aleksievich] пісалі.",
        // Łacinka and Baltic endings
        "[Śviatłana Cichanoŭskaja|person/sviatlana-tsikhanouskaya] tut. [Cichanoŭskuju|person/sviatlana-tsikhanouskaya] vitali ŭ [Vilni|place/vilnius].",
        "[Sviatlana Cichanouskaja|person/sviatlana-tsikhanouskaya] gyvena [Vilniuje|place/vilnius]; [Cichanouskajos|person/sviatlana-tsikhanouskaya] biuras, Lukašėnas.",
    ]);
}

#[test]
fn a_mans_name_in_the_genitive_is_no_womans() {
    assert_embedded(&[
        "Ждут [Александра Лукашенко|person/alexander-lukashenko] в [Москве|place/moscow].",
        "Режим [Олександра Лукашенка|person/alexander-lukashenko] мовчить.",
        "Вчера Александра Лукашенко сказала правду.",
    ]);
}

#[test]
fn headlines_possessives_compounds_and_initials() {
    assert_embedded(&[
        "[LUKASHENKO|person/alexander-lukashenko] PARDONS [ALES BIALIATSKI|person/ales-bialiatski]",
        "[ЛУКАШЕНКО|person/alexander-lukashenko] ПОМИЛОВАЛ [АЛЕСЯ БЕЛЯЦКОГО|person/ales-bialiatski]",
        "Anti-[Lukashenko|person/alexander-lukashenko] protests on the [Belarus|place/belarus]-[Poland|place/poland] border; [Lukashenko|person/alexander-lukashenko]'s aides.",
        "Прыйшла [С. Ціханоўская|person/sviatlana-tsikhanouskaya] без [М. В. Статкевіча|person/mikola-statkevich].",
        "[Swetlana Tichanowskaja|person/sviatlana-tsikhanouskaya] lebt in [Litauen|place/lithuania]; [Tichanowskajas|person/sviatlana-tsikhanouskaya] Mann auch.",
        "[Алесь\nБяляцкі|person/ales-bialiatski] і [Мары\u{ad}я Калес\u{ad}нікава|person/maria-kalesnikava].",
        "By [TT|org/tt-news-agency]English edition of [Minsk|place/minsk]",
        "У [ЗША|place/united-states]. У [Вільні|place/vilnius] холадна.",
    ]);
}

#[test]
fn given_name_and_patronymic_mean_whom_the_text_introduces() {
    assert_embedded(&[
        "[Дзмітрый Анатольевіч Мядзведзеў|person/dmitry-medvedev] тут. [Дзмітрый Анатольевіч|person/dmitry-medvedev] казаў.",
        "[Дмитрий Медведев|person/dmitry-medvedev] тут. Николай Анатольевич молчал.",
        "Іван Іванавіч сустрэў Івана Пятровіча.",
    ]);
    let resolver = Resolver::from_entities([
        Entity::new("ivan", Kind::Person).with_name("Іван Іванавіч Забродскі", "be"),
        Entity::new("hanna", Kind::Person).with_name("Ганна Іванаўна Забродская", "be"),
    ]);
    assert_marks(
        &resolver,
        &AnnotateOptions::new(),
        &[
            "[Іван Іванавіч Забродскі|ivan] прыйшоў. [Івана Іванавіча|ivan] чулі ўсе, Івана Пятровіча не.",
            "[Ганна Іванаўна Забродская|hanna] і [Іван Забродскі|ivan]. [Ганне Іванаўне|hanna] далі слова.",
        ],
    );
}

#[test]
fn legal_forms_stand_outside_quoted_names_or_belong_to_them() {
    assert_embedded(&[
        "ААТ «[Белаз|org/belaz]», ОАО \"[БЕЛАЗ|org/belaz]\", UAB „[Belaruskali|org/belaruskali]“ і LLC “[Belavia|org/belavia]”.",
    ]);
    let resolver = Resolver::from_entities([Entity::new("brama", Kind::Organisation)
        .with_name("ТАА «Залатая Брама»", "be")
        .with_name("Golden Gate LLC", "en")]);
    assert_marks(
        &resolver,
        &AnnotateOptions::new(),
        &[
            "адкрыла [ТАА «Залатая Брама»|brama], потым «[Залатая Брама|brama]» закрылася",
            "[ООО «Золотая Брама»|brama] и [Golden Gate LLC|brama]",
        ],
    );
}

#[test]
fn words_twice_in_a_row_are_two_mentions() {
    assert_embedded(&[
        "[Мінск|place/minsk] [Мінск|place/minsk] [Мінск|place/minsk]",
        "[Лукашэнка|person/alexander-lukashenko] [Лукашэнка|person/alexander-lukashenko] [Лукашэнка|person/alexander-lukashenko]",
        "[Алесь Бяляцкі|person/ales-bialiatski] [Алесь Бяляцкі|person/ales-bialiatski]",
    ]);
    let towns =
        Resolver::from_entities([Entity::new("baden", Kind::Place).with_name("Baden-Baden", "de")]);
    let options = AnnotateOptions::new();
    assert_marks(
        &towns,
        &options,
        &["in [Baden-Baden|baden], у [Бадэн-Бадэне|baden]"],
    );
}

#[test]
fn handles_and_addresses_are_names_only_where_the_gazetteer_has_them() {
    assert_embedded(&[
        "Падпісвайцеся: @radiosvaboda, radiosvaboda.org, https://www.svaboda.org/a/1.html",
    ]);
    let resolver = Resolver::from_entities([
        Entity::new("buslik", Kind::Organisation).with_name("Buslik.by", "be")
    ]);
    assert_marks(
        &resolver,
        &AnnotateOptions::new(),
        &["Піша [Buslik.by|buslik]."],
    );
}

#[test]
fn lower_case_is_found_on_demand() {
    assert_marks(
        &Resolver::embedded(),
        &AnnotateOptions::new().lower_case(true),
        &[
            "што сказала [святлана ціханоўская|person/sviatlana-tsikhanouskaya] у [гомелі|place/homel]",
        ],
    );
}

#[test]
fn organisations_and_places_with_their_generic_words() {
    assert_embedded(&[
        "[Совет Республики|org/council-of-the-republic] и [КГБ|org/kgb-belarus] молчат.",
        "Горад [Гродна|place/hrodna], г. [Мінск|place/minsk] і [Гомельскай вобласці|place/homel-region].",
        "Паведаміла «[Вясна|org/viasna]». Прыйшла вясна.",
    ]);
}

#[test]
fn namesakes_and_common_words_need_support() {
    assert_embedded(&[
        "Власти [Германии|place/germany] готовы. Власти [Польши|place/poland] против.",
        "Улады [Літвы|place/lithuania] згодныя. Влада [України|place/ukraine] згодна.",
        "Вера ў перамогу і надзея на мір. Круты паварот.",
        "Девушки Вера и Надежда Круглова пришли в магазин «Мир».",
        "Viktor Ivanenko met Pavel Lukashenko.",
        "George Washington slept.",
        "Правы народа абараняе суд. Родина пакистанської християнки чекає.",
    ]);
}

fn family() -> Resolver {
    let person = |id: &str, gender, names: [&str; 2]| {
        let entity = Entity::new(id, Kind::Person).with_gender(gender);
        entity.with_name(names[0], "be").with_name(names[1], "ru")
    };
    let (he, she) = (Gender::Masculine, Gender::Feminine);
    let org = |id: &str, name: &str| Entity::new(id, Kind::Organisation).with_name(name, "be");
    Resolver::from_entities([
        person("father", he, ["Віктар Забродскі", "Виктор Забродский"]),
        person("son", he, ["Эдуард Забродскі", "Эдуард Забродский"]),
        person("mother", she, ["Ірына Забродская", "Ирина Забродская"]),
        person("writer", she, ["Кацярына Верасень", "Екатерина Верасень"])
            .with_name("Кацярына Лазовік", "be"),
        org("truth", "Жыві праўдай"),
        Entity::new("river", Kind::Place)
            .with_name("Бярэзіна", "be")
            .with_name("Berezina", "en"),
    ])
}

#[test]
fn relatives_are_told_apart_by_gender_given_name_and_nearest_mention() {
    assert_marks(
        &family(),
        &AnnotateOptions::new(),
        &[
            "[Віктар Забродскі|father] і [Ірына Забродская|mother]. [Забродская|mother] смяялася, [Забродскі|father] не.",
            "[Віктара Забродскага|father] судзілі ў маі. Потым судзілі [Эдуарда Забродскага|son]: [Забродскі|son] маўчаў.",
            "Судзілі Пятра Забродскага. Забродскі маўчаў.",
            "Учора Забродскі маўчаў.",
        ],
    );
    let options = AnnotateOptions::new().ambiguous(true);
    let resolver = family();
    let text = "Учора Забродскі маўчаў.";
    let found = resolver.annotate_with(text, &options, &mut AnnotateScratch::new());
    assert_eq!(found[0].decision(), Decision::Ambiguous);
    let both = [
        found[0].entity().id(),
        found[0].rivals().next().unwrap().id(),
    ];
    assert!(
        both.contains(&"father") && both.contains(&"son"),
        "{both:?}"
    );
}

#[test]
fn the_text_itself_says_how_a_name_is_written() {
    assert_marks(
        &english(),
        &AnnotateOptions::new(),
        &["[Джоко Видодо|widodo] приехал. [Видодо|widodo] ждали, о [Видодо|widodo] писали."],
    );
    assert_marks(
        &family(),
        &AnnotateOptions::new(),
        &["[Кацярына Верасень (Лазовік)|writer] прыйшла. [Верасень|writer] чыталі."],
    );
}

#[test]
fn quotations_hold_names_with_small_words_and_brands() {
    assert_marks(
        &family(),
        &AnnotateOptions::new(),
        &[
            "Рух \"[Жыві праўдай!|truth]\" сабраўся.",
            "Працуе фабрыка «Бярэзіна», цячэ [Бярэзіна|river].",
            "The Berezina Regional Court upheld it, said the [Berezina|river] boatmen.",
        ],
    );
}

#[test]
fn spring_is_an_organisation_only_where_it_is_written_so() {
    let cases = [
        // Small: the season.
        "Сёлета вясна прыйшла позна, і да вясны заставалася доўга.",
        "В этом году весна была холодной, все ждали весны.",
        // At the beginning of a sentence, a line, a headline's part: it may be either, so nobody is meant.
        "Вясна ў гэтым годзе ранняя. Вясной людзі сеюць жыта.",
        "Весна выдалась дождливой.\nВесной дороги развезло.",
        "Надвор’е: Вясна затрымліваецца.",
        // In quotes, with what it is, or inside a sentence with a capital: the organisation.
        "Пра суд паведаміла «[Вясна|org/viasna]».",
        "«[Вясна|org/viasna]» назвала новыя імёны.",
        "У «[Вясне|org/viasna]» ведаюць пра дзве справы.",
        "Ліст з «[Вясны|org/viasna]» прачыталі двойчы, з «[Вясной|org/viasna]» згодныя.",
        "Об этом сообщили в «[Весне|org/viasna]».",
        "Як кажуць у [Вясне|org/viasna], справу разгледзяць у аўторак.",
    ];
    assert_embedded(&cases);
}

#[test]
fn acronyms_stand_for_parties_and_firms_but_not_for_courts() {
    let organisation = |id: &str, be: &str, en: &str| {
        let entity = Entity::new(id, Kind::Organisation);
        entity.with_name(be, "be").with_name(en, "en")
    };
    let resolver = Resolver::from_entities([
        organisation("zlk", "Партыя ЗЛК", "ZLK Party"),
        organisation("bkz", "Завод БКЗ", "BKZ Plant"),
        organisation("court", "Суд РПЛ", "RPL Court"),
    ]);
    let cases = [
        "Сход [ЗЛК|zlk] прайшоў у Менску, [Партыя ЗЛК|zlk] чакала пяцьсот чалавек.",
        "A member of the [ZLK|zlk] spoke, then the [ZLK Party|zlk] voted.",
        "Рабочыя [БКЗ|bkz] выйшлі за вароты.",
        "Делегация РПЛ приехала утром, [Суд РПЛ|court] молчит.",
        "Гэты злк нічога не значыць.",
    ];
    assert_marks(&resolver, &AnnotateOptions::new(), &cases);
}

#[test]
fn bodies_are_no_places_that_are_spelt_alike() {
    let france = Entity::new("france", Kind::Place);
    let resolver = Resolver::from_entities([france.with_name("Францыя", "be")]);
    let cases = [
        "The Popular Front met in [France|france].",
        "Then Front sources spoke.",
    ];
    assert_marks(&resolver, &AnnotateOptions::new(), &cases);
}

#[test]
fn towns_are_known_by_their_second_names() {
    let town = |id: &str, be: &str, ru: &str| {
        let entity = Entity::new(id, Kind::Place);
        entity.with_name(be, "be").with_name(ru, "ru")
    };
    let resolver = Resolver::from_entities([
        town("hrodna", "Гродна", "Гродно"),
        town("brest", "Брэст", "Брест"),
        town("polatsk", "Полацк", "Полоцк"),
    ]);
    let cases = [
        "З [Горадні|hrodna] у [Берасце|brest] ехалі праз [Полацак|polatsk].",
        "Жыве ў [Гародні|hrodna], працуе пад [Берасцем|brest].",
        "Z [Horadni|hrodna] pryjechali ŭčora, a ź [Bieraścia|brest] siońnia, kazali ŭ łazni.",
    ];
    assert_marks(&resolver, &AnnotateOptions::new(), &cases);
}

#[test]
fn given_names_in_square_brackets_belong_to_the_next_surname() {
    // The marks of the other tests are brackets too.
    let resolver = english();
    let given = |text: &str| {
        let found = resolver.annotate(text);
        let found = found
            .iter()
            .map(|own| (own.surface().to_owned(), own.entity().id()));
        found
            .filter(|(surface, _)| surface == "Angela")
            .map(|(_, id)| id.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        given("She thanked Chancellor [Angela] “It was Merkel’s doing,” he said."),
        ["merkel"]
    );
    assert!(given("She thanked [Angela] “It was Johnson’s doing,” he said.").is_empty());
    assert!(
        given("She thanked [Angela]. It was, as they told us in the end, all Merkel’s doing.")
            .is_empty()
    );
}

#[test]
fn particles_and_short_words_inside_are_no_obstacle() {
    let people = [
        ("leyen", "Ursula von der Leyen"),
        ("moon", "Moon Jae-in"),
        ("pen", "Marine Le Pen"),
    ];
    let people = people.map(|(id, name)| Entity::new(id, Kind::Person).with_name(name, "en"));
    let resolver = Resolver::from_entities(people);
    let cases = [
        "Про це сказала [Урсула фон дер Ляєн|leyen].",
        // Words of three letters are soon somebody else's.
        "[Марын Ле Пэн|pen] прыехала, а Пан Гі Мун не прыехаў.",
    ];
    assert_marks(&resolver, &AnnotateOptions::new(), &cases);
}

#[test]
fn what_stands_beside_a_word_may_make_it_another_name() {
    assert_embedded(&[
        // A given name before a surname, in capitals too; one half of the name of another town.
        "Darbus iesūtīja Lidija Kalniņa no [Rīgas|place/riga].",
        "Запрасілі рэжысёра Барыса Верамейчыка і паэта з [Чавусаў|place/chavusy].",
        "ВИДАЛИ РОМАН ПЕТРЕНКА",
        "Їхали з [Кам’янця|place/kamianets], не з Кам’янця-Подільського.",
        "In [Grodno|place/hrodna] they spoke of the river.\n\nIN [GRODNO|place/hrodna] THEY SPOKE OF THE RIVER",
    ]);
}

#[test]
fn what_is_printed_with_e_or_with_yo_is_one_name() {
    let cases =
        ["Лидеры [Соединённых Штатов|usa] и [Соединенных Штатов|usa]; жыхары [Нью-Ёрка|newyork]."];
    assert_marks(&english(), &AnnotateOptions::new(), &cases);
}

#[test]
fn korean_names_are_read_by_their_syllables() {
    let people = [
        ("kim", "Kim Jong-un"),
        ("park", "Park Geun-hye"),
        ("bong", "Bong Joon-ho"),
        ("lee", "Lee Myung-bak"),
    ];
    let people = people.map(|(id, name)| Entity::new(id, Kind::Person).with_name(name, "en"));
    let resolver = Resolver::from_entities(people);
    let cases = [
        "Сустрэча з [Кім Чэн Ынам|kim] у Пхеньяне, дзе жыве Кім Чэн Ір.",
        "Встреча с [Ким Чен Ыном|kim]; фильм [Пон Джун Хо|bong]; президент [Пак Кын Хе|park].",
        "Президент [Лі Мён Бак|lee] і [Пак Кин Хє|park].",
        "Замуж вышла Ким Со Ун. Её сестра Ким Ын Хо дома.",
        "She met [Joon-ho Bong|bong] in Seoul.",
    ];
    assert_marks(&resolver, &AnnotateOptions::new(), &cases);
}
