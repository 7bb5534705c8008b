"""Documents with the same text: shown once, with all the places where they lie.

Which are the same is not kept anywhere: it is told anew from two columns of the index whenever a commit is opened. So
whatever is added, changed or removed, it cannot be wrong. Of the copies that a query finds, the first in the index is
shown, which is as a rule the one that was read first.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.segments.format.types import Docs

Column = npt.NDArray[np.int32]


class Duplicates:
    """Which documents of a commit have the same text.

    Args:
        high: The first number of each document's mark, by its number in the index.
        low: The second.

    """

    def __init__(self, high: Column, low: Column) -> None:
        marks = high.astype(np.int64) << 32 | low.astype(np.int64)
        order = np.argsort(marks, kind="stable")
        ordered = marks[order]
        same = ordered[1:] == ordered[:-1]
        self._any = bool(same.any())
        self._groups: npt.NDArray[np.int32] = np.zeros(len(marks) if self._any else 0, np.int32)
        """The number of each document's group; 0 for one whose text no other has."""
        if self._any:
            shared = np.append(same, False) | np.append(False, same)
            starts = shared & ~np.append(False, same)
            self._groups[order[shared]] = np.cumsum(starts)[shared]

    def distinct(self, docs: Docs) -> npt.NDArray[np.intp] | None:
        """The places in these documents (ascending) of those to show, one of each text; None for all of them."""
        if not self._any:
            return None
        groups = self._groups[docs]
        shared = np.flatnonzero(groups)
        _, first = np.unique(groups[shared], return_index=True)
        if len(first) == len(shared):
            return None
        keep = groups == 0
        keep[shared[first]] = True
        return np.flatnonzero(keep)

    def others(self, doc: int) -> list[int]:
        """The documents with the same text as this one, deleted ones included."""
        group = int(self._groups[doc]) if self._any else 0
        if not group:
            return []
        return [other for other in np.flatnonzero(self._groups == group).tolist() if other != doc]
