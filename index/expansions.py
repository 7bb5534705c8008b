"""Queries that stand for many words: a prefix, a wildcard, a word with typing errors.

Terms are stems, and what the user typed is no stem: "securit" begins "security", whose stem is "secur". So words are
looked up as they were written, in a field of their own, and then searched by their stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from whoosh.query import MultiTerm

from index.analysis import term

WORDS = "words"
"""The field that holds the words of title and text as written, folded."""
STEMMED = ("title", "body")


class Expansion(MultiTerm):  # type: ignore[misc]  # whoosh has no types
    """Any of the words that fit, in one field."""

    def __init__(self, fieldname: str, text: str, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.text = text
        self.boost = boost

    def field(self) -> str:
        """The field that is searched."""
        return self.fieldname

    def words(self, reader: Any) -> Iterator[str]:  # noqa: ANN401 -- whoosh has no types
        """Yield the words of the library that fit."""
        raise NotImplementedError

    def source(self) -> str:
        """The field whose words are looked through."""
        return WORDS if self.fieldname in STEMMED else self.fieldname

    def _btexts(self, reader: Any) -> Iterator[bytes]:  # noqa: ANN401
        """The terms to search, as Whoosh asks for them."""
        if self.source() not in reader.schema:
            return
        make = term if self.fieldname in STEMMED else str
        for text in sorted({make(word) for word in self.words(reader)}):
            encoded = text.encode("utf-8")
            if (self.fieldname, encoded) in reader:
                yield encoded

    def normalize(self) -> Expansion:
        """As it is: there is nothing to simplify without a reader."""
        return self

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), self.fieldname, self.text, self.boost))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.fieldname!r}, {self.text!r})"


class Beginning(Expansion):
    """Words that begin so."""

    def words(self, reader: Any) -> Iterator[str]:  # noqa: ANN401
        """Yield the words of the library that begin with the text."""
        for word in reader.expand_prefix(self.source(), self.text):
            yield word.decode("utf-8")


class Wildcard(Expansion):
    """Words of which some letters are left open: `*` for any number, `?` for one."""

    def words(self, reader: Any) -> Iterator[str]:  # noqa: ANN401
        """Yield the words of the library that fit the pattern."""
        literal = re.split(r"[*?]", self.text, maxsplit=1)[0]
        fits = re.compile(pattern_of(self.text)).fullmatch
        for encoded in reader.expand_prefix(self.source(), literal):
            word = encoded.decode("utf-8")
            if fits(word):
                yield word


class Similar(Expansion):
    """Words that differ in at most so many letters; the first letter is taken to be right."""

    def __init__(self, fieldname: str, text: str, distance: int, boost: float = 1.0) -> None:
        super().__init__(fieldname, text, boost)
        self.distance = distance

    def words(self, reader: Any) -> Iterator[str]:  # noqa: ANN401
        """Yield the words of the library within the distance."""
        yield from reader.terms_within(self.source(), self.text, self.distance, prefix=min(1, len(self.text)))


def pattern_of(text: str) -> str:
    """A pattern with `*` and `?` as a regular expression."""
    return "".join(r"\w*" if char == "*" else r"\w" if char == "?" else re.escape(char) for char in text)
