"""Evidence from documents for or against two names being the same person, in whole points that are summed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.resolution.observations import KeyedObservations
from index.segments.searching.doc_sets import distinct

_YEAR = 365
_QUALIFIERS = frozenset(["vice", "deputy", "assistant", "under", "former", "acting", "mrs", "mr", "lady", "lord"])
"""Words that make a different role of a role."""

# Points, tuned by hand on newswire: a shared role decides, unless another candidate has it too.
_ROLE, _OTHER_ROLE = 4, -1
_OFTENER = 5
"""A role decides nothing while another candidate has it at least a fifth as often."""
_EACH_PERSON, _MOST_PEOPLE = 2, 4
_EACH_COUNTRY, _MOST_COUNTRIES = 1, 2
_DOMINANT = 1
"""Points for having four fifths of the documents of all candidates."""
_NEAR = ((3, 2), (30, 1), (5 * _YEAR, 0), (15 * _YEAR, -2))
"""(days, points): the points for a distance between dates of up to so many days."""
_FAR = -6
ENOUGH, CLEARLY = 4, 3
"""The points that the best candidate needs, and its lead over the second."""
SUPPORTED = 3
"""The points that two names need if the names alone leave it open."""
NEAR_YEARS = 3 * _YEAR
"""The days by which the dates of one of two such names may lie outside those of the other."""
TOO_FAR = 25 * _YEAR
"""The days between the documents of two names from which they count as different people."""
MOST_CANDIDATES = 64
"""The number of candidates above which a name is left undecided."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the documents of a person say."""

    documents: int
    dates: list[int]
    """Ascending, as proleptic Gregorian ordinals."""
    people: Counter[int]
    countries: Counter[int]
    roles: Counter[frozenset[str]]
    """From a role, as its words, to the number of documents with it."""


def profile(observations: KeyedObservations, keys: Iterable[int]) -> Profile:
    """The profile of the person with these keys."""
    own = sorted(keys)
    docs = distinct(np.concatenate([observations.docs(key) for key in own]))
    dates = observations.seen.dates[docs]
    people = Counter(observations.people.of_all(docs).tolist())
    for key in own:
        del people[key]
    roles = Counter(
        role for doc in docs.tolist() for role in {role for key in own for role in observations.roles(doc, key)}
    )
    countries = Counter(observations.seen.countries.of_all(docs).tolist())
    return Profile(len(docs), sorted(dates[dates > 0].tolist()), people, countries, roles)


def support(observations: KeyedObservations, one: Profile, other: Profile) -> int:
    """Points for two names being the same person, over all their documents."""
    points = _ROLE * _shares_role(one.roles, other.roles)
    points += min(_MOST_PEOPLE, _EACH_PERSON * len(one.people.keys() & other.people.keys()))
    shared = (one.countries.keys() & other.countries.keys()) - observations.common_countries
    points += min(_MOST_COUNTRIES, _EACH_COUNTRY * len(shared))
    return points + _closeness(one.dates, other.dates)


def shared_role(observations: KeyedObservations, one: Iterable[frozenset[str]], other: Iterable[frozenset[str]]) -> str:
    """A role that both have, as written; "" for none."""
    others = list(other)
    shared = [role & each for role in one for each in others if _same_role(role, each)]
    return min((observations.role_texts[words] for words in shared), key=lambda text: (-len(text), text), default="")


def decide(observations: KeyedObservations, key: int, candidates: Sequence[Profile]) -> list[tuple[int, int]]:
    """Decide for each document which of several candidates a name means.

    Returns:
        Pairs of a document number and an index into `candidates`, where the evidence is clear.

    """
    docs = observations.docs(key)
    total = sum(candidate.documents for candidate in candidates)
    prior = [_DOMINANT if each.documents * 5 >= total * 4 else 0 for each in candidates]
    found = []
    for doc in docs.tolist():
        people = set(observations.people.of(doc)) - {key}
        countries = set(observations.seen.countries.of(doc)) - observations.common_countries
        roles, date = observations.roles(doc, key), int(observations.seen.dates[doc])
        points = [
            _points(each, people, countries, date) + more + by_role
            for each, more, by_role in zip(candidates, prior, _by_role(candidates, roles), strict=True)
        ]
        best = max(range(len(points)), key=points.__getitem__)
        second = max((each for place, each in enumerate(points) if place != best), default=0)
        if points[best] >= ENOUGH and points[best] - second >= CLEARLY:
            found.append((doc, best))
    return found


def _by_role(candidates: Sequence[Profile], roles: Sequence[frozenset[str]]) -> list[int]:
    """Points for having the role in the document, unless another candidate has it nearly as often."""
    if not roles:
        return [0] * len(candidates)
    having = [
        sum(count for role, count in each.roles.items() if any(_same_role(role, own) for own in roles))
        for each in candidates
    ]
    most = max(having)
    return [
        (_ROLE if count * _OFTENER > most else 0) if count else (_OTHER_ROLE if each.roles else 0)
        for each, count in zip(candidates, having, strict=True)
    ]


def _points(candidate: Profile, people: set[int], countries: set[int], date: int) -> int:
    """Points from people, countries and the date of one document for one candidate."""
    points = min(_MOST_PEOPLE, _EACH_PERSON * sum(person in candidate.people for person in people))
    # A country counts if at least a fifth of the candidate's documents have it.
    usual = sum(5 * candidate.countries[country] >= candidate.documents for country in countries)
    points += min(_MOST_COUNTRIES, _EACH_COUNTRY * usual)
    return points + (_closeness([date], candidate.dates) if date else 0)


def _shares_role(one: Iterable[frozenset[str]], other: Iterable[frozenset[str]]) -> bool:
    """Whether two roles mean the same: "minister of finance", "finance minister"."""
    others = list(other)
    return any(_same_role(role, each) for role in one for each in others)


def _same_role(one: frozenset[str], other: frozenset[str]) -> bool:
    if not (one <= other or other <= one):
        return False
    return not (one ^ other) & _QUALIFIERS and bool(one - _QUALIFIERS)


def _closeness(one: Sequence[int], other: Sequence[int]) -> int:
    """Points for the smallest distance between two ascending lists of dates; 0 if one is empty."""
    if not one or not other:
        return 0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    days = min(_distance(date, long) for date in short)
    return next((points for limit, points in _NEAR if days <= limit), _FAR)


def _distance(date: int, dates: Sequence[int]) -> int:
    """Days from a date to the nearest one in an ascending list."""
    place = bisect_left(dates, date)
    return min(abs(date - near) for near in dates[max(0, place - 1) : place + 1])
