//! Dumps of Wikidata: one item a line, in one long JSON list.

use std::fmt;

use serde::de::{self, DeserializeOwned, IgnoredAny, MapAccess, SeqAccess};
use serde::{Deserialize, Deserializer};

use super::record::{Fault, Outcome, Settings};
use super::{Entity, EntityName, Gender, Kind, vocabulary};

pub(super) fn decode(line: &str, settings: &Settings) -> Result<Outcome, Fault> {
    let text = line.trim_end();
    let text = text.strip_suffix(',').unwrap_or(text);
    if matches!(text.trim_start(), "[" | "]") {
        return Ok(Outcome::Nothing);
    }
    let item: Item = serde_json::from_str(text).map_err(|error| Fault::json(text, &error))?;
    if item.r#type.is_some_and(|of| &*of != "item") {
        return Ok(Outcome::OtherKind);
    }
    let kind =
        values(&item.claims.instance_of).find_map(|class| vocabulary::wikidata_class(&class));
    let Some(kind) = kind.or(settings.default_kind) else {
        return Ok(Outcome::OtherKind);
    };
    let mut entity = Entity::new(item.id, kind);
    if kind == Kind::Person {
        let gender = values(&item.claims.gender).find_map(|value| Gender::from_label(&value));
        entity = entity.with_gender(gender);
    }
    if let Some(description) = item.descriptions.en {
        entity = entity.with_description(description.value);
    }
    let labels = item
        .labels
        .0
        .into_iter()
        .map(|(language, Term { value })| name(&language, value));
    let aliases = item.aliases.0.into_iter().flat_map(|(language, terms)| {
        let names = terms
            .into_iter()
            .map(move |term| name(&language, term.value));
        names.collect::<Vec<_>>()
    });
    Outcome::checked(labels.chain(aliases).fold(entity, Entity::with))
}

fn name(language: &str, value: Box<str>) -> EntityName {
    EntityName::new(value, vocabulary::wikidata_language(language))
}

#[derive(Deserialize)]
struct Item {
    id: Box<str>,
    #[serde(default)]
    r#type: Option<Box<str>>,
    #[serde(default)]
    labels: ByLanguage<Term>,
    #[serde(default)]
    aliases: ByLanguage<Vec<Term>>,
    #[serde(default)]
    descriptions: Descriptions,
    #[serde(default)]
    claims: Claims,
}

#[derive(Deserialize)]
struct Term {
    value: Box<str>,
}

#[derive(Default, Deserialize)]
struct Descriptions {
    #[serde(default)]
    en: Option<Term>,
}

#[derive(Default, Deserialize)]
struct Claims {
    #[serde(default, rename = "P31")]
    instance_of: Vec<Statement>,
    #[serde(default, rename = "P21")]
    gender: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    mainsnak: Snak,
    #[serde(default)]
    rank: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Snak {
    #[serde(default)]
    datavalue: Option<DataValue>,
}

#[derive(Deserialize)]
struct DataValue {
    value: ItemValue,
}

#[derive(Deserialize)]
struct ItemValue {
    #[serde(default)]
    id: Option<Box<str>>,
    #[serde(default, rename = "numeric-id")]
    number: Option<u64>, // all that old dumps have
}

/// The items that the statements name, without those that are deprecated.
fn values(statements: &[Statement]) -> impl Iterator<Item = String> {
    let valid = statements
        .iter()
        .filter(|statement| statement.rank.as_deref() != Some("deprecated"));
    valid.filter_map(|statement| {
        let value = &statement.mainsnak.datavalue.as_ref()?.value;
        let id = value.id.as_deref().map(str::to_owned);
        id.or_else(|| Some(format!("Q{}", value.number?)))
    })
}

/// A map from languages; an empty one may be written as an empty list.
struct ByLanguage<T>(Vec<(Box<str>, T)>);

impl<T> Default for ByLanguage<T> {
    fn default() -> Self {
        ByLanguage(Vec::new())
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for ByLanguage<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ByLanguageVisitor(std::marker::PhantomData))
    }
}

struct ByLanguageVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: DeserializeOwned> de::Visitor<'de> for ByLanguageVisitor<T> {
    type Value = ByLanguage<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map from languages")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        match list.next_element::<IgnoredAny>()? {
            None => Ok(ByLanguage::default()),
            Some(_) => Err(de::Error::invalid_type(de::Unexpected::Seq, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(ByLanguage(entries))
    }
}
