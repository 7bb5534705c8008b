"""Clusters of words that stand in similar contexts: Jakarta and Nairobi, Michael and Martin, sharply and broadly."""

from __future__ import annotations

from functools import cache

from corpus.text.data_files import read_data

FILE = "word_clusters.txt"
_PREFIXES = (4, 6, 8)
"""Bits of a path in the tree of clusters that name a larger cluster."""


@cache
def load_clusters() -> dict[str, str]:
    """The path of each word, as written: bits from the root of the tree.

    Raises:
        OSError: the package's own data file is missing.

    """
    found: dict[str, str] = {}
    for line in read_data(FILE).splitlines()[1:]:
        path, *words = line.split(" ")
        found.update(dict.fromkeys(words, path[::-1]))
    return found


@cache
def cluster_features(path: str) -> tuple[str, ...]:
    """The features of words with this path."""
    return (f"k={path}", *(f"k{length}={path[:length]}" for length in _PREFIXES if len(path) > length))
