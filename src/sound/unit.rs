//! Spelling units: the letters and letter groups that stand for one sound.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::error::Result;
use crate::table::Table;
use crate::text::Script;

/// A spelling unit: `ц`, `ts`, `shch`, `ŭ` … a small number in an [`Inventory`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit(pub(crate) u8);

impl From<Unit> for u8 {
    /// Its number in the inventory.
    fn from(unit: Unit) -> u8 {
        unit.0
    }
}

/// The kind of sound a unit stands for, as far as it matters for exchanges that no rule knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// A vowel.
    Vowel,
    /// A glide: й, ў, j, w.
    Glide,
    /// A soft or hard sign, an apostrophe, the repetition of a letter.
    Sign,
    /// A labial consonant: б, п, в, ф.
    Labial,
    /// A dental stop: д, т.
    Dental,
    /// A sibilant or affricate: с, з, ш, ж, ц, ч …
    Sibilant,
    /// A velar consonant: г, к, х.
    Velar,
    /// A nasal: м, н.
    Nasal,
    /// A liquid: л, р.
    Liquid,
    /// A digit.
    Digit,
}

impl Group {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "vowel" => Group::Vowel,
            "glide" => Group::Glide,
            "sign" => Group::Sign,
            "labial" => Group::Labial,
            "dental" => Group::Dental,
            "sibilant" => Group::Sibilant,
            "velar" => Group::Velar,
            "nasal" => Group::Nasal,
            "liquid" => Group::Liquid,
            "digit" => Group::Digit,
            _ => return None,
        })
    }
}

/// No word is read further than this many units; longer words are compared by their beginning.
pub(crate) const MAXIMUM_UNITS: usize = 48;

/// The spelling units of both scripts, from `data/sound/units.tsv`.
#[derive(Debug)]
pub struct Inventory {
    spellings: Vec<String>,
    numbers: FxHashMap<String, Unit>,
    groups: Vec<Group>,
    /// Spellings, as a trie.
    nodes: Vec<Node>,
    /// First letters below U+0800.
    by_first: Vec<First>,
    /// The nodes of all other first letters.
    by_rare_first: FxHashMap<char, u32>,
    repetition: Unit,
}

/// What begins with a letter.
#[derive(Debug, Clone, Copy)]
struct First {
    /// Its node; 0 for none.
    node: u32,
    /// The unit that the letter alone is read as, where it is one.
    unit: Option<u8>,
    /// As those of the node.
    branches: u64,
}

const NO_FIRST: First = First {
    node: 0,
    unit: None,
    branches: 0,
};

#[derive(Debug, Default)]
struct Node {
    children: Vec<(char, u32)>,
    /// The letters of the children, hashed to a bit each.
    branches: u64,
    /// How the spelling that ends here is read.
    reading: Option<Vec<Unit>>,
}

fn branch(letter: char) -> u64 {
    1 << (letter as u32 & 63)
}

/// First letters below this one are found without a search.
const COMMON_LETTERS: usize = 0x800;

impl Inventory {
    /// The inventory that ships with the crate.
    #[expect(clippy::expect_used, reason = "the embedded table is parsed in a test")]
    pub fn embedded() -> &'static Self {
        static INVENTORY: LazyLock<Inventory> = LazyLock::new(|| {
            Inventory::parse("units.tsv", include_str!("../../data/sound/units.tsv"))
                .expect("the embedded units are sound")
        });
        &INVENTORY
    }

    /// Parses a table with the columns `script`, `spelling`, `group` and `reading`.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) for an unknown group, a reading with unknown units, a spelling that is there
    /// twice, or more than 255 units.
    pub fn parse(source: &str, text: &str) -> Result<Self> {
        let table = Table::parse(source, text, &["script", "spelling", "group", "reading"])?;
        let mut inventory = Inventory {
            spellings: Vec::new(),
            numbers: FxHashMap::default(),
            groups: Vec::new(),
            nodes: vec![Node::default()],
            by_first: vec![NO_FIRST; COMMON_LETTERS],
            by_rare_first: FxHashMap::default(),
            repetition: Unit(0),
        };
        for row in table.rows().iter().filter(|row| row.get(2) != "alias") {
            let group = Group::parse(row.get(2))
                .ok_or_else(|| table.error(row, 2, "unknown group of sounds"))?;
            let unit = u8::try_from(inventory.spellings.len())
                .map_err(|_| table.error(row, 1, "more than 256 units"))?;
            if row.get(1) == "ː" {
                inventory.repetition = Unit(unit);
            }
            inventory.spellings.push(row.get(1).to_owned());
            inventory.numbers.insert(row.get(1).to_owned(), Unit(unit));
            inventory.groups.push(group);
            if !inventory.enter(row.get(1), vec![Unit(unit)]) {
                return Err(table.error(row, 1, "an empty spelling, or one that is there twice"));
            }
        }
        for row in table.rows().iter().filter(|row| row.get(2) == "alias") {
            let reading = inventory.read(row.get(3));
            if reading.is_empty() && !row.get(3).is_empty() {
                return Err(table.error(row, 3, "unknown unit in a reading"));
            }
            if !inventory.enter(row.get(1), reading) {
                return Err(table.error(row, 1, "an empty spelling, or one that is there twice"));
            }
        }
        Ok(inventory)
    }

    fn enter(&mut self, spelling: &str, reading: Vec<Unit>) -> bool {
        let mut letters = spelling.chars();
        let Some(first) = letters.next() else {
            return false;
        };
        let mut at = match self.first_node(first) {
            0 => {
                let node = self.add_node();
                match self.by_first.get_mut(first as usize) {
                    Some(place) => place.node = node,
                    None => drop(self.by_rare_first.insert(first, node)),
                }
                node
            }
            node => node,
        };
        for letter in letters {
            let known = self.child(at, letter);
            at = known.unwrap_or_else(|| {
                let node = self.add_node();
                let parent = &mut self.nodes[at as usize];
                parent.children.push((letter, node));
                parent.branches |= branch(letter);
                node
            });
        }
        let place = &mut self.nodes[at as usize].reading;
        let free = place.is_none();
        *place = Some(reading);
        if let Some(place) = self.by_first.get_mut(first as usize) {
            let node = &self.nodes[place.node as usize];
            place.branches = node.branches;
            place.unit = match node.reading.as_deref() {
                Some([unit]) => Some(unit.0),
                _ => None,
            };
        }
        free
    }

    fn add_node(&mut self) -> u32 {
        self.nodes.push(Node::default());
        self.nodes.len() as u32 - 1
    }

    #[inline]
    fn first_node(&self, letter: char) -> u32 {
        match self.by_first.get(letter as usize) {
            Some(first) => first.node,
            None => self.by_rare_first.get(&letter).copied().unwrap_or(0),
        }
    }

    #[inline]
    fn child(&self, node: u32, letter: char) -> Option<u32> {
        let node = &self.nodes[node as usize];
        if node.branches & branch(letter) == 0 {
            return None;
        }
        let child = node.children.iter().find(|(own, _)| *own == letter);
        child.map(|&(_, node)| node)
    }

    /// The unit of a letter that no longer spelling begins with here.
    #[inline]
    fn unit_alone(&self, letter: char, next: Option<&char>) -> Option<u8> {
        let first = self.by_first.get(letter as usize)?;
        let branches = next.map_or(0, |&next| branch(next));
        first.unit.filter(|_| first.branches & branches == 0)
    }

    /// The reading of the longest spelling at the beginning, and how many letters it has.
    #[inline]
    fn longest(&self, letters: &[char]) -> Option<(&[Unit], usize)> {
        let (&first, rest) = letters.split_first()?;
        let mut node = self.first_node(first);
        let mut found = None;
        for (at, next) in rest.iter().map(Some).chain([None]).enumerate() {
            if let Some(reading) = &self.nodes[node as usize].reading {
                found = Some((reading.as_slice(), at + 1));
            }
            match next.and_then(|&letter| self.child(node, letter)) {
                Some(child) => node = child,
                None => break,
            }
        }
        found
    }

    /// How many units there are; they are numbered from 0.
    pub fn len(&self) -> usize {
        self.spellings.len()
    }

    /// Whether there are no units.
    pub fn is_empty(&self) -> bool {
        self.spellings.is_empty()
    }

    /// All units, in the order of the table.
    pub fn units(&self) -> impl Iterator<Item = Unit> {
        (0..=u8::MAX).take(self.len()).map(Unit)
    }

    /// The unit with this spelling.
    pub fn unit(&self, spelling: &str) -> Option<Unit> {
        self.numbers.get(spelling).copied()
    }

    /// The first unit of a word.
    pub(crate) fn unit_of(&self, word: &str) -> Option<Unit> {
        self.single(word.chars().next()?)?.first().copied()
    }

    /// How a unit is spelt.
    pub fn spelling(&self, unit: Unit) -> &str {
        self.spellings
            .get(usize::from(unit.0))
            .map_or("", String::as_str)
    }

    /// What kind of sound a unit stands for.
    pub fn group(&self, unit: Unit) -> Group {
        let group = self.groups.get(usize::from(unit.0));
        group.copied().unwrap_or(Group::Sign)
    }

    /// The script of a unit's letters; `None` for digits and the repetition sign.
    pub fn script(&self, unit: Unit) -> Option<Script> {
        let first = self.spelling(unit).chars().next()?;
        Script::of(first)
            .or((first == '’').then_some(Script::Cyrillic))
            .filter(|_| first != 'ː')
    }

    /// Reads a folded word into units, by longest match.
    ///
    /// A letter repeated is one unit and the repetition sign ː. Letters without a unit are read
    /// without their marks, else as [`deunicode`] romanises them; what has no reading is skipped.
    /// At most 48 units are read.
    ///
    /// ```
    /// let inventory = imya::sound::Inventory::embedded();
    /// let units = inventory.read("shchanna");
    /// let spelt: Vec<_> = units.iter().map(|&unit| inventory.spelling(unit)).collect();
    /// assert_eq!(spelt, ["shch", "a", "n", "ː", "a"]);
    /// ```
    pub fn read(&self, word: &str) -> Vec<Unit> {
        let letters: Vec<char> = word.chars().collect();
        let (mut units, mut ends) = (Vec::with_capacity(letters.len()), Vec::new());
        self.read_letters(&letters, &mut units, &mut ends);
        units.into_iter().map(Unit).collect()
    }

    /// As [`Inventory::read`], into buffers: the units, and for each how many letters of the word are
    /// read when it ends.
    pub(crate) fn read_letters(&self, letters: &[char], units: &mut Vec<u8>, ends: &mut Vec<u8>) {
        units.clear();
        ends.clear();
        let limit = MAXIMUM_UNITS;
        let mut rest = letters;
        while let Some((&first, after)) = rest.split_first() {
            if units.len() >= limit {
                break;
            }
            // No Slavic word has an apostrophe after a vowel: О’Лири, Д’Аннунцио.
            let after_vowel = || {
                let last = units.last();
                last.is_some_and(|&unit| self.group(Unit(unit)) == Group::Vowel)
            };
            if first == '’' && after_vowel() {
                rest = after;
                continue;
            }
            if let Some(unit) = self.unit_alone(first, after.first()) {
                self.append(&[Unit(unit)], units);
                rest = after;
                ends.push(u8::try_from(letters.len() - rest.len()).unwrap_or(u8::MAX));
                continue;
            }
            match self.longest(rest) {
                Some((reading, length)) => {
                    self.append(reading, units);
                    // Of several units that letters are read as, each but the last ends with a letter of its own.
                    let start = letters.len() - rest.len();
                    for ahead in 1..reading.len() {
                        let end = start + ahead.min(length);
                        ends.push(u8::try_from(end).unwrap_or(u8::MAX));
                    }
                    rest = rest.get(length..).unwrap_or_default();
                }
                None => {
                    self.read_foreign(first, units);
                    rest = after;
                }
            }
            let read = letters.len() - rest.len();
            let read = u8::try_from(read).unwrap_or(u8::MAX);
            while ends.len() < units.len() {
                ends.push(read);
            }
        }
        units.truncate(limit);
        ends.truncate(limit);
    }

    fn append(&self, reading: &[Unit], units: &mut Vec<u8>) {
        for &unit in reading {
            let repeated = units.last() == Some(&unit.0) && self.group(unit) != Group::Digit;
            units.push(if repeated { self.repetition.0 } else { unit.0 });
        }
    }

    /// Reads a letter that the table lacks: by its base letter, else by its romanisation.
    fn read_foreign(&self, letter: char, units: &mut Vec<u8>) {
        let base = std::iter::once(letter).nfd().next().unwrap_or(letter);
        if base != letter
            && let Some(reading) = self.single(base)
        {
            return self.append(reading, units);
        }
        let romanised = deunicode::deunicode_char(letter).unwrap_or_default();
        for ascii in romanised.chars().filter(char::is_ascii_alphanumeric) {
            if let Some(reading) = self.single(ascii.to_ascii_lowercase()) {
                self.append(reading, units);
            }
        }
    }

    /// The first unit that a letter alone is read as.
    pub(crate) fn first_unit(&self, letter: char) -> Option<u8> {
        if let Some(reading) = self.single(letter) {
            return reading.first().map(|unit| unit.0);
        }
        let mut units = Vec::new();
        self.read_foreign(letter, &mut units);
        units.first().copied()
    }

    /// How a letter alone is read.
    fn single(&self, letter: char) -> Option<&[Unit]> {
        self.nodes[self.first_node(letter) as usize]
            .reading
            .as_deref()
    }

    /// Parses units separated by spaces, as the tables write them.
    pub(crate) fn parse_sequence(&self, text: &str) -> Option<Vec<Unit>> {
        text.split(' ')
            .filter(|spelling| !spelling.is_empty())
            .map(|spelling| self.unit(spelling))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> String {
        let inventory = Inventory::embedded();
        let units = inventory.read(word);
        let spelt: Vec<_> = units.iter().map(|&unit| inventory.spelling(unit)).collect();
        spelt.join(" ")
    }

    #[test]
    fn words_are_read_by_longest_match() {
        let cases = [
            ("ціханоўская", "ц і х а н о ў с к а я"),
            ("шчэрба", "шч э р б а"),
            ("schtschukin", "schtsch u k i n"),
            ("таццяна", "т а ц ː я н а"),
            ("ễmilê", "e m i l e"),
            ("ђорђе", "дж о р дж е"),
            ("北京", "b e i j i n g"),
            ("nr12", "n r 1 2"),
            ("11", "1 1"),
        ];
        for (word, wanted) in cases {
            assert_eq!(read(word), wanted, "{word}");
        }
    }

    #[test]
    fn each_unit_of_a_reading_ends_with_a_letter() {
        let (mut units, mut ends) = (Vec::new(), Vec::new());
        let letters: Vec<char> = "донецька".chars().collect();
        Inventory::embedded().read_letters(&letters, &mut units, &mut ends);
        assert_eq!(ends, [1, 2, 3, 4, 5, 7, 8]);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(Inventory::embedded().read(&"аб".repeat(50_000)).len(), 48);
    }
}
