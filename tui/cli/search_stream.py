"""Results of a search one by one, for scripts: JSON Lines, paths, a template, and many queries at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.model.errors import QueryError
from index.model.query import Hit, Page, Query
from tui.cli import csv_output
from tui.cli.printing import Form, Printing
from tui.cli.streams import json_text, print_for_programs, print_json_lines
from tui.export.json_values import hit_json, iso
from tui.export.source import all_hits
from tui.export.tables import HIT_COLUMNS, hit_row
from tui.text.remedies import error_text
from tui.text.sanitize import harmless
from tui.text.template import InvalidTemplate, check_template, fill

if TYPE_CHECKING:
    from index.model.protocol import CommandLibrary

FIELDS = ("id", "path", "record", "place", "title", "date", "year", "score", "snippet", "people", "countries", "folder")
"""The fields of a template."""


def stream(library: CommandLibrary, folder: Path, query: Query, printing: Printing) -> Page:
    """Print the results of a query, page by page; returns the first page, for its numbers and hints."""
    page, hits = all_hits(library, query, query.limit)
    match printing.form:
        case Form.CSV:
            csv_output.print_csv(HIT_COLUMNS, map(hit_row, hits))
        case Form.PATHS:
            write_paths(hits, folder, printing.end)
        case Form.TEMPLATE:
            write_formatted(hits, printing.template, folder)
        case _:
            print_json_lines(map(hit_json, hits))
    return page


def write_paths(hits: Iterable[Hit], folder: Path, end: str) -> None:
    """Write the path of each file once, with those of identical text; `end` is a new line or a null character."""
    seen: set[str] = set()
    for hit in hits:
        for file in (hit.path, *(also.partition("#")[0] for also in hit.also)):
            if file not in seen:
                seen.add(file)
                path = str(folder / file)
                if sys.stdout.isatty() and end == "\n":
                    click.echo(harmless(path))
                else:
                    print_for_programs(path, end)


def write_formatted(hits: Iterable[Hit], template: str, folder: Path) -> None:
    """Write each result by a template; raises InvalidTemplate."""
    end = "" if template.endswith(("\\n", "\n")) else "\n"
    for hit in hits:
        values = {
            "id": hit.id, "path": hit.path, "record": hit.record, "place": hit.place, "title": hit.title,
            "date": iso(hit.date) or "", "year": str(hit.date.year) if hit.date else "", "score": f"{hit.score:.4f}",
            "snippet": hit.snippet.text, "people": "; ".join(hit.people), "countries": "; ".join(hit.countries),
            "folder": str(folder),
        }  # fmt: skip
        sys.stdout.write(fill(template, values, harmless) + end)


def check_format(template: str) -> None:
    """Check a template; raises UsageError."""
    try:
        check_template(template, FIELDS)
    except InvalidTemplate as error:
        raise click.BadParameter(str(error), param_hint="--format") from error


def count_queries(libraries: Iterable[CommandLibrary], queries: Iterable[str], query: Query, *, as_json: bool) -> int:
    """Print the number of results of each query of standard input, as CSV or JSON Lines, and return the exit code.

    Args:
        libraries: The libraries, whose results are added up.
        queries: One a line; empty lines are left out.
        query: The other options of each query.
        as_json: Whether to print JSON Lines.

    """
    searched = list(libraries)
    code = 1
    is_first = True
    for line in queries:
        text = line.strip()
        if not text:
            continue
        total, problem = 0, ""
        try:
            total = sum(library.search(replace(query, text=text, limit=0)).total for library in searched)
        except QueryError as error:
            problem = error_text(error)
        code = 2 if problem or code == 2 else 0 if total else code
        if as_json:
            found = {"query": text, "total": None if problem else total, **({"error": problem} if problem else {})}
            sys.stdout.write(json_text(found) + "\n")
        else:
            row = [[text, "" if problem else total, problem]]
            csv_output.print_csv(["query", "documents", "error"], row, header=is_first)
        is_first = False
    return code
