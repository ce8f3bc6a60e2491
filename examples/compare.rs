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

/// So many pairs are prepared, then compared: the code of each step stays in the processor's cache.
const BATCH: usize = 16;

/// Scores every line; one that is no pair of names stops the work with its number.
fn stream(input: impl BufRead, out: &mut impl Write, kind: Option<Kind>) -> Result<()> {
    let (mut preparer, mut scratch) = (Preparer::default(), Scratch::default());
    let nobody = [preparer.prepare("", kind), preparer.prepare("", kind)];
    let mut batch = vec![nobody; BATCH];
    let mut pairs = Pairs {
        input,
        preparer,
        kind,
        line: Vec::new(),
        number: 0,
    };
    loop {
        let mut count = 0;
        let mut outcome = Ok(true);
        while let (Some(pair), Ok(true)) = (batch.get_mut(count), &outcome) {
            outcome = pairs.read(pair);
            count += usize::from(matches!(outcome, Ok(true)));
        }
        for [left, right] in &batch[..count] {
            write_score(out, compare(left, right, &mut scratch))?;
        }
        if !outcome? {
            return Ok(());
        }
    }
}

/// The pairs of a stream of lines.
struct Pairs<R> {
    input: R,
    preparer: Preparer,
    /// The kind of all names.
    kind: Option<Kind>,
    line: Vec<u8>,
    /// The number of the line.
    number: usize,
}

impl<R: BufRead> Pairs<R> {
    /// Prepares the names of the next line; whether there was one.
    fn read(&mut self, pair: &mut [PreparedName; 2]) -> Result<bool> {
        self.line.clear();
        self.number += 1;
        let number = self.number;
        let read = self.input.read_until(b'\n', &mut self.line);
        if read.with_context(|| format!("line {number}"))? == 0 {
            return Ok(false);
        }
        let text = simdutf8::compat::from_utf8(&self.line);
        let text = text.with_context(|| format!("line {number}"))?;
        let text = text.trim_end_matches(['\n', '\r']);
        let mut tabs = memchr::memchr_iter(b'\t', text.as_bytes());
        let Some(first) = tabs.next() else {
            bail!("line {number}: not two names with a tab between them");
        };
        let second = tabs.next();
        let (left, right) = (
            &text[..first],
            &text[first + 1..second.unwrap_or(text.len())],
        );
        if tabs.next().is_some() {
            bail!("line {number}: more than three cells");
        }
        let kind = match (self.kind, second.map(|tab| &text[tab + 1..])) {
            (None, Some(cell)) if !cell.is_empty() => Some(
                cell.parse()
                    .map_err(|_| anyhow::anyhow!("line {number}: `{cell}` is not a kind"))?,
            ),
            (kind, _) => kind,
        };
        for (text, name) in [left, right].into_iter().zip(pair) {
            self.preparer.prepare_into(text, kind, name);
        }
        Ok(true)
    }
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
