//! A scheme's rows, compiled: a trie over letter codes whose nodes decide by the letters around.

use std::collections::HashMap;

use super::context::Context;
use super::letters::{Class, Letter, char_of, code_of, facts};
use super::quick::Quick;
use crate::error::{Error, Result};
use crate::table::{Row, Table};
use crate::text::Language;

/// No row, no node.
pub(super) const NONE: u16 = u16::MAX;
/// The most bytes that a row may give in any case.
const LONGEST_TO: usize = 16;
/// The most letters in `from`.
const LONGEST_FROM: usize = 16;
/// The most rows in a table.
const MOST_ROWS: usize = 20_000;

/// A short text that is copied in one move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) bytes: [u8; LONGEST_TO],
    pub(super) length: u8,
}

impl Piece {
    fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; LONGEST_TO];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        Some(Piece {
            bytes,
            length: text.len() as u8,
        })
    }

    /// A character as it is.
    pub(super) fn of_char(c: char) -> Self {
        let mut bytes = [0; LONGEST_TO];
        let length = c.encode_utf8(&mut bytes).len() as u8;
        Piece { bytes, length }
    }

    pub(super) fn as_str(&self) -> &str {
        self.bytes
            .get(..usize::from(self.length))
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

/// How a rule's text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Case {
    Lower,
    Title,
    Upper,
}

/// One compiled row.
#[derive(Debug, Clone)]
pub(super) struct Compiled {
    pub(super) from: Box<[u8]>,
    pub(super) lower: Piece,
    pub(super) title: Piece,
    pub(super) upper: Piece,
    pub(super) context: Context,
    pub(super) variant: bool,
    pub(super) note: Box<str>,
}

impl Compiled {
    pub(super) fn piece(&self, case: Case) -> &Piece {
        match case {
            Case::Lower => &self.lower,
            Case::Title => &self.title,
            Case::Upper => &self.upper,
        }
    }
}

/// A node of the trie: the canonical row for each pair of neighbours, and the nodes below.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) decide: [u16; 16],
    pub(super) below: Vec<(u8, u16)>,
    /// Rows marked as accepted variants, in table order.
    pub(super) variants: Vec<u16>,
}

/// All rows of a scheme.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    pub(super) rows: Vec<Compiled>,
    pub(super) nodes: Vec<Node>,
    pub(super) root: Box<[u16; 256]>,
    /// What the fast loop knows.
    pub(super) quick: Quick,
    /// Place in the block → letter; letters that the table does not know are respelled here, or
    /// marked where several letters stand for one.
    pub(super) fold: Box<[Letter; 256]>,
    /// The letters that stand for a marked one, or for the apostrophe.
    pub(super) respelled: Vec<(u8, Vec<u8>)>,
    /// Whether any row is an accepted variant.
    pub(super) has_variants: bool,
    /// Characters besides letters and marks that canonical rows give.
    pub(super) signs: Vec<char>,
    /// Rows that give nothing.
    pub(super) to_empty: Vec<u16>,
    /// Rows by the first byte of what they give.
    by_byte: HashMap<u8, Vec<u16>>,
}

impl Rules {
    /// Compiles the rows of a table whose first columns are `from`, `to`, `context`, `note`.
    pub(super) fn compile(table: &Table<'_>, language: Language) -> Result<Self> {
        if table.rows().len() > MOST_ROWS {
            let reason = format!("more than {MOST_ROWS} rows");
            return Err(Error::data(table.source(), 0, 0, reason));
        }
        let mut rules = Rules {
            rows: Vec::with_capacity(table.rows().len()),
            nodes: Vec::new(),
            root: Box::new([NONE; 256]),
            quick: Quick::empty(),
            fold: Box::new([Letter::ABSENT; 256]),
            respelled: Vec::new(),
            has_variants: false,
            signs: Vec::new(),
            to_empty: Vec::new(),
            by_byte: HashMap::new(),
        };
        let mut places: HashMap<(Box<[u8]>, Context), usize> = HashMap::new();
        for row in table.rows() {
            let compiled = compile_row(table, row)?;
            if !compiled.variant {
                let key = (compiled.from.clone(), compiled.context);
                if let Some(earlier) = places.insert(key, row.line()) {
                    let reason =
                        format!("line {earlier} has a rule for the same letters and context");
                    return Err(table.error(row, 0, reason));
                }
            }
            if rules.nodes.len() + LONGEST_FROM >= usize::from(NONE) {
                return Err(table.error(row, 0, "the table has too many different letter groups"));
            }
            rules.add(compiled);
        }
        rules.respell(language);
        rules.quick = Quick::new(&rules);
        Ok(rules)
    }

    fn add(&mut self, row: Compiled) {
        let number = self.rows.len() as u16;
        for c in row.lower.as_str().chars() {
            let is_sign = !c.is_alphabetic() || matches!(c, 'ʹ' | 'ʺ');
            if is_sign && !row.variant && !self.signs.contains(&c) {
                self.signs.push(c);
            }
        }
        match row.lower.as_str().bytes().next() {
            None => self.to_empty.push(number),
            Some(byte) => self.by_byte.entry(byte).or_default().push(number),
        }
        let mut node = NONE;
        for &code in &row.from {
            let next = match node {
                NONE => self.root[usize::from(code)],
                at => self.below(at, code),
            };
            let next = if next != NONE {
                next
            } else {
                let new = self.nodes.len() as u16;
                self.nodes.push(Node {
                    decide: [NONE; 16],
                    below: Vec::new(),
                    variants: Vec::new(),
                });
                if node == NONE {
                    self.root[usize::from(code)] = new;
                } else if let Some(parent) = self.nodes.get_mut(usize::from(node)) {
                    parent.below.push((code, new));
                }
                new
            };
            node = next;
        }
        if let Some(node) = self.nodes.get_mut(usize::from(node)) {
            if row.variant {
                self.has_variants = true;
                node.variants.push(number);
            } else {
                for (slot, chosen) in node.decide.iter_mut().enumerate() {
                    let (left, right) = neighbours(slot);
                    let better = match self.rows.get(usize::from(*chosen)) {
                        None => true,
                        Some(other) => row.context < other.context,
                    };
                    if better && row.context.holds(left, right) {
                        *chosen = number;
                    }
                }
            }
        }
        self.rows.push(row);
    }

    fn respell(&mut self, language: Language) {
        for code in 0..=u8::MAX {
            if self.decides(self.root[usize::from(code)]) {
                continue;
            }
            let Some(letters) = facts().respelling(language, code) else {
                continue;
            };
            let known = letters
                .iter()
                .all(|&letter| self.decides(self.root[usize::from(letter)]));
            if known {
                self.respelled.push((code, letters.to_vec()));
            }
        }
        for place in 0..=u8::MAX {
            let Some(letter) = Letter::at(place) else {
                continue;
            };
            self.fold[usize::from(place)] = match self.respelling(letter.code()) {
                None => letter,
                Some([single]) => letter.with_code(*single),
                Some(_) => letter.marked(),
            };
        }
    }

    /// The letters that stand for one that the table does not know.
    pub(super) fn respelling(&self, code: u8) -> Option<&[u8]> {
        self.respelled
            .iter()
            .find(|(letter, _)| *letter == code)
            .map(|(_, letters)| letters.as_slice())
    }

    fn decides(&self, node: u16) -> bool {
        self.nodes
            .get(usize::from(node))
            .is_some_and(|node| node.decide.iter().any(|row| *row != NONE))
    }

    /// The nodes with the given variant rows in place of the canonical ones.
    pub(super) fn with_variants(&self, variants: &[u16]) -> Vec<Node> {
        let mut nodes = self.nodes.clone();
        for node in &mut nodes {
            for number in variants.iter().filter(|row| node.variants.contains(row)) {
                let Some(row) = self.rows.get(usize::from(*number)) else {
                    continue;
                };
                for (slot, chosen) in node.decide.iter_mut().enumerate() {
                    let (left, right) = neighbours(slot);
                    if row.context.holds(left, right) {
                        *chosen = *number;
                    }
                }
            }
        }
        nodes
    }

    /// Rows whose text begins with a byte.
    pub(super) fn to_by_byte(&self, byte: u8) -> &[u16] {
        self.by_byte.get(&byte).map_or(&[], Vec::as_slice)
    }

    /// The canonical row that a node gives between two neighbours, or [`NONE`].
    pub(super) fn decision(&self, node: u16, left: Class, right: Class) -> u16 {
        self.nodes.get(usize::from(node)).map_or(NONE, |node| {
            node.decide[(left as usize) << 2 | right as usize]
        })
    }

    /// How many letters make a longer group with those of a node.
    pub(super) fn has_below(&self, node: u16) -> usize {
        self.nodes
            .get(usize::from(node))
            .map_or(0, |node| node.below.len())
    }

    /// The node below another, or [`NONE`].
    pub(super) fn below(&self, node: u16, code: u8) -> u16 {
        self.nodes
            .get(usize::from(node))
            .and_then(|node| node.below.iter().find(|(letter, _)| *letter == code))
            .map_or(NONE, |(_, below)| *below)
    }
}

fn neighbours(slot: usize) -> (Class, Class) {
    const CLASSES: [Class; 4] = [Class::Edge, Class::Soft, Class::Vowel, Class::Consonant];
    (CLASSES[slot >> 2 & 3], CLASSES[slot & 3])
}

fn compile_row(table: &Table<'_>, row: &Row<'_>) -> Result<Compiled> {
    let (from, to, context, note) = (row.get(0), row.get(1), row.get(2), row.get(3));
    let mut codes = Vec::new();
    for c in from.chars() {
        let code = code_of(c).ok_or_else(|| {
            let reason = format!("`{c}` is not a lower-case Cyrillic letter (U+0400–U+04FF) or ’");
            table.error(row, 0, reason)
        })?;
        codes.push(code);
    }
    if codes.is_empty() || codes.len() > LONGEST_FROM {
        let reason = format!(
            "`from` has {} letters, not 1 to {LONGEST_FROM}",
            codes.len()
        );
        return Err(table.error(row, 0, reason));
    }
    if to.chars().any(|c| c.is_uppercase() || c.is_control()) {
        let reason = "`to` has a capital or a control character; capitals come from the text";
        return Err(table.error(row, 1, reason));
    }
    let context = Context::from_name(context)
        .ok_or_else(|| table.error(row, 2, format!("`{context}` is not a context")))?;
    let too_long = || table.error(row, 1, format!("`to` has more than {LONGEST_TO} bytes"));
    Ok(Compiled {
        lower: Piece::new(to).ok_or_else(too_long)?,
        title: Piece::new(&title(to)).ok_or_else(too_long)?,
        upper: Piece::new(&to.to_uppercase()).ok_or_else(too_long)?,
        from: codes.into_boxed_slice(),
        context,
        variant: note.starts_with("ALT"),
        note: note.into(),
    })
}

/// The first letter, which need not be the first character, as a capital.
fn title(text: &str) -> String {
    let mut done = false;
    let mut title = String::with_capacity(text.len());
    for c in text.chars() {
        if !done && c.is_lowercase() && c.to_uppercase().ne(std::iter::once(c)) {
            title.extend(c.to_uppercase());
            done = true;
        } else {
            title.push(c);
        }
    }
    title
}

/// A rule of a scheme, for display.
///
/// ```
/// use imya::scheme::Scheme;
/// let scheme = Scheme::named("be-lacinka")?;
/// let rule = scheme.rules().find(|rule| rule.from() == "ля").expect("there is one");
/// assert_eq!((rule.to(), rule.is_variant()), ("la", false));
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Rule<'s> {
    pub(super) row: &'s Compiled,
    pub(super) from: String,
}

impl<'s> Rule<'s> {
    pub(super) fn new(row: &'s Compiled) -> Self {
        let from = row.from.iter().map(|&code| char_of(code)).collect();
        Rule { row, from }
    }

    /// The Cyrillic letters in lower case; an apostrophe is U+2019.
    ///
    /// ```
    /// # use imya::scheme::{Context, Scheme};
    /// let rule = Scheme::named("be-press-en")?.rules().find(|rule| rule.from() == "нн").expect("it is there");
    /// assert_eq!(rule.from(), "нн");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn from(&self) -> &str {
        &self.from
    }

    /// The Latin text in lower case; empty where the letters are dropped.
    ///
    /// ```
    /// # use imya::scheme::{Context, Scheme};
    /// let rule = Scheme::named("be-press-en")?.rules().find(|rule| rule.from() == "нн").expect("it is there");
    /// assert_eq!(rule.to(), "n");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn to(&self) -> &'s str {
        self.row.lower.as_str()
    }

    /// Where the rule holds.
    ///
    /// ```
    /// # use imya::scheme::{Context, Scheme};
    /// let rule = Scheme::named("be-press-en")?.rules().find(|rule| rule.from() == "нн").expect("it is there");
    /// assert_eq!(rule.context(), Context::Any);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn context(&self) -> Context {
        self.row.context
    }

    /// Whether the rule is an accepted variant and never canonical output.
    ///
    /// ```
    /// # use imya::scheme::{Context, Scheme};
    /// let rule = Scheme::named("be-press-en")?.rules().find(|rule| rule.from() == "нн").expect("it is there");
    /// assert!(rule.is_variant());
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn is_variant(&self) -> bool {
        self.row.variant
    }

    /// The table's remark.
    ///
    /// ```
    /// # use imya::scheme::{Context, Scheme};
    /// let rule = Scheme::named("be-press-en")?.rules().find(|rule| rule.from() == "нн").expect("it is there");
    /// assert!(rule.note().starts_with("ALT"));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn note(&self) -> &'s str {
        &self.row.note
    }
}
