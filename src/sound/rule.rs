//! The named laws behind exchanges, for explanations and as the frame of the fit.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::error::Result;
use crate::table::Table;

use super::unit::{Inventory, Unit};

/// Names for exchanges of units: sound laws and romanisation standards.
#[derive(Debug)]
pub struct Rules {
    titles: HashMap<(Vec<Unit>, Vec<Unit>), &'static str>,
}

impl Rules {
    /// The rules that ship with the crate: `data/sound/rules.tsv` and `data/sound/romanisation.tsv`.
    #[expect(
        clippy::expect_used,
        reason = "the embedded tables are parsed in a test"
    )]
    pub fn embedded() -> &'static Self {
        static RULES: LazyLock<Rules> = LazyLock::new(|| {
            Rules::parse(
                include_str!("../../data/sound/rules.tsv"),
                include_str!("../../data/sound/romanisation.tsv"),
            )
            .expect("the embedded rules are sound")
        });
        &RULES
    }

    fn parse(laws: &'static str, romanisation: &'static str) -> Result<Self> {
        let mut titles = HashMap::new();
        let table = Table::parse("rules.tsv", laws, &["left", "right", "title"])?;
        enter(&table, &mut titles, |cells| cells)?;
        let table = Table::parse("romanisation.tsv", romanisation, &["left", "right"])?;
        enter(&table, &mut titles, |_| "romanisation")?;
        Ok(Rules { titles })
    }

    /// The law that relates two sequences of units, in either direction, in a reader's words.
    ///
    /// ```
    /// use imya::sound::{Inventory, Rules};
    /// let read = |word| Inventory::embedded().read(word);
    /// assert_eq!(Rules::embedded().title(&read("т"), &read("ц")), Some("tsekanne"));
    /// ```
    pub fn title(&self, left: &[Unit], right: &[Unit]) -> Option<&'static str> {
        self.titles
            .get(&(left.to_vec(), right.to_vec()))
            .or_else(|| self.titles.get(&(right.to_vec(), left.to_vec())))
            .copied()
    }

    /// The exchanges of one unit for one, by number, with their titles.
    pub(crate) fn of_single_units(&self) -> impl Iterator<Item = (u8, u8, &'static str)> {
        self.titles.iter().filter_map(|((left, right), title)| {
            match (left.as_slice(), right.as_slice()) {
                ([left], [right]) => Some((left.0, right.0, *title)),
                _ => None,
            }
        })
    }

    /// All exchanges that some rule names; each in one direction.
    pub fn exchanges(&self) -> impl Iterator<Item = (&[Unit], &[Unit])> {
        self.titles
            .keys()
            .map(|(left, right)| (left.as_slice(), right.as_slice()))
    }
}

fn enter(
    table: &Table<'static>,
    titles: &mut HashMap<(Vec<Unit>, Vec<Unit>), &'static str>,
    title: impl Fn(&'static str) -> &'static str,
) -> Result<()> {
    let inventory = Inventory::embedded();
    for row in table.rows() {
        let side = |cell: usize| {
            inventory
                .parse_sequence(row.get(cell))
                .ok_or_else(|| table.error(row, cell, "unknown unit"))
        };
        let (left, right) = (side(0)?, side(1)?);
        let reversed = (right.clone(), left.clone());
        if !titles.contains_key(&reversed) {
            titles
                .entry((left, right))
                .or_insert_with(|| title(row.get(2)));
        }
    }
    Ok(())
}
