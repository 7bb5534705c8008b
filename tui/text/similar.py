"""The text of documents that are like another one. Imports neither Textual nor Rich."""

from __future__ import annotations

from index.model.similar import SimilarDocument

_BAR = 5


def share_bar(score: float) -> str:
    """Return a similarity as a percentage with a bar: " 62 % ███░░"."""
    full = round(score * _BAR)
    return f"{score:>4.0%}".replace("%", " %") + f" {'█' * full}{'░' * (_BAR - full)}"


def shared_names(document: SimilarDocument) -> str:
    """Return the people and countries that both documents have."""
    return ", ".join((*document.people, *document.countries))


def similar_query(document: SimilarDocument) -> str:
    """Return a query whose hits in the text are the shared words."""
    return " OR ".join(f'"{word}"' if not word.isalnum() else word for word in document.words)
