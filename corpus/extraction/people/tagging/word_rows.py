"""The rows of weights of many words at once: what `word_features` names, looked up without making the names.

The rows of a word are in the order of `word_features`, because the order decides how the sum of weights is rounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.extraction.people.tagging.clusters import cluster_features, load_clusters
from corpus.extraction.people.tagging.word_features import LONGEST_END, MAX_LENGTH, NO_CLUSTER, shape
from corpus.extraction.people.tagging.word_groups import LARGER, load_word_groups
from corpus.tokens.flags import CAPITALIZED, PARTICLE
from corpus.tokens.token_batch import Indices

if TYPE_CHECKING:
    from corpus.extraction.people.tagging.weights import TaggerWeights

Letters = npt.NDArray[np.uint64]
NO_ROW = -1
"""The row of zeros, for a feature that a word does not have or that has no weight."""
_WORD, _SHAPE, _LENGTH, _LAST = range(4)
_CLUSTER = slice(4, 8)
_GROUP = slice(_CLUSTER.stop, _CLUSTER.stop + 1 + len(LARGER))
_FIRST_END = _GROUP.stop
"""From here on, a column each for the beginning and for the ending of two letters, of three, and so on."""
_COLUMNS = _FIRST_END + 2 * (LONGEST_END - 1)
_END_OF_LOWER = 3
"""The only size of the beginning and ending that a word in lower case is read by."""
_LETTER_BITS = np.array([0, 16, 32, 48], dtype=np.uint64)
_LARGEST_LETTER = 0xFFFF


class WordRows:
    """Looks up the rows of words.

    Args:
        weights: The weights of the features.

    """

    def __init__(self, weights: TaggerWeights) -> None:
        by_kind: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for name, row in weights.rows.items():
            kind, _, value = name.partition("=")
            by_kind[kind][value] = row
        self._words, self._shapes = by_kind["w"], by_kind["s"]
        self._lengths = np.array([by_kind["len"].get(str(size), NO_ROW) for size in range(MAX_LENGTH + 1)])
        self._begins, self._ends = (
            {size: _LetterTable(by_kind[f"{kind}{size}"], is_end=kind == "e") for size in range(1, LONGEST_END + 1)}
            for kind in "pe"
        )
        self._rows = weights.rows
        self._clusters: dict[str, tuple[int, ...]] = {}
        """The rows of each path of a cluster that has occurred."""
        self._groups = _group_rows(by_kind)

    def find(self, words: Sequence[str], folded: Sequence[str], flags: Sequence[int]) -> Indices:
        """A line for each word, a column for each kind of feature.

        Args:
            words: The words as written.
            folded: The same words folded.
            flags: Their flags in the lexicon.

        """
        found = np.full((len(words), _COLUMNS), NO_ROW, dtype=np.intp)
        found[:, _WORD] = [self._words.get(word, NO_ROW) for word in folded]
        found[:, _SHAPE] = [self._shapes.get(shape(word), NO_ROW) for word in words]
        found[:, _CLUSTER] = [self._cluster(path) for path in map(load_clusters().get, words)]
        found[:, _GROUP] = self._groups[load_word_groups().find(folded)]
        begins = _letters([word[:LONGEST_END] for word in folded])
        ends = _letters([word[: -LONGEST_END - 1 : -1] for word in folded])
        full = np.array(flags, dtype=np.int64) & (CAPITALIZED | PARTICLE) != 0
        found[full, _LENGTH] = self._lengths[np.minimum([len(word) for word in folded], MAX_LENGTH)[full]]
        found[full, _LAST] = self._ends[1].find(ends[full], 1)
        for size in range(2, LONGEST_END + 1):
            read = slice(None) if size == _END_OF_LOWER else full
            column = _FIRST_END + 2 * (size - 2)
            found[read, column] = self._begins[size].find(begins[read], size)
            found[read, column + 1] = self._ends[size].find(ends[read], size)
        return found

    def _cluster(self, path: str | None) -> tuple[int, ...]:
        """The rows of a path and of the larger clusters around it."""
        path = path or NO_CLUSTER
        found = self._clusters.get(path)
        if found is None:
            rows = [self._rows.get(name, NO_ROW) for name in cluster_features(path)]
            size = _CLUSTER.stop - _CLUSTER.start
            found = self._clusters[path] = tuple(rows + [NO_ROW] * (size - len(rows)))
        return found


def _group_rows(by_kind: Mapping[str, Mapping[str, int]]) -> Indices:
    """The rows of each group and of the larger groups around it; the last line is that of words in no group."""
    larger = load_word_groups().larger
    found = np.full((larger.shape[1] + 1, 1 + len(LARGER)), NO_ROW, dtype=np.intp)
    found[:-1, 0] = [by_kind["g"].get(str(group), NO_ROW) for group in range(larger.shape[1])]
    found[-1, 0] = by_kind["g"].get("none", NO_ROW)
    for column, (count, groups) in enumerate(zip(LARGER, larger, strict=True), start=1):
        rows = np.array([by_kind[f"g{count}"].get(str(group), NO_ROW) for group in range(count)], dtype=np.intp)
        found[:-1, column] = rows[groups]
    return found


class _LetterTable:
    """The rows of the beginnings or endings of one size, found by their letters as one number.

    Args:
        rows: The row of each.
        is_end: Whether they are endings, whose letters count from the last one.

    """

    def __init__(self, rows: Mapping[str, int], *, is_end: bool) -> None:
        known = [value for value in rows if value.isascii() or max(value) < chr(_LARGEST_LETTER)]
        letters = _letters([value[::-1] for value in known] if is_end else known)
        keys = np.append(letters.sum(axis=1, dtype=np.uint64), np.iinfo(np.uint64).max)  # so that nothing is after all
        order = np.argsort(keys)
        self._keys: Letters = keys[order]
        self._rows: Indices = np.array([*(rows[value] for value in known), NO_ROW], dtype=np.intp)[order]

    def find(self, letters: Letters, size: int) -> Indices:
        """The row of each of the beginnings or endings: the first `size` of these letters."""
        keys = letters[:, :size].sum(axis=1, dtype=np.uint64)
        places = np.searchsorted(self._keys, keys)
        return np.where(self._keys[places] == keys, self._rows[places], NO_ROW)


def _letters(parts: Sequence[str]) -> Letters:
    """The letters of each part as numbers that make one number when they are added; 0 after its end."""
    points = np.array(parts, dtype=f"U{LONGEST_END}").view(np.uint32).reshape(len(parts), LONGEST_END)
    return np.minimum(points, _LARGEST_LETTER).astype(np.uint64) << _LETTER_BITS
