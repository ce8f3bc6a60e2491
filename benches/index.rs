//! Looking names up among a million, beside peers on the same names and queries, one thread.
//!
//! Without further ado names are made up from the tables of given names and patronymics and from stems and
//! endings of surnames, some far more frequent than others; `IMYA_NAMES=FILE` takes the names of a file, one a line, `IMYA_COUNT` fewer or more
//! of them. Queries are some of the names, romanised, one in five without patronymic, one in ten with a
//! slip of the hand. The peers get everything without marks and in Latin letters, in lower case.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use fst::automaton::Levenshtein;
use fst::{IntoStreamer, Map, MapBuilder, Streamer};
use imya::index::{IndexBuilder, SearchScratch};
use imya::{Entity, Kind, Resolver, Scheme};
use symspell::{AsciiStringStrategy, SymSpell, Verbosity};

/// A small generator: every run has the same names.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// The first ones far more often than the last, as names are in life: by the law of Zipf and Mandelbrot,
    /// under which one surname in a hundred and fifty is the most frequent one.
    fn frequent<'t, T>(&mut self, list: &'t [T], shift: f64) -> &'t T {
        let uniform = self.below(1 << 52) as f64 / (1u64 << 52) as f64;
        let rank = shift * ((list.len() as f64 / shift + 1.0).powf(uniform) - 1.0);
        &list[(rank as usize).min(list.len() - 1)]
    }
}

/// The cells of a column of a table, of those rows that another column selects.
fn column(table: &str, column: &str, wanted: (&str, &str)) -> Vec<String> {
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let place = |name: &str| head.iter().position(|own| *own == name);
    let at = place(column).unwrap_or(0);
    lines
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|cells| place(wanted.0).is_none_or(|at| cells[at] == wanted.1))
        .filter_map(|cells| Some((*cells.get(at)?).split('|').next()?.to_owned()))
        .filter(|cell| !cell.is_empty())
        .collect()
}

/// As many surnames as a country of ten million has.
const SURNAMES: usize = 100_000;

fn made_up(count: usize) -> Vec<String> {
    let given = column(
        include_str!("../data/name/given_names.tsv"),
        "form",
        ("language", "be"),
    );
    let fathers = column(
        include_str!("../data/name/patronymics.tsv"),
        "be_m",
        ("", ""),
    );
    let onsets: &[&str] = &[
        "К", "Б", "М", "С", "П", "Г", "В", "Д", "Л", "Р", "Н", "Т", "З", "Ш", "Ж", "Х", "Ч", "Кр",
        "Бр", "Ст", "Гр", "Пр", "Шч", "Кл", "Сл", "Тр", "Скр", "Др",
    ];
    let vowels: &[&str] = &["а", "у", "ы", "о", "і", "е", "я", "э", "ю"];
    let middles: &[&str] = &[
        "л", "р", "н", "к", "в", "с", "м", "д", "з", "т", "б", "ль", "сь", "рб", "шк", "ст", "рт",
        "нд", "цв", "хл", "йк", "дз", "жн", "пл", "сн",
    ];
    let ends: &[&str] = &[
        "овіч",
        "евіч",
        "енка",
        "оў",
        "еў",
        "ук",
        "юк",
        "скі",
        "ін",
        "чык",
        "ёнак",
        "эня",
        "ка",
        "аў",
        "цкі",
        "яка",
        "ыла",
        "аль",
        "уха",
        "оўскі",
    ];
    let mut random = Random(0x1eaf);
    let surnames: Vec<String> = (0..SURNAMES)
        .map(|_| {
            let mut surname = (*random.frequent(onsets, 4.0)).to_owned();
            for _ in 0..1 + random.below(2) {
                let part: &&str = random.frequent(vowels, 4.0);
                surname.push_str(part);
                let part: &&str = random.frequent(middles, 4.0);
                surname.push_str(part);
            }
            let part: &&str = random.frequent(ends, 4.0);
            surname.push_str(part);
            surname
        })
        .collect();
    (0..count)
        .map(|_| {
            let own = random.frequent(&given, 8.0);
            let father = random.frequent(&fathers, 8.0);
            let surname = random.frequent(&surnames, 20.0);
            format!("{own} {father} {surname}")
        })
        .collect()
}

/// Queries with the number of the name they mean.
fn queries(names: &[String], count: usize) -> Vec<(String, usize)> {
    let schemes = [
        "be-bgn-pcgn-1979",
        "be-icao-9303",
        "be-national-2007",
        "be-iso9-1995",
    ];
    let schemes: Vec<_> = schemes
        .iter()
        .filter_map(|id| Scheme::named(id).ok())
        .collect();
    let mut random = Random(0xcafe);
    (0..count)
        .map(|_| {
            let number = random.below(names.len());
            let mut words: Vec<&str> = names[number].split(' ').collect();
            if words.len() > 2 && random.below(5) == 0 {
                words.remove(1);
            }
            let plain = words.join(" ");
            let scheme = schemes.get(random.below(schemes.len()));
            let mut query =
                scheme.map_or(plain.clone(), |scheme| scheme.romanise(&plain).into_owned());
            if random.below(10) == 0 {
                let letters: Vec<char> = query.chars().collect();
                let at = 1 + random.below(letters.len() - 1);
                let kept = letters.iter().enumerate().filter(|(place, _)| *place != at);
                query = kept.map(|(_, letter)| *letter).collect();
            }
            (query, number)
        })
        .collect()
}

fn plain(name: &str) -> String {
    deunicode::deunicode(name).to_lowercase()
}

/// Prints how long queries took and how often the name meant was among the first ten.
fn report(
    system: &str,
    queries: &[(String, usize)],
    mut find: impl FnMut(&str) -> Vec<usize>,
    same: impl Fn(usize, usize) -> bool,
) {
    let mut times = Vec::with_capacity(queries.len());
    let (mut hits, begun) = (0, Instant::now());
    for (query, wanted) in queries {
        let started = Instant::now();
        let found = find(query);
        times.push(started.elapsed());
        hits += usize::from(found.iter().take(10).any(|&own| same(own, *wanted)));
    }
    let rate = queries.len() as f64 / begun.elapsed().as_secs_f64();
    times.sort_unstable();
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    let at = |percent: usize| micros(times[(times.len() * percent / 100).min(times.len() - 1)]);
    println!(
        "{system:<36} p50 {:>10.1} µs  p99 {:>10.1} µs  {rate:>8.0} a second  R@10 {:.3}",
        at(50),
        at(99),
        hits as f64 / queries.len().max(1) as f64,
    );
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let made = work();
    println!(
        "{what:<36} built in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    made
}

fn main() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<usize>().ok();
    let names = match std::env::var("IMYA_NAMES") {
        Ok(path) => {
            let text = std::fs::read_to_string(&path).expect("IMYA_NAMES can be read");
            let lines = text.lines().map(str::to_owned);
            lines
                .take(number("IMYA_COUNT").unwrap_or(usize::MAX))
                .collect()
        }
        Err(_) => made_up(number("IMYA_COUNT").unwrap_or(1_000_000)),
    };
    let queries = queries(&names, 2_000);
    let same = |one: usize, other: usize| one == other || names[one] == names[other];
    println!(
        "{} names, {} queries, one thread",
        names.len(),
        queries.len()
    );

    let index = timed("imya", || {
        let mut builder = IndexBuilder::new();
        for (first, chunk) in (0..).step_by(8192).zip(names.chunks(8192)) {
            let entities: Vec<Entity> = (first..)
                .zip(chunk)
                .map(|(id, name): (usize, _)| {
                    Entity::new(id.to_string(), Kind::Person).with_name(name.as_str(), "be")
                })
                .collect();
            builder.add_all(&entities).expect("a million names fit");
        }
        builder.build()
    });
    let bytes = index.bytes_len();
    let resolver = Resolver::from_index(index.into());
    let mut scratch = SearchScratch::default();
    let mut imya = |query: &str| -> Vec<usize> {
        let found = resolver.resolve_with(query, &mut scratch);
        let ids = found
            .candidates()
            .iter()
            .map(|own| own.entity().id().parse());
        ids.filter_map(Result::ok).collect()
    };
    report("imya", &queries, &mut imya, same);
    report("imya, again", &queries, &mut imya, same);
    println!(
        "{:<36} {:.0} bytes a name",
        "imya",
        bytes as f64 / names.len() as f64
    );

    let mut sorted: BTreeMap<String, usize> = BTreeMap::new();
    for (number, name) in names.iter().enumerate() {
        sorted.entry(plain(name)).or_insert(number);
    }
    let map: Map<Vec<u8>> = timed("fst", || {
        let mut builder = MapBuilder::memory();
        for (name, number) in &sorted {
            builder
                .insert(name, *number as u64)
                .expect("names are in order");
        }
        builder.into_map()
    });
    let distance = |query: &str, name: &str| strsim::levenshtein(query, name);
    report(
        "fst, Levenshtein automaton, d = 2",
        &queries,
        |query| {
            let query = plain(query);
            let Ok(automaton) = Levenshtein::new(&query, 2) else {
                return Vec::new();
            };
            let mut stream = map.search(automaton).into_stream();
            let mut found = Vec::new();
            while let Some((name, number)) = stream.next() {
                let name = String::from_utf8_lossy(name);
                found.push((distance(&query, &name), number as usize));
            }
            found.sort_unstable();
            found.into_iter().map(|(_, number)| number).collect()
        },
        same,
    );

    let symspell = timed("symspell", || {
        let mut symspell: SymSpell<AsciiStringStrategy> = SymSpell::default();
        for name in sorted.keys() {
            symspell.load_dictionary_line(&format!("{name}\t1"), 0, 1, "\t");
        }
        symspell
    });
    report(
        "symspell, d = 2",
        &queries,
        |query| {
            let found = symspell.lookup(&plain(query), Verbosity::All, 2);
            let numbers = found
                .iter()
                .filter_map(|own| sorted.get(&own.term).copied());
            numbers.take(10).collect()
        },
        same,
    );
    drop(symspell);

    let folded: Vec<String> = names.iter().map(|name| plain(name)).collect();
    report(
        "rapidfuzz, ratio, all names",
        &queries[..queries.len().min(40)],
        |query| {
            let scorer = rapidfuzz::fuzz::RatioBatchComparator::new(plain(query).chars());
            let mut best: Vec<(f64, usize)> = Vec::with_capacity(11);
            for (number, name) in folded.iter().enumerate() {
                let score = scorer.similarity(name.chars());
                if best.len() < 10 || score > best[9].0 {
                    let at = best.partition_point(|own| own.0 >= score);
                    best.insert(at, (score, number));
                    best.truncate(10);
                }
            }
            best.into_iter().map(|(_, number)| number).collect()
        },
        same,
    );
}
