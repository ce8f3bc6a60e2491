//! Kinds of entities, and genders.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::vocabulary;
use crate::error::{Error, Result};

/// What an entity is.
///
/// Written `person`, `org`, `place`; [`FromStr`] reads these and what other formats call them, in
/// any case (`organisation`, `PER`, `GPE` …; the whole list is `data/gazetteer/kinds.tsv`).
///
/// ```
/// use imya::Kind;
/// assert_eq!("ORG".parse::<Kind>()?, Kind::Organisation);
/// assert_eq!(Kind::Organisation.to_string(), "org");
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A human being.
    Person,
    /// A company, party, authority, newspaper, club …
    Organisation,
    /// A country, town, river, street …
    Place,
}

impl Kind {
    /// Every kind.
    ///
    /// ```
    /// assert_eq!(imya::Kind::ALL.map(|kind| kind.as_str()), ["person", "org", "place"]);
    /// ```
    pub const ALL: [Kind; 3] = [Kind::Person, Kind::Organisation, Kind::Place];

    /// The kind as imya writes it: `person`, `org`, `place`.
    ///
    /// ```
    /// assert_eq!(imya::Kind::Place.as_str(), "place");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organisation => "org",
            Kind::Place => "place",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == code)
    }

    pub(super) fn from_label(label: &str) -> Option<Self> {
        Kind::from_code(label).or_else(|| vocabulary::kind(&label.trim().to_lowercase()))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = Error;

    fn from_str(label: &str) -> Result<Self> {
        Kind::from_label(label).ok_or_else(|| Error::Option {
            option: "kind",
            reason: unknown_kind(label),
        })
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KindVisitor)
    }
}

struct KindVisitor;

impl de::Visitor<'_> for KindVisitor {
    type Value = Kind;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a kind: `person`, `org` or `place`")
    }

    fn visit_str<E: de::Error>(self, label: &str) -> Result<Kind, E> {
        Kind::from_label(label).ok_or_else(|| E::custom(unknown_kind(label)))
    }
}

pub(super) fn unknown_kind(label: &str) -> String {
    format!("`{label}` is no kind: write `person`, `org` or `place`")
}

/// The grammatical gender of a person's names.
///
/// Written `f`, `m`; [`FromStr`] reads these and what other formats write, in any case (`female`,
/// `Q6581072`, `Ж` …; the whole list is `data/gazetteer/genders.tsv`).
///
/// ```
/// use imya::Gender;
/// assert_eq!("female".parse::<Gender>()?, Gender::Feminine);
/// assert_eq!(Gender::Feminine.to_string(), "f");
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gender {
    /// `Ціханоўская`, `Святлана`.
    #[serde(rename = "f")]
    Feminine,
    /// `Ціханоўскі`, `Сяргей`.
    #[serde(rename = "m")]
    Masculine,
}

impl Gender {
    /// The gender as imya writes it: `f`, `m`.
    ///
    /// ```
    /// assert_eq!(imya::Gender::Masculine.as_str(), "m");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Gender::Feminine => "f",
            Gender::Masculine => "m",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        [Gender::Feminine, Gender::Masculine]
            .into_iter()
            .find(|gender| gender.as_str() == code)
    }

    pub(super) fn from_label(label: &str) -> Option<Self> {
        Gender::from_code(label).or_else(|| vocabulary::gender(&label.trim().to_lowercase()))
    }
}

impl fmt::Display for Gender {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Gender {
    type Err = Error;

    fn from_str(label: &str) -> Result<Self> {
        Gender::from_label(label).ok_or_else(|| Error::Option {
            option: "gender",
            reason: format!("`{label}` is no gender: write `f` or `m`"),
        })
    }
}
