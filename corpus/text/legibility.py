"""Whether a text is one in any language, or what fonts without a character map give."""

from __future__ import annotations

import re
import unicodedata

_SAMPLE = 3000
"""Characters looked at."""
_FEWEST_VISIBLE, _FEWEST_LATIN = 40, 200
"""Characters, and Latin letters among them, below which a text is too short to judge."""
_LEAST_WORDS, _LEAST_VOWELS, _MOST_BROKEN = 0.5, 0.2, 0.3
"""Shares of letters and digits, of vowels among Latin letters, and of characters that mean nothing.

No language written in Latin letters has less than a fourth of vowels, "y" included.
"""
_SPACE = re.compile(r"\s+")
_LEADER = re.compile(r"([^\w\s])\1{2,}")
"""Dots of a table of contents and lines of dashes."""
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MARK = re.compile("[\u0900-\u109f\u1780-\u17ff]")
"""Scripts of India and its neighbours, of which many letters are combining marks."""
_LATIN, _VOWELS = "abcdefghijklmnopqrstuvwxyzıøæœ", "aeiouyıøæœ"


def is_legible(text: str) -> bool:
    """Whether a text can be one of any language; a short one is taken for legible."""
    visible = _LEADER.sub("", _SPACE.sub("", text[:_SAMPLE]))
    if len(visible) < _FEWEST_VISIBLE:
        return True
    if len(_BROKEN.findall(visible)) > _MOST_BROKEN * len(visible):
        return False
    lowered = unicodedata.normalize("NFD", visible.lower())
    if sum(map(str.isalnum, visible)) < _LEAST_WORDS * len(visible) and not _MARK.search(visible):
        return False
    latin = sum(map(lowered.count, _LATIN))
    return latin < _FEWEST_LATIN or sum(map(lowered.count, _VOWELS)) >= _LEAST_VOWELS * latin
