//! Which word of one name belongs to which word of the other.

/// Names with more words than this on both sides are assigned greedily.
const EXACT: usize = 7;
const MAXIMUM: usize = super::prepared::MAXIMUM_WORDS;

/// The gain of each pair of words; pairs without gain stay unassigned.
#[derive(Debug, Clone)]
pub(crate) struct Gains {
    cells: [i32; MAXIMUM * MAXIMUM],
    rows: usize,
    columns: usize,
    /// By column and state the row chosen on the best way there.
    choices: [[u8; 1 << EXACT]; MAXIMUM],
}

impl Default for Gains {
    fn default() -> Self {
        Gains {
            cells: [0; MAXIMUM * MAXIMUM],
            rows: 0,
            columns: 0,
            choices: [[u8::MAX; 1 << EXACT]; MAXIMUM],
        }
    }
}

impl Gains {
    pub(crate) fn reset(&mut self, rows: usize, columns: usize) {
        self.rows = rows.min(MAXIMUM);
        self.columns = columns.min(MAXIMUM);
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, gain: i32) {
        self.cells[row * MAXIMUM + column] = gain;
    }

    pub(crate) fn get(&self, row: usize, column: usize) -> i32 {
        self.cells[row * MAXIMUM + column]
    }

    /// For every row its column in an assignment of greatest gain; `None` where it has none.
    ///
    /// Exact for up to seven words on one side (O(n·m·2ⁿ)), greedy beyond.
    pub(crate) fn assign(&mut self) -> [Option<u8>; MAXIMUM] {
        let Gains {
            cells,
            rows,
            columns,
            choices,
        } = self;
        let get = |row: usize, column: usize| cells[row * MAXIMUM + column];
        if (*rows).min(*columns) > EXACT {
            self.greedy()
        } else if rows <= columns {
            exact(*rows, *columns, choices, get)
        } else {
            let by_column = exact(*columns, *rows, choices, |row, column| get(column, row));
            let mut by_row = [None; MAXIMUM];
            for (column, row) in by_column.iter().enumerate() {
                if let Some(row) = row {
                    by_row[usize::from(*row)] = Some(column as u8);
                }
            }
            by_row
        }
    }

    fn greedy(&self) -> [Option<u8>; MAXIMUM] {
        let mut assigned = [None; MAXIMUM];
        let mut taken = [false; MAXIMUM];
        loop {
            let mut best = (0, 0, 0);
            for row in (0..self.rows).filter(|&row| assigned[row].is_none()) {
                for column in (0..self.columns).filter(|&column| !taken[column]) {
                    let gain = self.get(row, column);
                    if gain > best.0 {
                        best = (gain, row, column);
                    }
                }
            }
            if best.0 == 0 {
                return assigned;
            }
            assigned[best.1] = Some(best.2 as u8);
            taken[best.2] = true;
        }
    }
}

/// Goes through the long side; the state is which words of the short side are taken.
fn exact(
    short: usize,
    long: usize,
    choices: &mut [[u8; 1 << EXACT]; MAXIMUM],
    gain: impl Fn(usize, usize) -> i32,
) -> [Option<u8>; MAXIMUM] {
    let states = 1 << short;
    let mut best = [i32::MIN; 1 << EXACT];
    best[0] = 0;
    for choice in &mut choices[..long] {
        choice[..states].fill(u8::MAX);
    }
    for column in 0..long {
        for state in (0..states).rev() {
            if best[state] == i32::MIN {
                continue;
            }
            for row in 0..short {
                let gained = gain(row, column);
                let next = state | 1 << row;
                if state >> row & 1 == 0 && gained > 0 && best[state] + gained > best[next] {
                    best[next] = best[state] + gained;
                    choices[column][next] = row as u8;
                    for earlier in &mut choices[..column] {
                        earlier[next] = earlier[state];
                    }
                }
            }
        }
    }
    let mut state = 0;
    for candidate in 0..states {
        if best[candidate] > best[state] {
            state = candidate;
        }
    }
    let mut assigned = [None; MAXIMUM];
    for column in (0..long).rev() {
        let row = choices[column][state];
        if row != u8::MAX && state >> row & 1 == 1 {
            assigned[usize::from(row)] = Some(column as u8);
        }
    }
    assigned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assign(rows: &[&[i32]]) -> Vec<Option<u8>> {
        let mut gains = Gains::default();
        gains.reset(rows.len(), rows[0].len());
        for (row, cells) in rows.iter().enumerate() {
            for (column, &gain) in cells.iter().enumerate() {
                gains.set(row, column, gain);
            }
        }
        gains.assign()[..rows.len()].to_vec()
    }

    #[test]
    fn the_best_assignment_is_found() {
        assert_eq!(assign(&[&[9, 8], &[8, 1]]), [Some(1), Some(0)]);
        assert_eq!(assign(&[&[5], &[7], &[6]]), [None, Some(0), None]);
        assert_eq!(assign(&[&[-5, 3, 0]]), [Some(1)]);
        assert_eq!(
            assign(&[&[1, 2, 3], &[2, 4, 6], &[3, 6, 9]]),
            [Some(0), Some(1), Some(2)]
        );
    }
}
