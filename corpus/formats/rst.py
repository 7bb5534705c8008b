"""reStructuredText: the visible text, without markup. Nothing is included and no directive executed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from docutils.utils import SystemMessage

from corpus.formats.fields import DATE, lower_keys, pick, pick_date
from corpus.formats.rst_parser import parse
from corpus.formats.source import Draft, Source

_PUNCTUATION_LINE = re.compile(r"[!-/:-@\[-`{-~]{3,}\Z")
_MARKS = "*`|_"
"""What inline markup consists of."""
_MOST_MARKS = 100_000
"""Docutils takes 0.1 ms for each."""

_BLOCKS = (nodes.paragraph, nodes.literal_block, nodes.doctest_block, nodes.math_block, nodes.line, nodes.term,
           nodes.caption, nodes.attribution, nodes.rubric)  # fmt: skip
_HEADINGS = (nodes.title, nodes.subtitle)


def read_rst(source: Source) -> Iterator[Draft]:
    """Yield the one document of the file; a text that docutils cannot parse, or not in time, is read as plain text.

    Raises:
        UnreadableFile: It is not text, or exceeds the limit.

    """
    text = source.text()
    yield _draft(text) or Draft(text)


def _draft(text: str) -> Draft | None:
    """The text as docutils parses it; None if it cannot."""
    if sum(map(text.count, _MARKS)) > _MOST_MARKS:
        return None
    try:
        tree = parse(text)
    except (SystemMessage, ValueError, RecursionError, AttributeError, IndexError, AssertionError, NotImplementedError):
        return None
    title = str(tree.get("title", ""))
    fields: dict[object, object] = {}
    for info in tree.findall(nodes.docinfo):
        for each in info.children:
            fields[getattr(each, "tagname", "")] = each.astext()
    named = lower_keys(fields)
    blocks = [
        each.astext()
        for each in tree.findall()
        if isinstance(each, _BLOCKS) or (isinstance(each, _HEADINGS) and not isinstance(each.parent, nodes.document))
    ]
    body = "\n\n".join(block for block in blocks if block.strip() and not _PUNCTUATION_LINE.match(block))
    author = pick(named, ("author", "authors"))
    date, source = pick_date({name: named.get(name) for name in DATE})
    return Draft(body or text, title, date, source, metadata=(("author", author),) if author else ())
