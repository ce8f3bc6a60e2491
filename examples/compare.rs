//! Do two names mean the same? Prints the probability and the reasons, or scores a stream of pairs.

use std::io::{self, BufRead, Write};

use anyhow::{Context, Result, bail};
use clap::Parser;
use imya::Kind;
use imya::score::{PreparedName, Preparer, Scratch, compare, explain};

#[derive(Parser)]
#[command(
    about = "Says how probable it is that two names mean the same person, organisation or place",
    version
)]
struct Arguments {
    /// The first name.
    #[arg(required_unless_present = "tsv", conflicts_with = "tsv")]
    left: Option<String>,
    /// The second name.
    #[arg(required_unless_present = "tsv", conflicts_with = "tsv")]
    right: Option<String>,
    /// Reads `name_a<TAB>name_b[<TAB>kind]` from standard input; writes one score a line, in order.
    #[arg(long)]
    tsv: bool,
    /// The kind of all names: person, org or place; else guessed from the names.
    #[arg(long)]
    kind: Option<Kind>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match (&arguments.left, &arguments.right) {
        (Some(left), Some(right)) => {
            let prepare = |name| PreparedName::new(name, arguments.kind);
            let evidence = explain(&prepare(left), &prepare(right), &mut Scratch::default());
            writeln!(out, "{evidence}")?;
        }
        _ => stream(
            io::BufReader::with_capacity(1 << 16, io::stdin().lock()),
            &mut out,
            arguments.kind,
        )?,
    }
    out.flush().context("standard output")
}

/// Scores every line; one that is no pair of names stops the work with its number.
fn stream(mut input: impl BufRead, out: &mut impl Write, kind: Option<Kind>) -> Result<()> {
    let (mut preparer, mut scratch) = (Preparer::default(), Scratch::default());
    let mut names = [preparer.prepare("", kind), preparer.prepare("", kind)];
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = input.read_until(b'\n', &mut line);
        if read.with_context(|| format!("line {number}"))? == 0 {
            break;
        }
        let text = simdutf8::compat::from_utf8(&line).with_context(|| format!("line {number}"))?;
        let mut cells = text.trim_end_matches(['\n', '\r']).split('\t');
        let (Some(left), Some(right)) = (cells.next(), cells.next()) else {
            bail!("line {number}: not two names with a tab between them");
        };
        let kind = match (kind, cells.next()) {
            (None, Some(cell)) if !cell.is_empty() => Some(
                cell.parse()
                    .map_err(|_| anyhow::anyhow!("line {number}: `{cell}` is not a kind"))?,
            ),
            _ => kind,
        };
        if cells.next().is_some() {
            bail!("line {number}: more than three cells");
        }
        for (text, name) in [left, right].into_iter().zip(&mut names) {
            preparer.prepare_into(text, kind, name);
        }
        let [left, right] = &names;
        write_score(out, compare(left, right, &mut scratch))?;
    }
    Ok(())
}

/// Writes a score with six decimals and the end of the line, far faster than the formatter.
fn write_score(out: &mut impl Write, score: f32) -> io::Result<()> {
    // The product is exact in 64 bits, so it is rounded as the formatter rounds.
    let mut millionths = (f64::from(score) * 1e6).round_ties_even() as u32;
    let mut line = *b"0.000000\n";
    for digit in line[2..8].iter_mut().rev() {
        *digit += (millionths % 10) as u8;
        millionths /= 10;
    }
    line[0] += millionths as u8;
    out.write_all(&line)
}
