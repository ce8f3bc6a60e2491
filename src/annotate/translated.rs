//! Entities that the gazetteer has under another language's name: a text's Літвы, where it has
//! Lithuania alone.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::index::{Index, Keys};
use crate::score::PreparedName;
use crate::text::{self, Case, Token};

use super::exonyms::{Exonyms, Form};
use super::propose::{Basis, Proposal, Proposer};
use super::shelf::Shelf;

/// The entities that have a name of a row of the tables, by row; found out once.
#[derive(Debug, Default)]
pub(crate) struct Translations {
    known: RefCell<FxHashMap<u32, Named>>,
}

/// Entities, each with the number of its name.
type Named = Arc<[(u32, u32)]>;

/// A name that is known by translation alone is about as sure as one by a similar spelling.
const SCORE: f32 = 0.95;
/// As many names of a word are looked at.
const LOOKED_AT: usize = 2000;

impl Proposer<'_> {
    /// Proposes what foreign names that begin here mean.
    pub(super) fn propose_translated(&self, at: usize, proposals: &mut Vec<Proposal>) {
        let seen = self.seen(at);
        if !seen.word.brief.exonyms {
            return;
        }
        let exonyms = seen.details().map_or(&[][..], |details| &details.exonyms);
        for &number in exonyms {
            let form = Exonyms::embedded().form(number);
            let words = self.passage.words[at..].iter().enumerate();
            let joined = words.take_while(|(offset, word)| *offset == 0 || word.joined);
            let letters = joined.map(|(_, word)| &*self.vocabulary.word(word.id).letters);
            let Some(length) = form.length(letters) else {
                continue;
            };
            let words = &self.passage.words[at..at + length];
            let written = match form.acronym {
                true => words.iter().all(|word| {
                    let letters = word.known.count;
                    word.case == Case::Upper || letters == 1 && word.capitalised
                }),
                false => words[0].case != Case::Upper || words[0].end - words[0].start > 4,
            };
            if written {
                self.add_translations(at, at + length - 1, form, proposals);
            }
        }
    }

    fn add_translations(
        &self,
        first: usize,
        last: usize,
        form: Form,
        proposals: &mut Vec<Proposal>,
    ) {
        let translations = &self.vocabulary.translations;
        let entities = translations.of_row(self.index, &self.vocabulary.shelf, form.row);
        for &(entity, name) in entities.iter() {
            // Of several places with one English name those that are called otherwise here are not meant.
            let own = |name| self.index.name_language(name) == Some(form.language);
            if entities.len() > 1 && self.index.entity_names(entity).any(own) {
                continue;
            }
            proposals.push(Proposal {
                first,
                last,
                entity,
                name,
                kind: self.index.entity_kind(entity),
                score: SCORE,
                loss: 0.0,
                exact: true,
                oblique: false,
                without_surname: false,
                basis: Basis::Table,
            });
        }
    }
}

impl Translations {
    /// Entities with the name that a form of the row is.
    fn of_row(&self, index: &Index, shelf: &Shelf, row: u32) -> Named {
        if let Some(known) = self.known.borrow().get(&row) {
            return Arc::clone(known);
        }
        let mut found: Vec<(u32, u32)> = Vec::new();
        let exonyms = Exonyms::embedded();
        // English names first: where they are found, others would find the same.
        for language in ["latin", "ru", "be", "uk"] {
            for form in exonyms.row(row).filter(|form| form.language == language) {
                add_entities(index, shelf, form.words, &mut found);
            }
            if !found.is_empty() {
                break;
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|(entity, _)| *entity);
        let found: Named = found.into();
        self.known.borrow_mut().insert(row, Arc::clone(&found));
        found
    }
}

/// Adds the places and organisations that have exactly this name, with the name.
fn add_entities(index: &Index, shelf: &Shelf, words: &str, found: &mut Vec<(u32, u32)>) {
    let tokens: Vec<Token> = text::tokens(words).collect();
    let mut keys = Keys::default();
    let mut numbers: Vec<u32> = Vec::new();
    for kind in [Kind::Organisation, Kind::Place] {
        let name = PreparedName::from_tokens(&tokens, kind, true);
        let longest = name.view().words().max_by_key(|word| word.letters().len());
        let Some(longest) = longest else { continue };
        numbers.clear();
        index.words_sounding_like(kind, &longest, &mut keys, &mut numbers);
        numbers.sort_unstable();
        numbers.dedup();
        for &number in &numbers {
            let same = shelf.word(index, number, |word| word.letters() == longest.letters());
            if same != Some(true) {
                continue;
            }
            let names = index.names_of(number).take(LOOKED_AT);
            let equal = names.filter(|&name| {
                index.name_kind(name) == kind && is_name(index.name_text(name), &tokens)
            });
            found.extend(equal.map(|name| (index.name_entity(name), name)));
        }
    }
}

/// Whether a name has these words and no other but an article.
fn is_name(name: &str, words: &[Token]) -> bool {
    let mut own = text::tokens(name).skip_while(|token| token.folded == "the");
    let mut words = words.iter().skip_while(|token| token.folded == "the");
    loop {
        match (own.next(), words.next()) {
            (None, None) => return true,
            (Some(own), Some(word)) if own.folded == word.folded => {}
            _ => return false,
        }
    }
}
