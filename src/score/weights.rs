//! Fitted weights of features, and the probability they give.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::gazetteer::Kind;
use crate::table::Table;

use super::feature::{COUNT, Feature, Features};

/// The weights of [`Feature`]s for each kind of entity, from `data/score/weights.tsv`.
///
/// Fitted by `examples/fit` (logistic regression); the sum of values times weights is the logarithm of
/// the odds, so the probability needs no further calibration.
#[derive(Debug)]
pub struct Weights {
    by_kind: [[f32; COUNT]; 3],
    thresholds: [f32; 3],
}

/// How sure one wants to be before two names are taken to mean the same.
///
/// The scores that belong to them are fitted with the weights, on names that the weights did not see,
/// half of them pairs of near strangers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Threshold {
    /// Ninety-nine of a hundred pairs above it are right.
    Strict,
    /// As many are right as are found: the best F1.
    Balanced,
    /// Ninety-nine of a hundred pairs that are right lie above it.
    Recall,
}

/// Sums are formed in so many parts at once.
const LANES: usize = 8;

const THRESHOLDS: [&str; 3] = ["strict", "balanced", "recall"];

impl Weights {
    /// The weights that ship with the crate.
    #[expect(clippy::expect_used, reason = "the embedded table is parsed in a test")]
    pub fn embedded() -> &'static Self {
        static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
            Weights::parse("weights.tsv", include_str!("../../data/score/weights.tsv"))
                .expect("the embedded weights are sound")
        });
        &WEIGHTS
    }

    /// Parses a table with the columns `kind`, `feature` and `weight`; features not listed weigh nothing.
    /// Metadata `strict`, `balanced` and `recall` give the scores of the [`Threshold`]s, else 0.5.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) for an unknown kind or feature or a weight that is no number
    /// from −100 to 100.
    pub fn parse(source: &str, text: &str) -> Result<Self> {
        let table = Table::parse(source, text, &["kind", "feature", "weight"])?;
        let mut weights = Weights {
            by_kind: [[0.0; COUNT]; 3],
            thresholds: [0.5; 3],
        };
        for (name, threshold) in THRESHOLDS.into_iter().zip(&mut weights.thresholds) {
            if let Some(text) = table.metadata(name) {
                let score = text
                    .parse()
                    .ok()
                    .filter(|score| (0.0..=1.0).contains(score));
                let reason = || format!("the metadata `{name}` is no number from 0 to 1");
                *threshold = score.ok_or_else(|| Error::data(source, 0, 0, reason()))?;
            }
        }
        let names: FxHashMap<String, Feature> = Feature::all()
            .map(|feature| (feature.name(), feature))
            .collect();
        for row in table.rows() {
            let kind: Kind = row
                .get(0)
                .parse()
                .map_err(|_| table.error(row, 0, "unknown kind of entity"))?;
            let feature = *names
                .get(row.get(1))
                .ok_or_else(|| table.error(row, 1, "unknown feature"))?;
            let weight = row
                .get(2)
                .parse()
                .ok()
                .filter(|weight: &f32| weight.abs() <= 100.0);
            let weight =
                weight.ok_or_else(|| table.error(row, 2, "not a number from -100 to 100"))?;
            weights.by_kind[kind as usize][feature.index()] = weight;
        }
        Ok(weights)
    }

    /// The weight of a feature for a kind of entity.
    pub fn weight(&self, kind: Kind, feature: Feature) -> f32 {
        self.by_kind[kind as usize][feature.index()]
    }

    /// The score from which on names are taken to mean the same.
    ///
    /// ```
    /// use imya::score::{Threshold, Weights};
    /// let threshold = |how_sure| Weights::embedded().threshold(how_sure);
    /// assert!(threshold(Threshold::Strict) > threshold(Threshold::Balanced));
    /// assert!(threshold(Threshold::Balanced) > threshold(Threshold::Recall));
    /// ```
    pub fn threshold(&self, how_sure: Threshold) -> f32 {
        self.thresholds[how_sure as usize]
    }

    /// The sum of all evidence: the logarithm of the odds that the names mean the same.
    pub fn sum(&self, kind: Kind, features: &Features) -> f32 {
        let weights = &self.by_kind[kind as usize];
        let (weights, last) = weights.as_chunks::<LANES>();
        let (values, last_values) = features.values.as_chunks::<LANES>();
        let mut sums = [0.0; LANES];
        for (weights, values) in weights.iter().zip(values) {
            for lane in 0..LANES {
                sums[lane] += weights[lane] * values[lane];
            }
        }
        let rest: f32 = last
            .iter()
            .zip(last_values)
            .map(|(weight, value)| weight * value)
            .sum();
        sums.iter().sum::<f32>() + rest
    }

    /// The probability that the names mean the same.
    pub fn probability(&self, kind: Kind, features: &Features) -> f32 {
        1.0 / (1.0 + (-self.sum(kind, features)).exp())
    }
}
