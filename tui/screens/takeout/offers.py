"""What can be exported from a screen, by the names that the user reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model.query import Facet, Page, Query
from index.model.step import Step
from tui.export.model import Format, Request, What
from tui.text.numbers import counted, grouped

Visits = tuple[tuple[str, str], ...]
"""Searches as they are called, with the title of the document that was read in them; "" for none."""
FORMATS = {
    Format.HTML: "HTML page with charts",
    Format.CSV: "CSV for spreadsheets",
    Format.MARKDOWN: "Markdown",
    Format.JSON: "JSON",
    Format.JSON_LINES: "JSON Lines",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to export."""

    label: str
    request: Request
    as_folder: bool = False
    """Whether the documents are written as a folder of texts, instead of a list in a file."""


def of_results(page: Page, filters: Sequence[str], partial: int = 0, selected: Sequence[str] = ()) -> list[Offer]:
    """Return what can be exported of results.

    Args:
        page: The results on the screen.
        filters: Their filters, as the user reads them.
        partial: The number of documents with most of the words, below the results.
        selected: The ids of the selected documents.

    """
    base = Request(What.RESULTS, page.query, filters=tuple(filters))
    offers = []
    if selected:
        chosen = replace(base, ids=tuple(selected))
        offers += [
            Offer(counted(len(selected), "selected document"), chosen),
            Offer("selected documents as texts", chosen, as_folder=True),
        ]
    below = f"{grouped(partial)} with most of the words"
    all_of_them = (
        f"{counted(page.total, 'document')} and {below}"
        if page.total
        else f"{counted(partial, 'document')} {below.partition(' ')[2]}"
    )
    with_most = [Offer(all_of_them, replace(base, with_partial=True))] if partial else []
    if not page.total:
        offers += with_most
    else:
        offers += [
            Offer(counted(page.total, "document"), base),
            *with_most,
            Offer(f"people ({grouped(len(page.people))})", replace(base, what=What.PEOPLE)),
            Offer(f"countries ({grouped(len(page.countries))})", replace(base, what=What.COUNTRIES)),
            Offer("timeline by year", replace(base, what=What.TIMELINE)),
            Offer("timeline by month", replace(base, what=What.TIMELINE, step=Step.MONTH)),
            Offer("matrix of people and countries", replace(base, what=What.MATRIX)),
            Offer("what stands out", replace(base, what=What.COMPARISON)),
            Offer("documents as texts", base, as_folder=True),
        ]
    return offers


def of_history(visits: Visits) -> list[Offer]:
    """Return the offer of the history, if there is one."""
    return [Offer(f"history ({grouped(len(visits))})", Request(What.HISTORY, visits=visits))] if visits else []


def of_entity(facet: Facet, query: Query | None) -> list[Offer]:
    """Return what can be exported of a person or country; the query limits the mentions."""
    base = Request(What.PAGE, query or Query(), entity=facet)
    return [Offer("this page as a dossier", base), Offer("mentions", replace(base, what=What.MENTIONS))]
