//! Official Belarusian spelling and Taraškievica, the classical orthography.
//!
//! The differences stand in `data/scheme/tarask.tsv`. Some hold for every word: the softness of с, з,
//! ц, дз and н before a soft consonant is written (Святлана, Сьвятлана). Others hold for some words,
//! loans mostly (Платон, Плятон), and are only listed, for whoever compares spellings.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::error::Result;
use crate::table::Table;

/// Letters that make the consonant before them soft.
const SOFTENING: &str = "еёіюяь";
/// Consonants that can be soft and make a consonant before them soft; дз counts as д.
const SOFT: &str = "бвлмнпсзфц";

/// A difference between the two spellings.
///
/// ```
/// let differences = imya::scheme::tarask_differences();
/// let softness = differences.iter().find(|difference| difference.official() == "с").expect("it is there");
/// assert_eq!((softness.tarask(), softness.is_sure()), ("сь", true));
/// ```
#[derive(Debug, Clone)]
pub struct Difference {
    official: String,
    tarask: String,
    context: String,
    sure: bool,
    note: String,
}

impl Difference {
    /// The letters in official spelling, in lower case.
    ///
    /// ```
    /// let first = &imya::scheme::tarask_differences()[0];
    /// assert_eq!(first.official(), "с");
    /// ```
    pub fn official(&self) -> &str {
        &self.official
    }

    /// The letters in Taraškievica.
    ///
    /// ```
    /// let first = &imya::scheme::tarask_differences()[0];
    /// assert_eq!(first.tarask(), "сь");
    /// ```
    pub fn tarask(&self) -> &str {
        &self.tarask
    }

    /// Where it holds: `any`, `start`, `before_soft` or `before_soft_vowel`.
    ///
    /// ```
    /// let first = &imya::scheme::tarask_differences()[0];
    /// assert_eq!(first.context(), "before_soft");
    /// ```
    pub fn context(&self) -> &str {
        &self.context
    }

    /// Whether it holds for every word, or only for some.
    ///
    /// ```
    /// let first = &imya::scheme::tarask_differences()[0];
    /// assert!(first.is_sure());
    /// ```
    pub fn is_sure(&self) -> bool {
        self.sure
    }

    /// What it is.
    ///
    /// ```
    /// let first = &imya::scheme::tarask_differences()[0];
    /// assert!(first.note().contains("softness"));
    /// ```
    pub fn note(&self) -> &str {
        &self.note
    }
}

/// The differences between official spelling and Taraškievica, in table order.
///
/// ```
/// assert!(imya::scheme::tarask_differences().len() > 20);
/// ```
pub fn tarask_differences() -> &'static [Difference] {
    #[allow(
        clippy::expect_used,
        reason = "the table is compiled in and a test parses it"
    )]
    static DIFFERENCES: LazyLock<Vec<Difference>> =
        LazyLock::new(|| parse().expect("the table is valid"));
    &DIFFERENCES
}

fn parse() -> Result<Vec<Difference>> {
    let text = include_str!("../../data/scheme/tarask.tsv");
    let columns = ["official", "tarask", "context", "sure", "note"];
    let table = Table::parse("data/scheme/tarask.tsv", text, &columns)?;
    let mut differences = Vec::new();
    for row in table.rows() {
        let context = row.get(2);
        if !["any", "start", "before_soft", "before_soft_vowel"].contains(&context) {
            return Err(table.error(row, 2, format!("`{context}` is not a context")));
        }
        differences.push(Difference {
            official: row.get(0).to_owned(),
            tarask: row.get(1).to_owned(),
            context: context.to_owned(),
            sure: row.get(3) == "yes",
            note: row.get(4).to_owned(),
        });
    }
    Ok(differences)
}

/// Writes Belarusian text of official spelling with the softness signs of Taraškievica.
///
/// Only the differences that hold for every word are made; loans stay as they are. Time is linear.
///
/// ```
/// use imya::scheme::to_tarask;
/// assert_eq!(to_tarask("Святлана Мядзведзева, насенне"), "Сьвятлана Мядзьведзева, насеньне");
/// assert!(matches!(to_tarask("Мінск"), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn to_tarask(text: &str) -> Cow<'_, str> {
    let letters: Vec<(char, char)> = text.chars().map(|c| (c, lower(c))).collect();
    // From the end, as a softened consonant softens the one before it.
    let mut spelled: Vec<char> = Vec::with_capacity(letters.len() + 8);
    let mut softened = false;
    let mut changed = false;
    let mut end = letters.len();
    while end > 0 {
        let found = tarask_differences()
            .iter()
            .filter(|difference| difference.sure)
            .filter(|difference| ends_with(&letters, end, &difference.official))
            .filter(|difference| match difference.context.as_str() {
                "before_soft" => before_soft(&letters, end, softened),
                _ => letters
                    .get(end)
                    .is_some_and(|(_, c)| SOFTENING.contains(*c)),
            })
            .max_by_key(|difference| difference.official.len());
        let Some(found) = found else {
            end -= 1;
            spelled.extend(letters.get(end).map(|(c, _)| *c));
            softened = false;
            continue;
        };
        let length = found.official.chars().count();
        let source = letters.get(end - length..end).unwrap_or_default();
        let capital = |place: usize| source.get(place).is_some_and(|(c, low)| c != low);
        let all = (0..length).all(capital)
            && (length > 1 || letters.get(end).is_some_and(|(c, low)| c != low));
        let letter = |(place, c): (usize, char)| {
            let upper = c.to_uppercase().next().unwrap_or(c);
            if all || place == 0 && capital(0) {
                upper
            } else {
                c
            }
        };
        let new: Vec<char> = found.tarask.chars().enumerate().map(letter).collect();
        spelled.extend(new.into_iter().rev());
        end -= length;
        softened = true;
        changed = true;
    }
    if !changed {
        return Cow::Borrowed(text);
    }
    Cow::Owned(spelled.into_iter().rev().collect())
}

/// A lower-case or capitalised name with each difference made that holds for some words only, one at
/// a time, at all its places; nothing where none applies.
pub(super) fn loans_in_tarask(name: &str) -> Vec<String> {
    let letters: Vec<(char, char)> = name.chars().map(|c| (c, lower(c))).collect();
    let doubtful = tarask_differences().iter().filter(|one| !one.sure);
    let mut names: Vec<String> = Vec::new();
    for difference in doubtful {
        let length = difference.official.chars().count();
        let mut spelled = String::with_capacity(name.len() + 8);
        let mut at = 0;
        while let Some(&(c, low)) = letters.get(at) {
            let starts = at.checked_sub(1).and_then(|before| letters.get(before));
            let starts = starts.is_none_or(|(before, _)| !before.is_alphabetic());
            let applies = difference.context != "start" || starts;
            if !applies || !ends_with(&letters, at + length, &difference.official) {
                spelled.push(c);
                at += 1;
                continue;
            }
            for (place, new) in difference.tarask.chars().enumerate() {
                if place == 0 && c != low {
                    spelled.extend(new.to_uppercase());
                } else {
                    spelled.push(new);
                }
            }
            at += length;
        }
        if spelled != name {
            names.push(to_tarask(&spelled).into_owned());
        }
    }
    names
}

/// Writes Belarusian text in Taraškievica without its softness signs before soft consonants.
///
/// The official spelling keeps the sign where the stem itself is soft (Кузьміч); that cannot be seen
/// from the letters, so such a sign is lost too. Time is linear.
///
/// ```
/// use imya::scheme::from_tarask;
/// assert_eq!(from_tarask("Сьвятлана, судзьдзя, восьмы"), "Святлана, суддзя, восьмы");
/// ```
pub fn from_tarask(text: &str) -> Cow<'_, str> {
    let letters: Vec<(char, char)> = text.chars().map(|c| (c, lower(c))).collect();
    let mut spelled = String::with_capacity(text.len());
    let mut changed = false;
    let mut at = 0;
    while let Some(&(c, low)) = letters.get(at) {
        if ends_with(&letters, at + 5, "дзьдз") && before_soft(&letters, at + 3, false) {
            spelled.push(c);
            changed = true;
            at += 3;
            continue;
        }
        let soft_before = at > 0 && "сзцнл".contains(letters.get(at - 1).map_or(' ', |(_, c)| *c));
        let double = letters.get(at + 1).map(|(_, c)| *c) == Some('л');
        let of_l = at > 0 && letters.get(at - 1).map(|(_, c)| *c) == Some('л');
        if low == 'ь' && soft_before && (!of_l || double) && before_soft(&letters, at + 1, false) {
            changed = true;
        } else {
            spelled.push(c);
        }
        at += 1;
    }
    if changed {
        Cow::Owned(spelled)
    } else {
        Cow::Borrowed(text)
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn ends_with(letters: &[(char, char)], end: usize, wanted: &str) -> bool {
    let length = wanted.chars().count();
    end.checked_sub(length)
        .and_then(|start| letters.get(start..end))
        .is_some_and(|part| part.iter().map(|(_, c)| *c).eq(wanted.chars()))
}

/// Whether a soft consonant begins at `at`: one that a softening letter follows, or, where the text
/// to come has been respelled already, one that was softened.
fn before_soft(letters: &[(char, char)], at: usize, softened: bool) -> bool {
    let low = |at: usize| letters.get(at).map(|(_, c)| *c);
    let after = match (low(at), low(at + 1)) {
        (Some('д'), Some('з')) => at + 2,
        (Some(c), _) if SOFT.contains(c) => at + 1,
        _ => return false,
    };
    softened
        || low(after).is_some_and(|c| SOFTENING.contains(c))
        // A cluster: сцвер- has soft ц before soft в.
        || "сзцн".contains(low(at).unwrap_or(' ')) && after == at + 1 && soft_after(letters, after)
}

fn soft_after(letters: &[(char, char)], at: usize) -> bool {
    let low = |at: usize| letters.get(at).map(|(_, c)| *c);
    low(at).is_some_and(|c| SOFT.contains(c)) && low(at + 1).is_some_and(|c| SOFTENING.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softness_is_written_and_taken_away() {
        for (official, tarask) in [
            ("Святлана", "Сьвятлана"),
            ("СВЯТЛАНА", "СЬВЯТЛАНА"),
            ("Змітрацэнка", "Зьмітрацэнка"),
            ("Мацвей", "Мацьвей"),
            ("Таццяна", "Тацьцяна"),
            ("Наталля", "Натальля"),
            ("суддзя", "судзьдзя"),
            ("снег", "сьнег"),
            ("песня", "песьня"),
            ("з’езд", "з’езд"),
            ("смех і скінуў", "сьмех і скінуў"),
            ("Мінск", "Мінск"),
            ("", ""),
        ] {
            assert_eq!(to_tarask(official), tarask);
            assert_eq!(from_tarask(tarask), official);
        }
    }

    #[test]
    fn loans_are_respelled_one_difference_at_a_time() {
        let loans = loans_in_tarask("Еўстах Платон");
        assert!(loans.contains(&"Эўстах Платон".to_owned()));
        assert!(loans.contains(&"Еўстах Плятон".to_owned()));
        assert_eq!(loans_in_tarask("Мінск"), Vec::<String>::new());
    }
}
