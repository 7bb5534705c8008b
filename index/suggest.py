"""When nothing is found: which word is to blame, and how it may have been meant."""

from __future__ import annotations

from typing import Any

from index.analysis import WORD, fold
from index.compile import Compiler
from index.errors import QueryError
from index.evaluate import matching
from index.expansions import WORDS
from index.syntax import Node, Word, leaves


def blame(searcher: Any, tree: Node) -> tuple[str, ...]:  # noqa: ANN401 -- whoosh has no types
    """Sentences that say which words no document has, or that all are there but never together."""
    parts = [leaf for leaf in leaves(tree) if leaf.at.end > leaf.at.start]
    if not parts:
        return ()
    found = []
    for leaf in parts:
        try:
            found.append((leaf, matching(searcher, Compiler(typing=True).compile(leaf))))
        except QueryError:
            continue
    missing = [leaf for leaf, docs in found if not len(docs)]
    if missing:
        names = ", ".join(f"“{getattr(leaf, 'text', '…')}”" for leaf in missing)
        notes = [f"No document has {names}."]
    else:
        notes = ["Every word is found, but never all in one document."]
    if len(found) > 1:
        some = set().union(*(docs.tolist() for _, docs in found))
        if some:
            notes.append(f"{len(some)} document{'s have' if len(some) > 1 else ' has'} some of the words; try OR.")
    return tuple(notes)


def suggest(reader: Any, text: str, tree: Node) -> str | None:  # noqa: ANN401
    """The query with unknown words replaced by the likeliest known ones; None where there is no better spelling."""
    words = [leaf for leaf in leaves(tree) if isinstance(leaf, Word) and leaf.field in ("", "title", "body")]
    better = text
    for leaf in sorted(words, key=lambda word: -word.at.start):
        if leaf.pattern or leaf.fuzzy:
            continue
        for match in reversed(list(WORD.finditer(leaf.text))):
            known = _known(reader, fold(match[0]))
            if known and known != fold(match[0]):
                start = leaf.at.start + match.start()
                better = better[:start] + known + better[start + len(match[0]) :]
    return better if better != text else None


def _known(reader: Any, word: str) -> str | None:  # noqa: ANN401
    """The word itself if the library has it, else the most frequent one that differs in a letter, or in two."""
    if (WORDS, word.encode("utf-8")) in reader or len(word) < 3:
        return word
    for distance in (1, 2) if len(word) > 4 else (1,):
        fitting: list[str] = list(reader.terms_within(WORDS, word, distance, prefix=1))
        if fitting:
            return max(fitting, key=lambda candidate: (reader.doc_frequency(WORDS, candidate), candidate))
    return None
