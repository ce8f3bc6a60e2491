//! Our own format: one entity a line, as JSON.

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess};
use serde::{Deserialize, Deserializer};

use super::entity::text_fault;
use super::record::{Fault, Outcome, Settings};
use super::{Entity, EntityName, Gender, Kind};

pub(super) fn decode(line: &str, settings: &Settings) -> Result<Outcome, Fault> {
    let raw: RawEntity = serde_json::from_str(line).map_err(|error| Fault::json(line, &error))?;
    Ok(Outcome::Entity(raw.into_entity(settings.default_kind)?))
}

/// An entity as it may be written; further keys are ignored.
#[derive(Deserialize)]
pub(super) struct RawEntity {
    id: Box<str>,
    kind: Option<Kind>,
    #[serde(default)]
    names: Names,
    #[serde(default)]
    aliases: Vec<EntityName>,
    #[serde(default)]
    gender: Option<Gender>,
    #[serde(default)]
    description: Option<Box<str>>,
}

impl RawEntity {
    fn into_entity(self, default_kind: Option<Kind>) -> Result<Entity, String> {
        let kind = self
            .kind
            .or(default_kind)
            .ok_or("the key `kind` is missing")?;
        let mut entity = Entity::new(self.id, kind).with_gender(self.gender);
        if let Some(description) = self.description {
            entity = entity.with_description(description);
        }
        let names = self.names.0.into_iter().chain(self.aliases);
        entity = names.fold(entity, Entity::with);
        entity.fault().map_or(Ok(entity), Err)
    }
}

impl TryFrom<RawEntity> for Entity {
    type Error = String;

    fn try_from(raw: RawEntity) -> Result<Self, String> {
        raw.into_entity(None)
    }
}

/// A name as it may be written; further keys are ignored.
#[derive(Deserialize)]
pub(super) struct RawName {
    name: Box<str>,
    #[serde(default)]
    lang: Option<Box<str>>,
    #[serde(default)]
    weak: bool,
}

impl TryFrom<RawName> for EntityName {
    type Error = String;

    fn try_from(raw: RawName) -> Result<Self, String> {
        let name = EntityName::from_parts(raw.name, raw.lang, raw.weak);
        text_fault("name", name.name()).map_or(Ok(name), Err)
    }
}

/// The names: a list of names, or a map from languages to names.
#[derive(Default)]
struct Names(Vec<EntityName>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamesVisitor)
    }
}

struct NamesVisitor;

impl<'de> de::Visitor<'de> for NamesVisitor {
    type Value = Names;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of names, or a map from languages to names")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Names, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = list.next_element()? {
            names.push(name);
        }
        names.shrink_to_fit();
        Ok(Names(names))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
        let mut names = Vec::new();
        while let Some((language, name)) = map.next_entry::<Box<str>, Box<str>>()? {
            if let Some(fault) = text_fault("name", &name) {
                return Err(de::Error::custom(fault));
            }
            names.push(EntityName::from_parts(name, Some(language), false));
        }
        Ok(Names(names))
    }
}
