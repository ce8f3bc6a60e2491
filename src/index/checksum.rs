//! A fast checksum: any change within one word of eight bytes changes it.

const LANES: usize = 8;
const CHUNK: usize = 8 * LANES;
const STREAMS: usize = 4;
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The checksum of bytes; some ten gigabytes a second per thread.
///
/// It reads in four places at once: what it waits for is memory, which serves several streams faster than one.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut lanes = [0u64; LANES];
    for (at, lane) in (1u64..).zip(&mut lanes) {
        *lane = at.wrapping_mul(FACTOR);
    }
    let (chunks, tail) = bytes.as_chunks::<CHUNK>();
    let (streams, rest) = chunks.split_at(chunks.len() / STREAMS * STREAMS);
    let (first, second) = streams.split_at(streams.len() / 2);
    let (one, two) = first.split_at(first.len() / 2);
    let (three, four) = second.split_at(second.len() / 2);
    for (((one, two), three), four) in one.iter().zip(two).zip(three).zip(four) {
        for chunk in [one, two, three, four] {
            mix_chunk(&mut lanes, chunk);
        }
    }
    for chunk in rest {
        mix_chunk(&mut lanes, chunk);
    }
    let mut sum = bytes.len() as u64;
    for lane in lanes {
        sum = mix(sum, lane);
    }
    for rest in tail.chunks(8) {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        sum = mix(sum, u64::from_le_bytes(word));
    }
    sum ^ sum >> 31
}

#[inline]
fn mix_chunk(lanes: &mut [u64; LANES], chunk: &[u8; CHUNK]) {
    for (lane, word) in lanes.iter_mut().zip(chunk.as_chunks::<8>().0) {
        *lane = mix(*lane, u64::from_le_bytes(*word));
    }
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

/// As [`scatter`], all bits.
#[inline]
pub(super) fn scatter_long(value: u64) -> u64 {
    let mixed = (value ^ value >> 31).wrapping_mul(FACTOR);
    (mixed ^ mixed >> 29).wrapping_mul(FACTOR)
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
        // Four streams, a chunk beside them, and a tail.
        let bytes: Vec<u8> = (0..670u32).map(|at| (at * 7 % 251) as u8).collect();
        let sum = checksum(&bytes);
        for at in 0..bytes.len() * 8 {
            let mut other = bytes.clone();
            other[at / 8] ^= 1 << (at % 8);
            assert_ne!(checksum(&other), sum);
        }
        assert_ne!(checksum(&bytes[..669]), sum);
    }
}
