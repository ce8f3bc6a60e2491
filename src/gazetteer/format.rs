//! The formats, and how they are told apart.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::error::{Error, Result};

/// A format of gazetteers.
///
/// ```
/// use imya::gazetteer::Format;
/// assert_eq!("spacy-patterns".parse::<Format>()?, Format::SpacyPatterns);
/// assert_eq!(Format::SpacyPatterns.to_string(), "spacy-patterns");
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Our own: one entity a line, as JSON.
    Jsonl,
    /// A table with commas between the cells.
    Csv,
    /// A table with tabs between the cells.
    Tsv,
    /// FollowTheMoney (OpenSanctions, Aleph): one entity a line, as JSON.
    FollowTheMoney,
    /// A dump of Wikidata: one item a line, as JSON.
    Wikidata,
    /// Popolo (EveryPolitician): one JSON document with persons, organisations and areas.
    Popolo,
    /// The patterns of spaCy's entity ruler: one pattern a line, as JSON.
    SpacyPatterns,
}

const NAMES: [(Format, &str); 7] = [
    (Format::Jsonl, "jsonl"),
    (Format::Csv, "csv"),
    (Format::Tsv, "tsv"),
    (Format::FollowTheMoney, "follow-the-money"),
    (Format::Wikidata, "wikidata"),
    (Format::Popolo, "popolo"),
    (Format::SpacyPatterns, "spacy-patterns"),
];

/// Keys of the first JSON object that together give a format away, the surest first.
const KEYS: [(&[&str], Format); 8] = [
    (&["schema", "properties"], Format::FollowTheMoney),
    (&["label", "pattern"], Format::SpacyPatterns),
    (&["labels"], Format::Wikidata),
    (&["claims"], Format::Wikidata),
    (&["persons"], Format::Popolo),
    (&["organizations"], Format::Popolo),
    (&["areas"], Format::Popolo),
    (&["memberships"], Format::Popolo),
];

/// Ends of file names; the first block is believed whatever the file holds.
const TABLE_EXTENSIONS: [(&str, Format); 3] = [
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("tab", Format::Tsv),
];
const JSON_EXTENSIONS: [&str; 3] = ["jsonl", "ndjson", "json"];
const COMPRESSED_EXTENSIONS: [&str; 4] = ["gz", "zst", "xz", "bz2"];

/// What compressed files begin with.
const COMPRESSED: [(&[u8], &str); 4] = [
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xfd7zXZ", "xz"),
    (b"BZh", "bzip2"),
];

impl Format {
    /// All formats.
    ///
    /// ```
    /// use imya::gazetteer::Format;
    /// assert!(Format::ALL.iter().any(|format| format.to_string() == "popolo"));
    /// ```
    pub const ALL: &[Format] = &[
        Format::Jsonl,
        Format::Csv,
        Format::Tsv,
        Format::FollowTheMoney,
        Format::Wikidata,
        Format::Popolo,
        Format::SpacyPatterns,
    ];

    /// Tells the format by the beginning of a file (its first line is enough, and may be cut off) and
    /// the file's name; `None` where neither says.
    ///
    /// Names ending in `.csv`, `.tsv` and `.tab` are believed, also before `.gz`, `.zst`, `.xz`. JSON
    /// is told by the keys of the first object. Other text is a table if its first line has tabs or
    /// commas.
    ///
    /// ```
    /// use imya::gazetteer::Format;
    /// let line = br#"{"label": "ORG", "pattern": "Belta"}"#;
    /// assert_eq!(Format::detect(line, "-"), Some(Format::SpacyPatterns));
    /// assert_eq!(Format::detect(b"id\tname\n", "-"), Some(Format::Tsv));
    /// assert_eq!(Format::detect(b"", "persons.csv.gz"), Some(Format::Csv));
    /// ```
    pub fn detect(beginning: &[u8], file_name: &str) -> Option<Format> {
        let extension = extension(file_name);
        for (end, format) in TABLE_EXTENSIONS {
            if extension == end {
                return Some(format);
            }
        }
        let text = beginning.strip_prefix("\u{feff}".as_bytes());
        let text = text.unwrap_or(beginning).trim_ascii();
        if text == b"[" {
            return Some(Format::Wikidata);
        }
        if text == b"{" {
            return Some(Format::Popolo);
        }
        let object = text.strip_prefix(b"[").unwrap_or(text).trim_ascii_start();
        if object.starts_with(b"{") {
            let keys = keys(object);
            let all = |wanted: &[&str]| wanted.iter().all(|key| keys.contains(&key.as_bytes()));
            let known = KEYS.iter().find(|(wanted, _)| all(wanted));
            return Some(known.map_or(Format::Jsonl, |(_, format)| *format));
        }
        let line = text.split(|byte| *byte == b'\n').next().unwrap_or(text);
        if JSON_EXTENSIONS.contains(&extension.as_str()) {
            Some(Format::Jsonl)
        } else if line.contains(&b'\t') {
            Some(Format::Tsv)
        } else if line.contains(&b',') {
            Some(Format::Csv)
        } else {
            None
        }
    }

    /// The format's name on command lines: `jsonl`, `csv`, `tsv`, `follow-the-money`, `wikidata`,
    /// `popolo`, `spacy-patterns`.
    ///
    /// ```
    /// assert_eq!(imya::gazetteer::Format::FollowTheMoney.as_str(), "follow-the-money");
    /// ```
    pub fn as_str(self) -> &'static str {
        let named = NAMES.iter().find(|(format, _)| *format == self);
        named.map_or("", |(_, name)| *name)
    }

    /// Whether rows with one id that follow each other are one entity.
    pub(super) fn merges_rows(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv | Format::SpacyPatterns)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let named = NAMES.iter().find(|(_, known)| *known == name);
        named.map(|(format, _)| *format).ok_or_else(|| {
            let known = NAMES.map(|(_, name)| name).join(", ");
            let option = "format";
            let reason = format!("`{name}` is none of {known}");
            Error::Option { option, reason }
        })
    }
}

/// What the file is compressed with, where it is.
pub(super) fn compression(beginning: &[u8]) -> Option<&'static str> {
    let known = COMPRESSED.iter();
    let mut known = known.filter(|(magic, _)| beginning.starts_with(magic));
    known.next().map(|(_, name)| *name)
}

/// The end of a file name in lower case, without that of a compression.
fn extension(file_name: &str) -> String {
    let mut path = Path::new(file_name);
    let mut name = String::new();
    for _ in 0..2 {
        let extension = path.extension().and_then(|extension| extension.to_str());
        name = extension.unwrap_or_default().to_ascii_lowercase();
        if !COMPRESSED_EXTENSIONS.contains(&name.as_str()) {
            break;
        }
        path = Path::new(path.file_stem().unwrap_or_default());
    }
    name
}

/// The keys of the JSON object that `text` begins with, as far as it goes, without those in its parts.
fn keys(text: &[u8]) -> Vec<&[u8]> {
    let mut keys = Vec::new();
    let mut depth = 0_usize;
    let mut string: Option<(usize, bool)> = None; // where it began; whether a backslash went before
    let mut last: Option<&[u8]> = None;
    for (at, byte) in text.iter().enumerate() {
        match (&mut string, byte) {
            (Some((_, escaped)), _) if *escaped => *escaped = false,
            (Some((_, escaped)), b'\\') => *escaped = true,
            (Some((start, _)), b'"') => {
                last = text.get(*start..at);
                string = None;
            }
            (Some(_), _) => {}
            (None, b'"') => string = Some((at + 1, false)),
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => depth = depth.saturating_sub(1),
            (None, b':') if depth == 1 => keys.extend(last.take()),
            (None, _) => {}
        }
        if depth == 0 {
            break;
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        use Format::*;
        let cases = [
            (r#"{"id":"1","kind":"org","names":[]}"#, "", Some(Jsonl)),
            (
                r#"{"id":"1","kind":"org","names":{"pattern":1,"label":2}}"#,
                "",
                Some(Jsonl),
            ),
            (
                r#"{"id":"1","caption":"\"","schema":"Person","properties":{"na"#,
                "",
                Some(FollowTheMoney),
            ),
            ("[", "dump.json", Some(Wikidata)),
            (
                r#"[{"type":"item","id":"Q1","labels":{"#,
                "",
                Some(Wikidata),
            ),
            ("{\r\n", "", Some(Popolo)),
            (r#"{"persons":[{"#, "", Some(Popolo)),
            ("\u{feff}id,name\n", "", Some(Csv)),
            ("id,name\n1\t2", "", Some(Csv)),
            ("id,name\n", "a.TSV.xz", Some(Tsv)),
            ("oops", "a.jsonl.gz", Some(Jsonl)),
            ("oops", "gz", None),
            ("", "", None),
        ];
        for (text, name, wanted) in cases {
            assert_eq!(
                Format::detect(text.as_bytes(), name),
                wanted,
                "{text} {name}"
            );
        }
    }

    #[test]
    fn names_go_round() {
        for (format, name) in NAMES {
            assert_eq!(name.parse::<Format>().unwrap(), format);
            assert_eq!(format.to_string(), name);
        }
        assert!("xml".parse::<Format>().is_err());
    }
}
