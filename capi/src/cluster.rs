//! Clusters: which of these names are the same, without any gazetteer?

use std::mem::MaybeUninit;

use imya::Clustering;
use imya_core as imya;

use crate::batch::{probability, threads};
use crate::border::{Outcome, room, run, texts};
use crate::error::{Code, Error};
use crate::kind::kind;
use crate::text::Text;

/// The place of one name in a clustering.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Assignment {
    /// The number of the group, from 0, in the order in which groups first occur.
    pub cluster: usize,
    /// Which of the names, by its place in the input, stands best for the group.
    pub best: usize,
    /// How sure it is that the name belongs where it is, from 0 to 1.
    pub confidence: f32,
}

/// Groups names that mean the same. About linear in the names: each is looked up once, in less than a
/// millisecond.
///
/// `names`: `count` texts in UTF-8. `kind`: an `imya_kind`, 0 for what most of them seem to be. `threshold`:
/// groups are joined where their names mean the same with this probability on the whole, from 0 to 1; 0.5 is
/// usual. `threads`: from 1 to 1024; the result is the same for every number. `assignments`: room for
/// `count` of them, one for each name, written only where the code is `IMYA_CODE_OK`.
///
/// Returns `IMYA_CODE_NULL` where a list is null whose count is not 0, `IMYA_CODE_UTF8` where a name is not
/// in UTF-8, `IMYA_CODE_OPTION` where an argument is outside its range; with an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imya_cluster(
    names: *const Text,
    count: usize,
    kind: u32,
    threshold: f32,
    threads: usize,
    assignments: *mut Assignment,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Code {
    run(error, || {
        let clustering = clustering(kind, threshold, threads)?;
        // SAFETY: the caller promises so many texts, each with so many bytes.
        let names = unsafe { texts("names", names, count) }?;
        // SAFETY: the caller promises room for so many, which nobody else uses meanwhile.
        let room = unsafe { room("assignments", assignments, count) }?;
        let found = clustering.cluster(&names, |_| ());
        for (place, own) in room.iter_mut().zip(found) {
            place.write(Assignment {
                cluster: own.cluster,
                best: own.best,
                confidence: own.confidence,
            });
        }
        Ok(())
    })
}

fn clustering(number: u32, threshold: f32, most: usize) -> Outcome<Clustering> {
    let clustering = Clustering::new()
        .threshold(probability("threshold", threshold)?)
        .threads(threads(most)?);
    Ok(clustering.kind(kind(number)?))
}
