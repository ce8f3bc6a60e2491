//! Which known entities does each text mention, and where?

#[path = "../support/command.rs"]
mod command;
mod formats;
mod summary;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Read, Write, stderr, stdin, stdout};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use imya::annotate::{AnnotateOptions, AnnotateScratch};
use imya::{Kind, Resolver};
use indicatif::{ProgressBar, ProgressStyle};

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
    /// One row for each entity of all texts instead of the mentions: a table, CSV with `--format csv`.
    #[arg(long)]
    summary: bool,
    /// Prints the reasons for each mention.
    #[arg(long)]
    explain: bool,
    /// Also prints mentions that may mean several entities.
    #[arg(long)]
    ambiguous: bool,
    /// Also finds names written small, as in social posts.
    #[arg(long)]
    lower_case: bool,
    /// Only entities of these kinds: person, org, place.
    #[arg(long, value_delimiter = ',', value_name = "KIND")]
    kinds: Vec<KindName>,
    /// Only mentions with this score or more, from 0 to 1.
    #[arg(long, default_value_t = 0.0, value_name = "SCORE")]
    threshold: f32,
    /// So many files are read at once.
    #[arg(long, default_value = "1", value_name = "N")]
    threads: NonZeroUsize,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For readers: each text's entities with the spellings found.
    Text,
    /// One JSON object a mention.
    Jsonl,
    /// CSV with a header, one row a mention.
    Csv,
    /// One self-contained page a text.
    Html,
    /// displaCy's manual entities, one JSON object a text.
    Displacy,
    /// Label Studio tasks with predictions, one JSON array.
    LabelStudio,
    /// spaCy and Prodigy: text and spans, one JSON object a text.
    SpacyJsonl,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindName {
    Person,
    Org,
    Place,
}

fn main() -> std::process::ExitCode {
    command::run(answer)
}

fn answer() -> Result<()> {
    let arguments = Arguments::parse();
    let job = Job {
        resolver: arguments.source.resolver()?,
        options: options(&arguments)?,
        arguments,
    };
    let mut out = BufWriter::new(stdout().lock());
    let files = match job.arguments.files.as_slice() {
        [] => vec![PathBuf::from("-")],
        files => files.to_vec(),
    };
    if job.arguments.summary {
        summary::write(&mut out, &job, &files)?;
    } else {
        formats::begin(&mut out, job.arguments.format)?;
        job.annotate_all(&mut out, &files)?;
        formats::end(&mut out, job.arguments.format)?;
    }
    out.flush()?;
    Ok(())
}

fn options(arguments: &Arguments) -> Result<AnnotateOptions> {
    let kinds = arguments.kinds.iter().map(|kind| match kind {
        KindName::Person => Kind::Person,
        KindName::Org => Kind::Organisation,
        KindName::Place => Kind::Place,
    });
    Ok(AnnotateOptions::new()
        .ambiguous(arguments.ambiguous)
        .lower_case(arguments.lower_case)
        .kinds(kinds)
        .threshold(arguments.threshold)?)
}

/// What every thread needs.
struct Job {
    arguments: Arguments,
    resolver: Resolver,
    options: AnnotateOptions,
}

impl Job {
    /// Annotates all files; the output is in the order of the files.
    fn annotate_all(&self, out: &mut impl Write, files: &[PathBuf]) -> Result<()> {
        let bar = progress(files.len());
        let threads = self.arguments.threads.get().min(files.len());
        if threads <= 1 {
            let mut scratch = AnnotateScratch::new();
            for (number, file) in files.iter().enumerate() {
                self.annotate(out, file, number, &mut scratch)?;
                bar.inc(1);
            }
            bar.finish_and_clear();
            return Ok(());
        }
        let next = AtomicUsize::new(0);
        let (sender, receiver) = sync_channel(2 * threads);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    let mut scratch = AnnotateScratch::new();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let Some(file) = files.get(number) else {
                            return;
                        };
                        let mut own = Vec::new();
                        let done = self.annotate(&mut own, file, number, &mut scratch);
                        if sender.send((number, done.map(|()| own))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            let mut waiting = BTreeMap::new();
            let mut written = 0;
            for (number, done) in receiver {
                bar.inc(1);
                waiting.insert(number, done);
                while let Some(done) = waiting.remove(&written) {
                    out.write_all(&done?)?;
                    written += 1;
                }
            }
            Ok(())
        })
    }

    fn annotate(
        &self,
        out: &mut impl Write,
        file: &Path,
        number: usize,
        scratch: &mut AnnotateScratch,
    ) -> Result<()> {
        let name = file.to_string_lossy();
        if matches!(self.arguments.format, Format::Jsonl | Format::Csv) {
            // Texts of any length: chunk by chunk.
            let mut stream = self
                .resolver
                .annotate_reader(open(file)?, file, &self.options)
                .with_scratch(std::mem::take(scratch));
            for mentions in &mut stream {
                for mention in &mentions? {
                    formats::write_mention(out, self, &name, mention)?;
                }
            }
            *scratch = stream.into_scratch();
            return Ok(());
        }
        let text = read(file)?;
        let mentions = self.resolver.annotate_with(&text, &self.options, scratch);
        formats::write_text(out, self, &name, number, &text, &mentions)
    }
}

/// A bar on standard error where that is a terminal and there are several files.
fn progress(files: usize) -> ProgressBar {
    if files < 2 || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} texts, {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn open(file: &Path) -> Result<Box<dyn Read>> {
    Ok(match file.as_os_str() == "-" {
        true => Box::new(stdin().lock()),
        false => Box::new(File::open(file).with_context(|| file.display().to_string())?),
    })
}

fn read(file: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    open(file)?
        .read_to_end(&mut bytes)
        .with_context(|| file.display().to_string())?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
        anyhow::anyhow!("{}:{line}: the text is not UTF-8", file.display())
    })
}
