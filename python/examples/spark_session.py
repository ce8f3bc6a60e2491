"""A Spark session on this machine, in the way of a cluster or in one process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession


def session(master: str, **settings: str) -> SparkSession:
    """A session; `master` is such as `local[2]` or `local-cluster[2,1,2048]`, which starts two workers with
    one core and 2048 MB each as processes of their own.

    Spark comes from the package pyspark, and its workers run this interpreter. Settings are written with
    underscores in place of dots: `spark_sql_shuffle_partitions="8"`.
    """
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).appName("imya")
    defaults = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "10000",
        # A name's keys go through Python once: not again for every use of the column.
        "spark.sql.shuffle.partitions": "64",
        "spark.sql.autoBroadcastJoinThreshold": "-1",
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
    }
    chosen = {name.replace("_", "."): value for name, value in settings.items()}
    for name, value in {**defaults, **chosen}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
