"""The decision which person a name means: all documents at once give the same as each document alone."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from index.resolution.decision import decide
from index.resolution.evidence import Profile, profile
from index.resolution.observations import KeyedObservations
from index.resolution.resolve import keyed_observations, keys_of
from index.resolution.roles import is_same_role
from index.schema.fields import person_key
from index.segments.format.ragged import RaggedArray
from tests.index.resolution.test_same_person import DOCUMENTS, Doc, observe

_NEAR = ((3, 2), (30, 1), (5 * 365, 0), (15 * 365, -2))
"""(days, points): the points for a distance between dates of up to so many days."""


@settings(max_examples=100)
@given(DOCUMENTS, st.data())
def test_all_documents_at_once_are_decided_as_each_alone(documents: list[Doc], data: st.DataObject) -> None:
    """The evidence of every document: people, countries, date and role."""
    seen = observe(documents)
    keys, _, key_of = keys_of(seen, person_key)
    if not keys:
        return
    observations = keyed_observations(seen, keys, key_of, person_key)
    places = st.integers(0, len(keys) - 1)
    key = data.draw(places)
    candidates = [
        profile(observations, own) for own in data.draw(st.lists(st.lists(places, min_size=1, max_size=2), min_size=1))
    ]

    alone = (_decide_one(observations, key, doc, candidates) for doc in observations.docs(key).tolist())
    assert decide(observations, key, candidates) == [found for found in alone if found]


def _decide_one(
    observations: KeyedObservations, key: int, doc: int, candidates: Sequence[Profile]
) -> tuple[int, int] | None:
    """Decide one document, by the rules as they are stated."""
    total = sum(each.documents for each in candidates)
    points = [
        _points(observations, key, doc, each) + (each.documents * 5 >= total * 4) + by_role
        for each, by_role in zip(candidates, _by_role(observations, key, doc, candidates), strict=True)
    ]
    best = points.index(max(points))
    second = max(points[:best] + points[best + 1 :], default=0)
    return (doc, best) if points[best] >= 4 and points[best] - second >= 3 else None


def _points(observations: KeyedObservations, key: int, doc: int, candidate: Profile) -> int:
    people = set(observations.people.of(doc)) - {key}
    countries = set(observations.seen.countries.of(doc)) - observations.common_countries
    points = min(4, 2 * sum(person in candidate.people for person in people))
    points += min(2, sum(5 * candidate.countries[country] >= candidate.documents for country in countries))
    date = int(observations.seen.dates[doc])
    if not date or not candidate.dates:
        return points
    days = min(abs(date - other) for other in candidate.dates)
    return points + next((worth for limit, worth in _NEAR if days <= limit), -6)


def _by_role(observations: KeyedObservations, key: int, doc: int, candidates: Sequence[Profile]) -> list[int]:
    own = observations.roles.by_document(key).get(doc, ())
    if not own:
        return [0] * len(candidates)
    having = [
        sum(count for role, count in each.roles.items() if any(is_same_role(role, one) for one in own))
        for each in candidates
    ]
    return [
        (4 if 5 * count > max(having) else 0) if count else (-1 if each.roles else 0)
        for each, count in zip(candidates, having, strict=True)
    ]


@settings(max_examples=100)
@given(DOCUMENTS)
def test_roles_in_columns_are_those_of_the_documents(documents: list[Doc]) -> None:
    """Each role is counted once for each document in which a name of the person has it."""
    seen = observe(documents)
    keys, _, key_of = keys_of(seen, person_key)
    observations = keyed_observations(seen, keys, key_of, person_key)
    for place, key in enumerate(keys):
        expected = [
            {role.casefold() for name, roles in doc["people"].items() if person_key(name) == key for role in roles}
            for doc in documents
        ]
        counts = observations.roles.counts([place])
        assert sum(counts.values()) == sum(map(len, expected))
        found = observations.roles.by_document(place)
        assert {doc: {next(iter(role)) for role in roles} for doc, roles in found.items()} == {
            doc: roles for doc, roles in enumerate(expected) if roles
        }


def test_a_library_without_people_has_no_roles() -> None:
    """Nor has it names."""
    seen = observe([])
    assert isinstance(seen.people, RaggedArray)
    assert keyed_observations(seen, [], keys_of(seen, person_key)[2], person_key).roles.texts == {}
