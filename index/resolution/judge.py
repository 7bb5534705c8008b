"""Decisions that rest on documents: whether two names agree, and whom a name means; made now or taken over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.resolution.decision import decide
from index.resolution.evidence import SUPPORTED, Profile, profile, support
from index.resolution.observations import KeyedObservations


@dataclass(frozen=True)
class Decisions:
    """The decisions of one entity resolution. Each is a function of the documents that have one of its keys."""

    agreements: dict[str, bool] = field(default_factory=dict)
    """By a key and the keys of a person: whether their documents say that it is the same person."""
    meanings: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """By a key and those of several people: where the evidence is clear, places among the documents of the key, each
    with an index into these people."""


class Judge:
    """Makes decisions.

    Args:
        observations: What the documents say.

    """

    def __init__(self, observations: KeyedObservations) -> None:
        self._observations = observations
        self._profiles: dict[tuple[int, ...], Profile] = {}

    def agrees(self, key: int, members: Sequence[int]) -> bool:
        """Whether the documents of a key and those of a person's keys say that it is the same person."""
        return support(self._observations, *(profile(self._observations, own) for own in ([key], members))) >= SUPPORTED

    def meanings(self, key: int, people: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
        """Decide for each document of a key which of several people, each as a list of keys, it means.

        Returns:
            Pairs of a document number and an index into `people`, where the evidence is clear.

        """
        return decide(self._observations, key, list(map(self._profile, people)))

    def _profile(self, keys: Sequence[int]) -> Profile:
        own = tuple(keys)
        if own not in self._profiles:
            self._profiles[own] = profile(self._observations, own)
        return self._profiles[own]


class RememberingJudge(Judge):
    """Takes over decisions of an earlier entity resolution.

    Args:
        observations: What the documents say now.
        known: The earlier decisions. They must have been made with the same countries that are too frequent to be
            evidence.
        touched: The keys of which any document has been added, changed or removed since.

    """

    def __init__(self, observations: KeyedObservations, known: Decisions, touched: Collection[str]) -> None:
        super().__init__(observations)
        self._known = known
        self._touched = frozenset(touched)
        self.made = Decisions()
        """All decisions of this entity resolution, those taken over, too."""

    def agrees(self, key: int, members: Sequence[int]) -> bool:
        """See `Judge`."""
        own = self._named(key, [members])
        found = self._known.agreements.get(own) if self._is_untouched(key, [members]) else None
        if found is None:
            found = super().agrees(key, members)
        self.made.agreements[own] = found
        return found

    def meanings(self, key: int, people: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
        """See `Judge`."""
        own, docs = self._named(key, people), self._observations.docs(key)
        places = self._known.meanings.get(own) if self._is_untouched(key, people) else None
        if places is None:
            found = super().meanings(key, people)
            at = np.searchsorted(docs, np.array([doc for doc, _ in found], np.int64)).tolist()
            self.made.meanings[own] = tuple(zip(at, (person for _, person in found), strict=True))
            return found
        self.made.meanings[own] = places
        return [(int(docs[at]), person) for at, person in places]

    def _is_untouched(self, key: int, people: Sequence[Sequence[int]]) -> bool:
        keys = self._observations.keys
        return keys[key] not in self._touched and not any(keys[each] in self._touched for own in people for each in own)

    def _named(self, key: int, people: Sequence[Sequence[int]]) -> str:
        """The name of a decision: no key has a line break."""
        keys = self._observations.keys
        return "\n\n".join([keys[key], *("\n".join(keys[each] for each in sorted(own)) for own in people)])
