//! Which proposals are mentions: the text as a whole decides.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use crate::gazetteer::Kind;
use crate::index::Index;
use crate::name::{Declensions, is_case_of};
use crate::resolver::Decision;
use crate::text::{self, Case, Script};

use super::introductions::{Earlier, Introductions, is_introduction};
use super::options::AnnotateOptions;
use super::passage::{Passage, Seen, TextWord};
use super::propose::{Basis, Proposal};
use super::vocabulary::{Common, Vocabulary};

/// A mention that was decided on.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub proposal: Proposal,
    pub decision: Decision,
    /// Other entities that are about as likely.
    pub rivals: Vec<u32>,
}

/// Full names are mentions from this score.
pub(crate) const FULL: f32 = 0.4;
/// One-word names of places and organisations, from this score.
pub(crate) const SINGLE: f32 = 0.7;
/// One-word names may lose this much against an equal word, in nats; common words less.
pub(crate) const SINGLE_LOSS: f32 = 6.0;
const COMMON_LOSS: f32 = 1.0;
const COMMON_INFLECTED_LOSS: f32 = 3.0;
/// The worst word of longer names of places and organisations; of those that are all but certain.
const SEVERAL_LOSS: f32 = 7.0;
const CERTAIN_LOSS: f32 = 10.0;
const CERTAIN: f32 = 0.97;
const DEMONYM_LOSS: f32 = 2.2;
/// The article of English names.
const ARTICLE: &str = "the";
/// Two entities are about equally likely where their odds differ by less than this, in nats.
const CLOSE_ODDS: f32 = 0.7;

/// What deciding looks at.
pub(crate) struct Decider<'a> {
    pub index: &'a Index,
    pub vocabulary: &'a Vocabulary,
    pub passage: &'a Passage,
    pub options: &'a AnnotateOptions,
}

impl<'a> Decider<'a> {
    pub(crate) fn seen(&self, at: usize) -> Seen<'a> {
        self.passage.seen(self.vocabulary, at)
    }

    pub(crate) fn decide(
        &self,
        proposals: &mut Vec<Proposal>,
        earlier: &mut Earlier,
        introduced: &mut Introductions,
    ) -> Vec<Chosen> {
        proposals.retain(|proposal| self.is_full_mention(proposal));
        retain_introduced(proposals, earlier);
        let mut chosen = self.without_overlaps(proposals);
        self.take_in_articles(&mut chosen);
        self.introductions(&chosen, earlier, introduced);
        let mut taken = vec![false; self.passage.words.len()];
        for own in &chosen {
            taken[own.proposal.first..=own.proposal.last].fill(true);
        }
        self.meet_strangers(&taken, introduced, earlier);
        self.add_bare(introduced, &taken, &mut chosen);
        self.add_inserted(&taken, &mut chosen);
        chosen.sort_by_key(|own| own.proposal.first);
        self.settle(&mut chosen, introduced);
        self.take_in_second_surnames(&mut chosen);
        chosen.retain(|own| self.options.allows(own));
        chosen
    }

    /// Of several persons whom a word may mean the one is meant whom the text mentions elsewhere.
    fn settle(&self, chosen: &mut [Chosen], introduced: &Introductions) {
        let persons = chosen.iter().filter(|own| is_introduction(own));
        let mentioned: FxHashSet<u32> = persons.map(|own| own.proposal.entity).collect();
        for own in chosen.iter_mut() {
            let single = own.proposal.first == own.proposal.last;
            if own.decision != Decision::Ambiguous || !single || own.proposal.kind != Kind::Person {
                continue;
            }
            let all = std::iter::once(own.proposal.entity).chain(own.rivals.iter().copied());
            let mut meant = all.filter(|entity| {
                mentioned.contains(entity) || introduced.places.contains_key(entity)
            });
            if let (Some(entity), None) = (meant.next(), meant.next())
                && let Some(name) = self.index.entity_names(entity).next()
            {
                if entity != own.proposal.entity {
                    (own.proposal.entity, own.proposal.name) = (entity, name);
                }
                own.decision = Decision::Match;
                own.rivals.clear();
            }
        }
    }

    /// The article before a name that has one belongs to it, where it belongs to no other: The Guardian.
    fn take_in_articles(&self, chosen: &mut [Chosen]) {
        let free = |first: usize| chosen.iter().all(|own| own.proposal.last + 1 != first);
        let with_article = |own: &Chosen| self.has_article(&own.proposal);
        let found = chosen.iter().enumerate();
        let found = found.filter(|(_, own)| with_article(own) && free(own.proposal.first));
        let found: Vec<usize> = found.map(|(at, _)| at).collect();
        for at in found {
            chosen[at].proposal.first -= 1;
        }
    }

    /// Whether the article of an organisation's name stands before what was found of it.
    fn has_article(&self, proposal: &Proposal) -> bool {
        let joined = self.passage.words[proposal.first].joined;
        let before = proposal.first.checked_sub(1).filter(|_| joined);
        let Some(before) = before.map(|before| self.seen(before)) else {
            return false;
        };
        let written = before.word.capitalised && before.letters() == ARTICLE;
        let name = || text::tokens(self.index.name_text(proposal.name)).next();
        let is_body = proposal.kind == Kind::Organisation;
        is_body && written && name().is_some_and(|first| first.folded == ARTICLE)
    }

    /// A second surname in brackets belongs to the name before it: Кацярына Андрэева (Бахвалава).
    fn take_in_second_surnames(&self, chosen: &mut Vec<Chosen>) {
        let words = &self.passage.words;
        chosen.dedup_by(|second, own| {
            let (name, bracketed) = (&mut own.proposal, &second.proposal);
            let (last, next) = (&words[name.last], &words[bracketed.first]);
            let belongs = name.kind == Kind::Person
                && name.entity == bracketed.entity
                && name.first < name.last
                && name.last + 1 == bracketed.first
                && bracketed.first == bracketed.last
                && next.bracketed
                && next.known.script == last.known.script;
            if belongs {
                name.last = bracketed.last;
            }
            belongs
        });
    }

    fn is_full_mention(&self, proposal: &Proposal) -> bool {
        if proposal.oblique && self.is_feminine_subject(proposal.last) {
            return false;
        }
        if proposal.kind == Kind::Place && self.is_part_of_body(proposal) {
            return false;
        }
        if proposal.first != proposal.last {
            let (first, last) = (proposal.first, proposal.last);
            if proposal.kind == Kind::Person && self.are_in_korean_name(first, last) {
                return false;
            }
            let most = match proposal.score {
                CERTAIN.. => CERTAIN_LOSS,
                _ => SEVERAL_LOSS,
            };
            let sure = proposal.kind == Kind::Person || proposal.loss < most;
            return proposal.score >= FULL && sure && self.has_capital(proposal);
        }
        let seen = self.seen(proposal.first);
        let acronym = seen.word.case == Case::Upper && seen.known.count <= 6;
        let quoted = seen.word.opens_quote && seen.word.closes_quote;
        let most = match seen.known.common {
            Common::Function if self.is_word_of(proposal) => return false,
            _ if acronym && proposal.loss == 0.0 => SINGLE_LOSS,
            Common::Namesake if proposal.kind == Kind::Person => return false,
            Common::No | Common::Namesake => SINGLE_LOSS,
            Common::Word if quoted && self.is_in_case(proposal) => SINGLE_LOSS,
            Common::Word if self.inflects(seen) => COMMON_INFLECTED_LOSS,
            Common::Word => COMMON_LOSS,
            Common::Demonym if self.can_be_country(seen, proposal) => DEMONYM_LOSS,
            Common::Demonym | Common::Function => return false,
        };
        // A word for a sort of body is no place that is only spelt alike: Front and France.
        if proposal.kind == Kind::Place && seen.known.body && !proposal.exact {
            return false;
        }
        let alone = !seen.word.opens_sentence
            || quoted
            || seen.known.common == Common::No
            || seen.known.common == Common::Namesake
            || acronym;
        proposal.score >= SINGLE
            && proposal.loss <= most
            && alone
            && (seen.known.count > 1 || self.stands_alone(proposal.first))
            && !self.names_somebody(proposal)
            && !self.is_district(proposal)
            && !(proposal.kind == Kind::Person && self.index.name_is_weak(proposal.name))
    }

    /// Whether the word is only one of several of the name that was compared: the article of THE HAGUE.
    fn is_word_of(&self, proposal: &Proposal) -> bool {
        let compared = proposal.basis == Basis::Comparison && proposal.exact;
        compared && self.index.members(proposal.name).len() > 1
    }

    /// Whether a verb of the past follows that has a woman for its subject: Александра … сказала.
    fn is_feminine_subject(&self, last: usize) -> bool {
        let next = self.passage.words.get(last + 1).filter(|next| next.joined);
        next.is_some_and(|next| {
            let letters = &self.vocabulary.word(next.id).letters;
            let feminine = ["ла", "лась", "лася"]
                .iter()
                .any(|end| letters.ends_with(end));
            !next.capitalised && feminine && letters.chars().nth(4).is_some()
        })
    }

    /// Whether a place belongs to the name of a body that is not known: Minsk Regional Court, фабрыка
    /// «Бярэзіна».
    fn is_part_of_body(&self, proposal: &Proposal) -> bool {
        let words = &self.passage.words;
        let (first, last) = (&words[proposal.first], &words[proposal.last]);
        let is_body = |word: &TextWord| word.known.body;
        if first.opens_quote && last.closes_quote {
            let before = proposal.first.checked_sub(1).map(|before| &words[before]);
            return first.joined && before.is_some_and(is_body);
        }
        if last.possessive || last.known.script != Some(Script::Latin) {
            return false;
        }
        let named = words[proposal.last + 1..]
            .iter()
            .take(4)
            .take_while(|word| word.joined && word.case == Case::Title);
        if !named.last().is_some_and(is_body) {
            return false;
        }
        // Not in headlines, which have capitals throughout.
        let end = (proposal.last + 8).min(words.len());
        let around = &words[proposal.first.saturating_sub(6)..end];
        let capitals = around.iter().filter(|word| word.capitalised).count();
        3 * capitals < 2 * around.len()
    }

    /// Slavic languages write adjectives of countries small: a capital inside a sentence is the country.
    fn can_be_country(&self, seen: Seen<'_>, proposal: &Proposal) -> bool {
        let next = self.passage.words.get(proposal.last + 1);
        let before_name = next.is_some_and(|next| next.joined && next.capitalised);
        proposal.kind == Kind::Place
            && self.inflects(seen)
            && seen.word.case == Case::Title
            && !seen.word.opens_sentence
            && !before_name
    }

    fn inflects(&self, seen: Seen<'_>) -> bool {
        seen.word.known.script == Some(Script::Cyrillic) || self.passage.inflects_latin
    }

    /// Whether an adjective of a town is rather the name of a district: `у Кіраўскім раёне`.
    fn is_district(&self, proposal: &Proposal) -> bool {
        let next = self.passage.words.get(proposal.last + 1);
        proposal.kind == Kind::Place
            && !proposal.exact
            && next.is_some_and(|next| {
                let known = &next.known;
                next.joined && !next.capitalised && known.generic && !next.bracketed
            })
            && self.seen(proposal.first).word.known.script == Some(Script::Cyrillic)
            && (proposal.loss > 2.5 || self.is_adjective(proposal.first))
    }

    /// Whether a word has the ending of an adjective in -ский.
    fn is_adjective(&self, at: usize) -> bool {
        let cuts = self.seen(at).details().map_or(&[][..], |own| &own.cuts);
        let declensions = Declensions::embedded();
        cuts.iter().any(|cut| {
            let mut names = declensions.names(cut.declensions());
            names.any(|name| matches!(name, "ski" | "skaya"))
        })
    }

    /// No word with a capital stands beside it.
    fn stands_alone(&self, at: usize) -> bool {
        let words = &self.passage.words;
        let before = at.checked_sub(1).filter(|_| words[at].joined);
        let after = words.get(at + 1).filter(|next| next.joined);
        before.is_none_or(|before| !words[before].capitalised)
            && after.is_none_or(|after| !after.capitalised)
    }

    /// At least one word that carries the name has a capital.
    fn has_capital(&self, proposal: &Proposal) -> bool {
        let mut words = self.passage.words[proposal.first..=proposal.last].iter();
        match proposal.kind {
            Kind::Person => words.all(|word| word.capitalised || word.end - word.start <= 6),
            _ => words.any(|word| word.capitalised) || proposal.exact,
        }
    }

    /// Whether a word is a name of the entity, of one word, in another case, letter by letter.
    fn is_in_case(&self, proposal: &Proposal) -> bool {
        let letters = self.seen(proposal.first).letters();
        let mut names = self.index.entity_names(proposal.entity);
        names.any(|name| {
            let mut own = text::tokens(self.index.name_text(name));
            let first = own.next();
            first.is_some_and(|own| is_case_of(&own.folded, letters)) && own.next().is_none()
        })
    }

    /// Whether a one-word place or organisation is rather part of a person's name: a given name before it.
    fn names_somebody(&self, proposal: &Proposal) -> bool {
        let at = proposal.first;
        let own = self.seen(at);
        let person = proposal.kind != Kind::Organisation;
        let given = own.is_listed_given_name() || own.is_given_name() && !proposal.exact;
        if person && given && self.precedes_name(at) {
            return true;
        }
        // German joins nouns to names: US-Gesandter.
        if person && self.inflects(own) && self.is_half_of_compound(at) {
            return true;
        }
        if proposal.kind != Kind::Place || !self.passage.words[at].joined || at == 0 {
            return false;
        }
        let before = self.seen(at - 1);
        let named = before.is_given_name() && before.known.common == Common::No
            || before.is_listed_given_name() && !proposal.exact;
        before.word.capitalised && named
    }

    /// Whether an unlisted word with a capital follows: a surname.
    pub(super) fn precedes_name(&self, at: usize) -> bool {
        let capitals = self.passage.words[at].case;
        let next = self.passage.words.get(at + 1);
        next.is_some_and(|next| {
            let written = next.case == Case::Title || next.case == capitals;
            next.joined && written && next.capitalised && next.known.common == Common::No
        })
    }

    /// Whether a hyphen joins the word to another with a capital that means nothing alone: Кам’янець-Подільський.
    fn is_half_of_compound(&self, at: usize) -> bool {
        let words = &self.passage.words;
        let unknown = |other: &TextWord| {
            let means = other.brief.singles || other.brief.exonyms || other.brief.parts;
            other.case == Case::Title && !means && !other.known.generic && other.known.count > 2
        };
        let next = words.get(at + 1).filter(|next| next.joined && next.hyphen);
        let before = at.checked_sub(1).map(|before| &words[before]);
        let before =
            before.filter(|before| words[at].joined && words[at].hyphen && !before.opens_sentence);
        next.is_some_and(unknown) || before.is_some_and(unknown)
    }

    /// Keeps the best of overlapping mentions: more words first, then the better score.
    fn without_overlaps(&self, full: &mut Vec<Proposal>) -> Vec<Chosen> {
        // Only what overlaps must be put in order: proposals come in the order of the text.
        let mut end = 0;
        let overlapping = full.chunk_by_mut(|own, next| {
            end = own.last.max(end);
            next.first <= end
        });
        for group in overlapping {
            group.sort_by(|one, other| {
                value(other)
                    .total_cmp(&value(one))
                    .then(one.first.cmp(&other.first))
                    .then_with(|| match one.entity == other.entity {
                        true => Ordering::Equal,
                        false => self.entity_id(one).cmp(self.entity_id(other)),
                    })
            });
        }
        let mut taken: Vec<u32> = vec![u32::MAX; self.passage.words.len()];
        let mut chosen: Vec<Chosen> = Vec::with_capacity(full.len());
        for proposal in full.drain(..) {
            let range = proposal.first..=proposal.last;
            let holder = taken[range.clone()]
                .iter()
                .find(|holder| **holder != u32::MAX);
            match holder {
                None => {
                    taken[range].fill(chosen.len() as u32);
                    chosen.push(Chosen {
                        proposal,
                        decision: Decision::Match,
                        rivals: Vec::new(),
                    });
                }
                Some(&holder) => {
                    let own = &mut chosen[holder as usize];
                    if is_rival(&own.proposal, &proposal) {
                        own.decision = Decision::Ambiguous;
                        own.rivals.push(proposal.entity);
                    }
                }
            }
        }
        chosen
    }

    pub(crate) fn entity_id(&self, proposal: &Proposal) -> &str {
        self.index.entity_id(proposal.entity)
    }
}

/// A given name and a patronymic mean somebody whom the text calls by the surname too: there are thousands
/// of every such pair.
fn retain_introduced(proposals: &mut Vec<Proposal>, earlier: &Earlier) {
    if proposals.iter().all(|own| !own.without_surname) {
        return;
    }
    let named = proposals.iter().filter(|own| !own.without_surname);
    let named: FxHashSet<u32> = named.map(|own| own.entity).collect();
    proposals.retain(|own| {
        let introduced = named.contains(&own.entity) || earlier.introduces(own.entity);
        !own.without_surname || introduced
    });
}

fn value(proposal: &Proposal) -> f32 {
    let words = (proposal.last - proposal.first) as f32;
    proposal.score + 0.5 * words - 0.02 * proposal.loss + 0.05 * f32::from(u8::from(proposal.exact))
}

fn is_rival(own: &Proposal, other: &Proposal) -> bool {
    let odds = |score: f32| (score / (1.0 - score.min(0.9999))).ln();
    own.first == other.first
        && own.last == other.last
        && own.entity != other.entity
        && own.exact == other.exact
        && (own.loss - other.loss).abs() < 0.3
        && odds(own.score) - odds(other.score) < CLOSE_ODDS
}
