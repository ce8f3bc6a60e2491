//! How fast texts are annotated, beside exact searches for the same names in the same texts.
//!
//! The texts are invented ([`news`]) and varied: no text comes twice. Two figures for each language:
//! `new words` begins with empty working memory every time, so that every word is looked up anew;
//! `known words` goes on with the working memory of an earlier pass, as a service does.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod news;

use std::collections::HashSet;
use std::hint::black_box;
use std::time::Duration;

use aho_corasick::{AhoCorasick, MatchKind};
use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group,
    criterion_main,
};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use imya::annotate::{AnnotateOptions, AnnotateScratch};
use imya::{Entity, Kind, Resolver};

use news::{Chance, Press};

const LANGUAGES: [&str; 4] = ["en", "be", "ru", "uk"];
/// About fourteen hundred articles.
const BYTES: usize = 4 << 20;
/// Fewer beside a million names, of which some thousand are candidates for every new word.
const FEWER_BYTES: usize = 1 << 20;
const ARTICLE: usize = 3000;

fn texts(language: &str, entities: &[Entity], bytes: usize) -> Vec<String> {
    let press = Press::new(language, entities);
    let mut chance = Chance::new(2020);
    let mut texts = Vec::new();
    let mut length = 0;
    while length < bytes {
        let article = press.article(ARTICLE, &mut chance);
        length += article.len();
        texts.push(article);
    }
    texts
}

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

fn embedded() -> Vec<Entity> {
    let text = include_str!("../../data/gazetteer/belarus.jsonl");
    imya::gazetteer::read_str("belarus.jsonl", text).expect("it is sound")
}

/// Annotates all texts; how many mentions there are.
fn pass(resolver: &Resolver, texts: &[String], scratch: &mut AnnotateScratch) -> usize {
    let options = AnnotateOptions::new();
    let found = texts.iter().map(|text| {
        let mentions = resolver.annotate_with(black_box(text), &options, scratch);
        mentions.len()
    });
    found.sum()
}

fn measure(
    group: &mut BenchmarkGroup<'_, WallTime>,
    resolver: &Resolver,
    language: &str,
    texts: &[String],
) -> usize {
    let bytes: usize = texts.iter().map(String::len).sum();
    group.throughput(Throughput::Bytes(bytes as u64));
    let words: HashSet<&str> = texts
        .iter()
        .flat_map(|text| text.split_ascii_whitespace())
        .collect();
    println!("{language}: {bytes} bytes, {} different words", words.len());
    let mut scratch = AnnotateScratch::new();
    let found = pass(resolver, texts, &mut scratch);
    group.bench_function(BenchmarkId::new("imya, new words", language), |bench| {
        bench.iter_batched_ref(
            AnnotateScratch::new,
            |scratch| assert_eq!(pass(resolver, texts, scratch), found),
            BatchSize::PerIteration,
        );
    });
    group.bench_function(BenchmarkId::new("imya, known words", language), |bench| {
        bench.iter(|| assert_eq!(pass(resolver, texts, &mut scratch), found));
    });
    found
}

fn annotate(criterion: &mut Criterion) {
    let entities = embedded();
    let resolver = Resolver::embedded();
    let names: Vec<&str> = entities
        .iter()
        .flat_map(|entity| entity.names().iter())
        .map(|name| name.name())
        .collect();
    let (aho_corasick, daachorse) = exact(&names);
    let mut group = criterion.benchmark_group("annotate");
    group
        .sampling_mode(SamplingMode::Flat)
        .measurement_time(Duration::from_secs(2));
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500));
    for language in LANGUAGES {
        let texts = texts(language, &entities, BYTES);
        let ours = measure(&mut group, &resolver, language, &texts);
        let counted = texts.iter().map(|text| {
            whole(
                text,
                aho_corasick.find_iter(text).map(|found| found.range()),
            )
        });
        let theirs: usize = counted.sum();
        assert!(
            2 * ours >= theirs && theirs > 0,
            "{language}: {ours} of {theirs}"
        );
        group.bench_function(BenchmarkId::new("aho-corasick, exact", language), |bench| {
            bench.iter(|| {
                let found = texts
                    .iter()
                    .map(|text| aho_corasick.find_iter(black_box(text)).count());
                assert!(found.sum::<usize>() >= theirs);
            });
        });
        group.bench_function(BenchmarkId::new("daachorse, exact", language), |bench| {
            bench.iter(|| {
                let found = texts
                    .iter()
                    .map(|text| daachorse.leftmost_find_iter(black_box(text)).count());
                assert!(found.sum::<usize>() >= theirs);
            });
        });
    }
    group.finish();
}

fn annotate_with_a_million_names(criterion: &mut Criterion) {
    let entities = embedded();
    let resolver = Resolver::from_entities(invented(1_000_000).chain(entities.iter().cloned()));
    let mut group = criterion.benchmark_group("annotate, a million names");
    group
        .sampling_mode(SamplingMode::Flat)
        .measurement_time(Duration::from_secs(2));
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500));
    for language in LANGUAGES {
        let texts = texts(language, &entities, FEWER_BYTES);
        measure(&mut group, &resolver, language, &texts);
    }
    group.finish();
}

/// The exact searches for the names.
fn exact(names: &[&str]) -> (AhoCorasick, CharwiseDoubleArrayAhoCorasick<u32>) {
    let aho_corasick = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names)
        .expect("the names fit");
    let mut different = names.to_vec();
    different.sort_unstable();
    different.dedup();
    let daachorse = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(daachorse::MatchKind::LeftmostLongest)
        .build(different)
        .expect("the names fit");
    (aho_corasick, daachorse)
}

/// How many of the finds are whole words.
fn whole(text: &str, found: impl Iterator<Item = std::ops::Range<usize>>) -> usize {
    let is_whole = |range: &std::ops::Range<usize>| {
        let before = text[..range.start].chars().next_back();
        let after = text[range.end..].chars().next();
        let around = [before, after];
        around.into_iter().flatten().all(|c| !c.is_alphanumeric())
    };
    found.filter(is_whole).count()
}

criterion_group!(benches, annotate, annotate_with_a_million_names);
criterion_main!(benches);
