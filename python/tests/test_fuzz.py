"""Arguments of all sorts give a result or a clear exception, and never end the interpreter."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import imya
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
numbers = st.one_of(st.floats(), st.integers(), st.none(), texts)

CALLS: list[Callable[..., Any]] = [
    imya.compare,
    imya.explain,
    imya.compare_many,
    imya.score_matrix,
    imya.variants,
    imya.recognise,
    imya.cluster,
    imya.Entity,
    imya.EntityName,
    imya.Entity.from_dict,
    imya.Scheme.named,
    imya.Scheme.parse,
    imya.Resolver.from_entities,
    imya.Resolver.open,
    imya.compare_arrow,
    RESOLVER.resolve,
    RESOLVER.resolve_many,
    RESOLVER.annotate,
    RESOLVER.annotate_many,
    RESOLVER.resolve_arrow,
    imya.Scores._restore,
    imya.Match._restore,
    imya.Mentions._restore,
]
relaxed = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@relaxed
@given(st.sampled_from(CALLS), st.lists(things, max_size=3))
def test_arguments_of_any_type(call: Callable[..., Any], arguments: list[Any]) -> None:
    try:
        call(*arguments)
    except CLEAR as error:
        assert str(error)


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
