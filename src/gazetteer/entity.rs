//! Entities and their names.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::jsonl::RawEntity;
use super::{Gender, Kind};
use crate::error::{Error, Result};

/// One name of an [`Entity`].
///
/// ```
/// use imya::EntityName;
/// let name = EntityName::new("Гародня", "be");
/// assert_eq!((name.name(), name.language(), name.is_weak()), ("Гародня", Some("be"), false));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "super::jsonl::RawName")]
pub struct EntityName {
    name: Box<str>,
    #[serde(rename = "lang", skip_serializing_if = "Option::is_none")]
    language: Option<Box<str>>,
    #[serde(skip_serializing_if = "is_false")]
    weak: bool,
}

impl EntityName {
    /// A name, and the language it is written in (`"be"`, `"be-Latn"` …), or `None`.
    ///
    /// ```
    /// assert_eq!(imya::EntityName::new("Minsk", None).language(), None);
    /// ```
    pub fn new<'l>(name: impl Into<Box<str>>, language: impl Into<Option<&'l str>>) -> Self {
        let language = language.into().filter(|language| !language.is_empty());
        EntityName {
            name: name.into(),
            language: language.map(Box::from),
            weak: false,
        }
    }

    pub(super) fn from_parts(name: Box<str>, language: Option<Box<str>>, weak: bool) -> Self {
        EntityName {
            name,
            language: language.filter(|language| !language.is_empty()),
            weak,
        }
    }

    /// Marks the name as weak: a nickname or a common word that alone says little.
    ///
    /// ```
    /// assert!(imya::EntityName::new("Бацька", "be").weak().is_weak());
    /// ```
    #[must_use]
    pub fn weak(mut self) -> Self {
        self.weak = true;
        self
    }

    /// The name as written.
    ///
    /// ```
    /// assert_eq!(imya::EntityName::new("Minsk", "en").name(), "Minsk");
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The language and script, as in BCP 47, where known.
    ///
    /// ```
    /// assert_eq!(imya::EntityName::new("Miensk", "be-Latn").language(), Some("be-Latn"));
    /// ```
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// Whether the name is a weak one.
    ///
    /// ```
    /// assert!(!imya::EntityName::new("Minsk", "en").is_weak());
    /// ```
    pub fn is_weak(&self) -> bool {
        self.weak
    }
}

/// One entity of a gazetteer: an id, a kind and names.
///
/// Readers give only entities that have an id and at least one name; the builder leaves that to you,
/// and [`Entity::check`] tells.
///
/// ```
/// use imya::{Entity, Gender, Kind};
/// let entity = Entity::new("person/1", Kind::Person)
///     .with_name("Алеся Верасень", "be")
///     .with_name("Alesia Vierasień", "be-Latn")
///     .with_weak_name("Леся", None)
///     .with_gender(Gender::Feminine)
///     .with_description("poet");
/// assert_eq!(entity.names().len(), 3);
/// assert!(entity.check().is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawEntity")]
pub struct Entity {
    id: Box<str>,
    kind: Kind,
    names: Vec<EntityName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<Gender>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Box<str>>,
}

impl Entity {
    /// An entity without names.
    ///
    /// ```
    /// use imya::{Entity, Kind};
    /// assert!(Entity::new("place/1", Kind::Place).names().is_empty());
    /// ```
    pub fn new(id: impl Into<Box<str>>, kind: Kind) -> Self {
        Entity {
            id: id.into(),
            kind,
            names: Vec::new(),
            gender: None,
            description: None,
        }
    }

    /// Adds a name and the language it is written in, or `None`.
    ///
    /// ```
    /// use imya::{Entity, Kind};
    /// let town = Entity::new("place/1", Kind::Place).with_name("Верасы", "be");
    /// assert_eq!(town.names()[0].name(), "Верасы");
    /// ```
    #[must_use]
    pub fn with_name<'l>(
        self,
        name: impl Into<Box<str>>,
        language: impl Into<Option<&'l str>>,
    ) -> Self {
        self.with(EntityName::new(name, language))
    }

    /// Adds a weak name (see [`EntityName::weak`]).
    ///
    /// ```
    /// use imya::{Entity, Kind};
    /// let club = Entity::new("org/1", Kind::Organisation).with_weak_name("Зубры", "be");
    /// assert!(club.names()[0].is_weak());
    /// ```
    #[must_use]
    pub fn with_weak_name<'l>(
        self,
        name: impl Into<Box<str>>,
        language: impl Into<Option<&'l str>>,
    ) -> Self {
        self.with(EntityName::new(name, language).weak())
    }

    /// Adds a name made before.
    ///
    /// ```
    /// use imya::{Entity, EntityName, Kind};
    /// let town = Entity::new("place/1", Kind::Place).with(EntityName::new("Верасы", "be"));
    /// assert_eq!(town.names().len(), 1);
    /// ```
    #[must_use]
    pub fn with(mut self, name: EntityName) -> Self {
        self.names.push(name);
        self
    }

    /// Sets the gender.
    ///
    /// ```
    /// use imya::{Entity, Gender, Kind};
    /// let entity = Entity::new("person/1", Kind::Person).with_gender(Gender::Masculine);
    /// assert_eq!(entity.gender(), Some(Gender::Masculine));
    /// ```
    #[must_use]
    pub fn with_gender(mut self, gender: impl Into<Option<Gender>>) -> Self {
        self.gender = gender.into();
        self
    }

    /// Sets the description: a few words for a human reader, never compared.
    ///
    /// ```
    /// use imya::{Entity, Kind};
    /// let entity = Entity::new("place/1", Kind::Place).with_description("a village");
    /// assert_eq!(entity.description(), Some("a village"));
    /// ```
    #[must_use]
    pub fn with_description(mut self, description: impl Into<Box<str>>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The id: any text, the gazetteer's own.
    ///
    /// ```
    /// # use imya::{Entity, Kind};
    /// assert_eq!(Entity::new("place/1", Kind::Place).id(), "place/1");
    /// ```
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The kind.
    ///
    /// ```
    /// # use imya::{Entity, Kind};
    /// assert_eq!(Entity::new("place/1", Kind::Place).kind(), Kind::Place);
    /// ```
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The names, in the order given.
    ///
    /// ```
    /// # use imya::{Entity, Kind};
    /// let town = Entity::new("place/1", Kind::Place).with_name("Верасы", "be");
    /// assert_eq!(town.names()[0].language(), Some("be"));
    /// ```
    pub fn names(&self) -> &[EntityName] {
        &self.names
    }

    /// The gender of a person's names, where known.
    ///
    /// ```
    /// # use imya::{Entity, Kind};
    /// assert_eq!(Entity::new("person/1", Kind::Person).gender(), None);
    /// ```
    pub fn gender(&self) -> Option<Gender> {
        self.gender
    }

    /// The description, where there is one.
    ///
    /// ```
    /// # use imya::{Entity, Kind};
    /// assert_eq!(Entity::new("place/1", Kind::Place).description(), None);
    /// ```
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Whether the entity may stand in a gazetteer.
    ///
    /// # Errors
    /// [`Error::Option`] where the id or a name is empty or holds a NUL character, or there is no name.
    ///
    /// ```
    /// use imya::{Entity, Kind};
    /// let nameless = Entity::new("place/1", Kind::Place);
    /// assert_eq!(nameless.check().unwrap_err().to_string(), "entity: `place/1` has no name");
    /// ```
    pub fn check(&self) -> Result<()> {
        self.fault().map_or(Ok(()), |reason| {
            let option = "entity";
            Err(Error::Option { option, reason })
        })
    }

    /// What is wrong with the entity, in words.
    pub(super) fn fault(&self) -> Option<String> {
        if let Some(fault) = text_fault("id", &self.id) {
            return Some(fault);
        }
        if self.names.is_empty() {
            return Some(format!("`{}` has no name", self.id));
        }
        let mut names = self.names.iter();
        names.find_map(|name| text_fault("name", &name.name))
    }

    /// Takes over the names of another row about the same entity.
    pub(super) fn merge(&mut self, other: Entity) -> Result<(), String> {
        if self.kind != other.kind {
            let (id, old, new) = (&self.id, self.kind, other.kind);
            return Err(format!("`{id}` is `{old}` in the row before, here `{new}`"));
        }
        if let (Some(old), Some(new)) = (self.gender, other.gender)
            && old != new
        {
            let id = &self.id;
            return Err(format!("`{id}` is `{old}` in the row before, here `{new}`"));
        }
        self.gender = self.gender.or(other.gender);
        self.description = self.description.take().or(other.description);
        self.names.extend(other.names);
        Ok(())
    }

    /// Leaves out the names that were there before, in time that is linear in their number.
    pub(super) fn without_repeats(mut self) -> Self {
        if self.names.len() > 1 {
            let mut seen = HashSet::with_capacity(self.names.len());
            let first: Vec<bool> = self.names.iter().map(|name| seen.insert(name)).collect();
            let mut first = first.into_iter();
            self.names.retain(|_| first.next().unwrap_or_default());
        }
        self
    }
}

/// What is wrong with an id or a name, in words.
pub(super) fn text_fault(what: &str, text: &str) -> Option<String> {
    if text.trim().is_empty() {
        Some(format!("the {what} is empty"))
    } else if text.contains('\0') {
        Some(format!("the {what} holds a NUL character"))
    } else {
        None
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
