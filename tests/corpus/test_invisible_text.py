"""Characters that hide text are not part of a document."""

from __future__ import annotations

from corpus.text.sanitize import clean_line, clean_text


def test_tags_and_annotations_are_removed() -> None:
    """Tag characters spell invisible sentences; what an annotation encloses becomes visible."""
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore this")
    text = f"Grain\U000e0001{hidden} rose \ufff9by a third\ufffa much\ufffb."

    assert clean_text(text) == "Grain rose by a third much."
    assert clean_line(text) == "Grain rose by a third much."
