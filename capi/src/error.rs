//! Errors.

use imya_core as imya;

use crate::border::read;
use crate::text::Text;

/// Whether a function did its work, and if not, why.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Code {
    /// It did.
    #[default]
    Ok = 0,
    /// A gazetteer does not have the form it should have; file, line and column say where.
    Data = 1,
    /// A file could not be read.
    File = 2,
    /// A file is no index, is damaged, or was built with other rule tables.
    Index = 3,
    /// An argument is outside its range.
    Option = 4,
    /// A text is not in UTF-8.
    Utf8 = 5,
    /// A pointer is null that must not be.
    Null = 6,
    /// A defect of imya was met; the objects at hand are sound and can be used on.
    Internal = 7,
}

/// Why a function did not do its work. Belongs to the caller, who frees it with `imya_error_free`.
pub struct Error {
    pub(crate) code: Code,
    pub(crate) message: String,
    file: String,
    line: usize,
    column: usize,
}

impl Error {
    pub(crate) fn new(code: Code, message: String) -> Self {
        Error {
            code,
            message,
            file: String::new(),
            line: 0,
            column: 0,
        }
    }
}

impl From<imya::Error> for Error {
    fn from(error: imya::Error) -> Self {
        let message = error.to_string();
        let (code, file, line, column) = match error {
            imya::Error::Data {
                file, line, column, ..
            } => (Code::Data, file, line, column),
            imya::Error::File { path, .. } => (Code::File, path.display().to_string(), 0, 0),
            imya::Error::Index { path, .. } => (Code::Index, path.display().to_string(), 0, 0),
            imya::Error::Option { .. } => (Code::Option, String::new(), 0, 0),
            // The enumeration may grow; its message is still right.
            _ => (Code::Internal, String::new(), 0, 0),
        };
        Error {
            file,
            line,
            column,
            ..Error::new(code, message)
        }
    }
}

/// The code of an error; `IMYA_CODE_OK` for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_error_code(error: Option<&Error>) -> Code {
    read(|| error.map_or(Code::Ok, |error| error.code))
}

/// What went wrong, in words, with the place where it is known: `mine.jsonl:3:1: no JSON`. Lent until the
/// error is freed; empty for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_error_message(error: Option<&Error>) -> Text {
    read(|| error.map_or_else(Text::default, |error| Text::lent(&error.message)))
}

/// The file that an error is about, lent until the error is freed; empty where it is about none, and for
/// null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_error_file(error: Option<&Error>) -> Text {
    read(|| error.map_or_else(Text::default, |error| Text::lent(&error.file)))
}

/// The line of the file, counted from 1; 0 where it is not known, and for null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_error_line(error: Option<&Error>) -> usize {
    read(|| error.map_or(0, |error| error.line))
}

/// The column in characters, or the cell of a table, counted from 1; 0 where it is not known, and for
/// null.
#[unsafe(no_mangle)]
pub extern "C" fn imya_error_column(error: Option<&Error>) -> usize {
    read(|| error.map_or(0, |error| error.column))
}

/// Frees an error; null is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn imya_error_free(error: Option<Box<Error>>) {
    read(|| drop(error));
}
