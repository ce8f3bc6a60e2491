//! Fits the weights that ship with the crate from word pairs and name pairs.
//!
//! The data sets themselves are no part of the project; the tables written name the figures reached.
//! Same input, same output, byte for byte.

mod contrast;
mod costs;
mod exchange;
mod inflect;
#[path = "../support/metrics.rs"]
mod metrics;
mod regression;
mod respelt;
mod score;
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
    /// Weights of features: logistic regression on pairs of names.
    Score {
        /// TSV with the columns name_a, name_b, label (1 or 0), kind; may be given several times.
        #[arg(long, required = true)]
        pairs: Vec<PathBuf>,
        /// The table to write.
        #[arg(long, default_value = "data/score/weights.tsv")]
        out: PathBuf,
        /// How much large weights are held back.
        #[arg(long, default_value_t = 1.0)]
        ridge: f64,
        /// Writes the rows that are judged wrong, worst first.
        #[arg(long)]
        errors: Option<PathBuf>,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().what {
        What::Sound { words, out, rounds } => costs::write(&sound::fit(&words, rounds)?, &out),
        What::Score {
            pairs,
            out,
            ridge,
            errors,
        } => score::fit(&pairs, &out, ridge, errors.as_deref()),
    }
}
