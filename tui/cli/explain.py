"""What `search --explain` prints: the query as it was understood, and the score of each hit."""

from __future__ import annotations

from typing import Any

import click

from index.model.explanation import Explanation, HitExplanation, QueryPart
from tui.cli.output import print_hints
from tui.cli.streams import print_json
from tui.text.explanation import query_lines, score_lines
from tui.text.hints import hints_text
from tui.text.numbers import counted, grouped
from tui.text.sanitize import harmless


def print_explanation(explanation: Explanation, *, as_json: bool) -> None:
    """Print how a query was understood, and why its hits are in this order."""
    if as_json:
        print_json(_explanation_json(explanation))
        return
    for line in query_lines(explanation.tree):
        click.echo(harmless(line))
    for number, hit in enumerate(explanation.hits, 1):
        click.echo(harmless(f"\n{number}. {hit.title}"))
        click.echo(click.style(harmless(f"   {hit.path}  {hit.id}"), dim=True))
        click.echo(f"{hit.score:8.2f}  score")
        for line in score_lines(hit):
            click.echo(harmless(line))
    print_hints(explanation.hints)
    shown = f"; {grouped(len(explanation.hits))} explained" if len(explanation.hits) < explanation.total else ""
    click.echo(f"{counted(explanation.total, 'document')}{shown}", err=True)


def _explanation_json(explanation: Explanation) -> dict[str, Any]:
    return {
        "query": explanation.query.text,
        "total": explanation.total,
        "understood": _part_json(explanation.tree),
        "hints": hints_text(explanation.hints),
        "hits": list(map(_hit_json, explanation.hits)),
    }


def _part_json(part: QueryPart) -> dict[str, Any]:
    """A part of a query; what it does not have is left out."""
    optional = {
        "text": part.text,
        "field": str(part.field),
        "distance": part.distance,
        "boost": part.boost if part.boost != 1 else None,
        "required": part.required,
        "stands_for": [{"text": each.text, "documents": each.documents} for each in part.expansions],
        "parts": list(map(_part_json, part.parts)),
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
