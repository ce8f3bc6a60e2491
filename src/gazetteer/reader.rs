//! The reader: entities from a stream.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::io::BufRead;

use super::jsonl;
use super::lines::{LineFault, Lines};
use super::record::{Fault, Outcome, Settings};
use super::{Entity, Kind};
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
    settings: Settings,
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
            settings: Settings::default(),
            lenient: false,
            seen: None,
            skipped: 0,
            errors: Vec::new(),
            other_kinds: 0,
            finished: false,
        }
    }

    /// The kind of the entities that do not say what they are.
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

    /// The next record, with the number of its line.
    fn record(&mut self) -> Result<Option<(usize, Outcome)>, LineFault> {
        let Some(line) = self.lines.next()? else {
            return Ok(None);
        };
        let outcome = jsonl::decode(line, &self.settings).map_err(LineFault::Bad)?;
        Ok(Some((self.lines.number(), outcome)))
    }

    /// The next entity; errors are handed out as they come.
    fn step(&mut self) -> Option<Result<Entity>> {
        loop {
            match self.record() {
                Ok(None) => return None,
                Ok(Some((line, Outcome::Entity(entity)))) => {
                    return Some(self.unseen(line, entity));
                }
                Ok(Some((_, Outcome::OtherKind))) => self.other_kinds += 1,
                Err(LineFault::Bad(fault)) => {
                    return Some(Err(self.error(self.lines.number(), fault)));
                }
                Err(LineFault::Source(source)) => {
                    let path = self.source.clone().into();
                    return Some(Err(Error::File { path, source }));
                }
            }
        }
    }

    fn unseen(&mut self, line: usize, entity: Entity) -> Result<Entity> {
        if let Some(seen) = &mut self.seen
            && !seen.insert(entity.id())
        {
            let reason = format!("the id `{}` was there before", entity.id());
            return Err(self.error(line, Fault::at(0, reason)));
        }
        Ok(entity)
    }

    fn error(&self, line: usize, fault: Fault) -> Error {
        Error::data(
            self.source.clone(),
            line + fault.lines,
            fault.column,
            fault.reason,
        )
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Entity>;

    fn next(&mut self) -> Option<Result<Entity>> {
        while !self.finished {
            match self.step() {
                Some(Err(error @ Error::Data { .. })) if self.lenient => {
                    self.skipped += 1;
                    if self.errors.len() < KEPT_ERRORS {
                        self.errors.push(error);
                    }
                }
                step => {
                    self.finished = !matches!(step, Some(Ok(_)));
                    return step;
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

    fn errors(text: &[u8]) -> Vec<String> {
        let mut reader = Reader::new("g", text).lenient(true);
        reader.by_ref().for_each(drop);
        let errors = reader.into_skipped();
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn reads_both_forms_of_names() {
        let text = concat!(
            "\u{feff}\r\n",
            r#"{"id":"1","kind":"org","names":[{"name":"Зубр","lang":"be","weak":true}],"x":[{}]}"#,
            "\r\n \n",
            r#"{"id":"2","kind":"PER","names":{"be":"Ян"},"aliases":[{"lang":"en","name":"Jan"}],"#,
            r#""gender":"m","description":"д"}"#,
        );
        let mut reader = Reader::new("g", text.as_bytes());
        let wanted = [
            Entity::new("1", Kind::Organisation).with_weak_name("Зубр", "be"),
            Entity::new("2", Kind::Person)
                .with_name("Ян", "be")
                .with_name("Jan", "en")
                .with_gender(crate::Gender::Masculine)
                .with_description("д"),
        ];
        assert_eq!(reader.read_all().unwrap(), wanted);
        assert_eq!(reader.line(), 4);
    }

    #[test]
    fn bad_rows_are_named_with_line_and_column() {
        let cases: [(&[u8], &str); 9] = [
            ("\n{\"ід\": }".as_bytes(), "g:2:8: expected value"),
            (b"\n\n{\"id\": \"\xff\"}", "g:3:9: the text is not UTF-8"),
            (
                br#"{"id":"1","kind":"cat","names":{"be":"a"}}"#,
                "g:1:22: `cat` is no kind: write `person`, `org` or `place`",
            ),
            (
                br#"{"id":"1","names":{"be":"a"}}"#,
                "g:1: the key `kind` is missing",
            ),
            (
                br#"{"id":"1","kind":"org","names":[]}"#,
                "g:1: `1` has no name",
            ),
            (
                br#"{"id":"1","kind":"org","names":[{"name":" "}]}"#,
                "g:1:45: the name is empty",
            ),
            (
                br#"{"id":"1","kind":"org","names":{"be":"a\u0000"}}"#,
                "g:1:47: the name holds a NUL character",
            ),
            (
                br#"{"id":" ","kind":"org","names":{"be":"a"}}"#,
                "g:1: the id is empty",
            ),
            (b"{\"id\":\"1\"", "g:1:9: EOF while parsing an object"),
        ];
        for (text, wanted) in cases {
            assert_eq!(errors(text), [wanted]);
        }
    }

    #[test]
    fn strict_reading_ends_at_the_first_error() {
        let mut reader = Reader::new("g", "{\n{".as_bytes());
        assert!(reader.next().unwrap().is_err());
        assert!(reader.next().is_none());
        assert_eq!(reader.skipped(), 0);
    }

    #[test]
    fn lenient_reading_counts_all_and_keeps_a_hundred() {
        let text = "{\n".repeat(250);
        let mut reader = Reader::new("g", text.as_bytes()).lenient(true);
        assert!(reader.next().is_none());
        assert_eq!(reader.skipped(), 250);
        assert_eq!(reader.into_skipped().len(), KEPT_ERRORS);
    }

    #[test]
    fn reading_goes_on_after_an_overlong_line() {
        let good = r#"{"id":"1","kind":"org","names":{"be":"a"}}"#;
        let text = format!("{}\n{good}\n", "x".repeat(1000));
        let mut reader = Reader::new("g", text.as_bytes())
            .lenient(true)
            .line_limit(good.len());
        assert_eq!(reader.read_all().unwrap().len(), 1);
        assert_eq!((reader.skipped(), reader.line()), (1, 2));
    }
}
