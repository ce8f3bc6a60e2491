//! Which of these names are the same?

#[path = "support/command.rs"]
mod command;

use std::io::{BufWriter, IsTerminal, Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Parser;
use imya::{Clustering, Kind};
use indicatif::{ProgressBar, ProgressStyle};

/// Groups a column of names without any gazetteer: prints each name with the number of its group, the
/// group's best name and a confidence.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Names, one a line, or a CSV file with `--column`; `-` is standard input.
    file: PathBuf,
    /// The column of names of a CSV file; `cluster`, `best_name` and `confidence` are added to its rows.
    #[arg(long)]
    column: Option<String>,
    /// What the names are names of (person, org, place); if not given, what most of them seem to be.
    #[arg(long)]
    kind: Option<Kind>,
    /// The probability from which names count as the same (0 to 1).
    #[arg(long, default_value_t = 0.5)]
    threshold: f32,
    /// How many threads look names up.
    #[arg(long, default_value_t = 1)]
    threads: usize,
}

fn main() -> std::process::ExitCode {
    command::run(|| group(&Arguments::parse()))
}

fn group(arguments: &Arguments) -> Result<()> {
    if !(0.0..=1.0).contains(&arguments.threshold) {
        bail!(
            "--threshold: {} is not between 0 and 1",
            arguments.threshold
        );
    }
    let text = read(&arguments.file)?;
    match &arguments.column {
        None => group_lines(arguments, &text),
        Some(column) => group_rows(arguments, column, &text),
    }
}

fn read(path: &Path) -> Result<String> {
    if path.as_os_str() == "-" {
        let mut text = String::new();
        stdin()
            .read_to_string(&mut text)
            .context("standard input")?;
        return Ok(text);
    }
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// For each name its group, the group's best name, and the confidence.
fn answers<N: AsRef<str> + Sync>(
    arguments: &Arguments,
    names: &[N],
) -> Result<Vec<(usize, usize, f32)>> {
    let progress = match std::io::stderr().is_terminal() && names.len() > 5_000 {
        true => ProgressBar::new(names.len() as u64),
        false => ProgressBar::hidden(),
    };
    progress.set_style(ProgressStyle::with_template(
        "{wide_bar} {human_pos}/{human_len} names ({eta})",
    )?);
    let found = Clustering::new()
        .kind(arguments.kind)
        .threshold(arguments.threshold)
        .threads(arguments.threads)
        .cluster(names, |done| progress.set_position(done as u64));
    progress.finish_and_clear();
    let rows = found.iter();
    Ok(rows
        .map(|own| (own.cluster, own.best, own.confidence))
        .collect())
}

fn group_lines(arguments: &Arguments, text: &str) -> Result<()> {
    let names: Vec<&str> = text.lines().collect();
    let mut out = BufWriter::new(stdout().lock());
    for (name, (cluster, best, confidence)) in names.iter().zip(answers(arguments, &names)?) {
        let best = names[best].trim();
        writeln!(out, "{name}\t{cluster}\t{best}\t{confidence:.4}")?;
    }
    out.flush()?;
    Ok(())
}

fn group_rows(arguments: &Arguments, column: &str, text: &str) -> Result<()> {
    let file = arguments.file.display();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut header = reader.headers()?.clone();
    let Some(at) = header.iter().position(|own| own == column) else {
        bail!("{file}:1: no column {column:?}");
    };
    let rows = reader
        .records()
        .collect::<Result<Vec<_>, _>>()
        .with_context(|| file.to_string())?;
    let names: Vec<&str> = rows.iter().map(|row| row.get(at).unwrap_or("")).collect();
    let answers = answers(arguments, &names)?;
    let mut out = csv::Writer::from_writer(stdout().lock());
    for added in ["cluster", "best_name", "confidence"] {
        header.push_field(added);
    }
    out.write_record(&header)?;
    for (row, (cluster, best, confidence)) in rows.iter().zip(answers) {
        let mut row = row.clone();
        row.push_field(&cluster.to_string());
        row.push_field(names[best].trim());
        row.push_field(&format!("{confidence:.4}"));
        out.write_record(&row)?;
    }
    out.flush()?;
    Ok(())
}
