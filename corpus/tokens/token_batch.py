"""Tokenize many texts at once: numpy arrays over all code points do what a regex does word by word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

CodePoints = npt.NDArray[np.uint8] | npt.NDArray[np.uint32]
Indices = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
IntSequence = Sequence[int]
T = TypeVar("T")

_WORD_MARK = "0"
"""Replaces each word where the gaps are split apart; a gap contains no letter or digit."""
_TEXT_SEPARATOR = f"\n{_WORD_MARK}\n"
"""Between two texts: line breaks keep their lines apart, and the separator word splits the gap between them."""
_HYPHENS, _APOSTROPHES = "-‐‑", "'’"
_PLANE = 1 << 16


class TokenBatch:
    """Several texts, joined and split into tokens.

    A token is a run of letters and digits, with hyphens and apostrophes inside; a possessive 's is a token of its own.
    A separator word stands before the first text and after each, on a line of its own. Arrays cover the separators;
    the `*_by_text` methods leave them out and count offsets, lines and tokens from the beginning of each text.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.code_points = _to_code_points(_TEXT_SEPARATOR.join(("", *texts, "")))
        """Every code point of the joined texts, uint8 if all are ASCII, else uint32."""
        inside = _inside_words(self.code_points)
        begins = inside.copy()
        begins[1:] &= ~inside[:-1]
        blank, mark = (self.code_points.dtype.type(ord(char)) for char in (" ", _WORD_MARK))
        self.words: list[str] = _to_text(np.where(inside, self.code_points, blank)).split()
        self.gaps: list[str] = _to_text(np.where(begins, mark, self.code_points)[begins | ~inside]).split(_WORD_MARK)
        """`gaps[i]` is the text before `words[i]`; the last gap is the text after the last token."""
        self.starts = np.flatnonzero(begins)
        """The offset of each token, in code points."""
        self.lengths = np.flatnonzero(inside & ~np.append(inside[1:], False)) + 1 - self.starts
        self.line_ends = np.flatnonzero(self.code_points == ord("\n"))
        self.line_numbers = np.searchsorted(self.line_ends, self.starts)
        """The line of each token."""
        lengths = np.array([len(each) for each in texts], dtype=np.intp)
        self._offsets = np.cumsum(lengths + len(_TEXT_SEPARATOR)) - lengths
        self._ends = self._offsets + lengths
        self.token_bounds, self._line_bounds = (
            np.searchsorted(each, (self._offsets, self._ends)) for each in (self.starts, self.line_ends)
        )
        """Two rows each: the first token or line of every text, and the first one after the text."""
        self.text_of_token = self._texts_of(self.starts)
        self.in_text: Mask = np.ones(self.starts.size, dtype=np.bool_)
        """Which tokens are no separators."""
        self.in_text[self.token_bounds - [[1], [0]]] = False

    def tokens_by_text(self, values: list[T]) -> list[list[T]]:
        """Split a list with one value for each token by text."""
        return [values[first:stop] for first, stop in self.token_bounds.T.tolist()]

    def gaps_by_text(self) -> list[list[str]]:
        """The gaps of each text, with the one after its last token."""
        found = [self.gaps[first : stop + 1] for first, stop in self.token_bounds.T.tolist()]
        for gaps in found:
            gaps[0] = gaps[0][1:]  # without the line breaks of the separators
            gaps[-1] = gaps[-1][:-1]
        return found

    def starts_by_text(self) -> list[IntSequence]:
        """The offset of each token in its text."""
        return self._views_by_text(self.starts - self._offsets[self.text_of_token])

    def line_numbers_by_text(self) -> list[IntSequence]:
        """The line of each token, counted from the first line of its text."""
        return self._views_by_text(self.line_numbers - self._line_bounds[0][self.text_of_token])

    def _views_by_text(self, values: Indices) -> list[IntSequence]:
        """Split one number for each token by text, without making objects of numbers that are rarely read."""
        view = memoryview(values)  # type: ignore[arg-type]  # an ndarray is a buffer, typeshed knows it from 3.12 on
        return [view[first:stop] for first, stop in self.token_bounds.T.tolist()]

    def lines_by_text(self, values: list[T]) -> list[list[T]]:
        """Split a list with one value for each line by text."""
        return [values[first : last + 1] for first, last in self._line_bounds.T.tolist()]

    def line_ends_by_text(self) -> list[list[int]]:
        """The offset of the end of each line in its text, the last line included."""
        return self.lines_by_text((self.line_ends - self._offsets[self._texts_of(self.line_ends)]).tolist())

    def indices_by_text(self, tokens: Indices) -> list[list[int]]:
        """Split ascending token indices by text and count them from the first token of each."""
        in_own_text = tokens - self.token_bounds[0][self.text_of_token[tokens]]
        listed = in_own_text.tolist()
        return [listed[first:stop] for first, stop in np.searchsorted(tokens, self.token_bounds).T.tolist()]

    def _texts_of(self, offsets: Indices) -> Indices:
        """The number of the text at each offset; a separator belongs to one of its neighbours."""
        return np.minimum(np.searchsorted(self._ends, offsets), self._ends.size - 1)


def _to_code_points(text: str) -> CodePoints:
    """The code points of a text, one byte each if all are ASCII."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _to_text(code_points: CodePoints) -> str:
    """The inverse of `_to_code_points`."""
    if code_points.dtype == np.uint8:
        return code_points.tobytes().decode("ascii")
    return code_points.tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _is_alphanumeric() -> Mask:
    """Which code points of the Basic Multilingual Plane are letters or digits."""
    return np.frombuffer(bytes(map(str.isalnum, map(chr, range(_PLANE)))), dtype=np.bool_)


def _inside_words(code_points: CodePoints) -> Mask:
    """Which code points are inside words."""
    if code_points.dtype == np.uint8:
        inside = _is_alphanumeric()[code_points]
    else:
        inside = _is_alphanumeric()[np.minimum(code_points, _PLANE - 1)]
        beyond = np.flatnonzero(code_points >= _PLANE)
        inside[beyond] = [chr(point).isalnum() for point in code_points[beyond].tolist()]
    # The separators guarantee one code point before each apostrophe and two after it.
    apostrophes = _find_any(code_points, _APOSTROPHES)
    possessive = ((code_points[apostrophes + 1] | 32) == ord("s")) & ~inside[apostrophes + 2]
    joints = np.concatenate((_find_any(code_points, _HYPHENS), apostrophes[~possessive]))
    inside[joints[inside[joints - 1] & inside[joints + 1]]] = True
    return inside


def _find_any(code_points: CodePoints, chars: str) -> Indices:
    """The offsets of the given characters, character by character."""
    wanted = [ord(char) for char in chars if code_points.dtype != np.uint8 or char.isascii()]
    return np.concatenate([np.flatnonzero(code_points == point) for point in wanted])
