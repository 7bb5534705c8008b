"""Builds the content of an export from a library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from index.model.analytics import Axis, Matrix, Timeline
from index.model.comparison import Comparison
from index.model.entity import EntityPage, Occurrence
from index.model.partial import PartialPage
from index.model.protocol import LibraryLike
from index.model.query import Filter, Hit, Kind, Page, Query
from tui.export import tables
from tui.export.json_values import (
    comparison_json,
    entity_json,
    hit_json,
    matrix_json,
    matrix_rows,
    mention_json,
    name_json,
    page_json,
    partial_hit_json,
    timeline_json,
)
from tui.export.model import Chart, Export, Passage, Passages, Request, Section, Table, Value, What
from tui.export.source import all_hits, all_mentions, hits_of, partial_hits
from tui.export.view_content import explanation_export, history_export, similar_export
from tui.text.numbers import counted, grouped
from tui.text.partial import missing_text, partial_heading

_CHARTED = 12
"""Names in a chart."""
_STANDING_OUT = 20
"""Names and words on each side of a comparison."""


def build(library: LibraryLike, request: Request) -> Export:
    """Return the content of an export; documents are read while it is written.

    Raises:
        LibraryError: The query is invalid, or there is no such person or country.

    """
    match request.what:
        case What.RESULTS:
            return _results(library, request)
        case What.PEOPLE | What.COUNTRIES:
            return _names(library, request)
        case What.TIMELINE:
            return _timeline(library.analytics.timeline(request.query, request.step), _facts(library, request))
        case What.MATRIX:
            axes = request.axes or (Axis(Kind.PERSON, request.size), Axis(Kind.COUNTRY, request.size))
            found = library.analytics.matrix(request.query, *axes, unit=request.unit)
            return _matrix(found, _facts(library, request))
        case What.COMPARISON:
            limit = _STANDING_OUT if request.limit is None else request.limit
            compared = library.analytics.compare(request.query, request.other, limit=limit)
            return _comparison(compared, _facts(library, request))
        case What.MENTIONS | What.PAGE:
            return _entity(library, request)
        case What.SIMILAR:
            return similar_export(library.analytics.similar(request.document), _facts(library, request))
        case What.EXPLANATION:
            return explanation_export(library.explain(request.query), _facts(library, request))
        case What.HISTORY:
            return history_export(request.visits, _facts(library, request))


def _facts(library: LibraryLike, request: Request, *more: tuple[str, str]) -> list[tuple[str, str]]:
    facts = [
        ("Library", library.folder.name),
        ("Query", request.query.text.strip()),
        ("Filters", ", ".join(request.filters)),
        *more,
        ("Exported", str(request.day or "")),
    ]
    return [(label, value) for label, value in facts if value]


def _results(library: LibraryLike, request: Request) -> Export:
    page, hits = all_hits(library, request.query, request.limit)
    total, query = page.total, page.query.text.strip()
    charts = _charts(page)
    partial = partial_hits(library, request, page) if request.with_partial and not request.ids else None
    head = {
        key: value for key, value in page_json(page, partial).items() if key not in ("hits", "took_ms", "suggestion")
    }
    if request.ids:
        hits, total, charts = hits_of(library, request.ids), len(request.ids), ()
        head = {"total": total}
        query = ""
    documents = counted(total, "document")
    return Export(
        title=f"“{query}”: {documents}" if query else documents,
        facts=_facts(library, replace(request, query=Query(query)), ("Documents", grouped(total))),
        table=_hit_table(hits, partial),
        head=head,
        is_empty=not total and not (partial and partial.total),
        key="hits",
        values=map(hit_json, hits),
        lines=chain(map(hit_json, hits), map(partial_hit_json, partial.hits if partial else ())),
        sections=(*charts, Passages("Documents", map(_hit_passage, hits)), *_partial_passages(page, partial)),
    )


def _hit_table(hits: Iterable[Hit], partial: PartialPage | None) -> Table:
    """Return results as a table; documents with most of the words say which they lack."""
    if partial is None:
        return Table("Documents", tables.HIT_COLUMNS, map(tables.hit_row, hits))
    lacking = ([*tables.hit_row(each.hit), "; ".join(each.missing)] for each in partial.hits)
    return Table(
        "Documents", (*tables.HIT_COLUMNS, "missing"), chain(([*tables.hit_row(hit), ""] for hit in hits), lacking)
    )


def _partial_passages(page: Page, partial: PartialPage | None) -> tuple[Section, ...]:
    """Return the section of the documents with most of the words, if there are any."""
    if partial is None or not partial.hits:
        return ()
    items = (replace(_hit_passage(each.hit), note=missing_text(each.missing)) for each in partial.hits)
    return (Passages(" ".join(partial_heading(page.total, partial.total)).rstrip(":"), items),)


def _charts(page: Page) -> tuple[Section, ...]:
    years = [(facet.key, facet.documents) for facet in page.years]
    people = [(facet.label, facet.documents) for facet in page.people[:_CHARTED]]
    countries = [(facet.label, facet.documents) for facet in page.countries[:_CHARTED]]
    charts = Chart("Years", years, is_timeline=True), Chart("People", people), Chart("Countries", countries)
    return tuple(chart for chart in charts if chart.bars)


def _names(library: LibraryLike, request: Request) -> Export:
    page, _ = all_hits(library, request.query, 0)
    is_people = request.what is What.PEOPLE
    found = (page.people if is_people else page.countries)[: request.limit]
    heading = "People" if is_people else "Countries"
    columns = ("name", "documents") if is_people else ("code", "name", "documents")
    return Export(
        title=f"{heading} in {counted(page.total, 'document')}",
        facts=_facts(library, request, ("Documents", grouped(page.total)), (heading, grouped(len(found)))),
        table=Table(heading, columns, (tables.row(dict(name_json(each)), columns) for each in found)),
        head={"query": page.query.text, "total": page.total},
        is_empty=not found,
        key=heading.lower(),
        values=map(name_json, found),
        lines=map(name_json, found),
        sections=(
            Chart(f"Most frequent {heading.lower()}", [(each.label, each.documents) for each in found[:_CHARTED]]),
            Table(heading, ("Name", "Documents"), ((each.label, each.documents) for each in found)),
        ),
    )


def _timeline(found: Timeline, facts: Sequence[tuple[str, str]]) -> Export:
    rows = [(period.key, period.documents) for period in found.periods]
    values = timeline_json(found)
    dated = ("Documents", f"{grouped(found.total)}, {grouped(found.undated)} without a date")
    return Export(
        title=f"Documents by {found.step.value}",
        facts=[*facts, dated],
        table=Table("Timeline", ("period", "documents"), rows),
        head={**values},
        is_empty=not found.periods,
        lines=values["periods"],
        sections=(
            Chart(f"Documents by {found.step.value}", rows, is_timeline=True),
            Table("Periods", (found.step.value.capitalize(), "Documents"), rows),
        ),
    )


def _matrix(found: Matrix, facts: Sequence[tuple[str, str]]) -> Export:
    labels = [column.label for column in found.columns]
    rows: list[list[Value]] = [[row.label, *counts] for row, counts in zip(found.rows, found.counts, strict=True)]
    values = matrix_json(found)
    both = f"{grouped(found.relevant)} of {grouped(found.total)} have a name of each side"
    return Export(
        title="Names that occur together",
        facts=[*facts, ("Documents", both)],
        table=Table("Matrix", ("name", *labels), rows),
        head={**values},
        is_empty=not found.relevant,
        lines=matrix_rows(found),
        sections=(Table(f"{found.unit.value.capitalize()}s with both names", ("", *labels), rows, is_shaded=True),),
    )


def _comparison(found: Comparison, facts: Sequence[tuple[str, str]]) -> Export:
    queries = found.left.text or "all documents", found.right.text if found.right else "the rest of the library"
    totals = f"{grouped(found.left_total)} and {grouped(found.right_total)}, {grouped(found.both)} in both"
    rows = list(tables.comparison_rows(found))
    headings = {"1": f"More in “{queries[0]}”", "2": f"More in “{queries[1]}”", "both": "In both"}
    sections = [
        Table(
            f"{name.capitalize()}: {headings[side]}",
            ("Name", "Documents of 1", "Documents of 2"),
            [(each.label, each.left, each.right) for each in values],
        )
        for name, contrast in tables.contrasts(found)
        for side, values in tables.sides(contrast)
        if values
    ]
    return Export(
        title=f"“{queries[0]}” and “{queries[1]}” compared",
        facts=[*facts, ("Compared with", queries[1]), ("Documents", totals)],
        table=Table("Comparison", tables.COMPARISON_COLUMNS, rows),
        head={**comparison_json(found)},
        is_empty=not found.left_total,
        lines=tables.comparison_lines(found),
        sections=sections,
    )


def _entity(library: LibraryLike, request: Request) -> Export:
    assert request.entity is not None
    query = request.query if request.query.text.strip() or request.query.filters else None
    page, mentions = all_mentions(library, request.entity, query, request.limit)
    facts = _facts(library, request, *_page_facts(page))
    if request.what is What.MENTIONS:
        return Export(
            title=f"Mentions of {page.label}",
            facts=facts,
            table=Table("Mentions", tables.MENTION_COLUMNS, map(tables.mention_row, mentions)),
            head={"name": page.label, "documents": page.documents, "mentions": page.mentions},
            is_empty=not page.mentions,
            key="occurrences",
            values=map(mention_json, mentions),
            lines=map(mention_json, mentions),
            sections=(Passages("Mentions", map(_mention_passage, mentions)),),
        )
    head = {key: value for key, value in entity_json(page).items() if key != "occurrences"}
    lines = tables.page_lines(page, mentions)
    return Export(
        title=page.label,
        facts=facts,
        table=Table("Page", tables.PAGE_COLUMNS, (tables.row(line, tables.PAGE_COLUMNS) for line in lines)),
        head=head,
        is_empty=not page.documents,
        key="occurrences",
        values=map(mention_json, mentions),
        lines=lines,
        sections=_page_sections(page, _years(library, page, request.query), mentions),
    )


def _page_facts(page: EntityPage) -> list[tuple[str, str]]:
    span = f"{page.first} to {page.last}" if page.first != page.last else str(page.first or "")
    return [
        ("Documents", grouped(page.documents)),
        ("Mentions", grouped(page.mentions)),
        ("Dates", span),
        ("Code", page.key if page.kind is Kind.COUNTRY else ""),
    ]


def _years(library: LibraryLike, page: EntityPage, query: Query) -> Chart:
    having = replace(query, filters=(*query.filters, Filter(page.kind, page.key)), limit=0)
    years = library.search(having).years
    return Chart("Documents by year", [(year.key, year.documents) for year in years], is_timeline=True)


def _page_sections(page: EntityPage, years: Chart, mentions: Iterator[Occurrence]) -> Iterable[Section]:
    variants = [(form.text, form.mentions, form.documents) for form in page.forms]
    roles = [(each.text, each.documents, str(each.first or ""), str(each.last or "")) for each in page.roles]
    sections: list[Section] = [years] if years.bars else []
    if roles:
        sections.append(Table("Titles and roles", ("Title or role", "Documents", "First", "Last"), roles))
    sections.append(Table("Name variants", ("Name", "Mentions", "Documents"), variants))
    for heading, names in (("Appears with people", page.people), ("Appears with countries", page.countries)):
        if names:
            sections.append(Chart(heading, [(each.label, each.documents) for each in names[:_CHARTED]]))
    return chain(sections, (Passages("Mentions, newest first", map(_mention_passage, mentions)),))


def _hit_passage(hit: Hit) -> Passage:
    also = f"also in {', '.join(hit.also)}" if hit.also else ""
    near = f"and {counted(hit.near, 'near-duplicate')}" if hit.near else ""
    note = "; ".join(filter(None, (also, near)))
    return Passage(hit.title, str(hit.date or ""), hit.place, hit.id, hit.snippet.text, hit.snippet.hits, note)


def _mention_passage(each: Occurrence) -> Passage:
    note = "; ".join(["uncertain"] * each.ambiguous + ["dateline"] * each.dateline)
    return Passage(each.title, str(each.date or ""), each.path, each.doc_id, each.snippet.text, each.snippet.hits, note)
