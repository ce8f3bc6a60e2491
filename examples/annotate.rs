//! Which known entities does each text mention, and where?

#[path = "shared/command.rs"]
mod command;

use std::collections::BTreeMap;
use std::io::{BufWriter, Read, Write, stdin, stdout};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use imya::annotate::{AnnotateOptions, AnnotateScratch};
use imya::{Mention, Resolver};
use serde_json::json;

/// Finds the people, organisations and places that texts mention.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Texts; without any, or for `-`, standard input is read.
    files: Vec<PathBuf>,
    #[command(flatten)]
    source: command::Source,
    /// How to print the mentions.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Prints the reasons for each mention.
    #[arg(long)]
    explain: bool,
    /// Also prints mentions that may mean several entities.
    #[arg(long)]
    ambiguous: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For readers: each text's entities with the spellings found.
    Text,
    /// One JSON object a mention.
    Jsonl,
}

fn main() -> std::process::ExitCode {
    command::run(answer)
}

fn answer() -> Result<()> {
    let arguments = Arguments::parse();
    let resolver = arguments.source.resolver()?;
    let mut scratch = AnnotateScratch::new();
    let mut out = BufWriter::new(stdout().lock());
    let files = match arguments.files.as_slice() {
        [] => vec![PathBuf::from("-")],
        files => files.to_vec(),
    };
    for file in &files {
        let text = read(file)?;
        annotate(
            &mut out,
            &arguments,
            &resolver,
            &mut scratch,
            &file.to_string_lossy(),
            &text,
        )?;
    }
    out.flush()?;
    Ok(())
}

fn read(file: &PathBuf) -> Result<String> {
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
        anyhow::anyhow!("{}:{line}: the text is not UTF-8", file.display())
    })
}

fn annotate(
    out: &mut impl Write,
    arguments: &Arguments,
    resolver: &Resolver,
    scratch: &mut AnnotateScratch,
    file: &str,
    text: &str,
) -> Result<()> {
    let options = AnnotateOptions::new().ambiguous(arguments.ambiguous);
    let mentions = resolver.annotate_with(text, &options, scratch);
    match arguments.format {
        Format::Jsonl => {
            for mention in &mentions {
                write_json(out, arguments, file, mention)?;
            }
        }
        Format::Text => write_text(out, arguments, file, &mentions)?,
    }
    Ok(())
}

fn write_json(
    out: &mut impl Write,
    arguments: &Arguments,
    file: &str,
    mention: &Mention<'_>,
) -> Result<()> {
    let characters = mention.span().characters();
    let mut object = json!({
        "file": file,
        "start": characters.start,
        "end": characters.end,
        "surface": mention.surface(),
        "id": mention.entity().id(),
        "kind": mention.entity().kind(),
        "score": (f64::from(mention.score()) * 1e6).round() / 1e6,
    });
    if arguments.ambiguous {
        object["decision"] = json!(mention.decision());
    }
    if arguments.explain {
        object["evidence"] = json!(mention.evidence());
    }
    writeln!(out, "{object}")?;
    Ok(())
}

fn write_text(
    out: &mut impl Write,
    arguments: &Arguments,
    file: &str,
    mentions: &[Mention<'_>],
) -> Result<()> {
    let paint = command::Paint::new();
    let mut entities: BTreeMap<(u8, &str), Vec<&Mention<'_>>> = BTreeMap::new();
    for mention in mentions {
        let entity = mention.entity();
        let list = entities
            .entry((entity.kind() as u8, entity.id()))
            .or_default();
        list.push(mention);
    }
    writeln!(
        out,
        "{}  {} mentions of {} entities",
        paint.bold(file),
        mentions.len(),
        entities.len()
    )?;
    let width = entities
        .values()
        .map(|list| list[0].entity().name().chars().count())
        .max()
        .unwrap_or(0)
        .min(40);
    for list in entities.values() {
        let entity = list[0].entity();
        let mut spellings: BTreeMap<&str, usize> = BTreeMap::new();
        for mention in list {
            *spellings.entry(mention.surface()).or_default() += 1;
        }
        let spellings: Vec<String> = spellings
            .into_iter()
            .map(|(surface, count)| match count {
                1 => surface.replace('\n', " "),
                _ => format!("{} ×{count}", surface.replace('\n', " ")),
            })
            .collect();
        let name = entity.name();
        let pad = width.saturating_sub(name.chars().count());
        writeln!(
            out,
            "  {:>3}  {:<6} {}{:pad$}  {}",
            list.len(),
            entity.kind(),
            paint.bold(name),
            "",
            spellings.join(", "),
        )?;
        if arguments.explain {
            for line in list[0].evidence().to_string().lines() {
                writeln!(out, "       {}", paint.dim(line))?;
            }
        }
    }
    Ok(())
}
