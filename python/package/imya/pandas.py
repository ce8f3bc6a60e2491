"""pandas: the accessor `imya` of series of strings, `frame["name"].imya.resolve()`.

>>> import pandas as pd
>>> import imya.pandas
>>> towns = pd.Series(["Hrodna", None], index=[7, 8], name="town")
>>> towns.imya.resolve()["id"].iloc[0]
'place/hrodna'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

import imya
from imya.types import Kind

__all__ = ["ImyaAccessor"]

if TYPE_CHECKING:
    Strings = pd.Series[str]
    Series = pd.Series[Any]
else:
    Strings = Series = pd.Series


def _arrow(series: Strings) -> pa.Array | pa.ChunkedArray:
    """The strings as Arrow has them; missing values are nulls."""
    return pa.array(series, type=pa.string(), from_pandas=True)


@pd.api.extensions.register_series_accessor("imya")
class ImyaAccessor:
    """What imya does with a series of strings; the index is kept, missing values stay missing."""

    def __init__(self, series: Strings) -> None:
        self._series = series

    def resolve(self, resolver: imya.Resolver | None = None, *, threads: int = 1) -> pd.DataFrame:
        """A frame with the columns of `Resolver.resolve_arrow`; the embedded gazetteer if none is given."""
        own = imya.Resolver.embedded() if resolver is None else resolver
        found = own.resolve_arrow(_arrow(self._series), threads=threads).to_pyarrow()
        fields = [found.type.field(at).name for at in range(found.type.num_fields)]
        frame: pd.DataFrame = pa.table(found.flatten(), names=fields).to_pandas()
        return frame.set_index(self._series.index)

    def compare(self, other: Strings | str, *, kind: Kind | None = None, threads: int = 1) -> Series:
        """Scores, `float32` from 0 to 1, against another series of the same length, or one name."""
        left = _arrow(self._series)
        right = pa.array([other] * len(left)) if isinstance(other, str) else _arrow(other)
        return self._like(imya.compare_arrow(left, right, kind=kind, threads=threads))

    def romanise(self, scheme: str, *, threads: int = 1) -> Series:
        """The texts in Latin letters under a scheme, named by its id."""
        return self._like(imya.romanise_arrow(_arrow(self._series), scheme=scheme, threads=threads))

    def _like(self, column: imya.Column) -> Series:
        made: Series = column.to_pyarrow().to_pandas()
        return made.set_axis(self._series.index).rename(self._series.name)
