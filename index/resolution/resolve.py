"""Entity resolution: from the names in all documents to people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from index.resolution.clustering import cluster
from index.resolution.identity import Identity
from index.resolution.judge import Judge
from index.resolution.names import head_of
from index.resolution.observations import KeyedObservations, Observations
from index.segments.format.ragged import Ints, RaggedArray
from index.segments.searching.doc_sets import distinct


def identify(
    seen: Observations, fold: Callable[[str], str], judge_of: Callable[[KeyedObservations], Judge] = Judge
) -> Identity:
    """Resolve all names. The result depends on the set of documents, not on their order.

    Args:
        seen: What the documents say.
        fold: From a written name to its key.
        judge_of: Makes what decides by the documents.

    """
    keys, labels, key_of = keys_of(seen, fold)
    observations = keyed_observations(seen, keys, key_of, fold)
    judge = judge_of(observations)
    found = cluster(observations, judge)
    person = np.arange(len(keys))
    heads = {}
    for owner, members in found.members.items():
        heads[owner] = head_of(observations.keys, observations.counts, members)
        if len(members) > 1 or heads[owner] != owner:
            person[members] = heads[owner]
    exceptions = []
    for key, owners in sorted(found.open.items()):
        people = [found.members[owner] for owner in owners]
        for doc, place in judge.meanings(key, people) if people else ():
            exceptions.append((doc, key, heads[owners[place]]))
    fitting = [(key, heads[owner]) for key, owners in found.open.items() for owner in owners]
    return Identity(
        tuple(keys),
        tuple(labels),
        np.array(observations.counts, np.int64),
        key_of,
        person,
        *_columns(exceptions, 3),
        *_columns(fitting, 2),
    )


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> Iterator[Ints]:
    """Sort rows and return one array per column."""
    yield from map(np.ascontiguousarray, np.array(sorted(rows), np.int64).reshape(-1, width).T)


def keyed_observations(
    seen: Observations, keys: Sequence[str], key_of: Ints, fold: Callable[[str], str]
) -> KeyedObservations:
    """The observations by keys instead of written names."""
    return KeyedObservations(keys, by_key(seen.people, key_of), seen, fold)


def keys_of(seen: Observations, fold: Callable[[str], str]) -> tuple[list[str], list[str], Ints]:
    """All keys sorted, the most frequent spelling of each, and the key of each written name."""
    counts = np.bincount(seen.people.ids, minlength=len(seen.names)).tolist()
    written: dict[str, list[int]] = {}
    for place, (name, count) in enumerate(zip(seen.names, counts, strict=True)):
        if count:
            written.setdefault(fold(name), []).append(place)
    keys = sorted(written)
    key_of = np.full(len(seen.names), -1, np.int64)
    labels = []
    for number, key in enumerate(keys):
        places = written[key]
        if len(places) == 1:
            key_of[places[0]] = number
            labels.append(seen.names[places[0]])
            continue
        key_of[places] = number
        # Of two equally frequent spellings, one not all in capitals is preferred.
        best = min(places, key=lambda place: (-counts[place], seen.names[place].isupper(), seen.names[place]))
        labels.append(seen.names[best])
    return keys, labels, key_of


def by_key(people: RaggedArray, key_of: Ints) -> RaggedArray:
    """The people of each document by their keys, each once."""
    size = max(1, int(key_of.max(initial=-1)) + 1)
    pairs = distinct(people.rows() * size + key_of[people.ids])
    starts = np.zeros(len(people.starts), np.int64)
    np.cumsum(np.bincount(pairs // size, minlength=len(people.starts) - 1), out=starts[1:])
    return RaggedArray(starts, pairs % size)
