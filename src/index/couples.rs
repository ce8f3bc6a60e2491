//! Couples: names are found by two of their words at once.
//!
//! A name is entered under what two of its words are: a surname's skeleton with the class of a given
//! name, a patronymic, another word. A slip of the hand spoils one of them in one place: so it is entered
//! under the beginning and the end of the surname's skeleton with the given name, too, and the other way
//! round. Only few names share a couple, however frequent each word is.

use crate::gazetteer::Kind;
use crate::score::Role;

use super::checksum::scatter_long;

/// A word of a name with its keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Half<'a> {
    pub role: Role,
    pub initial: bool,
    /// Whether the word is a given name or patronymic that a table knows.
    pub known: bool,
    pub classes: &'a [u64],
    pub wholes: &'a [u64],
    pub slips: &'a [u64],
    pub initials: &'a [u64],
}

/// No more words of a name are coupled.
pub(super) const MOST_COUPLED: usize = 6;
/// Names of more words are not entered for slips: other couples of theirs are left.
const MOST_FOR_SLIPS: usize = 3;

/// The key of two words; their order makes no difference.
fn couple(one: u64, other: u64) -> u64 {
    scatter_long(one.wrapping_add(other))
}

impl<'a> Half<'a> {
    pub(super) const NONE: Half<'static> = Half {
        role: Role::Surname,
        initial: true,
        known: false,
        classes: &[],
        wholes: &[],
        slips: &[],
        initials: &[],
    };

    /// Whether a word with this role and these classes is a given name or patronymic that a table knows.
    pub(super) fn is_known(role: Role, classes: &[u64]) -> bool {
        matches!(role, Role::Given | Role::Patronymic) && !classes.is_empty()
    }

    /// What the word is for sure, as a name of the index has it.
    fn entered(&self) -> impl Iterator<Item = u64> + use<'a> {
        // A given name may be met in a form that no table has; patronymics all end alike.
        let known = self.known && self.role == Role::Patronymic;
        let whole: &[u64] = if known { &[] } else { self.wholes };
        self.classes.iter().chain(whole).copied()
    }

    /// What the word is for sure, beside one with a slip.
    fn sure(&self) -> &'a [u64] {
        if self.known {
            self.classes
        } else {
            self.wholes
        }
    }

    fn looked_up(&self) -> impl Iterator<Item = u64> + use<'a> {
        self.classes.iter().chain(self.wholes).copied()
    }

    fn is_first_name(&self) -> bool {
        self.known && self.role == Role::Given
    }
}

/// Given name and patronymic together have far too many names, and so have two generic words.
fn is_frequent(one: &Half<'_>, other: &Half<'_>) -> bool {
    one.known && other.known
}

/// The key of given name and patronymic together with the beginning of a surname.
fn triples(words: &[Half<'_>], add: &mut impl FnMut(u64)) {
    let of_role = |role| words.iter().find(|word| word.role == role && word.known);
    let surnames = words
        .iter()
        .filter(|word| word.role == Role::Surname && !word.initial);
    let (Some(given), Some(patronymic)) = (of_role(Role::Given), of_role(Role::Patronymic)) else {
        return;
    };
    for surname in surnames.take(2) {
        for class in given.classes {
            for father in patronymic.classes {
                for initial in surname.initials {
                    add(couple(couple(*class, *father), *initial));
                }
            }
        }
    }
}

fn each_two(words: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..words).flat_map(move |first| (first + 1..words).map(move |second| (first, second)))
}

/// The keys under which a name is entered, some perhaps twice; `words` are those that tell something.
pub(super) fn enter(words: &[Half<'_>], initials: bool, mut add: impl FnMut(u64)) {
    let words = &words[..words.len().min(MOST_COUPLED)];
    triples(words, &mut add);
    let named = words.iter().any(Half::is_first_name);
    // Of three words none of which is a known given name, two are whole where one has a slip.
    let most_for_slips = MOST_FOR_SLIPS - usize::from(!named);
    for (first, second) in each_two(words.len()) {
        let (one, two) = (&words[first], &words[second]);
        if is_frequent(one, two) {
            continue;
        }
        for own in one.entered() {
            two.entered().for_each(|other| add(couple(own, other)));
        }
        if words.len() > most_for_slips {
            continue;
        }
        for (spoilt, whole) in [(one, two), (two, one)] {
            let counts = match spoilt.role {
                Role::Given => true,
                Role::Patronymic | Role::Generic => false,
                Role::Surname => whole.is_first_name() || !named && whole.role != Role::Generic,
            };
            if counts {
                for own in spoilt.slips {
                    let sure = whole.sure();
                    sure.iter().for_each(|other| add(couple(*own, *other)));
                }
            }
        }
        if initials {
            for (short, long) in [(one, two), (two, one)] {
                if short.role == Role::Given && long.role == Role::Surname {
                    for own in short.initials {
                        let wholes = long.wholes.iter();
                        wholes.for_each(|other| add(couple(*own, *other)));
                    }
                }
            }
        }
    }
}

/// The number of given name and patronymic together with a surname, beside those of two words.
const TRIPLE: u8 = 15;

/// The keys under which a name is looked up, each with the number, below 16, of the words that it is of; first
/// those of words spelt as the rules have it, or, with `slips`, those of words with a slip.
pub(super) fn look_up(words: &[Half<'_>], slips: bool, mut add: impl FnMut(u64, u8)) {
    let words = &words[..words.len().min(MOST_COUPLED)];
    if slips {
        triples(words, &mut |key| add(key, TRIPLE));
    }
    for (number, (first, second)) in (0..).zip(each_two(words.len())) {
        let (one, two) = (&words[first], &words[second]);
        if is_frequent(one, two) {
            continue;
        }
        let add = |key| add(key, number);
        match slips {
            true => look_up_slips(one, two, add),
            false => look_up_whole(one, two, add),
        }
    }
}

fn look_up_whole(one: &Half<'_>, two: &Half<'_>, mut add: impl FnMut(u64)) {
    match (one.initial, two.initial) {
        (true, true) => {}
        (false, false) => {
            for own in one.looked_up() {
                two.looked_up().for_each(|other| add(couple(own, other)));
            }
        }
        (initial, _) => {
            let (short, long) = if initial { (one, two) } else { (two, one) };
            for own in short.initials {
                let wholes = long.wholes.iter();
                wholes.for_each(|other| add(couple(*own, *other)));
            }
        }
    }
}

fn look_up_slips(one: &Half<'_>, two: &Half<'_>, mut add: impl FnMut(u64)) {
    if one.initial || two.initial {
        return;
    }
    for (spoilt, whole) in [(one, two), (two, one)] {
        if !matches!(spoilt.role, Role::Patronymic | Role::Generic) {
            for own in spoilt.slips {
                whole.looked_up().for_each(|other| add(couple(*own, other)));
            }
        }
    }
}

/// Only names of persons are written with initials.
pub(super) fn has_initials(kind: Kind) -> bool {
    kind == Kind::Person
}
