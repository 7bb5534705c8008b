"""The text of the results pane when there are no results."""

from __future__ import annotations

from pathlib import Path

from index.model.query import Page
from tui.text.numbers import counted


def of_page(page: Page, folder: Path, documents: int, *, updating: bool) -> list[str]:
    """Return sentences that say why there are no results and what to do.

    Args:
        page: The page without results.
        folder: The folder of the documents.
        documents: The number of searchable documents.
        updating: Whether an update is running.

    """
    if not documents:
        return _of_empty_library(folder, updating=updating)
    sentences = ["No results.", *_missing_terms(page)]
    if page.suggestion:
        sentences.append(f"Did you mean: {page.suggestion}")
        sentences.append("Press Enter to search for it.")
    elif page.query.filters:
        sentences.append(f"{counted(len(page.query.filters), 'active filter')}. Press u to remove all filters.")
    elif page.no_matches is None:
        sentences.append("Use fewer words. Press / to edit the search, ? for the query syntax.")
    return sentences


def _missing_terms(page: Page) -> list[str]:
    why = page.no_matches
    if why is None or (page.query.filters and not why.missing and not why.partial):  # its only term is found
        return []
    from tui.text.query_faults import no_matches_text  # most pages have results

    return no_matches_text(why)


def _of_empty_library(folder: Path, *, updating: bool) -> list[str]:
    if updating:
        return [
            f"Reading {folder} for the first time.",
            "Documents appear here as they are read; you can search what is already indexed.",
        ]
    return [
        f"No documents found in {folder}.",
        "Add documents (text, PDF, Word, HTML, mail, JSON and more), then press Ctrl+R to look again.",
        "Press S to list skipped files with the reasons, q to quit.",
    ]
