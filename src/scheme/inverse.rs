//! Backwards: every Cyrillic word that a scheme writes as a given Latin word, best first.
//!
//! A scheme read forwards picks, at each place, the longest rule and its most special context. Read
//! backwards, rules are guessed one after another; what the forward reading would have picked
//! instead becomes a promise about the letters still to come, which the next letters keep or break.
//! So the search holds exactly the words that the scheme writes this way, and no others.
//!
//! The states (place in the Latin word, last letters, open promises) form a graph. One sweep from
//! the end gives the cheapest way home from each, then the words come out in the order of their cost
//! (A* with an exact bound), as many as are asked for.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::excluded::Excluded;
use super::letters::{APOSTROPHE, Class, EDGE, facts};
use super::model::{Model, model};
use super::rules::{NONE, Rules};
use crate::text::Language;

/// The most states of one search; a longer word has no reading.
const MOST_STATES: usize = 60_000;
/// The price of a sequence that the language's orthography excludes, in half bits.
const EXCLUDED: u32 = 20_000;
/// The price of a rule that is an accepted variant, in half bits.
const VARIANT: u32 = 12;

/// What the forward reading has to find at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Wanted {
    /// The canonical row with this number.
    Row(u16),
    /// No canonical row: a longer one would win.
    Nothing,
    /// The context of the variant row with this number.
    Variant(u16),
}

/// A promise: what the forward reading finds at `node`, begun after a letter of class `left`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Promise {
    node: u16,
    left: Class,
    wanted: Wanted,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct State {
    at: usize,
    /// How many letters are taken, where the word is known; else 0.
    taken: usize,
    before: [u8; 2],
    promises: Vec<Promise>,
}

/// One way on from a state.
#[derive(Debug, Clone, Copy)]
struct Step {
    row: u16,
    cost: u32,
    to: usize,
}

/// The number of the step to the end of the word.
const END: usize = usize::MAX;

/// What is looked for.
pub(super) struct Question<'q> {
    pub(super) rules: &'q Rules,
    pub(super) language: Language,
    pub(super) excluded: &'q Excluded,
    /// Accepted variants too?
    pub(super) variants: bool,
    /// The Cyrillic word as codes, where it is known.
    pub(super) word: Option<&'q [u8]>,
}

/// A word that the scheme writes in the given way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// In half bits.
    pub(super) cost: u32,
    /// The rows and where each one's Latin text ends.
    pub(super) rows: Vec<u16>,
}

/// All readings of a word, best first.
pub(super) struct Readings {
    steps: Vec<Vec<Step>>,
    /// The cheapest cost from each state to the end.
    home: Vec<Option<u32>>,
    /// How far the search came, in bytes.
    pub(super) reached: usize,
    heap: BinaryHeap<Reverse<(u32, u32, usize)>>,
    /// Partial words: the row, the place of the one before, the state, the cost so far.
    trail: Vec<(u16, usize, usize, u32)>,
}

impl Readings {
    /// Looks for the readings of a Latin word in lower case.
    pub(super) fn new(question: &Question<'_>, latin: &str) -> Self {
        let mut search = Search {
            question,
            model: model(question.language),
            latin,
            numbers: HashMap::new(),
            states: Vec::new(),
            steps: Vec::new(),
            reached: 0,
        };
        search.number(State {
            at: 0,
            taken: 0,
            before: [EDGE; 2],
            promises: Vec::new(),
        });
        let mut next = 0;
        while next < search.states.len() && search.states.len() < MOST_STATES {
            search.expand(next);
            next += 1;
        }
        let complete = next >= search.states.len();
        search.steps.resize_with(search.states.len(), Vec::new);
        let home = if complete {
            search.home()
        } else {
            vec![None; search.states.len()]
        };
        let mut readings = Readings {
            steps: search.steps,
            reached: search.reached,
            heap: BinaryHeap::new(),
            trail: Vec::new(),
            home,
        };
        if let Some(Some(cost)) = readings.home.first().copied() {
            readings.trail.push((NONE, usize::MAX, 0, 0));
            readings.heap.push(Reverse((cost, 0, 0)));
        }
        readings
    }

    /// The cost of the best reading; `None` where the scheme cannot write the word.
    pub(super) fn best_cost(&self) -> Option<u32> {
        self.home.first().copied().flatten()
    }
}

impl Iterator for Readings {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        while let Some(Reverse((bound, _, at))) = self.heap.pop() {
            let &(_, _, state, cost) = self.trail.get(at)?;
            if state == END {
                let mut rows = Vec::new();
                let mut back = at;
                while let Some(&(row, before, _, _)) = self.trail.get(back) {
                    if row != NONE {
                        rows.push(row);
                    }
                    back = before;
                }
                rows.reverse();
                return Some(Reading { cost: bound, rows });
            }
            for step in self.steps.get(state).map_or(&[][..], Vec::as_slice) {
                let rest = if step.to == END {
                    Some(0)
                } else {
                    self.home.get(step.to).copied().flatten()
                };
                if let Some(rest) = rest {
                    let so_far = cost + step.cost;
                    let number = self.trail.len();
                    self.trail.push((step.row, at, step.to, so_far));
                    // Among equals the one begun last is nearest to its end.
                    let order = u32::MAX - number as u32;
                    self.heap.push(Reverse((so_far + rest, order, number)));
                }
            }
        }
        None
    }
}

struct Search<'s> {
    question: &'s Question<'s>,
    model: &'static Model,
    latin: &'s str,
    numbers: HashMap<State, usize>,
    states: Vec<State>,
    steps: Vec<Vec<Step>>,
    reached: usize,
}

impl Search<'_> {
    fn number(&mut self, state: State) -> usize {
        let states = &mut self.states;
        *self.numbers.entry(state).or_insert_with_key(|state| {
            states.push(state.clone());
            states.len() - 1
        })
    }

    fn expand(&mut self, number: usize) {
        let Some(state) = self.states.get(number).cloned() else {
            return;
        };
        self.reached = self.reached.max(state.at);
        let rest = self.latin.get(state.at..).unwrap_or_default();
        let rules = self.question.rules;
        let mut steps = Vec::new();
        let first = rest.as_bytes().first().copied();
        let rows = rules.to_empty.iter();
        let rows = rows.chain(first.map_or(&[][..], |byte| rules.to_by_byte(byte)));
        for &row in rows {
            let Some(compiled) = rules.rows.get(usize::from(row)) else {
                continue;
            };
            let to = compiled.lower.as_str();
            if compiled.variant && !self.question.variants || !rest.starts_with(to) {
                continue;
            }
            if let Some((next, cost)) = self.apply(&state, row) {
                let cost = cost + if compiled.variant { VARIANT } else { 0 };
                let to = self.number(next);
                steps.push(Step { row, cost, to });
            }
        }
        if rest.is_empty()
            && number != 0
            && self
                .question
                .word
                .is_none_or(|word| word.len() == state.taken)
            && let Some((_, cost)) = self.feed(&state, EDGE)
        {
            steps.push(Step {
                row: NONE,
                cost,
                to: END,
            });
        }
        if self.steps.len() <= number {
            self.steps.resize_with(number + 1, Vec::new);
        }
        if let Some(slot) = self.steps.get_mut(number) {
            *slot = steps;
        }
    }

    /// The state after a row; `None` where the forward reading would not pick it.
    fn apply(&self, state: &State, row: u16) -> Option<(State, u32)> {
        let rules = self.question.rules;
        let compiled = rules.rows.get(usize::from(row))?;
        if let Some(word) = self.question.word {
            let rest = word.get(state.taken..)?;
            if !rest.starts_with(&compiled.from) {
                return None;
            }
        }
        let left = self.class(state.before[1]);
        if !compiled.context.may_hold_after(left) {
            return None;
        }
        let mut state = state.clone();
        state.at += usize::from(compiled.lower.length);
        let mut sum = 0;
        let mut node = NONE;
        for (place, &code) in compiled.from.iter().enumerate() {
            let cost;
            (state, cost) = self.feed(&state, code)?;
            sum += cost;
            node = match place {
                0 => rules.root[usize::from(code)],
                _ => rules.below(node, code),
            };
        }
        if self.question.word.is_some() {
            state.taken += compiled.from.len();
        }
        let wanted = if compiled.variant {
            Wanted::Variant(row)
        } else {
            Wanted::Row(row)
        };
        // A row that wins whatever follows promises nothing.
        let promise = Promise { node, left, wanted };
        let settled = rules.has_below(node) == 0
            && [Class::Edge, Class::Soft, Class::Vowel, Class::Consonant]
                .into_iter()
                .all(|right| self.holds(promise, right));
        if !settled {
            state.promises.push(promise);
        }
        Some((state, sum))
    }

    /// Takes one letter, or the edge: keeps the promises, and says what the letter costs.
    fn feed(&self, state: &State, code: u8) -> Option<(State, u32)> {
        // An apostrophe is a letter only between letters.
        let [first, second] = state.before;
        if code == APOSTROPHE && second == EDGE || code == EDGE && second == APOSTROPHE {
            return None;
        }
        if code == APOSTROPHE && second == APOSTROPHE {
            return None;
        }
        let right = self.class(code);
        let mut promises = Vec::new();
        for &promise in &state.promises {
            if !self.holds(promise, right) {
                return None;
            }
            let node = self.question.rules.below(promise.node, code);
            if node != NONE && code != EDGE {
                promises.push(Promise {
                    node,
                    wanted: Wanted::Nothing,
                    ..promise
                });
            }
        }
        let cost = self.model.cost(state.before, code)
            + EXCLUDED * self.question.excluded.ending(&[first, second, code]) as u32;
        let next = State {
            at: state.at,
            taken: state.taken,
            before: [second, code],
            promises,
        };
        Some((next, cost))
    }

    fn holds(&self, promise: Promise, right: Class) -> bool {
        let rules = self.question.rules;
        let decision = rules.decision(promise.node, promise.left, right);
        match promise.wanted {
            Wanted::Row(row) => decision == row,
            Wanted::Nothing => decision == NONE,
            Wanted::Variant(row) => rules
                .rows
                .get(usize::from(row))
                .is_some_and(|row| row.context.holds(promise.left, right)),
        }
    }

    fn class(&self, code: u8) -> Class {
        facts().class[usize::from(code)]
    }

    /// The cheapest cost from each state to the end: Dijkstra over the reversed steps.
    fn home(&self) -> Vec<Option<u32>> {
        let mut back: Vec<Vec<(usize, u32)>> = vec![Vec::new(); self.states.len()];
        let mut home = vec![None; self.states.len()];
        let mut heap = BinaryHeap::new();
        for (from, steps) in self.steps.iter().enumerate() {
            for step in steps {
                if step.to == END {
                    heap.push(Reverse((step.cost, from)));
                } else if let Some(back) = back.get_mut(step.to) {
                    back.push((from, step.cost));
                }
            }
        }
        while let Some(Reverse((cost, at))) = heap.pop() {
            match home.get_mut(at) {
                Some(slot @ None) => *slot = Some(cost),
                _ => continue,
            }
            for &(from, step) in back.get(at).map_or(&[][..], Vec::as_slice) {
                if home.get(from).is_some_and(Option::is_none) {
                    heap.push(Reverse((cost + step, from)));
                }
            }
        }
        home
    }
}
