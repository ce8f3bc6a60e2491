//! The project's own test vectors, all of them.

use std::collections::BTreeMap;

use imya::{Scheme, Table};

#[test]
fn every_scheme_meets_its_vectors() {
    let text = include_str!("../data/scheme/vectors.tsv");
    let columns = ["standard", "input", "expected", "source"];
    let table = Table::parse("vectors.tsv", text, &columns).unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in table.rows() {
        let scheme = Scheme::named(row.get(0)).unwrap();
        assert_eq!(
            scheme.romanise(row.get(1)),
            row.get(2),
            "line {}",
            row.line()
        );
        assert!(!row.get(3).is_empty());
        *counts.entry(row.get(0)).or_default() += 1;
    }
    for id in Scheme::ids() {
        assert!(counts.get(id).is_some_and(|count| *count >= 8), "{id}");
    }
}
