//! The bytes of an index: one image, in memory as in the file.
//!
//! A header, a list of sections and the sections, little-endian, each at a multiple of 64 bytes. What
//! is read from it is checked where it is read: a number out of range gives an empty answer, never a
//! panic.

use std::fmt;
use std::ops::Range;

use memmap2::Mmap;

use super::checksum::checksum;
use super::memory::Memory;

const MAGIC: [u8; 8] = *b"imya-idx";
const VERSION: u32 = 5;
const HEADER: usize = 64;
const ENTRY: usize = 24;
const ALIGNMENT: usize = 64;

/// The parts of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Section {
    /// Ids, descriptions and names.
    Text,
    /// The languages of names, each with a line feed.
    Languages,
    /// How many entities of each kind there are.
    Kinds,
    /// Three numbers an entity; one entity more than there are.
    Entities,
    /// Four numbers a name; one name more than there are.
    Names,
    /// The words of names with their roles.
    Members,
    /// Where the words begin in `Words`; one more than there are.
    WordStarts,
    Words,
    /// Where the names of each word begin in `Postings`; one more than there are words.
    PostingStarts,
    /// Names, those with no other telling word marked and first.
    Postings,
    /// Where the words of each bucket begin in `BucketWords`; one more than there are buckets.
    Buckets,
    /// Words, each with a hint.
    BucketWords,
    /// Where the names of each couple begin in `CoupleNames`; one more than there are.
    Couples,
    /// Names, each with some bits of its couple.
    CoupleNames,
    /// Which keys words have as ones of couples, as a Bloom filter.
    WordKeys,
}

pub(crate) const SECTIONS: usize = Section::WordKeys as usize + 1;

const NAMES: [&str; SECTIONS] = [
    "text",
    "languages",
    "kinds",
    "entities",
    "names",
    "members",
    "word starts",
    "words",
    "posting starts",
    "postings",
    "buckets",
    "bucket words",
    "couples",
    "couple names",
    "word keys",
];

/// A checked header and the bytes of all sections.
pub(crate) struct Image {
    memory: Memory,
    sections: [Range<usize>; SECTIONS],
}

impl fmt::Debug for Image {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mapped = matches!(self.memory, Memory::Mapped(_));
        out.debug_struct("Image")
            .field("mapped", &mapped)
            .field("bytes", &self.bytes().len())
            .finish_non_exhaustive()
    }
}

impl Image {
    /// Lays out sections.
    pub(crate) fn assemble(tables: u64, parts: [Vec<u8>; SECTIONS]) -> Image {
        let aligned = |length: usize| length.div_ceil(ALIGNMENT) * ALIGNMENT;
        let start = aligned(HEADER + ENTRY * SECTIONS);
        let length = start + parts.iter().map(|part| aligned(part.len())).sum::<usize>();
        let mut sections = [const { 0..0 }; SECTIONS];
        let memory = Memory::filled(length, |bytes| {
            let mut end = start;
            for (at, part) in parts.into_iter().enumerate() {
                let range = end..end + part.len();
                let entry = HEADER + at * ENTRY;
                put(bytes, entry, range.start as u64);
                put(bytes, entry + 8, part.len() as u64);
                put(bytes, entry + 16, checksum(&part));
                bytes[range.clone()].copy_from_slice(&part);
                end = aligned(range.end);
                sections[at] = range;
            }
            bytes[..8].copy_from_slice(&MAGIC);
            bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
            bytes[12..16].copy_from_slice(&(SECTIONS as u32).to_le_bytes());
            put(bytes, 16, tables);
            put(bytes, 24, length as u64);
            let sum = header_checksum(bytes);
            put(bytes, 32, sum);
        });
        Image { memory, sections }
    }

    /// Takes bytes read from a file.
    pub(super) fn owned(bytes: Vec<u8>, tables: u64) -> Result<Image, String> {
        Image::opened(Memory::Owned(bytes), tables)
    }

    /// Takes bytes that are part of the program.
    pub(super) fn compiled_in(bytes: &'static [u8], tables: u64) -> Result<Image, String> {
        Image::opened(Memory::Static(bytes), tables)
    }

    /// Takes a mapped file.
    pub(super) fn mapped(map: Mmap, tables: u64) -> Result<Image, String> {
        Image::opened(Memory::Mapped(map), tables)
    }

    fn opened(memory: Memory, tables: u64) -> Result<Image, String> {
        let sections = read_header(&memory, tables)?;
        Ok(Image { memory, sections })
    }

    /// All bytes, as they stand in a file.
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.memory
    }

    /// Compares every section with its checksum; large ones on several threads.
    pub(super) fn check(&self) -> Result<(), String> {
        let all = self.bytes();
        let sound = |at: usize| {
            let part = &all[self.sections[at].clone()];
            checksum(part) == get(all, HEADER + at * ENTRY + 16)
        };
        let mut order: Vec<usize> = (0..SECTIONS).collect();
        let (first, second): (Vec<usize>, Vec<usize>) = if all.len() > 1 << 22 {
            order.sort_by_key(|&at| std::cmp::Reverse(self.sections[at].len()));
            let mut halves = (Vec::new(), Vec::new());
            let mut loads = (0, 0);
            for at in order {
                let length = self.sections[at].len();
                if loads.0 <= loads.1 {
                    loads.0 += length;
                    halves.0.push(at);
                } else {
                    loads.1 += length;
                    halves.1.push(at);
                }
            }
            halves
        } else {
            (order, Vec::new())
        };
        let whole = |list: &[usize]| list.iter().all(|&at| sound(at));
        let all_sound = if second.is_empty() {
            whole(&first)
        } else {
            std::thread::scope(|scope| {
                let other = scope.spawn(|| whole(&second));
                whole(&first) & other.join().unwrap_or(false)
            })
        };
        let padding = self.sections.windows(2).all(|pair| {
            let gap = &all[pair[0].end..pair[1].start];
            gap.iter().all(|&byte| byte == 0)
        });
        match all_sound && padding {
            true => Ok(()),
            false => Err("the file is damaged: a checksum does not fit".to_owned()),
        }
    }

    /// Writes the checksums of bytes anew, whatever they are, for tests of what checksums do not tell.
    #[cfg(test)]
    pub(super) fn seal(bytes: &mut [u8]) {
        for at in 0..SECTIONS {
            let entry = HEADER + at * ENTRY;
            let start = usize::try_from(get(bytes, entry)).unwrap_or(usize::MAX);
            let length = usize::try_from(get(bytes, entry + 8)).unwrap_or(usize::MAX);
            let part = bytes.get(start..start.saturating_add(length));
            let sum = checksum(part.unwrap_or_default());
            put(bytes, entry + 16, sum);
        }
        let sum = header_checksum(bytes);
        put(bytes, 32, sum);
    }

    /// The names of the sections and their sizes.
    pub(super) fn sections(&self) -> impl Iterator<Item = (&'static str, usize)> + '_ {
        NAMES.into_iter().zip(self.sections.iter().map(Range::len))
    }

    /// The bytes of a section.
    #[inline]
    pub(crate) fn section(&self, section: Section) -> &[u8] {
        let range = &self.sections[section as usize];
        self.bytes().get(range.clone()).unwrap_or_default()
    }

    /// How many 32-bit numbers a section has.
    pub(crate) fn numbers(&self, section: Section) -> usize {
        self.sections[section as usize].len() / 4
    }

    /// The 32-bit number at a place; 0 outside the section.
    #[inline]
    pub(crate) fn number(&self, section: Section, at: usize) -> u32 {
        let bytes = self.section(section).get(at * 4..at * 4 + 4);
        bytes.map_or(0, number_in)
    }

    /// Which of the lists, one fewer than the numbers of a section, a hash belongs to.
    #[inline]
    pub(super) fn place_of(&self, starts: Section, hash: u32) -> u32 {
        spread(hash, self.numbers(starts).saturating_sub(1))
    }

    /// Where the list of a place begins and ends, as two neighbouring numbers of a section say.
    #[inline]
    pub(super) fn bounds(&self, starts: Section, at: u32) -> (u32, u32) {
        let at = at as usize * 4;
        let both = self.section(starts).get(at..at + 8);
        let both = both.and_then(|bytes| bytes.first_chunk::<8>());
        both.map_or((0, 0), |both| {
            let both = u64::from_le_bytes(*both);
            (both as u32, (both >> 32) as u32)
        })
    }

    /// The list between two bounds, in items of `size` bytes; empty where they are out of range.
    #[inline]
    pub(super) fn between(&self, bounds: (u32, u32), items: Section, size: usize) -> &[u8] {
        let (start, end) = (bounds.0 as usize * size, bounds.1 as usize * size);
        self.section(items).get(start..end).unwrap_or_default()
    }

    /// The list that begins and ends where two neighbouring numbers of another section say, in items of
    /// `size` bytes; empty where they are out of range.
    #[inline]
    pub(crate) fn list(&self, starts: Section, at: u32, items: Section, size: usize) -> &[u8] {
        self.between(self.bounds(starts, at), items, size)
    }
}

/// A number below `places` for a hash; as good as evenly distributed.
#[inline]
pub(super) fn spread(hash: u32, places: usize) -> u32 {
    ((u64::from(hash) * places as u64) >> 32) as u32
}

/// The little-endian number at the beginning of four bytes.
#[inline]
pub(crate) fn number_in(bytes: &[u8]) -> u32 {
    match bytes.first_chunk::<4>() {
        Some(bytes) => u32::from_le_bytes(*bytes),
        None => 0,
    }
}

/// The little-endian numbers of a section or a part of it.
#[inline]
pub(crate) fn numbers_in(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(number_in)
}

fn put(bytes: &mut [u8], at: usize, value: u64) {
    bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
}

/// The little-endian number of eight bytes at a place; 0 outside.
#[inline]
pub(crate) fn get(bytes: &[u8], at: usize) -> u64 {
    let bytes = bytes.get(at..at + 8).and_then(|bytes| bytes.first_chunk());
    bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// The checksum of header and section list, but for the place where it stands.
fn header_checksum(bytes: &[u8]) -> u64 {
    let end = HEADER + ENTRY * SECTIONS;
    checksum(&bytes[..32]).rotate_left(1) ^ checksum(&bytes[40..end])
}

fn read_header(bytes: &[u8], tables: u64) -> Result<[Range<usize>; SECTIONS], String> {
    let end = HEADER + ENTRY * SECTIONS;
    if bytes.len() < 16 || bytes[..8] != MAGIC {
        return Err("no index of imya".to_owned());
    }
    let version = number_in(&bytes[8..]);
    if version != VERSION {
        return Err(format!(
            "an index of format {version}; this version of imya reads format {VERSION}: build it anew"
        ));
    }
    if bytes.len() < end || number_in(&bytes[12..]) as usize != SECTIONS {
        return Err("the file is damaged: its header is cut short".to_owned());
    }
    if get(bytes, 32) != header_checksum(bytes) {
        return Err("the file is damaged: the header's checksum does not fit".to_owned());
    }
    if get(bytes, 24) != bytes.len() as u64 {
        return Err(format!(
            "the file is damaged: {} bytes instead of {}",
            bytes.len(),
            get(bytes, 24)
        ));
    }
    if get(bytes, 16) != tables {
        return Err(
            "built with other rule tables than this version of imya has: build it anew".to_owned(),
        );
    }
    let mut sections = [const { 0..0 }; SECTIONS];
    let mut before = end;
    for (at, section) in sections.iter_mut().enumerate() {
        let entry = HEADER + at * ENTRY;
        let start = usize::try_from(get(bytes, entry)).ok();
        let length = usize::try_from(get(bytes, entry + 8)).ok();
        let range = start.zip(length).and_then(|(start, length)| {
            let end = start.checked_add(length)?;
            (start >= before && start % ALIGNMENT == 0 && end <= bytes.len()).then_some(start..end)
        });
        let Some(range) = range else {
            return Err("the file is damaged: a section lies outside it".to_owned());
        };
        before = range.end;
        *section = range;
    }
    Ok(sections)
}
