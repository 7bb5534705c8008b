"""Field types whose values are also kept as a column of arrays, for counting over all results.

Both are ordinary Whoosh fields: they are searched by `Term` and `NumericRange`, and any codec can index
them; only the array codec keeps the column, which `facets` reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from whoosh.analysis import IDAnalyzer
from whoosh.fields import NUMERIC, FieldType
from whoosh.formats import Existence

from index.arrays.foreign import Value


class FACET(FieldType):  # type: ignore[misc]  # whoosh is untyped
    """Exact keys, any number for each document, such as the codes of the countries it names.

    A value is a string or a sequence of strings; each string is one term, taken as it is.
    """

    facet = "keys"
    scorable = False

    def __init__(self, stored: bool = False) -> None:
        super().__init__(Existence(), IDAnalyzer(), stored=stored)

    def index(self, value: Value, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """One posting for each distinct key."""
        keys = (value,) if isinstance(value, str) else value
        return ((key.encode(), 1, 1.0, b"") for key in dict.fromkeys(keys))


class ORDINAL(NUMERIC):  # type: ignore[misc]  # whoosh is untyped
    """One whole number of 32 bits for each document, or none: a year, or a date as `date.toordinal()`."""

    facet = "number"
    scorable = False

    def __init__(self, stored: bool = False) -> None:
        # shift_step=0: one term for each number, since the column answers ranges better than tiers
        # of terms do.
        super().__init__(int, bits=32, stored=stored, shift_step=0)
