//! Clusters: which of these names are the same, without any gazetteer?
//!
//! All names go into an index; each is looked up in it, which gives pairs with scores. Pairs are joined
//! to groups from the likeliest on, and two groups only where their names fit each other on the whole:
//! A like B and B like C is not enough where A contradicts C in gender, patronymic or given name.

mod group;
mod neighbours;

use std::collections::HashMap;

use crate::gazetteer::{Entity, Kind};
use crate::index::Index;
use crate::score::PreparedName;

/// How to group names; see [`cluster`].
#[derive(Debug, Clone)]
pub struct Clustering {
    kind: Option<Kind>,
    threshold: f32,
    threads: usize,
}

impl Default for Clustering {
    fn default() -> Self {
        Clustering {
            kind: None,
            threshold: 0.5,
            threads: 1,
        }
    }
}

/// The place of one name in a clustering.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assignment {
    /// The number of the group, from 0, in the order in which groups first occur.
    pub cluster: usize,
    /// Which of the names, by its place in the input, stands best for the group.
    pub best: usize,
    /// How sure it is that the name belongs where it is, from 0 to 1: the mean probability that it means
    /// the same as the others of its group; for a name alone, that it means the same as no other.
    pub confidence: f32,
}

/// Groups names that mean the same, one assignment for each name, in the order of the names.
///
/// As [`Clustering::cluster`] with the options unchanged.
///
/// ```
/// let names = ["Мікола Статкевіч", "Nikolai Statkevich", "Марына Адамовіч"];
/// let groups = imya::cluster(&names);
/// assert_eq!(groups[0].cluster, groups[1].cluster);
/// assert_ne!(groups[0].cluster, groups[2].cluster);
/// ```
pub fn cluster<N: AsRef<str> + Sync>(names: &[N]) -> Vec<Assignment> {
    Clustering::default().cluster(names, |_| ())
}

impl Clustering {
    /// The options unchanged.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the names are names of; if not set, what most of them seem to be.
    ///
    /// ```
    /// use imya::{Clustering, Kind};
    /// let groups = Clustering::new().kind(Kind::Place).cluster(&["Гродна", "Hrodna"], |_| ());
    /// assert_eq!(groups[0].cluster, groups[1].cluster);
    /// ```
    #[must_use]
    pub fn kind(mut self, kind: impl Into<Option<Kind>>) -> Self {
        self.kind = kind.into();
        self
    }

    /// Groups are joined where their names mean the same with this probability on the whole; 0.5 if not
    /// set.
    #[must_use]
    pub fn threshold(mut self, threshold: f32) -> Self {
        self.threshold = threshold;
        self
    }

    /// On how many threads names are looked up; 1 if not set. The result is the same for every number.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Groups names that mean the same; `progress` is told how many distinct names are looked up.
    ///
    /// Names written alike belong together. About linear in the names: each is looked up once, in less
    /// than a millisecond.
    pub fn cluster<N: AsRef<str> + Sync>(
        &self,
        names: &[N],
        progress: impl Fn(usize) + Sync,
    ) -> Vec<Assignment> {
        let mut distinct: Vec<&str> = Vec::new();
        let mut first: Vec<usize> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let numbers: Vec<usize> = (0..)
            .zip(names)
            .map(|(at, name)| {
                let name = name.as_ref().trim();
                *known.entry(name).or_insert_with(|| {
                    distinct.push(name);
                    first.push(at);
                    distinct.len() - 1
                })
            })
            .collect();
        drop(known);
        let kind = self.kind.unwrap_or_else(|| likeliest_kind(&distinct));
        let entities = distinct
            .iter()
            .map(|&name| Entity::new("", kind).with_name(name, None));
        let index = Index::new(entities);
        let pairs = neighbours::find(&index, &distinct, kind, self.threads, &progress);
        let groups = group::join(&index, &pairs, self.threshold);
        let mut order: HashMap<u32, usize> = HashMap::new();
        numbers
            .into_iter()
            .map(|number| {
                let place = groups[number];
                let next = order.len();
                Assignment {
                    cluster: *order.entry(place.group).or_insert(next),
                    best: first[place.best as usize],
                    confidence: place.confidence,
                }
            })
            .collect()
    }
}

/// What most names seem to be names of, judged by some hundred of them.
fn likeliest_kind(names: &[&str]) -> Kind {
    let mut counts = [0usize; 3];
    let step = (names.len() / 256).max(1);
    for name in names.iter().step_by(step) {
        counts[PreparedName::new(name, None).kind() as usize] += 1;
    }
    let best = Kind::ALL.into_iter().rev();
    best.max_by_key(|&kind| counts[kind as usize])
        .unwrap_or(Kind::Person)
}
