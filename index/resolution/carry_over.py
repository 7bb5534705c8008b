"""Carry-over: an earlier result of entity resolution, applied to a library that has changed a little."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.resolution.identity import Identity
from index.resolution.observations import Observations
from index.resolution.resolve import by_key, keys_of
from index.segments.format.ragged import Ints


def carry_over_identity(known: Identity, seen: Observations, fold: Callable[[str], str], renumbered: Ints) -> Identity:
    """Carry over an earlier result: known people stay as they are, and a new name is a person of its own.

    It serves until `identify` has looked at all documents again. It takes time in proportion to the names, `identify`
    in proportion to the documents.

    Args:
        known: The earlier result.
        seen: What the documents say now.
        fold: From a written name to its key.
        renumbered: From the earlier number of each document to its number now; -1 for one that is gone or was
            renumbered otherwise.

    """
    keys, labels, key_of = keys_of(seen, fold)
    counts = np.bincount(by_key(seen.people, key_of).ids, minlength=len(keys))
    places = {key: place for place, key in enumerate(keys)}
    now = np.fromiter((places.get(key, -1) for key in known.keys), np.int64, len(known.keys))
    person = np.arange(len(keys))
    stays = (now >= 0) & (now[known.person] >= 0)
    person[now[stays]] = now[known.person[stays]]
    docs, at, to = renumbered[known.docs], now[known.at], now[known.to]
    clear = (docs >= 0) & (at >= 0) & (to >= 0)
    order = np.lexsort((at[clear], docs[clear]))
    unclear, candidates = now[known.open], now[known.candidates]
    fits = (unclear >= 0) & (candidates >= 0)
    return Identity(
        tuple(keys),
        tuple(labels),
        counts,
        key_of,
        person,
        docs[clear][order],
        at[clear][order],
        to[clear][order],
        unclear[fits],
        candidates[fits],
    )
