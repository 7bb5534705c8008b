"""The options `--person`, `--country` and `--any-of`, which narrow the queries of a command."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

_QUERIES = {"query", "query2"}
"""The names of the arguments; a second query that is not given stays away."""

Command = TypeVar("Command", bound=Callable[..., Any])

_PERSON = click.option("--person", "people", multiple=True, metavar="NAME", help="Only with this person; repeatable.")
_COUNTRY = click.option(
    "--country", "countries", multiple=True, metavar="NAME", help="Only with this country; repeatable."
)
_ANY_OF = click.option(
    "--any-of", is_flag=True, help="One of the people and one of the countries is enough, instead of all."
)


def name_options(command: Command) -> Command:
    """Add the options to a command, whose arguments `query` and `query2` then contain them."""

    @functools.wraps(command)
    def narrowed(*, people: Sequence[str], countries: Sequence[str], any_of: bool, **options: object) -> object:
        for name in _QUERIES & options.keys() if people or countries else ():
            query = options[name]
            if isinstance(query, str) or name == "query":
                options[name] = with_names(str(query or ""), people, countries, any_of=any_of)
        return command(**options)

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
