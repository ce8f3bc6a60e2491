//! An initial and a word: whether a name that is written out can be the one that is shortened.

use std::sync::LazyLock;

use crate::name::GivenNames;
use crate::sound::{Costs, Group, Rules, Spelled, Unit, UnitSet, contains, insert};

use super::pair::{Fit, WordPair};
use super::word::{Role, SHORT_FORM, Word};

/// An initial fits where its unit and the first unit of the other word are exchanged at a gain, or
/// where some form of the given name that the other word is begins so. What follows in an initial of
/// several units must follow there too.
pub(super) fn compare_initial(left: &Word<'_>, right: &Word<'_>) -> WordPair {
    let (short, long) = if left.initial {
        (left, right)
    } else {
        (right, left)
    };
    if matches!(
        (left.role, right.role),
        (Role::Given, Role::Patronymic) | (Role::Patronymic, Role::Given)
    ) || long.generic().is_some()
    {
        return WordPair::NOTHING;
    }
    let costs = Costs::embedded();
    let initial = short.spelled().units;
    let (first, first_pair) = beginning(short.spelled());
    let (second, second_pair) = beginning(long.spelled());
    let best = [
        costs.single(first, second),
        costs.single(first, long.entry.first_letter),
        costs.single(short.entry.first_letter, second),
        costs.one_two(first, second_pair),
        costs.one_two(second, first_pair),
    ]
    .into_iter()
    .max()
    .unwrap_or(0);
    // Two letters that write one sound are an initial of one unit.
    let several = initial.len() > 1 && costs.one_two(second, first_pair) <= 0;
    let given = long.given().iter().map(|class| class & !SHORT_FORM);
    let by_name = given.chain(long.entry.patronymic).any(|class| {
        let names = GivenNames::embedded();
        if several {
            let mut forms = names.spellings(class);
            forms.any(|form| same_letter(first, form[0]) && continues(initial, form))
        } else {
            let mut initials = names.initials(class).iter();
            initials.any(|&other| same_letter(first, other))
        }
    });
    // Of a known name all initials are known; of others vowels may change too.
    let known = !long.given().is_empty() || long.known_father();
    let same = [
        (first, second),
        (first, long.entry.first_letter),
        (short.entry.first_letter, second),
    ];
    let joined = costs
        .one_two(second, first_pair)
        .max(costs.one_two(first, second_pair))
        > 0;
    let written = joined || same.into_iter().any(|(one, other)| same_letter(one, other));
    let best = if known && is_vowel(first) && is_vowel(second) && !written && !by_name {
        best.min(0)
    } else {
        best
    };
    let continued = !several || continues(initial, long.spelled().units);
    if (continued || by_name) && (best > 0 || written) {
        WordPair::certain(Fit::Initial { other_form: false }, best.clamp(64, 192))
    } else if by_name {
        WordPair::certain(Fit::Initial { other_form: true }, 64)
    } else {
        WordPair {
            weight: best.clamp(-256, 0),
            ..WordPair::NOTHING
        }
    }
}

/// Whether the units of an initial after the first follow in a word, with at most a sign left out before each
/// (Вл. is Uladzimir, not Виктор; Iu. is Iulian, not Иван); of two initials the shorter is enough.
fn continues(initial: &[u8], word: &[u8]) -> bool {
    let fits = |own: u8, other: u8| {
        let alike = same_letter(own, other) || Costs::embedded().single(own, other) > 0;
        alike && is_vowel(own) == is_vowel(other)
    };
    let mut rest = word.get(1..).unwrap_or_default();
    initial.iter().skip(1).all(|&own| {
        let ended = rest.is_empty();
        let near = match rest.first() {
            Some(&next) if group(next) == Group::Sign => 2,
            _ => 1,
        };
        let found = rest.iter().take(near).position(|&other| fits(own, other));
        rest = found.map_or(&[], |at| &rest[at + 1..]);
        ended || found.is_some()
    })
}

/// The letters for й and a vowel.
const IOTATED: [&str; 6] = ["я", "ю", "е", "ё", "є", "ї"];

fn is_vowel(unit: u8) -> bool {
    group(unit) == Group::Vowel
}

fn group(unit: u8) -> Group {
    Costs::embedded().inventory().group(Unit(unit))
}

/// Whether two units can be the initials of one name: where they write one sound, or one of them is the
/// first letter of what does (S. of Шура, I. of Юрый, whose passport says Iury). The vowels that akanne joins
/// are no such units, for at the beginning of a known name it is known which it has.
fn same_letter(one: u8, other: u8) -> bool {
    static SAME: LazyLock<Vec<UnitSet>> = LazyLock::new(|| {
        let inventory = Costs::embedded().inventory();
        let mut same = vec![UnitSet::default(); 256];
        let mut join = |one: u8, other: u8| {
            insert(&mut same[usize::from(one)], other);
            insert(&mut same[usize::from(other)], one);
        };
        for (left, right, title) in Rules::embedded().of_single_units() {
            if title.ends_with("akanne") {
                continue;
            }
            join(left, right);
            for (whole, other) in [(left, right), (right, left)] {
                let first = inventory.spelling(Unit(whole)).chars().next();
                let first = first.and_then(|letter| inventory.unit(&letter.to_string()));
                if let Some(first) = first {
                    join(first.0, other);
                }
            }
        }
        // J. is Яўген as well, for ja is я.
        let of = |own: u8, listed: &[&str]| listed.contains(&inventory.spelling(Unit(own)));
        let iotated = Rules::embedded().of_one_for_two();
        let iotated = iotated.filter(|&(one, first)| of(one, &IOTATED) && of(first, &["j", "y"]));
        iotated.for_each(|(one, first)| join(one, first));
        same
    });
    one == other || contains(&SAME[usize::from(one)], other)
}

/// The first unit of a word, and the pair of its first two.
fn beginning(word: Spelled<'_>) -> (u8, u16) {
    let first = word.units.first().copied().unwrap_or(0);
    (first, word.pairs.get(1).copied().unwrap_or(0))
}
