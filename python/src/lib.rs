//! The Python binding of imya: every class and function here is thin over one of the crate.

mod arguments;
mod arrow;
mod batch;
mod cluster;
mod column;
mod compare;
mod entity;
mod error;
mod evidence;
mod found;
mod idle;
mod keys;
mod mention;
mod options;
mod recognition;
mod resolver;
mod scheme;
mod scores;
mod values;
mod variant;

/// The compiled part of imya; import `imya` instead.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::arrow::{compare_arrow, keys_arrow, romanise_arrow};
    #[pymodule_export]
    use crate::cluster::{Assignment, cluster_names};
    #[pymodule_export]
    use crate::column::Column;
    #[pymodule_export]
    use crate::compare::{compare, compare_many, explain, score_matrix};
    #[pymodule_export]
    use crate::entity::{Entity, EntityName};
    #[pymodule_export]
    use crate::evidence::{Evidence, Finding};
    #[pymodule_export]
    use crate::found::{Found, Match};
    #[pymodule_export]
    use crate::keys::keys;
    #[pymodule_export]
    use crate::mention::{Mention, Mentions};
    #[pymodule_export]
    use crate::recognition::{Recognised, Recognition, recognise};
    #[pymodule_export]
    use crate::resolver::Resolver;
    #[pymodule_export]
    use crate::scheme::{Restoration, Scheme, restore, romanise, romanise_many};
    #[pymodule_export]
    use crate::scores::Scores;
    #[pymodule_export]
    use crate::variant::{Variant, variants};
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "as Python spells it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
