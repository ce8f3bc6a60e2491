//! Tables: CSV and TSV.

use std::io::BufRead;

use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};

use super::columns::{ColumnMapping, Columns};
use super::kind::unknown_kind;
use super::lines::{LineFault, Lines};
use super::record::{Fault, Outcome, Settings};
use super::{Entity, Format, Gender, Kind};

/// Takes rows apart; the lines come from outside, so that their numbers and lengths are known.
#[derive(Debug)]
pub(super) struct Delimited {
    mapping: ColumnMapping,
    columns: Option<Columns>,
    core: Box<csv_core::Reader>,
    output: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    cells: usize,
    limit: usize,
}

impl Delimited {
    pub(super) fn new(mapping: ColumnMapping, format: Format, limit: usize) -> Self {
        let (delimiter, quoting) = match format {
            Format::Tsv => (b'\t', false),
            _ => (b',', true),
        };
        let core = ReaderBuilder::new()
            .delimiter(mapping.delimiter.unwrap_or(delimiter))
            .quoting(mapping.quoting.unwrap_or(quoting))
            .terminator(Terminator::Any(b'\n'))
            .build();
        Delimited {
            mapping,
            columns: None,
            core: Box::new(core),
            output: vec![0; 1024],
            written: 0,
            ends: vec![0; 32],
            cells: 0,
            limit,
        }
    }

    /// The next row, with the number of its first line; a fault has that of its own line.
    pub(super) fn next<R: BufRead>(
        &mut self,
        lines: &mut Lines<R>,
        settings: &Settings,
    ) -> Result<Option<(usize, Outcome)>, (usize, LineFault)> {
        loop {
            let Some(line) = self.row(lines)? else {
                return Ok(None);
            };
            let bad = |fault| (line, LineFault::Bad(fault));
            if let Some(columns) = &self.columns {
                let entity = self.entity(columns, settings).map_err(bad)?;
                return Ok(Some((line, Outcome::Entity(entity))));
            }
            let columns = self.header().map_err(|fault| bad(fault.fatal()))?;
            self.columns = Some(columns);
        }
    }

    /// Reads the cells of a row; gives the number of its first line.
    fn row<R: BufRead>(
        &mut self,
        lines: &mut Lines<R>,
    ) -> Result<Option<usize>, (usize, LineFault)> {
        (self.written, self.cells) = (0, 0);
        self.core.reset();
        let mut length = 0;
        let mut first = 0;
        let fatal = self.columns.is_none();
        let fault = |lines: &Lines<R>, fault| match fault {
            LineFault::Bad(fault) if fatal => (lines.number(), LineFault::Bad(fault.fatal())),
            fault => (lines.number(), fault),
        };
        let bad = |line, reason: String| {
            let bad = Fault::at(0, reason);
            (line, LineFault::Bad(if fatal { bad.fatal() } else { bad }))
        };
        loop {
            let line = match first {
                0 => lines.next(),
                _ => lines.next_raw(),
            };
            let line = match line {
                Ok(Some(line)) => line,
                Ok(None) if first == 0 => return Ok(None),
                Ok(None) => return Err(bad(first, "a quoted cell is not closed".to_owned())),
                Err(problem) => return Err(fault(lines, problem)),
            };
            length += line.len() + 1;
            if length > self.limit.saturating_add(1) {
                let reason = format!("the row is longer than {} bytes", self.limit);
                return Err(bad(first, reason));
            }
            let complete = self.feed(line.as_bytes()) || self.feed(b"\n");
            if first == 0 {
                first = lines.number();
            }
            if complete {
                return Ok(Some(first));
            }
        }
    }

    /// Feeds a part of a row; true where it is complete.
    fn feed(&mut self, mut input: &[u8]) -> bool {
        while !input.is_empty() {
            let output = self.output.get_mut(self.written..).unwrap_or_default();
            let ends = self.ends.get_mut(self.cells..).unwrap_or_default();
            let (result, read, written, cells) = self.core.read_record(input, output, ends);
            self.written += written;
            self.cells += cells;
            input = input.get(read..).unwrap_or_default();
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => return true,
            }
        }
        false
    }

    /// A cell, without the white space around it; empty where the row has no such cell.
    fn cell(&self, at: usize) -> Result<&str, Fault> {
        if at >= self.cells {
            return Ok("");
        }
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let (start, end) = (start.copied().unwrap_or(0), self.ends.get(at).copied());
        let bytes = self.output.get(start..end.unwrap_or(start));
        let text = str::from_utf8(bytes.unwrap_or_default());
        text.map(str::trim)
            .map_err(|_| Fault::at(at + 1, "the cell is not UTF-8"))
    }

    fn optional(&self, at: Option<usize>) -> Result<Option<&str>, Fault> {
        let cell = at.map(|at| self.cell(at)).transpose()?;
        Ok(cell.filter(|cell| !cell.is_empty()))
    }

    fn header(&self) -> Result<Columns, Fault> {
        if let Some(byte) = self.mapping.delimiter
            && (!byte.is_ascii() || matches!(byte, b'\n' | b'"' | 0))
        {
            let reason = format!("{:?} is no delimiter", char::from(byte));
            return Err(Fault::at(0, reason));
        }
        let headers = (0..self.cells).map(|at| self.cell(at));
        self.mapping.find(&headers.collect::<Result<Vec<_>, _>>()?)
    }

    fn entity(&self, columns: &Columns, settings: &Settings) -> Result<Entity, Fault> {
        if self.cells > columns.count {
            let (cells, count) = (self.cells, columns.count);
            let reason = format!("{cells} cells in a table of {count} columns");
            return Err(Fault::at(count + 1, reason));
        }
        let id = self.cell(columns.id)?;
        if id.is_empty() {
            return Err(Fault::at(columns.id + 1, "the id is empty"));
        }
        let kind = match self.optional(columns.kind)? {
            Some(label) => Kind::from_label(label).ok_or_else(|| unknown_kind(label)),
            None => settings
                .default_kind
                .ok_or_else(|| "the kind is missing".to_owned()),
        };
        let at_kind = columns.kind.map_or(0, |at| at + 1);
        let kind = kind.map_err(|reason| Fault::at(at_kind, reason))?;
        let mut entity = Entity::new(id, kind);
        let language = self.optional(columns.language)?;
        for (at, fixed) in &columns.names {
            let language = fixed.as_deref().or(language);
            entity = self.named(entity, *at, self.cell(*at)?, language)?;
        }
        for (at, fixed) in &columns.aliases {
            let language = fixed.as_deref().or(language);
            let separator = self.mapping.alias_separator;
            for alias in self.cell(*at)?.split(|char| Some(char) == separator) {
                entity = self.named(entity, *at, alias.trim(), language)?;
            }
        }
        if entity.names().is_empty() {
            let at = columns.names.first().map_or(0, |(at, _)| at + 1);
            return Err(Fault::at(at, "the name is empty"));
        }
        if let Some(label) = self.optional(columns.gender)? {
            let at = columns.gender.map_or(0, |at| at + 1);
            let reason = || format!("`{label}` is no gender: write `f` or `m`");
            let gender = Gender::from_label(label).ok_or_else(|| Fault::at(at, reason()))?;
            entity = entity.with_gender(gender);
        }
        if let Some(description) = self.optional(columns.description)? {
            entity = entity.with_description(description);
        }
        entity
            .fault()
            .map_or(Ok(entity), |reason| Err(reason.into()))
    }

    /// Adds a name, if the cell has one.
    fn named(
        &self,
        entity: Entity,
        at: usize,
        name: &str,
        language: Option<&str>,
    ) -> Result<Entity, Fault> {
        if name.is_empty() {
            return Ok(entity);
        }
        if name.contains('\0') {
            return Err(Fault::at(at + 1, "the name holds a NUL character"));
        }
        Ok(entity.with_name(name, language))
    }
}
