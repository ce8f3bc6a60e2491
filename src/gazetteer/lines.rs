//! Lines of bounded length, numbered, as valid UTF-8.

use std::io::{self, BufRead, Read};

use super::record::Fault;

const NOT_UTF8: &str = "the text is not UTF-8";

/// What stands in the way of the next line.
#[derive(Debug)]
pub(super) enum LineFault {
    /// The source cannot be read any further.
    Source(io::Error),
    /// This line is bad; the next may be good.
    Bad(Fault),
}

impl From<io::Error> for LineFault {
    fn from(error: io::Error) -> Self {
        LineFault::Source(error)
    }
}

/// The lines of a source.
#[derive(Debug)]
pub(super) struct Lines<R> {
    source: R,
    buffer: Vec<u8>,
    /// The number of the line in the buffer, counted from 1.
    number: usize,
    limit: usize,
    /// The buffer holds the beginning of a line that was only looked at.
    held: bool,
    /// The rest of the last line was too long to read.
    overlong: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(source: R, limit: usize) -> Self {
        Lines {
            source,
            buffer: Vec::new(),
            number: 0,
            limit,
            held: false,
            overlong: false,
        }
    }

    pub(super) fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// The number of the line read last, counted from 1.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// The beginning of the next line that is not blank; empty at the end.
    pub(super) fn peek(&mut self, longest: usize) -> io::Result<&[u8]> {
        while !self.held && self.begin(longest.min(self.limit))? {
            self.held = !(self.buffer.ends_with(b"\n") && self.buffer.trim_ascii().is_empty());
        }
        Ok(&self.buffer)
    }

    /// The next line that is not blank, without its end; `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<&str>, LineFault> {
        loop {
            if !self.advance()? {
                return Ok(None);
            }
            if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        self.text().map(Some)
    }

    /// The next line, blank or not, without its end; `None` after the last.
    pub(super) fn next_raw(&mut self) -> Result<Option<&str>, LineFault> {
        if self.advance()? {
            self.text().map(Some)
        } else {
            Ok(None)
        }
    }

    /// All that is still to be read, with the number of its first line.
    pub(super) fn rest(&mut self, limit: usize) -> Result<(usize, String), LineFault> {
        if !self.held && !self.begin(limit)? {
            return Ok((self.number, String::new()));
        }
        self.held = false;
        let first = self.number;
        let room = limit.saturating_add(1).saturating_sub(self.buffer.len());
        let mut bounded = (&mut self.source).take(room as u64);
        bounded.read_to_end(&mut self.buffer)?;
        if self.buffer.len() > limit {
            let reason = format!("the document is longer than {limit} bytes");
            return Err(LineFault::Bad(Fault::at(0, reason)));
        }
        let text = String::from_utf8(std::mem::take(&mut self.buffer)).map_err(|error| {
            let valid = error.as_bytes().get(..error.utf8_error().valid_up_to());
            let valid = String::from_utf8_lossy(valid.unwrap_or_default()).into_owned();
            let line = valid.rsplit('\n').next().unwrap_or_default();
            let mut fault = Fault::at(line.chars().count() + 1, NOT_UTF8);
            fault.lines = valid.matches('\n').count();
            LineFault::Bad(fault)
        })?;
        let ends = text.trim_end_matches('\n').matches('\n').count();
        self.number += ends;
        Ok((first, text))
    }

    /// Reads a line into the buffer; false at the end.
    fn advance(&mut self) -> Result<bool, LineFault> {
        if self.overlong {
            self.overlong = false;
            self.source.skip_until(b'\n')?;
        }
        if self.held {
            self.held = false;
            self.extend(self.limit)?;
        } else if !self.begin(self.limit)? {
            return Ok(false);
        }
        let complete = self.buffer.ends_with(b"\n");
        if self.buffer.len() - usize::from(complete) > self.limit {
            self.overlong = !complete;
            let reason = format!("the line is longer than {} bytes", self.limit);
            return Err(LineFault::Bad(Fault::at(0, reason)));
        }
        if complete {
            self.buffer.pop();
            self.buffer.pop_if(|last| *last == b'\r');
        }
        Ok(true)
    }

    /// Begins a new line in the buffer; false at the end.
    fn begin(&mut self, longest: usize) -> io::Result<bool> {
        self.buffer.clear();
        self.extend(longest)?;
        if self.buffer.is_empty() {
            return Ok(false);
        }
        self.number += 1;
        if self.number == 1 && self.buffer.starts_with("\u{feff}".as_bytes()) {
            self.buffer.drain(..'\u{feff}'.len_utf8());
            if self.buffer.is_empty() {
                self.extend(longest)?;
            }
        }
        Ok(true)
    }

    /// Reads on to the end of the line, or until the buffer holds one byte more than `longest`.
    fn extend(&mut self, longest: usize) -> io::Result<()> {
        if self.buffer.ends_with(b"\n") {
            return Ok(());
        }
        let room = longest.saturating_add(1).saturating_sub(self.buffer.len());
        let mut bounded = (&mut self.source).take(room as u64);
        bounded.read_until(b'\n', &mut self.buffer)?;
        Ok(())
    }

    fn text(&self) -> Result<&str, LineFault> {
        str::from_utf8(&self.buffer).map_err(|error| {
            let valid = self.buffer.get(..error.valid_up_to()).unwrap_or_default();
            let column = String::from_utf8_lossy(valid).chars().count() + 1;
            LineFault::Bad(Fault::at(column, NOT_UTF8))
        })
    }
}
