//! What a run of words can mean: names that have a counterpart for each of its words.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::index::SearchScratch;
use crate::name::{Genders, Lexicon};
use crate::score::{
    Member, NameView, PreparedName, Role, SHORT_FORM, Scratch, Word, compare_views,
};
use crate::text::{self, Case, Script, Separator, Token};

use super::decide::FULL;
use super::phrase::Phrases;
use super::places::Places;
use super::propose::{Basis, Part, PartRole, Proposal, Proposer};
use super::sieve::Shape;
use super::single::{complete, script_of};
use super::syllables::are_korean;

/// As many names are compared with a run of words at the most.
const COMPARED: usize = 48;
/// What the worst word may lose, in nats, of names that share one word only with the run: where they are
/// written in the same script, and where not.
const LIKELY_LOSS: [f32; 2] = [6.0, 14.0];
/// How much of every word such names must share, where no given name is the same in another form; of words
/// with few units less. Of 51 names found in news in this way all do, of 15,400 others about 400.
const LIKELY_LIKENESS: f32 = 0.67;
const LIKELY_LIKENESS_OF_SHORT: f32 = 0.55;
const SHORT: usize = 3;
/// Persons with this score need no second look.
const SURE: f32 = 0.9;

/// What runs of words were found to mean: by the words and how they are written.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// The places of their proposals, of runs of two words, of four at most, and of others.
    pairs: Places<2, Found>,
    few: Places<4, Found>,
    others: FxHashMap<Box<[u64]>, Found>,
    proposals: Vec<Proposal>,
    pub(super) phrases: Phrases,
    pub(super) search: SearchScratch,
    key: Vec<u64>,
    shape: Shape,
}

/// Where the proposals for a run lie.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    first: u32,
    count: u32,
}

/// When so many long runs are known, or so many proposals are kept, all are forgotten.
const MOST_RUNS: usize = 1 << 18;
const MOST_PROPOSALS: usize = 1 << 20;

impl Runs {
    /// Forgets everything: the words are numbered anew.
    pub(crate) fn clear(&mut self) {
        self.forget_runs();
        self.phrases.clear();
    }

    fn forget_runs(&mut self) {
        self.pairs.clear();
        self.few.clear();
        self.others.clear();
        self.proposals.clear();
    }

    /// Begins the key of a run anew.
    #[inline]
    pub(super) fn begin(&mut self) {
        self.key.clear();
        // Keys of runs name phrases by where they stand.
        if self.phrases.are_many() {
            self.clear();
        }
    }

    /// What the run with the present key means, where it was met before.
    #[inline]
    fn known(&self) -> Option<&[Proposal]> {
        let found = match *self.key.as_slice() {
            [one, two] => self.pairs.get(&[one, two]),
            [one, two, three] => self.few.get(&[one, two, three, NO_WORD]),
            [one, two, three, four] => self.few.get(&[one, two, three, four]),
            _ => self.others.get(self.key.as_slice()),
        }?;
        let (first, count) = (found.first as usize, found.count as usize);
        self.proposals.get(first..first + count)
    }

    /// Keeps what the run with the present key means; it begins with the first word.
    fn keep(&mut self, proposals: impl Iterator<Item = Proposal>) {
        if self.others.len() >= MOST_RUNS || self.proposals.len() >= MOST_PROPOSALS {
            self.forget_runs();
        }
        let first = self.proposals.len();
        self.proposals.extend(proposals);
        let found = Found {
            first: first as u32,
            count: (self.proposals.len() - first) as u32,
        };
        match *self.key.as_slice() {
            [one, two] => self.pairs.insert([one, two], found),
            [one, two, three] => self.few.insert([one, two, three, NO_WORD], found),
            [one, two, three, four] => self.few.insert([one, two, three, four], found),
            _ => {
                self.others.insert(self.key.as_slice().into(), found);
            }
        }
    }
}

/// No number of a key; that of a phrase may be nought.
const NO_WORD: u64 = u64::MAX;
/// A bit that all numbers of words in a key have.
const WORD: u64 = 1 << 31;

impl Proposer<'_> {
    /// What a run of words can mean, found out once; the key is that of its parts.
    #[inline]
    pub(super) fn compare_run(&mut self, parts: &[Part], proposals: &mut Vec<Proposal>) {
        let start = parts[0].first;
        match self.runs.known() {
            Some(found) => proposals.extend(found.iter().map(|own| own.moved(start))),
            None => self.compare_and_keep(parts, proposals),
        }
    }

    #[cold]
    fn compare_and_keep(&mut self, parts: &[Part], proposals: &mut Vec<Proposal>) {
        let before = proposals.len();
        self.compare_new_run(parts, proposals);
        let start = parts[0].first;
        self.runs
            .keep(proposals[before..].iter().map(|own| Proposal {
                first: 0,
                last: own.last - start,
                ..own.clone()
            }));
    }

    /// Adds a part of a run to its key.
    #[inline]
    pub(super) fn add_to_key(&mut self, part: &Part) {
        let inflects = self.passage.inflects_latin;
        for word in &self.passage.words[part.first..part.last + 1] {
            // A full stop behind a word says something of initials and acronyms alone.
            let stop = word.stop
                && (word.known.initial || word.known.count <= 2 || word.case == Case::Upper);
            let flags = u64::from(inflects) << 5
                | u64::from(part.phrase.is_some()) << 4
                | u64::from(stop) << 3
                | u64::from(word.hyphen) << 2
                | u64::from(word.capitalised) << 1
                | u64::from(word.brief.is_known());
            let written = (flags << 2 | word.case as u64) << 3 | part.role as u64;
            let number = u64::from(word.id) << 32 | WORD | written;
            self.runs.key.push(number);
        }
        // The words behind a phrase have a say in what it can be.
        if let Some(phrase) = &part.phrase {
            self.runs.key.push(phrase.identity());
        }
    }

    /// Compares a run of words with the names that have a counterpart for each of its words.
    fn compare_new_run(&mut self, parts: &[Part], proposals: &mut Vec<Proposal>) {
        let mut names = self.shared_names(parts, &[PartRole::Named, PartRole::Patronymic]);
        if names.is_empty() && parts.iter().any(|part| part.role == PartRole::Patronymic) {
            names = self.shared_names(parts, &[PartRole::Named]);
        }
        let mut likely = false;
        if names.is_empty() {
            names = self.likely_names(parts);
            likely = true;
        }
        if likely && !names.is_empty() {
            match self.can_be_person(parts) {
                true => self.keep_likely(parts, &mut names),
                false => return,
            }
        }
        if names.is_empty() {
            return;
        }
        let tokens = self.tokens(parts);
        let latin = tokens
            .iter()
            .all(|token| token.script == Some(Script::Latin));
        let plain = latin && !self.passage.inflects_latin;
        let (first, last) = (parts[0].first, parts[parts.len() - 1].last);
        let mut queries: [Option<PreparedName>; 3] = [None, None, None];
        if names.len() > COMPARED {
            let words = tokens.len();
            names.sort_by_key(|&name| (self.index.members(name).len().abs_diff(words), name));
        }
        let mut found: Vec<Proposal> = Vec::new();
        let repeated = self.repeats(parts);
        for &name in names.iter().take(COMPARED) {
            let kind = self.index.name_kind(name);
            if kind == Kind::Person && !self.can_be_person(parts)
                || repeated && !self.name_repeats(name)
            {
                continue;
            }
            let query = queries[kind as usize]
                .get_or_insert_with(|| PreparedName::from_tokens(&tokens, kind, plain));
            let view = query.view();
            let Some(mut proposal) = self.compare_name(view, name, (first, last)) else {
                continue;
            };
            if kind == Kind::Person && !plain && proposal.score < SURE {
                self.compare_in_other_cases(view, &mut proposal);
            }
            if plain && kind != Kind::Person && self.has_small_content(&tokens, name) {
                continue;
            }
            let script = tokens.first().and_then(|token| token.script);
            let foreign = script_of(self.index.name_text(name)) != script;
            if likely && proposal.loss > LIKELY_LOSS[usize::from(foreign)] {
                continue;
            }
            if kind != Kind::Person && self.lacks_conjunction(parts, name) {
                continue;
            }
            let (entity, exact, score) = (proposal.entity, proposal.exact, proposal.score);
            match found.iter_mut().find(|known| known.entity == entity) {
                Some(known) if (known.exact, known.score) >= (exact, score) => {}
                Some(known) => *known = proposal,
                None => found.push(proposal),
            }
        }
        found.retain(|own| own.score >= FULL);
        proposals.append(&mut found);
    }

    /// Keeps the names each of which has for every word another form of one given name or a word much like it.
    fn keep_likely(&mut self, parts: &[Part], names: &mut Vec<u32>) {
        let (index, shelf) = (self.index, &self.vocabulary.shelf);
        // Words of few names, as unknown surnames, are likeliest to be what a name has not.
        let needed = |part: &&Part| matches!(part.role, PartRole::Named | PartRole::Patronymic);
        let mut order: Vec<&Part> = parts.iter().filter(needed).collect();
        order.sort_by_key(|part| self.names_of_part(part));
        let shape = &mut self.runs.shape;
        for part in order {
            if names.is_empty() {
                return;
            }
            let seen = self.passage.seen(self.vocabulary, part.first);
            let Some(sounds) = seen.details().map(|details| &details.sounds) else {
                continue;
            };
            shape.set(sounds);
            let least = match sounds.units.len() {
                ..=SHORT => LIKELY_LIKENESS_OF_SHORT,
                _ => LIKELY_LIKENESS,
            };
            names.retain(|&name| {
                let mut members = index.members(name);
                let alike = |member: Member| shape.likeness(index.word_units(member.word)) >= least;
                let same_given = |member: Member| {
                    let same = |other: Word<'_>| is_same_given(&sounds.given, &other);
                    shelf.word(index, member.word, same) == Some(true)
                };
                members.any(alike)
                    || !sounds.given.is_empty() && index.members(name).any(same_given)
            });
        }
    }

    /// Compares a run of words with one name; `None` where it has not enough of its words.
    pub(super) fn compare_name(
        &mut self,
        own: NameView<'_>,
        name: u32,
        (first, last): (usize, usize),
    ) -> Option<Proposal> {
        let (index, scratch) = (self.index, &mut *self.scratch);
        self.vocabulary.shelf.view(index, name, |view| {
            if own.len() == 0 || !complete(own, view) {
                return None;
            }
            let score = compare_views(own, view, scratch);
            if !edges_hold(own, view, scratch) {
                return None;
            }
            let mut pairs = own.words().zip(view.words());
            Some(Proposal {
                first,
                last,
                entity: index.name_entity(name),
                name,
                kind: view.kind,
                score,
                loss: scratch.worst_loss(),
                exact: own.len() == view.len()
                    && pairs.all(|(one, other)| one.letters() == other.letters()),
                oblique: false,
                without_surname: view.kind == Kind::Person && lacks_surname(view, scratch),
                basis: Basis::Comparison,
            })
        })
    }

    /// Names are compared as if in the nominative, where Александра is a woman's; in a text it may be a
    /// man's name in the genitive.
    fn compare_in_other_cases(&mut self, own: NameView<'_>, proposal: &mut Proposal) {
        let genders = own.genders.of_other_cases();
        let known = self.index.name_genders(proposal.name);
        let clash = known.and(own.genders).and(Genders::NOMINATIVE).is_empty();
        if genders.is_empty() || !clash {
            return;
        }
        let other = NameView { genders, ..own };
        let scratch = &mut *self.scratch;
        let score = self
            .vocabulary
            .shelf
            .view(self.index, proposal.name, |view| {
                compare_views(other, view, scratch)
            });
        if score > proposal.score {
            proposal.score = score;
            proposal.oblique = true;
        }
    }

    /// Whether a word stands twice in a row.
    fn repeats(&self, parts: &[Part]) -> bool {
        let (first, last) = (parts[0].first, parts[parts.len() - 1].last);
        let words = &self.passage.words[first..=last];
        words.windows(2).any(|pair| pair[0].id == pair[1].id)
    }

    /// Whether a name has a word twice in a row: Баден-Баден. Other words twice in a row are two mentions.
    fn name_repeats(&self, name: u32) -> bool {
        let words: Vec<u32> = self.index.members(name).map(|member| member.word).collect();
        words.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// Whether the run has an "and" inside that the name has not: it is two names.
    fn lacks_conjunction(&self, parts: &[Part], name: u32) -> bool {
        let conjunction = |part: &&Part| {
            let letters = &self.seen(part.first).letters();
            part.role == PartRole::Function && is_conjunction(letters)
        };
        let name = || text::tokens(self.index.name_text(name));
        parts.iter().any(|part| conjunction(&part))
            && !name().any(|token| is_conjunction(&token.folded))
    }

    /// Whether a word that is no generic one is written small, where the name has it with a capital:
    /// "Belarusian potash" is no company.
    fn has_small_content(&self, tokens: &[Token], name: u32) -> bool {
        let small = tokens.iter().filter(|token| token.case == Case::Lower);
        let mut content = small.filter(|token| {
            let letters = [token.folded.as_str()];
            let of = |lexicon: &Lexicon| lexicon.find(&letters).is_none();
            of(Lexicon::organisations()) && of(Lexicon::places())
        });
        content.any(|token| {
            let mut own = text::tokens(self.index.name_text(name));
            own.any(|own| own.folded == token.folded && own.case != Case::Lower)
        })
    }

    /// The words of a person's name have capitals, but particles inside; phrases are no person's.
    fn can_be_person(&self, parts: &[Part]) -> bool {
        let inside = 1..parts.len() - 1;
        parts.iter().enumerate().all(|(at, part)| {
            let seen = self.seen(part.first);
            let small = !seen.word.capitalised && seen.known.count <= 3;
            match part.role {
                PartRole::Function => !seen.is_function(),
                PartRole::Bracketed => true,
                _ if small && inside.contains(&at) && part.phrase.is_none() => true,
                _ => {
                    part.phrase.is_none()
                        && seen.word.capitalised
                        && (seen.word.known.script.is_some())
                }
            }
        })
    }

    fn tokens(&self, parts: &[Part]) -> Vec<Token> {
        let (first, last) = (parts[0].first, parts[parts.len() - 1].last);
        // A full stop behind a syllable ends the sentence, it makes no initial: Ким Со Ён.
        let korean = are_korean(self.vocabulary, &self.passage.words[first..=last]);
        let compared = parts.iter().filter(|part| part.role != PartRole::Bracketed);
        let tokens = compared
            .flat_map(|part| part.first..=part.last)
            .map(|at| self.token(at));
        tokens
            .map(|token| Token {
                stop: token.stop && !korean,
                ..token
            })
            .collect()
    }

    /// A word as it is written here.
    pub(super) fn token(&self, at: usize) -> Token {
        let seen = self.seen(at);
        Token {
            case: seen.word.case,
            stop: seen.word.stop,
            separator: match seen.word.hyphen {
                true => Separator::Hyphen,
                false => Separator::Space,
            },
            ..seen.token()
        }
    }
}

fn is_conjunction(letters: &str) -> bool {
    let found = Lexicon::places().find(&[letters]);
    found.is_some_and(|(concept, _)| Lexicon::places().concept(concept.number) == "conj_and")
}

/// Whether a word can be a form of a given name of these classes.
fn is_same_given(given: &[u16], other: &Word<'_>) -> bool {
    let class = |class: &u16| class & !SHORT_FORM;
    let mut own = given.iter().map(class);
    own.any(|own| other.given().iter().map(class).any(|other| other == own))
}

/// Whether a patronymic but no surname of a name was found.
fn lacks_surname(view: NameView<'_>, scratch: &Scratch) -> bool {
    let matched = &scratch.matched;
    let found = || matched.pairs.iter().map(|pair| view.word(pair.right).role);
    let mut missed = matched.right_over.iter().map(|&at| view.word(at).role);
    found().any(|role| role == Role::Patronymic)
        && !found().any(|role| role == Role::Surname)
        && missed.any(|role| role == Role::Surname)
}

/// A run begins and ends with words of the name; patronymics may be more than the name has, and the
/// generic words of organisations; a place's or an organisation's has no more words besides than it has itself.
fn edges_hold(own: NameView<'_>, view: NameView<'_>, scratch: &Scratch) -> bool {
    let last = own.len() - 1;
    let besides = scratch.matched.left_over.len();
    if view.kind != Kind::Person && besides > view.len() {
        return false;
    }
    scratch.matched.left_over.iter().all(|&at| {
        let word = own.word(at);
        match view.kind {
            Kind::Person => {
                let inside = at > 0 && at < last && word.letters().chars().count() <= 3;
                inside || at > 0 && word.role == Role::Patronymic
            }
            Kind::Organisation => {
                let weight = word.generic().map_or(3, |(_, weight)| weight);
                at > 0 && at < last || weight == 1 || weight == 2
            }
            Kind::Place => at > 0 && at < last,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_forgotten_with_the_phrases_that_their_keys_name() {
        let mut runs = Runs::default();
        let is_known = |runs: &mut Runs| {
            runs.begin();
            runs.key.extend([1, 2]);
            runs.known().is_some()
        };
        assert!(!is_known(&mut runs));
        runs.keep(std::iter::empty());
        assert!(is_known(&mut runs));
        runs.phrases = Phrases::many();
        assert!(!is_known(&mut runs));
        assert!(!runs.phrases.are_many());
    }
}
