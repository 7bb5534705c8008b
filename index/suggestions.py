"""Which people may be one: alike in name, and not contradicted by what the documents say of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from index.entity import Suggestion
from index.identity import Profile, Scene, profile, shared_role, support
from index.identity.similar import Alike, alike
from index.query import Facet, Kind
from index.ranking import Column

_LOOKED_AT = 1500
"""Pairs whose documents are compared, the likeliest by name first."""
_MOST = 300
_ENOUGH = 7
"""Points, of the names and of the documents together, that it takes to ask."""
_TOGETHER = -6
"""Points for standing in one document as two people."""


class Suggester:
    """Finds pairs of people to ask the user about.

    Args:
        scene: What the documents say.
        people: As they are counted now.
        keys_of: From an entry to the places of its keys in the scene.
        countries: Names of countries, by their numbers in the scene.

    """

    def __init__(
        self, scene: Scene, people: Column, keys_of: Callable[[int], Sequence[int]], countries: Sequence[str]
    ) -> None:
        self._scene = scene
        self._people = people
        self._keys_of = keys_of
        self._countries = countries
        self._profiles: dict[int, Profile] = {}

    def suggestions(self, answered: Collection[frozenset[str]]) -> tuple[Suggestion, ...]:
        """The pairs, the likeliest first.

        Args:
            answered: Pairs of keys of entries the user has said to be different.

        """
        keys = self._people.keys
        counts = self._people.totals.tolist()
        pairs = [pair for pair in alike(keys, counts) if frozenset((keys[pair.one], keys[pair.other])) not in answered]
        pairs.sort(key=lambda pair: (-pair.points, -min(counts[pair.one], counts[pair.other]), keys[pair.one]))
        rated = []
        for pair in pairs[:_LOOKED_AT]:
            points, reason = self._rate(pair)
            if points >= _ENOUGH:
                left, right = sorted((pair.one, pair.other), key=lambda entry: (-counts[entry], keys[entry]))
                common = min(counts[left], counts[right])
                rated.append((-points, -common, keys[left], keys[right], left, right, reason))
        rated.sort()
        return tuple(
            Suggestion(self._facet(left, counts), self._facet(right, counts), reason)
            for *_, left, right, reason in rated[:_MOST]
        )

    def _rate(self, pair: Alike) -> tuple[int, str]:
        """Points for names and documents, and the reason as a sentence."""
        one, other = self._profile(pair.one), self._profile(pair.other)
        points = 2 * pair.points + support(self._scene, one, other)
        own, others = self._keys_of(pair.one), self._keys_of(pair.other)
        together = sum(other.people[key] for key in own) + sum(one.people[key] for key in others)
        if together:
            points += _TOGETHER
        reason = pair.reason[0].upper() + pair.reason[1:]
        also = self._also(one, other)
        return points, f"{reason}{'; ' + also if also else ''}."

    def _also(self, one: Profile, other: Profile) -> str:
        """What else they have in common, as a clause."""
        role = shared_role(one.roles, other.roles)
        if role:
            return f"both are called “{role}”"
        people = len(one.people.keys() & other.people.keys())
        if people:
            return f"{people} other{'s' if people > 1 else ''} stand with both"
        shared = sorted((one.countries.keys() & other.countries.keys()) - self._scene.common_countries)
        if shared:
            best = max(shared, key=lambda country: min(one.countries[country], other.countries[country]))
            return f"both stand with {self._countries[best]}"
        return ""

    def _profile(self, entry: int) -> Profile:
        if entry not in self._profiles:
            self._profiles[entry] = profile(self._scene, self._keys_of(entry))
        return self._profiles[entry]

    def _facet(self, entry: int, counts: Sequence[int]) -> Facet:
        return Facet(Kind.PERSON, self._people.keys[entry], self._people.labels[entry], counts[entry])
