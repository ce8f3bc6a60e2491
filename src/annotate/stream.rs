//! Texts larger than memory, in chunks.

use std::io::{ErrorKind, Read};
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::resolver::Resolver;

use super::mention::Mention;
use super::options::{AnnotateOptions, AnnotateScratch};

/// Chunks end at a paragraph's border after this many bytes.
const CHUNK: usize = 4 << 20;
/// A paragraph longer than this is cut at white space.
const LONGEST: usize = 16 << 20;

/// The mentions of a text that is read bit by bit; made by [`Resolver::annotate_reader`].
///
/// Yields the mentions of each chunk with their places in the whole text. What chunks say is known in those that
/// follow: who is introduced, where and how often, how the text writes surnames, which of them are strangers'.
/// What follows is not known yet: a surname alone, or a given name with a patronymic, finds nobody or somebody else
/// if only a later chunk introduces its bearer, and so may an ambiguous mention that a later chunk would settle; and
/// whether Latin names are inflected is seen chunk by chunk. All else, whole names above all, is found as in the
/// whole text, wherever the borders are.
#[derive(Debug)]
pub struct MentionStream<'r, R> {
    resolver: &'r Resolver,
    options: AnnotateOptions,
    scratch: AnnotateScratch,
    reader: R,
    name: PathBuf,
    chunk: usize,
    bytes: Vec<u8>,
    ended: bool,
    /// Bytes and characters before this chunk.
    offset: (usize, usize),
    lines: usize,
}

impl Resolver {
    /// The mentions of a text that is read in chunks of whole paragraphs, a few megabytes each, so that
    /// memory stays bounded whatever its length. `name` stands in errors.
    ///
    /// ```
    /// use imya::{Resolver, annotate::AnnotateOptions};
    /// let resolver = Resolver::embedded();
    /// let text = "Мінск.\n\nГомель.\n";
    /// let chunks = resolver.annotate_reader(text.as_bytes(), "text", &AnnotateOptions::new());
    /// let mentions: Vec<_> = chunks.collect::<Result<Vec<_>, _>>()?.concat();
    /// assert_eq!(&text[mentions[1].span().bytes()], "Гомель");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn annotate_reader<R: Read>(
        &self,
        reader: R,
        name: impl Into<PathBuf>,
        options: &AnnotateOptions,
    ) -> MentionStream<'_, R> {
        MentionStream {
            resolver: self,
            options: options.clone(),
            scratch: AnnotateScratch::new(),
            reader,
            name: name.into(),
            chunk: CHUNK,
            bytes: Vec::new(),
            ended: false,
            offset: (0, 0),
            lines: 1,
        }
    }
}

impl<'r, R: Read> MentionStream<'r, R> {
    /// Working memory to begin with, from another text; get it back with
    /// [`MentionStream::into_scratch`].
    pub fn with_scratch(mut self, scratch: AnnotateScratch) -> Self {
        self.scratch = scratch;
        self
    }

    /// The working memory, for the next text.
    pub fn into_scratch(self) -> AnnotateScratch {
        self.scratch
    }

    /// Chunks of about this many bytes instead of four megabytes; at least one. Longer chunks know more of what
    /// follows (see [`MentionStream`]).
    pub fn chunk(mut self, bytes: usize) -> Self {
        self.chunk = bytes.max(1);
        self
    }

    /// Reads until a border is found behind the wanted length; where the chunk ends.
    fn fill(&mut self) -> Result<usize> {
        let mut wanted = self.chunk;
        loop {
            while !self.ended && self.bytes.len() < wanted {
                let before = self.bytes.len();
                self.bytes
                    .resize(before + (wanted - before).clamp(4096, CHUNK), 0);
                let read = self.reader.read(&mut self.bytes[before..]);
                self.bytes.truncate(before + *read.as_ref().unwrap_or(&0));
                match read {
                    Ok(0) => self.ended = true,
                    Err(source) if source.kind() != ErrorKind::Interrupted => {
                        let path = self.name.clone();
                        return Err(Error::File { path, source });
                    }
                    _ => {}
                }
            }
            if self.ended && self.bytes.len() <= wanted {
                return Ok(self.bytes.len());
            }
            if let Some(end) = border(&self.bytes, wanted >= LONGEST.max(self.chunk)) {
                return Ok(end);
            }
            wanted *= 2;
        }
    }

    fn next_chunk(&mut self) -> Result<Option<Vec<Mention<'r>>>> {
        let end = self.fill()?;
        if end == 0 {
            return Ok(None);
        }
        let text = std::str::from_utf8(&self.bytes[..end]).map_err(|error| {
            let valid = &self.bytes[..error.valid_up_to()];
            let lines = valid.iter().filter(|&&byte| byte == b'\n').count();
            let name = self.name.display().to_string();
            Error::data(name, self.lines + lines, 0, "the text is not UTF-8")
        })?;
        let first = self.offset == (0, 0);
        let resolver = self.resolver;
        let mut mentions = resolver.annotate_chunk(text, &self.options, &mut self.scratch, first);
        for mention in &mut mentions {
            mention.shift(self.offset);
        }
        self.offset.0 += end;
        self.offset.1 += text.chars().count();
        self.lines += text.bytes().filter(|&byte| byte == b'\n').count();
        self.bytes.drain(..end);
        Ok(Some(mentions))
    }
}

impl<'r, R: Read> Iterator for MentionStream<'r, R> {
    type Item = Result<Vec<Mention<'r>>>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.next_chunk();
        if next.is_err() {
            self.bytes.clear();
            self.ended = true;
        }
        next.transpose()
    }
}

/// The last border between paragraphs, else between lines; where `anywhere`, also the last white space, else
/// the last whole character.
fn border(bytes: &[u8], anywhere: bool) -> Option<usize> {
    let paragraph = bytes.windows(2).rposition(|pair| pair == b"\n\n");
    if let Some(at) = paragraph {
        return Some(at + 2);
    }
    if !anywhere {
        return None;
    }
    let line = bytes.iter().rposition(|&byte| byte == b'\n');
    let space = || bytes.iter().rposition(|&byte| byte == b' ');
    let whole = || {
        let begins = |byte: &u8| (*byte as i8) >= -64;
        bytes.iter().rposition(begins).filter(|&at| at > 0)
    };
    match line.or_else(space) {
        Some(at) => Some(at + 1),
        None => Some(whole().unwrap_or(bytes.len())),
    }
}
