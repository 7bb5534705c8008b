"""Output of the commands: text for people, JSON and CSV for scripts."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.model.entity import DocumentEntity
from index.model.progress import Phase, Progress, Report
from index.model.query import Facet, Kind
from tui.cli import csv_output
from tui.cli.printing import Form
from tui.cli.streams import print_json, print_json_lines, print_list
from tui.export.json_values import facet_json
from tui.state.rebuild import why_rebuilt
from tui.text.columns import columns_json
from tui.text.date_text import date_text
from tui.text.numbers import counted, grouped, time_left
from tui.text.omissions import omission_json, omissions_text, partly_read_json, partly_read_text
from tui.text.reasons import reason_text
from tui.text.remedies import command
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from corpus.model.document import Document, Skipped
    from index.model.partly_read import PartlyRead

_PHASES = {Phase.LOOKING: "Looking", Phase.READING: "Reading", Phase.RECOGNIZING: "OCR", Phase.SAVING: "Saving"}

_MAX_WARNINGS = 3
"""Further warnings are not printed; `pressroom skipped` lists all of them."""


def follow(steps: Generator[Progress, None, Report]) -> Report:
    """Run an update to its end, with a progress bar if standard error is a terminal."""
    steps = _announced(steps)
    if not sys.stderr.isatty():
        while True:
            try:
                next(steps)
            except StopIteration as end:
                outcome: Report = end.value
                return outcome
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[state]}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_PHASES[Phase.LOOKING], total=None, state="")
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                outcome = end.value
                return outcome
            state = " · ".join(filter(None, [counted(step.documents, "document"), time_left(step.seconds_left)]))
            bar.update(
                task, description=_PHASES[step.phase], completed=step.done, total=step.total or None, state=state
            )


def _announced(steps: Generator[Progress, None, Report]) -> Generator[Progress, None, Report]:
    """Pass on the steps, and print a message if the library is rebuilt without a request."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            outcome: Report = end.value
            return outcome
        if step.rebuild:
            click.echo(harmless(f"pressroom: {why_rebuilt(step.rebuild)} Rebuilding it from the documents."), err=True)
        yield step


def print_report(report: Report, folder: Path, directory: Path, *, as_json: bool) -> None:
    """Print the outcome of an update.

    Args:
        report: The outcome.
        folder: The folder of the documents.
        directory: The directory of the library, for suggested commands.
        as_json: Whether to print JSON.

    """
    for warning in report.warnings[:_MAX_WARNINGS]:
        click.echo(harmless(f"pressroom: {warning.path}: {reason_text(warning)}."), err=True)
    if as_json:
        counts = {name: getattr(report, name) for name in ("documents", "added", "updated", "removed", "unchanged")}
        skipped = list(map(_skipped_json, report.skipped))
        values: dict[str, object] = {**counts, "skipped": skipped, "seconds": round(report.seconds, 3)}
        if report.rebuilt:
            values["rebuilt"] = {"reason": report.rebuilt.reason.value, "detail": why_rebuilt(report.rebuilt)}
        print_json(values)
        return
    click.echo(
        f"{counted(report.documents, 'document')}: {grouped(report.added)} added, {grouped(report.updated)} updated, "
        f"{grouped(report.removed)} removed, {grouped(report.unchanged)} unchanged"
        + (f" ({grouped(report.renamed)} renamed)" if report.renamed else "")
        + f" ({report.seconds:.1f} s)"
    )
    if not report.documents:
        click.echo(harmless(f"pressroom: no documents found in {folder}."), err=True)
    skipped_files = len(report.skipped) - min(len(report.warnings), _MAX_WARNINGS)
    if skipped_files:
        listing = command("skipped", folder, directory)
        click.echo(harmless(f"{counted(skipped_files, 'file')} skipped; list them with: {listing}"), err=True)


def print_document(document: Document, entities: Sequence[DocumentEntity], *, as_json: bool) -> None:
    """Print one document with its people and countries, as corrected."""
    people = [each.label for each in entities if each.kind is Kind.PERSON]
    countries = [each for each in entities if each.kind is Kind.COUNTRY]
    if as_json:
        print_json({
            "id": document.id, "path": document.path,
            **({"record": document.record} if document.record else {}), "title": document.title,
            "date": document.date.isoformat() if document.date else None,
            "date_source": document.date_source.name.lower() if document.date_source else None, "type": document.kind,
            "metadata": dict(document.metadata), "text": document.text,
            "people": people, "countries": [each.key for each in countries],
            "also": list(document.also), **({"ocr": True} if document.ocr else {}),
            "language": document.language or None, "omissions": list(map(omission_json, document.omissions)),
            **({"columns": columns_json(document.columns)} if document.columns else {}),
        })  # fmt: skip
        return
    head = [document.title, " · ".join(filter(None, [date_text(document), harmless(document.path)]))]
    if document.also:
        head.append(harmless("Also: " + ", ".join(document.also)))
    if document.omissions:
        head.append(harmless(omissions_text(document.omissions)))
    if people:
        head.append(harmless("People: " + ", ".join(people)))
    if countries:
        head.append(harmless("Countries: " + ", ".join(each.label for each in countries)))
    click.echo("\n".join(head) + "\n\n" + document.text[document.body_start :])


def print_facets(facets: Sequence[Facet], form: Form) -> None:
    """Print people or countries with their document counts."""
    if form is Form.CSV:
        has_codes = bool(facets) and facets[0].kind is Kind.COUNTRY
        rows = (list(facet_json(facet).values()) for facet in facets)
        csv_output.print_csv(["code", "name", "documents"] if has_codes else ["name", "documents"], rows)
    elif not print_list(list(map(facet_json, facets)), form):
        for facet in facets:
            click.echo(f"{grouped(facet.documents):>7}  {harmless(facet.label)}")


def print_skipped(skipped: Sequence[Skipped], partly: Sequence[PartlyRead], form: Form) -> None:
    """Print the skipped files with the reasons, then the files that were read in part with what was left out.

    Args:
        skipped: The skipped files and records.
        partly: The files read in part.
        form: The form of the output.

    """
    if form is Form.JSON_LINES:
        print_json_lines(map(_skipped_json, skipped))
        print_json_lines(map(partly_read_json, partly))
        return
    if form is Form.JSON:
        values = {"skipped": list(map(_skipped_json, skipped)), "read_in_part": list(map(partly_read_json, partly))}
        print_json(values)
        return
    for entry in skipped:
        click.echo(harmless(f"{entry.path}: {reason_text(entry)}"))
    if partly:
        click.echo(f"{'' if not skipped else chr(10)}Read in part:")
    for file in partly:
        click.echo(harmless(f"{file.path}: {partly_read_text(file)}"))


def _skipped_json(entry: Skipped) -> dict[str, str]:
    """Return a skipped file or record as JSON values."""
    return {"path": entry.path, "reason": reason_text(entry)}
