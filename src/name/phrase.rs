//! How phrases of the vocabulary begin. The build script freezes the beginnings; this file is part of it too.

/// Case forms of a word share at least so many letters at the beginning.
const SHARED: usize = 2;

/// The first letters of two words: all that case forms of a phrase's first two words must share.
#[derive(Debug)]
pub(crate) struct Beginnings {
    bytes: [u8; 8 * SHARED + 1],
    length: usize,
}

impl Beginnings {
    pub(crate) fn of(first: &str, second: &str) -> Self {
        let mut own = Beginnings {
            bytes: [0; 8 * SHARED + 1],
            length: 0,
        };
        let letters = first.chars().take(SHARED).chain([' ']);
        for letter in letters.chain(second.chars().take(SHARED)) {
            let end = own.length + letter.len_utf8();
            letter.encode_utf8(&mut own.bytes[own.length..end]);
            own.length = end;
        }
        own
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}
