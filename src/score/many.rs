//! One name against many, and scores that are only wanted from some bound on.

use super::matcher::{Scratch, compare};
use super::prepared::PreparedName;
use super::sieve::{BATCH, Sieve};

/// So many names are compared in full before it pays to work out what tells hopeless ones.
const FEW: usize = 2 * BATCH;

/// The probability for each of several names that it means the same as the query; lazily, in order.
///
/// ```
/// use imya::{Kind, score::{PreparedName, Scratch, compare_many}};
/// let prepare = |name| PreparedName::new(name, Some(Kind::Place));
/// let names = [prepare("Гродно"), prepare("Grodno"), prepare("Горки")];
/// let mut scratch = Scratch::default();
/// let scores: Vec<f32> = compare_many(&prepare("Гродна"), &names, &mut scratch).collect();
/// assert!(scores[0] > 0.9 && scores[1] > 0.9 && scores[2] < 0.2);
/// ```
pub fn compare_many<'n>(
    query: &'n PreparedName,
    names: impl IntoIterator<Item = &'n PreparedName, IntoIter: 'n>,
    scratch: &'n mut Scratch,
) -> impl Iterator<Item = f32> + 'n {
    let names = names.into_iter();
    names.map(move |name| compare(query, name, scratch))
}

/// As [`compare`], for scores from `cut_off` on; `None` stands for a lower one.
///
/// The cut-off is a probability from 0 to 1. To go through many names use [`compare_many_above`], which is
/// far faster.
///
/// ```
/// use imya::{Kind, score::{PreparedName, Scratch, compare_above}};
/// let prepare = |name| PreparedName::new(name, Some(Kind::Place));
/// let mut scratch = Scratch::default();
/// assert!(compare_above(0.5, &prepare("Гродна"), &prepare("Grodno"), &mut scratch).is_some());
/// assert_eq!(compare_above(0.5, &prepare("Гродна"), &prepare("Горки"), &mut scratch), None);
/// ```
pub fn compare_above(
    cut_off: f32,
    left: &PreparedName,
    right: &PreparedName,
    scratch: &mut Scratch,
) -> Option<f32> {
    let score = compare(left, right, scratch);
    (score >= cut_off).then_some(score)
}

/// As [`compare_many`], for scores from `cut_off` on; `None` stands for a lower one.
///
/// The cut-off is a probability from 0 to 1. The scores are those of [`compare`]; names that cannot reach the
/// cut-off, as a bound on their evidence shows, are passed over without being compared, in a fraction of the
/// time. At most sixteen names are read ahead. What the bound needs of a name is worked out when it is first
/// passed through here; later passes are faster. The bound serves names of the query's kind with at most four
/// words and forty units (about as many letters), and no phrase that means one thing (European Union, of organisations);
/// others are compared in full.
///
/// ```
/// use imya::{Kind, score::{PreparedName, Scratch, compare_many_above}};
/// let prepare = |name| PreparedName::new(name, Some(Kind::Person));
/// let names = ["Сяргей Ціханоўскі", "Sviatlana Tsikhanouskaya", "Віктар Бабарыка"].map(prepare);
/// let (query, mut scratch) = (prepare("Светлана Тихановская"), Scratch::default());
/// let scores = compare_many_above(0.5, &query, &names, &mut scratch);
/// let found: Vec<bool> = scores.map(|score| score.is_some()).collect();
/// assert_eq!(found, [false, true, false]);
/// ```
pub fn compare_many_above<'n>(
    cut_off: f32,
    query: &'n PreparedName,
    names: impl IntoIterator<Item = &'n PreparedName, IntoIter: 'n>,
    scratch: &'n mut Scratch,
) -> impl Iterator<Item = Option<f32>> + 'n {
    let mut names = names.into_iter().fuse();
    let mut sieve = None;
    let mut worth = Worth::default();
    let (mut batch, mut at, mut passed, mut seen) = (Vec::with_capacity(BATCH), 0, 0, 0);
    std::iter::from_fn(move || {
        if at == batch.len() {
            batch.clear();
            batch.extend(names.by_ref().take(BATCH));
            at = 0;
            if seen == FEW && query.apart.is_none() {
                sieve = Sieve::new(query, cut_off);
            }
            seen += batch.len();
            passed = match &mut sieve {
                Some(sieve) if worth.is_given() => {
                    let passed = sieve.pass(query, &batch, &mut scratch.grid);
                    // Bounds are of one reading.
                    let apart = batch
                        .iter()
                        .enumerate()
                        .filter(|(_, name)| name.apart.is_some());
                    let passed = apart.fold(passed, |passed, (at, _)| passed | 1 << at);
                    worth.enter(passed.count_ones() as i32, batch.len() as i32);
                    passed
                }
                _ => u32::MAX,
            };
        }
        let name = *batch.get(at)?;
        let passes = passed >> at & 1 == 1;
        at += 1;
        let score = passes.then(|| compare(query, name, scratch));
        Some(score.filter(|&score| score >= cut_off))
    })
}

/// Whether telling hopeless names from others pays: not where most pass.
#[derive(Debug)]
struct Worth {
    /// Rises with every name that did not pass, falls with every other.
    credit: i32,
}

impl Default for Worth {
    fn default() -> Self {
        Worth {
            credit: Worth::FIRST,
        }
    }
}

impl Worth {
    const FIRST: i32 = 20;
    const MOST: i32 = 512;
    /// The names of so many batches are compared at once before the next try.
    const PAUSE: i32 = 256;

    fn enter(&mut self, passed: i32, names: i32) {
        // One name that is passed over makes up for three that were looked at in vain.
        let credit = self.credit - passed + 3 * (names - passed);
        self.credit = match credit {
            ..=0 => -Worth::PAUSE,
            _ => credit.min(Worth::MOST),
        };
    }

    fn is_given(&mut self) -> bool {
        if self.credit < 0 {
            self.credit += 1;
            if self.credit == 0 {
                self.credit = Worth::FIRST;
            }
        }
        self.credit > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Kind;
    use proptest::prelude::*;

    const WORD: &str = "[А-ЯІ][а-яіў]{1,9}|[A-Z][a-zŭš]{1,9}|Аляксандр|Aleksandra|Алесь|Іван|Ивановна|\
        Пятровіч|Тихановская|Tsikhanouskaya|Тихановский|Цiханоўскай|А\\.|Дз\\.|Новая|Новы|раён|street|\
        Бор|2|17|-на|Инвэнь|Ing-wen|Инг-вэнь|Дунін-Марцінкевіч|Dunin|Martsinkevich|Мінск|Minsk|Минска|Польша|Poland|Новая Зеландия|New Zealand|Зеландия|Хошимин|Ho Chi Minh City|ТАА|bank|банк";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn what_is_passed_over_scores_less(
            query in proptest::collection::vec(WORD, 1..5),
            names in proptest::collection::vec(proptest::collection::vec(WORD, 1..5), 20),
            swaps in proptest::collection::vec((0usize..4, 0usize..9), 20),
            cut_off in 0.02f32..0.98,
            kind in proptest::sample::select(Kind::ALL.to_vec()),
        ) {
            let prepare = |words: &[String]| PreparedName::new(&words.join(" "), Some(kind));
            let one = prepare(&query);
            let Some(mut sieve) = Sieve::new(&one, cut_off) else { return Ok(()) };
            let mut scratch = Scratch::default();
            for (name, (word, letter)) in names.iter().zip(swaps) {
                // Near ones too: the query with a word of the name, or with a letter doubled or gone.
                let mut near = query.clone();
                let at = word % near.len();
                near[at] = match letter {
                    0 => name[0].clone(),
                    letter => near[at].chars().enumerate().filter(|(at, _)| *at != letter).map(|(_, own)| own).collect(),
                };
                for other in [prepare(name), prepare(&near)] {
                    let score = compare(&one, &other, &mut scratch);
                    prop_assert!(score < cut_off || sieve.pass(&one, &[&other], &mut scratch.grid) == 1, "{query:?} {name:?} {near:?} {score}");
                }
            }
        }
    }

    #[test]
    fn with_a_cut_off_scores_are_the_same() {
        let prepare = |name: &str| PreparedName::new(name, Some(Kind::Person));
        let words = [
            "Іван",
            "Ivan",
            "Пётр",
            "Иванов",
            "Petrov",
            "Пятрова",
            "Иванович",
            "Тихановская",
        ];
        let pairs = words
            .iter()
            .flat_map(|one| words.iter().map(move |two| format!("{one} {two}")));
        let names: Vec<_> = pairs.map(|name| prepare(&name)).collect();
        let mut scratch = Scratch::default();
        let query = prepare("Іван Пятроў");
        let plain: Vec<f32> = compare_many(&query, &names, &mut scratch).collect();
        for cut_off in [0.0, 0.1, 0.5, 0.9, 1.0, f32::NAN] {
            let found = compare_many_above(cut_off, &query, &names, &mut scratch);
            let wanted = plain
                .iter()
                .map(|&score| (score >= cut_off).then_some(score));
            assert!(found.eq(wanted), "{cut_off}");
        }
    }

    #[test]
    fn strangers_are_passed_over() {
        let prepare = |name: &str| PreparedName::new(name, Some(Kind::Person));
        let query = prepare("Мікола Статкевіч");
        let mut sieve = Sieve::new(&query, 0.5).unwrap();
        let mut grid = Scratch::default().grid;
        let mut passes = |name: &str| sieve.pass(&query, &[&prepare(name)], &mut grid) == 1;
        for stranger in [
            "Юлія Дубянецкая",
            "Siarhei Karpau",
            "Іван Пятроў",
            "Мікола Рудзько",
        ] {
            assert!(!passes(stranger), "{stranger}");
        }
        assert!(passes("Nikolai Statkevich"));
    }

    /// Of a word of a place's name that the other name means too nothing is said, nor may the bound.
    #[test]
    fn places_under_other_names_are_not_passed_over() {
        let prepare = |name: &str| PreparedName::new(name, Some(Kind::Place));
        let mut scratch = Scratch::default();
        for (query, name) in [
            ("Ho Chi Minh City", "Хошимин"),
            ("Хошимин", "Ho Chi Minh"),
            ("Papua New Guinea", "Папуа-Новая Гвинея"),
            ("Кот-д’Ивуар", "Ivory Coast"),
        ] {
            let (query, name) = (prepare(query), prepare(name));
            let score = compare(&query, &name, &mut scratch);
            let mut sieve = Sieve::new(&query, score * 0.99).unwrap();
            assert_eq!(
                sieve.pass(&query, &[&name], &mut scratch.grid),
                1,
                "{score}"
            );
        }
    }
}
