//! Comparing names: prepared pairs beside Jaro–Winkler on the same strings, and preparing them.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use imya::Kind;
use imya::score::{PreparedName, Preparer, Scratch, compare, compare_many};

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

fn one_to_many(bench: &mut Criterion) {
    let mut preparer = Preparer::default();
    let mut prepare = |name: &str| preparer.prepare(name, Some(Kind::Person));
    let names: Vec<_> = PAIRS
        .iter()
        .flat_map(|(one, two, _)| [*one, *two])
        .cycle()
        .take(12_000)
        .map(&mut prepare)
        .collect();
    let query = prepare("Светлана Тихановская");
    let mut scratch = Scratch::default();
    let mut group = bench.benchmark_group("one to many");
    group.throughput(Throughput::Elements(names.len() as u64));
    group.bench_function("compare_many", |bench| {
        bench.iter(|| {
            let scores = compare_many(&query, &names, &mut scratch);
            let found = scores.filter(|&score| score > 0.5).count();
            assert_eq!(found, 3_000);
        });
    });
    group.finish();
}

criterion_group!(benches, pairs, one_to_many);
criterion_main!(benches);
