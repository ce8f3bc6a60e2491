//! Words in names of places that say what sort of settlement is meant and are no part of the name: г. Минск, вёска
//! Залессе, Zalesse village.

use crate::name::{Concept, Lexicon};
use crate::text::{Case, Separator};

/// A meaning, and how many words have it.
pub(super) type Meaning = Option<(Concept, usize)>;

/// Takes the weight from words for a sort of settlement that stand beside the name, and the meaning from the only word
/// that is left: in вёска Лясное it is the name, as in Лясное.
///
/// They do so at the head, and written small behind a name that is not: Nowa Wieś and Kansas City are names. `written`
/// says how a word is written and what stands before it.
pub(super) fn set_apart(meanings: &mut [Meaning], written: impl Fn(usize) -> (Case, Separator)) {
    let count = meanings.len();
    let mut apart = 0;
    for at in starts(meanings) {
        let next = at + length(meanings[at]);
        let joined = next < count && written(next).1 == Separator::Hyphen;
        if joined || !is_settlement(meanings[at]) || telling(meanings, next).next().is_none() {
            break;
        }
        apart = next;
    }
    for meaning in &mut meanings[..apart] {
        take_weight(meaning);
    }
    let last = starts(meanings).last().unwrap_or(0);
    let behind = last > apart && is_settlement(meanings[last]) && {
        let ((case, separator), (before, _)) = (written(last), written(last - 1));
        let named = telling(meanings, apart).any(|at| meanings[at].is_none());
        let small = case == Case::Lower && before != Case::Lower;
        named && small && separator != Separator::Hyphen
    };
    if behind {
        take_weight(&mut meanings[last]);
    }
    if apart > 0 || behind {
        let mut left = telling(meanings, 0);
        let (only, more) = (left.next(), left.next());
        drop(left);
        if let (Some(only), None) = (only, more)
            && length(meanings[only]) == 1
        {
            meanings[only] = None;
        }
    }
}

fn is_settlement(meaning: Meaning) -> bool {
    meaning.is_some_and(|(concept, _)| Lexicon::places().is_settlement(concept))
}

fn take_weight(meaning: &mut Meaning) {
    if let Some((concept, _)) = meaning {
        concept.weight = 0;
    }
}

fn length(meaning: Meaning) -> usize {
    meaning.map_or(1, |(_, words)| words)
}

/// Where words and phrases begin.
fn starts(meanings: &[Meaning]) -> impl Iterator<Item = usize> + '_ {
    let next = |&at: &usize| Some(at + length(meanings[at])).filter(|&at| at < meanings.len());
    std::iter::successors(Some(0).filter(|_| !meanings.is_empty()), next)
}

/// Where those begin, from some word on, that carry something of the name.
fn telling(meanings: &[Meaning], from: usize) -> impl Iterator<Item = usize> + '_ {
    let tells = |&at: &usize| meanings[at].is_none_or(|(concept, _)| concept.weight > 0);
    starts(meanings).filter(move |&at| at >= from).filter(tells)
}

#[cfg(test)]
mod tests {
    use crate::Kind;
    use crate::score::PreparedName;

    /// The words that carry something of a name.
    fn telling(name: &str) -> Vec<String> {
        let prepared = PreparedName::new(name, Some(Kind::Place));
        let view = prepared.view();
        let words = view.words().filter(|word| word.tells());
        words.map(|word| word.letters().to_owned()).collect()
    }

    #[test]
    fn words_for_settlements_are_set_apart_beside_names() {
        for (name, left) in [
            ("г. Минск", "минск"),
            ("горад Мінск", "мінск"),
            ("City of Minsk", "minsk"),
            ("р.п. Зельва", "зельва"),
            ("Zalesse village", "zalesse"),
            ("Залесье, д.", "залесье"),
            ("вёска Лясное", "лясное"),
            ("деревня Новый Двор", "новый двор"),
        ] {
            assert_eq!(telling(name).join(" "), left, "{name}");
        }
    }

    #[test]
    fn words_for_settlements_in_names_are_not() {
        for name in [
            "Nowa Wieś",
            "Kansas City",
            "Горад-герой Мінск",
            "Мінскі раён",
            "вёска",
        ] {
            assert_eq!(
                telling(name).len(),
                name.split([' ', '-']).count(),
                "{name}"
            );
        }
    }
}
