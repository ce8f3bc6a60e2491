//! Invented news: texts whose words are as varied as those of real ones.
//!
//! Words are drawn by Zipf's law (the n-th commonest word comes up in proportion to 1/(n + 2.7)^1.3, surnames
//! to the power of 1.15) from a language's common words and, behind them, from invented stems with case
//! endings, so that new words keep coming up for ever, as in real texts; the benches print how many. Every ninth word or
//! so begins a name: of the embedded gazetteer (one in four), else of an invented person with a given name
//! from the table, so that most names are met once or twice and mean nobody. Sentences have 8 to 24 words,
//! paragraphs 3 to 6 sentences, articles about 3 KB. The same seed gives the same texts.

use imya::Entity;

/// A language of the press with the tables that its words are drawn from.
pub struct Press {
    common: Vec<&'static str>,
    given: Vec<&'static str>,
    names: Vec<String>,
    syllables: &'static [&'static str],
    endings: &'static [&'static str],
    surname_endings: &'static [&'static str],
}

const COMMON: &str = include_str!("../../data/name/common_words.tsv");
const GIVEN: &str = include_str!("../../data/name/given_names.tsv");
const LATIN: [&str; 24] = [
    "ta", "re", "mi", "con", "per", "li", "ban", "so", "de", "tra", "ne", "vor", "ga", "pro",
    "mel", "ki", "sta", "lo", "fen", "dri", "cu", "bra", "wes", "no",
];
const CYRILLIC: [&str; 24] = [
    "та", "рэ", "мі", "кан", "пер", "лі", "бан", "са", "дэ", "тра", "не", "вор", "га", "пра",
    "мел", "кі", "ста", "ло", "фен", "дры", "ку", "бра", "вес", "но",
];

/// The exponents of Zipf's law.
const WORDS: f64 = 1.3;
const NAMES: f64 = 1.15;

/// Numbers that look drawn by chance, the same every time.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Chance(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 33) as usize % limit
    }

    /// A rank from 0, by Zipf's law with an exponent above one: no rank is the last.
    fn rank(&mut self, exponent: f64) -> usize {
        let even = ((self.next() >> 11) as f64 + 1.0) / (1u64 << 53) as f64;
        let rank = 2.7 * (even.powf(1.0 / (1.0 - exponent)) - 1.0);
        rank.min(1e6) as usize
    }
}

impl Press {
    /// The press of a language: `en`, `be`, `ru` or `uk`.
    pub fn new(language: &str, entities: &[Entity]) -> Self {
        let rows = |table: &'static str| {
            let lines = table.lines().filter(|line| !line.starts_with('#'));
            lines
                .skip(1)
                .map(|line| line.split('\t').collect::<Vec<_>>())
        };
        let common = rows(COMMON).filter(|row| row[0] == language);
        let latin = language == "en";
        let given = rows(GIVEN).filter_map(|row| row.get(2).copied());
        let names = entities.iter().flat_map(Entity::names);
        let names = names.filter(|name| name.language() == Some(language) && !name.is_weak());
        Press {
            common: common.map(|row| row[1]).collect(),
            given: given
                .filter(|name| name.is_ascii() == latin && name.len() > 3)
                .collect(),
            names: names.map(|name| name.name().to_owned()).collect(),
            syllables: if latin { &LATIN } else { &CYRILLIC },
            endings: if latin {
                &["", "s", "ed", "ing", "ly", "er"]
            } else {
                &["", "а", "у", "ам", "ы", "ах", "ага", "ую"]
            },
            surname_endings: if latin {
                &["son", "ley", "man", "ov", "ski", "ton", "er", "ini"]
            } else {
                &["ов", "ова", "евіч", "ский", "ская", "енко", "юк", "ава"]
            },
        }
    }

    /// Articles of about `article` bytes each, together of at least so many.
    pub fn articles(&self, bytes: usize, article: usize, chance: &mut Chance) -> Vec<String> {
        let mut texts = Vec::new();
        let mut length = 0;
        while length < bytes {
            let text = self.article(article, chance);
            length += text.len();
            texts.push(text);
        }
        texts
    }

    /// An article of about so many bytes.
    pub fn article(&self, bytes: usize, chance: &mut Chance) -> String {
        let mut text = String::with_capacity(bytes + 400);
        while text.len() < bytes {
            for _ in 0..3 + chance.below(4) {
                self.sentence(&mut text, chance);
            }
            text.push_str("\n\n");
        }
        text
    }

    fn sentence(&self, text: &mut String, chance: &mut Chance) {
        let words = 8 + chance.below(17);
        for at in 0..words {
            if at > 0 && chance.below(9) == 0 {
                self.name(text, chance);
            } else {
                let word = self.word(chance);
                push(text, &word, at == 0);
            }
            text.push_str(match chance.below(14) {
                _ if at + 1 == words => ". ",
                0 => ", ",
                _ => " ",
            });
        }
    }

    fn word(&self, chance: &mut Chance) -> String {
        let rank = chance.rank(WORDS);
        match self.common.get(rank) {
            Some(word) => (*word).to_owned(),
            None => self.invented(rank, self.endings, chance),
        }
    }

    fn name(&self, text: &mut String, chance: &mut Chance) {
        if chance.below(4) == 0 {
            // A few are in all the papers.
            let at = chance.rank(NAMES) % self.names.len();
            text.push_str(&self.names[at]);
            return;
        }
        if chance.below(2) == 0 {
            push(text, self.given[chance.below(self.given.len())], true);
            text.push(' ');
        }
        let rank = chance.rank(NAMES);
        push(
            text,
            &self.invented(rank, self.surname_endings, chance),
            true,
        );
    }

    /// The stem is that of the rank, the ending any.
    fn invented(&self, rank: usize, endings: &[&str], chance: &mut Chance) -> String {
        let mut word = String::new();
        let mut rest = rank.wrapping_mul(0x9e37_79b1);
        for _ in 0..2 + rank % 2 {
            word.push_str(self.syllables[rest % self.syllables.len()]);
            rest /= self.syllables.len();
        }
        word.push_str(endings[chance.below(endings.len())]);
        word
    }
}

fn push(text: &mut String, word: &str, capital: bool) {
    let mut letters = word.chars();
    if capital && let Some(first) = letters.next() {
        text.extend(first.to_uppercase());
    }
    text.push_str(letters.as_str());
}
