"""Resolving names."""

from __future__ import annotations

import copy
import math
import pickle
from pathlib import Path

import imya
import pytest


@pytest.fixture(scope="module")
def own() -> imya.Resolver:
    return imya.Resolver.from_entities(
        [
            imya.Entity("w1", "place", [("Шчара", "be"), ("Щара", "ru")], description="a river"),
            {"id": "p1", "kind": "person", "names": {"be": "Марта Зімніцкая"}, "gender": "f"},
            {"id": "p2", "kind": "person", "names": {"be": "Ігнат Зімніцкі"}, "gender": "m"},
        ]
    )


def test_finds_across_scripts(own: imya.Resolver) -> None:
    found = own.resolve("Marta Zimnitskaya")
    assert found.decision == "match"
    assert found.best is not None
    assert (found.best.id, found.best.kind, found.best.name) == ("p1", "person", "Марта Зімніцкая")
    assert found.best == found.candidates[0]
    assert 0.5 < found.best.score <= 1.0
    assert found.best.evidence.score == pytest.approx(found.best.score, abs=1e-6)
    assert found.best.entity.gender == "f"
    assert found.query == "Marta Zimnitskaya"


def test_nothing_is_found_where_nothing_is(own: imya.Resolver) -> None:
    found = own.resolve("Johann Sebastian Bach")
    assert (found.decision, found.best) == ("none", None)
    assert own.resolve("").candidates == ()


def test_options_change_copies_only(own: imya.Resolver) -> None:
    places = own.with_options(kinds=["place"], limit=1)
    assert places.resolve("Marta Zimnitskaya").best is None
    assert own.resolve("Marta Zimnitskaya").best is not None
    assert len(own.with_options(limit=0, cutoff=0.0).resolve("Зімніцкая").candidates) == 0
    both = places.with_options(limit=5)
    assert both.resolve("Marta Zimnitskaya").best is None, "the kinds are kept"
    assert own.with_options(languages=["ru"]).resolve("Шчара").candidates[0].name == "Щара"
    assert own.with_options(ids=["p2"]).resolve("Марта Зімніцкая").decision == "none"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("cutoff", 1.5),
        ("cutoff", math.nan),
        ("threshold", -0.1),
        ("threshold", math.inf),
        ("margin", -1.0),
        ("margin", math.nan),
        ("limit", -1),
        ("kinds", ["ship"]),
        ("kinds", "person"),
    ],
)
def test_options_outside_their_range(own: imya.Resolver, option: str, value: object) -> None:
    with pytest.raises(imya.OptionError) as caught:
        own.with_options(**{option: value})  # type: ignore[arg-type]
    assert isinstance(caught.value, ValueError)
    assert caught.value.option is not None and caught.value.option.startswith(option[:4])


def test_batches_agree_with_single_calls() -> None:
    resolver = imya.Resolver.embedded()
    names = ["Minsk", "Bjaljazki", "Ціханоўская", "nobody at all", ""] * 200
    single = [resolver.resolve(name) for name in names[:5]] * 200
    for threads in (1, 2, 7):
        assert resolver.resolve_many(names, threads=threads) == single


def test_results_outlive_their_resolver() -> None:
    found = imya.Resolver.from_entities([imya.Entity("x", "place", ["Верасы"])]).resolve("Verasy")
    assert found.candidates[0].entity.names[0].name == "Верасы"


def test_pickling_and_copying(own: imya.Resolver, tmp_path: Path) -> None:
    found = own.resolve("Zimnitskaya Marta")
    again = pickle.loads(pickle.dumps(found))
    assert again == found and hash(again) == hash(found)
    assert again.best.evidence == found.best.evidence  # type: ignore[union-attr]
    assert again.best.entity == found.best.entity  # type: ignore[union-attr]
    assert pickle.loads(pickle.dumps(again)) == found
    for resolver in (own, copy.copy(own), copy.deepcopy(own), pickle.loads(pickle.dumps(own))):
        assert resolver.resolve("Zimnitskaya Marta") == found
    strict = pickle.loads(pickle.dumps(own.with_options(threshold=1.0, kinds=["person"])))
    assert strict.resolve("Marta Zimnickaja").decision != "match"
    path = tmp_path / "own.imya"
    own.write_index(path)
    opened = imya.Resolver.open(path)
    assert opened.resolve("Zimnitskaya Marta") == found
    pickled = pickle.dumps(opened)
    assert len(pickled) < 2000, "where the file is, not what is in it"
    assert pickle.loads(pickled).resolve("Zimnitskaya Marta") == found
    assert len(pickle.dumps(imya.Resolver.embedded())) < 1000


def test_errors_of_files(tmp_path: Path) -> None:
    missing = tmp_path / "missing.jsonl"
    with pytest.raises(imya.FileError) as caught:
        imya.Resolver.from_file(missing)
    assert caught.value.file == str(missing) and caught.value.errno == 2
    assert isinstance(caught.value, OSError)
    bad = tmp_path / "bad.jsonl"
    good = '{"id": "1", "kind": "place", "names": {"be": "Верасы"}}\n'
    bad.write_text(good + "{}\n", encoding="utf-8")
    with pytest.raises(imya.DataError) as wrong:
        imya.Resolver.from_file(bad)
    assert (wrong.value.file, wrong.value.line, wrong.value.column) == (str(bad), 2, 2)
    again = pickle.loads(pickle.dumps(wrong.value))
    assert (type(again), str(again), again.line) == (imya.DataError, str(wrong.value), 2)
    with pytest.raises(imya.IndexFileError):
        imya.Resolver.open(bad)
    with pytest.raises(imya.FileError):
        imya.Resolver.embedded().write_index(tmp_path / "no" / "such" / "folder.imya")
    bad.write_text(good, encoding="utf-8")
    assert len(imya.Resolver.from_file(bad, threads=2)) == 1


def test_errors_of_entities() -> None:
    with pytest.raises(imya.DataError) as caught:
        imya.Resolver.from_entities([{"id": "1", "kind": "place", "names": {"be": "а"}}, {"id": "2"}])
    assert caught.value.line == 2
    with pytest.raises(TypeError, match="Entity or a dict"):
        imya.Resolver.from_entities(["Minsk"])  # type: ignore[list-item]
    with pytest.raises(imya.OptionError, match="no name"):
        imya.Entity("1", "place", [])
    with pytest.raises(TypeError, match="single string"):
        imya.Entity("1", "place", "Minsk")
    with pytest.raises(imya.OptionError):
        imya.Entity("1", "ship", ["Minsk"])  # type: ignore[arg-type]
    with pytest.raises(imya.OptionError):
        imya.Resolver.from_entities([], threads=0)


def test_classes_are_frozen(own: imya.Resolver) -> None:
    found = own.resolve("Шчара")
    for thing, name in ((own, "x"), (found, "query"), (found.candidates[0], "score")):
        with pytest.raises(AttributeError):
            setattr(thing, name, 1)


def test_dictionaries_are_those_of_the_command(own: imya.Resolver) -> None:
    found = own.resolve("Shchara").to_dict()
    assert list(found) == ["query", "decision", "candidates"]
    assert list(found["candidates"][0]) == ["id", "kind", "name", "score"]
