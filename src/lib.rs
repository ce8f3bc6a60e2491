//! Which known entity does this name mean?
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

pub mod error;
pub mod scheme;
mod table;
pub mod text;

pub use error::{Error, Result};
pub use scheme::Scheme;
pub use table::{Row, Table};
