"""DuckDB: the SQL functions `imya_compare`, `imya_resolve` and `imya_romanise`.

>>> import duckdb
>>> import imya.duckdb
>>> connection = duckdb.connect()
>>> imya.duckdb.register(connection)
>>> connection.sql("select imya_resolve('Hrodna').id, imya_romanise('Гродна', 'be-lacinka')").fetchall()
[('place/hrodna', 'Hrodna')]
>>> connection.sql("select round(imya_compare('Гродна', 'Hrodna', 'place'))").fetchall()
[(1.0,)]
"""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

import imya

__all__ = ["register"]

_RESOLVED = "STRUCT(decision VARCHAR, id VARCHAR, kind VARCHAR, name VARCHAR, score FLOAT)"


def _compare(left: Any, right: Any, kind: Any) -> Any:
    """Scores; an empty kind is guessed."""
    kinds = pc.if_else(pc.equal(kind, ""), None, kind)
    return imya.compare_arrow(left, right, kind=kinds).to_pyarrow()


def _romanise(texts: Any, schemes: Any) -> Any:
    """Texts, each under its scheme; rows of one scheme go together."""
    romanised: list[str | None] = [None] * len(texts)
    for scheme in pc.unique(schemes).to_pylist():
        if scheme is None:
            continue
        rows = pc.indices_nonzero(pc.equal(schemes, scheme))
        made = imya.romanise_arrow(texts.take(rows), scheme=scheme).to_pyarrow()
        for row, text in zip(rows.to_pylist(), made.to_pylist(), strict=True):
            romanised[row] = text
    return pa.array(romanised, pa.string())


def register(
    connection: duckdb.DuckDBPyConnection, resolver: imya.Resolver | None = None
) -> None:
    """Makes the SQL functions known to a connection.

    `imya_compare(left, right, kind)` gives the probability, `FLOAT` from 0 to 1, that two names mean the
    same; an empty kind is guessed. `imya_resolve(name)` gives a struct of `decision`, `id`, `kind`,
    `name` and `score` as `Resolver.resolve_arrow`, from the embedded gazetteer if no resolver is given.
    `imya_romanise(text, scheme)` writes a text in Latin letters. All give null for null.

    Raises what DuckDB raises where the functions are registered already.
    """
    own = imya.Resolver.embedded() if resolver is None else resolver

    def resolve(names: Any) -> Any:
        return own.resolve_arrow(names).to_pyarrow()

    text = "VARCHAR"
    arrow: Any = "arrow"
    for name, function, arguments, gives in (
        ("imya_compare", _compare, [text, text, text], "FLOAT"),
        ("imya_resolve", resolve, [text], _RESOLVED),
        ("imya_romanise", _romanise, [text, text], text),
    ):
        connection.create_function(name, function, arguments, gives, type=arrow)
