//! Fits the letter statistics of `data/scheme/statistics-*.tsv` from lists of names.
//!
//! The inputs are gazetteers (JSON lines) or tab-separated tables in which a language code stands in
//! one column and a word of that language in the next; only counts of letters are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;

/// Writes the letter statistics of one language.
#[derive(Parser)]
struct Options {
    /// The language: be, ru or uk.
    #[arg(long)]
    language: String,
    /// Leave out groups of letters seen less often than this.
    #[arg(long, default_value_t = 2)]
    least: u32,
    /// Tables of words.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut words = BTreeSet::new();
    for file in &options.files {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        for line in text.lines() {
            for (language, name) in names(line) {
                if language.split('-').next() != Some(&options.language) {
                    continue;
                }
                let parts = name.split(|c: char| c.is_whitespace() || "-«»\"().,".contains(c));
                words.extend(parts.filter(|word| !word.is_empty()).map(str::to_lowercase));
            }
        }
    }
    let language = match options.language.as_str() {
        "be" => imya::text::Language::Belarusian,
        "uk" => imya::text::Language::Ukrainian,
        _ => imya::text::Language::Russian,
    };
    let alphabet: Vec<char> = imya::scheme::alphabet(language).collect();
    let mut counts: BTreeMap<String, BTreeMap<char, u32>> = BTreeMap::new();
    let mut used = 0;
    for word in &words {
        let word: Vec<char> = word
            .chars()
            .map(|c| {
                if imya::text::is_apostrophe(c) {
                    '’'
                } else {
                    c
                }
            })
            .collect();
        if !word.iter().all(|c| alphabet.contains(c)) {
            continue;
        }
        used += 1;
        let padded: Vec<char> = ['_', '_'].into_iter().chain(word).chain(['_']).collect();
        for window in padded.windows(3) {
            for from in 0..3 {
                let before: String = window[from..2].iter().collect();
                let after = counts.entry(before).or_default();
                *after.entry(window[2]).or_default() += 1;
            }
        }
    }
    let id = &options.language;
    println!("# title: letter statistics of names, {id}: costs in half bits, base 36");
    println!("# source: counts over {used} different words of names");
    println!("before\tafter");
    for (before, after) in &counts {
        let all: u32 = after.values().sum();
        let cell: String = after
            .iter()
            .filter(|(_, count)| before.chars().count() < 2 || **count >= options.least)
            .map(|(letter, count)| {
                let bits = (f64::from(all) + 1.0).log2() - f64::from(*count).log2();
                let digit = ((bits * 2.0).round() as u32).min(35);
                format!("{letter}{}", char::from_digit(digit, 36).unwrap_or('z'))
            })
            .collect();
        if !cell.is_empty() {
            println!("{before}\t{cell}");
        }
    }
    Ok(())
}

/// Languages and names of a line: an entity of a gazetteer, or cells of a table.
fn names(line: &str) -> Vec<(String, String)> {
    if let Ok(entity) = serde_json::from_str::<serde_json::Value>(line) {
        let names = entity["names"].as_array().cloned().unwrap_or_default();
        return names
            .iter()
            .filter_map(|name| {
                Some((
                    name["lang"].as_str()?.to_owned(),
                    name["name"].as_str()?.to_owned(),
                ))
            })
            .collect();
    }
    let cells: Vec<&str> = line.split('\t').collect();
    cells
        .windows(2)
        .map(|pair| (pair[0].to_owned(), pair[1].to_owned()))
        .collect()
}
