//! Runs of words that may be names.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::score::{PreparedName, Role, compare_views};
use crate::text::{Case, Script, Token};

use super::lookup::{Hit, Lookup};
use super::passage::Common;

/// A run of words that may mention an entity.
#[derive(Debug, Clone)]
pub(crate) struct Proposal {
    /// The first and last word.
    pub first: usize,
    pub last: usize,
    pub entity: u32,
    pub name: u32,
    pub kind: Kind,
    pub score: f32,
    /// A person's surname, given name or patronymic alone.
    pub bare: Option<Role>,
    /// What the worst word loses against an equal one, in nats.
    pub loss: f32,
}

/// Names have at most this many words in a text.
const LONGEST: usize = 8;
/// As many names are compared with a run of words at the most.
const COMPARED: usize = 48;

/// All runs of words that may be names, with the entities they may mention.
pub(crate) fn propose(lookup: &mut Lookup<'_>) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for first in 0..lookup.passage.words.len() {
        if can_begin(lookup, first) {
            propose_from(lookup, first, &mut proposals);
        }
    }
    proposals
}

/// A name begins with a capital, a number in no case; generic words may be small (адміністрацыя прэзідэнта).
fn can_begin(lookup: &mut Lookup<'_>, at: usize) -> bool {
    let word = &lookup.passage.words[at];
    if word.token.script.is_none() {
        return false;
    }
    let capitalised = word.capitalised();
    let hits = lookup.hits(at);
    let word = &lookup.passage.words[at];
    if capitalised {
        word.is_initial() || !hits.is_empty()
    } else {
        // A small letter begins a name only as a generic word of a longer one, spelt as listed.
        word.letters() > 3
            && hits.iter().any(|hit| {
                let own = lookup.words.get(lookup.index, hit.word);
                own.is_some_and(|own| own.entry.concept.is_some()) && hit.pair.loss < 4.0
            })
    }
}

fn propose_from(lookup: &mut Lookup<'_>, first: usize, proposals: &mut Vec<Proposal>) {
    // For each name: how many words of the run it has.
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    let mut names: FxHashMap<u32, f32> = FxHashMap::default();
    let mut counted = 0;
    for last in first..(first + LONGEST).min(lookup.passage.words.len()) {
        let word = &lookup.passage.words[last];
        if last > first && !word.joined {
            break;
        }
        let (initial, common) = (word.is_initial(), word.common);
        let (lower, number) = (!word.capitalised(), word.token.script.is_none());
        if !initial {
            let hits = lookup.hits(last);
            let function = common == Common::Function && lower || word_is_short(lookup, last);
            if hits.is_empty() && !function && !number {
                break;
            }
            add_names(lookup, &hits, &mut names);
            let counts = !(function || number && hits.is_empty());
            if counts {
                counted += 1;
                for name in names.keys() {
                    *shared.entry(*name).or_default() += 1;
                }
            }
            names.clear();
            if !counts {
                continue;
            }
        }
        if counted > 0 {
            compare_run(lookup, first, last, counted, &shared, proposals);
        }
    }
}

fn word_is_short(lookup: &Lookup<'_>, at: usize) -> bool {
    let word = &lookup.passage.words[at];
    !word.capitalised() && word.letters() <= 3
}

fn add_names(lookup: &Lookup<'_>, hits: &[Hit], names: &mut FxHashMap<u32, f32>) {
    for hit in hits {
        for name in lookup.index.names_of(hit.word) {
            let best = names.entry(name).or_insert(hit.pair.similarity);
            *best = best.max(hit.pair.similarity);
        }
    }
}

/// Compares a run of words with the names that have a counterpart for each of its words.
fn compare_run(
    lookup: &mut Lookup<'_>,
    first: usize,
    last: usize,
    counted: u32,
    shared: &FxHashMap<u32, u32>,
    proposals: &mut Vec<Proposal>,
) {
    let mut names: Vec<u32> = shared
        .iter()
        .filter(|(_, count)| **count == counted)
        .map(|(name, _)| *name)
        .collect();
    if names.is_empty() {
        return;
    }
    names.sort_unstable();
    let tokens: Vec<Token> = lookup.passage.words[first..=last]
        .iter()
        .map(|word| word.token.clone())
        .collect();
    let plain = !lookup.passage.inflects_latin && tokens[0].script == Some(Script::Latin);
    let mut queries: [Option<PreparedName>; 3] = [None, None, None];
    let mut found: Vec<Proposal> = Vec::new();
    rank_names(lookup, &mut names, counted);
    for &name in names.iter().take(COMPARED) {
        let kind = lookup.index.name_kind(name);
        let view = lookup.words.view(lookup.index, name);
        let query = queries[kind as usize]
            .get_or_insert_with(|| PreparedName::from_tokens(&tokens, kind, plain));
        if query.is_empty() {
            continue;
        }
        let bare = bare_role(query, view.len(), kind);
        if bare.is_none() && !complete(query.len(), view.len(), kind) {
            continue;
        }
        let score = compare_views(query.view(), view, &mut lookup.scratch);
        let loss = lookup.scratch.worst_loss();
        let entity = lookup.index.name_entity(name);
        let proposal = Proposal {
            first,
            last,
            entity,
            name,
            kind,
            score,
            bare,
            loss,
        };
        if !fits_case(lookup, &proposal) {
            continue;
        }
        match found
            .iter_mut()
            .find(|own| own.entity == entity && own.bare == bare)
        {
            Some(own) if own.score >= score => {}
            Some(own) => *own = proposal,
            None => found.push(proposal),
        }
    }
    proposals.append(&mut found);
}

/// Shorter names first: they are likelier to be meant in full.
fn rank_names(lookup: &Lookup<'_>, names: &mut [u32], counted: u32) {
    if names.len() > COMPARED {
        names.sort_by_key(|&name| {
            let length = lookup.index.members(name).len() as u32;
            (length.abs_diff(counted), name)
        });
    }
}

/// Which part of a person's name a run of words is, where it is only a part.
fn bare_role(query: &PreparedName, words: usize, kind: Kind) -> Option<Role> {
    let view = query.view();
    let named = view.words().filter(|word| !word.initial).count();
    if kind != Kind::Person || named != 1 || words == 1 {
        return None;
    }
    if view.words().any(|word| word.initial) {
        return None;
    }
    view.words().find(|word| !word.initial).map(|word| {
        if word.given.is_empty() {
            Role::Surname
        } else {
            Role::Given
        }
    })
}

/// Whether a run has enough of a name's words: all but a patronymic for persons, all but one of many for
/// organisations.
fn complete(own: usize, words: usize, kind: Kind) -> bool {
    match kind {
        Kind::Person => own >= 2 || words == 1,
        Kind::Place => own >= words,
        Kind::Organisation => own + usize::from(words > 3) >= words,
    }
}

/// Acronyms and very short names are taken as they are written: `США` is no `сша`, `US` is no `us`.
fn fits_case(lookup: &Lookup<'_>, proposal: &Proposal) -> bool {
    if proposal.first != proposal.last {
        return true;
    }
    let word = &lookup.passage.words[proposal.first];
    let text = lookup.index.name_text(proposal.name);
    let acronym = text
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    if acronym && text.chars().count() <= 6 {
        return word.token.case == Case::Upper && proposal.loss < 3.0
            || word.letters() > 4 && proposal.loss < 1.0;
    }
    word.letters() > 3 || proposal.loss < 1.5 && word.capitalised()
}
