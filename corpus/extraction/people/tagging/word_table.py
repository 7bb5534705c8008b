"""Scores of words by their own features, at the word and at its neighbours, computed once per distinct word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.extraction.people.tagging.word_features import EDGE, flag_features
from corpus.extraction.people.tagging.word_rows import NO_ROW, WordRows
from corpus.text.folding import fold_expanding
from corpus.tokens.token_batch import Indices

if TYPE_CHECKING:
    from corpus.extraction.people.tagging.weights import TaggerWeights
    from corpus.tokens.lexicon import Lexicon

Scores = npt.NDArray[np.float32]
_LIMIT = 60_000
"""Words kept before the table is emptied: memory must not grow with the library."""


class WordTable:
    """Rows of scores by word as written, with its category and its folded form as numbers.

    Args:
        weights: The weights of the features.

    """

    def __init__(self, weights: TaggerWeights) -> None:
        self._weights = weights
        self.category_names: list[str] = []
        """The name of each category. There are a few dozen, which keep their numbers."""
        self._flags = _FlagTable(weights, self.category_names)
        self._rows = WordRows(weights)
        self.clear()

    def clear(self) -> None:
        """Forget all words but the edge of a text, which is word 0."""
        self._numbers: dict[str, int] = {}
        self.folded_words: list[str] = [EDGE]
        """The folded words by number."""
        self._folded = {EDGE: 0}
        self.scores: Scores = _sums(self._weights, np.array([[self._weights.rows.get(EDGE, NO_ROW)]]))
        """For each word, the scores of the labels at each of the offsets."""
        self.categories: Indices = np.array([self._flags.category(EDGE)], dtype=np.intp)
        self.folded: Indices = np.zeros(1, dtype=np.intp)

    def numbers(self, words: Sequence[str], lexicon: Lexicon) -> Indices:
        """The number of each word, which is its row in the arrays."""
        known = self._numbers
        found = list(map(known.get, words))
        if None in found:
            missing = list(dict.fromkeys([word for word in words if word not in known]))
            if len(known) + len(missing) > _LIMIT and known:
                self.clear()
                return self.numbers(words, lexicon)
            known.update(zip(missing, range(self.categories.size, self.categories.size + len(missing)), strict=True))
            self._append(missing, [lexicon[word] for word in missing])
            found = list(map(known.get, words))
        return np.array(found, dtype=np.intp)

    def _append(self, words: Sequence[str], flags: Sequence[int]) -> None:
        folded = [fold_expanding(word) for word in words]
        rows = self._flags.rows(flags)
        scores = _sums(self._weights, self._rows.find(words, folded, flags)) + self._flags.scores[rows]
        self.scores = np.concatenate((self.scores, scores))
        self.categories = np.concatenate((self.categories, self._flags.categories[rows]))
        new = [word for word in dict.fromkeys(folded) if word not in self._folded]
        self._folded.update(zip(new, range(len(self.folded_words), len(self.folded_words) + len(new)), strict=True))
        self.folded_words += new
        self.folded = np.concatenate((self.folded, np.array([self._folded[word] for word in folded], dtype=np.intp)))


class _FlagTable:
    """Rows of scores and the category by combination of flags, of which there are some thousand.

    Args:
        weights: The weights of the features.
        category_names: The names of the categories by number; new ones are added.

    """

    def __init__(self, weights: TaggerWeights, category_names: list[str]) -> None:
        self._weights = weights
        self._names = category_names
        self._numbers: dict[int, int] = {}
        self.scores: Scores = np.zeros((0, weights.stacked.shape[1]), dtype=np.float32)
        self.categories: Indices = np.zeros(0, dtype=np.intp)

    def category(self, name: str) -> int:
        """The number of a category."""
        if name not in self._names:
            self._names.append(name)
        return self._names.index(name)

    def rows(self, flags: Sequence[int]) -> Indices:
        """The row of each combination of flags."""
        missing = [each for each in dict.fromkeys(flags) if each not in self._numbers]
        if missing:
            start = len(self._numbers)
            self._numbers.update(zip(missing, range(start, start + len(missing)), strict=True))
            features = [flag_features(each) for each in missing]
            self.scores = np.concatenate((self.scores, _sums(self._weights, _named_rows(self._weights, features))))
            categories = np.array([self.category(each[0]) for each in features], dtype=np.intp)
            self.categories = np.concatenate((self.categories, categories))
        return np.array([self._numbers[each] for each in flags], dtype=np.intp)


def _named_rows(weights: TaggerWeights, features: Sequence[Sequence[str]]) -> Indices:
    """A line with the rows of each set of features."""
    found = np.full((len(features), max(map(len, features))), NO_ROW, dtype=np.intp)
    for line, names in zip(found, features, strict=True):
        line[: len(names)] = [weights.rows.get(name, NO_ROW) for name in names]
    return found


def _sums(weights: TaggerWeights, rows: Indices) -> Scores:
    """The summed weights of each line of rows."""
    # The last row is zeros: every sum has a term.
    rows = np.pad(rows, ((0, 0), (1, 0)), constant_values=NO_ROW)
    counted = rows != NO_ROW
    counted[:, 0] = True
    sizes = counted.sum(axis=1)
    found: Scores = np.add.reduceat(weights.stacked[rows[counted]], np.cumsum(sizes) - sizes, axis=0)
    return found
