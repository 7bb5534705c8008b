"""What the office formats share: document properties, and the draft of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.formats.layout import Layout
from corpus.formats.source import Draft
from corpus.formats.xml import local
from corpus.model.date_source import DateSource
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


def office_draft(
    layout: Layout, properties: Properties, heading: str = "", kind: str = "", pages: tuple[str, ...] = ()
) -> Draft:
    """Return the draft of a document.

    The stored title is used only where the text agrees with it: templates and copied files keep the titles of other
    documents. The date of creation counts after all others.

    Args:
        layout: Its text, and what is not in it.
        properties: Its properties.
        heading: The text of its title paragraph or first heading.
        kind: Its format, where the registry does not tell it.
        pages: The text page by page, instead of that of the layout.

    """
    text = "\n".join(pages) if pages else layout.text
    return Draft(
        layout.text,
        properties.title if agrees_with_text(properties.title, text) else heading,
        parse_date(properties.created),
        DateSource.CREATION,
        metadata=(("author", properties.author),) if properties.author else (),
        kind=kind,
        pages=pages,
        blocks=layout.blocks,
        omissions=layout.omissions,
    )


def agrees_with_text(title: str, text: str) -> bool:
    """Return whether the opening of a text has most words of a title."""
    words = {word[:_STEM] for word in _WORD.findall(fold(title))}
    opening = {word[:_STEM] for word in _WORD.findall(fold(text[:_OPENING]))}
    return bool(words) and len(words & opening) >= _AGREEING * len(words)
