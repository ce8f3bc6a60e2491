//! How far names of a kind are looked for, by what the name searched for is as a name of the other kinds.

use crate::gazetteer::Kind;
use crate::name::Lexicon;
use crate::score::{PreparedName, Role, Word};

/// The name searched for as one of each kind; `None` where it was not prepared as such.
pub(super) type Queries = [Option<PreparedName>; 3];

/// Which names of a kind are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Nothing,
    /// Those that share two words with the name searched for.
    Couples,
    All,
}

/// Legal forms of more letters are signs of an organisation however they are written; shorter ones (AS, SA) are
/// words of names too, unless they stand in capitals.
const LONG_LEGAL_FORM: usize = 4;

impl Reach {
    /// Which names are looked for; `slips`: those that are not spelt alike.
    pub(super) fn of(queries: &Queries, kind: Kind, slips: bool) -> Reach {
        let organisation = length_if_generic(queries, Kind::Organisation);
        let doubtful = if slips {
            Reach::Nothing
        } else {
            Reach::Couples
        };
        match kind {
            Kind::Person if slips && (organisation > 2 || has_legal_form(queries)) => doubtful,
            Kind::Organisation if is_full_name(queries) && organisation == 0 => doubtful,
            // A name may say itself that it is a settlement's: г. Минск.
            Kind::Place if is_settlement(queries) => Reach::All,
            // What has the generic word of an organisation may be a place's name, but hardly with a slip, nor
            // if it is long.
            Kind::Place if organisation > if slips { 2 } else { 3 } => doubtful,
            Kind::Place if has_legal_form(queries) => doubtful,
            // Places are called after persons, but without a word for what they are hardly by two names.
            Kind::Place if length_if_generic(queries, Kind::Place) > 0 => Reach::All,
            Kind::Place if is_full_name(queries) => doubtful,
            Kind::Place if is_short_name(queries) => Reach::Couples,
            _ => Reach::All,
        }
    }
}

fn query(queries: &Queries, kind: Kind) -> Option<&PreparedName> {
    queries[kind as usize].as_ref()
}

/// How many words the name has as one of a kind, if it has a generic word that tells something; else 0.
fn length_if_generic(queries: &Queries, kind: Kind) -> usize {
    let generic = |word: Word<'_>| word.generic().is_some_and(|(_, weight)| weight > 0);
    let query = query(queries, kind).filter(|query| query.view().words().any(generic));
    query.map_or(0, PreparedName::len)
}

/// Whether the name has a word for a sort of settlement that is no part of it.
fn is_settlement(queries: &Queries) -> bool {
    let query = query(queries, Kind::Place);
    query.is_some_and(|query| query.view().words().any(|word| word.is_sort_of_place()))
}

/// Whether the name has a legal form beside other words: JSC, ААТ.
fn has_legal_form(queries: &Queries) -> bool {
    let lexicon = Lexicon::organisations();
    query(queries, Kind::Organisation).is_some_and(|query| {
        let view = query.view();
        let is_legal_form = |at: usize| {
            let (word, capitals) = (view.word(at), view.members[at].capitals);
            let meaning = word.meaning();
            meaning.is_some_and(|own| lexicon.is_legal_form(own))
                && (capitals || word.letters().chars().count() > LONG_LEGAL_FORM)
        };
        query.len() > 1 && (0..query.len()).any(is_legal_form)
    })
}

/// Whether the name is a known given name with a patronymic and more.
fn is_full_name(queries: &Queries) -> bool {
    query(queries, Kind::Person).is_some_and(|query| {
        let patronymic = |word: Word<'_>| word.role == Role::Patronymic && !word.initial;
        let view = query.view();
        view.len() > 2 && view.words().any(is_known) && view.words().any(patronymic)
    })
}

/// Whether the name is a known given name with one other word.
fn is_short_name(queries: &Queries) -> bool {
    let query = query(queries, Kind::Person);
    query.is_some_and(|query| query.len() == 2 && query.view().words().any(is_known))
}

fn is_known(word: Word<'_>) -> bool {
    word.role == Role::Given && !word.given().is_empty()
}
