"""The English text around a comparison: its rows in sections, and the measure. Imports neither Textual nor Rich."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from index.model.comparison import Comparison, Contrast, Contrasted
from index.model.query import Query
from tui.text.numbers import counted, grouped
from tui.text.quoting import cut_short

MEASURE = "Ranked by log-likelihood G² ≥ 10.83 (Dunning 1993), by documents."
"""The measure and its threshold; see docs/analytics.md."""

Row: TypeAlias = str | Contrasted
"""A heading, or a name or word."""


def sections(parts: Sequence[tuple[str, Sequence[Contrasted]]]) -> list[Row]:
    """Return the rows of some lists under their headings; an empty list has neither."""
    rows: list[Row] = []
    for heading, found in parts:
        if found:
            rows += [heading, *found]
    return rows


def contrasts(found: Comparison) -> Iterator[tuple[str, Contrast]]:
    """Yield what a comparison consists of, with its heading."""
    yield "People", found.people
    yield "Countries", found.countries
    yield "Words", found.words


def query_label(query: Query) -> str:
    """Return what a set of documents is called: its words and its years."""
    words = f"“{cut_short(query.text.strip())}”" if query.text.strip() else ""
    years = [
        ("not " if choice.exclude else "") + choice.key.replace("..", "–")
        for choice in query.filters
        if choice.kind == "year"
    ]
    others = len(query.filters) - len(years)
    parts = [words, *years, *([counted(others, "filter")] if others else [])]
    return " · ".join(filter(None, parts)) or "all documents"


def comparison_heading(found: Comparison) -> str:
    """Say what is compared with what, and how many documents are in both."""
    assert found.right is not None
    left = f"{query_label(found.left)} {counted(found.left_total, 'document')}"
    right = f"{query_label(found.right)} {counted(found.right_total, 'document')}"
    both = f" · {grouped(found.both)} in both" if found.both else ""
    return f"{left}  –  {right}{both}"


def nothing_stands_out(found: Comparison) -> str:
    """Say why nothing stands out in the results of a query against the rest of the library, and what to do."""
    if not found.left_total:
        return "No documents. Press Esc and change the search."
    if not found.right_total:
        return "These are all documents. Search or filter first, then see what stands out."
    return "Nothing stands out: the rest of the library has the same names and words as often."
