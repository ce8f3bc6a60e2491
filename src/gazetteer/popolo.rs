//! Popolo: one JSON document with persons, organisations and areas.

use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::record::{Fault, Outcome};
use super::strings::Strings;
use super::{Entity, EntityName, Gender, Kind};

/// The longest document that is read, in bytes.
pub(super) const DOCUMENT_LIMIT: usize = 64 << 20;

/// A document, and what in it is still to be read.
#[derive(Debug)]
pub(super) struct Document {
    text: String,
    records: std::vec::IntoIter<(Kind, Range<usize>)>,
    /// How far lines were counted: a byte of the text, its line and where that line begins.
    at: usize,
    line: usize,
    line_start: usize,
}

impl Document {
    /// Finds the records in a text; `line` is the number of its first line.
    pub(super) fn parse(text: String, line: usize) -> Result<Self, Fault> {
        let lists: Lists<'_> =
            serde_json::from_str(&text).map_err(|error| Fault::json(&text, &error))?;
        let lists = [
            (Kind::Person, lists.persons),
            (Kind::Organisation, lists.organizations),
            (Kind::Place, lists.areas),
        ];
        if lists.iter().all(|(_, list)| list.is_none()) {
            let reason = "there is none of the lists `persons`, `organizations`, `areas`";
            return Err(Fault::at(0, reason));
        }
        let start = text.as_ptr() as usize;
        let mut records = Vec::new();
        for (kind, list) in lists {
            for record in list.unwrap_or_default() {
                let from = (record.get().as_ptr() as usize).saturating_sub(start);
                records.push((kind, from..from + record.get().len()));
            }
        }
        records.sort_unstable_by_key(|(_, range)| range.start);
        Ok(Document {
            text,
            records: records.into_iter(),
            at: 0,
            line,
            line_start: 0,
        })
    }

    /// The next record, with the number of its line; a fault counts from there.
    pub(super) fn next(&mut self) -> Option<(usize, Result<Outcome, Fault>)> {
        let (kind, range) = self.records.next()?;
        let before = self.text.get(self.at..range.start).unwrap_or_default();
        self.line += before.matches('\n').count();
        if let Some(end) = before.rfind('\n') {
            self.line_start = self.at + end + 1;
        }
        self.at = range.start;
        let record = self.text.get(range).unwrap_or_default();
        let outcome = decode(record, kind).map_err(|mut fault| {
            if fault.lines == 0 && fault.column > 0 {
                let indent = self.text.get(self.line_start..self.at).unwrap_or_default();
                fault.column += indent.chars().count();
            }
            fault
        });
        Some((self.line, outcome))
    }
}

fn decode(record: &str, kind: Kind) -> Result<Outcome, Fault> {
    let record: Record =
        serde_json::from_str(record).map_err(|error| Fault::json(record, &error))?;
    let mut entity = Entity::new(record.id, kind);
    let parts = [
        record.given_name,
        record.additional_name,
        record.family_name,
    ];
    match record.name {
        Some(name) => entity = entity.with_name(name, None),
        None => {
            let parts: Vec<Box<str>> = parts.into_iter().flatten().collect();
            if !parts.is_empty() {
                entity = entity.with_name(parts.join(" "), None);
            }
        }
    }
    for other in record.other_names.unwrap_or_default() {
        if let Some(name) = other.name {
            entity = entity.with(EntityName::from_parts(name, other.lang, false));
        }
    }
    if kind == Kind::Person {
        let gender = record.gender.and_then(|gender| Gender::from_label(&gender));
        entity = entity.with_gender(gender);
    }
    let mut descriptions = record.summary.0.into_iter().chain(record.description.0);
    if let Some(description) = descriptions.next() {
        entity = entity.with_description(description);
    }
    Outcome::checked(entity)
}

#[derive(Deserialize)]
struct Lists<'t> {
    #[serde(borrow)]
    persons: Option<Vec<&'t RawValue>>,
    #[serde(borrow)]
    organizations: Option<Vec<&'t RawValue>>,
    #[serde(borrow)]
    areas: Option<Vec<&'t RawValue>>,
}

#[derive(Deserialize)]
struct Record {
    id: Box<str>,
    name: Option<Box<str>>,
    given_name: Option<Box<str>>,
    additional_name: Option<Box<str>>,
    family_name: Option<Box<str>>,
    other_names: Option<Vec<OtherName>>,
    gender: Option<Box<str>>,
    #[serde(default)]
    summary: Strings,
    #[serde(default)]
    description: Strings,
}

#[derive(Deserialize)]
struct OtherName {
    name: Option<Box<str>>,
    lang: Option<Box<str>>,
}
