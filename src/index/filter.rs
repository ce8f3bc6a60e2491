//! Which entities a search may find.

use crate::gazetteer::Kind;

use super::names::Index;

/// Which entities a search may find; all, where nothing is set.
///
/// ```
/// use imya::{Kind, index::Filter};
/// let filter = Filter { kinds: vec![Kind::Place], ..Filter::default() };
/// assert!(filter.ids.is_none());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only entities of these kinds; all where empty.
    pub kinds: Vec<Kind>,
    /// Only names in these languages; all where empty.
    pub languages: Vec<String>,
    /// Only entities with these ids.
    pub ids: Option<std::collections::HashSet<String>>,
}

impl Filter {
    pub(crate) fn allows(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether a name's kind, its language and its entity's id are allowed. Keys of different kinds may
    /// share a bucket, so that a search for one kind can come upon another.
    pub(super) fn allows_name(&self, index: &Index, name: u32) -> bool {
        let language = || index.name_language(name).unwrap_or_default();
        let id = || index.entity_id(index.name_entity(name));
        self.allows(index.name_kind(name))
            && (self.languages.is_empty() || self.languages.iter().any(|own| own == language()))
            && self.ids.as_ref().is_none_or(|ids| ids.contains(id()))
    }
}
