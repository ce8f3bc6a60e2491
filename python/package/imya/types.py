"""The closed lists of words that imya takes and gives, as types."""

from __future__ import annotations

from typing import Any, Literal, Protocol, TypeAlias

__all__ = ["ArrowArray", "ArrowColumn", "ArrowStream", "Decision", "Gender", "Kind", "Language", "Side"]

Kind: TypeAlias = Literal["person", "org", "place"]
"""What an entity is: a human being, an organisation of any sort, a place."""

Gender: TypeAlias = Literal["f", "m"]
"""The grammatical gender of a person's names."""

Decision: TypeAlias = Literal["match", "ambiguous", "none"]
"""Whether a name was found: the best candidate is meant; several are about equally likely; neither."""

Language: TypeAlias = Literal["be", "ru", "uk"]
"""A language whose Cyrillic spelling imya tells apart."""

Side: TypeAlias = Literal["left", "right"]
"""The table of a join that a name stands in."""


class ArrowArray(Protocol):
    """An array with Arrow's PyCapsule interface."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...


class ArrowStream(Protocol):
    """A stream of arrays with Arrow's PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


ArrowColumn: TypeAlias = ArrowArray | ArrowStream
"""A column of strings: arrays and chunked arrays of pyarrow, series of polars and pandas …"""
