"""Whether documents speak for or against two names being one person's: evidence in whole points, summed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.resolution.observations import Scene
from index.segments.searching.doc_sets import distinct

_YEAR = 365
_QUALIFIERS = frozenset(["vice", "deputy", "assistant", "under", "former", "acting", "mrs", "mr", "lady", "lord"])
"""What makes another role of a role."""

# Points, chosen by hand on newswire: a role in common settles it, unless somebody else has it too.
_ROLE, _OTHER_ROLE = 4, -1
_OFTENER = 5
"""A role is nobody's in particular while another has it at least a fifth as often."""
_EACH_PERSON, _MOST_PEOPLE = 2, 4
_EACH_COUNTRY, _MOST_COUNTRIES = 1, 2
_DOMINANT = 1
"""For having four documents of five among all that fit."""
_NEAR = ((3, 2), (30, 1), (5 * _YEAR, 0), (15 * _YEAR, -2))
"""Days between the document and the nearest one with the fuller name, and the points up to there."""
_FAR = -6
ENOUGH, CLEARLY = 4, 3
"""What the best of several must have, and how far ahead of the next it must be."""
SUPPORTED = 3
"""What it takes for two names that may as well be two people's."""
NEAR_YEARS = 3 * _YEAR
"""Days by which the documents of one of two such names may lie outside those of the other."""
TOO_FAR = 25 * _YEAR
"""Days between the documents of two names over which they are not taken for one person's."""
MOST_CANDIDATES = 64
"""Where more people fit a name, it is nobody's in particular."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the documents of a person say."""

    documents: int
    dates: list[int]
    """Ascending."""
    people: Counter[int]
    countries: Counter[int]
    roles: Counter[frozenset[str]]
    """Each with the number of documents that give it."""


def profile(scene: Scene, keys: Iterable[int]) -> Profile:
    """The profile of the person with these keys."""
    own = sorted(keys)
    docs = distinct(np.concatenate([scene.documents.ids[slice(*scene.documents.starts[k : k + 2])] for k in own]))
    dates = scene.seen.dates[docs]
    people = Counter(scene.people.of_all(docs).tolist())
    for key in own:
        del people[key]
    roles = Counter(role for doc in docs.tolist() for role in {role for key in own for role in scene.roles(doc, key)})
    countries = Counter(scene.seen.countries.of_all(docs).tolist())
    return Profile(len(docs), sorted(dates[dates > 0].tolist()), people, countries, roles)


def support(scene: Scene, one: Profile, other: Profile) -> int:
    """How much speaks for two names being one person's, over all their documents."""
    points = _ROLE * _shares_role(one.roles, other.roles)
    points += min(_MOST_PEOPLE, _EACH_PERSON * len(one.people.keys() & other.people.keys()))
    shared = (one.countries.keys() & other.countries.keys()) - scene.common_countries
    points += min(_MOST_COUNTRIES, _EACH_COUNTRY * len(shared))
    return points + _closeness(one.dates, other.dates)


def shared_role(scene: Scene, one: Iterable[frozenset[str]], other: Iterable[frozenset[str]]) -> str:
    """A role that both have, as it is written; "" where there is none."""
    others = list(other)
    shared = [role & each for role in one for each in others if _same_role(role, each)]
    return min((scene.role_texts[words] for words in shared), key=lambda text: (-len(text), text), default="")


def decide(scene: Scene, key: int, candidates: Sequence[Profile]) -> list[tuple[int, int]]:
    """Who is meant by a name that fits several, document by document.

    Returns:
        Pairs of a document and a place in `candidates`, where the evidence is clear; the other documents leave it open.

    """
    docs = scene.documents.ids[slice(*scene.documents.starts[key : key + 2])]
    total = sum(candidate.documents for candidate in candidates)
    prior = [_DOMINANT if each.documents * 5 >= total * 4 else 0 for each in candidates]
    found = []
    for doc in docs.tolist():
        people = set(scene.people.of(doc)) - {key}
        countries = set(scene.seen.countries.of(doc)) - scene.common_countries
        roles, date = scene.roles(doc, key), int(scene.seen.dates[doc])
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
    """Points for having the role that the document gives, where nobody else has it nearly as often."""
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
    """How much else speaks for one candidate in one document."""
    points = min(_MOST_PEOPLE, _EACH_PERSON * sum(person in candidate.people for person in people))
    # A country counts where at least every fifth of the candidate's documents has it.
    usual = sum(5 * candidate.countries[country] >= candidate.documents for country in countries)
    points += min(_MOST_COUNTRIES, _EACH_COUNTRY * usual)
    return points + (_closeness([date], candidate.dates) if date else 0)


def _shares_role(one: Iterable[frozenset[str]], other: Iterable[frozenset[str]]) -> bool:
    """Whether a role of the one says the same as one of the other: "minister of finance", "finance minister"."""
    others = list(other)
    return any(_same_role(role, each) for role in one for each in others)


def _same_role(one: frozenset[str], other: frozenset[str]) -> bool:
    if not (one <= other or other <= one):
        return False
    return not (one ^ other) & _QUALIFIERS and bool(one - _QUALIFIERS)


def _closeness(one: Sequence[int], other: Sequence[int]) -> int:
    """Points for how near the nearest two dates of two ascending lists are; 0 where one is empty."""
    if not one or not other:
        return 0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    days = min(_distance(date, long) for date in short)
    return next((points for limit, points in _NEAR if days <= limit), _FAR)


def _distance(date: int, dates: Sequence[int]) -> int:
    """Days from a date to the nearest in an ascending list."""
    place = bisect_left(dates, date)
    return min(abs(date - near) for near in dates[max(0, place - 1) : place + 1])
