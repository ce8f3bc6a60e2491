//! The table of weights of exchanges: which of those fitted are listed, and within which bounds they weigh.
//!
//! A weight is the log-likelihood ratio of an exchange against drawing its units independently.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use imya::sound::{Group, Inventory, Rules, Unit};
use imya::text::Script;

use crate::exchange::{
    CONSONANTS, Exchange, GAP_CONSONANT, GAP_SIGN, GAP_VOWEL, NONE, OTHER, SAME_GROUP, SWAP, Side,
    VOWEL_AND_GLIDE, exchange, exchanges, one, parts, prior, ruled, sides,
};
use crate::sound::{Fit, Model, SLIP};

/// How often an exchange that a rule names counts as seen.
const RULE_COUNT: f64 = 2.0;
/// An exchange that a rule names and no pair of words shows weighs no less, and no more than the reverse. A unit that a
/// sound law adds or leaves out beside another costs no more.
const LEAST_RULED: f64 = -2.0;
/// An exchange by a sound law weighs no less, however seldom pairs of words show it.
const LEAST_LAWFUL: f64 = -3.0;
/// One by a law that holds only in closed syllables weighs no less where it holds: most pairs of words show ў and в
/// there, hardly any Latin letters beside л, which are the same exchange.
const LEAST_CLOSED: f64 = -0.75;
/// Letters of one sound in the Cyrillic alphabets. What pairs of words show of one, rules say of the other: Лі is Lee as
/// Ли is, though hardly any pair of words shows it.
const SAME_LETTERS: [(&str, &str); 6] = [
    ("и", "і"),
    ("и", "ы"),
    ("е", "э"),
    ("е", "є"),
    ("э", "є"),
    ("у", "ў"),
];
/// An exchange weighs at most so much less than that with the letter of another alphabet, if rules name both.
const OTHER_ALPHABET: f64 = 0.75;
/// The exchange of a Cyrillic consonant for another that no rule names weighs no more: names of other languages are
/// transcribed in both ways now and then (Шміт, Сміт), but Шилин and Силин are two surnames.
const MOST_STRANGE: f64 = -3.0;
/// Exchanges of two units are listed where they are seen as often; those that a rule names need less.
const PAIR_COUNT: f64 = 12.0;
const RULED_PAIR_COUNT: f64 = 3.0;
/// No exchange weighs less: hands slip more often than words differ in dictionaries.
const LEAST_WEIGHT: f64 = -5.0;

/// Weights and counts.
type Rows = BTreeMap<Exchange, (f64, f64)>;

/// Writes the table of a fit.
pub fn write(fit: &Fit, out: &Path) -> Result<()> {
    let ruled = ruled();
    let mut rows = Rows::new();
    for model in &fit.models {
        add_seen(&mut rows, model, &ruled);
    }
    hold_back_strange(&mut rows, &ruled);
    add_ruled(&mut rows, &fit.models[1], ruled);
    let table = text(rows, fit)?;
    std::fs::write(out, table).with_context(|| out.display().to_string())
}

/// Adds what pairs of words show. An exchange of two units is listed where it is frequent and says more than its parts.
fn add_seen(rows: &mut Rows, model: &Model, ruled: &BTreeSet<Exchange>) {
    let total: f64 = model.count.values().sum::<f64>().max(1.0);
    let weight = |exchange: Exchange, count: f64| {
        let chance = model.chance(exchange);
        let smoothed = count + total * SLIP * prior(exchange).exp() * chance;
        (smoothed / total / chance).ln()
    };
    let known: HashMap<Exchange, f64> = model
        .count
        .iter()
        .map(|(&exchange, &count)| (exchange, weight(exchange, count)))
        .collect();
    let part = |left: Side, right: Side| {
        let parts = exchange(left, right);
        known.get(&parts).copied().unwrap_or_else(|| prior(parts))
    };
    for (&found, &count) in &model.count {
        let own = known[&found];
        let worth = match found {
            ((_, None), (_, Some(_))) | ((_, Some(_)), (_, None)) => {
                let least = if ruled.contains(&found) {
                    RULED_PAIR_COUNT
                } else {
                    PAIR_COUNT
                };
                count >= least && says_more(found, own, part)
            }
            _ => count >= 0.5,
        };
        if worth {
            let row = rows.entry(found).or_insert((own, 0.0));
            // An exchange of signs or gaps occurs in several models: the common value is the mean by count.
            row.0 = (row.0 * row.1 + own * count) / (row.1 + count);
            row.1 += count;
        }
    }
}

/// Keeps the exchanges of Cyrillic consonants that no rule names from weighing too much.
fn hold_back_strange(rows: &mut Rows, ruled: &BTreeSet<Exchange>) {
    let inventory = Inventory::embedded();
    let is_consonant = |unit: Unit| {
        let group = inventory.group(unit);
        let other = matches!(group, Group::Vowel | Group::Glide | Group::Sign);
        inventory.script(unit) == Some(Script::Cyrillic) && !other
    };
    for (own, row) in rows {
        if let &((Some(one), None), (Some(other), None)) = own
            && one != other
            && is_consonant(one)
            && is_consonant(other)
            && !ruled.contains(own)
        {
            row.0 = row.0.min(MOST_STRANGE);
        }
    }
}

/// Adds the exchanges that rules name, whether pairs of words show them or not.
fn add_ruled(rows: &mut Rows, model: &Model, ruled: BTreeSet<Exchange>) {
    let rules = Rules::embedded();
    let laws = exchanges(rules.laws());
    let closed = rules.in_closed_syllables();
    let closed: BTreeSet<Exchange> = closed.map(|(a, b)| exchange(one(a), one(b))).collect();
    let total: f64 = model.count.values().sum::<f64>().max(1.0);
    let of_rule = |ruled: Exchange| {
        (RULE_COUNT / total / model.chance(ruled))
            .ln()
            .clamp(LEAST_RULED, -LEAST_RULED)
    };
    let twins = twins(rows, &ruled);
    // What a pair would say by its parts is known when all single units are.
    let (single, pairs): (Vec<Exchange>, Vec<Exchange>) = ruled
        .into_iter()
        .filter(|&ruled| ruled.0 != NONE && sides(ruled).count() < 4)
        .partition(|&ruled| sides(ruled).count() == 2);
    for ruled in single {
        let row = rows.entry(ruled).or_insert_with(|| (of_rule(ruled), 0.0));
        if closed.contains(&ruled) {
            row.0 = row.0.max(LEAST_CLOSED);
        } else if laws.contains(&ruled) {
            row.0 = row.0.max(LEAST_LAWFUL);
        }
        row.0 = row.0.max(least_of_twin(&twins, ruled));
    }
    for ruled in pairs {
        let part = |left: Side, right: Side| {
            let parts = exchange(left, right);
            rows.get(&parts).map_or_else(|| prior(parts), |row| row.0)
        };
        let beside = parts(ruled).map(|(own, _)| part(own.0, own.1) + LEAST_RULED);
        let beside = beside.filter(|_| laws.contains(&ruled));
        let weight = beside.fold(of_rule(ruled), f64::max);
        let weight = weight.max(least_of_twin(&twins, ruled));
        if weight > LEAST_RULED && !rows.contains_key(&ruled) && says_more(ruled, weight, part) {
            rows.insert(ruled, (weight, 0.0));
        }
    }
}

/// What rules name with a letter of another alphabet, by what pairs of words show of it.
fn twins(rows: &Rows, ruled: &BTreeSet<Exchange>) -> BTreeMap<Exchange, f64> {
    let inventory = Inventory::embedded();
    let mut twins = BTreeMap::new();
    for own in ruled {
        for (one, other) in SAME_LETTERS {
            for (from, to) in [(one, other), (other, one)] {
                let [from, to] = [from, to].map(|letter| inventory.read(letter)[0]);
                let twin = with_letter(*own, from, to);
                let seen = rows.get(&twin).filter(|(_, count)| *count >= RULE_COUNT);
                if let Some((weight, _)) = seen
                    && twin != *own
                    && ruled.contains(&twin)
                {
                    let most = twins.entry(*own).or_insert(f64::NEG_INFINITY);
                    *most = weight.max(*most);
                }
            }
        }
    }
    twins
}

fn least_of_twin(twins: &BTreeMap<Exchange, f64>, ruled: Exchange) -> f64 {
    let twin = twins.get(&ruled);
    twin.map_or(f64::NEG_INFINITY, |weight| weight - OTHER_ALPHABET)
}

/// The exchange with one letter in the place of another.
fn with_letter((left, right): Exchange, from: Unit, to: Unit) -> Exchange {
    let of = |unit: Option<Unit>| unit.map(|unit| if unit == from { to } else { unit });
    let [left, right] = [left, right].map(|side| (of(side.0), of(side.1)));
    exchange(left, right)
}

/// Whether an exchange of two units for one says more than its parts do.
fn says_more(exchange: Exchange, weight: f64, part: impl Fn(Side, Side) -> f64) -> bool {
    let sums = parts(exchange).map(|(own, gap)| part(own.0, own.1) + part(gap.0, gap.1));
    let best = sums.fold(f64::NEG_INFINITY, f64::max);
    weight > best + 0.7
}

/// The text of the table.
fn text(rows: Rows, fit: &Fit) -> Result<String> {
    let inventory = Inventory::embedded();
    let mut table = String::from(HEADER);
    writeln!(
        table,
        "# fit: {} word pairs, mean log-likelihood ratio {:.4} nats a unit",
        fit.used, fit.mean
    )?;
    for (key, value) in [
        ("same-unit", 2.5),
        ("same-group", SLIP.ln() + SAME_GROUP + 4.0),
        ("consonants", SLIP.ln() + CONSONANTS + 4.0),
        ("vowel-and-glide", SLIP.ln() + VOWEL_AND_GLIDE + 4.0),
        ("other", SLIP.ln() + OTHER + 4.0),
        ("gap-vowel", GAP_VOWEL),
        ("gap-sign", GAP_SIGN),
        ("gap-consonant", GAP_CONSONANT),
        ("swap", SWAP),
    ] {
        writeln!(table, "# {key}: {value:.2}")?;
    }
    table.push_str("left\tright\tweight\tcount\n");
    for ((left, right), (weight, count)) in rows {
        let spell = |side: Side| {
            let units = [side.0, side.1].into_iter().flatten();
            units
                .map(|unit| inventory.spelling(unit))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let weight = weight.clamp(LEAST_WEIGHT, 9.0);
        writeln!(
            table,
            "{}\t{}\t{weight:.2}\t{count:.1}",
            spell(left),
            spell(right)
        )?;
    }
    Ok(table)
}

const HEADER: &str = "\
# title: weights of unit exchanges, in nats
# source: fitted by examples/fit from pairs of words in two languages; frame: data/sound/rules.tsv and data/sound/romanisation.tsv
# note: count is the expected number of times the fit saw the exchange; 0.0: from the rules alone
";
