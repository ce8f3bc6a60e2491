#!/usr/bin/env python3
"""Pairs of names a second: imya, nomenklatura's logic-v2, RapidFuzz, in one process, one after the other.

    pip install nomenklatura==4.17.4 rapidfuzz==3.14.6
    peers.py PAIRS.tsv [--rows N] [--side N]

PAIRS.tsv has two names and their kind a line; persons are compared. Three sorts of work, on one thread and in
user time, start-up apart:

  pairs            as they come, from strings: first, and once their words are known
  known pairs      what each makes of a name beforehand is there already (imya: prepared names, through
                   a matrix of so many pairs; nomenklatura: entities, and its own memory of names)
  list with list   all of N names with all of N others, for the pairs that score 0.5 or more

nomenklatura and RapidFuzz work on one thread; what imya does on two is told apart, in wall time.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from typing import Any

import imya

CUTOFF = 0.5
Pairs = list[tuple[str, str]]


def user(work: Callable[[], object], runs: int = 3) -> float:
    """User seconds, the least of some runs."""
    took = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        work()
        took.append(resource.getrusage(resource.RUSAGE_SELF).ru_utime - before)
    return min(took)


def wall(work: Callable[[], object], runs: int = 5) -> float:
    """Wall seconds, the least of some runs."""
    took = []
    for _ in range(runs):
        before = time.perf_counter()
        work()
        took.append(time.perf_counter() - before)
    return min(took)


class Nomenklatura:
    """Compares persons by `logic-v2`."""

    def __init__(self) -> None:
        from followthemoney import EntityProxy
        from nomenklatura.matching import LogicV2
        from nomenklatura.matching.types import ScoringConfig

        self.proxy, self.matcher, self.config = EntityProxy, LogicV2, ScoringConfig.defaults()

    def entity(self, name: str) -> Any:
        data = {"id": name, "schema": "Person", "properties": {"name": [name]}}
        return self.proxy.from_dict(data)

    def compare(self, left: Any, right: Any) -> float:
        score: float = self.matcher.compare(left, right, self.config).score
        return score


def tell(title: str, rates: dict[str, float]) -> None:
    print(title)
    peer = rates["nomenklatura logic-v2"]
    for name, rate in rates.items():
        print(f"  {name:<32} {rate:>12,.0f} pairs/s  {rate / peer:>7.1f} x nomenklatura")


def as_they_come(pairs: Pairs, peer: Nomenklatura, few: int) -> None:
    from rapidfuzz import fuzz

    left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    some = pairs[:few]

    def theirs() -> list[float]:
        return [peer.compare(*map(peer.entity, pair)) for pair in some]

    rates = {
        "imya.compare_many": len(pairs) / user(lambda: imya.compare_many(left, right, kind="person"), runs=1),
        "nomenklatura logic-v2": len(some) / user(theirs, runs=1),
    }
    tell(f"pairs, from strings, seen for the first time ({len(pairs)}; nomenklatura {len(some)})", rates)
    rates = {
        "imya.compare_many": len(pairs) / user(lambda: imya.compare_many(left, right, kind="person")),
        "imya.compare": len(pairs) / user(lambda: [imya.compare(*pair, kind="person") for pair in pairs]),
        "rapidfuzz token_sort_ratio": len(pairs) / user(lambda: [fuzz.token_sort_ratio(*pair) for pair in pairs]),
        "nomenklatura logic-v2": len(some) / user(theirs, runs=2),
    }
    tell(f"pairs, from strings, again ({len(pairs)}; nomenklatura {len(some)})", rates)
    both = wall(lambda: imya.compare_many(left, right, kind="person", threads=2))
    print(f"  imya.compare_many, two threads   {len(pairs) / both:>12,.0f} pairs/s in wall time")


def known(pairs: Pairs, peer: Nomenklatura, side: int) -> None:
    from rapidfuzz import fuzz, process

    left, right = [pair[0] for pair in pairs[:side]], [pair[1] for pair in pairs[:side]]
    count = len(left) * len(right)
    ours = user(lambda: imya.score_matrix(left, right, kind="person"))
    above = user(lambda: imya.score_matrix(left, right, kind="person", cutoff=CUTOFF))
    theirs = user(lambda: process.cdist(left, right, scorer=fuzz.token_sort_ratio, workers=1))
    # A part of the matrix: nomenklatura needs minutes for all of it.
    few = max(side // 4, 1)
    entities = [[peer.entity(name) for name in names[:few]] for names in (left, right)]

    def matrix() -> list[float]:
        return [peer.compare(one, other) for one in entities[0] for other in entities[1]]

    slow = few * few / user(matrix, runs=2)
    rates = {
        "imya.score_matrix": count / ours,
        "rapidfuzz cdist token_sort_ratio": count / theirs,
        "nomenklatura logic-v2": slow,
    }
    tell(f"known pairs, all scores ({side} x {side}; nomenklatura {few} x {few})", rates)
    rates = {f"imya.score_matrix, cutoff={CUTOFF}": count / above, "nomenklatura logic-v2": slow}
    tell(f"list with list, scores of {CUTOFF} or more", rates)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--side", type=int, default=400)
    arguments = parser.parse_args()
    with open(arguments.pairs, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    pairs = [(row[0], row[1]) for row in rows if row[-1].startswith("person")][: arguments.rows]
    peer = Nomenklatura()
    imya.compare("a", "b"), peer.compare(peer.entity("a"), peer.entity("b"))
    as_they_come(pairs, peer, 4000)
    known(pairs, peer, arguments.side)


if __name__ == "__main__":
    main()
