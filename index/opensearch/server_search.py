"""Searches over a library on a server: its requests, and its answers as pages."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from opensearchpy import OpenSearch

from index.model.errors import QueryError
from index.model.partial import PartialHit, PartialPage
from index.model.query import SUGGESTED_BELOW, Facet, Filter, Kind, Page, Query
from index.model.query_fault import QueryFault
from index.opensearch.compile import NOTHING, any_of, boolean, dsl
from index.opensearch.connection import Body
from index.opensearch.facets import FIELDS, FacetReader, aggregation
from index.opensearch.folding import COLLAPSED, folded_of, groups_of, sizes_request, with_near
from index.opensearch.page_requests import PageRequests, ask, found_in, order_of, page_body
from index.opensearch.server_hits import hits_of
from index.opensearch.server_names import JoinedWords, ServerNames, ServerTraits
from index.opensearch.server_people import ServerPeople
from index.opensearch.server_suggestions import no_matches, suggestion
from index.opensearch.single_document import stored_fields
from index.query.ast import Everything, Node
from index.query.compiler import Compiler
from index.query.date_values import year_query
from index.query.parser import parse, parse_within_limits
from index.search.completion import Completer
from index.search.partial import FEWEST_OF_MANY, optional_words, required_parts

_COPY: Body = {"term": {"copy": True}}
"""The query for documents whose text is shown as another document."""
_QUICK = 20_000
"""Documents of a library up to which facets are counted so quickly that they come with the page."""
_FARTHEST = 10_000
"""How far the document of `around` is looked for."""


@dataclass(frozen=True, slots=True)
class ServerView:
    """What searches need of a library on a server."""

    client: OpenSearch
    index: str
    people: ServerPeople
    names: ServerNames
    traits: ServerTraits
    joined_words: JoinedWords
    languages: int
    """The number of languages of the documents."""
    documents: int
    """The number of documents."""
    reader: FacetReader

    def search(self, query: Query, today: dt.date | None = None) -> Page:
        """Answer a query; raises QueryError for an invalid one, unless it is `typing`."""
        *_, page = self._steps(query, today, at_once=True)
        return page

    def search_in_steps(self, query: Query) -> Iterator[Page]:
        """Answer a query, first without what takes long; see `LibraryLike.search_in_steps`."""
        return self._steps(query, at_once=self.documents <= _QUICK)

    def _steps(self, query: Query, today: dt.date | None = None, *, at_once: bool) -> Iterator[Page]:
        started = time.perf_counter()
        parsed = parse_within_limits(query.text, typing=query.typing)
        compiler = self.compiler(query, today)
        words = self._words(query, parsed.tree, compiler)
        query = self._centred(query, words)
        requests = self._requests(query, words, compiler)
        hits, totals, *facets = self._ask(requests, with_facets=at_once)
        page = self._page_of_hits(requests, parsed.tree, hits, totals)
        page = replace(page, excess=parsed.excess, hints=(*parsed.hints, *compiler.hints))
        if not page.total:
            page = replace(page, no_matches=no_matches(self, parsed.tree, _COPY))
        if not at_once:
            if page.total:
                yield _timed(page, started)
            facets = ask(self.client, self.index, requests.facets())
        page = self._with_facets(page, facets)
        if query.typing:
            page = replace(page, completion=Completer(page, self.names).complete())
        if page.total < SUGGESTED_BELOW and not (page.total and query.typing):
            if at_once or not page.total:
                yield _timed(page, started)
            page = replace(page, suggestion=suggestion(self, page, parsed.tree, compiler))
        yield replace(_timed(page, started), is_counted=True)

    def _ask(self, requests: PageRequests, *, with_facets: bool) -> list[Body]:
        """The answers to the request for hits and to that for their number, and to those for facets if wanted."""
        bodies = [requests.hits(), requests.totals(), *(requests.facets() if with_facets else ())]
        return ask(self.client, self.index, bodies)

    def _page_of_hits(self, requests: PageRequests, tree: Node, answer: Body, totals: Body) -> Page:
        """The page without facets."""
        query = requests.query
        found = requests.first_of_groups(found_in(answer, query))
        if found is None:
            (answer,) = ask(self.client, self.index, [requests.collapsed_hits()])
            found = found_in(answer, query)
        asked = self.names.asked_for(tree, (*query.filters, *query.required))
        hits = hits_of(found, tree, asked, self.people, self.traits)
        if groups := groups_of(found) if query.fold else []:
            (sizes,) = ask(self.client, self.index, [sizes_request(requests.matching, groups)])
            hits = with_near(hits, found, sizes["aggregations"])
        return Page(
            query=query,
            total=totals["hits"]["total"]["value"],
            took_ms=0.0,
            hits=hits,
            is_counted=False,
            folded=folded_of(totals["aggregations"]) if query.fold else 0,
        )

    def _with_facets(self, page: Page, answers: Sequence[Body]) -> Page:
        """The page with what was counted for it."""
        groups = {name: each for answer in answers for name, each in answer["aggregations"].items()}
        people, uncertain = self.reader.people_of(groups[Kind.PERSON]["buckets"])
        return replace(
            page,
            people=people,
            uncertain_people=uncertain,
            countries=self.reader.countries_of(groups[Kind.COUNTRY]["buckets"]),
            languages=self.reader.languages_of(groups[Kind.LANGUAGE]["buckets"]) if Kind.LANGUAGE in groups else (),
            years=self.reader.years_of(groups[Kind.YEAR]["buckets"]),
            undated=groups["undated"]["doc_count"],
        )

    def search_partial(self, query: Query) -> PartialPage:
        """Find the documents that have most of a query's words; raises QueryError as `search` does."""
        tree = parse(query.text, typing=query.typing)
        compiler = self.compiler(query)
        complete = self._words(query, tree, compiler)
        compiled = {word: dsl(compiler.compile(word)) for word in optional_words(tree)}
        words = {str(part): (word.text, part) for word, part in reversed(compiled.items())}
        if query.all_words or len(words) < 2:
            return PartialPage(query, 0)
        order = list(reversed(words.values()))
        named = [{"bool": {"must": [part], "_name": str(number)}} for number, (_, part) in enumerate(order)]
        least = min(len(order) - 1, FEWEST_OF_MANY)
        required = [dsl(compiler.compile(part)) for part in required_parts(tree)]
        body = {
            **page_body(query),
            "query": boolean(
                must=[any_of(named, at_least=least), *required, *self._filters(query, compiler)],
                must_not=[complete, _COPY],
            ),
        }
        answer = self.client.search(index=self.index, body=body)
        found = found_in(answer, query)
        asked = self.names.asked_for(tree, (*query.filters, *query.required))
        hits = hits_of(found, tree, asked, self.people, self.traits)
        missing = [
            tuple(text for number, (text, _) in enumerate(order) if str(number) not in hit.get("matched_queries", ()))
            for hit in found
        ]
        return PartialPage(query, answer["hits"]["total"]["value"], tuple(map(PartialHit, hits, missing)))

    def search_among(self, query: Query, among: Body) -> Page:
        """Answer a query over the documents of some DSL only, without facets; raises QueryError as `search` does."""
        tree = parse(query.text, typing=query.typing)
        body = {**page_body(query), "query": boolean(must=[self.matching(query), among])}
        answer = self.client.search(index=self.index, body=body)
        asked = self.names.asked_for(tree, (*query.filters, *query.required))
        hits = hits_of(found_in(answer, query), tree, asked, self.people, self.traits)
        return Page(query, answer["hits"]["total"]["value"], 0.0, hits)

    def compiler(self, query: Query, today: dt.date | None = None) -> Compiler:
        """A compiler for a query."""
        return Compiler(typing=query.typing, names=self.names, today=today, traits=self.traits)

    def matching(self, query: Query) -> Body:
        """The DSL for all results of a query; raises QueryError as `search` does."""
        compiler = self.compiler(query)
        return self._narrowed(query, self._words(query, parse(query.text, typing=query.typing), compiler), compiler)

    def facets(self, query: Body, kind: Kind, most: int) -> tuple[Facet, ...]:
        """The people, countries or languages of the documents of some DSL, most documents first."""
        body = {"size": 0, "track_total_hits": False, "query": query, "aggs": aggregation(kind, most)}
        buckets = self.client.search(index=self.index, body=body)["aggregations"][kind.value]["buckets"]
        match kind:
            case Kind.PERSON:
                return self.reader.people_of(buckets)[0]
            case Kind.COUNTRY:
                return self.reader.countries_of(buckets)
            case _:
                return self.reader.languages_of(buckets)

    def has_country(self, code: str) -> bool:
        """Whether any document has a country."""
        body = {"size": 0, "terminate_after": 1, "query": {"term": {"shown_countries": {"value": code}}}}
        return bool(self.client.search(index=self.index, body=body)["hits"]["total"]["value"])

    def _words(self, query: Query, tree: Node, compiler: Compiler) -> Body:
        if query.text.strip() and isinstance(tree, Everything) and "*" not in query.text and not query.typing:
            raise QueryError(QueryFault.NO_WORDS, query.text)
        self.joined_words.prepare((tree,), self.traits.languages)
        return dsl(compiler.compile(tree))

    def _narrowed(self, query: Query, words: Body, compiler: Compiler) -> Body:
        filters = self._filters(query, compiler)
        return {"bool": {"must": [words], "filter": filters, "must_not": [_COPY]}}

    def _filters(self, query: Query, compiler: Compiler) -> list[Body]:
        return [any_of(self._filter(choice, compiler) for choice in group) for group in query.filter_groups]

    def _filter(self, choice: Filter, compiler: Compiler) -> Body:
        match choice.kind:
            case Kind.YEAR:
                found = dsl(year_query(choice.key))
            case Kind.USER_DATA:
                try:
                    found = dsl(compiler.compile(parse(choice.key)))
                except QueryError:
                    found = NOTHING
            case Kind.PERSON:
                found = {"term": {"shown_people": {"value": self.people.current_key(choice.key)}}}
            case _:
                found = {"term": {FIELDS[choice.kind]: {"value": choice.key}}}
        return boolean(must_not=[found]) if choice.exclude else found

    def _requests(self, query: Query, words: Body, compiler: Compiler) -> PageRequests:
        """The requests of a page."""
        others = {
            kind: self._narrowed(query.without_alternatives(kind), words, compiler)
            for kind in FIELDS
            if kind in query.any_of
        }
        return PageRequests(query, self._narrowed(query, words, compiler), others, self.languages > 1)

    def _centred(self, query: Query, words: Body) -> Query:
        """The query for the page with the document of `around`, if that is among the first results."""
        if not query.around:
            return query
        query, wanted = replace(query, around=""), query.around
        compiler = self.compiler(query)
        body = {
            "size": _FARTHEST,
            "query": self._narrowed(query, words, compiler),
            "sort": order_of(query.sort),
            "_source": ["near"],
            "track_total_hits": False,
            **(COLLAPSED if query.fold else {}),
        }
        near = stored_fields(self.client, self.index, wanted, ("near",)) if query.fold else None
        group = near["near"] if near and "near" in near else wanted
        hits = self.client.search(index=self.index, body=body)["hits"]["hits"]
        places = [at for at, hit in enumerate(hits) if wanted == hit["_id"] or hit["_source"].get("near") == group]
        if not places or not query.limit:
            return query
        return replace(query, offset=places[0] // query.limit * query.limit)


def _timed(page: Page, started: float) -> Page:
    return replace(page, took_ms=(time.perf_counter() - started) * 1000)
