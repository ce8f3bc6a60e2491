//! What the decoders of all formats share.

use super::{Entity, Kind};

/// What a decoder has to know besides the record.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    pub(super) default_kind: Option<Kind>,
}

/// What a record is.
#[derive(Debug)]
pub(super) enum Outcome {
    Entity(Entity),
    /// A record about something that is no person, organisation or place.
    OtherKind,
    /// No record: a line that only frames the others.
    Nothing,
}

impl Outcome {
    /// The entity, if it may stand in a gazetteer.
    pub(super) fn checked(entity: Entity) -> Result<Self, Fault> {
        match entity.fault() {
            Some(reason) => Err(Fault::at(0, reason)),
            None => Ok(Outcome::Entity(entity)),
        }
    }
}

/// What is wrong with a record; the reader knows the file and the line.
#[derive(Debug)]
pub(super) struct Fault {
    /// Lines after the first of the record.
    pub(super) lines: usize,
    pub(super) column: usize,
    pub(super) reason: String,
    /// Nothing after this can be read, even by a lenient reader.
    pub(super) fatal: bool,
}

impl Fault {
    pub(super) fn at(column: usize, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Fault {
            lines: 0,
            column,
            reason,
            fatal: false,
        }
    }

    pub(super) fn fatal(mut self) -> Self {
        self.fatal = true;
        self
    }

    /// A fault that serde_json found in `text`.
    pub(super) fn json(text: &str, error: &serde_json::Error) -> Self {
        let reason = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let reason = reason.strip_suffix(&place).unwrap_or(&reason);
        let lines = error.line().saturating_sub(1);
        let line = text.split('\n').nth(lines).unwrap_or_default();
        let before = line.get(..line.floor_char_boundary(error.column()));
        Fault {
            lines,
            column: before.unwrap_or_default().chars().count(),
            reason: reason.to_owned(),
            fatal: false,
        }
    }
}

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Fault::at(0, reason)
    }
}
