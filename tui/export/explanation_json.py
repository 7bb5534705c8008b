"""The JSON of an explanation: a query as it was understood, and the score of each hit."""

from __future__ import annotations

from typing import Any

from index.model.explanation import Explanation, HitExplanation, QueryPart
from tui.text.hints import hints_text


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """Return how a query was understood, and the scores of its hits."""
    return {
        "query": explanation.query.text,
        "total": explanation.total,
        "understood": part_json(explanation.tree),
        "hints": hints_text(explanation.hints),
        "hits": list(map(_hit_json, explanation.hits)),
    }


def part_json(part: QueryPart, *, with_parts: bool = True) -> dict[str, Any]:
    """Return a part of a query, with those in it; what it does not have is left out."""
    optional = {
        "text": part.text,
        "field": str(part.field),
        "distance": part.distance,
        "boost": part.boost if part.boost != 1 else None,
        "required": part.required,
        "stands_for": [{"text": each.text, "documents": each.documents} for each in part.expansions],
        "parts": list(map(part_json, part.parts)) if with_parts else [],
    }
    return {
        "kind": part.kind.value,
        "documents": part.documents,
        **{key: each for key, each in optional.items() if each},
    }


def _hit_json(hit: HitExplanation) -> dict[str, Any]:
    words = [
        {
            "text": word.text,
            "score": round(word.score, 6),
            "fields": {each.field: round(each.score, 6) for each in word.fields},
        }
        for word in hit.words
    ]
    return {"id": hit.id, "path": hit.path, "title": hit.title, "score": round(hit.score, 6), "words": words}
