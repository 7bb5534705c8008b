"""Who is the same person across the library: pure functions over the keys of all people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence


def join_surnames(keys: Sequence[str]) -> list[int]:
    """For each person, the index of the one it is counted as.

    A bare surname joins the full name that ends in it when there is just one such; where two fit, it stays apart.

    Args:
        keys: Folded names, see `schema.person_key`.

    """
    full = defaultdict(list)
    for index, key in enumerate(keys):
        words = key.split()
        if len(words) > 1:
            full[words[-1]].append(index)
    joined = []
    for index, key in enumerate(keys):
        fitting = full.get(key, ())
        joined.append(fitting[0] if len(fitting) == 1 else index)
    return joined
