"""The people of a library on a server: who has a name, and what they are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from opensearchpy import OpenSearch

from corpus.model.document import Span
from index.entities.name_lookup import LIKELY
from index.model.errors import EntityFault, EntityNotFound
from index.model.query import Facet, Kind
from index.opensearch.compile import NOTHING, any_of, boolean, dsl, near, pattern_span, phrase
from index.opensearch.connection import Body
from index.opensearch.stored import digest_of
from index.opensearch.tokens import folded_token, term_token
from index.query.ast import Node, Phrase, Word
from index.query.term_patterns import FuzzyPattern, wildcard_pattern
from index.schema.analysis import fold_for_index, words
from index.schema.fields import person_key
from index.segments.searching.multi_field import MultiFieldPattern

_CACHED = 50_000
"""People whose labels are kept."""
_MOST_NAMED = 5_000
"""The greatest number of people that one word of a query names; those with the most documents."""
_NOWHERE = Span(0, 0)
_SHOWN = ("key", "label", "documents", "confidence")
"""What is read of a person."""
_FIELD = "forms"
_FIELDS = ((_FIELD, 1.0),)


@dataclass(frozen=True, slots=True)
class ServerPerson:
    """A person as the server knows them."""

    key: str
    label: str
    documents: int
    confidence: int
    """In hundredths."""

    @property
    def facet(self) -> Facet:
        """The person as a facet of the whole library."""
        return Facet(Kind.PERSON, self.key, self.label, self.documents)


class ServerPeople:
    """Finds people in the index of people. Labels are kept until `forget`.

    Args:
        client: The client of the server.
        index: The index.

    """

    def __init__(self, client: OpenSearch, index: str) -> None:
        self._client = client
        self._index = index
        self._known: dict[str, ServerPerson] = {}

    def forget(self) -> None:
        """Read labels again."""
        self._known = {}  # a new one: what other threads have asked for before goes to the old one

    def of_keys(self, keys: Iterable[str]) -> dict[str, ServerPerson]:
        """The people with some keys; one that was written after the last resolution is called by the key."""
        known, wanted = self._known, list(dict.fromkeys(keys))
        people = {key: person for key in wanted if (person := known.get(key)) is not None}
        missing = [key for key in wanted if key not in people]
        if missing:
            ids = [digest_of(key) for key in missing]
            shown = {"_source": ",".join(_SHOWN)}
            found = self._client.mget(index=self._index, body={"ids": ids}, params=shown)["docs"]
            for key, each in zip(missing, found, strict=True):
                people[key] = _person(each["_source"]) if each.get("found") else ServerPerson(key, key, 0, 100)
            _remember(known, people)
        return people

    def current_key(self, key: str) -> str:
        """The key of the person that a key stands for: corrections merge people."""
        found = self.by_key(key)
        return found.key if found else key

    def by_key(self, key: str) -> ServerPerson | None:
        """The person that a key stands for; None if there is none."""
        found = self._find({"term": {"keys": key}}, 1)
        return found[0] if found else None

    def written_as(self, key: str) -> str:
        """A name of a person that documents have and that belongs to the key; the key where there is none."""
        found = self._client.search(index=self._index, body={"size": 1, "query": {"term": {"keys": key}}})["hits"][
            "hits"
        ]
        names = found[0]["_source"]["names"] if found else []
        return next((name for name in names if person_key(name) == key), key)

    def named(self, node: Node) -> list[ServerPerson]:
        """The people with a name variant that matches a word or phrase, most documents first.

        A phrase of two words or more that is the whole name of some people does not match longer names, unless its last
        word is a prefix.
        """
        if isinstance(node, Phrase):
            pieces = words(node.text)
            if len(pieces) > 1 and not node.prefix and (exact := self._exactly(node.text)):
                return exact
            return self._find(_containing(pieces, is_prefix=bool(node.prefix)))
        return self._find(_by_word(node)) if isinstance(node, Word) else []

    def find(self, name: str) -> str:
        """The key of a person by any of the names, or of the only one whose name has that part.

        Raises:
            EntityNotFound: there is none, or there are several.

        """
        name = unicodedata.normalize("NFC", name)
        for found in (self._find({"term": {"keys": person_key(name)}}), self._exactly(name)):
            if len(found) == 1:
                return found[0].key
        found = self.named(Phrase(name, _NOWHERE))
        if len(found) == 1:
            return found[0].key
        likely = tuple(person.label for person in found[:LIKELY])
        fault = EntityFault.AMBIGUOUS_PERSON if found else EntityFault.UNKNOWN_PERSON
        raise EntityNotFound(fault, name, likely=likely or tuple(self.likely(name)[:LIKELY]))

    def likely(self, name: str) -> list[str]:
        """Names of people that are probably meant by an unknown name, best first."""
        pieces = words(name)
        near = [MultiFieldPattern(_FIELDS, FuzzyPattern("", piece, 1 + (len(piece) > 5))) for piece in pieces]
        if not near:
            return []
        least = max(1, len(near) - 1)
        return [person.label for person in self._find(any_of(map(dsl, near), at_least=least), 2 * LIKELY)]

    def _exactly(self, name: str) -> list[ServerPerson]:
        whole = " ".join(words(unicodedata.normalize("NFC", name)))
        return self._find({"term": {"whole": whole}}) if whole else []

    def _find(self, query: Body, most: int = _MOST_NAMED) -> list[ServerPerson]:
        if query == NOTHING:
            return []
        body = {
            "size": most,
            "query": boolean(must=[query], scored=False),
            "sort": [{"documents": "desc"}, {"label": "asc"}],
            "_source": list(_SHOWN),
        }
        known = self._known
        found = [_person(hit["_source"]) for hit in self._client.search(index=self._index, body=body)["hits"]["hits"]]
        _remember(known, {person.key: person for person in found})
        return found


def _remember(known: dict[str, ServerPerson], people: Mapping[str, ServerPerson]) -> None:
    """Keep people until they are too many."""
    if len(known) + len(people) > _CACHED:
        known.clear()
    known.update(people)


def _person(source: Body) -> ServerPerson:
    return ServerPerson(source["key"], source["label"], source["documents"], source["confidence"])


def _by_word(node: Word) -> Body:
    """The query for the people with a name variant that matches a word of a query."""
    if node.pattern:
        return _by_pattern(fold_for_index(node.text))
    pieces = words(node.text)
    if node.fuzzy:
        return any_of(dsl(MultiFieldPattern(_FIELDS, FuzzyPattern("", piece, node.fuzzy))) for piece in pieces)
    return _containing(pieces, is_prefix=node.incomplete)


def _by_pattern(text: str) -> Body:
    """The query for a pattern, which may have several words."""
    parts = re.findall(r"(?:[^\W_]|[*?])+", text)
    if not parts:
        return NOTHING
    queries = [dsl(MultiFieldPattern(_FIELDS, wildcard_pattern(part))) for part in parts]
    return queries[0] if len(queries) == 1 else near(list(map(pattern_span, queries)))


def _containing(pieces: Sequence[str], *, is_prefix: bool) -> Body:
    """The query for adjacent words in a name variant, of which the last one may be a prefix."""
    if not pieces:
        return NOTHING
    *first, last = pieces
    ending = folded_token(last) if is_prefix else term_token(last)
    return phrase(_FIELD, [*map(term_token, first), ending], is_prefix=is_prefix)
