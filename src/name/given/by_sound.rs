//! Given names by their sound: spellings that no table lists.

use crate::sound::{Costs, Inventory, Skeletons, Spelled, pairs};

use super::{GivenNames, GivenReading, Memory, SHORTEST_BY_SOUND};
use crate::name::declension::{Cut, Declensions};
use crate::name::part::Genders;

/// An unlisted spelling is taken for a listed form when it has at least this share of its own evidence.
const SOUND_SHARE: f32 = 0.8;
/// The same of spellings of few units, which are soon alike: Рона is no Рена.
const SHARE_OF_SHORT: f32 = 0.9;
const SHORT: usize = 4;
/// A spelling that has less may be another name, of whatever gender: Сааду is no Саида.
const SURE_SHARE: f32 = 0.95;
/// Of such spellings as much is the same in order.
const SOUND_LIKENESS: f32 = 0.7;

impl GivenNames {
    /// Case forms of what sounds like a listed form: Łacinka names, of which few are listed (Jaŭhienam, of Jaŭhien).
    pub(super) fn find_inflected_by_sound(
        &self,
        letters: &[char],
        cuts: &[Cut],
        found: &mut Vec<GivenReading>,
        memory: &mut Memory,
    ) {
        let declensions = Declensions::embedded();
        let singular = !declensions.plural();
        let (his, hers) = declensions.gendered();
        if cuts.iter().any(|cut| cut.nominative & (his | hers) != 0) {
            return; // a surname, and no case of what sounds like the beginning of it
        }
        let mut lemma: Vec<char> = Vec::with_capacity(letters.len() + 3);
        for cut in cuts.iter().filter(|cut| cut.oblique & singular != 0) {
            let Some(stem) = letters.get(..usize::from(cut.stem)) else {
                continue;
            };
            for ending in declensions.nominative_endings(cut.oblique & singular, false) {
                lemma.clear();
                lemma.extend_from_slice(stem);
                lemma.extend_from_slice(ending);
                if lemma.len() < SHORTEST_BY_SOUND || lemma == letters {
                    continue;
                }
                let start = found.len();
                self.find_by_sound(&lemma, false, found, memory);
                for own in &mut found[start..] {
                    own.genders = own.genders.in_oblique_case().and(cut.genders);
                }
                found.retain(|own| !own.genders.is_empty());
            }
        }
    }

    pub(super) fn find_by_sound(
        &self,
        letters: &[char],
        inflected: bool,
        found: &mut Vec<GivenReading>,
        memory: &mut Memory,
    ) {
        let costs = Costs::embedded();
        let Memory {
            units,
            ends,
            skeletons,
            grid,
            ..
        } = memory;
        Inventory::embedded().read_letters(letters, units, ends);
        Skeletons::embedded().read_raw(units, skeletons);
        let units = units.as_slice();
        let pairs = pairs(costs, units);
        let own: i32 = units.iter().map(|&unit| costs.own(unit)).sum();
        let spelled = Spelled {
            units,
            pairs: &pairs,
        };
        // What is spelt as her name by chance may be a case of his that no table knows: Малека, of Малек.
        let case_of_his = match inflected && ends_in_a(letters) {
            true => Genders::MASCULINE.in_oblique_case(),
            false => Genders::NONE,
        };
        let mut best: Vec<(f32, GivenReading)> = Vec::new();
        for skeleton in skeletons.iter() {
            for number in self.by_sound.get(skeleton.0) {
                let form = &self.forms[number as usize];
                let other = self.spelled(number);
                let lengths = other.units.len().abs_diff(units.len());
                if lengths > 3
                    || !begins_alike(costs, spelled, other)
                    || !ends_alike(costs, spelled, other)
                    || ends_in_a(letters) && !ends_in_a(self.letters(number))
                {
                    continue;
                }
                if grid.likeness(costs, units, other.units) < SOUND_LIKENESS {
                    continue;
                }
                let weight = grid.fill(costs, spelled, other);
                let share = 2.0 * weight as f32 / (own + form.own).max(1) as f32;
                let short = units.len().min(other.units.len()) <= SHORT;
                if share >= if short { SHARE_OF_SHORT } else { SOUND_SHARE } {
                    let genders = match share >= SURE_SHARE {
                        true => form.reading.genders.or(case_of_his),
                        false => Genders::ANY,
                    };
                    let reading = GivenReading {
                        genders,
                        listed: false,
                        ..form.reading
                    };
                    best.push((share, reading));
                }
            }
        }
        best.sort_by(|one, other| other.0.total_cmp(&one.0));
        let top = best.first().map_or(0.0, |(share, _)| *share);
        for (share, reading) in best {
            if share >= top - 0.08 && !found.iter().any(|own| own.class == reading.class) {
                found.push(reading);
            }
        }
    }
}

/// Whether the first sounds are the same: a name without its beginning is another one (Алена, Лена).
fn begins_alike(costs: &Costs, word: Spelled<'_>, form: Spelled<'_>) -> bool {
    // A word of one unit has no pair.
    let first =
        |own: Spelled<'_>| Some((*own.units.first()?, own.pairs.get(1).copied().unwrap_or(0)));
    are_one_sound(costs, first(word), first(form))
}

/// Whether the last sounds are the same: the ending tells his name from hers (Mario is no Мария).
fn ends_alike(costs: &Costs, word: Spelled<'_>, form: Spelled<'_>) -> bool {
    let last = |own: Spelled<'_>| Some((*own.units.last()?, *own.pairs.last()?));
    are_one_sound(costs, last(word), last(form))
}

/// Her ending, which his names in -ў and -в have in another case: Uładzisłava, of Uładzisłaŭ.
pub(super) fn ends_in_a(letters: &[char]) -> bool {
    matches!(letters.last(), Some('a' | 'а' | 'я'))
}

/// Whether two units are exchanged at a gain, or one of them for the pair that the other is of.
fn are_one_sound(costs: &Costs, one: Option<(u8, u16)>, other: Option<(u8, u16)>) -> bool {
    let (Some((one, pair)), Some((other, others))) = (one, other) else {
        return false;
    };
    let joined = costs.one_two(one, others).max(costs.one_two(other, pair));
    costs.single(one, other).max(joined) > 0
}
