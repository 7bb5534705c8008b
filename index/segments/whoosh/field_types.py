"""Field types with doc values or with storage of their own.

All are ordinary Whoosh field types, which `Term` and `NumericRange` search and any codec can index. Only the array
codec writes doc values (per-document columns) and the cold stream.
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

    A value is a string or several strings; each is one term, without analysis.
    """

    scorable = False

    def __init__(self, *, stored: bool = False, unique: bool = False, counted: bool = True) -> None:
        """Describe the field.

        Args:
            stored: Whether the value is stored.
            unique: Whether a key identifies a document.
            counted: Whether the field has doc values, to count the keys of many documents.

        """
        super().__init__(Existence(), IDAnalyzer(), stored=stored, unique=unique)
        self.counted = counted

    @staticmethod
    def keys(value: str | Iterable[str]) -> list[str]:
        """The distinct keys of a value, in its order."""
        return [value] if isinstance(value, str) else list(dict.fromkeys(value))

    def index(self, value: str | Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of a document: term, frequency, weight and value of each distinct key."""
        return ((encode_key(key), 1, 1.0, b"") for key in self.keys(value))

    def to_bytes(self, value: str | bytes) -> bytes:
        """The term of a key."""
        return value if isinstance(value, bytes) else encode_key(value)

    def from_bytes(self, term: bytes) -> str:
        """The key of a term."""
        return decode_key(term)


@allow_in_toc
class COLD(STORED):
    """A stored value that result lists do not show: it is in a stream of its own, which they do not read."""


@allow_in_toc
class ORDINAL(NUMERIC):
    """One integer of 32 bits for each document, or none: a year, or a date as `date.toordinal()`. Has doc values."""

    scorable = False

    def __init__(self, *, stored: bool = False, indexed: bool = True) -> None:
        """Describe the field.

        Args:
            stored: Whether the value is stored.
            indexed: Whether the field has terms; else it has only doc values, which only ArrayIndexWriter writes.

        """
        # shift_step=0: one term for each number. Tiers of terms would speed up ranges, which doc values answer.
        super().__init__(int, bits=32, stored=stored, shift_step=0)
        self.indexed = indexed


def has_doc_values(field: FieldType) -> bool:
    """Whether doc values are made from the postings of a field."""
    return isinstance(field, ORDINAL) or (isinstance(field, FACET) and field.counted)


def encode_key(key: str) -> bytes:
    """A key as UTF-8; lone surrogates are kept, as in the name of a file that is not UTF-8."""
    return key.encode("utf-8", "surrogatepass")


def decode_key(term: bytes) -> str:
    """The inverse of `encode_key`."""
    return term.decode("utf-8", "surrogatepass")
