//! The memory that an index lies in.

use std::ops::Deref;

use memmap2::{Mmap, MmapMut};

/// Less than this lies in small pages as well.
const LARGE: usize = 1 << 22;

/// Bytes for reading.
pub(super) enum Memory {
    Owned(Vec<u8>),
    /// Part of the program.
    Static(&'static [u8]),
    /// A mapped file.
    Mapped(Mmap),
    /// Memory in huge pages, where the system has them.
    Huge(MmapMut),
}

impl Memory {
    /// Bytes that are zero, but for what `fill` makes of them.
    pub(super) fn filled(length: usize, fill: impl FnOnce(&mut [u8])) -> Memory {
        match huge(length) {
            Some(mut map) => {
                fill(&mut map);
                Memory::Huge(map)
            }
            None => {
                let mut bytes = vec![0; length];
                fill(&mut bytes);
                Memory::Owned(bytes)
            }
        }
    }
}

/// A query reads a large index all over, and the place of each page that it reads has to be found first: with huge
/// pages the first thousands of queries of a million names took a quarter less time.
fn huge(length: usize) -> Option<MmapMut> {
    if length < LARGE {
        return None;
    }
    let map = MmapMut::map_anon(length).ok()?;
    // Only a wish: where it is not granted, all is the same but slower.
    #[cfg(target_os = "linux")]
    let _ = map.advise(memmap2::Advice::HugePage);
    Some(map)
}

impl Deref for Memory {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Memory::Owned(bytes) => bytes,
            Memory::Static(bytes) => bytes,
            Memory::Mapped(map) => map,
            Memory::Huge(map) => map,
        }
    }
}
