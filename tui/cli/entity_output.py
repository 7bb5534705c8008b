"""What the command line prints of one person or country, of corrections and of suggestions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click

from corpus.extraction.countries.lookup import country_name
from index.model.entity import Action, Correction, EntityPage, Occurrence, Suggestion
from index.model.query import Facet, Kind
from tui.cli.streams import print_json
from tui.text.same_person import evidence_text
from tui.text.sanitize import harmless

_SHOWN = 8
"""Forms, roles and company printed for people; JSON has all."""


def print_page(page: EntityPage, *, as_json: bool) -> None:
    """All that is known of one person or country."""
    if as_json:
        print_json(page_json(page))
        return
    span = f", {_date(page.first)} to {_date(page.last)}" if page.first else ""
    click.echo(click.style(page.label, bold=True) + f"  {page.key}" * (page.kind is Kind.COUNTRY))
    click.echo(f"{_count(page.documents, 'document')}, {_count(page.mentions, 'mention')}{span}")
    _section("Written", [f"{form.mentions:>7,}  {form.text}" for form in page.forms])
    _section(
        "Roles",
        [f"{role.documents:>7,}  {role.text}{_between(role.first, role.last)}" for role in page.roles],
    )
    _section("With", [f"{each.documents:>7,}  {each.label}" for each in page.people])
    _section("Countries", [f"{each.documents:>7,}  {each.label}" for each in page.countries])
    _section("Corrections", [f"         {sentence(each)}" for each in page.corrections])
    same = [f"         {_other(each, page.key).label}: {evidence_text(each.evidence)}" for each in page.suggestions]
    _section("May be the same", same)
    if page.occurrences:
        click.echo("\nMentions, newest first")
    for each in page.occurrences:
        _print_occurrence(each)


def print_corrections(corrections: Sequence[Correction], *, as_json: bool) -> None:
    """Corrections in the order of the file."""
    if as_json:
        print_json([correction_json(each) for each in corrections])
        return
    for each in corrections:
        click.echo(sentence(each))


def print_suggestions(suggestions: Sequence[Suggestion], total: int, *, as_json: bool) -> None:
    """People who may be one."""
    if as_json:
        print_json([suggestion_json(each) for each in suggestions])
        return
    for each in suggestions:
        click.echo(f"{_named(each.left)} and {_named(each.right)}: {evidence_text(each.evidence)}")
    if len(suggestions) < total:
        click.echo(f"{total - len(suggestions):,} more with --limit.", err=True)


def sentence(correction: Correction) -> str:
    """A correction as said to a person."""
    names = [f"“{country_name(name) if correction.kind is Kind.COUNTRY else name}”" for name in correction.names]
    match correction.action:
        case Action.MERGE:
            shown = f", shown as “{correction.shown}”" if correction.shown else ""
            return f"{' and '.join(names)} are one person{shown}."
        case Action.SPLIT:
            return f"{' and '.join(names)} are different people."
        case Action.RENAME:
            return f"{names[0]} is shown as “{correction.shown}”."
        case Action.HIDE:
            return f"{names[0]} is hidden{f' in {correction.path}' if correction.path else ''}."


def page_json(page: EntityPage) -> dict[str, Any]:
    """A page as JSON."""
    return {
        "kind": page.kind.value,
        "key": page.key,
        "name": page.label,
        "documents": page.documents,
        "mentions": page.mentions,
        "first": _iso(page.first),
        "last": _iso(page.last),
        "forms": [{"text": form.text, "mentions": form.mentions, "documents": form.documents} for form in page.forms],
        "roles": [
            {"text": role.text, "documents": role.documents, "first": _iso(role.first), "last": _iso(role.last)}
            for role in page.roles
        ],
        "people": [{"name": each.label, "documents": each.documents} for each in page.people],
        "countries": [
            {"code": each.key, "name": each.label, "documents": each.documents} for each in page.countries
        ],
        "occurrences": [
            {
                "id": each.doc_id, "path": each.path, "title": each.title, "date": _iso(each.date),
                "at": list(each.at), "snippet": each.snippet.text, "ambiguous": each.ambiguous,
                "dateline": each.dateline,
            }
            for each in page.occurrences
        ],
        "corrections": [correction_json(each) for each in page.corrections],
        "suggestions": [suggestion_json(each) for each in page.suggestions],
    }  # fmt: skip


def correction_json(correction: Correction) -> dict[str, Any]:
    """A correction as JSON."""
    return {
        "action": correction.action.value,
        "kind": correction.kind.value,
        "names": list(correction.names),
        "as": correction.shown or None,
        "in": correction.path or None,
    }


def suggestion_json(suggestion: Suggestion) -> dict[str, Any]:
    """A suggestion as JSON."""
    return {
        "left": {"name": suggestion.left.label, "documents": suggestion.left.documents},
        "right": {"name": suggestion.right.label, "documents": suggestion.right.documents},
        "reason": evidence_text(suggestion.evidence),
    }


def _print_occurrence(each: Occurrence) -> None:
    """One mention in its context, the mention in bold."""
    notes = [" (ambiguous)"] * each.ambiguous + [" (dateline)"] * each.dateline
    click.echo(f"{each.date or '    –     '}  {each.title}{''.join(notes)}")
    click.echo(click.style(f"            {harmless(each.path)}  {each.doc_id}", dim=True))
    text, at = each.snippet.text, 0
    parts = []
    for start, end in each.snippet.hits:
        parts += [text[at:start], click.style(text[start:end], bold=True)]
        at = end
    click.echo(f"            {''.join(parts)}{text[at:]}")


def _section(title: str, lines: Sequence[str]) -> None:
    """A heading with some lines, where there are any."""
    if not lines:
        return
    click.echo(f"\n{title}")
    for line in lines[:_SHOWN]:
        click.echo(line)
    if len(lines) > _SHOWN:
        click.echo(f"         … and {len(lines) - _SHOWN:,} more; --json has them all")


def _named(facet: Facet) -> str:
    return f"{facet.label} ({facet.documents:,})"


def _other(suggestion: Suggestion, key: str) -> Facet:
    return suggestion.right if suggestion.left.key == key else suggestion.left


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _between(first: dt.date | None, last: dt.date | None) -> str:
    if first is None:
        return ""
    return f"  ({_date(first)})" if first == last else f"  ({_date(first)} to {_date(last)})"


def _date(date: dt.date | None) -> str:
    return date.isoformat() if date else ""


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None
