//! Case endings: stems of inflected names.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::sound::{Group, Inventory};
use crate::table::Table;

use super::part::Genders;

/// A way to cut a word into stem and ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cut {
    /// Letters of the stem.
    pub stem: u8,
    /// The declensions, one bit each, in which the ending is a nominative.
    pub nominative: u32,
    /// The declensions, one bit each, in which the ending is another case.
    pub oblique: u32,
    /// Genders the word can have with this ending, and whether in the nominative.
    pub genders: Genders,
}

impl Cut {
    /// The same cut without the readings as another case.
    pub(crate) fn nominative_only(self) -> Cut {
        Cut {
            oblique: 0,
            genders: self.genders.and(Genders::NOMINATIVE),
            ..self
        }
    }

    /// All declensions the ending belongs to.
    pub fn declensions(self) -> u32 {
        self.nominative | self.oblique
    }
}

/// The declensions of names in all languages, from `data/name/declensions.tsv`.
///
/// Declensions are shared by the languages: Быкаў, Быкова, Bykowa, Быковым can all be the stem *бык*
/// with an ending of the declension `ov`.
#[derive(Debug)]
pub struct Declensions {
    names: Vec<&'static str>,
    /// Endings backwards, as a trie: children by letter.
    nodes: Vec<Node>,
    /// Nominative endings by declension and script.
    nominatives: FxHashMap<(usize, bool), Vec<Vec<char>>>,
}

#[derive(Debug, Default)]
struct Node {
    children: Vec<(char, u32)>,
    endings: Vec<Ending>,
}

#[derive(Debug, Clone, Copy)]
struct Ending {
    /// Letters of the ending proper.
    length: u8,
    declension: u8,
    nominative: bool,
    genders: Genders,
}

/// A stem has at least this many letters.
const SHORTEST_STEM: usize = 2;

impl Declensions {
    /// The declensions that ship with the crate.
    #[expect(clippy::expect_used, reason = "the embedded table is parsed in a test")]
    pub fn embedded() -> &'static Self {
        static DECLENSIONS: LazyLock<Declensions> = LazyLock::new(|| {
            Declensions::parse(include_str!("../../data/name/declensions.tsv"))
                .expect("the embedded declensions are sound")
        });
        &DECLENSIONS
    }

    fn parse(text: &'static str) -> Result<Self> {
        let columns = ["declension", "gender", "case", "keep", "ending", "number"];
        let table = Table::parse("declensions.tsv", text, &columns)?;
        let mut declensions = Declensions {
            names: Vec::new(),
            nodes: vec![Node::default()],
            nominatives: FxHashMap::default(),
        };
        for row in table.rows() {
            let declension = declensions.number(row.get(0));
            if declension >= 32 {
                return Err(table.error(row, 0, "more than 32 declensions"));
            }
            // The plural of a surname names several people; it is no form to look one up by.
            let citation = row.get(5) == "sg" || row.get(0) == "plural";
            let nominative = row.get(2) == "nom" && citation;
            let ending = Ending {
                length: row.get(4).chars().count() as u8,
                declension: declension as u8,
                nominative,
                genders: Genders::parse(row.get(1), nominative),
            };
            let (keep, letters) = (row.get(3), row.get(4));
            declensions.enter(keep.chars().chain(letters.chars()).rev(), ending);
            if nominative {
                let cyrillic = !row.get(1).is_empty() && !letters.is_ascii()
                    || keep.chars().chain(letters.chars()).any(|c| c >= '\u{400}');
                let both = keep.is_empty() && letters.is_empty();
                for script in [true, false] {
                    if script == cyrillic || both {
                        let endings = declensions.nominatives.entry((declension, script));
                        let letters: Vec<char> = letters.chars().collect();
                        let endings = endings.or_default();
                        if !endings.contains(&letters) {
                            endings.push(letters);
                        }
                    }
                }
            }
        }
        Ok(declensions)
    }

    fn number(&mut self, name: &'static str) -> usize {
        match self.names.iter().position(|own| *own == name) {
            Some(at) => at,
            None => {
                self.names.push(name);
                self.names.len() - 1
            }
        }
    }

    fn enter(&mut self, letters: impl Iterator<Item = char>, ending: Ending) {
        let mut at = 0;
        for letter in letters {
            let known = self.nodes[at]
                .children
                .iter()
                .find(|(own, _)| *own == letter);
            at = match known {
                Some(&(_, child)) => child as usize,
                None => {
                    let child = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at].children.push((letter, child as u32));
                    child
                }
            };
        }
        self.nodes[at].endings.push(ending);
    }

    /// The names of the declensions whose bits are set.
    pub fn names(&self, bits: u32) -> impl Iterator<Item = &'static str> {
        self.names
            .iter()
            .enumerate()
            .filter(move |(at, _)| bits >> at & 1 == 1)
            .map(|(_, name)| *name)
    }

    /// The bit of the declension of plural names.
    pub(crate) fn plural(&self) -> u32 {
        let at = self.names.iter().position(|own| *own == "plural");
        at.map_or(0, |at| 1 << at)
    }

    /// The bits of the declensions of patronymics.
    pub(crate) fn patronymic(&self) -> u32 {
        let at = |name| self.names.iter().position(|own| *own == name);
        let bits = ["ich", "a"].into_iter().filter_map(at);
        bits.fold(0, |bits, at| bits | 1 << at)
    }

    /// The bits of the declensions that only men's and only women's surnames have.
    pub(crate) fn gendered(&self) -> (u32, u32) {
        let bits = |names: [&str; 3]| {
            let at = |name| self.names.iter().position(|own| *own == name);
            names
                .into_iter()
                .filter_map(at)
                .fold(0, |bits, at| bits | 1 << at)
        };
        (bits(["ov", "in", "ski"]), bits(["ova", "ina", "skaya"]))
    }

    /// The ways to cut a folded word, by stem length, longest first; at most eight.
    ///
    /// ```
    /// use imya::name::Declensions;
    /// let declensions = Declensions::embedded();
    /// let cuts = declensions.cuts("быковым");
    /// let stem = cuts.iter().find(|cut| cut.stem == 3).unwrap();
    /// assert!(declensions.names(stem.oblique).any(|name| name == "ov"));
    /// ```
    pub fn cuts(&self, word: &str) -> Vec<Cut> {
        let letters: Vec<char> = word.chars().collect();
        let mut cuts = Vec::new();
        self.cut_letters(&letters, &mut cuts);
        cuts
    }

    pub(crate) fn cut_letters(&self, letters: &[char], cuts: &mut Vec<Cut>) {
        cuts.clear();
        let length = letters.len().min(usize::from(u8::MAX));
        let Some(letters) = letters.get(..length) else {
            return;
        };
        let mut node = &self.nodes[0];
        let mut left = length;
        loop {
            for ending in &node.endings {
                let stem = length - usize::from(ending.length);
                // Only words that end in a consonant can have no ending.
                let fits = ending.length > 0 || !letters.last().is_some_and(|last| is_vowel(*last));
                if stem >= SHORTEST_STEM && fits {
                    add(cuts, stem as u8, *ending);
                }
            }
            let Some(&letter) = left.checked_sub(1).and_then(|at| letters.get(at)) else {
                break;
            };
            match node.children.iter().find(|(own, _)| *own == letter) {
                Some(&(_, child)) => node = &self.nodes[child as usize],
                None => break,
            }
            left -= 1;
        }
        cuts.sort_by_key(|cut| std::cmp::Reverse(cut.stem));
        cuts.truncate(8);
    }

    /// The nominative endings of the declensions whose bits are set, for one script.
    pub(crate) fn nominative_endings(
        &self,
        declensions: u32,
        cyrillic: bool,
    ) -> impl Iterator<Item = &[char]> {
        (0..self.names.len())
            .filter(move |at| declensions >> at & 1 == 1)
            .filter_map(move |at| self.nominatives.get(&(at, cyrillic)))
            .flatten()
            .map(Vec::as_slice)
    }
}

fn is_vowel(letter: char) -> bool {
    let mut bytes = [0; 4];
    let inventory = Inventory::embedded();
    let unit = inventory.unit_of(letter.encode_utf8(&mut bytes));
    unit.is_some_and(|unit| inventory.group(unit) == Group::Vowel)
}

fn add(cuts: &mut Vec<Cut>, stem: u8, ending: Ending) {
    let at = cuts.iter().position(|cut| cut.stem == stem);
    let at = at.unwrap_or_else(|| {
        cuts.push(Cut {
            stem,
            ..Cut::default()
        });
        cuts.len() - 1
    });
    let cut = &mut cuts[at];
    let bit = 1 << ending.declension;
    if ending.nominative {
        cut.nominative |= bit;
    } else {
        cut.oblique |= bit;
    }
    cut.genders = cut.genders.or(ending.genders);
}
