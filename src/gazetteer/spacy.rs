//! The patterns of spaCy's entity ruler, one a line.

use std::fmt;

use serde::de::{self, IgnoredAny, SeqAccess};
use serde::{Deserialize, Deserializer};

use super::record::{Fault, Outcome, Settings};
use super::{Entity, Kind};

pub(super) fn decode(line: &str, settings: &Settings) -> Result<Outcome, Fault> {
    let pattern: Pattern = serde_json::from_str(line).map_err(|error| Fault::json(line, &error))?;
    let kind = Kind::from_label(&pattern.label).or(settings.default_kind);
    let Some(kind) = kind else {
        return Ok(Outcome::OtherKind);
    };
    let id = pattern.id.unwrap_or_else(|| pattern.pattern.0.clone());
    Outcome::checked(Entity::new(id, kind).with_name(pattern.pattern.0, None))
}

#[derive(Deserialize)]
struct Pattern {
    label: Box<str>,
    pattern: Text,
    #[serde(default)]
    id: Option<Box<str>>,
}

/// The text of a pattern; lists of tokens are refused.
struct Text(Box<str>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> de::Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the text of a name")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Text, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Err(de::Error::custom(
            "the pattern is a list of tokens, which names no one: write the name as text",
        ))
    }
}
