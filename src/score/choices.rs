//! Which words of two names can belong together at all, by bounds on how alike they are.

use super::outline::{Shape, WORDS};
use super::word::Role;

/// Which words can be paired at all; a bit for each.
#[derive(Debug, Default)]
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
    /// Adds that a word of the query may be paired with one of the name; `clash` tells whether they
    /// contradict each other if both are left over.
    #[inline]
    pub(super) fn add(&mut self, row: usize, column: usize, clash: bool, role: Role) {
        self.rows[row] |= 1 << column;
        self.columns[column] |= 1 << row;
        self.clashes[row] |= u8::from(clash) << column;
        let of_role = &mut self.by_role[role as usize];
        of_role.0 |= 1 << row;
        of_role.1 |= 1 << column;
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
        || own.place && other.place
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
