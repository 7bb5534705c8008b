"""Whoosh field types with doc values or with a separate stream of stored values.

`Term` and `NumericRange` can query them and any codec can index them, but only our codec writes doc values and the
stream of COLD values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoosh.analysis import IDAnalyzer
from whoosh.fields import NUMERIC, STORED, FieldType
from whoosh.formats import Existence

from index.segments.format.toc_unpickler import allow_in_toc


@allow_in_toc
class FACET(FieldType):
    """Any number of exact keys per document, such as the codes of its countries.

    A value is a string or several strings. Each string is one term, without analysis.
    """

    scorable = False

    def __init__(self, *, stored: bool = False, unique: bool = False, counted: bool = True) -> None:
        """Create the field type.

        Args:
            stored: Whether the value is stored.
            unique: Whether a key identifies a document.
            counted: Whether the field has doc values, by which the keys of many documents can be counted.

        """
        super().__init__(Existence(), IDAnalyzer(), stored=stored, unique=unique)
        self.counted = counted

    @staticmethod
    def keys(value: str | Iterable[str]) -> list[str]:
        """The distinct keys of a value, in order."""
        return [value] if isinstance(value, str) else list(dict.fromkeys(value))

    def index(self, value: str | Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of a value: term, frequency, weight and posting value of each distinct key."""
        return ((encode_key(key), 1, 1.0, b"") for key in self.keys(value))

    def to_bytes(self, value: str | bytes) -> bytes:
        """The term of a key."""
        return value if isinstance(value, bytes) else encode_key(value)

    def from_bytes(self, term: bytes) -> str:
        """The key of a term."""
        return decode_key(term)


@allow_in_toc
class COLD(STORED):
    """A stored value that lists of results do not need. It has a stream of its own, which they do not read."""


@allow_in_toc
class ORDINAL(NUMERIC):
    """A 32-bit integer per document, or none, such as a year or the `toordinal` of a date. Has doc values."""

    scorable = False

    def __init__(self, *, stored: bool = False, indexed: bool = True) -> None:
        """Create the field type.

        Args:
            stored: Whether the value is stored.
            indexed: Whether the field has terms. Without terms, only ArrayIndexWriter can write its doc values.

        """
        # shift_step=0 makes one term per number. More terms would only speed up ranges, which use doc values.
        super().__init__(int, bits=32, stored=stored, shift_step=0)
        self.indexed = indexed


@allow_in_toc
class FINGERPRINT(STORED):
    """A fingerprint of a text field in each document, by which near-duplicates are found. It is given no value."""

    stored = False

    def __init__(self, source: str) -> None:
        """Create the field type.

        Args:
            source: The name of the text field, which must have a batch analyzer.

        """
        self.source = source


def has_doc_values(field: FieldType) -> bool:
    """Whether a field has doc values that are computed from its postings."""
    return isinstance(field, ORDINAL) or (isinstance(field, FACET) and field.counted)


def encode_key(key: str) -> bytes:
    """The term of a key: UTF-8 that also encodes lone surrogates, as in a file name that is not UTF-8."""
    return key.encode("utf-8", "surrogatepass")


def decode_key(term: bytes) -> str:
    """The inverse of `encode_key`."""
    return term.decode("utf-8", "surrogatepass")


def decode_keys(terms: Iterable[bytes]) -> tuple[str, ...]:
    """The same for many terms, without a call for each."""
    return tuple([term.decode("utf-8", "surrogatepass") for term in terms])
