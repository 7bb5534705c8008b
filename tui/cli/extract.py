"""`pressroom entities`: the people and countries of texts outside any library."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO

import click

from corpus.extraction.countries.lookup import country_name
from corpus.extraction.extract import Explanation, explain, extract
from corpus.model.document import Entities, Span
from corpus.model.errors import UnreadableFile
from corpus.text.encoding import decode
from corpus.text.sanitize import clean_line
from tui.cli.streams import json_text, print_json
from tui.text.country_evidence import country_evidence_text
from tui.text.reasons import reason_text
from tui.text.sentences import CommandError


def run(files: Sequence[Path], form: str) -> int:
    """Print the entities of each file and return the exit code.

    Args:
        files: The files; "-" or no file means standard input.
        form: "json", "jsonl" or "" for text.

    Raises:
        CommandError: A file cannot be read, or a line is not valid input for `--jsonl`.

    """
    found = False
    for name in files or (Path("-"),):
        if form == "jsonl":
            found |= _lines(name)
            continue
        entities = extract(_text(name))
        found |= bool(entities.people or entities.countries)
        if form == "json":
            print_json(entities_json(entities))
        else:
            _print(entities)
    return 0 if found else 1


def entities_json(entities: Entities) -> dict[str, Any]:
    """Return entities as JSON values; offsets are code points of the text."""
    return {
        "people": [
            {
                "name": person.name,
                "aliases": list(person.aliases),
                "roles": list(person.roles),
                "mentions": [list(span) for span in person.mentions],
            }
            for person in entities.people
        ],
        "countries": [
            {
                "code": country.code,
                "name": country.name,
                "mentions": [list(span) for span in country.mentions],
                **({"ambiguous": True} if country.ambiguous else {}),
                **({"dateline": True} if country.dateline_only else {}),
            }
            for country in entities.countries
        ],
    }


def explain_files(files: Sequence[Path], *, as_json: bool) -> int:
    """Print why each candidate of each text was accepted or rejected, and return the exit code.

    Raises:
        CommandError: A file cannot be read.

    """
    found = False
    for name in files or (Path("-"),):
        text = _text(name)
        explanation = explain(text)
        found |= bool(explanation.people or explanation.countries)
        if as_json:
            print_json(_explanation_json(explanation))
        else:
            _print_explanation(text, explanation)
    return 0 if found else 1


def _explanation_json(explanation: Explanation) -> dict[str, Any]:
    """Return every candidate with its evidence as JSON values; weights are log-odds, positive for a person."""
    return {
        "people": [
            {
                "text": each.surface,
                "mention": list(each.span),
                "accepted": each.accepted,
                "decided_by": each.reason.value,
                "score": each.score,
                "evidence": [{"name": one.name, "weight": one.weight} for one in each.evidence],
            }
            for each in explanation.people
        ],
        "countries": [
            {
                "text": each.surface,
                "mention": list(each.span),
                "code": each.code,
                "decision": each.decision.value,
                "for": list(map(country_evidence_text, each.supports)),
                "against": list(map(country_evidence_text, each.objections)),
                **({"dateline": True} if each.in_dateline else {}),
            }
            for each in explanation.countries
        ],
    }


def _print_explanation(text: str, explanation: Explanation) -> None:
    """Print people, then countries, in the order of the text: a line per candidate, with its evidence below."""
    for person in explanation.people:
        score = f" {person.score:+.2f}" if person.evidence else ""
        _print_candidate("+" if person.accepted else "-", "person", text, person.span, f"{person.reason.value}{score}")
        for one in person.evidence:
            click.echo(f"      {one.weight:+6.2f}  {one.name}")
    for country in explanation.countries:
        sign = {"accepted": "+", "ambiguous": "?"}.get(country.decision.value, "-")
        where = "; in the dateline" if country.in_dateline else ""
        _print_candidate(sign, country.code or "country", text, country.span, country.decision.value + where)
        for reason in country.supports:
            click.echo(f"      for      {clean_line(country_evidence_text(reason))}")
        for reason in country.objections:
            click.echo(f"      against  {clean_line(country_evidence_text(reason))}")


def _print_candidate(sign: str, kind: str, text: str, span: Span, verdict: str) -> None:
    """Print one candidate: accepted (+), rejected (-) or uncertain (?), its offset, and the decision."""
    surface = " ".join(text[span.start : span.end].split())
    click.echo(f"{sign} {kind:<7} {span.start:>6}  {clean_line(surface)}  ({clean_line(verdict)})")


def _lines(name: Path) -> bool:
    """Print the entities of each JSON line; returns whether there was any line."""
    number = 0
    for number, line in enumerate(_stream(name), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text = record["text"]
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise CommandError(f'Line {number} of {name} is not {{"id": …, "text": "…"}}.') from error
        sys.stdout.write(json_text({"id": record.get("id"), **entities_json(extract(text))}) + "\n")
    return number > 0


def _print(entities: Entities) -> None:
    """Print entities as text."""
    for person in entities.people:
        details = "; ".join(filter(None, [", ".join(person.roles), ", ".join(person.aliases)]))
        click.echo(f"person   {len(person.mentions):>4}  {person.name}" + (f"  ({details})" if details else ""))
    for country in entities.countries:
        flags = [("uncertain", country.ambiguous), ("in the dateline only", country.dateline_only)]
        flag = "".join(f"  ({name})" for name, holds in flags if holds)
        click.echo(f"country  {len(country.mentions):>4}  {country.code}  {country_name(country.code)}{flag}")


def _text(name: Path) -> str:
    """Return the text of a file, or of standard input."""
    try:
        return decode(b"".join(_stream(name)))[0]
    except UnreadableFile as error:
        raise CommandError(f"{name} {reason_text(error)}.") from error


def _stream(name: Path) -> Iterator[bytes]:
    """Yield the lines of a file, or of standard input, as bytes."""
    stream: BinaryIO
    reads_input = str(name) == "-"
    if reads_input and sys.stdin is None:
        raise CommandError("Standard input is closed.")
    try:
        with nullcontext(sys.stdin.buffer) if reads_input else name.open("rb") as stream:
            yield from stream
    except OSError as error:
        name = Path("Standard input") if reads_input else name
        raise CommandError(f"{name} cannot be read: {(error.strerror or 'unknown error').lower()}.") from error
