//! Cyrillic names and texts in Latin letters, under any of the schemes that imya knows.

use std::io::{BufWriter, IsTerminal, Write, stdout};
use std::process::ExitCode;

use anyhow::Result;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use imya::scheme::{Scheme, Variants, language_code, recognise};
use imya::text::Language;

#[path = "support/command.rs"]
mod command;

/// Writes Cyrillic text in Latin letters, line by line.
#[derive(Parser)]
#[command(
    name = "romanise",
    after_help = "Without TEXT, lines are read from standard input, and answered one by one. \
    Tables have tabs between their cells, on a terminal columns."
)]
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
    /// With --all and --query: Belarusian names as loans in Taraškievica too (Платон, Плятон).
    #[arg(long)]
    loans: bool,
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
    let options = Options::parse();
    let wanted = wanted(&options);
    let named = Scheme::named(&options.scheme).ok();
    if named.is_none() {
        let id = &options.scheme;
        usage(&format!("there is no scheme `{id}`; see --list"));
    }
    command::run(|| run(&options, &wanted, named))
}

/// Says what is wrong with the arguments; exit 2.
fn usage(reason: &str) -> ! {
    Options::command()
        .error(ErrorKind::InvalidValue, reason)
        .exit()
}

fn run(options: &Options, wanted: &Variants, named: Option<&Scheme>) -> Result<()> {
    let mut out = BufWriter::new(stdout().lock());
    if options.list {
        list(&mut out)?;
        return Ok(out.flush()?);
    }
    if options.all || options.query {
        return command::each_line_to(&options.text, &mut out, |line, out| {
            spellings(options, wanted, line, out)
        });
    }
    if options.recognise {
        return command::each_line_to(&options.text, &mut out, recognised);
    }
    let own = options.table.as_ref().map(Scheme::read).transpose()?;
    let Some(scheme) = own.as_ref().or(named) else {
        return Ok(());
    };
    command::each_line_to(&options.text, &mut out, |line, out| {
        match (options.restore, options.limit) {
            (false, _) => writeln!(out, "{}", scheme.romanise(line))?,
            (true, None) => writeln!(out, "{}", scheme.restore(line))?,
            (true, Some(limit)) => {
                let readings = scheme.restorations(line).take(limit);
                let rows =
                    readings.map(|one| [one.text().to_owned(), format!("{:.1}", one.bits())]);
                table(rows, out)?;
            }
        }
        Ok(())
    })
}

/// Writes rows: with tabs between the cells, on a terminal in columns.
fn table<const CELLS: usize>(
    rows: impl Iterator<Item = [String; CELLS]>,
    out: &mut impl Write,
) -> Result<()> {
    if !stdout().is_terminal() {
        for row in rows {
            writeln!(out, "{}", row.join("\t"))?;
        }
        return Ok(());
    }
    let rows: Vec<[String; CELLS]> = rows.collect();
    let length = |cell: &String| cell.chars().count();
    let widest = |column: usize| rows.iter().map(|row| length(&row[column])).max();
    let widths: [usize; CELLS] = std::array::from_fn(|column| widest(column).unwrap_or(0));
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            let width = if column + 1 < CELLS {
                widths[column] + 2
            } else {
                0
            };
            write!(out, "{cell:width$}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn wanted(options: &Options) -> Variants {
    let known = [Language::Belarusian, Language::Russian, Language::Ukrainian];
    let mut languages = Vec::new();
    for code in &options.languages {
        match known.into_iter().find(|one| language_code(*one) == code) {
            Some(language) => languages.push(language),
            None => usage(&format!("there are no schemes for the language `{code}`")),
        }
    }
    let variants = Variants::new()
        .languages(&languages)
        .accepted(!options.canonical)
        .loans(options.loans);
    match options.limit {
        Some(limit) => variants.limit(limit),
        None => variants,
    }
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
    let rows = found.iter().map(|variant| {
        let canonical = variant.canonical().iter().map(|one| one.id().to_owned());
        let accepted = variant.accepted().iter();
        let accepted = accepted.map(|one| format!("({})", one.id()));
        let schemes: Vec<String> = canonical.chain(accepted).collect();
        [variant.spelling().to_owned(), schemes.join(" ")]
    });
    table(rows, out)
}

fn recognised(name: &str, out: &mut impl Write) -> Result<()> {
    let found = recognise(name);
    let rows = found.schemes().iter().map(|one| {
        let how = if one.is_canonical() {
            "canonical"
        } else {
            "variant"
        };
        let id = one.scheme().id().to_owned();
        let (reading, bits) = (one.reading().to_owned(), format!("{:.1}", one.bits()));
        [name.to_owned(), id, how.to_owned(), reading, bits]
    });
    table(rows, out)?;
    let rows = found.decisive().iter().map(|decisive| {
        let schemes = decisive.against().iter().map(|scheme| scheme.id());
        let letter = match decisive.letter() {
            "" => "the end",
            letter => letter,
        };
        let schemes: Vec<&str> = schemes.collect();
        let against = format!("{letter} speaks against");
        [name.to_owned(), against, schemes.join(" ")]
    });
    table(rows, out)?;
    if found.schemes().is_empty() {
        writeln!(out, "{name}\tno scheme writes this")?;
    }
    Ok(())
}

fn list(out: &mut impl Write) -> Result<()> {
    let rows = Scheme::all().map(|scheme| {
        let year = scheme.year().map(|year| year.to_string());
        [
            scheme.id().to_owned(),
            language_code(scheme.language()).to_owned(),
            scheme.authority().to_owned(),
            year.unwrap_or_default(),
            scheme.title().to_owned(),
        ]
    });
    table(rows, out)
}
