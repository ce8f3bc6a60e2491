//! Words as they are written, in a few numbers: words met before are known again by these, without a look at
//! single letters.

use super::plain;

/// As many numbers hold a word; longer words have no surface.
const NUMBERS: usize = 4;
const LONGEST: usize = 8 * NUMBERS;

/// The bytes of a word of nothing but ASCII letters, or of nothing but Cyrillic ones of two bytes, behind which
/// a break follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Surface {
    pub numbers: [u64; NUMBERS],
}

impl Surface {
    /// The surface of the word that begins here, and how many bytes it has; `None` for many words near the end of a text and for others.
    #[inline]
    pub(super) fn read(
        text: &str,
        start: usize,
        glyphs: &super::fold::Glyphs,
    ) -> Option<(Self, usize)> {
        let bytes = text.as_bytes().get(start..)?.first_chunk::<LONGEST>()?;
        let (surface, length) = match bytes[0].is_ascii() {
            true => Surface::of(bytes, ascii_letters),
            false => Surface::of(bytes, cyrillic_letters),
        };
        let whole = (1..LONGEST).contains(&length);
        (whole && plain::ends(text, start + length, glyphs)).then_some((surface, length))
    }

    #[inline]
    fn of(bytes: &[u8; LONGEST], letters: impl Fn(u64) -> usize) -> (Self, usize) {
        let mut numbers = [0; NUMBERS];
        let mut length = 0;
        let (eights, _) = bytes.as_chunks::<8>();
        for (number, eight) in numbers.iter_mut().zip(eights) {
            let own = u64::from_le_bytes(*eight);
            let count = letters(own);
            length += count;
            if count < 8 {
                *number = own & !(u64::MAX << (8 * count));
                break;
            }
            *number = own;
        }
        (Surface { numbers }, length)
    }
}

/// How many of eight bytes, up to the first other one, are ASCII letters.
#[inline]
fn ascii_letters(bytes: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x80 * ONES;
    let small = (bytes & !TOPS) | (0x20 * ONES);
    let from_a = small + (0x80 - b'a' as u64) * ONES;
    let beyond_z = small + (0x7f - b'z' as u64) * ONES;
    let others = !(from_a & !beyond_z & !bytes) & TOPS;
    others.trailing_zeros() as usize / 8
}

/// How many of eight bytes, up to the first other pair, are pairs as of Cyrillic letters.
#[inline]
fn cyrillic_letters(bytes: u64) -> usize {
    const MASK: u64 = 0xc0f8_c0f8_c0f8_c0f8;
    const PAIR: u64 = 0x80d0_80d0_80d0_80d0;
    let others = (bytes & MASK) ^ PAIR;
    others.trailing_zeros() as usize / 16 * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letters_are_counted_like_one_by_one(bytes in any::<[u8; 8]>(), pairs in "[а-яА-ЯёіўѠ֏a]{4}") {
            let plain = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            prop_assert_eq!(ascii_letters(u64::from_le_bytes(bytes)), plain(&bytes));
            let letters = bytes.map(|byte| b'A' + byte % 60);
            prop_assert_eq!(ascii_letters(u64::from_le_bytes(letters)), plain(&letters));
            let all: Vec<u8> = pairs.bytes().chain([0; 8]).collect();
            let eight = *all.first_chunk::<8>().unwrap();
            let pair = |pair: &&[u8]| (0xd0..0xd8).contains(&pair[0]) && (0x80..0xc0).contains(&pair[1]);
            let counted = 2 * eight.chunks(2).take_while(pair).count();
            prop_assert_eq!(cyrillic_letters(u64::from_le_bytes(eight)), counted);
        }
    }
}
