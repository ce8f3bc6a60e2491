#!/usr/bin/env python3
"""How many of the pairs that exhaustive scoring finds share a blocking key, and what that costs.

    respell.py GAZETTEER.jsonl LEFT.parquet RIGHT.parquet --rows 20000 --seed 2
    exhaustive.py LEFT.parquet RIGHT.parquet PAIRS.parquet --least 0.8
    recall.py LEFT.parquet RIGHT.parquet [--pairs PAIRS.parquet] [--missed N]

Prints, kind by kind, how many candidates the keys make (pairs of names that share a key, each counted
once, and as many times as they share one), per million pairs of names, and what part of PAIRS they hold.
With two long lists and no pairs it counts candidates alone: those counted once are then estimated from
every so-manieth name of the left list. `--missed` lists pairs without a key in common.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import imya
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

THRESHOLDS = (0.8, 0.9)
# So many names of the left list are looked at for candidates counted once.
SAMPLE = 20_000
# So many rows of the join are made at a time.
ROWS = 50_000_000


class Keys:
    """The keys of a list, sorted, and the row that each is of."""

    def __init__(self, names: pa.ChunkedArray, kind: imya.types.Kind, side: imya.types.Side, threads: int) -> None:
        lists = imya.keys_arrow(names, kind=kind, side=side, threads=threads).to_pyarrow()
        keys = lists.flatten().to_numpy(zero_copy_only=False)
        rows = lists.value_parent_indices().to_numpy(zero_copy_only=False).astype(np.int32)
        order = np.argsort(keys, kind="stable")
        self.keys, self.rows, self.lists = keys[order], rows[order], lists

    def many(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where the rows of each key begin, and how many there are."""
        begin = np.searchsorted(self.keys, keys, "left")
        return begin, np.searchsorted(self.keys, keys, "right") - begin


def candidates(one: Keys, other: Keys, count: int, width: int) -> tuple[int, int]:
    """Pairs that share a key: each as often as they do, and each once."""
    _, lengths = other.many(one.keys)
    total = int(lengths.sum())
    step = max(count // SAMPLE, 1)
    some = np.flatnonzero(one.rows % step == 0)
    some = some[np.argsort(one.rows[some], kind="stable")]
    begin, lengths = other.many(one.keys[some])
    ends = np.cumsum(lengths)
    once, start = 0, 0
    while start < len(some):
        before = ends[start - 1] if start else 0
        end = max(int(np.searchsorted(ends, before + ROWS)), start + 1)
        # All keys of a row are counted together.
        while end < len(some) and one.rows[some[end]] == one.rows[some[end - 1]]:
            end += 1
        own = lengths[start:end]
        left = np.repeat(one.rows[some[start:end]].astype(np.int64), own)
        within = np.arange(own.sum()) - np.repeat(np.cumsum(own) - own, own)
        right = other.rows[np.repeat(begin[start:end], own) + within]
        once += len(np.unique(left * width + right))
        start = end
    looked = -(-count // step)
    return total, round(once * count / max(looked, 1))


def held(one: Keys, other: Keys, sides: list[pa.Table], pairs: pa.Table, most: int) -> list[tuple[float, bool]]:
    """The scores of the pairs, and whether each shares a key; tells of those that do not."""
    keys, names = [], []
    for side, own in zip(sides, (one, other), strict=True):
        ids = side["id"].to_pylist()
        keys.append(dict(zip(ids, map(frozenset, own.lists.to_pylist()), strict=True)))
        names.append(dict(zip(ids, side["name"].to_pylist(), strict=True)))
    found = []
    for row in pairs.to_pylist():
        left, right, score = row["left"], row["right"], row["score"]
        met = not keys[0][left].isdisjoint(keys[1][right])
        found.append((score, met))
        if not met and most > 0:
            most -= 1
            print(f"{score:.3f}  {names[0][left]}  |  {names[1][right]}", file=sys.stderr)
    return found


def tell(found: list[tuple[float, bool]]) -> None:
    for least in THRESHOLDS:
        met = [own for score, own in found if score >= least]
        print(f"        {sum(met)} of {len(met)} pairs of {least} or more: {sum(met) / max(len(met), 1):.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("left", type=Path)
    parser.add_argument("right", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--missed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    tables = [pq.read_table(path) for path in (arguments.left, arguments.right)]
    pairs = pq.read_table(arguments.pairs) if arguments.pairs else None
    sums = np.zeros(4, dtype=np.int64)
    all_found = []
    kind: imya.types.Kind
    for kind in ("person", "org", "place"):
        sides = [table.filter(pc.equal(table["kind"], kind)) for table in tables]
        left, right = len(sides[0]), len(sides[1])
        if not left or not right:
            continue
        one = Keys(sides[0]["name"], kind, "left", arguments.threads)
        other = Keys(sides[1]["name"], kind, "right", arguments.threads)
        repeated, once = candidates(one, other, left, right)
        number = len(one.keys) + len(other.keys)
        sums += (once, repeated, number, left + right)
        print(
            f"{kind:<7} {left:>8} x {right:<8} {once:>11} candidates ({once / left / right * 1e6:6.0f} of a million), "
            f"{repeated:>11} with repetition, {number / (left + right):.1f} keys a name"
        )
        if pairs is not None:
            found = held(one, other, sides, pairs.filter(pc.equal(pairs["kind"], kind)), arguments.missed)
            tell(found)
            all_found += found
    print(f"in all  {sums[0]} candidates, {sums[1]} with repetition, {sums[2] / sums[3]:.1f} keys a name")
    if pairs is not None:
        tell(all_found)


if __name__ == "__main__":
    main()
