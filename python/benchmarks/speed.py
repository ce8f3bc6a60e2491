#!/usr/bin/env python3
"""Measures the binding against Rust on the same names, and two threads against one.

    cargo build --release --example batch
    speed.py target/release/examples/batch PAIRS.tsv [--kind KIND]

PAIRS.tsv has two names and their kind a line. Rust and Python take turns on one thread, in CPU time, of which a
busy machine says little; the ratio of two threads to one is in wall time, which a busy machine does spoil:
there, twice the CPU time of one by that of both is what two free cores would give.
The binding is to be built as the example is (profile `foreign` is `release` with unwinding).

Ends with 1 where a batch takes more than 1.1 times what it takes in Rust, or a call of `compare` more than 1.5
microseconds longer.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import imya

ROWS = 400
MOST_TIMES, MOST_MORE = 1.1, 1500.0


def cpu(work: Callable[[], object]) -> float:
    """Nanoseconds of CPU time, the least of five runs."""
    took = []
    for _ in range(5):
        before = time.thread_time_ns()
        work()
        took.append(time.thread_time_ns() - before)
    return min(took)


def measured(work: Callable[[int], object], threads: int) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of all threads: each the least of five runs."""
    took = []
    for _ in range(5):
        before = time.perf_counter(), time.process_time()
        work(threads)
        took.append((time.perf_counter() - before[0], time.process_time() - before[1]))
    return min(own[0] for own in took), min(own[1] for own in took)


def rust(batch: Path, pairs: Path, kind: str) -> dict[str, float]:
    """What the example says, in nanoseconds an item."""
    command: list[str | Path] = [batch, pairs, "--kind", kind, "--rows", str(ROWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    return {what: float(took) for what, took in lines}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("batch", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--kind", choices=["person", "org", "place"], default="person")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    kind: imya.types.Kind = arguments.kind
    rows = [line.split("\t") for line in arguments.pairs.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row) > 2 and row[2].startswith(kind)]
    left, right = [row[0] for row in rows], [row[1] for row in rows]
    resolver = imya.Resolver.embedded()
    names = left[: 10 * ROWS]
    matrix = left[:ROWS], right[:ROWS]
    imya.compare_many(left, right, kind=kind)

    def singly() -> None:
        for one, other in zip(left, right, strict=True):
            imya.compare(one, other, kind=kind)

    works: dict[str, tuple[int, Callable[[], object]]] = {
        "compare_many": (len(left), lambda: imya.compare_many(left, right, kind=kind)),
        "score_matrix": (len(matrix[0]) ** 2, lambda: imya.score_matrix(*matrix, kind=kind)),
        "resolve_many": (len(names), lambda: resolver.resolve_many(names)),
        "compare": (len(left), singly),
    }
    theirs: dict[str, float] = {}
    ours: dict[str, float] = {}
    for _ in range(arguments.rounds):
        for what, took in rust(arguments.batch, arguments.pairs, kind).items():
            theirs[what] = min(took, theirs.get(what, took))
        for what, (count, work) in works.items():
            took = cpu(work) / count
            ours[what] = min(took, ours.get(what, took))
    good = True
    for what in ("compare_many", "score_matrix", "resolve_many"):
        times = ours[what] / theirs[what]
        good &= times <= MOST_TIMES
        print(f"{what:<13} {ours[what]:9,.0f} ns an item, Rust {theirs[what]:9,.0f} ns: {times:.3f} times")
    more = ours["compare"] - theirs["compare_many"]
    good &= more <= MOST_MORE
    print(f"compare       {ours['compare']:9,.0f} ns a call, {more:,.0f} ns more than in Rust")
    for title, threaded in (
        ("compare_many", lambda threads: imya.compare_many(left, right, kind=kind, threads=threads)),
        ("score_matrix", lambda threads: imya.score_matrix(*matrix, kind=kind, threads=threads)),
        ("resolve_many", lambda threads: resolver.resolve_many(names, threads=threads)),
    ):
        one, two = measured(threaded, 1), measured(threaded, 2)
        print(
            f"{title}: two threads are {one[0] / two[0]:.2f} times as fast as one, "
            f"and need {two[1] / one[1]:.2f} times the CPU time"
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
