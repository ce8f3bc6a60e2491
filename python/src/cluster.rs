//! Clusters: which of these names are the same, without any gazetteer?

use std::sync::Mutex;

use imya::cluster;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::arguments::{KindArgument, Names, kind_of, probability};
use crate::batch::{pooled, threads_of};
use crate::values::hash_of;

/// The place of one name in a clustering.
///
/// `cluster` is the number of the group, from 0, in the order in which groups first occur; `best` the place
/// in the input of the name that stands best for the group; `confidence`, from 0 to 1, how sure it is that
/// the name belongs where it is.
#[pyclass(module = "imya", frozen, weakref)]
#[derive(Clone, Copy)]
pub(crate) struct Assignment {
    /// The number of the group.
    #[pyo3(get)]
    cluster: usize,
    /// The place of the name that stands best for the group.
    #[pyo3(get)]
    best: usize,
    /// How sure it is that the name belongs where it is, from 0 to 1.
    #[pyo3(get)]
    confidence: f32,
}

impl Assignment {
    fn key(&self) -> (usize, usize, u32) {
        (self.cluster, self.best, self.confidence.to_bits())
    }
}

#[pymethods]
impl Assignment {
    #[new]
    fn new(cluster: usize, best: usize, confidence: f32) -> Self {
        Assignment {
            cluster,
            best,
            confidence,
        }
    }

    /// The assignment as a dictionary of its fields.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    #[expect(
        clippy::wrong_self_convention,
        reason = "methods of Python classes borrow"
    )]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        fields.set_item("cluster", self.cluster)?;
        fields.set_item("best", self.best)?;
        fields.set_item("confidence", self.confidence)?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    fn __hash__(&self) -> u64 {
        hash_of(&self.key())
    }

    fn __repr__(&self) -> String {
        let (cluster, best) = (self.cluster, self.best);
        format!("Assignment({cluster}, {best}, {:?})", self.confidence)
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyAny>, (usize, usize, f32)) {
        let class = py.get_type::<Assignment>().into_any();
        (class, (self.cluster, self.best, self.confidence))
    }
}

/// Groups names that mean the same, without any gazetteer: one assignment for each name, in their order.
///
/// `kind`: what the names are names of; if not given, what most of them seem to be. `threshold`: groups
/// are joined where their names mean the same with this probability, 0 to 1, on the whole. `progress` is
/// called with how many distinct names are looked up, and how many names there are, from any thread. About
/// linear in the names. The interpreter's lock is released.
///
/// >>> import imya
/// >>> names = ["Мікола Статкевіч", "Nikolai Statkevich", "Марына Адамовіч"]
/// >>> [assignment.cluster for assignment in imya.cluster(names)]
/// [0, 0, 1]
#[pyfunction]
#[pyo3(name = "cluster", signature = (
    names: "typing.Iterable[str]",
    *,
    kind: "Kind | None" = None,
    threshold: "float" = 0.5,
    threads: "int" = 1,
    progress: "typing.Callable[[int, int], object] | None" = None
) -> "list[Assignment]")]
pub(crate) fn cluster_names(
    py: Python<'_>,
    names: Names,
    kind: Option<KindArgument>,
    threshold: f32,
    threads: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<Assignment>> {
    let names = names.0;
    let threshold = probability("threshold", threshold)?;
    let clustering = cluster::Clustering::new()
        .kind(kind_of(kind))
        .threshold(threshold);
    let clustering = clustering.threads(threads_of(threads)?);
    let failure = Mutex::new(None);
    let report = |done: usize| {
        let Some(progress) = &progress else { return };
        let told = Python::attach(|py| progress.call1(py, (done, names.len())).map(drop));
        if let (Err(error), Ok(mut failure)) = (told, failure.lock()) {
            failure.get_or_insert(error);
        }
    };
    let groups = py.detach(|| pooled(threads, || clustering.cluster(&names, report)));
    let failure = failure.into_inner().unwrap_or_default();
    failure.map_or(Ok(()), Err)?;
    let groups = groups?.into_iter().map(|own| Assignment {
        cluster: own.cluster,
        best: own.best,
        confidence: own.confidence,
    });
    Ok(groups.collect())
}
