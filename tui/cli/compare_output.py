"""The output of `pressroom compare` and `pressroom words`: text, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from index.model.comparison import Comparison, Contrast, Contrasted
from index.model.query import Kind
from tui.cli import csv_output
from tui.cli.streams import print_json
from tui.export.json_values import comparison_json
from tui.text.numbers import counted, grouped
from tui.text.sanitize import harmless


def print_comparison(found: Comparison, form: str) -> None:
    """Print a comparison of two queries; `form` is "json", "csv" or "" for text."""
    queries = [found.left.text, found.right.text if found.right else ""]
    if form == "json":
        print_json(comparison_json(found))
        return
    if form == "csv":
        rows = (
            [side, _noun(each), each.label, each.left, each.right, f"{each.score:.2f}"]
            for _, contrast in _contrasts(found)
            for side, values in _sides(contrast)
            for each in values
        )
        csv_output.print_csv(["in", "kind", "name", "documents_1", "documents_2", "score"], rows)
        return
    headings = {"1": f"More in “{queries[0]}”", "2": f"More in “{queries[1]}”", "both": "In both"}
    for name, contrast in _contrasts(found):
        for side, values in _sides(contrast):
            _print_section(harmless(f"{name.capitalize()}: {headings[side]}"), values)
    totals_text = " and ".join(counted(total, "document") for total in (found.left_total, found.right_total))
    click.echo(
        f"{totals_text}; {grouped(found.both)} in both. Columns: documents of each query that have it.", err=True
    )


def print_words(found: Comparison, form: str) -> None:
    """Print the words that stand out against the rest of the library; `form` as for a comparison."""
    words = found.words.left
    if form == "json":
        rest = [
            {"word": each.label, "documents": each.left, "others": each.right, "score": round(each.score, 2)}
            for each in words
        ]
        print_json({"query": found.left.text, "total": found.left_total, "words": rest})
    elif form == "csv":
        rows = ([each.label, each.left, each.right, f"{each.score:.2f}"] for each in words)
        csv_output.print_csv(["word", "documents", "others", "score"], rows)
    else:
        for each in words:
            click.echo(f"{grouped(each.left):>7} {grouped(each.right):>9}  {harmless(each.label)}")
        totals = f"{counted(found.left_total, 'document')}, {grouped(found.right_total)} others"
        click.echo(f"{totals}. Columns: documents and others that have the word.", err=True)


def _contrasts(found: Comparison) -> tuple[tuple[str, Contrast], ...]:
    return ("people", found.people), ("countries", found.countries), ("words", found.words)


def _sides(contrast: Contrast) -> Iterator[tuple[str, Sequence[Contrasted]]]:
    yield from (("1", contrast.left), ("2", contrast.right), ("both", contrast.shared))


def _noun(each: Contrasted) -> str:
    return each.kind.value if isinstance(each.kind, Kind) else "word"


def _print_section(title: str, values: Sequence[Contrasted]) -> None:
    if not values:
        return
    click.echo(title)
    for each in values:
        click.echo(f"{grouped(each.left):>9} {grouped(each.right):>7}  {harmless(each.label)}")
