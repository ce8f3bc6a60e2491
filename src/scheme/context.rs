//! What has to stand around the letters of a rule.

use super::letters::Class;

/// What has to stand around the letters of a rule; the variants are ordered from special to general,
/// and the most special one that holds wins among rules with the same letters.
///
/// ```
/// use imya::scheme::Context;
/// assert!(Context::Start < Context::Any);
/// assert_eq!(Context::AfterSoft.name(), "after_soft");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Context {
    /// At the end of a word.
    End,
    /// At the start of a word.
    Start,
    /// After ь, ъ or an apostrophe.
    AfterSoft,
    /// Between two vowel letters.
    BetweenVowels,
    /// After a vowel letter.
    AfterVowel,
    /// Before a vowel letter.
    BeforeVowel,
    /// Before a consonant letter.
    BeforeConsonant,
    /// After a consonant letter; й and ў are consonants.
    AfterConsonant,
    /// Anywhere.
    Any,
}

impl Context {
    /// The names in tables, from special to general.
    const NAMES: [(Context, &'static str); 9] = [
        (Context::End, "end"),
        (Context::Start, "start"),
        (Context::AfterSoft, "after_soft"),
        (Context::BetweenVowels, "between_vowels"),
        (Context::AfterVowel, "after_vowel"),
        (Context::BeforeVowel, "before_vowel"),
        (Context::BeforeConsonant, "before_consonant"),
        (Context::AfterConsonant, "after_consonant"),
        (Context::Any, "any"),
    ];

    /// The name used in tables.
    ///
    /// ```
    /// assert_eq!(imya::scheme::Context::Any.name(), "any");
    /// ```
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(context, _)| *context == self)
            .map_or("any", |(_, name)| name)
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(context, _)| *context)
    }

    /// Can the context hold after this neighbour?
    pub(super) fn may_hold_after(self, left: Class) -> bool {
        [Class::Edge, Class::Soft, Class::Vowel, Class::Consonant]
            .into_iter()
            .any(|right| self.holds(left, right))
    }

    /// Does the context hold between these neighbours?
    pub(super) fn holds(self, left: Class, right: Class) -> bool {
        match self {
            Context::End => right == Class::Edge,
            Context::Start => left == Class::Edge,
            Context::AfterSoft => left == Class::Soft,
            Context::BetweenVowels => left == Class::Vowel && right == Class::Vowel,
            Context::AfterVowel => left == Class::Vowel,
            Context::BeforeVowel => right == Class::Vowel,
            Context::BeforeConsonant => right == Class::Consonant,
            Context::AfterConsonant => left == Class::Consonant,
            Context::Any => true,
        }
    }
}
