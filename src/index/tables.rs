//! Which rule tables an index was built with.

use std::sync::LazyLock;

use super::checksum::checksum;

/// Everything that decides how words are read and which keys they have.
const TABLES: [&str; 15] = [
    include_str!("../../data/name/acronym_letters.tsv"),
    include_str!("../../data/name/declensions.tsv"),
    include_str!("../../data/name/given_names.tsv"),
    include_str!("../../data/name/initials.tsv"),
    include_str!("../../data/name/korean.tsv"),
    include_str!("../../data/name/particles.tsv"),
    include_str!("../../data/name/patronymic_suffixes.tsv"),
    include_str!("../../data/name/patronymics.tsv"),
    include_str!("../../data/sound/romanisation.tsv"),
    include_str!("../../data/sound/rules.tsv"),
    include_str!("../../data/sound/skeleton.tsv"),
    include_str!("../../data/sound/units.tsv"),
    include_str!("../../data/text/characters.tsv"),
    include_str!("../../data/text/elisions.tsv"),
    include_str!("../../data/text/homoglyphs.tsv"),
];

/// The vocabularies, as the build script freezes them from their tables.
const VOCABULARIES: [&[u8]; 3] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/organisations.lexicon")),
    include_bytes!(concat!(env!("OUT_DIR"), "/places.lexicon")),
    include_bytes!(concat!(env!("OUT_DIR"), "/titles.lexicon")),
];

/// To be raised with every change in how words are stored, which keys they have and what signs.
const PROGRAM: u64 = 16;

/// A number that changes with the tables, and with the program that reads words by them.
pub(super) fn version() -> u64 {
    static VERSION: LazyLock<u64> = LazyLock::new(|| {
        let sums: Vec<u8> = TABLES
            .iter()
            .map(|table| table.as_bytes())
            .chain(VOCABULARIES)
            .flat_map(|table| checksum(table).to_le_bytes())
            .chain(PROGRAM.to_le_bytes())
            .collect();
        checksum(&sums)
    });
    *VERSION
}
