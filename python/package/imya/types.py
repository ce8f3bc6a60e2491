"""The closed lists of words that imya takes and gives, as types."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["Decision", "Gender", "Kind", "Language"]

Kind: TypeAlias = Literal["person", "org", "place"]
"""What an entity is: a human being, an organisation of any sort, a place."""

Gender: TypeAlias = Literal["f", "m"]
"""The grammatical gender of a person's names."""

Decision: TypeAlias = Literal["match", "ambiguous", "none"]
"""Whether a name was found: the best candidate is meant; several are about equally likely; neither."""

Language: TypeAlias = Literal["be", "ru", "uk"]
"""A language whose Cyrillic spelling imya tells apart."""
