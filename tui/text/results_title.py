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
    parts = [counted(page.total, "document")]
    if page.folded:
        parts.append(f"{grouped(page.folded)} folded")
    is_everything = not page.query.text.strip() and not page.query.filters
    if is_everything and documents is not None and documents > page.total:
        parts.append(f"{grouped(documents - page.total)} identical")
    return " · ".join(parts)


def folded_text(near: int, *, is_unfolded: bool) -> str:
    """Return what is said of a result with near-duplicates: "+3 like it"."""
    return f"{'−' if is_unfolded else '+'}{grouped(near)} like it"
