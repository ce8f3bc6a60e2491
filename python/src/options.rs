//! Options of resolvers and of annotation.

use imya::annotate::AnnotateOptions;
use imya::{Error, Kind};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::arguments::{KindArgument, count, kinds_of};
use crate::error::raise;

/// The options that a resolver was given, as they are pickled.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) limit: Option<i64>,
    pub(crate) cutoff: Option<f32>,
    pub(crate) threshold: Option<f32>,
    pub(crate) margin: Option<f32>,
    pub(crate) kinds: Option<Vec<Kind>>,
    pub(crate) languages: Option<Vec<String>>,
    pub(crate) ids: Option<Vec<String>>,
}

impl Options {
    /// These, and in place of those that the other has set the other's.
    pub(crate) fn updated(&self, other: Options) -> Self {
        let own = self.clone();
        Options {
            limit: other.limit.or(own.limit),
            cutoff: other.cutoff.or(own.cutoff),
            threshold: other.threshold.or(own.threshold),
            margin: other.margin.or(own.margin),
            kinds: other.kinds.or(own.kinds),
            languages: other.languages.or(own.languages),
            ids: other.ids.or(own.ids),
        }
    }

    pub(crate) fn apply(&self, mut resolver: imya::Resolver) -> PyResult<imya::Resolver> {
        if let Some(limit) = self.limit {
            resolver = resolver.limit(count("limit", limit)?);
        }
        if let Some(cutoff) = self.cutoff {
            resolver = resolver.cutoff(cutoff).map_err(raise)?;
        }
        if let Some(threshold) = self.threshold {
            resolver = resolver.threshold(threshold).map_err(raise)?;
        }
        if let Some(margin) = self.margin {
            resolver = resolver.margin(margin).map_err(raise)?;
        }
        if let Some(kinds) = &self.kinds {
            resolver = resolver.kinds(kinds.iter().copied());
        }
        if let Some(languages) = &self.languages {
            resolver = resolver.languages(languages.iter().cloned());
        }
        if let Some(ids) = &self.ids {
            resolver = resolver.ids(ids.iter().cloned());
        }
        Ok(resolver)
    }

    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        let kinds = self.kinds.as_ref();
        let kinds = kinds.map(|kinds| kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>());
        fields.set_item("limit", self.limit)?;
        fields.set_item("cutoff", self.cutoff)?;
        fields.set_item("threshold", self.threshold)?;
        fields.set_item("margin", self.margin)?;
        fields.set_item("kinds", kinds)?;
        fields.set_item("languages", &self.languages)?;
        fields.set_item("ids", &self.ids)?;
        Ok(fields)
    }
}

/// An iterable of kinds.
pub(crate) struct Kinds(pub(crate) Vec<KindArgument>);

impl<'py> FromPyObject<'_, 'py> for Kinds {
    type Error = PyErr;

    fn extract(kinds: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if kinds.is_instance_of::<PyString>() {
            return Err(raise(Error::Option {
                option: "kinds",
                reason: "write a list of kinds, such as [\"person\"]".to_owned(),
            }));
        }
        let kinds = kinds.try_iter()?.map(|kind| kind?.extract());
        Ok(Kinds(kinds.collect::<PyResult<_>>()?))
    }
}

pub(crate) fn annotate_options(
    lower_case: bool,
    kinds: Option<Kinds>,
    threshold: f32,
    ambiguous: bool,
) -> PyResult<AnnotateOptions> {
    let kinds = kinds.map_or(Vec::new(), |kinds| kinds_of(kinds.0));
    let options = AnnotateOptions::new()
        .lower_case(lower_case)
        .ambiguous(ambiguous);
    options.kinds(kinds).threshold(threshold).map_err(raise)
}
