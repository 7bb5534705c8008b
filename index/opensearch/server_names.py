"""What a query over a library on a server may name beside words, and what its analysis needs to know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from opensearchpy import OpenSearch
from whoosh import query as whoosh
from whoosh.query import Query

from corpus.extraction.countries.lookup import country_codes, resolve_country
from index.model.field import FieldName
from index.model.query import Facet, Filter, Kind
from index.opensearch.compile import KeysQuery, dsl
from index.opensearch.own_work import OwnWork
from index.opensearch.server_people import ServerPeople
from index.query.ast import Node, Phrase, Word, leaves
from index.query.values import UnknownValue
from index.schema.analysis import fold_for_index, term
from index.schema.languages import ENGLISH, analyzed_as
from index.segments.memo import Memo
from index.segments.searching.multi_field import FormTest, MultiFieldWord, WordSequence

_CACHED_LEAVES = 256
_TEXTS = (("title", 1.0), ("lead", 1.0), ("body", 1.0))
_CACHED_HEADS = 50_000
_LONGEST_COMPOUND = 40
"""Letters of the longest word that is looked for with a hyphen in it."""


class ServerNames:
    """Finds people and countries, and what users have marked; implements `Names`.

    Args:
        people: The people of the library.
        own_work: Finds what users have marked; None for a library that was opened without user data.

    """

    def __init__(self, people: ServerPeople, own_work: OwnWork | None = None) -> None:
        self._people = people
        self._own_work = own_work

    def people(self, node: Node) -> Query:
        """See `Names`."""
        return KeysQuery("shown_people", [person.key for person in self._people.named(node)])

    def countries(self, codes: Sequence[str]) -> Query:
        """See `Names`."""
        return KeysQuery("shown_countries", codes)

    def named_people(self, node: Node) -> Sequence[Facet]:
        """See `Names`."""
        return [person.facet for person in self._people.named(node)]

    def likely_people(self, name: str) -> Sequence[str]:
        """See `Names`."""
        return self._people.likely(name)

    def marked(self, field: str, text: str, *, typing: bool, searches: Sequence[str] = ()) -> Query | UnknownValue:
        """See `Names`."""
        if self._own_work is None:
            return whoosh.NullQuery
        return self._own_work.marked(field, text, typing=typing, searches=searches)

    def own_values(self, field: str) -> Sequence[str]:
        """See `Names`."""
        return () if self._own_work is None else self._own_work.own_values(field)

    def asked_for(self, tree: Node, filters: Sequence[Filter]) -> dict[Kind, set[str]]:
        """The keys of the people and countries that a query asks for in its text or filters."""
        found: dict[Kind, set[str]] = {Kind.PERSON: set(), Kind.COUNTRY: set()}
        for choice in filters:
            if choice.kind in found and not choice.exclude:
                found[choice.kind].add(choice.key)
        for leaf in leaves(tree):
            if not isinstance(leaf, Word | Phrase):
                continue
            if leaf.field == FieldName.PERSON:
                found[Kind.PERSON].update(person.key for person in self._people.named(leaf))
            elif leaf.field == FieldName.COUNTRY:
                code = resolve_country(leaf.text)
                found[Kind.COUNTRY].update([code] if code else country_codes(leaf.text))
        return {kind: keys for kind, keys in found.items() if keys}


class JoinedWords(Collection[str]):
    """The words that a hyphen joins to the next one, such as `take` of `take-over`; the server is asked and remembered.

    Args:
        client: The client of the server.
        index: The index of the documents.

    """

    def __init__(self, client: OpenSearch, index: str) -> None:
        self._client = client
        self._index = index
        self._known: dict[str, bool] = {}
        self._ways: dict[WordSequence, bool] = {}
        """Ways to write words with a hyphen, and whether any document has them."""

    def prepare(self, trees: Sequence[Node], languages: Sequence[str]) -> None:
        """Ask at once about all beginnings of the words of some queries, then about what may follow the known ones."""
        texts = [leaf.text for tree in trees for leaf in leaves(tree) if isinstance(leaf, Word | Phrase)]
        words = {word for text in texts for word in fold_for_index(text).split() if word.isalpha()}
        words = {word for word in words if len(word) <= _LONGEST_COMPOUND}
        is_joined = self._ask({word[:at] for word in words for at in range(1, len(word) - 1)})
        self._ask_ways(
            (FormTest(word[:at], is_joined=True), term(word[at:], language))
            for word in words
            for at in range(1, len(word) - 1)
            if is_joined[word[:at]]
            for language in (ENGLISH, *languages)
        )

    def has_words(self, way: WordSequence) -> bool:
        """Whether any document has some adjacent words; True for words that were not looked up."""
        return self._ways.get(way, True)

    def _ask(self, words: Iterable[str]) -> dict[str, bool]:
        """Whether a hyphen joins each of some words to the next one."""
        wanted = set(words)
        found = {word: is_joined for word in wanted if (is_joined := self._known.get(word)) is not None}
        missing = sorted(wanted - found.keys())
        if missing:
            found |= self._found({word: (FormTest(word, is_joined=True),) for word in missing})
            if len(self._known) > _CACHED_HEADS:
                self._known.clear()
            self._known.update(found)
        return found

    def _ask_ways(self, ways: Iterable[WordSequence]) -> None:
        missing = [way for way in dict.fromkeys(ways) if way not in self._ways]
        if len(self._ways) > _CACHED_HEADS:
            self._ways.clear()
        found = self._found({str(number): way for number, way in enumerate(missing)})
        self._ways |= {way: found[str(number)] for number, way in enumerate(missing)}

    def _found(self, ways: Mapping[str, WordSequence]) -> dict[str, bool]:
        """Which of some ways to write a word any document has, in one request."""
        if not ways:
            return {}
        filters = {name: dsl(MultiFieldWord(_TEXTS, (way,))) for name, way in ways.items()}
        body = {"size": 0, "track_total_hits": False, "aggs": {"ways": {"filters": {"filters": filters}}}}
        buckets = self._client.search(index=self._index, body=body)["aggregations"]["ways"]["buckets"]
        return {name: buckets[name]["doc_count"] > 0 for name in ways}

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return self._ask((word,))[word]

    def __iter__(self) -> Iterator[str]:
        return (word for word, is_joined in list(self._known.items()) if is_joined)  # others may ask meanwhile

    def __len__(self) -> int:
        return sum(self._known.values())


class ServerTraits:
    """Implements `IndexTraits`: that a word is not in the index, only the server knows.

    Args:
        languages: The languages of the documents, as ISO 639-1 codes.
        joined_words: The joined words of the documents.

    """

    def __init__(self, languages: Collection[str], joined_words: JoinedWords) -> None:
        self.languages: Sequence[str] = sorted({analyzed_as(code) for code in languages} - {ENGLISH})
        self.joined_words: Collection[str] = joined_words
        self._has_words = joined_words.has_words
        self._ways: Memo[Word | Phrase, tuple[WordSequence, ...]] = Memo(_CACHED_LEAVES)

    def has_term(self, term: str) -> bool:
        """True: it may be there."""
        return True

    def terms_of(self, form: str) -> Sequence[str]:
        """None are known."""
        return ()

    def has_words(self, words: WordSequence) -> bool:
        """Whether any document has some adjacent words."""
        return self._has_words(words)

    def cached(self, leaf: Word | Phrase, make: Callable[[], tuple[WordSequence, ...]]) -> tuple[WordSequence, ...]:
        """The result of `make` for a leaf."""
        return self._ways.get(leaf, make)
