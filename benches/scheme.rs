//! Romanisation speed: Cyrillic text beside deunicode, ASCII text beside a copy.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use imya::Scheme;

const CYRILLIC: &str = "Праваабаронцы «Вясны» паведамляюць, што ў Мінску, Гродне і Віцебску \
    зноў прайшлі суды. Аб’яднаная грамадзянская партыя назвала прозвішчы: Станіслаў Шушкевіч, \
    Зянон Пазняк, Аляксандр Мілінкевіч. Міхаіл Горбачёв и Борис Ельцин встретились в Вискулях, \
    Брестская область, 8 декабря 1991 года. ";
const ASCII: &str = "Stanislau Shushkevich, Zianon Pazniak and Aliaksandr Milinkevich met in \
    Minsk, Hrodna and Vitsebsk; nobody wrote a single Cyrillic letter about it in 1991. ";

fn text(sample: &str) -> String {
    sample.repeat((1 << 20) / sample.len())
}

fn romanise(bench: &mut Criterion) {
    let Ok(scheme) = Scheme::named("be-bgn-pcgn-1979") else {
        return;
    };
    let cyrillic = text(CYRILLIC);
    let mut group = bench.benchmark_group("cyrillic");
    group.throughput(Throughput::Bytes(cyrillic.len() as u64));
    group.bench_function("deunicode", |bench| {
        bench.iter(|| deunicode::deunicode(black_box(&cyrillic)));
    });
    for id in [
        "be-bgn-pcgn-1979",
        "be-icao-9303",
        "be-lacinka",
        "be-iso9-1995",
    ] {
        let Ok(scheme) = Scheme::named(id) else {
            continue;
        };
        group.bench_function(format!("romanise {id}"), |bench| {
            bench.iter(|| scheme.romanise(black_box(&cyrillic)));
        });
    }
    group.finish();
    let ascii = text(ASCII);
    let mut group = bench.benchmark_group("ascii");
    group.throughput(Throughput::Bytes(ascii.len() as u64));
    group.bench_function("copy", |bench| bench.iter(|| black_box(&ascii).clone()));
    group.bench_function("romanise", |bench| {
        bench.iter(|| scheme.romanise(black_box(&ascii)));
    });
    group.finish();
}

criterion_group!(benches, romanise);
criterion_main!(benches);
