"""The output of `pressroom inspect`: text for people, JSON for scripts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from corpus.model.document import Document
from corpus.text.language_names import language_name
from index.model.inspection import Inspection
from tui.text.columns import columns_json, columns_text
from tui.text.date_text import date_source_text
from tui.text.formats import evidence_text
from tui.text.numbers import counted, grouped
from tui.text.omissions import omission_json, omissions_text, partly_read_json, partly_read_text
from tui.text.reasons import reason_text
from tui.text.sanitize import harmless

_MAX_SKIPPED = 5
"""Further records are counted, not printed."""
_MAX_TEXT = 300
"""Code points of a document's text that are printed."""


def print_inspection(found: Inspection, folder: Path | None) -> None:
    """Print how a file would be read.

    Args:
        found: What was read.
        folder: The folder of the library that has the file; None if none has it.

    """
    _print_row("File", found.path)
    _print_row("Library", f"of {folder}" if folder else "none has this file")
    if found.kind:
        _print_row("Format", f"{found.kind}, {evidence_text(found.evidence)}" if found.evidence else found.kind)
    _print_row("Encoding", found.encoding)
    if found.documents:
        _print_row("Documents", _documents_text(found))
    _print_row("Columns", columns_text(found.columns).removeprefix("Columns: ") if found.columns else "")
    if found.partly and found.partly.omissions and found.documents > 1:
        _print_row("Left out", partly_read_text(replace(found.partly, columns=None)))
    for entry in found.skipped[:_MAX_SKIPPED]:
        _print_row("Skipped", f"{entry.path}: {reason_text(entry)}")
    if len(found.skipped) > _MAX_SKIPPED:
        _print_row("Skipped", f"{counted(len(found.skipped) - _MAX_SKIPPED, 'other')}")
    for document in found.first:
        click.echo()
        _print_document(document)


def _documents_text(found: Inspection) -> str:
    """Return how many documents the file has, and how many of them are printed."""
    more = "" if found.is_complete else " or more; only the beginning was read"
    shown = f"; the first {grouped(len(found.first))} follow" if found.documents > len(found.first) else ""
    return f"{grouped(found.documents)}{more}{shown}"


def _print_document(document: Document) -> None:
    """Print what an update would store of a document."""
    entities = document.entities
    _print_row("Title", document.title)
    _print_row("Record", document.record)
    _print_row("Date", f"{document.date}, {date_source_text(document.date_source)}" if document.date_source else "none")
    for name, value in document.metadata:
        _print_row(name.capitalize(), value)
    _print_row("Language", language_name(document.language) if document.language else "unknown")
    _print_row("Names", f"{counted(len(entities.people), 'person', 'people')}, "
                        f"{counted(len(entities.countries), 'country', 'countries')}")  # fmt: skip
    _print_row("Left out", omissions_text(document.omissions).removeprefix("Not shown: "))
    text = " ".join(document.text[document.body_start :][: 2 * _MAX_TEXT].split())
    _print_row("Text", text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}…")


def _print_row(label: str, value: str) -> None:
    """Print a label and its value; nothing without a value."""
    if value:
        click.echo(harmless(f"{label:<10} {value}"))


def inspection_json(found: Inspection) -> dict[str, Any]:
    """Return an inspection as JSON values."""
    return {
        "path": found.path,
        "type": found.kind or None,
        "recognized_by": found.evidence.value if found.evidence else None,
        "encoding": found.encoding or None,
        "documents": found.documents,
        "complete": found.is_complete,
        "columns": columns_json(found.columns) if found.columns else None,
        "read_in_part": partly_read_json(found.partly) if found.partly else None,
        "skipped": [{"path": entry.path, "reason": reason_text(entry)} for entry in found.skipped],
        "first": list(map(_document_json, found.first)),
    }


def _document_json(document: Document) -> dict[str, Any]:
    """Return what an update would store of a document as JSON values."""
    return {
        "record": document.record,
        "title": document.title,
        "date": document.date.isoformat() if document.date else None,
        "date_source": document.date_source.name.lower() if document.date_source else None,
        "language": document.language or None,
        "metadata": dict(document.metadata),
        "people": [person.name for person in document.entities.people],
        "countries": [country.code for country in document.entities.countries],
        "omissions": list(map(omission_json, document.omissions)),
        "characters": len(document.text),
    }
