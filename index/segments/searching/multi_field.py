"""Queries for words in several fields at once, which BM25F scores as one field.

Whoosh's own way, one term in each field and OR between them, scores every field apart: a word has as many inverse
document frequencies as fields, and a title match outweighs everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from whoosh.query import Query

from index.segments.format.form_numbers import HYPHEN
from index.segments.searching.patterns import Pattern

FieldWeights: TypeAlias = tuple[tuple[str, float], ...]
"""Names of fields, each with the factor of its frequencies."""


@dataclass(frozen=True, slots=True)
class FormTest:
    """Matches occurrences of a word by its surface form instead of its term."""

    folded: str
    """The form without case and accents."""
    written: str = ""
    """The written form, if case matters."""
    is_joined: bool = False
    """Whether only words match that a hyphen joins to the next one."""

    def matches(self, form: str) -> bool:
        """Whether a folded or written form of the index, which may end with a hyphen, matches."""
        bare = form.removesuffix(HYPHEN)
        if self.is_joined and bare == form:
            return False
        return bare == self.written if self.written else bare.lower() == self.folded


WordSequence: TypeAlias = tuple[str | FormTest, ...]
"""Adjacent words, each by its term or its form."""


class MultiFieldQuery(Query):
    """A query in several fields.

    Args:
        fields: The fields and their weights.
        boost: A factor for the scores.

    """

    def __init__(self, fields: FieldWeights, boost: float = 1.0) -> None:
        self.fields = fields
        self.boost = boost

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({values})"


class MultiFieldTerm(MultiFieldQuery):
    """A query for one term in any of the fields.

    Args:
        fields: The fields and their weights.
        text: The term, as it is indexed.
        boost: A factor for the scores.

    """

    def __init__(self, fields: FieldWeights, text: str, boost: float = 1.0) -> None:
        super().__init__(fields, boost)
        self.text = text


class MultiFieldWord(MultiFieldQuery):
    """A query for any of several ways to write a word, which are scored as one word.

    Args:
        fields: The fields and their weights.
        alternatives: The ways, each of one word or several adjacent ones.
        boost: A factor for the scores.

    """

    def __init__(self, fields: FieldWeights, alternatives: tuple[WordSequence, ...], boost: float = 1.0) -> None:
        super().__init__(fields, boost)
        self.alternatives = alternatives


class MultiFieldPhrase(MultiFieldQuery):
    """A query for terms next to each other in one of the fields; it is scored as the sum of its terms.

    Args:
        fields: The fields and their weights.
        words: The terms, as they are indexed.
        slop: 1 for terms that are adjacent in this order; more for terms near each other in any order, two of them at
            most this many positions apart (see `near_width`).
        boost: A factor for the scores.
        ending: Matches the word after the terms; None if the phrase ends with them.

    """

    def __init__(
        self,
        fields: FieldWeights,
        words: tuple[str, ...],
        slop: int = 1,
        boost: float = 1.0,
        ending: Pattern | None = None,
    ) -> None:
        super().__init__(fields, boost)
        self.words = words
        self.slop = slop
        self.ending = ending

    def terms_apart(self) -> list[MultiFieldTerm]:
        """Queries for each term alone."""
        return [MultiFieldTerm(self.fields, word) for word in self.words]


class MultiFieldPattern(MultiFieldQuery):
    """A query for all words that match a pattern in any of the fields; they are scored as one word.

    Args:
        fields: The fields and their weights.
        pattern: The pattern; its own field does not matter.
        boost: A factor for the scores.

    """

    def __init__(self, fields: FieldWeights, pattern: Pattern, boost: float = 1.0) -> None:
        super().__init__(fields, boost)
        self.pattern = pattern
