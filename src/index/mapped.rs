//! Files mapped into memory: the only place with `unsafe` code.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;

use memmap2::{Mmap, MmapOptions};

/// Maps a file for reading.
pub(super) fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is only read, as plain bytes, and every use of it checks its bounds; whatever the
    // bytes are, nothing but a wrong answer can come of them. A file that another process cuts short
    // while it is mapped ends this process with a signal; `Index::write` never changes a file in place
    // but puts a new one in its stead, and `Index::read` does without a map.
    //
    // All pages at once: every byte is read when the checksums are compared.
    unsafe { MmapOptions::new().populate().map(file) }
}
