//! Where romanised text goes: plain, or with the places that its parts come from.

use std::ops::Range;

use super::rules::Piece;

/// A romanised text with the places that its parts come from.
///
/// The spans lie in order and without gaps in both texts; a span may be empty in the output (a soft
/// sign that the scheme drops) or in the source (the second of two letters that respell one).
///
/// ```
/// use imya::scheme::Scheme;
/// let aligned = Scheme::named("be-icao-9303")?.romanise_aligned("Шчучын!");
/// assert_eq!(aligned.text(), "Shchuchyn!");
/// assert_eq!(aligned.source_of(0..4), 0..4); // Shch ← Шч, two letters of two bytes
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aligned {
    text: String,
    spans: Vec<Span>,
}

/// A part of a romanised text and the part of the source that it comes from, in bytes.
///
/// ```
/// # use imya::scheme::Scheme;
/// let aligned = Scheme::named("be-icao-9303")?.romanise_aligned("соль");
/// let dropped = aligned.spans().last().expect("there are four");
/// assert!(dropped.output.is_empty() && dropped.source == (6..8));
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Span {
    /// The bytes of the output.
    pub output: Range<usize>,
    /// The bytes of the source.
    pub source: Range<usize>,
}

impl Aligned {
    /// The romanised text.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// assert_eq!(Scheme::named("be-icao-9303")?.romanise_aligned("Быкаў").text(), "Bykau");
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The spans, in order.
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// let aligned = Scheme::named("be-icao-9303")?.romanise_aligned("юг");
    /// let spans: Vec<_> = aligned.spans().iter().map(|span| (span.output.clone(), span.source.clone())).collect();
    /// assert_eq!(spans, [(0..2, 0..2), (2..3, 2..4)]); // iu ← ю, h ← г
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The smallest part of the source that gave a part of the output; both in bytes.
    ///
    /// An empty or outlying range gives an empty range. O(log n).
    ///
    /// ```
    /// # use imya::scheme::Scheme;
    /// let aligned = Scheme::named("be-icao-9303")?.romanise_aligned("юг");
    /// assert_eq!(aligned.source_of(1..3), 0..4); // half of ю is all of it
    /// assert_eq!(aligned.source_of(9..12), 4..4);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn source_of(&self, output: Range<usize>) -> Range<usize> {
        let from = self
            .spans
            .partition_point(|span| span.output.end <= output.start);
        let to = self
            .spans
            .partition_point(|span| span.output.start < output.end);
        match self.spans.get(from..to) {
            Some([first, .., last]) => first.source.start..last.source.end,
            Some([only]) => only.source.clone(),
            _ => {
                let at = self.spans.get(from).map(|span| span.source.start);
                let at = at.unwrap_or_else(|| self.spans.last().map_or(0, |span| span.source.end));
                at..at
            }
        }
    }
}

/// Where the output goes.
pub(super) trait Sink {
    /// A piece from the letters between two places of the source.
    fn piece(&mut self, piece: &Piece, source: Range<usize>);
    /// A part of the source, as it is.
    fn copy(&mut self, text: &str, source: Range<usize>);
    /// Takes back the last bytes; a tracing sink only such as were copied.
    fn take_back(&mut self, bytes: usize);
}

/// A long text is checked and handed over in parts of about this many bytes, which stay in the
/// nearest cache.
const PART: usize = 8 << 10;

pub(super) struct Plain {
    /// Longer than what is written, so that pieces are moved whole.
    pub(super) bytes: Vec<u8>,
    pub(super) at: usize,
    /// The parts that nothing can take back any more.
    done: String,
    length: usize,
    /// How much has to be written before it is worth looking for a place to part it.
    limit: usize,
}

impl Plain {
    /// Room for what a source of this length gives in most schemes, or for a part of it.
    pub(super) fn for_source(length: usize) -> Self {
        Plain {
            bytes: vec![0; (length + length / 4).min(PART) + 64],
            at: 0,
            done: String::new(),
            length,
            limit: PART,
        }
    }

    /// Hands over what is written up to the last space or line end before `before`, once it is long enough;
    /// gives its length. Nothing before one is ever taken back.
    pub(super) fn hand_over(&mut self, before: usize) -> usize {
        if self.at < self.limit {
            return 0;
        }
        let free = self.bytes.get(..before.min(self.at)).unwrap_or_default();
        let Some(space) = free.iter().rposition(|byte| matches!(byte, b' ' | b'\n')) else {
            self.limit = self.at * 2;
            return 0;
        };
        self.limit = PART;
        let part = free.get(..=space).unwrap_or_default();
        // The source's length is more than most schemes need, and what is over is never touched.
        self.done
            .reserve(self.length.saturating_sub(self.done.len()));
        push(&mut self.done, part);
        self.bytes.copy_within(space + 1..self.at, 0);
        self.at -= space + 1;
        space + 1
    }

    /// The text written; it is copied only if it is long or were not UTF-8.
    pub(super) fn into_text(mut self) -> String {
        self.bytes.truncate(self.at);
        if !self.done.is_empty() {
            push(&mut self.done, &self.bytes);
            return self.done;
        }
        String::from_utf8(self.bytes)
            .unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned())
    }

    #[inline]
    pub(super) fn grow(&mut self, room: usize) {
        if self.bytes.len() < self.at + room {
            self.bytes
                .resize((self.at + room).max(self.bytes.len() * 2), 0);
        }
    }
}

fn push(text: &mut String, part: &[u8]) {
    match simdutf8::basic::from_utf8(part) {
        Ok(part) => text.push_str(part),
        Err(_) => text.push_str(&String::from_utf8_lossy(part)),
    }
}

impl Sink for Plain {
    #[inline]
    fn piece(&mut self, piece: &Piece, _: Range<usize>) {
        self.grow(piece.bytes.len());
        if let Some(room) = self.bytes.get_mut(self.at..self.at + piece.bytes.len()) {
            room.copy_from_slice(&piece.bytes);
        }
        self.at += usize::from(piece.length);
    }

    #[inline]
    fn copy(&mut self, text: &str, source: Range<usize>) {
        let text = text.get(source).unwrap_or_default().as_bytes();
        self.grow(text.len());
        if let Some(room) = self.bytes.get_mut(self.at..self.at + text.len()) {
            room.copy_from_slice(text);
        }
        self.at += text.len();
    }

    fn take_back(&mut self, bytes: usize) {
        self.at -= bytes;
    }
}

pub(super) struct Tracing {
    plain: Plain,
    spans: Vec<Span>,
}

impl Tracing {
    pub(super) fn for_source(length: usize) -> Self {
        Tracing {
            plain: Plain::for_source(length),
            spans: Vec::new(),
        }
    }

    pub(super) fn into_aligned(self) -> Aligned {
        Aligned {
            text: self.plain.into_text(),
            spans: self.spans,
        }
    }
}

impl Sink for Tracing {
    fn piece(&mut self, piece: &Piece, source: Range<usize>) {
        let start = self.plain.at;
        self.plain.piece(piece, source.clone());
        self.spans.push(Span {
            output: start..self.plain.at,
            source,
        });
    }

    fn copy(&mut self, text: &str, source: Range<usize>) {
        if source.is_empty() {
            return;
        }
        let start = self.plain.at;
        self.plain.copy(text, source.clone());
        self.spans.push(Span {
            output: start..self.plain.at,
            source,
        });
    }

    fn take_back(&mut self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        self.plain.take_back(bytes);
        if let Some(last) = self.spans.last_mut() {
            last.output.end -= bytes;
            last.source.end -= bytes;
            if last.output.is_empty() {
                self.spans.pop();
            }
        }
    }
}
