//! What an exchange of units says: log-likelihood ratios from a fitted table.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::error::{Error, Result};
use crate::table::{Row, Table};

use super::unit::{Group, Inventory, Unit};

/// Weights are kept in steps of 1/64 nat.
pub(crate) const STEPS: f32 = 64.0;

/// Stands for "no such exchange"; far below every sum of weights.
pub(crate) const NEVER: i32 = -1_000_000;

/// The weights of unit exchanges, from `data/sound/costs.tsv`.
///
/// A weight is the natural logarithm of how much more often two spellings of one name exchange these
/// units than two unrelated words would; positive speaks for the same name. The table is fitted by
/// `examples/fit` (expectation–maximisation over alignments of word pairs, smoothed towards the rule
/// tables); exchanges that it never saw have a weight by the kinds of sound they join.
#[derive(Debug)]
pub struct Costs {
    inventory: &'static Inventory,
    units: usize,
    single: Vec<i16>,
    gap: Vec<i16>,
    pairs: HashMap<(u8, u8), u16>,
    one_two: Vec<i16>,
    two_two: HashMap<(u16, u16), i16>,
    swap: i16,
}

/// Weights of exchanges that the table does not list, in nats.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Defaults {
    same_unit: f32,
    same_group: f32,
    consonants: f32,
    vowel_and_glide: f32,
    other: f32,
    gap_vowel: f32,
    gap_sign: f32,
    gap_consonant: f32,
    swap: f32,
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
                    let next = costs.pairs.len() as u16 + 1;
                    costs.pairs.entry((first.0, second.0)).or_insert(next);
                }
            }
        }
        costs.one_two = vec![i16::MIN; costs.units * (costs.pairs.len() + 1)];
        for (left, right, weight) in rows {
            costs.enter(&left, &right, weight);
        }
        Ok(costs)
    }

    fn unlisted(inventory: &'static Inventory, defaults: Defaults) -> Self {
        let units = inventory.len();
        let mut costs = Costs {
            inventory,
            units,
            single: vec![0; units * units],
            gap: vec![0; units],
            pairs: HashMap::new(),
            one_two: Vec::new(),
            two_two: HashMap::new(),
            swap: steps(defaults.swap),
        };
        for left in inventory.units() {
            let group = inventory.group(left);
            costs.gap[usize::from(left.0)] = steps(defaults.gap(group));
            for right in inventory.units() {
                let weight = if left == right {
                    defaults.same_unit
                } else {
                    defaults.exchange(group, inventory.group(right))
                };
                let at = costs.at(left.0, right.0);
                costs.single[at] = steps(weight);
            }
        }
        costs
    }

    fn enter(&mut self, left: &[Unit], right: &[Unit], weight: f32) {
        let weight = steps(weight);
        match (left, right) {
            ([one], [other]) => {
                for at in [self.at(one.0, other.0), self.at(other.0, one.0)] {
                    self.single[at] = weight;
                }
            }
            ([one], []) | ([], [one]) => self.gap[usize::from(one.0)] = weight,
            ([one], [first, second]) | ([first, second], [one]) => {
                let pair = self.pair(first.0, second.0);
                let at = self.one_two_at(one.0, pair);
                self.one_two[at] = weight;
            }
            ([a, b], [c, d]) => {
                let (left, right) = (self.pair(a.0, b.0), self.pair(c.0, d.0));
                self.two_two.insert((left, right), weight);
                self.two_two.insert((right, left), weight);
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
        f32::from(self.single[self.at(left.0, right.0)]) / STEPS
    }

    /// The weight of leaving a unit out, in nats.
    pub fn omission(&self, unit: Unit) -> f32 {
        f32::from(self.gap[usize::from(unit.0)]) / STEPS
    }

    #[inline]
    fn at(&self, left: u8, right: u8) -> usize {
        usize::from(left) * self.units + usize::from(right)
    }

    #[inline]
    fn one_two_at(&self, one: u8, pair: u16) -> usize {
        usize::from(pair) * self.units + usize::from(one)
    }

    /// The number of a pair of units that some exchange mentions; 0 for others.
    pub(crate) fn pair(&self, first: u8, second: u8) -> u16 {
        self.pairs.get(&(first, second)).copied().unwrap_or(0)
    }

    #[inline]
    pub(crate) fn single(&self, left: u8, right: u8) -> i32 {
        i32::from(self.single[self.at(left, right)])
    }

    #[inline]
    pub(crate) fn row(&self, left: u8) -> &[i16] {
        let start = usize::from(left) * self.units;
        &self.single[start..start + self.units]
    }

    #[inline]
    pub(crate) fn gap(&self, unit: u8) -> i32 {
        i32::from(self.gap[usize::from(unit)])
    }

    #[inline]
    pub(crate) fn one_two(&self, one: u8, pair: u16) -> i32 {
        match self.one_two[self.one_two_at(one, pair)] {
            i16::MIN => NEVER,
            weight => i32::from(weight),
        }
    }

    pub(crate) fn two_two(&self, left: u16, right: u16) -> i32 {
        self.two_two
            .get(&(left, right))
            .map_or(NEVER, |&weight| i32::from(weight))
    }

    pub(crate) fn swap(&self) -> i32 {
        i32::from(self.swap)
    }
}

impl Defaults {
    fn parse(table: &Table<'_>) -> Result<Self> {
        let value = |key: &'static str| -> Result<f32> {
            let text = table.metadata(key).unwrap_or_default();
            let number = text.parse().ok().filter(|number| in_range(*number));
            number.ok_or_else(|| {
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

    fn exchange(&self, left: Group, right: Group) -> f32 {
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

    fn gap(&self, group: Group) -> f32 {
        match group {
            Group::Vowel | Group::Glide => self.gap_vowel,
            Group::Sign => self.gap_sign,
            _ => self.gap_consonant,
        }
    }
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
    if left.is_empty() && right.is_empty() || left.len() + right.len() == 2 && left.len() != 1 {
        return Err(table.error(
            row,
            0,
            "units can only be exchanged one to one or two to one",
        ));
    }
    let weight = row.get(2).parse().ok().filter(|weight| in_range(*weight));
    let weight = weight.ok_or_else(|| table.error(row, 2, "not a number from -30 to 30"))?;
    Ok((left, right, weight))
}
