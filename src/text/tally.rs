//! What letters a word has: its script, its case, and look-alike letters of another script.

use super::character::{Script, homoglyph_to_cyrillic, homoglyph_to_latin};
use super::fold::Glyph;
use super::token::Case;

/// How many letters of which sort a word has.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    letters: u32,
    capitals: u32,
    cyrillic: u32,
    latin: u32,
    other: u32,
    first_capital: bool,
}

impl Tally {
    #[inline]
    pub(super) fn add(&mut self, glyph: Glyph) {
        match glyph.script {
            Some(Script::Cyrillic) => self.cyrillic += 1,
            Some(Script::Latin) => self.latin += 1,
            Some(Script::Other) => self.other += 1,
            None => return,
        }
        self.first_capital |= self.letters == 0 && glyph.capital;
        self.letters += 1;
        self.capitals += u32::from(glyph.capital);
    }

    /// Counts the last letter no longer for the word's case.
    pub(super) fn take_back(&mut self, capital: bool) {
        self.letters -= 1;
        self.capitals -= u32::from(capital);
    }

    pub(super) fn has_latin(&self) -> bool {
        self.latin > 0
    }

    pub(super) fn is_mostly_latin(&self) -> bool {
        self.latin > self.cyrillic
    }

    pub(super) fn case(&self) -> Case {
        if self.capitals == 0 {
            Case::Lower
        } else if self.first_capital && self.capitals == 1 {
            Case::Title
        } else if self.capitals == self.letters {
            Case::Upper
        } else {
            Case::Mixed
        }
    }

    /// Decides the script and turns look-alike letters of the other one into it.
    pub(super) fn repair(&self, letters: &mut [char]) -> Option<Script> {
        if self.cyrillic > 0 && self.latin > 0 {
            let script = self.mixed_script(letters);
            let repair = match script {
                Script::Cyrillic => homoglyph_to_cyrillic,
                _ => homoglyph_to_latin,
            };
            for letter in letters {
                if Script::of(*letter).is_some_and(|own| own != script) {
                    *letter = repaired(*letter, repair).unwrap_or(*letter);
                }
            }
            return Some(script);
        }
        if self.cyrillic > 0 {
            Some(Script::Cyrillic)
        } else if self.latin > 0 {
            Some(Script::Latin)
        } else if self.other > 0 {
            Some(Script::Other)
        } else {
            None
        }
    }

    /// The script whose word this is: the one that all foreign letters can be repaired to, else the
    /// one of most letters.
    fn mixed_script(&self, letters: &[char]) -> Script {
        let all_repair = |script, repair: fn(char) -> Option<char>| {
            letters
                .iter()
                .filter(|&&letter| Script::of(letter).is_some_and(|own| own != script))
                .all(|&letter| repaired(letter, repair).is_some())
        };
        let to_cyrillic = all_repair(Script::Cyrillic, homoglyph_to_cyrillic);
        let to_latin = all_repair(Script::Latin, homoglyph_to_latin);
        let mostly_cyrillic = self.cyrillic >= self.latin;
        if to_cyrillic && !to_latin || mostly_cyrillic && to_cyrillic == to_latin {
            Script::Cyrillic
        } else {
            Script::Latin
        }
    }
}

/// A folded letter repaired by its own look or by its capital's (m is no т, but M is М).
fn repaired(letter: char, repair: fn(char) -> Option<char>) -> Option<char> {
    let capital = letter.to_uppercase().next().unwrap_or(letter);
    let found = repair(letter).or_else(|| repair(capital))?;
    found.to_lowercase().next()
}
