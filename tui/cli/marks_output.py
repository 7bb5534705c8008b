"""The output of commands about stars, tags, notes and saved searches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from index.model.errors import QueryError
from index.model.query import Hit, Page
from index.model.user_data import MarkedDocument, PassageNote, Presence, SavedSearch
from index.userdata.search_notation import format_time
from tui.cli import json_types as types
from tui.cli.printing import Form
from tui.cli.streams import print_json, print_list
from tui.text.numbers import counted, grouped
from tui.text.remedies import error_text
from tui.text.sanitize import harmless

_INDENT = " " * 12
_PRESENCE = {
    Presence.CHANGED: "changed since it was marked",
    Presence.MOVED: "moved since it was marked",
    Presence.LOOSE: "no longer in the library",
}


def print_changed(count: int, what: str, form: Form) -> None:
    """Print the number of documents that a command has changed."""
    if form is not Form.TEXT:
        print_json({"changed": count})
    else:
        click.echo(harmless(f"{counted(count, 'document')} {what}." if count else "Nothing to change."), err=True)


def print_tags(tags: Mapping[str, int], form: Form) -> None:
    """Print tags with the number of their documents."""
    if print_list([{"tag": tag, "documents": count} for tag, count in tags.items()], form):
        return
    for tag, count in tags.items():
        click.echo(f"{grouped(count):>6}  {harmless(tag)}")


def print_marked(found: Sequence[tuple[MarkedDocument, Sequence[PassageNote]]], form: Form) -> None:
    """Print documents with their stars, tags and notes; of each also the notes that no longer fit its text."""
    if print_list([_marked_json(*each) for each in found], form):
        return
    for marked, loose in found:
        marks, document = marked.marks, marked.marks.document
        star = "★ " if marks.starred else ""
        click.echo(harmless(f"{document.date or '    –     '}  {star}{document.title or document.place}"))
        state = _PRESENCE.get(marked.presence, "")
        click.echo(click.style(harmless(f"{_INDENT}{document.place}  {marked.id}  {state}".rstrip()), dim=True))
        if marks.tags:
            click.echo(harmless(f"{_INDENT}Tags: {', '.join(marks.tags)}"))
        for line in marks.note.splitlines():
            click.echo(harmless(f"{_INDENT}{line}"))
        for passage in marks.passages:
            state = " (no longer in the text)" if passage in loose else ""
            quote, note = " ".join(passage.quote.split()), " ".join(passage.note.split())
            click.echo(harmless(f"{_INDENT}“{quote}”{state}: {note}"))
        if marks.authors:
            click.echo(click.style(harmless(f"{_INDENT}by {', '.join(marks.authors)}"), dim=True))


def print_searches(searches: Sequence[SavedSearch], form: Form) -> None:
    """Print saved searches."""
    if print_list(list(map(search_json, searches)), form):
        return
    for search in searches:
        parts = [search.text, *(f"{'-' if each.exclude else ''}{each.kind}:{each.key}" for each in search.filters)]
        click.echo(harmless(f"{search.name}: {' '.join(filter(None, parts)) or '*'}"))


def print_new(found: Sequence[tuple[SavedSearch, Page | QueryError]], form: Form) -> None:
    """Print the new documents of saved searches, and the faults of those whose queries are invalid."""
    for search, page in found:
        if isinstance(page, QueryError):
            fault = f"pressroom: the saved search “{search.name}” is invalid: {error_text(page)}"
            click.echo(harmless(fault), err=True)
    if print_list([_new_json(search, page) for search, page in found], form):
        return
    for search, page in found:
        if isinstance(page, QueryError) or not page.total:
            continue
        since = f" since {search.looked:%Y-%m-%d %H:%M} UTC" if search.looked else ""
        click.echo(click.style(harmless(f"{search.name}: {grouped(page.total)} new{since}"), bold=True))
        for hit in page.hits:
            click.echo(f"  {hit.date or '    –     '}  {harmless(hit.title)}")
            click.echo(click.style(f"  {_INDENT}{harmless(hit.place)}  {hit.id}", dim=True))
        if len(page.hits) < page.total:
            click.echo(f"  {grouped(page.total - len(page.hits))} more; show them with --limit.", err=True)


def search_json(search: SavedSearch) -> types.SavedSearchJson:
    """Return a saved search as JSON values."""
    return {
        "name": search.name,
        "query": search.text,
        "filters": [{"kind": each.kind, "key": each.key, "exclude": each.exclude} for each in search.filters],
        "any_of": sorted(search.any_of),
        "sort": search.sort,
        "looked": format_time(search.looked) if search.looked else None,
    }


def _new_json(search: SavedSearch, page: Page | QueryError) -> types.NewJson:
    if isinstance(page, QueryError):
        return {**search_json(search), "new": 0, "documents": [], "error": error_text(page)}
    documents = list(map(_hit_json, page.hits))
    return {**search_json(search), "new": page.total, "documents": documents}  # type: ignore[typeddict-item]


def _marked_json(marked: MarkedDocument, loose: Sequence[PassageNote]) -> types.MarkedJson:
    marks, document = marked.marks, marked.marks.document
    return {
        "id": marked.id,
        "document": document.place,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "presence": marked.presence.name.lower(),
        "starred": marks.starred,
        "tags": list(marks.tags),
        "note": marks.note,
        "passages": [_passage_json(each, is_loose=each in loose) for each in marks.passages],
        "authors": list(marks.authors),
    }


def _passage_json(passage: PassageNote, *, is_loose: bool) -> types.PassageJson:
    found: types.PassageJson = {"quote": passage.quote, "note": passage.note}
    return {**found, "loose": True} if is_loose else found


def _hit_json(hit: Hit) -> types.NewDocumentJson:
    date = hit.date.isoformat() if hit.date else None
    found: types.NewDocumentJson = {"id": hit.id, "path": hit.path, "title": hit.title, "date": date}
    return {**found, "record": hit.record} if hit.record else found
