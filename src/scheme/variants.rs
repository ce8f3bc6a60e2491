//! Every spelling of a name that the schemes give.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::Scheme;
use super::letters::{Class, EDGE, Letter, char_of, code_of, facts, language_of};
use super::model::model;
use super::recognise::recognise;
use super::romanise::romanise_with;
use super::rules::{NONE, Rules};
use super::tarask::to_tarask;
use crate::error::{Error, Result};
use crate::table::Table;
use crate::text::{Language, Script, languages};

/// The most accepted variants of one scheme that are used together.
const TOGETHER: usize = 3;
/// The most names kept while one is respelled.
const BEAM: usize = 48;
/// The price of a variant row when a name is respelled, in half bits.
const RESPELLED: u32 = 3;

/// A spelling of a name and the schemes that give it.
#[derive(Debug, Clone)]
pub struct Variant {
    spelling: String,
    canonical: Vec<&'static Scheme>,
    accepted: Vec<&'static Scheme>,
}

impl Variant {
    /// The name in Latin letters.
    pub fn spelling(&self) -> &str {
        &self.spelling
    }

    /// The schemes whose canonical output this is, in the order of their ids.
    pub fn canonical(&self) -> &[&'static Scheme] {
        &self.canonical
    }

    /// The schemes that give it by their accepted variants only.
    pub fn accepted(&self) -> &[&'static Scheme] {
        &self.accepted
    }
}

/// Which spellings are wanted.
///
/// ```
/// use imya::{scheme::Variants, text::Language};
/// let spellings = Variants::new().languages(&[Language::Russian]).accepted(false).of("Ціханоўская");
/// assert!(spellings.iter().any(|variant| variant.spelling() == "Tikhanovskaya"));
/// assert!(spellings.iter().all(|variant| variant.spelling() != "Tsikhanouskaya"));
/// ```
#[derive(Debug, Clone)]
pub struct Variants {
    languages: Vec<Language>,
    schemes: Option<Vec<String>>,
    accepted: bool,
    limit: usize,
    readings: usize,
}

impl Default for Variants {
    fn default() -> Self {
        Self::new()
    }
}

impl Variants {
    /// Belarusian, Russian and Ukrainian schemes, accepted variants too, at most 10,000 spellings.
    pub fn new() -> Self {
        Variants {
            languages: vec![Language::Belarusian, Language::Russian, Language::Ukrainian],
            schemes: None,
            accepted: true,
            limit: 10_000,
            readings: 2,
        }
    }

    /// Only schemes for these languages.
    pub fn languages(mut self, languages: &[Language]) -> Self {
        self.languages = languages.to_vec();
        self
    }

    /// Only these schemes, by their ids.
    ///
    /// # Errors
    /// [`Error::Option`] where an id is not known.
    ///
    /// ```
    /// use imya::scheme::Variants;
    /// let spellings = Variants::new().schemes(&["be-lacinka"])?.accepted(false).of("Мінск");
    /// assert_eq!(spellings[0].spelling(), "Minsk");
    /// assert!(Variants::new().schemes(&["no-such"]).is_err());
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn schemes(mut self, ids: &[&str]) -> Result<Self> {
        for id in ids {
            Scheme::named(id)?;
        }
        self.schemes = Some(ids.iter().map(|&id| id.to_owned()).collect());
        Ok(self)
    }

    /// Whether accepted variants are wanted beside canonical output.
    pub fn accepted(mut self, accepted: bool) -> Self {
        self.accepted = accepted;
        self
    }

    /// The most spellings.
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// From a Latin name, or into another language: how many Cyrillic readings are followed; 2
    /// unless set.
    pub fn readings(mut self, readings: usize) -> Self {
        self.readings = readings;
        self
    }

    /// The spellings of a name: those that most schemes give canonically first, then the accepted
    /// variants.
    ///
    /// A Cyrillic name is romanised under the schemes of every language whose alphabet has its
    /// letters; for other languages it is respelled first, where a table of the crate says how
    /// (`data/scheme/respell-*.tsv`), by the letter statistics of that language. A Belarusian name is
    /// taken in official spelling and in Taraškievica ([`to_tarask`]). A Latin name is
    /// taken back to its most probable Cyrillic ones first. The work is bounded by the limits, not
    /// by the length of the name alone; names of more than 512 bytes have no spellings.
    ///
    /// ```
    /// use imya::scheme::Variants;
    /// let spellings = Variants::new().of("Ціханоўская");
    /// let has = |wanted: &str| spellings.iter().any(|variant| variant.spelling() == wanted);
    /// assert!(has("Tsikhanouskaya") && has("Cichanoŭskaja") && has("Tikhanovskaïa"));
    /// ```
    pub fn of(&self, name: &str) -> Vec<Variant> {
        let mut found = Found::default();
        if name.len() > 512 {
            return Vec::new();
        }
        for (language, name) in self.cyrillic(name) {
            for scheme in Scheme::all() {
                let wanted = self
                    .schemes
                    .as_ref()
                    .is_none_or(|ids| ids.iter().any(|id| id == scheme.id()));
                if scheme.language() == language && wanted {
                    found.add(scheme.romanise(&name).into_owned(), scheme, true);
                    if self.accepted {
                        accepted(scheme, &name, self.limit, &mut found);
                    }
                }
            }
        }
        found.ranked(self.limit)
    }

    /// The Cyrillic names to romanise, with the language of each.
    fn cyrillic(&self, name: &str) -> Vec<(Language, String)> {
        let mut names: Vec<(Language, String)> = Vec::new();
        let has_cyrillic = name
            .chars()
            .any(|c| Script::of(c) == Some(Script::Cyrillic));
        let mut sources = Vec::new();
        if has_cyrillic {
            for language in languages(name).iter() {
                sources.push((language, name.to_owned()));
            }
            if sources.is_empty() {
                let all = [Language::Belarusian, Language::Russian, Language::Ukrainian];
                sources.extend(all.map(|language| (language, name.to_owned())));
            }
        } else {
            let recognised = recognise(name);
            let mut readings = BTreeSet::new();
            for found in recognised.schemes() {
                let language = found.scheme().language();
                let fits = languages(found.reading()).contains(language);
                if fits && readings.insert(found.reading().to_owned()) {
                    sources.push((language, found.reading().to_owned()));
                }
                if readings.len() >= self.readings.max(1) {
                    break;
                }
            }
        }
        for (language, name) in sources {
            for &wanted in &self.languages {
                if wanted == language || has_cyrillic && languages(&name).contains(wanted) {
                    names.push((wanted, name.clone()));
                } else {
                    let respelled = respell(&name, language, wanted, self.readings);
                    names.extend(respelled.into_iter().map(|name| (wanted, name)));
                }
            }
        }
        let belarusian = names
            .iter()
            .filter(|(language, _)| *language == Language::Belarusian);
        let tarask: Vec<String> = belarusian
            .map(|(_, name)| to_tarask(name).into_owned())
            .collect();
        names.extend(tarask.into_iter().map(|name| (Language::Belarusian, name)));
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }
}

/// Every spelling of a name under all schemes: [`Variants`] with its defaults.
///
/// ```
/// let spellings = imya::scheme::variants("Быкаў");
/// assert!(spellings.iter().any(|variant| variant.spelling() == "Bykaŭ"));
/// ```
pub fn variants(name: &str) -> Vec<Variant> {
    Variants::new().of(name)
}

#[derive(Default)]
struct Found {
    variants: Vec<Variant>,
    places: HashMap<String, usize>,
}

impl Found {
    fn add(&mut self, spelling: String, scheme: &'static Scheme, canonical: bool) {
        let at = match self.places.get(&spelling) {
            Some(&at) => at,
            None => {
                self.places.insert(spelling.clone(), self.variants.len());
                self.variants.push(Variant {
                    spelling,
                    canonical: Vec::new(),
                    accepted: Vec::new(),
                });
                self.variants.len() - 1
            }
        };
        let Some(variant) = self.variants.get_mut(at) else {
            return;
        };
        let is_new = |known: &&&'static Scheme| known.id() == scheme.id();
        if variant.canonical.iter().any(|known| is_new(&known)) {
            return;
        }
        if canonical {
            variant.accepted.retain(|known| known.id() != scheme.id());
            variant.canonical.push(scheme);
        } else if !variant.accepted.iter().any(|known| is_new(&known)) {
            variant.accepted.push(scheme);
        }
    }

    fn ranked(mut self, limit: usize) -> Vec<Variant> {
        for variant in &mut self.variants {
            variant.canonical.sort_by_key(|scheme| scheme.id());
            variant.accepted.sort_by_key(|scheme| scheme.id());
        }
        self.variants.sort_by(|one, other| {
            let key = |variant: &Variant| (variant.canonical.len(), variant.accepted.len());
            key(other)
                .cmp(&key(one))
                .then_with(|| one.spelling.cmp(&other.spelling))
        });
        self.variants.truncate(limit);
        self.variants
    }
}

/// Adds what a scheme gives with up to three of its accepted variants.
fn accepted(scheme: &'static Scheme, name: &str, limit: usize, found: &mut Found) {
    let rules = &scheme.rules;
    let usable: Vec<u16> = rules.usable_variants(name);
    // Sets of variants, the smaller first; one rule for the same letters at most.
    let mut sets: Vec<Vec<u16>> = vec![Vec::new()];
    let mut from = 0;
    for _ in 0..TOGETHER {
        let to = sets.len();
        for number in from..to {
            let Some(set) = sets.get(number).cloned() else {
                continue;
            };
            for &row in &usable {
                let letters = |row: u16| rules.rows.get(usize::from(row)).map(|row| &row.from);
                let later = set.last().is_none_or(|&last| last < row);
                if later && set.iter().all(|&other| letters(other) != letters(row)) {
                    let mut set = set.clone();
                    set.push(row);
                    sets.push(set);
                }
            }
            if found.variants.len() + sets.len() > limit {
                break;
            }
        }
        from = to;
    }
    for set in sets.iter().skip(1) {
        if found.variants.len() >= limit {
            return;
        }
        let nodes = rules.with_variants(set);
        found.add(romanise_with(rules, &nodes, name), scheme, false);
    }
}

/// A name of one language in the spelling of another, the most probable first.
fn respell(name: &str, from: Language, to: Language, most: usize) -> Vec<String> {
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
            let holds = |row: &super::rules::Compiled| row.context.holds(left, right);
            if rules.rows.get(usize::from(row)).is_some_and(holds) {
                options.push((row, RESPELLED));
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

impl Rules {
    /// The accepted variants whose letters stand in a name.
    fn usable_variants(&self, name: &str) -> Vec<u16> {
        let name = name.to_lowercase();
        let stands = |row: &super::rules::Compiled| {
            let letters: String = row.from.iter().map(|&code| char_of(code)).collect();
            name.contains(&letters)
        };
        (0..self.rows.len() as u16)
            .filter(|&number| {
                let row = self.rows.get(usize::from(number));
                row.is_some_and(|row| row.variant && stands(row))
            })
            .collect()
    }
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
