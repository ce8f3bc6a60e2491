//! Kinds of entities, one or a set of them.

use imya_core as imya;

use crate::border::Outcome;
use crate::error::{Code, Error};

/// What an entity is. Arguments take these as `uint32_t`: a set of kinds is their sum (`|`), and 0 leaves
/// the kind open.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A human being.
    Person = 1,
    /// A company, party, authority, newspaper, club.
    Organisation = 2,
    /// A country, town, river, street.
    Place = 4,
}

impl From<imya::Kind> for Kind {
    fn from(kind: imya::Kind) -> Self {
        match kind {
            imya::Kind::Person => Kind::Person,
            imya::Kind::Organisation => Kind::Organisation,
            imya::Kind::Place => Kind::Place,
        }
    }
}

/// The kinds of a set.
pub(crate) fn kinds(set: u32) -> Outcome<Vec<imya::Kind>> {
    let bit = |kind: imya::Kind| Kind::from(kind) as u32;
    let known: u32 = imya::Kind::ALL.into_iter().map(bit).sum();
    if set & !known != 0 {
        let reason = format!("kinds: {set} is no sum of kinds");
        return Err(Error::new(Code::Option, reason));
    }
    let all = imya::Kind::ALL.into_iter();
    Ok(all.filter(|&kind| set & bit(kind) != 0).collect())
}

/// One kind, or none for 0.
pub(crate) fn kind(number: u32) -> Outcome<Option<imya::Kind>> {
    match kinds(number).as_deref() {
        Ok([]) => Ok(None),
        Ok([kind]) => Ok(Some(*kind)),
        _ => {
            let reason = format!("kind: {number} is no kind");
            Err(Error::new(Code::Option, reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_sums() {
        assert_eq!(kinds(0).ok(), Some(vec![]));
        assert_eq!(
            kinds(5).ok(),
            Some(vec![imya::Kind::Person, imya::Kind::Place])
        );
        assert_eq!(kinds(8).err().map(|error| error.code), Some(Code::Option));
        assert_eq!(kind(2).ok(), Some(Some(imya::Kind::Organisation)));
        assert_eq!(kind(3).err().map(|error| error.code), Some(Code::Option));
    }
}
