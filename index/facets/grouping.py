"""The mapping of stored names or codes to entries of a facet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.segments.format.ragged import Ints, RaggedArray
from index.segments.searching.doc_sets import unique_sorted

HIDDEN = -1
"""The entry of a value that is not shown, counted or found."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Maps stored values to entries, with exceptions in single documents."""

    of: Ints
    """From each stored value to its entry, or HIDDEN."""
    keys: tuple[str, ...]
    """The filter key of each entry."""
    labels: tuple[str, ...]
    """The shown label of each entry."""
    numbers: Mapping[str, int]
    """From a key to its entry or HIDDEN; also for keys that were merged into an entry."""
    docs: Ints
    """Exceptions, sorted by document and value: in `docs[n]`, `values[n]` counts as the entry `to[n]`."""
    values: Ints
    to: Ints

    def apply(self, stored: RaggedArray) -> RaggedArray:
        """The entries of each document, each once, ascending."""
        entries = self.of[stored.ids] if len(stored.ids) else stored.ids
        rows = stored.rows()
        if len(self.docs):
            pairs, wanted = rows << 32 | stored.ids, self.docs << 32 | self.values
            places = np.minimum(np.searchsorted(wanted, pairs), len(wanted) - 1)
            entries = np.where(wanted[places] == pairs, self.to[places], entries)
        shown = entries >= 0
        # They are nearly in order, of which only this way to sort takes advantage.
        pairs = unique_sorted(np.sort(rows[shown] << 32 | entries[shown], kind="stable"))
        starts = np.zeros(len(stored.starts), np.int64)
        np.cumsum(np.bincount(pairs >> 32, minlength=len(stored.starts) - 1), out=starts[1:])
        return RaggedArray(starts, pairs & 0xFFFFFFFF)

    def exceptions(self, doc: int) -> dict[int, int]:
        """The exceptions in one document: from stored value to entry."""
        start = bisect_left(self.docs.data, doc)  # for one number, faster than numpy's
        end = bisect_left(self.docs.data, doc + 1, start)
        if start == end:
            return {}
        return dict(zip(self.values[start:end].tolist(), self.to[start:end].tolist(), strict=True))

    def entry(self, doc: int, value: int) -> int:
        """The entry that a stored value counts as in a document."""
        return self.exceptions(doc).get(value, int(self.of[value]))
