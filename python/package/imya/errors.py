"""What can go wrong: every exception that imya raises by itself is an `ImyaError`.

Arguments of a wrong type raise `TypeError`, strings with lone surrogates `UnicodeEncodeError`, as
everywhere in Python.
"""

from __future__ import annotations

import os
from typing import Any

__all__ = ["DataError", "FileError", "ImyaError", "IndexFileError", "OptionError"]


class ImyaError(Exception):
    """The base of all exceptions of imya.

    Attributes:
        reason: what is wrong, in words.
        file: the file, or the name that was given to a text; `None` where no file is meant.
        line: the line, counted from 1; `None` where the whole file is meant.
        column: the column in characters, counted from 1, in tables the number of the cell; `None`
            where it is not known.
        option: the option or argument that has a value outside its range, else `None`.

    >>> import imya
    >>> try:
    ...     imya.Scheme.parse("mine.tsv", "from\\tto\\nа\\n")
    ... except imya.ImyaError as error:
    ...     print(error.file, isinstance(error, ValueError))
    mine.tsv True
    """

    reason: str
    file: str | None
    line: int | None
    column: int | None
    option: str | None

    def __init__(
        self,
        message: str,
        *,
        reason: str | None = None,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        option: str | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = message if reason is None else reason
        self.file = file
        self.line = line
        self.column = column
        self.option = option

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args[0], self.__dict__.copy())


class DataError(ImyaError, ValueError):
    """A table, a gazetteer or a text does not have the form it should have; says file, line, column."""


class FileError(ImyaError, OSError):
    """A file could not be read or written; `errno` and `strerror` say what the system said."""

    def __init__(self, message: str, *, errno: int | None = None, **place: Any) -> None:
        super().__init__(message, **place)
        self.errno = errno
        self.strerror = os.strerror(errno) if errno is not None else self.reason
        self.filename = self.file


class IndexFileError(ImyaError, ValueError):
    """A file is no index, is damaged, or was built with other rule tables."""


class OptionError(ImyaError, ValueError):
    """The value of an option or argument is outside its range; `option` says which."""


def _restore(kind: type[ImyaError], message: str, attributes: dict[str, Any]) -> ImyaError:
    error = kind(message)
    for name, value in attributes.items():
        setattr(error, name, value)
    return error
