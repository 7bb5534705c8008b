"""The ways to write a word or phrase of a query, as terms and surface forms of the index.

The search and its highlighting use the same. A word has variants, and a term in each language of the index.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice, product
from typing import Protocol

from index.query.ast import Phrase, Word
from index.query.variants import variants
from index.schema.analysis import WORD, fold_for_index, joined_words, term, written_form
from index.schema.languages import ENGLISH, stemmer_of_term
from index.segments.searching.multi_field import FormTest, WordSequence

STEMMED = ("", "title", "body")
"""The fields of the query language whose words are stemmed; "" for words without a field."""

_MOST_PHRASES = 32
"""Variants of one phrase, from variants of its words: each is searched for."""


class IndexTraits(Protocol):
    """What the analysis of a query needs to know about the index."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages of documents that have a stemmer, except English, as ISO 639-1 codes."""

    @property
    def joined_words(self) -> Collection[str]:
        """The folded words that a hyphen joins to the next one."""

    def has_term(self, term: str) -> bool:
        """Whether any document has a term in its title or body."""

    def terms_of(self, form: str) -> Sequence[str]:
        """The terms under which a folded word is indexed in any language."""

    def has_words(self, words: WordSequence) -> bool:
        """Whether any document has some adjacent words."""

    def cached(self, leaf: Word | Phrase, make: Callable[[], tuple[WordSequence, ...]]) -> tuple[WordSequence, ...]:
        """The result of `make` for a leaf, perhaps that of an earlier call."""


class NoTraits:
    """An index of English documents about which nothing else is known."""

    languages = ()
    joined_words: Collection[str] = frozenset()

    def has_term(self, term: str) -> bool:
        """True: the term may be there."""
        return True

    def terms_of(self, form: str) -> Sequence[str]:
        """None are known."""
        return ()

    def has_words(self, words: WordSequence) -> bool:
        """True: the words may be there."""
        return True

    def cached(self, leaf: Word | Phrase, make: Callable[[], tuple[WordSequence, ...]]) -> tuple[WordSequence, ...]:
        """Always call `make`."""
        return make()


NO_TRAITS = NoTraits()


def alternatives(leaf: Word | Phrase, traits: IndexTraits) -> tuple[WordSequence, ...]:
    """The ways to write a word without wildcards, or a phrase without a prefix; none if it has no letters or digits.

    Of an incomplete word only those that its end does not change: each part for itself, and variants of all of it.
    """
    return traits.cached(leaf, lambda: _alternatives(leaf, traits))


def _alternatives(leaf: Word | Phrase, traits: IndexTraits) -> tuple[WordSequence, ...]:
    pieces = WORD.findall(leaf.text)
    if not pieces:
        return ()
    if leaf.field not in STEMMED:
        return (tuple(map(fold_for_index, pieces)),)
    if isinstance(leaf, Word) and leaf.exact:
        return (tuple(map(_exact, joined_words(leaf.text))),)
    if isinstance(leaf, Phrase) and len(pieces) == 1:
        return ((FormTest(fold_for_index(pieces[0])),),)
    if isinstance(leaf, Word) and leaf.incomplete and len(pieces) > 1:
        parts = (alternatives(replace(leaf, text=piece, incomplete=False), traits) for piece in pieces)
        return tuple(dict.fromkeys([way for ways in (*parts, other_ways(leaf, traits)) for way in ways]))
    typed = tuple(map(term, pieces))
    others = other_ways(leaf, traits)
    return (typed, *others) if not others or _is_indexed(typed, traits) else others


def other_ways(leaf: Word | Phrase, traits: IndexTraits) -> tuple[WordSequence, ...]:
    """The ways to write a stemmed word or phrase, except in English as typed, that the index has."""
    pieces = WORD.findall(leaf.text)
    ways = list(_in_languages(pieces, traits))
    if isinstance(leaf, Word):
        for language in (ENGLISH, *traits.languages):
            ways += variants(leaf.text, partial(term, language=language), traits.joined_words)
    else:
        ways += _phrase_variants(leaf, traits)
    typed = tuple(map(term, pieces))
    return tuple(way for way in dict.fromkeys(ways) if way != typed and _is_indexed(way, traits))


def _phrase_variants(leaf: Phrase, traits: IndexTraits) -> Iterator[WordSequence]:
    """A phrase with variants of its words; for words in any order, only variants that are terms."""
    texts = [text for text in leaf.text.split() if WORD.search(text)]
    if len(texts) < 2:  # one word in quotes is meant as it is written
        return
    for language in (ENGLISH, *traits.languages):
        term_of = partial(term, language=language)
        choices = [
            (tuple(map(term_of, WORD.findall(text))), *variants(text, term_of, traits.joined_words)) for text in texts
        ]
        for chosen in islice(product(*choices), 1, _MOST_PHRASES):  # the first one is the phrase as typed
            way = tuple(chain.from_iterable(chosen))
            if leaf.slop == 1 or all(isinstance(word, str) for word in way):
                yield way


def _in_languages(pieces: Sequence[str], traits: IndexTraits) -> Iterator[WordSequence]:
    """Some words in each language of the index."""
    if not traits.languages:
        return
    # Accents, which stemmers need, may be missing in a query: then the words of the index tell the terms.
    known = [traits.terms_of(fold_for_index(piece)) for piece in pieces]
    if len(pieces) == 1:
        yield from ((each,) for each in known[0])
    for language in traits.languages:
        words = []
        for piece, terms in zip(pieces, known, strict=True):
            stem = term(piece, language)
            of_language = (each for each in terms if stemmer_of_term(each) == stemmer_of_term(stem))
            words.append(stem if traits.has_term(stem) else next(of_language, stem))
        yield tuple(words)


def _is_indexed(way: WordSequence, traits: IndexTraits) -> bool:
    """Whether the index may have a way to write a word; what it has not would slow down searches and snippets."""
    if not all(not isinstance(word, str) or traits.has_term(word) for word in way):
        return False
    return all(isinstance(word, str) for word in way) or traits.has_words(way)


def _exact(word: str) -> FormTest:
    """A test for a word as written; a capital after its first letter makes case matter."""
    bare = word.removesuffix("-")
    folded, written = fold_for_index(bare), written_form(bare)
    return FormTest(folded, "" if written == folded else written, bare != word)
