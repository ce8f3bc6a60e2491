//! Every spelling of a name that the schemes give.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::Scheme;
use super::letters::char_of;
use super::recognise::recognise;
use super::respell::respell;
use super::romanise::romanise_with;
use super::rules::{Compiled, Rules};
use super::tarask::{loans_in_tarask, to_tarask};
use crate::error::Result;
use crate::text::{Language, Script, is_apostrophe, languages};

/// The most accepted variants of one scheme that are used together.
const TOGETHER: usize = 3;
/// By how much a name taken as a loan is less probable, in readings.
const LOAN: usize = 8;
/// The most bytes of a name.
const LONGEST_NAME: usize = 512;

/// A spelling of a name and the schemes that give it.
#[derive(Debug, Clone)]
pub struct Variant {
    spelling: String,
    /// The place of the best reading that gives it.
    rank: usize,
    canonical: Vec<&'static Scheme>,
    accepted: Vec<&'static Scheme>,
}

impl Variant {
    /// The name in Latin letters.
    ///
    /// ```
    /// let spellings = imya::scheme::Variants::new().limit(1).of("Мінск");
    /// assert_eq!(spellings[0].spelling(), "Minsk");
    /// ```
    pub fn spelling(&self) -> &str {
        &self.spelling
    }

    /// The schemes whose canonical output this is, in the order of their ids.
    ///
    /// ```
    /// let spellings = imya::scheme::variants("Мінск");
    /// assert!(spellings[0].canonical().iter().any(|scheme| scheme.id() == "be-lacinka"));
    /// ```
    pub fn canonical(&self) -> &[&'static Scheme] {
        &self.canonical
    }

    /// The schemes that give it by their accepted variants only.
    ///
    /// ```
    /// let spellings = imya::scheme::variants("Быкаў");
    /// let found = spellings.iter().find(|variant| variant.spelling() == "Bykav").expect("it is there");
    /// assert!(found.accepted().iter().any(|scheme| scheme.id() == "be-press-en"));
    /// ```
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
    loans: bool,
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
            loans: false,
            limit: 10_000,
            readings: 4,
        }
    }

    /// Only schemes for these languages; Belarusian, Russian and Ukrainian unless set.
    ///
    /// ```
    /// use imya::{scheme::Variants, text::Language};
    /// let spellings = Variants::new().languages(&[Language::Ukrainian]).of("Київ");
    /// assert!(spellings.iter().any(|variant| variant.spelling() == "Kyiv"));
    /// ```
    pub fn languages(mut self, languages: &[Language]) -> Self {
        self.languages = languages.to_vec();
        self
    }

    /// Only these schemes, by their ids.
    ///
    /// # Errors
    /// [`Error::Option`](crate::Error::Option) where an id is not known.
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

    /// Whether accepted variants are wanted beside canonical output; they are unless set.
    ///
    /// ```
    /// use imya::scheme::Variants;
    /// let spellings = Variants::new().accepted(false).of("Быкаў");
    /// assert!(spellings.iter().all(|variant| !variant.canonical().is_empty()));
    /// ```
    pub fn accepted(mut self, accepted: bool) -> Self {
        self.accepted = accepted;
        self
    }

    /// Whether Belarusian names are taken as loans in Taraškievica too (Платон as Плятон), which is
    /// wrong for native ones; they are not unless set. The differences are those of
    /// [`tarask_differences`](super::tarask_differences) that hold for some words, one at a time.
    ///
    /// ```
    /// use imya::scheme::Variants;
    /// let variants = Variants::new().schemes(&["be-lacinka"])?.accepted(false);
    /// let has = |variants: Variants, wanted| {
    ///     variants.of("Платон").iter().any(|variant| variant.spelling() == wanted)
    /// };
    /// assert!(!has(variants.clone(), "Platon") && has(variants.loans(true), "Platon"));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn loans(mut self, loans: bool) -> Self {
        self.loans = loans;
        self
    }

    /// The most spellings; 10,000 unless set.
    ///
    /// ```
    /// use imya::scheme::Variants;
    /// assert_eq!(Variants::new().limit(3).of("Быкаў").len(), 3);
    /// ```
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// From a Latin name, or into another language: how many Cyrillic readings are followed; 4
    /// unless set.
    ///
    /// ```
    /// use imya::{scheme::Variants, text::Language};
    /// let russian = Variants::new().languages(&[Language::Russian]).schemes(&["ru-press-en"])?;
    /// let spellings = russian.accepted(false).readings(1).of("Ціханоўская");
    /// assert_eq!(spellings[0].spelling(), "Tikhanovskaya");
    /// assert_eq!(spellings.len(), 1);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn readings(mut self, readings: usize) -> Self {
        self.readings = readings;
        self
    }

    /// The spellings of a name: first what schemes give canonically, of it first what is given for
    /// the most probable Cyrillic name, of that first what most schemes give; then, in the same
    /// order, what only accepted variants give.
    ///
    /// A Cyrillic name is romanised under the schemes of every language whose alphabet has its
    /// letters, and respelled for the other languages, where a table of the crate says how
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
        if name.len() > LONGEST_NAME {
            return Vec::new();
        }
        for reading in self.cyrillic(name) {
            for scheme in Scheme::all() {
                let wanted = self
                    .schemes
                    .as_ref()
                    .is_none_or(|ids| ids.iter().any(|id| id == scheme.id()));
                if scheme.language() == reading.language && wanted {
                    let spelling = scheme.romanise(&reading.name).into_owned();
                    found.add(spelling, scheme, reading.rank, true);
                    if self.accepted {
                        accepted(scheme, &reading, self.limit, &mut found);
                    }
                }
            }
        }
        found.ranked(self.limit)
    }

    /// The Cyrillic names to romanise.
    fn cyrillic(&self, name: &str) -> Vec<Reading> {
        let has_cyrillic = name
            .chars()
            .any(|c| Script::of(c) == Some(Script::Cyrillic));
        let sources = if has_cyrillic {
            sources_of_cyrillic(name)
        } else {
            sources_of_latin(name, self.readings.max(1))
        };
        let mut readings = Vec::new();
        for source in sources {
            for &wanted in &self.languages {
                let fits = has_cyrillic && languages(&source.name).contains(wanted);
                if wanted == source.language || fits {
                    readings.push(source.in_language(wanted));
                }
                // Letters that both languages have say nothing about whose spelling it is.
                if wanted != source.language {
                    let names = respell(&source.name, source.language, wanted, self.readings);
                    readings.extend(names.into_iter().enumerate().map(|(place, name)| Reading {
                        language: wanted,
                        name,
                        rank: source.rank + place,
                    }));
                }
            }
        }
        for number in 0..readings.len() {
            let reading = readings.get(number).cloned();
            if let Some(reading) = reading.filter(|one| one.language == Language::Belarusian) {
                readings.push(reading.spelled(to_tarask(&reading.name).into_owned(), 0));
                if self.loans {
                    let loans = loans_in_tarask(&reading.name).into_iter();
                    readings.extend(loans.map(|name| reading.spelled(name, LOAN)));
                }
            }
        }
        // The stable sort keeps the first of equals, which the user's own spelling is.
        readings.sort_by_key(|reading| reading.rank);
        let mut seen = BTreeSet::new();
        readings.retain(|reading| seen.insert((reading.language, reading.name.clone())));
        readings
    }
}

/// A Cyrillic name in a language.
#[derive(Debug, Clone)]
struct Reading {
    language: Language,
    name: String,
    /// How many readings are more probable.
    rank: usize,
}

impl Reading {
    fn in_language(&self, language: Language) -> Self {
        Reading {
            language,
            ..self.clone()
        }
    }

    fn spelled(&self, name: String, worse: usize) -> Self {
        Reading {
            language: self.language,
            name,
            rank: self.rank + worse,
        }
    }
}

/// The languages that a Cyrillic name can be written in; all where its letters are of none.
fn sources_of_cyrillic(name: &str) -> Vec<Reading> {
    let all = [Language::Belarusian, Language::Russian, Language::Ukrainian];
    let fitting = languages(name);
    let fits = |language: &Language| fitting.is_empty() || fitting.contains(*language);
    all.into_iter()
        .filter(fits)
        .map(|language| Reading {
            language,
            name: name.to_owned(),
            rank: 0,
        })
        .collect()
}

/// The most probable Cyrillic names that a Latin one is written for.
fn sources_of_latin(name: &str, most: usize) -> Vec<Reading> {
    let mut sources: Vec<Reading> = Vec::new();
    for found in recognise(name).schemes() {
        let (language, name) = (found.scheme().language(), found.reading());
        let is_known = sources.iter().any(|source| source.name == name);
        if sources.len() < most && !is_known && languages(name).contains(language) {
            sources.push(Reading {
                language,
                name: name.to_owned(),
                rank: sources.len(),
            });
        }
    }
    sources
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
    fn add(&mut self, spelling: String, scheme: &'static Scheme, rank: usize, canonical: bool) {
        let at = match self.places.get(&spelling) {
            Some(&at) => at,
            None => {
                self.places.insert(spelling.clone(), self.variants.len());
                self.variants.push(Variant {
                    spelling,
                    rank,
                    canonical: Vec::new(),
                    accepted: Vec::new(),
                });
                self.variants.len() - 1
            }
        };
        let Some(variant) = self.variants.get_mut(at) else {
            return;
        };
        let has = |schemes: &[&'static Scheme]| schemes.iter().any(|one| one.id() == scheme.id());
        if has(&variant.canonical) {
            return;
        }
        if canonical {
            // What is canonical for a worse reading comes after what is for a better one.
            if variant.canonical.is_empty() {
                variant.rank = rank;
            }
            variant.accepted.retain(|known| known.id() != scheme.id());
            variant.canonical.push(scheme);
        } else if !has(&variant.accepted) {
            variant.accepted.push(scheme);
        }
    }

    fn ranked(mut self, limit: usize) -> Vec<Variant> {
        for variant in &mut self.variants {
            variant.canonical.sort_by_key(|scheme| scheme.id());
            variant.accepted.sort_by_key(|scheme| scheme.id());
        }
        self.variants.sort_by(|one, other| {
            let key = |variant: &Variant| {
                let (canonical, accepted) = (variant.canonical.len(), variant.accepted.len());
                (canonical == 0, variant.rank, Reverse((canonical, accepted)))
            };
            let by_key = key(one).cmp(&key(other));
            by_key.then_with(|| one.spelling.cmp(&other.spelling))
        });
        self.variants.truncate(limit);
        self.variants
    }
}

/// Adds what a scheme gives with up to three of its accepted variants.
fn accepted(scheme: &'static Scheme, reading: &Reading, limit: usize, found: &mut Found) {
    let rules = &scheme.rules;
    let usable: Vec<u16> = rules.usable_variants(&reading.name);
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
        let spelling = romanise_with(rules, &nodes, &reading.name);
        found.add(spelling, scheme, reading.rank, false);
    }
}

impl Rules {
    /// The accepted variants whose letters stand in a name.
    fn usable_variants(&self, name: &str) -> Vec<u16> {
        let plain = |c: char| if is_apostrophe(c) { '’' } else { c };
        let name: String = name.to_lowercase().chars().map(plain).collect();
        let stands = |row: &Compiled| {
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
