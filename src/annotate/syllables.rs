//! Korean names in texts: found by their syllables, whose spellings have nothing to do with each other.

use crate::gazetteer::Kind;
use crate::index::{Effort, Filter};
use crate::name::Korean;
use crate::score::PreparedName;
use crate::text::{Case, Token};

use super::decide::Decider;
use super::passage::TextWord;
use super::propose::{Proposal, Proposer};
use super::vocabulary::Vocabulary;

/// The words of a name at the most.
pub(super) const LONGEST: usize = 3;
/// Longer words are no surnames of one syllable.
const LONGEST_SURNAME: u8 = 5;
/// Longer words are no syllables, in whatever case.
const LONGEST_SYLLABLE: u8 = 7;
/// A name that shares its syllables has this score, others have less.
const LEAST_SCORE: f32 = 0.9;

/// How many of the words that begin at a place may be one Korean name by how they are written and joined.
fn run_length(words: &[TextWord]) -> usize {
    let run = words.iter().enumerate().take(LONGEST);
    let run = run.take_while(|(at, word)| {
        // Behind a hyphen the last syllable is mostly small: Чэн-ын.
        let written = word.case == Case::Title || *at > 0 && word.hyphen;
        written && (*at == 0 && !word.stop || *at > 0 && word.joined)
    });
    run.count()
}

/// Whether some words, as many as a name has at the most, are one Korean name.
pub(super) fn are_korean(vocabulary: &Vocabulary, words: &[TextWord]) -> bool {
    let ends = [words.first(), words.last()];
    let mut ends = ends.into_iter().flatten();
    if words.len() > LONGEST || !ends.any(|word| word.brief.korean_surname) {
        return false;
    }
    let mut run = [(u32::MAX, false); LONGEST];
    for (word, known) in words.iter().zip(&mut run) {
        *known = (word.id, word.hyphen);
    }
    let memory = &vocabulary.memory.korean;
    match memory.get(&run) {
        Some(known) => known,
        None => memory.keep(run, read_korean(vocabulary, words)),
    }
}

fn read_korean(vocabulary: &Vocabulary, words: &[TextWord]) -> bool {
    let letters = words.iter().map(|word| &*vocabulary.word(word.id).letters);
    let letters: Vec<&str> = letters.collect();
    let hyphens: Vec<bool> = words.iter().map(|word| word.hyphen).collect();
    Korean::embedded().read(&letters, &hyphens).is_some()
}

impl Decider<'_> {
    /// Whether a word is one of a Korean name's: that of somebody else, if it means nobody as a whole.
    pub(super) fn is_in_korean_name(&self, at: usize) -> bool {
        self.are_in_korean_name(at, at)
    }

    /// Whether words are not all of a Korean name's: of one that is somebody else's.
    pub(super) fn are_in_korean_name(&self, first: usize, last: usize) -> bool {
        let words = &self.passage.words;
        if words[first].known.count > LONGEST_SYLLABLE {
            return false;
        }
        let short = |start: &usize| words[*start].known.count <= LONGEST_SURNAME;
        let mut starts = (last.saturating_sub(LONGEST - 1)..=first).filter(short);
        starts.any(|start| {
            let mut ends = last + 1..=start + run_length(&words[start..]);
            let longer = |end: &usize| end - start > last + 1 - first;
            ends.any(|end| longer(&end) && are_korean(self.vocabulary, &words[start..end]))
        })
    }
}

impl Proposer<'_> {
    /// Proposes whom a Korean name that begins here means: Кім Чэн Ын, Kim Jong Un.
    pub(super) fn propose_syllables(&mut self, first: usize, proposals: &mut Vec<Proposal>) {
        let words = &self.passage.words[first..];
        let lengths = (2..=run_length(words)).rev();
        let mut korean = lengths.filter(|&length| are_korean(self.vocabulary, &words[..length]));
        if let Some(length) = korean.next() {
            self.add_syllables(first, length, proposals);
        }
    }

    fn add_syllables(&mut self, first: usize, length: usize, proposals: &mut Vec<Proposal>) {
        // A full stop ends the sentence here, no initial.
        let token = |at| Token {
            stop: false,
            ..self.token(at)
        };
        let tokens: Vec<Token> = (first..first + length).map(token).collect();
        let words: Vec<&str> = tokens.iter().map(|token| &*token.folded).collect();
        let search = &mut self.runs.search;
        let (kinds, all) = (&[Kind::Person], Filter::default());
        let found = self
            .index
            .search(&words.join(" "), kinds, &all, Effort::Best, search);
        let query = PreparedName::from_tokens(&tokens, Kind::Person, false);
        for candidate in found.iter().filter(|own| own.score >= LEAST_SCORE) {
            let place = (first, first + length - 1);
            proposals.extend(self.compare_name(query.view(), candidate.name, place));
        }
    }
}
