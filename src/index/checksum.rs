//! A fast checksum: any change within one word of eight bytes changes it.

const LANES: usize = 8;
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The checksum of bytes; some gigabytes a second per thread.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut lanes = [0u64; LANES];
    for (at, lane) in (1u64..).zip(&mut lanes) {
        *lane = at.wrapping_mul(FACTOR);
    }
    let mut chunks = bytes.chunks_exact(8 * LANES);
    for chunk in &mut chunks {
        for (lane, word) in lanes.iter_mut().zip(chunk.as_chunks::<8>().0) {
            *lane = mix(*lane, u64::from_le_bytes(*word));
        }
    }
    let mut sum = bytes.len() as u64;
    for lane in lanes {
        sum = mix(sum, lane);
    }
    for rest in chunks.remainder().chunks(8) {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        sum = mix(sum, u64::from_le_bytes(word));
    }
    sum ^ sum >> 31
}

/// One to one in either argument.
#[inline]
fn mix(state: u64, word: u64) -> u64 {
    (state ^ word).wrapping_mul(FACTOR).rotate_left(29)
}

/// A quick hash for buckets.
#[inline]
pub(super) fn scatter(value: u64) -> u32 {
    let mixed = (value ^ value >> 32).wrapping_mul(FACTOR);
    (mixed >> 32) as u32
}

/// A hash of two numbers, all of whose bits depend on all of theirs.
pub(super) fn scatter_wide(one: u64, other: u64) -> u64 {
    let mixed = mix(mix(FACTOR, one), other);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(FACTOR);
    mixed ^ mixed >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_is_seen() {
        let bytes: Vec<u8> = (0..200u8).collect();
        let sum = checksum(&bytes);
        for at in 0..bytes.len() * 8 {
            let mut other = bytes.clone();
            other[at / 8] ^= 1 << (at % 8);
            assert_ne!(checksum(&other), sum);
        }
        assert_ne!(checksum(&bytes[..199]), sum);
    }
}
