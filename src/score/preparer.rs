//! Preparing names: words are analysed once and remembered.

use std::borrow::Cow;
use std::cell::RefCell;
use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use crate::gazetteer::Kind;
use crate::name::{Concept, Cut, Declensions, Genders, GivenNames, Lexicon, Part};
use crate::text::{Case, Script, Separator, Token};

use super::meanings::{Meanings, Phrases, generic};
use super::prepared::{Apart, MAXIMUM_WORDS, Member, PreparedName};
use super::tokens::{MAXIMUM_TOKENS, Mark, Tokens};
use super::word::{Buffer, Role, WordStore};

/// When so many words are remembered, all are forgotten.
const MAXIMUM_REMEMBERED: usize = 1 << 16;

/// Prepares names; remembers the words it has analysed, for names repeat them.
///
/// A preparer remembers at most 65,536 words. [`PreparedName::new`] uses one per thread.
///
/// ```
/// use imya::{Kind, score::{PreparedName, Preparer}};
/// let mut preparer = Preparer::default();
/// let mut name = preparer.prepare("Мікола Статкевіч", Some(Kind::Person));
/// preparer.prepare_into("Алесь Бяляцкі", Some(Kind::Person), &mut name); // allocates nothing
/// assert_eq!(name.words().next().unwrap().0, "алесь");
/// ```
#[derive(Debug, Default)]
pub struct Preparer {
    tokens: Tokens,
    memory: Memory,
    meanings: Meanings,
}

/// How a word is to be analysed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// As a part of a person's name, which may be inflected or not.
    Person { inflected: bool },
    /// Endings only.
    Endings,
    /// Endings, and those that make adjectives of places.
    Adjectives,
    /// Nothing but letters.
    Letters,
}

/// Analysed words.
#[derive(Debug, Default)]
struct Memory {
    numbers: FxHashMap<u64, Remembered>,
    store: WordStore,
    buffer: Buffer,
}

#[derive(Debug, Clone, Copy)]
struct Remembered {
    /// The word's number in the store; `None` where it has no unit.
    word: Option<u32>,
    tag: u8,
    initial: bool,
}

thread_local! {
    static PREPARER: RefCell<Preparer> = RefCell::default();
}

/// Works with the preparer of this thread.
pub(super) fn with<R>(work: impl FnOnce(&mut Preparer) -> R) -> R {
    PREPARER.with_borrow_mut(work)
}

impl Preparer {
    /// As [`PreparedName::new`].
    pub fn prepare(&mut self, name: &str, kind: Option<Kind>) -> PreparedName {
        let mut prepared = PreparedName::empty();
        self.prepare_into(name, kind, &mut prepared);
        prepared
    }

    /// Prepares a name in the place of another, without allocation where its memory suffices; a name of an organisation
    /// that has a phrase is read twice, and its second reading is allocated, as the syllables of a Korean name are.
    pub fn prepare_into(&mut self, name: &str, kind: Option<Kind>, prepared: &mut PreparedName) {
        self.tokens.read(name);
        let kind = kind.unwrap_or_else(|| self.guess_kind());
        let plain = self.tokens.are_plain();
        self.fill(prepared, kind, plain);
        if kind == Kind::Organisation && !self.meanings.phrases().is_empty() {
            let mut name = PreparedName::empty();
            name.clear(kind);
            self.add_with(&mut name, Lexicon::organisations(), Phrases::Apart);
            let phrases = self.meanings.phrases().to_vec();
            prepared.apart = Some(Box::new(Apart { name, phrases }));
        }
    }

    pub(super) fn prepare_tokens(
        &mut self,
        tokens: &[Token],
        kind: Kind,
        plain: bool,
    ) -> PreparedName {
        self.tokens.clear();
        for token in tokens.iter().take(MAXIMUM_TOKENS) {
            let start = self.tokens.letters.len();
            self.tokens.letters.push_str(&token.folded);
            self.tokens.marks.push(Mark {
                start: start as u32,
                end: self.tokens.letters.len() as u32,
                script: token.script,
                case: token.case,
                separator: token.separator,
                stop: token.stop,
            });
        }
        let mut prepared = PreparedName::empty();
        self.fill(&mut prepared, kind, plain);
        prepared
    }

    /// A person's name of one word, which was analysed already.
    pub(super) fn prepare_part(&mut self, token: &Token, part: &Part, plain: bool) -> PreparedName {
        let mark = Mark {
            start: 0,
            end: token.folded.len() as u32,
            script: token.script,
            case: token.case,
            separator: token.separator,
            stop: token.stop,
        };
        let reading = Reading::Person { inflected: !plain };
        let known = |_: &[char]| Cow::Borrowed(part);
        self.memory.recall_or(&token.folded, &mark, reading, known);
        self.prepare_tokens(std::slice::from_ref(token), Kind::Person, plain)
    }

    fn fill(&mut self, prepared: &mut PreparedName, kind: Kind, plain: bool) {
        if self.memory.store.len() >= MAXIMUM_REMEMBERED {
            self.memory = Memory::default();
        }
        prepared.clear(kind);
        match kind {
            Kind::Person => self.add_person(prepared, plain),
            Kind::Organisation => self.add_with(prepared, Lexicon::organisations(), Phrases::Whole),
            Kind::Place => self.add_with(prepared, Lexicon::places(), Phrases::Whole),
        }
    }

    fn add_person(&mut self, prepared: &mut PreparedName, plain: bool) {
        let Preparer { tokens, memory, .. } = self;
        let marked = tokens.marks.iter().any(|mark| mark.case == Case::Title)
            && tokens.marks.iter().any(|mark| tokens.long_capitals(mark));
        let reading = Reading::Person { inflected: !plain };
        let syllables = tokens.syllables();
        if let Some(syllables) = &syllables {
            tokens.cut(syllables);
        }
        // Whether all words so far are forms of address.
        let mut titled = true;
        for (at, mark) in tokens.marks.iter().take(MAXIMUM_WORDS).enumerate() {
            let found = memory.recall(tokens.letters(at..at + 1), mark, reading);
            let Some(word) = found.word else { continue };
            let concept = tokens.particle(at, found.initial).or_else(|| {
                let title = tokens.address(at, found.initial, titled);
                titled &= title.is_some();
                title
            });
            let word = prepared.store.copy(&memory.store.word(word));
            let meaning = concept.map(|concept| (concept.number, concept.weight));
            prepared.store.set_meaning(meaning, mark.script.is_none());
            prepared.members.push(Member {
                word,
                role: if concept.is_some() {
                    Role::Generic
                } else {
                    Role::Surname
                },
                initial: found.initial,
                hyphen: mark.separator == Separator::Hyphen,
                capitals: marked && tokens.long_capitals(mark),
            });
        }
        prepared.settle_roles();
        prepared.judge_gender();
        if let Some(syllables) = &syllables {
            prepared.set_syllables(syllables);
        }
    }

    fn add_with(&mut self, prepared: &mut PreparedName, lexicon: &Lexicon, phrases: Phrases) {
        let Preparer {
            tokens,
            memory,
            meanings,
        } = self;
        let mut buffer = [""; MAXIMUM_TOKENS];
        let folded = tokens.words(&mut buffer);
        let written = |at: usize| (tokens.marks[at].case, tokens.marks[at].separator);
        meanings.read(folded, (prepared.kind, phrases), lexicon, written);
        let mut at = 0;
        while at < folded.len() && prepared.members.len() < MAXIMUM_WORDS {
            let mark = &tokens.marks[at];
            let found = meanings.of(at);
            let taken = found.map_or(1, |(_, words)| words);
            let reading = match mark.script {
                Some(_) if meanings.beside_generic() => Reading::Adjectives,
                Some(_) => Reading::Endings,
                None => Reading::Letters,
            };
            let recalled = memory.recall(tokens.letters(at..at + taken), mark, reading);
            if let Some(word) = recalled.word {
                let word = prepared.store.copy(&memory.store.word(word));
                let concept = found.map(|(concept, _)| (concept.number, concept.weight));
                let number = mark.script.is_none() && taken == 1;
                prepared.store.set_meaning(concept, number);
                prepared.store.set_named(meanings.named(at));
                prepared.members.push(Member {
                    word,
                    role: if found.as_ref().is_some_and(generic) {
                        Role::Generic
                    } else {
                        Role::Surname
                    },
                    initial: false,
                    hyphen: mark.separator == Separator::Hyphen,
                    capitals: matches!(mark.case, Case::Upper | Case::Mixed) && taken == 1,
                });
            }
            at += taken;
        }
    }

    /// The kind a name most likely has: organisations have legal forms or several generic words, persons
    /// a given name or an initial, places generic words.
    fn guess_kind(&mut self) -> Kind {
        let Preparer { tokens, memory, .. } = self;
        let mut buffer = [""; MAXIMUM_TOKENS];
        let folded = tokens.words(&mut buffer);
        if folded.is_empty() {
            return Kind::Person;
        }
        let reading = Reading::Person { inflected: true };
        let person = (0..folded.len()).any(|at| {
            let found = memory.recall(folded[at], &tokens.marks[at], reading);
            let of_person = |word| {
                let word = memory.store.word(word);
                !word.given().is_empty() || word.entry.patronymic.is_some()
            };
            found.initial || found.word.is_some_and(of_person)
        });
        let lexicon = Lexicon::organisations();
        let organisation: usize = (0..folded.len())
            .filter_map(|at| lexicon.find(&folded[at..]))
            .map(|(concept, words)| match lexicon.is_legal_form(concept) {
                true => words + 1,
                false => usize::from(concept.weight > 0) * words,
            })
            .sum();
        let of_place = (0..folded.len()).filter_map(|at| Lexicon::places().find(&folded[at..]));
        let (mut telling, mut functions, mut named, mut modifiers) = (0, 0, 0, 0);
        for (concept, words) in of_place {
            match concept.weight {
                0 => functions += 1,
                Concept::PROPER => named += words,
                weight => {
                    telling += words;
                    modifiers += usize::from(weight == MODIFIER) * words;
                }
            }
        }
        // Surnames are adjectives too: Анна Белая.
        let mut is_given_name =
            |word| (GivenNames::embedded().exact(memory.buffer.take(word))).is_some();
        let surname = telling > 0 && modifiers == telling && is_given_name(folded[0]);
        // A place's name makes a name one of a place if nothing else is there: Paris Hilton.
        let is_place = telling > 0 && !surname && telling * 2 + functions >= folded.len()
            || named > 0 && !person && named + telling + functions >= folded.len();
        if is_place && organisation == 0 {
            Kind::Place
        } else if organisation > 0 && (!person || organisation > 1) {
            Kind::Organisation
        } else {
            Kind::Person
        }
    }
}

/// The weight of words that tell places apart: new, white, holy.
const MODIFIER: u8 = 2;

impl Memory {
    /// A word's analysis, from memory or anew.
    fn recall(&mut self, letters: &str, mark: &Mark, reading: Reading) -> Remembered {
        self.recall_or(letters, mark, reading, |letters| {
            Cow::Owned(analyse(letters, mark, reading))
        })
    }

    /// As [`Memory::recall`], where a new word is analysed by the caller.
    fn recall_or<'p>(
        &mut self,
        letters: &str,
        mark: &Mark,
        reading: Reading,
        analyse: impl FnOnce(&[char]) -> Cow<'p, Part>,
    ) -> Remembered {
        let tag = tag(mark, reading);
        let mut hasher = FxHasher::default();
        hasher.write(letters.as_bytes());
        hasher.write_u8(tag);
        let key = hasher.finish();
        if let Some(found) = self.numbers.get(&key)
            && found.tag == tag
            && found
                .word
                .is_none_or(|word| self.store.word(word).letters() == letters)
        {
            return *found;
        }
        let part = analyse(self.buffer.take(letters));
        let found = Remembered {
            word: self.store.push(letters, &part, &mut self.buffer),
            tag,
            initial: part.initial,
        };
        self.numbers.insert(key, found);
        found
    }
}

fn analyse(letters: &[char], mark: &Mark, reading: Reading) -> Part {
    match reading {
        Reading::Person { inflected } => {
            Part::read(letters, mark.script, mark.case, mark.stop, inflected)
        }
        Reading::Endings | Reading::Adjectives => Part {
            genders: Genders::ANY,
            cuts: cuts_of(letters, reading == Reading::Adjectives),
            ..Part::default()
        },
        Reading::Letters => Part {
            genders: Genders::ANY,
            ..Part::default()
        },
    }
}

fn cuts_of(letters: &[char], adjectives: bool) -> Vec<Cut> {
    let declensions = Declensions::embedded();
    let mut cuts = Vec::new();
    match adjectives {
        true => declensions.cut_letters(letters, &mut cuts),
        false => declensions.cut_but_adjectives(letters, &mut cuts),
    }
    cuts
}

/// All that an analysis depends on beside the letters.
fn tag(mark: &Mark, reading: Reading) -> u8 {
    let script = match mark.script {
        None => 0,
        Some(Script::Cyrillic) => 1,
        Some(Script::Latin) => 2,
        Some(Script::Other) => 3,
    };
    let reading = match reading {
        Reading::Person { inflected: false } => 0,
        Reading::Person { inflected: true } => 1,
        Reading::Endings => 2,
        Reading::Letters => 3,
        Reading::Adjectives => 4,
    };
    let lower = u8::from(mark.case == Case::Lower);
    script | reading << 2 | lower << 5 | u8::from(mark.stop) << 6
}
