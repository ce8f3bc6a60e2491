//! Runs of words that may be names.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::index::Index;
use crate::name::{Genders, Lexicon};
use crate::score::{NameView, PreparedName, Role, Scratch, compare_views};
use crate::text::{self, Case, Separator, Token};

use super::decide::FULL;
use super::passage::{Passage, Seen};
use super::single::{Hit, Single, complete, is_acronym, script_of};
use super::vocabulary::Vocabulary;

/// A run of words that may mention an entity by a whole name.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    /// The first and last word.
    pub first: usize,
    pub last: usize,
    pub entity: u32,
    pub name: u32,
    pub kind: Kind,
    pub score: f32,
    /// What the worst word loses against an equal one, in nats.
    pub loss: f32,
    /// Whether the name is written letter by letter as in the gazetteer.
    pub exact: bool,
    /// Whether it can only be meant in another case than the nominative: Александра for Александр.
    pub oblique: bool,
    /// Whether it is a given name and a patronymic of somebody who has a surname.
    pub without_surname: bool,
}

impl Proposal {
    fn moved(&self, start: usize) -> Proposal {
        Proposal {
            first: start,
            last: start + self.last,
            ..self.clone()
        }
    }
}

/// Names have at most this many parts in a text.
const LONGEST: usize = 8;
/// As many names are compared with a run of words at the most.
const COMPARED: usize = 48;
/// What the worst word may lose, in nats, of names that share one word only with the run: where they are
/// written in the same script, and where not.
const LIKELY_LOSS: [f32; 2] = [6.0, 14.0];
/// Persons with this score need no second look.
const SURE: f32 = 0.9;

/// What finding proposals works on.
pub(crate) struct Proposer<'a> {
    pub index: &'a Index,
    pub vocabulary: &'a Vocabulary,
    pub passage: &'a Passage,
    pub scratch: &'a mut Scratch,
    pub runs: &'a mut Runs,
}

/// What runs of words were found to mean: by the words and how they are written.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    known: FxHashMap<Box<[u64]>, Box<[Proposal]>>,
    key: Vec<u64>,
}

/// When so many runs are known, all are forgotten.
const MOST_RUNS: usize = 1 << 18;

impl Runs {
    /// Forgets everything: the words are numbered anew.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
    }
}

/// A part of a run.
#[derive(Debug)]
pub(super) struct Part {
    pub first: usize,
    pub last: usize,
    /// Words of the index that a phrase can be; those of a single word are kept with the word.
    pub phrase: Option<Vec<Hit>>,
    pub role: PartRole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartRole {
    /// A name must have a counterpart for it.
    Named,
    /// An initial or a number: a name may have a counterpart.
    Free,
    /// A patronymic, or a surname that ends like one.
    Patronymic,
    /// A function word inside.
    Function,
    /// A second form in brackets; it is not compared.
    Bracketed,
}

impl<'a> Proposer<'a> {
    pub(super) fn seen(&self, at: usize) -> Seen<'a> {
        self.passage.seen(self.vocabulary, at)
    }

    /// All runs of words that may be names, with the entities they may mention.
    pub(crate) fn propose(&mut self) -> Vec<Proposal> {
        let mut proposals = Vec::new();
        let mut parts = Vec::new();
        for first in 0..self.passage.words.len() {
            if !self.can_begin(first) {
                continue;
            }
            if self.passage.words[first].capitalised {
                self.propose_single(first, &mut proposals);
                self.propose_translated(first, &mut proposals);
            }
            self.propose_from(first, &mut parts, &mut proposals);
        }
        proposals
    }

    /// A name begins with a capital, a number in no case; generic words may be small (адміністрацыя прэзідэнта).
    #[inline]
    fn can_begin(&self, at: usize) -> bool {
        let word = &self.passage.words[at];
        if !word.capitalised && !self.vocabulary.word(word.id).generic || word.script.is_none() {
            return false;
        }
        let seen = self.seen(at);
        if seen.is_function() && word.case != Case::Upper && seen.known.count <= 3 {
            return seen.is_initial() || word.capitalised && self.phrase(at).is_some();
        }
        if word.capitalised {
            let details = seen.details;
            return seen.is_initial()
                || details.is_some_and(|own| !own.hits.is_empty() || !own.exonyms.is_empty())
                || self.next_is_joined(at);
        }
        seen.known.count > 3 && !seen.is_function() && self.next_is_joined(at)
    }

    pub(super) fn next_is_joined(&self, at: usize) -> bool {
        self.passage
            .words
            .get(at + 1)
            .is_some_and(|next| next.joined)
    }

    fn propose_single(&self, at: usize, proposals: &mut Vec<Proposal>) {
        if let Some(compound) = self.passage.dotted(at) {
            let word = self.vocabulary.word(compound.id);
            let details = word.details(self.passage.inflects_latin);
            let singles = details.map_or(&[][..], |details| &details.singles);
            for single in singles
                .iter()
                .filter(|single| single.exact && single.bare.is_none())
            {
                if is_acronym(self.index.name_text(single.name)) {
                    proposals.push(proposal(at, compound.last, single));
                }
            }
        }
        let seen = self.seen(at);
        let singles = seen.details.map_or(&[][..], |details| &details.singles);
        for single in singles.iter().filter(|single| single.bare.is_none()) {
            if self.fits_case(seen, single) {
                proposals.push(proposal(at, at, single));
            }
        }
    }

    /// Acronyms and very short names are taken as they are written: `США` is no `сша`, `US` is no `us`.
    fn fits_case(&self, seen: Seen<'_>, single: &Single) -> bool {
        let (word, letters) = (seen.word, seen.known.count);
        let text = self.index.name_text(single.name);
        let acronym = is_acronym(text);
        if letters == 1 {
            return acronym && single.exact && word.case != Case::Lower && !word.stop;
        }
        if acronym {
            let written = word.case == Case::Upper
                || word.capitalised && seen.known.count > 2 && !seen.is_function();
            return (written || letters > 4) && single.loss < 1.0;
        }
        letters > 3
            || single.loss < 1.5 && !seen.is_function()
            || word.case == Case::Upper && single.loss < 0.5
    }

    fn propose_from(&mut self, first: usize, parts: &mut Vec<Part>, proposals: &mut Vec<Proposal>) {
        parts.clear();
        let mut at = first;
        while parts.len() < LONGEST && (at == first || self.joined(at)) {
            let Some(part) = self.read_part(at, first) else {
                break;
            };
            at = part.last + 1;
            let ends = !matches!(part.role, PartRole::Function | PartRole::Bracketed);
            let several = part.last > first;
            parts.push(part);
            if ends && several {
                self.compare_run(parts, proposals);
            }
        }
    }

    fn joined(&self, at: usize) -> bool {
        self.passage.words.get(at).is_some_and(|word| word.joined)
    }

    fn read_part(&self, at: usize, first: usize) -> Option<Part> {
        let seen = self.seen(at);
        let (word, known) = (seen.word, seen.known);
        let part = |role| {
            Some(Part {
                first: at,
                last: at,
                phrase: None,
                role,
            })
        };
        if (word.capitalised || known.generic)
            && let Some((last, hits)) = self.phrase(at)
        {
            return Some(Part {
                first: at,
                last,
                phrase: Some(hits),
                role: PartRole::Named,
            });
        }
        if word.bracketed {
            return match seen.is_given_name() && at > first {
                true => part(PartRole::Bracketed),
                false => None,
            };
        }
        if seen.is_initial() || word.script.is_none() || word.domain {
            return part(PartRole::Free);
        }
        let hits = seen.details.is_some_and(|details| !details.hits.is_empty());
        let small = !word.capitalised && (seen.is_function() || known.count <= 3)
            || seen.is_function() && word.case == Case::Title && known.count <= 3;
        if small && (!hits || seen.is_function()) {
            return part(PartRole::Function);
        }
        let patronymic = seen.details.is_some_and(|details| details.patronymic);
        if patronymic && at > first && word.capitalised {
            return part(PartRole::Patronymic);
        }
        let unknown = word.capitalised && !seen.is_function() && known.count > 2;
        if hits || unknown {
            part(PartRole::Named)
        } else {
            None
        }
    }

    pub(super) fn hits<'p>(&self, part: &'p Part) -> &'p [Hit]
    where
        'a: 'p,
    {
        match &part.phrase {
            Some(hits) => hits,
            None => self
                .seen(part.first)
                .details
                .map_or(&[], |details| &details.hits),
        }
    }

    /// What a run of words can mean, found out once.
    fn compare_run(&mut self, parts: &[Part], proposals: &mut Vec<Proposal>) {
        let mut key = std::mem::take(&mut self.runs.key);
        self.write_key(parts, &mut key);
        let start = parts[0].first;
        if let Some(found) = self.runs.known.get(key.as_slice()) {
            proposals.extend(found.iter().map(|own| own.moved(start)));
        } else {
            let before = proposals.len();
            self.compare_new_run(parts, proposals);
            let found = proposals[before..].iter().map(|own| Proposal {
                first: 0,
                last: own.last - start,
                ..own.clone()
            });
            if self.runs.known.len() >= MOST_RUNS {
                self.runs.clear();
            }
            self.runs
                .known
                .insert(key.as_slice().into(), found.collect());
        }
        self.runs.key = key;
    }

    fn write_key(&self, parts: &[Part], key: &mut Vec<u64>) {
        key.clear();
        key.push(u64::from(self.passage.inflects_latin));
        for part in parts {
            let phrase = u64::from(part.phrase.is_some());
            for at in part.first..=part.last {
                let word = &self.passage.words[at];
                let flags = [word.stop, word.hyphen, word.capitalised, word.nameable];
                let flags = flags
                    .iter()
                    .fold(phrase, |bits, &flag| bits << 1 | u64::from(flag));
                let written = (flags << 2 | word.case as u64) << 3 | part.role as u64;
                key.push(u64::from(word.id) << 32 | written);
            }
            // The words behind a phrase have a say in what it can be.
            let hits = part.phrase.iter().flatten();
            key.extend(hits.map(|hit| u64::from(hit.word) << 32 | u64::from(hit.loss.to_bits())));
        }
    }

    /// Compares a run of words with the names that have a counterpart for each of its words.
    fn compare_new_run(&mut self, parts: &[Part], proposals: &mut Vec<Proposal>) {
        let mut names = self.shared_names(parts, &[PartRole::Named, PartRole::Patronymic]);
        if names.is_empty() {
            names = self.shared_names(parts, &[PartRole::Named]);
        }
        let mut likely = false;
        if names.is_empty() && parts.len() <= 3 {
            names = self.likely_names(parts);
            likely = true;
        }
        if names.is_empty() {
            return;
        }
        let tokens = self.tokens(parts);
        if names.len() > COMPARED {
            let words = tokens.len();
            names.sort_by_key(|&name| (self.index.members(name).len().abs_diff(words), name));
        }
        let latin = tokens
            .iter()
            .all(|token| token.script == Some(crate::text::Script::Latin));
        let plain = latin && !self.passage.inflects_latin;
        let (first, last) = (parts[0].first, parts[parts.len() - 1].last);
        let mut queries: [Option<PreparedName>; 3] = [None, None, None];
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

    /// Compares a run of words with one name; `None` where it has not enough of its words.
    fn compare_name(
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
            let letters = &self.seen(part.first).known.letters;
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

    /// The words of a person's name have capitals, but particles; phrases are no person's.
    fn can_be_person(&self, parts: &[Part]) -> bool {
        parts.iter().all(|part| {
            let seen = self.seen(part.first);
            match part.role {
                PartRole::Function => !seen.is_function(),
                PartRole::Bracketed => true,
                _ => part.phrase.is_none() && seen.word.capitalised && (seen.word.script.is_some()),
            }
        })
    }

    fn tokens(&self, parts: &[Part]) -> Vec<Token> {
        let compared = parts.iter().filter(|part| part.role != PartRole::Bracketed);
        compared
            .flat_map(|part| part.first..=part.last)
            .map(|at| {
                let seen = self.seen(at);
                Token {
                    case: seen.word.case,
                    stop: seen.word.stop,
                    separator: match seen.word.hyphen {
                        true => Separator::Hyphen,
                        false => Separator::Space,
                    },
                    ..seen.known.token()
                }
            })
            .collect()
    }
}

fn is_conjunction(letters: &str) -> bool {
    let found = Lexicon::places().find(&[letters]);
    found.is_some_and(|(concept, _)| Lexicon::places().concept(concept.number) == "conj_and")
}

fn proposal(first: usize, last: usize, single: &Single) -> Proposal {
    Proposal {
        first,
        last,
        entity: single.entity,
        name: single.name,
        kind: single.kind,
        score: single.score,
        loss: single.loss,
        exact: single.exact,
        oblique: false,
        without_surname: false,
    }
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
/// generic words of organisations.
fn edges_hold(own: NameView<'_>, view: NameView<'_>, scratch: &Scratch) -> bool {
    let last = own.len() - 1;
    scratch.matched.left_over.iter().all(|&at| {
        let word = own.word(at);
        match view.kind {
            Kind::Person => {
                let inside = at > 0 && at < last && word.letters().chars().count() <= 3;
                inside || at > 0 && word.role == Role::Patronymic
            }
            Kind::Organisation => {
                let weight = word.entry.concept.map_or(3, |(_, weight)| weight);
                at > 0 && at < last || weight == 1 || weight == 2
            }
            Kind::Place => at > 0 && at < last,
        }
    })
}
