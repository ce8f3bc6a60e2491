"""Progress bars for batch calls.

>>> import imya
>>> from imya.progress import bar
>>> with bar(disable=True) as progress:
...     found = imya.Resolver.embedded().resolve_many(["Minsk"] * 1000, progress=progress)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tqdm.auto import tqdm

__all__ = ["bar"]


@contextmanager
def bar(**options: Any) -> Iterator[Callable[[int, int], None]]:
    """A bar of tqdm, with its options, as the `progress` of a batch call."""
    with tqdm(**options) as own:

        def report(done: int, total: int) -> None:
            own.total = total
            own.update(done - own.n)

        yield report
