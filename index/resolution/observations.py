"""Observations about people: in which documents they occur, with which people, countries, dates and roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy as np

from corpus.extraction.countries.lookup import resolve_country
from index.segments.format.ragged import Ints, RaggedArray

Roles: TypeAlias = Callable[[int], Mapping[str, Sequence[str]]]
"""From a document number to the roles of each person, by the name as written."""

_NEVER = 1 << 40
_JOINTS = frozenset(["of", "the", "for", "and", "to", "in", "at", "a", "an", "on"])


@dataclass(frozen=True, slots=True)
class Observations:
    """The people, countries and dates of all documents. A deleted document has none."""

    names: tuple[str, ...]
    """As written, each once, in any order. May include names that no document has any more."""
    people: RaggedArray
    """From a document number to indices into `names`."""
    countries: RaggedArray
    """From a document number to country numbers."""
    dates: Ints
    """The date of each document as a proleptic Gregorian ordinal; 0 for none."""
    roles: Roles


@dataclass
class KeyedObservations:
    """The observations by folded names instead of written ones.

    Args:
        keys: Folded names.
        people: From a document number to indices into `keys`.
        seen: The observations by written names.
        fold: From a written name to its key.

    """

    keys: Sequence[str]
    people: RaggedArray
    seen: Observations
    fold: Callable[[str], str]
    role_texts: dict[frozenset[str], str] = field(default_factory=dict)
    """From the words of a role to its shortest spelling so far."""
    _roles: dict[int, dict[str, list[frozenset[str]]]] = field(default_factory=dict)

    @cached_property
    def documents(self) -> RaggedArray:
        """From a key to its document numbers."""
        return self.people.inverted(len(self.keys))

    def docs(self, key: int) -> Ints:
        """The documents of a key, ascending."""
        return self.documents.ids[slice(*self.documents.starts[key : key + 2])]

    @cached_property
    def counts(self) -> list[int]:
        """The number of documents of each key."""
        return list(np.diff(self.documents.starts).tolist())

    @cached_property
    def spans(self) -> tuple[list[int], list[int]]:
        """The first and the last date of each key; 0 for none."""
        starts, dates = self.documents.starts[:-1], self.seen.dates[self.documents.ids]
        if not len(dates):
            return [0] * len(self.keys), [0] * len(self.keys)
        # `reduceat` returns an element for an empty row, too: clamp its start here, and drop it below.
        safe = np.minimum(starts, len(dates) - 1)
        first = np.minimum.reduceat(np.where(dates > 0, dates, _NEVER), safe)
        last = np.maximum.reduceat(dates, safe)
        some = (np.diff(self.documents.starts) > 0) & (last > 0)
        return np.where(some, first, 0).tolist(), np.where(some, last, 0).tolist()

    @cached_property
    def common_countries(self) -> frozenset[int]:
        """The countries so frequent that sharing one is no evidence."""
        countries = self.seen.countries
        counts = np.bincount(countries.ids) if len(countries.ids) else np.zeros(0, np.int64)
        # A share of the documents with a country: deleted documents still have a row, and no country.
        documents = np.count_nonzero(np.diff(countries.starts))
        return frozenset(np.flatnonzero(counts > max(3, 0.15 * documents)).tolist())

    def roles(self, doc: int, key: int) -> list[frozenset[str]]:
        """The roles of a person in a document, each as its words."""
        known = self._roles.get(doc)
        if known is None:
            known = self._roles[doc] = {}
            for name, roles in self.seen.roles(doc).items():
                mine = known.setdefault(self.fold(name), [])
                for role in roles:
                    words = role_words(role)
                    if words:
                        mine.append(words)
                        known_as = self.role_texts.get(words, role)
                        self.role_texts[words] = min(known_as, role, key=lambda text: (len(text), text))
        return known.get(self.keys[key], [])


@lru_cache(1 << 15)
def role_words(role: str) -> frozenset[str]:
    """The words by which roles are compared: lower case, without function words and countries."""
    words = (word.strip(".,").casefold() for word in role.replace("-", " ").split())
    return frozenset(word for word in words if word and word not in _JOINTS and not resolve_country(word))
