//! Whom a surname or given name alone means.

use crate::gazetteer::{Gender, Kind};
use crate::name::is_case_of;
use crate::resolver::Decision;
use crate::score::Role;
use crate::text::{self, Case};

use super::decide::{Chosen, Decider};
use super::introductions::{Introductions, stem_of};
use super::passage::{Seen, TextWord};
use super::propose::{Basis, Proposal};
use super::single::script_of;
use super::vocabulary::{Common, Details};

/// Bare surnames of introduced persons may lose this much against an equal word, in nats; of others less.
const INTRODUCED_LOSS: f32 = 7.0;
/// The same for surnames of three letters, which are soon another word's.
const SHORT_LOSS: f32 = 2.5;
const OPENING_LOSS: f32 = 2.5;
const AKIN_LOSS: f32 = 0.6;
/// A given name in square brackets stands at most so many words before the surname that it belongs to.
const INSERTED_BEFORE: usize = 6;
/// What may be a case form may lose as much more as its ending does.
const CASE_LOSS: f32 = 1.0;
/// The score of a surname that is known from the text alone.
const WRITTEN_SCORE: f32 = 0.9;
/// Persons are about equally likely where their losses differ by less than this, in nats.
const TIE: f32 = 1.2;

/// A person whom a word may mean.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    entity: u32,
    name: u32,
    role: Role,
    score: f32,
    loss: f32,
}

impl Decider<'_> {
    /// Adds the mentions by surname or given name alone.
    pub(crate) fn add_bare(
        &self,
        introduced: &Introductions,
        taken: &[bool],
        chosen: &mut Vec<Chosen>,
    ) {
        for &at in &self.passage.openings {
            if !taken[at] && self.passage.words[at].capitalised {
                let found = self.choose_bare(at, introduced, taken);
                chosen.extend(found);
            }
        }
    }

    /// Adds given names in square brackets: editors put them before a surname, and mean the person named next
    /// even where the quotation begins in between: "President [Donald] “It’s Trump’s …".
    pub(crate) fn add_inserted(&self, taken: &[bool], chosen: &mut Vec<Chosen>) {
        let words = &self.passage.words;
        let alone = |at: usize| words[at].inserted && !taken[at];
        let openings = self.passage.openings.iter();
        for &at in openings.take_while(|_| self.passage.has_inserted) {
            if !alone(at) || chosen.iter().any(|own| own.proposal.first == at) {
                continue;
            }
            let next = chosen.iter().map(|own| &own.proposal);
            let next = next
                .filter(|own| own.first > at && own.kind == Kind::Person)
                .min_by_key(|own| own.first);
            let near = next.filter(|own| own.first - at <= INSERTED_BEFORE);
            let found = near.and_then(|own| self.given_name_of(at, own.entity));
            chosen.extend(found.map(|own| self.chosen(at, &own, Vec::new())));
        }
    }

    /// A word as a given name of a person.
    fn given_name_of(&self, at: usize, entity: u32) -> Option<Candidate> {
        let hits = &self.seen(at).details()?.hits;
        let found = self.index.entity_names(entity).filter_map(|name| {
            let mut given = self
                .index
                .members(name)
                .filter(|own| own.role == Role::Given);
            let hit = given.find_map(|own| {
                let place = hits.binary_search_by_key(&own.word, |hit| hit.word);
                place.ok().map(|place| &hits[place])
            })?;
            Some(Candidate {
                entity,
                name,
                role: Role::Given,
                score: hit.similarity.clamp(0.5, 0.99),
                loss: hit.loss,
            })
        });
        let best = found.min_by(|one, other| one.loss.total_cmp(&other.loss));
        best.filter(|own| own.loss <= INTRODUCED_LOSS)
    }

    fn choose_bare(&self, at: usize, introduced: &Introductions, taken: &[bool]) -> Option<Chosen> {
        let seen = self.seen(at);
        let brief = &seen.word.brief;
        let somebody = brief.persons || introduced.may_be_spelling(brief.beginning);
        if !somebody || seen.known.count < 3 || seen.is_function() {
            return None;
        }
        let details = seen.details()?;
        let mut known = self.parts_of(seen, details, introduced);
        known.retain(|own| self.is_possible(at, own, taken));
        if known.is_empty() {
            known = self.written_so(seen, details, introduced);
            known.retain(|own| self.is_possible(at, own, taken));
        }
        if let Some(best) = known.first() {
            let tied = known.iter().filter(|own| own.loss - best.loss < TIE);
            let renown = |own: &&Candidate| self.renown(own.entity);
            let most = tied
                .clone()
                .map(|own| introduced.places[&own.entity].count)
                .max();
            let most = most.unwrap_or(1);
            let best_known = tied.clone().map(|own| renown(&own)).max().unwrap_or(0);
            let meant = tied.min_by_key(|own| {
                let places = &introduced.places[&own.entity];
                let renown = self.renown(own.entity);
                // Somebody introduced or known far better is meant, else the nearest.
                (
                    most / places.count.max(1) >= 2,
                    3 * renown < 2 * best_known,
                    introduced.distance(places, at),
                )
            })?;
            return Some(self.chosen(at, meant, Vec::new()));
        }
        self.choose_unique(at, seen, introduced, taken)
    }

    /// The introduced persons whose names a word can be part of, each once, likest first.
    fn parts_of(
        &self,
        seen: Seen<'_>,
        details: &Details,
        introduced: &Introductions,
    ) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        if introduced.places.is_empty() {
            return found;
        }
        let most = match seen.known.count {
            3 => SHORT_LOSS,
            _ => INTRODUCED_LOSS,
        };
        for hit in details.hits.iter().filter(|hit| hit.loss <= most) {
            for own in introduced.with_word(hit.word) {
                let candidate = Candidate {
                    entity: own.entity,
                    name: own.name,
                    role: own.role,
                    score: hit.similarity.clamp(0.5, 0.99),
                    loss: hit.loss,
                };
                match found.iter_mut().find(|known| known.entity == own.entity) {
                    Some(known) if known.loss <= hit.loss => {}
                    Some(known) => *known = candidate,
                    None => found.push(candidate),
                }
            }
        }
        found.sort_by(|one, other| {
            let by_loss = one.loss.total_cmp(&other.loss);
            by_loss.then(one.entity.cmp(&other.entity))
        });
        found
    }

    /// Without an introduction a bare surname means somebody only where nobody else is known by it, or
    /// somebody is far better known, and the word is no common one; a bare given name never does.
    fn choose_unique(
        &self,
        at: usize,
        seen: Seen<'_>,
        introduced: &Introductions,
        taken: &[bool],
    ) -> Option<Chosen> {
        let other = seen.known.common != Common::No || seen.known.title;
        // A given name before another word with a capital is that of somebody with another surname.
        let given = seen.is_listed_given_name() && self.precedes_name(at);
        if !seen.word.brief.parts || other || given || seen.known.count < 4 {
            return None;
        }
        let details = seen.details()?;
        let mut candidates = details.parts.iter().filter_map(|single| {
            let candidate = Candidate {
                entity: single.entity,
                name: single.name,
                role: single.bare?,
                score: single.score,
                loss: single.loss,
            };
            let fits = single.kind == Kind::Person && candidate.role != Role::Given;
            (fits && self.is_possible(at, &candidate, taken)).then_some(candidate)
        });
        let best = candidates.next().filter(|own| self.is_near(seen, own))?;
        if self.is_amid_names(at) || self.is_strangers(&best, introduced) {
            return None;
        }
        let others = candidates.take_while(|own| own.loss - best.loss < TIE);
        let mut tied: Vec<Candidate> = std::iter::once(best).chain(others).collect();
        tied.sort_by_key(|own| std::cmp::Reverse(self.renown(own.entity)));
        let meant = tied[0];
        let second = tied.get(1).map_or(0, |own| self.renown(own.entity));
        let rivals = match 2 * self.renown(meant.entity) >= 3 * second {
            true => Vec::new(),
            false => tied[1..].iter().map(|own| own.entity).collect(),
        };
        Some(self.chosen(at, &meant, rivals))
    }

    /// Introduced persons whose surname the text wrote as it does here, in whatever case.
    fn written_so(
        &self,
        seen: Seen<'_>,
        details: &Details,
        introduced: &Introductions,
    ) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let letters = seen.letters();
        if !introduced.may_be_spelling(seen.word.brief.beginning) || seen.is_given_name() {
            return found;
        }
        let whole = std::iter::once((letters, u32::MAX));
        let stems = details.cuts.iter().map(|cut| {
            let stem = stem_of(letters, cut.stem);
            (stem, cut.declensions())
        });
        for (stem, declensions) in whole.chain(stems) {
            for own in introduced.with_stem(stem) {
                let new = found.iter().all(|known| known.entity != own.entity);
                let name = self.index.entity_names(own.entity).next();
                if let Some(name) = name.filter(|_| new && own.declensions & declensions != 0) {
                    found.push(Candidate {
                        entity: own.entity,
                        name,
                        role: Role::Surname,
                        score: WRITTEN_SCORE,
                        loss: 0.0,
                    });
                }
            }
        }
        found.sort_by_key(|own| own.entity);
        found
    }

    /// Whether the text has somebody else of that surname.
    fn is_strangers(&self, own: &Candidate, introduced: &Introductions) -> bool {
        let mut members = self.index.members(own.name);
        members.any(|member| {
            member.role == Role::Surname && introduced.strangers.contains(&member.word)
        })
    }

    /// Whether a word is near enough to a name to mean it without an introduction. Where the gazetteer
    /// knows how a person is written in the script of the word, the text writes so too, in some case.
    fn is_near(&self, seen: Seen<'_>, own: &Candidate) -> bool {
        let letters = seen.letters();
        let akin = |name| script_of(self.index.name_text(name)) == seen.word.known.script;
        if !akin(own.name) {
            let cuts = seen.details().map_or(&[][..], |details| &details.cuts);
            let inflected = cuts.iter().any(|cut| cut.oblique != 0);
            let most = match seen.word.opens_sentence {
                true => OPENING_LOSS,
                false if inflected => loss_by_length(seen.known.count) + CASE_LOSS,
                false => loss_by_length(seen.known.count),
            };
            return own.loss <= most && !self.index.entity_names(own.entity).any(akin);
        }
        let is_written = |name| {
            let mut words = text::tokens(self.index.name_text(name));
            words.any(|word| word.folded == letters || is_case_of(&word.folded, letters))
        };
        if own.loss <= AKIN_LOSS && !seen.word.opens_sentence {
            return true;
        }
        let (forms, key) = (&self.vocabulary.memory.forms, (seen.word.id, own.entity));
        let written = || self.index.entity_names(own.entity).any(is_written);
        forms
            .get(&key)
            .unwrap_or_else(|| forms.keep(key, written()))
    }

    /// Whether another word with a capital stands beside it, outside headlines, that no title, function
    /// word or common word is: part of somebody else's name.
    fn is_amid_names(&self, at: usize) -> bool {
        let words = &self.passage.words;
        let around = &words[at.saturating_sub(3)..(at + 4).min(words.len())];
        // English headlines are written with capitals throughout; others are not, if not all in capitals.
        let capital = |word: &&TextWord| match self.passage.mostly_latin {
            true => word.capitalised,
            false => word.case == Case::Upper,
        };
        if 2 * around.iter().filter(capital).count() > around.len() + 2 {
            return false;
        }
        let is_name = |beside: usize| {
            let seen = self.seen(beside);
            seen.word.capitalised
                && seen.word.id != words[at].id
                && !seen.word.opens_sentence
                && !seen.known.title
                && matches!(seen.known.common, Common::No | Common::Namesake)
                && !(seen.word.case == Case::Upper && seen.known.count > 1)
        };
        // Lines of lists and headlines have nothing to do with each other.
        let apart = |word: &TextWord| !word.joined || word.opens_sentence;
        let before = at.checked_sub(1).filter(|_| !apart(&words[at]));
        let after = words
            .get(at + 1)
            .filter(|next| !apart(next) && !words[at].possessive);
        before.is_some_and(is_name) || after.is_some() && is_name(at + 1)
    }

    /// How well an entity is known: how many names the gazetteer gives it.
    fn renown(&self, entity: u32) -> u32 {
        self.index.entity_names(entity).len() as u32
    }

    /// A bare name must agree in gender and not stand beside another name.
    fn is_possible(&self, at: usize, own: &Candidate, taken: &[bool]) -> bool {
        let words = &self.passage.words;
        let before = at.checked_sub(1).filter(|_| words[at].joined);
        let after = words.get(at + 1).filter(|next| next.joined).map(|_| at + 1);
        let given = own.role == Role::Given;
        let other_name = |beside: usize, follows: bool| {
            let seen = self.seen(beside);
            let name = match (given, follows) {
                (true, _) => seen.known.common == Common::No,
                (false, true) => seen.is_listed_given_name() && seen.known.common == Common::No,
                (false, false) => seen.is_given_name() || seen.is_initial() && seen.word.stop,
            };
            // A given name that a surname of its own follows belongs to that.
            let next = words.get(beside + 1);
            let others = follows && next.is_some_and(|next| next.joined && next.capitalised);
            let possessive =
                others || !follows && seen.word.possessive || follows && words[at].possessive;
            name && seen.word.capitalised
                && !possessive
                && !seen.known.title
                && !seen.is_function()
                && !taken[beside]
        };
        let beside = before.is_some_and(|before| other_name(before, false))
            || after.is_some_and(|after| other_name(after, true));
        !beside && self.agrees_in_gender(at, own.entity) && !self.is_in_korean_name(at)
    }

    fn agrees_in_gender(&self, at: usize, entity: u32) -> bool {
        let seen = self.seen(at);
        let Some(details) = seen.details() else {
            return true;
        };
        // Surnames that end like patronymics are worn by women too.
        if seen.word.brief.patronymic {
            return true;
        }
        match self.index.entity_gender(entity) {
            Some(Gender::Feminine) => details.genders.feminine_in_any_case(),
            Some(Gender::Masculine) => details.genders.masculine_in_any_case(),
            None => true,
        }
    }

    fn chosen(&self, at: usize, own: &Candidate, rivals: Vec<u32>) -> Chosen {
        let decision = match rivals.is_empty() {
            true => Decision::Match,
            false => Decision::Ambiguous,
        };
        Chosen {
            proposal: Proposal {
                first: at,
                last: at,
                entity: own.entity,
                name: own.name,
                kind: Kind::Person,
                score: own.score,
                loss: own.loss,
                exact: false,
                oblique: false,
                without_surname: false,
                basis: Basis::PartOfName,
            },
            decision,
            rivals,
        }
    }
}

/// What a bare surname of so many letters may lose where nobody is introduced: short words mean much
/// else.
fn loss_by_length(letters: u8) -> f32 {
    match letters {
        0..=4 => 0.7,
        5 => 1.6,
        6 => 2.2,
        7 => 3.0,
        _ => 4.5,
    }
}
