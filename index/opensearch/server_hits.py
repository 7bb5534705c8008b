"""The hits of a page: made here, from the stored texts, by the code that makes those of a library on disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from corpus.model.document import Document, Span
from index.highlighting.snippets import SnippetBuilder
from index.model.entity import DocumentEntity
from index.model.query import Hit, Kind
from index.opensearch.connection import Body
from index.opensearch.facets import FacetReader
from index.opensearch.server_people import ServerPeople
from index.opensearch.stored import entry_keys, hidden_countries, summary_from
from index.query.alternatives import IndexTraits
from index.query.ast import Node
from index.schema.mentions import ANYBODY, EntityMentions, decode_mentions
from index.search.hits import title_hits

HIT_FIELDS = [
    "id", "path", "record", "date", "entry", "shown_people", "shown_countries", "also", "near",
    "stored.summary", "stored.text", "stored.mentions",
]  # fmt: skip
"""What a hit needs of a document."""
Asked = Mapping[Kind, Collection[str]]
"""The keys of people and countries by kind."""


def hits_of(
    found: Sequence[Body], tree: Node, asked: Asked, people: ServerPeople, traits: IndexTraits
) -> tuple[Hit, ...]:
    """The hits of a page.

    Args:
        found: The hits of the server, with HIT_FIELDS.
        tree: The syntax tree of the query.
        asked: The people and countries that the query asks for.
        people: The people of the library.
        traits: What the analysis of the query needs to know.

    """
    labels = people.of_keys(key for hit in found for key in hit["_source"]["shown_people"])
    title, body = (SnippetBuilder(tree, field, None, traits) for field in ("title", "body"))
    hits = []
    for hit in found:
        fields = hit["_source"]
        summary, text = summary_from(fields), fields["stored"]["text"]
        mentions = sorted(span for each in mentions_in(fields, asked) for span in each.spans)
        words = title.spans(summary.title, summary.language)
        hits.append(
            Hit(
                id=fields["id"],
                path=fields["path"],
                title=summary.title,
                title_hits=title_hits(summary, words, mentions, text),
                date=date_of(fields),
                score=float(hit.get("_score") or 0.0),
                snippet=body.snippet(text, summary.body_start, mentions, summary.language),
                people=tuple(labels[key].label for key in fields["shown_people"]),
                countries=tuple(fields["shown_countries"]),
                also=tuple(fields.get("also", ())),
                record=fields["record"],
            )
        )
    return tuple(hits)


def date_of(fields: Body) -> dt.date | None:
    """The date of a document."""
    return dt.date.fromordinal(fields["date"]) if fields.get("date") else None


def mentions_in(fields: Body, asked: Asked) -> list[EntityMentions]:
    """The mentions in a document of some people and countries."""
    encoded = fields["stored"].get("mentions", "").encode("utf-8")
    found: list[EntityMentions] = []
    if asked.get(Kind.PERSON):
        # Whom a name means in this document: all of its names, since only their keys are known here.
        everybody = list(decode_mentions(encoded, Kind.PERSON, ANYBODY))
        keys = entry_keys([seen.name for seen in everybody], fields.get("entry", ()))
        found += [seen for seen in everybody if keys[seen.name] in asked[Kind.PERSON]]
    if asked.get(Kind.COUNTRY):
        hidden = hidden_countries(fields.get("entry", ()))
        wanted = set(asked[Kind.COUNTRY]) - hidden
        found += decode_mentions(encoded, Kind.COUNTRY, wanted)
    return found


def entities_of(fields: Body, document: Document, reader: FacetReader) -> tuple[DocumentEntity, ...]:
    """The people and countries of a document as the library shows them, most mentions first; without hidden ones."""
    names = entry_keys([person.name for person in document.entities.people], fields.get("entry", ()))
    shown = reader.people.of_keys(filter(None, names.values()))
    spans: dict[tuple[Kind, str], list[Span]] = {}
    labels: dict[tuple[Kind, str], str] = {}
    for person in document.entities.people:
        if key := names[person.name]:
            spans.setdefault((Kind.PERSON, key), []).extend(person.mentions)
            labels[Kind.PERSON, key] = shown[key].label
    hidden = hidden_countries(fields.get("entry", ()))
    for country in document.entities.countries:
        if country.code not in hidden:
            spans.setdefault((Kind.COUNTRY, country.code), []).extend(country.mentions)
            labels[Kind.COUNTRY, country.code] = reader.country_label(country.code)
    found = [
        DocumentEntity(kind, key, labels[kind, key], tuple(sorted(places))) for (kind, key), places in spans.items()
    ]
    return tuple(sorted(found, key=lambda entity: -len(entity.mentions)))
