#!/usr/bin/env python3
"""Calls everything ten million times in all and watches the resident memory.

    leak.py [--calls N]

Ends with 1 where the memory grew by more than 8 MB after the first tenth.
"""

from __future__ import annotations

import argparse
import os
import pickle
import sys

import imya


def resident() -> int:
    """Resident bytes of this process."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--calls", type=int, default=10_000_000)
    calls: int = parser.parse_args().calls
    resolver = imya.Resolver.from_entities(
        [imya.Entity("p", "person", ["Марта Зімніцкая"]), imya.Entity("w", "place", ["Шчара"])]
    )

    def round_of_calls() -> int:
        """A hundred calls, most of them of what is called most."""
        for _ in range(45):
            imya.compare("Марта", "Marta", kind="person")
        for _ in range(45):
            imya.keys("Шчара", kind="place", side="left")
        found = resolver.resolve("Shchara")
        found.candidates[0].to_dict()
        pickle.loads(pickle.dumps(found.candidates[0].entity))
        memoryview(imya.compare_many(["a"] * 3, ["b"] * 3)).tolist()
        resolver.annotate("Шчара і Марта Зімніцкая")[0].to_dict()
        try:
            imya.compare("a", "b", kind="ship")  # type: ignore[arg-type]
        except imya.OptionError:
            pass
        imya.explain("Марта", "Marta").to_dict()
        imya.romanise("Шчара", scheme="be-lacinka")
        return 100

    done = 0
    marks: list[int] = []
    while done < calls:
        done += round_of_calls()
        if done >= calls * (len(marks) + 1) // 10:
            marks.append(resident())
            print(f"{done:>10} calls  {marks[-1] / 1e6:8.1f} MB", flush=True)
    return 1 if marks[-1] - marks[0] > 8_000_000 else 0


if __name__ == "__main__":
    sys.exit(main())
