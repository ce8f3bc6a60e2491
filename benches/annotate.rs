//! How fast texts are annotated, beside an exact search for the same names.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;

use aho_corasick::{AhoCorasick, MatchKind};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use imya::annotate::{AnnotateOptions, AnnotateScratch};
use imya::{Entity, Kind, Resolver};

const TEXTS: [(&str, &str); 4] = [
    ("en", include_str!("../examples/texts/en.txt")),
    ("be", include_str!("../examples/texts/be.txt")),
    ("ru", include_str!("../examples/texts/ru.txt")),
    ("uk", include_str!("../examples/texts/uk.txt")),
];

/// Articles are annotated one by one; together they are about this long.
const BYTES: usize = 1 << 20;

/// Names of a million persons, made of syllables: rare surnames, common given names.
fn invented(count: usize) -> impl Iterator<Item = Entity> {
    const GIVEN: [&str; 12] = [
        "Ivan",
        "Maria",
        "Алесь",
        "Вольга",
        "Piotr",
        "Anna",
        "Сергей",
        "Ольга",
        "Jan",
        "Eva",
        "Тарас",
        "Оксана",
    ];
    const SYLLABLES: [&str; 16] = [
        "ka", "lo", "ri", "mu", "te", "sha", "bo", "ne", "gra", "vy", "du", "pli", "zo", "ske",
        "fa", "cho",
    ];
    (0..count).map(|number| {
        let mut surname: String = (0..5)
            .map(|place| SYLLABLES[number.wrapping_mul(2_654_435_761) >> (4 * place + 3) & 15])
            .collect();
        surname.push_str(["ko", "vich", "ski", "n"][number & 3]);
        let name = format!("{} {surname}", GIVEN[number % GIVEN.len()]);
        Entity::new(format!("p{number}"), Kind::Person).with_name(name.as_str(), "en")
    })
}

fn articles(text: &str) -> Vec<&str> {
    std::iter::repeat_n(text, BYTES.div_ceil(text.len())).collect()
}

fn annotate(criterion: &mut Criterion) {
    let resolver = Resolver::embedded();
    let names: Vec<String> = resolver_names(&resolver);
    let exact = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("the names fit");
    let options = AnnotateOptions::new();
    let mut group = criterion.benchmark_group("annotate");
    group.sample_size(10);
    for (language, text) in TEXTS {
        let texts = articles(text);
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        let mut scratch = AnnotateScratch::new();
        // Ours finds at least what stands in the text letter by letter as whole words.
        let ours = resolver.annotate_with(text, &options, &mut scratch).len();
        let theirs = exact
            .find_iter(text)
            .filter(|found| is_whole(text, found.range()))
            .count();
        assert!(
            2 * ours >= theirs && ours > 0,
            "{language}: {ours} of {theirs}"
        );
        group.bench_function(BenchmarkId::new("imya", language), |bench| {
            bench.iter(|| {
                let mut found = 0;
                for text in &texts {
                    found += resolver
                        .annotate_with(black_box(text), &options, &mut scratch)
                        .len();
                }
                assert_eq!(found, ours * texts.len());
            });
        });
        group.bench_function(BenchmarkId::new("aho-corasick, exact", language), |bench| {
            bench.iter(|| {
                let found = texts
                    .iter()
                    .map(|text| exact.find_iter(black_box(*text)).count());
                assert!(found.sum::<usize>() >= theirs);
            });
        });
    }
    group.finish();
}

fn annotate_with_a_million_names(criterion: &mut Criterion) {
    let known = Entity::new("q", Kind::Person).with_name("Мікола Статкевіч", "be");
    let resolver = Resolver::from_entities(invented(1_000_000).chain([known]));
    let options = AnnotateOptions::new();
    let mut group = criterion.benchmark_group("annotate, a million names");
    group.sample_size(10);
    for (language, text) in TEXTS {
        let texts = articles(text);
        let bytes: usize = texts.iter().map(|text| text.len()).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        let mut scratch = AnnotateScratch::new();
        let once = resolver.annotate_with(text, &options, &mut scratch).len();
        group.bench_function(BenchmarkId::new("imya", language), |bench| {
            bench.iter(|| {
                for text in &texts {
                    let found = resolver.annotate_with(black_box(text), &options, &mut scratch);
                    assert_eq!(found.len(), once);
                }
            });
        });
    }
    group.finish();
}

/// The embedded names, as the exact search gets them.
fn resolver_names(resolver: &Resolver) -> Vec<String> {
    let text = include_str!("../data/gazetteer/belarus.jsonl");
    let entities = imya::gazetteer::read_str("belarus.jsonl", text).expect("it is sound");
    assert_eq!(entities.len(), resolver.index().len());
    let names = entities.iter().flat_map(|entity| entity.names().iter());
    names.map(|name| name.name().to_owned()).collect()
}

fn is_whole(text: &str, range: std::ops::Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    [before, after]
        .into_iter()
        .flatten()
        .all(|c| !c.is_alphanumeric())
}

criterion_group!(benches, annotate, annotate_with_a_million_names);
criterion_main!(benches);
