//! Keys: what words must share to be candidates for each other.

use crate::gazetteer::Kind;
use crate::score::{SHORT_FORM, Word};
use crate::sound::{Skeleton, Skeletons, vowel_groups};

use super::checksum::scatter;

/// Skeletons with fewer consonants than this are not shortened further: too many words would share them.
const SHORTEST: u32 = 3;
/// Skeletons with fewer consonants than this count together with the number of vowel groups.
const TELLING: u32 = 4;

/// The hashed keys of a word, whole skeletons apart from shortened ones.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// Skeletons as they are.
    pub whole: Vec<u32>,
    /// Skeletons with one consonant left out, to be found among whole ones and other shortened ones.
    pub shortened: Vec<u32>,
    /// The whole skeletons of a query, to be found among shortened ones.
    pub longer: Vec<u32>,
    skeletons: Vec<Skeleton>,
    readings: Vec<Skeleton>,
}

const WHOLE: u64 = 0;
const SHORTENED: u64 = 1;
const MEANING: u64 = 2;

fn hashed(kind: Kind, class: u64, number: u64) -> u32 {
    scatter(number << 4 | class << 2 | kind as u64)
}

/// The key of a meaning: generic words are found by it whatever their language.
pub(crate) fn meaning_key(kind: Kind, concept: u16) -> u32 {
    hashed(kind, MEANING, u64::from(concept))
}

impl Keys {
    /// The keys under which the index enters a word.
    pub(crate) fn enter(&mut self, kind: Kind, word: &Word<'_>) {
        self.clear();
        self.read(word, false);
        let groups = vowel_groups(word.spelled.units);
        for &skeleton in &self.skeletons {
            let number = with_groups(skeleton, groups);
            self.whole.push(hashed(kind, WHOLE, number));
            for part in parts(skeleton) {
                self.shortened.push(hashed(kind, SHORTENED, part.number()));
            }
        }
        if let Some((concept, _)) = word.entry.concept {
            self.whole.push(meaning_key(kind, concept));
        }
        for list in [&mut self.whole, &mut self.shortened] {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// The keys under which a word of a query is looked up, likelier ones first.
    pub(crate) fn look_up(&mut self, kind: Kind, word: &Word<'_>) {
        self.clear();
        self.read(word, true);
        let groups = vowel_groups(word.spelled.units);
        if let Some((concept, _)) = word.entry.concept {
            self.whole.push(meaning_key(kind, concept));
        }
        for &skeleton in &self.skeletons {
            for groups in near(skeleton, groups) {
                let number = with_groups(skeleton, groups);
                self.whole.push(hashed(kind, WHOLE, number));
            }
            self.longer.push(hashed(kind, SHORTENED, skeleton.number()));
            for part in parts(skeleton) {
                for groups in near(part, groups) {
                    let number = with_groups(part, groups);
                    self.shortened.push(hashed(kind, WHOLE, number));
                }
                self.shortened.push(hashed(kind, SHORTENED, part.number()));
            }
        }
    }

    fn clear(&mut self) {
        self.whole.clear();
        self.shortened.clear();
        self.longer.clear();
    }

    fn read(&mut self, word: &Word<'_>, stems: bool) {
        read_skeletons(word, stems, &mut self.skeletons, &mut self.readings);
    }
}

pub(super) fn read_skeletons(
    word: &Word<'_>,
    stems: bool,
    skeletons: &mut Vec<Skeleton>,
    readings: &mut Vec<Skeleton>,
) {
    let units = word.spelled.units;
    Skeletons::embedded().read_raw(units, skeletons);
    if stems {
        for cut in word.cuts.iter().filter(|cut| cut.oblique != 0) {
            let stem = units.get(..usize::from(cut.stem)).unwrap_or(units);
            Skeletons::embedded().read_raw(stem, readings);
            skeletons.append(readings);
        }
        skeletons.sort_unstable();
        skeletons.dedup();
    }
}

/// The skeleton with one consonant left out, each in turn.
pub(super) fn parts(skeleton: Skeleton) -> impl Iterator<Item = Skeleton> {
    let length = skeleton.len();
    (0..length)
        .filter(move |_| length > SHORTEST)
        .map(move |at| skeleton.without(at))
}

/// The numbers of vowel groups under which a skeleton is looked up.
pub(super) fn near(skeleton: Skeleton, groups: u64) -> std::ops::RangeInclusive<u64> {
    if skeleton.len() < TELLING {
        groups.saturating_sub(1)..=groups + 1
    } else {
        0..=0
    }
}

/// The number of vowel groups counts where there are too few consonants.
pub(super) fn with_groups(skeleton: Skeleton, groups: u64) -> u64 {
    if skeleton.len() < TELLING {
        skeleton.number() | (groups + 1) << 40
    } else {
        skeleton.number()
    }
}

/// Whether names of the kind often go without the word: generic words that say little.
pub(super) fn generic(kind: Kind, word: &Word<'_>) -> bool {
    let telling = match kind {
        Kind::Person | Kind::Place => u8::MAX,
        Kind::Organisation => 2,
    };
    let concept = word.entry.concept;
    concept.is_some_and(|(_, weight)| weight < telling)
}

/// What a word of a name is, in a few bits of 64: words that may be forms of one name share some.
///
/// Initials have none, nor have generic words that names often go without.
pub(crate) fn sign(kind: Kind, word: &Word<'_>, query: bool) -> u64 {
    if word.initial || generic(kind, word) {
        return 0;
    }
    let bit = |class: u64, number: u64| 1u64 << (scatter(number << 2 | class) >> 26);
    let mut sign = 0;
    for class in word.given {
        sign |= bit(0, u64::from(class & !SHORT_FORM));
    }
    if let Some((concept, _)) = word.entry.concept {
        sign |= bit(1, u64::from(concept));
    }
    if word.known_father()
        && let Some(class) = word.entry.patronymic
    {
        sign |= bit(3, u64::from(class));
    }
    let (mut skeletons, mut readings) = (Vec::with_capacity(8), Vec::with_capacity(8));
    read_skeletons(word, query, &mut skeletons, &mut readings);
    for skeleton in skeletons {
        sign |= bit(2, skeleton.number());
    }
    sign
}

/// The sign of a name none of whose other words says anything.
pub(crate) const NO_OTHER_WORDS: u64 = u64::MAX;
