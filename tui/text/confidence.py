"""How certain it is that a name is a person's, in English."""

from __future__ import annotations


def confidence_text(confidence: float) -> str:
    """Return the confidence as a heading, such as "Confidence 62 %"."""
    return f"Confidence {confidence:.0%}".replace("%", "\N{NARROW NO-BREAK SPACE}%")


def evidence_name(feature: str) -> str:
    """Return a feature of a name as words: "bare name: the before"."""
    return feature.replace("_", " ").replace(":", ": ")
