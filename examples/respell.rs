//! Makes a gazetteer many times as large, for measuring.

#[path = "support/command.rs"]
mod command;

use std::io::{BufWriter, stdout};
use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;
use imya::gazetteer::{Format, Writer};
use imya::{Entity, EntityName, Scheme};

/// Writes a gazetteer's entities as JSON lines, and copies of them under other names: each copy's name has
/// the beginning of its own and the last word of another, respelt.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// The gazetteer.
    gazetteer: PathBuf,
    /// How many times as many entities are written.
    #[arg(long, default_value_t = 10)]
    times: usize,
}

const SCHEMES: [&str; 5] = [
    "be-icao-9303",
    "be-bgn-pcgn-1979",
    "be-iso9-1995",
    "ru-bgn-pcgn-1947",
    "be-de-duden",
];

fn main() -> std::process::ExitCode {
    command::run(|| respell(&Arguments::parse()))
}

fn respell(arguments: &Arguments) -> Result<()> {
    let entities = command::compressed::gazetteer(&arguments.gazetteer)?.read_all()?;
    let schemes: Vec<&Scheme> = SCHEMES
        .iter()
        .map(|id| Scheme::named(id))
        .collect::<Result<_, _>>()?;
    let mut out = Writer::new(
        "standard output",
        Format::Jsonl,
        BufWriter::new(stdout().lock()),
    )?;
    for copy in 0..arguments.times {
        for (at, entity) in entities.iter().enumerate() {
            if copy == 0 {
                out.write(entity)?;
                continue;
            }
            // A stride that shares no factor with round numbers meets every entity.
            let other = &entities[(at + copy * 7919) % entities.len()];
            let id = format!("{}-{copy}", entity.id());
            let mut twin = Entity::new(id, entity.kind()).with_gender(entity.gender());
            for name in entity.names() {
                let scheme = &schemes[(at + copy) % schemes.len()];
                let blend = blend(name.name(), other);
                // Half of them stay in their letters.
                let spelt = match (at + copy) % 2 {
                    0 => blend,
                    _ => scheme.romanise(&blend).into_owned(),
                };
                twin = twin.with(EntityName::new(spelt, name.language()));
            }
            out.write(&twin)?;
        }
    }
    out.finish()?;
    Ok(())
}

/// A name with the last word of another entity's; of one word the first half with the second half of another.
fn blend(name: &str, other: &Entity) -> String {
    let theirs = other.names().first().map_or("", |name| name.name());
    let theirs = theirs.rsplit(' ').next().unwrap_or_default();
    match name.rsplit_once(' ') {
        Some((first, _)) => format!("{first} {theirs}"),
        None => {
            let half = |word: &str| word.chars().count().div_ceil(2);
            let own = name.chars().take(half(name));
            own.chain(theirs.chars().skip(half(theirs))).collect()
        }
    }
}
