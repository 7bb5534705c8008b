"""What the results pane says where it has no results to show."""

from __future__ import annotations

from pathlib import Path

from index.model.query import Page
from tui.text.content import counted
from tui.text.query_faults import no_matches_text


def of_page(page: Page, folder: Path, documents: int, *, updating: bool) -> list[str]:
    """Why there are no results, and what can be done."""
    if not documents:
        return _of_empty_library(folder, updating=updating)
    said = ["Nothing found.", *no_matches_text(page.no_matches)]
    if page.suggestion:
        said.append(f"Did you mean: {page.suggestion}")
        said.append("Enter searches for that.")
    elif page.query.filters:
        said.append(f"{counted(len(page.query.filters), 'filter')} in force: u takes all of them off.")
    elif page.no_matches is None:
        said.append("Fewer words find more. / changes the search, ? shows what it understands.")
    return said


def _of_empty_library(folder: Path, *, updating: bool) -> list[str]:
    if updating:
        return [
            f"Reading {folder} for the first time.",
            "Documents appear here as soon as they are read; what is in can be searched at once.",
        ]
    return [
        f"There is nothing to read in {folder} yet.",
        "Put documents there: text, PDF, Word, HTML, mail, JSON and more. Then press Ctrl+R to look again.",
        "S lists the files that could not be read, with the reason. q leaves.",
    ]
