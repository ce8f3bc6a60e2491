#!/usr/bin/env python3
"""Measures the binding against Rust, and two threads against one.

    speed.py PAIRS.tsv

Prints, as user time of this process so that a busy machine says little: what a call of `compare` costs
beside the batch, the batches on one thread, and the ratio of two threads to one in wall time (which a busy
machine does spoil). PAIRS.tsv has two names a line.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable

import imya


def user(work: Callable[[], object]) -> float:
    """User seconds, the least of three runs."""
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        work()
        took.append(resource.getrusage(resource.RUSAGE_SELF).ru_utime - before)
    return min(took)


def wall(work: Callable[[], object]) -> float:
    """Wall seconds, the least of five runs."""
    took = []
    for _ in range(5):
        before = time.perf_counter()
        work()
        took.append(time.perf_counter() - before)
    return min(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pairs")
    arguments = parser.parse_args()
    with open(arguments.pairs, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t")[:2] for line in file]
    left, right = [row[0] for row in rows], [row[1] for row in rows]
    count = len(rows)

    def singly() -> None:
        for one, other in zip(left, right, strict=True):
            imya.compare(one, other)

    singly()
    alone, batch = user(singly), user(lambda: imya.compare_many(left, right))
    empty = user(lambda: [imya.compare("", "") for _ in range(count)])
    print(f"compare        {alone / count * 1e6:7.3f} us a call")
    print(f"compare_many   {batch / count * 1e6:7.3f} us a pair")
    print(f"compare('','') {empty / count * 1e6:7.3f} us a call: what calling costs")
    resolver = imya.Resolver.embedded()
    names = left[:4000]
    print(f"resolve_many   {user(lambda: resolver.resolve_many(names)) / len(names) * 1e6:7.2f} us a name")
    for title, work in (
        ("compare_many", lambda threads: imya.compare_many(left, right, threads=threads)),
        ("resolve_many", lambda threads: resolver.resolve_many(names, threads=threads)),
    ):
        one, two = wall(lambda: work(1)), wall(lambda: work(2))
        print(f"{title}: two threads are {one / two:.2f} times as fast as one")


if __name__ == "__main__":
    main()
