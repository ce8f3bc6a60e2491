//! Cyrillic names and texts in Latin letters, under any of the schemes that imya knows.

use std::io::{BufRead, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use imya::scheme::{Scheme, language_code};

/// Writes Cyrillic text in Latin letters, line by line.
#[derive(Parser)]
#[command(after_help = "Without TEXT, lines are read from standard input.")]
struct Options {
    /// The texts; one line of output for each.
    text: Vec<String>,
    /// The scheme, as listed by --list.
    #[arg(long, value_name = "ID", default_value = "be-bgn-pcgn-1979")]
    scheme: String,
    /// A table of one's own in place of --scheme.
    #[arg(long, value_name = "FILE", conflicts_with = "scheme")]
    table: Option<std::path::PathBuf>,
    /// List the schemes: id, language, authority, year, title.
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("romanise: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    if options.list {
        list(&mut out)?;
        return Ok(out.flush()?);
    }
    let own;
    let scheme = match &options.table {
        Some(path) => {
            own = Scheme::read(path)?;
            &own
        }
        None => Scheme::named(&options.scheme).context("see --list")?,
    };
    each_line(&options.text, |line| {
        Ok(writeln!(out, "{}", scheme.romanise(line))?)
    })?;
    Ok(out.flush()?)
}

fn list(out: &mut impl Write) -> Result<()> {
    for scheme in Scheme::all() {
        let year = scheme.year().map(|year| year.to_string());
        let (language, year) = (language_code(scheme.language()), year.unwrap_or_default());
        let (id, authority, title) = (scheme.id(), scheme.authority(), scheme.title());
        writeln!(out, "{id}\t{language}\t{authority}\t{year}\t{title}")?;
    }
    Ok(())
}

/// Calls `work` with each text, or with each line of standard input.
fn each_line(texts: &[String], mut work: impl FnMut(&str) -> Result<()>) -> Result<()> {
    for text in texts {
        work(text)?;
    }
    if texts.is_empty() {
        for (number, line) in std::io::stdin().lock().lines().enumerate() {
            let line = line.with_context(|| format!("standard input, line {}", number + 1))?;
            work(&line)?;
        }
    }
    Ok(())
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
