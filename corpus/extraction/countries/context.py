"""The context of a place in a text: the folded text, the words before and after, the line, the people."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from corpus.model.document import Span
from corpus.text.folding import fold

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_][\w'’]*")
_NEXT_WORD = re.compile(r"[ \t]*+(?:\n[ \t]*+)?([^\W\d_][\w'’]*)")
"""Possessive, or spaces that no word follows would be divided in every way."""
_REVERSED_PREVIOUS_WORD = re.compile(r"\n?[ \t]*\n?[ \t]*[\"“‘(]?\.?([\w'’]+)")
_MAX_DISTANCE = 40
"""Code points before a place in which the previous word is searched."""
_ADDRESS_BLOCK = 500
"""Code points of a block: an address is looked for in that of a place, the one before and the one after."""
_ADDRESS = re.compile(
    r"://|www\.|^[(<\"'“]?@\w|\w@\w|\w_\w|[a-z0-9]\.[a-z]{2,4}(?:[/.,;:)>]|$)|^[\w.]+\.(?:html?|pdf|docx?|txt|php)\b"
)
_ADDRESS_BEFORE = ("@", "/", "\\", "=", "&", "%", "_", ".", "-")
_ADDRESS_AFTER = ("@", "_", "/", "=", ".", "-", "\\")
_NO_SPACES = re.compile(r"\S*")


class Context:
    """One text with what the rules ask about its places; all offsets are in code points.

    Args:
        text: The text.
        people: The mentions of persons in it.

    """

    def __init__(self, text: str, people: Sequence[Span]) -> None:
        self.text = text
        self.folded = fold(text)
        """The folded text; its offsets are those of the text."""
        self._people = sorted(people)
        self._people_starts = [span.start for span in self._people]
        # A line may be the whole text, and may be asked about at each of its places.
        self._title_case: dict[int, bool] = {}
        """Whether a line is in title case, by its start."""
        self._uppercase_lines: dict[int, bool] = {}
        """Whether a line is uppercase, by its start."""
        self._uppercase: dict[tuple[int, str], bool] = {}
        """Whether the rest of a line is uppercase, by its start and the form in it."""
        self._addresses: dict[tuple[int, int], bool] = {}
        """Whether a run without spaces is an address, by its bounds."""

    @cached_property
    def words(self) -> frozenset[str]:
        """All folded words."""
        return frozenset(_WORD.findall(self.folded))

    @cached_property
    def is_lower(self) -> bool:
        """Whether the text has no uppercase letter at all, so that case says nothing."""
        return self.text.islower()

    def overlaps_person(self, start: int, end: int) -> bool:
        """Whether the place overlaps the mention of a person."""
        if not self._people:
            return False
        index = bisect_right(self._people_starts, start) - 1
        starts_inside = index >= 0 and self._people[index].end > start
        return starts_inside or (index + 1 < len(self._people) and self._people[index + 1].start < end)

    def begins_person(self, start: int) -> bool:
        """Whether a person's mention starts at the place and its line goes on: in a list, the country is not a name."""
        name = self.person_at(start)
        end = start + len(name)
        return bool(name) and self.text[end : end + 1] not in ("", "\n", "\t")

    def person_at(self, start: int) -> str:
        """The person's mention that starts at the place, as written; "" if there is none."""
        index = bisect_left(self._people_starts, start)
        if index == len(self._people) or self._people_starts[index] != start:
            return ""
        return self.text[slice(*self._people[index])]

    def next_word(self, end: int) -> str:
        """The word after a place, as written, on this line or the next; "" if something else follows."""
        found = _NEXT_WORD.match(self.text, end)
        return found[1] if found else ""

    def previous_word(self, start: int) -> str:
        """The word before a place, as written, also past a full stop ("Mr. "); "" if something else precedes it."""
        found = _REVERSED_PREVIOUS_WORD.match(self.text[max(0, start - _MAX_DISTANCE) : start][::-1])
        letters = _LETTERS.search(found[1][::-1]) if found else None
        return letters[0] if letters else ""

    def starts_sentence(self, start: int) -> bool:
        """Whether the place is the first of a line or sentence."""
        before = self.text[max(0, start - 6) : start].rstrip(" \t\"'“‘(")
        return not before or before[-1] in ".!?\n:;"

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]

    def _line_at(self, start: int) -> tuple[int, int]:
        """The start and end of the line of the place."""
        number = bisect_left(self._line_ends, start)
        ends = self._line_ends
        return ends[number - 1] + 1 if number else 0, ends[number] if number < len(ends) else len(self.text)

    def line(self, start: int) -> str:
        """The line of the place."""
        return self.text[slice(*self._line_at(start))]

    def is_line_uppercase(self, start: int) -> bool:
        """Whether the line of the place is uppercase, and is not a short word alone."""
        key = self._line_at(start)[0]
        if key not in self._uppercase_lines:
            line = self.line(start).strip()
            self._uppercase_lines[key] = len(line) > 2 and line.isupper()
        return self._uppercase_lines[key]

    def in_uppercase_line(self, start: int, end: int) -> bool:
        """Whether the rest of the line is uppercase too, so that capitals say nothing."""
        form = self.text[start:end]
        key = (self._line_at(start)[0], form)
        if key not in self._uppercase:
            line = self.line(start)
            self._uppercase[key] = line.isupper() and sum(map(str.isalpha, line.replace(form, ""))) > 2
        return self._uppercase[key]

    def in_title_case(self, start: int) -> bool:
        """Whether nearly every word of the line is capitalized, as in a headline."""
        key = self._line_at(start)[0]
        if key not in self._title_case:
            words = [word for word in _WORD.findall(self.line(start)) if len(word) > 3]
            capitalized = sum(word[0].isupper() for word in words)
            self._title_case[key] = len(words) > 2 and capitalized >= 0.8 * len(words)
        return self._title_case[key]

    def in_address(self, start: int, end: int) -> bool:
        """Whether the place is part of a web or mail address, a handle or a file name."""
        text = self.text
        if text[start - 1 : start] not in _ADDRESS_BEFORE and text[end : end + 1] not in _ADDRESS_AFTER:
            return False
        block, next_block = start // _ADDRESS_BLOCK, end // _ADDRESS_BLOCK + 1
        first, last = max(0, block - 1) * _ADDRESS_BLOCK, (next_block + 1) * _ADDRESS_BLOCK
        run_start = max(text.rfind(" ", first, start) + 1, text.rfind("\n", first, start) + 1, first)
        rest = _NO_SPACES.match(text, end, last)
        key = (run_start, rest.end() if rest else end)
        if key not in self._addresses:
            self._addresses[key] = bool(_ADDRESS.search(text[slice(*key)]))
        return self._addresses[key]
