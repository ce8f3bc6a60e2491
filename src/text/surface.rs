//! Words as they are written, in a few numbers: words met before are known again by these, without a look at
//! single letters.

use wide::u8x16;

/// As many bytes at most has a short surface, and a long one; longer words have no surface.
const SHORT: usize = 16;
const LONGEST: usize = 32;

/// The bytes of a word of nothing but ASCII letters, or of nothing but Cyrillic ones of two bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Surface {
    /// Of most words.
    Short([u64; SHORT / 8]),
    Long([u64; LONGEST / 8]),
}

impl Surface {
    /// The surface of the letters that begin here, and how many bytes they are; `None` for many or other letters.
    #[inline(always)]
    pub(super) fn read(text: &str, start: usize) -> Option<(Self, usize)> {
        let rest = text.as_bytes().get(start..)?;
        let padded: [u8; LONGEST];
        let bytes = match rest.first_chunk::<LONGEST>() {
            Some(bytes) => bytes,
            None => {
                padded = followed_by_noughts(rest);
                &padded
            }
        };
        let (surface, length) = match bytes[0].is_ascii() {
            true => Surface::of(bytes, ascii_letters),
            false => Surface::of(bytes, cyrillic_letters),
        };
        (1..LONGEST).contains(&length).then_some((surface, length))
    }

    #[inline(always)]
    fn of(bytes: &[u8; LONGEST], letters: impl Fn(u8x16) -> u32) -> (Self, usize) {
        let (first, length) = beginning(half(bytes, 0), &letters);
        if length < SHORT {
            return (Surface::Short(first), length);
        }
        let (second, more) = beginning(half(bytes, SHORT), &letters);
        let ([one, two], [three, four]) = (first, second);
        (Surface::Long([one, two, three, four]), length + more)
    }
}

/// The last bytes of a text.
#[cold]
#[inline(never)]
fn followed_by_noughts(rest: &[u8]) -> [u8; LONGEST] {
    std::array::from_fn(|at| rest.get(at).copied().unwrap_or_default())
}

#[inline(always)]
fn half(bytes: &[u8], at: usize) -> [u8; SHORT] {
    let half = bytes.get(at..).and_then(|rest| rest.first_chunk());
    half.copied().unwrap_or_default()
}

/// The bytes before the first that belongs to no letter, and how many they are; `letters` has a bit for each
/// that does. There is no branch here, for no processor foretells how long words are.
#[inline(always)]
fn beginning(bytes: [u8; SHORT], letters: impl Fn(u8x16) -> u32) -> ([u64; SHORT / 8], usize) {
    /// So many bytes that are kept, and as many that are not.
    const KEPT: [[u8; SHORT]; 2] = [[u8::MAX; SHORT], [0; SHORT]];
    let bytes = u8x16::from(bytes);
    let length = letters(bytes).trailing_ones() as usize;
    let kept = bytes & u8x16::from(half(KEPT.as_flattened(), SHORT - length.min(SHORT)));
    let (pairs, _) = kept.as_array().as_chunks::<8>();
    let number = |at: usize| pairs.get(at).map_or(0, |own| u64::from_le_bytes(*own));
    ([number(0), number(1)], length)
}

/// A bit for each byte that is an ASCII letter.
#[inline(always)]
fn ascii_letters(bytes: u8x16) -> u32 {
    let from_a = (bytes | u8x16::splat(0x20)) - u8x16::splat(b'a');
    from_a.min(u8x16::splat(25)).simd_eq(from_a).to_bitmask()
}

/// A bit for each byte that is as those of Cyrillic letters are at its place in a pair.
#[inline(always)]
fn cyrillic_letters(bytes: u8x16) -> u32 {
    let pairs = |pair: [u8; 2]| u8x16::from(std::array::from_fn(|at| pair[at % 2]));
    let own = bytes & pairs([0xf8, 0xc0]);
    own.simd_eq(pairs([0xd0, 0x80])).to_bitmask()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokenizer;
    use proptest::prelude::*;

    fn kept(bytes: [u8; 16], letters: impl Fn(u8x16) -> u32) -> (Vec<u8>, usize) {
        let (numbers, count) = beginning(bytes, letters);
        (numbers.map(u64::to_le_bytes).concat(), count)
    }

    fn one_by_one(bytes: [u8; 16], count: usize) -> (Vec<u8>, usize) {
        let kept = bytes.into_iter().take(count).chain([0; 16]);
        (kept.take(16).collect(), count)
    }

    proptest! {
        #[test]
        fn letters_are_counted_like_one_by_one(bytes in any::<[u8; 16]>(), pairs in "[а-яА-ЯёіўѠ֏a]{8}") {
            let plain = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            for bytes in [bytes, bytes.map(|byte| b'A' + byte % 60), bytes.map(|byte| b'a' + byte % 25)] {
                prop_assert_eq!(kept(bytes, ascii_letters), one_by_one(bytes, plain(&bytes)));
            }
            let all: Vec<u8> = pairs.bytes().chain([0; 16]).collect();
            let own = *all.first_chunk::<16>().unwrap();
            let pair = |pair: &&[u8]| (0xd0..0xd8).contains(&pair[0]) && (0x80..0xc0).contains(&pair[1]);
            let counted = 2 * own.chunks(2).take_while(pair).count();
            prop_assert_eq!(kept(own, cyrillic_letters), one_by_one(own, counted));
        }
    }

    #[test]
    fn possessives_are_told_as_careful_reading_does() {
        let marks = ["'", "’", "ʼ", "\"", "-"];
        let behind = [
            "s", "S", "sa", "s'", "s'a", "s\"x", "s\" x", "s-", "s. A", "s\u{301}", "s\u{ad}a",
            "s1", "s a", "sж", "s’s",
        ];
        let mut found = 0;
        for base in ["A", "L", "Ab", "aB", "Minsk", "Mińsk", "Мінск"] {
            for (mark, behind) in marks
                .iter()
                .flat_map(|mark| behind.map(|behind| (mark, behind)))
            {
                let text = format!("{base}{mark}{behind}");
                let (mut quick, mut careful) = (Tokenizer::new(&text), Tokenizer::new(&text));
                let Some((_, length, end)) = quick.surface_of_possessive(0) else {
                    continue;
                };
                found += 1;
                let word = careful.take_with_care(0);
                assert!(word.possessive && !word.stop, "{text}");
                assert!(
                    base.to_lowercase()
                        .chars()
                        .eq(careful.letters().iter().copied())
                );
                assert_eq!(word.span, 0..length, "{text}");
                quick.pass(end);
                assert_eq!(quick.skip_to_word(), careful.skip_to_word(), "{text}");
            }
        }
        assert!(found > 20, "{found}");
    }
}
