"""The title of a PDF: from its text, because its properties are often those of a template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from corpus.formats.pdf_layout import Block, text_of
from corpus.text.titles import LONGEST_HEADLINE, is_furniture, title_from_text

_LARGER = 1.15
"""Type that is so much larger than that of the text is a heading's."""
_BLOCKS = 12
"""Blocks at the beginning of a document that may be its title."""
_FEWEST_WORDS = 3
"""Words of a document property that cannot stand in the text by chance."""
_REACH = 400
"""Characters of a block that are compared with a property."""
_FEWEST_PAGES, _NEARLY_ALL = 3, 0.8
_LONG_WORD = 8
"""Characters of a word that can be a title by itself."""
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def title_of(pages: Sequence[Sequence[Block]], property_title: str) -> str:
    """Return the title of a document, where it is not simply the beginning of the text; "" otherwise.

    It is in larger type than the text, or in the document's properties, or below a running head.

    Args:
        pages: The blocks of each page.
        property_title: The title in the document's properties, which is believed only where it is in the text.

    """
    first = next((page for page in pages if any(not is_furniture(block.text) for block in page)), ())
    beginning = list(islice(first, _BLOCKS))
    if _is_in_text(property_title, beginning):
        return " ".join(property_title.split())
    usual = _usual_size(pages)
    headings = [block for block in beginning if block.size > _LARGER * usual and _is_title(block.text)]
    # of type of the same size, up to rounding, the first
    if largest := max(headings, key=lambda block: round(block.size), default=None):
        return " ".join(largest.text.split())
    if not _begins_with_running_head(pages):
        return ""
    return title_from_text(text_of(beginning[1:]), "")[0] if any(_is_title(each.text) for each in beginning[1:]) else ""


def _begins_with_running_head(pages: Sequence[Sequence[Block]]) -> bool:
    """Whether the first line is at the head of nearly all of the pages; two pages must have the same foot, too."""
    heads = [_NUMBER.sub("#", page[0].text) for page in pages if page]
    if len(heads) < _FEWEST_PAGES:
        feet = {_NUMBER.sub("#", page[-1].text) for page in pages if page}
        return len(heads) > 1 and len({*heads}) == len(feet) == 1 and {*heads} != feet
    return heads.count(heads[0]) > _NEARLY_ALL * len(heads)


def _is_title(text: str) -> bool:
    """Whether a block in larger type can be a title."""
    line = " ".join(text.split())
    if not _LETTERS.search(line) or len(line) > LONGEST_HEADLINE or is_furniture(line):
        return False
    return " " in line or len(line) >= _LONG_WORD


def _is_in_text(title: str, blocks: Sequence[Block]) -> bool:
    """Whether a title, without case and punctuation, is in one of the blocks, or is a whole one."""
    words = _WORD.findall(title.casefold())
    if not words or is_furniture(title) or len(title) > LONGEST_HEADLINE:
        return False
    wanted = f" {' '.join(words)} "
    texts = [f" {' '.join(_WORD.findall(block.text[:_REACH].casefold()))} " for block in blocks]
    return wanted in texts or (len(words) >= _FEWEST_WORDS and any(wanted in text for text in texts))


def _usual_size(pages: Sequence[Sequence[Block]]) -> float:
    """The height of the type of most of the text, in points."""
    sizes: Counter[int] = Counter()
    for page in pages:
        for block in page:
            sizes[round(2 * block.size)] += len(block.text)
    return sizes.most_common(1)[0][0] / 2 if sizes else 0.0
