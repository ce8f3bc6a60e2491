//! Runs of words that may be names.

use crate::gazetteer::Kind;
use crate::index::Index;
use crate::score::Scratch;
use crate::text::Case;

use super::candidates::Prospect;
use super::passage::{Passage, Seen};
use super::phrase::Phrase;
use super::run::Runs;
use super::single::{Hit, Single};
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
    pub basis: Basis,
}

/// What the score of a mention rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// The comparison with the name.
    Comparison,
    /// A table of places and bodies under the names of other languages.
    Table,
    /// An acronym, whose name has the sort of body beside it.
    Acronym,
    /// A part of a person's name: whose it is the text says, or that nobody else has it.
    PartOfName,
}

impl Proposal {
    pub(super) fn moved(&self, start: usize) -> Proposal {
        Proposal {
            first: start,
            last: start + self.last,
            ..self.clone()
        }
    }
}

/// Names have at most this many parts in a text.
const LONGEST: usize = 8;

/// What finding proposals works on.
pub(crate) struct Proposer<'a> {
    pub index: &'a Index,
    pub vocabulary: &'a Vocabulary,
    pub passage: &'a Passage,
    pub scratch: &'a mut Scratch,
    pub runs: &'a mut Runs,
}

/// A part of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub first: usize,
    pub last: usize,
    /// What it is if it is a phrase.
    pub phrase: Option<Phrase>,
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
    pub(crate) fn propose(&mut self, proposals: &mut Vec<Proposal>) {
        proposals.clear();
        let mut parts = Vec::with_capacity(LONGEST);
        for &first in &self.passage.openings {
            if !self.can_begin(first) {
                continue;
            }
            if self.passage.words[first].capitalised {
                self.propose_single(first, proposals);
                self.propose_translated(first, proposals);
                self.propose_syllables(first, proposals);
            }
            self.propose_from(first, &mut parts, proposals);
        }
    }

    /// A name begins with a capital, a number in no case; generic words may be small (адміністрацыя прэзідэнта).
    #[inline]
    fn can_begin(&mut self, at: usize) -> bool {
        let word = &self.passage.words[at];
        if !word.capitalised && !word.known.generic || word.known.script.is_none() {
            return false;
        }
        let seen = self.seen(at);
        if seen.is_function() && word.case != Case::Upper && seen.known.count <= 3 {
            return seen.is_initial() || word.capitalised && self.phrase(at).is_some();
        }
        if word.capitalised {
            return seen.is_initial()
                || seen.word.brief.hits
                || seen.word.brief.exonyms
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
            let inflects_latin = self.passage.inflects_latin;
            let details = self.vocabulary.details_of(compound.id, inflects_latin);
            let singles = details.map_or(&[][..], |details| &details.singles);
            for single in singles.iter().filter(|single| single.exact) {
                if single.acronym {
                    proposals.push(proposal(at, compound.last, single));
                }
            }
        }
        let seen = self.seen(at);
        if !seen.word.brief.singles {
            return;
        }
        let singles = seen.details().map_or(&[][..], |details| &details.singles);
        for single in singles.iter() {
            if self.fits_case(seen, single) {
                proposals.push(proposal(at, at, single));
            }
        }
    }

    /// Acronyms and very short names are taken as they are written: `США` is no `сша`, `US` is no `us`.
    fn fits_case(&self, seen: Seen<'_>, single: &Single) -> bool {
        let (word, letters) = (seen.word, seen.known.count);
        let acronym = single.acronym;
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
        if !self.may_open_run(first) {
            return;
        }
        parts.clear();
        self.runs.begin();
        let mut prospect = Prospect::default();
        let mut at = first;
        while prospect.is_open() && parts.len() < LONGEST && (at == first || self.joined(at)) {
            let Some(part) = self.read_part(at, first) else {
                break;
            };
            at = part.last + 1;
            prospect.add(&part, self.names_of_part(&part));
            self.add_to_key(&part);
            let ends = !matches!(part.role, PartRole::Function | PartRole::Bracketed);
            let several = part.last > first;
            parts.push(part);
            if ends && several && prospect.is_good() {
                self.compare_run(parts, proposals);
            }
        }
    }

    fn joined(&self, at: usize) -> bool {
        self.passage.words.get(at).is_some_and(|word| word.joined)
    }

    fn read_part(&mut self, at: usize, first: usize) -> Option<Part> {
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
            && let Some(phrase) = self.phrase(at)
        {
            return Some(Part {
                first: at,
                last: at + phrase.length as usize - 1,
                phrase: Some(phrase),
                role: PartRole::Named,
            });
        }
        if word.bracketed {
            return match seen.is_given_name() && at > first {
                true => part(PartRole::Bracketed),
                false => None,
            };
        }
        if seen.is_initial() || word.known.script.is_none() || word.domain {
            return part(PartRole::Free);
        }
        let hits = word.brief.hits;
        let small = !word.capitalised && (seen.is_function() || known.count <= 3)
            || seen.is_function() && word.case == Case::Title && known.count <= 3;
        if small && (!hits || seen.is_function()) {
            return part(PartRole::Function);
        }
        if word.brief.patronymic && at > first && word.capitalised {
            return part(PartRole::Patronymic);
        }
        let unknown = word.capitalised && !seen.is_function();
        match known.count {
            _ if hits => part(PartRole::Named),
            3.. if unknown => part(PartRole::Named),
            // Short surnames and particles are hardly like anything by themselves: Сі Цзіньпін.
            2 if unknown => part(PartRole::Free),
            _ => None,
        }
    }

    /// The words of the index that a part can be, in the order of their numbers.
    pub(super) fn hits(&self, part: &Part) -> &[Hit] {
        match &part.phrase {
            Some(phrase) => self.runs.phrases.hits(phrase),
            None => {
                let details = self.seen(part.first).details();
                details.map_or(&[], |details| &details.hits)
            }
        }
    }
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
        basis: single.basis,
    }
}
