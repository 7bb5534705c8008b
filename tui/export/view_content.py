"""Builds the content of an export of similar documents, of an explanation, and of the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.model.explanation import Explanation, QueryPart
from index.model.similar import SimilarDocuments
from tui.export.explanation_json import explanation_json, part_json
from tui.export.json_values import similar_document_json, similar_json
from tui.export.model import Export, Table, Value
from tui.export.tables import SIMILAR_COLUMNS, row
from tui.text.explanation import part_text
from tui.text.numbers import counted
from tui.text.similar import shared_names

_PART_COLUMNS = ("level", "kind", "field", "text", "documents", "stands_for")


def similar_export(found: SimilarDocuments, facts: Sequence[tuple[str, str]]) -> Export:
    """Return the documents like one."""
    documents = [similar_document_json(each) for each in found.documents]
    shown = [
        (str(each.date or ""), each.title, each.path, f"{each.score:.0%}{', near-duplicate' * each.near}",
         ", ".join(filter(None, (shared_names(each), *each.words))))
        for each in found.documents
    ]  # fmt: skip
    return Export(
        title=f"{counted(len(documents), 'document')} like “{found.title}”",
        facts=facts,
        table=Table("Similar documents", SIMILAR_COLUMNS, (row(dict(each), SIMILAR_COLUMNS) for each in documents)),
        head={**similar_json(found)},
        lines=documents,
        sections=(Table("Similar documents", ("Date", "Title", "Path", "Alike", "What both have"), shown),),
        is_empty=not documents,
    )


def explanation_export(found: Explanation | None, facts: Sequence[tuple[str, str]]) -> Export:
    """Return how a query was understood; None for a library without documents."""
    parts = list(_parts(found.tree)) if found else []
    shown = [("\u2003" * level + part_text(part), part.documents, _expansions(part)) for level, part in parts]
    return Export(
        title="Query as understood",
        facts=facts,
        table=Table("Parts", _PART_COLUMNS, (_part_row(level, part) for level, part in parts)),
        head=explanation_json(found) if found else {},
        lines=({"level": level, **part_json(part, with_parts=False)} for level, part in parts),
        sections=(Table("Parts of the query", ("Part", "Documents", "Stands for"), shown),),
        is_empty=not parts,
    )


def history_export(visits: Sequence[tuple[str, str]], facts: Sequence[tuple[str, str]]) -> Export:
    """Return earlier searches, and the documents that were read in their results."""
    values = [{"search": search, "document": title or None} for search, title in visits]
    return Export(
        title="History",
        facts=facts,
        table=Table("History", ("search", "document"), visits),
        head={},
        lines=values,
        sections=(Table("Latest first", ("Search", "Document"), visits),),
        is_empty=not visits,
        key="visits",
        values=values,
    )


def _parts(part: QueryPart, level: int = 0) -> Iterator[tuple[int, QueryPart]]:
    """Yield the parts of a query, each with the number of parts around it."""
    yield level, part
    for inner in part.parts:
        yield from _parts(inner, level + 1)


def _part_row(level: int, part: QueryPart) -> list[Value]:
    return [level, part.kind.value, part.field, part.text, part.documents, _expansions(part)]


def _expansions(part: QueryPart) -> str:
    return "; ".join(each.text for each in part.expansions)
