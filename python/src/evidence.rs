//! Evidence: the reasons for a score.

use imya::score;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::values::{Reduced, Tuple, hash_of, quoted, reduced, thaw};

/// One reason: a pair of words, a word left over, or a contradiction between the names as wholes.
///
/// `left` and `right` are the words of the first and of the second name; empty where the finding is about
/// the other name alone, or about both as wholes. `reasons` says what was found, in words: the rules that
/// relate the spellings, or what is missing or clashes. `weight` is what it says, in nats; positive speaks
/// for the same entity.
///
/// >>> import imya
/// >>> finding = imya.explain("Мікола Статкевіч", "Nikolai Statkevich").findings[0]
/// >>> finding.left, finding.right, finding.reasons[0]
/// ('мікола', 'nikolai', 'may be short forms of one given name')
#[pyclass(module = "imya", frozen, weakref)]
#[derive(Clone)]
pub(crate) struct Finding(score::Finding);

impl Finding {
    fn key(&self) -> (&str, &str, &[String], u32) {
        let own = &self.0;
        (&own.left, &own.right, &own.reasons, own.weight.to_bits())
    }
}

#[pymethods]
impl Finding {
    /// The word of the first name, folded.
    #[getter]
    fn left(&self) -> &str {
        &self.0.left
    }

    /// The word of the second name, folded.
    #[getter]
    fn right(&self) -> &str {
        &self.0.right
    }

    /// What was found, in words.
    #[getter]
    fn reasons(&self) -> Tuple<String> {
        Tuple(self.0.reasons.clone())
    }

    /// What it says, in nats.
    #[getter]
    fn weight(&self) -> f32 {
        self.0.weight
    }

    /// The finding as a dictionary of its fields.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        fields.set_item("left", &self.0.left)?;
        fields.set_item("right", &self.0.right)?;
        fields.set_item("reasons", &self.0.reasons)?;
        fields.set_item("weight", self.0.weight)?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    fn __hash__(&self) -> u64 {
        hash_of(&self.key())
    }

    fn __repr__(&self) -> String {
        let own = &self.0;
        format!(
            "Finding({} ~ {}: {}, weight={:.2})",
            quoted(&own.left),
            quoted(&own.right),
            own.reasons.join(", "),
            own.weight
        )
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced::<Self>(py, &self.0)
    }

    #[staticmethod]
    #[pyo3(signature = (state: "bytes") -> "Finding")]
    fn _restore(state: &[u8]) -> PyResult<Self> {
        thaw(state).map(Finding)
    }
}

/// The reasons for a score; `str` gives one line for each, then the sum and the probability.
///
/// `prior` and the weights of the findings add up to `sum`, the logarithm of the odds in nats; `score` is
/// the probability, from 0 to 1.
///
/// >>> import imya
/// >>> evidence = imya.explain("Аляксандра Іванова", "Aleksandr Ivanov", kind="person")
/// >>> evidence.score < 0.5, evidence.why_not.reasons
/// (True, ('gender clash',))
/// >>> weights = [finding.weight for finding in evidence.findings]
/// >>> abs(evidence.prior + sum(weights) - evidence.sum) < 1e-3
/// True
#[pyclass(module = "imya", frozen, weakref)]
pub(crate) struct Evidence(score::Evidence);

impl Evidence {
    pub(crate) fn new(evidence: score::Evidence) -> Self {
        Evidence(evidence)
    }
}

#[pymethods]
impl Evidence {
    /// The reasons: pairs of words first, then words left over, then what concerns the whole names.
    #[getter]
    fn findings(&self) -> Tuple<Finding> {
        self.0.findings().iter().cloned().map(Finding).collect()
    }

    /// What is said before any word is looked at, in nats.
    #[getter]
    fn prior(&self) -> f32 {
        self.0.prior()
    }

    /// The sum of the evidence, in nats: the logarithm of the odds.
    #[getter]
    fn sum(&self) -> f32 {
        self.0.sum()
    }

    /// The probability, from 0 to 1.
    #[getter]
    fn score(&self) -> f32 {
        self.0.score()
    }

    /// The strongest reason against; `None` where nothing speaks against.
    #[getter]
    fn why_not(&self) -> Option<Finding> {
        self.0.why_not().cloned().map(Finding)
    }

    /// The evidence as a dictionary of its fields.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        let findings = self.0.findings().iter().cloned().map(Finding);
        let findings: PyResult<Vec<_>> = findings.map(|finding| finding.to_dict(py)).collect();
        fields.set_item("findings", findings?)?;
        fields.set_item("prior", self.0.prior())?;
        fields.set_item("sum", self.0.sum())?;
        fields.set_item("score", self.0.score())?;
        Ok(fields)
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        let findings = self.0.findings().len();
        format!("Evidence({findings} findings, score={:.4})", self.0.score())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    fn __hash__(&self) -> u64 {
        let bits = [self.0.prior(), self.0.sum(), self.0.score()].map(f32::to_bits);
        hash_of(&(bits, self.0.findings().len()))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced::<Self>(py, &self.0)
    }

    #[staticmethod]
    #[pyo3(signature = (state: "bytes") -> "Evidence")]
    fn _restore(state: &[u8]) -> PyResult<Self> {
        thaw(state).map(Evidence)
    }
}
