//! A map from words to bytes that is looked up where it lies: nothing is read when a program starts.
//!
//! The build script freezes large tables; this file is part of it too.

/// A frozen map, in the form that [`freeze`] writes.
///
/// ```text
/// slots  u32, a power of two
/// slots × u32: where the entry begins, 0 for none
/// entries: key length u8, value length u16, key, value
/// ```
/// Numbers are little-endian; an entry stands in the first free slot from that of its key's hash on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frozen<'b> {
    bytes: &'b [u8],
}

impl<'b> Frozen<'b> {
    /// A map in these bytes; of damaged bytes it may find anything, but never panics.
    pub(crate) const fn new(bytes: &'b [u8]) -> Self {
        Frozen { bytes }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'b [u8]> {
        let slots = long(self.bytes, 0)?;
        let mut slot = hash(key.as_bytes()) & slots.checked_sub(1)?;
        for _ in 0..slots {
            let entry = long(self.bytes, 4 + 4 * slot as usize)? as usize;
            if entry == 0 {
                break;
            }
            let (head, rest) = self.bytes.get(entry..)?.split_first_chunk::<3>()?;
            let length = usize::from(u16::from_le_bytes([head[1], head[2]]));
            let (own, rest) = rest.split_at_checked(usize::from(head[0]))?;
            if own == key.as_bytes() {
                return rest.get(..length);
            }
            slot = (slot + 1) & (slots - 1);
        }
        None
    }
}

/// A little-endian number at a place.
pub(crate) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

fn hash(key: &[u8]) -> u32 {
    let mut hash = key.len() as u64;
    for chunk in key.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    (hash >> 32) as u32
}

/// Writes a map; `None` where a key is longer than 255 bytes, a value than 65,535, or all than 4 GB.
#[cfg_attr(not(test), allow(dead_code, reason = "for the build script"))]
pub(crate) fn freeze<'e>(
    entries: impl ExactSizeIterator<Item = (&'e str, &'e [u8])>,
) -> Option<Vec<u8>> {
    // At least a third of the slots stay free.
    let slots = (entries.len() * 3 / 2 + 1).next_power_of_two();
    let mut places = vec![0; slots];
    let mut stored = Vec::new();
    let start = 4 + 4 * slots;
    for (key, value) in entries {
        let mut slot = hash(key.as_bytes()) as usize & (slots - 1);
        while places[slot] != 0 {
            slot = (slot + 1) & (slots - 1);
        }
        places[slot] = u32::try_from(start + stored.len()).ok()?;
        stored.push(u8::try_from(key.len()).ok()?);
        stored.extend(u16::try_from(value.len()).ok()?.to_le_bytes());
        stored.extend(key.as_bytes());
        stored.extend(value);
    }
    let mut bytes = u32::try_from(slots).ok()?.to_le_bytes().to_vec();
    bytes.extend(places.iter().flat_map(|place| place.to_le_bytes()));
    bytes.extend(stored);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn what_was_frozen_is_found(
            entries in proptest::collection::btree_map("[a-zа-я]{0,12}", "[a-z]{0,20}", 0..60),
            others in proptest::collection::vec("[a-zа-я]{0,12}", 20),
        ) {
            let entries: BTreeMap<String, String> = entries;
            let all = entries.iter().map(|(key, value)| (key.as_str(), value.as_bytes()));
            let bytes = freeze(all).unwrap();
            let frozen = Frozen::new(&bytes);
            for key in entries.keys().chain(&others) {
                prop_assert_eq!(frozen.get(key), entries.get(key).map(String::as_bytes));
            }
        }

        #[test]
        fn damaged_bytes_are_bounded(bytes: Vec<u8>, key in "[a-z]{0,9}") {
            Frozen::new(&bytes).get(&key);
        }
    }
}
