"""Choice between the alternative texts of a message: plain text, unless the HTML has more content."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.formats.layout import Layout
from corpus.model.omission import Omission, OmissionKind

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""A word, or a character of a script that writes no spaces."""
_TAG = re.compile(r"<style\b[^<]*|<[^<>]*>", re.IGNORECASE)
_COVERED = 0.5
"""Minimum share of the words of a text that another one must have to cover it."""
_REPEATED = 0.9
"""Minimum share of common words, in both directions, for two texts to be the same."""
_LONGEST_NOTICE = 60
"""Maximum words of a plain part that is only a notice: "needs an HTML viewer", how to unsubscribe."""


@dataclass(frozen=True)
class Piece:
    """One text of a message, laid out when that is needed."""

    source: str
    """Plain text or HTML."""
    lay_out: Callable[[str], Layout]
    is_rich: bool = False
    """Whether it is HTML or enriched text, for which a plain text may be the alternative."""
    is_supplement: bool = False
    """Whether it is a calendar or a page for AMP, which is read only for what no other alternative has."""
    attached: object = None
    """The part as an attachment, where it has a file name."""

    @cached_property
    def layout(self) -> Layout:
        """The text in blocks."""
        return self.lay_out(self.source)

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words of the text, in lower case."""
        return frozenset(_WORD.findall(self.layout.text.lower()))


def chosen(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Omission]]:
    """Choose the texts to read from alternative parts; also return what is left out.

    Args:
        pieces: The texts of all alternatives, in order.

    """
    main = [piece for piece in pieces if not piece.is_supplement]
    if len(main) < len(pieces):
        texts, omissions = chosen(main)
        words = frozenset[str]().union(*(piece.words for piece in texts))
        added = (piece for piece in pieces if piece.is_supplement and _share(piece.words, words) < _COVERED)
        return [*texts, *added], omissions
    plain = [piece for piece in pieces if not piece.is_rich and piece.source.strip()]
    rich = [piece for piece in pieces if piece.is_rich]
    if not plain or not rich:
        return plain or rich, []
    words = frozenset[str]().union(*(piece.words for piece in plain))
    if len(rich) == 1 and _share(_words_between_tags(rich[0].source), words) >= _COVERED:
        return plain, []  # without laying out the HTML
    missing = [piece for piece in rich if _share(piece.words, words) < _COVERED]
    if len(missing) < len(rich):
        return [*plain, *missing], []
    number = sum(len(_WORD.findall(piece.layout.text)) for piece in plain)
    in_html = frozenset[str]().union(*(piece.words for piece in rich))
    if number <= _LONGEST_NOTICE or _share(words, in_html) >= _COVERED:
        return rich, [Omission(OmissionKind.PLAIN_PART, number)]
    return [*plain, *rich], []


def without_repetition(pieces: Sequence[Piece]) -> list[Piece]:
    """Drop HTML that repeats the plain text before it: some programs send both outside of multipart/alternative."""
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        if not (piece.is_rich and before and not before.is_rich and _is_same(before, piece)):
            kept.append(piece)
    return kept


def _words_between_tags(source: str) -> frozenset[str]:
    """The approximate words of HTML, without parsing it."""
    return frozenset(_WORD.findall(_TAG.sub(" ", source).lower()))


def _is_same(first: Piece, second: Piece) -> bool:
    return min(_share(first.words, second.words), _share(second.words, first.words)) >= _REPEATED


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    """The share of `words` found in `others`; 1.0 for no words."""
    return len(words & others) / len(words) if words else 1.0
