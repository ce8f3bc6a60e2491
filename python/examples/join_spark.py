#!/usr/bin/env python3
"""Joins two lists of names on what they mean, with Spark.

    join_spark.py LEFT.parquet RIGHT.parquet OUT [--master MASTER] [--threshold X]

Both lists have the columns `id`, `kind` (`person`, `org`, `place`) and `name`. OUT becomes a folder of
Parquet files: `left_id`, `right_id`, `left_name`, `right_name`, `kind`, `score`.
"""

from __future__ import annotations

import argparse
import time

from imya.spark import join_names
from spark_session import session


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("left")
    parser.add_argument("right")
    parser.add_argument("out")
    parser.add_argument("--master", default="local-cluster[2,1,2048]")
    parser.add_argument("--threshold", type=float, default=0.9)
    parser.add_argument("--partitions", default="64")
    arguments = parser.parse_args()
    spark = session(arguments.master, spark_sql_shuffle_partitions=arguments.partitions)
    began = time.monotonic()
    left, right = spark.read.parquet(arguments.left), spark.read.parquet(arguments.right)
    pairs = join_names(left, right, threshold=arguments.threshold)
    pairs.write.mode("overwrite").parquet(arguments.out)
    count = spark.read.parquet(arguments.out).count()
    print(f"{count} pairs in {time.monotonic() - began:.0f} s")
    spark.stop()


if __name__ == "__main__":
    main()
