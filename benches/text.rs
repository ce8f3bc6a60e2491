//! Folding and cutting words, beside deunicode on the same texts.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const TEXTS: [(&str, &str); 3] = [
    ("be", include_str!("../examples/texts/be.txt")),
    ("ru", include_str!("../examples/texts/ru.txt")),
    ("en", include_str!("../examples/texts/en.txt")),
];

fn fold(criterion: &mut Criterion) {
    for (language, text) in TEXTS {
        let folded = imya::text::fold(text);
        assert_eq!(
            folded.as_str().to_lowercase(),
            folded.as_str(),
            "folded text has no capitals"
        );
        assert_eq!(
            folded.source_span(0..folded.as_str().len()).unwrap().end,
            text.trim_end().len().max(text.len())
        );
        let mut group = criterion.benchmark_group(format!("fold/{language}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("imya", |bencher| {
            bencher.iter(|| imya::text::fold(black_box(text)));
        });
        group.bench_function("deunicode", |bencher| {
            bencher.iter(|| deunicode::deunicode(black_box(text)));
        });
        group.finish();
    }
}

fn words(criterion: &mut Criterion) {
    for (language, text) in TEXTS {
        let count = imya::text::tokens(text).count();
        assert!(count > 200 && count < text.len());
        let mut group = criterion.benchmark_group(format!("words/{language}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("imya", |bencher| {
            bencher.iter(|| imya::text::tokens(black_box(text)).count());
        });
        group.bench_function("split at white space, lower case", |bencher| {
            bencher.iter(|| {
                let words = black_box(text).split_whitespace();
                words.map(|word| word.to_lowercase().len()).sum::<usize>()
            });
        });
        group.finish();
    }
}

criterion_group!(benches, fold, words);
criterion_main!(benches);
