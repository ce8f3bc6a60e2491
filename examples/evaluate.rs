//! Figures on gold data of one's own: how well do scores, answers and mentions agree with the truth?

#[path = "support/command.rs"]
mod command;
#[path = "support/metrics.rs"]
mod metrics;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::{Parser, Subcommand};
use imya::index::SearchScratch;
use imya::score::{PreparedName, Scratch, compare};
use imya::{Decision, Kind};

/// Measures imya on gold data.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Pairs of names: TSV with the columns name_a, name_b, label (1 same, 0 different), kind.
    Pairs {
        /// The gold file.
        gold: PathBuf,
    },
    /// Names to resolve: TSV with the columns query, entity_id (NIL where unknown), kind.
    Retrieval {
        /// The gold file.
        gold: PathBuf,
        #[command(flatten)]
        source: command::Source,
    },
    /// Mentions: TSV with the columns file, start, end (characters), surface, entity_id.
    Mentions {
        /// The gold file.
        gold: PathBuf,
        /// The folder of the texts.
        #[arg(long)]
        texts: PathBuf,
        #[command(flatten)]
        source: command::Source,
    },
}

fn main() -> std::process::ExitCode {
    command::run(|| match Arguments::parse().what {
        What::Pairs { gold } => pairs(&gold),
        What::Retrieval { gold, source } => retrieval(&gold, &source),
        What::Mentions {
            gold,
            texts,
            source,
        } => mentions(&gold, &texts, &source),
    })
}

/// The rows of a TSV, the wanted columns in order.
fn rows<const N: usize>(path: &Path, columns: [&str; N]) -> Result<Vec<[String; N]>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let table = imya::Table::parse(&path.display().to_string(), &text, &columns)?;
    let cells = |row: &imya::Row<'_>| std::array::from_fn(|cell| row.get(cell).to_owned());
    Ok(table.rows().iter().map(cells).collect())
}

fn pairs(gold: &Path) -> Result<()> {
    let mut by_kind: BTreeMap<String, Vec<(f64, bool)>> = BTreeMap::new();
    let mut scratch = Scratch::default();
    for [left, right, label, kind] in rows(gold, ["name_a", "name_b", "label", "kind"])? {
        let broad = kind.split(':').next().unwrap_or_default().to_owned();
        let known: Kind = broad.parse()?;
        let left = PreparedName::new(&left, Some(known));
        let right = PreparedName::new(&right, Some(known));
        let row = (
            f64::from(compare(&left, &right, &mut scratch)),
            label == "1",
        );
        by_kind.entry("all".to_owned()).or_default().push(row);
        by_kind.entry(broad).or_default().push(row);
    }
    for (kind, scored) in by_kind {
        println!("{kind:<8} {}", metrics::pair_figures(&scored));
    }
    Ok(())
}

#[derive(Default)]
struct Retrieval {
    known: usize,
    first: usize,
    in_ten: usize,
    matched: usize,
    right: usize,
    unknown: usize,
    rejected: usize,
}

fn retrieval(gold: &Path, source: &command::Source) -> Result<()> {
    let resolver = source.resolver()?;
    let mut scratch = SearchScratch::default();
    let mut by_kind: BTreeMap<String, Retrieval> = BTreeMap::new();
    for [query, wanted, kind] in rows(gold, ["query", "entity_id", "kind"])? {
        let found = resolver.resolve_with(&query, &mut scratch);
        let ids: Vec<&str> = found
            .candidates()
            .iter()
            .map(|candidate| candidate.entity().id())
            .collect();
        let matched = found.decision() == Decision::Match;
        let broad = kind.split(':').next().unwrap_or_default().to_owned();
        for group in ["all".to_owned(), broad] {
            let figures = by_kind.entry(group).or_default();
            let right = ids.first() == Some(&wanted.as_str());
            figures.matched += usize::from(matched);
            figures.right += usize::from(matched && right);
            if wanted == "NIL" {
                figures.unknown += 1;
                figures.rejected += usize::from(!matched);
            } else {
                figures.known += 1;
                figures.first += usize::from(right);
                figures.in_ten += usize::from(ids.iter().take(10).any(|id| **id == wanted));
            }
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    for (kind, own) in by_kind {
        println!(
            "{kind:<8} {} queries: first {:.4}, in the first ten {:.4}, match precision {:.4}, match recall {:.4}, unknown names rejected {:.4}",
            own.known + own.unknown,
            share(own.first, own.known),
            share(own.in_ten, own.known),
            share(own.right, own.matched),
            share(own.right, own.known),
            share(own.rejected, own.unknown),
        );
    }
    Ok(())
}

fn mentions(gold: &Path, texts: &Path, source: &command::Source) -> Result<()> {
    let resolver = source.resolver()?;
    let mut wanted: BTreeMap<String, BTreeSet<(usize, usize, String)>> = BTreeMap::new();
    for [file, start, end, id] in rows(gold, ["file", "start", "end", "entity_id"])? {
        let place = |cell: &str| cell.parse().map_err(|_| anyhow!("{cell} is no offset"));
        let mention = (place(&start)?, place(&end)?, id);
        wanted.entry(file).or_default().insert(mention);
    }
    let (mut right, mut found_all, mut wanted_all) = (0, 0, 0);
    for (file, gold) in &wanted {
        let path = texts.join(file);
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let found: BTreeSet<(usize, usize, String)> = resolver
            .annotate(&text)
            .iter()
            .filter(|mention| mention.decision() == Decision::Match)
            .map(|mention| {
                let span = mention.span().characters();
                (span.start, span.end, mention.entity().id().to_owned())
            })
            .collect();
        let own = gold.intersection(&found).count();
        let f1 = 2.0 * own as f64 / (gold.len() + found.len()).max(1) as f64;
        println!(
            "{file:<44} {:>4} wanted {:>4} found {own:>4} right  F1 {f1:.3}",
            gold.len(),
            found.len()
        );
        right += own;
        found_all += found.len();
        wanted_all += gold.len();
    }
    let share = |whole: usize| right as f64 / whole.max(1) as f64;
    println!(
        "all: precision {:.4}, recall {:.4}, F1 {:.4}",
        share(found_all),
        share(wanted_all),
        2.0 * right as f64 / (found_all + wanted_all).max(1) as f64
    );
    Ok(())
}
