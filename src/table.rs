//! Rule tables: tab-separated text with a few header lines.
//!
//! Every table of the crate lies under `data/` in this form and is read by this parser, which reads
//! a user's own tables too.
//!
//! ```text
//! # id: be-mine
//! # title: My own romanisation
//! from→to→context
//! а→a→any
//! ```
//!
//! Here `→` stands for a tab.
//! Lines that begin with `#` before the column line are metadata (`# key: value`) or remarks;
//! afterwards `# ` begins a remark. Empty lines are skipped. Cells hold no tabs; there is no quoting.

use crate::error::{Error, Result};

/// A parsed rule table, borrowing from its text.
///
/// ```
/// let table = imya::Table::parse("mine.tsv", "from\tto\nа\ta\n", &["from", "to"])?;
/// let pairs: Vec<_> = table.rows().iter().map(|row| (row.get(0), row.get(1))).collect();
/// assert_eq!(pairs, [("а", "a")]);
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Table<'t> {
    source: String,
    /// Key, value and line.
    metadata: Vec<(&'t str, &'t str, usize)>,
    columns: Vec<&'t str>,
    /// For every column its place in the file.
    places: Vec<usize>,
    rows: Vec<Row<'t>>,
}

/// One row of a [`Table`].
///
/// ```
/// let table = imya::Table::parse("mine.tsv", "from\tto\nа\ta\n", &["from"])?;
/// assert_eq!(table.rows()[0].get(0), "а");
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Row<'t> {
    line: usize,
    cells: Vec<&'t str>,
}

impl<'t> Table<'t> {
    /// Parses `text`; `source` names it in errors.
    ///
    /// `required` are columns that must be there and whose cells must be present in every row (they
    /// may be empty). They come first in [`Row::get`], in the order given here, whatever their order
    /// in the file; other columns follow in file order.
    ///
    /// # Errors
    /// [`Error::Data`] with line and cell number where a column is missing or named twice, or a row has
    /// too few or too many cells.
    ///
    /// ```
    /// let table = imya::Table::parse("mine.tsv", "# id: x\nto\tfrom\na\tа\n", &["from", "to"])?;
    /// assert_eq!(table.metadata("id"), Some("x"));
    /// assert_eq!(table.rows()[0].get(0), "а");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn parse(source: &str, text: &'t str, required: &[&str]) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().enumerate();
        let mut metadata = Vec::new();
        let header = loop {
            let Some((number, line)) = lines.next() else {
                return Err(Error::data(source, 0, 0, "the table has no column line"));
            };
            if let Some(remark) = line.strip_prefix('#') {
                if let Some((key, value)) = remark.split_once(':') {
                    metadata.push((key.trim(), value.trim(), number + 1));
                }
            } else if !line.trim().is_empty() {
                break (number, line);
            }
        };
        let (columns, order) = column_order(source, header, required)?;
        let mut rows = Vec::new();
        let mut cells = Vec::new();
        for (number, line) in lines {
            if line.is_empty() || line.starts_with("# ") || line == "#" {
                continue;
            }
            rows.push(parse_row(
                source,
                number + 1,
                line,
                &columns,
                &order,
                required.len(),
                &mut cells,
            )?);
        }
        let columns = order
            .iter()
            .filter_map(|&at| columns.get(at).copied())
            .collect();
        Ok(Table {
            source: source.to_owned(),
            metadata,
            columns,
            places: order,
            rows,
        })
    }

    /// The name given to [`Table::parse`].
    ///
    /// ```
    /// let table = imya::Table::parse("mine.tsv", "# id: x\nfrom\tto\nа\ta\n", &["to"])?;
    /// assert_eq!(table.source(), "mine.tsv");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The value of a `# key: value` header line.
    ///
    /// ```
    /// let table = imya::Table::parse("mine.tsv", "# id: x\nfrom\tto\nа\ta\n", &["to"])?;
    /// assert_eq!((table.metadata("id"), table.metadata("title")), (Some("x"), None));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn metadata(&self, key: &str) -> Option<&'t str> {
        self.metadata
            .iter()
            .find(|(name, _, _)| *name == key)
            .map(|(_, value, _)| *value)
    }

    /// The columns: the required ones in the order asked for, then the others.
    ///
    /// ```
    /// let table = imya::Table::parse("mine.tsv", "# id: x\nfrom\tto\nа\ta\n", &["to"])?;
    /// assert_eq!(table.columns(), ["to", "from"]);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn columns(&self) -> &[&'t str] {
        &self.columns
    }

    /// The number of a column, for [`Row::get`].
    ///
    /// ```
    /// let table = imya::Table::parse("mine.tsv", "# id: x\nfrom\tto\nа\ta\n", &["to"])?;
    /// assert_eq!((table.column("from"), table.column("note")), (Some(1), None));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == name)
    }

    /// The rows, in file order.
    ///
    /// ```
    /// let table = imya::Table::parse("mine.tsv", "# id: x\nfrom\tto\nа\ta\n", &["to"])?;
    /// assert_eq!(table.rows().len(), 1);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn rows(&self) -> &[Row<'t>] {
        &self.rows
    }

    /// An error that points at a header line, or at the whole table where there is no such line.
    pub(crate) fn header_error(&self, key: &str, reason: impl Into<String>) -> Error {
        let found = self.metadata.iter().find(|(name, _, _)| *name == key);
        let line = found.map_or(0, |(_, _, line)| *line);
        Error::data(self.source.clone(), line, 0, reason)
    }

    /// An error that points at a cell of this table.
    pub(crate) fn error(&self, row: &Row<'_>, column: usize, reason: impl Into<String>) -> Error {
        let place = self.places.get(column).copied().unwrap_or(column);
        Error::data(self.source.clone(), row.line, place + 1, reason)
    }
}

impl<'t> Row<'t> {
    /// The line in the file, counted from 1.
    ///
    /// ```
    /// let table = imya::Table::parse("mine.tsv", "# id: x\nfrom\tto\nа\ta\n", &["to"])?;
    /// assert_eq!(table.rows()[0].line(), 3);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn line(&self) -> usize {
        self.line
    }

    /// A cell; empty where the row has no such cell.
    ///
    /// ```
    /// let table = imya::Table::parse("mine.tsv", "# id: x\nfrom\tto\nа\ta\n", &["to"])?;
    /// assert_eq!((table.rows()[0].get(0), table.rows()[0].get(9)), ("a", ""));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn get(&self, column: usize) -> &'t str {
        self.cells.get(column).copied().unwrap_or_default()
    }
}

fn column_order<'t>(
    source: &str,
    (number, header): (usize, &'t str),
    required: &[&str],
) -> Result<(Vec<&'t str>, Vec<usize>)> {
    let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
    for (at, column) in columns.iter().enumerate() {
        if columns.iter().take(at).any(|earlier| earlier == column) {
            let reason = format!("the column `{column}` is there twice");
            return Err(Error::data(source, number + 1, at + 1, reason));
        }
    }
    let mut order = Vec::with_capacity(columns.len());
    for name in required {
        match columns.iter().position(|column| column == name) {
            Some(at) => order.push(at),
            None => {
                let reason = format!("the column `{name}` is missing");
                return Err(Error::data(source, number + 1, 0, reason));
            }
        }
    }
    for at in 0..columns.len() {
        if !order.contains(&at) {
            order.push(at);
        }
    }
    Ok((columns, order))
}

fn parse_row<'t>(
    source: &str,
    line_number: usize,
    line: &'t str,
    columns: &[&str],
    order: &[usize],
    required: usize,
    cells: &mut Vec<&'t str>,
) -> Result<Row<'t>> {
    cells.clear();
    cells.extend(Cells(Some(line)));
    if cells.len() > columns.len() {
        let reason = format!(
            "{} cells in a table of {} columns",
            cells.len(),
            columns.len()
        );
        return Err(Error::data(source, line_number, columns.len() + 1, reason));
    }
    for &at in order.iter().take(required) {
        if at >= cells.len() {
            let name = columns.get(at).copied().unwrap_or_default();
            let reason = format!("the cell `{name}` is missing");
            return Err(Error::data(source, line_number, at + 1, reason));
        }
    }
    let cells = order
        .iter()
        .map(|&at| cells.get(at).copied().unwrap_or_default())
        .collect();
    Ok(Row {
        line: line_number,
        cells,
    })
}

/// The cells of a line; most are too short for a search to pay.
struct Cells<'t>(Option<&'t str>);

impl<'t> Iterator for Cells<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.0?;
        let end = rest.bytes().position(|byte| byte == b'\t');
        let (cell, rest) = match end {
            Some(end) => (rest.get(..end)?, rest.get(end + 1..)),
            None => (rest, None),
        };
        self.0 = rest;
        Some(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_metadata_columns_and_rows() {
        let text = "# id: x\n# a remark\n\nb\ta\n1\t2\n# remark\n3\t4\n";
        let table = Table::parse("t", text, &["a"]).unwrap();
        assert_eq!(table.columns(), ["a", "b"]);
        assert_eq!(table.rows()[1].get(0), "4");
        assert_eq!(table.rows()[1].line(), 7);
    }

    #[test]
    fn refuses_bad_tables_with_place_and_reason() {
        let cases = [
            ("", "t: the table has no column line"),
            ("a\ta\n", "t:1:2: the column `a` is there twice"),
            ("b\n", "t:1: the column `a` is missing"),
            ("a\n1\t2\n", "t:2:2: 2 cells in a table of 1 columns"),
            ("b\ta\n1\n", "t:2:2: the cell `a` is missing"),
        ];
        for (text, wanted) in cases {
            assert_eq!(
                Table::parse("t", text, &["a"]).unwrap_err().to_string(),
                wanted
            );
        }
    }
}
