"""What the office formats share: document properties, and the draft of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.formats.layout import Layout
from corpus.formats.source import Draft
from corpus.formats.xml import local
from corpus.text.dates import parse_date
from corpus.text.folding import fold

CELL_SEPARATOR = "\t"
_OPENING = 3000
"""Characters at the start of a text in which the words of its title occur."""
_WORD = re.compile(r"\w{3,}")
_STEM = 5
"""Characters by which two forms of a word are compared: "Minister" and "ministers"."""
_AGREEING = 0.5
"""The least share of a title's words that occur in the opening of the text."""


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties that an office program stores with a document; any may come from a template."""

    title: str = ""
    author: str = ""
    created: str = ""
    """When the file was created, as stored."""


def find_properties(root: Any, names: Mapping[str, str]) -> Properties:  # noqa: ANN401 -- lxml has no types
    """Return the properties in an XML part.

    Args:
        root: The part, or None.
        names: The local names of elements, each with its field of `Properties`; of those of one field the first counts.

    """
    found: dict[str, str] = {}
    for each in root.iter() if root is not None else ():
        field = names.get(local(each))
        if field and (value := (each.text or "").strip()):
            found.setdefault(field, value)
    return Properties(**found)


def office_draft(layout: Layout, properties: Properties, heading: str = "", kind: str = "") -> Draft:
    """Return the draft of a document with blocks.

    Args:
        layout: Its text.
        properties: Its properties.
        heading: The text of its title paragraph or first heading.
        kind: Its format, where the registry does not tell it.

    """
    return Draft(
        layout.text,
        document_title(properties.title, heading, layout.text),
        metadata=office_metadata(properties),
        kind=kind,
        blocks=layout.blocks,
        omissions=layout.omissions,
        fallback_date=parse_date(properties.created),
    )


def office_metadata(properties: Properties) -> tuple[tuple[str, str], ...]:
    """Return the metadata fields that are not empty."""
    return (("author", properties.author),) if properties.author else ()


def document_title(stored: str, heading: str, text: str) -> str:
    """Return the stored title where the text agrees with it, else the heading.

    Templates and copied files keep the titles of other documents.
    """
    return stored if agrees_with_text(stored, text) else heading


def agrees_with_text(title: str, text: str) -> bool:
    """Return whether the opening of a text has most words of a title."""
    words = {word[:_STEM] for word in _WORD.findall(fold(title))}
    opening = {word[:_STEM] for word in _WORD.findall(fold(text[:_OPENING]))}
    return bool(words) and len(words & opening) >= _AGREEING * len(words)
