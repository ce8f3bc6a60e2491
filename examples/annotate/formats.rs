//! The forms in which mentions are printed.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use imya::Mention;
use imya::annotate::{PageOptions, page};
use serde_json::{Value, json};

use crate::{Format, Job, command};

/// What stands before all texts.
pub fn begin(out: &mut impl Write, format: Format) -> Result<()> {
    match format {
        Format::Csv => writeln!(out, "file,start,end,surface,id,kind,score")?,
        Format::LabelStudio => write!(out, "[")?,
        _ => {}
    }
    Ok(())
}

/// What stands after all texts.
pub fn end(out: &mut impl Write, format: Format) -> Result<()> {
    if format == Format::LabelStudio {
        writeln!(out, "]")?;
    }
    Ok(())
}

fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1e6).round() / 1e6
}

/// One mention a line: JSON lines and CSV.
pub fn write_mention(
    out: &mut impl Write,
    job: &Job,
    file: &str,
    mention: &Mention<'_>,
) -> Result<()> {
    let (characters, entity) = (mention.span().characters(), mention.entity());
    if job.arguments.format == Format::Csv {
        let (start, end) = (characters.start.to_string(), characters.end.to_string());
        let (kind, score) = (
            entity.kind().to_string(),
            rounded(mention.score()).to_string(),
        );
        let fields = [
            file,
            &start,
            &end,
            mention.surface(),
            entity.id(),
            &kind,
            &score,
        ];
        let mut row = csv::Writer::from_writer(out);
        row.write_record(fields)?;
        row.flush()?;
        return Ok(());
    }
    let mut object = json!({
        "file": file,
        "start": characters.start,
        "end": characters.end,
        "surface": mention.surface(),
        "id": entity.id(),
        "kind": entity.kind(),
        "score": rounded(mention.score()),
    });
    if job.arguments.ambiguous {
        let rivals: Vec<&str> = mention.rivals().map(|rival| rival.id()).collect();
        object["decision"] = json!(mention.decision());
        object["rivals"] = json!(rivals);
    }
    if job.arguments.explain {
        object["evidence"] = json!(mention.evidence());
    }
    writeln!(out, "{object}")?;
    Ok(())
}

/// The forms that have the whole text in them.
pub fn write_text(
    out: &mut impl Write,
    job: &Job,
    file: &str,
    number: usize,
    text: &str,
    mentions: &[Mention<'_>],
) -> Result<()> {
    match job.arguments.format {
        Format::Html => {
            let options = PageOptions::new().evidence(job.arguments.explain);
            let name = Path::new(file).file_name();
            let title = name.map_or(file.into(), |name| name.to_string_lossy());
            write!(out, "{}", page(&title, text, mentions, &options))?;
        }
        Format::Displacy => {
            let ents: Vec<Value> = mentions.iter().map(span).collect();
            writeln!(
                out,
                "{}",
                json!({ "text": text, "ents": ents, "title": file })
            )?;
        }
        Format::SpacyJsonl => {
            let spans: Vec<Value> = mentions.iter().map(span).collect();
            let meta = json!({ "file": file });
            writeln!(
                out,
                "{}",
                json!({ "text": text, "spans": spans, "meta": meta })
            )?;
        }
        Format::LabelStudio => {
            let separator = if number == 0 { "\n" } else { ",\n" };
            write!(out, "{separator}{}", label_studio(file, text, mentions))?;
        }
        Format::Text | Format::Jsonl | Format::Csv => write_readable(out, job, file, mentions)?,
    }
    Ok(())
}

fn label(mention: &Mention<'_>) -> String {
    mention.entity().kind().to_string().to_uppercase()
}

fn span(mention: &Mention<'_>) -> Value {
    let characters = mention.span().characters();
    json!({
        "start": characters.start,
        "end": characters.end,
        "label": label(mention),
        "kb_id": mention.entity().id(),
    })
}

fn label_studio(file: &str, text: &str, mentions: &[Mention<'_>]) -> Value {
    let regions = mentions.iter().enumerate().map(|(number, mention)| {
        let characters = mention.span().characters();
        json!({
            "id": format!("m{number}"),
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "score": rounded(mention.score()),
            "meta": { "text": [mention.entity().id()] },
            "value": {
                "start": characters.start,
                "end": characters.end,
                "text": mention.surface(),
                "labels": [label(mention)],
            },
        })
    });
    let result: Vec<Value> = regions.collect();
    json!({
        "data": { "text": text, "file": file },
        "predictions": [{ "model_version": "imya", "result": result }],
    })
}

fn write_readable(
    out: &mut impl Write,
    job: &Job,
    file: &str,
    mentions: &[Mention<'_>],
) -> Result<()> {
    let paint = command::Paint::new();
    let mut entities: BTreeMap<(u8, &str), Vec<&Mention<'_>>> = BTreeMap::new();
    for mention in mentions {
        let entity = mention.entity();
        let key = (entity.kind() as u8, entity.id());
        entities.entry(key).or_default().push(mention);
    }
    let (mentioned, known) = (mentions.len(), entities.len());
    writeln!(
        out,
        "{}  {mentioned} mentions of {known} entities",
        paint.bold(file)
    )?;
    let names = entities
        .values()
        .map(|list| list[0].entity().name().chars().count());
    let width = names.max().unwrap_or(0).min(40);
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
        let (count, kind, name) = (list.len(), entity.kind(), entity.name());
        let pad = width.saturating_sub(name.chars().count());
        let (bold, spellings) = (paint.bold(name), spellings.join(", "));
        writeln!(
            out,
            "  {count:>3}  {kind:<6} {bold}{:pad$}  {spellings}",
            ""
        )?;
        if job.arguments.explain {
            for line in list[0].evidence().to_string().lines() {
                writeln!(out, "       {}", paint.dim(line))?;
            }
        }
    }
    Ok(())
}
