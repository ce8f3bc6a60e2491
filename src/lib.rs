//! Which known entity does this name mean?
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

pub mod annotate;
pub mod cluster;
pub mod error;
pub mod gazetteer;
pub mod index;
pub mod name;
pub mod resolver;
pub mod scheme;
pub mod score;
pub mod sound;
mod table;
pub mod text;

pub use annotate::{Mention, Span};
pub use cluster::{Clustering, cluster};
pub use error::{Error, Result};
pub use gazetteer::{Entity, EntityName, Gender, Kind};
pub use resolver::{Decision, Found, Match, Resolver};
pub use scheme::Scheme;
pub use table::{Row, Table};

/// The examples of the README are run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
