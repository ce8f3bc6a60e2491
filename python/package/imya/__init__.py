"""Which known entity does this name mean?

For people, organisations and places whose names travel between Belarusian, Russian, Ukrainian and
English.

>>> import imya
>>> resolver = imya.Resolver.embedded()
>>> resolver.resolve("Bjaljazki").best.id
'person/ales-bialiatski'
>>> imya.compare("Марии Колесниковой", "Марыя Калеснікава", kind="person") > 0.9
True
"""

from __future__ import annotations

from imya._native import (
    Assignment,
    Column,
    Entity,
    EntityName,
    Evidence,
    Finding,
    Found,
    Match,
    Mention,
    Mentions,
    Recognised,
    Recognition,
    Resolver,
    Restoration,
    Scheme,
    Scores,
    Variant,
    __version__,
    cluster,
    compare,
    compare_arrow,
    compare_many,
    explain,
    keys,
    keys_arrow,
    recognise,
    restore,
    romanise,
    romanise_arrow,
    romanise_many,
    score_matrix,
    variants,
)
from imya.errors import DataError, FileError, ImyaError, IndexFileError, OptionError

__all__ = [
    "Assignment",
    "Column",
    "DataError",
    "Entity",
    "EntityName",
    "Evidence",
    "FileError",
    "Finding",
    "Found",
    "ImyaError",
    "IndexFileError",
    "Match",
    "Mention",
    "Mentions",
    "OptionError",
    "Recognised",
    "Recognition",
    "Resolver",
    "Restoration",
    "Scheme",
    "Scores",
    "Variant",
    "__version__",
    "cluster",
    "compare",
    "compare_arrow",
    "compare_many",
    "explain",
    "keys",
    "keys_arrow",
    "recognise",
    "restore",
    "romanise",
    "romanise_arrow",
    "romanise_many",
    "score_matrix",
    "variants",
]
