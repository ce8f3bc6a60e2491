//! Comparing two names, many pairs, everything with everything.

use imya::score::{self, PreparedName, PreparedNames, Preparer, Scratch};
use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;
use std::cell::RefCell;

use crate::arguments::{KindArgument, Names, kind_of, probability};
use crate::batch::Batch;
use crate::error::option_error;
use crate::evidence::Evidence;
use crate::idle::{Idle, Lent};
use crate::scores::Scores;

/// A text longer than this is not kept.
const LONGEST_KEPT: usize = 256;

/// A name as it was prepared last: in joins it meets many others in a row.
struct Kept {
    name: PreparedName,
    text: String,
    kind: Option<imya::Kind>,
    known: bool,
}

impl Kept {
    fn prepare(&mut self, preparer: &mut Preparer, text: &str, kind: Option<imya::Kind>) {
        if self.known && self.text == text && self.kind == kind {
            return;
        }
        self.known = false;
        preparer.prepare_into(text, kind, &mut self.name);
        if text.len() <= LONGEST_KEPT {
            self.text.clear();
            self.text.push_str(text);
            self.kind = kind;
            self.known = true;
        }
    }
}

/// What a thread compares with, kept between calls.
pub(crate) struct Comparer {
    preparer: Preparer,
    scratch: Scratch,
    names: [Kept; 2],
}

impl Default for Comparer {
    fn default() -> Self {
        let mut preparer = Preparer::default();
        let mut kept = || Kept {
            name: preparer.prepare("", None),
            text: String::new(),
            kind: None,
            known: false,
        };
        Comparer {
            names: [kept(), kept()],
            scratch: Scratch::default(),
            preparer,
        }
    }
}

impl Comparer {
    pub(crate) fn compare(&mut self, left: &str, right: &str, kind: Option<imya::Kind>) -> f32 {
        let [one, other] = &mut self.names;
        one.prepare(&mut self.preparer, left, kind);
        other.prepare(&mut self.preparer, right, kind);
        score::compare(&one.name, &other.name, &mut self.scratch)
    }
}

/// Comparers that batches gave back.
pub(crate) static IDLE: Idle<Comparer> = Idle::new();

thread_local! {
    static COMPARER: RefCell<Comparer> = RefCell::default();
}

/// The probability, from 0 to 1, that two names mean the same person, organisation or place.
///
/// `kind` is `"person"`, `"org"` or `"place"`; guessed for each name if not given. Symmetric and
/// deterministic; takes a few microseconds.
///
/// >>> import imya
/// >>> imya.compare("Мікола Статкевіч", "Nikolai Statkevich", kind="person") > 0.8
/// True
/// >>> imya.compare("Мікола Статкевіч", "Мікола Дашкевіч", kind="person") < 0.2
/// True
#[pyfunction]
#[pyo3(signature = (left: "str", right: "str", *, kind: "Kind | None" = None) -> "float")]
pub(crate) fn compare(left: &str, right: &str, kind: Option<KindArgument>) -> f32 {
    COMPARER.with_borrow_mut(|comparer| comparer.compare(left, right, kind_of(kind)))
}

/// As `compare`, with the reasons.
///
/// >>> import imya
/// >>> evidence = imya.explain("Латушко", "Лапушко", kind="person")
/// >>> evidence.score == imya.compare("Латушко", "Лапушко", kind="person")
/// True
#[pyfunction]
#[pyo3(signature = (left: "str", right: "str", *, kind: "Kind | None" = None) -> "Evidence")]
pub(crate) fn explain(left: &str, right: &str, kind: Option<KindArgument>) -> Evidence {
    let prepare = |name| PreparedName::new(name, kind_of(kind));
    let evidence = score::explain(&prepare(left), &prepare(right), &mut Scratch::default());
    Evidence::new(evidence)
}

/// Compares the first name with the first, the second with the second and so on: `n` scores for two
/// lists of length `n`.
///
/// `cutoff`, from 0 to 1: lower scores are written as 0. `threads` and `progress` as for
/// `Resolver.resolve_many`. Raises `OptionError` where the lists are not equally long or the cut-off is no
/// such number.
///
/// >>> import imya
/// >>> scores = imya.compare_many(["Гродна", "Мінск"], ["Hrodna", "Brest"], kind="place", cutoff=0.5)
/// >>> [round(score) for score in scores]
/// [1, 0]
#[pyfunction]
#[pyo3(signature = (
    left: "typing.Iterable[str]",
    right: "typing.Iterable[str]",
    *,
    kind: "Kind | None" = None,
    cutoff: "float" = 0.0,
    threads: "int" = 1,
    progress: "typing.Callable[[int, int], object] | None" = None
) -> "Scores")]
pub(crate) fn compare_many(
    py: Python<'_>,
    left: Names,
    right: Names,
    kind: Option<KindArgument>,
    cutoff: f32,
    threads: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Scores> {
    let cutoff = probability("cutoff", cutoff)?;
    let (left, right) = (left.0, right.0);
    if left.len() != right.len() {
        let reason = format!("{} names, but {} on the left", right.len(), left.len());
        return Err(option_error("right", reason));
    }
    let batch = Batch::new(threads, progress)?;
    let kind = kind_of(kind);
    let pair = |comparer: &mut Lent<'_, Comparer>, at: usize| {
        let score = comparer.memory().compare(&left[at], &right[at], kind);
        if score < cutoff { 0.0 } else { score }
    };
    let scores = batch.map(py, left.len(), || IDLE.lend(), pair)?;
    Ok(Scores::vector(scores))
}

/// Compares everything with everything: a matrix of `len(left)` rows and `len(right)` columns.
///
/// Each name is prepared once. `threads` and `progress` (in rows) as for `Resolver.resolve_many`. Raises
/// `MemoryError` where the matrix has no room.
///
/// `cutoff`, from 0 to 1: lower scores are written as 0, and names that cannot reach it are passed over
/// without being compared, which takes a fraction of the time. Raises `OptionError` where it is no such number.
///
/// >>> import imya
/// >>> matrix = imya.score_matrix(["Гродна", "Мінск"], ["Hrodna", "Minsk", "Brest"], kind="place")
/// >>> matrix.shape, [[round(score) for score in row] for row in matrix]
/// ((2, 3), [[1, 0, 0], [0, 1, 0]])
#[pyfunction]
#[pyo3(signature = (
    left: "typing.Iterable[str]",
    right: "typing.Iterable[str]",
    *,
    kind: "Kind | None" = None,
    cutoff: "float" = 0.0,
    threads: "int" = 1,
    progress: "typing.Callable[[int, int], object] | None" = None
) -> "Scores")]
pub(crate) fn score_matrix(
    py: Python<'_>,
    left: Names,
    right: Names,
    kind: Option<KindArgument>,
    cutoff: f32,
    threads: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Scores> {
    let cutoff = probability("cutoff", cutoff)?;
    let (left, right) = (left.0, right.0);
    let batch = Batch::new(threads, progress)?.chunk(1);
    let quiet = Batch::new(threads, None)?;
    let kind = kind_of(kind);
    let mut values: Vec<f32> = Vec::new();
    let size = left.len().checked_mul(right.len());
    let room = size.map(|size| values.try_reserve_exact(size));
    if !matches!(room, Some(Ok(()))) {
        return Err(PyMemoryError::new_err("the matrix is too large"));
    }
    let prepare = |names: &[pyo3::pybacked::PyBackedStr]| {
        let one = |preparer: &mut Preparer, at: usize| preparer.prepare(&names[at], kind);
        quiet.map(py, names.len(), Preparer::default, one)
    };
    let (rows, columns) = (prepare(&left)?, prepare(&right)?);
    let columns: PreparedNames = columns.iter().collect();
    let row = |scratch: &mut Scratch, at: usize| {
        let mut scores = vec![0.0; columns.len()];
        for (column, score) in columns.above(cutoff, &rows[at], scratch) {
            scores[column] = score;
        }
        scores
    };
    let scores = batch.map(py, rows.len(), Scratch::default, row)?;
    scores.iter().for_each(|row| values.extend(row));
    Ok(Scores::matrix(values, rows.len(), columns.len()))
}
