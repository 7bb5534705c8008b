"""The JSON values of results, people and countries, mentions and analyses: the same for commands and exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.model.entity import Correction, EntityPage, Occurrence, Suggestion
from index.model.query import Facet, Hit, Kind, Page
from tui.text.same_person import evidence_text

if TYPE_CHECKING:
    from index.model.analytics import Companion, Matrix, Series, Timeline
    from index.model.comparison import Comparison, Contrast, Contrasted
    from index.model.partial import PartialHit, PartialPage
    from index.model.similar import SimilarDocument, SimilarDocuments
    from tui.export import json_analysis_types as analysis
    from tui.export import json_types as types


def iso(date: dt.date | None) -> str | None:
    """Return a date in ISO 8601; None for none."""
    return date.isoformat() if date else None


def person_json(facet: Facet) -> types.PersonFacet:
    """Return a person as JSON values."""
    return {"name": facet.label, "documents": facet.documents}


def country_json(facet: Facet) -> types.CountryFacet:
    """Return a country or language as JSON values."""
    return {"code": facet.key, "name": facet.label, "documents": facet.documents}


def name_json(facet: Facet) -> types.NameFacet:
    """Return a person, country or language as JSON values."""
    found: types.NameFacet = {"name": facet.label, "documents": facet.documents}
    return {"code": facet.key, **found} if facet.kind in (Kind.COUNTRY, Kind.LANGUAGE) else found


def facet_json(facet: Facet) -> types.NameFacet | types.YearFacet:
    """Return a facet as JSON values."""
    return {"year": int(facet.key), "documents": facet.documents} if facet.kind is Kind.YEAR else name_json(facet)


def hit_json(hit: Hit) -> types.HitJson:
    """Return a result as JSON values."""
    found: types.HitJson = {
        "id": hit.id,
        "path": hit.path,
        "title": hit.title,
        "date": iso(hit.date),
        "score": round(hit.score, 6),
        "snippet": hit.snippet.text,
        "people": list(hit.people),
        "countries": list(hit.countries),
    }
    if hit.record:
        found["record"] = hit.record
    if hit.also:
        found["also"] = list(hit.also)
    if hit.near:
        found["near"] = hit.near
    return found


def page_json(page: Page, partial: PartialPage | None = None) -> types.SearchJson:
    """Return a page of results as JSON values."""
    found: types.SearchJson = {
        "query": page.query.text,
        "total": page.total,
        "took_ms": round(page.took_ms, 3),
        "suggestion": page.suggestion,
        "hits": list(map(hit_json, page.hits)),
        "people": list(map(person_json, page.people)),
        "countries": list(map(country_json, page.countries)),
        "languages": list(map(country_json, page.languages)),
        "years": [{"year": int(facet.key), "documents": facet.documents} for facet in page.years if facet.documents],
    }
    if page.query.fold:
        found["folded"] = page.folded
    if partial is not None:
        found["partial"] = {"total": partial.total, "hits": list(map(partial_hit_json, partial.hits))}
    return found


def partial_hit_json(each: PartialHit) -> types.PartialHitJson:
    """Return a document with most of the words as JSON values."""
    return {**hit_json(each.hit), "missing": list(each.missing)}


def mention_json(each: Occurrence) -> types.MentionJson:
    """Return a mention as JSON values."""
    return {
        "id": each.doc_id, "path": each.path, "title": each.title, "date": iso(each.date), "at": list(each.at),
        "snippet": each.snippet.text, "ambiguous": each.ambiguous, "dateline": each.dateline,
    }  # fmt: skip


def correction_json(correction: Correction) -> types.CorrectionJson:
    """Return a correction as JSON values."""
    return {
        "action": correction.action.value,
        "kind": correction.kind.value,
        "names": list(correction.names),
        "as": correction.shown or None,
        "in": correction.path or None,
        "author": correction.author or None,
    }


def suggestion_json(suggestion: Suggestion) -> types.SuggestionJson:
    """Return a pair of possible same persons as JSON values."""
    return {
        "left": person_json(suggestion.left),
        "right": person_json(suggestion.right),
        "reason": evidence_text(suggestion.evidence),
    }


def entity_json(page: EntityPage) -> types.EntityJson:
    """Return the page of a person or country as JSON values."""
    return {
        "kind": page.kind.value,
        "key": page.key,
        "name": page.label,
        "documents": page.documents,
        "mentions": page.mentions,
        "first": iso(page.first),
        "last": iso(page.last),
        "forms": [{"text": form.text, "mentions": form.mentions, "documents": form.documents} for form in page.forms],
        "roles": [
            {"text": role.text, "documents": role.documents, "first": iso(role.first), "last": iso(role.last)}
            for role in page.roles
        ],
        "people": list(map(person_json, page.people)),
        "countries": list(map(country_json, page.countries)),
        "occurrences": list(map(mention_json, page.occurrences)),
        "corrections": list(map(correction_json, page.corrections)),
        "suggestions": list(map(suggestion_json, page.suggestions)),
        "confidence": page.confidence,
        "evidence": [{"name": each.name, "weight": round(each.weight, 2)} for each in page.evidence],
    }


def timeline_json(found: Timeline) -> analysis.TimelineJson:
    """Return a timeline as JSON values."""
    return {
        "query": found.query.text, "by": found.step.value, "total": found.total, "undated": found.undated,
        "periods": [{"period": period.key, "documents": period.documents} for period in found.periods],
        "series": list(map(_series_json, found.series)),
    }  # fmt: skip


def _series_json(each: Series) -> analysis.SeriesJson:
    found: analysis.SeriesJson = {
        "name": each.facet.label, "documents": each.facet.documents, "by_period": list(each.documents)
    }  # fmt: skip
    return {"code": each.facet.key, **found} if each.facet.kind is Kind.COUNTRY else found


def matrix_json(matrix: Matrix) -> analysis.MatrixJson:
    """Return a matrix as JSON values."""
    return {
        "query": matrix.query.text, "by": matrix.unit.value, "total": matrix.total, "relevant": matrix.relevant,
        "examined": matrix.examined, "rows": list(map(name_json, matrix.rows)),
        "columns": list(map(name_json, matrix.columns)), "counts": list(map(list, matrix.counts)),
    }  # fmt: skip


def matrix_rows(matrix: Matrix) -> Iterator[analysis.MatrixRowJson]:
    """Yield the rows of a matrix as JSON values, each with its counts by the names of the columns."""
    labels = [column.label for column in matrix.columns]
    for row, counts in zip(matrix.rows, matrix.counts, strict=True):
        yield {**name_json(row), "counts": dict(zip(labels, counts, strict=True))}


def companion_json(each: Companion) -> analysis.CompanionJson:
    """Return a co-occurring name as JSON values."""
    found: analysis.CompanionJson = {"name": each.label, "count": each.count}
    return {"code": each.key, **found} if each.kind is Kind.COUNTRY else found


def contrasted_json(each: Contrasted) -> analysis.ContrastedJson:
    """Return a person, country or word of a comparison as JSON values."""
    found: analysis.ContrastedJson = {
        "documents_1": each.left, "documents_2": each.right, "score": round(each.score, 2)
    }  # fmt: skip
    match each.kind:
        case None:
            return {"word": each.label, **found}
        case Kind.COUNTRY:
            return {"code": each.key, "name": each.label, **found}
        case _:
            return {"name": each.label, **found}


def comparison_json(found: Comparison) -> analysis.ComparisonJson:
    """Return a comparison as JSON values."""
    return {
        "queries": [found.left.text, found.right.text if found.right else ""],
        "totals": [found.left_total, found.right_total],
        "both": found.both,
        "people": _contrast_json(found.people),
        "countries": _contrast_json(found.countries),
        "words": _contrast_json(found.words),
    }


def word_json(each: Contrasted) -> analysis.WordJson:
    """Return a word that stands out against the rest of the library as JSON values."""
    return {"word": each.label, "documents": each.left, "others": each.right, "score": round(each.score, 2)}


def words_json(found: Comparison) -> analysis.WordsJson:
    """Return the words that stand out against the rest of the library as JSON values."""
    return {"query": found.left.text, "total": found.left_total, "words": list(map(word_json, found.words.left))}


def similar_document_json(each: SimilarDocument) -> analysis.SimilarDocumentJson:
    """Return a document like another one as JSON values."""
    return {
        "id": each.id, "path": each.path, "title": each.title, "date": iso(each.date),
        "score": round(each.score, 4), "words": list(each.words), "people": list(each.people),
        "countries": list(each.countries), "near": each.near,
    }  # fmt: skip


def similar_json(found: SimilarDocuments) -> analysis.SimilarJson:
    """Return the documents like one as JSON values."""
    documents = list(map(similar_document_json, found.documents))
    return {"id": found.id, "title": found.title, "words": list(found.words), "documents": documents}


def _contrast_json(contrast: Contrast) -> analysis.ContrastJson:
    return {
        "first": list(map(contrasted_json, contrast.left)),
        "second": list(map(contrasted_json, contrast.right)),
        "shared": list(map(contrasted_json, contrast.shared)),
    }
