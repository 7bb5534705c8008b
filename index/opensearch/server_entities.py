"""The pages of people and countries of a library on a server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from corpus.model.document import Span
from index.entities.entity_page import MOST_CO_OCCURRENCES, MentionTally
from index.highlighting.excerpt import make_snippet
from index.model.entity import Action, Correction, EntityPage, Occurrence
from index.model.errors import EntityFault, EntityNotFound
from index.model.query import Facet, Filter, Kind, Query, Sort
from index.opensearch.connection import Body
from index.opensearch.facets import SPARE
from index.opensearch.page_requests import order_of
from index.opensearch.server_hits import date_of, mentions_in
from index.opensearch.server_people import ServerPerson
from index.opensearch.server_search import ServerView
from index.opensearch.stored import summary_from
from index.schema.mentions import EntityMentions

MOST_DOCUMENTS = 5_000
"""The documents, newest first, whose mentions a page counts. Documents and co-occurrences are counted in all."""
_READ = ["id", "path", "place", "date", "entry", "stored.mentions", "stored.summary"]


def entity_page(
    view: ServerView, kind: Kind, key: str, query: Query, limit: int, offset: int, corrections: Sequence[Correction]
) -> EntityPage:
    """The page of a person or country over the results of a query.

    Args:
        view: The view of the library.
        kind: PERSON or COUNTRY.
        key: The key of its facet.
        query: Only its results count.
        limit: The greatest number of mentions returned.
        offset: The number of mentions to skip.
        corrections: Those that are about it.

    Raises:
        EntityNotFound: nothing has that key.

    """
    person = entity_of(view, kind, key)
    found = view.matching(query.narrowed(Filter(kind, person.key)))
    answer = view.client.search(
        index=view.index,
        body={
            "size": MOST_DOCUMENTS,
            "query": found,
            "sort": order_of(Sort.NEWEST),
            "track_total_hits": True,
            "_source": _READ,
            "aggs": {"first": {"min": {"field": "date"}}, "last": {"max": {"field": "date"}}},
        },
    )
    tally, places = MentionTally(), []
    for hit in answer["hits"]["hits"]:
        fields = hit["_source"]
        seen = mentions_in(fields, {kind: {person.key}})
        passed = tally.mentions
        count = tally.add(seen, fields.get("date", 0))
        if passed < offset + limit and passed + count > offset:
            places += [(fields, each) for each in _places(seen)[max(0, offset - passed) : offset + limit - passed]]
    hidden_roles = {each.shown.casefold() for each in corrections if each.action is Action.HIDE_ROLE}
    first, last = (_day(answer["aggregations"][name]["value"]) for name in ("first", "last"))
    return EntityPage(
        kind=kind,
        key=person.key,
        label=person.label,
        documents=answer["hits"]["total"]["value"],
        mentions=tally.mentions,
        forms=tally.forms(),
        roles=tuple(role for role in tally.roles() if role.text.casefold() not in hidden_roles),
        first=first,
        last=last,
        people=_co_occurrences(view, found, Kind.PERSON, kind, person.key),
        countries=_co_occurrences(view, found, Kind.COUNTRY, kind, person.key),
        occurrences=_occurrences(view, places),
        offset=offset,
        corrections=tuple(corrections),
        confidence=person.confidence / 100,
    )


def entity_of(view: ServerView, kind: Kind, key: str) -> ServerPerson:
    """The person or country of a key; raises EntityNotFound."""
    if kind is Kind.PERSON and (person := view.people.by_key(key)):
        return person
    if kind is Kind.COUNTRY and view.has_country(key):
        return ServerPerson(key, view.reader.country_label(key), 0, 100)
    raise EntityNotFound(EntityFault.NO_DOCUMENT, key, kind)


_Place = tuple[Body, tuple[EntityMentions, Span]]


def _places(seen: Sequence[EntityMentions]) -> list[tuple[EntityMentions, Span]]:
    """The mentions in one document, in the order of the text."""
    return sorted(((each, span) for each in seen for span in each.spans), key=lambda place: place[1])


def _occurrences(view: ServerView, places: Sequence[_Place]) -> tuple[Occurrence, ...]:
    """Mentions in their context, for which their documents are fetched."""
    ids = list(dict.fromkeys(fields["id"] for fields, _ in places))
    texts = {}
    if ids:
        answer = view.client.mget(index=view.index, body={"ids": ids}, params={"_source": "stored.text"})
        texts = {each["_id"]: each["_source"]["stored"]["text"] for each in answer["docs"] if each.get("found")}
    found = []
    for fields, (seen, span) in places:
        found.append(
            Occurrence(
                doc_id=fields["id"],
                path=fields["place"],
                title=summary_from(fields).title,
                date=date_of(fields),
                at=span,
                snippet=make_snippet(texts.get(fields["id"], ""), 0, (span,)),
                ambiguous=seen.ambiguous,
                dateline=seen.dateline,
            )
        )
    return tuple(found)


def _co_occurrences(view: ServerView, found: Body, kind: Kind, own: Kind, key: str) -> tuple[Facet, ...]:
    ranking = view.facets(found, kind, MOST_CO_OCCURRENCES + SPARE)
    return tuple(each for each in ranking if (kind, each.key) != (own, key))[:MOST_CO_OCCURRENCES]


def _day(ordinal: float | None) -> dt.date | None:
    return dt.date.fromordinal(int(ordinal)) if ordinal else None
