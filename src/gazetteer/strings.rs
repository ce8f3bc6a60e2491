//! One text or a list of texts, in JSON.

use std::fmt;

use serde::de::{self, SeqAccess};
use serde::{Deserialize, Deserializer};

/// Texts; written as a list, as one text, or as null for none.
#[derive(Debug, Default)]
pub(super) struct Strings(pub(super) Vec<Box<str>>);

impl<'de> Deserialize<'de> for Strings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StringsVisitor)
    }
}

struct StringsVisitor;

impl<'de> de::Visitor<'de> for StringsVisitor {
    type Value = Strings;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text or a list of texts")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Strings, E> {
        Ok(Strings::default())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Strings, E> {
        Ok(Strings(vec![text.into()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Strings, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = list.next_element::<Option<Box<str>>>()? {
            texts.extend(text);
        }
        Ok(Strings(texts))
    }
}
