//! Logistic regression by Newton's method with a ridge, in which weights may have bounds.

use anyhow::{Result, bail};

/// A bound of a weight: what it is at the most (`side` is 1) or at the least (-1).
#[derive(Clone, Copy)]
pub struct Bound {
    pub limit: f64,
    pub side: f64,
}

/// The values of the features of a pair, and whether it is the same.
#[derive(Clone, Copy)]
pub struct Example<'r> {
    pub values: &'r [f64],
    pub same: bool,
}

const ROUNDS: usize = 12;
/// As many steps are taken after each change of what is kept.
const FURTHER_ROUNDS: usize = 4;
/// Weights are kept at their bounds, or set free, so many times at the most.
const MOST_CHANGES: usize = 200;
/// A weight at its bound is set free where it is drawn away from it by more than this.
const RELEASED: f64 = 0.05;

/// The weights, by an active set: those beyond their bounds are kept at them while the others are fitted again, and
/// set free where they would go back. The bias, which is first, is not held back by the ridge.
pub fn regress(bounds: &[Option<Bound>], examples: &[Example<'_>], ridge: f64) -> Result<Vec<f64>> {
    let mut weights = vec![0.0; bounds.len()];
    let mut kept = vec![false; bounds.len()];
    let mut steps = ROUNDS;
    for _ in 0..MOST_CHANGES {
        let mut gradient = Vec::new();
        for _ in 0..steps {
            gradient = improve(&mut weights, &kept, examples, ridge)?;
        }
        steps = FURTHER_ROUNDS;
        let beyond = |at: usize| bounds[at].map_or(0.0, |own| own.side * (weights[at] - own.limit));
        let worst = (0..weights.len()).map(beyond).fold(0.0, f64::max);
        if worst > 0.0 {
            let far = (0..weights.len()).filter(|&at| beyond(at) > worst / 2.0);
            for at in far.collect::<Vec<_>>() {
                (weights[at], kept[at]) = (bounds[at].map_or(0.0, |own| own.limit), true);
            }
            continue;
        }
        let back = |at: usize| bounds[at].map_or(0.0, |own| -own.side * gradient[at]);
        let drawn = (0..weights.len()).filter(|&at| kept[at] && back(at) > RELEASED);
        match drawn.max_by(|&one, &other| back(one).total_cmp(&back(other))) {
            Some(free) => kept[free] = false,
            None => return Ok(weights),
        }
    }
    bail!("the weights do not settle within their bounds")
}

/// One step of Newton's method, in which some weights are kept; returns where all weights are drawn.
fn improve(
    weights: &mut [f64],
    kept: &[bool],
    examples: &[Example<'_>],
    ridge: f64,
) -> Result<Vec<f64>> {
    let count = weights.len();
    let mut gradient = vec![0.0; count];
    let mut curvature = vec![0.0; count * count];
    for example in examples {
        let p = probability(weights, example.values);
        let miss = f64::from(u8::from(example.same)) - p;
        let steep = (p * (1.0 - p)).max(1e-6);
        let present: Vec<usize> = (0..count).filter(|&at| example.values[at] != 0.0).collect();
        for &i in &present {
            gradient[i] += miss * example.values[i];
            if kept[i] {
                continue;
            }
            for &j in present.iter().filter(|&&j| !kept[j]) {
                curvature[i * count + j] += steep * example.values[i] * example.values[j];
            }
        }
    }
    for i in 0..count {
        let held = if i == 0 { 1e-3 } else { ridge };
        gradient[i] -= held * weights[i];
        curvature[i * count + i] += held;
    }
    let free = (0..count).map(|i| if kept[i] { 0.0 } else { gradient[i] });
    let step = solve(curvature, free.collect(), count)?;
    let before = weights.to_vec();
    let least = likelihood(weights, examples, ridge);
    let mut share = 1.0;
    // A step too far leads where nothing has a slope.
    for _ in 0..MOST_HALVINGS {
        for ((weight, own), change) in weights.iter_mut().zip(&before).zip(&step) {
            *weight = own + share * change.clamp(-4.0, 4.0);
        }
        if likelihood(weights, examples, ridge) >= least - NOISE {
            return Ok(gradient);
        }
        share /= 2.0;
    }
    weights.copy_from_slice(&before);
    Ok(gradient)
}

/// A step is halved so many times at the most, and not for what rounding makes of a likelihood.
const MOST_HALVINGS: usize = 20;
const NOISE: f64 = 1e-9;

/// The logarithm of the likelihood of the examples, less what the ridge holds back.
fn likelihood(weights: &[f64], examples: &[Example<'_>], ridge: f64) -> f64 {
    let of_examples = examples.iter().map(|example| {
        let p = probability(weights, example.values);
        let right = if example.same { p } else { 1.0 - p };
        right.max(f64::MIN_POSITIVE).ln()
    });
    let held = weights.iter().enumerate().map(|(at, weight)| {
        let held = if at == 0 { 1e-3 } else { ridge };
        held * weight * weight / 2.0
    });
    of_examples.sum::<f64>() - held.sum::<f64>()
}

/// Solves a symmetric positive definite system by Cholesky decomposition.
fn solve(mut a: Vec<f64>, mut b: Vec<f64>, n: usize) -> Result<Vec<f64>> {
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = a[i * n + j] - (0..j).map(|k| a[i * n + k] * a[j * n + k]).sum::<f64>();
            if i == j {
                if sum <= 0.0 {
                    bail!("the curvature is not positive definite");
                }
                a[i * n + i] = sum.sqrt();
            } else {
                a[i * n + j] = sum / a[j * n + j];
            }
        }
    }
    for i in 0..n {
        let sum: f64 = (0..i).map(|k| a[i * n + k] * b[k]).sum();
        b[i] = (b[i] - sum) / a[i * n + i];
    }
    for i in (0..n).rev() {
        let sum: f64 = (i + 1..n).map(|k| a[k * n + i] * b[k]).sum();
        b[i] = (b[i] - sum) / a[i * n + i];
    }
    Ok(b)
}

/// The probability that a pair is the same.
pub fn probability(weights: &[f64], values: &[f64]) -> f64 {
    let sum: f64 = weights
        .iter()
        .zip(values)
        .map(|(weight, value)| weight * value)
        .sum();
    1.0 / (1.0 + (-sum).exp())
}
