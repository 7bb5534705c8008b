"""The panel of languages of the results, shown where the library has several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.text.language_names import language_name
from index.model.query import Facet, Filter, Kind
from tui.widgets.facet_panel import FacetPanel

_MOST_ROWS = 6
_BORDER_ROWS = 2


class LanguagePanel(FacetPanel):
    """The languages of the results, as high as they have been many: a change would lay out the screen at each key."""

    DEFAULT_CSS = """
    LanguagePanel { display: none; }
    LanguagePanel.-several { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(Kind.LANGUAGE, "Languages", id=id)
        self._rows = 0
        """The greatest number of rows so far."""

    def label(self, key: str) -> str:
        """Return the English name of a language."""
        return language_name(key)

    def show(
        self, facets: Sequence[Facet], active: Mapping[str, Filter], uncertain: int = 0, *, keep_place: bool
    ) -> None:
        """Show the languages of results; none if the library has only one."""
        super().show(facets, active, uncertain, keep_place=keep_place)
        rows = len(self.list.facets)
        self.set_class(rows > 0, "-several")
        self._rows = max(self._rows, min(rows, _MOST_ROWS))
        self.styles.height = self._rows + _BORDER_ROWS
