//! Sequences of letters that a language's orthography does not use (`# excluding:`).

use super::letters::{EDGE, code_of};

/// The most letters of a sequence.
const LONGEST: usize = 3;

/// Sequences of letters, each a set of letters per place.
#[derive(Debug, Clone, Default)]
pub(super) struct Excluded(Vec<Vec<Vec<u8>>>);

impl Excluded {
    /// Parses `[йь][ао] шч`: sequences of letters, each place one letter or a set in brackets, `^`
    /// the edge of a word.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let bad = |pattern: &str| {
            format!("`{pattern}` in `# excluding:` is not one to three letters or sets")
        };
        let mut patterns = Vec::new();
        for pattern in text.split_whitespace() {
            let mut places: Vec<Vec<u8>> = Vec::new();
            let mut open = false;
            for c in pattern.chars() {
                match c {
                    '[' if !open => {
                        open = true;
                        places.push(Vec::new());
                    }
                    ']' if open => open = false,
                    _ => {
                        let code = if c == '^' { Some(EDGE) } else { code_of(c) };
                        let code = code.ok_or_else(|| bad(pattern))?;
                        match places.last_mut() {
                            Some(place) if open => place.push(code),
                            _ => places.push(vec![code]),
                        }
                    }
                }
            }
            if open || places.is_empty() || places.len() > LONGEST {
                return Err(bad(pattern));
            }
            patterns.push(places);
        }
        Ok(Excluded(patterns))
    }

    /// How many of the sequences end with the last of these letters, the edge being [`EDGE`].
    pub(super) fn ending(&self, letters: &[u8]) -> usize {
        let ends = |pattern: &&Vec<Vec<u8>>| {
            let tail = letters.len().checked_sub(pattern.len());
            let tail = tail.and_then(|start| letters.get(start..));
            tail.is_some_and(|tail| {
                let mut pairs = pattern.iter().zip(tail);
                pairs.all(|(set, letter)| set.contains(letter))
            })
        };
        self.0.iter().filter(ends).count()
    }

    /// Whether any of the sequences stands among the letters.
    pub(super) fn occur(&self, letters: &[u8]) -> bool {
        (1..=letters.len()).any(|end| {
            let start = end.saturating_sub(LONGEST);
            letters
                .get(start..end)
                .is_some_and(|part| self.ending(part) > 0)
        })
    }
}
