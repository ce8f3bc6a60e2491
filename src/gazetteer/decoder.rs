//! From lines to records, in any format.

use std::io::BufRead;

use super::columns::ColumnMapping;
use super::delimited::Delimited;
use super::format::{self, Format};
use super::lines::{LineFault, Lines};
use super::popolo::{DOCUMENT_LIMIT, Document};
use super::record::{Fault, Outcome, Settings};
use super::{follow_the_money, jsonl, spacy, wikidata};

/// How many bytes of the first line are looked at to tell the format.
const LOOK_AHEAD: usize = 64 << 10;

/// A record with the number of its first line, or what is wrong with it.
pub(super) type Record = Result<Option<(usize, Outcome)>, (usize, LineFault)>;

/// Decodes the records of one format.
#[derive(Debug)]
pub(super) enum Decoder {
    Line(fn(&str, &Settings) -> Result<Outcome, Fault>),
    Table(Box<Delimited>),
    Document(Option<Box<Document>>),
}

impl Decoder {
    pub(super) fn new(format: Format, columns: ColumnMapping, limit: usize) -> Self {
        match format {
            Format::Jsonl => Decoder::Line(jsonl::decode),
            Format::FollowTheMoney => Decoder::Line(follow_the_money::decode),
            Format::Wikidata => Decoder::Line(wikidata::decode),
            Format::SpacyPatterns => Decoder::Line(spacy::decode),
            Format::Popolo => Decoder::Document(None),
            Format::Csv | Format::Tsv => {
                Decoder::Table(Box::new(Delimited::new(columns, format, limit)))
            }
        }
    }

    /// The next record.
    pub(super) fn next<R: BufRead>(&mut self, lines: &mut Lines<R>, settings: &Settings) -> Record {
        match self {
            Decoder::Line(decode) => {
                let outcome = match lines.next() {
                    Ok(None) => return Ok(None),
                    Ok(Some(line)) => decode(line, settings).map_err(LineFault::Bad),
                    Err(fault) => Err(fault),
                };
                let number = lines.number();
                match outcome {
                    Ok(outcome) => Ok(Some((number, outcome))),
                    Err(fault) => Err((number, fault)),
                }
            }
            Decoder::Table(table) => table.next(lines, settings),
            Decoder::Document(Some(document)) => match document.next() {
                None => Ok(None),
                Some((line, Ok(outcome))) => Ok(Some((line, outcome))),
                Some((line, Err(fault))) => Err((line, LineFault::Bad(fault))),
            },
            Decoder::Document(document) => {
                let opened = open_document(lines)?;
                *document = Some(Box::new(opened));
                Ok(Some((0, Outcome::Nothing)))
            }
        }
    }
}

fn open_document<R: BufRead>(lines: &mut Lines<R>) -> Result<Document, (usize, LineFault)> {
    let rest = lines.rest(DOCUMENT_LIMIT).map_err(|fault| match fault {
        LineFault::Bad(fault) => LineFault::Bad(fault.fatal()),
        fault => fault,
    });
    let (first, text) = rest.map_err(|fault| (lines.number(), fault))?;
    Document::parse(text, first).map_err(|fault| (first, LineFault::Bad(fault.fatal())))
}

/// Tells the format of a source that was not read yet, unless it is named; `None` where it is empty.
pub(super) fn detect<R: BufRead>(
    lines: &mut Lines<R>,
    name: &str,
    named: Option<Format>,
) -> Result<Option<Format>, (usize, LineFault)> {
    let beginning = match lines.peek(LOOK_AHEAD) {
        Ok([]) => return Ok(None),
        Ok(beginning) => beginning,
        Err(error) => return Err((lines.number(), LineFault::Source(error))),
    };
    let reason = match format::compression(beginning) {
        Some(how) => format!("the file is compressed with {how}: decompress it first"),
        None => match named.or_else(|| Format::detect(beginning, name)) {
            Some(format) => return Ok(Some(format)),
            None => "the format cannot be told: name it".to_owned(),
        },
    };
    let fault = Fault::at(0, reason).fatal();
    Err((lines.number(), LineFault::Bad(fault)))
}
