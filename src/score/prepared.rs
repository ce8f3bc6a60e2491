//! Names made ready for comparison.

use std::sync::OnceLock;

use crate::gazetteer::Kind;
use crate::name::{Genders, Part, Syllable};
use crate::text::Token;

use super::outline::Outline;
use super::preparer;
use super::word::{Role, Word, WordStore};

/// Names longer than this many words are compared by their beginning.
pub(crate) const MAXIMUM_WORDS: usize = 24;

/// A word's place in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member {
    /// The word's number in the store.
    pub word: u32,
    pub role: Role,
    pub initial: bool,
    pub hyphen: bool,
    /// Capitals among words in title case mark the surname: `Сергей КАРАКАЕВ`.
    pub capitals: bool,
}

/// A name made ready for comparison: words, units, roles, genders.
///
/// Comparing prepared names allocates nothing. To prepare many names use a [`Preparer`](super::Preparer).
#[derive(Debug, Clone)]
pub struct PreparedName {
    pub(super) kind: Kind,
    pub(super) genders: Genders,
    pub(super) store: WordStore,
    pub(super) members: Vec<Member>,
    /// The same name with its phrases read word by word, where it has one: European Parliament.
    pub(super) apart: Option<Box<Apart>>,
    /// Only drawn when first looked at: many names are compared but once.
    outline: OnceLock<Outline>,
}

/// A name whose phrases are read word by word.
#[derive(Debug, Clone)]
pub(super) struct Apart {
    pub name: PreparedName,
    /// What the phrases mean that are read as one word otherwise.
    pub phrases: Vec<u16>,
}

/// Whether one of two names, with its phrases, has a phrase that the other does without: it may have other words for the
/// same. Two phrases that differ mean two things (Supreme Court, Supreme Council).
pub(super) fn are_read_apart(
    (one, phrases): (NameView<'_>, &[u16]),
    (two, others): (NameView<'_>, &[u16]),
) -> bool {
    two.lacks_one_of(phrases) != one.lacks_one_of(others)
}

/// A prepared name wherever its words are kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameView<'a> {
    pub kind: Kind,
    pub genders: Genders,
    pub store: &'a WordStore,
    pub members: &'a [Member],
}

impl<'a> NameView<'a> {
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    pub(crate) fn word(&self, at: usize) -> Word<'a> {
        let member = &self.members[at];
        Word {
            role: member.role,
            initial: member.initial,
            ..self.store.word(member.word)
        }
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = Word<'a>> + '_ {
        (0..self.len()).map(|at| self.word(at))
    }

    /// Whether no word, or phrase, has one of these meanings.
    fn lacks_one_of(&self, meanings: &[u16]) -> bool {
        let has = |meaning: u16| {
            let mut words = self.words();
            words.any(|word| word.entry.concept.is_some_and(|(own, _)| own == meaning))
        };
        meanings.iter().any(|&meaning| !has(meaning))
    }

    /// How many words carry something of the name.
    pub(crate) fn telling(&self) -> usize {
        self.words().filter(Word::tells).count()
    }
}

impl PreparedName {
    /// Prepares a name; without a kind the most likely one is guessed.
    ///
    /// Names of more than 24 words are compared by their beginning, words of more than 48 units too.
    /// Linear time.
    ///
    /// ```
    /// use imya::{Kind, score::PreparedName};
    /// assert_eq!(PreparedName::new("Мікола Статкевіч", None).kind(), Kind::Person);
    /// assert_eq!(PreparedName::new("ААТ «Нафтан»", None).kind(), Kind::Organisation);
    /// ```
    pub fn new(name: &str, kind: Option<Kind>) -> Self {
        preparer::with(|preparer| preparer.prepare(name, kind))
    }

    /// Prepares another name in the place of this one.
    pub(crate) fn set(&mut self, name: &str, kind: Kind) {
        preparer::with(|preparer| preparer.prepare_into(name, Some(kind), self));
    }

    /// `plain`: the text does not inflect names.
    pub(crate) fn from_tokens(tokens: &[Token], kind: Kind, plain: bool) -> Self {
        preparer::with(|preparer| preparer.prepare_tokens(tokens, kind, plain))
    }

    /// A person's name of one word, which was analysed already; `plain` as in [`PreparedName::from_tokens`].
    pub(crate) fn from_part(token: &Token, part: &Part, plain: bool) -> Self {
        preparer::with(|preparer| preparer.prepare_part(token, part, plain))
    }

    /// A name without words, to prepare names into.
    pub(crate) fn empty() -> Self {
        PreparedName {
            kind: Kind::Person,
            genders: Genders::ANY,
            store: WordStore::default(),
            members: Vec::new(),
            apart: None,
            outline: OnceLock::new(),
        }
    }

    pub(super) fn clear(&mut self, kind: Kind) {
        self.kind = kind;
        self.genders = Genders::ANY;
        self.store.clear();
        self.members.clear();
        self.apart = None;
        self.outline = OnceLock::new();
    }

    /// Says which syllables the words can be, all of which are one each; of Korean names the gender is not told.
    pub(super) fn set_syllables(&mut self, syllables: &[Syllable]) {
        for (member, syllable) in self.members.iter_mut().zip(syllables) {
            self.store.set_syllables(member.word, &syllable.sounds);
            member.initial = false;
        }
        self.genders = Genders::ANY;
    }

    /// What bounds on scores are worked out from.
    #[inline]
    pub(super) fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::of(self.view()))
    }

    pub(crate) fn view(&self) -> NameView<'_> {
        NameView {
            kind: self.kind,
            genders: self.genders,
            store: &self.store,
            members: &self.members,
        }
    }

    /// Two names with their phrases read word by word, where one has a phrase that the other does without.
    pub(super) fn views_apart<'n>(&'n self, other: &'n Self) -> Option<[NameView<'n>; 2]> {
        let both = [self, other];
        let [one, two] = both.map(|name| (name.view(), name.phrases()));
        are_read_apart(one, two).then(|| both.map(PreparedName::view_apart))
    }

    /// What its phrases mean.
    pub(super) fn phrases(&self) -> &[u16] {
        let apart = self.apart.as_ref();
        apart.map_or(&[], |apart| &apart.phrases)
    }

    /// The name with its phrases read word by word.
    pub(super) fn view_apart(&self) -> NameView<'_> {
        let apart = self.apart.as_ref();
        apart.map_or(self, |apart| &apart.name).view()
    }

    /// The kind of entity the name is taken for.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How many words the name has.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether the name has no word at all.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The folded words with their roles.
    ///
    /// ```
    /// use imya::{Kind, score::{PreparedName, Role}};
    /// let name = PreparedName::new("СТАТКЕВІЧ Мікалай Віктаравіч", Some(Kind::Person));
    /// let roles: Vec<_> = name.words().map(|(_, role)| role).collect();
    /// assert_eq!(roles, [Role::Surname, Role::Given, Role::Patronymic]);
    /// ```
    pub fn words(&self) -> impl Iterator<Item = (&str, Role)> {
        let words = self.members.iter();
        words.map(|member| (self.store.word(member.word).letters(), member.role))
    }
}
