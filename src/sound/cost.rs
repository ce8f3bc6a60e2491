//! What an exchange of units says: log-likelihood ratios from a fitted table.

use std::sync::LazyLock;

use crate::error::{Error, Result};
use crate::table::{Row, Table};

use super::unit::{Group, Inventory, Unit};

/// Weights are kept in steps of 1/64 nat.
pub(crate) const STEPS: f32 = 64.0;

/// Stands for "no such exchange"; far below every sum of weights.
pub(crate) const NEVER: i32 = -1_000_000;

/// Weights by unit.
pub(crate) type Row256 = [i16; 256];

/// The weights of unit exchanges, from `data/sound/costs.tsv`.
///
/// A weight is the natural logarithm of how much more often two spellings of one name exchange these
/// units than two unrelated words would; positive speaks for the same name. The table is fitted by
/// `examples/fit` (expectation–maximisation over alignments of word pairs, smoothed towards the rule
/// tables); exchanges that it never saw have a weight by the kinds of sound they join.
#[derive(Debug)]
pub struct Costs {
    inventory: &'static Inventory,
    /// By left unit, then by right unit; rows of 256 need no bounds checks.
    single: Vec<Row256>,
    gap: Row256,
    /// What units weigh against themselves.
    own: Row256,
    consonants: UnitSet,
    no_rule: i16,
    /// By first, then by second unit the number of the pair; 0 for pairs that no exchange mentions.
    pairs: Vec<[u16; 256]>,
    pair_count: usize,
    /// The units of each pair.
    pub(super) joints: Vec<[u8; 2]>,
    /// By pair, then by the one unit it is exchanged for.
    by_pair: Vec<Row256>,
    /// By the one unit, then by the pair it is exchanged for: the same weights.
    by_one: Vec<i16>,
    swap: i16,
    reach: Vec<Reach>,
    /// By unit its partners, as a list.
    partners: Vec<Box<[u8]>>,
}

/// A set of units.
pub(crate) type UnitSet = [u64; 4];

/// What a unit can gain at most.
#[derive(Debug, Clone, Copy, Default)]
struct Reach {
    /// The units it is exchanged for at a gain, alone or with a neighbour.
    partners: UnitSet,
    /// The most that such an exchange weighs.
    gain: i32,
}

impl Reach {
    fn enter(&mut self, weight: i16, partners: &[u8]) {
        let weight = i32::from(weight);
        if weight > 0 {
            self.gain = self.gain.max(weight);
            for partner in partners {
                insert(&mut self.partners, *partner);
            }
        }
    }
}

/// Weights of exchanges that the table does not list, in steps.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Defaults {
    same_unit: i16,
    same_group: i16,
    consonants: i16,
    vowel_and_glide: i16,
    other: i16,
    gap_vowel: i16,
    gap_sign: i16,
    gap_consonant: i16,
    swap: i16,
}

impl Costs {
    /// The weights that ship with the crate, for [`Inventory::embedded`].
    #[expect(clippy::expect_used, reason = "the embedded table is parsed in a test")]
    pub fn embedded() -> &'static Self {
        static COSTS: LazyLock<Costs> = LazyLock::new(|| {
            Costs::parse("costs.tsv", include_str!("../../data/sound/costs.tsv"))
                .expect("the embedded weights are sound")
        });
        &COSTS
    }

    /// Parses a table with the columns `left`, `right` (units separated by spaces; one to two on each
    /// side, or none) and `weight` (nats, −30 to 30), and the weights of unlisted exchanges in its
    /// metadata.
    ///
    /// # Errors
    /// [`Error::Data`] for missing metadata, unknown units, too many of them, or a weight that is no
    /// number or out of range.
    pub fn parse(source: &str, text: &str) -> Result<Self> {
        let inventory = Inventory::embedded();
        let table = Table::parse(source, text, &["left", "right", "weight"])?;
        let defaults = Defaults::parse(&table)?;
        let mut costs = Costs::unlisted(inventory, defaults);
        let rows: Vec<_> = table
            .rows()
            .iter()
            .map(|row| parse_row(&table, row, inventory))
            .collect::<Result<_>>()?;
        for (left, right, _) in &rows {
            for side in [left, right] {
                if let [first, second] = side.as_slice() {
                    let pair = &mut costs.pairs[usize::from(first.0)][usize::from(second.0)];
                    if *pair == 0 {
                        costs.pair_count += 1;
                        *pair = costs.pair_count as u16;
                        costs.joints.push([first.0, second.0]);
                    }
                }
            }
        }
        costs.by_pair = vec![[i16::MIN; 256]; costs.pair_count + 1];
        for (left, right, weight) in rows {
            costs.enter(&left, &right, weight);
        }
        costs.by_one = vec![i16::MIN; inventory.len() * costs.by_pair.len()];
        for (one, own) in costs.by_one.chunks_mut(costs.by_pair.len()).enumerate() {
            for (weight, of_pair) in own.iter_mut().zip(&costs.by_pair) {
                *weight = of_pair[one];
            }
        }
        for (unit, row) in costs.single.iter().enumerate() {
            costs.own[unit] = row[unit];
        }
        costs.set_reach();
        Ok(costs)
    }

    fn set_reach(&mut self) {
        let units = self.inventory.len();
        let mut reach = vec![Reach::default(); units];
        for (left, own) in self.inventory.units().zip(&mut reach) {
            for right in self.inventory.units() {
                own.enter(self.row(left.0)[usize::from(right.0)], &[right.0]);
            }
        }
        for (joint, weights) in self.joints.iter().zip(&self.by_pair).skip(1) {
            for one in self.inventory.units() {
                let weight = weights[usize::from(one.0)];
                if weight == i16::MIN {
                    continue;
                }
                reach[usize::from(one.0)].enter(weight, joint);
                for own in joint {
                    reach[usize::from(*own)].enter(weight, &[one.0]);
                }
            }
        }
        let members = |set: &UnitSet| {
            let units = self.inventory.units().map(|unit| unit.0);
            let found = units.filter(|&unit| contains(set, unit));
            found.collect()
        };
        self.partners = reach.iter().map(|own| members(&own.partners)).collect();
        self.reach = reach;
    }

    /// The most that a unit gains in an alignment with a word of the other units.
    #[inline]
    pub(crate) fn gain(&self, unit: u8, others: &UnitSet) -> i32 {
        let reach = &self.reach[usize::from(unit)];
        let mut both = reach.partners.iter().zip(others);
        match both.any(|(own, other)| own & other != 0) {
            true => reach.gain,
            false => 0,
        }
    }

    /// The units that a unit is exchanged for at a gain, alone or with a neighbour.
    #[inline]
    pub(crate) fn partners(&self, unit: u8) -> &[u8] {
        self.partners
            .get(usize::from(unit))
            .map_or(&[], |list| list)
    }

    /// What the exchange of one consonant for another weighs that no rule names and no pair of words shows.
    #[inline]
    pub(super) fn of_no_rule(&self) -> i32 {
        i32::from(self.no_rule)
    }

    fn unlisted(inventory: &'static Inventory, defaults: Defaults) -> Self {
        let units = inventory.len();
        let mut costs = Costs {
            inventory,
            single: vec![[0; 256]; units],
            gap: [0; 256],
            own: [0; 256],
            consonants: UnitSet::default(),
            no_rule: defaults.consonants,
            pairs: vec![[0; 256]; units],
            pair_count: 0,
            joints: vec![[0; 2]],
            by_pair: Vec::new(),
            by_one: Vec::new(),
            swap: defaults.swap,
            reach: Vec::new(),
            partners: Vec::new(),
        };
        for left in inventory.units() {
            let group = inventory.group(left);
            costs.gap[usize::from(left.0)] = defaults.gap(group);
            let soft = matches!(
                group,
                Group::Vowel | Group::Glide | Group::Sign | Group::Digit
            );
            if !soft {
                insert(&mut costs.consonants, left.0);
            }
            for right in inventory.units() {
                let weight = if left == right {
                    defaults.same_unit
                } else {
                    defaults.exchange(group, inventory.group(right))
                };
                costs.single[usize::from(left.0)][usize::from(right.0)] = weight;
            }
        }
        costs
    }

    fn enter(&mut self, left: &[Unit], right: &[Unit], weight: f32) {
        let weight = steps(weight);
        match (left, right) {
            ([one], [other]) => {
                for (own, other) in [(one, other), (other, one)] {
                    self.single[usize::from(own.0)][usize::from(other.0)] = weight;
                }
            }
            ([one], []) | ([], [one]) => self.gap[usize::from(one.0)] = weight,
            ([one], [first, second]) | ([first, second], [one]) => {
                let pair = self.pair(first.0, second.0);
                self.by_pair[usize::from(pair)][usize::from(one.0)] = weight;
            }
            _ => {}
        }
    }

    /// The inventory whose units the weights are for.
    pub fn inventory(&self) -> &'static Inventory {
        self.inventory
    }

    /// The weight of exchanging one unit for another, in nats.
    ///
    /// ```
    /// use imya::sound::Costs;
    /// let costs = Costs::embedded();
    /// let unit = |spelling| costs.inventory().unit(spelling).unwrap();
    /// assert!(costs.exchange(unit("ц"), unit("т")) > costs.exchange(unit("ц"), unit("м")));
    /// ```
    pub fn exchange(&self, left: Unit, right: Unit) -> f32 {
        f32::from(self.row(left.0)[usize::from(right.0)]) / STEPS
    }

    /// The weight of leaving a unit out, in nats.
    pub fn omission(&self, unit: Unit) -> f32 {
        f32::from(self.gap[usize::from(unit.0)]) / STEPS
    }

    /// The number of a pair of units that some exchange mentions; 0 for others.
    pub(crate) fn pair(&self, first: u8, second: u8) -> u16 {
        self.pairs[usize::from(first)][usize::from(second)]
    }

    #[inline]
    pub(crate) fn single(&self, left: u8, right: u8) -> i32 {
        i32::from(self.row(left)[usize::from(right)])
    }

    /// What a unit weighs against itself.
    #[inline]
    pub(crate) fn own(&self, unit: u8) -> i32 {
        i32::from(self.own[usize::from(unit)])
    }

    #[inline]
    pub(super) fn is_consonant(&self, unit: u8) -> bool {
        contains(&self.consonants, unit)
    }

    #[inline]
    pub(crate) fn row(&self, left: u8) -> &Row256 {
        &self.single[usize::from(left)]
    }

    #[inline]
    pub(crate) fn gap(&self, unit: u8) -> i32 {
        i32::from(self.gap[usize::from(unit)])
    }

    #[inline]
    pub(super) fn gaps(&self) -> &Row256 {
        &self.gap
    }

    /// The weights of exchanging a pair for one unit; the least number stands for "never".
    #[inline]
    pub(crate) fn pair_row(&self, pair: u16) -> &Row256 {
        &self.by_pair[usize::from(pair)]
    }

    /// The weights of exchanging one unit for each pair.
    #[inline]
    pub(crate) fn pairs_row(&self, one: u8) -> &[i16] {
        let pairs = self.by_pair.len();
        &self.by_one[usize::from(one) * pairs..][..pairs]
    }

    #[inline]
    pub(crate) fn one_two(&self, one: u8, pair: u16) -> i32 {
        i32::from(self.pair_row(pair)[usize::from(one)])
    }

    #[inline]
    pub(crate) fn swap(&self) -> i32 {
        i32::from(self.swap)
    }
}

impl Defaults {
    fn parse(table: &Table<'_>) -> Result<Self> {
        let value = |key: &'static str| -> Result<i16> {
            let text = table.metadata(key).unwrap_or_default();
            let number = text.parse().ok().filter(|number| in_range(*number));
            number.map(steps).ok_or_else(|| {
                let reason = format!("the metadata `{key}` is no number from -30 to 30");
                Error::data(table.source(), 0, 0, reason)
            })
        };
        Ok(Defaults {
            same_unit: value("same-unit")?,
            same_group: value("same-group")?,
            consonants: value("consonants")?,
            vowel_and_glide: value("vowel-and-glide")?,
            other: value("other")?,
            gap_vowel: value("gap-vowel")?,
            gap_sign: value("gap-sign")?,
            gap_consonant: value("gap-consonant")?,
            swap: value("swap")?,
        })
    }

    fn exchange(&self, left: Group, right: Group) -> i16 {
        let soft = |group| matches!(group, Group::Vowel | Group::Glide);
        let rare = |group| matches!(group, Group::Sign | Group::Digit);
        if left == right && left != Group::Digit {
            self.same_group
        } else if soft(left) && soft(right) {
            self.vowel_and_glide
        } else if soft(left) || soft(right) || rare(left) || rare(right) {
            self.other
        } else {
            self.consonants
        }
    }

    fn gap(&self, group: Group) -> i16 {
        match group {
            Group::Vowel | Group::Glide => self.gap_vowel,
            Group::Sign => self.gap_sign,
            _ => self.gap_consonant,
        }
    }
}

/// Adds a unit to a set.
pub(crate) fn insert(set: &mut UnitSet, unit: u8) {
    set[usize::from(unit >> 6)] |= 1 << (unit & 63);
}

/// Takes a unit out of a set.
pub(crate) fn remove(set: &mut UnitSet, unit: u8) {
    set[usize::from(unit >> 6)] &= !(1 << (unit & 63));
}

/// Whether a unit is in a set.
#[inline]
pub(crate) fn contains(set: &UnitSet, unit: u8) -> bool {
    set[usize::from(unit >> 6)] >> (unit & 63) & 1 == 1
}

/// The units that occur in a word.
pub(crate) fn sounds_of(units: &[u8]) -> UnitSet {
    let mut sounds = UnitSet::default();
    for &unit in units {
        insert(&mut sounds, unit);
    }
    sounds
}

fn in_range(number: f32) -> bool {
    (-30.0..=30.0).contains(&number)
}

fn steps(weight: f32) -> i16 {
    (weight * STEPS).round() as i16
}

fn parse_row(
    table: &Table<'_>,
    row: &Row<'_>,
    inventory: &Inventory,
) -> Result<(Vec<Unit>, Vec<Unit>, f32)> {
    let side = |cell: usize| {
        inventory
            .parse_sequence(row.get(cell))
            .filter(|units| units.len() <= 2)
            .ok_or_else(|| table.error(row, cell, "not a sequence of at most two known units"))
    };
    let (left, right) = (side(0)?, side(1)?);
    let units = (left.len(), right.len());
    if !matches!(units, (1, 0..=2) | (0 | 2, 1)) {
        return Err(table.error(
            row,
            0,
            "units can only be exchanged one to none, one or two",
        ));
    }
    let weight = row.get(2).parse().ok().filter(|weight| in_range(*weight));
    let weight = weight.ok_or_else(|| table.error(row, 2, "not a number from -30 to 30"))?;
    Ok((left, right, weight))
}
