"""Arguments of all sorts give a result or a clear exception, and never end the interpreter."""

from __future__ import annotations

import math
import types
from collections.abc import Callable
from typing import Any

import imya
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

RESOLVER = imya.Resolver.embedded()
CLEAR = (imya.ImyaError, TypeError, ValueError, OverflowError, MemoryError)

texts = st.text(st.characters(), max_size=60)  # lone surrogates too
things = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.binary(max_size=8),
    st.lists(st.one_of(texts, st.none(), st.integers()), max_size=4),
    st.dictionaries(texts, texts, max_size=2),
    st.just(float("nan")),
)
OPTIONS = st.sampled_from(
    "kind kinds threads progress cutoff threshold limit side scheme language languages ids lower_case".split()
)
numbers = st.one_of(st.floats(), st.integers(), st.none(), texts)

NAME = RESOLVER.resolve("Минск")
TEXT = RESOLVER.annotate("Горад Мінск")
SCHEME = imya.Scheme.named("be-lacinka")
PATHS = ("from_file", "open", "write_index")
# What is called: every function, class and method that takes arguments. Some write files, and are tried with wrong
# types alone.
OWNERS: dict[str, Any] = {
    "Column": imya.compare_arrow(pa.array(["a"]), pa.array(["b"])),
    "Found": NAME,
    "Match": NAME.candidates[0],
    "Entity": NAME.candidates[0].entity,
    "EntityName": NAME.candidates[0].entity.names[0],
    "Evidence": NAME.candidates[0].evidence,
    "Finding": NAME.candidates[0].evidence.findings[0],
    "Mentions": TEXT,
    "Mention": TEXT[0],
    "Resolver": RESOLVER,
    "Scheme": SCHEME,
    "Scores": imya.compare_many(["a"], ["b"]),
    "Recognition": imya.recognise("Minsk"),
    "Recognised": imya.recognise("Minsk").schemes[0],
    "Restoration": next(iter(SCHEME.restorations("Minsk"))),
    "Variant": imya.variants("Мінск")[0],
    "Assignment": imya.cluster(["a"])[0],
}


def calls() -> dict[str, Callable[..., Any]]:
    """Everything public that can be called, by its name."""
    found: dict[str, Callable[..., Any]] = {}
    for name in imya.__all__:
        own = getattr(imya, name)
        if isinstance(own, type) and issubclass(own, BaseException) or not callable(own):
            continue
        found[name] = own
        if isinstance(own, type):
            target = OWNERS[name]
            for method in dir(own):
                if (not method.startswith("_") or method == "_restore") and callable(getattr(target, method)):
                    found[f"{name}.{method}"] = getattr(target, method)
    return found


CALLS = calls()
relaxed = settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))


@relaxed
@given(st.sampled_from(sorted(CALLS)), st.lists(things, max_size=3), st.dictionaries(OPTIONS, things, max_size=2))
def test_arguments_of_any_type(name: str, arguments: list[Any], options: dict[str, Any]) -> None:
    if name.endswith(PATHS):
        arguments = [own for own in arguments if not isinstance(own, str | bytes)]
        options.pop("path", None)
    try:
        CALLS[name](*arguments, **options)
    except CLEAR as error:
        assert str(error)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_every_call_refuses_what_it_does_not_take(name: str) -> None:
    """No call takes four objects of no type, nor an option that is none."""
    with pytest.raises(CLEAR):
        CALLS[name](*[object()] * 4, no_option=object())


def test_all_is_called() -> None:
    """Whatever is added to the module is fuzzed, or this fails."""
    public = {name for name in dir(imya) if not name.startswith("_")}
    modules = {name for name in public if isinstance(getattr(imya, name), types.ModuleType)}
    assert public - modules - {"annotations"} <= set(imya.__all__)
    named = {name.split(".")[0] for name in CALLS}
    exceptions = {"DataError", "FileError", "ImyaError", "IndexFileError", "OptionError"}
    assert named == set(imya.__all__) - exceptions - {"__version__"}
    for call in ("compare_many", "score_matrix", "Resolver.resolve_many", "Scheme.restore", "Match._restore", "keys"):
        assert call in CALLS


@relaxed
@given(texts, texts, st.one_of(st.none(), st.sampled_from(["person", "org", "place"]), texts))
def test_texts_of_any_characters(left: str, right: str, kind: Any) -> None:
    try:
        score = imya.compare(left, right, kind=kind)
        assert 0 <= score <= 1
        assert imya.explain(left, right, kind=kind).score == score
        for mention in RESOLVER.annotate(left + right):
            assert (left + right)[mention.start : mention.end] == mention.surface
        RESOLVER.resolve(left)
        imya.keys(left, kind=kind, side="left")
        imya.romanise(right, scheme="be-lacinka")
        imya.restore(left, scheme="ru-fr")
    except UnicodeEncodeError as error:
        assert any("\ud800" <= own <= "\udfff" for own in left + right + str(kind)), error
    except imya.OptionError:
        assert kind not in ("person", "org", "place", None)


@relaxed
@given(st.dictionaries(st.sampled_from(["limit", "cutoff", "threshold", "margin"]), numbers, max_size=3))
def test_options_of_any_value(options: dict[str, Any]) -> None:
    try:
        RESOLVER.with_options(**options).resolve("Минск")
    except CLEAR as error:
        assert str(error)


def test_lone_surrogates_say_where_they_are() -> None:
    for call in (
        lambda text: imya.compare(text, "x"),
        lambda text: RESOLVER.resolve_many(["ok", text]),
        lambda text: RESOLVER.annotate(text),
        lambda text: imya.keys(text, side="left"),
        lambda text: imya.variants(text),
        lambda text: imya.recognise(text),
        lambda text: imya.romanise(text, scheme="be-lacinka"),
        lambda text: imya.restore(text, scheme="be-lacinka"),
        lambda text: imya.cluster(["ok", text]),
    ):
        with pytest.raises(UnicodeEncodeError, match="position 2"):
            call("ab\ud800")


def test_single_strings_are_no_lists() -> None:
    with pytest.raises(TypeError, match="single string"):
        RESOLVER.resolve_many("Minsk")
    with pytest.raises(TypeError, match="item 1 is no string but int"):
        RESOLVER.resolve_many(["Minsk", 1])  # type: ignore[list-item]


def test_huge_strings() -> None:
    for huge in ("я" * 3_000_000, "Іван Пятроў " * 200_000, "\u0301" * 1_000_000, "-" * 1_000_000):
        assert 0 <= imya.compare(huge, "Іван Пятроў") <= 1
        RESOLVER.resolve(huge)
        imya.keys(huge, side="right")
        imya.variants(huge)
        imya.recognise(huge)
    assert len(RESOLVER.annotate("Мінск, " * 20_000)) == 20_000


def test_numbers_that_are_none() -> None:
    for value in (math.nan, math.inf, -math.inf, 1e300):
        with pytest.raises(imya.OptionError):
            RESOLVER.with_options(threshold=value)
        with pytest.raises(imya.OptionError):
            imya.cluster(["a"], threshold=value)
        with pytest.raises(imya.OptionError):
            RESOLVER.annotate("a", threshold=value)
        with pytest.raises(imya.OptionError):
            imya.compare_many(["a"], ["b"], cutoff=value)
        with pytest.raises(imya.OptionError):
            imya.score_matrix(["a"], ["b"], cutoff=value)
