//! Small words in names of persons: particles, generations, words for son and daughter.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::Result;
use crate::table::Table;
use crate::text;

use super::lexicon::Concept;

/// The small words of `data/name/particles.tsv`.
///
/// A particle (de, von, бен) may come and go; a generation (старший, Jr) tells father from son.
#[derive(Debug)]
pub struct Particles {
    meanings: FxHashMap<String, Concept>,
    /// The meanings of particles, which stand before another word; all other small words stand behind one.
    before: FxHashSet<u16>,
    /// The meanings of ordinals, which stand behind given names: Elizabeth II, Елизавета Вторая.
    ordinals: FxHashSet<u16>,
}

/// How much of a name's identity a generation carries; particles carry none.
const GENERATION_WEIGHT: u8 = 3;

impl Particles {
    /// The small words that ship with the crate.
    #[expect(clippy::expect_used, reason = "the embedded table is parsed in a test")]
    pub fn embedded() -> &'static Self {
        static PARTICLES: LazyLock<Particles> = LazyLock::new(|| {
            Particles::parse(include_str!("../../data/name/particles.tsv"))
                .expect("the embedded particles are sound")
        });
        &PARTICLES
    }

    fn parse(text: &str) -> Result<Self> {
        let table = Table::parse("particles.tsv", text, &["form", "role", "meaning"])?;
        let mut numbers: FxHashMap<&str, u16> = FxHashMap::default();
        let mut meanings = FxHashMap::default();
        let (mut before, mut ordinals) = (FxHashSet::default(), FxHashSet::default());
        for row in table.rows() {
            let next = numbers.len() as u16;
            let number = *numbers.entry(row.get(2)).or_insert(next);
            let weight = match row.get(1) {
                "generation" | "ordinal" => GENERATION_WEIGHT,
                "particle" | "patronymic_suffix" => 0,
                _ => return Err(table.error(row, 1, "unknown role of a particle")),
            };
            match row.get(1) {
                "particle" => before.insert(number),
                "ordinal" => ordinals.insert(number),
                _ => false,
            };
            if let Some(token) = text::tokens(row.get(0)).next() {
                meanings.insert(token.folded, Concept { number, weight });
            }
        }
        Ok(Particles {
            meanings,
            before,
            ordinals,
        })
    }

    /// Whether a small word of this meaning stands before another word, as particles do: at the end of a name it is
    /// none, but a surname (Sergey Ten).
    pub(crate) fn stands_before(&self, meaning: Concept) -> bool {
        self.before.contains(&meaning.number)
    }

    /// Whether a small word of this meaning tells rulers of one name apart: II, Вторая.
    pub(crate) fn is_ordinal(&self, meaning: Concept) -> bool {
        self.ordinals.contains(&meaning.number)
    }

    /// What a folded word means, if it is a particle or a generation.
    ///
    /// ```
    /// use imya::name::Particles;
    /// let find = |word| Particles::embedded().find(word);
    /// assert_eq!(find("младший"), find("jr"));
    /// assert_eq!(find("von").unwrap().weight, 0);
    /// assert!(find("статкевіч").is_none());
    /// ```
    pub fn find(&self, word: &str) -> Option<Concept> {
        self.meanings.get(word).copied()
    }
}
