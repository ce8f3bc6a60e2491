//! Backwards for users: whole texts, and ranked readings of a name.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::Scheme;
use super::inverse::{Question, Reading, Readings};
use super::letters::{APOSTROPHE, EDGE, Letter, char_of, code_of, in_alphabet};

/// The most letters of a word that is read backwards, in bytes.
const LONGEST_WORD: usize = 256;

/// The most words of a name that are read in other ways than the best one.
const MOST_WORDS: usize = 64;

/// A Cyrillic reading of a Latin name.
///
/// ```
/// use imya::scheme::Scheme;
/// let scheme = Scheme::named("be-icao-9303")?;
/// let best = scheme.restorations("Bialiatski").next().expect("it has one");
/// assert_eq!(best.text(), "Бяляцкі");
/// assert!(best.bits() > 0.0);
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Restoration {
    text: String,
    half_bits: u32,
}

impl Restoration {
    /// The Cyrillic text.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// let best = Scheme::named("be-lacinka")?.restorations("Jakub Kołas").next();
    /// assert_eq!(best.expect("it has one").text(), "Якуб Колас");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How improbable the letters are in names of the language, in bits: the less, the better.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// let bits: Vec<f64> = Scheme::named("be-icao-9303")?.restorations("Kupala").take(4).map(|one| one.bits()).collect();
    /// assert!(bits.is_sorted() && bits[0] > 0.0);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn bits(&self) -> f64 {
        f64::from(self.half_bits) / 2.0
    }
}

/// Readings of a name, best first; see [`Scheme::restorations`].
///
/// ```
/// # use imya::scheme::Scheme;
/// let readings = Scheme::named("be-icao-9303")?.restorations("Bykau");
/// assert!(readings.take(5).any(|reading| reading.text() == "Быкаў"));
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug)]
pub struct Restorations<'s> {
    parts: Vec<Part<'s>>,
    /// Which reading of each word, by the sum of their costs.
    heap: BinaryHeap<Reverse<(u32, Vec<usize>)>>,
}

/// A part of the name: something kept as it is, or a word with its readings as far as known.
struct Part<'s> {
    kept: String,
    word: Option<WordReadings<'s>>,
}

impl std::fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part").field("kept", &self.kept).finish()
    }
}

struct WordReadings<'s> {
    scheme: &'s Scheme,
    readings: Readings,
    found: Vec<(u32, String)>,
}

impl WordReadings<'_> {
    fn get(&mut self, number: usize, latin: &str) -> Option<&(u32, String)> {
        while self.found.len() <= number {
            let reading = self.readings.next()?;
            let text = self.scheme.spell_reading(&reading, latin);
            self.found.push((reading.cost, text));
        }
        self.found.get(number)
    }
}

impl Iterator for Restorations<'_> {
    type Item = Restoration;

    fn next(&mut self) -> Option<Restoration> {
        let Reverse((cost, chosen)) = self.heap.pop()?;
        let mut text = String::new();
        let mut words = 0;
        let last_left = match chosen.iter().rposition(|number| *number != 0) {
            _ if chosen.len() > MOST_WORDS => usize::MAX,
            left => left.unwrap_or(0),
        };
        for part in &mut self.parts {
            let Some(word) = &mut part.word else {
                text.push_str(&part.kept);
                continue;
            };
            let number = chosen.get(words).copied().unwrap_or_default();
            let own = word.get(number, &part.kept)?.clone();
            text.push_str(&own.1);
            // The next reading of this word, where no later word has left its best one.
            if words >= last_left
                && let Some(next) = word.get(number + 1, &part.kept)
            {
                let mut other = chosen.clone();
                if let Some(slot) = other.get_mut(words) {
                    *slot += 1;
                }
                let cost = cost.saturating_sub(own.0).saturating_add(next.0);
                self.heap.push(Reverse((cost, other)));
            }
            words += 1;
        }
        Some(Restoration {
            text,
            half_bits: cost,
        })
    }
}

impl Scheme {
    /// Writes a text in Cyrillic letters again: the best reading of every word.
    ///
    /// For a reversible scheme ([`Scheme::is_reversible`]) this is exact: every text in the
    /// language's own orthography comes back as it was, up to the capitals of letters that the
    /// scheme writes without a capital (`Ь` as `ʹ`). For the others it is the reading whose letters
    /// are most probable in names of the language. A word that the scheme cannot have written stays
    /// as it is, as do words of more than 256 bytes.
    ///
    /// Time is linear in the number of words.
    ///
    /// ```
    /// use imya::scheme::Scheme;
    /// let lacinka = Scheme::named("be-lacinka")?;
    /// assert_eq!(lacinka.restore("Vincent Dunin-Marcinkievič"), "Вінцэнт Дунін-Марцінкевіч");
    /// assert_eq!(lacinka.restore("Quebec, 1999"), "Quebec, 1999");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut restored = String::new();
        let mut done = 0;
        for word in self.latin_words(text) {
            let Some((latin, mut readings)) = self.read_word(text, &word) else {
                continue;
            };
            let Some(reading) = readings.next() else {
                continue;
            };
            let end = word.start + latin.source;
            restored.push_str(text.get(done..word.start).unwrap_or_default());
            restored.push_str(&self.spell_reading(&reading, &latin.text));
            done = end;
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        restored.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(restored)
    }

    /// Whether a Cyrillic word comes back exactly from [`Scheme::romanise`] by [`Scheme::restore`]:
    /// the scheme is reversible, all letters are of the language's alphabet, and none of the
    /// sequences occurs that its table excludes (`# excluding:`, such as `льл`, which the
    /// orthography does not use).
    ///
    /// ```
    /// use imya::scheme::Scheme;
    /// let lacinka = Scheme::named("be-lacinka")?;
    /// assert!(lacinka.restores("зямля"));
    /// assert!(!lacinka.restores("зьямйа"));
    /// assert!(!Scheme::named("be-icao-9303")?.restores("зямля"));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn restores(&self, word: &str) -> bool {
        let mut letters = vec![EDGE];
        for c in word.chars() {
            match code_of(c).or_else(|| Letter::from_char(c).map(Letter::code)) {
                Some(code) if in_alphabet(self.language, code) => letters.push(code),
                _ => return false,
            }
        }
        letters.push(EDGE);
        let apostrophe_at_edge = [letters.get(1), letters.iter().rev().nth(1)]
            .into_iter()
            .any(|letter| letter == Some(&APOSTROPHE));
        let doubled = letters
            .windows(2)
            .any(|pair| pair == [APOSTROPHE, APOSTROPHE]);
        self.reversible && !self.excluded.occur(&letters) && !apostrophe_at_edge && !doubled
    }

    /// The Cyrillic names that this scheme writes as the given Latin one, the most probable first.
    ///
    /// Every reading is exact: [`Scheme::romanise`] gives the Latin name back (in NFC, up to
    /// capitals). There may be endlessly many, as dropped letters may stand anywhere: take as many
    /// as you need. A word without a reading stays as it is. The first one costs time linear in the
    /// name, each further one about the same; a name of more than 64 words has only the first.
    ///
    /// ```
    /// use imya::scheme::Scheme;
    /// let scheme = Scheme::named("be-icao-9303")?;
    /// let names: Vec<_> = scheme.restorations("Zmitser").take(3).map(|r| r.text().to_owned()).collect();
    /// assert_eq!(names[0], "Зміцер");
    /// assert!(names.iter().all(|name| scheme.romanise(name) == "Zmitser"));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn restorations(&self, name: &str) -> Restorations<'_> {
        let mut parts = Vec::new();
        let (mut done, mut cost, mut words) = (0, 0, 0);
        for word in self.latin_words(name) {
            let Some((latin, mut readings)) = self.read_word(name, &word) else {
                continue;
            };
            let Some(first) = readings.next() else {
                continue;
            };
            parts.push(Part {
                kept: name.get(done..word.start).unwrap_or_default().to_owned(),
                word: None,
            });
            cost = first.cost.saturating_add(cost);
            words += 1;
            done = word.start + latin.source;
            parts.push(Part {
                word: Some(WordReadings {
                    scheme: self,
                    readings,
                    found: vec![(first.cost, self.spell_reading(&first, &latin.text))],
                }),
                kept: latin.text,
            });
        }
        parts.push(Part {
            kept: name.get(done..).unwrap_or_default().to_owned(),
            word: None,
        });
        Restorations {
            parts,
            heap: BinaryHeap::from([Reverse((cost, vec![0; words]))]),
        }
    }

    /// Where words of Latin letters and the scheme's signs stand.
    pub(super) fn latin_words<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = Range<usize>> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = text.get(at..)?;
            let start = at + rest.find(char::is_alphabetic)?;
            let word = text.get(start..)?;
            let belongs = |c: char| {
                c.is_alphabetic()
                    || matches!(c, '\u{300}'..='\u{36f}')
                    || self.rules.signs.contains(&c)
            };
            let length = word.find(|c| !belongs(c)).unwrap_or(word.len());
            at = start + length;
            Some(start..at)
        })
    }

    /// The readings of a word, without the signs at its end that are none of its letters.
    pub(super) fn read_word(&self, text: &str, word: &Range<usize>) -> Option<(Latin, Readings)> {
        let mut word = text.get(word.clone())?;
        if word.len() > LONGEST_WORD {
            return None;
        }
        loop {
            let latin = Latin::new(word);
            let readings = self.readings(&latin.lower, false, None);
            if readings.best_cost().is_some() {
                return Some((latin, readings));
            }
            let last = word.chars().next_back()?;
            if last.is_alphabetic() || !self.rules.signs.contains(&last) {
                return None;
            }
            word = word.get(..word.len() - last.len_utf8())?;
        }
    }

    pub(super) fn readings(&self, latin: &str, variants: bool, word: Option<&[u8]>) -> Readings {
        let question = Question {
            rules: &self.rules,
            language: self.language,
            excluded: &self.excluded,
            variants,
            word,
        };
        Readings::new(&question, latin)
    }

    /// Spells a reading with the capitals of the Latin word.
    pub(super) fn spell_reading(&self, reading: &Reading, latin: &str) -> String {
        let cased = latin.chars().filter(|c| is_cased(*c));
        let (mut capitals, mut others) = (0, 0);
        for c in cased {
            if c.is_uppercase() {
                capitals += 1;
            } else {
                others += 1;
            }
        }
        let all = capitals > 1 && others == 0;
        let mut spelled = String::with_capacity(latin.len() * 2);
        let mut chars = latin.chars();
        for row in &reading.rows {
            let Some(row) = self.rules.rows.get(usize::from(*row)) else {
                continue;
            };
            let length = row.lower.as_str().chars().count();
            let mut own = chars.by_ref().take(length).filter(|c| is_cased(*c));
            let first = own.next().is_some_and(char::is_uppercase);
            let second = own.next().is_some_and(char::is_uppercase);
            for (place, &code) in row.from.iter().enumerate() {
                let letter = char_of(code);
                if all || first && (place == 0 || second) {
                    spelled.extend(letter.to_uppercase());
                } else {
                    spelled.push(letter);
                }
            }
        }
        spelled
    }
}

fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

/// A Latin word, normalised.
#[derive(Debug, Clone)]
pub(super) struct Latin {
    /// In NFC.
    pub(super) text: String,
    /// In NFC and lower case.
    pub(super) lower: String,
    /// How many bytes of the source it takes.
    pub(super) source: usize,
}

impl Latin {
    pub(super) fn new(word: &str) -> Self {
        let text: String = word.nfc().collect();
        let lower = text.to_lowercase();
        Latin {
            text,
            lower,
            source: word.len(),
        }
    }
}
