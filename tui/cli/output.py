"""What the command line prints: for people as text, for scripts as JSON and CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.model.progress import Phase, Progress, Report
from index.model.query import Facet, Kind, Page
from tui.cli.streams import print_for_programs, print_json
from tui.state.rebuild import why_rebuilt
from tui.text.date_text import date_text
from tui.text.query_faults import no_matches_text
from tui.text.reasons import reason_text
from tui.text.remedies import command
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from corpus.model.document import Document, Skipped

_PHASES = {Phase.LOOKING: "Looking", Phase.READING: "Reading", Phase.RECOGNIZING: "OCR", Phase.SAVING: "Saving"}

_MOST_WARNINGS = 3
"""Warnings printed one by one; all of them are among what was skipped."""


def follow(steps: Generator[Progress, None, Report]) -> Report:
    """Run an update to its end, with a progress bar on standard error where that is a terminal."""
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
            state = f"{step.documents:,} documents{remaining(step.seconds_left)}"
            bar.update(
                task, description=_PHASES[step.phase], completed=step.done, total=step.total or None, state=state
            )


def _announced(steps: Generator[Progress, None, Report]) -> Generator[Progress, None, Report]:
    """The same steps; says on standard error when the library is rebuilt without a request."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            outcome: Report = end.value
            return outcome
        if step.rebuild:
            click.echo(harmless(f"pressroom: {why_rebuilt(step.rebuild)} Rebuilding it from the documents."), err=True)
        yield step


def remaining(seconds: float | None) -> str:
    """How long it will still take, as said to a person; "" where that is not known."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f" · about {max(1, round(seconds))} s left"
    return f" · about {round(seconds / 60)} min left"


def print_report(report: Report, folder: Path, directory: Path, *, as_json: bool) -> None:
    """What an update did.

    Args:
        report: Of the update.
        folder: Of the documents.
        directory: Of the library, for the advice.
        as_json: Whether a script is to read it.

    """
    for warning in report.warnings[:_MOST_WARNINGS]:
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
        f"{report.documents:,} documents: {report.added:,} added, {report.updated:,} updated, "
        f"{report.removed:,} removed, {report.unchanged:,} unchanged"
        + (f" ({report.renamed:,} renamed)" if report.renamed else "")
        + f" ({report.seconds:.1f} s)"
    )
    if not report.documents:
        click.echo(harmless(f"pressroom: nothing readable was found in {folder}."), err=True)
    skipped_files = len(report.skipped) - min(len(report.warnings), _MOST_WARNINGS)
    if skipped_files:
        click.echo(harmless(f"{skipped_files:,} skipped; see: {command('skipped', folder, directory)}"), err=True)


def print_page(page: Page, folder: Path, form: str) -> None:
    """The results of a search; form is "json", "csv", "paths" or "" for people."""
    if form == "json":
        print_json(page_json(page))
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(["id", "path", "title", "date", "score", "people", "countries"])
        for hit in page.hits:
            writer.writerow([hit.id, _for_reader(hit.path), hit.title, hit.date or "", f"{hit.score:.4f}",
                             "; ".join(hit.people), "; ".join(hit.countries)])  # fmt: skip
    elif form == "paths":
        places = [place for hit in page.hits for place in (hit.path, *(also.partition("#")[0] for also in hit.also))]
        for path in dict.fromkeys(str(folder / place) for place in places):
            if sys.stdout.isatty():
                click.echo(harmless(path))
            else:
                print_for_programs(path)
    else:
        _print_hits(page)


def _for_reader(path: str) -> str:
    """A path to the byte for another program, and harmless for a terminal."""
    return harmless(path) if sys.stdout.isatty() else path


def page_json(page: Page) -> dict[str, Any]:
    """A page as the JSON that scripts rely on."""
    return {
        "query": page.query.text,
        "total": page.total,
        "took_ms": round(page.took_ms, 3),
        "suggestion": page.suggestion,
        "hits": [
            {
                "id": hit.id,
                "path": hit.path,
                "title": hit.title,
                "date": hit.date.isoformat() if hit.date else None,
                "score": round(hit.score, 6),
                "snippet": hit.snippet.text,
                "people": list(hit.people),
                "countries": list(hit.countries),
                **({"also": list(hit.also)} if hit.also else {}),
            }
            for hit in page.hits
        ],
        "people": [_facet_json(facet) for facet in page.people],
        "countries": [_facet_json(facet) for facet in page.countries],
        "years": [_facet_json(facet) for facet in page.years if facet.documents],
    }


def print_document(document: Document, *, as_json: bool) -> None:
    """One document."""
    entities = document.entities
    if as_json:
        print_json({
            "id": document.id, "path": document.path, "title": document.title,
            "date": document.date.isoformat() if document.date else None,
            "date_source": document.date_source.name.lower() if document.date_source else None, "type": document.kind,
            "metadata": dict(document.metadata), "text": document.text,
            "people": [person.name for person in entities.people],
            "countries": [country.code for country in entities.countries],
            "also": list(document.also), **({"ocr": True} if document.ocr else {}),
        })  # fmt: skip
        return
    head = [document.title, " · ".join(filter(None, [date_text(document), harmless(document.path)]))]
    if document.also:
        head.append(harmless("Also: " + ", ".join(document.also)))
    if entities.people:
        head.append("People: " + ", ".join(person.name for person in entities.people))
    if entities.countries:
        head.append("Countries: " + ", ".join(country.name for country in entities.countries))
    click.echo("\n".join(head) + "\n\n" + document.text[document.body_start :])


def print_facets(facets: Sequence[Facet], form: str) -> None:
    """People or countries with the number of their documents; form is "json", "csv" or "" for people."""
    if form == "json":
        print_json([_facet_json(facet) for facet in facets])
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(
            ["code", "name", "documents"] if facets and facets[0].kind is Kind.COUNTRY else ["name", "documents"]
        )
        writer.writerows(list(_facet_json(facet).values()) for facet in facets)
    else:
        for facet in facets:
            click.echo(f"{facet.documents:>7,}  {harmless(facet.label)}")


def print_skipped(skipped: Sequence[Skipped], *, as_json: bool) -> None:
    """What could not be read, and why."""
    if as_json:
        print_json(list(map(_skipped_json, skipped)))
        return
    for entry in skipped:
        click.echo(harmless(f"{entry.path}: {reason_text(entry)}"))


def _skipped_json(entry: Skipped) -> dict[str, str]:
    """A skipped file or record as the JSON that scripts rely on."""
    return {"path": entry.path, "reason": reason_text(entry)}


def _facet_json(facet: Facet) -> dict[str, Any]:
    """One facet value."""
    match facet.kind:
        case Kind.COUNTRY:
            return {"code": facet.key, "name": facet.label, "documents": facet.documents}
        case Kind.YEAR:
            return {"year": int(facet.key), "documents": facet.documents}
        case Kind.PERSON:
            return {"name": facet.label, "documents": facet.documents}


def _print_hits(page: Page) -> None:
    """Results as read by a person; hits in bold on a terminal."""
    for hit in page.hits:
        click.echo(f"{hit.date or '    –     '}  {_lit(hit.title, hit.title_hits)}")
        click.echo(click.style(f"            {harmless(hit.path)}  {hit.id}", dim=True))
        for place in hit.also:
            click.echo(click.style(f"            also {harmless(place)}", dim=True))
        if hit.snippet.text:
            click.echo(f"            {_lit(hit.snippet.text, hit.snippet.hits)}")
    shown = f"; {len(page.hits):,} shown" if len(page.hits) < page.total else ""
    plural = "" if page.total == 1 else "s"
    click.echo(f"{page.total:,} document{plural}{shown} · {page.took_ms:.0f} ms", err=True)
    for note in no_matches_text(page.no_matches):
        click.echo(note, err=True)
    if page.suggestion:
        click.echo(f"Did you mean: {page.suggestion}", err=True)


def _lit(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with some stretches in bold; click drops the style where it is not wanted."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], click.style(text[start:end], bold=True)]
        at = end
    return "".join([*parts, text[at:]])
