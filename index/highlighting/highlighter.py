"""The hits of a query in a text, found by comparing each word of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property

from corpus.model.document import Span
from index.highlighting.excerpt import merged
from index.highlighting.windows import windows
from index.query.alternatives import NO_TRAITS, IndexTraits, alternatives
from index.query.ast import Node, Phrase, Word, compound_pattern, leaves
from index.query.term_patterns import pattern_of
from index.schema.analysis import WORD, fold_for_index, joined_word_spans, term, word_letter, written_form
from index.schema.languages import ENGLISH, analyzed_as
from index.segments.format.form_numbers import HYPHEN
from index.segments.searching.edit_distance import is_within
from index.segments.searching.multi_field import FormTest, WordSequence
from index.segments.searching.phrases import near_width

_MOST = 5000
"""The greatest number of hits in one text; more are too many to step through."""

_MOST_SEARCHED = 20
"""Different words up to which a search for each is faster than looking at every word of the text."""


class Highlighter:
    """Finds the words and phrases of a query.

    Args:
        tree: The syntax tree of the query.
        field: "body" or "title"; words that are searched in the other field only are not marked.
        traits: The traits of the index.

    """

    def __init__(self, tree: Node, field: str, traits: IndexTraits = NO_TRAITS) -> None:
        self._tests: list[Callable[[str], bool]] = []
        """Tests of folded words."""
        self._forms: list[FormTest] = []
        self._phrases: list[tuple[WordSequence, int]] = []
        stems: set[str] = set()
        for leaf in searched_leaves(tree, field):
            if isinstance(leaf, Word) and (leaf.pattern or leaf.fuzzy or leaf.incomplete):
                self._tests.append(cache(word_test(leaf)))  # the texts of a page have many words in common
                if not leaf.incomplete:
                    continue
            for words in alternatives(leaf, traits):
                if len(words) > 1:
                    self._phrases.append((words, leaf.slop if isinstance(leaf, Phrase) else 1))
                elif isinstance(words[0], str):
                    stems.add(words[0])
                else:
                    self._forms.append(words[0])
        self._stems = frozenset(stems)

    def __bool__(self) -> bool:
        return bool(self._tests or self._forms or self._phrases or self._stems)

    def spans(self, text: str, most: int = _MOST, language: str = ENGLISH) -> tuple[Span, ...]:
        """The matching words in a text, ascending.

        Args:
            text: The text.
            most: The greatest number of words.
            language: That of the text, as an ISO 639-1 code; "" if it is not known.

        """
        language = analyzed_as(language)
        found = list(self._words(text, language)) if self._stems or self._tests or self._forms else []
        words_of_text = _TextWords(text, language)
        for words, slop in self._phrases:
            found += _phrase_spans(words_of_text, words, slop)
        return tuple(sorted(set(found)) if len(found) > 1 else found)[:most]

    def _words(self, text: str, language: str) -> Iterator[Span]:
        """The spans of the single words of the query, in any order."""
        words = set(WORD.findall(text))
        wanted = {word for word in words if term(word, language) in self._stems}
        for test in self._tests:
            wanted.update(word for word, folded in zip(words, map(fold_for_index, words), strict=True) if test(folded))
        for form in self._forms:
            wanted.update(word for word in words if form.matches(written_form(word)))
        if len(wanted) > _MOST_SEARCHED:  # a wildcard can match every word of a text
            yield from (Span(*match.span()) for match in WORD.finditer(text) if match[0] in wanted)
            return
        for word in wanted:
            yield from _whole_word_spans(text, word)


class WordComparison:
    """The hits of a query in texts of one language, without a vocabulary; with the interface of `HitPatterns`.

    Args:
        highlighter: The highlighter of the query.
        language: That of the texts, as an ISO 639-1 code; "" if it is not known.

    """

    def __init__(self, highlighter: Highlighter, language: str) -> None:
        self._highlighter = highlighter
        self._language = language

    def __bool__(self) -> bool:
        return bool(self._highlighter)

    def find(self, text: str, most: int) -> list[tuple[int, int]]:
        """The spans of the matching words, ascending."""
        return [(span.start, span.end) for span in self._highlighter.spans(text, most, self._language)]


def highlights(
    highlighter: Highlighter, text: str, mentions: Sequence[Span], language: str = ENGLISH
) -> tuple[Span, ...]:
    """The hits of a query in a text, ascending and not overlapping: its words, and mentions in any order.

    Args:
        highlighter: The highlighter of the query.
        text: The text.
        mentions: Spans of the people and countries that the query asks for.
        language: That of the text, as an ISO 639-1 code; "" if it is not known.

    """
    words = highlighter.spans(text, language=language)
    return merged((*words, *mentions)) if mentions else words


def _whole_word_spans(text: str, word: str) -> Iterator[Span]:
    """The spans of a word in a text where it is not a part of a longer word."""
    at, size = text.find(word), len(word)
    letter = word_letter()
    alone = letter.match(word) is None
    while at >= 0:
        end = at + size
        if alone or not ((at and letter.match(text, at - 1)) or letter.match(text, end)):
            yield Span(at, end)
        at = text.find(word, end)


def searched_leaves(tree: Node, field: str) -> list[Word | Phrase]:
    """The words and phrases of a query that are searched in a field."""
    found: list[Word | Phrase] = []
    for leaf in leaves(tree):
        if isinstance(leaf, Word | Phrase) and leaf.field in ("", field):
            parts = compound_pattern(leaf) if isinstance(leaf, Word) and leaf.pattern else (leaf,)
            for part in parts:
                found += _without_prefix(part) if isinstance(part, Phrase) and part.prefix else [part]
    return found


def _without_prefix(phrase: Phrase) -> list[Word | Phrase]:
    """The words of a phrase that ends with a prefix, each by itself."""
    words = WORD.findall(phrase.complete_text)
    return [Word(text, phrase.at) for text in (*words, f"{phrase.prefix}*")]


def word_test(leaf: Word) -> Callable[[str], bool]:
    """A test whether a folded word matches a wildcard, prefix or fuzzy word."""
    pieces = [fold_for_index(piece) for piece in WORD.findall(leaf.text)]
    if leaf.pattern:
        fits = re.compile(pattern_of(fold_for_index(leaf.text))).fullmatch
        return lambda word: fits(word) is not None
    if leaf.fuzzy:
        return lambda word: any(is_within(piece, word, leaf.fuzzy) for piece in pieces)
    last = pieces[-1] if pieces else "\0"
    return lambda word: word.startswith(last)


class _TextWords:
    """The words of a text, for phrases: each is looked for in several forms, and most of these are not in the text."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        """The words as written by their terms."""
        found: dict[str, list[str]] = {}
        for word in set(WORD.findall(self._text)):
            found.setdefault(term(word, self._language), []).append(word)
        return found

    @cached_property
    def _forms(self) -> list[tuple[str, str]]:
        """The words as written, each with the form that tests are made of, as if a hyphen joined it to the next one."""
        return [(word, f"{written_form(word)}{HYPHEN}") for same in self._by_stem.values() for word in same]

    @cached_property
    def in_order(self) -> list[tuple[str, int, int, bool]]:
        """All words, see `joined_word_spans`."""
        return list(joined_word_spans(self._text))

    def fitting(self, words: WordSequence) -> dict[str, list[int]]:
        """The words that match any word of a phrase, each with the indices of those; none if a word is missing."""
        fitting: dict[str, list[int]] = {}
        for at, each in enumerate(words):
            if isinstance(each, str):
                same = self._by_stem.get(each, [])
            else:
                same = [word for word, form in self._forms if each.matches(form)]
            if not same:
                return {}
            for word in same:
                fitting.setdefault(word, []).append(at)
        return fitting


def _phrase_spans(text: _TextWords, words: WordSequence, slop: int) -> Iterator[Span]:
    """The spans of the words of a phrase where they are adjacent in its order, or near each other in any order."""
    fitting = text.fitting(words)
    if not fitting:
        return
    places = []
    for position, (word, start, end, is_joined) in enumerate(text.in_order):
        if word in fitting:
            fits = [at for at in fitting[word] if is_joined or not _must_be_joined(words[at])]
            if fits:
                places.append((position, fits, Span(start, end)))
    if slop > 1:
        found = [(position, words[fits[0]]) for position, fits, _ in places]
        for window in windows(found, Counter(words), near_width(slop, len(words))):
            yield from (places[at][2] for at in window)
        return
    for start in range(len(places) - len(words) + 1):
        chain = places[start : start + len(words)]
        first = chain[0][0]
        if all(position == first + at and at in fits for at, (position, fits, _) in enumerate(chain)):
            yield from (span for _, _, span in chain)


def _must_be_joined(word: str | FormTest) -> bool:
    return isinstance(word, FormTest) and word.is_joined
