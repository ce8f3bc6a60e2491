//! Figures for scored pairs: area under the ROC curve, best F1, recall at a precision, calibration.

/// Figures of a list of scores with their truth.
#[derive(Debug, Clone, Copy)]
pub struct PairFigures {
    pub pairs: usize,
    pub roc_auc: f64,
    pub best_f1: f64,
    pub recall_at_precision_99: f64,
    pub calibration_error: f64,
    pub brier: f64,
}

impl std::fmt::Display for PairFigures {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} pairs: AUC {:.4}, best F1 {:.4}, recall at precision .99 {:.4}, calibration error {:.4}, Brier {:.4}",
            self.pairs,
            self.roc_auc,
            self.best_f1,
            self.recall_at_precision_99,
            self.calibration_error,
            self.brier
        )
    }
}

/// Computes the figures; ties count together. The list must hold both truths to have an AUC.
pub fn pair_figures(scored: &[(f64, bool)]) -> PairFigures {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|one, other| other.0.total_cmp(&one.0));
    let positives = sorted.iter().filter(|row| row.1).count() as f64;
    let negatives = sorted.len() as f64 - positives;
    let (mut right, mut wrong, mut area, mut best_f1, mut recall) =
        (0.0, 0.0, 0.0, 0.0_f64, 0.0_f64);
    let mut at = 0;
    while at < sorted.len() {
        let (before_right, before_wrong, score) = (right, wrong, sorted[at].0);
        while at < sorted.len() && sorted[at].0 == score {
            if sorted[at].1 {
                right += 1.0
            } else {
                wrong += 1.0
            }
            at += 1;
        }
        area += (wrong - before_wrong) * (before_right + right) / 2.0;
        let precision = right / (right + wrong);
        best_f1 = best_f1.max(2.0 * right / (right + wrong + positives));
        if precision >= 0.99 {
            recall = recall.max(right / positives);
        }
    }
    let mut bins = [(0.0, 0.0); 10];
    for &(score, truth) in scored {
        let bin = &mut bins[((score * 10.0) as usize).min(9)];
        bin.0 += score;
        bin.1 += f64::from(u8::from(truth));
    }
    let off: f64 = bins.iter().map(|(sum, truths)| (sum - truths).abs()).sum();
    let squares: f64 = scored
        .iter()
        .map(|&(score, truth)| (score - f64::from(u8::from(truth))).powi(2))
        .sum();
    let count = scored.len().max(1) as f64;
    PairFigures {
        pairs: scored.len(),
        roc_auc: area / (positives * negatives),
        best_f1,
        recall_at_precision_99: recall,
        calibration_error: off / count,
        brier: squares / count,
    }
}
