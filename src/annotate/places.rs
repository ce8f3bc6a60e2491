//! A table of what was found out, in which most things are found with one look at memory.

use super::lettering::{FACTOR, mix};

/// What was found out, by a few numbers, the first of which is not nought. Everything has its place right where
/// its hash says, or a few places behind. What finds all these places taken drives something else out, which is
/// found out anew when it is asked for again.
#[derive(Debug)]
pub(super) struct Places<const N: usize, V> {
    /// Those where things may stand first are as many as a power of two; a few more follow.
    places: Vec<Place<N, V>>,
    /// The number of the last of those.
    last: usize,
    taken: usize,
}

/// Free where the numbers are nought. With two numbers it lies in one line of the processor's cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
struct Place<const N: usize, V> {
    numbers: [u64; N],
    value: V,
}

/// Everything has so many places.
const CHOICE: usize = 16;
/// As many places where things may stand first a table has at the least and at the most.
const FEWEST: usize = 1 << 10;
const MOST: usize = 1 << 20;

impl<const N: usize, V> Default for Places<N, V> {
    fn default() -> Self {
        Places {
            places: Vec::new(),
            last: 0,
            taken: 0,
        }
    }
}

impl<const N: usize, V: Copy + Default> Places<N, V> {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    #[inline(always)]
    pub(super) fn get(&self, numbers: &[u64; N]) -> Option<&V> {
        let choice = self.places.get(self.first(numbers)..)?;
        for own in choice.iter().take(CHOICE) {
            if own.numbers == *numbers {
                return Some(&own.value);
            }
            if own.is_free() {
                break;
            }
        }
        None
    }

    /// Where something may stand first.
    #[inline]
    fn first(&self, numbers: &[u64; N]) -> usize {
        hash(numbers) as usize & self.last
    }

    /// Enters what is not there yet.
    pub(super) fn insert(&mut self, numbers: [u64; N], value: V) {
        if 2 * self.taken >= self.last && self.last < MOST - 1 {
            self.grow();
        }
        let first = self.first(&numbers);
        let choice = &mut self.places[first..first + CHOICE];
        let free = choice.iter().position(Place::is_free);
        self.taken += usize::from(free.is_some());
        choice[free.unwrap_or_default()] = Place { numbers, value };
    }

    fn grow(&mut self) {
        let firsts = (2 * (self.last + 1)).max(FEWEST);
        self.last = firsts - 1;
        let free = Place {
            numbers: [0; N],
            value: V::default(),
        };
        let places = vec![free; firsts + CHOICE - 1];
        let before = std::mem::replace(&mut self.places, places);
        self.taken = 0;
        for own in before.into_iter().filter(|own| !own.is_free()) {
            self.insert(own.numbers, own.value);
        }
    }
}

impl<const N: usize, V> Place<N, V> {
    #[inline]
    fn is_free(&self) -> bool {
        self.numbers[0] == 0
    }
}

#[inline]
fn hash<const N: usize>(numbers: &[u64; N]) -> u64 {
    let (pairs, _) = numbers.as_chunks::<2>();
    pairs.iter().fold(0, |hash, [one, two]| {
        hash ^ mix(one ^ FACTOR ^ hash, two ^ FACTOR.rotate_left(16))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_entered_is_found_again_and_nothing_else() {
        let mut table = Places::<2, u64>::default();
        assert!(table.get(&[1, 1]).is_none());
        let key = |number: u64| [number + 1, number % 3];
        for number in 0..5000 {
            table.insert(key(number), number);
            assert_eq!(table.get(&key(number)), Some(&number));
        }
        let kept = (0..5000).filter(|&number| {
            let found = table.get(&key(number));
            assert!(found.is_none_or(|&own| own == number));
            found.is_some()
        });
        assert!(kept.count() > 4800);
        assert!((5000..9000).all(|number| table.get(&key(number)).is_none()));
        table.clear();
        assert!(table.get(&key(4999)).is_none());
    }
}
