//! Why two names were found to mean the same, or not: in words a reader understands.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::gazetteer::Kind;
use crate::sound::{Alignment, Costs, Inventory, Rules};

use super::feature::Features;
use super::judge::{are_different_places, enter_left_over, enter_pair, judged_pairs, pair_role};
use super::matcher::{Joined, Matched, MatchedPair};
use super::pair::Fit;
use super::prepared::NameView;
use super::weights::Weights;
use super::word::{Role, Word};

/// One reason: a pair of words, a word left over, or a contradiction between the names as wholes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The word of the first name; empty where the finding is about the second alone or about both.
    pub left: String,
    /// The word of the second name; empty where the finding is about the first alone or about both.
    pub right: String,
    /// What was found, in words: the rules that relate the spellings, or what is missing or clashes.
    pub reasons: Vec<String>,
    /// What it says, in nats; positive speaks for the same entity.
    pub weight: f32,
}

/// What speaks against names that cannot mean the same, in nats; finite, so that it can be stored.
const IMPOSSIBLE: f32 = -100.0;

/// The reasons for a score.
///
/// Displayed as one line per reason, then the sum and the probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    findings: Vec<Finding>,
    prior: f32,
    sum: f32,
    score: f32,
}

impl Evidence {
    pub(crate) fn new(
        left: NameView<'_>,
        right: NameView<'_>,
        kind: Kind,
        matched: &Matched,
        features: &Features,
    ) -> Self {
        if left.len() == 0 || right.len() == 0 {
            return Evidence::of_no_words();
        }
        let weights = Weights::embedded();
        let mut findings = Vec::new();
        let mut entered = Features::default();
        for (pair, is_worst) in judged_pairs(left, right, matched) {
            let mut own = Features::default();
            enter_pair(&mut own, left, right, pair, is_worst);
            findings.push(Finding {
                left: paired_text(left, matched, pair, Joined::Left),
                right: paired_text(right, matched, pair, Joined::Right),
                reasons: reasons(left, right, pair),
                weight: weights.sum(kind, &own),
            });
            enter_pair(&mut entered, left, right, pair, is_worst);
        }
        for (name, over, other, is_left) in [
            (left, &matched.left_over, right, true),
            (right, &matched.right_over, left, false),
        ] {
            for &at in over {
                let mut own = Features::default();
                enter_left_over(&mut own, name, at, other);
                let word = name.word(at).letters().to_owned();
                findings.push(Finding {
                    left: if is_left { word.clone() } else { String::new() },
                    right: if is_left { String::new() } else { word },
                    reasons: vec!["has no counterpart".to_owned()],
                    weight: weights.sum(kind, &own),
                });
                enter_left_over(&mut entered, name, at, other);
            }
        }
        let prior = whole_findings(kind, features, &entered, &mut findings);
        let sum = weights.sum(kind, features);
        Evidence {
            findings,
            prior,
            sum,
            score: weights.probability(kind, features),
        }
    }

    /// Reasons other than the comparison that make the score.
    pub(crate) fn stated(left: &str, right: &str, reasons: Vec<String>, score: f32) -> Self {
        // Certainty has no finite sum.
        let certain = 1.0 - f32::EPSILON;
        let sum = (score / (1.0 - score.min(certain))).ln().max(f32::MIN);
        Evidence {
            findings: vec![Finding {
                left: left.to_owned(),
                right: right.to_owned(),
                reasons,
                weight: sum,
            }],
            prior: 0.0,
            sum,
            score,
        }
    }

    /// What is said where one of the names has no words: they cannot mean the same.
    fn of_no_words() -> Self {
        let nothing = Finding {
            left: String::new(),
            right: String::new(),
            reasons: vec!["a name without words".to_owned()],
            weight: IMPOSSIBLE,
        };
        Evidence {
            findings: vec![nothing],
            prior: 0.0,
            sum: IMPOSSIBLE,
            score: 0.0,
        }
    }

    /// The reasons: pairs of words first, then words left over, then what concerns the whole names.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The sum of the evidence, in nats: the logarithm of the odds.
    pub fn sum(&self) -> f32 {
        self.sum
    }

    /// What is said before any word is looked at, in nats; with the findings it makes the sum.
    pub fn prior(&self) -> f32 {
        self.prior
    }

    /// The probability, from 0 to 1.
    pub fn score(&self) -> f32 {
        self.score
    }

    /// The strongest reason against; `None` where nothing speaks against.
    ///
    /// ```
    /// use imya::{Kind, score::{PreparedName, Scratch, explain}};
    /// let prepare = |name| PreparedName::new(name, Some(Kind::Person));
    /// let evidence = explain(&prepare("Аляксандра Іванова"), &prepare("Aleksandr Ivanov"), &mut Scratch::default());
    /// assert!(evidence.why_not().is_some());
    /// ```
    pub fn why_not(&self) -> Option<&Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.weight < 0.0)
            .min_by(|one, other| one.weight.total_cmp(&other.weight))
    }
}

/// Adds what concerns the whole names; returns what is said before any word is looked at.
fn whole_findings(
    kind: Kind,
    features: &Features,
    entered: &Features,
    findings: &mut Vec<Finding>,
) -> f32 {
    let weights = Weights::embedded();
    let mut prior = 0.0;
    for feature in super::Feature::all() {
        let value = features.value(feature) - entered.value(feature);
        let weight = value * weights.weight(kind, feature);
        if value == 0.0 || weight == 0.0 {
            continue;
        }
        let name = feature.name();
        let words = name.replace('-', " ");
        let of_only_word = name
            .strip_prefix("one-word-")
            .is_some_and(|of| of != "of-several");
        if of_only_word && let Some(of_pair) = findings.first_mut() {
            of_pair.weight += weight;
        } else if name == "bias" || name.starts_with("one-word") {
            prior += weight;
        } else {
            findings.push(Finding {
                left: String::new(),
                right: String::new(),
                reasons: vec![words],
                weight,
            });
        }
    }
    prior
}

/// What of the name on one side is in a pair of words.
fn paired_text(name: NameView<'_>, matched: &Matched, pair: &MatchedPair, side: Joined) -> String {
    let of_side = |pair: &MatchedPair| match side {
        Joined::Left => pair.left,
        _ => pair.right,
    };
    let at = of_side(pair);
    if pair.found.fit == Fit::Acronym {
        let over = match side {
            Joined::Left => &matched.left_over,
            _ => &matched.right_over,
        };
        let apart = |own: &usize| {
            *own != at
                && (over.contains(own) || matched.pairs.iter().any(|pair| of_side(pair) == *own))
        };
        let places = (0..name.len()).filter(|own| !apart(own));
        let words = places.map(|own| name.word(own)).filter(Word::tells);
        return words
            .map(|word| word.letters())
            .collect::<Vec<_>>()
            .join(" ");
    }
    let word = name.word(at).letters().to_owned();
    if pair.joined == side {
        format!("{word} (with its neighbour)")
    } else {
        word
    }
}

fn reasons(left: NameView<'_>, right: NameView<'_>, pair: &MatchedPair) -> Vec<String> {
    let (own, other) = (&left.word(pair.left), &right.word(pair.right));
    let mut reasons = Vec::new();
    if pair.contradiction {
        let initial = own.initial || other.initial;
        reasons.push(match pair_role(own, other) {
            _ if initial => "the initial does not fit".to_owned(),
            Role::Given => "two different given names".to_owned(),
            Role::Patronymic => "two different patronymics".to_owned(),
            _ => "two different words".to_owned(),
        });
        return reasons;
    }
    match pair.found.fit {
        Fit::GivenName { short: false } => reasons.push("forms of one given name".to_owned()),
        Fit::GivenName { short: true } => {
            reasons.push("may be short forms of one given name".to_owned())
        }
        Fit::Patronymic => reasons.push("patronymics of one given name".to_owned()),
        Fit::Syllable => reasons.push("one syllable of a Korean name".to_owned()),
        Fit::Initial { other_form: false } => reasons.push("the initial fits".to_owned()),
        Fit::Initial { other_form: true } => {
            reasons.push("the initial of another form of the name".to_owned())
        }
        // Beside places the names of bodies have English words by sound.
        Fit::Meaning if own.place().is_some() => reasons.push(
            match left.kind {
                Kind::Organisation => "forms of one name",
                _ => "names of one place",
            }
            .to_owned(),
        ),
        Fit::Meaning => reasons.push("words of one meaning".to_owned()),
        Fit::Acronym => reasons.push("an acronym and what it stands for".to_owned()),
        Fit::Number => reasons.push("the same number".to_owned()),
        Fit::Stem { oblique: true } => {
            reasons.push("another case of the same declension".to_owned())
        }
        Fit::Stem { oblique: false } => reasons.push("endings of one declension".to_owned()),
        Fit::None if own.initial || other.initial => {
            reasons.push("the initial does not fit".to_owned())
        }
        Fit::Spelling | Fit::None => {}
    }
    if are_different_places(own, other, &pair.found) {
        reasons.push("names of different places".to_owned());
    }
    // Where the spelling does not decide, its exchanges are no reasons.
    let by_spelling = matches!(pair.found.fit, Fit::Spelling | Fit::Stem { .. });
    if by_spelling && !own.initial && !other.initial && pair.joined == Joined::No {
        reasons.extend(rules(own.letters(), other.letters()));
    }
    reasons
}

/// The rules along the best alignment, each once: `ц~т tsekanne`.
fn rules(left: &str, right: &str) -> Vec<String> {
    let inventory = Inventory::embedded();
    let (left, right) = (inventory.read(left), inventory.read(right));
    let alignment = Alignment::new(Costs::embedded(), &left, &right);
    let spell = |units: &[crate::sound::Unit]| -> String {
        units.iter().map(|&unit| inventory.spelling(unit)).collect()
    };
    let mut found: Vec<String> = Vec::new();
    let (mut own, mut other) = (0, 0);
    for step in alignment.steps() {
        let single = (step.left.len(), step.right.len()) == (1, 1);
        let places = ((&*left, own), (&*right, other));
        let misplaced = single && Rules::embedded().is_misplaced(places.0, places.1);
        own += step.left.len();
        other += step.right.len();
        if step.left == step.right {
            continue;
        }
        let title = Rules::embedded().title(&step.left, &step.right);
        let rule = match title.filter(|_| !misplaced) {
            Some("romanisation") => continue,
            Some(title) => title,
            None if step.weight > 0.0 && !misplaced => continue,
            None => "no rule",
        };
        let rule = format!("{}~{} {rule}", spell(&step.left), spell(&step.right));
        if !found.contains(&rule) {
            found.push(rule);
        }
    }
    found
}

impl fmt::Display for Evidence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            let pair = match (finding.left.as_str(), finding.right.as_str()) {
                ("", "") => String::new(),
                (left, "") => format!("{left} ~ –"),
                ("", right) => format!("– ~ {right}"),
                (left, right) => format!("{left} ~ {right}"),
            };
            let reasons = finding.reasons.join(", ");
            writeln!(out, "{:+5.1}  {pair:<34} {reasons}", finding.weight)?;
        }
        writeln!(out, "{:+5.1}  before any word is looked at", self.prior)?;
        write!(
            out,
            "{:+5.1}  in all: probability {:.3}",
            self.sum, self.score
        )
    }
}
