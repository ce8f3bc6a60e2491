//! Which column of a table holds what.

use super::record::Fault;

/// Which column of a CSV or TSV table holds what.
///
/// By default `id`, `name` (both must be there), `kind`, `lang`, `alias`, `gender`, `description`, in
/// any case; further columns are ignored. A language may stand in the header: `name:be`, `alias:pl`.
/// A column that is named here must be there. One column may serve twice: `.id("name")` makes the
/// names the ids.
///
/// ```
/// use imya::{Kind, gazetteer::{ColumnMapping, Format, Reader}};
/// let text = "№;назва;по-русски;іншыя\n7;Верасы;Вересы;Верас|Верасок\n";
/// let columns = ColumnMapping::new()
///     .id("№")
///     .name_in("назва", "be")
///     .name_in("по-русски", "ru")
///     .alias("іншыя")
///     .alias_separator('|')
///     .delimiter(b';');
/// let mut reader = Reader::new("towns.csv", text.as_bytes())
///     .format(Format::Csv)
///     .columns(columns)
///     .default_kind(Kind::Place);
/// let town = &reader.read_all()?[0];
/// let names: Vec<_> = town.names().iter().map(|name| (name.name(), name.language())).collect();
/// assert_eq!(names, [("Верасы", Some("be")), ("Вересы", Some("ru")), ("Верас", None), ("Верасок", None)]);
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMapping {
    id: Column,
    kind: Column,
    name: Column,
    language: Column,
    alias: Column,
    gender: Column,
    description: Column,
    names_in: Vec<(String, String)>,
    pub(super) alias_separator: Option<char>,
    pub(super) delimiter: Option<u8>,
    pub(super) quoting: Option<bool>,
}

/// A column's header, and whether the caller named it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    header: String,
    named: bool,
}

impl Column {
    fn unnamed(header: &str) -> Self {
        let header = header.to_owned();
        Column {
            header,
            named: false,
        }
    }

    fn named(header: impl Into<String>) -> Self {
        Column {
            header: header.into(),
            named: true,
        }
    }

    /// The column's number.
    fn find(&self, headers: &[&str]) -> Result<Option<usize>, Fault> {
        let at = position(headers, &self.header);
        if at.is_none() && self.named {
            return Err(missing(&self.header));
        }
        Ok(at)
    }
}

impl Default for ColumnMapping {
    fn default() -> Self {
        ColumnMapping {
            id: Column::unnamed("id"),
            kind: Column::unnamed("kind"),
            name: Column::unnamed("name"),
            language: Column::unnamed("lang"),
            alias: Column::unnamed("alias"),
            gender: Column::unnamed("gender"),
            description: Column::unnamed("description"),
            names_in: Vec::new(),
            alias_separator: Some(';'),
            delimiter: None,
            quoting: None,
        }
    }
}

macro_rules! columns {
    ($($(#[doc = $text:literal])+ $column:ident),+ $(,)?) => {
        $(
            $(#[doc = $text])+
            ///
            /// ```
            #[doc = concat!("let columns = imya::gazetteer::ColumnMapping::new().", stringify!($column), "(\"C\");")]
            /// assert_ne!(columns, imya::gazetteer::ColumnMapping::new());
            /// ```
            #[must_use]
            pub fn $column(mut self, header: impl Into<String>) -> Self {
                self.$column = Column::named(header);
                self
            }
        )+
    };
}

impl ColumnMapping {
    /// The headers by which imya goes by default.
    ///
    /// ```
    /// use imya::gazetteer::Reader;
    /// let text = "id,kind,name,name:ru,alias,gender\n1,person,Ян Верас,Иван Верес,Янка;Ясь,m\n";
    /// let mut reader = Reader::new("persons.csv", text.as_bytes());
    /// assert_eq!(reader.read_all()?[0].names().len(), 4);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn new() -> Self {
        ColumnMapping::default()
    }

    columns! {
        /// The header of the ids.
        id,
        /// The header of the kinds.
        kind,
        /// The header of the names.
        name,
        /// The header of the languages of names and aliases.
        language,
        /// The header of the further names.
        alias,
        /// The header of the genders.
        gender,
        /// The header of the descriptions.
        description,
    }

    /// The header of a column of names in one language; there may be several.
    ///
    /// ```
    /// let columns = imya::gazetteer::ColumnMapping::new().name_in("nazwa", "pl");
    /// assert_ne!(columns, imya::gazetteer::ColumnMapping::new());
    /// ```
    #[must_use]
    pub fn name_in(mut self, header: impl Into<String>, language: impl Into<String>) -> Self {
        self.names_in.push((header.into(), language.into()));
        self
    }

    /// What stands between several aliases in one cell: `;` by default; `None` for nothing.
    ///
    /// ```
    /// let columns = imya::gazetteer::ColumnMapping::new().alias_separator(None);
    /// assert_ne!(columns, imya::gazetteer::ColumnMapping::new());
    /// ```
    #[must_use]
    pub fn alias_separator(mut self, separator: impl Into<Option<char>>) -> Self {
        self.alias_separator = separator.into();
        self
    }

    /// The ASCII character between cells: by default a comma in CSV and a tab in TSV.
    ///
    /// ```
    /// let columns = imya::gazetteer::ColumnMapping::new().delimiter(b';');
    /// assert_ne!(columns, imya::gazetteer::ColumnMapping::new());
    /// ```
    #[must_use]
    pub fn delimiter(mut self, delimiter: u8) -> Self {
        self.delimiter = Some(delimiter);
        self
    }

    /// Whether cells may stand in double quotes: by default in CSV, not in TSV.
    ///
    /// ```
    /// let columns = imya::gazetteer::ColumnMapping::new().quoting(false);
    /// assert_ne!(columns, imya::gazetteer::ColumnMapping::new());
    /// ```
    #[must_use]
    pub fn quoting(mut self, quoting: bool) -> Self {
        self.quoting = Some(quoting);
        self
    }

    /// Finds the columns under the headers of a table.
    pub(super) fn find(&self, headers: &[&str]) -> Result<Columns, Fault> {
        let id = self.id.find(headers)?;
        let mut names = Vec::new();
        names.extend(self.name.find(headers)?.map(|at| (at, None)));
        for (header, language) in &self.names_in {
            let at = position(headers, header).ok_or_else(|| missing(header))?;
            names.push((at, Some(language.as_str().into())));
        }
        names.extend(in_languages(headers, &self.name.header));
        let mut aliases = Vec::new();
        aliases.extend(self.alias.find(headers)?.map(|at| (at, None)));
        aliases.extend(in_languages(headers, &self.alias.header));
        if names.is_empty() {
            return Err(missing(&self.name.header));
        }
        Ok(Columns {
            id: id.ok_or_else(|| missing(&self.id.header))?,
            kind: self.kind.find(headers)?,
            names,
            language: self.language.find(headers)?,
            aliases,
            gender: self.gender.find(headers)?,
            description: self.description.find(headers)?,
            count: headers.len(),
        })
    }
}

/// The numbers of the columns of a table, counted from 0.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) id: usize,
    pub(super) kind: Option<usize>,
    pub(super) names: Vec<(usize, Option<Box<str>>)>,
    pub(super) language: Option<usize>,
    pub(super) aliases: Vec<(usize, Option<Box<str>>)>,
    pub(super) gender: Option<usize>,
    pub(super) description: Option<usize>,
    pub(super) count: usize,
}

fn missing(header: &str) -> Fault {
    Fault::at(0, format!("the column `{header}` is missing"))
}

fn position(headers: &[&str], wanted: &str) -> Option<usize> {
    let mut headers = headers.iter();
    headers.position(|header| header.eq_ignore_ascii_case(wanted))
}

/// The columns whose header is `header:language`.
fn in_languages(headers: &[&str], header: &str) -> Vec<(usize, Option<Box<str>>)> {
    let split = headers.iter().enumerate().filter_map(|(at, found)| {
        let (found, language) = found.split_once(':')?;
        found
            .eq_ignore_ascii_case(header)
            .then(|| (at, Some(language.trim().into())))
    });
    split.collect()
}
