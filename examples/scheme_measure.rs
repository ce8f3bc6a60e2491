//! Measures the schemes: round trips, restored names, recognised words.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};
use imya::scheme::{Scheme, alphabet, language_code, recognise};

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
        /// The names, one per line.
        names: PathBuf,
        /// The scheme.
        #[arg(long, default_value = "be-icao-9303")]
        scheme: String,
        /// Print the names that are not first.
        #[arg(long)]
        misses: bool,
    },
    /// Romanise words under their language's schemes and recognise the schemes.
    Recognise {
        /// Lines of a language code, a tab and a word.
        words: PathBuf,
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
        } => restore(&names, &scheme, misses),
        Work::Recognise {
            words,
            schemes,
            words_each,
        } => recognised(&words, schemes, words_each),
    }
}

fn recognised(words: &PathBuf, schemes: usize, words_each: usize) -> Result<()> {
    let text = std::fs::read_to_string(words).with_context(|| words.display().to_string())?;
    let pairs: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let apart = (Scheme::ids().len() / schemes.max(1)).max(1);
    let (mut asked, mut true_found, mut named, mut wrong) = (0_u32, 0, 0, 0);
    let began = Instant::now();
    for scheme in Scheme::all().step_by(apart).take(schemes) {
        let language = language_code(scheme.language());
        let own = pairs.iter().filter(|(code, _)| *code == language);
        for (_, word) in own.take(words_each) {
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

fn restore(names: &PathBuf, scheme: &str, misses: bool) -> Result<()> {
    let scheme = Scheme::named(scheme)?;
    let text = std::fs::read_to_string(names).with_context(|| names.display().to_string())?;
    let names: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
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
