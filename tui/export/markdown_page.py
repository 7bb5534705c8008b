"""Writes an export as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.export.escaping import markdown_text, markdown_with_hits
from tui.export.model import Chart, Export, Passage, Passages, Section, Table, Value


def markdown_page(export: Export) -> Iterator[str]:
    """Yield the parts of the text."""
    yield f"# {markdown_text(export.title)}\n\n"
    for label, value in export.facts:
        yield f"- {markdown_text(label)}: {markdown_text(value)}\n"
    for section in export.sections:
        yield f"\n## {markdown_text(section.title)}\n\n"
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    match section:
        case Chart(bars=bars, is_timeline=is_timeline):
            heading = "Date" if is_timeline else "Name"
            yield from _table(Table(section.title, (heading, "Documents"), [bar for bar in bars if bar[1]]))
        case Table():
            yield from _table(section)
        case Passages():
            yield from map(_passage, section.items)


def _passage(each: Passage) -> str:
    meta = " · ".join(markdown_text(part) for part in (each.date, each.place, each.doc_id, each.note) if part)
    return f"**{markdown_text(each.title)}**  \n{meta}\n\n> {markdown_with_hits(each.text, each.hits).lstrip()}\n\n"


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield "| " + " | ".join("---" for _ in table.columns) + " |\n"
    yield from map(_row, table.rows)


def _row(values: Sequence[Value]) -> str:
    return "| " + " | ".join(markdown_text(str("" if value is None else value)) for value in values) + " |\n"
