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

    /// The same cut without some declensions.
    pub(crate) fn without(self, declensions: u32) -> Cut {
        Cut {
            nominative: self.nominative & !declensions,
            oblique: self.oblique & !declensions,
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
    /// The children of the first node, by letter; 0 for none.
    by_last_letter: Vec<u32>,
    /// The endings of words by the node they lead to.
    cuts: Vec<EndingCut>,
    /// Nominative endings by declension and script.
    nominatives: FxHashMap<(usize, bool), Vec<Vec<char>>>,
}

#[derive(Debug, Default)]
struct Node {
    children: Vec<(char, u32)>,
    endings: Vec<Ending>,
    /// The endings of words that lead here and no further, in [`Declensions::cuts`].
    cuts: (u32, u32),
}

/// All endings of one length that a word has.
#[derive(Debug, Clone, Copy)]
struct EndingCut {
    length: u8,
    nominative: u32,
    oblique: u32,
    genders: Genders,
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
pub(crate) const SHORTEST_STEM: usize = 2;
/// No more ways to cut a word are looked at.
const MOST_CUTS: usize = 8;

/// The declensions of surnames with one suffix: -ов, -ин, -ский, -ич, -ко, -ец, -ёнок.
const SUFFIXES: [&[&str]; 7] = [
    &["ov", "ova"],
    &["in", "ina"],
    &["ski", "skaya"],
    &["ich"],
    &["ko"],
    &["ec"],
    &["onak"],
];

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
            by_last_letter: Vec::new(),
            cuts: Vec::new(),
            nominatives: FxHashMap::default(),
        };
        for row in table.rows() {
            let declension = declensions.number(row.get(0));
            if declension >= 32 {
                return Err(table.error(row, 0, "more than 32 declensions"));
            }
            // The plural of a surname names several people; it is no form to look one up by.
            let citation = row.get(5) == "sg" || is_plural(row.get(0));
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
        declensions.settle(0, &[], true);
        declensions.index_last_letters();
        Ok(declensions)
    }

    /// Collects for every node the endings on the way to it, shortest first.
    fn settle(&mut self, node: usize, before: &[EndingCut], may_have_none: bool) {
        let mut cuts = before.to_vec();
        // Only words that end in a consonant can have no ending.
        cuts.retain(|cut| cut.length > 0 || may_have_none);
        for ending in &self.nodes[node].endings {
            if ending.length > 0 || may_have_none {
                add(&mut cuts, *ending);
            }
        }
        cuts.sort_by_key(|cut| cut.length);
        let start = self.cuts.len() as u32;
        self.cuts.extend_from_slice(&cuts);
        self.nodes[node].cuts = (start, self.cuts.len() as u32);
        for (letter, child) in self.nodes[node].children.clone() {
            let may_have_none = if node == 0 {
                !is_vowel(letter)
            } else {
                may_have_none
            };
            self.settle(child as usize, &cuts, may_have_none);
        }
    }

    fn index_last_letters(&mut self) {
        let children = &self.nodes[0].children;
        let last = children.iter().map(|(letter, _)| *letter as usize).max();
        self.by_last_letter = vec![0; last.map_or(0, |last| last + 1)];
        for &(letter, child) in children {
            self.by_last_letter[letter as usize] = child;
        }
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

    /// The bits of the declensions of plural names.
    pub(crate) fn plural(&self) -> u32 {
        let names = self.names.iter().enumerate();
        let plural = names.filter(|(_, own)| is_plural(own));
        plural.fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// The bit of the adjectives of places: Брэсцкая, of Брэст; only beside a generic word.
    pub(crate) fn place_adjective(&self) -> u32 {
        let at = self.names.iter().position(|own| *own == "place-adjective");
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

    /// The bits of the declensions that show a surname's suffix, those of one suffix together.
    pub(crate) fn of_suffixes(&self) -> Vec<u32> {
        let bits = |names: &&[&str]| {
            let own = self.names.iter().enumerate();
            let own = own.filter(|(_, name)| names.contains(name));
            own.fold(0, |bits, (at, _)| bits | 1 << at)
        };
        SUFFIXES.iter().map(bits).collect()
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

    /// As [`Declensions::cut_letters`], but none that makes an adjective of a place: Брэсцкая, of Брэст.
    pub(crate) fn cut_but_adjectives(&self, letters: &[char], cuts: &mut Vec<Cut>) {
        self.cut_letters(letters, cuts);
        for cut in &mut *cuts {
            *cut = cut.without(self.place_adjective());
        }
        cuts.retain(|cut| cut.declensions() != 0);
    }

    pub(crate) fn cut_letters(&self, letters: &[char], cuts: &mut Vec<Cut>) {
        cuts.clear();
        let length = letters.len().min(usize::from(u8::MAX));
        let Some((&last, rest)) = letters.get(..length).and_then(<[char]>::split_last) else {
            return;
        };
        let first = self.by_last_letter.get(last as usize).copied();
        let mut node = &self.nodes[first.unwrap_or(0) as usize];
        if first.is_some_and(|first| first != 0) {
            for &letter in rest.iter().rev() {
                match node.children.iter().find(|(own, _)| *own == letter) {
                    Some(&(_, child)) => node = &self.nodes[child as usize],
                    None => break,
                }
            }
        } else if is_vowel(last) {
            return;
        }
        let endings = &self.cuts[node.cuts.0 as usize..node.cuts.1 as usize];
        cuts.reserve(endings.len().min(MOST_CUTS));
        let fitting = endings
            .iter()
            .filter_map(|ending| {
                let stem = length.checked_sub(usize::from(ending.length))?;
                (stem >= SHORTEST_STEM).then_some(Cut {
                    stem: stem as u8,
                    nominative: ending.nominative,
                    oblique: ending.oblique,
                    genders: ending.genders,
                })
            })
            .take(MOST_CUTS);
        cuts.extend(fitting);
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

/// Whether a declension is that of plural names of places: Баранавічы, Горкі.
fn is_plural(declension: &str) -> bool {
    declension.starts_with("plural")
}

pub(super) fn is_vowel(letter: char) -> bool {
    let mut bytes = [0; 4];
    let inventory = Inventory::embedded();
    let unit = inventory.unit_of(letter.encode_utf8(&mut bytes));
    unit.is_some_and(|unit| inventory.group(unit) == Group::Vowel)
}

fn add(cuts: &mut Vec<EndingCut>, ending: Ending) {
    let at = cuts.iter().position(|cut| cut.length == ending.length);
    let at = at.unwrap_or_else(|| {
        cuts.push(EndingCut {
            length: ending.length,
            nominative: 0,
            oblique: 0,
            genders: Genders::NONE,
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

/// Whether a folded word is another case of a nominative: the same stem with endings of one declension.
pub(crate) fn is_case_of(nominative: &str, word: &str) -> bool {
    let letters = nominative.chars().zip(word.chars());
    let shared = letters.take_while(|(one, other)| one == other).count();
    if shared < SHORTEST_STEM {
        return false;
    }
    let declensions = Declensions::embedded();
    let own = declensions.cuts(nominative);
    declensions.cuts(word).iter().any(|cut| {
        usize::from(cut.stem) <= shared
            && own
                .iter()
                .any(|other| cut.stem == other.stem && cut.oblique & other.nominative != 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_share_the_stem_and_the_declension() {
        for (nominative, word, expected) in [
            ("лукашэнка", "лукашэнку", true),
            ("трамп", "трампові", true),
            ("караткевіч", "караткевічам", true),
            ("радзіна", "родина", false),
            ("карманаў", "кермани", false),
        ] {
            assert_eq!(is_case_of(nominative, word), expected, "{word}");
        }
    }
}
