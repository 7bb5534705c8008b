"""`pressroom entities`: the people and countries of texts outside any library."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from corpus.extraction.countries.lookup import country_name
from corpus.extraction.extract import Explanation, explain, extract, extract_all
from corpus.model.document import Entities
from corpus.model.errors import UnreadableFile
from corpus.text.encoding import decode
from corpus.text.sanitize import clean_line
from index.update.gc_tuning import fewer_gc_passes
from tui.cli.streams import json_text, print_json
from tui.text.country_evidence import country_evidence_text
from tui.text.reasons import reason_text
from tui.text.sentences import CommandError

if TYPE_CHECKING:
    from corpus.extraction.countries.candidate import CountryCandidate
    from corpus.extraction.people.candidate import PersonCandidate

_CHUNK = 1 << 18
"""Bytes of one read of a file: texts enough for two batches. A pipe returns what it holds, which is less."""


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
            _print_explanation(explanation)
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


def _print_explanation(explanation: Explanation) -> None:
    """Print people, then countries, in the order of the text: a line per candidate, with its evidence below."""
    for person in explanation.people:
        score = f" {person.score:+.2f}" if person.evidence else ""
        _print_candidate("+" if person.accepted else "-", "person", person, f"{person.reason.value}{score}")
        for one in person.evidence:
            click.echo(f"      {one.weight:+6.2f}  {one.name}")
    for country in explanation.countries:
        sign = {"accepted": "+", "ambiguous": "?"}.get(country.decision.value, "-")
        where = "; in the dateline" if country.in_dateline else ""
        _print_candidate(sign, country.code or "country", country, country.decision.value + where)
        for reason in country.supports:
            click.echo(f"      for      {clean_line(country_evidence_text(reason))}")
        for reason in country.objections:
            click.echo(f"      against  {clean_line(country_evidence_text(reason))}")


def _print_candidate(sign: str, kind: str, candidate: PersonCandidate | CountryCandidate, verdict: str) -> None:
    """Print one candidate: accepted (+), rejected (-) or uncertain (?), its offset, and the decision."""
    surface = " ".join(candidate.surface.split())
    click.echo(f"{sign} {kind:<7} {candidate.span.start:>6}  {clean_line(surface)}  ({clean_line(verdict)})")


def _lines(name: Path) -> bool:
    """Print the entities of each JSON line; returns whether there was any line.

    Lines that arrive together are extracted together, which is faster; each answer is printed before the next read, so
    that a program may wait for it.
    """
    number = 0
    with fewer_gc_passes():
        for lines in _line_groups(name):
            records, fault = _records(name, lines, number)
            found = extract_all(record["text"] for record in records)
            for record, entities in zip(records, found, strict=True):
                sys.stdout.write(json_text({"id": record.get("id"), **entities_json(entities)}) + "\n")
            sys.stdout.flush()
            if fault is not None:
                raise fault
            number += len(lines)
    return number > 0


def _records(name: Path, lines: Sequence[bytes], before: int) -> tuple[list[dict[str, Any]], CommandError | None]:
    """Return the records of lines up to the first invalid one, and the error about that.

    Args:
        name: The file.
        lines: The lines.
        before: The number of lines before them.

    """
    records: list[dict[str, Any]] = []
    for number, line in enumerate(lines, before + 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record["text"], str):
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError):
            return records, CommandError(f'Line {number} of {name} is not {{"id": …, "text": "…"}}.')
        records.append(record)
    return records, None


def _line_groups(name: Path) -> Iterator[list[bytes]]:
    """Yield the lines of a file or of standard input, as many together as one read returns."""
    begun: list[bytes] = []
    for chunk in _stream(name):
        *lines, last = chunk.split(b"\n")
        if lines:
            lines[0] = b"".join([*begun, lines[0]])
            begun = []
            yield lines
        begun.append(last)
    if rest := b"".join(begun):
        yield [rest]


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
    """Yield what each read of a file, or of standard input, returns: of a pipe what has arrived."""
    stream: io.BufferedReader
    reads_input = str(name) == "-"
    if reads_input and sys.stdin is None:
        raise CommandError("Standard input is closed.")
    try:
        with nullcontext(cast(io.BufferedReader, sys.stdin.buffer)) if reads_input else name.open("rb") as stream:
            yield from iter(partial(stream.read1, _CHUNK), b"")
    except OSError as error:
        name = Path("Standard input") if reads_input else name
        raise CommandError(f"{name} cannot be read: {(error.strerror or 'unknown error').lower()}.") from error
