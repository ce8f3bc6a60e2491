//! Entities and their names.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::arguments::{GenderArgument, KindArgument};
use crate::error::{data_error, raise};
use crate::values::{GenderLabel, KindLabel, Reduced, Tuple, hash_of, quoted, reduced, thaw};

/// One name of an entity.
///
/// `lang` is the language and script as in BCP 47 (`"be"`, `"be-Latn"` …) or `None`; `weak` marks a
/// nickname or a common word that alone says little.
///
/// >>> import imya
/// >>> imya.EntityName("Гародня", "be")
/// EntityName('Гародня', 'be')
#[pyclass(module = "imya", frozen, weakref)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct EntityName(imya::EntityName);

#[pymethods]
impl EntityName {
    #[new]
    #[pyo3(signature = (name, lang=None, *, weak=false))]
    fn new(name: &str, lang: Option<&str>, weak: bool) -> Self {
        let own = imya::EntityName::new(name, lang);
        EntityName(if weak { own.weak() } else { own })
    }

    /// The name as written.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    /// The language and script, as in BCP 47, where known.
    #[getter]
    fn lang(&self) -> Option<&str> {
        self.0.language()
    }

    /// Whether the name is a weak one.
    #[getter]
    fn weak(&self) -> bool {
        self.0.is_weak()
    }

    /// The name as a dictionary of its fields.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        fields.set_item("name", self.0.name())?;
        fields.set_item("lang", self.0.language())?;
        fields.set_item("weak", self.0.is_weak())?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self == other
    }

    fn __hash__(&self) -> u64 {
        hash_of(self)
    }

    fn __repr__(&self) -> String {
        let language = self.0.language().map_or("None".to_owned(), quoted);
        let weak = if self.0.is_weak() { ", weak=True" } else { "" };
        format!("EntityName({}, {language}{weak})", quoted(self.0.name()))
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced::<Self>(py, &self.0)
    }

    #[staticmethod]
    #[pyo3(signature = (state: "bytes") -> "EntityName")]
    fn _restore(state: &[u8]) -> PyResult<Self> {
        thaw(state).map(EntityName)
    }
}

/// One entity of a gazetteer: an id, a kind and names.
///
/// `kind` is `"person"`, `"org"` or `"place"`; `names` are strings, pairs of a name and its language, or
/// `EntityName`s; `gender` (of a person's names) is `"f"`, `"m"` or `None`; `description` is for people
/// and never compared. Raises `OptionError` where the id or a name is empty or holds a NUL character, or
/// there is no name.
///
/// >>> import imya
/// >>> town = imya.Entity("place/1", "place", [("Верасы", "be"), ("Вересы", "ru")])
/// >>> [name.lang for name in town.names]
/// ['be', 'ru']
#[pyclass(module = "imya", frozen, weakref)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Entity(pub(crate) imya::Entity);

#[pymethods]
impl Entity {
    #[new]
    #[pyo3(signature = (
        id: "str",
        kind: "Kind",
        names: "typing.Iterable[str | tuple[str, str | None] | EntityName]",
        *,
        gender: "Gender | None" = None,
        description: "str | None" = None
    ))]
    fn new(
        id: &str,
        kind: KindArgument,
        names: &Bound<'_, PyAny>,
        gender: Option<GenderArgument>,
        description: Option<&str>,
    ) -> PyResult<Self> {
        if names.is_instance_of::<PyString>() {
            let message = "names: expected a list of names, not a single string";
            return Err(PyTypeError::new_err(message));
        }
        let mut entity = imya::Entity::new(id, kind.0).with_gender(gender.map(|own| own.0));
        for name in names.try_iter()? {
            entity = entity.with(name_of(&name?)?);
        }
        if let Some(description) = description {
            entity = entity.with_description(description);
        }
        entity.check().map_err(raise)?;
        Ok(Entity(entity))
    }

    /// An entity from a dictionary with the keys of imya's JSON lines: `id`, `kind`, `names` (a list of
    /// `{"name", "lang", "weak"}` or a map from languages to names), `gender`, `description`.
    ///
    /// Raises `DataError` where it has another form.
    ///
    /// >>> import imya
    /// >>> town = {"id": "place/1", "kind": "place", "names": {"be": "Верасы"}}
    /// >>> imya.Entity.from_dict(town).names
    /// (EntityName('Верасы', 'be'),)
    #[staticmethod]
    #[pyo3(signature = (fields: "typing.Mapping[str, typing.Any]") -> "Entity")]
    fn from_dict(fields: &Bound<'_, PyAny>) -> PyResult<Self> {
        from_mapping(fields, "dictionary", 0).map(Entity)
    }

    /// The id: any text, the gazetteer's own.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// `"person"`, `"org"` or `"place"`.
    #[getter]
    fn kind(&self) -> KindLabel {
        self.0.kind().into()
    }

    /// The names, in the order given.
    #[getter]
    fn names(&self) -> Tuple<EntityName> {
        self.0.names().iter().cloned().map(EntityName).collect()
    }

    /// `"f"` or `"m"`, where known.
    #[getter]
    fn gender(&self) -> Option<GenderLabel> {
        let gender = self.0.gender();
        gender.map(|gender| GenderLabel(gender.as_str()))
    }

    /// The description, where there is one.
    #[getter]
    fn description(&self) -> Option<&str> {
        self.0.description()
    }

    /// The entity as a dictionary that `Entity.from_dict` takes.
    #[pyo3(signature = () -> "dict[str, typing.Any]")]
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        let names = self.0.names().iter().cloned().map(EntityName);
        let names: PyResult<Vec<_>> = names.map(|name| name.to_dict(py)).collect();
        fields.set_item("id", self.0.id())?;
        fields.set_item("kind", self.kind())?;
        fields.set_item("names", names?)?;
        fields.set_item("gender", self.gender())?;
        fields.set_item("description", self.0.description())?;
        Ok(fields)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self == other
    }

    fn __hash__(&self) -> u64 {
        hash_of(self)
    }

    fn __repr__(&self) -> String {
        let first = self.0.names().first().map_or("", |name| name.name());
        let count = self.0.names().len();
        let more = if count > 1 { ", …" } else { "" };
        let (id, first) = (quoted(self.0.id()), quoted(first));
        format!("Entity({id}, '{}', [{first}{more}])", self.kind())
    }

    #[pyo3(signature = () -> "tuple[typing.Any, ...]")]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        reduced::<Self>(py, &self.0)
    }

    #[staticmethod]
    #[pyo3(signature = (state: "bytes") -> "Entity")]
    fn _restore(state: &[u8]) -> PyResult<Self> {
        thaw(state).map(Entity)
    }
}

fn name_of(name: &Bound<'_, PyAny>) -> PyResult<imya::EntityName> {
    if let Ok(own) = name.cast::<EntityName>() {
        return Ok(own.get().0.clone());
    }
    if let Ok(text) = name.cast::<PyString>() {
        return Ok(imya::EntityName::new(text.to_str()?, None));
    }
    let (text, language): (String, Option<String>) = name.extract()?;
    Ok(imya::EntityName::new(text, language.as_deref()))
}

/// An entity of an iterable: an `Entity`, or a dictionary; `line` is its place, counted from 1.
pub(crate) fn entity_of(item: &Bound<'_, PyAny>, line: usize) -> PyResult<imya::Entity> {
    match item.cast::<Entity>() {
        Ok(entity) => Ok(entity.get().0.clone()),
        Err(_) => from_mapping(item, "entities", line),
    }
}

fn from_mapping(fields: &Bound<'_, PyAny>, source: &str, line: usize) -> PyResult<imya::Entity> {
    let py = fields.py();
    let fields = fields.cast::<PyDict>().map_err(|_| {
        let kind = fields.get_type();
        PyTypeError::new_err(format!("expected an Entity or a dict, not {kind}"))
    })?;
    let json = py.import("json")?.call_method1("dumps", (fields,))?;
    let entity: imya::Entity = serde_json::from_str(json.extract()?).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or(&reason);
        data_error(source, line, 0, reason.to_owned())
    })?;
    Ok(entity)
}
