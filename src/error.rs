//! What can go wrong: one error type for the whole crate.

use std::path::PathBuf;

/// Everything that can go wrong in imya.
///
/// Errors about data name the file (or the name the caller gave the text), the line and, where it is
/// known, the column, both counted from 1.
///
/// ```
/// let broken = imya::Table::parse("mine.tsv", "from\tto\nа\n", &["from", "to"]);
/// assert_eq!(broken.unwrap_err().to_string(), "mine.tsv:2:2: the cell `to` is missing");
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A table, a gazetteer or a text does not have the form it should have.
    #[error("{}", located(file, *line, *column, reason))]
    Data {
        /// The file, or the name the caller gave the text.
        file: String,
        /// The line, counted from 1; 0 where the whole file is meant.
        line: usize,
        /// The column in characters, counted from 1; for tables the number of the cell; 0 where it is not known.
        column: usize,
        /// What is wrong, in words.
        reason: String,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// A file is no index, is damaged, or was built with other rule tables.
    #[error("{}: {reason}", path.display())]
    Index {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, in words.
        reason: String,
    },
    /// A value the caller gave is outside its range.
    #[error("{option}: {reason}")]
    Option {
        /// The option or argument.
        option: &'static str,
        /// What is wrong with it, in words.
        reason: String,
    },
}

/// The result of everything in imya that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn data(
        file: impl Into<String>,
        line: usize,
        column: usize,
        reason: impl Into<String>,
    ) -> Self {
        Error::Data {
            file: file.into(),
            line,
            column,
            reason: reason.into(),
        }
    }
}

fn located(file: &str, line: usize, column: usize, reason: &str) -> String {
    match (line, column) {
        (0, _) => format!("{file}: {reason}"),
        (_, 0) => format!("{file}:{line}: {reason}"),
        _ => format!("{file}:{line}:{column}: {reason}"),
    }
}
