"""The rows of CSV: the columns are the keys of the JSON, with lists joined by semicolons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from index.model.entity import EntityPage, Occurrence
from index.model.query import Hit, Kind
from tui.export.json_values import hit_json, mention_json

if TYPE_CHECKING:
    from index.model.comparison import Comparison, Contrast, Contrasted
    from tui.export.model import Value

HIT_COLUMNS = ("id", "path", "title", "date", "score", "people", "countries", "record")
MENTION_COLUMNS = ("id", "path", "title", "date", "snippet", "start", "end", "ambiguous", "dateline")
PAGE_COLUMNS = ("section", "name", "code", "documents", "mentions", "first", "last", "id", "path", "date", "snippet")
WORD_COLUMNS = ("word", "documents", "others", "score")
SIMILAR_COLUMNS = ("id", "path", "title", "date", "score", "words", "people", "countries", "near")
COMPARISON_COLUMNS = ("in", "kind", "name", "documents_1", "documents_2", "score")


def hit_row(hit: Hit) -> list[Value]:
    """Return a result as a row."""
    return row(hit_json(hit), HIT_COLUMNS)


def mention_row(each: Occurrence) -> list[Value]:
    """Return a mention as a row."""
    return row({**mention_json(each), "start": each.at.start, "end": each.at.end}, MENTION_COLUMNS)


def row(record: Mapping[str, object], columns: Iterable[str]) -> list[Value]:
    """Return the values of a JSON object in the order of columns; a missing one is empty."""
    return [_value(record.get(name)) for name in columns]


def page_lines(page: EntityPage, occurrences: Iterable[Occurrence]) -> Iterator[dict[str, object]]:
    """Yield the page of a person or country as flat objects, each with its section."""
    first, last = _date(page.first), _date(page.last)
    counts = {"documents": page.documents, "mentions": page.mentions}
    yield {"section": page.kind.value, "name": page.label, **counts, "first": first, "last": last}
    for form in page.forms:
        yield {"section": "variant", "name": form.text, "documents": form.documents, "mentions": form.mentions}
    for role in page.roles:
        dates = {"first": _date(role.first), "last": _date(role.last)}
        yield {"section": "role", "name": role.text, "documents": role.documents, **dates}
    for each in page.people:
        yield {"section": "appears with person", "name": each.label, "documents": each.documents}
    for each in page.countries:
        yield {"section": "appears with country", "name": each.label, "code": each.key, "documents": each.documents}
    for occurrence in occurrences:
        yield {"section": "mention", "name": page.label, **mention_json(occurrence)}


def comparison_rows(found: Comparison) -> Iterator[list[Value]]:
    """Yield the names and words of a comparison."""
    for _, contrast in contrasts(found):
        for side, values in sides(contrast):
            for each in values:
                yield [side, noun(each), each.label, each.left, each.right, round(each.score, 2)]


def comparison_lines(found: Comparison) -> Iterator[dict[str, object]]:
    """Yield the same as objects."""
    for row_ in comparison_rows(found):
        yield dict(zip(COMPARISON_COLUMNS, row_, strict=True))


def contrasts(found: Comparison) -> tuple[tuple[str, Contrast], ...]:
    """Return people, countries and words with their nouns."""
    return ("people", found.people), ("countries", found.countries), ("words", found.words)


def sides(contrast: Contrast) -> Iterator[tuple[str, tuple[Contrasted, ...]]]:
    """Yield what stands out in each set, and what both share."""
    yield from (("1", contrast.left), ("2", contrast.right), ("both", contrast.shared))


def noun(each: Contrasted) -> str:
    """Return what a value of a comparison is."""
    return each.kind.value if isinstance(each.kind, Kind) else "word"


def _value(value: object) -> Value:
    match value:
        case bool():
            return "yes" if value else ""
        case list() | tuple():
            return "; ".join(map(str, value))
        case None:
            return ""
        case int() | float():
            return value
        case _:
            return str(value)


def _date(date: object) -> str | None:
    return str(date) if date else None
