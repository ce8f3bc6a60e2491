//! Keys: what words must share to be candidates for each other.

use crate::gazetteer::Kind;
use crate::score::{Role, SHORT_FORM, Word};
use crate::sound::{Skeleton, vowel_groups};

use super::checksum::{scatter, scatter_long};
use super::readings::Readings;

/// Skeletons with fewer consonants than this are not shortened further: too many words would share them.
const SHORTEST: u32 = 3;
/// Skeletons with fewer consonants than this count together with the number of vowel groups.
pub(super) const TELLING: u32 = 4;

/// A key, and what the words under it must have beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub hash: u32,
    /// The place of the consonant left out; [`ANY_PLACE`] where none is, or any will do.
    place: u8,
}

const ANY_PLACE: u8 = 7;

/// The hashed keys of a word, whole skeletons apart from shortened ones.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// Skeletons as they are.
    pub whole: Vec<Key>,
    /// Skeletons with one consonant left out, to be found among whole ones and other shortened ones.
    pub shortened: Vec<Key>,
    /// The whole skeletons of a query, to be found among shortened ones.
    pub longer: Vec<Key>,
    /// How many of the whole ones are a query's as it stands; the others are those of its stems.
    pub unstemmed: usize,
    pub readings: Readings,
    skeletons: Vec<Skeleton>,
    /// How many of the skeletons are those of the word as it stands.
    standing: usize,
    /// How many vowel groups the word looked up has.
    groups: u64,
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

impl Key {
    fn new(hash: u32, place: u8) -> Key {
        Key { hash, place }
    }
}

impl Keys {
    /// The keys under which the index enters a word.
    pub(crate) fn enter(&mut self, kind: Kind, word: &Word<'_>) {
        self.clear();
        self.readings.clear();
        self.read(word, false);
        let groups = vowel_groups(word.spelled().units);
        for &skeleton in &self.skeletons {
            let number = with_groups(skeleton, groups);
            let whole = Key::new(hashed(kind, WHOLE, number), ANY_PLACE);
            self.whole.push(whole);
            for (place, part) in parts(skeleton) {
                let hash = hashed(kind, SHORTENED, part.number());
                self.shortened.push(Key::new(hash, place));
            }
        }
        if let Some((concept, _)) = word.entry.concept {
            let meaning = Key::new(meaning_key(kind, concept), ANY_PLACE);
            self.whole.push(meaning);
        }
        for list in [&mut self.whole, &mut self.shortened] {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// The keys under which a word of a query is looked up, likelier ones first.
    pub(crate) fn look_up(&mut self, kind: Kind, word: &Word<'_>) {
        self.begin(word);
        self.look_up_again(kind, word);
    }

    /// Reads a word of a query, to be looked up as one of several kinds.
    pub(super) fn begin(&mut self, word: &Word<'_>) {
        self.read(word, true);
        self.groups = vowel_groups(word.spelled().units);
    }

    /// As [`Keys::look_up`], of the word that was begun with.
    pub(super) fn look_up_again(&mut self, kind: Kind, word: &Word<'_>) {
        self.clear();
        let groups = self.groups;
        if let Some((concept, _)) = word.entry.concept {
            let meaning = Key::new(meaning_key(kind, concept), ANY_PLACE);
            self.whole.push(meaning);
        }
        for (at, &skeleton) in self.skeletons.iter().enumerate() {
            for groups in near(skeleton, groups) {
                let number = with_groups(skeleton, groups);
                let whole = Key::new(hashed(kind, WHOLE, number), ANY_PLACE);
                self.whole.push(whole);
            }
            if at < self.standing {
                self.unstemmed = self.whole.len();
            }
            let longer = hashed(kind, SHORTENED, skeleton.number());
            self.longer.push(Key::new(longer, ANY_PLACE));
            for (place, part) in parts(skeleton) {
                for groups in near(part, groups) {
                    let number = with_groups(part, groups);
                    let shorter = Key::new(hashed(kind, WHOLE, number), ANY_PLACE);
                    self.shortened.push(shorter);
                }
                let hash = hashed(kind, SHORTENED, part.number());
                self.shortened.push(Key::new(hash, place));
            }
        }
    }

    /// The skeletons of the word looked up last, in all readings and cases.
    pub(crate) fn skeletons(&self) -> &[Skeleton] {
        &self.skeletons
    }

    fn clear(&mut self) {
        self.whole.clear();
        self.shortened.clear();
        self.longer.clear();
    }

    fn read(&mut self, word: &Word<'_>, stems: bool) {
        self.standing = self.readings.of_word(word, stems, &mut self.skeletons);
    }
}

/// What is known of a word in a bucket without looking at it, in six bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hint(u8);

impl Hint {
    pub(super) const BITS: u32 = 6;

    /// `alone`: some name has this word and no other that tells anything.
    pub(super) fn new(word: &Word<'_>, key: Key, alone: bool) -> Hint {
        let groups = (vowel_groups(word.spelled().units) & 3) as u8;
        Hint(groups | u8::from(alone) << 2 | key.place << 3)
    }

    pub(super) fn bits(self) -> u32 {
        u32::from(self.0)
    }
}

/// Hints, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hints(u64);

impl Hints {
    pub(super) const ALL: Hints = Hints(u64::MAX);

    /// Those of words that can be one that is looked up by a key and has so many vowel groups: the same
    /// consonant is another one, and about as many vowels are there; `alone`: only of words that are alone in
    /// some name.
    pub(super) fn fitting(key: Key, groups: Groups, alone: bool) -> Hints {
        // By number of groups, and then the same of words that are alone.
        let groups = match groups.open {
            true => 0xff,
            false => 0xff & !(0x11 << (groups.number ^ 2)),
        };
        let of_words = if alone { groups & 0xf0 } else { groups };
        // Neighbours may have changed places.
        let places = match key.place {
            ANY_PLACE => 0x0101_0101_0101_0101,
            place => 1 << (ANY_PLACE * 8) | 0x01_01_01 << (place * 8) >> 8,
        };
        Hints(places * of_words)
    }

    /// Whether the hint with these lowest bits is one of them.
    #[inline]
    pub(super) fn contain(self, bits: u32) -> bool {
        self.0 >> (bits & 63) & 1 != 0
    }
}

/// How many vowel groups a word that is looked up has.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Groups {
    number: u8,
    /// Case forms may have some more or fewer than the word they are forms of.
    open: bool,
}

impl Groups {
    pub(super) fn of(word: &Word<'_>) -> Groups {
        Groups {
            number: (vowel_groups(word.spelled().units) & 3) as u8,
            open: word.cuts().iter().any(|cut| cut.oblique != 0),
        }
    }
}

/// The skeleton with one consonant left out, each in turn, with its place.
pub(super) fn parts(skeleton: Skeleton) -> impl Iterator<Item = (u8, Skeleton)> {
    let length = skeleton.len();
    (0..length)
        .filter(move |_| length > SHORTEST)
        .map(move |at| (at.min(6) as u8, skeleton.without(at)))
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

/// The keys of a word as one of a couple (see [`super::couples`]).
#[derive(Debug, Default)]
pub(super) struct CoupleKeys {
    /// Classes of given names, the father of a patronymic, the meaning of a generic word.
    pub classes: Vec<u64>,
    /// Whole skeletons.
    pub wholes: Vec<u64>,
    /// Parts of skeletons, some of which a slip of the hand leaves as they are.
    pub slips: Vec<u64>,
    /// What its initial can be.
    pub initials: Vec<u64>,
    /// Of a query's word: whole skeletons, whether names have them or not.
    standing: Vec<u64>,
    skeletons: Vec<Skeleton>,
}

#[derive(Debug, Clone, Copy)]
enum Tag {
    Class,
    Father,
    Meaning,
    Whole,
    Beginning,
    End,
    Middle,
    Part,
    Initial,
}

fn long(kind: Kind, tag: Tag, number: u64) -> u64 {
    scatter_long(number << 6 | (tag as u64) << 2 | kind as u64)
}

/// No more parts of one query's word are looked up.
const MOST_SLIPS: usize = 24;

impl CoupleKeys {
    /// The keys under which the index enters a word.
    pub(super) fn enter(&mut self, kind: Kind, word: &Word<'_>, readings: &mut Readings) {
        self.read(kind, word, false, readings);
        let groups = vowel_groups(word.spelled().units);
        for &skeleton in &self.skeletons {
            let whole = with_groups(skeleton, groups);
            self.wholes.push(long(kind, Tag::Whole, whole));
            self.slips
                .extend(slips(skeleton, false).map(|(tag, number)| long(kind, tag, number)));
        }
        self.slips.sort_unstable();
        self.slips.dedup();
    }

    /// The keys under which a word of a query is looked up, but for those of slips; a word alone has no couple
    /// and only classes are asked of it.
    pub(super) fn look_up(
        &mut self,
        kind: Kind,
        word: &Word<'_>,
        alone: bool,
        readings: &mut Readings,
    ) {
        if alone {
            self.clear();
            return self.read_classes(kind, word);
        }
        self.read(kind, word, true, readings);
        let groups = vowel_groups(word.spelled().units);
        // Case forms may have a vowel more or less than the word they are forms of.
        let inflected = word.cuts().iter().any(|cut| cut.oblique != 0);
        for &skeleton in &self.skeletons {
            let own = if inflected {
                near(skeleton, groups)
            } else {
                groups..=groups
            };
            let wholes = own.map(|groups| long(kind, Tag::Whole, with_groups(skeleton, groups)));
            self.wholes.extend(wholes);
        }
        self.standing.clone_from(&self.wholes);
    }

    /// The keys under which the word that was looked up last is looked up if it has a slip.
    pub(super) fn look_up_slips(&mut self, kind: Kind, word: &Word<'_>) {
        self.slips.clear();
        let groups = vowel_groups(word.spelled().units);
        for &skeleton in &self.skeletons {
            let found = slips(skeleton, true).map(|(tag, number)| long(kind, tag, number));
            self.slips.extend(found);
        }
        for &skeleton in &self.skeletons {
            let others = near(skeleton, groups).map(|groups| with_groups(skeleton, groups));
            let shorter = parts(skeleton).flat_map(|(_, part)| {
                near(part, groups).map(move |groups| with_groups(part, groups))
            });
            for whole in others.chain(shorter) {
                let whole = long(kind, Tag::Whole, whole);
                if self.slips.len() < MOST_SLIPS
                    && !self.standing.contains(&whole)
                    && !self.slips.contains(&whole)
                {
                    self.slips.push(whole);
                }
            }
        }
    }

    /// Leaves keys out.
    pub(super) fn retain(&mut self, keep: impl Fn(u64) -> bool) {
        let lists = [
            &mut self.classes,
            &mut self.wholes,
            &mut self.slips,
            &mut self.initials,
        ];
        for list in lists {
            list.retain(|&key| keep(key));
        }
    }

    pub(super) fn clear(&mut self) {
        self.classes.clear();
        self.wholes.clear();
        self.slips.clear();
        self.initials.clear();
        self.standing.clear();
    }

    fn read(&mut self, kind: Kind, word: &Word<'_>, stems: bool, readings: &mut Readings) {
        self.clear();
        self.read_classes(kind, word);
        let first = word.spelled().units.get(..1).unwrap_or_default();
        let initials = readings.of(first).iter();
        let initials = initials.map(|class| long(kind, Tag::Initial, class.number()));
        self.initials.extend(initials);
        readings.of_word(word, stems, &mut self.skeletons);
    }

    fn read_classes(&mut self, kind: Kind, word: &Word<'_>) {
        for class in word.given() {
            let class = long(kind, Tag::Class, u64::from(class & !SHORT_FORM));
            if !self.classes.contains(&class) {
                self.classes.push(class);
            }
        }
        if word.known_father()
            && let Some(class) = word.entry.patronymic
        {
            self.classes.push(long(kind, Tag::Father, u64::from(class)));
        }
        let concept = word.entry.concept.map(|(concept, _)| concept);
        for meaning in concept.into_iter().chain(word.named_beside()) {
            self.classes
                .push(long(kind, Tag::Meaning, u64::from(meaning)));
        }
    }
}

/// What two skeletons that differ in one consonant share, where neither has fewer than four or the one
/// looked up is the shorter: the beginning, the end, or what is left without the consonant.
fn slips(skeleton: Skeleton, query: bool) -> impl Iterator<Item = (Tag, u64)> {
    let length = skeleton.len();
    let least = if query { 3 } else { 4 };
    let edges = (length >= least).then(|| {
        [
            (Tag::Beginning, skeleton.range(0, 3)),
            (Tag::End, skeleton.range(length - 3, length)),
        ]
    });
    let inner = match length {
        3 if query => [Some((Tag::Part, skeleton)), None],
        4 => [1, 2].map(|at| Some((Tag::Part, skeleton.without(at)))),
        5 => [Some((Tag::Middle, skeleton.without(2))), None],
        _ => [None, None],
    };
    let middle = (query && length == 4).then_some((Tag::Middle, skeleton));
    let inner = inner.into_iter().flatten().chain(middle);
    let all = edges.into_iter().flatten().chain(inner);
    all.map(|(tag, skeleton)| (tag, skeleton.number()))
}

/// Whether a word tells names apart: not initials, nor generic words that names often go without.
pub(super) fn is_telling(kind: Kind, word: &Word<'_>) -> bool {
    let generic = word.role == Role::Generic || word.generic().is_some();
    !word.initial
        && match kind {
            Kind::Person | Kind::Place => !generic,
            Kind::Organisation => word.entry.concept.is_none_or(|(_, weight)| weight >= 2),
        }
}
