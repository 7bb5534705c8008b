"""Evidence from documents for or against two names being the same person, in whole points that are summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.resolution.observations import KeyedObservations
from index.resolution.roles import is_same_role
from index.segments.format.ragged import Ints
from index.segments.searching.doc_sets import distinct

_YEAR = 365
# Points, tuned by hand on newswire: a shared role decides, unless another candidate has it too.
ROLE, OTHER_ROLE = 4, -1
EACH_PERSON, MOST_PEOPLE = 2, 4
EACH_COUNTRY, MOST_COUNTRIES = 1, 2
_NEAR_DAYS = np.array([3, 30, 5 * _YEAR, 15 * _YEAR])
"""Limits of the distance between two dates, in days."""
_NEAR_POINTS = np.array([2, 1, 0, -2, -6])
"""The points for a distance up to each limit, and for a greater one: they fall with the distance."""
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
    countries = Counter(observations.seen.countries.of_all(docs).tolist())
    return Profile(len(docs), sorted(dates[dates > 0].tolist()), people, countries, observations.roles.counts(own))


def support(observations: KeyedObservations, one: Profile, other: Profile) -> int:
    """Points for two names being the same person, over all their documents."""
    points = ROLE * _shares_role(one.roles, other.roles)
    points += min(MOST_PEOPLE, EACH_PERSON * len(one.people.keys() & other.people.keys()))
    shared = (one.countries.keys() & other.countries.keys()) - observations.common_countries
    points += min(MOST_COUNTRIES, EACH_COUNTRY * len(shared))
    return points + _closest(one.dates, other.dates)


def _shares_role(one: Iterable[frozenset[str]], other: Iterable[frozenset[str]]) -> bool:
    """Whether two roles mean the same: "minister of finance", "finance minister"."""
    others = list(other)
    return any(is_same_role(role, each) for role in one for each in others)


def _closest(one: Sequence[int], other: Sequence[int]) -> int:
    """Points for the smallest distance between two ascending lists of dates; 0 if one is empty."""
    if not one or not other:
        return 0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return int(closeness(np.array(short), long).max())


def closeness(dates: Ints, others: Sequence[int]) -> Ints:
    """Points for the distance between each date and the nearest one in an ascending list; 0 if that is empty."""
    if not others:
        return np.zeros(len(dates), np.int64)
    known = np.array(others)
    after = np.searchsorted(known, dates)
    days = np.minimum(
        np.abs(dates - known[np.maximum(after - 1, 0)]), np.abs(dates - known[np.minimum(after, len(known) - 1)])
    )
    found: Ints = _NEAR_POINTS[np.searchsorted(_NEAR_DAYS, days)]
    return found
