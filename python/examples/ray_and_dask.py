#!/usr/bin/env python3
"""Resolves a column of names with Ray Data and with Dask: the functions that `docs/python.md` shows.

    pip install 'ray[data]==2.60.0' 'dask[dataframe]==2026.8.0' 'imya[pandas]'
    ray_and_dask.py NAMES.parquet [--index FILE]

NAMES.parquet has a column `name`. Both frameworks run on this machine; the answers are compared with those
of one process.
"""

from __future__ import annotations

import argparse
from typing import Any

import imya
import imya.pandas
import pyarrow as pa
import pyarrow.parquet as pq


class Resolve:
    """For `ray.data.Dataset.map_batches` with batches of pyarrow; each worker makes one."""

    def __init__(self, index: str | None) -> None:
        self.resolver = imya.Resolver.embedded() if index is None else imya.Resolver.open(index)

    def __call__(self, table: pa.Table) -> pa.Table:
        return table.append_column("found", self.resolver.resolve_arrow(table["name"]).to_pyarrow())


def resolve_frame(frame: Any, resolver: imya.Resolver) -> Any:
    """For `dask.dataframe.DataFrame.map_partitions`, whose partitions are frames of pandas."""
    return frame.join(frame["name"].imya.resolve(resolver).add_prefix("imya_"))


def with_ray(path: str, index: str | None) -> list[str]:
    import ray  # pyright: ignore[reportMissingImports]  (not among the packages of the tests)

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    names = ray.data.read_parquet(path)
    found = names.map_batches(Resolve, fn_constructor_args=[index], batch_format="pyarrow", concurrency=1)
    rows = found.take_all()
    ray.shutdown()
    return sorted(str(row["found"] and row["found"]["id"]) for row in rows)


def with_dask(path: str, index: str | None) -> list[str]:
    import dask.dataframe as dd  # pyright: ignore[reportMissingImports]

    frame = dd.read_parquet(path).repartition(npartitions=2)
    # The resolver is pickled as a name or a path.
    resolver = Resolve(index).resolver
    meta = resolve_frame(frame.head(1), resolver).iloc[:0]
    found = frame.map_partitions(resolve_frame, resolver, meta=meta).compute()
    return sorted(str(own) if isinstance(own, str) else "None" for own in found["imya_id"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names")
    parser.add_argument("--index")
    arguments = parser.parse_args()
    alone = Resolve(arguments.index)(pq.read_table(arguments.names))["found"].combine_chunks().field("id")
    expected = sorted(map(str, alone.to_pylist()))
    for title, work in (("Dask", with_dask), ("Ray Data", with_ray)):
        found = work(arguments.names, arguments.index)
        if found != expected:
            raise SystemExit(f"{title} finds other entities than one process")
        known = sum(own != "None" for own in found)
        print(f"{title}: {known} of {len(found)} names mean known entities, as in one process")


if __name__ == "__main__":
    main()
