//! Measures the schemes: round trips, restored names, recognised words.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};
use imya::scheme::{Scheme, Variants, alphabet, language_code, recognise};
use imya::text::Language;

/// Measures what the schemes promise.
#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    work: Work,
}

#[derive(Subcommand)]
enum Work {
    /// Romanise random words under each reversible scheme and restore them.
    RoundTrip {
        /// Words for each scheme.
        #[arg(long, default_value_t = 1_000_000)]
        words: usize,
        /// Only this scheme.
        #[arg(long)]
        scheme: Option<String>,
        /// Instead of random words, all words up to this length.
        #[arg(long)]
        every: Option<usize>,
    },
    /// Romanise the names of a list and look for them among the restored ones.
    Restore {
        /// The names, one per line; else 500 surnames of the gazetteer of the crate.
        names: Option<PathBuf>,
        /// The scheme.
        #[arg(long, default_value = "be-icao-9303")]
        scheme: String,
        /// Print the names that are not first.
        #[arg(long)]
        misses: bool,
    },
    /// Time schemes, deunicode and a copy in turn, and take the best of many rounds.
    Speed {
        /// A text with Cyrillic letters.
        text: PathBuf,
        /// Rounds.
        #[arg(long, default_value_t = 200)]
        rounds: usize,
    },
    /// Respell words of one language in another and look for the true spelling among the readings.
    Respell {
        /// Lines of a language code, a word, another code and the word in that language.
        pairs: PathBuf,
    },
    /// Romanise words under their language's schemes and recognise the schemes.
    Recognise {
        /// Lines of a language code, a tab and a word; else words of the gazetteer of the crate.
        words: Option<PathBuf>,
        /// How many schemes, spread over all.
        #[arg(long, default_value_t = 20)]
        schemes: usize,
        /// How many words for each.
        #[arg(long, default_value_t = 200)]
        words_each: usize,
    },
}

fn main() -> Result<()> {
    match Options::parse().work {
        Work::RoundTrip {
            words,
            scheme,
            every,
        } => {
            for known in Scheme::all().filter(|known| known.is_reversible()) {
                if scheme.as_ref().is_none_or(|id| id == known.id()) {
                    round_trip(known, words, every)?;
                }
            }
            Ok(())
        }
        Work::Restore {
            names,
            scheme,
            misses,
        } => restore(names.as_ref(), &scheme, misses),
        Work::Speed { text, rounds } => speed(&text, rounds),
        Work::Respell { pairs } => respelled(&pairs),
        Work::Recognise {
            words,
            schemes,
            words_each,
        } => recognised(words.as_ref(), schemes, words_each),
    }
}

/// The names of the entities in the gazetteer of the crate: language, kind, name.
fn gazetteer() -> Result<Vec<(String, String, String)>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/gazetteer/belarus.jsonl");
    let text = std::fs::read_to_string(path).context(path)?;
    let mut all = Vec::new();
    for line in text.lines() {
        let entity: serde_json::Value = serde_json::from_str(line)?;
        let kind = entity["kind"].as_str().unwrap_or_default();
        for name in entity["names"].as_array().into_iter().flatten() {
            let text = |key: &str| name[key].as_str().unwrap_or_default().to_owned();
            all.push((text("lang"), kind.to_owned(), text("name")));
        }
    }
    Ok(all)
}

/// Every so manieth of the items, about `most` of them.
fn spread(items: BTreeSet<String>, most: usize) -> Vec<String> {
    let apart = (items.len() / most.max(1)).max(1);
    items.into_iter().step_by(apart).take(most).collect()
}

/// Lower-case words of a language, from the table or from the gazetteer.
fn words_of(words: Option<&PathBuf>, language: &str, most: usize) -> Result<Vec<String>> {
    let found: Vec<(String, String)> = match words {
        Some(path) => std::fs::read_to_string(path)
            .with_context(|| path.display().to_string())?
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(code, word)| (code.to_owned(), word.to_owned()))
            .collect(),
        None => gazetteer()?
            .into_iter()
            .map(|(code, _, name)| (code, name))
            .collect(),
    };
    let is_word = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic);
    let words = found
        .iter()
        .filter(|(code, _)| code == language)
        .flat_map(|(_, name)| name.split([' ', '-']))
        .filter(|word| is_word(word) && !word.is_ascii())
        .map(str::to_lowercase)
        .collect();
    Ok(spread(words, most))
}

fn recognised(words: Option<&PathBuf>, schemes: usize, words_each: usize) -> Result<()> {
    let apart = (Scheme::ids().len() / schemes.max(1)).max(1);
    let (mut asked, mut true_found, mut named, mut wrong) = (0_u32, 0, 0, 0);
    let began = Instant::now();
    for scheme in Scheme::all().step_by(apart).take(schemes) {
        let language = language_code(scheme.language());
        for word in &words_of(words, language, words_each)? {
            let latin = scheme.romanise(word).to_lowercase();
            let found = recognise(&latin);
            asked += 1;
            let canonical = found.schemes().iter().filter(|one| one.is_canonical());
            let mut is_found = false;
            for one in canonical {
                named += 1;
                is_found |= one.scheme().id() == scheme.id();
                if one.scheme().romanise(one.reading()).to_lowercase() != latin {
                    wrong += 1;
                    println!("{latin}\t{}\t{}", one.scheme().id(), one.reading());
                }
            }
            true_found += usize::from(is_found);
            if !is_found {
                println!("{word}\t{latin}\t{} is missed", scheme.id());
            }
        }
    }
    let each = began.elapsed().as_secs_f64() * 1e3 / f64::from(asked.max(1));
    println!(
        "{asked} words: the true scheme found {true_found} times; {named} schemes named, {wrong} of \
         them cannot write the word; {each:.1} ms each"
    );
    Ok(())
}

fn round_trip(scheme: &Scheme, words: usize, every: Option<usize>) -> Result<()> {
    let letters: Vec<char> = alphabet(scheme.language()).collect();
    let began = Instant::now();
    let (mut done, mut failed, mut excluded, mut seed) = (0, 0, 0, 0x9e37_79b9_7f4a_7c15_u64);
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 33) as usize % below
    };
    let mut number = 0;
    let mut check = |word: &str| {
        let latin = scheme.romanise(word);
        let back = scheme.restore(&latin);
        if back != word {
            failed += 1;
            if failed <= 5 {
                println!("{}: {word} > {latin} > {back}", scheme.id());
            }
        }
    };
    loop {
        let word: String = if let Some(length) = every {
            let mut word = String::new();
            let mut rest = number;
            while rest > 0 {
                rest -= 1;
                word.push(letters[rest % letters.len()]);
                rest /= letters.len();
            }
            number += 1;
            if word.chars().count() > length {
                break;
            }
            word
        } else if done == words {
            break;
        } else {
            (0..1 + random(12))
                .map(|_| letters[random(letters.len())])
                .collect()
        };
        if word.is_empty() || !scheme.restores(&word) {
            excluded += 1;
            continue;
        }
        done += 1;
        match done % 3 {
            0 if every.is_none() && word.chars().count() > 2 => {
                let mut chars = word.chars();
                let first = chars.next().map(|c| c.to_uppercase().to_string());
                check(&(first.unwrap_or_default() + chars.as_str()));
            }
            _ => check(&word),
        }
    }
    let (id, seconds) = (scheme.id(), began.elapsed().as_secs_f64());
    println!("{id}\t{done} words\t{failed} failed\t{excluded} excluded\t{seconds:.1} s");
    Ok(())
}

fn speed(path: &PathBuf, rounds: usize) -> Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    ensure!(!text.is_empty(), "the text is empty");
    let text = text.repeat((1 << 20) / text.len() + 1);
    let ascii = deunicode::deunicode(&text);
    let schemes: Vec<&Scheme> = Scheme::all().collect();
    let mut best = vec![f64::MAX; schemes.len() + 3];
    for _ in 0..rounds {
        let mut time = |slot: usize, bytes: usize, work: &mut dyn FnMut() -> usize| {
            let began = Instant::now();
            std::hint::black_box(work());
            let each = began.elapsed().as_secs_f64() / bytes as f64;
            if let Some(best) = best.get_mut(slot) {
                *best = best.min(each);
            }
        };
        time(0, text.len(), &mut || deunicode::deunicode(&text).len());
        time(1, ascii.len(), &mut || ascii.clone().len());
        time(2, ascii.len(), &mut || schemes[0].romanise(&ascii).len());
        for (number, scheme) in schemes.iter().enumerate() {
            time(number + 3, text.len(), &mut || scheme.romanise(&text).len());
        }
    }
    let names = ["deunicode", "copy of ASCII", "ASCII romanised"];
    let names = names.into_iter().chain(schemes.iter().map(|one| one.id()));
    for (name, each) in names.zip(&best) {
        let (speed, ratio) = (1e-6 / each, best[0] / each);
        println!("{name}\t{speed:.0} MB/s\t{ratio:.2} x deunicode");
    }
    Ok(())
}

fn respelled(pairs: &PathBuf) -> Result<()> {
    let text = std::fs::read_to_string(pairs).with_context(|| pairs.display().to_string())?;
    for (from, to) in [
        (Language::Belarusian, Language::Russian),
        (Language::Russian, Language::Belarusian),
    ] {
        let exact = if to == Language::Russian {
            "ru-iso9-1995"
        } else {
            "be-iso9-1995"
        };
        let scheme = Scheme::named(exact)?;
        let codes = [language_code(from), language_code(to)];
        let wanted: Vec<(&str, &str)> = text
            .lines()
            .map(|line| line.split('\t').collect())
            .filter_map(|cells: Vec<&str>| match cells[..] {
                [one, a, other, b, ..] if [one, other] == codes => Some((a, b)),
                [one, a, other, b, ..] if [other, one] == codes => Some((b, a)),
                _ => None,
            })
            .collect();
        print!("{} > {}: {} words;", codes[0], codes[1], wanted.len());
        for readings in [1, 2, 3, 4, 6, 8] {
            let variants = Variants::new()
                .languages(&[to])
                .schemes(&[exact])?
                .accepted(false)
                .readings(readings);
            let is_found = |pair: &&(&str, &str)| {
                let latin = scheme.romanise(pair.1);
                variants
                    .of(pair.0)
                    .iter()
                    .any(|one| one.spelling() == latin)
            };
            let found = wanted.iter().filter(is_found).count();
            print!(
                " {readings}: {:.1} %",
                100.0 * found as f64 / wanted.len().max(1) as f64
            );
        }
        println!();
    }
    Ok(())
}

fn restore(names: Option<&PathBuf>, scheme: &str, misses: bool) -> Result<()> {
    let scheme = Scheme::named(scheme)?;
    let names: Vec<String> = match names {
        Some(path) => std::fs::read_to_string(path)
            .with_context(|| path.display().to_string())?
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        None => {
            let language = language_code(scheme.language());
            let surnames = gazetteer()?
                .into_iter()
                .filter(|(code, kind, _)| code == language && kind == "person")
                .filter_map(|(_, _, name)| Some(name.rsplit_once(' ')?.1.to_owned()))
                .collect();
            spread(surnames, 500)
        }
    };
    ensure!(!names.is_empty(), "no names");
    let (mut first, mut five) = (0, 0);
    let began = Instant::now();
    for name in &names {
        let latin = scheme.romanise(name);
        let found: Vec<String> = scheme
            .restorations(&latin)
            .take(5)
            .map(|reading| reading.text().replace('’', "'"))
            .collect();
        let wanted = name.replace('’', "'");
        let rank = found.iter().position(|text| *text == wanted);
        first += usize::from(rank == Some(0));
        five += usize::from(rank.is_some());
        if misses && rank != Some(0) {
            println!("{name}\t{latin}\t{}", found.join(", "));
        }
    }
    let share = |part: usize| 100.0 * part as f64 / names.len() as f64;
    let each = began.elapsed().as_secs_f64() * 1e6 / names.len() as f64;
    println!(
        "{} names: first {:.1} %, among five {:.1} %; {each:.0} µs each",
        names.len(),
        share(first),
        share(five)
    );
    Ok(())
}
