//! How much of what comparing a name with every known name would find the index finds.

#[path = "support/command.rs"]
mod command;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use imya::index::SearchScratch;
use imya::score::{PreparedName, PreparedNames, Preparer, Scratch};
use imya::{Kind, Resolver, gazetteer};

/// Compares each name with every name of a gazetteer, and tells how much of that the index finds.
///
/// What counts are the ten best entities that exhaustive comparison gives at least a score, of the kind of
/// the best one: of other kinds the index leaves out what cannot change the decision. The best is found
/// where one as good as it is: namesakes have equal scores.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// The gazetteer.
    #[arg(long, value_name = "FILE")]
    gazetteer: PathBuf,
    /// Names, one a line.
    names: PathBuf,
    /// Only every so many-th name is asked for.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Entities that exhaustive comparison gives less do not count.
    #[arg(long, default_value_t = 0.5)]
    least: f32,
    /// Where the results of exhaustive comparison are kept; read if it exists, else written. They serve
    /// any higher `--least` too.
    #[arg(long, value_name = "FILE")]
    kept: Option<PathBuf>,
    /// Prints what the index does not find.
    #[arg(long)]
    missed: bool,
    /// How many threads compare.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

/// An entity's id and its score.
type Scored = (String, f32, Kind);

/// So many of the best entities count.
const BEST: usize = 10;
/// Candidates that the index gives less are not looked at.
const LOW: f32 = 0.02;

fn main() -> std::process::ExitCode {
    command::run(measure)
}

fn measure() -> Result<()> {
    let arguments = Arguments::parse();
    let text = std::fs::read_to_string(&arguments.names)
        .with_context(|| arguments.names.display().to_string())?;
    let names: Vec<&str> = text.lines().step_by(arguments.every.max(1)).collect();
    let entities = gazetteer::read_file(&arguments.gazetteer)?;
    let truth = match &arguments.kept {
        Some(path) if path.exists() => serde_json::from_str(&std::fs::read_to_string(path)?)?,
        _ => exhaustive(&entities, &names, arguments.least, arguments.threads),
    };
    ensure!(
        truth.len() == names.len(),
        "the results kept are of other names"
    );
    if let Some(path) = arguments.kept.as_ref().filter(|path| !path.exists()) {
        std::fs::write(path, serde_json::to_string(&truth)?)?;
    }
    let resolver = Resolver::from_entities(entities).limit(BEST).cutoff(LOW)?;
    let mut scratch = SearchScratch::default();
    let mut tallies = [Tally::default(); 3];
    for (name, truth) in names.iter().zip(&truth) {
        let answer = resolver.resolve_with(name, &mut scratch);
        let scores: HashMap<&str, f32> = answer
            .candidates()
            .iter()
            .map(|candidate| (candidate.entity().id(), candidate.score()))
            .collect();
        let first = answer.candidates().first().map_or(0.0, |own| own.score());
        let last = answer.candidates().last().map_or(0.0, |last| last.score());
        // Of equals at either end of the list any will do.
        let full = answer.candidates().len() == BEST;
        let has = |rank: usize, (id, score, _): &Scored| {
            scores.contains_key(id.as_str())
                || rank == 0 && *score <= first + 1e-6
                || full && *score <= last + 1e-6
        };
        let Some(kind) = truth.first().map(|best| best.2) else {
            continue;
        };
        let tally = &mut tallies[kind as usize];
        let mut missed = Vec::new();
        let of_kind = truth.iter().filter(|own| own.2 == kind).take(BEST);
        let counted = of_kind.take_while(|own| own.1 >= arguments.least);
        for (rank, own) in counted.enumerate() {
            let found = has(rank, own);
            tally.count(rank == 0, found);
            if !found {
                missed.push((rank, own));
            }
        }
        if arguments.missed && !missed.is_empty() {
            println!("{name}: {missed:?}; found {:?}", scores.len());
        }
    }
    println!("candidates of {} and more", arguments.least);
    for (kind, tally) in Kind::ALL.iter().zip(&tallies) {
        tally.print(kind.as_str());
    }
    let all = tallies.iter().fold(Tally::default(), Tally::with);
    all.print("all");
    Ok(())
}

/// How many candidates there are and how many of them were found.
#[derive(Clone, Copy, Default)]
struct Tally {
    names: usize,
    best: usize,
    all: usize,
    found: usize,
}

impl Tally {
    fn count(&mut self, best: bool, found: bool) {
        self.all += 1;
        self.found += usize::from(found);
        self.names += usize::from(best);
        self.best += usize::from(best && found);
    }

    fn with(self, other: &Self) -> Self {
        Tally {
            names: self.names + other.names,
            best: self.best + other.best,
            all: self.all + other.all,
            found: self.found + other.found,
        }
    }

    fn print(&self, of: &str) {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let best = share(self.best, self.names);
        let ten = share(self.found, self.all);
        println!(
            "{of:<14}best found {best:.4} of {:<7}of the ten best {ten:.4} of {}",
            self.names, self.all
        );
    }
}

/// For each name the entities with their scores, best first.
fn exhaustive(
    entities: &[gazetteer::Entity],
    names: &[&str],
    least: f32,
    threads: usize,
) -> Vec<Vec<Scored>> {
    let mut preparer = Preparer::default();
    // By kind all names, and the number of each one's entity.
    let mut prepared: [(PreparedNames, Vec<usize>); 3] = Default::default();
    for (number, entity) in entities.iter().enumerate() {
        let (names, numbers) = &mut prepared[entity.kind() as usize];
        for name in entity.names() {
            names.push(&preparer.prepare(name.name(), Some(entity.kind())));
            numbers.push(number);
        }
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut results = Vec::new();
        let mut scratch = Scratch::default();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(name) = names.get(at) else {
                return results;
            };
            let mut best: HashMap<usize, f32> = HashMap::new();
            for kind in Kind::ALL {
                let query = PreparedName::new(name, Some(kind));
                let (others, numbers) = &prepared[kind as usize];
                for (at, score) in others.above(least, &query, &mut scratch) {
                    let own = best.entry(numbers[at]).or_default();
                    *own = own.max(score);
                }
            }
            let mut best: Vec<Scored> = best
                .into_iter()
                .map(|(number, score)| {
                    let entity = &entities[number];
                    (entity.id().to_owned(), score, entity.kind())
                })
                .collect();
            best.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
            best.truncate(4 * BEST);
            results.push((at, best));
        }
    };
    let mut results: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("comparing does not panic"))
            .collect()
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, best)| best).collect()
}
