"""The people and countries of documents on a server by paragraph or sentence, from the stored mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from corpus.model.document import Span
from index.analytics.passages import passage_starts
from index.model.analytics import Unit
from index.model.query import Kind
from index.opensearch.analytics.counts import Name
from index.opensearch.connection import Body
from index.opensearch.stored import entry_keys, hidden_countries, record_from
from index.schema.mentions import ANYBODY, decode_mentions

PASSAGE_FIELDS = ["id", "path", "place", "date", "entry", "stored"]
"""The fields of a document that `mentions_of` needs, and those of a place in it."""


class Mention(NamedTuple):
    """One mention in a document."""

    name: Name
    passage: int
    """The number of its paragraph or sentence in the document; 0 if the unit is the document."""
    span: Span


def mentions_of(fields: Body, unit: Unit) -> Iterator[Mention]:
    """The mentions in a document, without those of a dateline, whose countries are not counted either."""
    starts = passage_starts(fields["stored"]["text"], record_from(fields)["details"], unit)
    encoded = fields["stored"].get("mentions", "").encode("utf-8")
    everybody = list(decode_mentions(encoded, Kind.PERSON, ANYBODY))
    keys = entry_keys([seen.name for seen in everybody], fields.get("entry", ()))
    hidden = hidden_countries(fields.get("entry", ()))
    seen_names = [((Kind.PERSON, keys[seen.name]), seen) for seen in everybody]
    countries = decode_mentions(encoded, Kind.COUNTRY, ANYBODY)
    seen_names += [((Kind.COUNTRY, "" if seen.name in hidden else seen.name), seen) for seen in countries]
    for name, seen in seen_names:
        if name[1] and not seen.dateline:
            for span in seen.spans:
                yield Mention(name, bisect_right(starts, span.start), span)
