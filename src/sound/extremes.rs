//! What the units of any word can add to an alignment with a given one, at most and at least.

use super::cost::Costs;

/// Bounds, by unit, on what the steps of an alignment with a word say that take the unit in, in steps.
#[derive(Debug, Clone)]
pub(crate) struct Extremes {
    /// The most the unit adds to the weight; where two units are taken as one, each adds half.
    pub weight: [i32; 256],
    /// The same for steps that are no gain.
    pub poor: [i32; 256],
    /// The least a step loses against equal words.
    pub loss: [i32; 256],
    /// The same for steps that are no gain.
    pub poor_loss: [i32; 256],
    /// Where in the word the unit is exchanged at a gain. Each unit of the word has two bits, the second
    /// for the second of two units that are exchanged for it; those of units after the 32nd are the last.
    pub places: [u64; 256],
}

impl Default for Extremes {
    fn default() -> Self {
        Extremes {
            weight: [i32::MIN; 256],
            poor: [i32::MIN; 256],
            loss: [i32::MAX; 256],
            poor_loss: [i32::MAX; 256],
            places: [0; 256],
        }
    }
}

impl Extremes {
    /// `both`: what all units of the step weigh against themselves.
    fn enter(&mut self, unit: u8, weight: i32, both: i32, places: u64) {
        let (unit, loss) = (usize::from(unit), both / 2 - weight);
        self.weight[unit] = self.weight[unit].max(weight);
        self.loss[unit] = self.loss[unit].min(loss);
        if weight > 0 {
            self.places[unit] |= places;
        } else {
            self.poor[unit] = self.poor[unit].max(weight);
            self.poor_loss[unit] = self.poor_loss[unit].min(loss);
        }
    }
}

/// The first bit of a unit in [`Extremes::places`].
fn place(at: usize) -> u64 {
    1 << (2 * at.min(31))
}

impl Costs {
    /// What the units of any word weigh at most and lose at least where it is aligned with this one.
    pub(crate) fn extremes(&self, units: &[u8], pairs: &[u16]) -> Extremes {
        let own = |unit: u8| self.single(unit, unit);
        let mut extremes = Extremes::default();
        for unit in self.inventory().units().map(|unit| unit.0) {
            extremes.enter(unit, self.gap(unit), own(unit), 0);
            for (at, &other) in units.iter().enumerate() {
                let (weight, both) = (self.single(unit, other), own(unit) + own(other));
                extremes.enter(unit, weight, both, place(at));
            }
            for (at, &pair) in pairs.iter().enumerate().skip(1) {
                let weight = self.one_two(unit, pair);
                if pair != 0 && weight != i32::from(i16::MIN) {
                    let both = own(units[at - 1]) + own(units[at]);
                    extremes.enter(unit, weight, own(unit) + both, place(at - 1) | place(at));
                }
            }
        }
        for (pair, &[first, second]) in self.joints.iter().enumerate().skip(1) {
            for (at, &other) in units.iter().enumerate() {
                let weight = self.one_two(other, pair as u16);
                if weight == i32::from(i16::MIN) {
                    continue;
                }
                // Each takes half of the weight, but the step loses all.
                let (half, loss) = (
                    (weight + 1).div_euclid(2),
                    (own(first) + own(second) + own(other)) / 2 - weight,
                );
                extremes.enter(first, half, 2 * (loss + half), place(at));
                extremes.enter(second, half, 2 * (loss + half), place(at) << 1);
            }
        }
        extremes
    }

    /// What two neighbours having changed places loses at least.
    pub(crate) fn least_swap_loss(&self) -> i32 {
        let least = self.inventory().units().flat_map(|left| {
            let own = self.single(left.0, left.0);
            let row = self.row(left.0).iter().take(self.inventory().len());
            row.zip(self.inventory().units())
                .map(move |(weight, right)| {
                    (own + self.single(right.0, right.0)) / 2 - i32::from(*weight)
                })
        });
        2 * least.min().unwrap_or(0).min(0) - self.swap() - 1
    }
}
