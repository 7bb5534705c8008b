"""Korean particles: endings of nouns that a reader searches without."""

from __future__ import annotations

import unicodedata

_FIRST, _LAST = 0xAC00, 0xD7A3
"""The first and last Hangul syllable in Unicode; a syllable has one of 28 final consonants, the first of them none."""
_FINALS = 28
_RIEUL = 8
_FEWEST_SYLLABLES = 2
"""What must be left of a word."""
_ANY = ("에서", "에게", "에서는", "에서도", "에게서", "에게는", "에는", "에도", "에", "의", "도", "만", "까지",
        "까지는", "부터", "부터는", "처럼", "보다", "마다", "조차", "마저", "밖에", "하고")  # fmt: skip
_AFTER_CONSONANT = ("은", "이", "을", "과", "으로", "으로는", "으로서", "으로써", "이나", "이라고", "이라는")
_AFTER_VOWEL = ("는", "가", "를", "와", "로", "로는", "로서", "로써", "나", "라고", "라는")
_PARTICLES: list[tuple[str, bool | None]] = sorted(
    [
        *((particle, None) for particle in _ANY),
        *((particle, True) for particle in _AFTER_CONSONANT),
        *((particle, False) for particle in _AFTER_VOWEL),
    ],
    key=lambda particle: -len(particle[0]),
)
"""Particles, longest first, and whether they follow a final consonant; None for either."""


def without_particle(word: str) -> str:
    """A Hangul word without the particle at its end; the word itself if it has none, or is in another script."""
    word = unicodedata.normalize("NFC", word)
    if not _FIRST <= ord(word[-1]) <= _LAST:
        return word
    for particle, after_consonant in _PARTICLES:
        left = word[: -len(particle)]
        if len(left) < _FEWEST_SYLLABLES or not word.endswith(particle) or not _FIRST <= ord(left[-1]) <= _LAST:
            continue
        final = (ord(left[-1]) - _FIRST) % _FINALS
        has_consonant = final not in (0, _RIEUL) if particle.startswith("로") else final != 0
        if after_consonant is None or after_consonant == has_consonant:
            return left
    return word
