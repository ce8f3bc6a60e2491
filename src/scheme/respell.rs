//! A name of one language in the spelling of another, by tables whose rows compete.
//!
//! The tables `data/scheme/respell-*.tsv` say which letters can stand for which; the letter
//! statistics of the language respelled into choose.

use std::sync::LazyLock;

use super::letters::{Class, EDGE, Letter, code_of, facts, language_of};
use super::model::model;
use super::rules::{Compiled, NONE, Rules};
use crate::error::{Error, Result};
use crate::table::Table;
use crate::text::Language;

/// The most names kept while one is respelled.
const BEAM: usize = 48;
/// The price of a variant row, in half bits.
const VARIANT: u32 = 1;

/// A name of one language in the spelling of another, the most probable first.
pub(super) fn respell(name: &str, from: Language, to: Language, most: usize) -> Vec<String> {
    let Some((_, _, rules)) = RESPELLERS
        .iter()
        .find(|(one, other, _)| (*one, *other) == (from, to))
    else {
        return Vec::new();
    };
    let mut names = vec![(0_u32, String::new())];
    let mut rest = name;
    while !rest.is_empty() {
        let is_letter = |c: char| Letter::from_char(c).is_some() || c == '’';
        let is_word = rest.chars().next().is_some_and(is_letter);
        let length = rest.find(|c| is_letter(c) != is_word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(length);
        let parts = if is_word {
            respell_word(rules, part, to, most)
        } else {
            vec![(0, part.to_owned())]
        };
        let mut longer: Vec<(u32, String)> = names
            .iter()
            .flat_map(|(cost, name)| {
                let join =
                    move |(more, part): &(u32, String)| (cost + more, format!("{name}{part}"));
                parts.iter().map(join)
            })
            .collect();
        longer.sort();
        longer.truncate(most);
        names = longer;
        rest = after;
    }
    names.into_iter().map(|(_, name)| name).collect()
}

fn respell_word(rules: &Rules, word: &str, to: Language, most: usize) -> Vec<(u32, String)> {
    let letters: Vec<Letter> = word
        .chars()
        .map(|c| Letter::from_char(c).unwrap_or(Letter::APOSTROPHE))
        .collect();
    let capitals = letters.iter().filter(|letter| letter.is_capital()).count();
    let codes: Vec<u8> = letters.iter().map(|letter| letter.code()).collect();
    // By place: the cheapest beginnings, each with its cost and its letters.
    let mut beams: Vec<Vec<(u32, Vec<u8>)>> = vec![Vec::new(); codes.len() + 1];
    if let Some(first) = beams.first_mut() {
        first.push((0, Vec::new()));
    }
    for at in 0..codes.len() {
        let mut beam = beams.get_mut(at).map(std::mem::take).unwrap_or_default();
        beam.sort();
        beam.dedup_by(|one, other| one.1 == other.1);
        beam.truncate(BEAM);
        for (row, price) in options(rules, &codes, at) {
            let Some(compiled) = rules.rows.get(usize::from(row)) else {
                continue;
            };
            for (cost, spelled) in &beam {
                let mut cost = cost + price;
                let mut spelled = spelled.clone();
                for code in compiled.lower.as_str().chars().filter_map(code_of) {
                    cost += model(to).cost(last_two(&spelled), code);
                    spelled.push(code);
                }
                if let Some(next) = beams.get_mut(at + compiled.from.len()) {
                    next.push((cost, spelled));
                }
            }
        }
    }
    let mut words: Vec<(u32, Vec<u8>)> = beams.pop().unwrap_or_default();
    for (cost, spelled) in &mut words {
        *cost += model(to).cost(last_two(spelled), EDGE);
    }
    words.sort();
    words.dedup_by(|one, other| one.1 == other.1);
    words.truncate(most);
    let all = capitals > 1 && capitals + 1 >= letters.len();
    let first = letters.first().is_some_and(|letter| letter.is_capital());
    words
        .into_iter()
        .map(|(cost, codes)| {
            let spell =
                |(place, &code): (usize, &u8)| Letter::new(code, all || first && place == 0).char();
            (cost, codes.iter().enumerate().map(spell).collect())
        })
        .collect()
}

fn last_two(codes: &[u8]) -> [u8; 2] {
    let back = |number: usize| codes.iter().rev().nth(number).copied().unwrap_or(EDGE);
    [back(1), back(0)]
}

/// The rows that may be used at a place, with their prices: the canonical one and the variants that
/// are at least as long.
fn options(rules: &Rules, codes: &[u8], at: usize) -> Vec<(u16, u32)> {
    let class = |at: Option<usize>| match at.and_then(|at| codes.get(at)) {
        Some(&code) => facts().class[usize::from(code)],
        None => Class::Edge,
    };
    let left = class(at.checked_sub(1));
    let mut options = Vec::new();
    let mut canonical = NONE;
    let mut node = NONE;
    for (length, &code) in codes.iter().skip(at).enumerate() {
        node = match length {
            0 => rules.root[usize::from(code)],
            _ => rules.below(node, code),
        };
        let Some(here) = rules.nodes.get(usize::from(node)) else {
            break;
        };
        let right = class(Some(at + length + 1));
        let decision = rules.decision(node, left, right);
        if decision != NONE {
            options.clear();
            canonical = decision;
        }
        for &row in &here.variants {
            let holds = |row: &Compiled| row.context.holds(left, right);
            if rules.rows.get(usize::from(row)).is_some_and(holds) {
                options.push((row, VARIANT));
            }
        }
    }
    if canonical != NONE {
        options.push((canonical, 0));
    }
    options
}

type Respeller = (Language, Language, Rules);

/// The tables that respell names of one language in another.
#[allow(
    clippy::expect_used,
    reason = "the tables are compiled in and a test parses them"
)]
static RESPELLERS: LazyLock<Vec<Respeller>> =
    LazyLock::new(|| respellers().expect("the tables are valid"));

fn respellers() -> Result<Vec<Respeller>> {
    let texts = [
        (
            "data/scheme/respell-be-ru.tsv",
            include_str!("../../data/scheme/respell-be-ru.tsv"),
        ),
        (
            "data/scheme/respell-ru-be.tsv",
            include_str!("../../data/scheme/respell-ru-be.tsv"),
        ),
    ];
    let mut respellers = Vec::new();
    for (source, text) in texts {
        let table = Table::parse(source, text, &["from", "to", "context", "note"])?;
        let language = |key: &str| {
            language_of(table.metadata(key).unwrap_or_default())
                .ok_or_else(|| Error::data(source, 0, 0, format!("no `# {key}:`")))
        };
        let (from, to) = (language("language")?, language("into")?);
        respellers.push((from, to, Rules::compile(&table, from)?));
    }
    Ok(respellers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_respelling_are_valid() {
        assert_eq!(respellers().unwrap().len(), 2);
    }

    #[test]
    fn names_are_respelled() {
        let ru = |name| respell(name, Language::Belarusian, Language::Russian, 1);
        assert_eq!(ru("Ціханоўская"), ["Тихановская"]);
        assert_eq!(ru("Шчарбакоў"), ["Щербаков"]);
        let be = |name| respell(name, Language::Russian, Language::Belarusian, 1);
        assert_eq!(be("Тихановская"), ["Ціханоўская"]);
    }
}
