//! Times what is done in batches, for bindings to be measured against: CPU time, of which a busy machine says little.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use imya::index::SearchScratch;
use imya::score::{PreparedName, Preparer, Scratch, compare, compare_many};
use imya::{Kind, Resolver};

/// Compares and resolves the names of a table on one thread, and prints a line for each sort of work: its name and
/// the CPU time of an item in nanoseconds, the least of several runs.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Two names and their kind a line, with tabs between; lines of other kinds are left out.
    pairs: PathBuf,
    /// The kind of the names that are compared.
    #[arg(long, default_value = "person")]
    kind: Kind,
    /// How often everything is done.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// So many names of both sides are compared with each other, and ten times as many are resolved.
    #[arg(long, default_value_t = 400)]
    rows: usize,
}

/// What this thread has had of the processor, in nanoseconds.
fn cpu_time() -> Result<u64> {
    let path = "/proc/thread-self/schedstat";
    let text = fs::read_to_string(path).context(path)?;
    let first = text.split(' ').next().unwrap_or_default();
    first.parse().context(path)
}

fn least<T>(runs: usize, mut work: impl FnMut() -> T) -> Result<u64> {
    let mut least = u64::MAX;
    for _ in 0..runs.max(1) {
        let before = cpu_time()?;
        std::hint::black_box(work());
        least = least.min(cpu_time()?.saturating_sub(before));
    }
    Ok(least)
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let path = &arguments.pairs;
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let kind = arguments.kind.as_str();
    let pairs: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (left, right, own) = (cells.next()?, cells.next()?, cells.next()?);
            own.starts_with(kind).then_some((left, right))
        })
        .collect();
    let kind = Some(arguments.kind);
    let tell = |what: &str, nanoseconds: u64, items: usize| {
        println!("{what}\t{:.1}", nanoseconds as f64 / items.max(1) as f64);
    };

    // The tables are read once, whoever calls.
    let mut scratch = Scratch::default();
    for (left, right) in pairs.iter().take(1) {
        let prepare = |name| PreparedName::new(name, kind);
        compare(&prepare(left), &prepare(right), &mut scratch);
    }
    let batch = least(arguments.runs, || {
        compare_pairs(&mut Preparer::default(), &pairs, kind)
    })?;
    tell("compare_many, words not known", batch, pairs.len());
    let mut preparer = Preparer::default();
    let batch = least(arguments.runs, || {
        compare_pairs(&mut preparer, &pairs, kind)
    })?;
    tell("compare_many", batch, pairs.len());
    let prepared: Vec<_> = pairs
        .iter()
        .map(|(left, right)| {
            (
                PreparedName::new(left, kind),
                PreparedName::new(right, kind),
            )
        })
        .collect();
    let known = least(arguments.runs, || {
        let scores = prepared
            .iter()
            .map(|(left, right)| compare(left, right, &mut scratch));
        scores.collect::<Vec<f32>>()
    })?;
    tell("compare_many, prepared", known, pairs.len());

    let some = &pairs[..pairs.len().min(arguments.rows)];
    let matrix = least(arguments.runs, || {
        let mut preparer = Preparer::default();
        let names: Vec<_> = some
            .iter()
            .map(|(_, right)| preparer.prepare(right, kind))
            .collect();
        let mut scores: Vec<f32> = Vec::with_capacity(some.len() * some.len());
        for (left, _) in some {
            let left = preparer.prepare(left, kind);
            scores.extend(compare_many(&left, &names, &mut scratch));
        }
        scores
    })?;
    tell("score_matrix", matrix, some.len() * some.len());

    let resolver = Resolver::embedded();
    let names = &pairs[..pairs.len().min(10 * arguments.rows)];
    let mut scratch = SearchScratch::default();
    let resolved = least(arguments.runs, || {
        let found = names
            .iter()
            .map(|(name, _)| resolver.resolve_with(name, &mut scratch));
        found.collect::<Vec<_>>()
    })?;
    tell("resolve_many", resolved, names.len());
    Ok(())
}

/// Prepares both names of each pair and compares them, as a stream of pairs wants it.
fn compare_pairs(preparer: &mut Preparer, pairs: &[(&str, &str)], kind: Option<Kind>) -> Vec<f32> {
    let mut scratch = Scratch::default();
    let mut names = [preparer.prepare("", kind), preparer.prepare("", kind)];
    let one = |(left, right): &(&str, &str)| {
        let [one, other] = &mut names;
        preparer.prepare_into(left, kind, one);
        preparer.prepare_into(right, kind, other);
        compare(one, other, &mut scratch)
    };
    pairs.iter().map(one).collect()
}
