//! Blocking keys.

use imya::index::{Side, blocking_keys};
use imya::score::{PreparedName, Preparer};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::arguments::{KindArgument, kind_of};
use crate::error::option_error;

/// `left` or `right`.
#[derive(Clone, Copy)]
pub(crate) struct SideArgument(Side);

impl FromPyObject<'_, '_> for SideArgument {
    type Error = PyErr;

    fn extract(side: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        match side.cast::<PyString>()?.to_str()? {
            "left" => Ok(SideArgument(Side::Left)),
            "right" => Ok(SideArgument(Side::Right)),
            other => {
                let reason = format!("`{other}` is neither `left` nor `right`");
                Err(option_error("side", reason))
            }
        }
    }
}

impl SideArgument {
    /// The keys of a name, as signed numbers: other systems have no others.
    pub(crate) fn keys(
        self,
        preparer: &mut Preparer,
        name: &mut PreparedName,
        text: &str,
        kind: Option<imya::Kind>,
    ) -> Vec<i64> {
        preparer.prepare_into(text, kind, name);
        let keys = blocking_keys(name, self.0).into_iter();
        keys.map(u64::cast_signed).collect()
    }
}

/// Blocking keys of a name: two names that `compare` finds to mean the same share one, with few
/// exceptions, and few others do. What to join two tables on before their names are compared.
///
/// Make the keys of one table with `side="left"`, those of the other with `side="right"`, and join on the
/// kind too. Keys are 64-bit signed numbers, one or two dozen for a person; none for a name without a word.
/// They stay the same for all names as long as the version of imya does.
///
/// >>> import imya
/// >>> left = imya.keys("Мікола Статкевіч", kind="person", side="left")
/// >>> right = imya.keys("Statkevich, Nikolai", kind="person", side="right")
/// >>> bool(set(left) & set(right))
/// True
#[pyfunction]
#[pyo3(signature = (
    name: "str",
    *,
    kind: "Kind | None" = None,
    side: "Side"
) -> "list[int]")]
pub(crate) fn keys(name: &str, kind: Option<KindArgument>, side: SideArgument) -> Vec<i64> {
    let (mut preparer, kind) = (Preparer::default(), kind_of(kind));
    let mut prepared = preparer.prepare("", kind);
    side.keys(&mut preparer, &mut prepared, name, kind)
}
