//! Gazetteers: the entities a name may mean, and the formats they come in.
//!
//! [`Reader`] reads entities one by one from anything that can be read, [`read_file`] and [`read_str`]
//! read them all, [`Writer`] writes them.
//!
//! | format | read | written | several names |
//! | --- | --- | --- | --- |
//! | [`Format::Jsonl`] | yes | yes | `names`, `aliases` |
//! | [`Format::Csv`], [`Format::Tsv`] | yes | no | columns, separators, rows with one id that follow each other |
//! | [`Format::FollowTheMoney`] | yes | no | `name`, `alias`, `previousName`; `weakAlias` is weak |
//! | [`Format::Wikidata`] | yes | no | `labels`, `aliases` |
//! | [`Format::Popolo`] | yes, whole, up to 64 MiB | no | `name`, `other_names` |
//! | [`Format::SpacyPatterns`] | yes, but no lists of tokens | yes | patterns with one id that follow each other |
//!
//! Our own format is one JSON object a line; `weak`, `gender` and `description` may be left out, names
//! may also be a map from languages to names, further keys are ignored:
//!
//! ```
//! let text = r#"
//! {"id": "p1", "kind": "person", "names": [{"name": "Ян Верас", "lang": "be"}, {"name": "Ясь", "weak": true}], "gender": "m", "description": "poet"}
//! {"id": "p2", "kind": "place", "names": {"be": "Верасы", "ru": "Вересы"}, "aliases": [{"name": "Wierasy", "lang": "pl"}]}
//! "#;
//! let entities = imya::gazetteer::read_str("example.jsonl", text)?;
//! assert_eq!(entities[1].names()[2].name(), "Wierasy");
//! # Ok::<(), imya::Error>(())
//! ```

mod columns;
mod decoder;
mod delimited;
mod entity;
mod follow_the_money;
mod format;
mod jsonl;
mod kind;
mod lines;
mod popolo;
mod reader;
mod record;
mod spacy;
mod strings;
mod vocabulary;
mod wikidata;
mod writer;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

pub use columns::ColumnMapping;
pub use entity::{Entity, EntityName};
pub use format::Format;
pub use kind::{Gender, Kind};
pub use reader::Reader;
pub use writer::Writer;

use crate::error::{Error, Result};

/// Reads all entities of a file, whose format is told by its name and its beginning.
///
/// # Errors
/// [`Error::File`] where the file cannot be read, [`Error::Data`] at the first bad row or the first id
/// that comes a second time.
///
/// ```no_run
/// for entity in imya::gazetteer::read_file("gazetteer.jsonl")? {
///     println!("{}", entity.id());
/// }
/// # Ok::<(), imya::Error>(())
/// ```
pub fn read_file(path: impl AsRef<Path>) -> Result<Vec<Entity>> {
    Reader::open(path)?.read_all()
}

/// Reads all entities of a text; `source` names it in errors and may tell the format by its end.
///
/// # Errors
/// [`Error::Data`] at the first bad row or the first id that comes a second time.
///
/// ```
/// let entities = imya::gazetteer::read_str("mine.csv", "id,kind,name\n1,place,Верасы\n")?;
/// assert_eq!(entities[0].names()[0].name(), "Верасы");
/// # Ok::<(), imya::Error>(())
/// ```
pub fn read_str(source: &str, text: &str) -> Result<Vec<Entity>> {
    Reader::new(source, text.as_bytes()).read_all()
}

impl Reader<BufReader<File>> {
    /// Reads from a file.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be opened.
    ///
    /// ```
    /// assert!(imya::gazetteer::Reader::open("no such file").is_err());
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        match File::open(path) {
            Ok(file) => Ok(Reader::new(
                path.display().to_string(),
                BufReader::new(file),
            )),
            Err(source) => {
                let path = path.to_owned();
                Err(Error::File { path, source })
            }
        }
    }
}
