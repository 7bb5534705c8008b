"""`pressroom similar`: documents like another one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli import csv_output
from tui.cli.correct import Open
from tui.cli.options import CSV, FOLDER, INDEX_DIR, JSON, JSONL
from tui.cli.streams import print_json
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.model.similar import SimilarDocument, SimilarDocuments

_INDENT = " " * 12


def register(group: click.Group, open_library: Open) -> None:
    """Add the command to a group.

    Args:
        group: The group of all commands.
        open_library: Opens the library of a folder, in a given directory or the default one.

    """

    @group.command(epilog="Example: pressroom similar ~/releases 3f2a91c05d6e7b84")
    @click.argument("folder", type=FOLDER)
    @click.argument("doc_id", metavar="ID")
    @click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Number of documents.")
    @JSON
    @JSONL
    @CSV
    @INDEX_DIR
    def similar(
        folder: Path, doc_id: str, limit: int, as_json: bool, jsonl: bool, as_csv: bool, index_dir: Path | None
    ) -> int:
        """List the documents of FOLDER that are most like one; ID is an id or a path that search prints."""
        found = open_library(folder, index_dir).analytics.similar(doc_id, limit=limit)
        if as_json:
            documents = list(map(_json, found.documents))
            print_json({"id": found.id, "title": found.title, "words": list(found.words), "documents": documents})
        elif jsonl:
            for each in found.documents:
                print_json(_json(each))
        elif as_csv:
            columns = ["id", "path", "title", "date", "score", "words", "people", "countries", "near"]
            rows = (_json(each) for each in found.documents)
            csv_output.print_csv(columns, ([_flat(row[name]) for name in columns] for row in rows))
        else:
            _print_text(found)
        return 0 if found.documents else 1


def _json(each: SimilarDocument) -> dict[str, Any]:
    return {
        "id": each.id, "path": each.path, "title": each.title, "date": each.date.isoformat() if each.date else None,
        "score": round(each.score, 4), "words": list(each.words), "people": list(each.people),
        "countries": list(each.countries), "near": each.near,
    }  # fmt: skip


def _flat(value: object) -> object:
    return "; ".join(value) if isinstance(value, list) else value if value is not None else ""


def _print_text(found: SimilarDocuments) -> None:
    for each in found.documents:
        click.echo(f"{each.date or '    –     '}  {harmless(each.title)}")
        click.echo(click.style(f"{_INDENT}{harmless(each.path)}  {each.id}", dim=True))
        shared = ", ".join((*each.people, *each.countries, *each.words))
        click.echo(f"{_INDENT}{each.score:.0%} alike{', near-duplicate' * each.near}: {harmless(shared)}")
    click.echo(harmless(f"Like “{found.title}”, by: {', '.join(found.words)}"), err=True)
