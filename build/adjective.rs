//! Adjectives of places in whatever form: венгерскай, угорської, hungarian.

use std::path::Path;

use crate::table::Table;

const FILE: &str = "adjective_endings.tsv";

/// The endings of adjectives by language.
pub struct Endings {
    /// Language, ending of the nominative of the masculine, all endings.
    all: Vec<(String, String, Vec<String>)>,
}

/// How an adjective is stored.
pub enum Stored {
    /// By what stands before the ending behind its last к, a hyphen behind it: an adjective has dozens of forms.
    Stem(String),
    /// By all its forms.
    Forms(Vec<String>),
}

impl Endings {
    pub fn read() -> Result<Self, Box<dyn std::error::Error>> {
        let text = std::fs::read_to_string(Path::new("data/name").join(FILE))?;
        let table = Table::parse(FILE, &text, &["language", "lemma", "endings"])?;
        let rows = table.rows().iter().map(|row| {
            let endings = row.get(2).split('|').map(str::to_owned);
            (
                row.get(0).to_owned(),
                row.get(1).to_owned(),
                endings.collect(),
            )
        });
        Ok(Endings {
            all: rows.collect(),
        })
    }

    /// The endings that follow a к, a hyphen before each, as they are stored.
    pub fn behind_k(&self) -> impl Iterator<Item = String> {
        let of_k = |lemma: &str| lemma.starts_with(['к', 'k']);
        let endings = self.all.iter().filter(move |(_, lemma, _)| of_k(lemma));
        let endings = endings.flat_map(|(_, _, endings)| endings);
        endings.filter_map(|ending| {
            let rest = ending.strip_prefix(['к', 'k'])?;
            Some(format!("-{rest}"))
        })
    }

    /// How an adjective of a language is stored, by its nominative of the masculine; as it stands where no ending is
    /// known.
    pub fn store(&self, language: &str, adjective: &str) -> Stored {
        let found = self.all.iter().find_map(|(own, lemma, endings)| {
            let stem = adjective.strip_suffix(lemma.as_str())?;
            (own == language).then_some((lemma, stem, endings))
        });
        let Some((lemma, stem, endings)) = found else {
            return Stored::Forms(vec![adjective.to_owned()]);
        };
        match lemma
            .chars()
            .next()
            .filter(|first| matches!(first, 'к' | 'k'))
        {
            Some(k) if !adjective.contains(' ') => Stored::Stem(format!("{stem}{k}-")),
            _ => Stored::Forms(
                endings
                    .iter()
                    .map(|ending| format!("{stem}{ending}"))
                    .collect(),
            ),
        }
    }
}
