//! Groups of names, joined from the likeliest pair on.

use crate::index::{Index, Words};
use crate::score::{Scratch, compare_views};

use super::neighbours::Pair;

/// The group of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub group: u32,
    pub best: u32,
    pub confidence: f32,
}

/// Two names of joined groups may be no less alike than this.
const VETO: f32 = 0.03;
/// So many names of each group are compared when groups are joined.
const COMPARED: usize = 8;

/// Compares names of an index with each other.
struct Comparison<'i> {
    index: &'i Index,
    left: Words,
    right: Words,
    scratch: Scratch,
}

impl<'i> Comparison<'i> {
    fn new(index: &'i Index) -> Self {
        Comparison {
            index,
            left: Words::default(),
            right: Words::default(),
            scratch: Scratch::default(),
        }
    }

    fn score(&mut self, left: u32, right: u32) -> f32 {
        self.left.begin(self.index);
        self.right.begin(self.index);
        let left = self.left.view(self.index, left);
        let right = self.right.view(self.index, right);
        compare_views(left, right, &mut self.scratch)
    }
}

/// Joins names to groups by pairs; a place for each name of the index.
pub(super) fn join(index: &Index, pairs: &[Pair], threshold: f32) -> Vec<Place> {
    let names = index.names_len();
    let mut group: Vec<u32> = (0..names as u32).collect();
    let mut members: Vec<Vec<u32>> = (0..names as u32).map(|name| vec![name]).collect();
    let mut comparison = Comparison::new(index);
    let mut order: Vec<&Pair> = pairs
        .iter()
        .filter(|pair| pair.score >= threshold)
        .collect();
    order.sort_by(|one, other| other.score.total_cmp(&one.score));
    for pair in order {
        let (one, two) = (group[pair.left as usize], group[pair.right as usize]);
        if one == two
            || !fit(
                &members[one as usize],
                &members[two as usize],
                threshold,
                &mut comparison,
            )
        {
            continue;
        }
        let (kept, gone) = (one.min(two), one.max(two));
        let moved = std::mem::take(&mut members[gone as usize]);
        for &name in &moved {
            group[name as usize] = kept;
        }
        members[kept as usize].extend(moved);
    }
    let mut nearest = vec![0.0f32; names];
    for pair in pairs {
        for name in [pair.left, pair.right] {
            let nearest = &mut nearest[name as usize];
            *nearest = nearest.max(pair.score);
        }
    }
    let alone = |name: u32| Place {
        group: name,
        best: name,
        confidence: 1.0 - nearest[name as usize],
    };
    let mut places: Vec<Place> = (0..names as u32).map(alone).collect();
    for list in members.iter().filter(|list| list.len() > 1) {
        settle(list, &mut comparison, &mut places);
    }
    places
}

/// Whether two groups mean the same on the whole, and none of their names contradict each other.
fn fit(one: &[u32], two: &[u32], threshold: f32, comparison: &mut Comparison<'_>) -> bool {
    let (mut sum, mut count) = (0.0, 0.0);
    for &left in one.iter().take(COMPARED) {
        for &right in two.iter().take(COMPARED) {
            let score = comparison.score(left, right);
            if score < VETO {
                return false;
            }
            sum += score;
            count += 1.0;
        }
    }
    sum >= threshold * count
}

/// Finds the best name of a group, the one most like the others, and how well each name belongs to it.
fn settle(list: &[u32], comparison: &mut Comparison<'_>, places: &mut [Place]) {
    let judges = &list[..list.len().min(2 * COMPARED)];
    let group = list[0];
    let mut best = (0.0, list[0]);
    for &name in list {
        let mut sum = 0.0;
        for &other in judges.iter().filter(|&&other| other != name) {
            sum += comparison.score(name, other);
        }
        let others = judges.iter().filter(|&&other| other != name).count();
        let mean = sum / others.max(1) as f32;
        places[name as usize].confidence = mean;
        // Of names about as good the fuller one.
        let letters = comparison.index.name_text(name).chars().count().min(60);
        let worth = mean + letters as f32 / 600.0;
        if worth > best.0 {
            best = (worth, name);
        }
    }
    for &name in list {
        places[name as usize].group = group;
        places[name as usize].best = best.1;
    }
}
