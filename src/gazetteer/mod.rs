//! Gazetteers: the entities a name may mean, and the formats they come in.

mod entity;
mod jsonl;
#[allow(dead_code)] // until the other formats are there
mod lines;
mod reader;
#[allow(dead_code)] // until the other formats are there
mod record;
mod vocabulary;

pub use entity::{Entity, EntityName, Gender, Kind};
pub use reader::Reader;
