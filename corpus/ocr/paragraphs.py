"""Recognized lines joined to paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.tokens.hyphens import HYPHENS, Dehyphenator

_FULL = 0.7
"""The part of the longest line's length that a line has which the page's width ended."""
_BLANK = re.compile(r"\n[ \t]*\n")
_ITEM = re.compile(r"[•*–—\-·]\s|\(?\w{1,3}[.)]\s")


def with_joined_lines(page: str, hyphens: Dehyphenator) -> str:
    """Return the text of a page with the lines of each paragraph, which blank lines part, on one line."""
    paragraphs = [paragraph.strip() for paragraph in _BLANK.split(page.strip())]
    return "\n\n".join(_joined(paragraph, hyphens) for paragraph in paragraphs if paragraph)


def _joined(paragraph: str, hyphens: Dehyphenator) -> str:
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    longest = max(map(len, lines))
    text = lines[0]
    for above, line in pairwise(lines):
        if above[-1] in HYPHENS and above[-2:-1].isalnum() and line[0].isalnum():
            text = text + line if hyphens.keeps_hyphen(text[-80:-1], line) else text[:-1] + line
        elif len(above) < _FULL * longest or _ITEM.match(line):
            text = f"{text}\n{line}"
        else:
            text = f"{text} {line}"
    return text
