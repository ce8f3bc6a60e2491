//! The named laws behind exchanges, for explanations and as the frame of the fit.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::error::Result;
use crate::scheme::tarask_differences;
use crate::table::Table;

use super::cost::{UnitSet, contains, insert, remove};
use super::place::Places;
use super::unit::{Group, Inventory, Unit};

/// Names for exchanges of units: sound laws and romanisation standards.
#[derive(Debug)]
pub struct Rules {
    titles: Titles,
    /// The exchanges of laws that hold only in closed syllables, and only before soft vowels.
    closed: Vec<(Unit, Unit)>,
    before_soft: Vec<(Unit, Unit)>,
    /// The exchanges between the two spellings of Belarusian, after those of the laws; for explanations alone.
    spellings: LazyLock<Titles>,
    /// What the letters of other languages are transcribed to, after both; likewise.
    foreign: LazyLock<Titles>,
}

/// The title of exchanges that only standards of romanisation name.
const ROMANISATION: &str = "romanisation";

type Titles = HashMap<(Vec<Unit>, Vec<Unit>), &'static str>;

/// What the letters of the world's languages become in Cyrillic.
const TRANSCRIPTIONS: [(&str, &str); 4] = [
    (
        "palladius.tsv",
        include_str!("../../data/sound/palladius.tsv"),
    ),
    (
        "kontsevich.tsv",
        include_str!("../../data/sound/kontsevich.tsv"),
    ),
    (
        "polivanov.tsv",
        include_str!("../../data/sound/polivanov.tsv"),
    ),
    (
        "orthographies.tsv",
        include_str!("../../data/sound/orthographies.tsv"),
    ),
];

impl Rules {
    /// The rules that ship with the crate: `data/sound/rules.tsv` and `data/sound/romanisation.tsv`,
    /// for Taraškievica [`tarask_differences`], and for names of the world the tables of transcription
    /// beside them.
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

    #[expect(
        clippy::expect_used,
        reason = "the embedded tables are parsed in a test"
    )]
    fn parse(laws: &'static str, romanisation: &'static str) -> Result<Self> {
        let mut titles = HashMap::new();
        let table = Table::parse("rules.tsv", laws, &["left", "right", "title"])?;
        enter(&table, &mut titles, |cells| cells)?;
        let (closed, before_soft) = (listed(&table, "closed")?, listed(&table, "before-soft")?);
        let table = Table::parse("romanisation.tsv", romanisation, &["left", "right"])?;
        enter(&table, &mut titles, |_| ROMANISATION)?;
        Ok(Rules {
            titles,
            closed,
            before_soft,
            spellings: LazyLock::new(spellings),
            foreign: LazyLock::new(|| {
                transcriptions().expect("the embedded transcriptions are sound")
            }),
        })
    }

    /// The law that relates two sequences of units, in either direction, in a reader's words.
    ///
    /// ```
    /// use imya::sound::{Inventory, Rules};
    /// let read = |word| Inventory::embedded().read(word);
    /// assert_eq!(Rules::embedded().title(&read("т"), &read("ц")), Some("tsekanne"));
    /// ```
    pub fn title(&self, left: &[Unit], right: &[Unit]) -> Option<&'static str> {
        let (there, back) = (
            (left.to_vec(), right.to_vec()),
            (right.to_vec(), left.to_vec()),
        );
        let of = |titles: &Titles| titles.get(&there).or_else(|| titles.get(&back)).copied();
        of(&self.titles)
            .or_else(|| of(&self.spellings))
            .or_else(|| of(&self.foreign))
    }

    /// As [`Rules::in_closed_syllables`], of laws that hold only before soft vowels.
    pub(super) fn before_soft_vowels(&self) -> impl Iterator<Item = (Unit, Unit)> {
        self.before_soft.iter().copied()
    }

    /// The exchanges of one unit for one by the laws and standards, by number, with their titles.
    pub(crate) fn of_single_units(&self) -> impl Iterator<Item = (u8, u8, &'static str)> {
        self.titles.iter().filter_map(|((left, right), title)| {
            match (left.as_slice(), right.as_slice()) {
                ([left], [right]) => Some((left.0, right.0, *title)),
                _ => None,
            }
        })
    }

    /// The exchanges of one unit for two that rules name: the unit, and the first of the two.
    pub(crate) fn of_one_for_two(&self) -> impl Iterator<Item = (u8, u8)> {
        self.titles
            .keys()
            .filter_map(|(left, right)| match (left.as_slice(), right.as_slice()) {
                ([one], [first, _]) | ([first, _], [one]) => Some((one.0, first.0)),
                _ => None,
            })
    }

    /// Whether a law names an exchange of one unit for one, but does not hold where it stands in one of the words.
    ///
    /// ў and л are exchanged only behind а, е or о and before a consonant (Воўк, Волк); ц and т, дз and д not where а,
    /// о or у follows ц or дз (Ціхан, Тихон). The words are given with the places of the units.
    ///
    /// ```
    /// use imya::sound::{Inventory, Rules};
    /// let read = |word| Inventory::embedded().read(word);
    /// let rules = Rules::embedded();
    /// assert!(!rules.is_misplaced((&read("воўк"), 2), (&read("волк"), 2)));
    /// assert!(rules.is_misplaced((&read("ванін"), 0), (&read("ланін"), 0)));
    /// assert!(rules.is_misplaced((&read("цуроў"), 0), (&read("туров"), 0)));
    /// ```
    pub fn is_misplaced(&self, left: (&[Unit], usize), right: (&[Unit], usize)) -> bool {
        Places::embedded().are_wrong(left, right)
    }

    /// The exchanges of one unit for one that laws name which hold only in closed syllables.
    ///
    /// ```
    /// assert!(imya::sound::Rules::embedded().in_closed_syllables().count() > 10);
    /// ```
    pub fn in_closed_syllables(&self) -> impl Iterator<Item = (Unit, Unit)> {
        self.closed.iter().copied()
    }

    /// The exchanges that a sound or spelling law of the languages names, not only a standard; each in one direction.
    ///
    /// ```
    /// use imya::sound::Rules;
    /// assert!(Rules::embedded().laws().count() > 100);
    /// ```
    pub fn laws(&self) -> impl Iterator<Item = (&[Unit], &[Unit])> {
        let laws = self
            .titles
            .iter()
            .filter(|(_, title)| **title != ROMANISATION);
        laws.map(|((left, right), _)| (left.as_slice(), right.as_slice()))
    }

    /// All exchanges that some rule names; each in one direction.
    pub fn exchanges(&self) -> impl Iterator<Item = (&[Unit], &[Unit])> {
        let foreign = self
            .foreign
            .keys()
            .filter(|rule| !self.titles.contains_key(rule));
        self.titles
            .keys()
            .chain(foreign)
            .map(|(left, right)| (left.as_slice(), right.as_slice()))
    }
}

/// The exchanges of one unit for one of the rules that a line of the header lists.
fn listed(table: &Table<'static>, key: &str) -> Result<Vec<(Unit, Unit)>> {
    let named: Vec<&str> = table.metadata(key).unwrap_or_default().split(' ').collect();
    let Some(rule) = table.column("rule") else {
        return Err(table.header_error(key, "there is no column `rule`"));
    };
    let mut found = Vec::new();
    for row in table
        .rows()
        .iter()
        .filter(|row| named.contains(&row.get(rule)))
    {
        let side = |cell: usize| {
            let units = Inventory::embedded().parse_sequence(row.get(cell));
            units.ok_or_else(|| table.error(row, cell, "unknown unit"))
        };
        if let ([left], [right]) = (&*side(0)?, &*side(1)?) {
            found.push((*left, *right));
        }
    }
    Ok(found)
}

/// By vowel the others that no law and no standard exchanges it for.
pub(super) fn strange_vowels() -> &'static [UnitSet; 256] {
    static STRANGE: LazyLock<[UnitSet; 256]> = LazyLock::new(|| {
        let inventory = Inventory::embedded();
        let mut vowels = UnitSet::default();
        let units = || (0..inventory.len()).map(|unit| unit as u8);
        for unit in units().filter(|&unit| inventory.group(Unit(unit)) == Group::Vowel) {
            insert(&mut vowels, unit);
        }
        let mut strange = [UnitSet::default(); 256];
        for unit in units().filter(|&unit| contains(&vowels, unit)) {
            strange[usize::from(unit)] = vowels;
            remove(&mut strange[usize::from(unit)], unit);
        }
        for (left, right, _) in Rules::embedded().of_single_units() {
            remove(&mut strange[usize::from(left)], right);
            remove(&mut strange[usize::from(right)], left);
        }
        strange
    });
    &STRANGE
}

fn transcriptions() -> Result<Titles> {
    let mut titles = Titles::new();
    for (source, text) in TRANSCRIPTIONS {
        let table = Table::parse(source, text, &["left", "right", "title"])?;
        enter(&table, &mut titles, |cells| cells)?;
    }
    Ok(titles)
}

/// What the differences between official spelling and Taraškievica come to in units.
fn spellings() -> Titles {
    let mut titles = Titles::new();
    for difference in tarask_differences() {
        let read = |letters| Inventory::embedded().read(letters);
        let (official, tarask) = (read(difference.official()), read(difference.tarask()));
        let same = |(left, right): &(&Unit, &Unit)| left == right;
        let start = official.iter().zip(&tarask).take_while(same).count();
        let (official, tarask) = (&official[start..], &tarask[start..]);
        let (from_end, to_end) = (official.iter().rev(), tarask.iter().rev());
        let end = from_end.zip(to_end).take_while(same).count();
        let official = &official[..official.len() - end];
        let tarask = &tarask[..tarask.len() - end];
        let mut add = |left: &[Unit], right: &[Unit]| {
            titles
                .entry((left.to_vec(), right.to_vec()))
                .or_insert("Taraškievica");
        };
        if official.len() == tarask.len() {
            for (left, right) in official.chunks(1).zip(tarask.chunks(1)) {
                add(left, right);
            }
        } else {
            add(official, tarask);
        }
    }
    titles
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_of_taraskievica_are_named() {
        let read = |word: &str| Inventory::embedded().read(word);
        let title = |left, right| Rules::embedded().title(&read(left), &read(right));
        // A law of its own says more than the table of spellings.
        assert_eq!(title("т", "ц"), Some("tsekanne"));
        // Варвара, Барбара
        assert_eq!(title("б", "в"), Some("Taraškievica"));
        assert_eq!(title("ф", "к"), None);
    }

    #[test]
    fn transcriptions_are_named_after_laws() {
        assert!(transcriptions().is_ok_and(|titles| titles.len() > 400));
        let read = |word: &str| Inventory::embedded().read(word);
        let title = |left, right| Rules::embedded().title(&read(left), &read(right));
        assert_eq!(title("т", "ts"), Some("tsekanne"));
        assert!(title("zh", "чж").is_some_and(|title| title.contains("Palladius")));
    }
}
