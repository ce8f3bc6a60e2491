//! Comparing names: prepared pairs beside Jaro–Winkler on the same strings, and preparing them.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use imya::Kind;
use imya::score::{
    PreparedName, PreparedNames, Preparer, Scratch, compare, compare_many, compare_many_above,
};

/// Pairs of names with whether they mean the same.
const PAIRS: [(&str, &str, bool); 6] = [
    ("Святлана Ціханоўская", "Svetlana Tikhanovskaya", true),
    ("Мікола Статкевіч", "Nikolai Statkevich", true),
    ("Алесь Бяляцкі", "Ales Bialiatski", true),
    ("Ihar Karpenka", "Ihar Karnei", false),
    ("Марыя Калеснікава", "Таццяна Хоміч", false),
    ("Siarhei Tsikhanouski", "Sviatlana Tsikhanouskaya", false),
];

fn prepared() -> Vec<(PreparedName, PreparedName)> {
    let prepare = |name| PreparedName::new(name, Some(Kind::Person));
    PAIRS
        .map(|(one, two, _)| (prepare(one), prepare(two)))
        .into()
}

fn pairs(bench: &mut Criterion) {
    let mut scratch = Scratch::default();
    let names = prepared();
    for ((one, two), (_, _, same)) in names.iter().zip(PAIRS) {
        assert_eq!(compare(one, two, &mut scratch) > 0.5, same);
    }
    let mut group = bench.benchmark_group("pair");
    group.throughput(Throughput::Elements(PAIRS.len() as u64));
    group.bench_function("strsim jaro_winkler", |bench| {
        bench.iter(|| {
            let scores = PAIRS
                .iter()
                .map(|(one, two, _)| strsim::jaro_winkler(one, two));
            black_box(scores.sum::<f64>())
        });
    });
    group.bench_function("imya, prepared", |bench| {
        bench.iter(|| {
            let scores = names
                .iter()
                .map(|(one, two)| compare(one, two, &mut scratch));
            black_box(scores.sum::<f32>())
        });
    });
    let mut preparer = Preparer::default();
    let mut both = [preparer.prepare("", None), preparer.prepare("", None)];
    group.bench_function("imya, both names prepared anew", |bench| {
        bench.iter(|| {
            let scores = PAIRS.iter().map(|(one, two, _)| {
                let [left, right] = &mut both;
                preparer.prepare_into(one, Some(Kind::Person), left);
                preparer.prepare_into(two, Some(Kind::Person), right);
                compare(left, right, &mut scratch)
            });
            black_box(scores.sum::<f32>())
        });
    });
    group.finish();
}

/// Beginnings, middles and endings of surnames, to be combined.
const SURNAMES: [(&[&str], &[&str], &[&str]); 2] = [
    (
        &[
            "Кар",
            "Лук",
            "Сям",
            "Вас",
            "Пят",
            "Мель",
            "Гур",
            "Ціх",
            "Бар",
            "Жук",
            "Рад",
            "Шаў",
            "Дуб",
            "Крав",
            "Стат",
            "Том",
            "Яс",
            "Зен",
            "Клім",
            "Нав",
            "Ар",
            "Халь",
            "Цвір",
            "Юр",
            "Ермал",
            "Філ",
        ],
        &[
            "", "а", "ан", "ус", "ен", "оль", "ін", "ар", "чан", "ык", "іл", "эль",
        ],
        &[
            "ка",
            "ў",
            "овіч",
            "скі",
            "ская",
            "енка",
            "ук",
            "ава",
            "ін",
            "эвіч",
            "чык",
            "оўскі",
            "кевіч",
            "цкая",
        ],
    ),
    (
        &[
            "Kar", "Luk", "Sem", "Vas", "Pet", "Mel", "Hur", "Tikh", "Bar", "Zhuk", "Rad", "Shau",
            "Dub", "Krau", "Stat", "Tom", "Yas", "Zen", "Klim", "Nov", "Ar", "Khal", "Tsvir",
            "Yur", "Ermol", "Fil",
        ],
        &[
            "", "a", "an", "us", "en", "ol", "in", "ar", "chan", "yk", "il", "el",
        ],
        &[
            "ko", "ov", "ovich", "sky", "skaya", "enko", "uk", "ava", "in", "evich", "chik",
            "ouski", "kevich", "tskaia",
        ],
    ),
];
const GIVEN_NAMES: [&[&str]; 2] = [
    &[
        "Аляксандр",
        "Святлана",
        "Мікалай",
        "Вольга",
        "Сяргей",
        "Таццяна",
        "Уладзімір",
        "Наталля",
        "Віктар",
        "Алена",
        "Павел",
        "Марыя",
        "Іван",
        "Ганна",
        "Дзмітрый",
        "Юлія",
        "Алесь",
        "Ірына",
    ],
    &[
        "Alexander",
        "Svetlana",
        "Mikalai",
        "Olga",
        "Sergey",
        "Tatsiana",
        "Vladimir",
        "Natalia",
        "Viktar",
        "Alena",
        "Pavel",
        "Maria",
        "Ivan",
        "Hanna",
        "Dmitry",
        "Yulia",
        "Ales",
        "Iryna",
    ],
];

/// So many names of persons that do not exist, in two scripts; the same ones every time.
fn made_names(count: usize) -> impl Iterator<Item = String> {
    let mut state = 7_u64;
    let mut choose = move |of: &'static [&'static str]| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        of[(state >> 33) as usize % of.len()]
    };
    (0..count).map(move |at| {
        let (beginnings, middles, endings) = SURNAMES[at % 2];
        let given = choose(GIVEN_NAMES[at % 2]);
        let surname = [beginnings, middles, endings].map(&mut choose).concat();
        format!("{given} {surname}")
    })
}

fn one_to_many(bench: &mut Criterion) {
    const MANY: usize = 1_000_000;
    const CUT_OFF: f32 = 0.5;
    let mut preparer = Preparer::default();
    let mut prepare = |name: &str| preparer.prepare(name, Some(Kind::Person));
    let names: Vec<_> = made_names(MANY).map(|name| prepare(&name)).collect();
    let query = prepare("Светлана Тихановская");
    let mut scratch = Scratch::default();
    let sample = &names[..20_000];
    let plain: Vec<_> = compare_many(&query, sample, &mut scratch)
        .map(|score| (score >= CUT_OFF).then_some(score))
        .collect();
    assert!(compare_many_above(CUT_OFF, &query, sample, &mut scratch).eq(plain));
    let mut group = bench.benchmark_group("one to many");
    group.sample_size(10);
    group.throughput(Throughput::Elements(sample.len() as u64));
    group.bench_function("compare_many", |bench| {
        bench.iter(|| {
            let scores = compare_many(&query, sample, &mut scratch);
            black_box(scores.filter(|&score| score >= CUT_OFF).count())
        });
    });
    group.throughput(Throughput::Elements(MANY as u64));
    let list: PreparedNames = names.iter().collect();
    let found: Vec<_> = list.above(CUT_OFF, &query, &mut scratch).collect();
    let plain = compare_many_above(CUT_OFF, &query, &names, &mut scratch).enumerate();
    assert!(plain.filter_map(|(at, score)| Some((at, score?))).eq(found));
    for cut_off in [CUT_OFF, 0.9] {
        group.bench_function(
            format!("PreparedNames::above {cut_off}, a million"),
            |bench| bench.iter(|| black_box(list.above(cut_off, &query, &mut scratch).count())),
        );
    }
    for cut_off in [CUT_OFF, 0.9] {
        group.bench_function(
            format!("compare_many_above {cut_off}, a million"),
            |bench| {
                bench.iter(|| {
                    let scores = compare_many_above(cut_off, &query, &names, &mut scratch);
                    black_box(scores.flatten().count())
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, pairs, one_to_many);
criterion_main!(benches);
