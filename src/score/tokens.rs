//! The words of a name as they are written: its tokens, and what their places say.

use std::ops::Range;

use crate::name::{Concept, Korean, Lexicon, Particles, Syllable};
use crate::text::{Case, Script, Separator, Tokenizer};

use super::prepared::MAXIMUM_WORDS;

/// No more tokens of a name are looked at.
pub(super) const MAXIMUM_TOKENS: usize = MAXIMUM_WORDS * 2;
/// Endings of Polish surnames in other cases than the nominative, which no name has in English.
const CASE_ENDINGS: [&str; 13] = [
    "skiego", "ckiego", "dzkiego", "skiemu", "ckiemu", "dzkiemu", "skiej", "ckiej", "dzkiej",
    "wicza", "wiczowi", "wiczem", "wiczowej",
];
/// Marks the meanings of titles, which particles do not share.
const TITLE: u16 = 1 << 12;

/// The tokens of a name, their letters one after the other.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The text they were read from; names are prepared as several kinds one after the other.
    text: String,
    of_text: bool,
    pub(super) letters: String,
    pub(super) marks: Vec<Mark>,
    /// Memory of the tokenizer.
    characters: Vec<char>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) script: Option<Script>,
    pub(super) case: Case,
    pub(super) separator: Separator,
    pub(super) stop: bool,
}

impl Tokens {
    pub(super) fn clear(&mut self) {
        self.of_text = false;
        self.letters.clear();
        self.marks.clear();
    }

    /// Cuts a name into tokens, but not the same one again.
    pub(super) fn read(&mut self, name: &str) {
        if self.of_text && self.text == name {
            return;
        }
        self.clear();
        let memory = std::mem::take(&mut self.characters);
        let mut tokenizer = Tokenizer::with_memory(name, memory);
        while self.marks.len() < MAXIMUM_TOKENS {
            let Some(word) = tokenizer.advance() else {
                break;
            };
            let start = self.letters.len();
            tokenizer.append_letters(&word, &mut self.letters);
            self.marks.push(Mark {
                start: start as u32,
                end: self.letters.len() as u32,
                script: word.script,
                case: word.case,
                separator: word.separator,
                stop: word.stop,
            });
        }
        self.characters = tokenizer.into_memory();
        self.text.clear();
        self.text.push_str(name);
        self.of_text = true;
    }

    /// Whether its words have no cases: they are written in the letters of English, and none of them has an ending that
    /// only surnames of languages with cases have (Ludwika Kondratowicza).
    pub(super) fn are_plain(&self) -> bool {
        let words = self.marks.iter();
        let mut words = words.map(|mark| &self.letters[mark.start as usize..mark.end as usize]);
        self.letters.is_ascii()
            && !words.any(|word| CASE_ENDINGS.iter().any(|ending| word.ends_with(ending)))
    }

    /// The letters of some tokens, as one word.
    pub(super) fn letters(&self, tokens: Range<usize>) -> &str {
        match self.marks.get(tokens) {
            Some([first, .., last]) => &self.letters[first.start as usize..last.end as usize],
            Some([only]) => &self.letters[only.start as usize..only.end as usize],
            _ => "",
        }
    }

    pub(super) fn words<'t>(&'t self, buffer: &'t mut [&'t str; MAXIMUM_TOKENS]) -> &'t [&'t str] {
        let count = self.marks.len().min(MAXIMUM_TOKENS);
        for (at, word) in buffer.iter_mut().enumerate().take(count) {
            *word = self.letters(at..at + 1);
        }
        &buffer[..count]
    }

    /// Capitals among words in title case mark the surname; shorter words are more likely initials.
    pub(super) fn long_capitals(&self, mark: &Mark) -> bool {
        let letters = &self.letters[mark.start as usize..mark.end as usize];
        mark.case == Case::Upper && letters.chars().nth(2).is_some() && !mark.stop
    }

    /// The syllables of a Korean name; of others none.
    pub(super) fn syllables(&self) -> Option<Vec<Syllable>> {
        let count = self.marks.len();
        if !(2..=3).contains(&count) || self.marks.iter().any(|mark| mark.stop) {
            return None;
        }
        let (mut words, mut hyphens) = ([""; 3], [false; 3]);
        for (at, mark) in self.marks.iter().enumerate() {
            words[at] = self.letters(at..at + 1);
            hyphens[at] = mark.separator == Separator::Hyphen;
        }
        Korean::embedded().read(&words[..count], &hyphens)
    }

    /// Makes each syllable a word.
    pub(super) fn cut(&mut self, syllables: &[Syllable]) {
        self.of_text = false;
        let mark = |own: &Syllable| {
            let mark = self.marks[own.word];
            Mark {
                start: mark.start + own.start as u32,
                end: mark.start + own.end as u32,
                ..mark
            }
        };
        self.marks = syllables.iter().map(mark).collect();
    }

    /// What a word means as a particle, a generation or an ordinal; only beside other words, two of which are none, but
    /// that an ordinal may stand beside one.
    pub(super) fn particle(&self, at: usize, initial: bool) -> Option<Concept> {
        let particles = Particles::embedded();
        let meaning = |at: usize| particles.find(self.letters(at..at + 1));
        let found = meaning(at)?;
        let next = self.marks.get(at + 1);
        let last = next.is_none_or(|next| next.separator == Separator::Comma);
        let ordinal = particles.is_ordinal(found);
        if initial || last && particles.stands_before(found) {
            return None;
        }
        let others = (0..self.marks.len()).filter(|&at| meaning(at).is_none());
        let least = if ordinal { 1 } else { 2 };
        (others.count() >= least && (at > 0 || found.weight == 0)).then_some(found)
    }

    /// What a word means as a form of address: no word of the name stands before it, but one behind it. `titled` tells
    /// whether all words before it are such.
    pub(super) fn address(&self, at: usize, initial: bool, titled: bool) -> Option<Concept> {
        let stop = self.marks[at].stop;
        if !stop && (initial || !titled) {
            return None;
        }
        let titles = Lexicon::titles();
        let is_title = |at: usize| {
            let found = titles.word(self.letters(at..at + 1));
            found.filter(|&found| titles.is_form_of_address(found))
        };
        let title = is_title(at)?;
        let named = (at + 1..self.marks.len()).any(|after| is_title(after).is_none());
        named.then_some(Concept {
            number: title.number | TITLE,
            ..title
        })
    }
}
