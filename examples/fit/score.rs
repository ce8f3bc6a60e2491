//! Logistic regression of "the same" on the features of a comparison, one for each kind of entity.
//!
//! Figures are of five-fold cross-validation: no row is judged by
//! weights that saw it. Folds go by the first name's first word, so that one family stays together.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use imya::Kind;
use imya::score::{Feature, PreparedName, Scratch, features};

use crate::contrast::{Forenames, Surnames, Words, bare_surname, other_gender};
use crate::inflect::Inflector;
use crate::metrics::pair_figures;
use crate::regression::{Bound, Example, probability, regress};

const FOLDS: usize = 5;

struct Row {
    kind: Kind,
    detail: String,
    names: (String, String),
    values: Vec<f64>,
    same: bool,
    fold: usize,
}

pub fn fit(
    pairs: &[std::path::PathBuf],
    out: &Path,
    ridge: f64,
    errors: Option<&Path>,
) -> Result<()> {
    let mut rows = Vec::new();
    for path in pairs {
        read(path, &mut rows)?;
    }
    let mut held = vec![0.0; rows.len()];
    let mut contrasts = contrasts(&rows);
    contrasts.extend(case_forms(&rows)?);
    let bare = bare_surnames(rows.iter().chain(&contrasts));
    contrasts.extend(bare);
    let mut table = String::from(HEADER);
    let mut body = String::from("kind\tfeature\tweight\n");
    for kind in Kind::ALL {
        let chosen: Vec<usize> = (0..rows.len())
            .filter(|&at| rows[at].kind == kind)
            .collect();
        let everything = || {
            let of_kind = contrasts.iter().filter(|row| row.kind == kind);
            chosen.iter().map(|&at| &rows[at]).chain(of_kind)
        };
        let bounds = bounds(kind);
        for fold in 0..FOLDS {
            let others = everything().filter(|row| row.fold != fold);
            let train: Vec<_> = others.map(Row::example).collect();
            let weights = regress(&bounds, &train, ridge)?;
            for &at in chosen.iter().filter(|&&at| rows[at].fold == fold) {
                held[at] = probability(&weights, &rows[at].values);
            }
        }
        let all: Vec<_> = everything().map(Row::example).collect();
        let weights = regress(&bounds, &all, ridge)?;
        for (feature, weight) in Feature::all().zip(&weights) {
            if weight.abs() >= 0.005 {
                writeln!(body, "{kind}\t{}\t{weight:.3}", feature.name())?;
            }
        }
        let scored: Vec<(f64, bool)> = chosen.iter().map(|&at| (held[at], rows[at].same)).collect();
        let figures = pair_figures(&scored);
        println!("{kind:<7} {figures}");
        writeln!(table, "# {kind}, five-fold: {figures}")?;
    }
    let scored: Vec<(f64, bool)> = held
        .iter()
        .zip(&rows)
        .map(|(&score, row)| (score, row.same))
        .collect();
    let figures = pair_figures(&scored);
    println!("all     {figures}");
    writeln!(table, "# all, five-fold: {figures}")?;
    for (name, threshold) in ["strict", "balanced", "recall"]
        .into_iter()
        .zip(thresholds(scored))
    {
        println!("{name} {threshold:.3}");
        writeln!(table, "# {name}: {threshold:.3}")?;
    }
    print_details(&rows, &held);
    table.push_str(&body);
    std::fs::write(out, table).with_context(|| out.display().to_string())?;
    if let Some(path) = errors {
        write_errors(path, &rows, &held)?;
    }
    Ok(())
}

/// What is never so, however rare such pairs are in the data: a man and a woman are not one person, nor are Marat and
/// Murat, an initial is no name, a father is not his son, a place with a number is not the one without, nor a town a
/// village, nor school No. 1 school No. 2; words left over on both sides speak for nobody, and neither do other
/// consonants at the end, vowels that no rule exchanges or another beginning; Austria is not Australia.
const VETOES: [(Kind, &str, f64); 22] = [
    (Kind::Place, "inflected", 0.0),
    (Kind::Person, "given-known-clash", -3.5),
    (Kind::Person, "nothing-but-initials", -5.0),
    (Kind::Person, "gender-clash-in-every-case", -6.0),
    (Kind::Person, "gender-clash", -1.0),
    (Kind::Person, "left-over-on-both-sides", 0.0),
    (Kind::Person, "last-consonants", 0.0),
    (Kind::Person, "surname-beginning", 0.0),
    (Kind::Person, "one-word-beginning", 0.0),
    (Kind::Place, "last-consonants", 0.0),
    (Kind::Organisation, "last-consonants", 0.0),
    (Kind::Place, "number-left-over", -3.5),
    (Kind::Place, "number-clash", -6.0),
    (Kind::Organisation, "number-left-over", -1.0),
    (Kind::Organisation, "number-clash", -6.0),
    (Kind::Place, "other-sort-of-place", -3.0),
    (Kind::Person, "other-generation", -5.0),
    (Kind::Person, "vowel-of-no-rule", -2.0),
    (Kind::Place, "vowel-of-no-rule", 0.0),
    (Kind::Place, "other-place", -2.0),
    (Kind::Organisation, "other-place", -2.0),
    (Kind::Organisation, "other-meaning", -1.0),
];

/// What is always so, however rare such pairs are in the data: letters that are the initials of three words are no
/// chance; that both are juniors does not speak against two names; nor does another case, in which texts have names
/// of organisations and lists have none, nor that two names are known to mean one place.
const CERTAINTIES: [(Kind, &str, f64); 4] = [
    (Kind::Organisation, "inflected", 0.0),
    (Kind::Organisation, "acronym", 3.6),
    (Kind::Person, "same-meaning-3", 0.0),
    (Kind::Place, "same-place", 0.0),
];

/// What never speaks for two names: losing more, a worse exchange, being short, words left over or that clash.
const NEVER_FOR: [&str; 5] = [
    "-loss-",
    "-worst-exchange-",
    "-short",
    "-left-over",
    "-clash",
];
/// What never speaks against them: being more alike.
const NEVER_AGAINST: [&str; 3] = ["-similarity-", "-further-similarity", "-evidence"];

/// The bounds of all weights.
fn bounds(kind: Kind) -> Vec<Option<Bound>> {
    let bound = |feature: Feature| {
        let name = feature.name();
        let listed = |limits: &[(Kind, &str, f64)]| {
            let own = limits.iter().find(|own| own.0 == kind && own.1 == name);
            own.map(|own| own.2)
        };
        let within = |parts: &[&str]| {
            // What an exchange weighs in one script, beside what it weighs in any, may be either in names of places, which
            // have other spellings there than persons' names.
            let of_script = name.ends_with("-in-cyrillic") || name.ends_with("-in-one-script");
            let free = of_script && kind != Kind::Person;
            (!free && parts.iter().any(|part| name.contains(part))).then_some(0.0)
        };
        let most = listed(&VETOES).or_else(|| within(&NEVER_FOR));
        let least = listed(&CERTAINTIES).or_else(|| within(&NEVER_AGAINST));
        let most = most.map(|limit| Bound { limit, side: 1.0 });
        most.or(least.map(|limit| Bound { limit, side: -1.0 }))
    };
    Feature::all().map(bound).collect()
}

fn read(path: &Path, rows: &mut Vec<Row>) -> Result<()> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(path)
        .with_context(|| path.display().to_string())?;
    let mut scratch = Scratch::default();
    for record in reader.records() {
        let record = record?;
        let (Some(left), Some(right), Some(label), Some(detail)) =
            (record.get(0), record.get(1), record.get(2), record.get(3))
        else {
            bail!("{}: a row has less than four cells", path.display());
        };
        let kind: Kind = detail.split(':').next().unwrap_or_default().parse()?;
        let names = (left.to_owned(), right.to_owned());
        rows.push(Row::new(kind, detail, names, label == "1", &mut scratch));
    }
    Ok(())
}

impl Row {
    fn example(&self) -> Example<'_> {
        Example {
            values: &self.values,
            same: self.same,
        }
    }

    fn new(
        kind: Kind,
        detail: &str,
        names: (String, String),
        same: bool,
        scratch: &mut Scratch,
    ) -> Self {
        let prepare = |name: &str| PreparedName::new(name, Some(kind));
        let values = features(&prepare(&names.0), &prepare(&names.1), scratch);
        Row {
            kind,
            detail: detail.to_owned(),
            fold: hash_of(&names.0) % FOLDS,
            names,
            values: Feature::all()
                .map(|feature| f64::from(values.value(feature)))
                .collect(),
            same,
        }
    }
}

/// Pairs of strangers made from pairs of one person's names.
fn contrasts(rows: &[Row]) -> Vec<Row> {
    let persons = || {
        rows.iter()
            .filter(|row| row.kind == Kind::Person && row.same)
    };
    let mut surnames = Surnames::default();
    let mut words = Words::default();
    let mut forenames = Forenames::default();
    for row in persons() {
        let name = PreparedName::new(&row.names.1, Some(Kind::Person));
        surnames.add(&name);
        words.add(&name);
        forenames.add(&name);
    }
    let mut scratch = Scratch::default();
    let mut contrasts = Vec::new();
    let mut counts = [0; 5];
    for row in persons() {
        let hash = hash_of(&row.names.1) as u64;
        let name = &row.names.1;
        let made = [
            surnames.near(name, hash),
            surnames.of_one_stem(name, hash),
            forenames.near(name, hash),
            other_gender(name),
            words.stranger(&row.names, hash),
        ];
        for (count, other) in counts.iter_mut().zip(made) {
            let Some(other) = other else { continue };
            *count += 1;
            let names = (row.names.0.clone(), other);
            contrasts.push(Row::new(row.kind, "contrast", names, false, &mut scratch));
        }
    }
    let [near, of_one_stem, forenames, genders, strangers] = counts;
    println!(
        "contrasts: {near} near surnames, {of_one_stem} of one stem, {forenames} near forenames, \
         {genders} of the other gender, {strangers} strangers"
    );
    contrasts
}

/// Pairs of persons' names of which one stands in another case.
fn case_forms(rows: &[Row]) -> Result<Vec<Row>> {
    let inflector = Inflector::new()?;
    let mut scratch = Scratch::default();
    let mut forms = Vec::new();
    for row in rows.iter().filter(|row| row.kind == Kind::Person) {
        let (left, right) = (&row.names.0, &row.names.1);
        let hash = (hash_of(left) ^ hash_of(right)) as u64;
        let names = match inflector.inflect(left, hash) {
            Some(form) => (form, right.clone()),
            None => match inflector.inflect(right, hash) {
                Some(form) => (left.clone(), form),
                None => continue,
            },
        };
        let form = Row::new(row.kind, "case form", names, row.same, &mut scratch);
        forms.push(Row {
            fold: row.fold,
            ..form
        });
    }
    println!("{} case forms", forms.len());
    Ok(forms)
}

/// A name is cut down to its surname in one of this many pairs.
const BARE_SHARE: usize = 3;

/// Pairs of persons' names of which one is the surname alone.
fn bare_surnames<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<Row> {
    let mut scratch = Scratch::default();
    let mut bare = Vec::new();
    for row in rows.filter(|row| row.kind == Kind::Person) {
        let (left, right) = (row.names.0.as_str(), row.names.1.as_str());
        let hash = hash_of(right) / 7;
        if !hash.is_multiple_of(BARE_SHARE) {
            continue;
        }
        let names = if (hash / BARE_SHARE).is_multiple_of(2) {
            (left, right)
        } else {
            (right, left)
        };
        let Some(surname) = bare_surname(names, row.same) else {
            continue;
        };
        let names = (surname, names.1.to_owned());
        let row_of = Row::new(row.kind, "bare surname", names, row.same, &mut scratch);
        bare.push(Row {
            fold: row.fold,
            ..row_of
        });
    }
    println!("{} bare surnames", bare.len());
    bare
}

/// A number that depends on a name's first word alone.
fn hash_of(name: &str) -> usize {
    let word = name.split(' ').next().unwrap_or_default();
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32) as usize
}

/// The scores of precision .99, of the best F1 and of recall .99.
fn thresholds(mut scored: Vec<(f64, bool)>) -> [f64; 3] {
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    let positives = scored.iter().filter(|row| row.1).count() as f64;
    let mut found = [1.0, 1.0, 0.0];
    let (mut right, mut best) = (0.0, 0.0);
    for (at, &(score, same)) in scored.iter().enumerate() {
        let recall_before = right / positives;
        right += f64::from(u8::from(same));
        let taken = (at + 1) as f64;
        if right / taken >= 0.99 {
            found[0] = score;
        }
        let f1 = 2.0 * right / (taken + positives);
        if f1 > best {
            (best, found[1]) = (f1, score);
        }
        if recall_before < 0.99 && right / positives >= 0.99 {
            found[2] = score;
        }
    }
    found
}

fn print_details(rows: &[Row], held: &[f64]) {
    let mut details: Vec<&str> = rows.iter().map(|row| row.detail.as_str()).collect();
    details.sort_unstable();
    details.dedup();
    for detail in details {
        let of = |same: bool| -> (usize, f64) {
            let scores: Vec<f64> = (0..rows.len())
                .filter(|&at| rows[at].detail == detail && rows[at].same == same)
                .map(|at| held[at])
                .collect();
            (
                scores.len(),
                scores.iter().sum::<f64>() / scores.len().max(1) as f64,
            )
        };
        let ((same, mean_same), (different, mean_different)) = (of(true), of(false));
        println!(
            "  {detail:<28} same {same:>5} mean {mean_same:.3}   different {different:>5} mean {mean_different:.3}"
        );
    }
}

/// The rows farthest from their truth, worst first.
fn write_errors(path: &Path, rows: &[Row], held: &[f64]) -> Result<()> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let off = |at: usize| (held[at] - f64::from(u8::from(rows[at].same))).abs();
    order.sort_by(|&one, &other| off(other).total_cmp(&off(one)));
    let mut text = String::new();
    for at in order.into_iter().take_while(|&at| off(at) > 0.3) {
        let row = &rows[at];
        writeln!(
            text,
            "{:.3}\t{}\t{}\t{}\t{}",
            held[at],
            u8::from(row.same),
            row.detail,
            row.names.0,
            row.names.1
        )?;
    }
    std::fs::write(path, text).with_context(|| path.display().to_string())
}

const HEADER: &str = "\
# title: weights of features; their sum is the logarithm of the odds
# source: fitted by examples/fit, logistic regression on pairs of names that do or do not mean the same
";
