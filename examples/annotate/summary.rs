//! One row for each entity of many texts.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use imya::annotate::AnnotateScratch;

use crate::{Format, Job, command, open};

/// What all texts say of an entity.
struct Row<'r> {
    kind: String,
    name: &'r str,
    mentions: usize,
    texts: usize,
    last_text: usize,
    spellings: BTreeMap<String, usize>,
}

/// Writes a table for readers, or CSV; the most mentioned first.
pub fn write(out: &mut impl Write, job: &Job, files: &[PathBuf]) -> Result<()> {
    let mut rows: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    let mut scratch = AnnotateScratch::new();
    for (number, file) in files.iter().enumerate() {
        let mut stream = job
            .resolver
            .annotate_reader(open(file)?, file, &job.options)
            .with_scratch(std::mem::take(&mut scratch));
        for mentions in &mut stream {
            for mention in mentions? {
                let entity = mention.entity();
                let row = rows.entry(entity.id()).or_insert_with(|| Row {
                    kind: entity.kind().to_string(),
                    name: entity.name(),
                    mentions: 0,
                    texts: 0,
                    last_text: usize::MAX,
                    spellings: BTreeMap::new(),
                });
                row.mentions += 1;
                row.texts += usize::from(row.last_text != number);
                row.last_text = number;
                *row.spellings
                    .entry(mention.surface().replace('\n', " "))
                    .or_default() += 1;
            }
        }
        scratch = stream.into_scratch();
    }
    let mut rows: Vec<(&str, Row<'_>)> = rows.into_iter().collect();
    rows.sort_by_key(|(_, row)| std::cmp::Reverse(row.mentions));
    match job.arguments.format {
        Format::Csv => write_csv(out, &rows),
        _ => write_table(out, &rows),
    }
}

fn spellings(row: &Row<'_>) -> String {
    let mut list: Vec<(&String, &usize)> = row.spellings.iter().collect();
    list.sort_by(|one, other| other.1.cmp(one.1));
    let shown = list.iter().map(|(spelling, count)| match count {
        1 => (*spelling).clone(),
        _ => format!("{spelling} ×{count}"),
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn write_csv(out: &mut impl Write, rows: &[(&str, Row<'_>)]) -> Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["id", "kind", "name", "mentions", "texts", "spellings"])?;
    for (id, row) in rows {
        let (mentions, texts) = (row.mentions.to_string(), row.texts.to_string());
        table.write_record([
            id,
            row.kind.as_str(),
            row.name,
            &mentions,
            &texts,
            &spellings(row),
        ])?;
    }
    table.flush()?;
    Ok(())
}

fn write_table(out: &mut impl Write, rows: &[(&str, Row<'_>)]) -> Result<()> {
    let paint = command::Paint::new();
    let names = rows.iter().map(|(_, row)| row.name.chars().count());
    let width = names.max().unwrap_or(0).min(40);
    writeln!(
        out,
        "{:>8} {:>6}  {:<6} {:<width$}  spellings",
        "mentions", "texts", "kind", "name"
    )?;
    for (_, row) in rows {
        let pad = width.saturating_sub(row.name.chars().count());
        let (mentions, texts, kind) = (row.mentions, row.texts, &row.kind);
        let (name, spellings) = (paint.bold(row.name), spellings(row));
        writeln!(
            out,
            "{mentions:>8} {texts:>6}  {kind:<6} {name}{:pad$}  {spellings}",
            ""
        )?;
    }
    Ok(())
}
