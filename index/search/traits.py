"""What the analysis of queries needs to know about an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whoosh.searching import Searcher

from index.query.ast import Phrase, Word
from index.schema.fields import TEXT_FIELDS, TITLE_FIELDS
from index.schema.languages import ENGLISH, analyzed_as, marked, stemmer_of_term
from index.segments.memo import Memo
from index.segments.searching.engine import engine
from index.segments.searching.multi_field import WordSequence

_ATTRIBUTE = "index_traits"
"""The attribute of a searcher that holds its traits, which therefore live as long as the searcher."""
_CACHED_LEAVES = 256
_FIELDS = tuple(dict.fromkeys(name for name, _ in (*TEXT_FIELDS, *TITLE_FIELDS)))


class SearcherTraits:
    """The traits of the index that a searcher searches."""

    def __init__(self, searcher: Searcher) -> None:
        self._vocabulary = engine(searcher).vocabulary(*_FIELDS)
        codes = engine(searcher).vocabulary("lang").terms()
        self._marked: dict[str, frozenset[str]] = {}
        """The terms of each stemmer but the English one; few are in the index, and looking each up takes longer."""
        self._ways: Memo[Word | Phrase, tuple[WordSequence, ...]] = Memo(_CACHED_LEAVES)
        self.languages: Sequence[str] = sorted({analyzed_as(code) for code in codes} - {ENGLISH})

    def prepare(self) -> None:
        """Build in advance what the first search needs."""
        _ = self.joined_words
        for language in self.languages:
            self.has_term(marked("", language))

    @property
    def joined_words(self) -> frozenset[str]:
        """The folded words that a hyphen joins to the next one."""
        return self._vocabulary.joined_words

    def has_term(self, term: str) -> bool:
        """Whether any document has a term."""
        stemmer = stemmer_of_term(term)
        if not stemmer:
            return self._vocabulary.has_term(term)
        terms = self._marked.get(stemmer)
        if terms is None:
            terms = self._marked[stemmer] = self._vocabulary.terms_ending(marked("", stemmer))
        return term in terms

    def terms_of(self, form: str) -> Sequence[str]:
        """The terms under which a folded word is indexed in any language."""
        return self._vocabulary.terms_of(form)

    def has_words(self, words: WordSequence) -> bool:
        """Whether any document has some adjacent words."""
        return self._vocabulary.has_words(words)

    def cached(self, leaf: Word | Phrase, make: Callable[[], tuple[WordSequence, ...]]) -> tuple[WordSequence, ...]:
        """The result of `make` for a leaf: the search, its snippets and titles each ask for it."""
        return self._ways.get(leaf, make)


def index_traits(searcher: Searcher) -> SearcherTraits:
    """The traits of an index; always the same object for a searcher."""
    found: SearcherTraits | None = getattr(searcher, _ATTRIBUTE, None)
    if found is None:
        found = SearcherTraits(searcher)
        setattr(searcher, _ATTRIBUTE, found)
    return found
