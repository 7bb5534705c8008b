"""The English text about the user's stars, tags, notes, read marks and saved searches in the explorer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from corpus.model.document import Span
from index.model.user_data import DocumentMarks, DocumentStatus, NewDocuments, PassageNote, Presence, UserDataSummary
from tui.text.numbers import counted, grouped

STAR, NOTE, UNREAD = "★", "✎", "•"
"""Signs of starred, noted and unread documents; each is one cell wide and visible without colors."""
_LABELS = {
    "is:starred": f"{STAR} starred",
    "has:note": f"{NOTE} with notes",
    "is:unread": f"{UNREAD} unread",
    "is:read": "read",
    "is:new": "new",
}
_QUOTED = 60
"""The number of characters of a passage that are shown before its note."""


def term_label(term: str) -> str:
    """Return what a term of the query language that finds user data is called: "tag:budget" is "#budget"."""
    field, _, value = term.partition(":")
    value = value.strip('"')
    match field:
        case "tag":
            return f"#{value}"
        case "saved":
            return f"“{value}”"
        case _:
            return _LABELS.get(term, term)


def signs(status: DocumentStatus) -> str:
    """Return the signs of a star and of notes; "" for neither."""
    marks = status.marks
    if marks is None:
        return ""
    return (STAR if marks.starred else "") + (NOTE if marks.note or marks.passages else "")


def tags_text(marks: DocumentMarks | None) -> str:
    """Return the tags of a document, such as "#border talks #budget"."""
    return " ".join(f"#{tag}" for tag in marks.tags) if marks else ""


def read_text(summary: UserDataSummary) -> str:
    """Return how many results are read, such as "37 of 120 read"; "" as long as nothing was ever read."""
    if not summary.has_read_marks or not summary.total:
        return ""
    return f"{grouped(summary.read)} of {grouped(summary.total)} read"


def status_lines(status: DocumentStatus, places: Mapping[PassageNote, Span | None]) -> list[str]:
    """Return the lines about a document in the reader: star, tags and notes.

    Args:
        status: What the user has done with the document.
        places: Where its annotated passages are; None for one that no longer fits the text.

    """
    marks = status.marks
    head = [f"{STAR} starred" if marks and marks.starred else "", tags_text(marks)]
    if status.changed:
        head.append("changed since you read it")
    elif status.marked and status.marked.presence is Presence.CHANGED:
        head.append("changed since you marked it")
    if marks and marks.authors:
        head.append(f"by {', '.join(marks.authors)}")
    lines = [" · ".join(filter(None, head))]
    if marks:
        lines += [f"{NOTE} {line}" for line in marks.note.splitlines() if line.strip()]
        lines += [passage_text(each, is_loose=places.get(each, Span(0, 0)) is None) for each in marks.passages]
    return [line for line in lines if line]


def passage_text(passage: PassageNote, *, is_loose: bool) -> str:
    """Return a note on a passage, with the beginning of the passage."""
    quote = " ".join(passage.quote.split())
    quote = f"{quote[:_QUOTED]}…" if len(quote) > _QUOTED else quote
    loose = " (no longer in the text)" if is_loose else ""
    return f"{NOTE} “{quote}”{loose}: {' '.join(passage.note.split())}"


def since_text(looked: dt.datetime | None, now: dt.datetime) -> str:
    """Return since when documents are new: "since 14:05", "since Tuesday", "since 2026-11-02"; "" for always."""
    if looked is None:
        return ""
    local = looked.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    if days <= 0:
        return f"since {local:%H:%M}"
    if days == 1:
        return "since yesterday"
    return f"since {local:%A}" if days < 7 else f"since {local:%Y-%m-%d}"


def new_text(found: NewDocuments, now: dt.datetime) -> str:
    """Return how many documents of a saved search are new, such as "12 new since Tuesday"."""
    if not found.new:
        return "nothing new"
    return f"{grouped(found.new)} new {since_text(found.search.looked, now)}".rstrip()


def news_text(searches: Sequence[NewDocuments], now: dt.datetime) -> str:
    """Return what is new for saved searches, naming some documents, and the key that lists them; "" for nothing."""
    news = [found for found in searches if found.new]
    if not news:
        return ""
    sentences = []
    for found in news[:3]:
        more = found.new - len(found.titles)
        titles = ", ".join(found.titles) + (f" and {grouped(more)} more" if more else "")
        sentences.append(f"“{found.search.name}”, {new_text(found, now)}: {titles}.")
    if len(news) > 3:
        sentences.append(f"{counted(len(news) - 3, 'more saved search', 'more saved searches')} with new documents.")
    return "\n".join([*sentences, "Press F for the saved searches."])
