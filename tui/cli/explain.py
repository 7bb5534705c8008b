"""What `search --explain` prints: the query as it was understood, and the score of each hit."""

from __future__ import annotations

import click

from index.model.explanation import Explanation
from tui.cli.search_output import print_hints
from tui.cli.streams import print_json
from tui.export.explanation_json import explanation_json
from tui.text.explanation import query_lines, score_lines
from tui.text.numbers import counted, grouped
from tui.text.sanitize import harmless


def print_explanation(explanation: Explanation, *, as_json: bool) -> None:
    """Print how a query was understood, and why its hits are in this order."""
    if as_json:
        print_json(explanation_json(explanation))
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
