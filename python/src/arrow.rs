//! Whole columns at a time.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBufferBuilder, Float32Builder, Int32Builder, Int64Builder, StringBuilder,
};
use arrow_array::{Array, ArrayRef, ListArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields};
use imya::annotate::{AnnotateOptions, AnnotateScratch};
use imya::index::SearchScratch;
use imya::score::{PreparedName, Preparer};
use imya::{Decision, Kind};
use pyo3::prelude::*;

use crate::batch::Batch;
use crate::column::{Column, KindColumn, Strings, kinds};
use crate::compare::{Comparer, IDLE};
use crate::error::option_error;
use crate::idle::Lent;
use crate::keys::SideArgument;
use crate::resolver::Resolver;
use crate::scheme::Scheme;
use crate::values::DecisionLabel;

/// A column of strings holds no more bytes.
const MOST_BYTES: usize = i32::MAX as usize;

/// Strings for an Arrow column, whose bytes are counted before they are copied.
fn text_column<'t>(texts: impl Iterator<Item = Option<&'t str>> + Clone) -> PyResult<ArrayRef> {
    let bytes: usize = texts.clone().flatten().map(str::len).sum();
    if bytes > MOST_BYTES {
        let reason = "the results have more than 2 GiB of text: cut the column into batches";
        return Err(option_error("column", reason));
    }
    let mut column = StringBuilder::with_capacity(texts.size_hint().0, bytes);
    texts.for_each(|text| column.append_option(text));
    Ok(Arc::new(column.finish()))
}

fn structs(fields: Vec<(&str, ArrayRef)>, nulls: Option<NullBuffer>) -> PyResult<StructArray> {
    let own = fields.iter().map(|(name, column)| {
        let kind = column.data_type().clone();
        Field::new(*name, kind, true)
    });
    let own: Fields = own.collect();
    let columns = fields.into_iter().map(|(_, column)| column).collect();
    let made = StructArray::try_new(own, columns, nulls);
    made.map_err(|error| option_error("column", error.to_string()))
}

fn validity(rows: impl Iterator<Item = bool>) -> NullBuffer {
    let mut bits = BooleanBufferBuilder::new(rows.size_hint().0);
    rows.for_each(|row| bits.append(row));
    NullBuffer::new(bits.finish())
}

/// A resolved row; its strings lie in the index.
#[derive(Clone, Copy)]
struct Resolved<'r> {
    decision: Decision,
    best: Option<(&'r str, Kind, &'r str, f32)>,
}

/// A mention of a row.
struct Mentioned<'r> {
    mention: imya::Mention<'r>,
}

/// See [`Resolver::resolve_arrow`](crate::resolver::Resolver).
pub(crate) fn resolve(
    py: Python<'_>,
    resolver: &Resolver,
    column: &Strings,
    batch: &Batch,
) -> PyResult<Column> {
    let names = column.rows();
    let work = |scratch: &mut Lent<'_, SearchScratch>, at: usize| {
        let found = resolver.inner.resolve_with(names[at]?, scratch.memory());
        let best = found.best().map(|best| {
            let entity = best.entity();
            (entity.id(), entity.kind(), best.name(), best.score())
        });
        let decision = found.decision();
        Some(Resolved { decision, best })
    };
    let rows = batch.map(py, names.len(), || resolver.searches.lend(), work)?;
    let best = || rows.iter().map(|row| row.and_then(|row| row.best));
    let decisions = rows
        .iter()
        .map(|row| row.map(|row| DecisionLabel::from(row.decision).0));
    let mut scores = Float32Builder::with_capacity(rows.len());
    best().for_each(|best| scores.append_option(best.map(|best| best.3)));
    let fields = vec![
        ("decision", text_column(decisions)?),
        (
            "id",
            text_column(best().map(|best| best.map(|best| best.0)))?,
        ),
        (
            "kind",
            text_column(best().map(|best| best.map(|best| best.1.as_str())))?,
        ),
        (
            "name",
            text_column(best().map(|best| best.map(|best| best.2)))?,
        ),
        ("score", Arc::new(scores.finish())),
    ];
    let nulls = validity(rows.iter().map(Option::is_some));
    Ok(Column::new(Arc::new(structs(fields, Some(nulls))?)))
}

/// See [`Resolver::annotate_arrow`](crate::resolver::Resolver).
pub(crate) fn annotate(
    py: Python<'_>,
    resolver: &Resolver,
    column: &Strings,
    options: &AnnotateOptions,
    batch: &Batch,
) -> PyResult<Column> {
    let texts = column.rows();
    let work = |scratch: &mut Lent<'_, AnnotateScratch>, at: usize| {
        let mentions = resolver
            .inner
            .annotate_with(texts[at]?, options, scratch.memory());
        Some(mentions)
    };
    let rows = batch.map(py, texts.len(), || resolver.annotations.lend(), work)?;
    let lengths = rows.iter().map(|row| row.as_ref().map_or(0, Vec::len));
    let offsets = OffsetBuffer::from_lengths(lengths);
    let nulls = validity(rows.iter().map(Option::is_some));
    let all = rows.into_iter().flatten().flatten();
    let all: Vec<Mentioned<'_>> = all.map(|mention| Mentioned { mention }).collect();
    let values = mention_structs(&all)?;
    let item = Arc::new(Field::new("item", values.data_type().clone(), true));
    let lists = ListArray::try_new(item, offsets, Arc::new(values), Some(nulls));
    let lists = lists.map_err(|error| option_error("column", error.to_string()))?;
    Ok(Column::new(Arc::new(lists)))
}

fn mention_structs(all: &[Mentioned<'_>]) -> PyResult<StructArray> {
    let texts = || all.iter().map(|own| &own.mention);
    let mut ends = [Int32Builder::new(), Int32Builder::new()];
    let mut scores = Float32Builder::with_capacity(all.len());
    for mention in texts() {
        let characters = mention.span().characters();
        for (builder, place) in ends.iter_mut().zip([characters.start, characters.end]) {
            // Texts of Arrow have fewer than 2³¹ bytes.
            builder.append_value(i32::try_from(place).unwrap_or(i32::MAX));
        }
        scores.append_value(mention.score());
    }
    let [mut start, mut end] = ends;
    let decision = |mention: &imya::Mention<'_>| DecisionLabel::from(mention.decision()).0;
    let fields = vec![
        ("start", Arc::new(start.finish()) as ArrayRef),
        ("end", Arc::new(end.finish())),
        (
            "surface",
            text_column(texts().map(|own| Some(own.surface())))?,
        ),
        (
            "id",
            text_column(texts().map(|own| Some(own.entity().id())))?,
        ),
        (
            "kind",
            text_column(texts().map(|own| Some(own.entity().kind().as_str())))?,
        ),
        ("name", text_column(texts().map(|own| Some(own.name())))?),
        ("score", Arc::new(scores.finish())),
        (
            "decision",
            text_column(texts().map(|own| Some(decision(own))))?,
        ),
    ];
    structs(fields, None)
}

/// Compares two columns of names row by row: `float32` scores from 0 to 1, null where a name is null.
///
/// `kind` is one kind for all rows or a column of kinds, whose nulls are guessed. Columns as
/// `Resolver.resolve_arrow` takes them, threads and progress as for `Resolver.resolve_many`. Raises
/// `OptionError` where the columns are not equally long.
///
/// >>> import imya, pyarrow
/// >>> left, right = pyarrow.array(["Гродна", "Мінск"]), pyarrow.array(["Hrodna", None])
/// >>> [score and round(score) for score in imya.compare_arrow(left, right, kind="place").to_pyarrow().to_pylist()]
/// [1, None]
#[pyfunction]
#[pyo3(signature = (
    left: "ArrowColumn",
    right: "ArrowColumn",
    *,
    kind: "Kind | ArrowColumn | None" = None,
    threads: "int" = 1,
    progress: "typing.Callable[[int, int], object] | None" = None
) -> "Column")]
pub(crate) fn compare_arrow(
    py: Python<'_>,
    left: Strings,
    right: Strings,
    kind: Option<KindColumn>,
    threads: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Column> {
    let (left, right) = (left.rows(), right.rows());
    if left.len() != right.len() {
        let reason = format!("{} names, but {} on the left", right.len(), left.len());
        return Err(option_error("right", reason));
    }
    let kinds = kinds(&kind, left.len())?;
    let pair = |comparer: &mut Lent<'_, Comparer>, at: usize| {
        Some(comparer.memory().compare(left[at]?, right[at]?, kinds[at]))
    };
    let batch = Batch::new(threads, progress)?;
    let rows = batch.map(py, left.len(), || IDLE.lend(), pair)?;
    let mut scores = Float32Builder::with_capacity(rows.len());
    rows.into_iter().for_each(|row| scores.append_option(row));
    Ok(Column::new(Arc::new(scores.finish())))
}

/// Romanises a column of texts under a scheme, named by its id; nulls stay null.
///
/// Columns as `Resolver.resolve_arrow` takes them, threads and progress as for `Resolver.resolve_many`.
#[pyfunction]
#[pyo3(signature = (
    column: "ArrowColumn",
    *,
    scheme: "str",
    threads: "int" = 1,
    progress: "typing.Callable[[int, int], object] | None" = None
) -> "Column")]
pub(crate) fn romanise_arrow(
    py: Python<'_>,
    column: Strings,
    scheme: &str,
    threads: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Column> {
    let (texts, scheme) = (column.rows(), Scheme::named_scheme(scheme)?);
    let one = |(): &mut (), at: usize| texts[at].map(|text| scheme.romanise(text));
    let rows = Batch::new(threads, progress)?.map(py, texts.len(), || (), one)?;
    let rows = rows.iter().map(Option::as_deref);
    Ok(Column::new(text_column(rows)?))
}

/// Blocking keys of a column of names: lists of `int64`, null where the name is null; see `keys`.
///
/// `kind` is one kind for all rows or a column of kinds. Columns as `Resolver.resolve_arrow` takes them,
/// threads and progress as for `Resolver.resolve_many`.
#[pyfunction]
#[pyo3(signature = (
    column: "ArrowColumn",
    *,
    kind: "Kind | ArrowColumn | None" = None,
    side: "Side",
    threads: "int" = 1,
    progress: "typing.Callable[[int, int], object] | None" = None
) -> "Column")]
pub(crate) fn keys_arrow(
    py: Python<'_>,
    column: Strings,
    kind: Option<KindColumn>,
    side: SideArgument,
    threads: i64,
    progress: Option<Py<PyAny>>,
) -> PyResult<Column> {
    let names = column.rows();
    let kinds = kinds(&kind, names.len())?;
    let begin = || {
        let mut preparer = Preparer::default();
        let name = preparer.prepare("", None);
        (preparer, name)
    };
    let one = |(preparer, name): &mut (Preparer, PreparedName), at: usize| {
        Some(side.keys(preparer, name, names[at]?, kinds[at]))
    };
    let rows = Batch::new(threads, progress)?.map(py, names.len(), begin, one)?;
    let count: usize = rows.iter().flatten().map(Vec::len).sum();
    if count > MOST_BYTES {
        let reason = "more than 2³¹ keys: cut the column into batches";
        return Err(option_error("column", reason));
    }
    let mut keys = Int64Builder::with_capacity(count);
    rows.iter().flatten().for_each(|own| keys.append_slice(own));
    let lengths = rows.iter().map(|row| row.as_ref().map_or(0, Vec::len));
    let nulls = validity(rows.iter().map(Option::is_some));
    let item = Arc::new(Field::new("item", DataType::Int64, true));
    let offsets = OffsetBuffer::from_lengths(lengths);
    let lists = ListArray::try_new(item, offsets, Arc::new(keys.finish()), Some(nulls));
    let lists = lists.map_err(|error| option_error("column", error.to_string()))?;
    Ok(Column::new(Arc::new(lists)))
}
