//! How long one name takes: percentiles over a file of names, one thread.

#[path = "support/command.rs"]
mod command;

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Parser;
use imya::index::SearchScratch;

/// Resolves each name of a file and prints how long one takes.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Names, one a line; of a table with a heading the first column.
    names: PathBuf,
    #[command(flatten)]
    source: command::Source,
    /// How many times each name is resolved; the fastest counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Prints the slowest names.
    #[arg(long, default_value_t = 0)]
    slowest: usize,
}

fn main() -> std::process::ExitCode {
    command::run(measure)
}

fn measure() -> Result<()> {
    let arguments = Arguments::parse();
    let text = std::fs::read_to_string(&arguments.names)
        .with_context(|| arguments.names.display().to_string())?;
    let mut names: Vec<&str> = text
        .lines()
        .map(|line| line.split('\t').next().unwrap_or_default())
        .collect();
    if text.lines().next().is_some_and(|line| line.contains('\t')) {
        names.remove(0);
    }
    let mut out = stdout().lock();
    let started = Instant::now();
    let resolver = arguments.source.resolver()?;
    let mut scratch = SearchScratch::default();
    if let Some(first) = names.first() {
        resolver.resolve_with(first, &mut scratch);
    }
    writeln!(
        out,
        "open to first answer {:.2} ms",
        started.elapsed().as_secs_f64() * 1e3
    )?;
    let mut times = vec![(Duration::MAX, ""); names.len()];
    for round in 0..arguments.rounds.max(1) {
        let begun = Instant::now();
        for (&name, time) in names.iter().zip(&mut times) {
            let started = Instant::now();
            std::hint::black_box(resolver.resolve_with(name, &mut scratch));
            *time = (time.0.min(started.elapsed()), name);
        }
        let rate = names.len() as f64 / begun.elapsed().as_secs_f64();
        writeln!(out, "round {}: {rate:.0} names a second", round + 1)?;
    }
    times.sort_unstable();
    for percent in [10, 50, 90, 99] {
        if let Some((time, _)) = times.get(times.len() * percent / 100) {
            writeln!(out, "p{percent:<3} {:8.1} µs", time.as_secs_f64() * 1e6)?;
        }
    }
    for (time, name) in times.iter().rev().take(arguments.slowest) {
        writeln!(out, "{:8.1} µs  {name}", time.as_secs_f64() * 1e6)?;
    }
    Ok(())
}
