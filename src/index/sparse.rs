//! Sets of numbers that are emptied at no cost.

/// A map from numbers below a bound to values; emptying it costs nothing, whatever the bound.
#[derive(Debug)]
pub(super) struct Sparse<T> {
    /// For each number its place in `entries`, if the entry there has the same number.
    places: Vec<u32>,
    entries: Vec<(u32, T)>,
}

impl<T> Default for Sparse<T> {
    fn default() -> Self {
        Sparse {
            places: Vec::new(),
            entries: Vec::new(),
        }
    }
}

impl<T> Sparse<T> {
    /// Empties the map, for numbers below a bound.
    pub(super) fn reset(&mut self, bound: usize) {
        self.entries.clear();
        if self.places.len() < bound {
            // Pages that are never touched take no memory.
            self.places = vec![0; bound];
        }
    }

    #[inline]
    fn place(&self, number: u32) -> Option<usize> {
        let place = *self.places.get(number as usize)? as usize;
        let entry = self.entries.get(place)?;
        (entry.0 == number).then_some(place)
    }

    /// Reads where a number's entry would be, so that a later look at it need not wait for memory.
    #[inline]
    pub(super) fn touch(&self, number: u32) -> u32 {
        self.places.get(number as usize).copied().unwrap_or(0)
    }

    /// The value of a number; a new one where it has none. Numbers out of bounds have none.
    #[inline]
    pub(super) fn entry(&mut self, number: u32, new: impl FnOnce() -> T) -> Option<&mut T> {
        let place = match self.place(number) {
            Some(place) => place,
            None => {
                *self.places.get_mut(number as usize)? = self.entries.len() as u32;
                self.entries.push((number, new()));
                self.entries.len() - 1
            }
        };
        Some(&mut self.entries[place].1)
    }
}
