//! What evidence can say at most: bounds worked out from the weights.

use std::sync::LazyLock;

use crate::gazetteer::Kind;
use crate::name::Genders;

use super::acronym::may_be_acronym;
use super::bound::Bound;
use super::feature::{BORDERS, ByRole, Feature, Features, LOSSES, Once, STEP_LOSSES};
use super::judge::clash;
use super::outline::Shape;
use super::pair::Fit;
use super::weights::Weights;
use super::word::Role;

/// Steps of a table over similarities from −1 to 1.1, in each unit.
const FINENESS: f32 = 32.0;
/// Steps of a table over losses, in each nat.
const LOSS_FINENESS: f32 = 4.0;

/// More than any evidence: the words of an acronym say nothing of what it stands for.
const UNBOUNDED: f32 = 1e6;

/// Bounds on evidence about names of one kind.
#[derive(Debug)]
pub(super) struct Ceiling {
    kind: Kind,
    /// What is said of every pair of names.
    base: f32,
    gender_clash_in_every_case: f32,
    one_word: f32,
    one_word_of_several: f32,
    pub all_alike: f32,
    pub initial: f32,
    /// Of initials that fit, that fit another form of the name, and that do not.
    initials: [f32; 3],
    pub number: f32,
    pub same_meaning: f32,
    number_left_over: f32,
    meaning_left_over: f32,
    other_role: f32,
    patronymic_in_other_role: f32,
    /// Of surnames with different suffixes, and of the last consonants; neither speaks for a name.
    pub suffix_clash: f32,
    pub last_consonants: f32,
    pub roles: [RoleCeiling; 4],
}

/// Bounds on evidence about words of one role.
#[derive(Debug)]
pub(super) struct RoleCeiling {
    /// By similarity: what it says, or any lower one.
    similarity: Vec<f32>,
    /// By loss: what it says, or any greater one.
    loss: Vec<f32>,
    /// By the loss of the worst exchange, for words of two scripts, of one, and of Cyrillic ones.
    worst: [Vec<f32>; 3],
    short: f32,
    ending: f32,
    beginning: f32,
    evidence: f32,
    further_similarity: f32,
    pub same_name: f32,
    pub known_clash: f32,
    /// Whatever the words are.
    pub any: f32,
    left_over: f32,
    left_over_twice: f32,
}

impl Ceiling {
    pub(super) fn of(kind: Kind) -> &'static Self {
        static CEILINGS: LazyLock<[Ceiling; 3]> = LazyLock::new(|| {
            let mut ceilings = [Kind::Person, Kind::Organisation, Kind::Place];
            ceilings.sort_by_key(|kind| *kind as usize);
            ceilings.map(|kind| Ceiling::new(Weights::embedded(), kind))
        });
        &CEILINGS[kind as usize]
    }

    fn new(weights: &Weights, kind: Kind) -> Self {
        let once = |feature: Once| weights.weight(kind, Feature(feature as u8));
        let most = |features: &[Once]| {
            let weights = features.iter().map(|&feature| once(feature));
            weights.fold(0.0, f32::max)
        };
        let roles = [Role::Given, Role::Patronymic, Role::Surname, Role::Generic];
        let initials = [
            Once::InitialFits,
            Once::InitialOfOtherForm,
            Once::InitialClash,
        ];
        Ceiling {
            kind,
            base: once(Once::Bias)
                + most(&[Once::GenderClash])
                + most(&[Once::OtherOrder])
                + most(&[Once::NothingInCommon])
                + most(&[Once::SuffixClash])
                + most(&[Once::LastConsonants])
                + most(&[Once::OtherSortOfPlace])
                + most(&[Once::VowelOfNoRule])
                + most(&[Once::OtherGeneration])
                + most(&[Once::OtherPlace])
                + most(&[Once::OtherMeaning])
                + most(&[Once::NothingButInitials]),
            gender_clash_in_every_case: once(Once::GenderClashInEveryCase),
            one_word: once(Once::OneWord)
                + most(&[Once::OneWordShort])
                + most(&[Once::OneWordLoss])
                + most(&[Once::OneWordWorstExchange])
                + most(&[Once::OneWordBeginning]),
            one_word_of_several: once(Once::OneWordOfSeveral)
                + most(&[Once::OneWordOfSeveralShort])
                + most(&[Once::OneWordOfSeveralLoss])
                + most(&[Once::OneWordOfSeveralWorstExchange])
                + most(&[Once::OneWordOfSeveralBeginning]),
            all_alike: most(&[Once::AllAlike]),
            initial: most(&initials),
            initials: initials.map(once),
            number: most(&[Once::NumberFits, Once::NumberClash]),
            same_meaning: most(&[
                Once::SameMeaning1,
                Once::SameMeaning2,
                Once::SameMeaning3,
                Once::SamePlace,
            ]),
            number_left_over: once(Once::NumberLeftOver),
            meaning_left_over: most(&[
                Once::MeaningLeftOver1,
                Once::MeaningLeftOver2,
                Once::MeaningLeftOver3,
            ]),
            other_role: once(Once::OtherRole),
            patronymic_in_other_role: once(Once::PatronymicInOtherRole),
            suffix_clash: once(Once::SuffixClash).min(0.0),
            last_consonants: once(Once::LastConsonants).min(0.0),
            roles: roles.map(|role| RoleCeiling::new(weights, kind, role)),
        }
    }

    /// What is said once of two names with these genders and numbers of telling words.
    #[inline]
    pub(super) fn once(&self, genders: (Genders, Genders), telling: (u8, u8)) -> f32 {
        let mut sum = self.base;
        let counts = (usize::from(telling.0), usize::from(telling.1));
        if may_be_acronym(self.kind, counts) {
            sum += UNBOUNDED;
        }
        let (own, other) = genders;
        let any_case = |genders: Genders| {
            (
                genders.masculine_in_any_case(),
                genders.feminine_in_any_case(),
            )
        };
        if clash(any_case(own), any_case(other)) {
            sum += self.gender_clash_in_every_case;
        }
        sum + match telling {
            (1, 1) => self.one_word,
            (1, _) | (_, 1) => self.one_word_of_several,
            _ => 0.0,
        }
    }

    /// What is said of a word without counterpart in the other name.
    #[inline]
    pub(super) fn left_over(&self, word: &Shape, other: &[Shape], kind: Kind) -> f32 {
        if word.number {
            return self.number_left_over;
        }
        if word.initial {
            return 0.0;
        }
        if word.generic {
            return self.meaning_left_over;
        }
        let role = &self.roles[word.role as usize];
        let has_role = other
            .iter()
            .any(|own| own.role == word.role && !own.initial);
        let weight = if has_role {
            role.left_over_twice
        } else {
            role.left_over
        };
        // Parts behind a hyphen count twice in places.
        let twice = if kind == Kind::Place { 2.0 } else { 1.0 };
        // Nothing is said of a word of a place that the other name means too.
        let least = if word.place { 0.0 } else { f32::NEG_INFINITY };
        weight.max(twice * weight).max(least)
    }

    /// What an initial says that was compared.
    pub(super) fn of_initial(&self, fit: Fit) -> f32 {
        let [fits, other_form, clash] = self.initials;
        match fit {
            Fit::Initial { other_form: false } => fits,
            Fit::Initial { other_form: true } => other_form,
            _ => clash,
        }
    }

    /// What is said of words of these roles having been paired.
    #[inline]
    pub(super) fn other_role(&self, own: Role, other: Role) -> f32 {
        if own == other {
            0.0
        } else if own == Role::Patronymic || other == Role::Patronymic {
            self.patronymic_in_other_role
        } else {
            self.other_role
        }
    }
}

impl RoleCeiling {
    fn new(weights: &Weights, kind: Kind, role: Role) -> Self {
        let weight = |feature: ByRole| {
            let mut features = Features::default();
            features.by_role(role, feature, 1.0);
            weights.sum(kind, &features)
        };
        let of_similarity = |similarity: f32| {
            let mut features = Features::default();
            features.similarity(role, similarity, 0.0);
            weights.sum(kind, &features)
        };
        let of_loss = |loss: f32| {
            let mut features = Features::default();
            features.similarity(role, BORDERS[0], loss);
            weights.sum(kind, &features)
        };
        let of_worst = |worst: f32, scripts: usize| {
            let mut features = Features::default();
            features.worst_exchange(role, worst);
            let consonant = weight(ByRole::ConsonantExchange);
            let in_one_script = consonant + weight(ByRole::ConsonantExchangeInOneScript);
            let of_consonants = if scripts > 0 {
                in_one_script
            } else {
                consonant
            };
            let cyrillic = if scripts > 1 {
                weight(ByRole::WorstInCyrillic)
            } else {
                0.0
            };
            // The worst exchange of consonants is no worse than the worst of all.
            let share = (worst / 8.0).clamp(0.0, 1.0);
            weights.sum(kind, &features) + share * (of_consonants.max(0.0) + cyrillic)
        };
        let at_most = |from: f32, to: f32| (from * FINENESS) as i32..=(to * FINENESS) as i32;
        let similarities: Vec<f32> = at_most(-1.0, 1.125)
            .map(|step| step as f32 / FINENESS)
            .collect();
        let losses: Vec<f32> = (0..=(20.0 * LOSS_FINENESS) as i32)
            .map(|step| step as f32 / LOSS_FINENESS)
            .collect();
        let similarity = greatest(&similarities, &BORDERS, of_similarity, |own, bound| {
            own <= bound
        });
        let loss = greatest(&losses, &LOSSES, of_loss, |own, bound| own >= bound);
        let borders = [1.0, 3.0, 5.0, 7.0, 8.0, 9.0];
        debug_assert!(STEP_LOSSES.iter().all(|border| borders.contains(border)));
        let worst = [0, 1, 2].map(|scripts| {
            let of_worst = |worst| of_worst(worst, scripts);
            greatest(&losses, &borders, of_worst, |own, bound| own >= bound)
        });
        let once = |feature: Once| weights.weight(kind, Feature(feature as u8));
        let inflected = once(Once::Inflected) + once(Once::CaseOfFurtherWords).max(0.0);
        let oblique = inflected + weight(ByRole::OtherCase).max(0.0);
        let mut ceiling = RoleCeiling {
            similarity,
            loss,
            worst,
            short: weight(ByRole::Short),
            ending: oblique.max(weight(ByRole::OtherEnding)).max(0.0),
            beginning: weight(ByRole::Beginning).max(0.0),
            evidence: weight(ByRole::Evidence),
            further_similarity: weight(ByRole::FurtherSimilarity),
            same_name: weight(ByRole::SameName).max(weight(ByRole::SameShortName)),
            known_clash: weight(ByRole::KnownClash),
            any: 0.0,
            left_over: weight(ByRole::LeftOver),
            left_over_twice: weight(ByRole::LeftOverTwice),
        };
        ceiling.any = ceiling.most();
        ceiling
    }

    /// What words of this role can say at most.
    fn most(&self) -> f32 {
        let greatest = |table: &[f32]| table.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let worst = self.worst.iter().map(|table| greatest(table));
        let spelling = greatest(&self.similarity)
            + greatest(&self.loss)
            + worst.fold(0.0, f32::max)
            + self.short.max(0.0)
            + self.ending
            + self.beginning
            + self.known_clash.max(0.0);
        let evidence = (3.0 * self.evidence).max(-self.evidence);
        let further = (1.1 * self.further_similarity).max(-self.further_similarity);
        spelling.max(further) + evidence
    }

    /// What the spelling of the words that are least alike says at most, by bounds on their similarity and
    /// weight from above and on their loss and worst exchange from below.
    #[inline]
    pub(super) fn spelling(&self, own: &Shape, other: &Shape, bound: &Bound) -> f32 {
        let scripts = match (own.cyrillic, other.cyrillic) {
            (true, true) => 2,
            (false, false) => 1,
            _ => 0,
        };
        let length = own.length.min(other.length);
        let short = self.short * (8.0 - f32::from(length)).clamp(0.0, 5.0) / 5.0;
        let ending = if own.declensions & other.declensions != 0 {
            self.ending
        } else {
            0.0
        };
        let above = ((bound.similarity + 1.0) * FINENESS) as usize + 1;
        let below = |loss: f32| (loss.max(0.0) * LOSS_FINENESS) as usize;
        let of = |table: &[f32], at: usize| table[at.min(table.len() - 1)];
        of(&self.similarity, above)
            + of(&self.loss, below(bound.loss))
            + of(&self.worst[scripts], below(bound.worst))
            + short
            + ending
            + self.beginning
            + self.of_weight(bound.weight)
    }

    /// What words say at most that are not the least alike of their role.
    #[inline]
    pub(super) fn further(&self, bound: &Bound) -> f32 {
        let similarity = self.further_similarity * bound.similarity;
        similarity.max(-self.further_similarity) + self.of_weight(bound.weight)
    }

    #[inline]
    fn of_weight(&self, weight: f32) -> f32 {
        let most = self.evidence * (weight / 10.0).clamp(-1.0, 3.0);
        most.max(-self.evidence)
    }
}

/// For each of the points the greatest value of a function, linear between borders, over all points that
/// lie on the right side of it.
fn greatest(
    points: &[f32],
    borders: &[f32],
    value: impl Fn(f32) -> f32,
    lies: impl Fn(f32, f32) -> bool,
) -> Vec<f32> {
    let corners = || points.iter().chain(borders).copied();
    let values: Vec<(f32, f32)> = corners().map(|point| (point, value(point))).collect();
    let bound = |&point: &f32| {
        let beyond = values.iter().filter(|(own, _)| lies(*own, point));
        beyond
            .map(|(_, value)| *value)
            .fold(f32::NEG_INFINITY, f32::max)
    };
    points.iter().map(bound).collect()
}
