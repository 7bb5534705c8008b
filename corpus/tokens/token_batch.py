"""Several texts cut into words at once: what a regex does word by word, arrays do for all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.uint8] | npt.NDArray[np.uint32]
Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
Numbers = Sequence[int]
T = TypeVar("T")

_MARK = "0"
"""Stands for a whole word where gaps are told apart; a gap holds no letter or figure."""
_PART = f"\n{_MARK}\n"
"""Between two texts: line ends keep them apart, and the figure is a word that the gap falls apart at."""
_HYPHENS, _APOSTROPHES = "-‐‑", "'’"
_PLANE = 1 << 16


class Sheet:
    """Several texts as one, cut into words.

    A word is a run of letters and figures, with hyphens and apostrophes inside; an 's at its end is not part of it.
    Before the first text and after each stands a word of no meaning, on a line of its own.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.points = _points(_PART.join(("", *texts, "")))
        """Every code point."""
        inside = _inside(self.points)
        begins = inside.copy()
        begins[1:] &= ~inside[:-1]
        blank, mark = (self.points.dtype.type(ord(char)) for char in (" ", _MARK))
        self.words: list[str] = _text(np.where(inside, self.points, blank)).split()
        self.gaps: list[str] = _text(np.where(begins, mark, self.points)[begins | ~inside]).split(_MARK)
        """`gaps[i]` stands before `words[i]`; the last one ends all."""
        self.starts = np.flatnonzero(begins)
        """Where each word begins, in code points."""
        self.lengths = np.flatnonzero(inside & ~np.append(inside[1:], False)) + 1 - self.starts
        self.line_ends = np.flatnonzero(self.points == ord("\n"))
        self.rows = np.searchsorted(self.line_ends, self.starts)
        """The line of each word."""
        lengths = np.array([len(each) for each in texts], dtype=np.intp)
        self._offsets = np.cumsum(lengths + len(_PART)) - lengths
        self._ends = self._offsets + lengths
        self._words, self._rows = (
            np.searchsorted(each, (self._offsets, self._ends)) for each in (self.starts, self.line_ends)
        )
        """The first word and line of each text, and the first after it."""
        self._owner = self._owners(self.starts)
        self.owned: Mask = np.ones(self.starts.size, dtype=np.bool_)
        """Which words are those of texts."""
        self.owned[self._words - [[1], [0]]] = False

    def by_text(self, of_words: list[T]) -> list[list[T]]:
        """What is known of every word, text by text."""
        return [of_words[first:stop] for first, stop in self._words.T.tolist()]

    def gaps_by_text(self) -> list[list[str]]:
        """The gaps text by text, each with what begins and what ends the text."""
        found = [self.gaps[first : stop + 1] for first, stop in self._words.T.tolist()]
        for gaps in found:
            gaps[0] = gaps[0][1:]  # the line ends of what parts the texts
            gaps[-1] = gaps[-1][:-1]
        return found

    def starts_by_text(self) -> list[Numbers]:
        """Where in its text each word begins."""
        return self._views(self.starts - self._offsets[self._owner])

    def rows_by_text(self) -> list[Numbers]:
        """The line of its text that each word is on."""
        return self._views(self.rows - self._rows[0][self._owner])

    def _views(self, of_words: Places) -> list[Numbers]:
        """Numbers text by text, of which few are ever looked at: they become objects then."""
        view = memoryview(of_words)  # type: ignore[arg-type]  # numpy's arrays are buffers, whatever Python 3.11 says
        return [view[first:stop] for first, stop in self._words.T.tolist()]

    def lines_by_text(self, of_lines: list[T]) -> list[list[T]]:
        """What is known of every line, text by text."""
        return [of_lines[first : last + 1] for first, last in self._rows.T.tolist()]

    def line_ends_by_text(self) -> list[list[int]]:
        """Where in its text each line ends, with the last one."""
        return self.lines_by_text((self.line_ends - self._offsets[self._owners(self.line_ends)]).tolist())

    def places_by_text(self, words: Places) -> list[list[int]]:
        """The numbers of some words, given in order, counted anew in each text."""
        own = words - self._words[0][self._owner[words]]
        listed = own.tolist()
        return [listed[first:stop] for first, stop in np.searchsorted(words, self._words).T.tolist()]

    def _owners(self, places: Places) -> Places:
        """The number of the text of each place; what parts two texts goes to one of them."""
        return np.minimum(np.searchsorted(self._ends, places), self._ends.size - 1)


def _points(text: str) -> Points:
    """The code points of a text, in as little room as they take."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _text(points: Points) -> str:
    """The text of code points."""
    if points.dtype == np.uint8:
        return points.tobytes().decode("ascii")
    return points.tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _alnum() -> Mask:
    """Which code points of the first plane are letters or figures."""
    return np.frombuffer(bytes(map(str.isalnum, map(chr, range(_PLANE)))), dtype=np.bool_)


def _inside(points: Points) -> Mask:
    """Which characters are inside words."""
    if points.dtype == np.uint8:
        inside = _alnum()[points]
    else:
        inside = _alnum()[np.minimum(points, _PLANE - 1)]
        far = np.flatnonzero(points >= _PLANE)
        inside[far] = [chr(point).isalnum() for point in points[far].tolist()]
    # Every text ends with a line end, a word and a line end: there is always one before, and two after.
    marks = _all_of(points, _APOSTROPHES)
    ends = ((points[marks + 1] | 32) == ord("s")) & ~inside[marks + 2]
    joints = np.concatenate((_all_of(points, _HYPHENS), marks[~ends]))
    inside[joints[inside[joints - 1] & inside[joints + 1]]] = True
    return inside


def _all_of(points: Points, chars: str) -> Places:
    """Where any of some characters stands."""
    wanted = [ord(char) for char in chars if points.dtype != np.uint8 or char.isascii()]
    return np.concatenate([np.flatnonzero(points == point) for point in wanted])
