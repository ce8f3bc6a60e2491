//! Small maps from numbers that are emptied at no cost.

/// A map from numbers to values; emptying it costs nothing.
///
/// Its memory is as large as what it held at the most, whatever the numbers: what one query looks at
/// stays in the cache nearest to the processor, which an array over all names of an index would not.
#[derive(Debug, Default)]
pub(super) struct Sparse {
    /// As many as a power of two, at most half of them taken; a number stands in the first free cell
    /// from its own on.
    cells: Vec<Cell>,
    taken: usize,
    /// Values entered at other times do not count.
    now: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    /// When the value was entered, above the number it belongs to.
    key: u64,
    value: u32,
}

/// A map has as many cells at the least.
const LEAST_CELLS: usize = 256;

impl Sparse {
    /// Empties the map.
    pub(super) fn clear(&mut self) {
        self.taken = 0;
        self.now = self.now.wrapping_add(1);
        if self.now == 0 {
            self.cells.clear();
        }
        if self.cells.is_empty() {
            self.cells.resize(LEAST_CELLS, Cell::default());
            self.now = 1;
        }
    }

    /// The value of a number; a new one where it has none.
    #[inline]
    pub(super) fn entry(&mut self, number: u32, new: u32) -> &mut u32 {
        if self.taken * 2 >= self.cells.len() {
            self.grow();
        }
        let key = key(self.now, number);
        let at = place(&self.cells, key);
        let cell = &mut self.cells[at];
        if cell.key != key {
            *cell = Cell { key, value: new };
            self.taken += 1;
        }
        &mut cell.value
    }

    /// Gives a number a value, whether it has one or not.
    #[inline]
    pub(super) fn set(&mut self, number: u32, value: u32) {
        *self.entry(number, value) = value;
    }

    /// The value of a number, if it has one.
    #[inline]
    pub(super) fn get(&self, number: u32) -> Option<u32> {
        let key = key(self.now, number);
        let cell = self.cells.get(place(&self.cells, key))?;
        (cell.key == key).then_some(cell.value)
    }

    /// How many numbers have values.
    pub(super) fn len(&self) -> usize {
        self.taken
    }

    #[cold]
    fn grow(&mut self) {
        let length = (self.cells.len() * 2).max(LEAST_CELLS);
        let before = std::mem::replace(&mut self.cells, vec![Cell::default(); length]);
        self.now = self.now.max(1);
        let now = u64::from(self.now);
        for cell in before.into_iter().filter(|own| own.key >> 32 == now) {
            let at = place(&self.cells, cell.key);
            self.cells[at] = cell;
        }
    }
}

#[inline]
fn key(now: u32, number: u32) -> u64 {
    u64::from(now) << 32 | u64::from(number)
}

/// Where a number stands, or would; 0 where there are no cells.
#[inline]
fn place(cells: &[Cell], key: u64) -> usize {
    let Some(mask) = cells.len().checked_sub(1) else {
        return 0;
    };
    // Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, 6.4.
    let mut at = ((key as u32).wrapping_mul(0x9e37_79b1) >> 7) as usize & mask;
    // A cell of another time, or of another number of this time.
    while cells[at].key != key && cells[at].key >> 32 == key >> 32 {
        at = (at + 1) & mask;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_last_until_the_map_is_emptied() {
        let mut map = Sparse::default();
        map.clear();
        assert_eq!(*map.entry(2, 7), 7);
        assert_eq!(*map.entry(2, 8), 7);
        assert_eq!(*map.entry(u32::MAX, 9), 9);
        map.clear();
        assert_eq!(*map.entry(2, 10), 10);
        // The clock has gone round.
        map.now = u32::MAX;
        map.clear();
        assert_eq!(*map.entry(2, 1), 1);
        assert_eq!(*map.entry(0, 2), 2);
    }

    #[test]
    fn it_grows_and_forgets_nothing() {
        let mut map = Sparse::default();
        for round in 0..3 {
            map.clear();
            for number in 0..5_000u32 {
                *map.entry(number.wrapping_mul(0x0101_0101), 0) = number + round;
            }
            for number in 0..5_000u32 {
                assert_eq!(
                    *map.entry(number.wrapping_mul(0x0101_0101), 0),
                    number + round
                );
            }
        }
    }
}
