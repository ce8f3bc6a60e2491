#!/usr/bin/env python3
"""Whether Python gives the figures of the Rust commands, to the last printed digit.

    agree.py EXAMPLES EVAL

EXAMPLES is the folder of the built examples, EVAL one with `pairs.tsv`, `gazetteer.jsonl`,
`retrieval.tsv`, `entities.jsonl` and `articles/`. Ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import imya


def output(command: list[str | Path], given: str = "") -> list[str]:
    """The lines that a command prints."""
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def rounded(fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "score": round(fields["score"], 6)}


def pairs(examples: Path, data: Path) -> tuple[int, int]:
    """Pairs, and those that differ."""
    rows = [line.split("\t") for line in (data / "pairs.tsv").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row) >= 4 and row[2] in ("0", "1")]
    kinds = [row[3].split(":")[0].strip() for row in rows]
    given = "".join(f"{row[0]}\t{row[1]}\t{kind}\n" for row, kind in zip(rows, kinds, strict=True))
    rust = output([examples / "compare", "--tsv"], given)
    own: dict[int, float] = {}
    for kind in set(kinds):
        at = [number for number, other in enumerate(kinds) if other == kind]
        scores = imya.compare_many([rows[n][0] for n in at], [rows[n][1] for n in at], kind=kind)  # type: ignore[arg-type]
        own.update(zip(at, scores, strict=True))
    differ = sum(f"{own[number]:.6f}" != line for number, line in enumerate(rust))
    return len(rust), differ + abs(len(rust) - len(rows))


def retrieval(examples: Path, data: Path) -> tuple[int, int]:
    """Queries, and those whose answers differ."""
    lines = (data / "retrieval.tsv").read_text(encoding="utf-8").splitlines()
    names = [line.split("\t")[0] for line in lines]
    gazetteer = data / "gazetteer.jsonl"
    rust = output([examples / "resolve", "--gazetteer", gazetteer, "--format", "jsonl"], "\n".join(names) + "\n")
    resolver = imya.Resolver.from_file(gazetteer, threads=2)
    differ = 0
    for line, found in zip(rust, resolver.resolve_many(names, threads=2), strict=True):
        own = found.to_dict()
        own["candidates"] = [rounded(match) for match in own["candidates"]]
        differ += json.loads(line) != own
    return len(names), differ


def mentions(examples: Path, data: Path) -> tuple[int, int]:
    """Mentions in articles, and those that differ."""
    paths = sorted((data / "articles").iterdir())
    gazetteer = data / "entities.jsonl"
    rust = output([examples / "annotate", "--gazetteer", gazetteer, "--format", "jsonl", *paths])
    resolver = imya.Resolver.from_file(gazetteer)
    texts = [path.read_bytes().decode() for path in paths]
    own = []
    for path, found in zip(paths, resolver.annotate_many(texts, threads=2), strict=True):
        for fields in found.to_dicts():
            del fields["name"], fields["decision"]
            own.append({"file": str(path), **rounded(fields)})
    parsed = [json.loads(line) for line in rust]
    differ = sum(one != other for one, other in zip(parsed, own, strict=False))
    return len(parsed), differ + abs(len(parsed) - len(own))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("examples", type=Path)
    parser.add_argument("data", type=Path)
    arguments = parser.parse_args()
    worst = 0
    for title, check in (("pairs", pairs), ("queries", retrieval), ("mentions", mentions)):
        count, differ = check(arguments.examples, arguments.data)
        print(f"{count} {title}: {differ} differ")
        worst = max(worst, differ)
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())
