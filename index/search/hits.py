"""The hits of a page: what the list of results shows of each document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from whoosh.searching import Searcher

from corpus.model.document import Span
from index.facets.entry_mentions import EntryMentions
from index.facets.table import FacetTable
from index.highlighting.excerpt import merged
from index.highlighting.snippets import SnippetBuilder
from index.model.query import Hit
from index.query.ast import Node
from index.schema.fields import Summary, place_of, summary_of
from index.search.evaluate import Matches
from index.search.traits import index_traits
from index.segments.format.types import Docs
from index.segments.searching.engine import engine


def hits_of(
    searcher: Searcher, facets: FacetTable, tree: Node, matches: Matches, order: Docs, entities: list[EntryMentions]
) -> tuple[Hit, ...]:
    """The hits of a page.

    Args:
        searcher: Whoosh's.
        facets: The facets of the same commit.
        tree: The query, whose words are highlighted.
        matches: All matching documents.
        order: The indices of the page's documents into the matches, best first.
        entities: The people and countries whose mentions snippets show.

    """
    answers = engine(searcher)
    traits = index_traits(searcher)
    in_title = SnippetBuilder(tree, "title", answers.vocabulary("title", "lead"), traits)
    in_body = SnippetBuilder(tree, "body", answers.vocabulary("body"), traits)
    hits = []
    numbers = matches.docs[order]
    dates, scores = facets.dates[numbers].tolist(), matches.scores[order].tolist()
    for number, date, score in zip(numbers.tolist(), dates, scores, strict=True):
        fields = answers.stored(number)
        summary = summary_of(fields)
        mentions = sorted(span for each in entities for seen in each.decoded(number) for span in seen.spans)
        hits.append(
            Hit(
                id=fields["id"],
                path=fields["path"],
                title=summary.title,
                title_hits=title_hits(
                    summary, in_title.spans(summary.title, summary.language), mentions, fields["text"]
                ),
                date=dt.date.fromordinal(date) if date else None,
                score=score,
                snippet=in_body.snippet(fields["text"], summary.body_start, mentions, summary.language),
                people=facets.shown_people(number, summary.people),
                countries=facets.shown_countries(number, summary.countries),
                also=duplicates_of(searcher, facets, number),
                record=summary.record,
            )
        )
    return tuple(hits)


def title_hits(summary: Summary, words: tuple[Span, ...], mentions: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The words of the query and the mentions in a title, which mostly is how the text begins."""
    inside = [span for span in mentions if span.end <= len(summary.title)]
    return merged((*words, *inside)) if inside and text.startswith(summary.title) else words


def duplicates_of(searcher: Searcher, facets: FacetTable, number: int) -> tuple[str, ...]:
    """The other places of a document's text, sorted."""
    others = facets.copies.others(number)
    if not others:
        return ()
    reader = searcher.reader()
    others = [other for other in others if not reader.is_deleted(other)]
    return tuple(sorted(place_of(searcher.stored_fields(other)) for other in others))
