"""Merge candidates: people who may be the same person, by their names and by what the documents say of them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.extraction.countries.lookup import country_name
from index.entities.merge_candidate import MergeCandidate
from index.model.same_person import SamePersonEvidence, SharedContext
from index.resolution.evidence import Profile, profile, support
from index.resolution.identity import Identity
from index.resolution.observations import KeyedObservations, Observations
from index.resolution.resolve import keyed_observations
from index.resolution.similarity import SimilarNames, similar_names
from index.schema.analysis import fold_for_index
from index.schema.fields import person_key

_MOST_COMPARED = 1500
"""The number of pairs whose documents are compared, the likeliest by name first."""
_MOST = 300
_MIN_POINTS = 7
"""The points, of names and documents together, from which the user is asked."""
_TOGETHER = -6
"""Points for appearing in one document as two people."""


def find_merge_candidates(seen: Observations, codes: Sequence[str], identity: Identity) -> tuple[MergeCandidate, ...]:
    """Find pairs of people to ask the user about, the likeliest first. Corrections are not considered.

    Args:
        seen: The observations of all documents.
        codes: The country codes by number.
        identity: The result of entity resolution.

    """
    observations = keyed_observations(seen, identity.keys, identity.key_of, person_key)
    return _Search(observations, identity, [country_name(code) for code in codes]).run()


class _Search:
    def __init__(self, observations: KeyedObservations, identity: Identity, countries: Sequence[str]) -> None:
        self._observations = observations
        self._identity = identity
        self._countries = countries
        self._members: dict[int, list[int]] = {}
        for key, owner in enumerate(identity.person.tolist()):
            self._members.setdefault(owner, []).append(key)
        self._profiles: dict[int, Profile] = {}

    def run(self) -> tuple[MergeCandidate, ...]:
        people = sorted(self._members)
        names = [self._identity.keys[owner] for owner in people]
        counts = [int(self._identity.counts[self._members[owner]].sum()) for owner in people]
        pairs = similar_names(names)
        pairs.sort(key=lambda pair: (-pair.points, -min(counts[pair.one], counts[pair.other]), pair.one, pair.other))
        rated = []
        for pair in pairs[:_MOST_COMPARED]:
            points, evidence = self._rate(pair, people[pair.one], people[pair.other])
            if points >= _MIN_POINTS:
                common = min(counts[pair.one], counts[pair.other])
                rated.append((-points, -common, names[pair.one], names[pair.other], evidence))
        rated.sort(key=lambda each: each[:4])
        return tuple(MergeCandidate(one, other, evidence) for _, _, one, other, evidence in rated[:_MOST])

    def _rate(self, pair: SimilarNames, one: int, other: int) -> tuple[int, SamePersonEvidence]:
        """Points for names and documents, and the evidence, with words as spelled in the labels."""
        first, second = self._profile(one), self._profile(other)
        points = 2 * pair.points + support(self._observations, first, second)
        together = sum(second.people[key] for key in self._members[one])
        if together:
            points += _TOGETHER
        written: dict[str, str] = {}
        for owner in (one, other):
            for word in self._identity.labels[owner].replace("-", " ").split():
                written.setdefault(fold_for_index(word.strip(".,")), word.strip(".,"))
        words = tuple(written.get(word, word) for word in pair.words)
        return points, SamePersonEvidence(pair.likeness, words, *self._shared(first, second))

    def _shared(self, one: Profile, other: Profile) -> tuple[SharedContext | None, str]:
        """What else two people have in common."""
        role = self._observations.roles.shared(one.roles, other.roles)
        if role:
            return SharedContext.ROLE, role
        people = len(one.people.keys() & other.people.keys())
        if people:
            return SharedContext.PEOPLE, str(people)
        shared = sorted((one.countries.keys() & other.countries.keys()) - self._observations.common_countries)
        if shared:
            best = max(shared, key=lambda country: min(one.countries[country], other.countries[country]))
            return SharedContext.COUNTRY, self._countries[best]
        return None, ""

    def _profile(self, owner: int) -> Profile:
        if owner not in self._profiles:
            self._profiles[owner] = profile(self._observations, self._members[owner])
        return self._profiles[owner]
