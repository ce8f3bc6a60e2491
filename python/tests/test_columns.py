"""Columns of Arrow, and the libraries that have them."""

from __future__ import annotations

from typing import Any

import duckdb
import imya
import imya.duckdb
import imya.pandas
import imya.polars
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

NAMES = ["Bjaljazki", None, "Hrodna", "Johann Sebastian Bach", ""]
IDS = ["person/ales-bialiatski", None, "place/hrodna", None, None]


@pytest.fixture(scope="module")
def resolver() -> imya.Resolver:
    return imya.Resolver.embedded()


def columns() -> list[object]:
    array = pa.array(NAMES)
    return [
        array,
        array.cast(pa.large_string()),
        array.cast(pa.string_view()),
        array.dictionary_encode(),
        pa.concat_arrays([pa.array(["sliced off"]), array])[1:],
        pa.chunked_array([array[:2], array[2:]]),
        pa.table({"only": array}),
        pl.Series(NAMES),
        pl.Series(NAMES, dtype=pl.Categorical),
        pd.Series(NAMES, dtype="str"),
        duckdb.from_arrow(pa.table({"only": array})),
    ]


@pytest.mark.parametrize("number", range(11))
def test_every_sort_of_column(resolver: imya.Resolver, number: int) -> None:
    found = resolver.resolve_arrow(columns()[number], threads=2).to_pyarrow()  # type: ignore[arg-type]
    assert found.field("id").to_pylist() == IDS
    assert found.is_null().to_pylist() == [False, True, False, False, False]
    single = [None if name is None else resolver.resolve(name) for name in NAMES]
    for row, answer in zip(found.to_pylist(), single, strict=True):
        if answer is None:
            assert row is None
            continue
        best = answer.best
        assert row["decision"] == answer.decision
        assert (row["name"], row["kind"], row["score"]) == (
            (best.name, best.kind, best.score) if best else (None, None, None)
        )


def test_results_go_where_columns_go(resolver: imya.Resolver) -> None:
    found = resolver.resolve_arrow(pa.array(NAMES))
    assert len(found) == 5 and "Column(5 rows" in repr(found)
    assert pl.Series(found).struct.field("id").to_list() == IDS
    assert pa.chunked_array(found).to_pylist() == found.to_pyarrow().to_pylist()
    assert pa.array(imya.romanise_arrow(pl.Series(["Мінск"]), scheme="be-lacinka")).to_pylist() == ["Minsk"]
    assert pa.array(resolver.resolve_arrow(pa.array([], pa.string()))).to_pylist() == []
    assert resolver.resolve_arrow(pa.nulls(2)).to_pyarrow().to_pylist() == [None, None]


def test_annotate(resolver: imya.Resolver) -> None:
    texts = ["🙂 Алесь Бяляцкі ў Мінску", None, "Nothing"]
    lists = resolver.annotate_arrow(pa.array(texts)).to_pyarrow().to_pylist()
    assert lists[1:] == [None, []]
    assert lists[0] == resolver.annotate(texts[0] or "").to_dicts()


def test_compare_and_keys() -> None:
    left, right = pa.array(["Гродна", "Мінск", None]), pa.array(["Hrodna", None, "x"])
    expected = [imya.compare("Гродна", "Hrodna", kind="place"), None, None]
    assert imya.compare_arrow(left, right, kind="place").to_pyarrow().to_pylist() == expected
    kinds = pa.array(["place", "org", None])
    assert imya.compare_arrow(left, right, kind=kinds).to_pyarrow().to_pylist() == expected
    keys = imya.keys_arrow(left, kind=kinds, side="left").to_pyarrow().to_pylist()
    assert keys[0] == imya.keys("Гродна", kind="place", side="left") and keys[2] is None


def test_what_is_no_column_of_strings(resolver: imya.Resolver) -> None:
    for thing in (["Minsk"], "Minsk", 1, None, np.array([1.0])):
        with pytest.raises(TypeError, match="expected an Arrow array"):
            resolver.resolve_arrow(thing)  # type: ignore[arg-type]
    two = pa.table({"a": ["x"], "b": ["y"]})
    for column in (pa.array([1, 2]), pa.array([["x"]]), two, pl.Series([1.5])):
        with pytest.raises(TypeError, match="expected strings"):
            resolver.resolve_arrow(column)
    left = pa.array(["a", "b"])
    with pytest.raises(imya.OptionError, match="1 names"):
        imya.compare_arrow(left, pa.array(["a"]))
    with pytest.raises(imya.OptionError, match="1 kinds"):
        imya.compare_arrow(left, left, kind=pa.array(["org"]))
    with pytest.raises(imya.DataError) as caught:
        imya.compare_arrow(left, left, kind=pa.array(["org", "ship"]))
    assert caught.value.line == 2
    with pytest.raises(imya.OptionError):
        imya.romanise_arrow(left, scheme="none")


def test_polars() -> None:
    frame = pl.DataFrame({"name": NAMES})
    lazy = frame.lazy().select(pl.col("name").imya.resolve().struct.unnest())  # type: ignore[attr-defined]
    assert lazy.collect()["id"].to_list() == IDS
    assert list(lazy.collect_schema()) == ["decision", "id", "kind", "name", "score"]
    texts = pl.DataFrame({"text": ["Алесь Бяляцкі", None]})
    mentions = texts.select(pl.col("text").imya.annotate())["text"]  # type: ignore[attr-defined]
    assert mentions.list.len().to_list() == [1, None]
    romanised = texts.select(pl.col("text").imya.romanise("be-lacinka"))  # type: ignore[attr-defined]
    assert romanised["text"].to_list() == ["Aleś Bialacki", None]
    pair = pl.DataFrame({"a": ["Гродна", "Мінск"], "b": ["Hrodna", "Brest"]})
    scores = pair.select(pl.col("a").imya.compare(pl.col("b"), kind="place"))  # type: ignore[attr-defined]
    assert scores["a"].round().to_list() == [1.0, 0.0]


def test_pandas() -> None:
    for dtype in ("str", "object", "string[pyarrow]", "category"):
        series = pd.Series(NAMES, dtype=dtype, index=range(10, 15), name="n")
        found = series.imya.resolve()
        assert list(found.index) == list(series.index)
        assert [None if pd.isna(own) else own for own in found["id"]] == IDS
    towns = pd.Series(["Гродна", "Мінск"], index=["x", "y"], name="town")
    accessor: Any = towns.imya
    scores = accessor.compare("Hrodna", kind="place")
    assert scores.round().to_dict() == {"x": 1.0, "y": 0.0} and scores.name == "town"
    assert accessor.compare(pd.Series(["Hrodna", "Minsk"]), kind="place").round().tolist() == [1, 1]
    assert accessor.romanise("be-lacinka").tolist() == ["Hrodna", "Minsk"]


def test_duckdb() -> None:
    connection = duckdb.connect()
    imya.duckdb.register(connection)
    connection.execute("create table names (name varchar)")
    connection.executemany("insert into names values (?)", [[name] for name in NAMES])
    rows = connection.sql("select imya_resolve(name).id from names").fetchall()
    assert [row[0] for row in rows] == IDS
    query = "select imya_romanise(?, scheme) from (values ('be-lacinka'), ('ru-fr'), (null)) as s(scheme)"
    assert connection.execute(query, ["Мінск"]).fetchall() == [("Minsk",), ("Minsk",), (None,)]
    [(score, none)] = connection.sql(
        "select imya_compare('Гродна', 'Hrodna', 'place'), imya_compare(null, 'Hrodna', '')"
    ).fetchall()
    assert score == imya.compare("Гродна", "Hrodna", kind="place") and none is None
    with pytest.raises(duckdb.Error):
        connection.sql("select imya_romanise('x', 'none')").fetchall()
