//! Freezes the large tables of vocabulary, so that nothing of them is parsed when a program starts.

mod adjective;
#[path = "../src/error.rs"]
#[expect(
    dead_code,
    reason = "a build script cannot use its crate, and needs a part of this file"
)]
mod error;
mod exonyms;
#[path = "../src/name/frozen.rs"]
#[expect(
    dead_code,
    reason = "a build script cannot use its crate, and needs a part of this file"
)]
mod frozen;
mod lexicon;
#[path = "../src/name/phrase.rs"]
mod phrase;
#[path = "../src/table.rs"]
#[expect(
    dead_code,
    reason = "a build script cannot use its crate, and needs a part of this file"
)]
mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs};

use table::Table;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data/name");
    let target = PathBuf::from(env::var("OUT_DIR")?);
    for (name, sources) in lexicon::LEXICONS {
        fs::write(target.join(name), lexicon::freeze(sources)?)?;
    }
    let (forms, words) = exonyms::freeze()?;
    fs::write(target.join("exonyms.forms"), forms)?;
    fs::write(target.join("exonyms.words"), words)?;
    fs::write(target.join("common.words"), common_words()?)?;
    fs::write(target.join("phrases.frozen"), lexicon::phrases()?)?;
    Ok(())
}

/// The kind of each common word; of a word that is listed twice the first.
fn common_words() -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let text = fs::read_to_string("data/name/common_words.tsv")?;
    let table = Table::parse("common_words.tsv", &text, &["word", "note"])?;
    let mut words = BTreeMap::new();
    for row in table.rows() {
        words.entry(row.get(0)).or_insert(row.get(1).as_bytes());
    }
    Ok(frozen::freeze(words.into_iter()).ok_or("a word is too long to be frozen")?)
}
