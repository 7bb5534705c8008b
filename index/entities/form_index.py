"""Search for people by their name variants."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from index.query.ast import Node, Phrase, Word
from index.query.term_patterns import pattern_of
from index.schema.analysis import WORD, fold_for_index
from index.segments.searching.edit_distance import distances


class FormIndex:
    """All name variants in one folded text, one per line, so that finding words in them is one search in a string.

    Args:
        forms: Each variant with the number of its person, in any order.

    """

    def __init__(self, forms: Sequence[tuple[str, int]]) -> None:
        lines = [" ".join(fold_for_index(word) for word in WORD.findall(form)) for form, _ in forms]
        self._owners = [owner for _, owner in forms]
        self._starts = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line) + 3
        self._text = "".join(f" {line} \n" for line in lines)
        self._exact: dict[str, list[int]] = {}
        for line, owner in zip(lines, self._owners, strict=True):
            self._exact.setdefault(line, []).append(owner)

    def exactly(self, name: str) -> list[int]:
        """The people with a variant equal to a name, except for case, accents, punctuation and normal form."""
        composed = unicodedata.normalize("NFC", name)  # like the variants: a combining mark would end its word
        return sorted(set(self._exact.get(" ".join(fold_for_index(word) for word in WORD.findall(composed)), ())))

    def find(self, node: Node) -> list[int]:
        """The people with a variant that matches a word or phrase.

        A phrase of two words or more that is the whole name of some people does not match longer names, unless its last
        word is a prefix.
        """
        if isinstance(node, Phrase):
            pieces = [fold_for_index(word) for word in WORD.findall(node.text)]
            exact = self.exactly(node.text) if len(pieces) > 1 and not node.prefix else []
            pattern = " ".join(map(re.escape, pieces)) + (r"\w*" if node.prefix else "")
            return exact or sorted(set(self._containing(pattern)) if pieces else ())
        if isinstance(node, Word):
            return sorted(set(self._by_word(node)))
        return []

    def _by_word(self, node: Word) -> Iterator[int]:
        pieces = [re.escape(fold_for_index(piece)) for piece in WORD.findall(node.text)]
        if node.pattern:
            yield from self._containing(pattern_of(fold_for_index(node.text)))
        elif node.fuzzy:
            for piece in WORD.findall(node.text):
                near = distances(fold_for_index(piece), self._words, node.fuzzy, transpositions=True)
                for at in near:
                    yield from self._containing(re.escape(self._words[at]))
        elif pieces:
            yield from self._containing(" ".join(pieces) + (r"\w*" if node.incomplete else ""))

    @cached_property
    def _words(self) -> list[str]:
        return sorted(set(self._text.split()))

    def _containing(self, pattern: str) -> Iterator[int]:
        for match in re.finditer(f"(?<= ){pattern}(?= )", self._text):
            yield self._owners[bisect_right(self._starts, match.start()) - 1]
