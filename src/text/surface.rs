//! Words as they are written, in a few numbers: words met before are known again by these, without a look at
//! single letters.

use super::plain;

/// As many bytes at most has a short surface, and a long one; longer words have no surface.
const SHORT: usize = 16;
const LONGEST: usize = 32;

/// The bytes of a word of nothing but ASCII letters, or of nothing but Cyrillic ones of two bytes, behind which
/// a break follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Surface {
    /// Of most words.
    Short([u64; SHORT / 8]),
    Long([u64; LONGEST / 8]),
}

impl Surface {
    /// The surface of the word that begins here, and how many bytes it has; `None` for many words near the
    /// end of a text and for others.
    #[inline(always)]
    pub(super) fn read(
        text: &str,
        start: usize,
        glyphs: &super::fold::Glyphs,
    ) -> Option<(Self, usize)> {
        let bytes = text.as_bytes().get(start..)?.first_chunk::<LONGEST>()?;
        let (surface, length) = match bytes[0].is_ascii() {
            true => Surface::of(bytes, other_than_ascii_letters),
            false => Surface::of(bytes, other_than_cyrillic_letters),
        };
        let whole = (1..LONGEST).contains(&length);
        (whole && plain::ends(text, start + length, glyphs)).then_some((surface, length))
    }

    #[inline(always)]
    fn of(bytes: &[u8; LONGEST], others: impl Fn(u64) -> u64) -> (Self, usize) {
        let half = |at: usize| letters([at, at + 8].map(|at| eight(bytes, at)), &others);
        let (first, length) = half(0);
        if length < SHORT {
            return (Surface::Short(first), length);
        }
        let (second, more) = half(SHORT);
        let ([one, two], [three, four]) = (first, second);
        (Surface::Long([one, two, three, four]), length + more)
    }
}

#[inline]
fn eight(bytes: &[u8; LONGEST], at: usize) -> u64 {
    u64::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]))
}

/// The bytes up to the first other one, and how many they are; `others` has a bit for each other one, its lowest.
/// There is no branch here, for no processor foretells how long words are.
#[inline]
fn letters(bytes: [u64; 2], others: impl Fn(u64) -> u64) -> ([u64; 2], usize) {
    let [first, second] = bytes.map(others);
    let before = |others: u64| others.wrapping_sub(1) & !others;
    let count = |others: u64| others.trailing_zeros() as usize / 8;
    let whole = u64::from(first == 0);
    let numbers = [
        bytes[0] & before(first),
        bytes[1] & before(second) & whole.wrapping_neg(),
    ];
    (numbers, count(first) + count(second) * whole as usize)
}

const ONES: u64 = u64::MAX / 0xff;
const TOPS: u64 = 0x80 * ONES;

/// A bit for each byte that is no ASCII letter, its lowest one.
#[inline]
fn other_than_ascii_letters(bytes: u64) -> u64 {
    let small = (bytes & !TOPS) | (0x20 * ONES);
    let from_a = small + (0x80 - b'a' as u64) * ONES;
    let beyond_z = small + (0x7f - b'z' as u64) * ONES;
    (!(from_a & !beyond_z & !bytes) & TOPS) >> 7
}

/// A bit for each pair of bytes that is not as those of Cyrillic letters are, its lowest one.
#[inline]
fn other_than_cyrillic_letters(bytes: u64) -> u64 {
    const PAIRS: u64 = u64::MAX / 0xffff;
    let others = (bytes & (0xc0f8 * PAIRS)) ^ (0x80d0 * PAIRS);
    ((((others & (0x7fff * PAIRS)) + 0x7fff * PAIRS) | others) & (0x8000 * PAIRS)) >> 15
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(bytes: [u8; 16], others: impl Fn(u64) -> u64) -> (Vec<u8>, usize) {
        let half = |at: usize| u64::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]));
        let (numbers, count) = letters([half(0), half(8)], others);
        (
            numbers.into_iter().flat_map(u64::to_le_bytes).collect(),
            count,
        )
    }

    fn beginning(bytes: [u8; 16], count: usize) -> (Vec<u8>, usize) {
        let kept = bytes.into_iter().take(count).chain([0; 16]);
        (kept.take(16).collect(), count)
    }

    proptest! {
        #[test]
        fn letters_are_counted_like_one_by_one(bytes in any::<[u8; 16]>(), pairs in "[а-яА-ЯёіўѠ֏a]{8}") {
            let plain = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            for bytes in [bytes, bytes.map(|byte| b'A' + byte % 60), bytes.map(|byte| b'a' + byte % 25)] {
                prop_assert_eq!(count(bytes, other_than_ascii_letters), beginning(bytes, plain(&bytes)));
            }
            let all: Vec<u8> = pairs.bytes().chain([0; 16]).collect();
            let own = *all.first_chunk::<16>().unwrap();
            let pair = |pair: &&[u8]| (0xd0..0xd8).contains(&pair[0]) && (0x80..0xc0).contains(&pair[1]);
            let counted = 2 * own.chunks(2).take_while(pair).count();
            prop_assert_eq!(count(own, other_than_cyrillic_letters), beginning(own, counted));
        }
    }
}
