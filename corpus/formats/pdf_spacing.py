"""Letter-spaced lines of a PDF, such as "P R E S S  R E L E A S E", which are set so for emphasis."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from corpus.formats.pdf_columns import Span
from corpus.formats.pdf_glyphs import Glyphs

_SPACED = re.compile(r"[^\W_](?: +[^\W_]){3,}")
_WIDEST = 1.2
"""Heights of a letter between two letters of a word; the columns of a table are further apart."""
_WORD_GAP = 1.7
"""How many times the usual gap between letters a gap between words is."""


def is_letter_spaced(text: str) -> bool:
    """Whether a line consists of capitals, each alone."""
    return text[1:2] == " " and text.isupper() and _SPACED.fullmatch(text) is not None


def without_letter_spacing(glyphs: Glyphs, span: Span) -> str:
    """The words of a letter-spaced line, told by the gaps between letters; the line as it is if they are too wide."""
    places = [at for at, char in enumerate(span.text) if char != " "]
    boxes = [glyphs.box(span.start + at) for at in places]
    gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
    usual = median(gaps)
    if not 0 < usual <= _WIDEST * (boxes[0][3] - boxes[0][1]):
        return span.text
    words = [span.text[places[0]]]
    for at, gap in zip(places[1:], gaps, strict=True):
        words.append(f" {span.text[at]}" if gap > _WORD_GAP * usual else span.text[at])
    return "".join(words)
