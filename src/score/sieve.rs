//! Names that cannot reach a score are told from the others far faster than they are compared.
//!
//! For every unit a table has the most it can add to an alignment with each word of the query, and the
//! least its step loses. Summed over a word they bound its weight, hence its similarity, its loss and its
//! worst exchange; what evidence can come of those is bounded by tables worked out from the weights. The
//! bound on the whole is above what any assignment of the words can give. Names that pass are looked at
//! again with what the order of units and at last an alignment says of each word. What is found out about
//! a word is remembered.

use wide::{f32x4, i32x4};

use crate::name::Genders;
use crate::sound::Grid;

use super::bound::{Neighbours, join, left_out};
use super::choices::Choices;
use super::joined::is_likely_joined;
use super::known::{Effort, Key, Known, Vocabulary};
use super::outline::WORDS;
use super::prepared::PreparedName;
use super::question::{Names, Question, are_joined};
use super::word::Word;

/// So many names are looked at together.
pub(super) const BATCH: usize = 16;

/// More than the sums of the evidence can differ by rounding.
const ROUNDING: f32 = 0.01;

/// Tells which names may reach a score.
#[derive(Debug)]
pub(super) struct Sieve {
    question: Question,
    vocabulary: Vocabulary,
}

impl Sieve {
    /// `None` where bounds on scores of the query cannot be told.
    pub(super) fn new(query: &PreparedName, least_score: f32) -> Option<Self> {
        let question = Question::new(query, least_score)?;
        let vocabulary = Vocabulary::default();
        Some(Sieve {
            question,
            vocabulary,
        })
    }

    /// Which of at most [`BATCH`] names may reach the score, a bit for each; `query` is that of the sieve.
    ///
    /// Most of the time goes by with waiting for memory; for several names at once it is waited once.
    pub(super) fn pass(
        &mut self,
        query: &PreparedName,
        names: &[&PreparedName],
        grid: &mut Grid,
    ) -> u32 {
        let Sieve {
            question,
            vocabulary,
        } = self;
        vocabulary.tidy(BATCH * WORDS);
        let mut looks = [[(0, 0); WORDS]; BATCH];
        for (name, looks) in names.iter().zip(&mut looks) {
            for (word, look) in name.outline().words().iter().zip(looks) {
                *look = vocabulary.look(&Key::new(name.outline(), word));
            }
        }
        let mut places = [[0; WORDS]; BATCH];
        for ((name, looks), places) in names.iter().zip(&looks).zip(&mut places) {
            if name.kind != question.kind {
                continue;
            }
            let words = name.outline().words().iter().zip(looks);
            for ((word, look), place) in words.zip(places) {
                let key = Key::new(name.outline(), word);
                *place = vocabulary.place(&key, *look, |key| {
                    question.find_out(key, name.outline().units(word), Effort::Units)
                });
            }
        }
        let mut passed = 0;
        for (at, (name, places)) in names.iter().zip(&places).enumerate() {
            let passes = match name.outline().words().len() {
                0 => !name.is_empty(),
                _ if name.kind != question.kind => true,
                words => {
                    let places = &places[..words];
                    let outline = name.outline();
                    let frame = question.frame(name.genders, outline.telling, outline.hyphens);
                    question.may_reach(frame, &vocabulary.words, places) && {
                        let names = Names {
                            query: query.view(),
                            name: name.view(),
                        };
                        question.judge(frame, &mut vocabulary.words, places, &names, grid)
                    }
                }
            };
            passed |= u32::from(passes) << at;
        }
        passed
    }
}

/// What bounds ask of a name beside its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// What is said once of the query and the name.
    once: f32,
    /// Words that a hyphen joins with the one before, a bit each.
    hyphens: u8,
}

impl Frame {
    /// How a word and the one before it are written.
    #[inline]
    fn neighbours(self, second: usize) -> Neighbours {
        Neighbours::new(self.hyphens >> second & 1 != 0)
    }
}

impl Question {
    #[inline]
    fn reaches(&self, most: f32) -> bool {
        most + ROUNDING >= self.least
    }

    /// Whether a name of these words may reach the score, by a bound that is worked out at once.
    #[inline]
    pub(super) fn may_reach(&self, frame: Frame, words: &[Known], places: &[usize]) -> bool {
        // Loops over a known number of words are unrolled.
        match *places {
            [one] => self.may_any_reach(frame, [&words[one]]),
            [one, two] => self.may_any_reach(frame, [&words[one], &words[two]]),
            [one, two, three] => {
                self.may_any_reach(frame, [&words[one], &words[two], &words[three]])
            }
            [one, two, three, four] => self.may_any_reach(
                frame,
                [&words[one], &words[two], &words[three], &words[four]],
            ),
            _ => true,
        }
    }

    #[inline(always)]
    fn may_any_reach<const COLUMNS: usize>(&self, frame: Frame, known: [&Known; COLUMNS]) -> bool {
        self.reaches(self.most_of_any(frame.once, &known))
            || self.may_join(frame, &known, |_, _| true)
    }

    /// Whether the name of these words may reach the score, looking ever closer.
    pub(super) fn judge(
        &self,
        frame: Frame,
        words: &mut [Known],
        places: &[usize],
        names: &Names<'_>,
        grid: &mut Grid,
    ) -> bool {
        let is_likely = |row: usize, column: usize| {
            let (first, second) = (names.name.word(column - 1), names.name.word(column));
            is_likely_joined(&self.patterns[row], &first, &second)
        };
        loop {
            let Some(&first) = places.first() else {
                return true;
            };
            let mut known = [&words[first]; WORDS];
            for (known, &place) in known.iter_mut().zip(places) {
                *known = &words[place];
            }
            let known = &known[..places.len().min(WORDS)];
            let once = frame.once;
            let reach =
                self.reaches(self.most_of_any(once, known)) && self.reaches(self.most(once, known));
            if !reach && !self.may_join(frame, known, is_likely) {
                return false;
            }
            let efforts = places.iter().map(|&place| words[place].effort);
            let effort = match efforts.min() {
                Some(Effort::Units) => Effort::Order,
                Some(Effort::Order) => Effort::Compared,
                _ => return reach || self.joins(frame, names, known, grid),
            };
            for (column, &place) in places.iter().enumerate() {
                let known = &mut words[place];
                if known.effort >= effort {
                    continue;
                }
                let units = names.name.word(column).spelled().units;
                *known = self.find_out(known.key, units, effort);
                if effort == Effort::Compared {
                    self.compare(known, column, names, grid);
                }
            }
        }
    }

    /// Whether two words may be read as one; true too where a word was not looked at closely. `is_likely` tells
    /// whether a word of the query has enough in common with one of the name and the one before it.
    #[inline]
    fn may_join(
        &self,
        frame: Frame,
        known: &[&Known],
        is_likely: impl Fn(usize, usize) -> bool,
    ) -> bool {
        known.iter().any(|known| known.joins)
            || (1..known.len()).any(|column| {
                let both = (known[column - 1], known[column]);
                let neighbours = frame.neighbours(column);
                let rows = self.gain_enough(neighbours, both);
                rows != 0
                    && (0..WORDS).any(|row| {
                        rows >> row & 1 != 0
                            && self.may_be_joined(row, neighbours, both)
                            && is_likely(row, column)
                    })
            })
    }

    /// The words of the query that gain enough by two neighbours of a name read as one, a bit each.
    #[inline]
    fn gain_enough(&self, neighbours: Neighbours, (first, second): (&Known, &Known)) -> u32 {
        let (first, second, needs) = match neighbours {
            Neighbours::Apart => (first.joined, second.joined, self.joined_needs),
            Neighbours::Hyphened => (first.hyphened, second.hyphened, self.hyphened_needs),
        };
        let gains = i32x4::from(first) + i32x4::from(second);
        gains.simd_ge(i32x4::from(needs)).to_bitmask()
    }

    /// Whether two neighbours of a name that gain enough may be read as one beside a word of the query.
    #[inline]
    fn may_be_joined(
        &self,
        row: usize,
        neighbours: Neighbours,
        (first, second): (&Known, &Known),
    ) -> bool {
        // What the longer one has too much is left out.
        let Some(own) = self.outline.words().get(row) else {
            return false;
        };
        let joined = join(&first.key.shape, &second.key.shape);
        let missed = match joined.length > own.length {
            true => left_out(&joined, own, false).0,
            false => 0,
        };
        let gain = self.gain_of(row, first.covered[row] | second.covered[row]);
        neighbours.may_be_joined(&joined, own, gain + missed)
    }

    /// Whether two words are read as one, if one of them is left over; those of the query have been compared
    /// with all.
    fn joins(&self, frame: Frame, names: &Names<'_>, known: &[&Known], grid: &mut Grid) -> bool {
        if known.iter().any(|known| known.joins) {
            return true;
        }
        (1..known.len()).any(|column| {
            let both = (known[column - 1], known[column]);
            let neighbours = frame.neighbours(column);
            let rows = self.gain_enough(neighbours, both);
            let words = || (names.name.word(column - 1), names.name.word(column));
            (0..self.patterns.len()).any(|row| {
                rows >> row & 1 != 0
                    && self.may_be_joined(row, neighbours, both)
                    && self.are_joined(row, (neighbours, both), words(), names, grid)
            })
        })
    }

    /// Whether two neighbours of a name are read as one beside a word of the query, looking ever closer.
    fn are_joined(
        &self,
        row: usize,
        (neighbours, both): (Neighbours, (&Known, &Known)),
        (first, second): (Word<'_>, Word<'_>),
        names: &Names<'_>,
        grid: &mut Grid,
    ) -> bool {
        if !is_likely_joined(&self.patterns[row], &first, &second) {
            return false;
        }
        let units = [first.spelled().units, second.spelled().units];
        let units = units.into_iter().flatten().copied();
        let sum: i32 = units.clone().map(|unit| self.weight(unit, row)).sum();
        let missing = self.missing(&self.orders[row], units).weight;
        let joined = join(&both.0.key.shape, &both.1.key.shape);
        neighbours.may_be_joined(&joined, &self.outline.words()[row], sum - missing)
            && are_joined(neighbours, &first, &second, &names.query.word(row), grid)
    }

    /// As [`Question::most`], whatever words are paired; far faster.
    #[inline]
    fn most_of_any(&self, once: f32, known: &[&Known]) -> f32 {
        let (mut forced, mut roles, mut several) = (0, 0, 0);
        for known in known {
            forced |= known.forced;
            several |= roles & known.roles;
            roles |= known.roles;
        }
        let mut best = f32x4::from(self.greatest_left_over[usize::from(forced)]);
        let mut sum = once + self.ceiling.all_alike;
        for known in known {
            if known.forced == 0 {
                sum += known.left_over;
            }
            // Only of several words that may be in pairs of one role some are not the least alike.
            best = best.fast_max(f32x4::from(match several {
                0 => known.alone,
                _ => known.best,
            }));
        }
        sum + best.reduce_add()
    }

    /// What is asked of a name with so many telling words at most.
    #[inline]
    pub(super) fn frame(&self, genders: Genders, telling: u8, hyphens: u8) -> Frame {
        let by_telling = &self.once[usize::from(genders.bits())];
        Frame {
            once: by_telling[usize::from(telling.min(2))],
            hyphens,
        }
    }

    /// A bound on the sum of all evidence.
    #[inline]
    fn most(&self, once: f32, known: &[&Known]) -> f32 {
        let mut choices = Choices::default();
        let mut roles = 0_u8;
        let rows = self.outline.words().len();
        for (column, known) in known.iter().enumerate() {
            let shape = &known.key.shape;
            roles |= u8::from(!shape.initial) << shape.role as u8;
            for (row, said) in known.rows[..rows].iter().enumerate() {
                if said.may_pair {
                    choices.add(row, column, said.clash, said.role);
                }
            }
        }
        let mut sum = once;
        let mut alike = true;
        let mut least_further = f32::INFINITY;
        for (row, own) in self.outline.words().iter().enumerate() {
            let (mut best, mut further) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
            let mut likest = false;
            if choices.may_leave_row(row) {
                let has_role = roles >> own.role as u8 & 1;
                best = self.left_over[row][usize::from(has_role)];
            }
            for known in known {
                let said = &known.rows[row];
                if !said.may_pair {
                    continue;
                }
                likest |= said.alike;
                best = best.max(said.most);
                if said.counts && choices.several(said.role) {
                    further = further.max(said.further);
                }
            }
            alike &= likest || !own.tells;
            least_further = least_further.min((further - best).max(0.0));
            sum += best.max(further);
        }
        // Of the pairs of one role, one is the least alike.
        sum -= least_further;
        for (column, known) in known.iter().enumerate() {
            if choices.may_leave_column(column) {
                sum += known.left_over;
            }
        }
        sum + if alike { self.ceiling.all_alike } else { 0.0 }
    }
}
