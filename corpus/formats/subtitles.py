"""Subtitles (SubRip, WebVTT): what is said, without numbers and times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.formats.html_fragment import html_text
from corpus.formats.source import Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_TIMES = re.compile(r"(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}.*")
_BLOCK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_STYLE = re.compile(r"\{\\[^}]{0,100}\}|</?[bciuv](?:[.\s][^<>]{0,100})?>")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？]['\"”’»)]*\Z")


def read_subtitles(source: Source) -> Iterator[Draft]:
    """Yield the one document of a file of subtitles, a paragraph for each run of subtitles that ends a sentence.

    Raises:
        UnreadableFile: It is over the limit, not text, or has no subtitles.

    """
    text = source.text().replace("\r\n", "\n").replace("\r", "\n")
    paragraphs: list[str] = []
    is_open = False
    for block in _BLOCK.split(text):
        spoken = _spoken(block)
        if spoken and is_open:
            paragraphs[-1] += f" {spoken}"
        elif spoken:
            paragraphs.append(spoken)
        is_open = bool(spoken and not _ENDS_SENTENCE.search(spoken))
    if not paragraphs:
        raise UnreadableFile(Reason.NO_TEXT)
    yield Draft("\n\n".join(paragraphs))


def _spoken(block: str) -> str:
    """The lines after the times of a block on one line; "" for a block without times, such as a header or a note."""
    lines = block.strip().split("\n")
    times = next((number for number, line in enumerate(lines[:2]) if _TIMES.fullmatch(line.strip())), None)
    if times is None:
        return ""
    shown = " ".join(_STYLE.sub("", line).strip() for line in lines[times + 1 :])
    return " ".join(html_text(shown).split())
