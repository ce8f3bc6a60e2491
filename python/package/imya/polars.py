"""Polars: the namespace `imya` of expressions, `pl.col("name").imya.resolve()`.

>>> import polars as pl
>>> import imya.polars
>>> towns = pl.DataFrame({"name": ["Hrodna", None, "Wilno"]})
>>> found = towns.select(pl.col("name").imya.resolve().struct.field("id"))
>>> found["id"].to_list()[:2]
['place/hrodna', None]
>>> towns.select(pl.col("name").imya.compare(pl.lit("Гродна"), kind="place").round())["name"].to_list()
[1.0, None, 0.0]
"""

from __future__ import annotations

from typing import Any

import polars as pl

import imya
from imya.types import Kind

__all__ = ["ImyaNamespace"]

_RESOLVED = pl.Struct(
    {"decision": pl.String, "id": pl.String, "kind": pl.String, "name": pl.String, "score": pl.Float32}
)
_MENTIONS = pl.List(
    pl.Struct(
        {
            "start": pl.Int32,
            "end": pl.Int32,
            "surface": pl.String,
            "id": pl.String,
            "kind": pl.String,
            "name": pl.String,
            "score": pl.Float32,
            "decision": pl.String,
        }
    )
)


def _series(name: str, column: imya.Column) -> pl.Series:
    made = pl.Series(name, column)
    return made


@pl.api.register_expr_namespace("imya")
class ImyaNamespace:
    """What imya does with a column of strings; nulls stay null."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def resolve(self, resolver: imya.Resolver | None = None, *, threads: int = 1) -> pl.Expr:
        """Structs as of `Resolver.resolve_arrow`; the embedded gazetteer if no resolver is given."""
        own = imya.Resolver.embedded() if resolver is None else resolver
        return self._expression.map_batches(
            lambda names: _series(names.name, own.resolve_arrow(names, threads=threads)),
            return_dtype=_RESOLVED,
        )

    def annotate(
        self, resolver: imya.Resolver | None = None, *, threads: int = 1, **options: Any
    ) -> pl.Expr:
        """Lists of structs as of `Resolver.annotate_arrow`, with its options."""
        own = imya.Resolver.embedded() if resolver is None else resolver
        return self._expression.map_batches(
            lambda texts: _series(texts.name, own.annotate_arrow(texts, threads=threads, **options)),
            return_dtype=_MENTIONS,
        )

    def compare(self, other: pl.Expr, *, kind: Kind | None = None, threads: int = 1) -> pl.Expr:
        """Scores, `Float32` from 0 to 1, of this column and another or one literal name."""

        def scores(columns: pl.Series) -> pl.Series:
            left, right = columns.struct.field("left"), columns.struct.field("right")
            return _series(columns.name, imya.compare_arrow(left, right, kind=kind, threads=threads))

        pair = pl.struct(self._expression.alias("left"), other.alias("right"))
        pair = pair.map_batches(scores, return_dtype=pl.Float32)
        return pair.name.map(lambda _: self._expression.meta.output_name())

    def romanise(self, scheme: str, *, threads: int = 1) -> pl.Expr:
        """The texts in Latin letters under a scheme, named by its id."""
        return self._expression.map_batches(
            lambda texts: _series(texts.name, imya.romanise_arrow(texts, scheme=scheme, threads=threads)),
            return_dtype=pl.String,
        )
