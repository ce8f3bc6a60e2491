#!/usr/bin/env python3
"""Pairs of names a second: imya, nomenklatura's logic-v2, RapidFuzz, in one process, one after the other.

    pip install nomenklatura==4.17.4 rapidfuzz==3.14.6
    peers.py PAIRS.tsv [--rows N]

PAIRS.tsv has two names a line. Times are user time, start-up apart; each pair comes cold, once.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable

import imya


def user(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    work()
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime - before


def nomenklatura(pairs: list[tuple[str, str]]) -> Callable[[], object]:
    """Compares persons by `logic-v2`, made beforehand."""
    from followthemoney import EntityProxy
    from nomenklatura.matching import LogicV2
    from nomenklatura.matching.types import ScoringConfig

    def entity(number: int, name: str) -> EntityProxy:
        data = {"id": f"e{number}", "schema": "Person", "properties": {"name": [name]}}
        return EntityProxy.from_dict(data)

    made = [(entity(0, left), entity(1, right)) for left, right in pairs]
    config = ScoringConfig.defaults()
    LogicV2.compare(*made[0], config)
    return lambda: [LogicV2.compare(left, right, config) for left, right in made]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pairs")
    parser.add_argument("--rows", type=int, default=5000)
    arguments = parser.parse_args()
    with open(arguments.pairs, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    pairs = [(row[0], row[1]) for row in rows if row[-1].startswith("person")][: arguments.rows]
    left, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]

    from rapidfuzz import fuzz

    def rapidfuzz() -> None:
        for one, other in pairs:
            fuzz.token_sort_ratio(one, other)

    def singly() -> None:
        for one, other in pairs:
            imya.compare(one, other, kind="person")

    imya.compare("a", "b")
    for title, work in (
        ("imya.compare_many", lambda: imya.compare_many(left, right, kind="person")),
        ("imya.compare, words known", singly),
        ("imya.compare_many, again", lambda: imya.compare_many(left, right, kind="person")),
        ("rapidfuzz token_sort_ratio", rapidfuzz),
        ("nomenklatura logic-v2", nomenklatura(pairs)),
    ):
        print(f"{title:<28} {len(pairs) / user(work):>10,.0f} pairs/s")
    some = left[:500]
    took = user(lambda: imya.score_matrix(some, right[:500], kind="person"))
    print(f"{'imya.score_matrix':<28} {len(some) ** 2 / took:>10,.0f} pairs/s")


if __name__ == "__main__":
    main()
