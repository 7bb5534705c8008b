"""The rows of a facet list: the facets, the uncertain ones behind a row that folds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.model.query import Facet


@dataclass(frozen=True, slots=True)
class FacetRows:
    """Which facet each row shows."""

    facets: Sequence[Facet] = ()
    uncertain: int = 0
    """How many of the facets, the last ones, are behind the row that folds them."""
    is_unfolded: bool = False

    def __len__(self) -> int:
        hidden = 0 if self.is_unfolded else self.uncertain
        return len(self.facets) - hidden + bool(self.uncertain)

    @property
    def _certain(self) -> int:
        return len(self.facets) - self.uncertain

    def at(self, row: int) -> Facet | None:
        """Return the facet of a row; None for the row that folds the uncertain ones, and for none."""
        if row >= self._certain and self.uncertain:
            row -= 1
            return self.facets[row] if self._certain <= row < len(self) - 1 else None
        return self.facets[row] if row < self._certain else None

    def row_of(self, number: int) -> int:
        """Return the row of a facet by its number; the row that folds it if it is not shown."""
        return number if number < self._certain else number + 1 if self.is_unfolded else self._certain
