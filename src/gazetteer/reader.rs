//! The reader: entities from a stream.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::io::BufRead;

use super::decoder::{self, Decoder};
use super::lines::{LineFault, Lines};
use super::record::{Fault, Outcome, Settings};
use super::{ColumnMapping, Entity, Format, Kind};
use crate::error::{Error, Result};

/// The longest line that is read, in bytes, unless [`Reader::line_limit`] says otherwise.
pub(super) const LINE_LIMIT: usize = 16 << 20;

/// How many errors a lenient reader keeps.
const KEPT_ERRORS: usize = 100;

/// Reads the entities of a gazetteer one by one, in memory that does not grow with their number.
///
/// By default the first bad row ends the reading. [`Reader::lenient`] skips bad rows, counts them and
/// keeps the first hundred errors.
///
/// The format is told by the first line and the end of the source's name, or by [`Reader::format`].
/// Rows of tables and spaCy patterns that follow each other and have one id are one entity; where one
/// of them is bad, a lenient reader leaves out that row alone.
///
/// A byte order mark, carriage returns before line ends and blank lines are passed over.
///
/// ```
/// use imya::gazetteer::Reader;
/// let text = r#"{"id": "place/1", "kind": "place", "names": [{"name": "Верасы", "lang": "be"}]}
/// {"id": "place/2", "kind": "place", "names": {"be": "Азяры", "pl": "Oziery"}}"#;
/// let entities = Reader::new("mine.jsonl", text.as_bytes()).collect::<imya::Result<Vec<_>>>()?;
/// assert_eq!(entities[1].names()[1].name(), "Oziery");
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    source: String,
    lines: Lines<R>,
    format: Option<Format>,
    columns: ColumnMapping,
    decoder: Option<Decoder>,
    settings: Settings,
    /// The entity whose rows are being read, with the line of its first row.
    pending: Option<(usize, Entity)>,
    /// An error that comes after the pending entity.
    failure: Option<Failure>,
    lenient: bool,
    seen: Option<Seen>,
    skipped: usize,
    errors: Vec<Error>,
    other_kinds: usize,
    finished: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads from `read`; `source` names it in errors.
    ///
    /// ```
    /// let mut empty = imya::gazetteer::Reader::new("nothing", "".as_bytes());
    /// assert!(empty.next().is_none());
    /// ```
    pub fn new(source: impl Into<String>, read: R) -> Self {
        Reader {
            source: source.into(),
            lines: Lines::new(read, LINE_LIMIT),
            format: None,
            columns: ColumnMapping::new(),
            decoder: None,
            settings: Settings::default(),
            pending: None,
            failure: None,
            lenient: false,
            seen: None,
            skipped: 0,
            errors: Vec::new(),
            other_kinds: 0,
            finished: false,
        }
    }

    /// The format, where it shall not be told by the beginning of the source.
    ///
    /// ```
    /// use imya::gazetteer::{Format, Reader};
    /// let text = "id kind name\n1 place Верасы\n".replace(' ', "\t");
    /// let mut reader = Reader::new("stdin", text.as_bytes()).format(Format::Tsv);
    /// assert_eq!(reader.read_all()?.len(), 1);
    /// # Ok::<(), imya::Error>(())
    /// ```
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Which column of a table holds what.
    ///
    /// ```
    /// use imya::gazetteer::{ColumnMapping, Reader};
    /// let columns = ColumnMapping::new().name("title");
    /// let text = "id,kind,title\n1,place,Верасы\n";
    /// let mut reader = Reader::new("towns.csv", text.as_bytes()).columns(columns);
    /// assert_eq!(reader.read_all()?.len(), 1);
    /// # Ok::<(), imya::Error>(())
    /// ```
    #[must_use]
    pub fn columns(mut self, columns: ColumnMapping) -> Self {
        self.columns = columns;
        self
    }

    /// The kind of the entities that do not say what they are, or not in a way that imya knows: rows
    /// without a kind, items of Wikidata of an unknown class, spaCy patterns with a label of one's own,
    /// legal entities of FollowTheMoney.
    ///
    /// ```
    /// use imya::{Kind, gazetteer::Reader};
    /// let text = r#"{"id": "1", "names": {"be": "Верасы"}}"#;
    /// let mut reader = Reader::new("mine.jsonl", text.as_bytes()).default_kind(Kind::Place);
    /// assert_eq!(reader.read_all()?[0].kind(), Kind::Place);
    /// # Ok::<(), imya::Error>(())
    /// ```
    #[must_use]
    pub fn default_kind(mut self, kind: Kind) -> Self {
        self.settings.default_kind = Some(kind);
        self
    }

    /// Whether bad rows are skipped and counted; by default the first one ends the reading.
    ///
    /// What the operating system refuses to read still ends it.
    ///
    /// ```
    /// use imya::gazetteer::Reader;
    /// let text = "oops\n{\"id\": \"1\", \"kind\": \"place\", \"names\": {\"be\": \"Верасы\"}}\n";
    /// let mut reader = Reader::new("mine.jsonl", text.as_bytes()).lenient(true);
    /// assert_eq!(reader.read_all()?.len(), 1);
    /// assert_eq!(reader.skipped(), 1);
    /// # Ok::<(), imya::Error>(())
    /// ```
    #[must_use]
    pub fn lenient(mut self, lenient: bool) -> Self {
        self.lenient = lenient;
        self
    }

    /// Whether an id that comes again is an error; costs some twenty bytes an entity.
    ///
    /// Off by default; [`Reader::read_all`] turns it on.
    ///
    /// ```
    /// use imya::gazetteer::Reader;
    /// let line = "{\"id\": \"1\", \"kind\": \"place\", \"names\": {\"be\": \"Верасы\"}}\n";
    /// let text = line.repeat(2);
    /// let mut reader = Reader::new("mine.jsonl", text.as_bytes()).unique_ids(true);
    /// assert!(reader.next().unwrap().is_ok());
    /// let error = reader.next().unwrap().unwrap_err();
    /// assert_eq!(error.to_string(), "mine.jsonl:2: the id `1` was there before");
    /// ```
    #[must_use]
    pub fn unique_ids(mut self, unique: bool) -> Self {
        self.seen = unique.then(Seen::default);
        self
    }

    /// The longest line that is read, in bytes; longer ones are bad rows. 16 MiB by default.
    ///
    /// ```
    /// use imya::gazetteer::Reader;
    /// let mut reader = Reader::new("mine.jsonl", "{\"id\": \"place/1\"}".as_bytes()).line_limit(8);
    /// let error = reader.next().unwrap().unwrap_err();
    /// assert_eq!(error.to_string(), "mine.jsonl:1: the line is longer than 8 bytes");
    /// ```
    #[must_use]
    pub fn line_limit(mut self, bytes: usize) -> Self {
        self.lines.set_limit(bytes);
        self
    }

    /// Reads all the entities there are, and makes sure that no id comes twice.
    ///
    /// # Errors
    /// [`Error::Data`] at the first bad row, unless the reader is lenient; [`Error::File`] where the
    /// source cannot be read.
    ///
    /// ```
    /// use imya::gazetteer::Reader;
    /// let error = Reader::new("mine.jsonl", "{}".as_bytes()).read_all().unwrap_err();
    /// assert_eq!(error.to_string(), "mine.jsonl:1:2: missing field `id`");
    /// ```
    pub fn read_all(&mut self) -> Result<Vec<Entity>> {
        self.seen.get_or_insert_default();
        self.by_ref().collect()
    }

    /// The number of the line read last, counted from 1.
    ///
    /// ```
    /// use imya::gazetteer::Reader;
    /// let mut reader = Reader::new("mine.jsonl", "\n\n".as_bytes());
    /// assert!(reader.next().is_none());
    /// assert_eq!(reader.line(), 2);
    /// ```
    pub fn line(&self) -> usize {
        self.lines.number()
    }

    /// How many bad rows were skipped so far.
    ///
    /// ```
    /// use imya::gazetteer::Reader;
    /// let mut reader = Reader::new("mine.jsonl", "{}\n{}".as_bytes()).lenient(true);
    /// assert!(reader.next().is_none());
    /// assert_eq!(reader.skipped(), 2);
    /// ```
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// What was wrong with the bad rows that were skipped: the first hundred errors.
    ///
    /// ```
    /// use imya::gazetteer::Reader;
    /// let mut reader = Reader::new("mine.jsonl", "{}\n{".as_bytes()).lenient(true);
    /// assert!(reader.next().is_none());
    /// let errors = reader.into_skipped();
    /// assert_eq!(errors[0].to_string(), "mine.jsonl:1:2: missing field `id`");
    /// ```
    pub fn into_skipped(self) -> Vec<Error> {
        self.errors
    }

    /// How many records were passed over because they are about something that is no person,
    /// organisation or place: a ship, a payment, a painting.
    ///
    /// ```
    /// let reader = imya::gazetteer::Reader::new("mine.jsonl", "".as_bytes());
    /// assert_eq!(reader.other_kinds(), 0);
    /// ```
    pub fn other_kinds(&self) -> usize {
        self.other_kinds
    }

    /// The format, once it was named or told.
    ///
    /// ```
    /// use imya::gazetteer::{Format, Reader};
    /// let mut reader = Reader::new("towns.csv", "id,kind,name\n".as_bytes());
    /// assert!(reader.next().is_none());
    /// assert_eq!(reader.detected(), Some(Format::Csv));
    /// ```
    pub fn detected(&self) -> Option<Format> {
        self.format
    }

    /// The next record, with the number of its first line.
    fn record(&mut self) -> decoder::Record {
        let decoder = match &mut self.decoder {
            Some(decoder) => decoder,
            None => {
                let told = decoder::detect(&mut self.lines, &self.source, self.format)?;
                let Some(format) = told else {
                    return Ok(None);
                };
                self.format = Some(format);
                let columns = std::mem::take(&mut self.columns);
                let decoder = Decoder::new(format, columns, self.lines.limit());
                self.decoder.insert(decoder)
            }
        };
        decoder.next(&mut self.lines, &self.settings)
    }

    /// The next entity or error.
    fn step(&mut self) -> Option<Result<Entity, Failure>> {
        if let Some(failure) = self.failure.take() {
            return Some(Err(failure));
        }
        loop {
            let failure = match self.record() {
                Ok(None) => return self.pending.take().map(|entity| self.unseen(entity)),
                Ok(Some((line, Outcome::Entity(entity)))) => match self.join(line, entity) {
                    Ok(None) => continue,
                    Ok(Some(entity)) => return Some(self.unseen(entity)),
                    Err(failure) => failure,
                },
                Ok(Some((_, Outcome::OtherKind))) => {
                    self.other_kinds += 1;
                    continue;
                }
                Ok(Some((_, Outcome::Nothing))) => continue,
                Err((line, LineFault::Bad(fault))) => self.failure(line, fault),
                Err((_, LineFault::Source(source))) => {
                    let path = self.source.clone().into();
                    let error = Error::File { path, source };
                    Failure { error, fatal: true }
                }
            };
            if self.lenient && !failure.fatal {
                return Some(Err(failure)); // further rows may belong to the pending entity
            }
            let Some(entity) = self.pending.take() else {
                return Some(Err(failure));
            };
            self.failure = Some(failure);
            return Some(self.unseen(entity));
        }
    }

    /// Joins a row to the pending entity; gives the entity that is complete.
    fn join(&mut self, line: usize, entity: Entity) -> Result<Option<(usize, Entity)>, Failure> {
        if !self.format.is_some_and(Format::merges_rows) {
            return Ok(Some((line, entity)));
        }
        match &mut self.pending {
            Some((_, pending)) if pending.id() == entity.id() => {
                let merged = pending.merge(entity);
                merged.map_err(|reason| self.failure(line, reason.into()))?;
                Ok(None)
            }
            _ => Ok(self.pending.replace((line, entity))),
        }
    }

    fn unseen(&mut self, (line, entity): (usize, Entity)) -> Result<Entity, Failure> {
        if let Some(seen) = &mut self.seen
            && !seen.insert(entity.id())
        {
            let reason = format!("the id `{}` was there before", entity.id());
            return Err(self.failure(line, Fault::at(0, reason)));
        }
        Ok(if self.format.is_some_and(Format::merges_rows) {
            entity.without_repeats()
        } else {
            entity
        })
    }

    fn failure(&self, line: usize, fault: Fault) -> Failure {
        let line = line + fault.lines;
        Failure {
            error: Error::data(self.source.clone(), line, fault.column, fault.reason),
            fatal: fault.fatal,
        }
    }
}

/// An error, and whether it ends even lenient reading.
#[derive(Debug)]
struct Failure {
    error: Error,
    fatal: bool,
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Entity>;

    fn next(&mut self) -> Option<Result<Entity>> {
        while !self.finished {
            match self.step() {
                Some(Ok(entity)) => return Some(Ok(entity)),
                Some(Err(failure)) if self.lenient && !failure.fatal => {
                    self.skipped += 1;
                    if self.errors.len() < KEPT_ERRORS {
                        self.errors.push(failure.error);
                    }
                }
                end => {
                    self.finished = true;
                    return end.map(|failure| failure.map_err(|failure| failure.error));
                }
            }
        }
        None
    }
}

impl<R: BufRead> std::iter::FusedIterator for Reader<R> {}

/// The ids that were there, as hashes: in ten million ids the odds that two share one by chance are
/// three to a million.
#[derive(Debug, Default)]
struct Seen {
    hasher: RandomState,
    hashes: HashSet<u64>,
}

impl Seen {
    /// False where the id was there before.
    fn insert(&mut self, id: &str) -> bool {
        self.hashes.insert(self.hasher.hash_one(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_reading_ends_at_the_first_error() {
        let mut reader = Reader::new("g.jsonl", "{\n{".as_bytes());
        assert!(reader.next().unwrap().is_err());
        assert!(reader.next().is_none());
        assert_eq!(reader.skipped(), 0);
    }

    #[test]
    fn lenient_reading_counts_all_and_keeps_a_hundred() {
        let text = "}\n".repeat(250);
        let mut reader = Reader::new("g.jsonl", text.as_bytes()).lenient(true);
        assert!(reader.next().is_none());
        assert_eq!(reader.skipped(), 250);
        assert_eq!(reader.into_skipped().len(), KEPT_ERRORS);
    }

    #[test]
    fn reading_goes_on_after_an_overlong_line() {
        let good = r#"{"id":"1","kind":"org","names":{"be":"a"}}"#;
        let text = format!("{}\n{good}\n", "x".repeat(1000));
        let mut reader = Reader::new("g.jsonl", text.as_bytes())
            .lenient(true)
            .line_limit(good.len());
        assert_eq!(reader.read_all().unwrap().len(), 1);
        assert_eq!((reader.skipped(), reader.line()), (1, 2));
    }
}
