"""Output of the commands about one person or country, corrections, and possible same persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from index.model.entity import Action, Correction, EntityPage, Occurrence, Suggestion
from index.model.query import Facet, Kind
from tui.cli.printing import Form
from tui.cli.search_output import with_bold
from tui.cli.streams import print_json, print_list
from tui.export.json_values import correction_json, entity_json, suggestion_json
from tui.text.confidence import confidence_text, evidence_name
from tui.text.correction_names import correction_names
from tui.text.numbers import counted, grouped
from tui.text.same_person import evidence_text
from tui.text.sanitize import harmless

_MAX_LINES = 8
"""The maximum number of lines in a section of the text output; JSON has all."""


def print_page(page: EntityPage, *, as_json: bool) -> None:
    """Print the page of one person or country."""
    if as_json:
        print_json(entity_json(page))
        return
    span = f", {_date(page.first)} to {_date(page.last)}" if page.first else ""
    click.echo(click.style(harmless(page.label), bold=True) + f"  {page.key}" * (page.kind is Kind.COUNTRY))
    click.echo(f"{counted(page.documents, 'document')}, {counted(page.mentions, 'mention')}{span}")
    _section("Name variants", [_counted_line(form.mentions, form.text) for form in page.forms])
    roles = [_counted_line(role.documents, f"{role.text}{_between(role.first, role.last)}") for role in page.roles]
    _section("Titles and roles", roles)
    _section("Appears with people", [_counted_line(each.documents, each.label) for each in page.people])
    _section("Appears with countries", [_counted_line(each.documents, each.label) for each in page.countries])
    if page.kind is Kind.PERSON:
        evidence = [f"{each.weight:+7.2f}  {evidence_name(each.name)}" for each in page.evidence]
        _section(confidence_text(page.confidence), evidence or ["         that this is a person"])
    _section("Corrections", [f"         {sentence(each)}" for each in page.corrections])
    same = [f"         {_other(each, page.key).label}: {evidence_text(each.evidence)}" for each in page.suggestions]
    _section("Possible same person", same)
    if page.occurrences:
        click.echo("\nMentions, newest first")
    for each in page.occurrences:
        print_occurrence(each)


def print_corrections(corrections: Sequence[Correction], form: Form) -> None:
    """Print corrections in the order of the file."""
    if print_list(list(map(correction_json, corrections)), form):
        return
    for each in corrections:
        click.echo(harmless(f"{sentence(each)} (by {each.author})" if each.author else sentence(each)))


def print_suggestions(suggestions: Sequence[Suggestion], total: int, form: Form) -> None:
    """Print pairs of possible same persons."""
    if print_list(list(map(suggestion_json, suggestions)), form):
        return
    for each in suggestions:
        click.echo(harmless(f"{_named(each.left)} and {_named(each.right)}: {evidence_text(each.evidence)}"))
    if len(suggestions) < total:
        click.echo(f"{grouped(total - len(suggestions))} more; print them with --limit {total}.", err=True)


def sentence(correction: Correction) -> str:
    """Return a correction as a sentence."""
    names = [f"“{name}”" for name in correction_names(correction)]
    match correction.action:
        case Action.MERGE:
            shown = f", shown as “{correction.shown}”" if correction.shown else ""
            return f"{' and '.join(names)} are one person{shown}."
        case Action.SPLIT:
            return f"{' and '.join(names)} are different people."
        case Action.RENAME:
            return f"{names[0]} is shown as “{correction.shown}”."
        case Action.HIDE_ROLE:
            return f"“{correction.shown}” is no title or role of {names[0]}."
        case Action.HIDE:
            return f"{names[0]} is hidden{f' in {correction.path}' if correction.path else ''}."


def print_occurrence(each: Occurrence) -> None:
    """Print one mention in context, the mention in bold."""
    notes = [" (uncertain)"] * each.ambiguous + [" (dateline)"] * each.dateline
    click.echo(f"{each.date or '    –     '}  {harmless(each.title)}{''.join(notes)}")
    click.echo(click.style(f"            {harmless(each.path)}  {each.doc_id}", dim=True))
    click.echo(f"            {with_bold(each.snippet.text, each.snippet.hits)}")


def _section(title: str, lines: Sequence[str]) -> None:
    """Print a heading and its lines; nothing if there are no lines."""
    if not lines:
        return
    click.echo(f"\n{title}")
    for line in lines[:_MAX_LINES]:
        click.echo(harmless(line))
    if len(lines) > _MAX_LINES:
        click.echo(f"         … and {grouped(len(lines) - _MAX_LINES)} more; --json prints all")


def _named(facet: Facet) -> str:
    return f"{facet.label} ({grouped(facet.documents)})"


def _other(suggestion: Suggestion, key: str) -> Facet:
    return suggestion.right if suggestion.left.key == key else suggestion.left


def _counted_line(number: int, text: str) -> str:
    return f"{grouped(number):>7}  {text}"


def _between(first: dt.date | None, last: dt.date | None) -> str:
    if first is None:
        return ""
    return f"  ({_date(first)})" if first == last else f"  ({_date(first)} to {_date(last)})"


def _date(date: dt.date | None) -> str:
    return date.isoformat() if date else ""
