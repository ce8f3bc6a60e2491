//! Which languages a Cyrillic word can be written in, judged by its letters.

use serde::{Deserialize, Serialize};

/// A language whose Cyrillic spelling imya tells apart.
///
/// ```
/// use imya::text::Language;
/// assert_eq!(serde_json::to_string(&Language::Belarusian)?, "\"be\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// Belarusian, official orthography or Taraškievica.
    #[serde(rename = "be")]
    Belarusian,
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
    /// Ukrainian.
    #[serde(rename = "uk")]
    Ukrainian,
}

/// A set of [`Language`]s.
///
/// ```
/// use imya::text::{Language, languages};
/// assert!(languages("Ціханоўская").only(Language::Belarusian));
/// assert!(languages("Минск").contains(Language::Russian));
/// assert!(!languages("Минск").contains(Language::Belarusian));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Languages(u8);

const ORDER: [Language; 3] = [Language::Belarusian, Language::Russian, Language::Ukrainian];

/// Letters of the modern alphabets that at least one of the three languages lacks.
const FOREIGN_TO: [(Language, &str); 3] = [
    (Language::Belarusian, "ищъїє"),
    (Language::Russian, "іўїєґ’"),
    (Language::Ukrainian, "ўыэъё"),
];

impl Languages {
    /// Whether the language is in the set.
    ///
    /// ```
    /// use imya::text::{Language, languages};
    /// assert!(languages("Київ").contains(Language::Ukrainian));
    /// ```
    pub fn contains(self, language: Language) -> bool {
        self.0 & bit(language) != 0
    }

    /// Whether the set holds this language and no other.
    ///
    /// ```
    /// use imya::text::{Language, languages};
    /// assert!(languages("Быкаў").only(Language::Belarusian));
    /// ```
    pub fn only(self, language: Language) -> bool {
        self.0 == bit(language)
    }

    /// Whether no language fits: foreign letters, or letters of different languages in one word.
    ///
    /// ```
    /// use imya::text::{Language, languages};
    /// assert!(languages("їў").is_empty() && !languages("Минск").is_empty());
    /// ```
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The languages of the set, in the order Belarusian, Russian, Ukrainian.
    ///
    /// ```
    /// use imya::text::{Language, languages};
    /// let both: Vec<_> = languages("Ігар").iter().collect();
    /// assert_eq!(both, [Language::Belarusian, Language::Ukrainian]);
    /// ```
    pub fn iter(self) -> impl Iterator<Item = Language> {
        ORDER
            .into_iter()
            .filter(move |&language| self.contains(language))
    }
}

fn bit(language: Language) -> u8 {
    1 << ORDER
        .iter()
        .position(|&other| other == language)
        .unwrap_or(0)
}

/// The languages whose alphabet has every Cyrillic letter of the text; all three where there is none.
/// Linear time.
///
/// ```
/// use imya::text::{Language, languages};
/// assert!(languages("Горбачёв").contains(Language::Russian));
/// assert_eq!(languages("Minsk").iter().count(), 3);
/// ```
pub fn languages(text: &str) -> Languages {
    let mut set = ORDER.iter().fold(0, |set, &language| set | bit(language));
    for letter in text.chars().flat_map(char::to_lowercase) {
        let letter = if super::is_apostrophe(letter) {
            '’'
        } else {
            letter
        };
        for (language, letters) in FOREIGN_TO {
            if letters.contains(letter) {
                set &= !bit(language);
            }
        }
    }
    Languages(set)
}
