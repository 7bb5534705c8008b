"""The options `--person`, `--country` and `--any-of`, which narrow the query of a command."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_PERSON = click.option("--person", "people", multiple=True, metavar="NAME", help="Only with this person; repeatable.")
_COUNTRY = click.option(
    "--country", "countries", multiple=True, metavar="NAME", help="Only with this country; repeatable."
)
_ANY_OF = click.option(
    "--any-of", is_flag=True, help="One of the people and one of the countries is enough, instead of all."
)


def name_options(command: Command) -> Command:
    """Add the options to a command, whose argument `query` then contains them."""

    @functools.wraps(command)
    def narrowed(
        *, query: str, people: Sequence[str], countries: Sequence[str], any_of: bool, **others: object
    ) -> object:
        return command(query=with_names(query, people, countries, any_of=any_of), **others)

    return _PERSON(_COUNTRY(_ANY_OF(narrowed)))  # type: ignore[return-value]


def with_names(query: str, people: Sequence[str], countries: Sequence[str], *, any_of: bool) -> str:
    """Return a query that also asks for people and countries.

    Args:
        query: The query; empty for all documents.
        people: Names of people.
        countries: Names or codes of countries.
        any_of: Whether one of the people and one of the countries is enough.

    """
    parts = [_terms("person", people, any_of=any_of), _terms("country", countries, any_of=any_of)]
    if not any(parts):
        return query
    return " ".join(filter(None, [f"({query})" if query.strip() else "", *parts]))


def _terms(field: str, names: Sequence[str], *, any_of: bool) -> str:
    terms = [f'{field}:"{name.replace(chr(34), " ")}"' for name in names]
    return f"({' OR '.join(terms)})" if any_of and len(terms) > 1 else " ".join(terms)
