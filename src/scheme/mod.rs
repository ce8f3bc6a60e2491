//! Romanisation standards: Cyrillic to Latin letters and back, by name.
//!
//! A [`Scheme`] is one way to write Belarusian, Russian or Ukrainian in Latin letters: a standard of
//! a state, of libraries or of geographers, a passport rule, or the habit of a country's press. The
//! tables that ship with the crate lie in `data/scheme/`, one file for each; a user's own table in
//! the same form is read by the same parser.
//!
//! ```
//! use imya::scheme::Scheme;
//! let passport = Scheme::named("be-icao-9303")?;
//! assert_eq!(passport.romanise("Святлана Ціханоўская"), "Sviatlana Tsikhanouskaia");
//! let own = Scheme::parse("mine.tsv", "# id: mine\n# language: be\nfrom\tto\tcontext\tnote\nў\tw\tany\t\n")?;
//! assert_eq!(own.romanise("ў"), "w");
//! # Ok::<(), imya::Error>(())
//! ```
//!
//! # How a table reads
//!
//! At each place of a word the longest `from` wins; among rows with the same `from` the most special
//! [`Context`] that holds. Rows whose note begins with `ALT` are accepted variants and never canonical
//! output. Words are taken one by one: a hyphen or a space is the edge of a word.

mod catalogue;
mod context;
mod excluded;
mod inverse;
mod letters;
mod mixed;
mod model;
mod quick;
mod recognise;
mod respell;
mod restore;
mod romanise;
mod rules;
mod sink;
mod tarask;
mod variants;

use std::path::Path;

use crate::error::{Error, Result};
use crate::table::Table;
use crate::text::Language;

pub use context::Context;
pub use letters::{alphabet, language_code};
pub use recognise::{Decisive, Recognised, Recognition, recognise, recognise_as};
pub use restore::{Restoration, Restorations};
pub use rules::Rule;
pub use sink::{Aligned, Span};
pub use tarask::{Difference, from_tarask, tarask_differences, to_tarask};
pub use variants::{Variant, Variants, variants};

/// The most bytes of a table.
const LONGEST_TABLE: usize = 4 << 20;

/// A way to write a language of the Cyrillic script in Latin letters.
///
/// The schemes of the crate are there for the asking ([`Scheme::named`], [`Scheme::all`]); each is
/// compiled at its first use. A scheme is immutable, `Send` and `Sync`.
///
/// ```
/// use imya::scheme::Scheme;
/// let scheme = Scheme::named("be-bgn-pcgn-1979")?;
/// assert_eq!(scheme.romanise("Магілёў"), "Mahilyow");
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Scheme {
    id: Box<str>,
    title: Box<str>,
    language: Language,
    authority: Box<str>,
    year: Option<u16>,
    status: Box<str>,
    source: Box<str>,
    partial: Option<Box<str>>,
    reversible: bool,
    excluded: excluded::Excluded,
    rules: rules::Rules,
}

impl Scheme {
    /// The scheme of the crate with this id, such as `be-lacinka`; case matters.
    ///
    /// # Errors
    /// [`Error::Option`] where there is no such scheme.
    ///
    /// ```
    /// use imya::scheme::Scheme;
    /// assert_eq!(Scheme::named("ru-iso9-1995")?.romanise("щёголь"), "ŝëgolʹ");
    /// assert!(Scheme::named("tlh-okrand").is_err());
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn named(id: &str) -> Result<&'static Scheme> {
        match catalogue::EMBEDDED.binary_search_by(|embedded| embedded.id.cmp(id)) {
            Ok(at) => Ok(catalogue::EMBEDDED[at].scheme),
            Err(_) => Err(Error::Option {
                option: "scheme",
                reason: format!("there is no scheme `{id}`"),
            }),
        }
    }

    /// The ids of the schemes of the crate, in alphabetical order; compiles none of them.
    ///
    /// ```
    /// assert_eq!(imya::scheme::Scheme::ids().count(), 67);
    /// ```
    pub fn ids() -> impl ExactSizeIterator<Item = &'static str> + DoubleEndedIterator {
        catalogue::EMBEDDED.iter().map(|embedded| embedded.id)
    }

    /// The schemes of the crate, in the order of their ids; each is compiled when it is reached.
    ///
    /// ```
    /// use imya::{scheme::Scheme, text::Language};
    /// let ukrainian = Scheme::all().filter(|scheme| scheme.language() == Language::Ukrainian);
    /// assert_eq!(ukrainian.count(), 3);
    /// ```
    pub fn all() -> impl ExactSizeIterator<Item = &'static Scheme> + DoubleEndedIterator {
        catalogue::EMBEDDED
            .iter()
            .map(|embedded| &**embedded.scheme)
    }

    /// Compiles a table; `source` names it in errors.
    ///
    /// Header lines: `id` and `language` (`be`, `ru`, `uk`) must be there; `title`, `authority`,
    /// `year`, `status`, `source`, `partial` and `reversible` (`yes`, `no`) may. Columns: `from`
    /// (lower-case Cyrillic letters, the apostrophe as U+2019), `to` (lower case, may be empty),
    /// `context` ([`Context`]) and `note`. Time is linear in the text.
    ///
    /// # Errors
    /// [`Error::Data`] with line and cell where a row is malformed, says what another row has said,
    /// or where the table is larger than 4 MiB or 20,000 rows.
    ///
    /// ```
    /// use imya::scheme::Scheme;
    /// let table = "# id: mine\n# language: be\nfrom\tto\tcontext\tnote\nа\ta\tany\t\nб\tb\tsometimes\t\n";
    /// let error = Scheme::parse("mine.tsv", table).unwrap_err();
    /// assert_eq!(error.to_string(), "mine.tsv:5:3: `sometimes` is not a context");
    /// ```
    pub fn parse(source: &str, text: &str) -> Result<Self> {
        if text.len() > LONGEST_TABLE {
            let reason = format!("the table has more than {LONGEST_TABLE} bytes");
            return Err(Error::data(source, 0, 0, reason));
        }
        let table = Table::parse(source, text, &["from", "to", "context", "note"])?;
        let header = |key: &str| table.metadata(key).unwrap_or_default();
        let id = header("id");
        if id.is_empty() {
            return Err(table.header_error("id", "the header line `# id:` is missing"));
        }
        let language = letters::language_of(header("language")).ok_or_else(|| {
            let reason = "the header line `# language:` does not say be, ru or uk";
            table.header_error("language", reason)
        })?;
        let year = match header("year") {
            "" => None,
            year => Some(year.parse().map_err(|_| {
                table.header_error("year", "the header line `# year:` is not a year")
            })?),
        };
        let reversible = match header("reversible") {
            "yes" => true,
            "" | "no" => false,
            _ => {
                let reason = "the header line `# reversible:` says neither yes nor no";
                return Err(table.header_error("reversible", reason));
            }
        };
        Ok(Scheme {
            id: id.into(),
            title: header("title").into(),
            language,
            authority: header("authority").into(),
            year,
            status: header("status").into(),
            source: header("source").into(),
            partial: table.metadata("partial").map(Into::into),
            reversible,
            excluded: excluded::Excluded::parse(header("excluding"))
                .map_err(|reason| table.header_error("excluding", reason))?,
            rules: rules::Rules::compile(&table, language)?,
        })
    }

    /// Reads and compiles a table from a file.
    ///
    /// # Errors
    /// [`Error::File`] where the file cannot be read or is not UTF-8, and all errors of
    /// [`Scheme::parse`].
    ///
    /// ```
    /// let missing = imya::scheme::Scheme::read("no/such/file.tsv");
    /// assert!(matches!(missing, Err(imya::Error::File { .. })));
    /// ```
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|source| Error::File {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// The stable name, such as `be-icao-9303`.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// assert_eq!(Scheme::named("be-icao-9303")?.id(), "be-icao-9303");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The title, for people.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// assert_eq!(Scheme::named("be-lacinka")?.title(), "Łacinka, classical");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The language that the scheme romanises.
    ///
    /// ```
    /// # use imya::{scheme::Scheme, text::Language};
    /// assert_eq!(Scheme::named("ru-fr")?.language(), Language::Russian);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn language(&self) -> Language {
        self.language
    }

    /// Who set the standard, or whose habit it is.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// assert_eq!(Scheme::named("ru-mosmetro")?.authority(), "Moscow Metro");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The year of the standard, or about when the habit began.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// assert_eq!(Scheme::named("uk-national-2010")?.year(), Some(2010));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// Where the scheme is used.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// assert_eq!(Scheme::named("be-pl-pwn")?.status(), "Polish press");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn status(&self) -> &str {
        &self.status
    }

    /// Where the table was taken from.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// assert!(Scheme::all().all(|scheme| !scheme.source().is_empty()));
    /// ```
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What is not certain in the table, where its facts are partial.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// let partial: Vec<_> = Scheme::all().filter(|scheme| scheme.partial().is_some()).collect();
    /// let ids: Vec<_> = partial.iter().map(|scheme| scheme.id()).collect();
    /// assert_eq!(ids, ["be-et-eki", "be-lv", "ru-by-2023"]);
    /// ```
    pub fn partial(&self) -> Option<&str> {
        self.partial.as_deref()
    }

    /// Whether the Cyrillic can be restored without loss.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// assert!(!Scheme::named("be-icao-9303")?.is_reversible());
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn is_reversible(&self) -> bool {
        self.reversible
    }

    /// The rules, in table order.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// let variants = Scheme::named("be-press-en")?.rules().filter(|rule| rule.is_variant());
    /// assert!(variants.count() > 30);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn rules(&self) -> impl ExactSizeIterator<Item = Rule<'_>> {
        self.rules.rows.iter().map(Rule::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_table_is_valid_and_in_order() {
        for embedded in catalogue::EMBEDDED {
            let scheme = Scheme::named(embedded.id).unwrap();
            assert_eq!(scheme.id(), embedded.id);
            assert!(!scheme.title().is_empty() && scheme.year().is_some());
        }
        assert!(catalogue::EMBEDDED.is_sorted_by(|a, b| a.id < b.id));
    }
}
