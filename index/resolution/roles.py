"""The roles of people by folded names, in columns: each distinct role is compared as a set of words, computed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus.extraction.countries.lookup import resolve_country
from index.segments.format.ragged import Ints, RaggedArray
from index.segments.searching.doc_sets import distinct

_JOINTS = frozenset(["of", "the", "for", "and", "to", "in", "at", "a", "an", "on"])
_QUALIFIERS = frozenset(["vice", "deputy", "assistant", "under", "former", "acting", "mrs", "mr", "lady", "lord"])
"""Words that make a different role of a role."""


@dataclass(frozen=True, slots=True)
class WrittenRoles:
    """The roles of people in all documents, as written. A deleted document has none."""

    pairs: tuple[tuple[str, str], ...]
    """Names with one of their roles, each pair once. May include pairs that no document has any more."""
    by_document: RaggedArray
    """From a document number to indices into `pairs`."""


class KeyedRoles:
    """The roles of people by the keys of their names.

    Args:
        written: The roles by written names.
        keys: Folded names.
        fold: From a written name to its key.

    """

    def __init__(self, written: WrittenRoles, keys: Sequence[str], fold: Callable[[str], str]) -> None:
        self.texts: dict[frozenset[str], str] = {}
        """From the words of a role to its shortest spelling."""
        places = {key: place for place, key in enumerate(keys)}
        key_of = np.full(len(written.pairs), -1, np.int64)
        role_of = np.full(len(written.pairs), -1, np.int64)
        numbers: dict[frozenset[str], int] = {}
        for pair in np.flatnonzero(np.bincount(written.by_document.ids, minlength=len(written.pairs))).tolist():
            name, role = written.pairs[pair]
            words = role_words(role)
            if words:
                key_of[pair] = places.get(fold(name), -1)
                role_of[pair] = numbers.setdefault(words, len(numbers))
                self.texts[words] = min(self.texts.get(words, role), role, key=lambda text: (len(text), text))
        self._words = tuple(numbers)
        found, docs = written.by_document.ids, written.by_document.rows()
        is_used = key_of[found] >= 0
        found, docs = found[is_used], docs[is_used]
        size, count = max(1, len(self._words)), max(1, len(written.by_document.starts) - 1)
        rows = distinct((key_of[found] * count + docs) * size + role_of[found])
        by_key = rows // (size * count)
        starts = np.zeros(len(keys) + 1, np.int64)
        np.cumsum(np.bincount(by_key, minlength=len(keys)), out=starts[1:])
        # Of each key, the document numbers with a role, each as document * size + role.
        self._rows = RaggedArray(starts, rows - by_key * (size * count))
        self._size = size

    def counts(self, keys: Sequence[int]) -> Counter[frozenset[str]]:
        """The roles of a person with these keys, each with the number of documents that have it."""
        rows: Ints = self._rows.of_all(np.array(keys, np.int64))
        roles, counts = np.unique((distinct(rows) if len(keys) > 1 else rows) % self._size, return_counts=True)
        words = map(self._words.__getitem__, roles.tolist())
        return Counter(dict(zip(words, counts.tolist(), strict=True)))

    def by_document(self, key: int) -> Mapping[int, Sequence[frozenset[str]]]:
        """The roles of a key in each document where it has any."""
        found: dict[int, list[frozenset[str]]] = {}
        for row in self._rows.of(key):
            found.setdefault(row // self._size, []).append(self._words[row % self._size])
        return found

    def shared(self, one: Iterable[frozenset[str]], other: Iterable[frozenset[str]]) -> str:
        """The longest role that both have, as written; "" for none."""
        others = list(other)
        shared = [role & each for role in one for each in others if is_same_role(role, each)]
        return min((self.texts[words] for words in shared), key=lambda text: (-len(text), text), default="")


def is_same_role(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two roles mean the same: "minister of finance", "finance minister"."""
    if not (one <= other or other <= one):
        return False
    return not (one ^ other) & _QUALIFIERS and bool(one - _QUALIFIERS)


@lru_cache(1 << 15)
def role_words(role: str) -> frozenset[str]:
    """The words by which roles are compared: lower case, without function words and countries."""
    words = (word.strip(".,").casefold() for word in role.replace("-", " ").split())
    return frozenset(word for word in words if word and word not in _JOINTS and not resolve_country(word))
