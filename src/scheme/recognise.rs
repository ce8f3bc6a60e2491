//! Which schemes can have written a Latin name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::Scheme;
use super::inverse::Readings;
use super::letters::{APOSTROPHE, Letter};
use crate::text::is_apostrophe;

/// The most bytes of a name that is recognised.
const LONGEST_NAME: usize = 512;

/// A scheme that can have written a name.
///
/// ```
/// let found = imya::scheme::recognise("Kaleśnikava");
/// let best = &found.schemes()[0];
/// assert!(best.is_canonical());
/// assert_eq!(best.reading(), "Калесьнікава");
/// ```
#[derive(Debug, Clone)]
pub struct Recognised {
    scheme: &'static Scheme,
    reading: String,
    half_bits: u32,
    canonical: bool,
}

impl Recognised {
    /// The scheme.
    ///
    /// ```
    /// let found = imya::scheme::recognise("Šuškievič");
    /// assert_eq!(found.schemes()[0].scheme().language(), imya::text::Language::Belarusian);
    /// ```
    pub fn scheme(&self) -> &'static Scheme {
        self.scheme
    }

    /// The most probable Cyrillic name that the scheme writes this way.
    ///
    /// ```
    /// let found = imya::scheme::recognise("Šuškievič");
    /// assert_eq!(found.schemes()[0].reading(), "Шушкевіч");
    /// ```
    pub fn reading(&self) -> &str {
        &self.reading
    }

    /// How improbable the letters of that name are in names of the scheme's language, in bits.
    ///
    /// ```
    /// let found = imya::scheme::recognise("Šuškievič");
    /// assert!(found.schemes()[0].bits() > 0.0);
    /// ```
    pub fn bits(&self) -> f64 {
        f64::from(self.half_bits) / 2.0
    }

    /// Whether the scheme's canonical rules give the name, or only its accepted variants do.
    ///
    /// ```
    /// let found = imya::scheme::recognise("Bykov");
    /// let variant = found.schemes().iter().find(|one| !one.is_canonical()).expect("there are some");
    /// assert_eq!(found.schemes().first().map(|one| one.is_canonical()), Some(true));
    /// assert!(variant.bits() > 0.0);
    /// ```
    pub fn is_canonical(&self) -> bool {
        self.canonical
    }
}

/// A place where schemes part: what follows cannot come from them.
///
/// ```
/// let found = imya::scheme::recognise("Kaleśnikava");
/// let decisive = found.decisive().iter().find(|decisive| decisive.letter() == "ś").expect("it is there");
/// assert!(decisive.against().len() > 30);
/// ```
#[derive(Debug, Clone)]
pub struct Decisive {
    letter: String,
    against: Vec<&'static Scheme>,
}

impl Decisive {
    /// The letter, in lower case; empty for the end of a word.
    ///
    /// ```
    /// let found = imya::scheme::recognise("Cichanoŭskaja");
    /// assert!(found.decisive().iter().any(|decisive| decisive.letter() == "ŭ"));
    /// ```
    pub fn letter(&self) -> &str {
        &self.letter
    }

    /// The schemes whose canonical rules do not come past it.
    ///
    /// ```
    /// let found = imya::scheme::recognise("Cichanoŭskaja");
    /// let decisive = found.decisive().iter().find(|decisive| decisive.letter() == "ŭ").expect("it is there");
    /// assert!(decisive.against().iter().any(|scheme| scheme.id() == "be-pl-pwn"));
    /// ```
    pub fn against(&self) -> &[&'static Scheme] {
        &self.against
    }
}

/// What [`recognise`] found.
///
/// ```
/// let found = imya::scheme::recognise("Kolesnikowa");
/// assert!(found.schemes().iter().any(|one| one.scheme().id() == "ru-de-duden"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Recognition {
    schemes: Vec<Recognised>,
    decisive: Vec<Decisive>,
}

impl Recognition {
    /// All schemes that can have written the name and no others: those whose canonical rules do
    /// first, then by the probability of the best reading.
    ///
    /// ```
    /// assert!(imya::scheme::recognise("Quebec").schemes().is_empty());
    /// ```
    pub fn schemes(&self) -> &[Recognised] {
        &self.schemes
    }

    /// The letters that speak against schemes, those against most schemes first.
    ///
    /// ```
    /// let found = imya::scheme::recognise("Żodzina");
    /// assert_eq!(found.decisive()[0].letter(), "ż");
    /// ```
    pub fn decisive(&self) -> &[Decisive] {
        &self.decisive
    }
}

/// Which standards can have written a Latin name.
///
/// A scheme is named where a Cyrillic name exists, in letters that its table knows, that it writes
/// exactly this way (in NFC, up to capitals), word by word. Signs such as `ʹ` and `'` directly after
/// a letter count as letters. A name of more than 512 bytes is not recognised. Time is linear in the
/// name for each of the 67 schemes, a few milliseconds together.
///
/// ```
/// use imya::scheme::recognise;
/// let found = recognise("Cichanoŭskaja");
/// let ids: Vec<_> = found.schemes().iter().filter(|s| s.is_canonical()).map(|s| s.scheme().id()).collect();
/// assert!(ids.contains(&"be-lacinka") && !ids.contains(&"be-icao-9303"));
/// assert!(found.decisive().iter().any(|decisive| decisive.letter() == "ŭ"));
/// ```
pub fn recognise(latin: &str) -> Recognition {
    recognise_words(latin, None)
}

/// Which standards can have written a Cyrillic name in this way.
///
/// Like [`recognise`], but the Cyrillic is known, and every scheme is asked for this name only;
/// letters that its language does not have are respelled as in [`Scheme::romanise`].
///
/// ```
/// use imya::scheme::recognise_as;
/// let found = recognise_as("Kalesnikava", "Калеснікава");
/// let ids: Vec<_> = found.schemes().iter().filter(|s| s.is_canonical()).map(|s| s.scheme().id()).collect();
/// assert!(ids.contains(&"be-icao-9303") && !ids.contains(&"be-bgn-pcgn-1979"));
/// ```
pub fn recognise_as(latin: &str, cyrillic: &str) -> Recognition {
    recognise_words(latin, Some(cyrillic))
}

fn recognise_words(latin: &str, cyrillic: Option<&str>) -> Recognition {
    let name: String = latin.nfc().collect();
    let (words, rest) = words(&name);
    let mut recognition = Recognition::default();
    if words.is_empty() || name.len() > LONGEST_NAME {
        return recognition;
    }
    let mut against: BTreeMap<(usize, usize), Vec<&'static Scheme>> = BTreeMap::new();
    for scheme in Scheme::all() {
        let known = cyrillic.map(|cyrillic| scheme.codes(cyrillic));
        if known
            .as_ref()
            .is_some_and(|known| known.len() != words.len())
        {
            continue;
        }
        match read_all(scheme, &words, known.as_deref(), false) {
            Ok((reading, half_bits)) => recognition.schemes.push(Recognised {
                scheme,
                reading: reading + rest,
                half_bits,
                canonical: true,
            }),
            Err(place) => {
                against.entry(place).or_default().push(scheme);
                if !scheme.rules.has_variants {
                    continue;
                }
                if let Ok((reading, half_bits)) = read_all(scheme, &words, known.as_deref(), true) {
                    recognition.schemes.push(Recognised {
                        scheme,
                        reading: reading + rest,
                        half_bits,
                        canonical: false,
                    });
                }
            }
        }
    }
    recognition
        .schemes
        .sort_by_key(|found| (!found.canonical, found.half_bits, found.scheme.id()));
    recognition.decisive = against
        .into_iter()
        .map(|((word, at), against)| {
            let rest = words.get(word).and_then(|word| word.lower.get(at..));
            let letter = rest.unwrap_or_default().chars().next();
            Decisive {
                letter: letter.map(String::from).unwrap_or_default(),
                against,
            }
        })
        .collect();
    recognition
        .decisive
        .sort_by_key(|decisive| std::cmp::Reverse(decisive.against.len()));
    recognition
}

/// The best reading of all words with its cost, or the word and byte where there is none.
fn read_all(
    scheme: &Scheme,
    words: &[Word],
    known: Option<&[Vec<u8>]>,
    variants: bool,
) -> Result<(String, u32), (usize, usize)> {
    let mut text = String::new();
    let mut cost = 0;
    for (number, word) in words.iter().enumerate() {
        let known = known.and_then(|known| known.get(number));
        let mut readings: Readings =
            scheme.readings(&word.lower, variants, known.map(Vec::as_slice));
        let reached = readings.reached;
        let reading = readings.next().ok_or((number, reached))?;
        text.push_str(&word.before);
        text.push_str(&scheme.spell_reading(&reading, &word.text));
        cost += reading.cost;
    }
    Ok((text, cost))
}

/// A word of a name, with what stands before it.
struct Word {
    before: String,
    text: String,
    lower: String,
}

/// The words of a name, and what stands behind the last of them.
fn words(name: &str) -> (Vec<Word>, &str) {
    let mut words = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find(char::is_alphabetic) {
        let (before, word) = rest.split_at(start);
        let belongs =
            |c: char| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}') || SIGNS.contains(&c);
        let length = word.find(|c| !belongs(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(length);
        words.push(Word {
            before: before.to_owned(),
            text: word.to_owned(),
            lower: word.to_lowercase(),
        });
        rest = after;
    }
    (words, rest)
}

/// The signs of all schemes.
static SIGNS: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    Scheme::all()
        .flat_map(|scheme| scheme.rules.signs.iter().copied())
        .collect()
});

impl Scheme {
    /// The words of a Cyrillic name as letter codes, respelled for this scheme.
    fn codes(&self, name: &str) -> Vec<Vec<u8>> {
        let mut words = vec![Vec::new()];
        for c in name.nfc() {
            let code = match Letter::from_char(c) {
                Some(letter) => letter.code(),
                None if is_apostrophe(c) => APOSTROPHE,
                None if matches!(c, '\u{300}' | '\u{301}') => continue,
                None => {
                    words.push(Vec::new());
                    continue;
                }
            };
            if let Some(word) = words.last_mut() {
                match self.rules.respelling(code) {
                    Some(letters) => word.extend(letters),
                    None => word.push(code),
                }
            }
        }
        words.retain(|word| word.iter().any(|&code| code != APOSTROPHE));
        words
    }
}
