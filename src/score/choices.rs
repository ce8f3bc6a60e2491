//! Which words of two names can belong together at all, by bounds on how alike they are.

use super::outline::{Shape, WORDS};
use super::pair::LEAST_SIMILARITY;
use super::sieve::Bound;
use super::word::Role;

/// Which words can be paired at all; a bit for each.
pub(super) struct Choices {
    /// By word of the query the words of the name that it may be assigned to or contradict, and the other
    /// way round.
    rows: [u8; WORDS],
    columns: [u8; WORDS],
    /// By word of the query the words of the name that contradict it if both are left over.
    clashes: [u8; WORDS],
    /// By role the words of the query and of the name that may be in a pair of the role.
    by_role: [(u8, u8); 4],
}

impl Choices {
    #[inline]
    pub(super) fn new(
        queried: &[Shape],
        named: &[Shape],
        bounds: &[[Bound; WORDS]; WORDS],
    ) -> Self {
        let mut choices = Choices {
            rows: [0; WORDS],
            columns: [0; WORDS],
            clashes: [0; WORDS],
            by_role: [(0, 0); 4],
        };
        for (row, own) in queried.iter().enumerate() {
            for (column, other) in named.iter().enumerate() {
                let clash = has_counterpart(own, other);
                let alike = bounds[row][column].similarity >= LEAST_SIMILARITY;
                if !(clash || alike || is_special(own, other)) {
                    continue;
                }
                choices.rows[row] |= 1 << column;
                choices.columns[column] |= 1 << row;
                choices.clashes[row] |= u8::from(clash) << column;
                let of_role = &mut choices.by_role[pair_role(own, other) as usize];
                of_role.0 |= 1 << row;
                of_role.1 |= 1 << column;
            }
        }
        choices
    }

    /// Whether two words may be paired at all.
    #[inline]
    pub(super) fn may_pair(&self, row: usize, column: usize) -> bool {
        self.rows[row] >> column & 1 == 1
    }

    /// Whether several pairs may have the role, so that one of them is not the least alike.
    #[inline]
    pub(super) fn several(&self, role: Role) -> bool {
        let (rows, columns) = self.by_role[role as usize];
        rows.count_ones() > 1 && columns.count_ones() > 1
    }

    /// Whether a word of the query may be left over: not where a word of the name that is for no other
    /// contradicts it.
    #[inline]
    pub(super) fn may_leave_row(&self, row: usize) -> bool {
        let sole = |column: usize| self.columns[column] == 1 << row;
        !(0..WORDS).any(|column| self.clashes[row] >> column & 1 == 1 && sole(column))
    }

    /// As [`Choices::may_leave_row`], for a word of the name.
    #[inline]
    pub(super) fn may_leave_column(&self, column: usize) -> bool {
        let sole = |row: usize| self.rows[row] == 1 << column;
        !(0..WORDS).any(|row| self.clashes[row] >> column & 1 == 1 && sole(row))
    }
}

/// Whether the words fit otherwise than by their spelling.
#[inline]
pub(super) fn is_special(own: &Shape, other: &Shape) -> bool {
    own.initial
        || other.initial
        || own.number
        || other.number
        || own.generic && other.generic
        || own.role == other.role && matches!(own.role, Role::Given | Role::Patronymic)
}

/// Whether the words contradict each other if both are left over.
#[inline]
pub(super) fn has_counterpart(own: &Shape, other: &Shape) -> bool {
    let name = |word: &Shape| !word.initial && !word.number && !word.generic;
    own.role == other.role && name(own) && name(other)
}

/// As that of words.
#[inline]
pub(super) fn pair_role(own: &Shape, other: &Shape) -> Role {
    match (own.initial, other.initial) {
        (true, false) => other.role,
        (false, true) => own.role,
        _ if own.role == other.role => own.role,
        _ => Role::Surname,
    }
}
