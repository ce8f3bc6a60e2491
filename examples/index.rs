//! Builds index files, tells what is in them, checks them.

#[path = "shared/command.rs"]
mod command;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use clap::{Parser, Subcommand};
use imya::Kind;
use imya::index::{Index, IndexBuilder};
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
        #[arg(long, value_name = "FILE")]
        gazetteer: PathBuf,
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
            lenient,
            out,
        } => build(&gazetteer, lenient, &out),
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

fn build(gazetteer: &Path, lenient: bool, out: &Path) -> Result<()> {
    let started = Instant::now();
    let progress = match std::io::stderr().is_terminal() {
        true => ProgressBar::new_spinner(),
        false => ProgressBar::hidden(),
    };
    progress.set_style(ProgressStyle::with_template(
        "{spinner} {human_pos} names ({per_sec})",
    )?);
    let mut reader = command::compressed::gazetteer(gazetteer)?.lenient(lenient);
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
    for error in reader.into_skipped() {
        eprintln!("{error}");
    }
    let index = builder.build();
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
