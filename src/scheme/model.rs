//! Letter statistics: how probable a letter is after the two before it, in names of a language.
//!
//! The tables `data/scheme/statistics-*.tsv` hold costs in half bits, written by
//! `examples/scheme_statistics.rs`: one row for the one or two letters before, with the letters that
//! were seen after them and their costs as digits of base 36. What was not seen falls back to one
//! letter less, at a price.

use std::sync::LazyLock;

use super::letters::{EDGE, code_of};
use crate::error::Result;
use crate::table::Table;
use crate::text::Language;

/// The price of falling back, in half bits.
const BACK_OFF: u8 = 7;
/// The most that one letter can cost, in half bits.
const MOST: u8 = 60;
/// How many letters a language may have, the edge included.
const LETTERS: usize = 48;

/// The costs of one language.
pub(super) struct Model {
    /// Code → number of the letter; 0 is the edge, the last one stands for letters never seen.
    number: [u8; 256],
    costs: Vec<u8>,
}

impl Model {
    /// The cost of a letter after two others, in half bits; the code [`EDGE`] is the edge of a word.
    pub(super) fn cost(&self, before: [u8; 2], letter: u8) -> u32 {
        let [first, second] = before.map(|code| usize::from(self.number[usize::from(code)]));
        let letter = usize::from(self.number[usize::from(letter)]);
        let cost = self
            .costs
            .get((first * LETTERS + second) * LETTERS + letter);
        u32::from(cost.copied().unwrap_or(MOST))
    }

    fn parse(source: &str, text: &str) -> Result<Self> {
        let table = Table::parse(source, text, &["before", "after"])?;
        let unseen = (LETTERS - 1) as u8;
        let mut number = [unseen; 256];
        let mut next = 0;
        let mut of_code = |code: u8, number: &mut [u8; 256]| {
            let known = &mut number[usize::from(code)];
            if *known == unseen && next < unseen {
                *known = next;
                next += 1;
            }
            usize::from(*known)
        };
        of_code(EDGE, &mut number);
        let mut one = vec![MOST; LETTERS];
        let mut two = vec![MOST; LETTERS * LETTERS];
        let mut costs = vec![MOST; LETTERS * LETTERS * LETTERS];
        let mut seen: [Vec<(usize, u8)>; 3] = Default::default();
        for row in table.rows() {
            let mut at = 0;
            let mut length = 0;
            for c in row.get(0).chars() {
                let code = symbol(c).ok_or_else(|| table.error(row, 0, "no letter"))?;
                at = at * LETTERS + of_code(code, &mut number);
                length += 1;
            }
            let mut pairs = row.get(1).chars();
            while let (Some(letter), Some(cost)) = (pairs.next(), pairs.next()) {
                let bad = || table.error(row, 1, "no letter with its cost");
                let code = symbol(letter).ok_or_else(bad)?;
                let cost = cost.to_digit(36).ok_or_else(bad)? as u8;
                let place = at * LETTERS + of_code(code, &mut number);
                let level = seen.get_mut(length);
                let level = level.ok_or_else(|| table.error(row, 0, "more than two letters"))?;
                level.push((place, cost));
            }
        }
        for (level, costs) in seen.iter().zip([&mut one, &mut two, &mut costs]) {
            for &(place, cost) in level {
                if let Some(slot) = costs.get_mut(place) {
                    *slot = cost;
                }
            }
        }
        fall_back(&mut two, &one);
        fall_back(&mut costs, &two);
        Ok(Model { number, costs })
    }
}

/// Fills what was not seen from the costs with one letter less before.
fn fall_back(costs: &mut [u8], shorter: &[u8]) {
    for (place, cost) in costs.iter_mut().enumerate() {
        if *cost == MOST {
            let less = shorter.get(place % shorter.len()).copied().unwrap_or(MOST);
            *cost = less.saturating_add(BACK_OFF).min(MOST);
        }
    }
}

fn symbol(c: char) -> Option<u8> {
    if c == '_' { Some(EDGE) } else { code_of(c) }
}

/// The statistics of a language, parsed at first use.
#[allow(
    clippy::expect_used,
    reason = "the tables are compiled in and a test parses them"
)]
pub(super) fn model(language: Language) -> &'static Model {
    static BELARUSIAN: LazyLock<Model> = LazyLock::new(|| {
        let text = include_str!("../../data/scheme/statistics-be.tsv");
        Model::parse("data/scheme/statistics-be.tsv", text).expect("the table is valid")
    });
    static RUSSIAN: LazyLock<Model> = LazyLock::new(|| {
        let text = include_str!("../../data/scheme/statistics-ru.tsv");
        Model::parse("data/scheme/statistics-ru.tsv", text).expect("the table is valid")
    });
    static UKRAINIAN: LazyLock<Model> = LazyLock::new(|| {
        let text = include_str!("../../data/scheme/statistics-uk.tsv");
        Model::parse("data/scheme/statistics-uk.tsv", text).expect("the table is valid")
    });
    match language {
        Language::Belarusian => &BELARUSIAN,
        Language::Russian => &RUSSIAN,
        Language::Ukrainian => &UKRAINIAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statistics_know_the_languages() {
        let cost = |language, word: &str| {
            let mut before = [EDGE; 2];
            let mut sum = 0;
            for code in word.chars().filter_map(code_of).chain([EDGE]) {
                sum += model(language).cost(before, code);
                before = [before[1], code];
            }
            sum
        };
        for language in [Language::Belarusian, Language::Russian, Language::Ukrainian] {
            assert!(cost(language, "иван") < 600);
        }
        let (be, ru) = (Language::Belarusian, Language::Russian);
        assert!(cost(be, "ціханоўскі") < cost(ru, "ціханоўскі"));
        assert!(cost(ru, "тихановский") < cost(be, "тихановский"));
        assert!(cost(be, "быкаў") < cost(be, "быкау"));
    }
}
