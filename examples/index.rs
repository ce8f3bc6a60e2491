//! Builds index files, tells what is in them, checks them.

#[path = "support/command.rs"]
mod command;

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use command::compressed;
use imya::Kind;
use imya::index::{Index, IndexBuilder, Overlay};
use indicatif::{ProgressBar, ProgressStyle};

/// Builds index files, tells what is in them, checks them.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Builds an index of a gazetteer.
    Build {
        /// The gazetteer: JSON lines, CSV, TSV, FollowTheMoney, Wikidata, Popolo or spaCy patterns, also
        /// compressed (.gz, .zst, .xz, .bz2).
        #[arg(long, value_name = "FILE", required_unless_present = "remove")]
        gazetteer: Option<PathBuf>,
        /// Changes this index: the gazetteer's entities are added to its own, or replace those of the
        /// same id. The result goes to OUT.
        #[arg(long, value_name = "INDEX")]
        base: Option<PathBuf>,
        /// Removes the entities with these ids, one a line, from the base; unknown ids change nothing,
        /// and what the gazetteer adds is added nevertheless.
        #[arg(long, value_name = "FILE", requires = "base")]
        remove: Option<PathBuf>,
        /// Leaves bad rows out, and reports them, instead of ending at the first.
        #[arg(long)]
        lenient: bool,
        /// The index file to write.
        out: PathBuf,
    },
    /// Tells what is in an index file.
    Info {
        /// The index file.
        file: PathBuf,
    },
    /// Checks an index file: exit 1 where it is damaged or was built with other rule tables.
    Verify {
        /// The index file.
        file: PathBuf,
    },
}

fn main() -> std::process::ExitCode {
    command::run(|| match Arguments::parse().action {
        Action::Build {
            gazetteer,
            base,
            remove,
            lenient,
            out,
        } => {
            let started = Instant::now();
            let gazetteer = gazetteer.as_deref();
            let index = match base {
                Some(base) => change(&base, gazetteer, remove.as_deref(), lenient)?,
                None => build(gazetteer, lenient)?,
            };
            write(&index, &out, started)
        }
        Action::Info { file } => info(&file),
        Action::Verify { file } => {
            Index::open(&file)?;
            println!("{}: sound", file.display());
            Ok(())
        }
    })
}

/// As many entities are read at a time.
const BATCH: usize = 16_384;

fn build(gazetteer: Option<&Path>, lenient: bool) -> Result<Index> {
    let progress = match std::io::stderr().is_terminal() {
        true => ProgressBar::new_spinner(),
        false => ProgressBar::hidden(),
    };
    progress.set_style(ProgressStyle::with_template(
        "{spinner} {human_pos} names ({per_sec})",
    )?);
    let gazetteer = gazetteer.context("no gazetteer")?;
    let mut reader = compressed::gazetteer(gazetteer)?.lenient(lenient);
    let mut builder = IndexBuilder::new();
    loop {
        let batch = reader
            .by_ref()
            .take(BATCH)
            .collect::<imya::Result<Vec<_>>>()?;
        if batch.is_empty() {
            break;
        }
        builder.add_all(&batch)?;
        progress.set_position(builder.names_len() as u64);
    }
    progress.finish_and_clear();
    report(reader.into_skipped());
    Ok(builder.build())
}

/// An index with the changes of a gazetteer and without the entities of a list of ids.
fn change(
    base: &Path,
    gazetteer: Option<&Path>,
    remove: Option<&Path>,
    lenient: bool,
) -> Result<Index> {
    let base = Index::open(base)?;
    let mut overlay = Overlay::new();
    if let Some(remove) = remove {
        for (number, line) in compressed::open(remove)?.lines().enumerate() {
            let line = line.with_context(|| format!("{}:{}", remove.display(), number + 1))?;
            let id = line.trim_start_matches('\u{feff}'); // a byte order mark
            if !id.is_empty() {
                overlay.remove(id);
            }
        }
    }
    if let Some(gazetteer) = gazetteer {
        let reader = compressed::gazetteer(gazetteer)?.lenient(lenient);
        let mut reader = reader.unique_ids(true);
        for entity in reader.by_ref() {
            overlay.add(entity?);
        }
        report(reader.into_skipped());
    }
    Ok(overlay.merge(&base)?)
}

fn report(skipped: Vec<imya::Error>) {
    for error in skipped {
        eprintln!("{error}");
    }
}

fn write(index: &Index, out: &Path, started: Instant) -> Result<()> {
    index.write(out)?;
    eprintln!(
        "{} entities, {} names, {} bytes in {:.1} s",
        index.len(),
        index.names_len(),
        index.bytes_len(),
        started.elapsed().as_secs_f32()
    );
    Ok(())
}

fn info(file: &Path) -> Result<()> {
    let index = Index::open(file)?;
    println!("entities  {}", index.len());
    for kind in Kind::ALL {
        println!("  {:<7} {}", kind, index.count(kind));
    }
    println!("names     {}", index.names_len());
    println!("words     {}", index.words_len());
    println!("bytes     {}", index.bytes_len());
    for (section, bytes) in index.sections() {
        println!("  {section:<14} {bytes}");
    }
    Ok(())
}
