//! Cyrillic names and texts in Latin letters, under any of the schemes that imya knows.

use std::io::{BufRead, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use imya::scheme::{Scheme, Variants, language_code, recognise};
use imya::text::Language;

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
    #[arg(long, group = "work")]
    list: bool,
    /// Every spelling that the schemes give, with the schemes; those of variants in brackets.
    #[arg(long, group = "work")]
    all: bool,
    /// Every spelling in quotation marks, joined with OR, for a search engine.
    #[arg(long, group = "work")]
    query: bool,
    /// Backwards: Latin text in Cyrillic letters, under --scheme.
    #[arg(long, group = "work")]
    restore: bool,
    /// Which schemes can have written a Latin name.
    #[arg(long, group = "work")]
    recognise: bool,
    /// With --all and --query: only canonical output, no accepted variants.
    #[arg(long)]
    canonical: bool,
    /// With --all and --query: the languages, such as be,ru.
    #[arg(
        long,
        value_name = "CODES",
        value_delimiter = ',',
        default_value = "be,ru,uk"
    )]
    languages: Vec<String>,
    /// With --all and --query: the most spellings; with --restore: print so many readings.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
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
    if options.all || options.query {
        let variants = wanted(options)?;
        each_line(&options.text, |line| {
            spellings(options, &variants, line, &mut out)
        })?;
        return Ok(out.flush()?);
    }
    if options.recognise {
        each_line(&options.text, |line| recognised(line, &mut out))?;
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
        match (options.restore, options.limit) {
            (false, _) => writeln!(out, "{}", scheme.romanise(line))?,
            (true, None) => writeln!(out, "{}", scheme.restore(line))?,
            (true, Some(limit)) => {
                for reading in scheme.restorations(line).take(limit) {
                    writeln!(out, "{}\t{:.1}", reading.text(), reading.bits())?;
                }
            }
        }
        Ok(())
    })?;
    Ok(out.flush()?)
}

fn wanted(options: &Options) -> Result<Variants> {
    let language = |code: &String| {
        [Language::Belarusian, Language::Russian, Language::Ukrainian]
            .into_iter()
            .find(|language| language_code(*language) == code)
            .with_context(|| format!("there are no schemes for the language `{code}`"))
    };
    let languages: Vec<Language> = options
        .languages
        .iter()
        .map(language)
        .collect::<Result<_>>()?;
    let variants = Variants::new()
        .languages(&languages)
        .accepted(!options.canonical);
    Ok(match options.limit {
        Some(limit) => variants.limit(limit),
        None => variants,
    })
}

fn spellings(
    options: &Options,
    variants: &Variants,
    name: &str,
    out: &mut impl Write,
) -> Result<()> {
    let found = variants.of(name);
    if options.query {
        let quoted: Vec<String> = found
            .iter()
            .map(|variant| format!("\"{}\"", variant.spelling().replace('"', "")))
            .collect();
        writeln!(out, "{}", quoted.join(" OR "))?;
        return Ok(());
    }
    for variant in &found {
        let canonical = variant
            .canonical()
            .iter()
            .map(|scheme| scheme.id().to_owned());
        let accepted = variant
            .accepted()
            .iter()
            .map(|scheme| format!("({})", scheme.id()));
        let schemes: Vec<String> = canonical.chain(accepted).collect();
        writeln!(out, "{}\t{}", variant.spelling(), schemes.join(" "))?;
    }
    Ok(())
}

fn recognised(name: &str, out: &mut impl Write) -> Result<()> {
    let found = recognise(name);
    for one in found.schemes() {
        let how = if one.is_canonical() {
            "canonical"
        } else {
            "variant"
        };
        let (id, reading, bits) = (one.scheme().id(), one.reading(), one.bits());
        writeln!(out, "{name}\t{id}\t{how}\t{reading}\t{bits:.1}")?;
    }
    for decisive in found.decisive() {
        let schemes: Vec<&str> = decisive
            .against()
            .iter()
            .map(|scheme| scheme.id())
            .collect();
        let letter = match decisive.letter() {
            "" => "the end",
            letter => letter,
        };
        writeln!(
            out,
            "{name}\t{letter} speaks against\t{}",
            schemes.join(" ")
        )?;
    }
    if found.schemes().is_empty() {
        writeln!(out, "{name}\tno scheme writes this")?;
    }
    Ok(())
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
