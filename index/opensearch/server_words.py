"""The words of a library on a server, for queries that find little: the server's suggester finds similar ones."""

from __future__ import annotations

from collections.abc import Sequence

from opensearchpy import OpenSearch
from rapidfuzz.distance import OSA

from index.opensearch.compile import dsl
from index.opensearch.connection import Body
from index.opensearch.tokens import folded_token
from index.query.ast import Node
from index.query.compiler import Compiler
from index.query.fields import index_fields

_MOST = 50
"""Similar words of each field."""
_MOST_EDITS = 2
_LONGEST = 50
"""Characters of a word; hardly one that is misspelled is longer, and the tokens of very long ones are cut."""


class ServerWords:
    """Implements `WordCounts`.

    Args:
        client: The client of the server.
        index: The index of the documents.
        compiler: Compiles parts of the query.

    """

    def __init__(self, client: OpenSearch, index: str, compiler: Compiler) -> None:
        self._client = client
        self._index = index
        self._compiler = compiler
        self._counts: dict[tuple[str, str], int] = {}
        """The number of documents of each similar word, by field of the query language."""
        self._found: dict[Node, int] = {}
        """The number of documents of each part that was counted."""

    def prepare(self, nodes: Sequence[Node]) -> None:
        """See `WordCounts`: one request counts all."""
        wanted = [node for node in dict.fromkeys(nodes) if node not in self._found]
        counts = counts_of(self._client, self._index, [dsl(self._compiler.compile(node)) for node in wanted])
        self._found.update(zip(wanted, counts, strict=True))

    def documents(self, node: Node) -> int:
        """See `WordCounts`."""
        self.prepare((node,))
        return self._found[node]

    def similar_words(self, field: str, word: str, most: int) -> dict[str, int]:
        """See `WordCounts`; the first letter may differ, too."""
        if len(word) > _LONGEST:
            return {}
        token = folded_token(word)
        mark = len(token) - len(word)
        suggesters = {name: _suggester(token, name, most, mark) for name, _ in index_fields(field)}
        answer = self._client.search(index=self._index, body={"size": 0, "suggest": suggesters})["suggest"]
        found: dict[str, int] = {}
        for entries in answer.values():
            for option in (each for entry in entries for each in entry["options"]):
                other = option["text"][mark:]
                distance = OSA.distance(word, other)
                if option["text"][:mark] == token[:mark] and distance <= most:
                    found[other] = distance
                    self._counts[field, other] = max(int(option["freq"]), self._counts.get((field, other), 0))
        return found

    def document_count(self, field: str, word: str) -> int:
        """See `WordCounts`; known of similar words only."""
        return self._counts.get((field, word), 0)


def counts_of(client: OpenSearch, index: str, queries: Sequence[Body]) -> list[int]:
    """The numbers of documents that some queries find, in one request."""
    if not queries:
        return []
    filters = {"filters": {str(at): query for at, query in enumerate(queries)}}
    body = {"size": 0, "track_total_hits": False, "aggs": {"queries": {"filters": filters}}}
    buckets = client.search(index=index, body=body)["aggregations"]["queries"]["buckets"]
    return [int(buckets[str(at)]["doc_count"]) for at in range(len(queries))]


def _suggester(token: str, field: str, most: int, mark: int) -> Body:
    options = {
        "field": field,
        "analyzer": "keyword",
        "suggest_mode": "always",
        "size": _MOST,
        "shard_size": 4 * _MOST,
        "max_edits": min(most, _MOST_EDITS),
        "prefix_length": mark,  # the mark of a folded form
        "min_word_length": 1,
        "max_term_freq": 2_000_000_000.0,  # a greatest share would leave out frequent words
    }
    return {"text": token, "term": options}
