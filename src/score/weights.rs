//! Fitted weights of features, and the probability they give.

use std::sync::LazyLock;

use crate::error::Result;
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
}

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
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) for an unknown kind or feature or a weight that is no number
    /// from −100 to 100.
    pub fn parse(source: &str, text: &str) -> Result<Self> {
        let table = Table::parse(source, text, &["kind", "feature", "weight"])?;
        let mut weights = Weights {
            by_kind: [[0.0; COUNT]; 3],
        };
        for row in table.rows() {
            let kind: Kind = row
                .get(0)
                .parse()
                .map_err(|_| table.error(row, 0, "unknown kind of entity"))?;
            let feature =
                Feature::named(row.get(1)).ok_or_else(|| table.error(row, 1, "unknown feature"))?;
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

    /// The sum of all evidence: the logarithm of the odds that the names mean the same.
    pub fn sum(&self, kind: Kind, features: &Features) -> f32 {
        let weights = &self.by_kind[kind as usize];
        weights
            .iter()
            .zip(&features.values)
            .map(|(weight, value)| weight * value)
            .sum()
    }

    /// The probability that the names mean the same.
    pub fn probability(&self, kind: Kind, features: &Features) -> f32 {
        1.0 / (1.0 + (-self.sum(kind, features)).exp())
    }
}
