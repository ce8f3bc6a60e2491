//! Names that cannot reach a score are told from the others far faster than they are compared.
//!
//! For every unit a table has the most it can add to an alignment with each word of the query, and the
//! least its step loses. Summed over a word they bound its weight, hence its similarity, its loss and its
//! worst exchange; what evidence can come of those is bounded by tables worked out from the weights. The
//! bound on the whole is above what any assignment of the words can give. Names that pass are looked at
//! again with what the order of units and at last an alignment says of each word. What is found out about
//! a word is remembered.

use crate::name::Genders;
use crate::sound::Grid;

use super::bound::{are_alike_joined, join, left_out};
use super::choices::Choices;
use super::joined::{LEAST_JOINED_SIMILARITY, compare_joined};
use super::known::{Effort, Key, Known, Vocabulary};
use super::outline::WORDS;
use super::prepared::PreparedName;
use super::question::{Names, Question, are_joined};

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
                    let once = question.once(name.genders, name.outline().telling);
                    question.may_reach(once, &vocabulary.words, places) && {
                        let names = Names {
                            query: query.view(),
                            name: name.view(),
                            outline: name.outline(),
                        };
                        question.judge(once, &mut vocabulary.words, places, &names, grid)
                    }
                }
            };
            passed |= u32::from(passes) << at;
        }
        passed
    }
}

impl Question {
    #[inline]
    fn reaches(&self, most: f32) -> bool {
        most + ROUNDING >= self.least
    }

    /// Whether a name of these words may reach the score, by a bound that is worked out at once; `once` is what
    /// [`Question::once`] says.
    #[inline]
    pub(super) fn may_reach(&self, once: f32, words: &[Known], places: &[usize]) -> bool {
        let known = |column: usize| &words[places[column]];
        self.reaches(self.most_of_any(once, places.len(), known))
            || self.may_join(places.len(), known)
    }

    /// Whether the name of these words may reach the score, looking ever closer.
    pub(super) fn judge(
        &self,
        once: f32,
        words: &mut [Known],
        places: &[usize],
        names: &Names<'_>,
        grid: &mut Grid,
    ) -> bool {
        loop {
            let known = |column: usize| &words[places[column]];
            let reach = self.reaches(self.most_of_any(once, places.len(), known))
                && self.reaches(self.most(once, places.len(), known));
            if !reach && !self.may_join(places.len(), known) {
                return false;
            }
            let efforts = places.iter().map(|&place| words[place].effort);
            let effort = match efforts.min() {
                Some(Effort::Units) => Effort::Order,
                Some(Effort::Order) => Effort::Compared,
                _ => return reach || self.joins(names, places.len(), known, grid),
            };
            for (column, &place) in places.iter().enumerate() {
                let known = &mut words[place];
                if known.effort >= effort {
                    continue;
                }
                let shape = &names.outline.words()[column];
                *known = self.find_out(known.key, names.outline.units(shape), effort);
                if effort == Effort::Compared {
                    self.compare(known, column, names, grid);
                }
            }
        }
    }

    /// Whether two words may be read as one; true too where a word was not looked at closely.
    #[inline]
    fn may_join<'k>(&self, columns: usize, known: impl Fn(usize) -> &'k Known) -> bool {
        if (0..columns).any(|column| known(column).joins) {
            return true;
        }
        (1..columns).any(|column| {
            let (first, second) = (known(column - 1), known(column));
            (0..WORDS).any(|row| self.may_be_joined(row, first, second))
        })
    }

    /// Whether two neighbours of a name may be read as one beside a word of the query.
    #[inline]
    fn may_be_joined(&self, row: usize, first: &Known, second: &Known) -> bool {
        if first.joined[row] + second.joined[row] < self.joined_needs[row] {
            return false;
        }
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
        are_alike_joined(&joined, own, gain + missed)
    }

    /// Whether two words are read as one, if one of them is left over; those of the query have been compared
    /// with all.
    fn joins<'k>(
        &self,
        names: &Names<'_>,
        columns: usize,
        known: impl Fn(usize) -> &'k Known,
        grid: &mut Grid,
    ) -> bool {
        if (0..columns).any(|column| known(column).joins) {
            return true;
        }
        let (outline, view, query) = (names.outline, names.name, names.query);
        let rows = self.outline.words().iter().zip(query.words());
        rows.enumerate().any(|(row, (own, word))| {
            outline
                .words()
                .windows(2)
                .enumerate()
                .any(|(column, pair)| {
                    if !self.may_be_joined(row, known(column), known(column + 1)) {
                        return false;
                    }
                    let joined = join(&pair[0], &pair[1]);
                    let units = outline.units_of_both(&pair[0], &pair[1]);
                    let sum: i32 = units.iter().map(|&unit| self.weight(unit, row)).sum();
                    let missing = self.missing(&self.orders[row], units).weight;
                    let (first, second) = (view.word(column), view.word(column + 1));
                    are_alike_joined(&joined, own, sum - missing)
                        && are_joined(compare_joined(
                            LEAST_JOINED_SIMILARITY,
                            &first,
                            &second,
                            &word,
                            grid,
                        ))
                })
        })
    }

    /// As [`Question::most`], whatever words are paired; far faster.
    #[inline]
    fn most_of_any<'k>(
        &self,
        once: f32,
        columns: usize,
        known: impl Fn(usize) -> &'k Known,
    ) -> f32 {
        let (mut forced, mut roles, mut several) = (0, 0, 0);
        for column in 0..columns {
            let known = known(column);
            forced |= known.forced;
            several |= roles & known.roles;
            roles |= known.roles;
        }
        let mut best = self.greatest_left_over[usize::from(forced)];
        let mut sum = once + self.ceiling.all_alike;
        for column in 0..columns {
            let known = known(column);
            if known.forced == 0 {
                sum += known.left_over;
            }
            // Only of several words that may be in pairs of one role some are not the least alike.
            let said = match several {
                0 => &known.alone,
                _ => &known.best,
            };
            for (best, &other) in best.iter_mut().zip(said) {
                *best = if other > *best { other } else { *best };
            }
        }
        sum + best.iter().sum::<f32>()
    }

    /// What is said once of the query and a name of so many telling words at most.
    #[inline]
    pub(super) fn once(&self, genders: Genders, telling: u8) -> f32 {
        self.once[usize::from(genders.bits())][usize::from(telling.min(2))]
    }

    /// A bound on the sum of all evidence.
    #[inline]
    fn most<'k>(&self, once: f32, columns: usize, known: impl Fn(usize) -> &'k Known) -> f32 {
        let mut choices = Choices::default();
        let mut roles = 0_u8;
        let rows = self.outline.words().len();
        for column in 0..columns {
            let known = known(column);
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
            for column in 0..columns {
                let said = &known(column).rows[row];
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
        for column in 0..columns {
            if choices.may_leave_column(column) {
                sum += known(column).left_over;
            }
        }
        sum + if alike { self.ceiling.all_alike } else { 0.0 }
    }
}
