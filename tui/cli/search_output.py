"""The output of `pressroom search`: text, JSON, CSV and paths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from index.model.query import Hit, Page
from tui.text.hints import hints_text
from tui.text.numbers import counted, grouped
from tui.text.partial import missing_text, partial_heading
from tui.text.query_faults import no_matches_text
from tui.text.sanitize import harmless

if TYPE_CHECKING:
    from index.model.hint import Hint
    from index.model.partial import PartialPage

_INDENT = " " * 12


def print_results(page: Page, partial: PartialPage | None) -> None:
    """Print results as text, with hits in bold on a terminal; numbers and notes go to standard error."""
    for hit in page.hits:
        _print_hit(hit)
    folded = f"; {grouped(page.folded)} folded" if page.folded else ""
    shown = f"; {grouped(len(page.hits))} shown" if len(page.hits) < page.total - page.folded else ""
    click.echo(f"{counted(page.total, 'document')}{folded}{shown} · {page.took_ms:.0f} ms", err=True)
    has_partial = partial is not None and partial.total > 0
    for note in () if has_partial else no_matches_text(page.no_matches):
        click.echo(harmless(note), err=True)
    if page.suggestion:
        click.echo(harmless(f"Did you mean: {page.suggestion}"), err=True)
    if partial is not None and partial.hits:
        click.echo(harmless(" ".join(partial_heading(page.total, partial.total))), err=True)
        for found in partial.hits:
            _print_hit(found.hit, found.missing)


def print_hints(hints: Sequence[Hint]) -> None:
    """Print how a query was read where that may surprise, to standard error."""
    for hint in hints_text(hints):
        click.echo(harmless(f"pressroom: {hint}"), err=True)


def with_bold(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with spans in bold, in code points; Click removes the style if the output is not a terminal."""
    parts, last_end = [], 0
    for start, end in spans:
        parts += [text[last_end:start], click.style(text[start:end], bold=True)]
        last_end = end
    return "".join([*parts, text[last_end:]])


def _print_hit(hit: Hit, missing: Sequence[str] = ()) -> None:
    click.echo(f"{hit.date or '    –     '}  {with_bold(hit.title, hit.title_hits)}")
    click.echo(click.style(f"{_INDENT}{harmless(hit.place)}  {hit.id}", dim=True))
    for path in hit.also:
        click.echo(click.style(f"{_INDENT}also {harmless(path)}", dim=True))
    if hit.near:
        click.echo(click.style(f"{_INDENT}and {counted(hit.near, 'near-duplicate')}", dim=True))
    if missing:
        click.echo(click.style(f"{_INDENT}{harmless(missing_text(missing))}", dim=True))
    if hit.snippet.text:
        click.echo(f"{_INDENT}{with_bold(hit.snippet.text, hit.snippet.hits)}")
