#!/usr/bin/env python3
"""Makes two lists of names for join measurements from a gazetteer: its names, and other spellings of them.

    respell.py GAZETTEER.jsonl LEFT.parquet RIGHT.parquet [--rows N] [--seed S]

Each row has `id` (the entity), `kind` and `name`. On the right a Cyrillic name is romanised under a
scheme of its language chosen at random, a Latin one taken back to Cyrillic by the habits of the press;
of names of persons a third begins with the surname and of those with a patronymic a half leaves it out.
Both lists are shuffled.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import imya
import pyarrow as pa
import pyarrow.parquet as pq

SCHEMES: dict[str, list[imya.Scheme]] = {}
for scheme in imya.Scheme.all():
    SCHEMES.setdefault(scheme.language, []).append(scheme)
PRESS = [imya.Scheme.named(name) for name in ("be-press-en", "ru-press-en", "be-pl-pwn")]


def respelt(kind: str, name: str, language: str, chance: random.Random) -> str:
    """Another spelling of the name, as other sources may have it."""
    if language in SCHEMES:
        other = chance.choice(SCHEMES[language]).romanise(name)
    else:
        other = (PRESS[2] if language == "pl" else chance.choice(PRESS[:2])).restore(name)
    words = other.split(" ")
    if kind == "person" and len(words) == 3 and chance.random() < 0.5:
        del words[1]
    if kind == "person" and len(words) > 1 and chance.random() < 1 / 3:
        words = [words[-1], *words[:-1]]
    return " ".join(words)


def table(rows: list[tuple[str, str, str]], chance: random.Random) -> pa.Table:
    chance.shuffle(rows)
    ids, kinds, names = zip(*rows, strict=True)
    return pa.table({"id": ids, "kind": kinds, "name": names})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("gazetteer", type=Path)
    parser.add_argument("left", type=Path)
    parser.add_argument("right", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    entities = [json.loads(line) for line in arguments.gazetteer.open(encoding="utf-8")]
    if len(entities) > arguments.rows:
        entities = chance.sample(entities, arguments.rows)
    left, right = [], []
    for entity in entities:
        first = entity["names"][0]
        left.append((entity["id"], entity["kind"], first["name"]))
        other = respelt(entity["kind"], first["name"], first["lang"], chance)
        right.append((entity["id"], entity["kind"], other))
    pq.write_table(table(left, chance), arguments.left)
    pq.write_table(table(right, chance), arguments.right)


if __name__ == "__main__":
    main()
