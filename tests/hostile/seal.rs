//! Makes the checksums of a changed index fit, as `src/index/image.rs` writes them.

use super::checksum::checksum;

const HEADER: usize = 64;
const ENTRY: usize = 24;

/// Writes the length and all checksums anew, as far as the list of sections makes sense.
pub fn seal(image: &mut [u8]) {
    if image.len() < HEADER {
        return;
    }
    let sections = number(image, 12) as u32 as usize;
    let end = sections
        .checked_mul(ENTRY)
        .and_then(|length| length.checked_add(HEADER))
        .filter(|end| *end <= image.len());
    for at in (0..end.map_or(0, |_| sections)).map(|number| HEADER + number * ENTRY) {
        let (start, length) = (number(image, at) as usize, number(image, at + 8) as usize);
        let part = start
            .checked_add(length)
            .and_then(|end| image.get(start..end));
        if let Some(sum) = part.map(checksum) {
            put(image, at + 16, sum);
        }
    }
    put(image, 24, image.len() as u64);
    let list = end.and_then(|end| image.get(40..end));
    if let Some(list) = list {
        let sum = checksum(&image[..32]).rotate_left(1) ^ checksum(list);
        put(image, 32, sum);
    }
}

fn number(image: &[u8], at: usize) -> u64 {
    let bytes = image
        .get(at..at + 8)
        .and_then(|bytes| bytes.try_into().ok());
    u64::from_le_bytes(bytes.unwrap_or_default())
}

fn put(image: &mut [u8], at: usize, value: u64) {
    if let Some(bytes) = image.get_mut(at..at + 8) {
        bytes.copy_from_slice(&value.to_le_bytes());
    }
}
