"""A title for a text that comes without one."""

from __future__ import annotations

import re

_LONGEST = 120
"""Characters of a title made of a sentence."""
_LONGEST_HEADLINE = 250
"""Characters of a first line that can still be a headline."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*(?=\s|$)")


def title_from_text(text: str, fallback: str) -> tuple[str, int]:
    """The title of a text and where its body begins.

    A first line that reads as a headline is the title, with the body after it; else the title is the first sentence,
    cut at a word, and the body begins at 0, because the sentence belongs to it.

    Args:
        text: Cleaned.
        fallback: What to call a text without a single letter, such as the file's name.

    """
    first, _, rest = text.partition("\n")
    line = " ".join(first.split())
    if rest.strip() and any(char.isalpha() for char in line) and _is_headline(line, rest):
        return line, len(text) - len(rest.lstrip("\n"))
    opening = " ".join(text[:2000].split())
    end = _SENTENCE_END.search(opening, 20)
    sentence = opening[: end.end()] if end else opening
    if len(sentence) > _LONGEST:
        sentence = sentence[: _LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + "…"
    return (sentence if any(char.isalnum() for char in sentence) else fallback), 0


def _is_headline(line: str, rest: str) -> bool:
    """Whether a first line stands for itself: short, no sentence, or set apart by a blank line."""
    if len(line) > _LONGEST_HEADLINE:
        return False
    ends_as_sentence = line.endswith((".", ",", ";", ":")) and not line.endswith("...")
    if rest.startswith("\n"):
        return not ends_as_sentence or len(line) <= _LONGEST
    # Without a blank line, only where the first line is shorter than a wrapped line of text would be.
    following = rest.partition("\n")[0]
    return not ends_as_sentence and len(line) <= _LONGEST and (following[:1].isupper() or not following[:1].isalpha())
