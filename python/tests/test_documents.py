"""The lines of Python in the documents run as printed and give what their comments show."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import imya
import pytest

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(path: str) -> list[str]:
    """The blocks of Python of a document."""
    found = FENCE.findall((ROOT / path).read_text(encoding="utf-8"))
    assert found, f"{path} has no Python"
    return [str(block) for block in found]


def shown(comment: str) -> re.Pattern[str]:
    """What a comment says is printed; `…` stands for anything."""
    return re.compile(".*".join(re.escape(part) for part in comment.split("…")), re.DOTALL)


def run(block: str, names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> int:
    """Runs a block and compares what lines print, or are, with the comments beside them; how many there were."""
    lines, checked = block.splitlines(), 0
    for statement in ast.parse(block).body:
        last = lines[(statement.end_lineno or 1) - 1]
        _, mark, comment = last.partition("  # ")
        source = ast.get_source_segment(block, statement) or ""
        value: object = None
        if isinstance(statement, ast.Expr):
            value = eval(compile(source, "document", "eval"), names)
        else:
            exec(compile(source, "document", "exec"), names)
        printed = capsys.readouterr().out.rstrip("\n")
        if mark and isinstance(statement, ast.Expr):
            given = printed or str(value)
            assert shown(comment.strip()).fullmatch(given), f"{source}: {given}"
            checked += 1
    return checked


@pytest.mark.parametrize("path", ["README.md", "python/README.md"])
def test_readme(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    for block in blocks(path):
        names: dict[str, Any] = {}
        run(block, names, capsys)
        assert names["imya"] is imya


def test_first_lines_of_the_guide(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(blocks("docs/python.md")[0], {}, capsys) == 3


def test_columns_of_the_guide() -> None:
    import duckdb
    import pandas
    import polars
    import pyarrow

    rows = {
        "name": ["Bjaljazki", "Мінск"],
        "text": ["Горад Пінск", ""],
        "a": ["Гродна"] * 2,
        "b": ["Hrodna"] * 2,
        "kind": ["place"] * 2,
    }
    arrow, library = blocks("docs/python.md")[1:3]
    table = pyarrow.table(rows)
    names: dict[str, Any] = {"imya": imya, "resolver": imya.Resolver.embedded(), "table": table}
    exec(arrow, names)
    assert len(names["found"].to_pyarrow()) == len(names["scores"].to_pyarrow()) == 2

    connection = duckdb.connect()
    connection.register("names", table)
    connection.register("pairs", table)
    polars_part, pandas_part, duckdb_part = library.split("\n\n")
    exec(polars_part, {"frame": polars.DataFrame(rows)})
    exec(pandas_part, {"frame": pandas.DataFrame(rows)})
    exec(duckdb_part, {"connection": connection})
