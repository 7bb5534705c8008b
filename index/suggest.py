"""When nothing is found: which word is to blame, and how it may have been meant."""

from __future__ import annotations

from collections import Counter

import numpy as np

from index.analysis import WORD, fold
from index.arrays.foreign import Searcher
from index.arrays.postings import FieldPostings
from index.arrays.search import engine
from index.compile import Compiler, Names
from index.errors import QueryError
from index.evaluate import matching
from index.expansions import distances
from index.syntax import Node, Word, leaves


def blame(searcher: Searcher, tree: Node, names: Names | None = None) -> tuple[str, ...]:
    """Sentences that say which words no document has, or that all are there but never together."""
    parts = [leaf for leaf in leaves(tree) if leaf.at.end > leaf.at.start]
    if not parts:
        return ()
    found = []
    for leaf in parts:
        try:
            found.append((leaf, matching(searcher, Compiler(typing=True, names=names).compile(leaf))))
        except QueryError:
            continue
    missing = [leaf for leaf, docs in found if not len(docs)]
    if missing:
        words = ", ".join(f"“{getattr(leaf, 'text', '…')}”" for leaf in missing)
        notes = [f"No document has {words}."]
    else:
        notes = ["Every word is found, but never all in one document."]
    if len(found) > 1:
        some = len(np.unique(np.concatenate([docs for _, docs in found])))
        if some:
            notes.append(f"{some} document{'s have' if some > 1 else ' has'} some of the words; try OR.")
    return tuple(notes)


def suggest(searcher: Searcher, text: str, tree: Node) -> str | None:
    """The query with unknown words replaced by the likeliest known ones; None where there is no better spelling."""
    words = [leaf for leaf in leaves(tree) if isinstance(leaf, Word) and leaf.field in ("", "title", "body")]
    better = text
    for leaf in sorted(words, key=lambda word: -word.at.start):
        if leaf.pattern or leaf.fuzzy:
            continue
        for match in reversed(list(WORD.finditer(leaf.text))):
            known = _known(searcher, fold(match[0]))
            if known and known != fold(match[0]):
                start = leaf.at.start + match.start()
                better = better[:start] + known + better[start + len(match[0]) :]
    return better if better != text else None


def _known(searcher: Searcher, word: str) -> str | None:
    """The word itself if the library has it, else the most frequent one that differs in a letter, or in two."""
    fields = [field for name in ("title", "body") for field in engine(searcher).fields(name)]
    encoded = word.encode("utf-8")
    if len(word) < 3 or any((field.forms or field).find(encoded) >= 0 for field in fields):
        return word
    frequency: Counter[tuple[int, str]] = Counter()
    for field in fields:
        frequency.update(_near(field, word, 2 if len(word) > 4 else 1))
    least = min((distance for distance, _ in frequency), default=0)
    nearest = [(count, known) for (distance, known), count in frequency.items() if distance == least]
    return max(nearest)[1] if nearest else None


def _near(field: FieldPostings, word: str, most: int) -> dict[tuple[int, str], int]:
    """The words of a field near to one: distance and word, and in how many documents its term is."""
    forms = field.forms
    if forms is None:
        return {}
    places = forms.prefixed(word[:1].encode("utf-8"))
    words = forms.words(places)
    return {
        (distance, words[at]): field.doc_freq(int(forms.terms_of[places.start + at]))
        for at, distance in distances(word, words, most).items()
    }
