//! What the tests of gazetteer formats share.

use imya::gazetteer::Format;

pub const FORMATS: [Format; 7] = [
    Format::Jsonl,
    Format::Csv,
    Format::Tsv,
    Format::FollowTheMoney,
    Format::Wikidata,
    Format::Popolo,
    Format::SpacyPatterns,
];
