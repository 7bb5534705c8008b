"""Field types whose values are also kept as a column of arrays, for counting over all results.

Both are ordinary Whoosh fields: they are searched by `Term` and `NumericRange`, and any codec can index
them; only the array codec keeps the column, which `facets` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoosh.analysis import IDAnalyzer
from whoosh.fields import NUMERIC, STORED, FieldType
from whoosh.formats import Existence

from index.segments.format.toc_unpickler import allow_in_toc


@allow_in_toc
class FACET(FieldType):
    """Exact keys, any number for each document, such as the codes of the countries it names.

    A value is a string or a sequence of strings; each string is one term, taken as it is.
    """

    scorable = False

    def __init__(self, *, stored: bool = False, unique: bool = False, counted: bool = True) -> None:
        """Describe the field.

        Args:
            stored: whether the value can be read back.
            unique: whether only one document has a key.
            counted: whether the keys of each document are kept as a column, to be counted over all results.

        """
        super().__init__(Existence(), IDAnalyzer(), stored=stored, unique=unique)
        self.counted = counted
        """Whether the keys of each document are kept as a column."""

    @staticmethod
    def keys(value: str | Iterable[str]) -> list[str]:
        """The distinct keys of a value, in its order."""
        return [value] if isinstance(value, str) else list(dict.fromkeys(value))

    def index(self, value: str | Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """One posting for each distinct key."""
        return ((encode_key(key), 1, 1.0, b"") for key in self.keys(value))

    def to_bytes(self, value: str | bytes) -> bytes:
        """A key as a term."""
        return value if isinstance(value, bytes) else encode_key(value)

    def from_bytes(self, term: bytes) -> str:
        """A term as a key."""
        return decode_key(term)


@allow_in_toc
class APART(STORED):
    """A value that is only stored, and apart from the other stored fields: a list of results is read without it."""


def encode_key(key: str) -> bytes:
    """A key as bytes; half a surrogate pair, as in the name of a file that is not UTF-8, is kept."""
    return key.encode("utf-8", "surrogatepass")


def decode_key(term: bytes) -> str:
    """What `encode_key` was given."""
    return term.decode("utf-8", "surrogatepass")


@allow_in_toc
class ORDINAL(NUMERIC):
    """One whole number of 32 bits for each document, or none: a year, or a date as `date.toordinal()`."""

    scorable = False

    def __init__(self, *, stored: bool = False, indexed: bool = True) -> None:
        """Describe the field.

        Args:
            stored: whether the value can be read back.
            indexed: whether Whoosh can search it; without, only ArrayWriter keeps it, and only as the column.

        """
        # shift_step=0: one term for each number, since the column answers ranges better than tiers
        # of terms do.
        super().__init__(int, bits=32, stored=stored, shift_step=0)
        self.indexed = indexed


def has_doc_values(field: FieldType) -> bool:
    """Whether values of the field are also kept as a column, made from its postings."""
    return isinstance(field, ORDINAL) or (isinstance(field, FACET) and field.counted)
