"""Texts for tests of near-duplicates."""

from __future__ import annotations

import random

WORDS = [f"{first}{last}" for first in ("ba", "ce", "di", "fo", "gu", "ha", "ki", "lo") for last in
         ("ban", "cet", "dil", "fom", "gur", "hak", "kip", "los", "mun", "nar", "pet", "ril")]  # fmt: skip


def prose(seed: int, count: int = 120) -> str:
    """A text of words drawn by a seed, with a number in every tenth place."""
    chance = random.Random(seed)
    return " ".join(
        f"{chance.randrange(2, 999)}.{chance.randrange(99)}" if at % 10 == 5 else chance.choice(WORDS)
        for at in range(count)
    )


def edited(text: str, every: int) -> str:
    """The text with every so many words replaced, but no numbers."""
    words = text.split()
    return " ".join(
        "other" if at % every == 1 and not words[at][0].isdigit() else words[at] for at in range(len(words))
    )
