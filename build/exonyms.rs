//! Names of places and bodies of the world in the languages of the press, frozen for annotation.

use std::collections::BTreeMap;
use std::fs;

use crate::frozen;
use crate::table::Table;

/// The tables, whose rows are numbered through.
const FILES: [&str; 4] = [
    "exonyms.tsv",
    "world.tsv",
    "places.tsv",
    "organisations.tsv",
];
const LANGUAGES: [&str; 4] = ["be", "ru", "uk", "latin"];
const LATIN: usize = 3;
/// What is cut off a nominative to find its stem has so many letters.
const ENDINGS: [usize; 3] = [0, 1, 2];
const SHORTEST_STEM: usize = 3;

/// The stored forms, and a map from their first words, and from what may be the stems of these, to their numbers.
///
/// ```text
/// forms u32, rows u32
/// forms × row u32, begin u32 and length u16 of the words, language u8, acronym u8
/// (rows + 1) × number of the first form u32
/// the words of all forms
/// ```
pub fn freeze() -> Result<(Vec<u8>, Vec<u8>), Box<dyn std::error::Error>> {
    let (mut records, mut text) = (Vec::new(), String::new());
    let mut rows: Vec<u32> = Vec::new();
    let mut count: u32 = 0;
    let mut by_word: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for file in FILES {
        let content = fs::read_to_string(format!("data/name/{file}"))?;
        let columns = ["concept", "be", "ru", "uk", "latin"];
        for row in Table::parse(file, &content, &columns)?.rows() {
            let number = u32::try_from(rows.len())?;
            rows.push(count);
            for language in 0..LANGUAGES.len() {
                let forms = row.get(language + 1).split('|');
                for words in forms.filter(|words| !words.is_empty()) {
                    let acronym = words.starts_with(char::is_uppercase);
                    records.extend(number.to_le_bytes());
                    records.extend(u32::try_from(text.len())?.to_le_bytes());
                    records.extend(u16::try_from(words.len())?.to_le_bytes());
                    records.extend([u8::try_from(language)?, u8::from(acronym)]);
                    text.push_str(words);
                    for key in keys(words, language, acronym) {
                        by_word.entry(key).or_default().extend(count.to_le_bytes());
                    }
                    count += 1;
                }
            }
        }
    }
    let mut forms = count.to_le_bytes().to_vec();
    forms.extend(u32::try_from(rows.len())?.to_le_bytes());
    forms.extend(records);
    rows.push(count);
    forms.extend(rows.iter().flat_map(|first| first.to_le_bytes()));
    forms.extend(text.bytes());
    let entries: Vec<_> = by_word
        .iter()
        .map(|(key, own)| (key.as_str(), &**own))
        .collect();
    let words = frozen::freeze(entries.into_iter()).ok_or("a word is too long to be frozen")?;
    Ok((forms, words))
}

/// What a form is found by.
fn keys(words: &str, language: usize, acronym: bool) -> Vec<String> {
    let first = words.split(' ').next().unwrap_or_default();
    if acronym {
        return vec![first.to_lowercase()];
    }
    let letters: Vec<char> = first.chars().collect();
    let endings = if language == LATIN {
        &ENDINGS[..1]
    } else {
        &ENDINGS
    };
    let lengths = endings.iter().filter_map(|ending| {
        let length = letters.len().checked_sub(*ending)?;
        (length > 0 && (*ending == 0 || length >= SHORTEST_STEM)).then_some(length)
    });
    lengths
        .map(|length| letters[..length].iter().collect())
        .collect()
}
