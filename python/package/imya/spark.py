"""Spark: names resolved, texts annotated and tables joined on as many machines as there are.

Needs pyspark from 4.1 on (Arrow user-defined functions) and pyarrow; both and imya must be installed where
the executors run. No resolver is ever pickled: each Python worker opens the index once, by memory map.

>>> from imya.spark import RESOLVED, resolve_batches
>>> RESOLVED.split(", ")[0]
'id string'
>>> # names.select("id", "name").mapInArrow(resolve_batches(), RESOLVED)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import imya
from imya.types import Kind

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = [
    "MENTIONS",
    "RESOLVED",
    "find_mentions",
    "imya_compare",
    "imya_keys",
    "join_names",
    "resolve_batches",
]

RESOLVED = (
    "id string, query string, decision string, entity string, kind string, name string, score float"
)
"""The columns that `resolve_batches` gives, as Spark writes schemas."""

MENTIONS = (
    "id string, start int, end int, surface string, entity string, kind string, name string, "
    "score float, decision string"
)
"""The columns that `find_mentions` gives, as Spark writes schemas."""

Batches = Iterator[pa.RecordBatch]


@lru_cache(maxsize=8)
def _resolver(index: str | None, options: tuple[tuple[str, Any], ...]) -> imya.Resolver:
    """The resolver of this Python worker."""
    if index is None:
        resolver = imya.Resolver.embedded()
    else:
        if not os.path.exists(index):
            from pyspark import SparkFiles

            index = SparkFiles.get(index)
        resolver = imya.Resolver.open(index)
    return resolver.with_options(**dict(options))


def _frozen(options: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Options as a key of a cache; lists become tuples."""
    frozen = ((name, tuple(own) if isinstance(own, list) else own) for name, own in options.items())
    return tuple(sorted(frozen))


def _text(column: Any) -> pa.Array:
    return column.cast(pa.string())


def resolve_batches(
    index: str | None = None, *, id: str = "id", name: str = "name", **options: Any
) -> Callable[[Batches], Batches]:
    """What `DataFrame.mapInArrow` needs to resolve names, with the schema `RESOLVED`.

    `index` is the path of an index file that all machines see, or the name of one that was sent to them by
    `SparkContext.addFile`; without it the embedded gazetteer is meant. `id` and `name` are the columns to
    read; `query` gives the name back, `entity` to `score` are null where the decision is `none`. Options
    are those of `Resolver.with_options`.

    Raises in the worker what `Resolver.open` raises.
    """
    chosen = _frozen(options)

    def resolve(batches: Batches) -> Batches:
        resolver = _resolver(index, chosen)
        for batch in batches:
            found = resolver.resolve_arrow(batch.column(name)).to_pyarrow()
            decision, entity, kind, best, score = found.flatten()
            columns = [_text(batch.column(id)), _text(batch.column(name)), decision, entity, kind, best, score]
            names = ["id", "query", "decision", "entity", "kind", "name", "score"]
            yield pa.RecordBatch.from_arrays(columns, names=names)

    return resolve


def find_mentions(
    index: str | None = None,
    *,
    id: str = "id",
    text: str = "text",
    lower_case: bool = False,
    kinds: Iterable[Kind] | None = None,
    threshold: float = 0.0,
    ambiguous: bool = False,
) -> Callable[[Batches], Batches]:
    """What `DataFrame.mapInArrow` needs to annotate texts, with the schema `MENTIONS`: a row a mention.

    `index` as for `resolve_batches`; `id` and `text` are the columns to read. `start` and `end` count
    characters. Options are those of `Resolver.annotate`.
    """
    wanted = None if kinds is None else list(kinds)

    def annotate(batches: Batches) -> Batches:
        resolver = _resolver(index, ())
        for batch in batches:
            lists = resolver.annotate_arrow(
                batch.column(text),
                lower_case=lower_case,
                kinds=wanted,
                threshold=threshold,
                ambiguous=ambiguous,
            ).to_pyarrow()
            rows = _text(batch.column(id)).take(lists.value_parent_indices())
            columns = [rows, *lists.flatten().flatten()]
            names = ["id", "start", "end", "surface", "entity", "kind", "name", "score", "decision"]
            yield pa.RecordBatch.from_arrays(columns, names=names)

    return annotate


@lru_cache(maxsize=1)
def imya_compare() -> Any:
    """An Arrow user-defined function of three columns, two names and their kind (null: guessed).

    Gives `float` scores from 0 to 1, null where a name is null. To use it in SQL:
    `spark.udf.register("imya_compare", imya_compare())`.
    """
    from pyspark.sql import functions

    def compare(left: pa.Array, right: pa.Array, kind: pa.Array) -> pa.Array:
        scores: pa.Array = imya.compare_arrow(left, right, kind=kind).to_pyarrow()
        return scores

    compare.__annotations__ = {"left": pa.Array, "right": pa.Array, "kind": pa.Array, "return": pa.Array}
    made: Any = functions
    return made.arrow_udf(compare, "float")


@lru_cache(maxsize=2)
def imya_keys(side: str) -> Any:
    """An Arrow user-defined function of two columns, a name and its kind: its keys, `array<bigint>`.

    `side` is `"left"` for one table of a join and `"right"` for the other; see `imya.keys`.
    """
    from pyspark.sql import functions

    if side not in ("left", "right"):
        raise imya.OptionError(f"side: `{side}` is neither `left` nor `right`", option="side")

    def keys(name: pa.Array, kind: pa.Array) -> pa.Array:
        own: pa.Array = imya.keys_arrow(name, kind=kind, side=side).to_pyarrow()  # type: ignore[arg-type]
        return own

    keys.__annotations__ = {"name": pa.Array, "kind": pa.Array, "return": pa.Array}
    made: Any = functions
    return made.arrow_udf(keys, "array<bigint>")


def join_names(left: DataFrame, right: DataFrame, *, threshold: float = 0.9) -> DataFrame:
    """Joins two tables on what their names mean.

    Both have the columns `id`, `kind` (null: guessed) and `name`. An equi-join on blocking keys and kind
    finds the candidates, which are scored; each pair that scores enough comes once. Gives `left_id`,
    `right_id`, `left_name`, `right_name`, `kind` and `score` (`float`, `threshold` or more).

    Finds some 996 of a thousand pairs that score 0.9 or more, 990 of those with 0.8 or more, fewer of those
    that score less: most of them have a surname in common and given names that are not known.

    Raises `OptionError` where the threshold is not between 0 and 1.
    """
    from pyspark.sql import functions

    f: Any = functions  # not all of it has types
    if not 0 <= threshold <= 1:
        raise imya.OptionError(f"threshold: {threshold} is not between 0 and 1", option="threshold")

    def keyed(table: DataFrame, side: str) -> DataFrame:
        columns = [f.col(own).alias(f"{side}_{own}") for own in ("id", "kind", "name")]
        return table.select(*columns, f.explode(imya_keys(side)("name", "kind")).alias("key"))

    one, other = keyed(left, "left"), keyed(right, "right")
    same = (one["key"] == other["key"]) & one["left_kind"].eqNullSafe(other["right_kind"])
    score = imya_compare()("left_name", "right_name", "left_kind").alias("score")
    names: list[Any] = ["left_id", "right_id", "left_name", "right_name", f.col("left_kind").alias("kind")]
    scored: DataFrame = one.join(other, same).select(*names, score).where(f.col("score") >= threshold)
    # Pairs share several keys. To score them more than once is cheaper than to carry all keys along.
    return scored.dropDuplicates()
