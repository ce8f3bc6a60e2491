//! What the commands share: where names come from, colours, errors.
#![allow(
    dead_code,
    reason = "each command uses its own part of what they share"
)]

#[path = "compressed.rs"]
pub mod compressed;

use std::fmt::{self, Display};
use std::io::{BufRead, BufReader, IsTerminal, Write, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use imya::index::Index;
use imya::{Decision, Resolver};

/// Where the known entities come from.
#[derive(clap::Args, Clone)]
pub struct Source {
    /// A gazetteer: JSON lines, CSV, TSV, FollowTheMoney, Wikidata, Popolo or spaCy patterns, also
    /// compressed (.gz, .zst, .xz, .bz2); without it the embedded gazetteer is used.
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
    /// An index built by `index build`; opened at once.
    #[arg(long, value_name = "FILE", conflicts_with = "gazetteer")]
    index: Option<PathBuf>,
}

impl Source {
    pub fn resolver(&self) -> Result<Resolver> {
        Ok(match (&self.gazetteer, &self.index) {
            (Some(path), _) => Resolver::from_entities(compressed::gazetteer(path)?.read_all()?),
            (None, Some(path)) => Resolver::from_index(Arc::new(Index::open(path)?)),
            (None, None) => Resolver::embedded(),
        })
    }
}

/// Runs a command: errors go to standard error, one line each; exit 1.
pub fn run(command: impl FnOnce() -> Result<()>) -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", message(&error));
            ExitCode::FAILURE
        }
    }
}

/// The causes of an error in a line; one that the message before it has said is left out.
pub fn message(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !message.ends_with(&cause) {
            message.push_str(if message.is_empty() { "" } else { ": " });
            message.push_str(&cause);
        }
    }
    message
}

/// A reader that went away (`| head`) is no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Calls for each argument; without any, for each line of standard input, however long.
pub fn each_line(arguments: &[String], mut call: impl FnMut(&str) -> Result<()>) -> Result<()> {
    each_line_to(arguments, &mut std::io::sink(), |line, _| call(line))
}

/// The same with an output, which is flushed whenever no more input is at hand: whoever asks line by
/// line is answered line by line.
pub fn each_line_to<W: Write>(
    arguments: &[String],
    out: &mut W,
    mut call: impl FnMut(&str, &mut W) -> Result<()>,
) -> Result<()> {
    if !arguments.is_empty() {
        arguments
            .iter()
            .try_for_each(|argument| call(argument, out))?;
        return Ok(out.flush()?);
    }
    let mut input = BufReader::new(stdin().lock());
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        if input
            .read_until(b'\n', &mut line)
            .context("standard input")?
            == 0
        {
            return Ok(out.flush()?);
        }
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        let text = std::str::from_utf8(&line)
            .with_context(|| format!("standard input:{number}: not UTF-8"))?;
        call(text, out)?;
        if input.buffer().is_empty() {
            out.flush()?;
        }
    }
}

/// Colours on a terminal, plain text elsewhere or where `NO_COLOR` is set.
#[derive(Clone, Copy)]
pub struct Paint {
    on: bool,
}

impl Paint {
    pub fn new() -> Self {
        Paint {
            on: stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        }
    }

    fn wrap<T: Display>(self, code: &'static str, text: T) -> Painted<T> {
        Painted {
            code: self.on.then_some(code),
            text,
        }
    }

    pub fn bold(self, text: &str) -> Painted<&str> {
        self.wrap("1", text)
    }

    pub fn dim(self, text: &str) -> Painted<&str> {
        self.wrap("2", text)
    }

    pub fn decision(self, decision: Decision) -> Painted<Decision> {
        let code = match decision {
            Decision::Match => "32",
            Decision::Ambiguous => "33",
            Decision::None => "31",
        };
        self.wrap(code, decision)
    }
}

/// Text in a colour, where there are colours.
pub struct Painted<T> {
    code: Option<&'static str>,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(out, "\x1b[{code}m{}\x1b[0m", self.text),
            None => self.text.fmt(out),
        }
    }
}
