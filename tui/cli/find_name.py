"""Finds the person or country that a command names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.model.protocol import CommandLibrary
    from index.model.query import Kind


def find_name(library: CommandLibrary, name: str, kind: str | None = None) -> tuple[Kind, str]:
    """Return kind and key of a person or country by any of its names: of a country if both have it.

    Args:
        library: The library.
        name: The name as written.
        kind: "person" or "country"; None for either.

    Raises:
        EntityNotFound: There is no such name.

    """
    from index.model.errors import EntityNotFound
    from index.model.query import Kind

    if kind is None:
        try:
            return Kind.COUNTRY, library.find(Kind.COUNTRY, name)
        except EntityNotFound:
            kind = "person"
    return Kind(kind), library.find(Kind(kind), name)
