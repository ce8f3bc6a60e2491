//! Lists of numbers by key, in one piece of memory: fast to fill.

use rustc_hash::FxHashMap;

/// For each key the numbers entered for it, in the order of entry.
#[derive(Debug)]
pub(super) struct Lists {
    /// By key the first and the last of its links.
    ends: FxHashMap<u64, (u32, u32)>,
    /// Numbers, each with the link after it; the last of a list is followed by none.
    links: Vec<(u32, Option<u32>)>,
}

impl Lists {
    /// Lists with room for as many keys and numbers.
    pub(super) fn with_capacity(keys: usize, numbers: usize) -> Lists {
        Lists {
            ends: FxHashMap::with_capacity_and_hasher(keys, Default::default()),
            links: Vec::with_capacity(numbers),
        }
    }

    pub(super) fn push(&mut self, key: u64, number: u32) {
        let link = self.links.len() as u32;
        self.links.push((number, None));
        let ends = self.ends.entry(key).or_insert((link, link));
        if ends.1 != link {
            self.links[ends.1 as usize].1 = Some(link);
            ends.1 = link;
        }
    }

    /// The numbers of a key.
    pub(super) fn get(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let mut next = self.ends.get(&key).map(|&(first, _)| first);
        std::iter::from_fn(move || {
            let (number, after) = self.links[next? as usize];
            next = after;
            Some(number)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_the_order_of_entry() {
        let mut lists = Lists::with_capacity(2, 5);
        for (key, number) in [(7, 1), (0, 2), (7, 3), (7, 3), (0, 0)] {
            lists.push(key, number);
        }
        let numbers = |key| lists.get(key).collect::<Vec<_>>();
        assert_eq!(numbers(7), [1, 3, 3]);
        assert_eq!(numbers(0), [2, 0]);
        assert_eq!(numbers(1), Vec::<u32>::new());
    }
}
