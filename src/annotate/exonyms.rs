//! Places under the names of other languages.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::table::Table;

/// The forms of one place share a number.
#[derive(Debug, Default)]
struct Exonyms {
    places: FxHashMap<&'static str, Vec<usize>>,
    forms: Vec<Vec<&'static str>>,
}

static EXONYMS: LazyLock<Exonyms> = LazyLock::new(|| {
    let text = include_str!("../../data/annotate/exonyms.tsv");
    let table = Table::parse("exonyms.tsv", text, &["place", "forms"]);
    let mut exonyms = Exonyms::default();
    for row in table.iter().flat_map(Table::rows) {
        let forms: Vec<&str> = row.get(1).split('|').collect();
        for form in &forms {
            let places = exonyms.places.entry(form).or_default();
            places.push(exonyms.forms.len());
        }
        exonyms.forms.push(forms);
    }
    exonyms
});

/// What else a place is called that has this name; folded forms.
pub(super) fn others(letters: &str) -> impl Iterator<Item = &'static str> {
    let places = EXONYMS.places.get(letters).map_or(&[][..], Vec::as_slice);
    places
        .iter()
        .flat_map(|&place| EXONYMS.forms.get(place))
        .flatten()
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_by_its_other_names() {
        assert!(others("venezuela").any(|form| form == "венесуэла"));
        assert_eq!(others("статкевіч").count(), 0);
    }

    #[test]
    fn the_forms_are_folded() {
        for form in EXONYMS.forms.iter().flatten() {
            assert_eq!(form.to_lowercase(), **form);
            assert!(!form.contains(' '), "{form}");
        }
    }
}
