//! Keys under which organisations and their acronyms meet: КГБ, Комитет государственной безопасности.

use crate::score::{NameView, each_acronym, each_beginning};

use super::checksum::{scatter_long, scatter_wide};
use super::readings::Readings;

/// Letters that may stand for several sounds are read in at most so many ways.
const MOST_READINGS: usize = 8;
/// Tells the keys from those of couples, and from each other.
const ACRONYM: u64 = 0xac0;
const BEGINNINGS: u64 = 0xac1;

/// The keys of a name, some perhaps twice: of an acronym that of its letters, of several words those of what their
/// initials may be. Letters count by their consonant classes, so that all scripts have one key; vowels are one class.
pub(super) fn keys(name: NameView<'_>, readings: &mut Readings, add: &mut impl FnMut(u64)) {
    each_acronym(name, |letters| add_keys(ACRONYM, letters, readings, add));
}

/// The same of a word made of the beginnings of others, and of these.
pub(super) fn keys_of_beginnings(
    name: NameView<'_>,
    readings: &mut Readings,
    add: &mut impl FnMut(u64),
) {
    each_beginning(name, |units| add_keys(BEGINNINGS, units, readings, add));
}

fn add_keys(seed: u64, letters: &[u8], readings: &mut Readings, add: &mut impl FnMut(u64)) {
    let mut keys = [scatter_long(seed); MOST_READINGS];
    let mut count = 1;
    for &letter in letters {
        let (classes, before) = (readings.of(&[letter]), count);
        for class in classes.iter().skip(1) {
            for at in 0..before {
                if count < MOST_READINGS {
                    keys[count] = scatter_wide(keys[at], class.number());
                    count += 1;
                }
            }
        }
        let first = classes.first().map_or(0, |class| class.number());
        for key in &mut keys[..before] {
            *key = scatter_wide(*key, first);
        }
    }
    keys[..count].iter().for_each(|&key| add(key));
}
