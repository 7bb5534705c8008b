"""The decision which of several people a name means, for all its documents at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from index.resolution.evidence import (
    EACH_COUNTRY,
    EACH_PERSON,
    MOST_COUNTRIES,
    MOST_PEOPLE,
    OTHER_ROLE,
    ROLE,
    Profile,
    closeness,
)
from index.resolution.observations import KeyedObservations
from index.resolution.roles import is_same_role
from index.segments.format.ragged import Ints, RaggedArray

_OFTENER = 5
"""A role decides nothing while another candidate has it at least a fifth as often."""
_DOMINANT = 1
"""Points for having four fifths of the documents of all candidates."""
_ENOUGH, _CLEARLY = 4, 3
"""The points that the best candidate needs, and its lead over the second."""


def decide(observations: KeyedObservations, key: int, candidates: Sequence[Profile]) -> list[tuple[int, int]]:
    """Decide for each document which of several candidates a name means.

    Returns:
        Pairs of a document number and an index into `candidates`, where the evidence is clear.

    """
    docs = observations.docs(key)
    points = _by_context(observations, key, docs, candidates)
    total = sum(candidate.documents for candidate in candidates)
    points += np.array([_DOMINANT if each.documents * 5 >= total * 4 else 0 for each in candidates])[:, None]
    roles = observations.roles.by_document(key)
    known: dict[tuple[frozenset[str], ...], Ints] = {}
    for place, doc in enumerate(docs.tolist() if roles else ()):
        if doc in roles:
            own = tuple(roles[doc])
            if own not in known:
                known[own] = _by_role(candidates, own)
            points[:, place] += known[own]
    best = points.argmax(axis=0)
    highest = points.max(axis=0)
    points[best, np.arange(len(docs))] = np.iinfo(np.int64).min
    second = points.max(axis=0) if len(candidates) > 1 else 0
    clear = (highest >= _ENOUGH) & (highest - second >= _CLEARLY)
    return list(zip(docs[clear].tolist(), best[clear].tolist(), strict=True))


def _by_context(observations: KeyedObservations, key: int, docs: Ints, candidates: Sequence[Profile]) -> Ints:
    """Points from the people, countries and date of each document, one row for each candidate."""
    seen = observations.seen
    people, people_rows = _flat(observations.people, docs)
    countries, country_rows = _flat(seen.countries, docs)
    is_evidence = np.ones(int(countries.max(initial=0)) + 1, bool)
    is_evidence[[each for each in observations.common_countries if each < len(is_evidence)]] = False
    dates, points = seen.dates[docs], np.zeros((len(candidates), len(docs)), np.int64)
    known = np.zeros(len(observations.keys), bool)
    for row, candidate in zip(points, candidates, strict=True):
        others = list(candidate.people)
        known[others] = True
        counts = np.bincount(people_rows[known[people] & (people != key)], minlength=len(docs))
        known[others] = False
        row += np.minimum(MOST_PEOPLE, EACH_PERSON * counts)
        # A country counts if at least a fifth of the candidate's documents have it.
        having = np.array([candidate.countries[country] for country in range(len(is_evidence))])
        usual = is_evidence & (5 * having >= candidate.documents)
        counts = np.bincount(country_rows[usual[countries]], minlength=len(docs))
        row += np.minimum(MOST_COUNTRIES, EACH_COUNTRY * counts)
        row += np.where(dates > 0, closeness(dates, candidate.dates), 0)
    return points


def _flat(table: RaggedArray, docs: Ints) -> tuple[Ints, Ints]:
    """The ids of some documents, one document after another, and the place in `docs` of the document of each."""
    sizes = table.starts[docs + 1] - table.starts[docs]
    return table.of_all(docs), np.repeat(np.arange(len(docs)), sizes)


def _by_role(candidates: Sequence[Profile], roles: Iterable[frozenset[str]]) -> Ints:
    """Points for having the role in the document, unless another candidate has it nearly as often."""
    own = tuple(roles)
    having = [
        sum(count for role, count in each.roles.items() if any(is_same_role(role, one) for one in own))
        for each in candidates
    ]
    most = max(having)
    return np.array(
        [
            (ROLE if count * _OFTENER > most else 0) if count else (OTHER_ROLE if each.roles else 0)
            for each, count in zip(candidates, having, strict=True)
        ]
    )
