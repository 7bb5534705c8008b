"""Who is who in a library that has changed a little, from who was who before."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.resolution.observations import Observations
from index.resolution.resolve import Identity, by_key, keys_of
from index.segments.format.ragged import Ints


def grow(known: Identity, seen: Observations, fold: Callable[[str], str], moved: Ints) -> Identity:
    """What was known, carried over: nobody known is put together or told apart, a new name is a person of its own.

    A stand-in until `identify` has looked at all documents again, which takes as long as there are documents; this
    takes as long as there are names.

    Args:
        known: Who was who.
        seen: What the documents say now.
        fold: From a written name to its key.
        moved: Each document of then to its number now; -1 for one that is not there, or was given another number.

    """
    keys, labels, key_of = keys_of(seen, fold)
    counts = np.bincount(by_key(seen.people, key_of).ids, minlength=len(keys))
    places = {key: place for place, key in enumerate(keys)}
    now = np.fromiter((places.get(key, -1) for key in known.keys), np.int64, len(known.keys))
    person = np.arange(len(keys))
    stays = (now >= 0) & (now[known.person] >= 0)
    person[now[stays]] = now[known.person[stays]]
    docs, at, to = moved[known.docs], now[known.at], now[known.to]
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
