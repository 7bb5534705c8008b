"""Documents with identical text: shown once, with all their places.

Nothing about this is stored: it is computed from two columns of the index whenever a commit is opened, so it cannot get
out of date. Of several matching duplicates, the first in the index is shown, usually the one that was read first.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.segments.format.types import Docs

Column = npt.NDArray[np.int32]


class Duplicates:
    """Groups the documents of a commit by identical text.

    Args:
        high: The upper half of each document's text hash, by document number.
        low: The lower half.

    """

    def __init__(self, high: Column, low: Column) -> None:
        marks = high.astype(np.int64) << 32 | low.astype(np.int64)
        order = np.argsort(marks)
        ordered = marks[order]
        same = ordered[1:] == ordered[:-1]
        self._any = bool(same.any())
        self._groups: npt.NDArray[np.int32] = np.zeros(len(marks) if self._any else 0, np.int32)
        """The group number of each document; 0 for a document without duplicates."""
        if self._any:
            shared = np.append(same, False) | np.append(False, same)
            starts = shared & ~np.append(False, same)
            self._groups[order[shared]] = np.cumsum(starts)[shared]
        self._is_shared = self._groups > 0

    def distinct(self, docs: Docs) -> npt.NDArray[np.intp] | None:
        """The indices into `docs` (ascending) of the documents to show, one per text; None for all of them."""
        if not self._any:
            return None
        shared = np.flatnonzero(self._is_shared[docs])
        _, first = np.unique(self._groups[docs[shared]], return_index=True)
        if len(first) == len(shared):
            return None
        keep = np.ones(len(docs), bool)
        keep[shared] = False
        keep[shared[first]] = True
        return np.flatnonzero(keep)

    def others(self, doc: int) -> list[int]:
        """The other documents with the same text, deleted ones included."""
        group = int(self._groups[doc]) if self._any else 0
        if not group:
            return []
        return [other for other in np.flatnonzero(self._groups == group).tolist() if other != doc]
