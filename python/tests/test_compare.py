"""Comparing names."""

from __future__ import annotations

import copy
import pickle
import threading

import imya
import numpy as np
import pytest

PAIRS = [
    ("Мікола Статкевіч", "Nikolai Statkevich"),
    ("Марии Колесниковой", "Марыя Калеснікава"),
    ("Гродна", "Hrodna"),
    ("Латушко", "Лапушко"),
    ("", "x"),
]


def test_same_and_other() -> None:
    assert imya.compare(*PAIRS[0], kind="person") > 0.8
    assert imya.compare("Гродна", "Горкі", kind="place") < 0.2
    assert imya.compare("", "x") == 0.0
    for left, right in PAIRS:
        assert imya.compare(left, right) == imya.compare(right, left)


def test_explain_agrees_with_compare() -> None:
    for left, right in PAIRS[:4]:
        evidence = imya.explain(left, right, kind="person")
        assert evidence.score == imya.compare(left, right, kind="person")
        total = evidence.prior + sum(finding.weight for finding in evidence.findings)
        assert total == pytest.approx(evidence.sum, abs=1e-3)
        assert pickle.loads(pickle.dumps(evidence)) == evidence
        assert str(evidence).splitlines()[-1].endswith(f"{evidence.score:.3f}")
        assert evidence.to_dict()["findings"][0] == evidence.findings[0].to_dict()


def test_pairs_agree_with_single_comparisons() -> None:
    left, right = zip(*PAIRS * 300, strict=True)
    single = [imya.compare(*pair) for pair in PAIRS] * 300
    for threads in (1, 2, 3):
        assert imya.compare_many(left, right, threads=threads).tolist() == single
    # Names that repeat in a row, and alternate in kind, are prepared anew where they must be.
    for kind in ("person", "place", "org"):
        scores = imya.compare_many(["Гродна"] * 3, ["Hrodna", "Hrodna", "Горкі"], kind=kind)
        assert scores[0] == scores[1] == imya.explain("Гродна", "Hrodna", kind=kind).score
    long = "Гродна " * 100
    both = imya.compare_many([long, "", long], ["Hrodna"] * 3).tolist()
    assert both == [imya.explain(long, "Hrodna").score, 0.0, imya.explain(long, "Hrodna").score]


def test_lists_of_unequal_length() -> None:
    with pytest.raises(imya.OptionError, match="1 names, but 2 on the left"):
        imya.compare_many(["a", "b"], ["a"])


def test_many_from_a_cutoff_on() -> None:
    left, right = ["Гродна", "Мінск", "Мінск"], ["Hrodna", "Minsk", "Brest"]
    scores = np.asarray(imya.compare_many(left, right, kind="place"))
    for cutoff in (0.0, 0.5, float(scores[0]), 1.0):
        above = np.asarray(imya.compare_many(left, right, kind="place", cutoff=cutoff, threads=2))
        assert (above == np.where(scores >= np.float32(cutoff), scores, 0)).all()
    for cutoff in (-0.1, 1.5, float("nan")):
        with pytest.raises(imya.OptionError, match="cutoff"):
            imya.compare_many(left, right, cutoff=cutoff)


def test_matrix() -> None:
    rows, columns = ["Гродна", "Мінск"], ["Hrodna", "Minsk", "Brest"]
    matrix = imya.score_matrix(rows, columns, kind="place", threads=2)
    assert matrix.shape == (2, 3) and len(matrix) == 2
    for row, name in zip(matrix, rows, strict=True):
        assert row.tolist() == [imya.compare(name, other, kind="place") for other in columns]
    array = np.asarray(matrix)
    assert array.dtype == np.float32 and array.shape == (2, 3) and not array.flags.writeable
    assert array.tolist() == matrix.tolist()
    assert np.shares_memory(array, np.asarray(matrix)), "a view, no copy"
    for cutoff in (0.2, 0.9, 1.0):
        above = np.asarray(imya.score_matrix(rows, columns * 20, kind="place", cutoff=cutoff))
        wanted = np.tile(np.asarray(matrix), 20)
        assert (above == np.where(wanted >= np.float32(cutoff), wanted, 0)).all()
    for cutoff in (-0.1, 1.5, float("nan")):
        with pytest.raises(imya.OptionError, match="cutoff"):
            imya.score_matrix(rows, columns, cutoff=cutoff)
    assert imya.score_matrix([], columns).shape == (0, 3)
    assert np.asarray(imya.score_matrix(rows, [])).shape == (2, 0)
    with pytest.raises(MemoryError):
        imya.score_matrix(["a"] * (1 << 21), ["a"] * (1 << 23))


def test_scores_are_a_buffer() -> None:
    scores = imya.compare_many(["Мінск"] * 3, ["Minsk", "Brest", "Minsk"], kind="place")
    with memoryview(scores) as view:
        assert (view.format, view.itemsize, view.shape, view.readonly) == ("f", 4, (3,), True)
        assert view.tolist() == scores.tolist() == list(scores)
    assert memoryview(scores).cast("B").nbytes == 12
    kept = memoryview(scores)
    values = scores.tolist()
    again, other = pickle.loads(pickle.dumps(scores)), copy.copy(scores)
    assert again == scores == other and hash(again) == hash(scores)
    del scores
    assert kept.tolist() == values, "the view keeps its memory"
    with pytest.raises(TypeError, match="read-only"):
        kept[0] = 1
    with pytest.raises(IndexError):
        again[3]
    assert again[-1] == again[2]
    assert "Scores(shape=[3], [0.9" in repr(again)
    with pytest.raises(ValueError, match="no pickled scores"):
        imya.Scores._restore(b"12345", 1, None)
    with pytest.raises(ValueError, match="no pickled scores"):
        imya.Scores._restore(b"1234", 1 << 62, 1 << 62)


def test_many_threads_of_python_share_everything() -> None:
    resolver = imya.Resolver.embedded()
    expected = resolver.resolve_many(["Minsk", "Bjaljazki"])
    wrong: list[object] = []

    def work() -> None:
        for _ in range(50):
            if resolver.resolve_many(["Minsk", "Bjaljazki"], threads=2) != expected:
                wrong.append("resolve")
            if imya.compare("Гродна", "Hrodna", kind="place") < 0.9:
                wrong.append("compare")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_clusters() -> None:
    names = ["Мікола Статкевіч", "Nikolai Statkevich", "Марына Адамовіч", "Мікола Статкевіч"]
    told: list[tuple[int, int]] = []
    groups = imya.cluster(names, threads=2, progress=lambda done, total: told.append((done, total)))
    assert [own.cluster for own in groups] == [0, 0, 1, 0]
    assert groups[0].best in (0, 1) and 0 <= groups[0].confidence <= 1
    assert told[-1] == (3, 4), "of four names three are distinct"
    assert pickle.loads(pickle.dumps(groups)) == groups
    assert imya.cluster([]) == []
    with pytest.raises(imya.OptionError):
        imya.cluster(names, threshold=float("nan"))
    with pytest.raises(ZeroDivisionError):
        imya.cluster(names, progress=lambda done, total: 1 // 0)


def test_keys_meet_where_names_do() -> None:
    def meet(left: str, right: str) -> bool:
        one = imya.keys(left, kind="person", side="left")
        other = imya.keys(right, kind="person", side="right")
        assert one == sorted(set(one), key=lambda key: key % (1 << 64))
        return bool(set(one) & set(other))

    assert meet("Мікола Статкевіч", "Statkevich, Nikolai")
    assert meet("Statkiewicz", "Мікола Статкевіч") and meet("Мікола Статкевіч", "Statkiewicz")
    assert not meet("Мікола Статкевіч", "Ніна Купала")
    assert imya.keys("", side="left") == []
    with pytest.raises(imya.OptionError, match="neither"):
        imya.keys("x", side="middle")  # type: ignore[arg-type]
