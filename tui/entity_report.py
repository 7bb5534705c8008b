"""`pressroom entities`: the people and countries of texts that belong to no library."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click

from corpus import CorpusError, Entities, UnreadableFile, country_name, decode, extract


def run(files: Sequence[Path], form: str) -> int:
    """Print the entities of each file, or of standard input; returns the exit code.

    Args:
        files: "-" and no file at all mean standard input.
        form: "json", "jsonl" or "" for people.

    Raises:
        CorpusError: a file cannot be read, or a line is not what `--jsonl` takes.

    """
    found = False
    for name in files or (Path("-"),):
        if form == "jsonl":
            found |= _lines(name)
            continue
        entities = extract(_text(name))
        found |= bool(entities.people or entities.countries)
        if form == "json":
            click.echo(json.dumps(entities_json(entities), ensure_ascii=False))
        else:
            _print(entities)
    return 0 if found else 1


def entities_json(entities: Entities) -> dict[str, Any]:
    """Entities as the JSON that scripts rely on; offsets are code points of the text given."""
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
            }
            for country in entities.countries
        ],
    }


def _lines(name: Path) -> bool:
    """Entities of each JSON line; whether there was one."""
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
            raise CorpusError(f'Line {number} of {name} is not {{"id": …, "text": "…"}}.') from error
        sys.stdout.write(
            json.dumps({"id": record.get("id"), **entities_json(extract(text))}, ensure_ascii=False) + "\n"
        )
    return number > 0


def _print(entities: Entities) -> None:
    """Entities as read by a person."""
    for person in entities.people:
        details = "; ".join(filter(None, [", ".join(person.roles), ", ".join(person.aliases)]))
        click.echo(f"person   {len(person.mentions):>4}  {person.name}" + (f"  ({details})" if details else ""))
    for country in entities.countries:
        mark = "  (ambiguous)" if country.ambiguous else ""
        click.echo(f"country  {len(country.mentions):>4}  {country.code}  {country_name(country.code)}{mark}")


def _text(name: Path) -> str:
    """The text of a file, or of standard input."""
    try:
        return decode(b"".join(_stream(name)))[0]
    except UnreadableFile as error:
        raise CorpusError(f"{name} {error}.") from error


def _stream(name: Path) -> Iterator[bytes]:
    """The lines of a file, or of standard input."""
    stream: BinaryIO
    if str(name) == "-":
        yield from sys.stdin.buffer
        return
    try:
        with name.open("rb") as stream:
            yield from stream
    except OSError as error:
        raise CorpusError(f"{name} cannot be read: {(error.strerror or 'unknown error').lower()}.") from error
