"""The hits of a query in one document of a library on a server."""

from __future__ import annotations

from corpus.model.document import Document, Span
from index.highlighting.highlighter import Highlighter, highlights
from index.model.query import Query
from index.opensearch.server_hits import mentions_in
from index.opensearch.server_search import ServerView
from index.opensearch.single_document import stored_fields
from index.query.parser import parse


def highlights_in(view: ServerView, query: Query, document: Document) -> tuple[Span, ...]:
    """The hits of a query in a document, ascending and not overlapping: words, and names it asks for."""
    tree = parse(query.text, typing=True)
    view.joined_words.prepare((tree,), view.traits.languages)
    asked = view.names.asked_for(tree, (*query.filters, *query.required))
    fields = stored_fields(view.client, view.index, document.id, ("entry", "stored.mentions")) if asked else None
    mentions = [span for each in mentions_in(fields, asked) for span in each.spans] if fields else []
    return highlights(Highlighter(tree, "body", view.traits), document.text, mentions, document.language)
