"""Did you mean: a query with other spellings, fields, names or values that finds more documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, product
from typing import Protocol

from whoosh.searching import Searcher

from corpus.model.document import Span
from index.model.field import ValueType, quoted
from index.model.hint import Hint, HintKind
from index.model.query import SUGGESTED_BELOW
from index.query.alternatives import STEMMED
from index.query.ast import Node, Phrase, Word, leaves
from index.query.compiler import Compiler
from index.query.fields import index_fields, value_type
from index.query.lexer import OPERATORS
from index.schema.analysis import WORD, fold_for_index
from index.search.evaluate import matching
from index.segments.searching.engine import Vocabulary, engine

_FEW = 3
"""A word with fewer hits may be misspelled; a long one with fewer than SUGGESTED_BELOW, too."""
_LONG = 6
"""Letters of a long word. Shorter ones with as many hits are mostly words of their own, such as "shards"."""
_ALTERNATIVES = 3
"""The number of replacements tried for each part of a query."""
_MOST_TRIES = 6
_MOST_TRIES_TYPING = 2
_COUNTED = 8
"""The number of similar words whose own documents are counted, not those of other forms."""
_SHORTEST = 3
"""Letters of a word that may be misspelled; shorter ones are similar to too many others."""
_FREQUENT = 10
"""A known word is taken for a slip only if a similar one is in that many times as many documents."""
_FAR_MORE_FREQUENT = 200
"""The same for a word that has more than a few hits. Of 6 379 such words of 18 000 news stories, 59 are then taken for
slips; two thirds of these are."""


@dataclass(frozen=True, slots=True)
class _Slip:
    """A part of a query that is probably a mistake."""

    at: Span
    """The part, in code points of the query's NFC."""
    likely: tuple[str, ...]
    """What may stand there instead, best first."""
    doubtful: bool = False
    """Whether some documents have it as it is."""


class WordCounts(Protocol):
    """The words of a library with the number of their documents."""

    def prepare(self, nodes: Sequence[Node]) -> None:
        """Count the documents of several parts at once, where that is faster than one after another."""
        ...

    def documents(self, node: Node) -> int:
        """The number of documents that a part of a query finds, without filters."""
        ...

    def similar_words(self, field: str, word: str, most: int) -> dict[str, int]:
        """The words of a field of the query language within an edit distance of a folded one, with their distances."""
        ...

    def document_count(self, field: str, word: str) -> int:
        """The number of documents that have such a word, or another form of it."""
        ...


class IndexWords:
    """Implements `WordCounts` for a commit.

    Args:
        searcher: Whoosh's.
        compiler: Compiles parts of the query.

    """

    def __init__(self, searcher: Searcher, compiler: Compiler) -> None:
        self._searcher = searcher
        self._compiler = compiler

    def prepare(self, nodes: Sequence[Node]) -> None:
        """See `WordCounts`; one after another, only those that are needed are counted."""

    def documents(self, node: Node) -> int:
        """See `WordCounts`."""
        return len(matching(self._searcher, self._compiler.compile(node)))

    def similar_words(self, field: str, word: str, most: int) -> dict[str, int]:
        """See `WordCounts`."""
        return self._vocabulary(field).similar_words(word, most)

    def document_count(self, field: str, word: str) -> int:
        """See `WordCounts`."""
        return self._vocabulary(field).document_count(word)

    def _vocabulary(self, field: str) -> Vocabulary:
        return engine(self._searcher).vocabulary(*(name for name, _ in index_fields(field)))


class Suggester:
    """Suggests a query instead of one that finds little.

    Args:
        words: The words of the library.
        compiler: Compiles parts of the query.
        counts: Returns the number of documents that each of some texts finds, with the same filters; it may be lazy.
        count_most: The same for documents with most of the words of a text, but not all.

    """

    def __init__(
        self,
        words: WordCounts,
        compiler: Compiler,
        counts: Callable[[Sequence[str]], Iterable[int]],
        count_most: Callable[[str], int] = lambda text: 0,
    ) -> None:
        self._words = words
        self._compiler = compiler
        self._counts = counts
        self._count_most = count_most

    def suggest(self, text: str, tree: Node, hints: Sequence[Hint], total: int) -> str | None:
        """A query that finds more; None if none is known.

        Args:
            text: The query.
            tree: Its syntax tree.
            hints: About the query.
            total: The number of documents it finds.

        """
        text = unicodedata.normalize("NFC", text)  # positions in the tree are those of its NFC
        slips = sorted(self._slips(tree, hints), key=lambda slip: slip.at.start)
        certain = [slip for slip in slips if not slip.doubtful]
        for chosen in (certain, slips) if certain and len(slips) > len(certain) else (slips,):
            if better := self._corrected(text, chosen, total):
                return better
        return None if total else self._unquoted(text, tree)

    def _unquoted(self, text: str, tree: Node) -> str | None:
        """The text without the quotes of its phrases, if with them not even most of the words are found."""
        phrases = [leaf for leaf in leaves(tree) if isinstance(leaf, Phrase) and leaf.field in STEMMED]
        if not phrases or self._count_most(text):
            return None
        better = text
        for phrase in sorted(phrases, key=lambda phrase: phrase.at.start, reverse=True):
            words = [word.lower() if word in OPERATORS else word for word in WORD.findall(phrase.text)]
            plain = " ".join(words) + ("*" if phrase.prefix else "")
            plain = f"({plain})" if phrase.field and len(words) > 1 else plain
            better = better[: phrase.at.start] + plain + better[phrase.at.end :]
        return better if any(self._counts([better])) or self._count_most(better) else None

    def _corrected(self, text: str, slips: Sequence[_Slip], total: int) -> str | None:
        """The first text without slips that finds more."""
        tries = _MOST_TRIES_TYPING if self._compiler.typing else _MOST_TRIES
        choices = product(*(slip.likely for slip in slips)) if slips else ()
        texts = [_with(text, slips, chosen) for chosen in islice(choices, tries)]
        counted = zip(texts, self._counts(texts) if texts else (), strict=False)
        return next((better for better, count in counted if count > total), None)

    def _slips(self, tree: Node, hints: Sequence[Hint]) -> Iterator[_Slip]:
        taken = set()
        self._words.prepare([part for leaf in leaves(tree) for _, _, part in _words_of(leaf)])
        for hint in hints:
            if hint.kind is HintKind.UNKNOWN_FIELD and hint.likely:
                taken.add(hint.at.start)
                yield _Slip(hint.at, (hint.likely,))
            elif hint.kind is HintKind.UNKNOWN_VALUE and hint.likely:
                yield _Slip(hint.at, (hint.likely.partition(":")[2],))
        for leaf in leaves(tree):
            if not isinstance(leaf, Word | Phrase) or leaf.at.start in taken:
                continue
            match value_type(leaf.field):
                case ValueType.WORDS:
                    yield from self._misspelled(leaf)
                case ValueType.PERSON if not self._compiler.typing:
                    yield from self._unknown_person(leaf)
                case _:
                    pass

    def _unknown_person(self, leaf: Word | Phrase) -> Iterator[_Slip]:
        names = self._compiler.names
        if names is not None and not self._words.documents(leaf):
            likely = [quoted(name) for name in names.likely_people(leaf.text)]
            if likely:
                yield _Slip(leaf.at, tuple(likely[:_ALTERNATIVES]))

    def _misspelled(self, leaf: Word | Phrase) -> Iterator[_Slip]:
        """The words of a leaf that no document has; of those that few have, the likely slips."""
        for word, at, part in _words_of(leaf):
            known = self._words.documents(part)
            likely = self._similar(leaf.field, word, known) if known < self._rare(word) else []
            if likely:
                yield _Slip(at, tuple(likely), doubtful=known > 0)

    def _rare(self, word: str) -> int:
        """The number of hits from which a word is left alone."""
        if self._compiler.typing:
            return 1
        return SUGGESTED_BELOW if len(word) >= _LONG else _FEW

    def _similar(self, field: str, word: str, known: int) -> list[str]:
        """The indexed words that are most similar to one, best first.

        Args:
            field: The field of the query language.
            word: Folded.
            known: The number of documents that have the word.

        """
        most = 1 if known or len(word) <= 4 else 2
        times = _FREQUENT if known < _FEW else _FAR_MORE_FREQUENT
        found = self._words.similar_words(field, word, most)
        found.pop(word, None)

        def rank(other: str) -> tuple[int, bool]:
            return found[other], other[:1] != word[:1]

        better: list[str] = []
        # By distance, and first those with the same first letter: the documents of the others need not be counted.
        for _, near in groupby(sorted(found, key=rank), key=rank):
            counts = {other: self._words.document_count(field, other) for other in near}
            frequent = [other for other in counts if counts[other] >= known * times]
            frequent = sorted(frequent, key=lambda other: (-counts[other], other))[:_COUNTED]
            self._words.prepare([_as_written(other, field) for other in frequent])
            # A rare word may share its stem with frequent ones, as a cut "oper" does with "operation".
            counts |= {other: self._count_as_written(other, field) for other in frequent}
            better += sorted(frequent, key=lambda other: (-counts[other], other))
            if len(better) >= _ALTERNATIVES:
                break
        return better[:_ALTERNATIVES]

    def _count_as_written(self, word: str, field: str) -> int:
        return self._words.documents(_as_written(word, field))


def _words_of(leaf: Node) -> Iterator[tuple[str, Span, Word]]:
    """The folded words of a leaf that may be misspelled, where they are, and each as a query of its own."""
    if not isinstance(leaf, Word | Phrase) or value_type(leaf.field) is not ValueType.WORDS:
        return
    if isinstance(leaf, Word) and (leaf.pattern or leaf.fuzzy or leaf.exact):
        return
    start = leaf.at.start + isinstance(leaf, Phrase)  # behind the quote
    for match in WORD.finditer(leaf.text):
        word, at = fold_for_index(match[0]), Span(start + match.start(), start + match.end())
        incomplete = isinstance(leaf, Word) and leaf.incomplete and match.end() == len(leaf.text)
        if len(word) >= _SHORTEST:
            yield word, at, _part(leaf, match[0], incomplete=incomplete)


def _as_written(word: str, field: str) -> Word:
    return Word(word, Span(0, 0), field, exact=True)


def _with(text: str, slips: Sequence[_Slip], chosen: Sequence[str]) -> str:
    """A text with something else instead of its slips, which ascend."""
    for slip, likely in reversed(list(zip(slips, chosen, strict=True))):
        text = text[: slip.at.start] + likely + text[slip.at.end :]
    return text


def _part(leaf: Word | Phrase, text: str, *, incomplete: bool) -> Word:
    """One word of a leaf as a query of its own."""
    if isinstance(leaf, Word):
        return replace(leaf, text=text, incomplete=incomplete)
    return Word(text, leaf.at, leaf.field)
