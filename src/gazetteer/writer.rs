//! Writers of the formats that others read.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::{Entity, Format, Kind};
use crate::error::{Error, Result};

/// Writes entities, in [`Format::Jsonl`] or [`Format::SpacyPatterns`].
///
/// Every entity is written as it comes; give a [`std::io::BufWriter`] where calls are dear.
///
/// ```
/// use imya::{Entity, Kind, gazetteer::{Format, Writer}};
/// let town = Entity::new("place/1", Kind::Place).with_name("Верасы", "be");
/// let mut text = Vec::new();
/// let mut writer = Writer::new("towns.jsonl", Format::Jsonl, &mut text)?;
/// writer.write(&town)?;
/// writer.finish()?;
/// let wanted = r#"{"id":"place/1","kind":"place","names":[{"name":"Верасы","lang":"be"}]}"#;
/// assert_eq!(str::from_utf8(&text).unwrap().trim_end(), wanted);
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    target: PathBuf,
    write: W,
    format: Target,
    weak_names: bool,
    line: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
enum Target {
    Jsonl,
    SpacyPatterns,
}

impl<W: Write> Writer<W> {
    /// Writes to `write`; `target` names it in errors.
    ///
    /// # Errors
    /// [`Error::Option`] where imya cannot write this format.
    ///
    /// ```
    /// use imya::gazetteer::{Format, Writer};
    /// let error = Writer::new("out.json", Format::Popolo, Vec::new()).unwrap_err();
    /// assert_eq!(error.to_string(), "format: `popolo` is read, but not written");
    /// ```
    pub fn new(target: impl Into<PathBuf>, format: Format, write: W) -> Result<Self> {
        let format = match format {
            Format::Jsonl => Target::Jsonl,
            Format::SpacyPatterns => Target::SpacyPatterns,
            other => {
                let reason = format!("`{other}` is read, but not written");
                let option = "format";
                return Err(Error::Option { option, reason });
            }
        };
        Ok(Writer {
            target: target.into(),
            write,
            format,
            weak_names: false,
            line: Vec::new(),
        })
    }

    /// Whether spaCy patterns are written for weak names too; by default not, since spaCy would find
    /// them wherever the word stands.
    ///
    /// ```
    /// use imya::{Entity, Kind, gazetteer::{Format, Writer}};
    /// let club = Entity::new("org/1", Kind::Organisation).with_weak_name("Зубры", "be");
    /// let mut writer = Writer::new("club", Format::SpacyPatterns, Vec::new())?.weak_names(true);
    /// writer.write(&club)?;
    /// let text = String::from_utf8(writer.finish()?).unwrap();
    /// assert_eq!(text.trim_end(), r#"{"label":"ORG","pattern":"Зубры","id":"org/1"}"#);
    /// # Ok::<(), imya::Error>(())
    /// ```
    #[must_use]
    pub fn weak_names(mut self, weak_names: bool) -> Self {
        self.weak_names = weak_names;
        self
    }

    /// Writes an entity: a line of our own format, or one spaCy pattern for each of its names.
    ///
    /// # Errors
    /// [`Error::Option`] where the entity fails [`Entity::check`]; [`Error::File`] where the operating
    /// system refuses.
    ///
    /// ```
    /// use imya::{Entity, Kind, gazetteer::{Format, Writer}};
    /// let mut writer = Writer::new("out.jsonl", Format::Jsonl, Vec::new())?;
    /// assert!(writer.write(&Entity::new("nameless", Kind::Place)).is_err());
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn write(&mut self, entity: &Entity) -> Result<()> {
        entity.check()?;
        self.line.clear();
        let written = match self.format {
            Target::Jsonl => self.line(entity),
            Target::SpacyPatterns => self.patterns(entity),
        };
        let written = written.map_err(std::io::Error::from);
        written
            .and_then(|()| self.write.write_all(&self.line))
            .map_err(|source| self.error(source))
    }

    /// Flushes, and gives back what was written to.
    ///
    /// # Errors
    /// [`Error::File`] where the operating system refuses.
    ///
    /// ```
    /// use imya::gazetteer::{Format, Writer};
    /// assert!(Writer::new("out.jsonl", Format::Jsonl, Vec::new())?.finish()?.is_empty());
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn finish(mut self) -> Result<W> {
        match self.write.flush() {
            Ok(()) => Ok(self.write),
            Err(source) => Err(self.error(source)),
        }
    }

    fn patterns(&mut self, entity: &Entity) -> serde_json::Result<()> {
        let mut seen = HashSet::new();
        for name in entity.names() {
            if name.is_weak() && !self.weak_names || !seen.insert(name.name()) {
                continue;
            }
            self.line(&Pattern {
                label: label(entity.kind()),
                pattern: name.name(),
                id: entity.id(),
            })?;
        }
        Ok(())
    }

    fn line(&mut self, value: &impl Serialize) -> serde_json::Result<()> {
        serde_json::to_writer(&mut self.line, value)?;
        self.line.push(b'\n');
        Ok(())
    }

    fn error(&self, source: std::io::Error) -> Error {
        let path = self.target.clone();
        Error::File { path, source }
    }
}

#[derive(Serialize)]
struct Pattern<'e> {
    label: &'static str,
    pattern: &'e str,
    id: &'e str,
}

/// What spaCy calls a kind.
fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "PERSON",
        Kind::Organisation => "ORG",
        Kind::Place => "LOC",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_strong_name_becomes_one_pattern() {
        let entity = Entity::new("1", Kind::Person)
            .with_name("Ян Верас", "be")
            .with_name("Ян Верас", "uk")
            .with_weak_name("Верас", "be")
            .with_name("Jan \"Vieras\"", "be-Latn");
        let mut writer = Writer::new("p", Format::SpacyPatterns, Vec::new()).unwrap();
        writer.write(&entity).unwrap();
        let wanted = concat!(
            r#"{"label":"PERSON","pattern":"Ян Верас","id":"1"}"#,
            "\n",
            r#"{"label":"PERSON","pattern":"Jan \"Vieras\"","id":"1"}"#,
            "\n",
        );
        assert_eq!(String::from_utf8(writer.finish().unwrap()).unwrap(), wanted);
    }

    #[test]
    fn what_cannot_be_written_is_named() {
        let entity = Entity::new("1", Kind::Place).with_name("Верасы", "be");
        let mut room = [0_u8; 8];
        let mut writer = Writer::new("full.jsonl", Format::Jsonl, &mut room[..]).unwrap();
        let error = writer.write(&entity).unwrap_err().to_string();
        assert!(error.starts_with("full.jsonl: "), "{error}");
    }
}
