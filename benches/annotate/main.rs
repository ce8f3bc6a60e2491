//! How fast texts are annotated, beside exact searches for the same names in the same texts.
//!
//! The texts are invented ([`news`]) and varied: no text comes twice. Three figures for each language:
//! `new words` begins with empty working memory every time, so that every word is looked up anew;
//! `later texts` goes on with texts not seen before and the working memory of those before them, as a service
//! does that has read some megabytes; `known words` annotates texts whose words are all known.
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
    press.articles(bytes, ARTICLE, &mut Chance::new(2020))
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

/// Annotates the texts in both ways, and those that follow them; how many mentions they have.
fn measure(
    group: &mut BenchmarkGroup<'_, WallTime>,
    resolver: &Resolver,
    language: &str,
    (entities, texts): (&[Entity], &[String]),
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
    let press = Press::new(language, entities);
    let mut chance = Chance::new(1863);
    group.bench_function(BenchmarkId::new("imya, later texts", language), |bench| {
        bench.iter_batched(
            || press.articles(bytes, ARTICLE, &mut chance),
            |texts| pass(resolver, &texts, &mut scratch),
            BatchSize::PerIteration,
        );
    });
    found
}

/// Searches the texts for the names as they are; `ours` is how many mentions we find.
fn measure_exact(
    group: &mut BenchmarkGroup<'_, WallTime>,
    (aho_corasick, daachorse): &Exact,
    language: &str,
    texts: &[String],
    ours: usize,
) {
    let counted = texts.iter().map(|text| {
        let found = aho_corasick.find_iter(text).map(|found| found.range());
        whole(text, found)
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

fn annotate(criterion: &mut Criterion) {
    let entities = embedded();
    let resolver = Resolver::embedded();
    measure_all(criterion, "annotate", &resolver, &entities, &[], BYTES);
}

fn annotate_with_a_million_names(criterion: &mut Criterion) {
    let entities = embedded();
    let million: Vec<Entity> = invented(1_000_000).collect();
    let all = million.iter().chain(&entities).cloned();
    let resolver = Resolver::from_entities(all);
    let title = "annotate, a million names";
    measure_all(
        criterion,
        title,
        &resolver,
        &entities,
        &million,
        FEWER_BYTES,
    );
}

/// Measures everything with the names of both lists of entities, in texts about the first.
fn measure_all(
    criterion: &mut Criterion,
    title: &str,
    resolver: &Resolver,
    entities: &[Entity],
    others: &[Entity],
    bytes: usize,
) {
    let all = entities.iter().chain(others);
    let names = all.flat_map(|entity| entity.names().iter().map(|name| name.name()));
    let exact = exact(names.collect());
    let mut group = criterion.benchmark_group(title);
    group
        .sampling_mode(SamplingMode::Flat)
        .measurement_time(Duration::from_secs(2));
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500));
    for language in LANGUAGES {
        let texts = texts(language, entities, bytes);
        let ours = measure(&mut group, resolver, language, (entities, &texts));
        measure_exact(&mut group, &exact, language, &texts, ours);
    }
    group.finish();
}

type Exact = (AhoCorasick, CharwiseDoubleArrayAhoCorasick<u32>);

/// The exact searches for the names.
fn exact(mut names: Vec<&str>) -> Exact {
    names.sort_unstable();
    names.dedup();
    let aho_corasick = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("the names fit");
    let daachorse = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(daachorse::MatchKind::LeftmostLongest)
        .build(names)
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
