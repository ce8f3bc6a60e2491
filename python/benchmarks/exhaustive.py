#!/usr/bin/env python3
"""Compares all names of two lists, kind by kind, and keeps the pairs that score enough.

    exhaustive.py LEFT.parquet RIGHT.parquet OUT.parquet [--least X] [--threads N]

What a join by keys is measured against.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import imya
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

BLOCK = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("left", type=Path)
    parser.add_argument("right", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--least", type=float, default=0.3)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    columns: dict[str, list[object]] = {"left": [], "right": [], "kind": [], "score": []}
    began = time.monotonic()
    for kind in ("person", "org", "place"):
        sides = []
        for path in (arguments.left, arguments.right):
            own = pq.read_table(path)
            sides.append(own.filter(pc.equal(own["kind"], kind)))
        names = [side["name"].to_pylist() for side in sides]
        ids = [side["id"].to_pylist() for side in sides]
        for start in range(0, len(names[0]), BLOCK):
            rows = names[0][start : start + BLOCK]
            scores = imya.score_matrix(
                rows, names[1], kind=kind, cutoff=arguments.least, threads=arguments.threads
            )
            matrix = np.asarray(scores)
            for row, column in zip(*np.nonzero(matrix >= arguments.least), strict=True):
                columns["left"].append(ids[0][start + row])
                columns["right"].append(ids[1][column])
                columns["kind"].append(kind)
                columns["score"].append(float(matrix[row, column]))
            print(f"{kind} {start:>6} {time.monotonic() - began:6.0f} s", end="\r", file=sys.stderr)
    pq.write_table(pa.table(columns), arguments.out)
    print(f"\n{len(columns['score'])} pairs", file=sys.stderr)


if __name__ == "__main__":
    main()
