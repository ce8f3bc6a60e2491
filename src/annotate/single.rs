//! What a word can be alone: words of the index, and names of one word or part of longer ones.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::index::Index;
use crate::name::{Concept, Lexicon, Part};
use crate::score::{
    NameView, PreparedName, Role, SHORT_FORM, Scratch, Word, compare_alone, compare_alone_above,
    compare_views, may_be_alike, meaning_in_case,
};
use crate::sound::ABREAST;
use crate::text::{Script, Token};

use super::bodies::Bodies;
use super::propose::Basis;
use super::shelf::Shelf;
use super::sieve::Sounds;

/// A word of the index that a word of the text can be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// The number of the word in the index.
    pub word: u32,
    pub similarity: f32,
    /// What the word loses against an equal one, in nats.
    pub loss: f32,
}

/// An entity that a word alone may mean.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Single {
    pub entity: u32,
    pub name: u32,
    pub kind: Kind,
    pub score: f32,
    pub loss: f32,
    /// A person's surname, given name or patronymic alone.
    pub bare: Option<Role>,
    /// Whether the name is written letter by letter as in the gazetteer.
    pub exact: bool,
    /// Whether the name is written in the script of the word.
    pub akin: bool,
    /// Whether the name is written in capitals only.
    pub acronym: bool,
    pub basis: Basis,
}

/// Words less alike than this share no name.
const LEAST_SIMILARITY: f32 = 0.55;
/// As many names of several words are compared with a single word at the most.
const COMPARED: usize = 96;
/// As many names of a word are looked at.
const LOOKED_AT: usize = 4 * COMPARED;
/// The score of an acronym whose name says what sort of body it is.
const ACRONYM_SCORE: f32 = 0.9;
/// No word alone stands for a name of more words.
const LONGEST: usize = 4;

/// The words of the index that a word of a text can be, most alike first, and how the word sounds.
pub(crate) fn hits_of(
    index: &Index,
    token: &Token,
    part: &Part,
    plain: bool,
    shelf: &Shelf,
    scratch: &mut Scratch,
) -> (Vec<Hit>, Sounds) {
    let name = PreparedName::from_part(token, part, plain);
    let mut hits = Vec::new();
    let Some(own) = name.view().words().next() else {
        return (hits, Sounds::default());
    };
    let sounds = Sounds::of(&own);
    let mut sieve = shelf.sieve.borrow_mut();
    let mut candidates = std::mem::take(&mut sieve.candidates);
    sieve.begin(index, &own, &sounds, &mut candidates);
    let concept = own.entry.concept;
    let same_meaning = |number| {
        concept.is_some() && shelf.word(index, number, |word| word.entry.concept) == Some(concept)
    };
    candidates.retain(|&number| sieve.passes(index, &own, number) || same_meaning(number));
    for numbers in candidates.chunks(ABREAST) {
        let mut stored: [&[u8]; ABREAST] = [&[]; ABREAST];
        for (stored, &number) in stored.iter_mut().zip(numbers) {
            *stored = index.word_bytes(number).get(1..).unwrap_or_default();
        }
        let stored = &stored[..numbers.len()];
        let passed = may_be_alike(&own, stored, LEAST_SIMILARITY, &mut sieve.abreast);
        for (at, &number) in numbers.iter().enumerate() {
            if passed >> at & 1 == 0 {
                continue;
            }
            let pair = shelf.word(index, number, |word| {
                compare_alone_above(LEAST_SIMILARITY, &own, &word, scratch)
            });
            let Some(pair) = pair else { continue };
            if pair.complete && pair.similarity >= LEAST_SIMILARITY {
                hits.push(Hit {
                    word: number,
                    similarity: pair.similarity,
                    loss: pair.loss,
                });
            }
        }
    }
    sieve.candidates = candidates;
    drop(sieve);
    add_forms(index, shelf, &own, scratch, &mut hits);
    add_meanings(index, shelf, &[token.folded.as_str()], &mut hits);
    for kind in [Kind::Organisation, Kind::Place] {
        if let Some(concept) = meaning_in_case(&token.folded, kind) {
            add_meaning(index, shelf, (kind, concept), &mut hits);
        }
    }
    sort_hits(&mut hits);
    (hits, sounds)
}

/// Adds the words of the index that are full forms of the same given name, however they are spelt:
/// Джастин and Justin.
fn add_forms(
    index: &Index,
    shelf: &Shelf,
    own: &Word<'_>,
    scratch: &mut Scratch,
    hits: &mut Vec<Hit>,
) {
    for &class in own.given().iter().filter(|class| **class & SHORT_FORM == 0) {
        shelf.each_form_of(index, class, |number| {
            let pair = shelf.word(index, number, |word| compare_alone(own, &word, scratch));
            hits.extend(pair.map(|pair| Hit {
                word: number,
                similarity: pair.similarity.max(LEAST_SIMILARITY),
                loss: pair.loss,
            }));
        });
    }
}

fn sort_hits(hits: &mut Vec<Hit>) {
    hits.sort_by(|one, other| {
        let by_number = one.word.cmp(&other.word);
        by_number.then(other.similarity.total_cmp(&one.similarity))
    });
    hits.dedup_by_key(|hit| hit.word);
    hits.sort_by(|one, other| {
        let by_likeness = other.similarity.total_cmp(&one.similarity);
        by_likeness.then(one.word.cmp(&other.word))
    });
}

/// Adds the words of the index that mean the same as a phrase of exactly these words.
pub(crate) fn add_meanings(index: &Index, shelf: &Shelf, phrase: &[&str], hits: &mut Vec<Hit>) {
    for (lexicon, kind) in [
        (Lexicon::organisations(), Kind::Organisation),
        (Lexicon::places(), Kind::Place),
    ] {
        let Some((concept, length)) = lexicon.find(phrase) else {
            continue;
        };
        if length == phrase.len() {
            add_meaning(index, shelf, (kind, concept), hits);
        }
    }
}

/// Adds the words of the index, in names of a kind, that mean this.
fn add_meaning(
    index: &Index,
    shelf: &Shelf,
    (kind, concept): (Kind, Concept),
    hits: &mut Vec<Hit>,
) {
    shelf.each_meaning(index, kind, concept.number, |word| {
        hits.push(Hit {
            word,
            similarity: 1.0,
            loss: 0.0,
        });
    });
}

/// What a word can mean alone, best first.
pub(crate) fn singles_of(
    index: &Index,
    token: &Token,
    plain: bool,
    hits: &[Hit],
    shelf: &Shelf,
    scratch: &mut Scratch,
) -> Vec<Single> {
    let mut best: FxHashMap<(u32, bool), Single> = FxHashMap::default();
    let mut ranked: Vec<(usize, u32, u32)> = Vec::new();
    let mut seen: FxHashMap<u32, ()> = FxHashMap::default();
    let mut rows = Vec::new();
    for (rank, hit) in (0u32..).zip(hits) {
        // Each step waits for memory; of many names at once it waits once.
        rows.clear();
        rows.extend((index.names_of(hit.word).take(LOOKED_AT)).map(|name| Row::of(index, name)));
        let akin = shelf.word(index, hit.word, |word| script_of(word.letters()));
        let akin = akin == Some(token.script);
        for row in &rows {
            if let Some(part) = row.part_of(index, hit, akin) {
                keep_best(&mut best, part);
            } else if !row.is_of_several()
                && row.words() <= LONGEST
                && seen.insert(row.name, ()).is_none()
            {
                ranked.push((row.words(), rank, row.name));
            }
        }
        if ranked.len() > 2 * LOOKED_AT {
            break;
        }
    }
    ranked.sort_unstable();
    // Names of one word all; of the others the most alike.
    let whole = ranked.partition_point(|(words, _, _)| *words <= 1);
    let mut queries: [Option<PreparedName>; 3] = [None, None, None];
    for &(_, _, name) in ranked.iter().take(whole + COMPARED) {
        let kind = index.name_kind(name);
        let query = queries[kind as usize].get_or_insert_with(|| {
            PreparedName::from_tokens(std::slice::from_ref(token), kind, plain)
        });
        let own = query.view();
        if own.len() != 1 || own.words().all(|word| word.entry.number) {
            continue;
        }
        let found = shelf.view(index, name, |view| {
            single_of(index, token, own, (name, view), scratch)
        });
        if let Some(single) = found {
            keep_best(&mut best, single);
        }
    }
    let mut singles: Vec<Single> = best.into_values().collect();
    singles.sort_by(|one, other| {
        let by_loss = one.loss.total_cmp(&other.loss);
        let by_entity = one.entity.cmp(&other.entity);
        by_loss.then(by_entity).then(one.bare.cmp(&other.bare))
    });
    singles
}

/// Keeps the best reading of a word as a name, or as part of a name, of an entity.
fn keep_best(best: &mut FxHashMap<(u32, bool), Single>, single: Single) {
    let known = best
        .entry((single.entity, single.bare.is_some()))
        .or_insert(single);
    let rank = |own: &Single| match own.bare {
        Some(_) => (own.akin, own.exact, 0.0, -own.loss),
        None => (false, own.exact, own.score, -own.loss),
    };
    if rank(&single) > rank(known) {
        *known = single;
    }
}

/// A name that has a word, as far as one look at the index tells.
struct Row {
    name: u32,
    kind: Kind,
    /// Where its words begin and end.
    members: (u32, u32),
}

impl Row {
    fn of(index: &Index, name: u32) -> Self {
        Row {
            name,
            kind: index.name_kind(name),
            members: index.member_bounds(name),
        }
    }

    fn words(&self) -> usize {
        self.members.1.saturating_sub(self.members.0) as usize
    }

    /// Whether it is a person's name of several words.
    fn is_of_several(&self) -> bool {
        self.kind == Kind::Person && self.words() > 1
    }

    /// What the word of a hit means as a person's surname or patronymic alone; given names alone mean nobody.
    fn part_of(&self, index: &Index, hit: &Hit, akin: bool) -> Option<Single> {
        if !self.is_of_several() {
            return None;
        }
        let mut members = index.members_between(self.members);
        let role = members.find(|member| member.word == hit.word)?.role;
        (role != Role::Given).then(|| Single {
            entity: index.name_entity(self.name),
            name: self.name,
            kind: Kind::Person,
            score: hit.similarity.clamp(0.5, 0.99),
            loss: hit.loss,
            bare: Some(role),
            exact: hit.similarity >= 1.0,
            akin,
            acronym: false,
            basis: Basis::PartOfName,
        })
    }
}

/// What a word can mean as one name.
fn single_of(
    index: &Index,
    token: &Token,
    own: NameView<'_>,
    (name, view): (u32, NameView<'_>),
    scratch: &mut Scratch,
) -> Option<Single> {
    let text = index.name_text(name);
    let acronym = !complete(own, view);
    if acronym && !Bodies::embedded().is_known_by_acronym(text, &token.folded) {
        return None;
    }
    let score = match acronym {
        true => ACRONYM_SCORE,
        false => compare_views(own, view, scratch),
    };
    let mut loss = match acronym {
        true => 0.0,
        false => scratch.worst_loss(),
    };
    // A translated word is a name of several words or an acronym, or it is spelt alike too.
    let one_word = view.len() == 1 && !text.contains(' ');
    if one_word && loss == 0.0 && !is_acronym(text) {
        loss = compare_alone(&own.word(0), &view.word(0), scratch).loss;
    }
    Some(Single {
        entity: index.name_entity(name),
        name,
        kind: view.kind,
        score,
        loss,
        bare: None,
        exact: view.words().any(|word| word.letters() == token.folded),
        akin: script_of(text) == token.script,
        acronym: acronym || is_acronym(text),
        basis: match acronym {
            true => Basis::Acronym,
            false => Basis::Comparison,
        },
    })
}

/// The script of a name.
pub(crate) fn script_of(name: &str) -> Option<Script> {
    name.chars().find_map(Script::of)
}

/// Whether a name is written in capitals only.
fn is_acronym(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.all(char::is_uppercase) && text.chars().count() <= 6
}

/// Whether a name's words are all there: all but generic words for persons and places; for organisations all
/// but legal forms and one of many, or function words.
pub(crate) fn complete(own: NameView<'_>, view: NameView<'_>) -> bool {
    let words = view.len();
    let named = |name: NameView<'_>| name.words().any(|word| word.generic().is_none());
    match view.kind {
        Kind::Person => own.len() >= 2 || words == 1,
        Kind::Place => {
            let generic = view.words().filter(|word| word.generic().is_some());
            own.len() + generic.count() >= words && (own.len() > 1 || named(own) || !named(view))
        }
        Kind::Organisation => {
            let is_form = |form: Concept| Lexicon::organisations().is_legal_form(form);
            let forms = view
                .words()
                .filter(|word| word.meaning().is_some_and(is_form));
            // Without its legal form a name has more than generic words: Усходняе is no Усходняе партнёрства.
            let missing = usize::from(words > 3).max(forms.count() * usize::from(named(own)));
            // Function words are of one language only: University of Iceland, Университет Исландии; beside one word
            // articles are: The Guardian.
            let telling = |name: NameView<'_>| name.words().filter(Word::tells).count();
            let several =
                own.len() > 1 || view.words().all(|word| word.tells() || is_article(&word));
            own.len() + missing >= words || several && telling(own) >= telling(view)
        }
    }
}

fn is_article(word: &Word<'_>) -> bool {
    let lexicon = Lexicon::organisations();
    let meaning = word
        .meaning()
        .map(|meaning| lexicon.concept(meaning.number));
    meaning == Some("article")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Entity;
    use crate::text::{self, Case};

    #[test]
    fn forms_of_a_given_name_are_found_however_they_are_spelt() {
        let person = Entity::new("p1", Kind::Person).with_name("Justin Bieber", "en");
        let index = Index::new([person]);
        let token = text::tokens("Джастин").next().unwrap();
        let part = Part::new(&token.folded, token.script, Case::Title, false);
        let mut shelf = Shelf::default();
        shelf.begin(&index);
        let (hits, _) = hits_of(
            &index,
            &token,
            &part,
            false,
            &shelf,
            &mut Scratch::default(),
        );
        let letters = |hit: &Hit| shelf.word(&index, hit.word, |word| word.letters().to_owned());
        let found: Vec<String> = hits.iter().filter_map(letters).collect();
        assert_eq!(found, ["justin"]);
    }
}
