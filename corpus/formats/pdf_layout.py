"""Lines of a PDF page put together to blocks of text: paragraphs, headings, items of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.pdf_text import Line
from corpus.tokens.hyphens import HYPHENS, Dehyphenator

_GAP = 1.35
"""Line pitches of one block: at a larger one, a new block begins."""
_WIDEST_PITCH = 2.7
"""Heights of the font: lines further apart are never one paragraph, not even in a text with double spacing."""
_SAME_SIZE = 1.15
_FEWEST_LINES = 5
"""Lines of a page from which the usual pitch can be told."""
_BEGINS_ITEM = re.compile(r"[•*–—\-·◦▪]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,4})[.)]\s")
_GOES_ON = re.compile(r"\w|[,\"'“‘«(\[]")
_RUNNING_TEXT = re.compile(r"[a-zß-ɏ]{2} [a-zß-ɏ]{2}")
_STOPS, _CLOSING = frozenset(".!?:;"), "\"'”’»)]"
_PUNCTUATION = re.compile(r"[.,;:!?)\]”’»]")


@dataclass(slots=True)
class Block:
    """Lines of one size close to each other."""

    text: str
    size: float
    """The height of the font, in points."""


def blocks_of(lines: list[Line], hyphens: Dehyphenator) -> list[Block]:
    """The blocks of a page, their lines joined where only the width of the page parted them."""
    if not lines:
        return []
    pitch = _usual_pitch(lines)
    widest = _GAP * pitch
    group = [lines[0]]
    groups = [group]
    for above, line in pairwise(lines):
        if above.upright and line.upright and _is_next(above, line, widest):
            group.append(line)
        elif _is_new_block(above, line):
            group = [line]
            groups.append(group)
        else:
            group.append(line)
    return [Block(_joined(group, hyphens), _size(group)) for group in groups]


def text_of(blocks: list[Block]) -> str:
    """The text of a page, its blocks parted by blank lines."""
    return "\n\n".join(block.text for block in blocks)


def _usual_pitch(lines: list[Line]) -> float:
    """The distance from one line of running text to the next, in points."""
    pitches = [above.bottom - line.bottom for above, line in pairwise(lines)]
    size = median([line.size for line in lines])
    downwards = [pitch for pitch in pitches if pitch > 0.5 * size]
    usual = median(downwards) if downwards else 0.0
    return usual if len(downwards) >= _FEWEST_LINES else min(usual, 1.2 * size)


def _size(group: list[Line]) -> float:
    """The size of a block's text: that of most of its characters, roughly."""
    return group[0].size if len(group) == 1 else max(group, key=lambda line: len(line.text)).size


def _is_beside(above: Line, line: Line) -> bool:
    """Whether a line goes on to the right of the one before it, at the same height."""
    overlap = min(above.top, line.top) - max(above.bottom, line.bottom)
    return overlap > 0.5 * min(above.size, line.size) and line.left >= above.right - 0.1 * line.size


def _is_drop_cap(above: Line, line: Line) -> bool:
    """Whether the line before is one large letter that the line goes on from."""
    return len(above.text) == 1 and above.text.isupper() and above.size > 1.8 * line.size and line.text[0].islower()


def _is_next(above: Line, line: Line, widest: float) -> bool:
    """Whether a line is the next one of a block.

    Args:
        above: The line before.
        line: The line.
        widest: The largest distance between two lines of a block, in points.

    """
    size = line.size
    return 0.5 * size < above.bottom - line.bottom <= widest and size < _SAME_SIZE * above.size < _SAME_SIZE**2 * size


def _is_new_block(above: Line, line: Line) -> bool:
    """Whether a line that is not simply the next one of a block begins a new one."""
    if not (above.upright and line.upright):
        return True
    if _is_drop_cap(above, line) or _is_beside(above, line):
        return False
    if not 1 / _SAME_SIZE < above.size / line.size < _SAME_SIZE:
        return True
    # a sentence that goes on after a wide space, or at the head of the next column
    near = above.bottom - line.bottom < _WIDEST_PITCH * line.size
    return not (near and line.text[0].islower() and (above.text[-1] in ",-" or above.text[-1].islower()))


def _joined(group: list[Line], hyphens: Dehyphenator) -> str:
    """The lines of a block as text."""
    if len(group) == 1:
        return group[0].text
    edge = max([line.right for line in group])
    text = group[0].text
    for above, line in pairwise(group):
        if above.bottom - line.bottom > 0.5 * line.size and text[-1] not in HYPHENS:
            text += (" " if _is_wrapped(above, line, edge) else "\n") + line.text
        else:
            text = _append(text, above, line, edge, hyphens)
    return text


def _append(text: str, above: Line, line: Line, edge: float, hyphens: Dehyphenator) -> str:
    """A block's text so far and a line that hyphens, its size or its place join to it.

    Args:
        text: The block's text so far.
        above: The line that the text ends with.
        line: The next line.
        edge: The right edge of the block, in points.
        hyphens: The hyphens of the document.

    """
    if _is_drop_cap(above, line):
        return text + line.text
    if _is_beside(above, line):
        touches = line.left - above.right < 0.15 * line.size or _PUNCTUATION.match(line.text)
        return text + line.text if touches else f"{text} {line.text}"
    if text[-1] in HYPHENS and text[-2:-1].isalnum() and line.text[0].isalnum():
        kept = hyphens.keeps_hyphen(text[-80:-1], line.text)
        return text + line.text if kept else text[:-1] + line.text
    return f"{text} {line.text}" if _is_wrapped(above, line, edge) else f"{text}\n{line.text}"


def _is_wrapped(above: Line, line: Line, edge: float) -> bool:
    """Whether a line ends because the page does, not because its author ended it."""
    ends_sentence = above.text.rstrip(_CLOSING)[-1:] in _STOPS
    if line.text[0].islower():
        return not (ends_sentence or _BEGINS_ITEM.match(line.text))
    if not _GOES_ON.match(line.text) or _BEGINS_ITEM.match(line.text):
        return False
    letter_width = (above.right - above.left) / len(above.text)
    first_word = line.text.partition(" ")[0]
    if above.right + letter_width * (len(first_word) + 1) < edge - letter_width:
        return False  # the first word of the next line had room
    if ends_sentence:
        return (
            bool(_RUNNING_TEXT.search(above.text)) and len(above.text) > 40 and line.left <= above.left + letter_width
        )
    return above.text[-1].islower() or above.text[-1] in "," or bool(_RUNNING_TEXT.search(above.text))
