//! What a comparison looks at: the values that weights turn into evidence.

use super::word::Role;

/// Something a comparison looks at, with a fitted weight per kind of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature(pub(crate) u8);

/// Borders of the segments of a similarity; it counts piecewise linearly.
pub(crate) const BORDERS: [f32; 8] = [-0.6, 0.0, 0.25, 0.45, 0.6, 0.75, 0.88, 1.0];
const SEGMENTS: usize = BORDERS.len() - 1;

/// Borders, in nats, of the segments of what an alignment loses against equal words.
pub(crate) const LOSSES: [f32; 8] = [0.0, 1.0, 2.5, 4.5, 7.0, 10.0, 14.0, 20.0];

/// Borders, in nats, of the segments of what the worst exchange of an alignment loses.
pub(crate) const STEP_LOSSES: [f32; 5] = [1.0, 3.0, 5.0, 7.0, 9.0];
const STEP_SEGMENTS: usize = STEP_LOSSES.len() - 1;

const ROLES: [&str; 4] = ["given", "patronymic", "surname", "generic"];

/// What is looked at for each role of words.
const BY_ROLE: [&str; 2 * SEGMENTS + 7 + STEP_SEGMENTS + 7] = [
    "similarity-1",
    "similarity-2",
    "similarity-3",
    "similarity-4",
    "similarity-5",
    "similarity-6",
    "similarity-7",
    "loss-1",
    "loss-2",
    "loss-3",
    "loss-4",
    "loss-5",
    "loss-6",
    "loss-7",
    "worst-exchange-1",
    "worst-exchange-2",
    "worst-exchange-3",
    "worst-exchange-4",
    "worst-exchange-in-cyrillic",
    "consonant-exchange",
    "consonant-exchange-in-one-script",
    "beginning",
    "other-ending",
    "other-case",
    "short",
    "evidence",
    "further-similarity",
    "same-name",
    "same-short-name",
    "left-over",
    "left-over-twice",
    "known-clash",
];

/// What is looked at once for a pair of names.
const ONCE: [&str; 44] = [
    "bias",
    "gender-clash",
    "gender-clash-in-every-case",
    "initial-fits",
    "initial-of-other-form",
    "initial-clash",
    "other-order",
    "inflected",
    "case-of-further-words",
    "other-role",
    "patronymic-in-other-role",
    "one-word",
    "one-word-short",
    "one-word-loss",
    "one-word-worst-exchange",
    "one-word-beginning",
    "one-word-of-several",
    "one-word-of-several-short",
    "one-word-of-several-loss",
    "one-word-of-several-worst-exchange",
    "one-word-of-several-beginning",
    "number-fits",
    "number-clash",
    "number-left-over",
    "joined",
    "all-alike",
    "nothing-in-common",
    "nothing-but-initials",
    "same-meaning-1",
    "same-meaning-2",
    "same-meaning-3",
    "meaning-left-over-1",
    "meaning-left-over-2",
    "meaning-left-over-3",
    "left-over-on-both-sides",
    "acronym",
    "suffix-clash",
    "last-consonants",
    "other-sort-of-place",
    "vowel-of-no-rule",
    "other-generation",
    "same-place",
    "other-place",
    "other-meaning",
];

const PER_ROLE: usize = BY_ROLE.len();
pub(crate) const COUNT: usize = ROLES.len() * PER_ROLE + ONCE.len();

/// Numbers of [`ONCE`], counted from its beginning.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub(crate) enum Once {
    Bias,
    GenderClash,
    GenderClashInEveryCase,
    InitialFits,
    InitialOfOtherForm,
    InitialClash,
    OtherOrder,
    Inflected,
    CaseOfFurtherWords,
    OtherRole,
    PatronymicInOtherRole,
    OneWord,
    OneWordShort,
    OneWordLoss,
    OneWordWorstExchange,
    OneWordBeginning,
    OneWordOfSeveral,
    OneWordOfSeveralShort,
    OneWordOfSeveralLoss,
    OneWordOfSeveralWorstExchange,
    OneWordOfSeveralBeginning,
    NumberFits,
    NumberClash,
    NumberLeftOver,
    Joined,
    AllAlike,
    NothingInCommon,
    NothingButInitials,
    SameMeaning1,
    SameMeaning2,
    SameMeaning3,
    MeaningLeftOver1,
    MeaningLeftOver2,
    MeaningLeftOver3,
    LeftOverOnBothSides,
    Acronym,
    SuffixClash,
    LastConsonants,
    OtherSortOfPlace,
    VowelOfNoRule,
    OtherGeneration,
    SamePlace,
    OtherPlace,
    OtherMeaning,
}

/// Numbers of [`BY_ROLE`] after the segments.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
pub(crate) enum ByRole {
    WorstInCyrillic = 2 * SEGMENTS as u8 + STEP_SEGMENTS as u8,
    ConsonantExchange,
    ConsonantExchangeInOneScript,
    Beginning,
    OtherEnding,
    OtherCase,
    Short,
    Evidence,
    FurtherSimilarity,
    SameName,
    SameShortName,
    LeftOver,
    LeftOverTwice,
    KnownClash,
}

impl Feature {
    /// All features, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Feature> {
        (0..COUNT as u8).map(Feature)
    }

    /// The feature's name, as in the table of weights: `surname-similarity-3`, `gender-clash`.
    ///
    /// ```
    /// use imya::score::Feature;
    /// let names: Vec<_> = Feature::all().map(Feature::name).collect();
    /// assert!(names.contains(&"gender-clash".to_owned()));
    /// ```
    pub fn name(self) -> String {
        let at = usize::from(self.0);
        match ONCE.get(at) {
            Some(name) => (*name).to_owned(),
            None => {
                let at = at - ONCE.len();
                format!("{}-{}", ROLES[at / PER_ROLE], BY_ROLE[at % PER_ROLE])
            }
        }
    }

    /// The feature with this name.
    pub fn named(name: &str) -> Option<Feature> {
        Feature::all().find(|feature| feature.name() == name)
    }

    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The values of all features for one pair of names.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    pub(crate) values: [f32; COUNT],
}

impl Default for Features {
    fn default() -> Self {
        Features {
            values: [0.0; COUNT],
        }
    }
}

impl Features {
    /// The value of a feature; most lie between 0 and 1, counts are whole numbers.
    pub fn value(&self, feature: Feature) -> f32 {
        self.values[feature.index()]
    }

    pub(crate) fn once(&mut self, feature: Once, value: f32) {
        self.values[feature as usize] += value;
    }

    pub(crate) fn by_role(&mut self, role: Role, feature: ByRole, value: f32) {
        self.values[role_start(role) + feature as usize] += value;
    }

    /// Enters what the worst exchange of an alignment loses, in nats, by segments.
    pub(crate) fn worst_exchange(&mut self, role: Role, loss: f32) {
        let start = role_start(role) + 2 * SEGMENTS;
        for (segment, border) in STEP_LOSSES.windows(2).enumerate() {
            let inside = loss.clamp(border[0], border[1]) - border[0];
            self.values[start + segment] += inside / (border[1] - border[0]);
        }
    }

    /// Enters a similarity and a loss (nats) by segments.
    pub(crate) fn similarity(&mut self, role: Role, similarity: f32, loss: f32) {
        let start = role_start(role);
        for (segment, border) in BORDERS.windows(2).enumerate() {
            let inside = similarity.clamp(border[0], border[1]) - border[0];
            self.values[start + segment] += inside;
        }
        for (segment, border) in LOSSES.windows(2).enumerate() {
            let inside = loss.clamp(border[0], border[1]) - border[0];
            self.values[start + SEGMENTS + segment] += inside / (border[1] - border[0]);
        }
    }
}

fn role_start(role: Role) -> usize {
    ONCE.len() + role as usize * PER_ROLE
}
