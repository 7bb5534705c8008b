"""Document frequencies in two sets of documents, and what stands out by them; for both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index.analytics.log_likelihood import Floats, stands_out
from index.model.query import Query
from index.query.ast import Phrase, Word, leaves
from index.query.parser import parse
from index.schema.analysis import split, term
from index.schema.languages import ENGLISH, stem_of
from index.segments.format.ragged import Ints

_LEAST_LETTERS = 2
"""Letters of a word that stands out; initials and numbers say little."""
_FEW = 20
"""Documents: in a small library, so many may have a word whatever their share."""
_GREATEST_SHARE = 0.15
"""The greatest share of all documents that may have a word that stands out. More have only words such as "he", which
tell long texts from short ones, in every language.
"""


@dataclass(frozen=True, slots=True)
class SetSizes:
    """The number of all documents, divided by the two sets that they are in."""

    left: int
    """Only in the left set."""
    right: int
    both: int
    neither: int

    @property
    def left_total(self) -> int:
        """The number of documents of the left set."""
        return self.left + self.both

    @property
    def right_total(self) -> int:
        """The number of documents of the right set."""
        return self.right + self.both


@dataclass(frozen=True)
class SetCounts:
    """The number of documents with each name or word, divided in the same way."""

    sizes: SetSizes
    left: Ints
    right: Ints
    both: Ints
    neither: Ints

    @property
    def scores(self) -> tuple[Floats, Floats]:
        """What stands out on the left and on the right; see `stands_out`."""
        sizes = self.sizes.left, self.sizes.right
        return stands_out(self.left, self.right, *sizes), stands_out(self.right, self.left, *sizes[::-1])

    @property
    def shares(self) -> Floats:
        """The smaller of the shares of the two sets that have each name."""
        left = (self.left + self.both) / max(self.sizes.left_total, 1)
        found: Floats = np.minimum(left, (self.right + self.both) / max(self.sizes.right_total, 1))
        return found

    @property
    def common_scores(self) -> Floats:
        """The smaller of the scores of the two sets against the documents of neither."""
        sizes, rest = self.sizes, self.sizes.neither
        left = stands_out(self.left + self.both, self.neither, sizes.left_total, rest)
        return np.minimum(left, stands_out(self.right + self.both, self.neither, sizes.right_total, rest))

    @property
    def is_rare(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether few enough documents have each word for it to stand out."""
        sizes = self.sizes
        documents = sizes.left + sizes.right + sizes.both + sizes.neither
        return self.left + self.right + self.both + self.neither <= max(_GREATEST_SHARE * documents, _FEW)

    def in_both(self, at: int) -> tuple[int, int]:
        """The number of documents of the left and of the right set that have a name."""
        return int(self.left[at] + self.both[at]), int(self.right[at] + self.both[at])


def ranked(scores: Floats, places: Ints | None = None) -> Ints:
    """The indices of scores above 0, highest first; equal ones by `places`."""
    found = np.flatnonzero(scores > 0)
    return found[np.lexsort((found if places is None else places[found], -scores[found]))]


def telling_words(
    words: Sequence[int], text_of: Callable[[int], str], ignored: frozenset[str], limit: int
) -> list[int]:
    """The first words that are words of letters, and not words of the queries."""
    return list(islice((word for word in words if is_telling(text_of(word), ignored)), limit))


def is_telling(text: str, ignored: frozenset[str]) -> bool:
    """Whether a term is a word of letters, and none of some others."""
    is_word = sum(map(str.isalpha, stem_of(text))) >= _LEAST_LETTERS or not text.isascii()
    return is_word and not any(map(str.isdigit, text)) and text not in ignored


def terms_of(languages: Iterable[str], *queries: Query | None) -> frozenset[str]:
    """The terms of the words of queries in all languages, which stand out in their results by themselves."""
    analyzed = (ENGLISH, *languages)
    parts = [leaf for query in queries if query for leaf in leaves(parse(query.text, typing=True))]
    texts = (part.text for part in parts if isinstance(part, Word | Phrase))
    return frozenset(term(word, each) for text in texts for word in split(text) for each in analyzed)
