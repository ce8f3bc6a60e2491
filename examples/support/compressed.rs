//! Files that may be compressed, read as they are decompressed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use imya::gazetteer::Reader;

/// The longest magic bytes.
const LONGEST_MAGIC: u64 = 6;

/// Makes a reader of what another reads; every format may have several members one after the other.
type Decompress = fn(Box<dyn BufRead>) -> io::Result<Box<dyn Read>>;

/// Ends of file names, what they stand for, what such files begin with.
const COMPRESSIONS: [(&str, &str, &[u8], Decompress); 4] = [
    ("gz", "gzip", b"\x1f\x8b", |read| {
        Ok(Box::new(flate2::bufread::MultiGzDecoder::new(read)))
    }),
    ("zst", "zstd", b"\x28\xb5\x2f\xfd", |read| {
        Ok(Box::new(zstd::Decoder::with_buffer(read)?))
    }),
    ("xz", "xz", b"\xfd7zXZ\0", |read| {
        Ok(Box::new(liblzma::bufread::XzDecoder::new_multi_decoder(
            read,
        )))
    }),
    ("bz2", "bzip2", b"BZh", |read| {
        Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(read)))
    }),
];

/// The entities of a gazetteer, which is decompressed where its name ends in `.gz`, `.zst`, `.xz` or
/// `.bz2`. A file that is cut short is an error that names it, after the entities before.
pub fn gazetteer(path: &Path) -> Result<Reader<Box<dyn BufRead>>> {
    Ok(Reader::new(path.display().to_string(), open(path)?))
}

/// Opens a file, and decompresses it as its name says.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let named = || path.display().to_string();
    let mut file = File::open(path).with_context(named)?;
    let extension = path.extension().and_then(|extension| extension.to_str());
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    let mut known = COMPRESSIONS.iter();
    let Some((_, name, magic, decompress)) = known.find(|known| known.0 == extension) else {
        return Ok(Box::new(BufReader::new(file)));
    };
    let mut beginning = Vec::new();
    let mut head = file.by_ref().take(LONGEST_MAGIC);
    head.read_to_end(&mut beginning).with_context(named)?;
    if !beginning.starts_with(magic) {
        bail!("{}: no {name} file, though its name says so", named());
    }
    let whole = BufReader::new(Cursor::new(beginning).chain(file));
    let read = decompress(Box::new(whole)).with_context(named)?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, read)))
}
