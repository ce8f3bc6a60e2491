"""Spark, on two workers that are processes of their own."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import imya
import numpy as np
import pytest

if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("SPARK IS NOT TESTED: there is no Java", allow_module_level=True)

sys.path.insert(0, str(Path(__file__).parent.parent / "examples"))

from imya.spark import (  # noqa: E402
    MENTIONS,
    RESOLVED,
    find_mentions,
    imya_compare,
    join_names,
    resolve_batches,
)
from spark_session import session  # noqa: E402

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

GIVEN = ["Алесь", "Марына", "Зміцер", "Вольга", "Ігнат", "Таццяна"]
SURNAMES = ["Зімніцкі", "Гарэцкі", "Палуйчык", "Дзямідзенка", "Шчарбовіч", "Бурак", "Хмель", "Ясюкевіч"]
SCHEMES = ["be-icao-9303", "be-press-en", "be-lacinka", "be-de-duden", "be-pl-pwn", "be-national-2007"]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    own = session("local-cluster[2,1,2048]", spark_sql_shuffle_partitions="4")
    own.sparkContext.setLogLevel("OFF")
    yield own
    own.stop()


def names() -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Persons and places, and the same in other spellings."""
    left, right = [], []
    for number, (given, surname) in enumerate(itertools.product(GIVEN, SURNAMES)):
        female = given.endswith(("а", "я"))
        name = f"{given} {surname[:-1]}ая" if female and surname.endswith("кі") else f"{given} {surname}"
        other = imya.romanise(name, scheme=SCHEMES[number % len(SCHEMES)])
        if number % 3 == 0:
            other = " ".join(reversed(other.split()))
        left.append((f"l{number}", "person", name))
        right.append((f"r{number}", "person", other))
    for number, place in enumerate(["Верасы", "Азяры", "Вялікая Бераставіца", "Шчорсы", "Ліпнішкі"]):
        left.append((f"lp{number}", "place", place))
        right.append((f"rp{number}", "place", imya.romanise(place, scheme=SCHEMES[number])))
    return left, right


def exhaustive(threshold: float) -> set[tuple[str, str]]:
    pairs = set()
    left, right = names()
    for kind in ("person", "place"):
        one, other = ([row for row in rows if row[1] == kind] for rows in (left, right))
        matrix = np.asarray(imya.score_matrix([row[2] for row in one], [row[2] for row in other], kind=kind))
        pairs |= {(one[i][0], other[j][0]) for i, j in zip(*np.nonzero(matrix >= threshold), strict=True)}
    return pairs


def joined(spark: SparkSession, left: Any, right: Any) -> list[tuple[str, str]]:
    rows = join_names(left, right, threshold=0.8).collect()
    for row in rows:
        assert row.score == imya.compare(row.left_name, row.right_name, kind=row.kind)
    return [(row.left_id, row.right_id) for row in rows]


def test_a_join_by_keys_finds_what_exhaustive_scoring_finds(spark: SparkSession) -> None:
    left, right = (spark.createDataFrame(rows, "id string, kind string, name string") for rows in names())
    pairs = joined(spark, left, right)
    expected = exhaustive(0.8)
    assert len(pairs) == len(set(pairs)), "each pair comes once"
    assert set(pairs) <= expected
    assert len(set(pairs)) >= 0.99 * len(expected) > 40


def many() -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Two thousand persons on each side: enough for a join to take a while."""
    begins = ["Зім", "Гар", "Палуй", "Дзям", "Шчар", "Бур", "Хмель", "Яс", "Кавал", "Верас", "Лагун", "Міраш"]
    ends = ["ніцкі", "чык", "ідзенка", "бовіч", "оўскі", "юк", "ейка", "ян"]
    given = [*GIVEN, "Павел", "Ганна", "Кастусь", "Людміла", "Сямён", "Рыгор", "Зося", "Юрась", "Антон", "Аксана"]
    given += ["Янка", "Уладзімір", "Мікола", "Наталля", "Віктар"]
    left, right = [], []
    for number, (own, begin, end) in enumerate(itertools.product(given, begins, ends)):
        left.append((f"l{number}", "person", f"{own} {begin}{end}"))
        other = imya.romanise(f"{own} {begin}{end}", scheme=SCHEMES[number % len(SCHEMES)])
        right.append((f"r{number}", "person", other))
    return left, right


def test_an_executor_killed_in_the_midst_of_a_join_changes_nothing(spark: SparkSession) -> None:
    def executor(_: int) -> int:
        """The process of Java that this worker descends from."""
        process = os.getppid()
        while "java" not in os.readlink(f"/proc/{process}/exe"):
            process = int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])
        return process

    tracker = spark.sparkContext.statusTracker()
    left, right = (spark.createDataFrame(rows, "id string, kind string, name string") for rows in many())
    join = join_names(left.repartition(4), right.repartition(4), threshold=0.8)
    undisturbed = sorted(map(tuple, join.collect()))
    assert len(undisturbed) > 2000
    executors = set(spark.sparkContext.parallelize(range(8), 8).map(executor).collect())
    victim = min(executors)
    killed: list[tuple[int, int]] = []
    stop = threading.Event()

    def kill() -> None:
        """Kills one as soon as a stage that reads what others have shuffled has done a task and has more to do."""
        seen: set[int] = set()
        while not stop.wait(0.02):
            for number in tracker.getActiveStageIds():
                stage = tracker.getStageInfo(number)
                seen.add(number)
                if stage and len(seen) > 3 and 0 < stage.numCompletedTasks < stage.numTasks:
                    os.kill(victim, signal.SIGKILL)
                    killed.append((stage.numCompletedTasks, stage.numTasks))
                    return

    killer = threading.Thread(target=kill)
    killer.start()
    # The plan is made anew: of one that has run, Spark keeps what was shuffled.
    again = join_names(left.repartition(4), right.repartition(4), threshold=0.8)
    disturbed = sorted(map(tuple, again.collect()))
    stop.set()
    killer.join()
    assert killed, "an executor was killed while the join was running"
    assert disturbed == undisturbed
    survivors = set(spark.sparkContext.parallelize(range(8), 8).map(executor).collect())
    assert victim not in survivors


def test_resolve_batches(spark: SparkSession, tmp_path: Path) -> None:
    rows = [("1", "Bjaljazki"), ("2", None), ("3", "Johann Sebastian Bach")]
    frame = spark.createDataFrame(rows, "id string, name string")
    found = {row.id: row for row in frame.mapInArrow(resolve_batches(), RESOLVED).collect()}
    single = imya.Resolver.embedded().resolve("Bjaljazki").best
    assert single is not None
    own = found["1"]
    assert (own.query, own.decision, own.entity) == ("Bjaljazki", "match", single.id)
    assert (own.kind, own.name, own.score) == (single.kind, single.name, single.score)
    assert (found["2"].decision, found["2"].entity) == (None, None)
    assert (found["3"].decision, found["3"].entity) == ("none", None)
    # An index file that is sent along.
    path = tmp_path / "rivers.imya"
    imya.Resolver.from_entities([imya.Entity("w1", "place", ["Шчара"])]).write_index(path)
    spark.sparkContext.addFile(str(path))
    rivers = spark.createDataFrame([("1", "Shchara")], "key string, river string")
    resolve = resolve_batches("rivers.imya", id="key", name="river", kinds=["place"])
    [row] = rivers.mapInArrow(resolve, RESOLVED).collect()
    assert (row.entity, row.decision) == ("w1", "match")


def test_find_mentions(spark: SparkSession) -> None:
    texts = {"1": "🙂 Алесь Бяляцкі ў Мінску", "2": "Nothing", "3": "Горад Пінск"}
    frame = spark.createDataFrame(list(texts.items()), "id string, text string")
    rows = frame.mapInArrow(find_mentions(), MENTIONS).orderBy("id", "start").collect()
    assert [row.id for row in rows] == ["1", "1", "3"]
    expected = imya.Resolver.embedded().annotate(texts["1"])[0]
    assert (rows[0].start, rows[0].end, rows[0].surface) == (expected.start, expected.end, expected.surface)
    assert (rows[0].entity, rows[0].score) == (expected.id, expected.score)


def test_compare_in_sql(spark: SparkSession) -> None:
    spark.udf.register("imya_compare", imya_compare())
    query = "select imya_compare('Гродна', 'Hrodna', 'place') s, imya_compare('Гродна', null, null) n"
    [row] = spark.sql(query).collect()
    assert row.s == imya.compare("Гродна", "Hrodna", kind="place") and row.n is None
