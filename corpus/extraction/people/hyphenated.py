"""Names that a hyphen joins to another word: Narendra Modi in "the Narendra Modi-led government"."""

from __future__ import annotations

_ENDINGS = ("-led", "-style", "-era", "-backed", "-appointed", "-headed", "-like")


def without_participle(word: str) -> str:
    """The word as a name, without what a hyphen joins to it; the word itself if it has nothing such."""
    if "-" not in word:
        return word
    return next((word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)), word)
