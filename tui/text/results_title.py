"""How many results there are, and why fewer rows or more documents are counted elsewhere."""

from __future__ import annotations

from index.model.query import Page
from tui.text.numbers import counted, grouped


def results_title(page: Page, documents: int | None) -> str:
    """Return the title of the results.

    Args:
        page: The answer.
        documents: The number of documents of the library; None while that changes.

    """
    if not page.total:
        return "Results"
    reasons = [f"{grouped(page.folded)} folded"] if page.folded else []
    is_everything = not page.query.text.strip() and not page.query.filters
    if is_everything and documents is not None and documents > page.total:
        reasons.append(f"{grouped(documents - page.total)} identical")
    # With two reasons the noun would push the last one out of the border at 120 columns.
    total = grouped(page.total) if len(reasons) > 1 else counted(page.total, "document")
    return " · ".join([total, *reasons])


def folded_text(near: int, *, is_unfolded: bool) -> str:
    """Return what is said of a result with near-duplicates: "+3 like it"."""
    return f"{'−' if is_unfolded else '+'}{grouped(near)} like it"
