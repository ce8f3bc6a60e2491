//! What words without counterpart on both sides tell two names apart by: the sort of place, the place of a body, what a
//! body is or does.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::name::Lexicon;
use crate::table::Table;

use super::feature::{Features, Once};
use super::matcher::Matched;
use super::prepared::NameView;
use super::word::Word;

/// The meanings of organisations' words that are places, each with its sort, from `data/name/place_concepts.tsv`.
fn place_concepts() -> &'static FxHashMap<&'static str, &'static str> {
    static CONCEPTS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
        let text = include_str!("../../data/name/place_concepts.tsv");
        let table = Table::parse("place_concepts.tsv", text, &["concept", "sort"]);
        let rows = table.iter().flat_map(Table::rows);
        rows.map(|row| (row.get(0), row.get(1))).collect()
    });
    &CONCEPTS
}

/// The meaning of a word of an organisation's name, if that is a place, and its sort: country, region, city.
pub(super) fn place_of(word: &Word<'_>) -> Option<(u16, &'static str)> {
    let (number, _) = word.entry.concept?;
    let sort = place_concepts().get(Lexicon::organisations().concept(number))?;
    Some((number, sort))
}

/// Enters what the words left over on both sides tell the names apart by.
pub(super) fn enter_contrasts(
    features: &mut Features,
    kind: Kind,
    (left, right): (NameView<'_>, NameView<'_>),
    matched: &Matched,
) {
    let sides = [(left, &matched.left_over), (right, &matched.right_over)];
    if sides.iter().any(|(_, over)| over.is_empty()) {
        return;
    }
    match kind {
        Kind::Person => {}
        Kind::Place => {
            let [own, other] = sides.map(|(name, over)| sort_of_place(name, over));
            let differ = own.zip(other).is_some_and(|(own, other)| own || other);
            features.once(Once::OtherSortOfPlace, f32::from(u8::from(differ)));
        }
        Kind::Organisation => {
            let [own, other] = sides.map(|(name, over)| meanings(name, over));
            features.once(Once::OtherMeaning, f32::from(own.min(other)));
            features.once(Once::OtherPlace, other_places(sides));
        }
    }
}

/// Whether the words of a place's name without counterpart say that it is a settlement; `None` where they say nothing
/// of what sort of place it is.
fn sort_of_place(name: NameView<'_>, over: &[usize]) -> Option<bool> {
    let words = over.iter().map(|&at| name.word(at));
    let sorts = words.filter_map(|word| match word.entry.concept {
        _ if word.is_sort_of_place() => Some(true),
        Some((_, 1)) => Some(false),
        _ => None,
    });
    sorts.max()
}

/// How many words left over say what a body is or does.
fn meanings(name: NameView<'_>, over: &[usize]) -> u8 {
    let words = over.iter().map(|&at| name.word(at));
    let telling = words.filter(|word| {
        let weight = word.generic().map_or(0, |(_, weight)| weight);
        weight > 0 && place_of(word).is_none()
    });
    telling.count().min(2) as u8
}

/// What it counts that both names have a place which is not the other's: less for a country and a city, which may be its
/// capital, than for two countries or two cities.
fn other_places(sides: [(NameView<'_>, &Vec<usize>); 2]) -> f32 {
    let [(left, own), (right, other)] = sides;
    let places = own.iter().filter_map(|&at| place_of(&left.word(at)));
    let beside = |(own, sort): (u16, &str)| {
        let others = other.iter().filter_map(|&at| place_of(&right.word(at)));
        let others = others.filter(move |(other, _)| own != *other);
        others
            .map(|(_, of_other)| if sort == of_other { 1.0 } else { 0.5 })
            .fold(0.0, f32::max)
    };
    places.map(beside).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::super::{PreparedName, Scratch, compare};
    use super::*;

    #[test]
    fn meanings_of_places_are_those_of_words() {
        let lexicon = Lexicon::organisations();
        let known: FxHashSet<&str> = (0..=u16::MAX).map(|own| lexicon.concept(own)).collect();
        assert!(place_concepts().len() > 100);
        for (concept, sort) in place_concepts() {
            assert!(known.contains(concept), "{concept}");
            let sorts = ["continent", "country", "region", "city"];
            assert!(sorts.contains(sort), "{concept}: {sort}");
        }
    }

    #[test]
    fn bodies_of_other_places_are_others() {
        let score = |left, right| {
            let prepare = |name| PreparedName::new(name, Some(Kind::Organisation));
            compare(&prepare(left), &prepare(right), &mut Scratch::default())
        };
        assert!(score("Саюз палякаў Літвы", "Union of Poles in Ukraine") < 0.2);
        assert!(score("Суд Гомеля", "Гродненский суд") < 0.2);
        let capital = score("Суд Мінска", "Суд Беларусі");
        assert!(capital > score("Суд Гомеля", "Гродненский суд"));
    }
}
