//! Which proposals are mentions: the text as a whole decides.

use rustc_hash::FxHashMap;

use crate::gazetteer::{Gender, Kind};
use crate::name::Part;
use crate::resolver::Decision;
use crate::score::Role;
use crate::text::{Case, Script};

use super::lookup::Lookup;
use super::passage::Common;
use super::propose::Proposal;

/// A mention that was decided on.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub proposal: Proposal,
    pub decision: Decision,
}

/// Full names are mentions from this score.
const FULL: f32 = 0.6;
/// One-word names of places and organisations, from this score.
const SINGLE: f32 = 0.7;
/// One-word names may lose this much against an equal word, in nats; common words less.
const SINGLE_LOSS: f32 = 4.5;
const COMMON_LOSS: f32 = 1.0;
/// Bare surnames of introduced persons may lose this much; of others less.
const INTRODUCED_LOSS: f32 = 7.0;
const UNIQUE_LOSS: f32 = 3.5;
/// Two entities are about equally likely where their losses differ by less than this, in nats.
const TIE: f32 = 1.2;

pub(crate) fn decide(lookup: &mut Lookup<'_>, proposals: Vec<Proposal>) -> Vec<Chosen> {
    let (full, bare): (Vec<Proposal>, Vec<Proposal>) = proposals
        .into_iter()
        .partition(|proposal| proposal.bare.is_none());
    let full: Vec<Proposal> = full
        .into_iter()
        .filter(|proposal| is_full_mention(lookup, proposal))
        .collect();
    let mut chosen = without_overlaps(lookup, full);
    let introduced = introductions(&chosen);
    let mut taken = vec![false; lookup.passage.words.len()];
    for own in &chosen {
        taken[own.proposal.first..=own.proposal.last].fill(true);
    }
    let mut by_place: FxHashMap<usize, Vec<Proposal>> = FxHashMap::default();
    for proposal in bare {
        if !taken[proposal.first] && is_possible_bare(lookup, &proposal, &taken) {
            by_place.entry(proposal.first).or_default().push(proposal);
        }
    }
    chosen.extend(
        by_place
            .into_values()
            .filter_map(|candidates| choose_bare(lookup, candidates, &introduced)),
    );
    chosen.sort_by_key(|own| own.proposal.first);
    chosen
}

/// Where each person is first introduced by a full name, by the number of the word.
fn introductions(chosen: &[Chosen]) -> FxHashMap<u32, Vec<usize>> {
    let mut introduced: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for own in chosen {
        if own.proposal.kind == Kind::Person && own.decision == Decision::Match {
            let places = introduced.entry(own.proposal.entity).or_default();
            places.push(own.proposal.first);
        }
    }
    introduced
}

fn is_full_mention(lookup: &Lookup<'_>, proposal: &Proposal) -> bool {
    if proposal.first != proposal.last {
        return proposal.score >= FULL && has_capital(lookup, proposal);
    }
    let word = &lookup.passage.words[proposal.first];
    if !word.capitalised() {
        return false;
    }
    let most = match word.common {
        Common::No => SINGLE_LOSS,
        Common::Word => COMMON_LOSS,
        Common::Demonym | Common::Function => return false,
    };
    let alone = !word.opens_sentence || word.common == Common::No;
    proposal.score >= SINGLE && proposal.loss <= most && alone && !names_somebody(lookup, proposal)
}

/// At least one word that carries the name has a capital.
fn has_capital(lookup: &Lookup<'_>, proposal: &Proposal) -> bool {
    let words = &lookup.passage.words[proposal.first..=proposal.last];
    match proposal.kind {
        Kind::Person => words
            .iter()
            .all(|word| word.capitalised() || word.letters() <= 3),
        _ => words.iter().any(|word| word.capitalised()),
    }
}

/// Whether a one-word place or organisation is rather part of a person's name: a given name before it.
fn names_somebody(lookup: &Lookup<'_>, proposal: &Proposal) -> bool {
    let at = proposal.first;
    let words = &lookup.passage.words;
    let before = at.checked_sub(1).map(|before| &words[before]);
    proposal.kind == Kind::Place
        && words[at].joined
        && before.is_some_and(|before| {
            before.capitalised()
                && before.is_given_name()
                && before.common == Common::No
                && !before.opens_sentence
        })
}

/// Keeps the best of overlapping mentions: more words first, then the better score.
fn without_overlaps(lookup: &Lookup<'_>, mut full: Vec<Proposal>) -> Vec<Chosen> {
    let value = |proposal: &Proposal| {
        let words = (proposal.last - proposal.first) as f32;
        proposal.score + 0.5 * words - 0.02 * proposal.loss
    };
    full.sort_by(|one, other| {
        value(other)
            .total_cmp(&value(one))
            .then(one.first.cmp(&other.first))
            .then(entity_id(lookup, one).cmp(entity_id(lookup, other)))
    });
    let mut taken: Vec<Option<usize>> = vec![None; lookup.passage.words.len()];
    let mut chosen: Vec<Chosen> = Vec::new();
    for proposal in full {
        let range = proposal.first..=proposal.last;
        let holder = taken[range.clone()].iter().flatten().next().copied();
        match holder {
            None => {
                taken[range].fill(Some(chosen.len()));
                chosen.push(Chosen {
                    proposal,
                    decision: Decision::Match,
                });
            }
            Some(holder) => {
                let own = &mut chosen[holder];
                let same_place =
                    own.proposal.first == proposal.first && own.proposal.last == proposal.last;
                let close = (own.proposal.loss - proposal.loss).abs() < 0.3
                    && own.proposal.score - proposal.score < 0.01;
                if same_place && own.proposal.entity != proposal.entity && close {
                    own.decision = Decision::Ambiguous;
                }
            }
        }
    }
    chosen
}

fn entity_id<'l>(lookup: &'l Lookup<'_>, proposal: &Proposal) -> &'l str {
    lookup.index.entity_id(proposal.entity)
}

/// A bare surname must be written like one, agree in gender, and not stand beside another given name.
fn is_possible_bare(lookup: &Lookup<'_>, proposal: &Proposal, taken: &[bool]) -> bool {
    let words = &lookup.passage.words;
    let at = proposal.first;
    let word = &words[at];
    if !word.capitalised() || word.letters() < 3 || word.common == Common::Function {
        return false;
    }
    let before = at.checked_sub(1).filter(|_| word.joined);
    let after = words.get(at + 1).filter(|next| next.joined).map(|_| at + 1);
    let beside: Vec<usize> = before.into_iter().chain(after).collect();
    let other_name = beside.iter().any(|&other| {
        let neighbour = &words[other];
        let name = neighbour.capitalised()
            && neighbour.token.case != Case::Mixed
            && !neighbour.token.possessive
            && (neighbour.is_given_name() || neighbour.is_initial() && neighbour.token.stop)
            && !neighbour.title
            && neighbour.common != Common::Function;
        name && !taken[other]
    });
    !other_name && agrees_in_gender(lookup, proposal)
}

fn agrees_in_gender(lookup: &Lookup<'_>, proposal: &Proposal) -> bool {
    let token = &lookup.passage.words[proposal.first].token;
    let plain = token.script == Some(Script::Latin) && !lookup.passage.inflects_latin;
    let read = if plain { Part::uninflected } else { Part::new };
    let genders = read(&token.folded, token.script, Case::Title, false).genders;
    match lookup.index.entity_gender(proposal.entity) {
        Some(Gender::Feminine) => genders.feminine_in_any_case(),
        Some(Gender::Masculine) => genders.masculine_in_any_case(),
        None => true,
    }
}

/// Chooses whom a bare name means: somebody introduced in the text, else the only one it can be.
fn choose_bare(
    lookup: &Lookup<'_>,
    mut candidates: Vec<Proposal>,
    introduced: &FxHashMap<u32, Vec<usize>>,
) -> Option<Chosen> {
    let at = candidates.first()?.first;
    candidates.sort_by(|one, other| {
        one.loss
            .total_cmp(&other.loss)
            .then(entity_id(lookup, one).cmp(entity_id(lookup, other)))
    });
    let known: Vec<&Proposal> = candidates
        .iter()
        .filter(|own| introduced.contains_key(&own.entity) && own.loss <= INTRODUCED_LOSS)
        .collect();
    if let Some(&best) = known.first() {
        let tied = known.iter().filter(|own| own.loss - best.loss < TIE);
        let nearest = tied.min_by_key(|own| distance(&introduced[&own.entity], at))?;
        return Some(Chosen {
            proposal: (*nearest).clone(),
            decision: Decision::Match,
        });
    }
    choose_unique(lookup, &candidates)
}

/// How far the nearest introduction is; those that follow count as farther than those that precede.
fn distance(places: &[usize], at: usize) -> (bool, usize) {
    let before = places.iter().copied().filter(|&place| place < at).max();
    match before {
        Some(place) => (false, at - place),
        None => (true, places.iter().copied().min().unwrap_or(usize::MAX)),
    }
}

/// Without an introduction a bare surname means somebody only where nobody else is known by it and the
/// word is no common one; a bare given name never does.
fn choose_unique(lookup: &Lookup<'_>, candidates: &[Proposal]) -> Option<Chosen> {
    let best = candidates.first()?;
    let word = &lookup.passage.words[best.first];
    if best.bare == Some(Role::Given) || word.common != Common::No || word.letters() < 4 {
        return None;
    }
    if best.loss > UNIQUE_LOSS {
        return None;
    }
    let rivals = candidates
        .iter()
        .filter(|own| own.entity != best.entity && own.loss - best.loss < TIE);
    let decision = match rivals.count() {
        0 => Decision::Match,
        _ => Decision::Ambiguous,
    };
    Some(Chosen {
        proposal: best.clone(),
        decision,
    })
}
