"""The views of the results: their letters after the key of the menu, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class View(StrEnum):
    """A view of the results, or of one document."""

    MATRIX = "matrix"
    COMPARE = "compare"
    SIMILAR = "similar"
    WORDS = "words"
    UNDERSTOOD = "understood"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """What the menu and the command palette say of a view."""

    view: View
    letter: str
    title: str
    description: str
    synonyms: str
    """What people may type in the palette to find it."""

    @property
    def binding_id(self) -> str:
        """The name of the action in the settings."""
        return f"views.{self.view}"


VIEWS = (
    ViewEntry(
        View.MATRIX,
        "m",
        "Matrix",
        "Names that occur together",
        "co-occurrence, cross table, heat map, network",
    ),
    ViewEntry(
        View.COMPARE,
        "c",
        "Compare",
        "Two searches or two periods",
        "difference, contrast, versus, before and after",
    ),
    ViewEntry(
        View.SIMILAR,
        "s",
        "Similar documents",
        "Like this one, and what they share",
        "more like this, related",
    ),
    ViewEntry(
        View.WORDS,
        "w",
        "Words that stand out",
        "Here, against the rest of the library",
        "keywords, significant terms, topics",
    ),
    ViewEntry(
        View.UNDERSTOOD,
        "q",
        "Query as understood",
        "And why this document is where it is",
        "explain, ranking, score, relevance",
    ),
    ViewEntry(
        View.HISTORY,
        "h",
        "History",
        "Earlier searches and documents",
        "back, recent, visited, previous searches",
    ),
)
"""The views in the order of the menu. Another one needs an entry here and an opener in `tui.screens.main.views`."""
