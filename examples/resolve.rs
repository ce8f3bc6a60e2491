//! Which known entity does each name mean?

#[path = "support/command.rs"]
mod command;

use std::io::{BufWriter, Write, stdout};

use anyhow::Result;
use clap::{Parser, ValueEnum};
use imya::index::SearchScratch;
use imya::score::Evidence;
use imya::{Decision, Found, Kind};
use serde::Serialize;

/// Tells which known entity each name means.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Names; without any, one name a line is read from standard input.
    names: Vec<String>,
    #[command(flatten)]
    source: command::Source,
    /// How to print the answers.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// At most this many candidates a name.
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// Leaves out candidates with a lower score (0 to 1).
    #[arg(long, default_value_t = 0.02)]
    cutoff: f32,
    /// The probability from which a candidate counts as found (0 to 1).
    #[arg(long, default_value_t = 0.5)]
    threshold: f32,
    /// Only entities of this kind (person, org, place); may be given several times.
    #[arg(long)]
    kind: Vec<Kind>,
    /// Prints the reasons for each candidate.
    #[arg(long)]
    explain: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For readers.
    Text,
    /// One JSON object a line.
    Jsonl,
}

fn main() -> std::process::ExitCode {
    command::run(answer)
}

fn answer() -> Result<()> {
    let arguments = Arguments::parse();
    let resolver = arguments
        .source
        .resolver()?
        .limit(arguments.limit)
        .cutoff(arguments.cutoff)?
        .threshold(arguments.threshold)?
        .kinds(arguments.kind.iter().copied());
    let mut out = BufWriter::new(stdout().lock());
    let mut scratch = SearchScratch::default();
    let paint = command::Paint::new();
    command::each_line(&arguments.names, |name| {
        let found = resolver.resolve_with(name, &mut scratch);
        match arguments.format {
            Format::Jsonl => write_json(&mut out, &found, arguments.explain),
            Format::Text => write_text(&mut out, &found, arguments.explain, paint),
        }
    })?;
    out.flush()?;
    Ok(())
}

/// A line of the format `jsonl`.
#[derive(Serialize)]
struct Answer<'f> {
    candidates: Vec<Candidate<'f>>,
    decision: Decision,
    query: &'f str,
}

#[derive(Serialize)]
struct Candidate<'f> {
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Evidence>,
    id: &'f str,
    kind: Kind,
    name: &'f str,
    score: f64,
}

fn write_json(out: &mut impl Write, found: &Found<'_>, explain: bool) -> Result<()> {
    let candidates = found.candidates().iter().map(|candidate| Candidate {
        evidence: explain.then(|| candidate.evidence()),
        id: candidate.entity().id(),
        kind: candidate.entity().kind(),
        name: candidate.name(),
        score: round(candidate.score()),
    });
    let answer = Answer {
        candidates: candidates.collect(),
        decision: found.decision(),
        query: found.query(),
    };
    serde_json::to_writer(&mut *out, &answer).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

fn round(score: f32) -> f64 {
    (f64::from(score) * 1e6).round() / 1e6
}

/// As many as the column of ids is wide.
const BLANKS: &str = "                                            ";

fn write_text(
    out: &mut impl Write,
    found: &Found<'_>,
    explain: bool,
    paint: command::Paint,
) -> Result<()> {
    let decision = paint.decision(found.decision());
    writeln!(out, "{}  {decision}", paint.bold(found.query()))?;
    for candidate in found.candidates() {
        let entity = candidate.entity();
        let id = entity.id();
        // The formatter would write blanks one by one.
        let blanks = BLANKS.get(id.chars().count()..).unwrap_or_default();
        writeln!(
            out,
            "  {:.3}  {:<6} {id}{blanks} {}  {}",
            candidate.score(),
            entity.kind(),
            candidate.name(),
            paint.dim(entity.description().unwrap_or_default()),
        )?;
        if explain {
            for line in candidate.evidence().to_string().lines() {
                writeln!(out, "       {}", paint.dim(line))?;
            }
        }
    }
    Ok(())
}
