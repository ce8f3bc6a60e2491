//! Checks the schemes against a table of test vectors: `standard`, `input`, `expected`.

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use imya::{Scheme, Table};

/// Prints every vector that a scheme misses, and the share of those it meets.
#[derive(Parser)]
struct Options {
    /// Tables with the columns standard, input, expected.
    #[arg(required = true)]
    files: Vec<std::path::PathBuf>,
}

fn main() -> Result<ExitCode> {
    let (mut met, mut all) = (0_usize, 0_usize);
    for file in &Options::parse().files {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(|| name.clone())?;
        let table = Table::parse(&name, &text, &["standard", "input", "expected"])?;
        for row in table.rows() {
            let scheme = Scheme::named(&row.get(0).replace('_', "-"))
                .with_context(|| format!("{name}:{}", row.line()))?;
            let got = scheme.romanise(row.get(1));
            all += 1;
            if got == row.get(2) {
                met += 1;
            } else {
                let (id, input, wanted) = (row.get(0), row.get(1), row.get(2));
                println!("{name}:{}\t{id}\t{input}\t{wanted}\t{got}", row.line());
            }
        }
    }
    println!("{met} of {all} vectors");
    Ok(if met == all {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
