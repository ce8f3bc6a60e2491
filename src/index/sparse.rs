//! Maps from numbers that are emptied at no cost.

/// A map from numbers below a bound to values; emptying it costs nothing, whatever the bound.
#[derive(Debug, Default)]
pub(super) struct Sparse {
    /// For each number when its value was entered, and the value.
    cells: Vec<(u32, u32)>,
    /// Values entered at other times do not count.
    now: u32,
}

impl Sparse {
    /// Empties the map, for numbers below a bound.
    pub(super) fn reset(&mut self, bound: usize) {
        self.now = self.now.wrapping_add(1);
        if self.cells.len() < bound || self.now == 0 {
            // Pages that are never touched take no memory.
            self.cells = vec![(0, 0); bound.max(self.cells.len())];
            self.now = 1;
        }
    }

    /// Reads where a number's value would be, so that a later look at it need not wait for memory.
    #[inline]
    pub(super) fn touch(&self, number: u32) -> u32 {
        self.cells.get(number as usize).map_or(0, |cell| cell.0)
    }

    /// The value of a number; a new one where it has none. Numbers out of bounds have none.
    #[inline]
    pub(super) fn entry(&mut self, number: u32, new: u32) -> Option<&mut u32> {
        let cell = self.cells.get_mut(number as usize)?;
        if cell.0 != self.now {
            *cell = (self.now, new);
        }
        Some(&mut cell.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_last_until_the_map_is_emptied() {
        let mut map = Sparse::default();
        map.reset(3);
        assert_eq!(map.entry(2, 7), Some(&mut 7));
        assert_eq!(map.entry(2, 8), Some(&mut 7));
        assert_eq!(map.entry(3, 7), None);
        map.reset(4);
        assert_eq!(map.entry(2, 9), Some(&mut 9));
        // The clock has gone round.
        map.now = u32::MAX;
        map.reset(2);
        assert_eq!(map.entry(2, 1), Some(&mut 1));
        assert_eq!(map.entry(0, 2), Some(&mut 2));
    }
}
