//! What one word of a name can be.

use crate::text::{Case, Script};

use super::declension::{Cut, Declensions, is_vowel};
use super::given::{GivenNames, GivenReading};
use super::initial::is_shortened;
use super::patronymic::{Patronymic, Patronymics};

/// A set of genders, each apart for the nominative and the other cases.
///
/// «Калеснікава» is her nominative and his genitive; «Александра» too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Genders(u8);

impl Genders {
    /// No gender fits.
    pub const NONE: Genders = Genders(0);
    pub(crate) const NOMINATIVE: Genders = Genders(3);
    pub(crate) const MASCULINE: Genders = Genders(5);
    pub(crate) const FEMININE: Genders = Genders(10);
    /// Every gender, in every case: the word says nothing.
    pub const ANY: Genders = Genders(15);

    pub(crate) fn parse(letters: &str, nominative: bool) -> Self {
        let mut set = 0;
        for letter in letters.chars() {
            set |= match letter {
                'm' => 1,
                'f' => 2,
                _ => 3,
            };
        }
        Genders(if nominative { set } else { set << 2 })
    }

    /// The word can be the nominative of a man's name.
    pub fn masculine(self) -> bool {
        self.0 & 1 != 0
    }

    /// The word can be the nominative of a woman's name.
    pub fn feminine(self) -> bool {
        self.0 & 2 != 0
    }

    /// The word can be a man's name in some case.
    pub fn masculine_in_any_case(self) -> bool {
        self.0 & 5 != 0
    }

    /// The word can be a woman's name in some case.
    pub fn feminine_in_any_case(self) -> bool {
        self.0 & 10 != 0
    }

    /// The same genders, in the other cases instead of the nominative.
    pub(crate) fn in_oblique_case(self) -> Genders {
        Genders((self.0 & 3) << 2)
    }

    /// The genders of the other cases, as if they were those of the nominative: what a word says where it
    /// is known to stand in another case.
    pub(crate) fn of_other_cases(self) -> Genders {
        Genders(self.0 & 12 | (self.0 & 12) >> 2)
    }

    /// Those of a surname that ends in a consonant: a man has it in the nominative only, a woman in all cases.
    pub(crate) fn of_consonant() -> Genders {
        Genders::NOMINATIVE.or(Genders::FEMININE)
    }

    /// Either of the sets.
    pub fn or(self, other: Genders) -> Genders {
        Genders(self.0 | other.0)
    }

    /// What both sets hold.
    pub fn and(self, other: Genders) -> Genders {
        Genders(self.0 & other.0)
    }

    /// The set as a number below 16, for storing.
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    pub(crate) fn from_bits(bits: u8) -> Self {
        Genders(bits & 15)
    }

    /// Whether no gender is left.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What one word of a name can be, judged by the word alone.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Given names it can be a form of.
    pub given: Vec<GivenReading>,
    /// The patronymic it can be.
    pub patronymic: Option<Patronymic>,
    /// Whether it is an initial: one letter, or a few such as `Дз.`, `Yu.`, `Конст.`.
    pub initial: bool,
    /// Genders of persons it can name.
    pub genders: Genders,
    /// Ways to cut a case ending off.
    pub cuts: Vec<Cut>,
}

impl Part {
    /// Analyses a folded word.
    ///
    /// `stop` tells whether a full stop follows, as after an initial.
    ///
    /// ```
    /// use imya::name::Part;
    /// use imya::text::{Case, Script};
    /// let part = Part::new("калеснікава", Some(Script::Cyrillic), Case::Title, false);
    /// assert!(part.genders.feminine() && !part.genders.masculine());
    /// assert!(part.genders.masculine_in_any_case()); // Калеснікава: also the genitive of Калеснікаў
    /// ```
    pub fn new(word: &str, script: Option<Script>, case: Case, stop: bool) -> Self {
        let letters: Vec<char> = word.chars().collect();
        Part::read(&letters, script, case, stop, true)
    }

    /// As [`Part::new`], for text that does not inflect names: in plain English *Aleksandra* is she, not
    /// the genitive of *Aleksandr*.
    pub fn uninflected(word: &str, script: Option<Script>, case: Case, stop: bool) -> Self {
        let letters: Vec<char> = word.chars().collect();
        Part::read(&letters, script, case, stop, false)
    }

    /// As [`Part::new`] or [`Part::uninflected`].
    pub(crate) fn read(
        letters: &[char],
        script: Option<Script>,
        case: Case,
        stop: bool,
        inflected: bool,
    ) -> Self {
        let mut part = Part {
            initial: is_initial(letters, case, stop),
            ..Part::default()
        };
        if part.initial || script.is_none() {
            part.genders = Genders::ANY;
            return part;
        }
        let declensions = Declensions::embedded();
        declensions.cut_but_adjectives(letters, &mut part.cuts);
        let (his, hers) = declensions.gendered();
        for cut in &mut part.cuts {
            // Казакоў is a surname of its own rather than the plural of Казак.
            if cut.nominative & (his | hers) != 0 {
                cut.oblique &= his | hers;
            }
        }
        part.cuts.retain(|cut| cut.declensions() != 0);
        if !inflected {
            for cut in &mut part.cuts {
                *cut = cut.nominative_only();
            }
        }
        let cyrillic = script == Some(Script::Cyrillic);
        part.patronymic = Patronymics::embedded().find(letters, &part.cuts);
        part.given = GivenNames::embedded().find(letters, &part.cuts, cyrillic);
        part.genders = part.judge_gender(letters);
        part
    }

    fn judge_gender(&self, letters: &[char]) -> Genders {
        if let Some(patronymic) = self.patronymic
            && self.given.is_empty()
            && !patronymic.genders.is_empty()
        {
            return patronymic.genders;
        }
        if !self.given.is_empty() {
            let of_readings = self.given.iter().map(|reading| reading.genders);
            return of_readings.fold(Genders::NONE, Genders::or);
        }
        surname_gender(letters, &self.cuts)
    }

    /// Whether the word can be a given name.
    pub fn is_given(&self) -> bool {
        !self.given.is_empty()
    }
}

/// Only possessive and adjectival surnames tell the gender; all others are worn by both.
fn surname_gender(letters: &[char], cuts: &[Cut]) -> Genders {
    let declensions = Declensions::embedded();
    let (masculine, feminine) = declensions.gendered();
    let mut genders = Genders::NONE;
    for cut in cuts {
        for (bits, letter) in [(masculine, "m"), (feminine, "f")] {
            if cut.nominative & bits != 0 {
                genders = genders.or(Genders::parse(letter, true));
            }
            if cut.oblique & bits != 0 {
                genders = genders.or(Genders::parse(letter, false));
            }
        }
    }
    if !genders.is_empty() {
        return genders;
    }
    // A word that is no nominative (Лукашэнкі) says in which case the whole name stands.
    let plural = declensions.plural();
    let nominative = cuts.iter().any(|cut| cut.nominative & !plural != 0);
    let oblique = cuts.iter().any(|cut| cut.oblique != 0);
    let has_ending =
        (cuts.iter()).any(|cut| cut.oblique != 0 && usize::from(cut.stem) < letters.len());
    if oblique && !nominative && !may_be_indeclinable(letters) {
        Genders::ANY.in_oblique_case()
    } else if !has_ending && ends_in_declined_consonant(letters) {
        Genders::of_consonant()
    } else {
        Genders::ANY
    }
}

/// Whether a surname ends in a consonant that men's endings follow in other cases: Уладзіславы Чыж, but Уладзіслава Чыжа.
/// Those in -ых and -их have no cases.
fn ends_in_declined_consonant(letters: &[char]) -> bool {
    match letters {
        [.., 'ы' | 'и' | 'і' | 'y' | 'i', 'х'] | [.., 'y' | 'i', 'k' | 'c', 'h'] => false,
        [.., last] => !is_vowel(*last),
        [] => false,
    }
}

/// Whether a surname may be a foreign one that has no cases: Хаменеи, Ганди, Харыры. Those in -ки, -ги and -хи are
/// mostly cases of -ка, -га and -ха.
fn may_be_indeclinable(letters: &[char]) -> bool {
    match letters {
        [.., before, 'и' | 'і' | 'ї'] => !matches!(before, 'к' | 'г' | 'ґ' | 'х'),
        [.., before, 'ы'] => matches!(before, 'р' | 'ж' | 'ш' | 'ч' | 'ц'),
        _ => false,
    }
}

fn is_initial(letters: &[char], case: Case, stop: bool) -> bool {
    let marked = match letters {
        [_] => case != Case::Lower || stop,
        _ => case != Case::Lower && stop,
    };
    marked && is_shortened(letters)
}
