//! Names made ready for comparison.

use crate::gazetteer::Kind;
use crate::name::{Concept, Declensions, Genders, Lexicon, Part, Particles};
use crate::text::{self, Case, Separator, Token};

use super::word::{Role, SHORT_FORM, Word, WordStore};

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
/// Preparing costs a few microseconds and allocates; comparing prepared names does not.
#[derive(Debug, Clone)]
pub struct PreparedName {
    kind: Kind,
    genders: Genders,
    store: WordStore,
    members: Vec<Member>,
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
            hyphen: member.hyphen,
            ..self.store.word(member.word)
        }
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = Word<'a>> + '_ {
        (0..self.len()).map(|at| self.word(at))
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
        let tokens: Vec<Token> = text::tokens(name).take(MAXIMUM_WORDS * 2).collect();
        let kind = kind.unwrap_or_else(|| guess_kind(&tokens));
        let plain = tokens.iter().all(|token| token.folded.is_ascii());
        PreparedName::from_tokens(&tokens, kind, plain)
    }

    /// `plain`: the text does not inflect names.
    pub(crate) fn from_tokens(tokens: &[Token], kind: Kind, plain: bool) -> Self {
        let mut prepared = PreparedName {
            kind,
            genders: Genders::ANY,
            store: WordStore::default(),
            members: Vec::with_capacity(tokens.len()),
        };
        match kind {
            Kind::Person => prepared.add_person(tokens, plain),
            Kind::Organisation => prepared.add_with(Lexicon::organisations(), tokens),
            Kind::Place => prepared.add_with(Lexicon::places(), tokens),
        }
        prepared
    }

    pub(crate) fn view(&self) -> NameView<'_> {
        NameView {
            kind: self.kind,
            genders: self.genders,
            store: &self.store,
            members: &self.members,
        }
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
        words.map(|member| (self.store.word(member.word).letters, member.role))
    }

    fn add_person(&mut self, tokens: &[Token], plain: bool) {
        let long_capitals = |token: &Token| {
            token.case == Case::Upper && token.folded.chars().nth(2).is_some() && !token.stop
        };
        let marked = tokens.iter().any(|token| token.case == Case::Title)
            && tokens.iter().any(long_capitals);
        for (at, token) in tokens.iter().take(MAXIMUM_WORDS).enumerate() {
            let read = if plain { Part::uninflected } else { Part::new };
            let part = read(&token.folded, token.script, token.case, token.stop);
            let number = token.script.is_none();
            let concept = particle(tokens, at, &part);
            let meaning = concept.map(|concept| (concept.number, concept.weight));
            if let Some(word) = self.store.push(&token.folded, &part, meaning, number) {
                self.members.push(Member {
                    word,
                    role: if concept.is_some() {
                        Role::Generic
                    } else {
                        Role::Surname
                    },
                    initial: part.initial,
                    hyphen: token.separator == Separator::Hyphen,
                    capitals: marked && long_capitals(token),
                });
            }
        }
        self.settle_roles();
        self.judge_gender();
    }

    /// What the patronymic says of the gender counts before the given name, that before the surname.
    fn judge_gender(&mut self) {
        for role in [Role::Patronymic, Role::Given, Role::Surname] {
            let of_role = |member: &&Member| member.role == role && !member.initial;
            for member in self.members.iter().filter(of_role) {
                let word = self.store.word(member.word);
                // Surnames that are also names of a man are worn by women too: Статкевіч, Павел.
                let worn_by_both = word.entry.patronymic.is_some() || !word.given.is_empty();
                if role == Role::Surname && worn_by_both {
                    continue;
                }
                let both = self.genders.and(word.entry.genders);
                if !both.is_empty() {
                    self.genders = both;
                }
            }
        }
    }

    /// Decides which words are given name, patronymic and surname, by what they can be and where they
    /// stand.
    fn settle_roles(&mut self) {
        let several = self.members.len() > 1;
        let store = &self.store;
        let full = |given: &[u16]| given.iter().any(|class| class & SHORT_FORM == 0);
        let can_be_given = |member: &Member| {
            let word = store.word(member.word);
            let free = !member.capitals && !member.hyphen && member.role != Role::Generic;
            free && !member.initial && !word.given.is_empty()
        };
        let given = (0..self.members.len())
            .filter(|&at| can_be_given(&self.members[at]))
            .min_by_key(|&at| {
                let short = !full(store.word(self.members[at].word).given);
                (short, at)
            });
        // The only word beside initials is the surname: Сидоров И. П.
        let written = self.members.iter().filter(|member| !member.initial);
        let alone = several && written.count() == 1;
        for (at, member) in self.members.iter_mut().enumerate() {
            if member.initial || member.capitals || member.role == Role::Generic {
                continue;
            }
            let word = store.word(member.word);
            let is_given = Some(at) == given;
            if several && word.known_father() && !is_given && (at > 0 || given.is_some()) {
                member.role = Role::Patronymic;
            } else if is_given && !alone && (several || full(word.given)) {
                member.role = Role::Given;
            }
        }
        self.settle_patronymics();
        self.settle_unknown_given();
        self.settle_initials();
    }

    /// The first initial is the given name's where no given name is written, all others stand for
    /// patronymics.
    fn settle_initials(&mut self) {
        let written = |member: &Member| member.role == Role::Given && !member.initial;
        let mut given = self.members.iter().any(written);
        for member in self.members.iter_mut().filter(|member| member.initial) {
            member.role = if given { Role::Patronymic } else { Role::Given };
            given = true;
        }
    }

    /// A word before a patronymic, or the only one beside a surname in capitals, is a given name even if
    /// no table knows it.
    fn settle_unknown_given(&mut self) {
        let with_role = |role: Role| {
            let has = move |member: &Member| member.role == role && !member.initial;
            self.members.iter().filter(move |member| has(member))
        };
        if with_role(Role::Given).next().is_some() || with_role(Role::Surname).count() < 2 {
            return;
        }
        let free = |member: &Member| {
            member.role == Role::Surname && !member.initial && !member.capitals && !member.hyphen
        };
        let patronymic = self
            .members
            .iter()
            .position(|member| member.role == Role::Patronymic);
        let before_patronymic = patronymic.and_then(|at| at.checked_sub(1));
        let beside_capitals = || {
            let marked = self.members.iter().any(|member| member.capitals);
            let mut others = (0..self.members.len()).filter(|&at| free(&self.members[at]));
            let only = others.next().filter(|_| others.next().is_none());
            only.filter(|_| marked)
        };
        // Of a double surname and one other word, that one is the given name.
        let beside_double = || {
            let single = |&at: &usize| {
                let next = self.members.get(at + 1);
                free(&self.members[at]) && !next.is_some_and(|next| next.hyphen)
            };
            let hyphen = self.members.iter().any(|member| member.hyphen);
            let mut others = (0..self.members.len()).filter(single);
            let only = others.next().filter(|_| others.next().is_none());
            only.filter(|_| hyphen)
        };
        let at = before_patronymic
            .or_else(beside_capitals)
            .or_else(beside_double);
        if let Some(at) = at
            && free(&self.members[at])
        {
            self.members[at].role = Role::Given;
        }
    }

    /// Many surnames end like patronymics (Статкевіч, Багдановіч). Such a word is a patronymic only where
    /// another word is left to be the surname; of unknown fathers only after another name.
    fn settle_patronymics(&mut self) {
        let store = &self.store;
        let surnames = self
            .members
            .iter()
            .filter(|member| member.role == Role::Surname && !member.initial)
            .count();
        let is_patronymic = |member: &Member| member.role == Role::Patronymic;
        if surnames == 0 {
            let shared = |member: &Member| {
                is_patronymic(member) && store.word(member.word).entry.genders.masculine()
            };
            if let Some(last) = self.members.iter_mut().rfind(|member| shared(member)) {
                last.role = Role::Surname;
            }
        } else if surnames > 1 && !self.members.iter().any(is_patronymic) {
            let unknown_father = |member: &Member| {
                member.role == Role::Surname
                    && !member.capitals
                    && !member.hyphen
                    && store.word(member.word).entry.patronymic.is_some()
            };
            let mut later = self.members.iter_mut().skip(1);
            if let Some(member) = later.find(|member| unknown_father(member)) {
                member.role = Role::Patronymic;
            }
        }
    }

    fn add_with(&mut self, lexicon: &Lexicon, tokens: &[Token]) {
        let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
        let mut at = 0;
        while at < tokens.len() && self.members.len() < MAXIMUM_WORDS {
            let token = &tokens[at];
            let found = lexicon.find(&folded[at..]);
            let taken = found.map_or(1, |(_, words)| words);
            let letters = folded[at..at + taken].join("");
            let mut part = Part {
                genders: Genders::ANY,
                ..Part::default()
            };
            if token.script.is_some() {
                part.cuts = Declensions::embedded().cuts(&letters);
            }
            let concept = found.map(|(concept, _)| (concept.number, concept.weight));
            let number = token.script.is_none() && taken == 1;
            if let Some(word) = self.store.push(&letters, &part, concept, number) {
                self.members.push(Member {
                    word,
                    role: if concept.is_some() {
                        Role::Generic
                    } else {
                        Role::Surname
                    },
                    initial: false,
                    hyphen: token.separator == Separator::Hyphen,
                    capitals: token.case == Case::Upper && taken == 1,
                });
            }
            at += taken;
        }
    }
}

/// What a word means as a particle or generation; only beside at least two other words, which are none.
fn particle(tokens: &[Token], at: usize, part: &Part) -> Option<Concept> {
    let meaning = |token: &Token| Particles::embedded().find(&token.folded);
    let found = meaning(&tokens[at]).filter(|_| !part.initial)?;
    let others = tokens.iter().filter(|token| meaning(token).is_none());
    (others.count() >= 2 && (at > 0 || found.weight == 0)).then_some(found)
}

/// The kind a name most likely has: organisations have legal forms or several generic words, persons a
/// given name or an initial, places generic words.
fn guess_kind(tokens: &[Token]) -> Kind {
    let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
    let generic = |lexicon: &Lexicon| -> usize {
        (0..folded.len())
            .filter_map(|at| lexicon.find(&folded[at..]))
            .map(|(concept, words)| match lexicon.is_legal_form(concept) {
                true => words + 1,
                false => usize::from(concept.weight > 0) * words,
            })
            .sum()
    };
    let person = tokens.iter().any(|token| {
        let part = Part::new(&token.folded, token.script, token.case, token.stop);
        part.is_given() || part.patronymic.is_some() || part.initial
    });
    let organisation = generic(Lexicon::organisations());
    if !tokens.is_empty() && generic(Lexicon::places()) * 2 >= folded.len() && organisation == 0 {
        Kind::Place
    } else if organisation > 0 && (!person || organisation > 1) {
        Kind::Organisation
    } else {
        Kind::Person
    }
}
