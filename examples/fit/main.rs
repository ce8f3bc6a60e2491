//! Fits the weights that ship with the crate from word pairs and name pairs.
//!
//! The data sets themselves are no part of the project; the tables written name the figures reached.
//! Same input, same output, byte for byte.

mod sound;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Fits imya's weights from data", version)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Weights of unit exchanges: expectation–maximisation over alignments of word pairs.
    Sound {
        /// TSV with the columns lang_a, word_a, lang_b, word_b.
        #[arg(long)]
        words: PathBuf,
        /// The table to write.
        #[arg(long, default_value = "data/sound/costs.tsv")]
        out: PathBuf,
        /// How often to go through the data.
        #[arg(long, default_value_t = 10)]
        rounds: usize,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().what {
        What::Sound { words, out, rounds } => sound::fit(&words, &out, rounds),
    }
}
